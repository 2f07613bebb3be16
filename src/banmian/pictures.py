"""Pictures at the edge: read from the issue's folder, checked before the engine sees them, in each target's colours.

Each content is decoded once for each form that somebody asks for (plain, sRGB, the press's colours, fitted to e-readers),
whatever it is called, and the form is kept in the cache. Bytes are read where they are used: no picture holds any.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from . import limits
from .cache import Cache
from .colour import Printing, most_ink, printed, to_press, to_srgb
from .diagnostics import Diagnostic, Refused
from .model import Figure, Issue
from .originals import Looks, Original, digest_of, first_look, form, is_made, look, plain_form, unknown, usable_profile
from .raster import Unfit, check, fitted, on_white
from .reading import NotThere, read_file
from .spread import Spread, here

__all__ = ["LazyFile", "Picture", "check", "files", "load", "on_white", "prepared"]

TYPES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")


_ELSEWHERE = re.compile("[a-z][a-z0-9+.-]+:", re.I)
"""How an address begins (RFC 3986, 3.1); a single letter is a drive of Windows."""

_AT_A_TIME, _FEW = 64, 8
"""Pictures that are looked at before their pixels are counted, and how few are sooner looked at here than by others."""


@dataclass(frozen=True)
class LazyFile:
    """A file whose bytes are read when they are asked for, and not kept.

    `printed`: what stands for it where it is printed, for a width and a height in pt; None for the file itself.
    """

    data: Callable[[], bytes]
    printed: Callable[[float, float], bytes] | None = None


@dataclass(frozen=True)
class Picture:
    """A checked picture: its name below the issue's folder, the file as it came, size in px, alternative text.

    `described`: the issue says what it shows; otherwise its caption stands for that. `profile`: its own, checked; None
    for one in sRGB, or in the CMYK of `press`, the profile that the issue is printed by. `mode`: Pillow's. It is
    a plain value, and can be sent to another process. Whoever asks for its bytes gets `Refused` if the file was changed in
    the meantime.
    """

    name: str
    original: Original
    width: int
    height: int
    alt: str
    cache: Cache
    described: bool = True
    profile: bytes | None = field(default=None, repr=False)
    press: bytes = field(default=b"", repr=False)
    mode: str = "RGB"

    def plain(self) -> bytes:
        """The picture made plain (`raster.py`)."""
        return plain_form(self.original, self.cache)

    def srgb(self) -> bytes:
        """The picture in sRGB or grey, JPEG or PNG: for screen, archive and book."""
        return form(self.cache, self._key("srgb"), self.plain, lambda data: to_srgb(data, self.profile, self.press))

    def cmyk(self, profile: bytes | None = None) -> bytes:
        """The picture in CMYK or in grey, opaque, JPEG or PNG: for the issue's press, or for another one by its profile."""
        press = profile or self.press
        return form(self.cache, self._key("cmyk", press), self.plain, lambda data: to_press(data, self.profile, press))

    def printed(self, how: Printing, width: float, height: float) -> bytes:
        """The picture as it is printed at a width and a height, pt: in a press's colours, with no more px than needed."""
        share = min(1.0, max(width / 72 * how.ppi / self.width, height / 72 * how.ppi / self.height))
        size = max(1, round(self.width * share)), max(1, round(self.height * share))
        said = f"{size[0]} x {size[1]} {how.ink:g} {how.sharpen} {how.mono}"
        key = ("printed", said, *self._key("", how.profile))
        return form(self.cache, key, self.plain, lambda data: printed(data, self.profile, how, size))

    def ink(self) -> float:
        """The most ink that a picture in CMYK has anywhere as it came, percent; 0 for one of another kind."""
        if self.mode != "CMYK":
            return 0.0
        key = ("ink", self.original.digest)
        return float(form(self.cache, key, self.plain, lambda data: f"{_ink_of(data):.1f}".encode()))

    def fitted(self) -> bytes:
        """The picture as e-readers take it (`raster.fitted`)."""
        return form(self.cache, self._key("fitted"), self.srgb, fitted)

    def file(self, how: Printing | None) -> LazyFile:
        """What the engine may open: the picture in sRGB; for a press as it came, with what is printed in its place."""
        return LazyFile(self.plain, partial(self.printed, how)) if how else LazyFile(self.srgb)

    def prepare(self, forms: Sequence[str]) -> None:
        """Let the cache have some forms: `cmyk`, `fitted`, `srgb`."""
        make: Mapping[str, Callable[[], bytes]] = {"cmyk": self.cmyk, "fitted": self.fitted, "srgb": self.srgb}
        for name in self.left(forms):
            make[name]()

    def left(self, forms: Sequence[str]) -> list[str]:
        """Those of some forms that the cache has not."""
        return [name for name in forms if not is_made(self.cache, self._key(name, *[self.press] * (name == "cmyk")))]

    def _key(self, name: str, *profiles: bytes) -> tuple[str, ...]:
        """All that a form depends on."""
        return (name, self.original.digest, *map(digest_of, (self.profile, self.press, *profiles)))


def described(figure: Figure) -> tuple[str, ...]:
    """For each picture of a figure what it shows: as the manuscript says it, else its caption, with a count of several."""
    said = figure.caption.text if figure.caption else ""
    counted = bool(figure.beside and said)
    counts = [f" {n}/{len(figure.pictures)}" if counted else "" for n, _ in enumerate(figure.pictures, 1)]
    return tuple(one.alt or said + count for one, count in zip(figure.pictures, counts, strict=True))


def load(
    folder: Path, issue: Issue, alts: Mapping[str, str], press: bytes, cache: Cache,
    brought: Mapping[str, bytes] = MappingProxyType({}), spread: Spread = here,
) -> tuple[dict[str, Picture], list[Diagnostic]]:  # fmt: skip
    """Load every picture that the issue names. What is missing or unfit is reported and shown as a frame.

    `press`: the profile that the issue is printed by. `brought`: pictures that page files have in them. The work that is
    spread is to decode those that the cache does not know.
    """
    shelf = _Loading(folder, alts, press, cache, brought)
    figures = (figure for page in issue.pages for figure in page.figures)
    places = (_FigurePlace(*one) for f in figures for one in zip(f.pictures, described(f), strict=True))
    while not shelf.full and (some := list(islice(places, _AT_A_TIME))):
        found = list(shelf.read(some))
        killed = _look_at([one.original for one in found if one.original], cache, spread)
        for one in found:
            shelf.take(one, killed)
            if shelf.too_large:
                return shelf.found, shelf.noticed
    return shelf.found, shelf.noticed


def _look_at(originals: Sequence[Original], cache: Cache, spread: Spread) -> set[str]:
    """Look at pictures of which nothing is known; the digests of those whose process was killed."""
    left = unknown(originals, cache)
    done = (spread if len(left) > _FEW else here)(partial(first_look, kept=cache), left)
    return {one.digest for one, said in zip(left, done, strict=True) if said is None}


@dataclass(frozen=True)
class _FigurePlace:
    """A picture where the issue has it; `shows`: what it shows, as its caption has it. Once it is read: `original`, or why
    there is none.
    """

    figure: Figure
    shows: str
    original: Original | None = None
    faults: Sequence[Diagnostic] = ()


@dataclass
class _Loading:
    """The pictures of an issue while they are loaded, and what all of them weigh.

    `full`: no more are read; `too_large`: not even those that were read are taken.
    """

    folder: Path
    alts: Mapping[str, str]
    press: bytes
    cache: Cache
    brought: Mapping[str, bytes]
    found: dict[str, Picture] = field(default_factory=dict)
    noticed: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    profiles: dict[bytes, bytes] = field(default_factory=dict)
    size: int = 0
    pixels: int = 0
    full: bool = False
    too_large: bool = False

    def read(self, places: Iterable[_FigurePlace]) -> Iterator[_FigurePlace]:
        """Read each picture once, until they are too many; what is not read again says nothing."""
        for place in places:
            name = place.figure.image
            if name is None:
                yield replace(place, faults=[Diagnostic("R002", place.figure.span, {"caption": place.shows})])
            elif name not in self.seen:
                self.seen.add(name)
                try:
                    yield replace(place, original=self._original(place.figure, name))
                except Refused as refused:
                    yield replace(place, faults=refused.diagnostics)
            if self.full:
                return

    def _original(self, figure: Figure, name: str) -> Original:
        data = self._read(figure, name)
        self.size += len(data)
        self._weigh_files(figure)
        held = data if name in self.brought else None
        return Original(self.folder, name, hashlib.sha256(data).hexdigest(), figure.span, held)

    def _read(self, figure: Figure, name: str) -> bytes:
        """Raises `Refused`: without a picture a frame keeps its place, and nothing is made that is final."""
        if _ELSEWHERE.match(name):
            raise Refused([Diagnostic("R019", figure.span, {"path": name if len(name) < 80 else f"{name[:79]}…"})])
        outside = name.startswith("/") or posixpath.normpath(name).split("/")[0] == ".."
        if outside or not name.lower().endswith(TYPES):
            raise Refused([Diagnostic("R003", figure.span, {"path": name, "types": ", ".join(TYPES)})])
        if name in self.brought:
            return self.brought[name]
        try:
            return read_file(self.folder / name, limits.PICTURE_BYTES, self.folder, figure.span)
        except NotThere as fault:
            self.seen.discard(name)  # each place that waits for it is named
            raise Refused([Diagnostic("R004", figure.span, {"path": name})]) from fault

    def _weigh_files(self, figure: Figure) -> None:
        """Raises `Refused` as soon as all pictures together are too many; then no more are read."""
        for code, value, most, unit in (
            ("R016", len(self.seen), limits.ISSUE_PICTURES, 1),
            ("R017", self.size, limits.ISSUE_PICTURE_BYTES, limits.MB),
        ):
            if value > most:
                self.full = True
                raise Refused([_too_much(code, figure, value, most, unit)])

    def take(self, place: _FigurePlace, killed: Collection[str]) -> None:
        """Take a picture that was read, or what is wrong with it. `killed`: those that nobody could look at."""
        self.noticed += place.faults
        figure, original = place.figure, place.original
        if original is None:
            return
        if original.digest in killed:
            self.noticed.append(_killed(original))
            return
        try:
            looks = look(original, self.cache)
        except Unfit as fault:
            self.noticed.append(Diagnostic(fault.code, figure.span, {"path": original.name, **fault.facts}))
            return
        self.pixels += looks.width * looks.height
        if self.pixels > limits.ISSUE_PICTURE_PIXELS:
            self.too_large = True
            self.noticed.append(_too_much("R018", figure, self.pixels, limits.ISSUE_PICTURE_PIXELS, 10**6))
            return
        self.found[original.name] = self._picture(place, original, looks)

    def _picture(self, place: _FigurePlace, original: Original, looks: Looks) -> Picture:
        figure, name = place.figure, original.name
        profile, fault = usable_profile(looks, self.press, self.cache)
        if fault:
            facts = {"path": name, "fault": fault, "taken": "CMYK" if looks.mode == "CMYK" else "sRGB"}
            self.noticed.append(Diagnostic("R010", figure.span, facts))
        own = self.alts.get(name) or figure.alt
        if not own:
            self.noticed.append(Diagnostic("R007", figure.span, {"path": name}))
        if profile is not None:
            profile = self.profiles.setdefault(profile, profile)  # an issue has few: one copy of each
        alt = own or place.shows or name
        return Picture(
            name, original, looks.width, looks.height, alt, self.cache, bool(own), profile, self.press, looks.mode
        )


def _too_much(code: str, figure: Figure, value: int, most: int, unit: int) -> Diagnostic:
    return Diagnostic(code, figure.span, {"found": f"{value / unit:g}", "limit": f"{most / unit:g}"})


def _killed(original: Original) -> Diagnostic:
    return Diagnostic("R021", original.place, {"path": original.name})


def _ink_of(data: bytes) -> float:
    with Image.open(BytesIO(data)) as image:
        image.draft(image.mode, (1000, 1000))
        return most_ink(image)


def files(pictures: Iterable[Picture], how: Printing | None) -> dict[str, LazyFile]:
    """What the engine may open, by name: the pictures in sRGB, or what is printed by a press."""
    return {picture.name: picture.file(how) for picture in pictures}


def prepared(pictures: Iterable[Picture], forms: Sequence[str], spread: Spread = here) -> None:
    """Let the cache have the forms of pictures that targets need (`Picture.prepare`), each content once, the largest first.

    A form that is asked for later is there, or is made then: nothing depends on this but time. Raises `Refused` with the
    pictures whose processes were killed.
    """
    contents: dict[tuple[str, ...], Picture] = {}
    for one in pictures:
        contents.setdefault(one._key(""), one)
    left = [one for one in contents.values() if one.left(forms)]
    left.sort(key=lambda one: -one.width * one.height)
    done = spread(partial(_prepared, forms=tuple(forms)), left)
    if killed := [_killed(one.original) for one, is_done in zip(left, done, strict=True) if is_done is None]:
        raise Refused(killed)


def _prepared(picture: Picture, forms: Sequence[str]) -> bool:
    """A task for any process."""
    picture.prepare(forms)
    return True
