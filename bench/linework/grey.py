"""How grey a column is: the pitch of Han in its full lines. A line whose Han stand apart is lighter than its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median, pstdev

from .faults import full
from .reader import Line

STEPS = (1.03, 1.06, 1.10)
"""em: who looks for it sees the first, a reader the second, and everybody the third."""
_FEWEST = 3
"""Pairs of Han in a line that is judged."""


def pitches(lines: Sequence[Line]) -> list[float]:
    """The middle pitch (em) from Han to Han of each full line."""
    found = (list(_steps(line)) for _, line in full(lines))
    return [median(steps) for steps in found if len(steps) >= _FEWEST]


def over(lines: Sequence[Line]) -> list[float]:
    """The share of the full lines whose pitch is over each of STEPS."""
    found = pitches(lines)
    return [sum(pitch > step for pitch in found) / len(found) if found else 0.0 for step in STEPS]


def spread(lines: Sequence[Line]) -> float:
    """The standard deviation of the pitches (em)."""
    found = pitches(lines)
    return pstdev(found) if found else 0.0


def _steps(line: Line) -> Iterator[float]:
    for before, after in pairwise(line.glyphs):
        if _is_han(before.character) and _is_han(after.character):
            yield after.left - before.left


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
