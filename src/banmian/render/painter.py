"""Painting set lines: glyph runs as PDF text operators, into whatever stream the engine gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..diagnostics import Diagnostic, Refused
from ..makeup.composition import SetBlock

PT = 0.75
"""Points in a CSS pixel: the engine counts in px."""


def show(stream: Any, line: Any, fonts: Mapping[str, Any]) -> None:
    """Write one line: a text matrix, then glyph by glyph with the difference to the natural advance as kerning."""
    size = line.size / PT
    set_line = line.set
    at = 0
    while at < len(set_line.glyphs):
        family = set_line.glyphs[at].family
        font, x = fonts[family], line.x / PT + set_line.places[at] * size
        stream.begin_text()
        stream.set_font_size(font.hash, size)
        stream.set_text_matrix(1, 0, 0, -1, x, line.y / PT)
        text, at = _string(font, set_line, at)
        stream.show_text(text)
        stream.end_text()


def _string(font: Any, set_line: Any, at: int) -> tuple[str, int]:
    """The TJ string of the glyphs of one font from `at` on; the rounding of each kern is carried to the next."""
    glyphs, places = set_line.glyphs, set_line.places
    family, show, carry = glyphs[at].family, "<", 0.0
    while at < len(glyphs) and glyphs[at].family == family:
        glyph = glyphs[at]
        width = font.widths.setdefault(glyph.gid, round(glyph.width * 1000))
        if font.to_unicode.setdefault(glyph.gid, glyph.text) != glyph.text:
            raise Refused([Diagnostic("E004", None, {"text": glyph.text, "other": font.to_unicode[glyph.gid]})])
        show += f"{glyph.gid:04x}"
        at += 1
        if at < len(glyphs) and glyphs[at].family == family:
            kern = width - (places[at] - places[at - 1]) * 1000 + carry
            carry = kern - round(kern)
            show += f">{round(kern)}<" if round(kern) else ""
    return show + ">", at


def runs(block: SetBlock) -> list[list[Any]]:
    """The lines of a block, parted where it turns into another column."""
    runs: list[list[Any]] = []
    for line in block.lines:
        if runs and line.y > runs[-1][-1].y:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
