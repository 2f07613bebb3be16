"""The dissection: an ordered row of stories is cut into modules by guillotine cuts, filled exactly to the page's depth.

`best(stories, width)` is a table {height: the cheapest ways}. Two cuts join tables: side by side (the heights must be
equal, the widths add up) and stacked (heights add up, the widths are equal). Contiguous rows of stories only, so the order
of the page is the order of the editor, and tables are shared between orders. (Gange, Marriott, Stuckey, DocEng 2012.)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from ..module_rules import PlanPrices
from .news import News
from .shapes import Shape, ShapeTable

CLOSE, NEAR = 1.15, 1.4
"""Ratios of two sizes of heads: under the first they are alike, under the second they still bump (nieonline.com)."""

LESS = 0.35
"""The share of the price for heads that are not alike, but still bump."""
WORTH = 10.0
"""What a page may cost more that is without a serious fault (碰题, 通线, four corners)."""
RAIL = 2
"""Basic columns: a gutter that leaves no more beside it makes a rail, which some papers like."""

StoryRow = tuple[int, ...]
"""Stories in a row, by their number in the page's order (from 0)."""
Corner = tuple[str, float, bool]
"""What stands in an upper corner, the size of its head, whether it is one of a 双头条."""


@dataclass(slots=True)
class Way:
    """A rectangle that is cut up. `kind`: `/`, `|` or "" for a story (`story`: its number) in a `shape`.

    `top`, `foot`: the cuts that meet its upper and lower edge, in basic columns; `left`, `right`: its upper corners.
    """

    cost: float
    wide: int
    high: int
    kind: str = ""
    first: Way | None = None
    second: Way | None = None
    story: int = -1
    shape: Shape | None = None
    top: tuple[int, ...] = ()
    foot: tuple[int, ...] = ()
    left: Corner = ("", 0.0, False)
    right: Corner = ("", 0.0, False)

    @property
    def parts(self) -> tuple[Way, Way]:
        """The two parts of a cut."""
        assert self.first and self.second  # noqa: S101 - asked of a cut only
        return self.first, self.second


ByHeight = dict[int, list[Way]]


class Cut(NamedTuple):
    """What a cut costs; the most that a way with it may cost; what more it costs with its parts changed over."""

    price: float
    most: float = inf
    turned: float = inf


FREE = Cut(0.0)
"""A cut that costs nothing."""


@dataclass(frozen=True)
class Breadth:
    """How wide a search is: heights that a table keeps, the cheapest; how much dearer than the cheapest they may be; how
    many orders of the stories are tried.
    """

    kept: int
    window: float
    orders: int


class Dissection:
    """`tables(story, wide)` are the shapes of a story. `joined` counts the joins that were weighed; with more than `limit`
    the search ends with what it has.
    """

    def __init__(
        self, every: Sequence[News], tables: Callable[[int, int], ShapeTable], size: tuple[int, int], search: Breadth,
        prices: PlanPrices, limit: int,
    ) -> None:  # fmt: skip
        self.every, self.tables, self.search, self.prices, self.limit = every, tables, search, prices, limit
        self.columns, self.high = size
        self.joined = 0
        self._known: dict[tuple[StoryRow, int, str], ByHeight] = {}
        self._areas: dict[StoryRow, int] = {}
        self._cheapest: dict[int, float] = {}

    def leaf(self, story: int, wide: int) -> ByHeight:
        """A story alone in a width."""
        dear = self.cheapest(story) + self.search.window
        found: ByHeight = {}
        for high, shapes in self.tables(story, wide).items():
            able = [shape for shape in shapes if shape.cost <= dear] if high <= self.high else []
            ways = [leaf(self.every, story, shape) for shape in sorted(able, key=_shape_cost)]
            if ways:
                found[high] = ways
        return cheapest_first(found)

    def cheapest(self, story: int) -> float:
        """The price of a story made up alone, as it likes."""
        if story not in self._cheapest:
            every = (shape.cost for wide in self._widths for ways in self.tables(story, wide).values() for shape in ways)
            self._cheapest[story] = min(every, default=0.0)
        return self._cheapest[story]

    def area(self, stories: StoryRow) -> int:
        """Rows times columns that stories take at least."""
        if stories not in self._areas:
            if len(stories) == 1:
                sizes = (high * wide for wide in self._widths for high in self.tables(stories[0], wide))
                self._areas[stories] = min(sizes, default=10**6)
            else:
                self._areas[stories] = self.area(stories[:-1]) + self.area(stories[-1:])
        return self._areas[stories]

    @property
    def _widths(self) -> range:
        return range(1, self.columns + 1)

    def best(self, stories: StoryRow, wide: int, without: str = "") -> ByHeight:
        """The cheapest ways by height, in order of their price; `without` a kind of cut at the top, so that no tree is made
        twice.
        """
        key = stories, wide, without if len(stories) > 1 else ""
        if key not in self._known:
            self._known[key] = self._best(*key)
        return self._known[key]

    def _best(self, stories: StoryRow, wide: int, without: str) -> ByHeight:
        if len(stories) == 1:
            return self.leaf(stories[0], wide)
        if self.area(stories) > wide * self.high:
            return {}
        if without == "/":
            return self._beside(stories, wide) if wide > 1 else {}
        if without == "|":
            return self._stacked(stories, wide)
        return self._nearest(self._either(stories, wide))

    def _either(self, stories: StoryRow, wide: int) -> ByHeight:
        """Cut in either way: the cheaper of each height."""
        found = dict(self.best(stories, wide, "/"))
        for high, ways in self.best(stories, wide, "|").items():
            if high not in found or ways[0].cost < found[high][0].cost:
                found[high] = ways
        return found

    def _nearest(self, found: ByHeight) -> ByHeight:
        """The heights that a table keeps, the cheapest first."""
        return {high: found[high] for high in self._heights({high: ways[0].cost for high, ways in found.items()})}

    def _heights(self, costs: Mapping[int, float]) -> list[int]:
        order = sorted(zip(costs.values(), costs, strict=True))[: self.search.kept]
        return [high for cost, high in order if cost <= order[0][0] + self.search.window]

    def _beside(self, stories: StoryRow, wide: int) -> ByHeight:
        """Side by side, the cheapest pair of each height; ways are made of the last ones only."""
        costs, pairs = dict[int, float](), dict[int, tuple[Way, Way]]()
        for ones, others, cut in self._beside_each_other(stories, wide, costs):
            high = ones[0].high
            least = costs.get(high, inf)
            for a in ones:
                for b in others:
                    self.joined += 1
                    cost = a.cost + b.cost + cut.price
                    if cost < least:
                        cost += bumping(a.right, b.left, self.prices)
                        if cost < least:
                            least = costs[high] = cost
                            pairs[high] = a, b
        return {high: [beside(*pairs[high], costs[high])] for high in self._heights(costs)}

    def _beside_each_other(
        self, stories: StoryRow, wide: int, costs: Mapping[int, float]
    ) -> Iterator[tuple[list[Way], list[Way], Cut]]:
        """Ways of one height side by side. Parts of which the cheapest are dearer together than a way that is known already
        (`costs` by height), by more than the window, are passed over.
        """
        least = inf
        for one, other, left in self._halves(stories, wide):
            ones = self.best(one, left, "|")
            others = self.best(other, wide - left) if ones else {}
            if not others or _least(ones) + _least(others) > least + self.search.window:
                continue
            cut = self._cut("|", one, other, 0.0)
            for high in ones:
                if high in others:
                    yield ones[high], others[high], cut
                    least = min(least, costs.get(high, inf))

    def _halves(self, stories: StoryRow, wide: int) -> Iterator[tuple[StoryRow, StoryRow, int]]:
        """The ways to part stories side by side, with the width of the left ones."""
        for at in range(1, len(stories)):
            one, other = stories[:at], stories[at:]
            least, room = -(-self.area(one) // self.high), wide - -(-self.area(other) // self.high)
            for left in range(max(1, least), min(wide - 1, room) + 1):
                yield one, other, left

    def _cut(self, kind: str, one: StoryRow, other: StoryRow, price: float) -> Cut:
        """A cut between two rows of stories."""
        return Cut(price) if price else FREE

    def _gutter(self, left: int) -> float:
        rail = min(left, self.columns - left) <= RAIL
        return self.prices.rail if rail else self.prices.gutter + WORTH

    def _stacked(self, stories: StoryRow, wide: int) -> ByHeight:
        """One over the other, the cheapest pair of each height."""
        costs, pairs = dict[int, float](), dict[int, tuple[Way, Way]]()
        corner = self.prices.corners + WORTH
        for ones, others, cut in self._over_each_other(stories, wide, costs, costs):
            total = ones[0].high + others[0].high
            least = costs.get(total, inf)
            for a in ones:
                for b in others:
                    cost = a.cost + b.cost + cut.price
                    if cost < least and a.foot and b.top:
                        cost += corner * crossings(a, b)
                    if cost < least:
                        least = costs[total] = cost
                        pairs[total] = a, b
        return {high: [stacked(*pairs[high], costs[high])] for high in self._heights(costs)}

    def _over_each_other(
        self, stories: StoryRow, wide: int, costs: Mapping[int, float], enough: Mapping[int, float]
    ) -> Iterator[tuple[list[Way], list[Way], Cut]]:
        """Ways of two heights that have room over each other, the cheapest of which cost less together than is `enough`
        for their height. Where both parts are as cheap as can be, the sum is, or a way that is known already (`costs` by
        height): what is dearer by more than the window is passed over.
        """
        through = self.prices.across if wide == self.columns else 0.0
        for at in self._cuts(stories):
            uppers = self.best(stories[:at], wide, "/")
            lowers = self.best(stories[at:], wide) if uppers else {}
            if self.joined > self.limit or not lowers:
                continue
            cut = self._cut("/", stories[:at], stories[at:], through)
            least = min(through + _least(uppers) + _least(lowers), min(costs.values(), default=inf))
            dear = min(cut.most, self.search.window + least)
            below = [(others[0].cost, deep, others) for deep, others in lowers.items()]
            for high, ones in uppers.items():
                first, room = ones[0].cost, self.high - high
                spare = dear - first - through
                for cost, deep, others in below:
                    if cost > spare:
                        break  # they are in order
                    if deep <= room:
                        self.joined += 1
                        if first + cost + through < enough.get(high + deep, inf):
                            yield ones, others, cut

    def _cuts(self, stories: StoryRow) -> Iterator[int]:
        """Where a row may be cut into an upper and a lower part: not between the two of a 双头条."""
        for at in range(1, len(stories)):
            if not (self.every[stories[at - 1]].double and self.every[stories[at]].double):
                yield at

    def pages(self, stories: StoryRow, heights: Collection[int]) -> list[Way]:
        """Ways to fill the whole width to one of some heights with stories in this order."""
        if len(stories) == 1:
            return [way for high, ways in self.leaf(stories[0], self.columns).items() if high in heights for way in ways]
        return [*self._over(stories, heights), *self._parted(stories, heights)]

    def _over(self, stories: StoryRow, heights: Collection[int]) -> Iterator[Way]:
        """One part of the page over the other."""
        for at in self._cuts(stories):
            uppers = self.best(stories[:at], self.columns, "/")
            lowers = self.best(stories[at:], self.columns) if uppers else {}
            cut = self._cut("/", stories[:at], stories[at:], self.prices.across)
            for high, ones in uppers.items():
                for deep, others in lowers.items():
                    if high + deep in heights:
                        yield from (way for a in ones for b in others for way in self._one_over(a, b, cut))

    def _parted(self, stories: StoryRow, heights: Collection[int]) -> Iterator[Way]:
        """One part of the page beside the other (通线)."""
        for one, other, left in self._halves(stories, self.columns):
            ones = self.best(one, left, "|")
            others = self.best(other, self.columns - left) if ones else {}
            cut = self._cut("|", one, other, self._gutter(left))
            for high in heights:
                if high in ones and high in others:
                    yield from (way for a in ones[high] for b in others[high] for way in self._one_beside(a, b, cut))

    def _one_over(self, a: Way, b: Way, cut: Cut) -> Iterator[Way]:
        self.joined += 1
        yield stacked(a, b, a.cost + b.cost + cut.price + (self.prices.corners + WORTH) * crossings(a, b))

    def _one_beside(self, a: Way, b: Way, cut: Cut) -> Iterator[Way]:
        self.joined += 1
        yield beside(a, b, a.cost + b.cost + cut.price + bumping(a.right, b.left, self.prices))


def _shape_cost(shape: Shape) -> float:
    return shape.cost


def cheapest_first(ways: ByHeight) -> ByHeight:
    """A table in order of the price of its heights."""
    order = sorted((own[0].cost, high) for high, own in ways.items())
    return {high: ways[high] for _, high in order}


def _least(ways: ByHeight) -> float:
    """The price of the cheapest way of a table that is in order."""
    return next(iter(ways.values()))[0].cost if ways else inf


def leaf(every: Sequence[News], story: int, shape: Shape) -> Way:
    """A story in a shape."""
    left = (*shape.corner, every[story].double)
    right = ("text", 0.0, False) if shape.under else left
    return Way(shape.cost, shape.wide, shape.high, story=story, shape=shape, left=left, right=right)


def beside(a: Way, b: Way, cost: float) -> Way:
    """Two ways side by side."""
    top = (*a.top, a.wide, *(x + a.wide for x in b.top))
    foot = (*a.foot, a.wide, *(x + a.wide for x in b.foot))
    return Way(cost, a.wide + b.wide, a.high, "|", a, b, top=top, foot=foot, left=a.left, right=b.right)


def stacked(a: Way, b: Way, cost: float) -> Way:
    """One way over another."""
    return Way(cost, a.wide, a.high + b.high, "/", a, b, top=a.top, foot=b.foot, left=a.left, right=a.right)


def crossings(a: Way, b: Way) -> int:
    """How many cuts of an upper part go on in the lower one: four corners meet there."""
    return len(set(a.foot) & set(b.top)) if a.foot and b.top else 0


def bumping(a: Corner, b: Corner, prices: PlanPrices) -> float:
    """碰题: the price of two things that stand level, side by side."""
    if a[0] == "head" and b[0] == "head":
        if a[2] and b[2]:
            return 0.0
        ratio = max(a[1], b[1]) / max(1.0, min(a[1], b[1]))
        if ratio >= NEAR:
            return 1.0
        return prices.tombstone * (1.0 if ratio < CLOSE else LESS) + WORTH
    return prices.pictures_level * 0.8 if a[0] == b[0] == "picture" else 0.0


def flips(way: Way) -> Iterator[Way]:
    """The same dissection with the parts of one cut changed over, for each cut."""
    if not way.kind:
        return
    a, b = way.parts
    yield Way(way.cost, way.wide, way.high, way.kind, b, a)
    for one in flips(a):
        yield Way(way.cost, way.wide, way.high, way.kind, one, b)
    for one in flips(b):
        yield Way(way.cost, way.wide, way.high, way.kind, a, one)
