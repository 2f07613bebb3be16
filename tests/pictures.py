"""Pictures and profiles for tests, made here: no file of anybody's."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

from banmian import colour, pictures, raster
from banmian.cache import usual
from banmian.composer.faces import Face
from banmian.places import shipped

from .helpers import page, parsed

PRESS = (shipped("profiles") / "newsprint-snap-tac240.icc").read_bytes()
DISPLAY_P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
SRGB = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))
"""Primaries in XYZ, seen from D50."""


def coded(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    """An image as a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def chart(mode: str = "RGB", size: tuple[int, int] = (24, 16)) -> Image.Image:
    """A small picture with some colours of every kind."""
    wide, high = size
    image = Image.new("RGB", size)
    image.putdata([(x * 255 // wide, y * 255 // high, 200 - 8 * (x % 9)) for y in range(high) for x in range(wide)])
    return image if mode == "RGB" else image.convert(mode)


def deep(mode: str, value=128, profile: bytes | None = None, size: tuple[int, int] = (16, 16)) -> bytes:
    """A PNG of one colour with 16 bits a channel, which Pillow can read and not write. `value`: of 255, one or all."""
    samples = values(value) if isinstance(value, tuple) else (value,) * len(mode)
    row = b"\0" + struct.pack(f">{len(mode)}H", *(257 * one for one in samples)) * size[0]
    own = [chunk(b"iCCP", b"p\0\0" + zlib.compress(profile))] if profile else []
    return png(*size, 16, {"L": 0, "RGB": 2, "LA": 4, "RGBA": 6}[mode], zlib.compress(row * size[1]), *own)


def png(wide: int, high: int, bits: int, kind: int, packed: bytes, *chunks: bytes) -> bytes:
    """A PNG, its parts given."""
    head = struct.pack(">IIBBBBB", wide, high, bits, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join([chunk(b"IHDR", head), *chunks, chunk(b"IDAT", packed), chunk(b"IEND", b"")])


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _number(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def icc(space: str = "RGB", kind: str = "mntr", primaries=SRGB, gamma: float = 2.2, version: int = 2) -> bytes:
    """A profile of a display (RGB or GRAY) with one curve; of another space or kind by name only."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    white = b"XYZ " + bytes(4) + b"".join(map(_number, (0.9642, 1.0, 0.8249)))
    tags = {b"wtpt": white}
    if space == "GRAY":
        tags[b"kTRC"] = curve
    else:
        for name, xyz in zip("rgb", primaries, strict=True):
            tags[f"{name}XYZ".encode()] = b"XYZ " + bytes(4) + b"".join(map(_number, xyz))
            tags[f"{name}TRC".encode()] = curve
    at, table, body = 132 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(
        ">I4sI4s4s4s", at + len(body), b"lcms", version << 24, kind.encode(), space.ljust(4).encode(), b"XYZ "
    )
    head += bytes(12) + b"acsp" + bytes(28) + b"".join(map(_number, (0.9642, 1.0, 0.8249))) + bytes(48)
    return head + table + body


GOOD = coded(chart())
P3 = icc(primaries=DISPLAY_P3)
BODY = "## 主题\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n"


def load(folder: Path, *names: str):
    """The pictures of a page that names some files of a folder, and what was noticed of them."""
    text = page(
        "## 主题\n\n导语。\n\n### 小标题\n\n正文写完了。\n\n" + "\n\n".join(f"![图说](<{name}>)" for name in names) + "\n"
    )
    found, noticed = pictures.load(folder, parsed(text).issue, {}, PRESS, usual())
    return found, [one for one in noticed if one.code != "R007"]


def one(folder: Path, data: bytes, name: str = "a.jpg"):
    """One picture, or what is wrong with it."""
    (folder / name).write_bytes(data)
    found, noticed = load(folder, name)
    return found.get(name), noticed


def pixel(data: bytes, at: tuple[int, int] = (0, 0)):
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGBA" if image.has_transparency_data else image.mode).getpixel(at)


def near(found, wanted, by: int = 4) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


def values(value):
    return value if isinstance(value, tuple) else (value,)


def through_all(data: bytes) -> None:
    """All that is done with a picture; whoever refuses it does so by `Unfit`."""
    try:
        made = raster.plain(data)
    except raster.Unfit:
        return
    profile, _ = colour.fitting(made.profile, made.mode, PRESS)
    raster.fitted(colour.to_srgb(made.data, profile, PRESS))
    colour.to_press(made.data, profile, PRESS)


def written(text: str, colour: str = "var(--red)") -> str:
    """A name in the outlines of Kai as an SVG: what stands for handwriting."""
    face, at, steps = Face("Kai", (shipped("fonts") / "kai.ttf").read_bytes()), 0.0, []
    for glyph in (face.glyphs(character)[0] for character in text):
        for step, points in face.outline(glyph):
            moved = (f"{value + at if n % 2 == 0 else 0.88 - value:.4f}" for n, value in enumerate(points))
            steps.append(" ".join([{"h": "Z"}.get(step, step.upper()), *moved]))
        at += 0.95
    path = " ".join(steps)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at + 0.05:.2f} 1"><path fill="{colour}" d="{path}"/></svg>'
    )
