"""Set lines as strings of glyphs: what is painted, tagged and placed is cut from the lines in one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..composer.clusters import READING_SIZE, Form
from ..composer.faces import Glyph
from ..composer.lines import SetReading
from ..makeup.composition import Line, SetBlock

READING_RISE = 0.95
"""em above the baseline at which a reading stands: over the ink of its base, inside the line gap."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What goes into one marked sequence: its tag, and for each of its lines the glyphs, their places and their size."""

    tag: str
    strings: list[String]


@dataclass(frozen=True, slots=True)
class String:
    """Glyphs on one baseline. x, y and size in pt, places in em; `forms` when they stand in a vertical line."""

    x: float
    y: float
    size: float
    glyphs: Sequence[Glyph]
    places: Sequence[float]
    forms: Sequence[Form] = ()


def pieces(lines: Sequence[Line], label: int = 0) -> Iterator[Piece]:
    """The marked sequences of a block's lines in one column: text, and in between a base and its reading.

    `label`: so many characters at the start of the first line are one of their own, `Lbl`.
    """
    text: list[String] = []
    for n, line in enumerate(lines):
        at = 0 if n else _glyphs_of(line, label)
        if at:
            yield Piece("Lbl", [_part(line, 0, at)])
        for reading in line.set.readings:
            if reading.first > at:
                text.append(_part(line, at, reading.first))
            if text:
                yield Piece("Span", text)
            text = []
            yield Piece("RB", [_part(line, reading.first, reading.end)])
            yield Piece("RT", [_over(line, reading)])
            at = reading.end
        if at < len(line.set.glyphs):
            text.append(_part(line, at, len(line.set.glyphs)))
    if text:
        yield Piece("Span", text)


def _part(line: Line, first: int, end: int) -> String:
    one = line.set
    return String(line.x, line.y, line.size, one.glyphs[first:end], one.places[first:end], one.forms[first:end])


def _over(line: Line, reading: SetReading) -> String:
    places = tuple(place / READING_SIZE for place in reading.places)
    return String(line.x, line.y - READING_RISE * line.size, line.size * READING_SIZE, reading.glyphs, places)


def _glyphs_of(line: Line, label: int) -> int:
    """How many glyphs a label has that a line begins with; none where a reading stands over it."""
    count = characters = 0
    while characters < label and count < len(line.set.glyphs):
        characters += len(line.set.glyphs[count].text)
        count += 1
    return 0 if any(reading.first < count for reading in line.set.readings) else count


def runs(block: SetBlock) -> list[list[Line]]:
    """The lines of a block, parted where it turns into another column."""
    runs: list[list[Line]] = []
    for line in block.lines:
        if runs and (line.set.forms or line.y > runs[-1][-1].y):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
