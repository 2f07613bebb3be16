"""Other dissections of a page: the next best that look otherwise, as judged, or poured as the page itself was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .dissect import Way
from .judge import PlacedStory, placed
from .search import Candidate, MadePage, Rivals

OTHERS = 2
"""Other dissections that are told of."""
MOST_POURED = 12
"""Pages that are poured to find them."""
MOVED = 12
"""Rows: a story that is moved by more stands elsewhere."""


def others(made: MadePage, *, prove: bool) -> list[tuple[Way, float]]:
    """The cheapest pages that look otherwise, with their prices: as judged (poured, they may be dearer, or not even), or as
    proved, those alone that come out even.
    """
    if not made.rivals:
        return []
    seen, found = [_places(placed(made.way, made.desk.every))], list[tuple[Way, float]]()
    for one, price in _proved(made.rivals, made) if prove else _judged(made.rivals):
        page = _places(one.page)
        if all(_unlike(page, other) for other in seen):
            seen.append(page)
            found.append((one.way, price))
            if len(found) == OTHERS:
                break
    return sorted(found, key=lambda one: one[1])


def _judged(rivals: Rivals) -> Iterator[tuple[Candidate, float]]:
    """Those that were not poured, or came out even."""
    for one in rivals.candidates:
        if not rivals.desk.failed(one):
            yield one, one.price


def _proved(rivals: Rivals, best: MadePage) -> Iterator[tuple[Candidate, float]]:
    """Those that come out even when they are poured, and are no deeper than the page."""
    able = (one for one, _ in _judged(rivals) if one.way.high <= max(best.high, best.desk.grid.rows))
    for one, _ in zip(able, range(MOST_POURED), strict=False):
        made = rivals.desk.made(one)
        if made.exact:
            yield one, made.price


def _places(page: Iterable[PlacedStory]) -> Mapping[int, PlacedStory]:
    return {one.number: one for one in page}


def _unlike(one: Mapping[int, PlacedStory], other: Mapping[int, PlacedStory]) -> bool:
    """Whether two pages look different: half of the stories stand elsewhere, or have another width."""
    moved = sum(
        (a.x, a.shape.wide) != (other[n].x, other[n].shape.wide) or abs(a.y - other[n].y) > MOVED for n, a in one.items()
    )
    return 2 * moved >= len(one)
