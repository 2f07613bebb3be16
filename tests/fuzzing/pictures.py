"""Pictures: JPEG, PNG, GIF, TIFF and WebP in odd modes and sizes, with odd profiles, and with bytes changed."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageCms

from banmian import desk
from banmian.job import Order

from .corpus import scratched
from .kinds import Fault, Files, Kind, write
from .oracles import spoken

PAGE = "样报\n\n2026年1月1日\n\n# 要闻\n\n## A01\n\n![图说](images/a.{ending})\n\n## 标题\n\n正文在此。\n\n### 小标题\n\n正文在此。\n"
FORMATS = {
    "JPEG": ("jpg", ("RGB", "L", "CMYK")),
    "PNG": ("png", ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")),
    "GIF": ("gif", ("P", "L", "RGB")),
    "TIFF": ("tif", ("RGB", "CMYK", "L", "1", "I;16", "F", "LAB")),
    "WEBP": ("webp", ("RGB", "RGBA")),
}
SIDES = (1, 2, 7, 8, 9, 33, 64, 200)
TARGETS = ("screen", "press", "archive", "epub")


def make(dice: random.Random) -> Files:
    """A page with a picture, for one target or two."""
    ending, data = picture(dice)
    if dice.random() < 0.1:
        ending = dice.choice([row[0] for row in FORMATS.values()])
    order = ",".join(dice.sample(TARGETS, dice.choice((1, 1, 2))))
    page = PAGE.format(ending=ending).encode()
    return {"issue/A01.md": page, f"issue/images/a.{ending}": data, "order.txt": order.encode()}


def picture(dice: random.Random) -> tuple[str, bytes]:
    """A picture and the usual ending of its name."""
    form = dice.choice(("JPEG", "PNG", *FORMATS))
    ending, modes = FORMATS[form]
    data = _picture(form, dice.choice(modes), (dice.choice(SIDES), dice.choice(SIDES)), dice)
    return ending, scratched(dice, data, 3) if dice.random() < 0.5 else data


def _picture(form: str, mode: str, size: tuple[int, int], dice: random.Random) -> bytes:
    colour = dice.randrange(200)
    made = (
        Image.new("RGB", size, (colour, 80, 40))
        if dice.random() < 0.3
        else Image.frombytes("RGB", size, dice.randbytes(3 * size[0] * size[1]))
    )
    image = Image.new(mode, size) if mode in ("LAB", "I;16", "F") else made.convert(mode)
    options = {"icc_profile": _profile(dice)} if dice.random() < 0.5 else {}
    if form in ("JPEG", "PNG", "WEBP", "TIFF") and dice.random() < 0.3:
        exif = Image.Exif()
        exif[0x0112] = dice.choice((0, 1, 3, 6, 8, 9, 65535))
        options["exif"] = exif.tobytes()
    if form == "JPEG":
        options["progressive"] = dice.random() < 0.3
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@lru_cache(maxsize=1)
def _profiles() -> tuple[bytes, ...]:
    made = [ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes() for name in ("sRGB", "LAB", "XYZ")]
    press = Path(desk.__file__).parent / "profiles" / "newsprint-snap-tac240.icc"
    return (*made, press.read_bytes(), b"", b"acsp", b"\0" * 128)


def _profile(dice: random.Random) -> bytes:
    data = dice.choice(_profiles())
    return scratched(dice, data) if dice.random() < 0.5 else data


def attempt(files: Files, folder: Path) -> Iterator[Fault]:
    """Build the page, small enough to be quick, for its targets."""
    write(files, folder)
    to = tuple(files.get("order.txt", b"screen").decode().split(","))
    result = desk.build(Order(folder / "issue", to, layout="tabloid", out=folder / "out", jobs=1))
    yield from spoken(result.diagnostics, {})


KIND = Kind("pictures", make, attempt, budget=20, batch=200)
