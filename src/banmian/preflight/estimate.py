"""Ink where no plates can be made: areas and pictures in their own colours, text as a tint of its box. An estimate."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageChops

from .budget import FAULTS
from .events import PaintEvent
from .paints import Ink
from .plane import Extent, cut, is_empty
from .plates import DPI
from .reader import PrintedFile

TEXT = 0.25
"""The share of its box that text covers, about: 9 pt Chinese."""
MOST_PIXELS = 40_000_000


def estimated(file: PrintedFile) -> Iterator[Image.Image]:
    """Something like the plates of each page, at the density of plates."""
    scale = DPI / 72
    for page in file.pages:
        net = page.net
        size = round((net[2] - net[0]) * scale), round((net[3] - net[1]) * scale)
        if not 0 < size[0] * size[1] <= MOST_PIXELS:
            continue
        made = Image.new("CMYK", size)
        for event in (one for one in file.events if one.page == page.number and one.seen):
            _painted(made, event, net, scale)
        yield made


def _painted(made: Image.Image, event: PaintEvent, net: Extent, scale: float) -> None:
    left, foot, right, top = cut(event.box, net)
    if is_empty((left, foot, right, top)):
        return
    across = int((left - net[0]) * scale), int((right - net[0]) * scale) + 1
    down = int((net[3] - top) * scale), int((net[3] - foot) * scale) + 1
    box = (across[0], down[0], across[1], down[1])
    if event.kind == "image" and event.bits > 1:
        shown = _picture(event)
        if shown:
            made.paste(shown.resize((across[1] - across[0], down[1] - down[0])), box)
        return
    for paint, over in event.paints:
        if paint.ink is not None:
            share = TEXT if event.kind == "text" else 1.0
            _tint(made, box, paint.ink, share, over and paint.black)


def _tint(made: Image.Image, box: tuple[int, int, int, int], ink: Ink, share: float, over: bool) -> None:
    """Ink over an area: what lies under text, and under black that overprints, stays."""
    under = made.crop(box)
    colour = tuple(min(255, round(255 * value * share)) for value in ink)
    top = Image.new("CMYK", under.size, colour)
    if over or share < 1:
        top = Image.merge("CMYK", [ImageChops.lighter(a, b) for a, b in zip(under.split(), top.split(), strict=True)])
    made.paste(top, box)


def _picture(event: PaintEvent) -> Image.Image | None:
    """A picture in CMYK; None for one that is not in the colours of a press, or cannot be opened."""
    if event.space.family not in ("DeviceCMYK", "DeviceGray") or event.pixels[0] * event.pixels[1] > MOST_PIXELS:
        return None
    try:
        if str(event.obj.get("/Filter", "")) == "/DCTDecode":
            shown: Image.Image = Image.open(io.BytesIO(event.obj.read_raw_bytes()))
            shown.draft(shown.mode, (400, 400))
        else:
            shown = pikepdf.PdfImage(event.obj).as_pil_image()
        if shown.mode == "CMYK":
            return shown.reduce(max(1, min(shown.size) // 400))
        black = shown.convert("L").point(lambda value: 255 - value)
        nothing = Image.new("L", black.size)
        return Image.merge("CMYK", [nothing, nothing, nothing, black])
    except (OSError, *FAULTS):
        return None
