"""What a press PDF is judged by: whose rules, and their thresholds. Profiles by name, or a file of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Refused
from ..limits import SETTINGS_BYTES
from ..reading import read_file, shown
from ..rules.press_rule import PressAsks
from ..toml import loads


@dataclass(frozen=True)
class Demands:
    """Thresholds: densities in ppi, ink in percent of a plate, sizes and widths in pt, lengths in mm.

    The half below a whole number is rounding, which comes last (GWG 2022, I00005): 99 ppi and less is an error.
    `ink`: total over a square of 15 mm from which one is warned; `ink_most`: from which it is an error, 0 for never.
    `page`, `type_area` (left, top, width, height), `bleed` of the plant: none is asked for where they are empty or below 0.
    """

    name: str
    asks: tuple[PressAsks, ...]
    picture_least: float = 99.5
    picture_wanted: float = 149.5
    picture_most: float = 450
    one_bit_least: float = 549.5
    one_bit_wanted: float = 799.5
    raster_least: float = 99.5
    raster_wanted: float = 449.5
    ink: float = 245
    ink_most: float = 0
    rich_black: float = 220
    black_text: float = 12
    black_line: float = 2
    reversed_text: float = 10
    thin_line: float = 0.25
    text_least: float = 0
    one_page: bool = False
    page: tuple[float, ...] = ()
    type_area: tuple[float, ...] = ()
    bleed: float = -1
    file: str = ""


@dataclass(frozen=True)
class PressWish:
    """How a PDF is to be judged. `demands`: None for those of what it claims to be; `ink`: whether its ink is looked at;
    `heat`: whether a picture of that is wanted; `figures`: whether it is measured in any case, or only where it might be
    over the limits.
    """

    demands: Demands | None = None
    ink: bool = True
    heat: bool = False
    figures: bool = True


_GWG = (PressAsks.ANY, PressAsks.ISO, PressAsks.GWG)
PROFILES: Mapping[str, Demands] = {
    one.name: one
    for one in (
        Demands("newsprint", (*_GWG, PressAsks.PLANT), ink=240, ink_most=245),
        Demands("gwg2022-webcmyknews", _GWG),
        Demands("gwg2022-newspaperads", (*_GWG, PressAsks.ADS), one_page=True),
        Demands("x4", (PressAsks.ANY, PressAsks.ISO)),
        Demands("structure", (PressAsks.ANY,)),
    )
}
"""`structure`: what can be said of a file that is for no press: whether it was read."""
NAMED = tuple(name for name in PROFILES if name != "structure")
"""Those that somebody may ask for."""


def named(name: str) -> Demands:
    """The demands of a profile by its name, or those of a file. Raises `Refused`."""
    if name in NAMED:
        return PROFILES[name]
    if not name.endswith(".toml"):
        facts = {"what": "profile", "what_zh": "检查依据", "name": name[:60], "known": ", ".join(NAMED)}
        raise Refused([Diagnostic("S117", None, facts)])
    return from_table(read_table(Path(name)), shown(Path(name)))


def read_table(path: Path, within: Path | None = None) -> dict[str, Any]:
    """A file of TOML, below a folder if one is given. Raises `Refused`."""
    data = read_file(path, SETTINGS_BYTES, within)
    try:
        return loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError, OverflowError) as fault:
        facts = {"path": shown(path), "key": str(fault)[:80], "allowed": "TOML"}
        raise Refused([Diagnostic("S115", None, facts)]) from fault


def from_table(table: Mapping[str, Any], path: str, others: tuple[str, ...] = ()) -> Demands:
    """Demands as a TOML file says them: `base`, one of the profiles, and thresholds. `others`: what else it may say.

    Raises `Refused` (S115).
    """
    base = table.get("base", "newsprint")
    if base not in NAMED:
        raise Refused([Diagnostic("S115", None, {"path": path, "key": "base", "allowed": ", ".join(NAMED)})])
    made = PROFILES[base]
    kinds = {one.name: getattr(made, one.name) for one in fields(Demands) if one.name not in ("name", "asks")}
    for key, value in table.items():
        if key != "base" and not (key in kinds and _fits(value, kinds[key])):
            raise Refused(
                [Diagnostic("S115", None, {"path": path, "key": str(key)[:40], "allowed": ", ".join((*others, *kinds))})]
            )
    said: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in table.items() if key != "base"}
    return replace(made, name=path, **said)


def _fits(value: object, usual: object) -> bool:
    """Whether a value is of the kind that a threshold has."""
    if isinstance(usual, bool) or isinstance(value, bool):
        return isinstance(usual, bool) and isinstance(value, bool)
    if isinstance(usual, tuple):
        return isinstance(value, list) and all(_fits(one, 0.0) for one in value) and len(value) in (0, 2, 4)
    return isinstance(value, str) if isinstance(usual, str) else isinstance(value, int | float) and 0 <= value < 1e6
