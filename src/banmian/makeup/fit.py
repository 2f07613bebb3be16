"""Copy-fit: the ladder of the layout, tried in order by arithmetic, until the text fills its areas to the line.

The type (size, leading) changes last: for each step of it every combination of picture depths is weighed, and what
remains is laid round the heads. The same input gives the same rung.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import ceil

from .composition import Area, Rung, Shell
from .flow import HEAD_COMPANY, Flow, Item, pour
from .frames import Frame, frames_of, missing_room, obstacles_of
from .geometry import at_rung
from .layouts import Layout

HEAD_SPACE_COST = 3.0
LONELY_COST = 4.0
LEVEL_HEADS_COST = 6.0
"""Costs in steps of the ladder: three lines of a picture's depth rather than one more line at one head only."""

MOST_EXTRA = 4
"""Lines added round heads at most, over all heads of an area."""
OVER_COUNTS = 1000
"""A line that is over weighs as much as so many white ones, when the nearest miss is sought."""
MOST_WAYS = 60
"""Ways to lay the same number of lines round the heads that are tried."""


@dataclass(frozen=True)
class Filled:
    """One area at one rung: its frames and how its items stand in them."""

    area: Area
    frames: tuple[Frame, ...]
    items: tuple[Item, ...]
    flow: Flow
    extra: tuple[int, ...] = ()

    @property
    def exact(self) -> bool:
        """Every column full to its last line, nothing over."""
        return not (self.flow.white or self.flow.free or self.flow.over)

    @property
    def cost(self) -> float:
        """What is not handsome about it."""
        uneven = max(self.extra) - min(self.extra) if self.extra else 0
        return (
            HEAD_SPACE_COST * sum(self.extra)
            + uneven
            + LONELY_COST * self.flow.lonely
            + LEVEL_HEADS_COST * self.flow.level_heads
        )


@dataclass(frozen=True)
class Fit:
    """The rung that was chosen, the shell at that rung, its areas as filled, and the account of the search."""

    rung: Rung
    shell: Shell
    filled: tuple[Filled, ...]
    tried: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether every filling area is full to the line."""
        return all(filled.exact for filled in self.filled)


Items = Callable[[Area, float], tuple[Item, ...]]
"""Sets the flow of an area at a body size and gives its items."""


@dataclass
class _Search:
    shell: Shell
    layout: Layout
    depths: dict[str, int]
    items: Items
    tried: list[str] = field(default_factory=list)
    kept: dict[tuple[str, float], tuple[Item, ...]] = field(default_factory=dict)
    nearest: tuple[tuple[int, float], Rung] | None = None
    budget: float = float("inf")
    """What a fit at the rung in hand may cost and still be the best."""

    def run(self) -> Fit:
        """The first type rung with an exact fit gives its cheapest; without any, the nearest miss."""
        last = (self.layout.size.floor, int(self.layout.lines.ceiling))
        for number, (size, lines) in enumerate(self.layout.type_rungs()):
            best = self.best(size, lines)
            if best:
                return replace(best, tried=tuple(self.tried))
            if number == 0 and self.over() and self.out_of_reach(*last) and self.over():
                break  # too much even for the smallest type: no rung between can hold it
        assert self.nearest is not None  # noqa: S101 - every ladder has at least its base
        fit = self.fit(self.nearest[1], rough=False)
        return replace(fit, filled=tuple(map(_leveled, fit.filled)), tried=tuple(self.tried))

    def over(self) -> bool:
        """Whether the nearest miss so far has text left over."""
        return self.nearest is not None and self.nearest[0][0] >= OVER_COUNTS

    def best(self, size: float, lines: int) -> Fit | None:
        found: list[tuple[float, int, Fit]] = []
        for cost, depths in () if self.out_of_reach(size, lines) else self.depth_rungs():
            if found and cost >= found[0][0]:
                break
            self.budget = found[0][0] - cost if found else float("inf")
            rung = Rung(size, lines, 0, depths)
            fit = self.fit(rung)
            if fit.exact:
                total = cost + sum(filled.cost for filled in fit.filled)
                found = sorted([*found, (total, len(found), fit)], key=lambda f: f[:2])[:1]
            else:
                self.remember(fit, cost)
        self.tried.append(f"{size:g} pt, {lines} lines: " + (str(found[0][2].rung) if found else "no exact fit"))
        return found[0][2] if found else None

    def out_of_reach(self, size: float, lines: int) -> bool:
        """Whether the text is over with all pictures at their shallowest, or leaves white with all at their deepest."""
        free = {name: steps for name, steps in self.layout.depths.items() if name not in self.depths}
        for edge in ("floor", "ceiling"):
            depths = self.depths | {name: int(getattr(steps, edge)) for name, steps in free.items()}
            fit = self.fit(Rung(size, lines, 0, depths))
            flows = [filled.flow for filled in fit.filled]
            if any(flow.over if edge == "floor" else flow.hopeless and flow.free for flow in flows):
                self.remember(fit, abs(size - self.layout.size.base) + abs(lines - self.layout.lines.base))
                return True
        return False

    def depth_rungs(self) -> Iterator[tuple[float, dict[str, int]]]:
        """Every combination of the depths that the layout may change, the cheapest first."""
        free = {name: steps for name, steps in self.layout.depths.items() if name not in self.depths}
        combos = []
        for choice in itertools.product(*(steps.values() for steps in free.values())):
            values = {name: int(value) for name, (_, value) in zip(free, choice, strict=True)}
            combos.append((sum(cost for cost, _ in choice), tuple(values.items())))
        for cost, chosen in sorted(combos):
            yield cost, {**self.depths, **dict(chosen)}

    def fit(self, rung: Rung, rough: bool = True) -> Fit:
        """Every filling area at a rung. `rough`: an area that cannot come out even is counted, not poured."""
        shell = at_rung(self.shell, self.layout, rung)
        leading = self.layout.leading(rung.lines)
        filled = tuple(self.fill(area, shell, rung, leading, rough) for area in shell.areas if area.fill)
        extra = sum(sum(one.extra) for one in filled)
        return Fit(replace(rung, head_space=extra), shell, filled, ())

    def fill(self, area: Area, shell: Shell, rung: Rung, leading: float, rough: bool) -> Filled:
        frames = frames_of(area, obstacles_of(area, shell.areas, shell.obstacles, leading), rung.size, leading)
        short = missing_room(area, shell.obstacles)
        if short > 0:  # what stands above it, or on its foot, does not fit the page
            return Filled(area, (), (), Flow(over=ceil(short / leading), hopeless=True))
        key = (area.id, rung.size)
        if key not in self.kept:
            self.kept[key] = self.items(area, rung.size)
        items = self.kept[key]
        heads = sum(item.head for item in items)
        most = min(MOST_EXTRA, int(self.layout.head_space.ceiling) * heads * 2)
        if rough and (flow := _hopeless(items, frames, most)):
            return Filled(area, frames, items, flow)
        plain = Filled(area, frames, items, pour(items, frames))
        if plain.exact or plain.flow.over or plain.flow.free + plain.flow.white > most or not heads:
            return plain
        white = plain.flow.free + plain.flow.white
        if rough and self.budget <= HEAD_SPACE_COST:
            return plain
        tries = (self.spread(plain, extra) for extra in _extras(heads, white, self.layout))
        exact = [one for one in tries if one.exact]
        return min(exact, key=lambda one: one.cost) if exact else plain

    def spread(self, plain: Filled, extra: tuple[int, ...]) -> Filled:
        return replace(plain, flow=pour(plain.items, plain.frames, extra), extra=extra)

    def remember(self, fit: Fit, cost: float) -> None:
        over = sum(filled.flow.over for filled in fit.filled)
        white = sum(filled.flow.white + filled.flow.free for filled in fit.filled)
        key = (over * OVER_COUNTS + white, cost)
        if self.nearest is None or key < self.nearest[0]:
            self.nearest = (key, fit.rung)


def fit_page(shell: Shell, layout: Layout, depths: dict[str, int], items: Items) -> Fit:
    """Find the rung. `depths` are those that content decides (heads, captions, lead), in grid lines."""
    return _Search(shell, layout, depths, items).run()


def _leveled(filled: Filled) -> Filled:
    """Where white is left, leave it at the foot of all columns alike, as far as the text still fits."""
    for cut in range(filled.flow.free // max(1, filled.area.columns), 0, -1):
        last = {frame.column: number for number, frame in enumerate(filled.frames)}
        frames = tuple(
            replace(frame, rows=max(0, frame.rows - cut)) if last[frame.column] == number else frame
            for number, frame in enumerate(filled.frames)
        )
        flow = pour(filled.items, frames)
        if not flow.over:
            white = filled.flow.free + filled.flow.white
            return replace(filled, frames=frames, flow=replace(flow, white=0, free=white))
    return filled


def _hopeless(items: tuple[Item, ...], frames: tuple[Frame, ...], most: int) -> Flow | None:
    """The account of an area whose rows are too many or too few by counting alone, else None."""
    room = sum(frame.rows for frame in frames)
    text = sum(item.lines * item.rows for item in items)
    spaces = sum(item.before + item.after for item in items)
    if text > room:
        return Flow(over=text - room, hopeless=True)
    if text + spaces + most + HEAD_COMPANY * len(frames) < room:
        return Flow(free=room - text - spaces, hopeless=True)
    return None


def _extras(heads: int, white: int, layout: Layout) -> Iterator[tuple[int, ...]]:
    """Ways to lay lines round the heads: as many as are white first, then fewer; a bounded number of them."""
    ceiling = int(layout.head_space.ceiling)
    for count in range(white, 0, -1):
        pool = [place for place in range(heads * 2) for _ in range(ceiling)]
        ways = dict.fromkeys(itertools.combinations(pool, count))
        for places in itertools.islice(ways, MOST_WAYS):
            yield tuple(places.count(n) for n in range(heads * 2))
