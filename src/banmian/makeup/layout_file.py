"""`layout.toml`: read with the lines of its keys, checked, laid over its parents' key by key, and made a `Layout`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from math import prod
from typing import Any

from ..composer.heads import HeadFit
from ..composer.house import House
from ..diagnostics import Diagnostic, Refused
from ..limits import LADDER_DEPTHS, LADDER_RUNGS
from ..model import Span
from ..toml import loads
from .layout_keys import KEYS, Key, KeyTable
from .layout_modules import check_modules, module_rules
from .layouts import MM, Costs, Layout, LayoutFile, Steps, column_grid

_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_NOT_INHERITED = ("extends", "abstract", "reduces", "title")
_PARTS = ("size", "lines", "columns", "letterfit", "headline_lines", "head_space")
_NEEDED = {
    "paper": ("width", "height"),
    "type_area": ("left", "top", "width", "height"),
    "grid": ("size", "lines", "columns"),
}


@dataclass
class LayoutManifest:
    """A `layout.toml` as read: its data, and the line of each key by its dotted name."""

    file: LayoutFile
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=64)  # by path and bytes: an edited file is another one
    def of(cls, file: LayoutFile) -> LayoutManifest:
        """Read and check every key. Raises `Refused` with all that is wrong."""
        try:
            made = cls(file, loads(file.text), _lines(file.text))
        except (ValueError, RecursionError, OverflowError) as fault:  # a number of 5,000 digits; brackets without end
            raise Refused([_unreadable(file, fault)]) from fault
        if faults := list(made._faults(KEYS, made.data, ())):
            raise Refused(faults)
        return made

    def place(self, key: Sequence[str]) -> Span:
        """Where a key stands, or the table round it, or the file's first line."""
        for length in range(len(key), 0, -1):
            if line := self.lines.get(tuple(key[:length])):
                return Span(self.file.path, line, 1, line)
        below = [line for name, line in self.lines.items() if name[: len(key)] == tuple(key)]
        line = min(below, default=1)
        return Span(self.file.path, line, 1, line)

    def has(self, key: Sequence[str]) -> bool:
        """Whether it says something of a key."""
        data: Any = self.data
        for name in key:
            if not isinstance(data, dict) or name not in data:
                return False
            data = data[name]
        return True

    def _faults(self, table: KeyTable, data: dict[str, Any], above: tuple[str, ...]) -> Iterator[Diagnostic]:
        for name, value in data.items():
            key, known = (*above, name), table.key(name)
            if known is None:
                yield self._fault("L012", key, allowed=table.allowed)
            elif isinstance(known, Key):
                if not known.fits(value):
                    yield self._fault("L013", key, value=_shown(value), allowed=known.allowed)
            elif isinstance(value, dict):
                yield from self._faults(known, value, key)
            elif not (known.off and value is False):
                yield self._fault("L013", key, value=_shown(value), allowed=f"a table of {known.allowed}")

    def _fault(self, code: str, key: tuple[str, ...], **facts: object) -> Diagnostic:
        return Diagnostic(code, self.place(key), {"key": _shown(".".join(key)), **facts})


def _unreadable(file: LayoutFile, fault: Exception) -> Diagnostic:
    hit = re.search(r"line (\d+), column (\d+)", str(fault))
    line, column = (int(hit[1]), int(hit[2])) if hit else (1, 1)
    if "end of document" in str(fault):
        line = file.text.rstrip("\n").count("\n") + 1
    elif not hit:
        long = [n for n, text in enumerate(file.text.split("\n"), 1) if re.search(r"\d{1000}|[\[{]{50}", text)]
        line = long[0] if long else 1
    said = "nested too deeply" if isinstance(fault, RecursionError) else str(fault)[:200]
    return Diagnostic("L010", Span(file.path, line, column, line), {"fault": said})


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of each table and key. Keys of inline tables are found with the key of their table."""
    table: tuple[str, ...] = ()
    found: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if header := _HEADER.match(line):
            table = _names(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            for length in range(1, len(_names(key[1])) + 1):
                found.setdefault((*table, *_names(key[1])[:length]), number)
    return found


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _shown(value: object) -> str:
    try:
        said = str(value)
    except ValueError:  # a number of more digits than Python prints
        said = "a very long number"
    return said if len(said) <= 60 else f"{said[:57]}…"


class _Merged:
    """Manifests laid over each other, the eldest first."""

    def __init__(self, manifests: Sequence[LayoutManifest]) -> None:
        self.manifests, self.own = manifests, manifests[-1]
        self.data: dict[str, Any] = {}
        for manifest in manifests[:-1]:
            _lay_over(self.data, {k: v for k, v in manifest.data.items() if k not in _NOT_INHERITED})
        _lay_over(self.data, self.own.data)

    def place(self, *keys: str) -> Span:
        """Where the nearest manifest says something of one of some dotted keys."""
        for manifest in reversed(self.manifests):
            for key in keys:
                if manifest.has(key.split(".")):
                    return manifest.place(key.split("."))
        return self.own.place(keys[0].split("."))

    def refuse(self, code: str, *keys: str, **facts: object) -> Refused:
        return Refused([Diagnostic(code, self.place(*keys), {"key": keys[0], **facts})])


def _lay_over(below: dict[str, Any], above: dict[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            below[key] = dict(below[key])
            _lay_over(below[key], value)
        else:
            below[key] = value


def make_layout(
    names: Sequence[str], files: dict[str, LayoutFile], manifests: Sequence[LayoutManifest], families: Sequence[str]
) -> Layout:
    """A layout of its manifests and files, the eldest parent's first. `families`: the faces there are. Raises `Refused`."""
    merged = _Merged(manifests)
    data = merged.data
    if data.get("reduces"):
        data |= {"type_area": {"left": 0, "top": 0, "width": 1, "height": 1}, "grid": {"size": 1, "lines": 1, "columns": 1}}
        data["ladder"] = {}
    _check_needed(merged)
    parts = {name: _part(merged, name) for name in _PARTS}
    depths = {name: _depth(merged, name, row) for name, row in _under(data, "ladder", "depths").items() if row is not False}
    _check_counts(merged, parts, depths)
    _check_place(merged, parts)
    _check_rest(merged, names, files, families)
    check_modules(data.get("modules", {}), merged.refuse)
    area, paper, grid = data["type_area"], data["paper"], data["grid"]
    return Layout(
        name=names[-1], titles=data.get("title", {"en": names[-1]}), paper=(float(paper["width"]), float(paper["height"])),
        type_area=(float(area["left"]), float(area["top"]), float(area["width"]), float(area["height"])),
        size=parts["size"], lines=parts["lines"], head_space=parts["head_space"], depths=depths, columns=grid["columns"],
        gap=float(grid.get("gap", 2)), fonts=tuple(data.get("fonts", ())), colours=data.get("colours", {}),
        columns_steps=parts["columns"], letterfit=parts["letterfit"], headline_lines=parts["headline_lines"],
        costs=Costs(**_under(data, "ladder", "costs")), house=House(**_own(House()) | data.get("setting", {})),
        heads={role: HeadFit(**fit) for role, fit in data.get("heads", {}).items()},
        modules=module_rules(data.get("modules", {})),
        reduces=bool(data.get("reduces", False)), lineage=tuple(names), files=files,
    )  # fmt: skip


def _under(data: dict[str, Any], *keys: str) -> dict[str, Any]:
    for key in keys:
        data = data.get(key, {})
    return data


def _own(house: House) -> dict[str, Any]:
    return {one.name: getattr(house, one.name) for one in fields(house) if not one.name.startswith("_")}


def _check_needed(merged: _Merged) -> None:
    for table, keys in _NEEDED.items():
        for key in keys:
            if key not in merged.data.get(table, {}):
                raise merged.refuse("L014", f"{table}.{key}", table=table)


def _part(merged: _Merged, name: str) -> Steps:
    """A part of the ladder; its base is in the grid."""
    bases = {"head_space": 0, "letterfit": 0, "headline_lines": 1}
    base = bases[name] if name in bases else merged.data["grid"][name]
    return _steps(merged, f"ladder.{name}", base, _under(merged.data, "ladder", name), f"grid.{name}")


def _depth(merged: _Merged, name: str, row: dict[str, Any]) -> Steps:
    if "base" not in row:
        raise merged.refuse("L014", f"ladder.depths.{name}.base", f"ladder.depths.{name}", table=f"ladder.depths.{name}")
    return _steps(merged, f"ladder.depths.{name}", row["base"], row, f"ladder.depths.{name}.base")


def _steps(merged: _Merged, key: str, base: float, row: dict[str, Any], base_key: str) -> Steps:
    steps = Steps(
        float(base), float(row.get("floor", base)), float(row.get("ceiling", base)),
        float(row.get("step", 1)), float(row.get("cost", 1)), float(row.get("deepest", 0)),
    )  # fmt: skip
    if not steps.floor <= steps.base <= steps.ceiling:
        facts = {"key": key, "floor": f"{steps.floor:g}", "base": f"{steps.base:g}", "ceiling": f"{steps.ceiling:g}"}
        wrong = "floor" if steps.floor > steps.base else "ceiling"
        raise Refused([Diagnostic("L017", merged.place(f"{key}.{wrong}", base_key, key), facts)])
    return steps


def _check_counts(merged: _Merged, parts: dict[str, Steps], depths: dict[str, Steps]) -> None:
    """So many type rungs are weighed as the product of all steps. Depths are searched by sums: theirs are added."""
    rungs = prod(steps.count for name, steps in parts.items() if name != "head_space")
    if rungs > LADDER_RUNGS:
        raise merged.refuse("L018", *(f"ladder.{name}" for name in _PARTS), count=_shown(rungs), limit=LADDER_RUNGS)
    values = sum(replace(steps, ceiling=max(steps.ceiling, steps.deepest)).count for steps in depths.values())
    if values > LADDER_DEPTHS:
        raise merged.refuse("L019", "ladder.depths", count=_shown(values), limit=LADDER_DEPTHS)


def _check_place(merged: _Merged, parts: dict[str, Steps]) -> None:
    """The type area stands on the paper, and each of its columns holds a character at every rung."""
    area, paper, grid = (merged.data[name] for name in ("type_area", "paper", "grid"))
    for start, extent in (("left", "width"), ("top", "height")):
        if area[start] + area[extent] > paper[extent] + 1e-6:
            facts = {
                "key": f"type_area.{extent}",
                "reach": f"{area[start] + area[extent]:g}",
                "paper": f"{paper[extent]:g}",
            }
            place = merged.place(f"type_area.{extent}", f"type_area.{start}", f"paper.{extent}")
            raise Refused([Diagnostic("L026", place, facts)])
    size, columns = parts["size"].ceiling, int(parts["columns"].ceiling)
    if column_grid(area["width"] * MM, size, columns, grid.get("gap", 2))[0] < 1 and not merged.data.get("reduces"):
        raise merged.refuse("L027", "grid.columns", "ladder.columns", "grid.size", columns=columns, size=f"{size:g}")


def _check_rest(merged: _Merged, names: Sequence[str], files: dict[str, LayoutFile], families: Sequence[str]) -> None:
    for family in merged.data.get("fonts", ()):
        if family not in families:
            raise merged.refuse("L028", "fonts", family=family, families=", ".join(families))
    for name, colour in merged.data.get("colours", {}).items():
        for ink in ("rgb", "cmyk"):
            if ink not in colour:
                raise merged.refuse("L014", f"colours.{name}.{ink}", f"colours.{name}", table=f"colours.{name}")
    pages = any(f"{name}/page.html" in files for name in names)
    if not pages and not merged.data.get("reduces") and not merged.data.get("abstract"):
        raise merged.refuse("L024", "extends", name=names[-1])
