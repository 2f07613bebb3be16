"""A picture file that somebody else made: measured by its head, decoded to the last byte, made plain.

*Plain* is what all the rest works with: upright, and either a JPEG that every reader of PDF can decode (RGB, grey or
CMYK) or a PNG. What is plain stays byte for byte; TIFF, WebP and the rarer kinds of JPEG and PNG are written anew, with
their profile. Lab is no colour of a plain picture: its numbers say what they mean, and become sRGB here.
"""

from __future__ import annotations

import io
import os
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile, UnidentifiedImageError

from . import limits

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
ORIENTATION = 0x0112
"""EXIF tag: how a picture must be turned to stand upright."""
PHOTOMETRIC, SAMPLES, INK_SET, NUMBER_OF_INKS, SEPARATED = 262, 277, 332, 334, 5
"""TIFF tags of a separated picture, and the value of the first that says so."""
SUBFILE = 254
"""TIFF tag whose lowest bit says: a small copy of another picture of the file."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
MODES = {
    "1": 3, "L": 1, "LA": 2, "P": 3, "PA": 4, "RGB": 3, "RGBA": 4, "RGBX": 4, "CMYK": 4, "YCbCr": 3, "LAB": 3,
    "I;16": 1, "I;16B": 1, "I;16L": 1,
}  # fmt: skip
"""Kinds of pictures (Pillow's names) that can be printed, with the channels that the engine makes of them."""
PLAIN_PNG = ("1", "L", "LA", "P", "RGB", "RGBA")
PLAIN_FRAMES = (0xC0, 0xC1, 0xC2)
"""Baseline, extended, progressive: what DCTDecode takes (ISO 32000-1, 7.4.8); no arithmetic coding, no lossless JPEG."""
FRAMES = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
"""Markers of a JPEG's frame (ITU-T T.81, table B.1)."""
START_OF_SCAN = 0xDA
REMARKS = (*range(0xE1, 0xEE), 0xEF, 0xFE)
"""Segments of a JPEG that say something of it: EXIF, profiles, comments. APP0 and APP14 say how to decode it."""
QUALITY = 95
WIDEST, MOST_BYTES = 1600, 1_500_000
"""px a side and bytes: e-readers show no more (Kobo: 4 megapixels at most)."""
FAULTS = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, EOFError, ArithmeticError, RuntimeError,
    AssertionError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's readers raise for broken files: each format has its own, and mutated files find new ones."""


class Unfit(ValueError):
    """A picture that cannot be used: the code of a rule with its facts, and the reason as text."""

    def __init__(self, code: str, fault: str, **facts: object) -> None:
        super().__init__(fault)
        self.code, self.facts = code, {"fault": fault, **facts}


@dataclass(frozen=True)
class Plain:
    """A plain picture: its bytes, size in px, Pillow's mode, and the profile it brought, unchecked."""

    data: bytes
    width: int
    height: int
    mode: str
    profile: bytes | None


ImageFile.LOAD_TRUNCATED_IMAGES = True
"""What was found good is drawn whatever its last bytes are, as the engine, which switches this on, draws it: the same
picture whether it is loaded already or not.
"""
DECODING = threading.RLock()
"""That switch, and what Pillow warns of, are the whole process's: one thread at a time decodes pictures. No process is
forked while another thread does; whoever has the engine's lock, too, took that one first.
"""
os.register_at_fork(before=DECODING.acquire, after_in_parent=DECODING.release, after_in_child=DECODING.release)


@contextmanager
def intolerant() -> Iterator[None]:
    """Pillow without tolerance for cut files: for what was not found good yet."""
    with DECODING:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # one may stand in another
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


@contextmanager
def _strict() -> Iterator[list[warnings.WarningMessage]]:
    """The same; gives what Pillow warns of. Raises `Unfit` alone."""
    try:
        with intolerant(), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield warned
    except Unfit:
        raise
    except UnidentifiedImageError as fault:
        raise Unfit("R005", "neither JPEG, PNG, TIFF nor WebP, or broken from its first bytes on") from fault
    except FAULTS as fault:
        raise Unfit("R005", f"broken or cut short ({str(fault) or type(fault).__name__})") from fault


def plain(data: bytes) -> Plain:
    """The picture, made plain. Raises `Unfit` for one that is too large, broken, cut short or not for print."""
    with _strict() as warned, Image.open(io.BytesIO(data), formats=FORMATS) as image:
        _measure(image, data)
        raw, (width, height) = _raw(image), image.size
        turn, profile = TURNS.get(_orientation(image)), image.info.get("icc_profile")
        profile = profile if isinstance(profile, bytes) and profile and image.mode != "LAB" else None
        if turn is None and _stays(image, raw, data):
            _decode(image)
            return Plain(_bare(data) if warned and image.format != "PNG" else data, width, height, image.mode, profile)
        image.load()
        made = _eight_bits(image if turn is None else image.transpose(turn), raw)
        return _written(made, image.format, profile)


@contextmanager
def page_picture(data: bytes) -> Iterator[Image.Image]:
    """The picture of a page, opened, nothing decoded: it may be larger than what Pillow warns of (89 megapixels)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
    with image:
        yield image


def pixels(data: bytes) -> int:
    """How many pixels a picture says it has, nothing decoded. Raises `Unfit`."""
    with _strict(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
        return image.width * image.height


def check(data: bytes) -> None:
    """Raises ValueError for a picture that could not be printed."""
    plain(data)


def _measure(image: Image.Image, data: bytes) -> None:
    """Everything that a head says, before anything is decoded."""
    width, height = image.size
    pixels = width * height
    if pixels < 1:
        raise Unfit("R005", "it has no pixels")
    if pixels > limits.PICTURE_PIXELS:
        told = f"{width} x {height} px"
        raise Unfit("R011", told, size=told, pixels=f"{pixels / 1e6:.1f}", limit=f"{limits.PICTURE_PIXELS / 1e6:g}")
    if image.mode not in MODES and not (image.mode == "I" and image.format == "PNG"):  # Pillow 10 opens 16 bits as I
        raise Unfit("R015", f"colours of the kind {image.mode}", mode=image.mode)
    if inks := _inks(image):
        raise Unfit("R015", f"{inks} inks", mode=f"{inks} inks")
    deep = 2 if "16" in _raw(image) else 1
    size = pixels * len(image.getbands()) * deep
    if size > limits.PICTURE_DECODED:
        told, most = f"{size / limits.MB:.0f}", f"{limits.PICTURE_DECODED / limits.MB:.0f}"
        raise Unfit("R012", f"{told} MB when it is opened", size=told, limit=most, bits=8 * deep, mode=image.mode)
    scans, allowed = data.count(bytes((0xFF, START_OF_SCAN))), min(limits.JPEG_SCANS, limits.JPEG_PASSES // pixels)
    if scans > allowed and image.format in ("JPEG", "MPO"):
        raise Unfit("R013", f"a JPEG of {scans} scans", scans=scans, limit=allowed)
    if image.format in ("TIFF", "WEBP") and _has_second(image):
        raise Unfit("R014", "it holds several pictures")


def _inks(image: Image.Image) -> int:
    """How many inks a TIFF has that is separated into others than four (TIFF 6.0, section 16); 0 for four, and for what is
    not separated. Pillow shows four of them, and leaves a spot colour out without a word.
    """
    said = getattr(image, "tag_v2", {})
    if said.get(PHOTOMETRIC) != SEPARATED:
        return 0
    most = max(int(said.get(SAMPLES, 4)), int(said.get(NUMBER_OF_INKS, 4)))
    return most if most > 4 or said.get(INK_SET, 1) != 1 else 0


def _has_second(image: Image.Image) -> bool:
    """Whether another picture follows that is no small copy. Asked without counting: a file may chain any number."""
    try:
        image.seek(1)
    except EOFError:
        return False
    copy = int(getattr(image, "tag_v2", {}).get(SUBFILE, 0)) & 1
    image.seek(0)
    return not copy


def _raw(image: Image.Image) -> str:
    """How the samples lie in the file, as Pillow names it: RGB, LA;16B."""
    return " ".join(str(tile[3]) for tile in getattr(image, "tile", []))


def _orientation(image: Image.Image) -> int:
    """What EXIF or XMP say; damaged EXIF says nothing. Pillow turns a TIFF by itself."""
    if image.format == "TIFF":
        return 1
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except FAULTS:
        return 1
    return found if isinstance(found, int) else 1


def _stays(image: Image.Image, raw: str, data: bytes) -> bool:
    if image.format == "PNG":
        return image.mode in PLAIN_PNG and not raw.startswith("LA;16") and _is_light(image) and _is_whole(data)
    # Four channels without Adobe's mark: some readers take them for ink, others for its reverse.
    told = image.mode != "CMYK" or "adobe" in image.info
    return image.format in ("JPEG", "MPO") and told and _frame(data) in PLAIN_FRAMES


def _is_whole(data: bytes) -> bool:
    """Whether a PNG's chunks follow each other cleanly to the last: each of its readers stumbles over others."""
    at = 8
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"IEND" or not name.isalpha():
            return bool(name == b"IEND")
        at += 12 + length
    return False


def _is_light(image: Image.Image) -> bool:
    """Whether the engine can pack it anew without loss, which it does once for each PDF, in reasonable time."""
    channels = 4 if image.has_transparency_data and image.mode != "LA" else MODES.get(image.mode, 4)
    return image.width * image.height * channels <= limits.LOSSLESS_BYTES


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The segments of a JPEG before its pixels, as far as they follow each other cleanly: marker, start, end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        end = at + 1 if data[at + 1] == 0xFF else at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], at, end
        at = end


def _frame(data: bytes) -> int:
    """The marker of a JPEG's frame, 0 if there is none."""
    return next((marker for marker, _, _ in _segments(data) if marker in FRAMES), 0)


def _bare(data: bytes) -> bytes:
    """A JPEG without what its readers complain of, damaged EXIF above all: without all that is no part of the picture."""
    kept, last = [data[:2]], 2
    for marker, start, end in _segments(data):
        if marker == START_OF_SCAN:
            break
        if marker not in REMARKS:
            kept.append(data[start:end])
        last = end
    return b"".join([*kept, data[last:]])


def _decode(image: Image.Image) -> None:
    """Decode to the last byte. A JPEG at an eighth of its size: every coded byte is read, at a fifth of the cost."""
    if image.format in ("JPEG", "MPO"):
        image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()


def _eight_bits(image: Image.Image, raw: str) -> Image.Image:
    """A picture of the kinds that a plain PNG has, or CMYK. `raw`: how its samples lay in the file."""
    if raw.startswith("LA;16"):
        return image.convert("LA")  # Pillow opens grey of 16 bits with transparency as RGB
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if image.mode == "PA":
        return image.convert("RGBA")
    if image.mode == "LAB":
        return _from_lab(image)
    return image.convert("RGB") if image.mode in ("RGBX", "YCbCr") else image


def _from_lab(image: Image.Image) -> Image.Image:
    """Lab as ICC and TIFF mean it (D50; TIFF 6.0, section 23), in sRGB; what is outside of it at its edge."""
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    made = ImageCms.profileToProfile(image, lab, srgb, intent, "RGB")
    assert made is not None  # noqa: S101 - it is only where the image itself is changed
    return made


def _written(image: Image.Image, came: str | None, profile: bytes | None) -> Plain:
    """Written anew: as PNG what came so, is transparent or has few colours, if it is light; else as JPEG."""
    camera = came in ("JPEG", "MPO")
    lossless = came == "PNG" or image.mode in ("1", "P") or image.has_transparency_data
    if lossless and not camera and image.mode != "CMYK" and _is_light(image):
        data = png(image, profile)
    else:
        image = opaque(image)
        data = jpeg(image, QUALITY, profile, -1 if camera else 0)
    return Plain(data, image.width, image.height, image.mode, profile)


def opaque(image: Image.Image) -> Image.Image:
    """A picture in RGB, CMYK or grey, without transparency."""
    if image.mode in ("1", "L", "LA"):
        return grey(image)
    return image if image.mode in ("RGB", "CMYK") and not image.has_transparency_data else on_white(image)


def grey(image: Image.Image) -> Image.Image:
    """A grey picture without transparency."""
    return on_white(image).convert("L") if image.has_transparency_data else image.convert("L")


def on_white(image: Image.Image) -> Image.Image:
    """Newsprint is opaque: transparency is laid on white, some rows at a time. In RGB."""
    if image.mode not in ("RGBA", "LA", "P") and not image.has_transparency_data:
        image.load()  # it may outlive its file
        return image if image.mode == "RGB" else image.convert("RGB")
    made, rows = Image.new("RGB", image.size), 512
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(image.height, top + rows))).convert("RGBA")
        made.paste(Image.alpha_composite(Image.new("RGBA", strip.size, "white"), strip).convert("RGB"), (0, top))
    return made


def fitted(data: bytes) -> bytes:
    """A plain picture in sRGB or grey for e-readers: a JPEG of at most 1600 px a side and 1.5 MB; what is one stays."""
    with Image.open(io.BytesIO(data)) as image:
        small = max(image.size) <= WIDEST and len(data) <= MOST_BYTES
        if small and image.format == "JPEG" and image.mode in ("RGB", "L"):
            return data
        if image.format == "JPEG":
            image.draft(image.mode, (WIDEST, WIDEST))  # decodes at a half or a quarter where that is enough
        profile = image.info.get("icc_profile") if image.mode == "RGB" else None
        made = on_white(image)
    made.thumbnail((WIDEST, WIDEST), Image.Resampling.HAMMING)  # as good for smaller pictures, in half the time
    return jpeg(made, 85, profile, -1, optimize=True)


def jpeg(
    image: Image.Image, quality: int, profile: bytes | None = None, subsampling: int = 0, optimize: bool = False
) -> bytes:  # fmt: skip
    """An image as JPEG. `subsampling` of colours: 0 none, -1 as is usual at that quality."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=subsampling, icc_profile=profile, optimize=optimize)
    return out.getvalue()


def png(image: Image.Image, profile: bytes | None = None) -> bytes:
    """An image as PNG."""
    out = io.BytesIO()
    image.save(out, "PNG", icc_profile=profile)
    return out.getvalue()
