"""Colours as a PDF says them: the space by its family, components, colorants, and what comes on the four plates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Name

from .budget import FAULTS
from .names import label, slashed
from .tints import tint

Ink = tuple[float, float, float, float]
Tinted = Callable[[Sequence[float]], Ink | None]
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
DEEPEST = 6
NOTHING = 0.001
"""Less ink than this is none: numbers are written with three digits."""
_RGB = re.compile("DeviceRGB|CalRGB|ICCBased/3")
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
"""Names of spaces in inline images (ISO 32000-1, table 94)."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour. `family`: its space, written out: DeviceCMYK, ICCBased/4, Separation>DeviceCMYK, Indexed>DeviceRGB; with a
    default space DeviceCMYK=ICCBased/4; "" for no colour at all. `ink`: on the plates, None where only a profile could say.
    `tile`: the stream of a pattern that is painted in its place.
    """

    family: str = ""
    parts: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    ink: Ink | None = None
    tile: Any = None

    @property
    def total(self) -> float:
        """All ink, 1 for one full plate; 0 where that is not known."""
        return sum(self.ink) if self.ink else 0.0

    @property
    def white(self) -> bool:
        """Whether it puts no ink on the paper."""
        if self.ink is not None:
            return self.total <= NOTHING
        return bool(_RGB.fullmatch(self.family)) and len(self.parts) == 3 and min(self.parts) >= 1 - NOTHING

    @property
    def black(self) -> bool:
        """Whether it is the full black plate and nothing else."""
        return self.ink is not None and self.ink[3] >= 1 - NOTHING and max(self.ink[:3]) <= NOTHING

    @property
    def inks(self) -> int:
        """How many plates it is on, as far as that is known."""
        return sum(v > NOTHING for v in self.ink or ())


NONE = Paint()


def _unknown(parts: Sequence[float]) -> Ink | None:
    return None


def _grey(parts: Sequence[float]) -> Ink | None:
    return (0, 0, 0, 1 - min(max(parts[0], 0), 1)) if len(parts) == 1 else None


def _cmyk(parts: Sequence[float]) -> Ink | None:
    return (parts[0], parts[1], parts[2], parts[3]) if len(parts) == 4 else None


@dataclass(frozen=True)
class ColourSpace:
    """A colour space: its family, components, colorants (Separation, DeviceN), and what a colour in it is as ink."""

    family: str
    components: int = 1
    names: tuple[str, ...] = ()
    tinted: Tinted = _unknown
    start: float = 0

    def paint(self, parts: Sequence[float]) -> Paint:
        """A colour in it."""
        given = tuple(parts)
        return Paint(self.family, given, self.names, self.tinted(given))

    @property
    def initial(self) -> Paint:
        """Its colour when it is chosen (ISO 32000-1, 8.6.3): black, or full ink of its colorants."""
        is_cmyk = self.components == 4 and not self.names
        return self.paint((0, 0, 0, 1) if is_cmyk else (self.start,) * self.components)


_DEVICE = {
    "DeviceGray": ColourSpace("DeviceGray", 1, (), _grey),
    "DeviceRGB": ColourSpace("DeviceRGB", 3),
    "DeviceCMYK": ColourSpace("DeviceCMYK", 4, (), _cmyk),
    "Pattern": ColourSpace("Pattern", 0),
}
BLACK = _DEVICE["DeviceGray"].initial
"""What everything is painted in at first (ISO 32000-1, table 52)."""


@dataclass
class Spaces:
    """The colour spaces of a file: each that stands by itself is read once."""

    known: dict[tuple[int, int], ColourSpace] = field(default_factory=dict)

    def named(self, name: Any, resources: Mapping[str, Any], depth: int = 0) -> ColourSpace:
        """A space as content, a picture or a group says it. What is none is called by what it says."""
        if depth > DEEPEST:
            return ColourSpace("?")
        if isinstance(name, Name):
            return self._by_name(label(name), resources, depth)
        key = name.objgen if getattr(name, "is_indirect", False) else (0, 0)
        if key == (0, 0):
            return self._read(name, resources, depth)
        if key not in self.known:
            self.known[key] = self._read(name, resources, depth)
        return self.known[key]

    def _by_name(self, text: str, resources: Mapping[str, Any], depth: int) -> ColourSpace:
        spaces = resources.get("/ColorSpace") or {}
        if text not in _DEVICE and (found := spaces.get(f"/{text}")) is not None:
            return self.named(found, {}, depth + 1)
        text = _SHORT.get(text, text)
        device = _DEVICE.get(text, ColourSpace(text or "?"))
        default = spaces.get(f"/Default{text[6:]}") if text.startswith("Device") else None
        if default is None:
            return device
        family = f"{text}={self.named(default, {}, depth + 1).family}"
        return ColourSpace(family, device.components, (), device.tinted)

    def _read(self, array: Any, resources: Mapping[str, Any], depth: int) -> ColourSpace:
        if not isinstance(array, Array) or not len(array):
            return ColourSpace("?")
        kind = _SHORT.get(text := label(array[0]), text)
        if kind == "ICCBased":
            count = int(array[1].get("/N", 0))
            return ColourSpace(f"ICCBased/{count}", count, (), {4: _cmyk, 1: _grey}.get(count, _unknown))
        if kind == "Indexed":
            base = self.named(array[1], resources, depth + 1)
            return ColourSpace(f"Indexed>{base.family}", 1, base.names)
        if kind == "Pattern":
            return self.named(array[1], resources, depth + 1) if len(array) > 1 else _DEVICE["Pattern"]
        if kind in ("Separation", "DeviceN"):
            return self._spot(kind, array, resources, depth)
        return self._by_name(kind, {}, depth + 1) if len(array) == 1 else ColourSpace(kind, 1 if kind == "CalGray" else 3)

    def _spot(self, kind: str, array: Any, resources: Mapping[str, Any], depth: int) -> ColourSpace:
        names = tuple(label(one) for one in array[1]) if isinstance(array[1], Array) else (label(array[1]),)
        under = self.named(array[2], resources, depth + 1)
        return ColourSpace(f"{kind}>{under.family}", len(names), names, _mixed(names, under, array[3]), 1)


def _mixed(names: tuple[str, ...], under: ColourSpace, function: Any) -> Tinted:
    """What a colour of some colorants is as ink: its own plates where it has one, else as its function says."""

    def made(parts: Sequence[float]) -> Ink | None:
        if names == ("All",):
            return (parts[0],) * 4
        if all(name in (*PLATES, "None") for name in names):
            ink = dict(zip(names, parts, strict=False))
            return ink.get("Cyan", 0), ink.get("Magenta", 0), ink.get("Yellow", 0), ink.get("Black", 0)
        try:
            return under.tinted(tint(function, parts))
        except FAULTS:
            return None

    return made


def shaded(shading: Any, resources: Mapping[str, Any], spaces: Spaces, prefix: str = "Shading>") -> Paint:
    """The paint of a shading: its family; what ink it has changes from place to place."""
    space = spaces.named(shading.ColorSpace, resources)
    return Paint(prefix + space.family, (), space.names)


def pattern(name: Any, old: ColourSpace, parts: Sequence[float], resources: Mapping[str, Any], spaces: Spaces) -> Paint:
    """The paint that a pattern is, by its name in the resources. `old`: the space of one that has no colours itself."""
    found = (resources.get("/Pattern") or {}).get(slashed(name))
    if found is None:
        return Paint("Pattern?")
    if int(found.get("/PatternType", 1)) == 2:
        return shaded(found.Shading, resources, spaces, "Pattern>Shading>")
    own = old.paint(parts) if parts else NONE
    return Paint(own.family or "Pattern", own.parts, own.names, own.ink, found)
