"""Stars that stress, which are mark-up, and stars that are text.

A run of stars opens where text follows and closes where text precedes. A mark is text beside white space and other marks,
and beside Han and marks of full width too: there a run opens before all but a mark that ends something, and closes behind
all but one that begins something. Stars are text inside of figures and Latin words (`138****5678`), behind and between
figures that multiply (`长3*宽4`, `5米*3米*2米`), behind words with brackets after them, and where there are four and more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Written without spaces between words, so that stars in the middle of it are mark-up.
_IDEOGRAPH = re.compile("[\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MOST = 3
_DIGIT = re.compile(r"\d")
_ENDING = frozenset("，。、；：？！,.;:?!%％‰")
_LABEL, _DIGITS, _UNIT = 4, 13, 3
"""Characters of a factor, at most: what is said before the figure, the figure, its unit."""
_CALENDAR = frozenset("年月日号时点分秒期届")
"""What a figure before it does not measure: 2022年*12月*举行."""


@dataclass
class StarRun:
    """Stars in a row, `start` to `end`: whether they may open and close; which of a kind that is no pair they may be."""

    start: int
    end: int
    opens: bool
    closes: bool
    kinds: frozenset[str]

    def __post_init__(self) -> None:
        self.length = self.end - self.start


def run_of(text: str, start: int, end: int, limit: int, *, follows: bool, precedes: bool) -> StarRun:
    """The stars `start` to `end` of a text that ends for them at `limit`; whether they follow or precede an annotation."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    opens, closes = _flanks(before or " ", after if end < limit else " ")
    multiplies, leads = (start in stars for stars in multiplying(text))
    word = end - start > _MOST or (_figure(before) and _figure(after)) or multiplies
    single = end - start == 1
    product = single and (leads or before.isdigit() or _factor(before, after))
    kinds = {"times": after.isdigit() and not multiplies, "remark": _begins(after) and before.isalnum()}
    return StarRun(
        start, end, (opens or precedes) and not word and not product, (closes or follows) and not word,
        frozenset(kind for kind, fits in kinds.items() if single and fits),
    )  # fmt: skip


def _factor(before: str, after: str) -> bool:
    """`(2)*3`, `(2)*(3)`."""
    return before in (")", "）") and (after.isdigit() or after in ("(", "（"))


@lru_cache(maxsize=512)
def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Whether stars between two characters may open, and whether they may close."""
    if before.isspace() or after.isspace():
        return not after.isspace(), not before.isspace()
    mark = _is_mark(before), _is_mark(after)
    full = _full_width(before) or _full_width(after)
    opens = not mark[1] or mark[0] or (full and not _ends(after))
    closes = not mark[0] or mark[1] or (full and not _begins(before))
    return opens, closes


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _full_width(character: str) -> bool:
    """Han, kana and the like, and the marks that are as wide as they in Chinese text."""
    width = unicodedata.east_asian_width(character)
    return width in ("W", "F") or (width == "A" and _is_mark(character))


def _ends(mark: str) -> bool:
    """Whether a mark belongs to what stands before it."""
    return mark in _ENDING or unicodedata.category(mark) in ("Pe", "Pf")


def _begins(mark: str) -> bool:
    """Whether a mark belongs to what stands behind it."""
    return bool(mark) and unicodedata.category(mark) in ("Ps", "Pi")


@lru_cache(maxsize=512)
def _figure(character: str) -> bool:
    """A digit or a letter of a script that has words: no ideograph, no kana, no mark."""
    return character.isalnum() and not _IDEOGRAPH.match(character)


@lru_cache(maxsize=4)
def multiplying(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where the stars stand that have a figure with its unit on both sides, from one to the next.

    And those right before the first figure, unless one stands right behind the last, too: these are a pair
    around them. One alone with a star only behind its second figure opens what that one closes (`5人*3天*在岗`).
    """
    if not _DIGIT.search(text):
        return frozenset(), frozenset()
    edges = [-1, *(hit.start() for hit in re.finditer(r"\*", text)), len(text)]
    chain: list[int] = []
    lead = -1
    found, leads = set[int](), set[int]()
    for before, star, behind in zip(edges, edges[1:], edges[2:], strict=False):
        if not chain:
            lead = before
        end = _factor_at(text, star + 1) if chain or _ends_in_factor(text[before + 1 : star]) else None
        if end is None:
            continue
        chain.append(star)
        followed = end == behind < len(text)
        if followed and _factor_at(text, behind + 1) is not None:
            continue
        led = lead >= 0 and _factor_at(text, lead + 1) == chain[0]
        found.update(chain if led or not followed or len(chain) > 1 else ())
        leads.update([lead] if led and not followed else ())
        chain = []
    return frozenset(found), frozenset(leads)


def _ends_in_factor(piece: str) -> bool:
    first = max(0, len(piece) - _LABEL - _DIGITS - _UNIT - 4)  # brackets and the blank before a unit
    return any(_factor_at(piece, at) == len(piece) for at in range(first, len(piece)))


def _factor_at(text: str, at: int) -> int | None:
    """Where a figure with its unit ends that begins here, or with the word before it (宽3米)."""
    at = _while(text, at, _LABEL, lambda one: "\u3400" <= one <= "\u9fff")
    at += text[at : at + 1] in ("(", "（")
    if not text[at : at + 1].isdecimal():
        return None
    at = _while(text, at, _DIGITS, lambda one: one.isdecimal() or one in ".,")
    at += text[at : at + 1] in (")", "）")
    unit = at + (text[at : at + 1] == " ")
    end = _while(text, unit, _UNIT, lambda one: one.isalnum() and not one.isdecimal() and one not in _CALENDAR)
    if end > unit:
        return end
    return unit + 1 if text[unit : unit + 1] in ("%", "％", "㎡", "℃", "°") else at


def stressing(runs: Iterable[StarRun]) -> Iterator[tuple[int, int]]:
    """The stars that stand in pairs, as stretches."""
    opened: list[StarRun] = []
    floors: dict[tuple[bool, int], int] = {}
    for run in _apart(runs):
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


def _apart(runs: Iterable[StarRun]) -> Iterator[StarRun]:
    """Two single stars of one kind in a row are no pair: figures behind them, or remarks (甲*（男）、乙*（女）)."""
    found = list(runs)
    for before, run in pairwise(found):
        if before.kinds & run.kinds:
            before.opens = run.closes = False
            run.opens = run.opens and "remark" not in before.kinds & run.kinds
    return iter(found)


def _while(text: str, at: int, most: int, fits: Callable[[str], bool]) -> int:
    """Where the characters that fit end, from here on."""
    end = at
    while end < min(len(text), at + most) and fits(text[end]):
        end += 1
    return end


def _partner(opened: list[StarRun], floor: int, closer: StarRun) -> int | None:
    """The last run that may be closed by this one, not below `floor`: there all were tried."""
    for number in range(len(opened) - 1, floor - 1, -1):
        opener = opened[number]
        either = opener.closes or closer.opens
        threes = (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3)
        if not (either and threes):
            return number
    return None


def _pair(opener: StarRun, closer: StarRun) -> Iterator[tuple[int, int]]:
    """Two stars of each, or one: the opener's last and the closer's first."""
    count = 2 if min(opener.end - opener.start, closer.end - closer.start) > 1 else 1
    opener.end -= count
    closer.start += count
    yield opener.end, opener.end + count
    yield closer.start - count, closer.start
