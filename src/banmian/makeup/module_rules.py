"""What a layout says of pages of many stories: `[modules]` of `layout.toml`, as values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PageType:
    """A type of the page: the body's size in pt, lines of the type area, price."""

    size: float
    lines: int
    price: float = 0.0


@dataclass(frozen=True)
class RankRules:
    """Modules of a rank or a kind: the headline's size in pt, the fewest and the most basic columns that suit it, the share
    of the page that its pictures should have.
    """

    size: float
    columns: tuple[int, int]
    pictures: float = 0.0


@dataclass(frozen=True)
class PlanPrices:
    """What a plan pays for. One is about a grid line of a picture's depth. (sources: docs/pages.md)"""

    lead_place: float = 8.0
    lead_size: float = 8.0
    rank_lower: float = 2.0
    head_order: float = 6.0
    tombstone: float = 14.0
    gutter: float = 20.0
    rail: float = 8.0
    middle: float = 4.0
    corners: float = 14.0
    pictures_level: float = 10.0
    dominant: float = 3.0
    half: float = 2.0
    briefs_top: float = 7.0
    head_short: float = 22.0
    crop: float = 120.0
    blank: float = 5.0
    heading: float = 1.2
    spaced: float = 2.0
    air: float = 3.5
    kept: float = 25.0


@dataclass(frozen=True)
class ModuleRules:
    """`columns`: basic columns of the page; `alley`: em between two modules, at the layout's own size; `gap`: em at least
    between text columns of one; `narrowest`, `widest`: em of a text column; `frame`: em between a frame and its text.

    `types`: types of the page, the usual one first. `ranks`: by rank from 1; `kinds`: for briefs, comment, photo.
    """

    columns: int = 8
    alley: float = 1.5
    gap: float = 1.0
    narrowest: float = 11.0
    widest: float = 22.0
    frame: float = 1.2
    types: tuple[PageType, ...] = ()
    ranks: tuple[RankRules, ...] = ()
    kinds: dict[str, RankRules] = field(default_factory=dict)
    prices: PlanPrices = field(default_factory=PlanPrices)
