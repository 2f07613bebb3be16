"""The words of a seal in lines: a seal is a small block, so its words are broken where sense has them end."""

from __future__ import annotations

import re
from math import ceil

from ..sequences import characters

_LATIN = r"!-\u036f\u1e00-\u1eff\u2070-\u209f"
_RUN = re.compile(rf"[{_LATIN}]+|[^{_LATIN}\s]+")
"""Latin words and figures, raised and lowered ones too; Han and marks. White space parts both."""
_IS_LATIN = re.compile(f"[{_LATIN}]").match
_COLUMN, _PAIRS = 3, 8
"""Han alone: up to so many stand under each other, up to so many in pairs."""


def seal(text: str) -> list[str]:
    """The lines of a seal. Where the manuscript has spaces they end there; Latin words and figures have lines of their own;
    Han are read in pairs, the first line taking an odd one: 特刊, 专刊 at the end of a title stay whole.
    """
    runs = _RUN.findall(text)
    if len(text.split()) > 1:
        return [line for word in text.split() for line in _RUN.findall(word)]
    return [line for run in runs for line in ([run] if _IS_LATIN(run) else _han(characters(run), len(runs) == 1))]


def _han(signs: list[str], alone: bool) -> list[str]:
    count = len(signs)
    if count <= _COLUMN:
        return signs if alone else ["".join(signs)]
    wide = 2 if count <= _PAIRS else ceil(count**0.5)
    first = wide + count % wide if count <= _PAIRS else count % wide or wide
    starts = [0, *range(first, count, wide)]
    return ["".join(signs[start:end]) for start, end in zip(starts, [*starts[1:], count], strict=True)]
