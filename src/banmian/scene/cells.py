"""The cell of each glyph: what it takes of the page, as the composer measured it. pt, y down.

A full-width mark takes the half of its em box that has ink (`composer/clusters.py`), all else its advance; both from
0.88 em above the baseline to 0.12 em below it. In a vertical line what stands takes the line's width and its height.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..composer.classes import CLASSES, WESTERN, blank_of, class_of
from ..composer.clusters import APOSTROPHES, BEARING, Form, narrow
from ..composer.faces import Face, Glyph
from ..composer.house import HALF
from ..composer.vertical import EM_TOP, standing
from ..makeup.boxes import Box
from ..makeup.composition import FurnitureLine
from .strings import String

BLANKS = {mark: row.blank for row in CLASSES if row.blank for mark in row.characters}
"""Which part of a mark's em box is blank."""
QUOTES = frozenset("“”‘’")
DOTS = frozenset("·•")
"""Dots that a number may hold."""
AMONG_LATIN = WESTERN | {"space"}

MOST_DRAWN = 0.05
"""em: what a line that is drawn in takes off a cell at most; a glyph that stands farther over the next is a mark's."""
Faces = Mapping[str, Face]
"""Every face that a page is set in, by family."""


@dataclass(frozen=True, slots=True)
class Cell(Box):
    """The rectangle that a glyph takes; the characters that it stands for, its origin; whether a dot stands below."""

    text: str
    start: float
    base: float
    dotted: bool = False

    @property
    def blank(self) -> bool:
        """Whether it is white space."""
        return self.text.isspace()


def flat_cells(
    string: String, faces: Faces, dots: Sequence[float] = (), latin: bool = False, centred: bool = False
) -> Iterator[Cell]:
    """The cells of glyphs on one baseline. `dots`: middles of glyphs with a dot, in em; `latin`: their text has no Han;
    `centred`: `House.centred`.
    """
    size, glyphs = string.size, string.glyphs
    top = string.y - EM_TOP * size
    for n, (glyph, place) in enumerate(zip(glyphs, string.places, strict=True)):
        left, wide = place, glyph.advance
        drawn = place + wide - string.places[n + 1] if n + 1 < len(glyphs) else 0.0
        wide -= drawn if 0 < drawn <= MOST_DRAWN else 0.0
        ink = faces[glyph.family].ink(glyph) if glyph.text in BLANKS else (0.0, 0.0)
        quote = latin and glyph.text in QUOTES
        plain = (quote and narrow(glyph, ink)) or (glyph.text in DOTS and _in_a_number(glyphs, n))
        if (blank := _blank(glyph.text, centred)) and not plain:
            if quote:
                left, wide = place + ink[0] - BEARING, ink[1] - ink[0] + 2 * BEARING
            elif glyph.text in APOSTROPHES and _beside_latin(glyphs, n):
                left, wide = place + ink[0], ink[1] - ink[0]
            else:
                left, wide = _mark(glyph, place, blank, ink)
        dotted = bool(dots) and any(left <= dot <= left + wide for dot in dots)
        yield Cell(
            string.x + left * size, top, wide * size, size, glyph.text, string.x + place * size, string.y, dotted
        )  # fmt: skip


def _blank(text: str, centred: bool) -> str:
    return blank_of(class_of(text), centred) if text in BLANKS else ""


def _mark(glyph: Glyph, place: float, blank: str, ink: tuple[float, float]) -> tuple[float, float]:
    """Left edge and width of a mark's cell in em, from its place: the composer's `_ClusterMaker._mark` read backwards."""
    left, right = ink
    if blank == "both":
        return place + (left + right - HALF) / 2, HALF
    if glyph.width >= 1 - 1e-6:
        return (place + glyph.width - HALF, HALF) if blank == "left" else (place, HALF)
    return (place + right + BEARING - HALF, HALF) if blank == "left" else (place + left - BEARING, HALF)


def _beside_latin(glyphs: Sequence[Glyph], n: int) -> bool:
    """Whether a mark stands beside Latin: it then may be an apostrophe, which is narrow. Its ink is its in either case."""
    beside = [glyphs[at].text for at in (n - 1, n + 1) if 0 <= at < len(glyphs)]
    return any(class_of(text) in AMONG_LATIN for text in beside)


def _in_a_number(glyphs: Sequence[Glyph], n: int) -> bool:
    """Whether a mark stands between two figures: it is as wide there as its face has it."""
    return 0 < n < len(glyphs) - 1 and glyphs[n - 1].text.isdigit() and glyphs[n + 1].text.isdigit()


def standing_cells(string: String, faces: Faces, centred: bool = False) -> Iterator[tuple[Glyph, Form, Cell]]:
    """The cells of a vertical line, each with its glyph and how that stands."""
    size = string.size
    for glyph, place, form in zip(string.glyphs, string.places, string.forms, strict=True):
        start, base = string.x + form.right * size, string.y + (place + form.below) * size
        left, top, width, height = string.x - size / 2, string.y + place * size, size, glyph.advance * size
        if form.lies or glyph.text.isspace():
            top = base
        elif glyph.text.isascii():  # digits abreast
            left, width, height = start, glyph.advance * form.narrowed * size, size
        elif blank := _blank(glyph.text, centred):
            tall, down = standing(blank, *faces[glyph.family].rise(glyph))
            top, height = string.y + (place - down) * size, tall * size
        yield glyph, form, Cell(left, top, width, height, glyph.text, start, base)


def furniture_cells(line: FurnitureLine) -> Iterator[Cell]:
    """The cells of a line of furniture: up to the next glyph, tracking left out. Its marks have their whole em box."""
    size = line.size
    ends = [*(x for _, x in line.glyphs[1:]), line.x + line.width]
    for (text, x), end in zip(line.glyphs, ends, strict=True):
        yield Cell(x, line.y - EM_TOP * size, min(max(end - x, 0.0), size * len(text)), size, text, x, line.y)
