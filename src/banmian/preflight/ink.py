"""Total ink over any square of 15 mm, and a picture of where it lies (GWG 2022, R0026: the mean over the square)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter, ImageMath, ImageStat

from .plates import DPI, SIDE_PIXELS

FULL = 2.55
"""A percent of a plate, in the numbers of a picture."""
ROUNDING = 1.0
"""Percent that the quick sums may be off by, as means are rounded to 1/255: squares near a limit are summed anew."""
WARM, MOST_SPOTS = 200, 40
_PX = 25.4 / DPI
"""mm a pixel."""


@dataclass(frozen=True)
class InkSpot:
    """Squares that touch each other and are over a limit. `ink`: the mean of the worst, percent; `mm`: left, top, right,
    foot of what they cover together.
    """

    ink: float
    mm: tuple[float, float, float, float]


@dataclass(frozen=True)
class PageInk:
    """The ink of a page: the most over a square, percent; each plate's mean, percent; spots over the limit, worst first."""

    page: int
    most: float
    plates: tuple[float, float, float, float]
    spots: tuple[InkSpot, ...]


def measured(page: Image.Image, number: int, limit: float) -> PageInk:
    """The ink of a page, from its plates at `plates.DPI`."""
    means = ImageStat.Stat(page).mean
    plates = (means[0] / FULL, means[1] / FULL, means[2] / FULL, means[3] / FULL)
    squares = _squares(page)
    return PageInk(number, _exact(page, _peak(squares)), plates, tuple(_spots(page, squares, limit)))


def _total(page: Image.Image) -> Image.Image:
    """The sum of the four plates at each pixel; 255 is 100 %."""
    c, m, y, k = (band.convert("I") for band in page.split())
    made: Image.Image = ImageMath.lambda_eval(lambda v: v["c"] + v["m"] + v["y"] + v["k"], c=c, m=m, y=y, k=k)
    return made


def _equal(image: Image.Image, value: float) -> Image.Image:
    """A mask of the pixels that have a value."""
    mask: Image.Image = ImageMath.lambda_eval(lambda v: v["convert"]((v["i"] == value) * 255, "L"), i=image)
    return mask


def _over(image: Image.Image, value: float) -> Image.Image:
    """A mask of the pixels that are over a value."""
    mask: Image.Image = ImageMath.lambda_eval(lambda v: v["convert"]((v["i"] > value) * 255, "L"), i=image)
    return mask


def _most(image: Image.Image) -> int:
    """The largest number in a picture of one band."""
    most = image.getextrema()[1]
    return int(most) if isinstance(most, int | float) else 0


def _side(page: Image.Image) -> int:
    """px of the square's side; of a page that is smaller than a square, the page's."""
    return min(SIDE_PIXELS, *page.size)


def _squares(page: Image.Image) -> Image.Image:
    """At x, y: the mean of the square that begins there, as the sum of its plates."""
    side, (wide, high) = _side(page), page.size
    blurred = _total(page.filter(ImageFilter.BoxBlur((side - 1) / 2)))
    return blurred.crop((side // 2, side // 2, wide - (side - 1 - side // 2), high - (side - 1 - side // 2)))


def _exact(page: Image.Image, at: tuple[int, int]) -> float:
    side = _side(page)
    return float(sum(ImageStat.Stat(page.crop((*at, at[0] + side, at[1] + side))).mean) / FULL)


def _peak(squares: Image.Image) -> tuple[int, int]:
    return _first(_equal(squares, _most(squares)))


def _first(mask: Image.Image) -> tuple[int, int]:
    """The first pixel that is set, of a mask in which one is."""
    left, top, right, _ = mask.getbbox() or (0, 0, 1, 1)
    row = mask.crop((left, top, right, top + 1)).tobytes()
    return left + next((n for n, value in enumerate(row) if value), 0), top


def _spots(page: Image.Image, squares: Image.Image, limit: float) -> Sequence[InkSpot]:
    """Squares over a limit, those that touch each other together."""
    floor, side, found = int((limit - ROUNDING) * FULL), _side(page), list[InkSpot]()
    if _most(squares) <= floor:
        return found
    mask = _over(squares, floor)
    nothing = Image.new("I", squares.size, 0)
    while mask.getbbox() and len(found) < MOST_SPOTS:
        ImageDraw.floodfill(mask, _first(mask), 128)
        part = mask.point(lambda value: 255 if value == 128 else 0)
        left, top, right, foot = part.getbbox() or (0, 0, 0, 0)
        ink = _exact(page, _peak(Image.composite(squares, nothing, part)))
        if ink > limit:
            box = (left, top, right - 1 + side, foot - 1 + side)
            found.append(InkSpot(ink, (box[0] * _PX, box[1] * _PX, box[2] * _PX, box[3] * _PX)))
        mask.paste(0, None, part)
    return sorted(found, key=lambda spot: -spot.ink)


def heat(page: Image.Image, found: PageInk, limit: float) -> bytes:
    """A picture (PNG) of where ink lies: the page in grey, over 200 % yellow, over the limit orange with frames."""
    ink = _total(page)
    made = Image.merge("RGB", [ImageMath.lambda_eval(lambda v: v["convert"](255 - v["i"] / 4, "L"), i=ink)] * 3)
    for bound, colour in ((WARM, (240, 200, 60)), (limit, (240, 110, 40))):
        made.paste(colour, None, _over(ink, int(bound * FULL)))
    pen = ImageDraw.Draw(made)
    for spot in found.spots:
        pen.rectangle([v / _PX for v in spot.mm], outline=(220, 0, 0), width=2)
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True)
    return out.getvalue()
