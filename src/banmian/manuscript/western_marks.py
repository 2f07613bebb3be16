"""Marks of Western text, and a bullet, where Chinese text has its own. They are printed as they stand, and noted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic
from .people import HAN
from .source import Source

_KINDS = (
    ("P130", re.compile(rf"(?<=[{HAN}])[,;!?](?=[{HAN}“‘（《])|(?<=[{HAN}]\))[,;!?](?=[{HAN}])")),
    ("P131", re.compile(rf"(?<=[{HAN}，：。])[\"](?=[{HAN}])|(?<=[{HAN}])[\"](?=[{HAN}，。；！？])")),
    ("P132", re.compile(rf"(?<=[{HAN}])[•●](?=[{HAN}])")),
)
_USUAL = {",": "，", ";": "；", "!": "！", "?": "？"}
_SHOWN = 5
"""Characters that are shown before and behind a mark."""


def western_marks(source: Source) -> Iterator[Diagnostic]:
    """A note for each kind in a file, where it first stands."""
    for code, pattern in _KINDS:
        hits = [(number, hit) for number, line in enumerate(source.lines, 1) for hit in pattern.finditer(line)]
        if hits:
            number, hit = hits[0]
            text = hit.string[max(0, hit.start() - _SHOWN) : hit.end() + _SHOWN]
            facts = {"text": text, "mark": hit[0], "usual": _USUAL.get(hit[0], ""), "count": len(hits)}
            yield Diagnostic(code, source.span(number, hit.start() + 1), facts)
