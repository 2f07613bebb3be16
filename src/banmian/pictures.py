"""Pictures at the edge: read from the issue's folder, checked before the engine sees them, in each target's colours."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from . import limits
from .colour import fitting, to_press, to_srgb
from .diagnostics import Diagnostic, Refused
from .model import Figure, Issue
from .raster import Plain, Unfit, check, on_white, plain
from .reading import NotThere, read_file

__all__ = ["Picture", "check", "files", "load", "on_white"]

TYPES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")


_ELSEWHERE = re.compile("[a-z][a-z0-9+.-]+:", re.I)
"""How an address begins (RFC 3986, 3.1); a single letter is a drive of Windows."""


@dataclass
class Picture:
    """A checked picture: its name below the issue's folder, its plain bytes, size in px, alternative text.

    `described`: the issue says what it shows; otherwise its caption stands for that. `profile`: its own, checked; None
    for one in sRGB, or in the CMYK of `press`, the profile that the issue is printed by. `source`: the file as it came;
    nothing for one that a page file has in it.
    """

    name: str
    data: bytes
    width: int
    height: int
    alt: str
    described: bool = True
    profile: bytes | None = None
    press: bytes = b""
    source: bytes = b""
    _made: dict[bytes, bytes] = field(default_factory=dict)

    def srgb(self) -> bytes:
        """The picture in sRGB or grey, JPEG or PNG: for screen, archive and book."""
        return self._once(b"", lambda: to_srgb(self.data, self.profile, self.press))

    def cmyk(self, profile: bytes) -> bytes:
        """The picture in the press's CMYK or in grey, opaque, JPEG or PNG."""
        return self._once(profile, lambda: to_press(self.data, self.profile, profile))

    def _once(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def described(figure: Figure) -> tuple[str, ...]:
    """For each picture of a figure what it shows: as the manuscript says it, else its caption, with a count of several."""
    said = figure.caption.text if figure.caption else ""
    counted = bool(figure.beside and said)
    counts = [f" {n}/{len(figure.pictures)}" if counted else "" for n, _ in enumerate(figure.pictures, 1)]
    return tuple(one.alt or said + count for one, count in zip(figure.pictures, counts, strict=True))


def load(
    folder: Path, issue: Issue, alts: Mapping[str, str], press: bytes, brought: Mapping[str, bytes] = MappingProxyType({})
) -> tuple[dict[str, Picture], list[Diagnostic]]:  # fmt: skip
    """Load every picture that the issue names. What is missing or unfit is reported and shown as a frame.

    `press`: the profile that the issue is printed by. `brought`: pictures that page files have in them.
    """
    shelf = _Shelf(folder, alts, press, brought)
    figures = (figure for page in issue.pages for figure in page.figures)
    for figure, shows in (one for f in figures for one in zip(f.pictures, described(f), strict=True)):
        if figure.image is None:
            shelf.noticed.append(Diagnostic("R002", figure.span, {"caption": shows}))
        elif figure.image not in shelf.seen:
            try:
                shelf.take(figure, figure.image, shows)
            except Refused as refused:
                shelf.noticed += refused.diagnostics
            if shelf.full:
                break
    return shelf.found, shelf.noticed


@dataclass
class _Shelf:
    """The pictures of an issue while they are loaded, and what all of them weigh."""

    folder: Path
    alts: Mapping[str, str]
    press: bytes
    brought: Mapping[str, bytes]
    found: dict[str, Picture] = field(default_factory=dict)
    noticed: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    size: int = 0
    pixels: int = 0
    full: bool = False

    def take(self, figure: Figure, name: str, shows: str) -> None:
        """Load one picture; `shows`: what it shows, as its caption has it. Raises `Refused` with what is wrong with it."""
        self.seen.add(name)
        data = self._read(figure, name)
        self.size += len(data)
        self._weigh(figure)
        try:
            made = plain(data)
        except Unfit as fault:
            raise Refused([Diagnostic(fault.code, figure.span, {"path": name, **fault.facts})]) from fault
        self.pixels += made.width * made.height
        self._weigh(figure)
        self.found[name] = self._picture(figure, name, made, shows)
        self.found[name].source = b"" if name in self.brought else data

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

    def _weigh(self, figure: Figure) -> None:
        """Raises `Refused` as soon as all pictures together are too many; then no more are read."""
        for code, value, most, unit in (
            ("R016", len(self.seen), limits.ISSUE_PICTURES, 1),
            ("R017", self.size, limits.ISSUE_PICTURE_BYTES, limits.MB),
            ("R018", self.pixels, limits.ISSUE_PICTURE_PIXELS, 10**6),
        ):
            if value > most:
                self.full = True
                raise Refused([Diagnostic(code, figure.span, {"found": f"{value / unit:g}", "limit": f"{most / unit:g}"})])

    def _picture(self, figure: Figure, name: str, made: Plain, shows: str) -> Picture:
        profile, fault = fitting(made.profile, made.mode, self.press)
        if fault:
            facts = {"path": name, "fault": fault, "taken": "CMYK" if made.mode == "CMYK" else "sRGB"}
            self.noticed.append(Diagnostic("R010", figure.span, facts))
        own = self.alts.get(name) or figure.alt
        if not own:
            self.noticed.append(Diagnostic("R007", figure.span, {"path": name}))
        alt = own or shows or name
        return Picture(name, made.data, made.width, made.height, alt, bool(own), profile, self.press)


def files(pictures: Iterable[Picture], profile: bytes | None) -> dict[str, bytes]:
    """What the engine may open, by name: the pictures in sRGB, or converted for the press."""
    return {p.name: p.cmyk(profile) if profile else p.srgb() for p in pictures}
