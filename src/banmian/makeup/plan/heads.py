"""Heads of modules: the size of each rank on a page, the lines of a head at a width, what that costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import ceil, inf
from typing import NamedTuple

from ..module_rules import ModuleRules
from .measure import LEAST_FILL, Measures
from .news import News

MOST_LINES = 3
DOMINATES = 1.2
"""The lead's head is larger than any other by this ratio (martinbuskin.org: 12 pt larger)."""
LABEL_ROWS = 2
"""Grid rows of a 栏题."""
FALLS = 1.05
"""The sizes of two ranks differ by this ratio at least."""
CLEAR = 0.4
"""Grid rows of white that a head has round it at least."""
_NEVER = 1000.0
_WIDE = 0.3
"""Share of the page's width over which a head in two lines is dear: it looks lost in its module."""

MOST_STEPS = 2
"""Steps of the scale that the only head of a rank may be off its size."""
WAYS = 4
"""Ways to set a head in a width that are weighed, the cheapest."""

Sizes = Mapping[str, tuple[tuple[float, float], ...]]
"""Sizes (pt) of headlines by rank or kind (`group`), with their prices: one where several modules of a page share it, a few
where it is the only one.
"""


class Head(NamedTuple):
    """A module's head in a width: its size in pt, its lines, the share of the width that the longest takes, grid rows with
    everything above the text, what it costs, how many of the rows are white; em between its Han, where it is spaced out to
    fill its width (疏排).
    """

    size: float
    lines: int
    fill: float
    rows: int
    cost: float
    white: float = 0.0
    apart: float = 0.0

    @property
    def short(self) -> bool:
        """Whether it fills too little of its width."""
        return 0 < self.fill < LEAST_FILL


def group(news: News, rules: ModuleRules) -> str:
    """What a story shares the size of its head with: its kind where that has rules of its own, else its rank."""
    return news.kind if news.kind in rules.kinds else str(news.rank)


def heads_at(
    measures: Measures, news: News, rules: ModuleRules, sizes: Sequence[tuple[float, float]], width: float,
    whole: bool = False,
) -> list[Head]:  # fmt: skip
    """The ways to set a story's head in a width (pt), the cheapest first. None where the headline is too long for it.
    `whole`: in no more lines than it must have.
    """
    label = LABEL_ROWS if news.label else 0
    around = sum(measures.depth(news, part, width) for part in measures.parts(news) if part not in ("label", "headline"))
    if not measures.has(news, "headline"):
        return [Head(0.0, 0, 0.0, label + _rows(around, measures), 0.0)]
    found, share, prices = list[Head](), width / measures.grid.width, rules.prices
    for size, step in sizes:
        deep, fits = measures.head_leading(news, size), False
        for lines in range(1, MOST_LINES + 1):
            filled = measures.head(news, lines, size, width)
            if filled is None:
                continue
            fill, short, apart, parted = filled
            cost = step + price(news, rules, lines, fill, share) + (prices.head_spaced if apart else 0.0)
            cost += (prices.head_broken if fits and lines == MOST_LINES else 0.0) + (prices.head_parted if parted else 0.0)
            fits = True
            rows = _rows(around + lines * deep, measures)
            white = rows - (around + lines * deep) / measures.grid.leading
            found.append(Head(size, lines, fill, label + rows, cost, white, apart))
            if short or whole:
                break  # in more lines it would fill even less: that only eats white
    return sorted(found, key=lambda head: head.cost)[:WAYS]


def price(news: News, rules: ModuleRules, lines: int, fill: float, share: float) -> float:
    """What a head in so many lines costs that fills a share of its width; `share`: that width's of the page.

    The headline of briefs is their 栏题, which fills nothing, and is broken only where it must be.
    """
    prices, one = rules.prices, lines - 1
    if news.kind == "briefs":
        return prices.head_short * one
    cost = (0.0, prices.two_lines_wide if share > _WIDE else prices.two_lines, prices.three_lines)[one]
    if fill < LEAST_FILL:
        cost += prices.head_short + prices.head_lack * (LEAST_FILL - fill)
    return cost


def _rows(deep: float, measures: Measures) -> int:
    return ceil(deep / measures.grid.leading + CLEAR - 1e-6) if deep else 0


def sizes_of(measures: Measures, every: Sequence[News], rules: ModuleRules) -> Sizes:
    """Sizes for each rank and kind: the one of the scale near the layout's in which its heads fill suitable widths best.

    Sizes fall with the rank, and the first one dominates.
    """
    groups: dict[str, list[News]] = {}
    for news in every:
        if measures.has(news, "headline"):
            groups.setdefault(group(news, rules), []).append(news)
    sizes, ceiling, first = dict[str, tuple[tuple[float, float], ...]](), 1000.0, True
    for name in sorted(groups, key=lambda name: (name in rules.kinds, groups[name][0].rank, name)):
        own = name in rules.kinds
        best = _best_size(measures, groups[name], rules, 1000.0 if own else ceiling)
        sizes[name] = _around(best, groups[name], rules, 1000.0 if own else ceiling)
        if not own:
            ceiling = best / (DOMINATES if first else FALLS)
            first = False
    return sizes


def larger(sizes: Sizes, groups: Collection[str], rules: ModuleRules) -> Sizes:
    """The same sizes, but for some groups: each size a step of the scale larger, where the scale has it."""

    def moved(size: float) -> float:
        return min((one for one in rules.scale if one > size), default=size)

    return {
        name: tuple((moved(size), price + rules.prices.step) for size, price in own) if name in groups else own
        for name, own in sizes.items()
    }


def _around(best: float, stories: Sequence[News], rules: ModuleRules, ceiling: float) -> tuple[tuple[float, float], ...]:
    """A size with its price; of a head that is the only one of its rank also those a few steps off."""
    usual = rules.of(stories[0].kind, stories[0].rank).size
    scale = sorted({usual, *rules.scale}, reverse=True)
    own, at = scale.index(usual), scale.index(best)
    if len(stories) > 1:
        return ((best, 0.0),)
    near = range(max(0, at - MOST_STEPS), min(len(scale), at + MOST_STEPS + 1))
    return tuple((scale[n], abs(n - own) * rules.prices.step) for n in near if scale[n] <= ceiling or n == at)


def _best_size(measures: Measures, stories: Sequence[News], rules: ModuleRules, ceiling: float) -> float:
    """The cheapest size for the heads of a rank, not larger than a ceiling."""
    usual = rules.of(stories[0].kind, stories[0].rank).size
    scale = sorted({usual, *rules.scale}, reverse=True)
    own = scale.index(usual)
    allowed = [size for size in scale if size <= ceiling] or scale[-1:]

    best, found = inf, allowed[-1]
    for size in sorted(allowed, key=lambda size: (abs(scale.index(size) - own), -size)):
        cost = abs(scale.index(size) - own) * rules.prices.step
        if cost > best:
            break  # the others are further from the layout's
        cost += sum(_least(measures, news, rules, size) for news in stories)
        if (cost, -size) < (best, -found):
            best, found = cost, size
    return found


def _least(measures: Measures, news: News, rules: ModuleRules, size: float) -> float:
    """What a story's head costs in a size, on average of the two best widths that suit its rank."""
    low, high = rules.of(news.kind, news.rank).columns
    widths = [news.columns] if news.columns else range(low, min(high, rules.columns) + 1)
    found = []
    for wide in widths:
        heads = heads_at(measures, news, rules, ((size, 0.0),), measures.grid.inner(wide, news.kind == "comment"))
        found.append(heads[0].cost if heads else _NEVER)
    best = sorted(found)[:2]
    return sum(best) / max(1, len(best))
