"""The one judge: what is wrong with set lines. It knows glyphs and their places, not who set them.

Places come from the ink (see `reader`), so a mark that gave up half an em shows, however that was done. `edge` is where a
line ends to the eye: the em box of its last character, of a closing mark the left half, since the right one is blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from .job import CHARACTERS
from .reader import Glyph, Line

POINTS, CLOSING, OPENING = "。．，、；：！？", "”’）》〉】〗〕］｝」』", "“‘（《〈【〖〔［｛「『"
LINKS, SOLIDUS = "～–—-·・‧", "/／"
NO_START = frozenset(POINTS + CLOSING + LINKS + SOLIDUS)
"""GB/T 15834-2011, 5.1.1 to 5.1.3, 5.1.6, 5.1.7, 5.1.9."""
NO_END = frozenset(OPENING + SOLIDUS)
"""GB/T 15834-2011, 5.1.3 and 5.1.9."""
BLANK_RIGHT = frozenset(POINTS + CLOSING)

LOOSE_PAIR = 0.75
"""Two marks are loose when their em boxes begin farther apart: 1 em when none gave way, ½ when one did, 0 when both."""
WIDE_END = 0.3
"""A closing mark at a line end is wide when it is farther (em) short of the measure: ½ em when its blank half stayed."""
RAGGED = 0.15
"""A full line is ragged when its edge is farther (em) from the measure, either way."""
WIDE_GAP = 0.25
"""A line is loose when a gap in it is wider (em) than this; between Han and Latin `WIDE_GAP` is allowed on top (CLREQ)."""

_NUMBER = r"[+\-−]?[¥￥$€£]?\d+(?:[.,:]\d+)*"
_MEASURES = "年月日时分秒天周岁元吨亩米家个项条户块套台处件座位名人次届期版号倍级"
_UNIT = rf"[%‰℃]|[余多]?[万亿]?(?:个百分点|千瓦时|公里|平方米|分钟|小时|世纪|[{_MEASURES}])|[余多]?[万亿]"
RUN = re.compile(
    rf"(?:\d+年)?\d+月\d+日|第?{_NUMBER}(?:[—–～~-]{_NUMBER})*(?:{_UNIT}|[A-Za-z]+(?:基站|网络)?)?|[A-Za-z]+\d*|——|……"
)
"""What no line may break: a number with its sign and unit, a range, a date, a Latin word, 破折号 and 省略号."""
_LATIN = re.compile(r"[\u0021-\u00b6\u00b8-\u024f]+")


@dataclass(frozen=True)
class Kind:
    """A kind of fault: its key, its name in the table, and the colour of its mark in the picture."""

    key: str
    name: str
    colour: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind("start", "forbidden line start", "#d81b1b"),
        Kind("end", "forbidden line end", "#d81b1b"),
        Kind("split", "split run", "#8e24aa"),
        Kind("pair", "uncompressed pair", "#e67e00"),
        Kind("wide_end", "mark not ½ em at line end", "#1565c0"),
        Kind("ragged", "ragged line", "#00897b"),
        Kind("loose", "loose line (gap over ¼ em)", "#6d4c41"),
        Kind("single", "single character as last line", "#c2185b"),
    )
}


@dataclass(frozen=True)
class Place:
    """Where a fault shows: a line (from 0), and from where to where in em from the left edge."""

    line: int
    left: float
    right: float


@dataclass(frozen=True)
class Fault:
    """A fault: its kind, the text it is about, and its places: a split run has two."""

    kind: str
    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Gap:
    """The room between two neighbours beyond the first one's natural advance, in em, and whether Han meets Latin there."""

    before: Glyph
    after: Glyph
    border: bool

    @property
    def width(self) -> float:
        return self.after.left - self.before.right

    @property
    def loose(self) -> bool:
        return self.width - (WIDE_GAP if self.border else 0.0) > WIDE_GAP


def full(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """The lines that must reach the measure: all but the last of each paragraph."""
    return [(number, line) for number, line in enumerate(lines) if not line.last]


def edge(line: Line) -> float:
    """Where a line ends to the eye, in em.

    >>> round(edge(Line(0, 0, (Glyph("。", 16.5, 1.0),), False)), 3)
    17.0
    """
    last = line.glyphs[-1]
    return last.left + (last.advance / 2 if last.character in BLANK_RIGHT else last.advance)


def gaps(line: Line) -> Iterator[Gap]:
    """Every gap of a line; a narrowed mark makes a negative one."""
    for before, after in pairwise(line.glyphs):
        kinds = {_is_latin(before.character), _is_latin(after.character)}
        border = len(kinds) == 2 and not {before.character, after.character} & (NO_START | NO_END)
        yield Gap(before, after, border)


def widest(lines: Sequence[Line], border: bool) -> float:
    """The widest gap in full lines: within Han (and within Latin), or where the two meet."""
    found = chain.from_iterable(gaps(line) for _, line in full(lines))
    return max((gap.width for gap in found if gap.border == border), default=0.0)


def uneven(lines: Sequence[Line]) -> float:
    """The largest difference (em) between the gaps on the two sides of a number or word between Han. A look, no rule."""
    return max(chain.from_iterable(map(_differences, lines)), default=0.0)


def _differences(line: Line) -> Iterator[float]:
    every = list(gaps(line))
    for word in _LATIN.finditer(line.text):
        if word.start() and word.end() < len(line.text):
            before, after = every[word.start() - 1], every[word.end() - 1]
            if before.border and after.border:
                yield abs(before.width - after.width)


def faults(lines: Sequence[Line]) -> list[Fault]:
    """Everything wrong with the lines."""
    return [*chain.from_iterable(judge(lines) for judge in _JUDGES)]


def _forbidden(lines: Sequence[Line]) -> Iterator[Fault]:
    for number, line in enumerate(lines):
        first, last = line.glyphs[0], line.glyphs[-1]
        if first.character in NO_START:
            yield _fault("start", number, first, first)
        if last.character in NO_END:
            yield _fault("end", number, last, last)


def _split(lines: Sequence[Line]) -> Iterator[Fault]:
    for number, (line, following) in enumerate(pairwise(lines)):
        if line.last:
            continue
        for run in RUN.finditer(_paragraph(lines, line.paragraph)):
            if run.start() < line.end < run.end():
                first = line.glyphs[max(0, run.start() - line.start)]
                rest = following.glyphs[min(run.end(), following.end) - following.start - 1]
                above = Place(number, first.left, line.glyphs[-1].right)
                below = Place(number + 1, following.glyphs[0].left, rest.right)
                yield Fault("split", run.group(), (above, below))


def _pairs(lines: Sequence[Line]) -> Iterator[Fault]:
    for number, line in enumerate(lines):
        for before, after in pairwise(line.glyphs):
            if is_pair(before.character, after.character) and after.left - before.left > LOOSE_PAIR:
                yield _fault("pair", number, before, after)


def is_pair(before: str, after: str) -> bool:
    """Two full-width marks with a blank half between them.

    >>> is_pair("”", "“"), is_pair("、", "“"), is_pair("“", "《"), is_pair("（", "）"), is_pair("字", "“")
    (True, True, True, False, False)
    """
    marks = before in BLANK_RIGHT or before in OPENING, after in BLANK_RIGHT or after in OPENING
    return all(marks) and (before in BLANK_RIGHT or after in OPENING)


def pairs(lines: Sequence[Line]) -> int:
    """How many pairs stand on one line, squeezed or not."""
    return sum(is_pair(a.character, b.character) for line in lines for a, b in pairwise(line.glyphs))


def _ends(lines: Sequence[Line]) -> Iterator[Fault]:
    """A mark that stayed one em is one fault, not two: the line is ragged only if that em misses the measure as well."""
    for number, line in full(lines):
        last, short = line.glyphs[-1], CHARACTERS - edge(line)
        if last.character in BLANK_RIGHT and short > WIDE_END:
            yield Fault("wide_end", last.character, (Place(number, edge(line), last.right),))
            short -= last.advance / 2
        if abs(short) > RAGGED:
            yield Fault("ragged", f"{-short:+.2f} em", (Place(number, CHARACTERS - short, CHARACTERS),))


def _loose(lines: Sequence[Line]) -> Iterator[Fault]:
    """One fault a line, at its widest gap."""
    for number, line in full(lines):
        wide = max((gap for gap in gaps(line) if gap.loose), key=lambda gap: gap.width, default=None)
        if wide:
            yield Fault("loose", f"{wide.width:.2f} em", (Place(number, wide.before.right, wide.after.left),))


def _single(lines: Sequence[Line]) -> Iterator[Fault]:
    """A last line of one Han, or of marks; a mark behind it does not help (CLREQ)."""
    for number, line in enumerate(lines):
        words = [glyph for glyph in line.glyphs if glyph.character not in NO_START | NO_END]
        if line.last and line.start and len(words) < 2:
            yield _fault("single", number, line.glyphs[0], line.glyphs[-1])


_JUDGES: tuple[Callable[[Sequence[Line]], Iterator[Fault]], ...] = (_forbidden, _split, _pairs, _ends, _loose, _single)


def _fault(kind: str, number: int, first: Glyph, last: Glyph) -> Fault:
    text = first.character + (last.character if last is not first else "")
    return Fault(kind, text, (Place(number, first.left, last.right),))


def _paragraph(lines: Sequence[Line], paragraph: int) -> str:
    return "".join(line.text for line in lines if line.paragraph == paragraph)


def _is_latin(character: str) -> bool:
    return ord(character) < 0x250
