"""The picture: every contender's column side by side, with each fault underlined in the colour of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from inputs import ROOT

from .faults import KINDS, Fault, Place
from .job import CHARACTERS, LEADING, MARGIN, PAPER, SIZE
from .result import Result

DOTS = 200
_SCALE = DOTS / 72
_EM = SIZE * _SCALE
_HEADER, _GUTTER, _LEGEND_ROW, _STROKE = 110, 50, 46, 5
_WIDTH = round((2 * MARGIN + CHARACTERS * SIZE) * _SCALE)
_INK, _QUIET, _HAIR, _PAPER = "#111111", "#5c5c5c", "#c8c8c8", "#ffffff"


def draw(results: Sequence[Result], target: Path) -> None:
    """Write the picture as PNG."""
    deepest = max((len(result.lines) for result in results), default=0)
    depth = round((deepest + 2) * LEADING * _SCALE)
    height = _HEADER + depth + _LEGEND_ROW * 3
    sheet = Image.new("RGB", (len(results) * (_WIDTH + _GUTTER) + _GUTTER, height), _PAPER)
    for number, result in enumerate(results):
        left = _GUTTER + number * (_WIDTH + _GUTTER)
        _title(sheet, result, left)
        if result.pdf:
            sheet.paste(_column(result, depth), (left, _HEADER))
    _legend(sheet, _HEADER + depth + _LEGEND_ROW // 2)
    sheet.save(target, dpi=(DOTS, DOTS), optimize=True)


def _face(size: int, file: str = "hei-light.otf") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(ROOT / "fonts" / file, size)


def _title(sheet: Image.Image, result: Result, left: int) -> None:
    """Name and version; below, how many faults, or what is missing."""
    pen, margin = ImageDraw.Draw(sheet), round(MARGIN * _SCALE)
    name, _, note = result.title.partition(" (")
    pen.text((left + margin, 24), name, _INK, _face(38, "hei.otf"))
    said = _wrapped(f"not there: {result.missing}") if result.missing else _tally(result)
    pen.multiline_text((left + margin, 76), f"{note.rstrip(')')}; {said}" if note else said, _QUIET, _face(22))


def _wrapped(text: str) -> str:
    return "\n".join(wrap(text, 44))


def _tally(result: Result) -> str:
    number = len(result.faults)
    return "no fault" if not number else f"{number} fault" + ("s" if number > 1 else "")


def _column(result: Result, depth: int) -> Image.Image:
    """The part of the page with the lines, their measure and their faults."""
    top = PAPER[1] - result.lines[0].glyphs[0].baseline - 1.15 * SIZE
    document = pypdfium2.PdfDocument(result.pdf)
    page = document[0].render(scale=_SCALE).to_pil().convert("RGB")
    document.close()
    begin = round(top * _SCALE)
    picture = Image.new("RGB", (_WIDTH, depth), _PAPER)
    picture.paste(page.crop((0, begin, _WIDTH, begin + depth)))
    pen = ImageDraw.Draw(picture)
    for side in (0, CHARACTERS):
        pen.line([(_x(side), 0), (_x(side), depth)], _HAIR, 1)
    for fault in result.faults:
        _mark(pen, result, fault, top)
    return picture


def _mark(pen: ImageDraw.ImageDraw, result: Result, fault: Fault, top: float) -> None:
    colour = KINDS[fault.kind].colour
    for place in fault.places:
        foot = (PAPER[1] - result.lines[place.line].glyphs[0].baseline - top) * _SCALE + 0.2 * _EM
        left, right = _ends(place)
        pen.rectangle((left, foot, right, foot + _STROKE), colour)
        if fault.kind in {"ragged", "wide_end"}:
            dot = _x(CHARACTERS) + (10 if fault.kind == "ragged" else 32)
            pen.ellipse((dot, foot - 16, dot + 16, foot), colour)


def _ends(place: Place) -> tuple[float, float]:
    """An underline, never so short that it cannot be seen."""
    left, right = sorted((_x(place.left), _x(place.right)))
    return left, max(right, left + 6)


def _x(em: float) -> float:
    return MARGIN * _SCALE + em * _EM


def _legend(sheet: Image.Image, top: int) -> None:
    """The kinds of faults and their colours, three rows of them."""
    pen, face = ImageDraw.Draw(sheet), _face(26)
    shown = [kind for kind in KINDS.values() if kind.key != "start"]
    step = (sheet.width - 2 * _GUTTER) // 4
    for number, kind in enumerate(shown):
        x, y = _GUTTER + round(MARGIN * _SCALE) + number % 4 * step, top + number // 4 * _LEGEND_ROW
        pen.rectangle((x, y + 24, x + 40, y + 24 + _STROKE), kind.colour)
        name = "forbidden line start or end" if kind.key == "end" else kind.name
        pen.text((x + 54, y), name, _INK, face)
