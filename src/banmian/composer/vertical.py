"""Vertical lines (竖题): Han stand upright, marks take their vertical forms (GB/T 15834 5.2), one or two digits and
fractions stand across the line (纵中横), longer numbers and other Latin lie on their side.

A line's places run downwards; a cluster's width is its height. As in a horizontal line a mark is as high as the half of its
em box that has ink, but ！？：； fill more than that and are as high as their ink.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..sequences import drawn
from .classes import FRACTIONS, MARKS, WESTERN, blank_of
from .clusters import BEARING, Cluster, Form, dressed
from .faces import Chain, Glyph
from .house import HALF

EM_TOP = 0.88
"""The part of the em box above the baseline (Noto CJK and WenKai: 880 of 1000 units)."""
MIDDLE = EM_TOP - 0.5
"""em: from the baseline up to the middle of the em box."""
ABREAST = 2
"""Digits that stand side by side."""
LATIN = WESTERN | {"before"}
LINES = frozenset(("link", "slash", "dash", "dots"))
"""Marks that run along the line: a face without a vertical form of them has them turned."""


def stood(cluster: Cluster, chains: Mapping[str, Chain], centred: bool = False) -> Cluster:
    """A cluster as it stands in a vertical line. `centred`: `House.centred`."""
    if not cluster.reading and (shown := drawn(cluster.text)) != cluster.text:
        return dressed(_stood(dressed(cluster, shown), chains, centred), cluster.text)
    return _stood(cluster, chains, centred)


def _stood(cluster: Cluster, chains: Mapping[str, Chain], centred: bool) -> Cluster:
    if cluster.left == "space":
        return replace(cluster, forms=tuple(Form(0.0, 0.0) for _ in cluster.glyphs))
    if _is_short(cluster.text):
        return _abreast(cluster)
    if _is_latin(cluster):
        return lying(cluster)
    chain = _chain_of(cluster, chains)
    glyphs = chain.upright(cluster.text)
    if cluster.left in LINES and [g.gid for g in glyphs] == [g.gid for g in cluster.glyphs]:
        return lying(cluster)
    if cluster.left in MARKS and len(glyphs) == 1:
        return _mark(cluster, glyphs[0], chain, centred)
    return _upright(cluster, glyphs)


def lying(cluster: Cluster) -> Cluster:
    """A cluster turned a quarter clockwise, the middle of its em box on the line's middle."""
    return replace(cluster, forms=tuple(Form(-MIDDLE, 0.0, True) for _ in cluster.glyphs))


def _is_short(text: str) -> bool:
    """Whether a figure stands across the line: a digit or two, or a fraction (½)."""
    return text in FRACTIONS or (text.isdecimal() and text.isascii() and len(text) <= ABREAST)


def _is_latin(cluster: Cluster) -> bool:
    """Letters, figures and their signs; ％ and its like, as wide as a Han, are none."""
    wide = len(cluster.text) == 1 and not cluster.text.isascii() and cluster.glyphs[0].width >= 1
    return not wide and bool(LATIN & {cluster.left, cluster.right})


def _abreast(cluster: Cluster) -> Cluster:
    """One or two digits, or a fraction, across the line, in a cell of one em that meets its neighbours as a Han does."""
    wide = sum(glyph.advance for glyph in cluster.glyphs)
    narrowed = min(1.0, 1.0 / wide)
    forms, at = [], -wide * narrowed / 2
    for glyph in cluster.glyphs:
        forms.append(Form(at, EM_TOP, False, narrowed))
        at += glyph.advance * narrowed
    return replace(cluster, places=(0.0,) * len(forms), width=1.0, left="han", right="han", forms=tuple(forms))


def _chain_of(cluster: Cluster, chains: Mapping[str, Chain]) -> Chain:
    """The chain that a cluster was set by: the one that gives the same glyphs; all chains have all faces."""
    every = (one for chain in chains.values() for one in (chain, *chain.led.values()))
    return next((one for one in every if one.glyphs(cluster.text) == cluster.glyphs), chains[""])


def _mark(cluster: Cluster, glyph: Glyph, chain: Chain, centred: bool) -> Cluster:
    """A mark in the part of its em box that has ink: an opening one at the foot, others at the head, ・ in the middle."""
    width, place = standing(blank_of(cluster.left, centred), *chain.rise(glyph))
    right = cluster.right if width == HALF else "double"  # a high mark has no blank left to give up
    forms = (Form(-glyph.width / 2, EM_TOP),)
    return replace(cluster, glyphs=(glyph,), places=(place,), width=width, right=right, forms=forms)


def standing(blank: str, foot: float, top: float) -> tuple[float, float]:
    """The height of a mark's cell, and its em box's place below the cell's top, in em. `foot`, `top`: of its ink."""
    if blank == "both":
        return HALF, HALF / 2 - EM_TOP + (foot + top) / 2
    filled = top - EM_TOP + 1 if blank == "left" else EM_TOP - foot
    width = HALF if filled <= HALF else filled + BEARING
    return width, width - 1 if blank == "left" else 0.0


def _upright(cluster: Cluster, glyphs: tuple[Glyph, ...]) -> Cluster:
    """Glyphs under each other; one of two em (——) has the middle of its box where one of one em has it."""
    forms = tuple(Form(-glyph.width / 2, MIDDLE + glyph.advance / 2) for glyph in glyphs)
    places, at = [], 0.0
    for glyph in glyphs:
        places.append(at)
        at += glyph.advance
    return replace(cluster, glyphs=glyphs, places=tuple(places), width=at, forms=forms)
