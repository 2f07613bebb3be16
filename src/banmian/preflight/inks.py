"""A picture of a PDF as ink, at the place where it lies on the page: for plates that are worked out without Ghostscript."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops

from .budget import FAULTS, read_bytes
from .events import PaintEvent
from .plane import Extent, bounds, cut, is_empty

MOST_PIXELS = 40_000_000
PxBox = tuple[int, int, int, int]
"""left, top, right, foot in px."""


@dataclass(frozen=True)
class Grid:
    """The pixels of a trimmed page. `net`: its box, pt; `scale`: px a pt."""

    net: Extent
    scale: float

    @property
    def size(self) -> tuple[int, int]:
        """px across and down."""
        return round((self.net[2] - self.net[0]) * self.scale), round((self.net[3] - self.net[1]) * self.scale)

    @property
    def usable(self) -> bool:
        """Whether that is a picture at all, and not too large."""
        return min(self.size) > 0 and self.size[0] * self.size[1] <= MOST_PIXELS

    def touched(self, box: Extent) -> PxBox | None:
        """The pixels of the page that a rectangle touches; None for none."""
        shown = cut(box, self.net)
        return None if is_empty(shown) else self.px(shown)

    def px(self, box: Extent) -> PxBox:
        """The pixels that a rectangle touches, also outside of the page."""
        left, foot, right, top = box
        across = math.floor((left - self.net[0]) * self.scale), math.ceil((right - self.net[0]) * self.scale)
        down = math.floor((self.net[3] - top) * self.scale), math.ceil((self.net[3] - foot) * self.scale)
        return across[0], down[0], max(across[1], across[0] + 1), max(down[1], down[0] + 1)


def is_upright(event: PaintEvent) -> bool:
    """Whether a picture lies on the page as it is stored, neither turned nor mirrored."""
    (left, foot), (right, low), (far, top), (near, high) = event.shape[0]
    sides = max(abs(low - foot), abs(near - left), abs(far - right), abs(high - top))
    return sides < (right - left) / 1000 and top > foot


def placed(event: PaintEvent, grid: Grid) -> tuple[PxBox, Image.Image] | None:
    """The pixels of the page that a picture touches, and its ink there, CMYK; None where that cannot be told."""
    whole, seen = grid.px(bounds(event.shape[0])), grid.touched(event.box)
    wide, high = whole[2] - whole[0], whole[3] - whole[1]
    if seen is None or wide * high > MOST_PIXELS or not is_upright(event):
        return None
    shown = inks(event, (wide, high))
    if shown is None:
        return None
    made = shown.resize((wide, high), Image.Resampling.BOX)
    return seen, made.crop((seen[0] - whole[0], seen[1] - whole[1], seen[2] - whole[0], seen[3] - whole[1]))


def inks(event: PaintEvent, size: tuple[int, int]) -> Image.Image | None:
    """The ink of a picture's pixels, of about that many at least; None for what is not in the colours of a press."""
    obj, family = event.obj, event.space.family
    if family not in ("DeviceCMYK", "DeviceGray") or event.pixels[0] * event.pixels[1] > MOST_PIXELS:
        return None
    try:
        return _as_ink(*_opened(event, size), family == "DeviceCMYK", obj)
    except (OSError, *FAULTS):
        return None


def _as_ink(shown: Image.Image, is_jpeg: bool, coloured: bool, obj: Any) -> Image.Image | None:
    """Pixels as ink. Pillow takes the inks of every JPEG for stored the wrong way round, as Adobe's are; a PDF says so."""
    plain = [0.0, 1.0] * (4 if coloured else 1)
    told = [float(v) for v in obj.get("/Decode", plain)]
    if told not in (plain, plain[::-1]) or (told != plain and not is_jpeg) or (shown.mode == "CMYK") != coloured:
        return None
    if coloured:
        return ImageChops.invert(shown) if is_jpeg and told == plain else shown
    black = shown.convert("L") if told != plain else ImageChops.invert(shown.convert("L"))
    nothing = Image.new("L", black.size)
    return Image.merge("CMYK", [nothing, nothing, nothing, black])


def _opened(event: PaintEvent, size: tuple[int, int]) -> tuple[Image.Image, bool]:
    """A picture, a JPEG no larger than it need be, and whether it is one. `/Decode` and masks are left to the caller."""
    if str(event.obj.get("/Filter", "")) == "/DCTDecode":
        shown: Image.Image = Image.open(io.BytesIO(event.obj.read_raw_bytes()))
        shown.draft(shown.mode, size)
        shown.load()
        return shown, True
    mode = "CMYK" if event.space.family == "DeviceCMYK" else {1: "1", 8: "L"}[event.bits]
    return Image.frombytes(mode, event.pixels, read_bytes(event.obj)), False
