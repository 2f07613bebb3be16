"""The plan of a page of many stories: the stories and their measures in, the made-up page out (docs/planner.md)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ...diagnostics import Diagnostic, Refused
from ...limits import MODULES_A_PAGE
from ...uncollected import uncollected
from ..composition import Shell
from ..fit import Fit
from ..module_rules import PageType
from ..page_plan import PagePlan, SketchOrder
from ..stone import Stone
from . import sketch
from .alike import MORE, alike
from .by_sketch import DEAR, DEARER, DEEPEST, MOST_TYPES, BySketch, better
from .dissect import Breadth
from .grid import rung_of
from .heads import Sizes, group, larger, sizes_of
from .judge import grave, serious, short_headed
from .left_out import LeftOut, left_out
from .measure import Shaped
from .module import levelled
from .news import News, news_of
from .orders import DrawnSketch, NotKept, drawn, not_kept, numbers
from .others import others
from .planned import filled_modules, planned_shell, rules_of_modules
from .search import ANY, NARROW, SOME, WIDE, Desk, MadePage
from .shapes import FREER, LAST, LEVEL, LOOSE, USUAL, WHOLE, Limits
from .told import told_drawn, told_faults, told_hollow, told_over, told_shapeless, told_white, told_widths
from .wishes import taken_back

AIMED = 0.98
"""Load that a type of the page should come to."""
THIN = 0.72
"""Load in the type that suits a page best under which it is not tried to fill it."""
MOST_IF_UNEVEN = 5
"""Types of the page that are tried before it is given up to fill it."""
MOST_AGAIN = 4
"""Searches for a page that is full, or over, each without the shapes that did not come out even."""

SHORT_AGAIN = 4.0
"""How much dearer short heads are where a page has some and is planned once more."""


def plan_page(stone: Stone, shell: Shell, order: SketchOrder | None = None, *, prove: bool = False) -> Fit:
    """Plan a page and make it up. `stone.shell`, `shell`: of the specimen. What is wrong is put into `stone.noticed`.
    `prove`: the other dissections are poured, too.

    Raises `Refused` for a page that cannot be planned at all: too many modules, a story without a shape at any width.
    """
    rules = rules_of_modules(stone.layout)
    every = news_of(stone.page, len(rules.ranks))
    if len(every) > MODULES_A_PAGE:
        facts = {"page": stone.page.label, "count": len(every), "limit": MODULES_A_PAGE}
        raise Refused([*stone.noticed, Diagnostic("M059", stone.place(), facts)])
    with uncollected():  # ways and shapes by the ten thousand, which the page outlives
        return _planned(stone, shell, every, order, prove)


def _planned(stone: Stone, shell: Shell, every: Sequence[News], order: SketchOrder | None, prove: bool) -> Fit:
    """The page made up. A function of its own: the planner is gone before the collector comes back and walks over it."""
    planner = Planner(stone, shell, every)
    return planner.fit(planner.best(order), order, prove=prove) if every else planner.empty()


class Planner(BySketch):
    """One page: its stories, what was measured, a desk for each type. `sizes`: of its heads, if not those that suit them
    best; `shaped`: what another planner of the page has measured.
    """

    def __init__(
        self, stone: Stone, shell: Shell, every: Sequence[News], sizes: Sizes | None = None, shaped: Shaped | None = None
    ) -> None:
        self.stone, self.shell, self.rules = stone, shell, rules_of_modules(stone.layout)
        self.every = tuple(every)
        self.shaped = shaped or Shaped()
        self._desks: dict[tuple[PageType, int, Limits], Desk] = {}
        self.sizes = sizes or self._sizes()

    def _sizes(self) -> Sizes:
        first = Desk(self.stone, self.shell, self.rules.types[0], self.every, self.shaped, {})
        return sizes_of(first.measures, self.every, self.rules)

    def desk(self, page_type: PageType, deeper: int = 0, limits: Limits = USUAL) -> Desk:
        """The desk of a type."""
        key = page_type, deeper, limits
        if key not in self._desks:
            self._desks[key] = Desk(self.stone, self.shell, page_type, self.every, self.shaped, self.sizes, deeper, limits)
        return self._desks[key]

    @property
    def usual(self) -> Desk:
        """The desk of the layout's usual type."""
        return self.desk(self.rules.types[0])

    def load_in(self, one: PageType) -> float:
        """About what the load is in a type."""
        base = self.rules.types[0]
        return self.usual.load * float((one.size / base.size) ** 0.9 * (base.lines / one.lines) ** 0.9)

    def types(self) -> list[PageType]:
        """Types of the page, the one first that should fill it best; the largest where none should."""
        if self.thin:
            return sorted(self.rules.types, key=lambda one: (-one.size / one.lines, one.price))
        return sorted(self.rules.types, key=self._suits)

    def _suits(self, one: PageType) -> float:
        return abs(self.load_in(one) - AIMED) * 150 + one.price

    @property
    def thin(self) -> bool:
        """Whether no type should fill the page."""
        return self.load_in(min(self.rules.types, key=self._suits)) <= THIN

    def best(self, order: SketchOrder | None) -> MadePage:
        """The best page: as it was drawn; as it was, if that is still good; else as it is found."""
        asked = drawn(self.stone, self.every, order)
        if order and isinstance(asked, DrawnSketch):
            made = self.as_drawn(asked, order)
            if made:
                return made
            self.stone.noticed.append(self.never(asked, order))
        elif isinstance(asked, Diagnostic):
            self.stone.noticed.append(asked)
        made = self.free()
        if order and isinstance(asked, NotKept):
            self.stone.noticed.append(not_kept(self.stone, self.every, order, asked.why, made.way))
        return made

    def free(self) -> MadePage:
        """The best page without an order."""
        best = self.found()
        return self._bettered(best) if best else self.unbound()

    def _bettered(self, best: MadePage) -> MadePage:
        """A page, or a better one in what is looked at only when it is made: heads that are full, white that is alike."""
        best = self._in_full_heads(best)
        types = dict.fromkeys((best.desk.type, *self.types()[:MOST_TYPES]))
        return alike(best, (self.desk(one, limits=limits) for one in types for limits in LEVEL))

    def _in_full_heads(self, best: MadePage) -> MadePage:
        """A page, or where it has short heads, a better one: with larger heads of their ranks, else with none of them."""
        groups = self._short(best)
        if groups:
            sizes = larger(self.sizes, groups, self.rules)
            best = better(best, Planner(self.stone, self.shell, self.every, sizes, self.shaped).found()) or best
        return self._without_short(best) if self._short(best) else best

    def _short(self, made: MadePage) -> set[str]:
        """The ranks and kinds of which a page has short heads; not asked of one that is over."""
        if made.high > made.desk.grid.rows:
            return set()
        stories = short_headed(made.faults)
        return {group(one, self.rules) for one in self.every if one.story in stories}

    def _without_short(self, best: MadePage) -> MadePage:
        """A page, or one as high and even that has no short heads and is not much dearer.

        A head in a line too many may save a little more than a short one costs: where that is dear, another page is found.
        """
        prices = replace(self.rules.prices, head_short=SHORT_AGAIN * self.rules.prices.head_short)
        layout = replace(self.stone.layout, modules=replace(self.rules, prices=prices))
        planner = Planner(replace(self.stone, layout=layout), self.shell, self.every, self.sizes, self.shaped)
        freer = {FREER: 0.0} if self.usual.load <= THIN else {}  # a page with much air in heads is no gain at any price
        for limits, more in {**freer, best.desk.limits: MORE}.items():
            desk = planner.desk(best.desk.type, limits=limits)
            made = desk.best_found(ANY, range(best.high, best.high + 1), MOST_AGAIN)
            if made and made.exact and made.rank <= best.rank + more and not short_headed(made.faults):
                return replace(made, rivals=best.rivals)  # its own are judged by other prices
        return best

    def found(self) -> MadePage | None:
        """The best page: full, else with a white strip, else too deep."""
        types = self.types()
        best = None if self.thin else self.full(types)
        if best and best.exact:
            return best
        for limits in (*WHOLE, USUAL, FREER, LOOSE, LAST):
            deeper = not (self.thin or limits in WHOLE)
            made = self.short(types[0], limits) or (self.over(types, limits) if deeper else None)
            if made and made.exact:
                return made
            best = best or made
        return best or self.over(types, LAST)

    def unbound(self) -> MadePage:
        """The page without some of the widths that editors gave to stories."""
        desk = self.desk(self.rules.types[0], limits=LAST)
        never = [n for n, one in enumerate(self.every) if one.columns and desk.shapeless(n)]
        taken = taken_back(self.every, never, lambda some: self._without(some).found() is not None)
        planner = self._without(taken)
        made = planner.found() if taken else None
        if not made:
            raise Refused([*self.stone.noticed, *told_shapeless(self.stone, desk)])
        return planner._bettered(made)

    def _without(self, wishes: Collection[int]) -> Planner:
        """A planner for the same stories without the widths of some."""
        every = [replace(one, columns=0) if n in wishes else one for n, one in enumerate(self.every)]
        return Planner(self.stone, self.shell, every)

    def full(self, types: Sequence[PageType]) -> MadePage | None:
        """The best page that fills the type area, or the nearest to it."""
        best: MadePage | None = None
        for search in (NARROW, WIDE):
            most = MOST_TYPES if search is NARROW else MOST_IF_UNEVEN
            tried = [best.desk.type] if best and best.exact else self.with_more_white(types[:most])
            for page_type in tried:
                best = better(best, self._full_in(page_type, search))
                if best and best.exact and best.price < DEAR + DEARER * len(self.every):
                    return self._cleaner(best, types)
        return best

    def with_more_white(self, types: Sequence[PageType]) -> list[PageType]:
        """Types of the page; if it has section heads, also the first with a row more above each of them."""
        heads = sum(bool(section.heading) for one in self.stone.page.articles for section in one.sections)
        price = types[0].price + self.rules.prices.heading * heads
        return [*types, *([replace(types[0], above=types[0].above + 1, price=price)] if heads else [])]

    def _cleaner(self, best: MadePage, types: Sequence[PageType]) -> MadePage:
        """A page without a serious fault, where another dissection, or another type of the page, has one at hardly more.

        Another type takes as long as the page itself: with many stories it is tried for grave faults, not for heads not
        quite alike.
        """
        few = len(self.every) <= SOME
        for desk in (best.desk, *(best.desk.with_less_air(limits.air) for limits in LEVEL if few)):
            best = better(best, desk.cleaned(best)) or best
        if serious(best.faults) and few:  # of more it takes too long
            best = better(best, self._full_in(best.desk.type, WIDE)) or best
        for other in [one for one in types if one is not best.desk.type][:MOST_TYPES]:
            if not (serious(best.faults) if few else grave(best.faults, self.rules.prices)):
                break
            best = better(best, self._full_in(other, NARROW)) or best
        return best

    def _full_in(self, page_type: PageType, search: Breadth) -> MadePage | None:
        """The best full page in a type: where none comes out even, again without the shapes that did not."""
        desk = self.desk(page_type)
        return desk.best_found(search, range(desk.grid.rows, desk.grid.rows + 1), MOST_AGAIN)

    def short(self, page_type: PageType, limits: Limits) -> MadePage | None:
        """The best page with a white strip at its foot."""
        search, made = WIDE if limits in (USUAL, WHOLE[0]) else ANY, None
        for one in self.with_more_white([page_type]):
            desk = self.desk(one, limits=limits)
            made = better(made, desk.best_found(search, range(1, desk.grid.rows), 1))
        return made if made and (made.exact or limits is LAST) else None

    def over(self, types: Sequence[PageType], limits: Limits) -> MadePage | None:
        """The page in the smallest type, as little deeper than the type area as it can be."""
        smallest = min(types, key=lambda one: (one.size / one.lines, one.price))
        rows = self.desk(smallest).grid.rows
        deeper = rows * DEEPEST + int(rows * max(1.0, self.usual.load)) + max(map(self.usual.deep, range(len(self.every))))
        search = NARROW if limits is USUAL else ANY
        return self.desk(smallest, deeper, limits).best_found(search, range(rows, deeper), MOST_AGAIN)

    @property
    def least(self) -> float:
        """What no page costs less than: each story in its cheapest shape."""
        return min(desk.least for desk in self._desks.values())

    def empty(self) -> Fit:
        """A page without a story: nothing but white."""
        desk, plan = self.usual, PagePlan((), white=self.usual.grid.rows - 1)
        self.stone.noticed.append(told_white(self.stone, desk, plan.white))
        rung = replace(rung_of(self.stone.layout, desk.type), plan=plan)
        return Fit(rung, planned_shell(self.shell, plan, self.stone.layout, rung), (), ())

    def fit(self, made: MadePage, order: SketchOrder | None = None, *, prove: bool = False) -> Fit:
        """The page as make-up takes it; what stays wrong with it is told."""
        desk, names = made.desk, numbers(self.stone.page, self.every, order)
        off = desk.grid.rows - made.high
        modules = levelled(made.page, made.modules, self.rules, desk.grid.leading)
        plan = PagePlan(
            modules, sketch.write(made.way, names), self.usual.load, made.price, made.faults, max(0, off),
            max(0, -off), tuple((sketch.write(way, names), price) for way, price in others(made, prove=prove)), made.kept,
            prove,
        )  # fmt: skip
        rung = replace(desk.rung, plan=plan)
        shell = planned_shell(self.shell, plan, self.stone.layout, rung)
        fit = Fit(rung, shell, tuple(filled_modules(self.stone, shell, plan, rung)), ())
        self._tell(made, fit, order)
        return fit

    def _tell(self, made: MadePage, fit: Fit, order: SketchOrder | None) -> None:
        plan, noticed = fit.rung.plan, self.stone.noticed
        assert plan  # noqa: S101 - just made
        noticed += told_faults(self.stone, made.faults)
        noticed += told_widths(self.stone, lambda: self.desk(self.rules.types[0], limits=LAST), made, self.every)
        best = (
            self.free() if order and made.kept and not order.kept and (plan.white or plan.over or not made.exact) else None
        )
        if order and best:
            text = sketch.write(best.way, numbers(self.stone.page, self.every, order))
            noticed.append(told_drawn(self.stone, fit, order, text))
        noticed += told_hollow(self.stone, made.desk.grid, plan.modules)
        if plan.white:
            noticed.append(told_white(self.stone, made.desk, plan.white))
        if plan.over:
            noticed.append(told_over(self.stone, made.desk, fit, self._left_out(made, best)))

    def _left_out(self, made: MadePage, best: MadePage | None) -> LeftOut:
        """What is to be left out of a page that is too deep; nothing if its sketch is at fault (`best`: without it)."""
        if best and best.exact and best.high <= best.desk.grid.rows:
            return LeftOut((), True)
        grid, sizes = made.desk.grid, {n: made.desk.natural(n) for n in range(len(self.every))}
        return left_out(self.every, sizes, grid.columns * grid.rows, self._even_without)

    def _even_without(self, some: Sequence[News]) -> bool:
        """Whether the page comes out even without some stories."""
        rest = [one for one in self.every if one not in some]
        planner = Planner(replace(self.stone, noticed=[]), self.shell, rest)
        types = planner.types()
        made = planner.full(types)
        if not (made and made.exact) and planner.load_in(types[0]) < AIMED:
            made = planner.short(types[0], USUAL)
        return made is not None and made.exact
