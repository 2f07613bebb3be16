"""Heads in running text: whole rows (占行), in which a head stands nearer to what it heads than to what is above it."""

from __future__ import annotations

from collections.abc import Collection
from math import ceil

from ..composer.vertical import EM_TOP
from .composition import Style

HEAD_ROLES = ("kicker", "headline", "subhead", "heading")

CAP = 0.86
"""How high a Han stands above its baseline, in em: white is what is seen, from a baseline to the tops below it."""
ABOVE = 2 / 3
"""The share of the white round a head that is above it: two to one."""
_NEARLY = 0.3
"""Rows of its white that a head may lack before it takes another: heads of one and of more lines look alike then."""


def head_rows(style: Style, lines: int, leading: float) -> tuple[int, int]:
    """Grid rows of a head with its margins: those that are dropped at a column's top, and those that it always takes."""
    own = max(1, ceil((lines * style.leading + style.after) / leading - _NEARLY))
    whole = ceil((style.before + lines * style.leading + style.after) / leading - _NEARLY)
    return max(0, whole - own), own


def head_baselines(style: Style, text: Style, lines: int, rows: tuple[int, int], leading: float) -> list[float]:
    """The baselines (pt) of a head's lines, from the top of the rows that it always takes. `rows`: those above and its own.
    `text`: the running text above and below.

    It is as far from what it heads wherever it stands. At a column's top it can be no higher than the text beside it, so it
    never stands higher in its rows.
    """
    above, own = rows
    tops = leading - text_foot(text, leading) - CAP * text.size  # of the text, below the top of its row
    deep = (lines - 1) * style.leading + CAP * style.size
    white = (above + own) * leading + text_foot(text, leading) + tops - deep
    last = max(own * leading + tops - (1 - ABOVE) * white, tops + deep)
    return [last - n * style.leading for n in reversed(range(lines))]


def spare_above(deep: float, height: float, roles: Collection[str]) -> float:
    """What whole rows have to spare for heads in a place of their own, as far as it stands above them (pt)."""
    return max(0.0, height - deep) * ABOVE if roles and all(role in HEAD_ROLES for role in roles) else 0.0


def text_foot(style: Style, leading: float) -> float:
    """How far a baseline is above its row's foot: the em box is centred in the leading."""
    return (leading - style.size) / 2 + (1 - EM_TOP) * style.size
