"""Copy-fit: the ladder of the layout, tried in order by arithmetic, until the text fills its areas to the line.

A rung has its price: steps away from the base, lines round the heads, and what is not handsome (single lines of a
paragraph at a column's edge, heads side by side). Type rungs come in the order of their price; for each of them every
combination of picture depths is weighed. The cheapest exact rung wins; the same input gives the same rung.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from math import ceil

from ..limits import POURED
from .boxes import Box
from .composition import Area, Rung, Shell, Tried
from .depths import Rows, Window
from .flow import Flow, Item, heads_alone, pour
from .frames import Frame, Standing, frames_of, missing_room, obstacles_of, outside, standing
from .geometry import Geometry
from .layouts import Costs, Layout
from .rooms import Choices, Load

MOST_EXTRA = 4
"""Lines laid above some of the heads of an area, not above all alike: at most so many."""
UNLIKE = 40.0
"""What it costs that the white above heads of one rank differs on a page: as much as three steps of the type's size."""
PARTED = 20.0
"""What a table costs that turns into the next column."""
OVER_COUNTS = 1000
"""A line that is over weighs as much as so many white ones, when the nearest miss is sought."""
MOST_WAYS = 60
"""Ways to lay the same number of lines round the heads that are tried."""
MOST_MISSES = 120
"""Type rungs without an exact fit after which the nearest miss is taken."""


@dataclass(frozen=True)
class Filled:
    """One area at one rung: its frames and how its items stand in them."""

    area: Area
    frames: tuple[Frame, ...]
    items: tuple[Item, ...]
    flow: Flow
    extra: tuple[int, ...] = ()
    costs: Costs = field(default_factory=Costs)
    standing: tuple[Box, ...] = ()
    """Where its tables across columns stand."""

    @property
    def exact(self) -> bool:
        """Every column full to its last line, nothing over."""
        return not (self.flow.white or self.flow.free or self.flow.over)

    @property
    def cost(self) -> float:
        """What is not handsome about it."""
        unlike = max(self.extra) - min(self.extra) if self.extra else 0
        return (
            self.costs.head_space * sum(self.extra)
            + UNLIKE * unlike
            + self.costs.lonely * self.flow.lonely
            + self.costs.level_heads * self.flow.level_heads
            + PARTED * self.flow.parted
        )


@dataclass(frozen=True)
class Fit:
    """The rung that was chosen, the shell at that rung, its areas as filled, and the account of the search."""

    rung: Rung
    shell: Shell
    filled: tuple[Filled, ...]
    tried: tuple[Tried, ...]

    @property
    def exact(self) -> bool:
        """Whether every filling area is full to the line."""
        return all(filled.exact for filled in self.filled)

    @property
    def over(self) -> int:
        """Lines without a place."""
        return sum(filled.flow.over for filled in self.filled)

    @property
    def white(self) -> int:
        """Grid rows without text."""
        return sum(filled.flow.white + filled.flow.free for filled in self.filled)

    @property
    def miss(self) -> int:
        """How far from exact."""
        return self.over * OVER_COUNTS + self.white


Items = Callable[[Area, Rung], tuple[Item, ...]]
"""Sets the flow of an area at a type rung and gives its items."""
Across = Callable[[Area, Rung], tuple[Standing, ...]]
"""The tables of an area that stand across its columns at a type rung."""
Depths = Callable[[Rung], dict[str, int]]
"""The depths that content decides at a type rung, in grid lines."""


@dataclass
class _Search:
    plan: Geometry
    layout: Layout
    depths: Depths
    items: Items
    across: Across
    tried: list[Tried] = field(default_factory=list)
    kept: dict[tuple[object, ...], Load] = field(default_factory=dict)
    styled: dict[tuple[object, ...], Area] = field(default_factory=dict)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    """The free depths by what acts on the rows together, once that is found."""
    content: dict[str, int] = field(default_factory=dict)
    """Depths by content at the type rung in hand."""
    last: Fit | None = None
    """The miss that was seen last."""
    nearest: Fit | None = None
    nearest_price: float = 0.0
    budget: float = float("inf")
    """What a fit at the rung in hand may cost and still be the best."""
    poured: int = 0
    """Items and frames that were poured so far: the search ends at `POURED`, counted and not timed, so that the same page
    always gives the same rung."""

    @cached_property
    def filling(self) -> list[Area]:
        """The areas that are to be filled, at base values."""
        return [area for area in self.plan.shell.areas if area.fill]

    def run(self) -> Fit:
        """The cheapest exact fit; without any, the nearest miss."""
        best, total = None, float("inf")
        for number, (price, rung) in enumerate(self.layout.type_rungs):
            if price >= total or (best is None and number == MOST_MISSES) or self.tired:
                break
            found = self.best(rung, price, total - price)
            if found:
                total, best = found[0] + price, found[1]
            if number == 0 and best is None and self.beyond():
                break
        if best is None:
            assert self.nearest is not None  # noqa: S101 - every ladder has at least its base
            fit = self.fit(self.unbroken(self.nearest), rough=False)
            best = replace(fit, filled=tuple(map(_leveled, fit.filled)))
        return replace(best, shell=self.plan.at(best.rung), tried=tuple(self.tried))

    def unbroken(self, miss: Fit) -> Rung:
        """The rung of a miss; where it leaves white, with no headline in more lines for that alone."""
        plain = replace(miss.rung, headline_lines=int(self.layout.headline_lines.base))
        return miss.rung if miss.over else plain.at({**dict(miss.rung.depths), **self.depths(plain)})

    def beyond(self) -> bool:
        """After the base: too much even for the smallest type, or too little even for the largest; no rung can hold it.

        The largest type and the deepest pictures then leave the least white: what is left is a strip at the foot.
        """
        assert self.nearest is not None  # noqa: S101 - the base has missed
        over, base = self.nearest.over > 0, self.layout.base
        size, lines = self.layout.size, self.layout.lines
        edge = (size.floor, lines.ceiling) if over else (size.ceiling, lines.floor)
        heads = self.layout.headline_lines.base if over else self.layout.headline_lines.ceiling
        rung = replace(base, size=edge[0], lines=int(edge[1]), depths=(), headline_lines=int(heads))
        price = sum(abs(now - part.base) / part.step * part.cost for now, part in zip(edge, (size, lines), strict=True))
        return self.best(rung, price, float("inf")) is None and self.out_of_reach(rung, over)

    def best(self, rung: Rung, price: float, budget: float) -> tuple[float, Fit] | None:
        """The cheapest exact fit at a type rung whose price is below the budget, with that price."""
        self.content, self.budget = self.depths(rung), float("inf")
        if self.pointless(rung):
            return None
        found: tuple[float, Fit] | None = None
        miss: Fit | None = None
        reach = not (self.out_of_reach(rung, True) or self.out_of_reach(rung, False))
        choices = self.choices(rung)
        for cost, depths, rows in choices.ways() if reach else ():
            if cost >= (found[0] if found else budget) or self.tired:
                break
            self.budget = (found[0] if found else budget) - cost
            if miss and rows and rows not in self.window(rung):
                continue
            fit = self.fit(rung.at(self.content | depths))
            whole = cost + sum(filled.cost for filled in fit.filled)
            if fit.exact and whole < (found[0] if found else budget):
                found = whole, fit
            elif not fit.exact:
                self.remember(fit, price + cost)
                miss = fit if miss is None or fit.miss < miss.miss else miss
        self.poured += choices.work
        miss = miss or self.last
        over, white = (miss.over, miss.white) if miss else (0, 0)
        self.tried.append(Tried(found[1].rung if found else rung, price, price + found[0] if found else None, over, white))
        return found

    def choices(self, rung: Rung) -> Choices:
        """The combinations of depths at a type rung. What nothing on the page is as deep as keeps its cheapest."""
        there = {item.depth for item in self.plan.shell.items}
        free = {name: steps for name, steps in self.layout.depths.items() if name not in self.content}
        idle = {name: int(steps.values()[0][1]) for name, steps in free.items() if name not in there}
        steps = {name: steps for name, steps in free.items() if name in there}
        return Choices(steps, idle, partial(self.rows, rung), self.window(rung), self.groups)

    def rows(self, rung: Rung, depths: Mapping[str, int]) -> tuple[Rows, int]:
        """Grid rows of each filling area at the depths that content leaves free, and how many frames all of them have."""
        rung = rung.at({**self.content, **depths})
        boxes = self.plan.boxes(rung)
        counted = tuple(self.frames(self.area(area, rung), rung, boxes)[0] for area in self.filling)
        return tuple(sum(frame.rows for frame in frames) for frames in counted), sum(map(len, counted))

    def frames(self, area: Area, rung: Rung, boxes: Mapping[str, Box]) -> tuple[tuple[Frame, ...], list[Box]]:
        """The frames of an area at a rung, and where its tables across columns stand."""
        leading = self.layout.leading(rung.lines)
        obstacles = obstacles_of(area, self.plan.shell, boxes, leading)
        across = standing(area, boxes[area.id], self.load(area, rung).across, obstacles, (rung.size, leading))
        return frames_of(area, boxes[area.id], [*obstacles, *across], rung.size, leading), across

    def window(self, rung: Rung) -> Window:
        """The rows that the text of each filling area can fill within the budget."""
        loads = [self.load(self.area(area, rung), rung) for area in self.filling]
        return Window(tuple(load.text for load in loads), tuple(load.most(self.most(load)) for load in loads))

    def most(self, load: Load) -> int:
        """Rows that may be added round the heads of an area, within the budget."""
        allowed = int(self.layout.head_space.ceiling) * load.heads
        return min(allowed, int(min(self.budget, 1e6) / max(self.layout.costs.head_space, 1e-6)))

    def pointless(self, rung: Rung) -> bool:
        """Whether letterfit and a headline in more lines change nothing, so that the rung is another one again."""
        plain = replace(rung, letterfit=0.0, headline_lines=1)
        if rung in (plain, self.layout.base) or self.depths(plain) != self.content:
            return False
        areas = [self.area(area, rung) for area in self.filling]
        return all(self.load(area, rung) == self.load(area, plain) for area in areas)

    def out_of_reach(self, rung: Rung, over: bool) -> bool:
        """Whether the text is over with all pictures at their shallowest, or leaves white with all at their deepest."""
        free = {name: steps for name, steps in self.layout.depths.items() if name not in self.content}
        depths = {name: int(steps.floor if over else steps.ceiling) for name, steps in free.items()}
        fit = self.fit(rung.at(self.content | depths))
        flows = [filled.flow for filled in fit.filled]
        if any(flow.over if over else flow.hopeless and flow.free for flow in flows):
            self.remember(fit, abs(rung.size - self.layout.size.base) + abs(rung.lines - self.layout.lines.base))
            return True
        return False

    def fit(self, rung: Rung, rough: bool = True) -> Fit:
        """Every filling area at a rung. `rough`: an area that cannot come out even is counted, not poured."""
        boxes = self.plan.boxes(rung)
        filled = tuple(self.fill(area, rung, boxes, rough) for area in self.filling)
        extra = sum(sum(one.extra) for one in filled)
        return Fit(replace(rung, head_space=extra) if extra else rung, self.plan.shell, filled, ())

    def fill(self, base: Area, rung: Rung, boxes: Mapping[str, Box], rough: bool) -> Filled:
        area, leading = self.area(base, rung), self.layout.leading(rung.lines)
        load = self.load(area, rung)
        frames, across = self.frames(area, rung, boxes)
        beyond = (outside(boxes[area.id], one, leading) for one in across)
        short = max([missing_room(area, self.plan.shell, boxes), *beyond])
        if short > 0:  # what stands above it, or on its foot, does not fit the page
            return Filled(area, (), (), Flow(over=ceil(short / leading), hopeless=True))
        if not rough:
            self.budget = float("inf")
        most = self.most(load)
        if rough and (flow := load.hopeless(sum(frame.rows for frame in frames), most)):
            return Filled(area, frames, load.items, flow)
        area = replace(area, box=boxes[area.id])
        plain = self.spread(Filled(area, frames, load.items, Flow(), (), self.layout.costs, tuple(across)), ())
        white = plain.flow.free + plain.flow.white
        if plain.exact or plain.flow.over or white > most or not load.heads or self.tired:
            return plain
        for extras in (_alike(load.heads, self.layout), _extras(load.heads, min(white, MOST_EXTRA), self.layout)):
            exact = [one for one in (self.spread(plain, extra) for extra in extras) if one.exact]
            if exact:
                return min(exact, key=lambda one: one.cost)
        return plain

    def load(self, area: Area, rung: Rung) -> Load:
        key = (area.id, *rung.set_by)
        if key not in self.kept:
            self.kept[key] = Load.of(self.items(area, rung), self.across(area, rung))
        return self.kept[key]

    def area(self, area: Area, rung: Rung) -> Area:
        """An area at a rung, but for its box: the same for every combination of depths."""
        key = (area.id, *rung.set_by)
        if key not in self.styled:
            self.styled[key] = self.plan.area(area, rung, area.box)
        return self.styled[key]

    @property
    def tired(self) -> bool:
        """Whether so much was tried that the best so far must do."""
        return self.poured > POURED

    def spread(self, plain: Filled, extra: tuple[int, ...]) -> Filled:
        """An area poured with lines laid round its heads."""
        self.poured += len(plain.items) + len(plain.frames)
        return replace(plain, flow=pour(plain.items, plain.frames, extra), extra=extra)

    def remember(self, fit: Fit, price: float) -> None:
        """Keep the last miss and the nearest."""
        self.last = fit
        if self.nearest is None or (fit.miss, price) < (self.nearest.miss, self.nearest_price):
            self.nearest, self.nearest_price = fit, price


def fit_page(shell: Shell, layout: Layout, depths: Depths, items: Items, across: Across = lambda area, rung: ()) -> Fit:
    """Find the rung."""
    return _Search(Geometry(shell, layout), layout, depths, items, across).run()


LEVELLINGS = 8
"""Ways to leave the white at the columns' feet that are weighed, from the one that leaves the text the least room; as many
more as it takes that no head is alone.
"""
A_LONELY_LINE = 3
"""Rows that a last column may be shorter for, to save a line from standing alone."""
A_LONELY_HEAD = 1000
"""The same for a head at a column's foot: it is worth any shape of the columns."""


def _leveled(filled: Filled) -> Filled:
    """Where white is left, leave it at the foot of all columns alike: the first ones are a row deeper at most.

    Of the ways that hold the text the one is taken that leaves the last column least short, and the fewest single lines.
    """
    columns = max(1, filled.area.columns)
    found: list[tuple[int, int, Filled]] = []
    for room in range(filled.flow.free, -1, -1):
        cut, left = divmod(room, columns)
        one = _cut_short(filled, [cut + (column >= columns - left) for column in range(columns)])
        if not one.flow.over:
            short = one.flow.free + one.flow.white + A_LONELY_LINE * one.flow.lonely
            short += A_LONELY_HEAD * heads_alone(one.items, one.flow.places)
            found.append((short, -room, one))
        if len(found) >= LEVELLINGS and min(one[0] for one in found) < A_LONELY_HEAD:
            break
    if not found:
        return filled
    best = min(found, key=lambda one: one[:2])[2]
    white = filled.flow.free + filled.flow.white
    return replace(best, flow=replace(best.flow, white=0, free=white))


def _cut_short(filled: Filled, cuts: Sequence[int]) -> Filled:
    """The area poured again with each column so many rows shorter."""
    last = {frame.column: number for number, frame in enumerate(filled.frames)}
    frames = tuple(
        _shorter(frame, cuts[frame.column]) if last[frame.column] == number else frame
        for number, frame in enumerate(filled.frames)
    )
    return replace(filled, frames=frames, flow=pour(filled.items, frames))


def _shorter(frame: Frame, cut: int) -> Frame:
    """A frame with so many rows left white at its foot, or all there are."""
    blank = min(frame.rows, cut)
    return frame._replace(rows=frame.rows - blank, blank=blank)


def _alike(heads: int, layout: Layout) -> Iterator[tuple[int, ...]]:
    """Ways to lay as many lines above each head."""
    yield from ((rows,) * heads for rows in range(1, int(layout.head_space.ceiling) + 1))


def _extras(heads: int, white: int, layout: Layout) -> Iterator[tuple[int, ...]]:
    """Ways to lay lines above some of the heads: as many as are white first, then fewer; a bounded number of them."""
    ceiling = int(layout.head_space.ceiling)
    for count in range(white, 0, -1):
        ways = itertools.combinations_with_replacement(range(heads), count)
        spread = (tuple(places.count(n) for n in range(heads)) for places in itertools.islice(ways, MOST_WAYS))
        yield from (extra for extra in spread if max(extra) <= ceiling)
