"""A bullet where Chinese text has the dot of a name (间隔号): it is printed as it stands, and noted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic
from .people import HAN
from .source import Source

_BULLET = re.compile(rf"(?<=[{HAN}])[•●](?=[{HAN}])")
_SHOWN = 5
"""Characters that are shown before and behind it."""


def bullets(source: Source) -> Iterator[Diagnostic]:
    """A note for a file, where the first one stands."""
    hits = [(number, hit) for number, line in enumerate(source.lines, 1) for hit in _BULLET.finditer(line)]
    for number, hit in hits[:1]:
        text = hit.string[max(0, hit.start() - _SHOWN) : hit.end() + _SHOWN]
        yield Diagnostic("P132", source.span(number, hit.start() + 1), {"text": text, "mark": hit[0], "count": len(hits)})
