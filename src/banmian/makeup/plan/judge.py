"""The night editor's eye: what a whole page breaks of the rules of the trade, with prices. Rectangles in, faults out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from ..module_rules import ModuleRules, PlanPrices
from ..page_plan import PlanFault
from .dissect import CLOSE, LESS, NEAR, RAIL, Way
from .head_white import unlike, whites_by_rank
from .heads import DOMINATES
from .news import News
from .shapes import Shape

MIDDLE = 4
"""Rows: a cut nearer to the page's middle breaks it in two (断版)."""
DOMINANT = 1.4
"""The largest picture is so many times the next (a textbook has 2½)."""
UPPER, LOWER = 0.55, 0.5
"""Shares of the page: pictures all above, or all below, are in one half."""
SEEN = 0.25
"""Grid rows from which on white above heads of a rank is seen to be unlike: 3 pt."""
SERIOUS = frozenset(("tombstone", "gutter", "corners"))
"""Faults that no page keeps where an even one without them costs at most `WORTH` more."""


class PlacedStory(NamedTuple):
    """A story in its place: basic columns and grid rows from the upper left corner of the type area's free part. `right`:
    the basic column behind it; `foot`: the row behind it and its white line.
    """

    number: int
    news: News
    shape: Shape
    x: int
    y: int
    right: int
    foot: int

    @property
    def head_y(self) -> int:
        """The row its head begins in."""
        return self.y + (self.shape.art.deep if self.shape.art.kind == "over" else 0)

    @property
    def art(self) -> tuple[int, int, float]:
        """Rows from and to which its pictures stand, and their area in rows times basic columns."""
        art, shape = self.shape.art, self.shape
        top = self.y + (shape.head.rows + shape.air if art.kind == "inset" and not shape.under else 0)
        return top, top + art.depth, art.depth * shape.wide * art.columns / shape.setting.count


def placed(way: Way, every: Sequence[News]) -> list[PlacedStory]:
    """The modules of a way."""
    made, left = list[PlacedStory](), [(way, 0, 0)]
    while left:
        one, x, y = left.pop()
        if one.shape:
            made.append(PlacedStory(one.story, every[one.story], one.shape, x, y, x + one.wide, y + one.high))
            continue
        first, second = one.parts
        left.append((second, x + first.wide, y) if one.kind == "|" else (second, x, y + first.high))
        left.append((first, x, y))
    return made


def faults(page: Sequence[PlacedStory], rules: ModuleRules, high: int) -> Iterator[PlanFault]:
    """Every broken rule of a page so many rows deep. `stories`: their numbers on the page."""
    news = [one for one in page if one.news.kind != "card"]
    yield from _lead(news, rules)
    yield from _order(news, rules)
    yield from _heads(news, rules)
    yield from _whites(news, rules)
    yield from _cuts(page, rules, high)
    yield from _pictures(page, rules, high)
    yield from _places(page, rules, high)


def serious(found: Sequence[PlanFault]) -> bool:
    """Whether one of them is a fault that no page should keep."""
    return any(one.rule in SERIOUS for one in found)


def grave(found: Sequence[PlanFault], prices: PlanPrices) -> bool:
    """Whether one of them costs its full price: not heads side by side that are unlike enough."""
    return any(one.rule in SERIOUS and one.price >= prices.tombstone for one in found)


def short_headed(found: Sequence[PlanFault]) -> set[int]:
    """The stories whose heads fill too little of their width."""
    return {story for one in found if one.rule == "head_short" for story in one.stories}


def unlike_seen(found: Sequence[PlanFault], prices: PlanPrices) -> bool:
    """Whether white above heads of one rank is seen to be unlike."""
    return any(one.rule == "white_unlike" and one.price > SEEN * prices.white_unlike for one in found)


def _fault(rule: str, price: float, *stories: PlacedStory) -> PlanFault:
    return PlanFault(rule, price, tuple(one.news.story for one in stories))


def _lead(news: Sequence[PlacedStory], rules: ModuleRules) -> Iterator[PlanFault]:
    prices = rules.prices
    stories = [one for one in news if one.news.kind == "story"] or list(news)
    if not stories:
        return
    lead = min(stories, key=lambda one: (one.news.rank, one.number))
    if lead.y or lead.x:
        yield _fault("lead_place", prices.lead_place if lead.y else prices.lead_place / 2, lead)
    others = [one.shape.head.size for one in news if one is not lead and not (lead.news.double and one.news.double)]
    if lead.shape.head.size < DOMINATES * max(others, default=0.0):
        yield _fault("lead_size", prices.lead_size, lead)
    for one in news:
        if one.news.kind == "briefs" and not one.news.places and one.y == 0 and len(news) > 1:
            yield _fault("briefs_top", prices.briefs_top, one)


def _order(news: Sequence[PlacedStory], rules: ModuleRules) -> Iterator[PlanFault]:
    prices, ranks = rules.prices, len(rules.ranks)
    for a in news:
        for b in news:
            if a.news.rank >= b.news.rank:
                continue
            if b.news.rank < ranks and a.y == b.y == 0 and a.x > b.x:
                yield _fault("rank_lower", prices.rank_lower, a, b)
            if a.news.kind == b.news.kind == "story":
                if a.shape.head.size < b.shape.head.size:
                    yield _fault("head_order", prices.head_order, b, a)
                if a.y >= b.foot:
                    yield _fault("rank_lower", prices.rank_lower * (b.news.rank - a.news.rank), a, b)


def _heads(news: Sequence[PlacedStory], rules: ModuleRules) -> Iterator[PlanFault]:
    """碰题, and heads that fill too little of their width (their price is the shape's)."""
    bare = [one for one in news if one.shape.top != "box" and one.shape.head.size]
    for a in bare:
        if a.shape.head.short and a.news.kind != "briefs":
            yield _fault("head_short", 0.0, a)
        edge = a.right
        for b in bare if not a.shape.under else ():
            if edge == b.x and abs(a.head_y - b.head_y) <= 1 and not (a.news.double and b.news.double):
                one, other = a.shape.head.size, b.shape.head.size
                ratio = max(one, other) / min(one, other)
                if ratio < NEAR:
                    yield _fault("tombstone", rules.prices.tombstone * (1 if ratio < CLOSE else LESS), a, b)


def _whites(news: Sequence[PlacedStory], rules: ModuleRules) -> Iterator[PlanFault]:
    """Heads of one rank, however what is white round them is shared out."""
    for own in whites_by_rank(((one.news, one.shape) for one in news), rules).values():
        rows = unlike(own.values()) if len(own) > 1 else 0.0
        if rows:
            yield PlanFault("white_unlike", rules.prices.white_unlike * rows, tuple(own))


def _cuts(page: Sequence[PlacedStory], rules: ModuleRules, high: int) -> Iterator[PlanFault]:
    prices, columns = rules.prices, rules.columns
    crossed = {x for one in page for x in range(one.x + 1, one.right)}
    for x in range(1, columns):
        if x not in crossed:
            rail = min(x, columns - x) <= RAIL
            yield PlanFault("rail" if rail else "gutter", prices.rail if rail else prices.gutter)
    for y in sorted({one.y for one in page if one.y and abs(one.y - high / 2) < MIDDLE}):
        if not any(one.y < y < one.foot for one in page):
            yield PlanFault("middle", prices.middle)
    met = {(one.x, one.y) for one in page if one.x} & {(one.right, one.y) for one in page}
    met &= {(one.x, one.foot) for one in page} & {(one.right, one.foot) for one in page}
    for _ in met:
        yield PlanFault("corners", prices.corners)


def _pictures(page: Sequence[PlacedStory], rules: ModuleRules, high: int) -> Iterator[PlanFault]:
    prices = rules.prices
    shown = [(one, one.art) for one in page if one.shape.art.kind]
    sizes = sorted((size for _, (_, _, size) in shown), reverse=True)
    if len(sizes) > 1 and sizes[0] < DOMINANT * sizes[1]:
        yield PlanFault("dominant", prices.dominant)
    stories = [(one, size) for one, (_, _, size) in shown if one.news.kind == "story"]
    lead = next(((one, size) for one, size in stories if one.news.rank == 1), None)
    first = max(stories, key=itemgetter(1), default=None)
    if lead and first and first[1] > lead[1]:
        yield _fault("picture_order", prices.picture_order * (1 - lead[1] / first[1]), lead[0], first[0])
    upper = all(one.foot <= high * UPPER for one, _ in shown)
    if len(shown) > 1 and (upper or all(one.y > high * LOWER for one, _ in shown)):
        yield PlanFault("half", prices.half)
    for a, (top, foot, _) in shown:
        for b, (other_top, other_foot, _) in shown:  # every placing ends at its module's right edge
            if a.right == b.x and b.shape.art.kind == "over" and top < other_foot and other_top < foot:
                yield _fault("pictures_level", prices.pictures_level, a, b)


def _places(page: Sequence[PlacedStory], rules: ModuleRules, high: int) -> Iterator[PlanFault]:
    for one in page:
        wrong = {"foot": one.foot < high, "right": one.right < rules.columns}
        for _ in (place for place in one.news.places if wrong[place]):
            yield _fault("place", rules.prices.place, one)
    doubles = [one for one in page if one.news.double]
    if len(doubles) == 2:
        a, b = doubles
        if a.y or b.y or a.right != b.x:
            yield _fault("place", rules.prices.place, a, b)
