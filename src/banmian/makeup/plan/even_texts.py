"""The depths at which a story's text comes out even in its columns, under its head and beside its pictures; the price."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from ..flow import pour
from ..frames import SHALLOWEST
from ..module_rules import PlanPrices
from .grid import Setting
from .illustration import ANY_SHARE, USUAL_SHARE, Art
from .legs import Beside, legs_of
from .measure import Body, Measures
from .news import News

LEAST_ROWS = 3
"""Rows of text in each column of a story; short texts have fewer."""
SHALLOW, DEEP = 8, 50
"""Rows of a leg that need no excuse (Harrower: 2 to 10 inches)."""
COMPANY = 5
"""Rows of text under a picture, or none (Harrower: an inch)."""
SHORT, WHITE_IF_SHORT = 2, 0.4
"""Rows a column up to which a text is short: it may end a few rows before its columns do, at this share of the price."""
UNLEVEL = 1.5
"""How much dearer white is at a text's end than below its level columns, where there must be white beside a picture."""
TABLES = 6
"""Rows more that are tried for a text with tables: their rows are not parted, and a gap beside them may stay white."""
NO_ROOM = 1000
"""Rows that a text lacks whose tables have no room."""


class EvenText(NamedTuple):
    """Rows of text, the price at which they come out even, what columns so deep cost."""

    rows: int
    even: float
    legs: float


def is_short(news: News, body: Body, columns: int) -> bool:
    """Whether a text may end before its columns do."""
    return news.kind == "photo" or body.rows <= SHORT * columns


def most_blank(columns: int, usual: int, *, short: bool) -> int:
    """Rows that may stay blank at a text's end: of a short one a row in every column but one."""
    return max(1, columns - 1, usual) if short else usual


class EvenTexts:
    """A text in a setting; each depth is counted once. `head`: one that stands over its first columns only; `blank`: rows
    that may stay blank at its end; `share`: how many times the share of the page that they should have its pictures take.
    """

    def __init__(
        self, measures: Measures, prices: PlanPrices, news: News, setting: Setting, body: Body, head: Beside, blank: int,
        share: float,
    ) -> None:  # fmt: skip
        self.measures, self.prices, self.news, self.setting, self.body = measures, prices, news, setting, body
        self.head, self.columns, self.share = head, setting.count, share
        self.short = is_short(news, body, self.columns)
        self.blank = most_blank(self.columns, blank, short=self.short)
        self.white = prices.blank * (UNLEVEL if share > USUAL_SHARE else WHITE_IF_SHORT if self.short else 1.0)
        self._known: dict[int, list[EvenText]] = {}

    def of(self, art: Art) -> list[EvenText]:
        """Under its head, its pictures over it or in it."""
        key = art.deep if art.kind == "inset" else 0
        if key not in self._known:
            self._known[key] = self._in_rows(art, self._below(art) if self.head.columns else self._plain(art))
        return self._known[key]

    def beside(self, art: Art, above: int) -> list[EvenText]:
        """Beside a picture that is as deep as the module, under so many rows of a head."""
        rows = art.foot - above
        if rows not in self._known:
            self._known[rows] = self._beside(art, rows)
        return self._known[rows]

    def _plain(self, art: Art) -> range:
        hole = art.hole + self.body.rows_across(self.columns)
        least = (self.body.rows + hole) // self.columns
        first = least if self.body.smooth else least - 1  # white round headings may vanish at a column's edge
        last = least + 2 + (ceil(TABLES / self.columns) if self.body.tables else 0)
        return range(max(SHALLOWEST, first), max(SHALLOWEST + 1, last))

    def _below(self, art: Art) -> range:
        """The rows under a head that the other columns begin beside."""
        columns, rows = self.head
        least = (self.body.rows + art.hole - rows * (self.columns - columns)) // self.columns
        return range(max(COMPANY, least - (not self.body.smooth)), least + 2)

    def _in_rows(self, art: Art, depths: range) -> list[EvenText]:
        if self.body.empty and not self.head.columns:
            return [] if art.kind == "inset" else [EvenText(0, 0.0, 0.0)]
        made = (self._level(art, rows) for rows in depths)
        return [one for one in made if one]

    def _beside(self, art: Art, rows: int) -> list[EvenText]:
        if self.body.empty:  # nothing but white beside it
            return [EvenText(rows, 0.0, 0.0)] if self.share == ANY_SHARE and rows >= 0 else []
        return list(self._beside_text(art, rows)) if rows >= SHALLOWEST else []

    def _beside_text(self, art: Art, rows: int) -> Iterator[EvenText]:
        one, level = self._level(art, rows), ceil(self.body.rows / self.columns)
        if one:
            yield one
        if self.share > USUAL_SHARE and SHALLOWEST <= level < rows:  # its columns are level, and white is below them
            one = self._level(art, level)
            if one:
                yield one._replace(legs=one.legs + (rows - level) * self.columns * self.prices.blank)

    def _level(self, art: Art, rows: int) -> EvenText | None:
        """The text in so many rows, if it comes out even, under its head."""
        body, head, columns, hole = self.body, self.head, self.columns, 0
        deep = rows + head.rows
        if rows < (SHALLOWEST if self.short else LEAST_ROWS):
            return None
        if art.kind == "inset":
            if art.foot < deep < art.deep + COMPANY or deep < art.foot:
                return None
            hole = deep if deep == art.foot else art.deep
        slack = deep * columns - head.columns * head.rows - art.columns * hole - body.rows
        if body.across:
            slack -= body.rows_across(columns)
            if slack + body.lost < -len(body.saves):
                return None  # no room, wherever its tables stand
        even = self._even(slack if body.smooth else self._poured(art, deep))
        return None if even is None else EvenText(rows, even, 0.0 if self.short else self._legs(rows))

    def _legs(self, rows: int) -> float:
        return self.prices.shallow * max(0, SHALLOW - rows) + self.prices.deep * max(0, rows - DEEP)

    def _poured(self, art: Art, deep: int) -> int:
        """Rows that stay white when a text with headings is poured; lines without a place, if negative."""
        frames = legs_of(self.measures, self.news, self.setting, self.body, deep, art, self.head)
        if self.body.across and not frames:
            return -NO_ROOM
        flow = pour(self.body.items, frames)
        return -flow.over if flow.over else flow.white + flow.free

    def _even(self, slack: int) -> float | None:
        """The price at which so many rows too many (or too few) are taken up; None where they cannot be."""
        if slack < 0:
            return -slack * self.prices.spaced if -slack <= len(self.body.saves) else None
        spaced = min(slack, len(self.body.gains))
        blank = slack - spaced
        return None if blank > self.blank else self.prices.spaced * spaced + self.white * blank
