"""The words across the pages of a draft: outlines, no text, so that nothing but eyes reads them.

Under what the page prints they are filled in a light grey; over it, lest a ground or a picture hides them, stands a thin
line round each letter. Plain paths of one grey keep every standard, and an artifact is no part of the tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import atan2, cos, hypot, sin
from typing import Any

from ..composer.faces import Face
from ..places import shipped
from .pdf import Finisher, objects_by_reference, pages

_APART = 0.4
"""em between the words."""
_LONG = 0.74
"""The share of a page's diagonal that they take."""
_HIGH = 0.14
"""The share of it that is an em at most: one short word is not to hide the page."""
_GROUND, _EDGE = 0.12, 0.45
"""How much black fills the letters under the page, and how much is in the line round them over it."""
_LINE = 1 / 220
"""em: how thick that line is."""


def stamped(finish: Finisher, palette: str, words: Sequence[str]) -> Finisher:
    """A finisher that sets the words across each page."""

    def finish_all(document: Any, pdf: Any) -> None:
        finish(document, pdf)
        objects = objects_by_reference(pdf)
        for page in pages(pdf):
            content = objects[page["Contents"]]
            box = [float(edge) for edge in page["TrimBox"]]
            inner = [b"q", *content.stream, b"Q"]  # whatever the engine moves and turns, and where the paper begins
            content.stream = [*_drawn(box, palette, words, over=False), *inner, *_drawn(box, palette, words, over=True)]

    return finish_all


def _drawn(box: Sequence[float], palette: str, words: Sequence[str], over: bool) -> list[bytes]:
    """The commands of one layer, from the lower left corner of a box (pt) to the upper right one."""
    left, foot, right, top = box
    steps, length = _outlines(tuple(words))
    width, height = right - left, top - foot
    size, turn = hypot(width, height) * min(_LONG / length, _HIGH), atan2(height, width)
    a, b = size * cos(turn), size * sin(turn)
    x = left + width / 2 - a * length / 2 + b * 0.36  # 0.36 em: half the height of a letter
    y = foot + height / 2 - b * length / 2 - a * 0.36
    place = " ".join(map(_number, (a, b, -b, a, x, y)))
    paint = [f"{_LINE:.4f} w", _colour(palette, _EDGE if over else _GROUND, over), *steps, "S" if over else "f"]
    made = ["/Artifact BMC", "q", f"{place} cm", *paint, "Q", "EMC"]
    return [one.encode() for one in made]


def _colour(palette: str, black: float, stroke: bool) -> str:
    """A grey of black ink alone, or the like in sRGB."""
    if palette == "cmyk":
        return f"0 0 0 {black:g} {'K' if stroke else 'k'}"
    return f"{1 - black:g} {1 - black:g} {1 - black:g} {'RG' if stroke else 'rg'}"


@cache
def _outlines(words: tuple[str, ...]) -> tuple[tuple[str, ...], float]:
    """The outlines of the words in a row from 0, 0 on, as steps of a path in em, and how long the row is."""
    faces = [Face("draft", (shipped("fonts") / name).read_bytes()) for name in ("hei.otf", "hant/hei-tc.otf")]
    steps, at = list[str](), 0.0
    for word in words:
        at += _APART if at else 0
        for character in word:
            face = next(one for one in faces if one.has(character))
            for glyph in face.glyphs(character):
                for step, points in face.outline(glyph):
                    moved = (value + (at if n % 2 == 0 else 0) for n, value in enumerate(points))
                    steps.append(" ".join([*map(_number, moved), step]))
                at += glyph.advance
    return tuple(steps), at


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
