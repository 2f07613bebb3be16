"""Painting set lines: glyph runs as PDF text operators, into whatever stream the engine gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pydyf

from ..composer.faces import Face, Glyph
from ..diagnostics import Diagnostic, Refused
from ..makeup.composition import Line, SetBlock
from ..scene.strings import String, pieces
from ..sequences import drawn
from .wider import STEP, steps, widened, wider_by, wider_font

PT = 0.75
"""Points in a CSS pixel: the engine counts in px."""

WIDE = 0.095
"""em: readers take more white than this between two glyphs for a space (Poppler 0.1, pdf.js 0.102, MuPDF 0.15)."""
OVERLAP = 0.6
"""em: two glyphs that lie over each other further than this, as the em boxes of ，“ do, are sorted the wrong way round."""

DOT_DROP = 0.2
DOT_RADIUS = 0.06
"""em: the middle of an emphasis dot below the baseline, and its radius (CLREQ: under the character)."""
SIGN_RISE = 0.38
SIGN_RADIUS = 0.16
"""em: the middle of an item's sign above the baseline, that of the em box, and its radius."""


def show(stream: Any, string: String, fonts: Mapping[str, Any]) -> None:
    """Write one string: a text matrix, then glyph by glyph with the difference to the natural advance as kerning."""
    if string.forms:
        _show_vertical(stream, string, fonts)
        return
    shown = zip(string.glyphs, _steps(string), strict=True)
    faces = [wider_font(stream, fonts[glyph.family], count) for glyph, count in shown]
    for first, end, text in _sequences(string):
        with written(stream, text):
            _show_part(stream, string, first, end, faces)


def _show_part(stream: Any, string: String, at: int, end: int, faces: Sequence[Any]) -> None:
    """Show glyphs `at` to `end`, those of one font on one height by one operator. `faces`: each glyph's font."""
    size = string.size / PT
    while at < end:
        x = string.x / PT + string.places[at] * size
        stream.begin_text()
        stream.set_font_size(faces[at].hash, size)
        stream.set_text_matrix(1, 0, 0, -1, x, string.y / PT - string.glyphs[at].up * size)
        text, at = _string(faces, string, at, end)
        stream.show_text(text)
        stream.end_text()


def _steps(string: String) -> Iterator[int]:
    """How many steps wider each glyph is shown, lest a reader take the white behind it for a space (`wider.py`).

    White space needs no help: it is a space. pdfium sees one sooner before a narrow glyph, as · is.
    """
    glyphs, places = string.glyphs, string.places
    for glyph, other, start, end in zip(glyphs, glyphs[1:], places, places[1:], strict=False):
        white, most = end - start - glyph.width, WIDE if other.width >= 4 * WIDE else other.width / 4
        # the box of an accent ends in the middle of its letter
        told = white <= most or glyph.right or other.right or glyph.text.isspace() or other.text.isspace()
        yield 0 if told else steps(white, most)
    yield from (0 for _ in glyphs[-1:])


def _sequences(string: String) -> Iterator[tuple[int, int, str | None]]:
    """The glyphs in parts: first, end, and what the part says if its glyphs alone do not say it (ISO 32000-1, 14.9.4):
    where em boxes lie over each other, round accents, or where a glyph stands for more than its character.
    """
    glyphs, places = string.glyphs, string.places
    pairs = zip(glyphs, glyphs[1:], places, places[1:], strict=False)
    joined = [n for n, (glyph, other, start, end) in enumerate(pairs, 1) if _tangled(glyph, other, end - start)]
    alone = [n for n, glyph in enumerate(glyphs) if _says_more(glyph)]
    if not joined and not alone:  # as almost always
        yield 0, len(glyphs), None
        return
    first = start = 0
    for at in (n for n in range(1, len(glyphs) + 1) if n not in joined):
        if at - start > 1 or start in alone:
            if first < start:
                yield first, start, None
            yield start, at, "".join(one.text for one in glyphs[start:at])
            first = at
        start = at
    if first < len(glyphs):
        yield first, len(glyphs), None


def _tangled(glyph: Glyph, other: Glyph, pitch: float) -> bool:
    """Whether a reader is misled by where two glyphs stand. `pitch`: from origin to origin (em).

    The box of an accent ends in the middle of its letter, so what follows seems to stand far off.
    """
    if pitch - glyph.width >= -OVERLAP and not glyph.right and not other.right:
        return False
    return not (glyph.text.isspace() or other.text.isspace())


@contextmanager
def written(stream: Any, text: str | None) -> Iterator[None]:
    """What is painted meanwhile stands for a text that its glyphs do not say (ISO 32000-1, 14.9.4); None: they say it.

    A glyph has one text throughout a font, so 葛 cannot carry the selector that stands behind it in one place.
    """
    if text is None:
        yield
        return
    says = f"<feff{text.encode('utf-16-be').hex()}>"
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": says}))
    yield
    stream.end_marked_content()


def _says_more(glyph: Glyph) -> bool:
    """Whether a glyph stands for more than its character."""
    return drawn(glyph.text) != glyph.text


def _show_vertical(stream: Any, string: String, fonts: Mapping[str, Any]) -> None:
    """Each glyph with a matrix of its own, downwards; what lies is turned a quarter clockwise."""
    size, middle, top = string.size / PT, string.x / PT, string.y / PT
    for glyph, place, form in zip(string.glyphs, string.places, string.forms, strict=True):
        font = fonts[glyph.family]
        x, y = middle + form.right * size, top + (place + form.below) * size
        with written(stream, glyph.text if _says_more(glyph) else None):
            stream.begin_text()
            stream.set_font_size(font.hash, size)
            stream.set_text_matrix(*((0, 1, 1, 0) if form.lies else (form.narrowed, 0, 0, -1)), x, y)
            _known(font, glyph)
            stream.show_text(f"<{glyph.gid:04x}>")
            stream.end_text()


def _known(font: Any, glyph: Glyph) -> int:
    """Enter a glyph's width (1/1000 em) and text into the engine's font; gives the width.

    All white space has one glyph, whatever the engine has set with it: its text is a plain space.
    """
    text = drawn(glyph.text)
    known = font.to_unicode.setdefault(glyph.gid, text)
    if known != text:
        if not (known.isspace() and text.isspace()):
            raise Refused([Diagnostic("E004", None, {"text": text, "other": known})])
        font.to_unicode[glyph.gid] = text
    return int(font.widths.setdefault(glyph.gid, round((glyph.width + STEP * wider_by(font)) * 1000)))


def _string(faces: Sequence[Any], string: String, at: int, end: int) -> tuple[str, int]:
    """The TJ string of the glyphs of one font and height from `at` on; the rounding of each kern is carried to the next."""
    glyphs, places = string.glyphs, string.places
    font, up = faces[at], glyphs[at].up
    end = next((n for n in range(at + 1, end) if faces[n] is not font or glyphs[n].up != up), end)
    show, carry = "<", 0.0
    while at < end:
        width = _known(font, glyphs[at])
        show += f"{glyphs[at].gid:04x}"
        at += 1
        if at < end:
            kern = width - (places[at] - places[at - 1]) * 1000 + carry
            carry = kern - round(kern)
            show += f">{round(kern)}<" if round(kern) else ""
    return show + ">", at


def discs(stream: Any, lines: Sequence[Line]) -> None:
    """Paint the emphasis dots of lines, and the signs of items that begin with them: discs, no text."""
    for line in lines:
        if line.set.dots or line.set.sign is not None:
            with stream.artifact():
                _discs(stream, line)


def _discs(stream: Any, line: Line) -> None:
    size = line.size / PT
    marks = [(middle, DOT_DROP, DOT_RADIUS) for middle in line.set.dots]
    marks += [(line.set.sign, -SIGN_RISE, SIGN_RADIUS)] if line.set.sign is not None else []
    for middle, drop, share in marks:
        x, y, radius = line.x / PT + middle * size, line.y / PT + drop * size, share * size
        bend = radius * 0.5523  # four curves make a circle
        stream.move_to(x + radius, y)
        stream.curve_to(x + radius, y + bend, x + bend, y + radius, x, y + radius)
        stream.curve_to(x - bend, y + radius, x - radius, y + bend, x - radius, y)
        stream.curve_to(x - radius, y - bend, x - bend, y - radius, x, y - radius)
        stream.curve_to(x + bend, y - radius, x + radius, y - bend, x + radius, y)
        stream.fill()


def head_again(stream: Any, block: SetBlock, sample: Any, fonts: Mapping[str, Any]) -> None:
    """Paint a cell of a table's head that stands again: an artifact. `sample`: the engine's box of its role."""
    with stream.artifact():
        stream.set_color(sample.style["color"])
        for string in (string for piece in pieces(block.lines) for string in piece.strings):
            show(stream, string, fonts)


def cut(font: Any, face: Face, to_unicode: Mapping[int, str], hinting: bool) -> None:
    """Stands in for the engine's `Font.subset`."""
    font.file_content = widened(face.cut(to_unicode), wider_by(font))
