"""White above heads of one rank: alike on a page as far as their rows allow it.

A head takes whole rows: what its parts leave of them is white, two thirds above and one below where nothing speaks against
it. Heads of a rank that would have unlike white above them share theirs out anew, each nearer to what it heads than to
what is above. What rows do not allow is a fault of the page, `white_unlike`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ..module_rules import ModuleRules
from .heads import CLEAR, group
from .illustration import AIR
from .news import News
from .shapes import Shape

ABOVE = 2 / 3
"""Share of a head's spare white that stands above it: a head belongs to what follows. None above that of briefs: its rule
is the module's upper edge.
"""
LEAST_ABOVE, LEAST_BELOW = CLEAR * ABOVE, CLEAR * (1 - ABOVE)
"""Grid rows of a head's white that stay above it, and below it."""
IN_FRAME = 0.5
"""Grid rows from a frame to what stands in it."""
UNSEEN = 0.15
"""Grid rows by which white may differ: 2 pt."""


class HeadWhite(NamedTuple):
    """Grid rows of white above a head in its own rows: the usual ones, the least and the most that they may be."""

    usual: float
    least: float
    most: float

    def at(self, rows: float) -> float:
        """As near to so many rows as it may be."""
        return min(max(rows, self.least), self.most)


def white_of(news: News, shape: Shape) -> HeadWhite | None:
    """The white of a story's head; None of one that stands under a label, or has none. Besides its own rows there is the
    white line under a module or a caption above it, or the inside of a frame.
    """
    if not shape.head.size or news.label or news.kind == "briefs":
        return None
    art, spare = shape.art, shape.head.white + shape.air
    around = IN_FRAME if news.kind == "comment" else AIR if art.kind == "over" and art.deep == art.depth else 1.0
    least, most = max(LEAST_ABOVE, (2 * spare - around) / 3), spare - LEAST_BELOW
    usual = spare * ABOVE
    return HeadWhite(usual, least, most) if least <= most else HeadWhite(usual, usual, usual)


def whites_by_rank(page: Iterable[tuple[News, Shape]], rules: ModuleRules) -> dict[str, dict[int, HeadWhite]]:
    """The white above the heads of a page by what shares the size of its head (`group`), and by the number of the story."""
    found: dict[str, dict[int, HeadWhite]] = {}
    for news, shape in page:
        if white := white_of(news, shape):
            found.setdefault(group(news, rules), {})[news.story] = white
    return found


def shared(whites: Collection[HeadWhite]) -> float:
    """The rows that most heads of a rank may have; of such the nearest to the usual ones."""
    mean = sum(white.usual for white in whites) / len(whites)
    tried = sorted({mean, *(rows for white in whites for rows in white)})
    return max(tried, key=lambda rows: (sum(white.at(rows) == rows for white in whites), -abs(rows - mean)))


def unlike(whites: Collection[HeadWhite]) -> float:
    """By how many rows heads of a rank have unlike white above them, however it is shared out."""
    rows = max((white.least for white in whites), default=0.0) - min((white.most for white in whites), default=0.0)
    return rows if rows > UNSEEN else 0.0
