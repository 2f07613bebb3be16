"""Shapes of a story: in how many grid rows it can be made up at a width, how, and at what price.

A table by height is all that the dissection of a page needs to know of a story. Heights count the white line under a
module.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from operator import itemgetter
from typing import NamedTuple

from ..module_rules import ModuleRules
from .even_texts import EvenTexts
from .grid import Setting
from .heads import Head, Sizes, group, heads_at
from .illustration import ANY_SHARE, PLAIN_ART, USUAL_SHARE, Art, Placing, arts_of, depths_of, made_art
from .legs import NOT_BESIDE, Beside
from .measure import NO_TEXT, Body, Measures
from .news import News

TINY = 80
"""Characters up to which a story's words may be set wide, as those of picture news."""
SPARE = 3
"""Shapes of one height that stand by when the first does not come out even in the pour."""
FRAME_ROWS = 2
"""Rows that a frame takes, above and below."""
CARD_ROWS = 3
"""Rows of a name card beside those of its cells (its CSS)."""
MOST_AIR = 6
"""Rows of air in a head at most."""
AIR_BESIDE = 1
"""Rows of air in a head that text stands beside: with more, text would have room above the head."""
PLACES_BESIDE, HEADS_BESIDE = 2, 2
"""Numbers of columns that such a head is tried over, and heads that are tried over each."""
LONG_LINE = 19.0
"""em: a longer line is dear."""


@dataclass(frozen=True)
class Limits:
    """How far a story may be bent: rows of air in a head, rows blank at its end; how many times the share of the page that
    its pictures should have they may take, and how small a part of it; whether a head has no more lines than it must.
    """

    air: int = 2
    blank: int = 1
    most_share: float = USUAL_SHARE
    least_share: float = 0.25
    whole_heads: bool = False


USUAL, FREER, LOOSE = Limits(), Limits(MOST_AIR, 1, 6.0, 0.1), Limits(MOST_AIR, 4, 6.0, 0.1)
LAST = Limits(MOST_AIR, 10_000, ANY_SHARE, 0.0)
"""`FREER`: where no page is even in the usual ones. `LOOSE`: for a dissection that an editor has drawn, and where nothing
else is even. `LAST`: a picture with a line of text alone on a page has to stand somewhere.
"""
LEVEL = tuple(replace(USUAL, air=air) for air in (0, 1))
"""For a page on which white above heads of one rank is to be alike."""
WHOLE = tuple(replace(one, whole_heads=True) for one in (USUAL, FREER))
"""For a page with a white strip: it has white enough without heads that are broken to eat it."""


class Shape(NamedTuple):
    """A story at a width and a height. `even`: the price at which its text comes out so; `rows`: of it; `air`: added to its
    head; `top`: what stands at its top (`head`, `picture`, `box`). `under`: text columns that begin under the head where
    the others begin beside it, 0 where all do. `spare`: the next cheapest of the same height.
    """

    wide: int
    high: int
    cost: float
    setting: Setting
    head: Head
    art: Art
    even: float
    air: int
    rows: int
    top: str
    under: int = 0
    spare: tuple[Shape, ...] = ()

    @property
    def text_columns(self) -> int:
        """Columns that text stands in."""
        return self.setting.count - (self.art.columns if self.art.kind == "side" else 0)

    @property
    def corner(self) -> tuple[str, float]:
        """What stands in its upper corners."""
        return self.top, self.head.size

    @property
    def beside(self) -> Beside:
        """Its head, where it stands over some columns only."""
        return Beside(self.under, self.head.rows + self.air) if self.under else NOT_BESIDE


_Top = tuple[int, float, Head, int]
"""Rows of a head with its air, its price, the head, the rows of air."""
ShapeTable = dict[int, tuple[Shape, ...]]
"""By height, the cheapest shape for each thing that can stand at the top."""
_How = tuple[Head, Art, float, int, int]
"""How a case is made up: head, pictures, the price at which its text is even, rows of air, columns under a head beside."""
_FoundShapes = dict[tuple[int, str], list[tuple[float, int, "_Case", _How, int]]]
"""By height and top, the cheapest few: price, the turn it was found at, the case, how it is made up, rows of text."""


class Shaper:
    """Makes tables. `tallest`: rows of the deepest module that is wanted."""

    def __init__(self, measures: Measures, rules: ModuleRules, sizes: Sizes, tallest: int, limits: Limits = USUAL) -> None:
        self.measures, self.rules, self.sizes = measures, rules, sizes
        self.grid, self.tallest, self.limits = measures.grid, tallest, limits
        self.share = limits.least_share, limits.most_share
        self._turn = 0
        self._holding: dict[int, bool] = {}
        self._heads: dict[tuple[int, float], list[_Top]] = {}

    def table(self, news: News, wide: int) -> ShapeTable:
        """The shapes of a story at a width in basic columns."""
        if news.columns and wide != min(news.columns, self.grid.columns):
            return {}
        if news.kind == "card":
            return self._card(news, wide)
        found: _FoundShapes = {}
        for setting in self.settings(news, wide):
            self._with_setting(found, news, wide, setting)
        return _tabled(found)

    def _card(self, news: News, wide: int) -> ShapeTable:
        card = self.measures.stone.page.name_card
        rows = (len(card.rows) if card else 0) + CARD_ROWS
        high, setting = rows + 1, Setting(1, 0, self.grid.inner(wide), 0)
        if high > self.tallest:
            return {}
        cost = self._off(news, wide)
        return {high: (Shape(wide, high, cost, setting, Head(0, 0, 0, 0, 0), PLAIN_ART, 0.0, 0, rows, "box"),)}

    def _off(self, news: News, wide: int) -> float:
        """What a width costs that does not suit a story."""
        low, high = self.rules.of(news.kind, news.rank).columns
        return 0.0 if news.columns else self.rules.prices.columns * (max(0, low - wide) + max(0, wide - high))

    def _with_setting(self, found: _FoundShapes, news: News, wide: int, setting: Setting) -> None:
        prices = self.rules.prices
        cost = self._off(news, wide) + (prices.broken if setting.count != wide else 0.0)
        if setting.measure > LONG_LINE and news.kind != "photo":
            cost += prices.long_line
        framed = news.kind == "comment"
        top = "box" if framed or news.label else "head"
        for placing in arts_of(self.measures, news, setting, self.rules, self.share):
            case = _Case(news, wide, setting, NO_TEXT, placing, cost + placing.cost, FRAME_ROWS * framed, top)
            self._with_placing(found, case)

    def _with_placing(self, found: _FoundShapes, case: _Case) -> None:
        beside = case.placing.kind == "side"
        columns = case.setting.count - (case.placing.columns if beside else 0)
        body = self.measures.body(case.news, case.setting.first(columns))
        if body.too_wide and self._held(case.news):
            return
        fewer = self.rules.prices.place if body.fewer else 0.0
        case = case._replace(body=body, cost=case.cost + fewer)
        tops = self._tops(case.news, case.setting.span(columns))
        texts, arts = self._texts(case, columns), self._arts(case.placing)
        for art, crop in arts:
            cost, whole = case.cost + crop, [] if beside else texts.of(art)
            for above, price, head, air in tops:
                for rows, even, legs in texts.beside(art, above) if beside else whole:
                    self._note(found, case, (head, art, even, air, 0), rows, cost + price + even + legs)
        if self._head_may_stand_beside(case, columns, tops):
            self._with_head_beside(found, case, columns, arts)

    def _arts(self, placing: Placing) -> list[tuple[Art, float]]:
        """A placing at each depth, with what that costs."""
        crop = self.rules.prices.crop
        return [(made_art(placing, depth), placing.crop(depth, crop)) for depth in depths_of(placing)]

    def _head_may_stand_beside(self, case: _Case, columns: int, tops: Sequence[_Top]) -> bool:
        """Whether a head may stand over some columns only: one that is too short for all of them."""
        news, body = case.news, case.body
        plain = news.kind == "story" and case.placing.kind != "side" and not (news.label or body.empty or body.across)
        return plain and columns > 1 and any(head.short for _, _, head, _ in tops)

    def _with_head_beside(
        self, found: _FoundShapes, case: _Case, columns: int, arts: Sequence[tuple[Art, float]]
    ) -> None:  # fmt: skip
        """The head over the first columns, the text of the others, or pictures in it, beside it (串文)."""
        for under, (above, price, head, air) in self._heads_beside(case, columns):
            texts = self._texts(case, columns, Beside(under, above))
            for art, crop in arts:
                cost = case.cost + crop + price + self.rules.prices.head_beside
                for rows, even, legs in texts.of(art):
                    self._note(found, case, (head, art, even, air, under), rows, cost + even + legs)

    def _heads_beside(self, case: _Case, columns: int) -> Iterator[tuple[int, _Top]]:
        """Heads over so many of the first columns that fill them: of the widest such places the cheapest few."""
        least = ceil(columns / 2) if case.news.rank == 1 else 1  # the lead's head is wide
        most = columns - max(1, case.placing.columns if case.placing.kind == "inset" else 0)
        places = 0
        for under in range(most, least - 1, -1):
            every = self._tops(case.news, case.setting.span(under))
            heads = [top for top in every if not top[2].short and top[3] <= AIR_BESIDE]
            yield from ((under, top) for top in sorted(heads, key=_BY_PRICE_OF_HEAD)[:HEADS_BESIDE])
            places += bool(heads)
            if places == PLACES_BESIDE:
                return

    def _texts(self, case: _Case, columns: int, head: Beside = NOT_BESIDE) -> EvenTexts:
        setting = case.setting.first(columns)
        blank, share = self.limits.blank, self.limits.most_share
        return EvenTexts(self.measures, self.rules.prices, case.news, setting, case.body, head, blank, share)

    def _held(self, news: News) -> bool:
        """Whether there is a width in which no table of a story is too wide."""
        if news.story not in self._holding:
            widths = [news.columns] if news.columns else range(1, self.grid.columns + 1)
            settings = (one for wide in widths for one in self.settings(news, wide))
            self._holding[news.story] = any(not self.measures.body(news, one).too_wide for one in settings)
        return self._holding[news.story]

    def settings(self, news: News, wide: int) -> list[Setting]:
        """The ways to set a story's text in a width in basic columns."""
        width = self.grid.inner(wide, news.kind == "comment")
        tiny = self.measures.characters(news) <= TINY
        usual = () if news.kind == "photo" else self.grid.settings(width)
        wide_words = self.grid.settings(width, True) if news.kind == "photo" or tiny else ()
        return [*usual, *(one for one in wide_words if one not in usual)]

    def tops(self, news: News, wide: int) -> list[int]:
        """The rows that a story's heads take in a width in basic columns."""
        return [above for above, *_ in self._tops(news, self.grid.inner(wide, news.kind == "comment"))]

    def _tops(self, news: News, width: float) -> list[_Top]:
        """By depth, the cheapest head with so much air: its rows with the air, its price, the head, the rows of air."""
        key = news.story, round(width, 3)
        if key not in self._heads:
            sizes, best = self.sizes.get(group(news, self.rules), ()), dict[int, _Top]()
            for head in heads_at(self.measures, news, self.rules, sizes, width, self.limits.whole_heads):
                for air in range(self.limits.air + 1):
                    above, price = head.rows + air, head.cost + self.rules.prices.air * air
                    if above not in best or price < best[above][1]:
                        best[above] = above, price, head, air
            self._heads[key] = list(best.values())
        return self._heads[key]

    def _note(self, found: _FoundShapes, case: _Case, how: _How, rows: int, cost: float) -> None:
        head, art, _, air, _ = how
        above = head.rows + air
        if art.kind == "over":
            above += art.deep if above or rows else art.foot
        high = max(above + rows, art.foot if art.kind == "side" else 0) + case.frame + 1
        if high > self.tallest or not (rows or above):
            return
        top = "picture" if art.kind == "over" else case.top
        kept = found.setdefault((high, top), [])
        if len(kept) <= SPARE or cost < kept[-1][0]:
            self._turn += 1
            insort(kept, (cost, self._turn, case, how, rows))  # no two of the same turn: nothing behind it is compared
            if len(kept) > SPARE + 1:
                kept.pop()


_BY_PRICE_OF_HEAD = itemgetter(1)


class _Case(NamedTuple):
    """A story in a setting with its pictures placed; `cost` of these; rows of its frame; what stands at its top but for
    pictures.
    """

    news: News
    wide: int
    setting: Setting
    body: Body
    placing: Placing
    cost: float
    frame: int
    top: str


def _tabled(found: _FoundShapes) -> ShapeTable:
    table: ShapeTable = {}
    for (high, top), kept in sorted(found.items()):
        first: Shape | None = None
        spare = list[Shape]()
        for cost, _, case, (head, art, even, air, under), rows in reversed(kept):
            others = tuple(reversed(spare)) if cost is kept[0][0] else ()
            first = Shape(case.wide, high, cost, case.setting, head, art, even, air, rows, top, under, others)
            spare.append(first)
        if first:
            table[high] = (*table.get(high, ()), first)
    return table


def with_less_air(table: ShapeTable, most: int) -> ShapeTable:
    """Of a table the shapes, and those that stand by, with at most so many rows of air: as many of a height as before."""
    less: ShapeTable = {}
    for high, shapes in table.items():
        able = tuple(one for shape in shapes for one in (shape, *shape.spare) if one.air <= most)
        if able:
            less[high] = able[: len(shapes)]
    return less
