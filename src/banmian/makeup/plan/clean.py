"""The search for a page without a serious fault: dissections that have none, and cost less than a page that has one.

It looks where the first search does not: at each cut the parts may stand either way round, and of one height ways with
different heads at the top are kept, as it depends on the neighbour which of them bumps (碰题).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from math import inf

from ..module_rules import PlanPrices
from .dissect import (
    RAIL,
    WORTH,
    Breadth,
    ByHeight,
    Corner,
    Cut,
    Dissection,
    StoryRow,
    Way,
    beside,
    bumping,
    cheapest_first,
    crossings,
    leaf,
    stacked,
)
from .news import News
from .shapes import ShapeTable

ORDERS = 3
"""Orders of the stories that are dissected."""
JOINS = 5_000
"""Pairs of heights that are joined: the search makes a good page better, it is not to take longer than the first one."""
HEIGHTS, WINDOW = 20, 30.0
"""Heights that a table keeps, the cheapest, and how much dearer than the cheapest they may be."""
KEPT = 3
"""Ways of one height that are kept, each with other heads in its upper corners."""
RIGHT = 0.25
"""A weightier story at the right costs this share of one that stands lower: often it is not on top."""


class CleanDissection(Dissection):
    """Dissections without heads that bump, gutters and meeting corners, as far as a cut shows them, that cost less than
    `most`.
    """

    def __init__(
        self, every: Sequence[News], tables: Callable[[int, int], ShapeTable], size: tuple[int, int], prices: PlanPrices,
        most: float, joins: int,
    ) -> None:  # fmt: skip
        super().__init__(every, tables, size, Breadth(size[1], inf, ORDERS), prices, joins)
        self.slack = most - sum(self.cheapest(story) for story in range(len(every)))
        self.search = Breadth(HEIGHTS, min(WINDOW, self.slack), ORDERS)
        self._sums: dict[StoryRow, float] = {}
        self._all: dict[tuple[StoryRow, int, str], ByHeight] = {}

    def _least(self, stories: StoryRow) -> float:
        if stories not in self._sums:
            self._sums[stories] = sum(self.cheapest(story) for story in stories)
        return self._sums[stories]

    def leaf(self, story: int, wide: int) -> ByHeight:
        """A story alone in a width: no window, but what the page may cost."""
        dear, found = self.cheapest(story) + self.slack, dict[int, list[Way]]()
        for high, shapes in self.tables(story, wide).items():
            able = [leaf(self.every, story, shape) for shape in shapes if shape.cost <= dear and high <= self.high]
            if able:
                found[high] = sorted(able, key=_cost)
        return cheapest_first(found)

    @cached_property
    def _lead(self) -> int:
        return min(range(len(self.every)), key=lambda n: (self.every[n].kind != "story", self.every[n].rank, n))

    def _cut(self, kind: str, one: StoryRow, other: StoryRow, price: float) -> Cut:
        return Cut(price, self._least(one) + self._least(other) + self.slack, self._turned(kind, one, other))

    def _turned(self, kind: str, one: StoryRow, other: StoryRow) -> float:
        """What the judge will take for the weightier stories below, or at the right."""
        prices, lead = self.prices, self._lead in one
        if kind == "|":
            return prices.lead_place / 2 if lead else RIGHT * prices.rank_lower
        pairs = ((self.every[a], self.every[b]) for a in one for b in other)
        lower = sum(max(0, b.rank - a.rank) for a, b in pairs if a.kind == b.kind == "story")
        return prices.rank_lower * lower + prices.lead_place * lead

    def _gutter(self, left: int) -> float:
        return self.prices.rail if min(left, self.columns - left) <= RAIL else inf

    def _either(self, stories: StoryRow, wide: int) -> ByHeight:
        """Of each height the cheapest with each pair of upper corners, whatever heights the two kinds' tables keep."""
        for without in ("/", "|"):
            self.best(stories, wide, without)
        found = {high: list(ways) for high, ways in self._all.get((stories, wide, "/"), {}).items()}
        for high, ways in self._all.get((stories, wide, "|"), {}).items():
            kept = found.setdefault(high, [])
            for way in ways:
                if _better(kept, way.left, way.right, way.cost, inf):
                    _keep(kept, way)
        return found

    def _beside(self, stories: StoryRow, wide: int) -> ByHeight:
        found, costs = dict[int, list[Way]](), dict[int, float]()
        for ones, others, cut in self._beside_each_other(stories, wide, costs):
            self.joined += 1
            kept = found.get(ones[0].high) or []
            for a in ones:
                for b in others:
                    cost = a.cost + b.cost + cut.price
                    if cost >= cut.most:
                        break
                    self._keep_beside(kept, a, b, cost, cut.most)
                    self._keep_beside(kept, b, a, cost + cut.turned, cut.most)
            if kept:
                found[ones[0].high], costs[ones[0].high] = kept, kept[0].cost
        self._all[stories, wide, "/"] = found
        return self._nearest(found)

    def _keep_beside(self, kept: list[Way], a: Way, b: Way, cost: float, most: float) -> None:
        """Keep two parts side by side that do not bump."""
        if not _better(kept, a.left, b.right, cost, most):
            return
        bump = bumping(a.right, b.left, self.prices)
        if (bump < WORTH or a.right[0] != "head") and (not bump or _better(kept, a.left, b.right, cost + bump, most)):
            _keep(kept, beside(a, b, cost + bump))

    def _stacked(self, stories: StoryRow, wide: int) -> ByHeight:
        found, costs = dict[int, list[Way]](), dict[int, float]()
        for ones, others, cut in self._over_each_other(stories, wide, costs, {}):
            if ones[0].cost + others[0].cost + cut.price < cut.most:
                total = ones[0].high + others[0].high
                kept = found.get(total) or []
                _keep_stacked(kept, ones, others, cut.price, cut.most)
                _keep_stacked(kept, others, ones, cut.price + cut.turned, cut.most)
                if kept:
                    found[total], costs[total] = kept, kept[0].cost
        self._all[stories, wide, "|"] = found
        return self._nearest(found)

    def _one_over(self, a: Way, b: Way, cut: Cut) -> Iterator[Way]:
        self.joined += 1
        cost = a.cost + b.cost + cut.price
        for first, second, more in ((a, b, cost), (b, a, cost + cut.turned)):
            if more < cut.most and not crossings(first, second):
                yield stacked(first, second, more)

    def _one_beside(self, a: Way, b: Way, cut: Cut) -> Iterator[Way]:
        self.joined += 1
        cost = a.cost + b.cost + cut.price
        for first, second, more in ((a, b, cost), (b, a, cost + cut.turned)):
            bump = bumping(first.right, second.left, self.prices)
            if more + bump < cut.most and not (bump >= WORTH and first.right[0] == "head"):
                yield beside(first, second, more + bump)


def _keep_stacked(kept: list[Way], uppers: list[Way], lowers: list[Way], price: float, most: float) -> None:
    """Keep upper parts, each over the cheapest lower part whose cuts do not meet its own."""
    for a in uppers:
        for b in lowers:
            cost = a.cost + b.cost + price
            if not _better(kept, a.left, a.right, cost, most):
                break
            if not crossings(a, b):
                _keep(kept, stacked(a, b, cost))
                break


def _better(kept: list[Way], left: Corner, right: Corner, cost: float, most: float) -> bool:
    """Whether a way of a price, with these in its upper corners, is to be kept."""
    if len(kept) >= KEPT:
        most = kept[-1].cost
    for one in kept:
        if one.cost <= cost and one.left == left and one.right == right:
            return False
    return cost < most


def _keep(kept: list[Way], way: Way) -> None:
    """Put a way among those that are kept, the cheapest first: one for each pair of upper corners."""
    kept[:] = [one for one in kept if one.left != way.left or one.right != way.right]
    kept.append(way)
    kept.sort(key=_cost)
    del kept[KEPT:]


def _cost(way: Way) -> float:
    return way.cost
