"""Vertical lines (竖题): Han stand upright, marks take their vertical forms, two digits stand side by side (纵中横), other
Latin lies on its side (CLREQ, vertical writing mode).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .classes import BY_CODE, MARKS
from .clusters import Cluster, Form
from .faces import Chain
from .house import HALF

EM_TOP = 0.88
"""The part of the em box above the baseline (Noto CJK and WenKai: 880 of 1000 units)."""
MIDDLE = EM_TOP - 0.5
"""em: from the baseline up to the middle of the em box."""
ABREAST = 2
"""Digits that stand side by side."""


def stood(cluster: Cluster, chains: Mapping[str, Chain]) -> Cluster:
    """A cluster as it stands in a vertical line; its width is then its height."""
    if cluster.left == "space":
        return replace(cluster, forms=tuple(Form(0.0, 0.0) for _ in cluster.glyphs))
    if cluster.text.isdigit() and len(cluster.text) <= ABREAST:
        return _abreast(cluster)
    if cluster.left in ("latin", "before", "after") or cluster.right == "latin":
        return replace(cluster, forms=tuple(Form(-MIDDLE, 0.0, True) for _ in cluster.glyphs))
    return _upright(cluster, chains)


def _abreast(cluster: Cluster) -> Cluster:
    """One or two digits across the line, in the height of one em."""
    narrowed = min(1.0, 1.0 / cluster.width)
    left = -cluster.width * narrowed / 2
    forms = tuple(Form(left + place * narrowed, EM_TOP, False, narrowed) for place in cluster.places)
    return replace(cluster, places=(0.0,) * len(forms), width=1.0, forms=forms)


def _upright(cluster: Cluster, chains: Mapping[str, Chain]) -> Cluster:
    chain = next(c for c in chains.values() if any(f.family == cluster.glyphs[0].family for f in c.faces))
    glyphs = chain.upright(cluster.text)
    forms = tuple(Form(-glyph.width / 2, EM_TOP) for glyph in glyphs)
    if cluster.left in MARKS and len(glyphs) == 1:
        # the vertical form has its ink in the upper half of the em box, an opening mark's in the lower
        place = {"left": -HALF, "right": 0.0}.get(BY_CODE[cluster.left].blank, -HALF / 2)
        return replace(cluster, glyphs=glyphs, places=(place,), width=HALF, forms=forms)
    places, at = [], 0.0
    for glyph in glyphs:
        places.append(at)
        at += glyph.advance
    return replace(cluster, glyphs=glyphs, places=tuple(places), width=at, forms=forms)
