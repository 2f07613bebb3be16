"""Pictures at the edge: read from the issue's folder, checked before the engine sees them, converted for the press."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .diagnostics import Diagnostic
from .model import Figure, Issue

if TYPE_CHECKING:
    from PIL import Image

TYPES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
ORIENTATION = 0x0112
"""EXIF tag: how a picture must be turned to stand upright."""
MOST_BYTES = 64 << 20
MOST_PIXELS = 100_000_000
"""A picture of the whole broadsheet at 400 ppi has 52 million pixels."""


@dataclass
class Picture:
    """A checked picture: its name below the issue's folder, its bytes, size in px, alternative text.

    `described`: the issue says what it shows; otherwise its caption stands for that.
    """

    name: str
    data: bytes
    width: int
    height: int
    alt: str
    described: bool = True
    _cmyk: dict[bytes, bytes] = field(default_factory=dict)

    def cmyk(self, profile: bytes) -> bytes:
        """The picture as CMYK JPEG through LittleCMS, perceptual, from its own profile or sRGB."""
        if profile not in self._cmyk:
            self._cmyk[profile] = to_cmyk(self.data, profile)
        return self._cmyk[profile]


def load(folder: Path, issue: Issue, alts: dict[str, str]) -> tuple[dict[str, Picture], list[Diagnostic]]:
    """Load every picture that the issue names. What is missing or unfit is reported and shown as a frame."""
    found: dict[str, Picture] = {}
    noticed: list[Diagnostic] = []
    for figure in (f for page in issue.pages for f in page.figures):
        if figure.image is None:
            facts = {"caption": figure.caption.text if figure.caption else ""}
            noticed.append(Diagnostic("R002", figure.span, facts))
        elif figure.image not in found:
            picture = _load(folder, figure, alts)
            if isinstance(picture, Diagnostic):
                noticed.append(picture)
                continue
            found[figure.image] = picture
            if not picture.described:
                noticed.append(Diagnostic("R007", figure.span, {"path": figure.image}))
    return found, noticed


def _load(folder: Path, figure: Figure, alts: dict[str, str]) -> Picture | Diagnostic:
    name = figure.image or ""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or path.suffix.lower() not in TYPES:
        return Diagnostic("R003", figure.span, {"path": name, "types": ", ".join(TYPES)})
    if not path.is_file():
        return Diagnostic("R004", figure.span, {"path": name})
    data = path.read_bytes()
    caption = figure.caption.text if figure.caption else name
    try:
        upright, width, height = check(data)
    except ValueError as fault:
        return Diagnostic("R005", figure.span, {"path": name, "fault": str(fault)})
    return Picture(name, upright, width, height, alts.get(name) or caption, bool(alts.get(name)))


def check(data: bytes) -> tuple[bytes, int, int]:
    """A picture that stands upright, with its width and height in px.

    Raises ValueError for a picture that is too large, broken or cut short.
    """
    from PIL import Image, UnidentifiedImageError  # a heavy import, needed for pages with pictures only

    if len(data) > MOST_BYTES:
        raise ValueError(f"{len(data) >> 20} MB, at most {MOST_BYTES >> 20}")
    try:
        with Image.open(io.BytesIO(data), formats=sorted(set(TYPES.values()))) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError(f"{image.width} x {image.height} px")
            width, height = image.size
            if image.getexif().get(ORIENTATION, 1) != 1:
                return _upright(image)
            _complete(image)
            return data, width, height
    except UnidentifiedImageError as fault:
        raise ValueError("neither JPEG nor PNG") from fault
    except (OSError, SyntaxError, Image.DecompressionBombError) as fault:
        raise ValueError(str(fault)) from fault


def _complete(image: Image.Image) -> None:
    """Decode to the last byte, without the tolerance that the engine's library switches on for cut files.

    A JPEG is decoded at an eighth of its size: every coded byte is read, at a fifth of the cost.
    """
    from PIL import ImageFile

    tolerant = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        if image.format == "JPEG":
            image.draft(image.mode, (image.width // 8, image.height // 8))
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant


def _upright(image: Image.Image) -> tuple[bytes, int, int]:
    """Turn a picture as its EXIF data says."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    out = io.BytesIO()
    turned.save(out, image.format, quality=95, icc_profile=image.info.get("icc_profile"))
    return out.getvalue(), turned.width, turned.height


def to_cmyk(data: bytes, profile: bytes) -> bytes:
    """Convert to DeviceCMYK. A picture that is CMYK or grey already stays as it is."""
    from PIL import Image, ImageCms

    with Image.open(io.BytesIO(data)) as image:
        if image.mode in ("CMYK", "L"):
            return data
        own = image.info.get("icc_profile")
        source = ImageCms.ImageCmsProfile(io.BytesIO(own)) if own else ImageCms.createProfile("sRGB")
        target = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        flat = on_white(image)
        made = ImageCms.profileToProfile(
            flat, source, target, renderingIntent=ImageCms.Intent.PERCEPTUAL, outputMode="CMYK"
        )
        out = io.BytesIO()
        assert made is not None  # noqa: S101 - only an in-place conversion returns None
        made.save(out, "JPEG", quality=92, subsampling=0)
        return out.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    """Newsprint is opaque: transparency is laid on white."""
    if image.mode in ("RGBA", "LA", "P"):
        from PIL import Image as images

        layer = image.convert("RGBA")
        ground = images.new("RGBA", layer.size, "white")
        return images.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")


def files(pictures: Iterable[Picture], profile: bytes | None) -> dict[str, bytes]:
    """What the engine may open, by name: the pictures as they are, or converted for the press."""
    return {p.name: p.cmyk(profile) if profile else p.data for p in pictures}
