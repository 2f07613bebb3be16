"""How many grid rows the filling areas of a page have at its depths, and which combinations of depths are worth pouring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from math import prod

from ..limits import LADDER_WAYS
from .depths import DepthChoice, Part, Rows, Sums, Window, added
from .flow import Flow, Item
from .frames import Standing
from .layouts import Steps

MILLIONTHS = 1_000_000
WAYS_A_SUM = 24
"""Ways to come to one sum of rows that are weighed, where there are too many combinations to weigh all."""
TOGETHER = 100
"""Combinations of depths that act together which are measured, the cheapest, besides plain ones."""

ADDITIONS_AN_ITEM = 5
"""Sums of rows that are added up in the time in which copy-fit pours an item."""
A_MEASURE = 60
"""Items that are poured in the time in which the rows of a page are measured."""

DepthLines = Mapping[str, int]
"""Grid lines by the name of a depth."""


@dataclass(frozen=True)
class Load:
    """The items of an area in numbers: grid rows of text, rows before and after, heads; what stands across its columns."""

    items: tuple[Item, ...]
    text: int
    before: int
    after: int
    heads: int
    across: tuple[Standing, ...] = ()

    @classmethod
    def of(cls, items: tuple[Item, ...], across: tuple[Standing, ...] = ()) -> Load:
        """Count."""
        text = sum(item.lines * item.rows for item in items)
        heads = sum(item.head for item in items)
        behind = sum(item.after + item.again for item in items)
        return cls(items, text, sum(item.before for item in items), behind, heads, across)

    def most(self, added: int) -> int:
        """The rows that the text takes at most: rows before an item are dropped at a column's top, some may be `added`."""
        return self.text + self.before + self.after + added

    def hopeless(self, room: int, added: int) -> Flow | None:
        """The account of so many rows that are too many or too few by counting alone, else None."""
        if self.text > room:
            return Flow(over=self.text - room, hopeless=True)
        if self.most(added) < room:
            return Flow(free=room - self.text - self.before - self.after, hopeless=True)
        return None


@dataclass
class Choices:
    """The combinations of some depths of the ladder, the cheapest first: those that are worth pouring.

    `steps`: the depths that something on the page has; `idle`: the others, at their cheapest. `measure`: the rows of the
    filling areas at all of them, and in how many frames; `window`: the rows that the texts of these areas can fill.
    `groups`: the depths by what acts on the rows together, found when they are asked for, and kept: it is the page's.

    Of up to `LADDER_WAYS` combinations all are weighed; where the rows of one area follow from the depths in proportion,
    those are passed over whose rows it cannot fill. Of more, rows are taken for a sum: of each depth's own, or, where
    some act together (of pictures side by side the deeper counts), of what these do; and only so many are weighed.
    """

    steps: Mapping[str, Steps]
    idle: DepthLines
    measure: Callable[[DepthLines], tuple[Rows, int]]
    window: Window
    groups: list[tuple[str, ...]]
    work: int = 0
    """What it costs that there are so many combinations, in items poured: counted and not timed."""

    def ways(self) -> Iterator[tuple[float, dict[str, int], Rows]]:
        """(price, depths, rows if they are reckoned). The first is the cheapest of all, whatever its rows."""
        first = {name: steps.values()[0] for name, steps in self.steps.items()}
        cheapest = {name: int(lines) for name, (_, lines) in first.items()}
        yield sum(cost for cost, _ in first.values()), {**self.idle, **cheapest}, ()
        names, ways = self._chosen()
        for way in ways:
            depths = dict(zip(names, way.lines, strict=True))
            if depths != cheapest:
                yield way.price / MILLIONTHS, {**self.idle, **depths}, way.rows

    @cached_property
    def floor(self) -> dict[str, int]:
        """Every depth as shallow as it may be."""
        return {**self.idle, **{name: int(steps.floor) for name, steps in self.steps.items()}}

    @cached_property
    def lowest(self) -> Rows:
        """The rows there."""
        return self._at_floor[0]

    @cached_property
    def _at_floor(self) -> tuple[Rows, int]:
        return self.measure(self.floor)

    def rows(self, depths: DepthLines) -> Rows:
        """The rows at some depths, the others as shallow as they may be."""
        return self.measure({**self.floor, **depths})[0]

    def _chosen(self) -> tuple[list[str], Iterable[DepthChoice]]:
        """The ways to weigh, in order, and whose lines they are."""
        singles = {name: _part(steps) for name, steps in self.steps.items()}
        if prod(map(len, singles.values())) <= LADDER_WAYS:
            sums = self._proportional(singles) or Sums(list(singles.values()), (), Window())
            return list(singles), sums.ways()
        if not self.groups:
            self.groups += acting_together(self.steps, self.rows)
        sums = Sums([self._measured(group) for group in self.groups], self.lowest, self.window)
        ways = sums.some(WAYS_A_SUM)
        self.work += sums.work // ADDITIONS_AN_ITEM
        return [name for group in self.groups for name in group], ways

    def _proportional(self, singles: Mapping[str, Part]) -> Sums | None:
        """The sums, if the rows of the one filling area follow from the depths in proportion: each alone, and together.

        A depth alone is tried at its ceiling too: a picture that is shallower than its neighbour changes nothing by its
        first line, and rows by those with which it gets the deeper of the two. And no frame may be lost at the ceilings:
        what is left of a column is none below `SHALLOWEST`, rows that no depth has taken.
        """
        (least, frames), floor = self._at_floor, self.floor
        ceiling = {name: int(steps.ceiling) for name, steps in self.steps.items()}
        most, left = self.measure({**floor, **ceiling})
        if len(least) != 1 or left != frames:
            return None
        (lowest,) = least
        step = {n: self.rows({n: floor[n] + 1})[0] - lowest if s.ceiling > s.floor else 0 for n, s in self.steps.items()}
        middle = {name: int(steps.floor + steps.ceiling) // 2 for name, steps in self.steps.items()}
        alone = [{name: lines} for name, lines in ceiling.items() if lines > floor[name] + 1]
        for depths, rows in ((ceiling, most), *((depths, self.rows(depths)) for depths in (*alone, middle))):
            if rows[0] != lowest + sum(step[name] * (depths[name] - floor[name]) for name in depths):
                return None
        parts = [
            [DepthChoice(way.price, way.lines, (step[name] * (way.lines[0] - floor[name]),)) for way in part]
            for name, part in singles.items()
        ]
        return Sums(parts, self.lowest, self.window)

    def _measured(self, group: tuple[str, ...]) -> Part:
        """The ways of depths that act together, with the rows by which each changes the areas."""
        minus = tuple(-rows for rows in self.lowest)
        ways = _ways_together([self.steps[name] for name in group])
        self.work += len(ways) * A_MEASURE
        made = ((way, self.rows(dict(zip(group, way[1], strict=True)))) for way in ways)
        return [DepthChoice(*way, added(rows, minus)) for way, rows in made]


def acting_together(steps: Mapping[str, Steps], rows: Callable[[DepthLines], Rows]) -> list[tuple[str, ...]]:
    """The depths in groups: whose rows are not the sum of what each does alone. Pairs are tried, at two depths of each."""
    group: dict[str, tuple[str, ...]] = {name: (name,) for name in steps}
    lowest = rows({})
    for ends in ([int(s.base) for s in steps.values()], [int(s.ceiling) for s in steps.values()]):
        depth = dict(zip(steps, ends, strict=True))
        alone = {name: rows({name: depth[name]}) for name in steps}
        for one, other in combinations(steps, 2):
            if group[one] == group[other]:
                continue
            both = rows({one: depth[one], other: depth[other]})
            if added(both, lowest) != added(alone[one], alone[other]):
                group |= dict.fromkeys(joined := group[one] + group[other], joined)
    return list(dict.fromkeys(group.values()))


def _part(steps: Steps) -> Part:
    """The ways to choose one depth."""
    return [DepthChoice(_price(cost), (int(lines),)) for cost, lines in steps.values()]


def _price(cost: float) -> int:
    return round(cost * MILLIONTHS)


def _ways_together(steps: Sequence[Steps]) -> list[tuple[int, tuple[int, ...]]]:
    """(price, lines) of ways to choose some depths: the cheapest; one of them as it may be; all down to or up to a line."""
    parts = [_part(one) for one in steps]
    if len(parts) == 1:
        return [(way.price, way.lines) for way in parts[0]]
    found = {way.lines: way.price for way in islice(Sums(parts, (), Window()).ways(), TOGETHER)}
    cheapest = [part[0] for part in parts]
    chosen = [[*cheapest[:n], way, *cheapest[n + 1 :]] for n, part in enumerate(parts) for way in part]
    for line in sorted({way.lines[0] for part in parts for way in part}):
        chosen.append([min((w for w in part if w.lines[0] <= line), default=_edge(part, min)) for part in parts])
        chosen.append([min((w for w in part if w.lines[0] >= line), default=_edge(part, max)) for part in parts])
    found |= {tuple(way.lines[0] for way in one): sum(way.price for way in one) for one in chosen}
    return sorted((price, lines) for lines, price in found.items())


def _edge(part: Part, edge: Callable[..., DepthChoice]) -> DepthChoice:
    """The shallowest or the deepest way."""
    return edge(part, key=lambda way: way.lines)
