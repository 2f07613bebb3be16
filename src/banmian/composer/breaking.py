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
HYPHEN = 0.2
MOST_HYPHENS, LADDER = 2, 20.0
"""Lines in a row that end in a hyphen, and the badness of one more."""
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

    `vertical`: the line runs downwards, its width is its height. `spread`: each line, the last too, is stretched to the
    measure if its joints can take that. `rest`: the indent of all lines but the first, in em. `hung`: so many characters at
    the start are a label, which stands before `rest` (hanging.py); 0 for a drawn sign, -1 for neither.
    """

    width: float
    indent: float = 0.0
    flush: bool = True
    tracking: float = 0.0
    vertical: bool = False
    spread: bool = False
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
    if not any(row.dear):
        return _least(row, measure, row.dear)
    stops = _least(row, measure, row.dear)
    if all(bad <= LOOSEST for bad in _badnesses(row, measure, stops)):
        return stops
    return _least(row, measure, [False] * len(row.dear))


def _least(row: Row, measure: Measure, closed: Sequence[bool]) -> list[int]:
    """The stops of least badness that are not closed.

    For a line from each start the ends that need shrinking are weighed, and the few widest of the others.
    """
    final, any_closed = len(row.stops) - 1, any(closed)
    runs = range(MOST_HYPHENS + 1 if any(row.hyphens) else 1)
    costs, came = [[inf] * (final + 2) for _ in runs], [[(0, 0)] * (final + 2) for _ in runs]
    costs[0][0] = 0.0
    ends, last, shrink, easy, give = row.ends, row.last, row.shrink, row.easy, row.give
    for start in range(final + 1):  # start n: the line begins behind stop n - 1
        before = [(run, costs[run][start]) for run in runs if costs[run][start] < inf]
        if not before:
            continue
        at = row.stops[start - 1] if start else 0
        room = measure.width - (measure.rest if start else measure.indent)
        edge, shrunk, eased, given = row.x[at] + room, shrink[at], easy[at], give[at]
        stop, worth = _furthest(row, start, room), WORTH_TRYING
        stop = _not_dear(row, start, stop) if any_closed else stop
        while stop >= start and worth:
            if closed[stop]:
                stop -= 1
                continue
            spare = edge - ends[stop]
            if spare < 0:
                spare += row.tails[stop]
            else:
                worth = 0 if stop == final else worth - 1  # where the text ends, any other end only adds a line
            core = last[stop]
            ends_here = not worth and stop == final
            bad = 0.0 if ends_here else badness(spare, shrink[core] - shrunk, easy[core] - eased, give[core] - given)
            bad += LINE + (DEAR if row.dear[stop] else 0.0)
            hyphen = row.hyphens[stop]
            for run, cost in before:
                total, now = cost + bad, 0
                if hyphen:
                    now = min(run + 1, MOST_HYPHENS)
                    total += HYPHEN if run < MOST_HYPHENS else LADDER
                if total < costs[now][stop + 1] - _EPS:
                    costs[now][stop + 1], came[now][stop + 1] = total, (start, run)
            stop -= 1
    return _way_back(came, min(runs, key=lambda run: costs[run][-1]))


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
