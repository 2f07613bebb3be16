"""The words of a seal in lines: a seal is a small block, so its words are broken where sense has them end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, groupby, pairwise
from math import ceil

from ..composer.sense import Parting, partings
from ..sequences import SEQUENCE

_OPENING, _CLOSING = "“‘「『《〈（【〔〖(\\[{«", "”’」』》〉）】〕〗)\\]}»"
_OTHERS = r"!\"',./:;<>?\-·‐-―•…‰-›、。！＂＇，－．／：；？～・"
_MARKS = _OPENING + _CLOSING + _OTHERS
_LETTER = r"#-&*+0-9=@-Z\\^-z|~\u00a2-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u036f\u1e00-\u1eff\u2070-\u209f"
_WORD = rf"[{_LETTER}](?:[{_LETTER}{_OTHERS}]*[{_LETTER}])?"
_UNIT = re.compile(rf"[{_MARKS}]*(?:(?P<latin>{_WORD})|{SEQUENCE.pattern}|[^{_MARKS}])[{_CLOSING}{_OTHERS}]*|.+")
"""A Latin word or figure, or one other character. Opening marks go with what follows them, others with what they follow."""
_ENCLOSED = re.compile(rf"[{_OPENING}][^{_OPENING}{_CLOSING}]+[{_CLOSING}]")
_STRAIGHT = re.compile(r"(?<![^\W_])([\"'])([^\"']+)\1(?![^\W_])|\"([^\"]+)\"")
_COLUMN, _PAIRS, _WEIGHED = 3, 8, 16
"""Han alone: up to so many stand under each other, up to so many in lines of two, or near it; so many in a square whose
lines are at ends of words.
"""
_WHOLE, _LONGEST = 3, 4
"""Characters: what marks enclose stays in one line up to so many; no line of such a seal is longer."""


@dataclass(frozen=True)
class _Unit:
    """A word or a character with its marks. `tied`: what marks enclose would be torn before it."""

    text: str
    latin: bool
    tied: bool


def seal(text: str) -> list[str]:
    """The lines of a seal. Where the manuscript has spaces they end there; Latin words and figures have lines of their own;
    Han are read in words, as even as these allow: 特刊, 专刊 at the end of a title stay whole, and so does a short word in
    quotation marks.
    """
    words = [_runs(word) for word in text.split()]
    runs = [run for word in words for run in word]
    whole = len(words) > 1
    lines = (line for run in runs for line in ([run] if whole or run[0].latin else _han(run, len(runs) == 1)))
    return ["".join(unit.text for unit in line) for line in lines]


def edges(text: str) -> Iterator[int]:
    """Where a line of a text may begin: before a word or a character with its marks, and not on a space."""
    ends = accumulate(len(unit.text) for unit in _units(text))
    yield from (at for at in ends if at < len(text) and not text[at].isspace())


def _runs(word: str) -> list[list[_Unit]]:
    """Latin words, each by itself, and what stands between them."""
    runs = groupby(enumerate(_units(word)), lambda one: one[0] if one[1].latin else -1)
    return [[unit for _, unit in run] for _, run in runs]


def _units(word: str) -> Iterator[_Unit]:
    curled = _STRAIGHT.sub(lambda hit: f"“{hit[2] or hit[3]}”", word)  # as long as the word
    held = [hit.span() for hit in _ENCLOSED.finditer(curled)]
    short = [(start, end) for start, end in held if len(_UNIT.findall(curled[start:end])) <= _WHOLE]
    for hit in _UNIT.finditer(curled):
        tied = any(start < hit.start() < end for start, end in short)
        yield _Unit(word[hit.start() : hit.end()], bool(hit["latin"]), tied)


def _han(run: list[_Unit], alone: bool) -> list[list[_Unit]]:
    count = len(run)
    if count <= _COLUMN and alone and all(len(unit.text) == 1 for unit in run):
        return [[unit] for unit in run]
    if count <= _COLUMN:
        return [run]
    if count > _WEIGHED:
        near = ceil(count**0.5)
        wide = next((one for one in (near, near + 1) if count % one == 0), near)
        return _cut(run, [0, *range(count % wide or wide, count, wide)])
    parted = _parted(run)
    most = range(count) if count <= _PAIRS else (round(count**0.5), ceil(count**0.5))
    cuts = (starts for parts in sorted(set(most)) for starts in combinations(range(1, count), parts - (count > _PAIRS)))
    return _cut(run, [0, *min(cuts, key=lambda starts: _price(_cut(run, [0, *starts]), [parted[at] for at in starts]))])


def _parted(run: list[_Unit]) -> list[Parting]:
    """What a line that begins with each unit would part; no word is asked for where lines of two are all there is."""
    if len(run) <= _LONGEST:
        return [Parting.NOTHING] * len(run)
    before = partings("".join(unit.text for unit in run))
    starts = accumulate((len(unit.text) for unit in run[:-1]), initial=0)
    return [before[at - 1] if at else Parting.NOTHING for at in starts]


def _cut(run: list[_Unit], starts: Sequence[int]) -> list[list[_Unit]]:
    return [run[start:end] for start, end in pairwise([*starts, len(run)])]


def _price(lines: Sequence[Sequence[_Unit]], parted: Sequence[Parting]) -> tuple[object, ...]:
    """How ill a division reads, what is worst first: what marks enclose torn, a word torn, a line too long, a character
    alone, lines unequal, a long word parted (of a long seal before that), lines that are no pairs, a character from what
    it leans on, parted where no mark is; of two alike the one whose first line is longer.
    """
    lengths = [len(line) for line in lines]
    torn = sum(line[0].tied for line in lines[1:])
    long = sum(lengths) > _PAIRS
    uneven, odd = max(lengths) - min(lengths), sum(abs(length - 2) for length in lengths)
    at_marks = sum(not (a[-1].text[-1].isalnum() and b[0].text[0].isalnum()) for a, b in pairwise(lines))
    words, long_words, leaning = (parted.count(one) for one in (Parting.WORD, Parting.LONG_WORD, Parting.LEANING))
    too_long, alone = max(0, max(lengths) - _LONGEST - long), min(lengths) == 1
    ill = (torn, words, too_long, alone, long and long_words, uneven, long_words, odd, leaning, -at_marks)
    return *ill, [-length for length in lengths]
