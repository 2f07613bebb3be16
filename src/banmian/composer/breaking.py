"""Breaking: a row becomes lines. Two ways, both by the same arithmetic: greedy, and the least badness over the paragraph.

A line that is too wide is shrunk before its last characters are pushed down, and stretched last (先挤进，后推出; CLREQ).
docs/composer.md has the two ways measured on real text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from .row import Row

LINE = 0.3
"""Badness of a line by itself: a paragraph grows only where a line would be near its limit otherwise."""
SHRUNK = 0.2
"""Badness of a line that has lost all it can, beside 1 for one that is stretched to the limit."""
HYPHEN, HYPHEN_IN_WORDS = 0.2, 0.05
"""Badness of a hyphen in a text with Han, and in one without: the narrower the column, the more is divided (New Hart's
Rules 3.4.1).
"""
MOST_HYPHENS, LADDER = 2, 200.0
"""Lines in a row that end in a hyphen, the word's own or one that parts it, and the badness of one more: a line is set
short before that (newspapers: two, K; The Chicago Manual of Style 7.47: three).
"""
OWN_HYPHENS = "-‐‑"
DEAR = 1.0
"""Badness of a dear stop: that of a line at its limit."""
EASY = 0.02
"""Badness of a line whose marks and gaps beside Latin are as wide as they get, and whose Han are not spaced."""
LOOSEST = EASY + 1.0
"""Badness of a line at its limit."""
OVERFULL = 1000.0
"""Badness of an em over the measure."""
OVERLOOSE = 2.0
"""Badness, times the square of the em that are left when all joints are at their limits."""
WORTH_TRYING = 3
"""Ends that are weighed for a line from each start, besides shrunk ones."""

_EPS = 1e-6


@dataclass(frozen=True, slots=True)
class Measure:
    """How a paragraph is set: its width and first indent in em, both edges flush or not, extra space per glyph (em).

    `vertical`: the line runs downwards, its width is its height. `spread`: each line, the last too, that lacks no larger
    share of the measure is stretched to it, if its joints can take that. `rest`: the indent of all lines but the first, in
    em. `hung`: so many characters at the start are a label, which stands before `rest` (hanging.py); 0 for a drawn sign, -1
    for neither.
    """

    width: float
    indent: float = 0.0
    flush: bool = True
    tracking: float = 0.0
    vertical: bool = False
    spread: float = 0.0
    rest: float = 0.0
    hung: int = -1


def badness(spare: float, shrink: float, easy: float, give: float) -> float:
    """Of a line with so many em to spare, whose joints can lose `shrink` and take `give` em, `easy` em of them beside Latin
    and marks; OVERFULL if it is too wide.

    What Han are spaced by counts squared: the least sum of squares is the most even paragraph.
    """
    if spare >= 0:
        if spare <= easy:
            return EASY * (spare / easy) ** 2 if easy else 0.0
        if spare > give:
            return EASY + 1.0 + OVERLOOSE * (spare - give) ** 2
        return EASY + ((spare - easy) / (give - easy)) ** 2
    if -spare > shrink + _EPS:
        return OVERFULL * (1 - spare - shrink)
    return SHRUNK * (-spare / shrink) ** 3 if shrink else 0.0


def greedy(row: Row, measure: Measure) -> list[int]:
    """The stops at which lines end when each takes all it can hold, shrunk if need be; never at a dear one."""
    found, start, final = list[int](), 0, len(row.stops) - 1
    dear = any(row.dear)
    while not found or found[-1] != final:
        room = measure.width - (measure.rest if start else measure.indent)
        stop = _furthest(row, start, room)
        found.append(_not_dear(row, start, stop) if dear else stop)
        start = found[-1] + 1
    return found


def best(row: Row, measure: Measure) -> list[int]:
    """The stops of least badness over the whole paragraph (Knuth and Plass, with as many starts as the text has). Dear
    stops are taken where a line would be too loose or too wide without them.
    """
    every = range(len(row.stops))
    if not any(row.dear):
        return _least(row, measure, every)
    stops = _least(row, measure, [stop for stop in every if not row.dear[stop]])
    if all(bad <= LOOSEST for bad in _badnesses(row, measure, stops)):
        return stops
    return _least(row, measure, every)


def _least(row: Row, measure: Measure, chosen: Sequence[int]) -> list[int]:
    """The least bad of the stops chosen. For a line from each start the ends that need shrinking are weighed, and the few
    widest of the others.

    A start has a cost for each number of lines before it that end in a hyphen, without one between.
    """
    some = _Candidates.of(row, chosen)
    stops, ends, tails, last, hyphens, prices = some.stops, some.ends, some.tails, some.last, some.hyphens, some.prices
    x, shrink, easy, give = row.x, row.shrink, row.easy, row.give
    final, runs = len(stops) - 1, MOST_HYPHENS + 1 if any(hyphens) else 1
    costs, came = [[inf] * (final + 2) for _ in range(runs)], [[(0, 0)] * (final + 2) for _ in range(runs)]
    costs[0][0] = 0.0
    for start in range(final + 1):  # start n: the line begins behind stop n - 1
        before = [(run, cost[start]) for run, cost in enumerate(costs) if cost[start] < inf]
        if not before:
            continue
        at = stops[start - 1] if start else 0
        room = measure.width - (measure.rest if start else measure.indent)
        edge, shrunk, eased, given = x[at] + room, shrink[at], easy[at], give[at]
        stop, worth = max(start, bisect_right(some.tight, edge - shrunk + _EPS) - 1), WORTH_TRYING
        while stop >= start and worth:
            spare = edge - ends[stop]
            if spare < 0:
                spare += tails[stop]
            else:
                worth = 0 if stop == final else worth - 1  # where the text ends, any other end only adds a line
            core = last[stop]
            bad = LINE + prices[stop]
            if worth or stop != final:
                bad += badness(spare, shrink[core] - shrunk, easy[core] - eased, give[core] - given)
            for run, cost in before:
                now, total = 0, cost + bad
                if hyphens[stop]:
                    now, total = (run + 1, total) if run < MOST_HYPHENS else (run, total + LADDER)
                if total < costs[now][stop + 1] - _EPS:
                    costs[now][stop + 1], came[now][stop + 1] = total, (start, run)
            stop -= 1
    return [chosen[stop] for stop in _way_back(came, min(range(runs), key=lambda run: costs[run][-1]))]


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Some stops of a row, as a row has all; `hyphens`: whether a line that ends there shows one, the word's own too;
    `prices`: what it costs to end a line there.
    """

    stops: Sequence[int]
    ends: Sequence[float]
    tight: Sequence[float]
    tails: Sequence[float]
    last: Sequence[int]
    hyphens: Sequence[bool]
    prices: Sequence[float]

    @staticmethod
    def of(row: Row, chosen: Sequence[int]) -> _Candidates:
        price = HYPHEN_IN_WORDS if row.letters else HYPHEN
        costs = zip(row.hyphens, row.dear, strict=True)
        prices = [(price if hyphen else 0.0) + (DEAR if dear else 0.0) for hyphen, dear in costs]
        ladder = row.hyphens
        if row.letters:
            own = (row.clusters[last].text[-1] in OWN_HYPHENS for last in row.last)
            ladder = [hyphen or one for hyphen, one in zip(row.hyphens, own, strict=True)]
        if len(chosen) == len(row.stops):
            return _Candidates(row.stops, row.ends, row.tight, row.tails, row.last, ladder, prices)
        ends, tight, tails = ([one[stop] for stop in chosen] for one in (row.ends, row.tight, row.tails))
        stops, last = ([one[stop] for stop in chosen] for one in (row.stops, row.last))
        hyphens, prices = [ladder[stop] for stop in chosen], [prices[stop] for stop in chosen]
        return _Candidates(stops, ends, tight, tails, last, hyphens, prices)


def _badnesses(row: Row, measure: Measure, stops: Sequence[int]) -> Iterator[float]:
    """Of the lines that end at some stops, but for the last."""
    at = 0
    for stop in stops[:-1]:
        room = measure.width - (measure.rest if at else measure.indent)
        core, spare = row.last[stop], row.x[at] + room - row.ends[stop]
        spare += row.tails[stop] if spare < 0 else 0.0
        shrink, easy, give = (sums[core] - sums[at] for sums in (row.shrink, row.easy, row.give))
        yield badness(spare, shrink, easy, give)
        at = row.stops[stop]


def _way_back(came: Sequence[Sequence[tuple[int, int]]], run: int) -> list[int]:
    found, at = list[int](), len(came[0]) - 1
    while at:
        found.append(at - 1)
        at, run = came[run][at]
    return found[::-1]


def _furthest(row: Row, start: int, room: float) -> int:
    """The last stop that a line can reach if everything in it is shrunk as far as it goes; at least the next one."""
    at = row.stops[start - 1] if start else 0
    return max(start, bisect_right(row.tight, row.x[at] - row.shrink[at] + room + _EPS) - 1)


def _not_dear(row: Row, start: int, stop: int) -> int:
    """The stop itself, the last one before it in the line, or else the next one behind it that is not dear."""
    inside = next((n for n in range(stop, start - 1, -1) if not row.dear[n]), None)
    return next(n for n in range(stop, len(row.dear)) if not row.dear[n]) if inside is None else inside
