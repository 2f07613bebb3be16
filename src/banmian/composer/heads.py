"""Heads: made to fit by size, then by letterfit, then by a break at a good place; never by overlap.

A head is set from the same clusters as running text. It breaks where the sense does: at a space of the manuscript's, else
between words (`sense.py`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil
from typing import NamedTuple

from ..model import Node, Text
from ..sequences import seen
from .breaking import Measure, greedy
from .faces import Chain
from .house import House
from .lines import SetLine
from .row import Row
from .sense import leans, sense_breaks
from .setting import Galley, set_stops

SMALLEST = 0.5
"""The share of its size under which a head is not set: it is an error then."""
STEP = 0.02
MOST_LINES = 9
SPACED = {2: 2.0, 3: 1.0, 4: 0.5}
"""em between the characters of very short heads (two, three, four), where the layout asks for it."""
MOST_APART = {2: 1.0, 3: 1.0, 4: 1.0, 5: 0.75, 6: 0.75}
"""em between the Han of a head of so many at most, where it is spaced out to fill its width (疏排, K)."""
APART_STEP = 0.25
"""em: such a head is spaced by so much, or twice, …: quarters of an em are what a compositor has at hand."""
_PAIR = re.compile("[”’）》〉】」』][“‘（《〈【「『]")
AT_SPACE, BEHIND_MARK = 0.0, 4.0
"""Badness of a break at a space of the manuscript, behind a mark; between two words it is `AT_WORD` at least."""
LEANING, LAST_RESORT = 1000.0, 3
"""Badness of a break behind a small word as *of*: more than all others. The lines of a head from which on it is taken
where a width has no other; in fewer the planner looks for another width or size.
"""
FILLS = 0.05
"""The share of the measure that a line of a head may lack to be spaced out to it: it looked like a fault of the measure."""
RAGGED = 10.0
"""Badness of a line that is a whole measure shorter than the longest."""


@dataclass(frozen=True, slots=True)
class HeadFit:
    """How far a head may go: the smallest size as a share of its own, the tightest letterfit (em), lines at most.

    `least`: lines it is to have, if its words allow (a rung of the ladder). `spaced`: short heads are spaced out.
    """

    smallest: float = 0.8
    tightest: float = -0.03
    lines: int = 3
    least: int = 1
    spaced: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError for what no head can be."""
        if not (SMALLEST <= self.smallest <= 1 and -0.1 <= self.tightest <= 0 and 1 <= self.lines <= MOST_LINES):
            raise ValueError(f"smallest 0.5 to 1, tightest -0.1 to 0, lines 1 to 9, not {self}")


def head_galley(node: Node, chains: Mapping[str, Chain], house: House) -> Galley:
    """A head to be set: spaces between its words stay."""
    return Galley(node, chains, replace(house, keeps_spaces=True))


def set_head(galley: Galley, measure: Measure, fit: HeadFit) -> tuple[float, list[SetLine]]:
    """Set a head to a measure (em of its full size). Returns the share of the size that it is set in, and its lines.

    A vertical head with flush edges is spread over its height, and a line that nearly fills its measure over that. Where
    the manuscript begins another line, so does the head.
    """
    node = galley.node
    breaks = len(node.breaks) if isinstance(node, Text) else 0
    fit = replace(fit, lines=min(MOST_LINES, max(fit.lines, breaks + 1)))
    if _PAIR.search(node.text):  # two marks back to back have no white to give up
        fit, measure = replace(fit, tightest=0.0), replace(measure, tracking=max(0.0, measure.tracking))
    measure = replace(measure, flush=False, spread=1.0 if measure.vertical and measure.flush else FILLS)
    if fit.spaced and not breaks and (wide := _spaced(node.text, measure)):
        row = galley.row(wide)
        return 1.0, set_stops(row, [len(row.stops) - 1], wide, galley.chains)
    if fit.least > 1 and (lines := _at_least(galley, measure, fit)):
        return 1.0, lines
    for share, tracking in _one_line(fit):
        tried = replace(measure, width=measure.width / share, tracking=measure.tracking + tracking)
        row = galley.row(tried)
        stops = [*row.forced, len(row.stops) - 1]
        if row.ends and max(_widths(row, stops)) <= tried.width + 1e-6:
            return share, set_stops(row, stops, tried, galley.chains)
    return _broken(galley, measure, fit)


def _one_line(fit: HeadFit) -> Iterator[tuple[float, float]]:
    """(size, letterfit) for one line, or the lines that the manuscript has: first smaller, then tighter."""
    shares = [round(1 - STEP * n, 4) for n in range(int((1 - fit.smallest) / STEP + 1e-6) + 1)]
    yield from ((share, 0.0) for share in shares)
    steps = int(-fit.tightest * 100 + 1e-6)
    yield from ((shares[-1], -n / 100) for n in range(1, steps + 1))


def _spaced(text: str, measure: Measure) -> Measure | None:
    count = len(seen(text))
    extra = SPACED.get(count, 0.0)
    fits = extra and count + extra * (count - 1) <= measure.width
    return replace(measure, tracking=measure.tracking + extra) if fits else None


def _at_least(galley: Galley, measure: Measure, fit: HeadFit) -> list[SetLine]:
    """The head in its full size and in as many lines as it is to have, or nothing."""
    row = galley.row(measure)
    lines = fit.least, max(fit.least, fit.lines)
    tries = (_best_break(row, galley.node.text, measure.width, lines, at_spaces) for at_spaces in (True, False))
    stops = next((stops for _, stops in tries if stops), [])
    return set_stops(row, stops, measure, galley.chains) if stops else []


def _broken(galley: Galley, measure: Measure, fit: HeadFit) -> tuple[float, list[SetLine]]:
    """A head in the fewest lines between words that hold it at a size it may have; else smaller; last as running text."""
    leaning: tuple[float, list[SetLine]] | None = None
    for least, most, smallest in _many_lines(fit):
        if leaning and smallest < fit.smallest:
            return leaning
        percents = range(100, round(smallest * 100) - 1, -2)
        for at_spaces, percent in itertools.product((True, False), percents):
            tried = replace(measure, width=measure.width * 100 / percent)
            row = galley.row(tried)
            bad, stops = _best_break(row, galley.node.text, tried.width, (least, most), at_spaces)
            if stops and bad < LEANING:
                return percent / 100, set_stops(row, stops, tried, galley.chains)
            if stops and leaning is None:
                leaning = percent / 100, set_stops(row, stops, tried, galley.chains)
    if leaning:
        return leaning
    tried = replace(measure, width=measure.width / SMALLEST)
    row = galley.row(tried)
    one_line = fit.lines == 1 or measure.vertical
    return SMALLEST, set_stops(row, [len(row.stops) - 1] if one_line else greedy(row, tried), tried, galley.chains)


def _many_lines(fit: HeadFit) -> Iterator[tuple[int, int, float]]:
    """(lines at least, lines at most, smallest size): first smaller, then in more lines, then as it can."""
    yield from ((count, count, fit.smallest) for count in range(2, fit.lines + 1))
    yield 1, fit.lines, SMALLEST


def _best_break(row: Row, text: str, width: float, lines: tuple[int, int], at_spaces: bool) -> tuple[float, list[int]]:
    """Badness and stops of the best break into the least of `lines`, or into as many more as it takes; no stops when words
    are too wide for the most. `at_spaces`: only where the manuscript has a space, which says where the sense ends.
    """
    places = _places(row, text, {} if at_spaces else sense_breaks(text))
    for count in range(max(lines[0], len(row.forced) + 1), lines[1] + 1):
        best = _cheapest(row, places, width, count)
        if best:
            return best[0], list(best[1])
    return 0.0, []


def _cheapest(row: Row, places: Mapping[int, float], width: float, count: int) -> tuple[float, tuple[int, ...]] | None:
    """The badness and the stops of the best break into so many lines at places of a badness; None when all are too wide."""
    fits = ((bad, stops) for bad, stops, longest in _ways(row, places, count) if longest <= width + 1e-6)
    return min(fits, default=None)


def _ways(row: Row, places: Mapping[int, float], count: int) -> Iterator[tuple[float, tuple[int, ...], float]]:
    """The breaks into so many lines at places of a badness: badness, stops, width of the longest line (em)."""
    others, final = sorted(places.keys() - set(row.forced)), len(row.stops) - 1
    for more in itertools.combinations(others, count - 1 - len(row.forced)):
        chosen = tuple(sorted((*row.forced, *more)))
        widths = _widths(row, (*chosen, final))
        longest = max(widths)
        ragged = sum((longest - one) / longest for one in widths)
        yield sum(places[stop] for stop in more) + RAGGED * ragged, (*chosen, final), longest


class Broken(NamedTuple):
    """A head as it is broken: its longest line in em, and whether it is parted between words while it runs on over a space
    of the manuscript's, where the sense ends.
    """

    longest: float
    parted: bool


@dataclass
class HeadBreaks:
    """How wide a head's longest line is in so many lines, at any measure: as `set_head` breaks it in its full size, at
    spaces of the manuscript if it can.

    `row`: the head, shaped without a limit of width. A planner asks for many measures and sets none.
    """

    row: Row
    text: str
    _known: dict[int, tuple[_HeadWays, _HeadWays]] = field(default_factory=dict)

    def broken(self, lines: int, width: float) -> Broken | None:
        """The head in so many lines, none wider than `width` (em); None if it cannot be had."""
        forced = self.row.forced
        if lines == 1:
            return Broken(self._whole, False) if self._whole <= width + 1e-6 else None
        for ways in self._ways(max(lines, len(forced) + 1)):
            leaning = lines >= LAST_RESORT or (bool(ways) and ways[0][0] >= LEANING)
            for bad, stops, longest in ways:
                if longest <= width + 1e-6 and (leaning or bad < LEANING):
                    return Broken(longest, self._parted(stops))
        return None

    def _parted(self, stops: Sequence[int]) -> bool:
        broken = {*stops[:-1]} - {*self.row.forced}
        return bool(broken - self._spaces and self._spaces - broken)

    @cached_property
    def _spaces(self) -> set[int]:
        """The stops behind spaces of the manuscript's, where the sense of a headline in Han ends."""
        if not any(cluster.left == "han" for cluster in self.row.clusters):
            return set()
        return {stop for stop, bad in self._at_spaces.items() if bad == AT_SPACE} - {*self.row.forced}

    @cached_property
    def _at_spaces(self) -> Mapping[int, float]:
        return _places(self.row, self.text, {})

    def spaced(self, wanted: float) -> tuple[float, float]:
        """How far apart (em) its Han stand where its one line is to be as wide as wanted, or a little wider, and its width
        then. Less wide where they would stand too far apart, as it is where they may not be spaced.
        """
        if not self._han:
            return 0.0, self._whole
        places = self._han - 1
        apart = min(MOST_APART[self._han], APART_STEP * ceil((wanted - self._whole) / places / APART_STEP))
        return apart, self._whole + places * apart

    @cached_property
    def _han(self) -> int:
        """How many Han stand in it, where it is a head that may be spaced out; else 0: white inside a number, or round a
        mark, would be unlike the rest.
        """
        clusters = self.row.clusters
        plain = not self.row.forced and all(one.left == "han" == one.right and len(one.glyphs) == 1 for one in clusters)
        return len(clusters) if plain and len(clusters) in MOST_APART else 0

    @cached_property
    def _whole(self) -> float:
        """The longest of the lines that the manuscript has (em)."""
        return max(_widths(self.row, [*self.row.forced, len(self.row.stops) - 1]), default=0.0)

    def _ways(self, count: int) -> tuple[_HeadWays, _HeadWays]:
        """The breaks into so many lines, the best first: at spaces alone, and at ends of words too."""
        if count not in self._known:
            spaces = sorted(_ways(self.row, self._at_spaces, count))
            words = list[tuple[float, tuple[int, ...], float]]()
            if count - 1 > len(self.row.forced):
                words = sorted(_ways(self.row, _places(self.row, self.text, sense_breaks(self.text)), count))
            self._known[count] = spaces, words
        return self._known[count]


_HeadWays = list[tuple[float, tuple[int, ...], float]]


def _widths(row: Row, stops: Sequence[int]) -> list[float]:
    starts = [0, *(row.stops[stop] for stop in stops[:-1])]
    return [row.ends[stop] - row.x[start] for start, stop in zip(starts, stops, strict=True)]


MOST_PLACES = 24
"""Places for a break that are weighed: with more, those nearest to the middle of the head."""


def _behind_mark(row: Row, stop: int) -> bool:
    return row.clusters[stop - 1].left in ("pause", "stop", "close")


def _places(row: Row, text: str, ends: Mapping[int, float]) -> dict[int, float]:
    """The stops behind spaces of the manuscript and at ends of words, with the badness of a break there."""
    offsets = list(itertools.accumulate((len(cluster.text) for cluster in row.clusters), initial=0))
    found = {}
    for number, stop in enumerate(row.stops[:-1]):
        if text[offsets[stop] - 1].isspace():
            found[number] = LEANING if leans(text[: offsets[stop]]) else AT_SPACE
        elif offsets[stop] in ends:
            found[number] = BEHIND_MARK if _behind_mark(row, stop) else ends[offsets[stop]]
    if len(found) <= MOST_PLACES:
        return found
    best = sorted(found, key=lambda number: (found[number], abs(number - len(row.stops) / 2)))
    return {number: found[number] for number in best[:MOST_PLACES]}
