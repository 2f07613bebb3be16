"""Breaking: a row becomes lines. Two ways, both by the same arithmetic: greedy, and the least badness over the paragraph.

A line that is too wide is shrunk before its last characters are pushed down, and stretched last (先挤进，后推出; CLREQ).
docs/composer.md has the two ways measured on real text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from .row import Row

LINE = 4.0
"""Badness of a line by itself: a paragraph does not grow for looks, unless gaps over the limit would stay otherwise."""
SHRUNK = 0.5
"""Badness of a line that has lost all it can, beside 1 for one that is stretched to the limit."""
HYPHEN = 0.2
OVERFULL = 1000.0
"""Badness of an em over the measure."""
OVERLOOSE = 2.0
"""Badness, times the square of the em that are left when all joints are at their limits."""
WORTH_TRYING = 2
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


def badness(spare: float, shrink: float, give: float) -> float:
    """Of a line with so many em to spare, whose joints can lose `shrink` and take `give` em; OVERFULL if it is too wide."""
    if spare >= 0:
        if spare > give:
            return 1.0 + OVERLOOSE * (spare - give) ** 2
        return (spare / give) ** 3 if give else 0.0
    if -spare > shrink + _EPS:
        return OVERFULL * (1 - spare - shrink)
    return SHRUNK * (-spare / shrink) ** 3 if shrink else 0.0


def greedy(row: Row, measure: Measure) -> list[int]:
    """The stops at which lines end when each takes all it can hold, shrunk if need be."""
    found, start, final = list[int](), 0, len(row.stops) - 1
    while not found or found[-1] != final:
        room = measure.width - (measure.rest if start else measure.indent)
        found.append(_furthest(row, start, room))
        start = found[-1] + 1
    return found


def best(row: Row, measure: Measure) -> list[int]:
    """The stops of least badness over the whole paragraph (Knuth and Plass, with as many starts as the text has).

    For a line from each start the ends that need shrinking are weighed, and the few widest of the others.
    """
    final = len(row.stops) - 1
    cost, came = [float("inf")] * (final + 2), [0] * (final + 2)
    cost[0] = 0.0
    ends, last, shrink, give = row.ends, row.last, row.shrink, row.give
    for start in range(final + 1):  # start n: the line begins behind stop n - 1
        before = cost[start]
        if before == float("inf"):
            continue
        at = row.stops[start - 1] if start else 0
        room = measure.width - (measure.rest if start else measure.indent)
        edge, shrunk, given = row.x[at] + room, shrink[at], give[at]
        stop, worth = _furthest(row, start, room), WORTH_TRYING
        while stop >= start and worth:
            spare = edge - ends[stop]
            if spare < 0:
                spare += row.tails[stop]
            else:
                worth = 0 if stop == final else worth - 1  # where the text ends, any other end only adds a line
            core = last[stop]
            bad = 0.0 if not worth and stop == final else badness(spare, shrink[core] - shrunk, give[core] - given)
            total = before + LINE + bad + (HYPHEN if row.hyphens[stop] else 0.0)
            if total < cost[stop + 1] - _EPS:
                cost[stop + 1], came[stop + 1] = total, start
            stop -= 1
    return _way_back(came)


def _way_back(came: list[int]) -> list[int]:
    found, at = list[int](), len(came) - 1
    while at:
        found.append(at - 1)
        at = came[at]
    return found[::-1]


def _furthest(row: Row, start: int, room: float) -> int:
    """The last stop that a line can reach if everything in it is shrunk as far as it goes; at least the next one."""
    at = row.stops[start - 1] if start else 0
    return max(start, bisect_right(row.tight, row.x[at] - row.shrink[at] + room + _EPS) - 1)
