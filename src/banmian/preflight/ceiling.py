"""The most ink that a page can have, by what paints it: where that is within the limit, no plates need be made.

At each place a plate is taken to be as dark as the darkest paint there, and letters and outlines to be full boxes: what
knocks out, shines through, overprints or is clipped only lessens that. So it is no estimate but a bound. There is none
for what darkens what it lies on, for groups in other colours, tiles, shadings, turned pictures, and for colours that only a
profile knows.
"""

from __future__ import annotations

import re

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .events import PaintEvent
from .inks import Grid, PxBox, placed
from .paints import Ink, Paint
from .plane import grown
from .plates import DPI, SIDE_PIXELS
from .reader import PrintedFile, PrintedPage

PLAIN = re.compile("Device(?:CMYK|Gray)")
LETTERS = 0.2
"""Of its size: so far a letter may stand out of its box."""
EDGE = 1.0
"""pt: so far what is drawn may reach beyond its outline, as a pixel is never drawn in part."""
TOUCHED = (SIDE_PIXELS + 1) ** 2 / SIDE_PIXELS**2
"""A square that begins within a pixel touches one more each way."""
ROUNDING = 4.0
"""Percent: four plates are put together in whole numbers, and pictures are packed."""


def within_limit(file: PrintedFile, limit: float) -> bool:
    """Whether no square of any page can have more ink than a limit, percent. False says nothing."""
    if file.faults:
        return False
    return all((most := ceiling(file, page)) is not None and most <= limit for page in file.pages)


def ceiling(file: PrintedFile, page: PrintedPage) -> float | None:
    """The most ink that a square of 15 mm of a page can have, percent; None where there is no bound."""
    grid = Grid(page.net, DPI / 72)
    if not grid.usable or min(grid.size) <= SIDE_PIXELS or "/UserUnit" in page.obj:
        return None
    plates = [Image.new("L", grid.size) for _ in range(4)]
    for event in (one for one in file.events if one.page == page.number):
        if not _painted(plates, event, grid):
            return None
    return _most(plates) * TOUCHED + ROUNDING


def _most(plates: list[Image.Image]) -> float:
    """The most over a square that is a pixel larger, percent of a plate."""
    c, m, y, k = plates
    quarter = Image.blend(Image.blend(c, m, 0.5), Image.blend(y, k, 0.5), 0.5)
    most = quarter.filter(ImageFilter.BoxBlur(SIDE_PIXELS // 2)).getextrema()[1]
    assert isinstance(most, int)  # noqa: S101 - of a picture of one band
    return most * 4 / 2.55


def _painted(plates: list[Image.Image], event: PaintEvent, grid: Grid) -> bool:
    """Darken plates by what an event may paint; whether that is known."""
    if event.within.hidden or "mask" in event.within.role:
        return True
    if event.state.blend != "Normal" or event.state.transfer or event.kind == "shading":
        return False
    if event.kind == "group":
        return event.space.family in ("", "DeviceCMYK")
    box = grid.touched(grown(event.box, EDGE + (LETTERS * event.size if event.kind == "text" else 0)))
    if box is None:
        return True
    if event.kind == "image" and not event.paints:  # a stencil has a paint, and is no picture
        return _pictured(plates, event, grid)
    paints = [paint for paint, _ in event.paints]
    return all(_tinted(plates, box, paint.ink) for paint in paints if _is_plain(paint)) and all(map(_is_plain, paints))


def _is_plain(paint: Paint) -> bool:
    return paint.tile is None and paint.ink is not None and PLAIN.fullmatch(paint.family) is not None


def _tinted(plates: list[Image.Image], box: PxBox, ink: Ink | None) -> bool:
    for plate, share in zip(plates, ink or (), strict=True):
        value = min(255, round(255 * share))
        if value == 255:
            ImageDraw.Draw(plate).rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=255)
        elif value:
            under = plate.crop(box)
            plate.paste(ImageChops.lighter(under, Image.new("L", under.size, value)), box)
    return True


def _pictured(plates: list[Image.Image], event: PaintEvent, grid: Grid) -> bool:
    """The mean of a picture over each pixel: over a square it is the mean of the picture itself."""
    found = placed(event, grid)
    if found is None:
        return False
    box, shown = found
    for plate, band in zip(plates, shown.split(), strict=True):
        plate.paste(ImageChops.lighter(plate.crop(box), band), box)
    return True
