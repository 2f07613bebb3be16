"""Pictures of a module: one block of all of them, over the head, inset in the text, or beside head and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import NamedTuple

from ..boxes import Box
from ..module_rules import ModuleRules
from ..page_plan import ModulePicture
from .grid import PageGrid, Setting
from .measure import Measures
from .news import News

MOST_CROP = 0.25
"""Share of its depth by which a picture may be made shallower or deeper: it is cropped, never stretched."""
USUAL_SHARE, ANY_SHARE = 3.2, 100.0
"""How many times the share of the page that it should have a picture may take, and a limit that is none. Over the usual one
picture news, too, may stand beside its words, and white below words beside a picture.
"""
LEAST_DEPTH = 3
"""Grid rows of a picture."""
WAYS = 5
"""Placings of a story's pictures that are weighed, the cheapest."""
AIR = 0.4
"""Grid rows of white that a picture without a caption leaves below it."""


class Art(NamedTuple):
    """The pictures of a module as placed. `kind`: `over` (the head), `inset` (in the text), `side` (beside head and text),
    or nothing; `columns`: text columns that they take; `depth`: grid rows of all pictures, without captions.

    `foot`: rows down to the end of the last caption; `deep`: with the white below.
    """

    kind: str
    columns: int
    depth: int
    foot: int
    deep: int
    stacked: bool = False

    @property
    def hole(self) -> int:
        """Rows times columns of the text that they take."""
        return self.columns * self.deep if self.kind == "inset" else 0


PLAIN_ART = Art("", 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Placing:
    """A way to place a story's pictures: the block's natural depth in rows, rows of captions in it, white row below."""

    kind: str
    columns: int
    natural: float
    captions: int
    white: int
    cost: float
    stacked: bool = False

    def crop(self, depth: int, price: float) -> float:
        """What another depth than the natural one costs."""
        return price * (depth / self.natural - 1) ** 2 if self.natural else 0.0


def arts_of(
    measures: Measures, news: News, setting: Setting, rules: ModuleRules, limits: tuple[float, float]
) -> list[Placing]:
    """The ways to place a story's pictures in a setting, the cheapest first. `limits`: the least and the most of the share
    of the page that its rank should have.
    """
    if not news.figures:
        return [Placing("", 0, 0.0, 0, 0, 0.0)]
    own = (news.kind == "photo" or not news.story) and limits[1] <= USUAL_SHARE
    columns = [setting.count] if own else range(1, setting.count + 1)
    found = [one for count in columns for one in _placings(measures, news, setting, count, (rules, *limits))]
    return sorted(found, key=lambda one: one.cost)[:WAYS]


def _placings(
    measures: Measures, news: News, setting: Setting, columns: int, limits: tuple[ModuleRules, float, float]
) -> Iterator[Placing]:
    """The block over the whole module with its pictures side by side, or in some columns with them stacked."""
    rules = limits[0]
    whole, width, grid = columns == setting.count, setting.span(columns), measures.grid
    aspects = [measures.aspect(number) for number in news.figures]
    for stacked in (False, True) if whole and len(aspects) > 1 else (not whole,):
        aspect = 1 / sum(1 / one for one in aspects) if stacked else sum(aspects)
        price = _price(width * width / aspect / (grid.width * grid.leading * grid.lines), news, *limits)
        if price is None:
            continue
        captions, white = _caption_rows(measures, news, width, stacked)
        natural = width / aspect / grid.leading
        for kind in ("over",) if whole else ("inset", "side"):
            cost = price + (rules.prices.beside if kind == "side" else 0.0)
            yield Placing(kind, columns, natural, captions, white, cost, stacked)


def _price(share: float, news: News, rules: ModuleRules, least: float, most: float) -> float | None:
    """What a share of the page costs that is not what the rank should have; None where it is out of all proportion."""
    wanted = rules.of(news.kind, news.rank).pictures or rules.ranks[-1].pictures or 0.03
    off = share / wanted
    if not least < off < most:
        return None
    return rules.prices.small * (1 - off) if off < 1 else rules.prices.large * (off - 1)


def _caption_rows(measures: Measures, news: News, width: float, stacked: bool) -> tuple[int, int]:
    """Rows of captions in a block, and of the white below it."""
    widths = [width] * len(news.figures) if stacked else _widths(measures, news, width)
    rows = [measures.caption(number, wide) for number, wide in zip(news.figures, widths, strict=True)]
    between = sum(1 for one in rows[:-1] if one) if stacked else 0
    return (sum(rows) + between if stacked else max(rows)), int(bool(rows[-1] if stacked else max(rows)))


def _widths(measures: Measures, news: News, width: float) -> list[float]:
    """The widths of pictures that stand side by side: as deep as each other."""
    aspects = [measures.aspect(number) for number in news.figures]
    room = width - (len(aspects) - 1) * _between(measures.grid)
    return [room * aspect / sum(aspects) for aspect in aspects]


def _between(grid: PageGrid) -> float:
    """pt between two pictures that stand side by side."""
    return grid.gap * grid.size


def depths_of(placing: Placing) -> range:
    """The depths, in rows, that the pictures of a placing may have."""
    if not placing.kind:
        return range(1)
    least = max(LEAST_DEPTH, ceil(placing.natural * (1 - MOST_CROP)))
    return range(least, floor(placing.natural * (1 + MOST_CROP)) + 1)


def made_art(placing: Placing, depth: int) -> Art:
    """A placing at a depth."""
    if not placing.kind:
        return PLAIN_ART
    foot = depth + placing.captions
    return Art(placing.kind, placing.columns, depth, foot, foot + placing.white, placing.stacked)


def boxes_of(measures: Measures, news: News, art: Art, block: Box, white: bool) -> list[ModulePicture]:
    """The boxes of a block's pictures and captions. `block`: its upper left corner and width, in pt from the module's.

    `white`: text or a head follows below it.
    """
    inset = art.kind == "inset"
    if art.stacked:
        return list(_stacked(measures, news, art, block, inset, white))
    lead, x = measures.grid.leading, block.x
    made = []
    for number, width in zip(news.figures, _widths(measures, news, block.width), strict=True):
        rows = measures.caption(number, width)
        bare = not rows and white and art.foot == art.depth
        box = Box(x, block.y, width, (art.depth - (AIR if bare else 0)) * lead)
        below = art.deep - art.depth if inset and white else rows
        caption = Box(x, block.y + art.depth * lead, width, below * lead) if rows else None
        made.append(ModulePicture(number, box, caption, inset))
        x += width + _between(measures.grid)
    return made


def _stacked(measures: Measures, news: News, art: Art, block: Box, inset: bool, white: bool) -> Iterator[ModulePicture]:
    """Pictures under each other, each as wide as the block, its depth in whole rows."""
    lead, y = measures.grid.leading, block.y
    shares = [1 / measures.aspect(number) for number in news.figures]
    feet = [round(art.depth * sum(shares[: n + 1]) / sum(shares)) for n in range(len(shares))]
    for n, number in enumerate(news.figures):
        depth = feet[n] - (feet[n - 1] if n else 0)
        rows, last = measures.caption(number, block.width), n == len(feet) - 1
        below = rows + (1 if rows and (not last or (inset and white)) else 0)
        bare = not rows and (white or not last)
        box = Box(block.x, y, block.width, (depth - (AIR if bare else 0)) * lead)
        caption = Box(block.x, y + depth * lead, block.width, below * lead) if rows else None
        yield ModulePicture(number, box, caption, inset)
        y += (depth + rows + (1 if rows and not last else 0)) * lead
