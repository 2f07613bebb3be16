"""A page once more, where white above heads of one rank is unlike on it: most pages have another way at hardly more.

Such white comes of rows of air that are put into a head to make its text come out even. Of the pages that were judged some
have none, or as much of it in each head of the rank; else the page is dissected once more from the shapes with less of it;
else the stories are shaped anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from .clean import JOINS
from .judge import serious, short_headed, unlike_seen
from .search import NARROW, SOME, Desk, MadePage
from .shapes import LEVEL

MORE = 25.0
"""What a page may cost more that has none of what a page should not have, and is as even."""
POURED = 8
"""Pages of those judged that are poured."""
FEW_JOINS = 2_000
"""Pairs of heights that are joined to dissect a page once more from the shapes at hand: it takes a fifth of its time."""


def alike(best: MadePage, others: Iterable[Desk]) -> MadePage:
    """The page, or one as high and even on which white above heads of a rank is alike. `others`: desks with less air, which
    shape the stories anew.
    """
    prices = best.desk.rules.prices
    if not unlike_seen(best.faults, prices) or best.high > best.desk.grid.rows or not best.exact:
        return best
    found, few = best, len(best.desk.every) <= SOME  # of more it takes too long to shape the stories anew
    at_hand = (best.desk.with_less_air(limits.air) for limits in LEVEL[: None if few else 1])
    for made in chain(_judged(best), _dissected(best, at_hand, FEW_JOINS), _searched(best, others if few else ())):
        near = made.exact and made.rank <= best.rank + MORE
        if near and not _worse(made, found) and not unlike_seen(made.faults, prices):
            found = made
            if not serious(made.faults):
                break
    return found


def _worse(made: MadePage, best: MadePage) -> bool:
    """Whether a page has a fault that no page should keep, or a short head, and the best so far has none."""
    return any(found(made.faults) and not found(best.faults) for found in (serious, short_headed))


def _judged(best: MadePage) -> Iterator[MadePage]:
    """The cheapest pages of those judged that have none, poured."""
    if not best.rivals:
        return
    desk, near, prices = best.rivals.desk, best.rank + MORE, best.desk.rules.prices
    able = (one for one in best.rivals.candidates if one.way.high == best.high and one.rank <= near)
    level = (one for one in able if not unlike_seen(one.faults, prices) and not desk.failed(one))
    yield from (replace(desk.made(one), rivals=best.rivals) for one in islice(level, POURED))


def _dissected(best: MadePage, desks: Iterable[Desk], joins: int) -> Iterator[MadePage]:
    """The best pages without a serious fault of desks of the same type."""
    for desk in desks:
        pages = desk.clean(best.high, best.rank + MORE, joins)
        made = desk.best_of([one for one in pages if not unlike_seen(one.faults, desk.rules.prices)])
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
