"""Tables as they are set: widths from what the cells hold, figures under each other at the point, words that wrap.

Widths are in pt. A table takes the whole measure; what it has to spare goes to all columns alike. Where it lacks room,
words wrap, then the type gets smaller; figures are never parted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import ceil

from ..composer.breaking import Measure, greedy
from ..composer.faces import Chain
from ..composer.house import House
from ..composer.lines import SetLine
from ..composer.row import Row
from ..composer.setting import measured, set_stops
from ..limits import COLUMNS_WEIGHED
from ..model import Table, Text
from ..tabular import Column, columns, point
from .composition import Style

GAP, LEAST_GAP = 1.0, 0.6
"""em between two columns, and where room is scarce."""
LEAST_WORDS = 3.0
"""em: words are not wrapped in less, where they have as much."""
SIZES = (1.0, 0.9, 0.8)
"""The shares of the size that are tried."""
FLAT = 0.9
"""The least share in which a table is kept from wrapping. Where it must wrap, its depth for the type's size decides."""
_WIDE = 1e4

ChainsOf = Callable[[Style], Mapping[str, Chain]]
PlacedLine = tuple[float, SetLine]
"""A line and where it begins, from the table's left edge."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell as set, in the style of its role."""

    node: Text
    role: str
    style: Style
    lines: tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row as set: its cells but for the empty ones, and its depth in lines."""

    cells: tuple[SetCell, ...]
    depth: int
    head: bool


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table as set. `over`: how much wider it is than its measure."""

    rows: tuple[SetRow, ...]
    over: float = 0.0

    @property
    def depth(self) -> int:
        """Its depth in lines."""
        return sum(row.depth for row in self.rows)


@dataclass(frozen=True, slots=True)
class Measured:
    """A cell's text in one line: the line, the widest piece that stays whole, a figure's width before its point (em)."""

    line: SetLine
    least: float
    before: float | None


@dataclass(frozen=True, slots=True)
class _MeasuredCell:
    """A cell as measured: its width in one line, the widest piece that cannot be parted, and of a figure what stands
    before its point.
    """

    node: Text
    style: Style
    natural: float = 0.0
    least: float = 0.0
    before: float | None = None
    line: SetLine | None = None


@dataclass(frozen=True, slots=True)
class _Widths:
    """A column: the width of its figures before the point and behind it, what it needs in one line and at least."""

    column: Column
    before: float
    block: float
    natural: float
    least: float


Known = dict[tuple[object, ...], Measured]
"""What was measured, by all that decides it: the same in every size and width."""


def set_table(
    table: Table, styles: Mapping[str, Style], width: float, faces: ChainsOf, house: House, known: Known
) -> SetTable:
    """Set a table to a measure. `styles`: those of `cell` and `cell-head`. `known` is filled.

    Raises KeyError for a character that no face has.
    """
    made = SetTable(())
    for hyphens in (False, True):
        wrapped: list[tuple[float, SetTable]] = []
        for share in SIZES:
            sized = {role: _share(style, share) for role, style in styles.items()}
            setter = _Setter(table, sized, _Composer(faces, house, hyphens, known))
            if share >= FLAT and setter.fits(width, False):
                return setter.to(width, False)
            made = setter.to(width, True)
            wrapped += [] if made.over else [(made.depth / share**2, made)]
        if wrapped:
            return min(wrapped, key=lambda one: one[0])[1]
    return made


def _share(style: Style, share: float) -> Style:
    return replace(style, size=style.size * share, indent=0.0, align="left")


@dataclass(frozen=True)
class _Composer:
    """Sets the text of cells. `hyphens`: whether words may be parted."""

    faces: ChainsOf
    house: House
    hyphens: bool
    known: Known

    def measured(self, node: Text, style: Style, before: int | None) -> Measured:
        """A text in one line. `before`: characters before its point."""
        key = (node.text, style.family, style.tracking, self.hyphens, before)
        if key not in self.known:
            row = self._row(node, style, _WIDE)
            line = set_stops(row, [len(row.stops) - 1], _measure(style, _WIDE), self.faces(style))[0]
            edge = None if before is None else _edge(line, before)
            self.known[key] = Measured(line, max(_pieces(row)), edge)
        return self.known[key]

    def lines(self, node: Text, style: Style, width: float) -> list[SetLine]:
        """A text in a width (em)."""
        row, measure = self._row(node, style, width), _measure(style, width)
        return set_stops(row, greedy(row, measure), measure, self.faces(style))

    def _row(self, node: Text, style: Style, width: float) -> Row:
        row = measured(node, self.faces(style), _measure(style, width), self.house)
        return row if self.hyphens or not any(row.hyphens) else _whole_words(row)


def _measure(style: Style, width: float) -> Measure:
    return Measure(width, 0.0, False, style.tracking)


class _Setter:
    """A table in one size of type."""

    def __init__(self, table: Table, styles: Mapping[str, Style], composer: _Composer) -> None:
        self.table, self.styles, self.composer = table, styles, composer
        self.size = styles["cell"].size
        self.columns = columns(table)
        self.rows = [[self.cell(n, number, node) for number, node in enumerate(row)] for n, row in enumerate(table.rows)]
        self.widths = [self.column(n) for n in range(len(self.columns))]

    def role(self, row: int) -> str:
        return "cell-head" if row < self.table.head else "cell"

    def cell(self, row: int, number: int, node: Text) -> _MeasuredCell:
        style = self.styles[self.role(row)]
        if not node.text:
            return _MeasuredCell(node, style)
        figure = self.columns[number].figures and row >= self.table.head
        one, size = self.composer.measured(node, style, point(node.text) if figure else None), style.size
        natural = one.line.width * size
        if one.before is None:
            return _MeasuredCell(node, style, natural, one.least * size, None, one.line)
        return _MeasuredCell(node, style, natural, natural, one.before * size, one.line)

    def column(self, number: int) -> _Widths:
        cells = [row[number] for row in self.rows]
        figures = [cell for cell in cells if cell.before is not None]
        before = max((cell.before or 0.0 for cell in figures), default=0.0)
        behind = max((cell.natural - (cell.before or 0.0) for cell in figures), default=0.0)
        block = before + behind
        natural = max(block, *(cell.natural for cell in cells))
        words = (cell for cell in cells if cell.before is None)
        least = max([block, *(max(cell.least, min(cell.natural, LEAST_WORDS * self.size)) for cell in words)])
        return _Widths(self.columns[number], before, block, natural, least)

    def spare(self, width: float, wraps: bool) -> float:
        """What a measure has to spare; below nothing: what it lacks."""
        wanted = sum(one.least if wraps else one.natural for one in self.widths)
        return width - (LEAST_GAP if wraps else GAP) * self.size * (len(self.widths) - 1) - wanted

    def fits(self, width: float, wraps: bool) -> bool:
        return self.spare(width, wraps) > -1e-6

    def to(self, width: float, wraps: bool) -> SetTable:
        """The table in a measure; wider than that where it cannot be helped."""
        gap, spare = (LEAST_GAP if wraps else GAP) * self.size, self.spare(width, wraps)
        widths = self._shared([one.least if wraps else one.natural for one in self.widths], max(0.0, spare))
        lefts = [0.0, *accumulate(one + gap for one in widths)][: len(widths)]
        rows = tuple(self.row(n, widths, lefts) for n in range(len(self.rows)))
        return SetTable(rows, 0.0 if self.fits(width, wraps) else -spare)

    def _shared(self, widths: list[float], spare: float) -> list[float]:
        """The spare width shared out: where it saves the most lines for what it costs, and what is left alike."""
        while len(widths) <= COLUMNS_WEIGHED and (found := max(self._wider(widths, spare), default=None)):
            _, number, cost = found
            widths[number] += cost
            spare -= cost
        return [width + spare / len(widths) for width in widths]

    def _wider(self, widths: Sequence[float], spare: float) -> Iterator[tuple[float, int, float]]:
        """(lines saved for a pt, column, pt) of each column that would need a line less if it were wider."""
        deep = self._depth(widths)
        for number, width in enumerate(widths):
            lines = max(_lines(row[number], width) for row in self.rows)
            for fewer in range(lines - 1, 0, -1):
                cost = max(self._room(row[number], fewer) for row in self.rows) - width
                saved = deep - self._depth([*widths[:number], width + cost, *widths[number + 1 :]])
                if 0 < cost <= spare and saved > 0:
                    yield saved / cost, number, cost

    def _room(self, cell: _MeasuredCell, lines: int) -> float:
        """The width in which a cell needs no more lines than that: in whole characters."""
        return cell.natural if lines == 1 else ceil(cell.natural / lines / self.size) * self.size

    def _depth(self, widths: Sequence[float]) -> int:
        """About how deep the table is."""
        return sum(max(_lines(cell, width) for cell, width in zip(row, widths, strict=True)) for row in self.rows)

    def row(self, number: int, widths: Sequence[float], lefts: Sequence[float]) -> SetRow:
        places = zip(self.rows[number], self.widths, widths, lefts, strict=True)
        made = tuple(self.placed(number, *place) for place in places if place[0].node.text)
        return SetRow(made, max((len(one.lines) for one in made), default=1), number < self.table.head)

    def placed(self, row: int, cell: _MeasuredCell, column: _Widths, width: float, left: float) -> SetCell:
        """A cell's lines at their places."""
        style, size = cell.style, cell.style.size
        flat = cell.line is not None and (cell.before is not None or cell.natural <= width + 1e-6)
        lines = [cell.line] if flat and cell.line else self.composer.lines(cell.node, style, (width + 1e-6) / size)
        shift = {"center": (width - column.block) / 2, "right": width - column.block}.get(column.column.side, 0.0)
        if cell.before is not None:
            made = tuple((left + shift + column.before - cell.before, line) for line in lines)
        else:
            middle = shift + column.block / 2 if column.block else width / 2
            side = "center" if column.block and row >= self.table.head else column.column.side
            made = tuple((left + _beside(line.width * size, width, middle, side), line) for line in lines)
        return SetCell(cell.node, self.role(row), style, made)


def _whole_words(row: Row) -> Row:
    """A row that does not part words: its stops but for those with a hyphen."""
    kept = [n for n, hyphen in enumerate(row.hyphens) if not hyphen]
    stops, last = ([part[n] for n in kept] for part in (row.stops, row.last))
    ends, tight, tails = ([part[n] for n in kept] for part in (row.ends, row.tight, row.tails))
    return replace(row, stops=stops, ends=ends, tight=tight, last=last, hyphens=[False] * len(kept), tails=tails)


def _lines(cell: _MeasuredCell, width: float) -> int:
    """About how many lines a cell needs."""
    return max(1, ceil(cell.natural / width - 1e-6)) if width > 0 else 1


def _beside(own: float, width: float, middle: float, side: str) -> float:
    """Where a line of words begins in its column: at a side, or about the middle of what stands there."""
    if side == "right":
        return width - own
    return max(0.0, min(middle - own / 2, width - own)) if side == "center" else 0.0


def _pieces(row: Row) -> Iterator[float]:
    """The widths (em) of what cannot be parted."""
    for number, (start, _) in enumerate(pairwise([0, *row.stops])):
        yield row.ends[number] - row.x[start]


def _edge(line: SetLine, characters: int) -> float:
    """The right edge (em) of so many characters of a line: where the next glyph that follows without a gap begins."""
    seen = 0
    for glyph, place in zip(line.glyphs, line.places, strict=True):
        seen += len(glyph.text)
        if seen >= characters:
            return place + glyph.advance
    return line.width
