"""Pictures and profiles for tests, made here: no file of anybody's."""

import io
import struct

from PIL import Image

from banmian.places import shipped

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
