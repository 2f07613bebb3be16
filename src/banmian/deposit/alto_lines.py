"""Set lines as ALTO: a String is a word, a Glyph a character, SP the white between two words. Units: 1/1200 inch."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import NamedTuple

from ..makeup.boxes import Box
from ..scene.cells import Cell
from ..scene.scene import SceneLine, ScenePart, Strip, around
from .words import words
from .xml import element, quoted

UNITS = 1200 / 72
"""inch1200 in a pt."""
READING, DOTS = "role-reading", "dots"
"""Tags of Strings."""

FaceSize = tuple[str, float]
"""A face's family and its size in pt."""


def edges(box: Box) -> dict[str, object]:
    """Where a rectangle is."""
    left, top, width, height = _rounded(box)
    return {"HPOS": left, "VPOS": top, "WIDTH": width, "HEIGHT": height}


def _rounded(box: Box) -> tuple[int, int, int, int]:
    """A rectangle in units. Its edges are rounded, not its sizes: what meets on the page meets here."""
    left, top = round(box.x * UNITS), round(box.y * UNITS)
    right, foot = round((box.x + box.width) * UNITS), round((box.y + box.height) * UNITS)
    return left, top, right - left, foot - top


def style_of(part: ScenePart) -> FaceSize:
    """The style of a part: that of its first glyphs."""
    return strip_style(part.lines[0].strips[0])


def strip_style(strip: Strip) -> FaceSize:
    """The style of a strip."""
    return strip.family, strip.size


class ShownCell(NamedTuple):
    """A cell with its strip, and which word of its text it belongs to; -1 for a reading or a hyphen."""

    cell: Cell
    strip: Strip
    word: int


@dataclass(frozen=True, slots=True)
class Lettered:
    """A line with its rectangle, its glyphs, and of the words that a printed hyphen parts at its ends: number and kind
    (`SUBS_TYPE`).
    """

    line: SceneLine
    box: Box
    shown: tuple[ShownCell, ...]
    parted: Mapping[int, str]


@dataclass
class Numbers:
    """Counts the lines and the Strings of a page, for their IDs."""

    lines: int = 0
    strings: int = 0

    def line(self) -> str:
        """The next line's ID."""
        self.lines += 1
        return f"L{self.lines}"

    def string(self) -> str:
        """The next String's ID."""
        self.strings += 1
        return f"S{self.strings}"


@dataclass(frozen=True)
class LineWriter:
    """Writes the lines of one text. `words`: of the text; `styles`: IDs by style; `style`: of the block."""

    words: Sequence[str]
    styles: Mapping[FaceSize, str]
    style: FaceSize
    glyphs: bool
    numbers: Numbers

    def line(self, lettered: Lettered) -> str:
        """A TextLine."""
        line = lettered.line
        said = {"ID": self.numbers.line(), **edges(lettered.box), "BASELINE": _baseline(lettered)}
        if line.vertical:
            said["BASEDIRECTION"] = "ttb"
        return element("TextLine", said, *self._inside(lettered))

    def _inside(self, lettered: Lettered) -> Iterator[str]:
        """Strings and the white between them; a hyphen last."""
        before: Box | None = None  # the text last shown, not its reading
        white = False
        for (kind, word, blank), group in groupby(lettered.shown, key=_key):
            run = list(group)
            box: Box
            if blank:
                white = True
                continue
            box = run[0].cell if len(run) == 1 else around([one.cell for one in run])
            if kind == "hyphen":
                yield element("HYP", {**edges(box), "CONTENT": "-"})
                continue
            if white and before:
                yield element("SP", edges(_between(before, box, lettered.line.vertical)))
            white, before = False, before if kind == "reading" else box
            yield self._string(run, box, lettered.line.vertical, lettered.parted.get(word, ""))
        if white and before:  # a blank at which the line breaks
            yield element("SP", edges(_behind(before, lettered.line.vertical)))

    def _string(self, run: Sequence[ShownCell], box: Box, vertical: bool, parted: str) -> str:
        first, style = run[0], strip_style(run[0].strip)
        tags = READING if first.strip.kind == "reading" else DOTS if any(one.cell.dotted for one in run) else None
        said: dict[str, object] = {"ID": self.numbers.string(), **edges(box)}
        said["CONTENT"] = "".join(one.cell.text for one in run)
        said["STYLEREFS"] = None if style == self.style else self.styles[style]
        said["TAGREFS"] = tags
        if parted:
            said |= {"SUBS_TYPE": parted, "SUBS_CONTENT": self.words[first.word]}
        if not self.glyphs:
            return element("String", said)
        return element("String", said, *(made for one in run for made in _glyphs(one.cell, vertical)))


def _key(one: ShownCell) -> tuple[str, int, bool]:
    return one.strip.kind, one.word, one.cell.blank


def _glyphs(cell: Cell, vertical: bool) -> Iterator[str]:
    """A Glyph holds one character: those of one glyph share its cell, an accent joins its letter where it can."""
    if len(cell.text) == 1:
        yield _glyph(cell, cell.text)
        return
    text = unicodedata.normalize("NFC", cell.text)
    count = len(text)
    width, height = (cell.width, cell.height / count) if vertical else (cell.width / count, cell.height)
    for n, character in enumerate(text):
        x, y = (cell.x, cell.y + n * height) if vertical else (cell.x + n * width, cell.y)
        yield _glyph(Box(x, y, width, height), character)


def _glyph(box: Box, character: str) -> str:
    """A Glyph: thousands a page, so written out."""
    left, top, width, height = _rounded(box)
    return f'<Glyph HPOS="{left}" VPOS="{top}" WIDTH="{width}" HEIGHT="{height}" CONTENT="{quoted(character)}"/>'


def _between(before: Box, behind: Box, vertical: bool) -> Box:
    """The white between two words."""
    if vertical:
        return Box(before.x, before.foot, before.width, max(0.0, behind.y - before.foot))
    return Box(before.right, before.y, max(0.0, behind.x - before.right), before.height)


def _behind(before: Box, vertical: bool) -> Box:
    """The white that a line ends with, which takes no room."""
    return _between(before, Box(before.right, before.foot, 0.0, 0.0), vertical)


def _baseline(lettered: Lettered) -> str:
    """From one end to the other; of a vertical line its middle."""
    line, box = lettered.line, lettered.box
    if line.vertical:
        middle = box.x + box.width / 2
        ends = (middle, box.y), (middle, box.foot)
    else:
        y = line.strips[0].y
        ends = (box.x, y), (box.right, y)
    return " ".join(f"{round(x * UNITS)},{round(y * UNITS)}" for x, y in ends)


def lettered(parts: Sequence[ScenePart]) -> tuple[list[list[Lettered]], list[str]]:
    """The lines of one text by part, each glyph with the number of its word; and the words. Lines of white are left out."""
    text = "".join(cell.text for part in parts for line in part.lines for strip in _texts(line) for cell in strip.cells)
    found = words(text)
    numbers = chain.from_iterable([n] * len(word) for n, word in enumerate(found))
    made, carried = [], -1  # the word that the hyphen at the last line's end parts
    for part in parts:
        lines = list[Lettered]()
        for line in part.lines:
            shown = tuple(_shown(line, numbers))
            inside = [one.word for one in shown if one.word >= 0]
            parted = {carried: "HypPart2"} if carried in inside[:1] else {}
            carried = inside[-1] if line.strips[-1].kind == "hyphen" else -1
            if carried >= 0:
                parted.setdefault(carried, "HypPart1")
            if any(not one.cell.blank for one in shown):
                lines.append(Lettered(line, line.box, shown, parted))
        made.append(lines)
    return made, found


def _texts(line: SceneLine) -> Iterator[Strip]:
    return (strip for strip in line.strips if strip.kind == "text")


def _shown(line: SceneLine, numbers: Iterator[int]) -> Iterator[ShownCell]:
    for strip in line.strips:
        for cell in strip.cells:
            word = -1
            if strip.kind == "text":
                word, *_ = [next(numbers) for _ in cell.text]
            yield ShownCell(cell, strip, word)
