"""A page once more, where white above heads of one rank is unlike on it: most pages have another way at hardly more.

Such white comes of rows of air that are put into a head to make its text come out even. Of the pages that were judged some
have none, or as much of it in each head of the rank; else the page is dissected once more from the shapes with less of it;
else the stories are shaped anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from ..module_rules import PageType
from ..page_plan import PlanFault
from .clean import JOINS
from .judge import serious
from .search import NARROW, SOME, Desk, MadePage
from .shapes import LEVEL, Limits

SEEN = 0.25
"""Grid rows from which on unlike white is seen: 3 pt."""
MORE = 25.0
"""What a page may cost more that has none of what a page should not have, and is as even."""
POURED = 8
"""Pages of those judged that are poured."""
FEW_JOINS = 2_000
"""Pairs of heights that are joined to dissect a page once more from the shapes at hand: it takes a fifth of its time."""


def alike(best: MadePage, types: Sequence[PageType], desk: Callable[[PageType, Limits], Desk]) -> MadePage:
    """The page, or one as high and even on which white above heads of a rank is alike. `types`: that are tried; `desk`:
    for a type, with so much air.
    """
    if not unlike_in(best.faults, best) or best.high > best.desk.grid.rows or not best.exact:
        return best
    found, few = best, len(best.desk.every) <= SOME  # of more it takes too long to shape the stories anew
    at_hand = (best.desk.with_less_air(limits.air) for limits in LEVEL[: None if few else 1])
    anew = (desk(one, limits) for one in types for limits in LEVEL) if few else ()
    for made in chain(_judged(best), _dissected(best, at_hand, FEW_JOINS), _searched(best, anew)):
        near = made.exact and made.rank <= best.rank + MORE
        if near and not _worse(made, found) and not unlike_in(made.faults, best):
            found = made
            if not serious(made.faults):
                break
    return found


def unlike_in(faults: Iterable[PlanFault], made: MadePage) -> bool:
    """Whether heads of one rank have white above them that is seen to be unlike, by the prices of a page."""
    least = SEEN * made.desk.rules.prices.white_unlike
    return any(fault.rule == "white_unlike" and fault.price > least for fault in faults)


def _worse(made: MadePage, best: MadePage) -> bool:
    """Whether a page has a fault that no page should keep, or a short head, and the best so far has none."""
    short = [any(fault.rule == "head_short" for fault in one.faults) for one in (made, best)]
    return (serious(made.faults) and not serious(best.faults)) or short == [True, False]


def _judged(best: MadePage) -> Iterator[MadePage]:
    """The cheapest pages of those judged that have none, poured."""
    if not best.rivals:
        return
    desk, near = best.rivals.desk, best.rank + MORE
    able = (one for one in best.rivals.candidates if one.way.high == best.high and one.rank <= near)
    level = (one for one in able if not unlike_in(one.faults, best) and not desk.failed(one))
    yield from (replace(desk.made(one), rivals=best.rivals) for one in islice(level, POURED))


def _dissected(best: MadePage, desks: Iterable[Desk], joins: int) -> Iterator[MadePage]:
    """The best pages without a serious fault of desks of the same type."""
    for desk in desks:
        pages = desk.clean(best.high, best.rank + MORE, joins)
        made = desk.best_of([one for one in pages if not unlike_in(one.faults, best)])
        if made:
            yield made


def _searched(best: MadePage, desks: Iterable[Desk]) -> Iterator[MadePage]:
    """The best pages of other desks, with a strip as deep: of those of its own type also without a serious fault."""
    strip = best.desk.grid.rows - best.high
    for desk in desks:
        high = desk.grid.rows - strip
        made = desk.best_found(NARROW, range(high, high + 1), 2)
        if made:
            yield made
        if desk.type is best.desk.type:
            yield from _dissected(best, [desk], JOINS)
