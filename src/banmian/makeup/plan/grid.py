"""The grid of a page of modules: basic columns, alleys, rows; and the ways to set text in a width. Sizes in pt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from ..composition import Rung
from ..layouts import MM, NARROWEST_GAP, Layout, column_grid
from ..module_rules import PageType
from .planned import rules_of_modules

MOST_COLUMNS = 12
"""Text columns of a module."""
WIDE_MEASURE = (18.0, 42.0)
"""em: words of picture news are set wide."""
_LEVEL = 0.05
"""Grid lines by which a nameplate may reach over a row."""


@dataclass(frozen=True)
class Setting:
    """A width as `count` text columns: characters in a line, width and pitch of a column (pt)."""

    count: int
    measure: float
    column: float
    pitch: float

    def span(self, columns: int) -> float:
        """The width of so many of the columns, without the gap at their right."""
        return (columns - 1) * self.pitch + self.column

    def first(self, columns: int) -> Setting:
        """The first columns of it."""
        return self if columns == self.count else Setting(columns, self.measure, self.column, self.pitch)

    def left(self, column: int) -> float:
        """The left edge of a column, from 0."""
        return column * self.pitch


IN_LETTERS = 1.35
"""How many times as wide a column of words in letters is as one of Han: 11 em hold 22 letters, too few to fill a line of
words without gaps; 15 em hold 30, what newspapers in English have at least.
"""


@dataclass(frozen=True)
class PageGrid:
    """`width` of the type area, `columns` basic columns with an `alley` between them, type of the page, grid lines of the
    type area, those `taken` by what stands above the modules; `gap`, `narrowest`, `widest`, `frame` in em.
    """

    width: float
    columns: int
    alley: float
    size: float
    leading: float
    lines: int
    taken: int
    gap: float
    narrowest: float
    widest: float
    frame: float

    @property
    def rows(self) -> int:
        """Rows that modules take up: each has a white line under it, and the last one's falls below the page."""
        return self.lines - self.taken + 1

    @property
    def pitch(self) -> float:
        """From one basic column to the next."""
        return (self.width + self.alley) / self.columns

    @property
    def module_gap(self) -> float:
        """The gap (em) that an area must say so that `column_grid` leaves `gap` at least."""
        return round(self.gap / NARROWEST_GAP, 4)

    def inner(self, wide: int, framed: bool = False) -> float:
        """The width inside of a module of so many basic columns."""
        return wide * self.pitch - self.alley - (2 * self.frame * self.size if framed else 0.0)

    def settings(self, width: float, wide_words: bool = False) -> tuple[Setting, ...]:
        """The ways to set text in a width."""
        low, high = WIDE_MEASURE if wide_words else (self.narrowest, self.widest)
        return _settings(round(width, 6), self.size, self.module_gap, low, high)


@lru_cache(maxsize=512)
def _settings(width: float, size: float, gap: float, low: float, high: float) -> tuple[Setting, ...]:
    made = []
    for count in range(1, MOST_COLUMNS + 1):
        measure, column, pitch = column_grid(width, size, count, gap)
        characters = width / size if count == 1 else float(measure)
        if low <= characters <= high:
            made.append(Setting(count, characters, column, pitch))
    return tuple(made)


def grid_of(layout: Layout, page_type: PageType, free_top: float, letters: bool = False) -> PageGrid:
    """The grid of a layout's pages in a type. `free_top`: pt of the type area above the modules; `letters`: the page's text
    is in letters, not in Han.
    """
    rules, width = rules_of_modules(layout), layout.type_area[2] * MM
    leading, wider = layout.leading(page_type.lines), IN_LETTERS
    taken = max(0, ceil(free_top / leading - _LEVEL))
    return PageGrid(
        width, rules.columns, rules.alley * layout.size.base, page_type.size, leading, page_type.lines, taken, rules.gap,
        *((wider * rules.narrowest, wider * rules.widest) if letters else (rules.narrowest, rules.widest)), rules.frame,
    )  # fmt: skip


def rung_of(layout: Layout, page_type: PageType) -> Rung:
    """The rung of a type of the page."""
    base = layout.base
    return Rung(page_type.size, page_type.lines, 0, base.depths, base.columns, 0.0, 1)
