"""White above heads of one rank: the same on a page as far as their rows allow it.

The rows of a head are whole ones: what its parts leave of them is white, two thirds above, one below (`module.ABOVE`). So
heads of one rank would have unlike white above them. It is shared out anew, where a head keeps nearer to what it heads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..module_rules import ModuleRules
from ..page_plan import Module
from .heads import CLEAR, group
from .illustration import AIR
from .judge import PlacedStory
from .measure import Measures
from .module import ABOVE, Drawing

LEAST_ABOVE, LEAST_BELOW = CLEAR * ABOVE, CLEAR * (1 - ABOVE)
"""Grid rows of a head's white that stay above it, and below it."""
IN_FRAME = 0.5
"""Grid rows from a frame to what stands in it."""


class _White(NamedTuple):
    """Grid rows above a head in its own rows: as they are, the least and the most that they may be."""

    usual: float
    least: float
    most: float

    def at(self, rows: float) -> float:
        """As near to so many rows as it may be."""
        return min(max(rows, self.least), self.most)


def levelled(
    measures: Measures, rules: ModuleRules, page: Sequence[PlacedStory], modules: Sequence[Module]
) -> tuple[Module, ...]:
    """The modules of a page, their heads moved within their rows to where the white above those of a rank is alike."""
    whites, groups = dict[int, _White](), dict[str, list[_White]]()
    for one in page:
        if one.shape.head.size and not one.news.label and one.news.kind != "briefs":
            white = whites[one.news.story] = _white(Drawing(measures, one.news, one.shape))
            groups.setdefault(group(one.news, rules), []).append(white)
    wanted = {name: _wanted(group_of) for name, group_of in groups.items()}
    by_story = {one.news.story: wanted[group(one.news, rules)] for one in page if one.news.story in whites}
    return tuple(_moved(module, whites, by_story, measures.grid.leading) for module in modules)


def _white(drawing: Drawing) -> _White:
    """What is above a head besides its own rows: the white under a module or a caption, the inside of a frame."""
    art, spare = drawing.shape.art, drawing.spare / drawing.grid.leading
    around = IN_FRAME if drawing.framed else AIR if art.kind == "over" and art.deep == art.depth else 1.0
    usual = spare * ABOVE
    least, most = max(LEAST_ABOVE, (2 * spare - around) / 3), spare - LEAST_BELOW
    return _White(usual, least, most) if least <= most else _White(usual, usual, usual)


def _wanted(whites: Sequence[_White]) -> float:
    """The rows that most heads of a rank may have; of such the nearest to what they have."""
    mean = sum(white.usual for white in whites) / len(whites)
    tried = sorted({mean, *(rows for white in whites for rows in white)})
    return max(tried, key=lambda rows: (sum(white.at(rows) == rows for white in whites), -abs(rows - mean)))


def _moved(module: Module, whites: Mapping[int, _White], wanted: Mapping[int, float], leading: float) -> Module:
    if module.story not in whites:
        return module
    white = whites[module.story]
    down = (white.at(wanted[module.story]) - white.usual) * leading
    parts = [(name, replace(box, y=box.y + down) if name not in ("label", "text") else box) for name, box in module.parts]
    return replace(module, parts=tuple(parts))
