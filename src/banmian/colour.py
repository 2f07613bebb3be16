"""Colour, by one rule: a picture goes through its own profile, to sRGB for screen, archive and book, or to the press's.

A picture that says nothing of itself is taken for sRGB, or, in CMYK, for one that was separated for our own press. Grey
stays grey: for print it is ink of the black plate. A profile that somebody else made is looked at before it is used.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from PIL import Image, ImageCms, ImageFilter, ImageMath

from .diagnostics import Diagnostic, Refused
from .model import Span
from .raster import grey, jpeg, on_white, png

SAME = 3
"""Of 255: profiles that call themselves sRGB differ by one or two from each other."""
QUALITY = 92

SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
"""Colour spaces of profiles by the kind of pictures that they are for."""
CLASSES = {
    "scnr": "scanner or camera", "mntr": "display", "prtr": "output", "link": "device link", "spac": "colour space",
    "abst": "abstract", "nmcl": "named colours",
}  # fmt: skip
"""Classes of profiles (ICC.1:2022, 7.2.5)."""
DEVICES = ("scnr", "mntr", "prtr", "spac")
"""Those that say what colours the numbers of a picture mean."""


@dataclass(frozen=True)
class Header:
    """What the head of a profile says of it (ICC.1:2022, 7.2): class, colour space and the one it leads to, version."""

    kind: str
    space: str
    connection: str
    version: int
    size: int

    def __str__(self) -> str:
        return f"{self.space}, {CLASSES.get(self.kind, self.kind)}"


def header(profile: bytes) -> Header:
    """The head of a profile. Raises ValueError, with the reason, for what is none or is cut short."""
    if not profile:
        raise ValueError("it is empty")
    if len(profile) < 132 or profile[36:40] != b"acsp":
        raise ValueError("it is no ICC profile")
    kind, space, connection = (profile[at : at + 4].decode("ascii", "backslashreplace").strip() for at in (12, 16, 20))
    found = Header(kind, space, connection, profile[8], int.from_bytes(profile[:4], "big"))
    if found.size > len(profile):
        raise ValueError(f"it is cut short: {len(profile)} of {found.size} bytes")
    return found


def check_press(profile: bytes, path: str, place: Span | None) -> None:
    """Raises `Refused` for what is no profile of a CMYK press: I020 (no ICC profile), I021 (another), I022 (useless)."""
    try:
        found = header(profile)
        if found.size != len(profile):
            raise ValueError(f"it has {len(profile)} bytes and speaks of {found.size}")
    except ValueError as fault:
        raise Refused([Diagnostic("I020", place, {"path": path, "fault": str(fault)})]) from fault
    if (found.kind, found.space) != ("prtr", "CMYK"):
        raise Refused([Diagnostic("I021", place, {"path": path, "found": str(found)})])
    if found.version not in (2, 4) or found.connection not in ("Lab", "XYZ"):
        told = f"version {found.version}, connected through {found.connection}"
        raise Refused([Diagnostic("I022", place, {"path": path, "fault": told})])
    try:
        _check_both_ways(profile)
    except ValueError as fault:
        raise Refused([Diagnostic("I022", place, {"path": path, "fault": str(fault)})]) from fault


def _check_both_ways(press: bytes) -> None:
    """Colours must come in and go out, and paper must stay paper. Raises ValueError."""
    with _tried():
        white = _to_press(Image.new("RGB", (1, 1), "white"), None, press)
        _to_srgb(Image.new("CMYK", (1, 1)), press)
    ink = sum(white.tobytes())
    if ink > 40:
        raise ValueError(f"it prints white with {100 * ink // 255} % of ink")


@contextmanager
def _tried() -> Iterator[None]:
    """Every way in which LittleCMS and its binding say no becomes a ValueError."""
    try:
        yield
    except (ImageCms.PyCMSError, OSError, TypeError, MemoryError) as fault:
        raise ValueError(f"LittleCMS says: {fault}") from fault


def kind_of(mode: str) -> str:
    """RGB, L (grey) or CMYK: what a picture of a mode is as colour."""
    return {"1": "L", "L": "L", "LA": "L", "CMYK": "CMYK"}.get(mode, "RGB")


def fitting(profile: bytes | None, mode: str, press: bytes) -> tuple[bytes | None, str]:
    """The profile that a picture brings, if it can be used for its mode; else None, and why (nothing if it need not be)."""
    if profile is None:
        return None, ""
    kind = kind_of(mode)
    try:
        found = header(profile)
        if found.kind not in DEVICES:
            raise ValueError(f"it is of the kind {found}")
        if kind == "L" and found.space == "RGB" and shows_srgb(profile, "RGB"):
            return None, ""
        if found.space != SPACES[kind]:
            raise ValueError(f"it is for {found.space}, the picture is {SPACES[kind]}")
        with _tried():
            _to_srgb(Image.new(kind, (1, 1)), profile)
            if kind != "L":
                _to_press(Image.new(kind, (1, 1)), profile, press)
    except ValueError as fault:
        return None, str(fault)
    return profile, ""


@lru_cache(maxsize=32)
def shows_srgb(profile: bytes, kind: str) -> bool:
    """Whether the numbers of a picture mean what they mean in sRGB, whatever the profile is called. Raises ValueError."""
    levels = range(0, 256, 51)
    colours = bytes(b for colour in product(levels, repeat=3) for b in colour) if kind == "RGB" else bytes(range(256))
    chart = Image.frombytes(kind, (len(colours) // len(kind), 1), colours)
    with _tried():
        made = _to_srgb(chart, profile).tobytes()
    return max(abs(a - b) for a, b in zip(colours, made, strict=True)) <= SAME


def to_srgb(data: bytes, own: bytes | None, press: bytes) -> bytes:
    """A plain picture in sRGB or grey; as it is, if it is that. `own`: its profile; `press`: what CMYK is without one."""
    with Image.open(io.BytesIO(data)) as image:
        kind = kind_of(image.mode)
        source = own or (press if kind == "CMYK" else None)
        if source is None or (kind != "CMYK" and (image.mode == "1" or shows_srgb(source, kind))):
            return data
        made = _to_srgb(image, source)
        return png(made) if image.format == "PNG" else jpeg(made, QUALITY)


def _to_srgb(image: Image.Image, source: bytes) -> Image.Image:
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    kind = kind_of(image.mode)
    if image.mode == "P" and alpha:
        image = image.convert("RGBA")
    base = image if image.mode == kind else image.convert(kind)
    way = _way(source, None, base.mode)
    made = ImageCms.applyTransform(base, way, inPlace=base.mode == "RGB") or base
    if base.mode == "L":
        made = made.getchannel("G")
    if alpha:
        made.info.pop("transparency", None)
        made.putalpha(alpha)
    return made


def to_press(data: bytes, own: bytes | None, press: bytes) -> bytes:
    """A plain picture for the press, opaque, in its CMYK or in grey; as it is, if it is that."""
    with Image.open(io.BytesIO(data)) as image:
        kind, lossless = kind_of(image.mode), image.format == "PNG"
        if kind == "CMYK":
            return data if own in (None, press) else jpeg(_to_press(image, own, press), QUALITY)
        if kind == "RGB":
            return jpeg(_to_press(on_white(image), own, press), QUALITY)
    data = to_srgb(data, own, press)
    with Image.open(io.BytesIO(data)) as image:
        if image.mode == "L" and not image.has_transparency_data:
            return data
        return png(grey(image)) if lossless else jpeg(grey(image), QUALITY)


@dataclass(frozen=True)
class Printing:
    """How pictures are made for a press. `profile`: of its CMYK; `ink`: what all four together may have, percent; `ppi`:
    what the screen can show, more is left out; `sharpen`: whether what newsprint softens is sharpened before;
    `mono`: whether black ink is all there is.
    """

    profile: bytes = field(repr=False)
    ink: float = 240
    ppi: float = 240
    sharpen: bool = False
    mono: bool = False


def printed(data: bytes, own: bytes | None, how: Printing, size: tuple[int, int]) -> bytes:
    """A plain picture for the press, opaque, in its CMYK or in grey, in so many px; as it is, if it is that.

    `size`: px; a larger one than the picture's own changes nothing. Pictures of one bit keep their pixels.
    """
    with Image.open(io.BytesIO(data)) as image:
        kind, mode, lossless = kind_of(image.mode), image.mode, image.format == "PNG"
        smaller = size[0] < image.width and mode != "1"
        image.draft(mode, size if smaller else image.size)
        if kind == "L" or how.mono:
            plain = to_press(data, own, how.profile) if kind == "L" else _grey_of(image, own or how.profile)
            return _printed_grey(plain, how, size if smaller else None, lossless)
        base = image if kind == "CMYK" else on_white(image)
        made = _sharp(base.resize(size, SMALLER, reducing_gap=3) if smaller else base, how)
        if kind == "RGB" or own not in (None, how.profile):
            made = _to_press(made, own, how.profile)
        never = kind == "RGB" and most_of(own, how.profile) <= how.ink
        over = not never and most_ink(made) > how.ink
        made = limited(made, how.ink - JPEG_NOISE) if over else made
        untouched = kind == "CMYK" and own in (None, how.profile) and not (smaller or over or how.sharpen)
        return data if untouched else jpeg(made, QUALITY)


def _grey_of(image: Image.Image, profile: bytes) -> bytes:
    """A picture in colours as one of greys. `profile`: what CMYK is in."""
    shown = _to_srgb(image, profile) if image.mode == "CMYK" else on_white(image)
    return jpeg(shown.convert("L"), 100)


def blackened(given: Callable[[], bytes]) -> bytes:
    """A picture of a layout in black alone; one that is drawn in lines (SVG) as it is: its colours are the page's."""
    data = given()
    if data.lstrip()[:1] == b"<":
        return data
    with Image.open(io.BytesIO(data)) as image:
        bands = image.split() if image.mode == "CMYK" else ()
        return jpeg(_black_of(*bands) if bands else on_white(image).convert("L"), QUALITY)


def _black_of(*bands: Image.Image) -> Image.Image:
    """Plates as one of greys: what they cover, by how dark each ink is."""
    c, m, y, k = (band.convert("I") for band in bands)
    made: Image.Image = ImageMath.lambda_eval(
        lambda v: v["convert"](255 - v["min"](v["k"] + (v["c"] * 30 + v["m"] * 59 + v["y"] * 11) / 100, 255), "L"),
        c=c, m=m, y=y, k=k,
    )  # fmt: skip
    return made


def _printed_grey(plain: bytes, how: Printing, size: tuple[int, int] | None, lossless: bool) -> bytes:
    if size is None and not how.sharpen:
        return plain
    with Image.open(io.BytesIO(plain)) as image:
        made = _sharp(image.resize(size, SMALLER, reducing_gap=3) if size else image, how)
        return png(made) if lossless else jpeg(made, QUALITY)


def _sharp(image: Image.Image, how: Printing) -> Image.Image:
    """Sharpened for newsprint, if that is wanted: edges over about a dot of the screen."""
    return image.filter(ImageFilter.UnsharpMask(radius=1.2, percent=80, threshold=3)) if how.sharpen else image


SMALLER = Image.Resampling.HAMMING
"""How pictures are made smaller for print: what a better filter keeps is finer than a screen shows, at twice the time."""
JPEG_NOISE = 1.0
"""Percent of ink that packing as JPEG may add."""
CHART = 2.0
"""Percent of ink that a colour between those of a chart may have more."""
ROWS = 128
"""Rows of a picture whose ink is worked on at a time: numbers of 32 bits take room."""


@lru_cache(maxsize=16)
def most_of(own: bytes | None, press: bytes) -> float:
    """The most ink that a profile gives to any colour in RGB, percent: of a chart, and a little for what lies between."""
    levels = range(0, 256, 3)
    chart = bytes(value for colour in product(levels, repeat=3) for value in colour)
    return most_ink(_to_press(Image.frombytes("RGB", (len(levels), len(levels) ** 2), chart), own, press)) + CHART


def most_ink(image: Image.Image) -> float:
    """The most ink that a picture in CMYK has anywhere, percent of a plate."""
    most = 0
    for strip in _strips(image):
        c, m, y, k = (band.convert("I") for band in strip.split())
        total = ImageMath.lambda_eval(lambda v: v["c"] + v["m"] + v["y"] + v["k"], c=c, m=m, y=y, k=k)
        most = max(most, int(total.getextrema()[1]))
    return most / 2.55


def limited(image: Image.Image, ink: float) -> Image.Image:
    """A picture in CMYK with no more ink than a limit, percent: black stays, the three colours are lessened alike."""
    made, top, most = image.copy(), 0, int(ink * 2.55)
    for strip in _strips(image):
        *colours, black = (band.convert("I") for band in strip.split())
        c, m, y = colours
        total = ImageMath.lambda_eval(lambda v: v["c"] + v["m"] + v["y"], c=c, m=m, y=y)
        room = ImageMath.lambda_eval(lambda v: v["min"](v["t"], v["max"](most - v["k"], 0)), t=total, k=black)
        less = (
            ImageMath.lambda_eval(lambda v: v["convert"](v["b"] * v["r"] / v["max"](v["t"], 1), "L"), b=b, r=room, t=total)
            for b in colours
        )
        made.paste(Image.merge("CMYK", [*less, strip.getchannel("K")]), (0, top))
        top += strip.height
    return made


def _strips(image: Image.Image) -> Iterator[Image.Image]:
    for top in range(0, image.height, ROWS):
        yield image.crop((0, top, image.width, min(image.height, top + ROWS)))


def _to_press(image: Image.Image, own: bytes | None, press: bytes) -> Image.Image:
    return ImageCms.applyTransform(image, _way(own, press, image.mode)) or image


@lru_cache(maxsize=16)
def _way(source: bytes | None, target: bytes | None, mode: str) -> ImageCms.ImageCmsTransform:
    """From one profile to another; None is sRGB. Kept, as the pictures of an issue have few profiles.

    To the press perceptual; to the screen relative colorimetric with black point compensation, so that the black of
    newsprint becomes the screen's.
    """
    first, last = (
        ImageCms.ImageCmsProfile(io.BytesIO(one)) if one else ImageCms.createProfile("sRGB") for one in (source, target)
    )
    if target:
        return ImageCms.buildTransform(first, last, mode, "CMYK", ImageCms.Intent.PERCEPTUAL)
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(first, last, mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, flags)
