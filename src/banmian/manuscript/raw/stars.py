"""Stars that stress, which are mark-up, and stars that are text: CommonMark's rule, and what an editor takes for none.

A run of stars opens where text follows, closes where text precedes; a mark counts as text only beside white space or
another mark. Inside of figures and Latin words stars are text (`138****5678`, `a*b*c`), as are four and more, a single one
behind a figure or before figures that multiply (`长3*宽4`, `5米*3米*2米`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# Written without spaces between words, so that stars in the middle of it are mark-up.
_IDEOGRAPH = re.compile("[\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MOST = 3


@dataclass
class Run:
    """Stars in a row, `start` to `end`: whether they may open and close, whether they may multiply."""

    start: int
    end: int
    opens: bool
    closes: bool
    multiplies: bool

    def __post_init__(self) -> None:
        self.length = self.end - self.start


def run_of(text: str, start: int, end: int, limit: int, *, follows: bool, precedes: bool) -> Run:
    """The stars `start` to `end` of a text that ends for them at `limit`; whether they follow or precede an annotation."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    opens, closes = _flanks(before or " ", after if end < limit else " ")
    word = end - start > _MOST or (_figure(before) and _figure(after))
    single = end - start == 1
    product = single and (before.isdigit() or _factor(before, after))
    return Run(
        start, end, (opens or precedes) and not word and not product, (closes or follows) and not word,
        single and after.isdigit(),
    )  # fmt: skip


def _factor(before: str, after: str) -> bool:
    """`(2)*3`, `(2)*(3)`."""
    return before in (")", "）") and (after.isdigit() or after in ("(", "（"))


def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Whether stars between two characters may open, and whether they may close."""
    white = before.isspace(), after.isspace()
    mark = _is_mark(before), _is_mark(after)
    opens = not white[1] and (not mark[1] or white[0] or mark[0])
    closes = not white[0] and (not mark[0] or white[1] or mark[1])
    return opens, closes


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _figure(character: str) -> bool:
    """A digit or a letter of a script that has words: no ideograph, no kana, no mark."""
    return character.isalnum() and not _IDEOGRAPH.match(character)


def stressing(runs: Iterable[Run]) -> Iterator[tuple[int, int]]:
    """The stars that stand in pairs, as stretches."""
    opened: list[Run] = []
    floors: dict[tuple[bool, int], int] = {}
    for run in _multiplied(runs):
        while run.closes and run.start < run.end:
            kind = run.opens, run.length % 3
            partner = _partner(opened, floors.get(kind, 0), run)
            if partner is None:
                floors[kind] = len(opened)
                break
            del opened[partner + 1 :]
            yield from _pair(opened[-1], run)
            if opened[-1].start == opened[-1].end:
                opened.pop()
            floors = {one: min(floor, len(opened)) for one, floor in floors.items()}
        if run.opens and run.start < run.end:
            opened.append(run)


def _multiplied(runs: Iterable[Run]) -> Iterator[Run]:
    """Single stars with a figure after each of them multiply: neither pairs with the other."""
    found = list(runs)
    for before, run in pairwise(found):
        if before.multiplies and run.multiplies:
            before.opens = run.closes = False
    return iter(found)


def _partner(opened: list[Run], floor: int, closer: Run) -> int | None:
    """The last run that may be closed by this one, not below `floor`: there all were tried."""
    for number in range(len(opened) - 1, floor - 1, -1):
        opener = opened[number]
        either = opener.closes or closer.opens
        threes = (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3)
        if not (either and threes):
            return number
    return None


def _pair(opener: Run, closer: Run) -> Iterator[tuple[int, int]]:
    """Two stars of each, or one: the opener's last and the closer's first."""
    count = 2 if min(opener.end - opener.start, closer.end - closer.start) > 1 else 1
    opener.end -= count
    closer.start += count
    yield opener.end, opener.end + count
    yield closer.start - count, closer.start
