"""The search at one type of the page: orders of the stories are dissected, the best pages are judged and then poured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from ...limits import PLAN_JOINS
from ..composition import Rung, Shell
from ..layouts import Layout
from ..module_rules import ModuleRules, PageType
from ..page_plan import KINDS_OF_MODULE, Module, PlanFault
from ..stone import Stone
from .clean import JOINS, CleanDissection
from .dissect import WORTH, Breadth, Dissection, Way, flips
from .grid import PageGrid, Setting, grid_of, rung_of
from .heads import Sizes
from .impossible import Gap, Impossible
from .judge import PlacedStory, faults, placed, serious
from .measure import Measures, Shaped
from .module import at_place
from .news import News, in_letters
from .planned import free_top, rules_of_modules
from .prove import Prover
from .shapes import USUAL, Limits, Shape, Shaper, ShapeTable, with_less_air
from .sketch import Recut, Tree

NARROW, WIDE, ANY = Breadth(16, 16.0, 8), Breadth(26, 60.0, 24), Breadth(40, 1e9, 24)
"""The usual search, the one for pages that it does not fill, or fills dearly, and the last one."""
JUDGED, FLIPPED, PROVED = 60, 20, 4
"""Pages that are judged, those of them whose parts are changed over, and pages that are poured."""
MOST_PROVED = 20
"""Pages that are poured when the cheapest ones are not even."""
OVER = 50.0
"""Price of a row that a page is over: the least is wanted, whatever else it costs."""
FREE = frozenset(KINDS_OF_MODULE) - {"story"}
"""Kinds that may stand anywhere in the order: only stories are weighed against each other by it."""
RECUTS = 4
"""Times that a given dissection is tried, each without the shapes that did not come out even."""
SAVED = 10.0
"""What the pour may save of a page's price: rows of white vanish at columns' edges."""
SOME, MANY = 8, 12
"""Modules up to which a search is as broad as can be, and from which on it is half as broad as else."""

_ShapesOf = Callable[[int, int], ShapeTable]
"""The shapes of a story at a width."""


@dataclass(frozen=True)
class Candidate:
    """A page that was judged, not yet poured. `rank`: its price, and what serious faults cost beside it."""

    way: Way
    page: tuple[PlacedStory, ...]
    price: float
    faults: tuple[PlanFault, ...]

    @property
    def rank(self) -> float:
        """By this pages are chosen: a serious fault stands only where no page without it is near."""
        return self.price + (WORTH if serious(self.faults) else 0.0)


@dataclass(frozen=True)
class Rivals:
    """The pages that one was chosen from, the best first, and the desk that judged them."""

    desk: Desk
    candidates: Sequence[Candidate]


@dataclass(frozen=True)
class MadePage:
    """A page as poured: its stories in the shapes that they took, its modules, whether all are even, its price."""

    desk: Desk
    way: Way
    page: tuple[PlacedStory, ...]
    modules: tuple[Module, ...]
    exact: bool
    blank: int
    price: float
    faults: tuple[PlanFault, ...]
    rivals: Rivals | None = None
    kept: bool = False

    @property
    def high(self) -> int:
        """Rows of the page that are planned."""
        return self.way.high

    @property
    def rank(self) -> float:
        """By this pages are chosen."""
        return self.price + (WORTH if serious(self.faults) else 0.0)


class Desk:
    """A type of the page at work. Tables are kept while the stories stay the same. `tallest`: rows that may be planned."""

    def __init__(
        self, stone: Stone, shell: Shell, page_type: PageType, every: Sequence[News], shaped: Shaped, sizes: Sizes,
        deeper: int = 0, limits: Limits = USUAL,
    ) -> None:  # fmt: skip
        self.rules: ModuleRules = rules_of_modules(stone.layout)
        self.type, self.every, self.sizes = page_type, tuple(every), sizes
        self.grid: PageGrid = grid_of(stone.layout, page_type, free_top(shell), in_letters(stone.page))
        self.rung: Rung = rung_of(stone.layout, page_type)
        self.measures = Measures(stone, shell, self.rung, self.grid, shaped, page_type.above)
        self.tallest = max(self.grid.rows, deeper)
        self.limits = limits
        self.shaper = Shaper(self.measures, self.rules, sizes, self.tallest, limits)
        self.prover = Prover(self.measures, self.rules.prices, limits.blank)
        self.joined = 0
        self._tables: dict[tuple[int, int], ShapeTable] = {}
        self._shapes_of: _ShapesOf = lambda story, wide: self.shaper.table(self.every[story], wide)

    @property
    def layout(self) -> Layout:
        """The page's layout."""
        return self.measures.stone.layout

    def table(self, story: int, wide: int) -> ShapeTable:
        """The shapes of a story, by its number in the order, at a width."""
        key = story, wide
        if key not in self._tables:
            self._tables[key] = self._shapes_of(story, wide)
        return self._tables[key]

    def with_less_air(self, most: int) -> Desk:
        """The same with those of its shapes alone that have at most so many rows of air in the head."""
        desk = copy(self)
        desk._tables, desk._shapes_of = {}, lambda story, wide: with_less_air(self.table(story, wide), most)
        return desk

    def natural(self, story: int) -> int:
        """Rows times basic columns of a story's cheapest shape; without any about those of its text."""
        shapes = ((shape.cost, shape.high * wide) for wide, shape in self._usual(story))
        return min(shapes, default=(0.0, self.deep(story) * self._widest(story)))[1]

    def shapeless(self, story: int) -> bool:
        """Whether a story has no shape at any width."""
        return not self._usual(story)

    def deep(self, story: int) -> int:
        """About the rows that a story's text takes in the widest module that it may have."""
        setting = self.setting(story)
        return self._deep(story, setting) if setting else 0

    def setting(self, story: int) -> Setting | None:
        """The columns in which it is shallowest there."""
        every = self.shaper.settings(self.every[story], self._widest(story))
        return min(every, key=lambda one: self._deep(story, one), default=None)

    def _deep(self, story: int, setting: Setting) -> int:
        return ceil(self.measures.body(self.every[story], setting).rows / setting.count)

    def _widest(self, story: int) -> int:
        return min(self.every[story].columns or self.grid.columns, self.grid.columns)

    def _usual(self, story: int) -> list[tuple[int, Shape]]:
        """A story's shapes at the widths that suit it; without any, all that it has."""
        news, columns = self.every[story], self.grid.columns
        low, high = self.rules.of(news.kind, news.rank).columns
        widths = (news.columns,) if news.columns else range(min(low, columns), min(high, columns) + 1)
        return list(self._shapes(story, widths)) or list(self._shapes(story, range(1, columns + 1)))

    @cached_property
    def load(self) -> float:
        """The share of the page that its stories take at their cheapest."""
        area = self.grid.columns * self.grid.rows
        return sum(self.natural(story) for story in range(len(self.every))) / area

    @property
    def least(self) -> float:
        """About what no page in this type costs less than."""
        costs = (min((shape.cost for _, shape in self._usual(story)), default=0.0) for story in range(len(self.every)))
        return self.type.price + sum(costs)

    def _shapes(self, story: int, widths: Iterable[int]) -> Iterator[tuple[int, Shape]]:
        for wide in widths:
            for shapes in self.table(story, wide).values():
                yield from ((wide, shape) for shape in shapes)

    def searched(self, search: Breadth, heights: range) -> list[Way]:
        """Ways to fill the page to one of some heights, the cheapest first; for each of the first, those that are the same
        with two parts changed over.
        """
        size = self.grid.columns, max(heights)
        if len(self.every) > SOME:
            search = Breadth(search.kept * SOME // len(self.every), search.window, search.orders)
        if len(self.every) > MANY:
            search = Breadth(search.kept // 2 + 1, search.window, 3)
        dissection = Dissection(self.every, self.table, size, search, self.rules.prices, PLAN_JOINS)
        ways = list[Way]()
        if dissection.area(tuple(range(len(self.every)))) > size[0] * size[1]:
            return ways
        for order in orders(self.every, search.orders):
            ways += dissection.pages(order, heights)
            if dissection.joined > PLAN_JOINS:
                break
        self.joined += dissection.joined
        ways = sorted(ways, key=self._depth)[:JUDGED]
        return ways + [other for way in ways[:FLIPPED] for other in flips(way)]

    def _depth(self, way: Way) -> float:
        """What a way costs, the strip that it leaves white, or what it has over."""
        return way.cost + self._off(way.high)

    def _off(self, high: int) -> float:
        off = self.grid.rows - high
        return self.rules.prices.white * off if off >= 0 else -OVER * off

    def best_found(self, search: Breadth, heights: range, times: int) -> MadePage | None:
        """The best page of a search. Where none is even it is made again, without the shapes that did not come out."""
        return self._again(lambda: self.searched(search, heights), times)

    def cleaned(self, best: MadePage) -> MadePage | None:
        """A page as high without a serious fault that ranks before the best one; none if that has no such fault."""
        return self.best_of(self.clean(best.high, best.rank + SAVED)) if serious(best.faults) else None

    def clean(self, high: int, enough: float, joins: int = JOINS) -> list[Candidate]:
        """Pages of a height without a serious fault that cost less than `enough`, the best first."""
        most = enough - self.type.price - self._off(high)
        size, prices = (self.grid.columns, high), self.rules.prices
        dissection, ways = CleanDissection(self.every, self.table, size, prices, most, joins), list[Way]()
        for order in orders(self.every, dissection.search.orders) if dissection.slack > 0 else ():
            ways += dissection.pages(order, range(high, high + 1))
            if dissection.joined > dissection.limit:
                break
        self.joined += dissection.joined
        ways = sorted(ways, key=self._depth)[:JUDGED]
        pages = self.judged([*ways, *(other for way in ways[:FLIPPED] for other in flips(way))])
        return [one for one in pages if not serious(one.faults) and one.price < enough]

    def best_recut(self, tree: Tree, numbers: Mapping[str, int], heights: range) -> MadePage | None:
        """The same in a given dissection."""
        return self._again(lambda: self.recut(tree, numbers, heights), RECUTS)

    def _again(self, ways: Callable[[], list[Way]], times: int) -> MadePage | None:
        best: MadePage | None = None
        for turn in range(times):
            if turn:
                self.without_failed()
            made = self.best_of(self.judged(ways()))
            if made and (best is None or (made.exact, -made.rank) > (best.exact, -best.rank)):
                best = made
            if made is None or made.exact:
                break
        return best

    def recut(self, tree: Tree, numbers: Mapping[str, int], heights: range) -> list[Way]:
        """Ways to fill the page in a given dissection to one of some heights."""
        size = (self.grid.columns, max(heights))
        ways = Recut(self.every, numbers, self.table, size, self.rules.prices).ways(tree)
        return sorted((way for high, ones in ways.items() if high in heights for way in ones), key=self._depth)

    def gap(self, tree: Tree, numbers: Mapping[str, int]) -> Gap | None:
        """How near a given dissection that has no way comes to one."""
        size = (self.grid.columns, self.tallest)
        return Impossible(self.every, numbers, self.table, size, self.rules.prices).gap(tree)

    def judged(self, ways: Sequence[Way]) -> list[Candidate]:
        """Pages with the prices of the whole page, the best first."""
        made = [self._judged(way) for way in ways]
        return [made[n] for _, n in sorted((one.rank, n) for n, one in enumerate(made))]

    def _judged(self, way: Way) -> Candidate:
        page = tuple(placed(way, self.every))
        found = tuple(faults(page, self.rules, way.high))
        price = self.type.price + sum(one.shape.cost for one in page) + sum(one.price for one in found)
        price += self._off(way.high)
        return Candidate(way, page, price, found)

    def best_of(self, candidates: Sequence[Candidate], most: int = PROVED) -> MadePage | None:
        """The best page that comes out even in the pour; without any the best that does not."""
        best: MadePage | None = None
        for tried, one in enumerate(candidates):
            if best and best.exact and one.rank >= best.rank:
                break
            if best and best.exact and tried >= most and (serious(one.faults) or not serious(best.faults)):
                continue  # only a page without a serious fault is worth a pour more
            if tried >= MOST_PROVED:
                break
            if best and self.failed(one):
                continue
            made = self.made(one)
            if best is None or (made.exact, -made.rank) > (best.exact, -best.rank):
                best = made
        return replace(best, rivals=Rivals(self, candidates)) if best else None

    def failed(self, one: Candidate) -> bool:
        """Whether a shape of a page did not come out even in the pour."""
        return any(self.prover.failed(place.news, place.shape) for place in one.page)

    def without_failed(self) -> Desk:
        """The same without the shapes that did not come out even in the pour."""
        for (story, wide), table in self._tables.items():
            news, left = self.every[story], ShapeTable()
            for high, shapes in table.items():
                able = tuple(shape for shape in shapes if not self.prover.failed(news, shape))
                if able:
                    left[high] = able
            self._tables[story, wide] = left
        return self

    def made(self, one: Candidate) -> MadePage:
        """A page poured. A module that does not come out even is tried in another shape of its height."""
        modules, exact, blank, price = list[Module](), True, 0, one.price
        page = list[PlacedStory]()
        for place in one.page:
            shape, proof = self.prover.proved(place.news, place.shape)
            price += shape.cost - place.shape.cost + proof.cost - (place.shape.even if proof.exact else 0.0)
            exact, blank = exact and proof.exact, blank + proof.blank
            page.append(place._replace(shape=shape))
            modules.append(at_place(self.measures, proof.module, place, max(one.way.high, self.grid.rows)))
        found = tuple(faults(page, self.rules, one.way.high))
        price += sum(fault.price for fault in found) - sum(fault.price for fault in one.faults)
        order = sorted(range(len(modules)), key=lambda n: one.page[n].number)
        return MadePage(self, one.way, tuple(page), tuple(modules[n] for n in order), exact, blank, price, found)


def orders(every: Sequence[News], most: int) -> list[tuple[int, ...]]:
    """Rows of stories to dissect: the editor's own, and with what is free to move, or has a place of its own, elsewhere."""
    first = sorted(range(len(every)), key=lambda n: ("foot" in every[n].places) - every[n].double)
    made = [tuple(first)]
    if every[first[0]].kind in FREE:  # a page does not begin with a comment for being written so
        made.append(tuple(sorted(first, key=lambda n: every[n].kind in FREE)))
    for rank in range(1, 4):
        for story in first:
            made += [tuple(row) for row in _moved(first, story, every, rank)]
    made += [tuple(row) for row in _exchanged(first, every)]
    return [row for row in dict.fromkeys(made) if _together(row, every)][:most]


def _together(row: Sequence[int], every: Sequence[News]) -> bool:
    """Whether nothing stands between the two of a 双头条."""
    places = [at for at, story in enumerate(row) if every[story].double]
    return len(places) != 2 or places[1] - places[0] == 1


def _moved(first: list[int], story: int, every: Sequence[News], rank: int) -> Iterator[list[int]]:
    """The row with one story elsewhere: where it would go first, second, third."""
    one = every[story]
    if not (one.kind in FREE or "right" in one.places) or one.double or len(first) < 2:
        return
    rest = [other for other in first if other != story]
    places = (len(rest), len(rest) // 2, 1) if "foot" not in one.places else (len(rest), len(rest) - 1, len(rest))
    at = places[rank - 1]
    yield [*rest[:at], story, *rest[at:]]


def _exchanged(first: list[int], every: Sequence[News]) -> Iterator[list[int]]:
    """Neighbours of one rank changed over."""
    for at in range(1, len(first) - 1):
        a, b = first[at], first[at + 1]
        if every[a].rank == every[b].rank and every[a].kind == every[b].kind and not every[a].double:
            yield [*first[:at], b, a, *first[at + 2 :]]
