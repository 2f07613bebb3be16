"""Showing text (ISO 32000-1, 9.4): where a run of strings lies, how large it is, what it says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pikepdf

from .events import GraphicsState
from .fonts import PdfFont
from .paints import NONE
from .plane import UNIT, Affine, Extent, corners, thinnest, times

FILLED, STROKED = (0, 2, 4, 6), (1, 2, 5, 6)
"""Text rendering modes (table 106)."""


@dataclass
class TextPlace:
    """The matrices of the text and of its line."""

    here: Affine = UNIT
    line: Affine = UNIT

    def start(self, matrix: Affine) -> None:
        """BT, Tm"""
        self.here = self.line = matrix

    def next(self, across: float, up: float) -> None:
        """Td: the next line."""
        self.start(times((1, 0, 0, 1, across, up), self.line))

    def advance(self, across: float, up: float) -> None:
        """Where the next string begins."""
        self.here = times((1, 0, 0, 1, across, up), self.here)


def shown(items: Any, state: GraphicsState, place: TextPlace) -> dict[str, Any] | None:
    """What an event says of strings that are shown, and its `corners`; the place goes on. None where there is no font."""
    font = state.font
    if font is None:
        return None
    codes, length = _measured(items, state, font)
    full = times(place.here, state.matrix)
    local: Extent
    if font.vertical:
        local = (-state.size / 2, -length, state.size / 2, 0)
        place.advance(0, -length)
    else:
        local = (0, state.rise + font.descent * state.size, length, state.rise + font.ascent * state.size)
        place.advance(length, 0)
    around = corners(full, local)
    return {
        "corners": around, "shape": (tuple(around),), "size": abs(state.size) * math.hypot(full[2], full[3]),
        "fill": state.fill if state.render in FILLED else NONE,
        "stroke": state.stroke if state.render in STROKED else NONE,
        "text": font.decode(codes), "font": font, "codes": tuple(codes), "width": state.width * thinnest(state.matrix),
    }  # fmt: skip


def _measured(items: Any, state: GraphicsState, font: PdfFont) -> tuple[list[int], float]:
    """The codes of some strings, and how far they go, in text space."""
    codes, length = list[int](), 0.0
    stretch = 1 if font.vertical else state.stretch
    for item in items:
        if not isinstance(item, pikepdf.String | bytes | str):
            length -= float(item) / 1000 * state.size * stretch
            continue
        for code, size in font.split(bytes(item)):  # type: ignore[arg-type] # a String is bytes to Python
            codes.append(code)
            space = state.word_spacing if size == 1 and code == 32 else 0
            length += (font.width(code) * state.size + state.spacing + space) * stretch
    return codes, length
