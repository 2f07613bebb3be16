"""Pages by a sketch: as an editor drew it, or as it was, while that is still good. What they need of a planner it has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...diagnostics import Diagnostic
from ..module_rules import ModuleRules, PageType
from ..page_plan import SketchOrder
from ..stone import Stone
from .impossible import misfit, nearest
from .news import News
from .orders import DrawnSketch, dearer, not_kept, numbers, put_in
from .search import Desk, MadePage
from .shapes import LOOSE, USUAL, Limits
from .sketch import Tree, grafted
from .told import called

DEAR, DEARER = 60.0, 8.0
"""A page that costs more than the first, and the second for each module, is compared with other types of the page."""
MOST_TYPES = 3
"""Types of the page that are tried."""
DEEPEST = 3
"""How many pages deep a page that is over is planned, beside its load."""


class BySketch(ABC):
    """A planner that makes pages by a sketch; how it makes them without one is its own."""

    stone: Stone
    rules: ModuleRules
    every: tuple[News, ...]

    @abstractmethod
    def desk(self, page_type: PageType, deeper: int = 0, limits: Limits = USUAL) -> Desk:
        """The desk of a type."""

    @abstractmethod
    def types(self) -> list[PageType]:
        """Types of the page, the one first that should fill it best."""

    @abstractmethod
    def with_more_white(self, types: Sequence[PageType]) -> list[PageType]:
        """Types of the page, also with more white above section heads."""

    @abstractmethod
    def free(self) -> MadePage:
        """The best page without a sketch."""

    @property
    @abstractmethod
    def least(self) -> float:
        """What no page costs less than."""

    def as_drawn(self, asked: DrawnSketch, order: SketchOrder) -> MadePage | None:
        """The page in a given dissection. A kept one only if it is not much dearer than the best."""
        names = {name: n for n, name in enumerate(numbers(self.stone.page, self.every, order))}
        if asked.kept:
            return self._still_good(asked, names, order)
        best = self._recut(asked.tree, names, USUAL)
        if not (best and best.exact):
            best = better(best, self._recut(asked.tree, names, LOOSE))
        if not (best and best.exact and best.price < DEAR + DEARER * len(self.every)):
            best = better(best, self._off(asked, names))
        return replace(best, kept=True) if best else None

    def _recut(self, tree: Tree, names: Mapping[str, int], limits: Limits, enough: float = 1e9) -> MadePage | None:
        """The given dissection, full, in the first type that it is even in at a price of `enough`."""
        best: MadePage | None = None
        for page_type in self.with_more_white(self.types()[:MOST_TYPES]):
            desk = self.desk(page_type, limits=limits)
            rows = desk.grid.rows
            best = better(best, desk.best_recut(tree, names, range(rows, rows + 1)))
            if best and best.exact and best.price <= enough:
                return best
        return best

    def _off(self, asked: DrawnSketch, names: Mapping[str, int]) -> MadePage | None:
        """The given dissection where it cannot be full: with a white strip, or too deep; in the first type that it has."""
        for page_type in self.types():
            desk = self.desk(page_type, limits=LOOSE)
            made = desk.best_recut(asked.tree, names, range(1, desk.grid.rows))
            if made and made.exact:
                return made
        deep = (one.best_recut(asked.tree, names, range(one.grid.rows, one.tallest)) for one in self._deep())
        return next((made for made in deep if made), None)

    def _deep(self) -> Iterator[Desk]:
        """Desks on which a drawn page may be deeper than the type area, one for each type that is tried."""
        types = self.types()[:MOST_TYPES]
        yield from (self.desk(one, self.desk(one, limits=LOOSE).grid.rows * DEEPEST, LOOSE) for one in types)

    def never(self, asked: DrawnSketch, order: SketchOrder) -> Diagnostic:
        """Why a drawn dissection has no way at all."""
        page, columns = self.stone.page.label, self.rules.columns
        place = {name: n for n, name in enumerate(numbers(self.stone.page, self.every, order))}
        every = [called(self.stone, one) for one in self.every]
        wrong = misfit(asked.tree, (columns, columns))
        why = wrong.why if wrong else nearest((desk.gap(asked.tree, place) for desk in self._deep()), every, place)
        return Diagnostic("I035", order.place or self.stone.place(), {"page": page, "why": why[0], "why_zh": why[1]})

    def _still_good(self, asked: DrawnSketch, names: Mapping[str, int], order: SketchOrder) -> MadePage:
        """The kept dissection while it costs not much more than the best; else the best, with a note."""
        tree, came, slack = asked.tree, asked.came, self.rules.prices.kept
        if came is not None:
            tree = grafted(tree, next(name for name, n in names.items() if n == came))
        kept = self._recut(tree, names, USUAL)
        if not (kept and kept.exact and kept.price <= self.least + slack):
            best = self.free()
            enough = best.price + slack
            kept = self._bent(kept, tree, names, best, enough)
            if not (kept and stays(kept, best, enough)):
                more = kept.price - best.price if kept and kept.exact else None
                self.stone.noticed.append(not_kept(self.stone, self.every, order, dearer(more), best.way, came))
                return best
            kept = replace(kept, rivals=best.rivals)
        if came is not None:
            self.stone.noticed.append(put_in(self.stone, self.every, order, came, kept.way))
        return replace(kept, kept=True)

    def _bent(
        self, kept: MadePage | None, tree: Tree, names: Mapping[str, int], best: MadePage, enough: float
    ) -> MadePage | None:
        """A kept dissection that does not come out, or dearly, in other widths, with a strip, or as if it were drawn."""
        if not stays(kept, best, enough) and tree.kind != "?":
            kept = better(kept, self._recut(tree.anywhere, names, USUAL, enough))
            desk = best.desk
            if best.high < desk.grid.rows:
                kept = better(kept, desk.best_recut(tree.anywhere, names, range(1, desk.grid.rows)))
        if not stays(kept, best, enough):
            kept = better(kept, self._recut(tree, names, LOOSE, enough))
        return kept


def better(one: MadePage | None, other: MadePage | None) -> MadePage | None:
    """The even one of two, else the cheaper."""
    if one is None or other is None:
        return one or other
    return other if (other.exact, -other.rank) > (one.exact, -one.rank) else one


def stays(kept: MadePage | None, best: MadePage, enough: float) -> bool:
    """Whether a kept dissection is as even as the best and costs no more than `enough`."""
    return kept is not None and kept.exact >= best.exact and kept.price <= enough
