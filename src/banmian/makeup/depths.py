"""Combinations of depths by the sums of rows that they make: never the product of all of them.

Twenty pictures of thirteen depths have 2 × 10²² combinations, but the rows that they take have a few hundred sums. From the
last depth to the first it is noted what each sum costs at least. So the combinations whose rows a text can fill come one
after the other in the order of their price, and only as many are made as are asked for; or some of each sum, all unlike.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

Rows = tuple[int, ...]
"""Grid rows of each filling area of a page, or by how many they change."""


@dataclass(frozen=True, slots=True, order=True)
class DepthChoice:
    """A choice of one depth or of several: its price in millionths, the lines of each, the rows that it changes or makes.

    Prices are whole numbers, so that two choices of one price are that, in whatever order they are added up.
    """

    price: int
    lines: tuple[int, ...]
    rows: Rows = ()


AS_CHEAP = 6
"""Ways to a sum that may be no dearer than the cheapest; the next so many may go a step further, and so on."""

Part = Sequence[DepthChoice]
"""The ways to choose one part of the depths."""


@dataclass(frozen=True)
class Window:
    """The rows that texts can fill, area by area: at least, at most."""

    low: Rows = ()
    high: Rows = ()

    def __contains__(self, rows: Rows) -> bool:
        return all(low <= one <= high for low, one, high in zip(self.low, rows, self.high, strict=True))


@dataclass(frozen=True, slots=True)
class _Branch:
    """A way to choose a part, the rows that those behind it are to make, and what it and they cost at least."""

    least: int
    way: DepthChoice
    left: Rows


@dataclass(frozen=True, slots=True, order=True)
class _Begun:
    """The beginning of a way: how many parts are chosen, what they cost, their lines; the rows that are left to be made by
    the others, and those that all are to make.
    """

    parts: int
    spent: int
    lines: tuple[int, ...]
    left: Rows
    target: Rows

    def on(self, branch: _Branch) -> _Begun:
        """With one part more."""
        lines, spent = self.lines + branch.way.lines, self.spent + branch.way.price
        return _Begun(self.parts + 1, spent, lines, branch.left, self.target)

    @property
    def way(self) -> DepthChoice:
        """What it is when all parts are chosen."""
        return DepthChoice(self.spent, self.lines, self.target)


_HeapEntry = tuple[int, tuple[int, ...], _Begun, int]
"""What a way costs at least when it is ended, its lines so far; where its last part was chosen, and by which branch."""


@dataclass
class Sums:
    """The ways to choose all parts together whose rows are in a window. `start`: the rows before any is chosen.

    `least[n]`: what it costs at least to come to a sum of rows with the last n parts.
    """

    parts: Sequence[Part]
    start: Rows
    window: Window
    least: list[dict[Rows, int]] = field(init=False)
    forks: dict[tuple[int, Rows], list[_Branch]] = field(init=False, default_factory=dict)
    work: int = 0
    """Additions of rows so far: what the search costs, counted and not timed."""

    def __post_init__(self) -> None:
        """From the last part to the first."""
        self.least = [{self.start: 0}]
        for part, window in zip(reversed(self.parts), self._windows(), strict=True):
            prices = {way.rows: way.price for way in sorted(part, reverse=True)}
            sums: dict[Rows, int] = {}
            for (rows, price), (change, more) in product(self.least[-1].items(), prices.items()):
                after = added(rows, change)
                if price + more < sums.get(after, price + more + 1):
                    sums[after] = price + more
            self.work += len(self.least[-1]) * len(prices)
            self.least.append({rows: price for rows, price in sums.items() if rows in window})

    def _windows(self) -> list[Window]:
        """For each part, from the last to the first: the rows from which those before it can still come to the window."""
        window, found = self.window, list[Window]()
        for part in self.parts:
            found.insert(0, window)
            fewest, most = (tuple(map(edge, zip(*(way.rows for way in part), strict=True))) for edge in (min, max))
            window = Window(_less(window.low, most), _less(window.high, fewest))
        return found

    @property
    def targets(self) -> list[Rows]:
        """The sums in the window that can be made."""
        return sorted(rows for rows in self.least[-1] if rows in self.window)

    def ways(self) -> Iterator[DepthChoice]:
        """All of them, one after the other in order of price and lines, each with the rows that it makes.

        The cheapest beginning is gone on with first; of a fork only the branch that is next in order is kept at hand.
        """
        heap: list[_HeapEntry] = [(self.least[-1][rows], (), _Begun(0, 0, (), rows, rows), -1) for rows in self.targets]
        heapq.heapify(heap)
        while heap:
            _, _, begun, number = heapq.heappop(heap)
            here = begun
            if number >= 0:
                here = begun.on(self._fork(begun)[number])
                self._push(heap, begun, number + 1)
            if here.parts == len(self.parts):
                yield here.way
            else:
                self._push(heap, here, 0)

    def some(self, each: int) -> list[DepthChoice]:
        """So many ways for each sum at most, in order of price and lines: the cheapest, and others that are unlike it."""
        return sorted({self._one(rows, number) for rows in self.targets for number in range(each)})

    def _one(self, target: Rows, number: int) -> DepthChoice:
        """A way to a sum: 0 is the cheapest; the others turn off at forks by chance (the same each time), and may cost more
        as their number is higher.
        """
        begun, chance = _Begun(0, 0, (), target, target), number
        slack = number // AS_CHEAP * min((way.price for part in self.parts for way in part if way.price), default=0)
        while begun.parts < len(self.parts):
            fork = self._fork(begun)
            open_ = [branch for branch in fork if branch.least - fork[0].least <= slack]
            chance = (chance * 1_103_515_245 + 12_345) % 2**31
            branch = open_[(chance >> 16) % len(open_) if number else 0]
            slack -= branch.least - fork[0].least
            begun = begun.on(branch)
        return begun.way

    def _push(self, heap: list[_HeapEntry], begun: _Begun, number: int) -> None:
        """Put a beginning with one part more at hand, if there are so many branches."""
        fork = self._fork(begun)
        if number < len(fork):
            branch = fork[number]
            heapq.heappush(heap, (begun.spent + branch.least, begun.lines + branch.way.lines, begun, number))

    def _fork(self, begun: _Begun) -> list[_Branch]:
        """How to go on: the ways to choose the next part, in order of what they and the rest cost at least."""
        key = (begun.parts, begun.left)
        if key not in self.forks:
            part, rest = self.parts[begun.parts], self.least[-2 - begun.parts]
            self.work += len(part)
            left = ((way, _less(begun.left, way.rows)) for way in part)
            some = [_Branch(way.price + rest[rows], way, rows) for way, rows in left if rows in rest]
            self.forks[key] = sorted(some, key=lambda branch: (branch.least, branch.way.lines))
        return self.forks[key]


def added(rows: Rows, change: Rows) -> Rows:
    """The rows after a change."""
    return tuple(a + b for a, b in zip(rows, change, strict=True))


def _less(rows: Rows, change: Rows) -> Rows:
    """The rows before a change."""
    return tuple(a - b for a, b in zip(rows, change, strict=True))
