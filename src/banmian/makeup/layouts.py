"""Layouts: a folder with `layout.toml`, `page.html` and `page.css`. Here its manifest becomes values."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from ..composer.heads import HeadFit
from ..composer.house import House
from ..diagnostics import Diagnostic
from ..model import Span
from .composition import Rung

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Steps:
    """One part of the ladder: a value, how far it may go, its step, and what a step away from the base costs."""

    base: float
    floor: float
    ceiling: float
    step: float = 1.0
    cost: float = 1.0

    def values(self) -> list[tuple[float, float]]:
        """(cost, value), the cheapest first; on a tie the smaller value. Costs count steps from the base."""
        count = round((self.ceiling - self.floor) / self.step)
        every = [round(self.floor + n * self.step, 6) for n in range(count + 1)]
        priced = [(abs(value - self.base) / self.step * self.cost, value) for value in every]
        return sorted(priced)


@dataclass(frozen=True)
class Costs:
    """What is not handsome about a page, in steps of the ladder's cheapest part.

    `head_space`: a line more round a head. `lonely`: a single line of a paragraph at a column's head or foot (孤行).
    `level_heads`: two heads side by side (碰题).
    """

    head_space: float = 3.0
    lonely: float = 60.0
    level_heads: float = 60.0


NARROWEST_GAP = 0.8
"""The share of the wanted column gap that a change of size may leave."""


def column_grid(width: float, size: float, columns: int, gap: float) -> tuple[int, float, float]:
    """Columns of a whole number of em in a width (pt): characters a column, column width and pitch in pt.

    CLREQ: a line is a whole multiple of the type size. The gaps (wanted: `gap` em) take the rest.
    """
    em = width / size
    if columns == 1:
        return int(em), width, 0.0
    measure = int((em - (columns - 1) * gap * NARROWEST_GAP) / columns + 1e-6)
    rest = (em - columns * measure) / (columns - 1)
    return measure, measure * size, (measure + rest) * size


@dataclass(frozen=True)
class Layout:
    """A layout. Paper and type area in mm; the grid in lines of the type area and characters of the base size (pt)."""

    name: str
    titles: dict[str, str]
    paper: tuple[float, float]
    type_area: tuple[float, float, float, float]
    size: Steps
    lines: Steps
    head_space: Steps
    depths: dict[str, Steps]
    columns: int
    gap: float
    template: str
    css: str
    fonts: tuple[str, ...]
    colours: dict[str, dict[str, str]] = field(default_factory=dict)
    columns_steps: Steps = field(default_factory=lambda: Steps(1, 1, 1))
    letterfit: Steps = field(default_factory=lambda: Steps(0, 0, 0))
    headline_lines: Steps = field(default_factory=lambda: Steps(1, 1, 1))
    costs: Costs = field(default_factory=Costs)
    house: House = field(default_factory=House)
    heads: dict[str, HeadFit] = field(default_factory=dict)
    reduces: bool = False
    assets: dict[str, bytes] = field(default_factory=dict)

    @property
    def base(self) -> Rung:
        """The rung at which the shell is laid out."""
        depths = {name: int(steps.base) for name, steps in self.depths.items()}
        return Rung(self.size.base, int(self.lines.base), 0, depths, self.columns, 0.0, 1)

    def columns_at(self, size: float, columns: int = 0) -> tuple[int, float, float]:
        """The page's columns at a body size in pt: characters in a column, its width and the pitch of columns in pt."""
        width = self.type_area[2] * MM
        return column_grid(width, size, columns or self.columns, self.gap)

    def leading(self, lines: int) -> float:
        """The distance of two grid lines in pt."""
        return self.type_area[3] * MM / lines

    @cached_property
    def type_rungs(self) -> tuple[tuple[float, Rung], ...]:
        """(cost, rung without depths) in the order of the ladder: the cheapest change first."""
        parts = (self.size, self.lines, self.columns_steps, self.letterfit, self.headline_lines)
        priced = []
        for choice in itertools.product(*(part.values() for part in parts)):
            size, lines, columns, letterfit, heads = (value for _, value in choice)
            priced.append((sum(cost for cost, _ in choice), size, lines, columns, letterfit, heads))
        return tuple(
            (cost, Rung(size, int(lines), 0, {}, int(columns), letterfit, int(heads)))
            for cost, size, lines, columns, letterfit, heads in sorted(priced)
        )

    @cached_property
    def depth_choices(self) -> dict[frozenset[str], tuple[tuple[float, dict[str, int]], ...]]:
        """Kept by `depths_but`."""
        return {}

    def depths_but(self, content: frozenset[str]) -> tuple[tuple[float, dict[str, int]], ...]:
        """(cost, depths) of every combination of the depths that content does not decide, the cheapest first."""
        if content not in self.depth_choices:
            free = {name: steps for name, steps in self.depths.items() if name not in content}
            combos = []
            for choice in itertools.product(*(steps.values() for steps in free.values())):
                values = {name: int(value) for name, (_, value) in zip(free, choice, strict=True)}
                combos.append((sum(cost for cost, _ in choice), tuple(values.items())))
            self.depth_choices[content] = tuple((cost, dict(chosen)) for cost, chosen in sorted(combos))
        return self.depth_choices[content]


def read_layout(name: str, folder: dict[str, bytes], parent: Layout | None, place: str) -> Layout:
    """Make a layout of the files of its folder. Raises LayoutFault, with what is wrong, for a bad manifest."""
    text = folder["layout.toml"].decode()
    try:
        data = tomllib.loads(text)
        return _layout(name, data, folder, parent)
    except KeyError as fault:
        facts = {"name": name, "fault": f"the key {fault} is missing"}
        raise LayoutFault(Diagnostic("L002", Span(place, 1, 1, 1), facts)) from fault
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as fault:
        raise LayoutFault(Diagnostic("L002", Span(place, 1, 1, 1), {"name": name, "fault": str(fault)})) from fault


class LayoutFault(Exception):
    """A layout that cannot be read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message())
        self.diagnostic = diagnostic


def _layout(name: str, data: dict[str, Any], folder: dict[str, bytes], parent: Layout | None) -> Layout:
    ladder = data.get("ladder", {})
    grid, paper, area = data.get("grid", {}), data["paper"], data.get("type_area", {})
    css = [parent.css] if parent else []
    css += [folder["page.css"].decode()] if "page.css" in folder else []
    template = folder["page.html"].decode() if "page.html" in folder else (parent.template if parent else "")
    if data.get("reduces"):
        area, grid = {"left": 0, "top": 0, "width": 1, "height": 1}, {"size": 1, "lines": 1, "columns": 1}
    return Layout(
        name=name,
        titles=data.get("title", {"en": name}),
        paper=(float(paper["width"]), float(paper["height"])),
        type_area=(float(area["left"]), float(area["top"]), float(area["width"]), float(area["height"])),
        size=_steps(ladder.get("size"), grid["size"]),
        lines=_steps(ladder.get("lines"), grid["lines"]),
        head_space=_steps(ladder.get("head_space"), 0),
        depths={key: _steps(value, value["base"]) for key, value in ladder.get("depths", {}).items()},
        columns=int(grid["columns"]),
        gap=float(grid.get("gap", 2)),
        template=template,
        css="\n".join(css),
        fonts=tuple(data.get("fonts", parent.fonts if parent else ())),
        colours={**(parent.colours if parent else {}), **data.get("colours", {})},
        columns_steps=_steps(ladder.get("columns"), grid["columns"]),
        letterfit=_steps(ladder.get("letterfit"), 0),
        headline_lines=_steps(ladder.get("headline_lines"), 1),
        costs=Costs(**ladder.get("costs", {})),
        house=House(**{**_own(parent.house if parent else House()), **data.get("setting", {})}),
        heads={**(parent.heads if parent else {}), **{role: HeadFit(**fit) for role, fit in data.get("heads", {}).items()}},
        reduces=bool(data.get("reduces", False)),
        assets={**(parent.assets if parent else {}), **{f"{name}/{key}": value for key, value in folder.items()}},
    )


def _own(house: House) -> dict[str, Any]:
    return {one.name: getattr(house, one.name) for one in fields(house) if not one.name.startswith("_")}


def _steps(data: dict[str, float] | None, base: float) -> Steps:
    data = data or {}
    steps = Steps(
        float(base), float(data.get("floor", base)), float(data.get("ceiling", base)),
        float(data.get("step", 1)), float(data.get("cost", 1)),
    )  # fmt: skip
    if not steps.floor <= steps.base <= steps.ceiling or steps.step <= 0:
        raise ValueError(f"floor <= base <= ceiling and step > 0 must hold: {steps}")
    return steps
