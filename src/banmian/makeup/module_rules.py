"""What a layout says of pages of many stories: `[modules]` of `layout.toml`, as values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PageType:
    """A type of the page: the body's size in pt, lines of the type area, price; rows more than their style has that stand
    above section heads.
    """

    size: float
    lines: int
    price: float = 0.0
    above: int = 0


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
    """What a plan pays for. One is about a grid line of a picture's depth (sources: docs/planner.md).

    Faults of the page: `lead_place` (the lead is not in the upper left corner), `lead_size` (its head does not dominate),
    `rank_lower` (a weightier story lower or further right, for each rank), `head_order` (a larger head than a weightier
    story's), `tombstone` (碰题), `gutter` (通线), `rail` (a gutter that leaves two columns or fewer), `middle` (断版),
    `corners` (four meet), `pictures_level`, `dominant`, `picture_order` (none dominates, the lead's is not the largest),
    `half` (all pictures in one half), `briefs_top`, `place` (not where the editor wants it), `across` (a cut through the
    whole page).
    `white_unlike`: a row by which the white above heads of one rank must differ.
    Of a module: `head_short` (its head fills too little of its width, flat, and `head_lack` for all that lacks),
    `head_spaced` (it is spaced out to fill enough, 疏排), `head_beside` (over some columns only, 串文), `head_broken`
    (three lines where two fit), `head_parted` (it breaks elsewhere than at the manuscript's space), `two_lines`,
    `two_lines_wide` (on a wide module), `three_lines` (of a head), `columns` (a basic column outside of what suits its
    rank), `broken` (破栏), `long_line`, `crop` (times the square of the share of depth that is cropped), `small`, `large`
    (pictures against their share), `beside` (a picture beside head and text), `blank` (a row blank at the end), `heading`
    (a row above a section head; all of a page have it), `spaced` (a paragraph spaced out or drawn in, to come out even),
    `air` (a row in the head), `shallow`, `deep` (a row of a leg outside of 8 to 50), `lonely` (a single line at a
    column's edge).
    `step`: a head one step of the scale off its rank. `kept`: what a kept sketch may cost more than the best. `white`: a
    row of the strip at the foot of a short page.
    """

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
    picture_order: float = 24.0
    half: float = 2.0
    briefs_top: float = 7.0
    place: float = 120.0
    across: float = 1.0
    white_unlike: float = 8.0
    head_short: float = 22.0
    head_lack: float = 40.0
    head_spaced: float = 2.0
    head_beside: float = 8.0
    head_broken: float = 6.0
    head_parted: float = 8.0
    two_lines: float = 1.0
    two_lines_wide: float = 3.0
    three_lines: float = 5.0
    columns: float = 3.0
    broken: float = 0.5
    long_line: float = 2.0
    crop: float = 120.0
    small: float = 9.0
    large: float = 3.0
    beside: float = 1.5
    blank: float = 8.0
    heading: float = 1.2
    spaced: float = 2.0
    air: float = 3.5
    shallow: float = 1.2
    deep: float = 0.4
    lonely: float = 1.5
    step: float = 3.0
    kept: float = 25.0
    white: float = 3.0


SCALE = (64.0, 56.0, 48.0, 42.0, 36.0, 33.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
"""Sizes of headlines in pt, the largest first: a rank whose heads do not fill their width goes a step up or down."""


@dataclass(frozen=True)
class ModuleRules:
    """`columns`: basic columns of the page; `alley`: em between two modules, at the layout's own size; `gap`: em at least
    between text columns of one; `narrowest`, `widest`: em of a text column; `frame`: em between a frame and its text.

    `types`: types of the page, the usual one first. `ranks`: by rank from 1; `kinds`: for briefs, comment, photo and card.
    `scale`: sizes that heads may have, the largest first.
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
    scale: tuple[float, ...] = SCALE

    def of(self, kind: str, rank: int) -> RankRules:
        """What suits a module of a kind and a rank."""
        own = self.kinds.get(kind) or (_CARD if kind == "card" else None)
        return own or self.ranks[min(rank, len(self.ranks)) - 1]


_CARD = RankRules(0, (2, 3))

TYPES = (
    PageType(9, 100), PageType(9, 104, 8), PageType(9.5, 96, 8), PageType(10, 91, 16), PageType(10.5, 87, 24),
    PageType(8.5, 106, 24), PageType(8.5, 110, 36),
)  # fmt: skip
RANKS = (
    RankRules(42, (5, 8), 0.16),
    RankRules(30, (3, 5), 0.07),
    RankRules(22, (2, 4), 0.045),
    RankRules(18, (2, 3), 0.03),
    RankRules(16, (1, 3), 0.02),
)
KINDS = {
    "briefs": RankRules(16, (1, 3)),
    "comment": RankRules(22, (2, 3), 0.02),
    "photo": RankRules(18, (3, 5), 0.11),
}
BROADSHEET = ModuleRules(types=TYPES, ranks=RANKS, kinds=KINDS)
"""A broadsheet of 390 × 540 mm: eight basic columns (八栏), 小五 on 100 lines."""
