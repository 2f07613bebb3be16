"""The one reader: a finished PDF of whatever contender becomes lines of glyphs.

A glyph's place is taken from its ink, because programs narrow a mark in different ways: by a shorter advance, by another
glyph, by a box with a negative margin. All contenders set the same typeface; so the left edge of the ink less the left
bearing that the typeface gives this character is where its em box would begin if nothing were narrowed: its `left`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2
import uharfbuzz
from pypdfium2 import raw

from inputs import ROOT

from .job import MARGIN, SIZE

FACE = ROOT / "fonts" / "song.otf"
"""The typeface of all contenders (Noto Serif CJK SC, regular): advances and bearings."""
_SAME_BASELINE = 3.0


class Unreadable(Exception):
    """A PDF in which the paragraphs do not stand once and in order; says what stands there."""


@dataclass(frozen=True)
class Glyph:
    """A character and where it stands: `left` and `advance` in em from the measure's left edge, `baseline` in pt."""

    character: str
    left: float
    advance: float
    baseline: float = 0.0

    @property
    def right(self) -> float:
        return self.left + self.advance


@dataclass(frozen=True)
class Line:
    """A line: its glyphs, where it begins in its paragraph's text, whether it ends it."""

    paragraph: int
    start: int
    glyphs: tuple[Glyph, ...]
    last: bool

    @cached_property
    def text(self) -> str:
        return "".join(glyph.character for glyph in self.glyphs)

    @property
    def end(self) -> int:
        return self.start + len(self.glyphs)


class Metrics:
    """Advance and left bearing of a character as the typeface shapes it in Chinese (its — is 1 em wide there), in em."""

    def __init__(self, face: Path = FACE) -> None:
        self._face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face)))
        self._font = uharfbuzz.Font(self._face)
        self._known: dict[str, tuple[float, float]] = {}

    def of(self, character: str) -> tuple[float, float]:
        if character not in self._known:
            self._known[character] = self._shaped(character)
        return self._known[character]

    def _shaped(self, character: str) -> tuple[float, float]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(character)
        buffer.language, buffer.script, buffer.direction = "zh-Hans", "Hani", "ltr"
        uharfbuzz.shape(self._font, buffer)
        extents = self._font.get_glyph_extents(buffer.glyph_infos[0].codepoint)
        return buffer.glyph_positions[0].x_advance / self._face.upem, extents.x_bearing / self._face.upem


def read(pdf: Path, paragraphs: Sequence[str]) -> list[Line]:
    """The lines of the paragraphs. Raises `Unreadable`."""
    glyphs = list(_glyphs(pdf, Metrics()))
    said, wanted = "".join(glyph.character for glyph in glyphs), "".join(paragraphs)
    if said.count(wanted) != 1:
        raise Unreadable(f"{pdf.name} says: {said[:60]} …")
    at, lines = said.index(wanted), []
    for number, text in enumerate(paragraphs):
        lines += lines_of(number, glyphs[at : at + len(text)])
        at += len(text)
    return lines


def lines_of(paragraph: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """A paragraph's glyphs, parted where the baseline changes."""
    begins = [n for n, glyph in enumerate(glyphs) if not n or abs(glyph.baseline - glyphs[n - 1].baseline) > _SAME_BASELINE]
    ends = [*begins[1:], len(glyphs)]
    return [Line(paragraph, a, tuple(glyphs[a:b]), b == len(glyphs)) for a, b in zip(begins, ends, strict=True)]


def _glyphs(pdf: Path, metrics: Metrics) -> Iterator[Glyph]:
    """Every character of the only page that leaves ink, in the PDF's order."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if len(document) != 1:
            raise Unreadable(f"{pdf.name} has {len(document)} pages")
        page = document[0]
        text = page.get_textpage()
        for index in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text, index))
            if raw.FPDFText_IsGenerated(text, index) != 1 and not character.isspace():
                yield _glyph(text, index, character, metrics)
    finally:
        document.close()


def _glyph(text: pypdfium2.PdfTextPage, index: int, character: str, metrics: Metrics) -> Glyph:
    ink = text.get_charbox(index)[0]
    x, baseline = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, baseline)
    advance, bearing = metrics.of(character)
    return Glyph(character, (ink - MARGIN) / SIZE - bearing, advance, baseline.value)
