"""Ink where no plates can be made: areas and pictures in their own colours, text as a tint of its box. An estimate."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageChops

from .events import PaintEvent
from .inks import Grid, PxBox, inks, placed
from .paints import Ink
from .plates import DPI
from .reader import PrintedFile

TEXT = 0.25
"""The share of its box that text covers, about: 9 pt Chinese."""


def estimated(file: PrintedFile) -> Iterator[Image.Image]:
    """Something like the plates of each page, at the density of plates."""
    for page in file.pages:
        grid = Grid(page.net, DPI / 72)
        if not grid.usable:
            continue
        made = Image.new("CMYK", grid.size)
        for event in (one for one in file.events if one.page == page.number and one.seen):
            _painted(made, event, grid)
        yield made


def _painted(made: Image.Image, event: PaintEvent, grid: Grid) -> None:
    box = grid.touched(event.box)
    if box is None:
        return
    if event.kind == "image" and event.bits > 1:
        at, shown = placed(event, grid) or (box, _squeezed(event, box))
        if shown:
            made.paste(shown, at)
        return
    for paint, over in event.paints:
        if paint.ink is not None:
            share = TEXT if event.kind == "text" else 1.0
            _tint(made, box, paint.ink, share, over and paint.black)


def _squeezed(event: PaintEvent, box: PxBox) -> Image.Image | None:
    """A picture that lies turned on the page, in the rectangle around it."""
    size = box[2] - box[0], box[3] - box[1]
    shown = inks(event, size)
    return shown and shown.resize(size)


def _tint(made: Image.Image, box: PxBox, ink: Ink, share: float, over: bool) -> None:
    """Ink over an area: what lies under text, and under black that overprints, stays."""
    under = made.crop(box)
    colour = tuple(min(255, round(255 * value * share)) for value in ink)
    top = Image.new("CMYK", under.size, colour)
    if over or share < 1:
        top = Image.merge("CMYK", [ImageChops.lighter(a, b) for a, b in zip(under.split(), top.split(), strict=True)])
    made.paste(top, box)
