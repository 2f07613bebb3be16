"""A page once more, where white above heads of one rank is unlike on it: most pages have another way at hardly more.

Such white comes of rows of air that are put into a head to make its text come out even. Of the pages that were judged some
have none, or as much of it in each head of the rank; else stories are shaped anew with less of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ..module_rules import PageType
from ..page_plan import PlanFault
from .judge import serious
from .search import NARROW, SOME, Candidate, Desk, MadePage
from .shapes import LEVEL, Limits

SEEN = 0.25
"""Grid rows from which on unlike white is seen: 3 pt."""
MORE = 25.0
"""What a page may cost more that has none of what a page should not have, and is as even."""
POURED = 8
"""Pages of those judged that are poured."""


def alike(best: MadePage, types: Sequence[PageType], desk: Callable[[PageType, Limits], Desk]) -> MadePage:
    """The page, or one as high and even on which white above heads of a rank is alike. `types`: that are tried."""
    if not unlike_in(best, best.faults) or best.high > best.desk.grid.rows or not best.exact:
        return best
    tried = [(one, limits) for one in types for limits in LEVEL]
    few = len(best.desk.every) <= SOME  # of more each search takes a third of what the page took
    desks, found = (desk(*one) for one in tried[: None if few else 1]), best
    for made in chain(_judged(best), _anew(best, desks)):
        near = made.exact and made.rank <= best.rank + MORE
        if near and not _worse(made, found) and not unlike_in(made, made.faults):
            found = made
            if not serious(made.faults):
                break
    return found


def unlike_in(made: MadePage, faults: Iterable[PlanFault]) -> bool:
    """Whether heads of one rank have white above them that is seen to be unlike."""
    least = SEEN * made.desk.rules.prices.white_unlike
    return any(fault.rule == "white_unlike" and fault.price > least for fault in faults)


def _worse(made: MadePage, best: MadePage) -> bool:
    """Whether a page has a fault that no page should keep, or a short head, and the best has none."""
    short = [any(fault.rule == "head_short" for fault in one.faults) for one in (made, best)]
    return (serious(made.faults) and not serious(best.faults)) or short == [True, False]


def _judged(best: MadePage) -> Iterator[MadePage]:
    """The cheapest pages of those judged that have none, poured."""
    desk, candidates = (best.rivals.desk, best.rivals.candidates) if best.rivals else (best.desk, list[Candidate]())
    able = (one for one in candidates if one.way.high == best.high and one.rank <= best.rank + MORE)
    left = POURED
    for one in able:
        if unlike_in(best, one.faults) or any(desk.prover.failed(place.news, place.shape) for place in one.page):
            continue
        if not left:
            return
        left -= 1
        yield replace(desk.made(one), rivals=best.rivals)


def _anew(best: MadePage, desks: Iterable[Desk]) -> Iterator[MadePage]:
    """The best pages of other desks, with a strip as deep."""
    strip = best.desk.grid.rows - best.high
    for desk in desks:
        high = desk.grid.rows - strip
        made = desk.best_found(NARROW, range(high, high + 1), 2)
        if made:
            yield made
