"""Pictures that weigh what photographs weigh: drawn from a number, the same ones each time, no two alike.

Light that changes slowly, shapes with hard edges, detail of every size and the noise of a sensor: so a JPEG of quality 90
has about 0.36 bytes a pixel, as one from a camera has, and is as dear to decode, to shrink and to pack again.
"""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

LARGE, SMALL = (3600, 2400), (2010, 1340)
"""8.6 and 2.7 megapixels."""
TINY = (480, 320)
"""For what is measured without the weight of pictures."""
_QUALITY = 90
_OCTAVES = ((3, 128), (12, 60), (48, 36), (192, 24), (768, 26), (1800, 22))
"""How many cells lie side by side, and by how many levels of 256 they differ."""
_GRAIN = 26
"""Levels of the sensor's noise."""
_SHAPES = 60


def photograph(number: int, size: tuple[int, int]) -> bytes:
    """A JPEG of that many pixels in width and height."""
    chance = random.Random(number)  # noqa: S311 - the same pictures each time
    light = Image.new("L", size, 128)
    for cells, levels in _OCTAVES:
        light = ImageChops.add(light, _clouds(chance, size, cells, levels), 1, -128)
    _draw_shapes(chance, light)
    light = ImageChops.add(light, _levels(Image.frombytes("L", size, chance.randbytes(size[0] * size[1])), _GRAIN), 1, -128)
    colours = [_clouds(chance, size, 8, 70) for _ in range(2)]
    out = io.BytesIO()
    Image.merge("YCbCr", (light, *colours)).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _clouds(chance: random.Random, size: tuple[int, int], cells: int, levels: int) -> Image.Image:
    """Cells of chance round the middle grey, drawn out softly over the whole."""
    small = cells, max(1, cells * size[1] // size[0])
    made = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
    return _levels(made, levels).resize(size, Image.Resampling.BICUBIC)


def _levels(image: Image.Image, levels: int) -> Image.Image:
    """The same round the middle grey, in fewer levels."""
    return image.point([128 + (value - 128) * levels // 256 for value in range(256)])


def _draw_shapes(chance: random.Random, image: Image.Image) -> None:
    """What stands before the light, with edges."""
    draw, (width, height) = ImageDraw.Draw(image), image.size
    for _ in range(_SHAPES):
        x, y, side = chance.randrange(width), chance.randrange(height), chance.randrange(8, width // 8)
        box = (x, y, x + side, y + chance.randrange(8, height // 6))
        chance.choice((draw.rectangle, draw.ellipse))(box, fill=chance.randrange(20, 236))


def kept(number: int, size: tuple[int, int], folder: Path) -> Path:
    """The same as a file in a folder, drawn when it is not there yet."""
    path = folder / f"{size[0]}x{size[1]}-{number:03d}.jpg"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_bytes(photograph(number, size))
        new.replace(path)
    return path
