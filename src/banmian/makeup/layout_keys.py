"""What may stand in `layout.toml`: every key with its type, its range, and how a message names what is allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from ..composer.classes import LEVELS
from ..composer.house import HANGING, STYLES
from ..limits import GRID_COLUMNS, GRID_LINES, HEAD_LINES, PAPER_MM
from .module_rules import PlanPrices

NAME = r"[A-Za-z0-9_\u4e00-\u9fff][\w-]{0,63}"
"""A layout's name: it is that of its folder."""
TYPE = r"\d{1,3}(\.\d{1,2})?/[1-9]\d{0,2}"
"""A type of the page: the body's size in pt, lines of the type area, as `9.5/96`."""
RANKS = "[1-9]|briefs|comment|photo"
_VARIABLE = r"[A-Za-z][A-Za-z0-9-]{0,39}"
"""What becomes a CSS variable."""
RESERVED = frozenset(
    "size lines column pitch body-columns fixed-column fixed-pitch height width line em row stack cells".split()
)
"""The CSS variables that the program and the shared macros set."""
_SHARE = r"(?:0|1|0?\.\d{1,6}|1\.0{1,6})"


@dataclass(frozen=True)
class Key:
    """A value: its type, the range of a number, the pattern of a text, and all that in words."""

    kind: type | tuple[type, ...]
    allowed: str
    low: float = 0
    high: float = 0
    pattern: str = ""

    def fits(self, value: Any) -> bool:
        """Whether a value is of that kind. NaN is in no range."""
        if isinstance(value, bool) or not isinstance(value, self.kind):
            return self.kind is bool and isinstance(value, bool)
        if isinstance(value, str):
            return re.fullmatch(self.pattern, value) is not None
        if isinstance(value, list):
            return all(isinstance(one, str) and re.fullmatch(self.pattern, one) for one in value)
        return isinstance(value, int | float) and self.low <= value <= self.high


@dataclass(frozen=True)
class KeyTable:
    """A table: its keys; with `names`, a pattern, every key that matches is of one kind. `off`: `false` takes it away."""

    keys: dict[str, Key | KeyTable]
    names: str = ""
    off: bool = False

    def key(self, name: str) -> Key | KeyTable | None:
        """What may stand under a name."""
        if not self.names:
            return self.keys.get(name)
        return self.keys["*"] if re.fullmatch(self.names, name) and name not in RESERVED else None

    @property
    def allowed(self) -> str:
        """The names in words."""
        if self.names == _VARIABLE:
            return f"names of letters, digits and hyphens, but not {', '.join(sorted(RESERVED))}"
        if self.names == TYPE:
            return 'size and lines, as "9.5/96"'
        return self.names.replace("|", ", ") if self.names else ", ".join(self.keys)


def _number(low: float, high: float, unit: str = "") -> Key:
    return Key((int, float), f"a number from {low:g} to {high:g}{unit}", low, high)


def _whole(low: int, high: int, unit: str = "") -> Key:
    return Key(int, f"a whole number from {low} to {high}{unit}", low, high)


def _one_of(*words: str) -> Key:
    return Key(str, ", ".join(words), pattern="|".join(words))


def _steps(value: Key, step: Key, based: bool = False) -> KeyTable:
    keys: dict[str, Key | KeyTable] = {"floor": value, "ceiling": value, "step": step, "cost": _number(0, 1e6)}
    return KeyTable(keys | ({"base": value, "deepest": value} if based else {}), off=based)


_FLAG = Key(bool, "true or false")
_WORDS = Key(str, "a line of text", pattern=r"[^\x00-\x1f\x7f]{1,200}")
_ONE = _whole(1, GRID_LINES)
_PRICE = _number(0, 1e6)
_FINE = _number(0.001, 1000)

KEYS = KeyTable({
    "extends": Key(str, "the name of a layout, as `banmian layouts` lists them", pattern=NAME),
    "abstract": _FLAG,
    "reduces": _FLAG,
    "title": KeyTable({"*": _WORDS}, "en|zh"),
    "fonts": Key(list, "names of families", pattern=r"[^\x00-\x1f\x7f\"';{}\\]{1,80}"),
    "paper": KeyTable({"width": _number(10, PAPER_MM, " (mm)"), "height": _number(10, PAPER_MM, " (mm)")}),
    "type_area": KeyTable({
        "left": _number(0, PAPER_MM, " (mm)"), "top": _number(0, PAPER_MM, " (mm)"),
        "width": _number(1, PAPER_MM, " (mm)"), "height": _number(1, PAPER_MM, " (mm)"),
    }),
    "grid": KeyTable({
        "size": _number(2, 200, " (pt)"), "lines": _whole(1, GRID_LINES), "columns": _whole(1, GRID_COLUMNS),
        "gap": _number(0, 20, " (em)"),
    }),
    "ladder": KeyTable({
        "size": _steps(_number(2, 200, " (pt)"), _FINE), "lines": _steps(_ONE, _ONE),
        "columns": _steps(_whole(1, GRID_COLUMNS), _ONE), "letterfit": _steps(_number(-0.1, 0.5, " (em)"), _FINE),
        "headline_lines": _steps(_whole(1, HEAD_LINES), _ONE), "head_space": _steps(_whole(0, 20), _ONE),
        "costs": KeyTable({name: _number(0, 1e6) for name in ("head_space", "lonely", "level_heads")}),
        "depths": KeyTable({"*": _steps(_whole(0, GRID_LINES), _ONE, based=True)}, _VARIABLE),
    }),
    "modules": KeyTable({
        "columns": _whole(1, GRID_COLUMNS), "alley": _number(0, 20, " (em)"), "gap": _number(0, 20, " (em)"),
        "narrowest": _number(4, 60, " (em)"), "widest": _number(4, 99, " (em)"), "frame": _number(0, 20, " (em)"),
        "types": KeyTable({"*": KeyTable({"price": _PRICE}, off=True)}, TYPE),
        "ranks": KeyTable({"*": KeyTable({
            "size": _number(2, 200, " (pt)"), "least": _whole(1, GRID_COLUMNS), "most": _whole(1, GRID_COLUMNS),
            "pictures": _number(0, 1, " (share of the page)"),
        })}, RANKS),
        "prices": KeyTable({one.name: _PRICE for one in fields(PlanPrices)}),
    }),
    "setting": KeyTable({
        "level": _one_of(*LEVELS), "marks": _one_of(*STYLES), "breaking": _one_of("best", "greedy"),
        "hang": _one_of(*HANGING),
        "language": Key(str, "a code as en_US", pattern=r"[a-z]{2,3}(_[A-Za-z]{2,8})?"), "keeps_spaces": _FLAG,
        **{name: _number(0, 1, " (em)") for name in ("gap", "least_gap", "most_gap", "least_space", "most_space")},
    }),
    "heads": KeyTable({"*": KeyTable({
        "smallest": _number(0.5, 1), "tightest": _number(-0.1, 0, " (em)"), "lines": _whole(1, HEAD_LINES),
        "least": _whole(1, HEAD_LINES), "spaced": _FLAG,
    })}, "headline|kicker|subhead|heading"),
    "colours": KeyTable({"*": KeyTable({
        "rgb": Key(str, "#rrggbb", pattern="#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3}"),
        "cmyk": Key(str, "device-cmyk(c m y k), each from 0 to 1", pattern=rf"device-cmyk\({_SHARE}( {_SHARE}){{3}}\)"),
    })}, _VARIABLE),
})  # fmt: skip
