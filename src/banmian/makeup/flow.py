"""Flow: set blocks run through the frames of an area; what they break on the way is counted, not hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from .frames import Frame

HEAD_COMPANY = 2
"""Lines of text that must stand under a head at a column foot (背题, CLREQ)."""

FRAMED_WHOLE = 4
"""Lines of a framed paragraph, a note's, that is not parted: one line of it in the next column is no box."""


@dataclass(frozen=True, slots=True)
class Item:
    """A set block as the flow sees it: its lines, grid rows a line, rows before and after; a head keeps company.

    A row of a table is one line of so many grid rows. `keeps`: it keeps company as a head does. `follows`: it goes on with
    what the item before began. `again`: rows of the table's head, which stands again where it begins a column. What is
    `framed` keeps the rows before and after it at a column's top and foot too: its frame stands in them.
    `stays`: it is not handsome where the next item begins in another frame (a line of a short stanza).
    """

    lines: int
    rows: int = 1
    before: int = 0
    after: int = 0
    head: bool = False
    keeps: bool = False
    follows: bool = False
    again: int = 0
    framed: bool = False
    stays: bool = False


class Run(NamedTuple):
    """Lines of an item that stand in one frame: the frame's index, the grid row where they begin, how many they are."""

    frame: int
    row: int
    lines: int


@dataclass
class Flow:
    """The result: the runs of each item, and the account."""

    places: list[list[Run]] = field(default_factory=list)
    white: int = 0
    """Grid rows left empty at column feet before the text ends."""
    free: int = 0
    """Grid rows left after the end of the text."""
    over: int = 0
    """Lines that found no place."""
    lonely: int = 0
    """Single lines of a paragraph at a column's top or foot (孤行), and short stanzas that are parted."""
    level_heads: int = 0
    """Heads level with a head in the next column (碰题)."""
    parted: int = 0
    """Rows of a table that stand in another column than the row before."""
    hopeless: bool = False
    """Counted only: so far off that it was not poured."""


class _Pen:
    """Writes down the frames. `left` are the rows that the frame in hand still has."""

    __slots__ = ("at", "flow", "left", "row", "rows")

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.rows = [frame.rows for frame in frames]
        self.at, self.row, self.flow = 0, 0, Flow()
        self.left = self.rows[0] if self.rows else 0

    def turn(self) -> None:
        """Go to the next frame; what is left of this one stays white."""
        self.flow.white += self.left
        self.at, self.row = self.at + 1, 0
        self.left = self.rows[self.at] if self.at < len(self.rows) else 0

    def skip(self, rows: int) -> None:
        rows = min(rows, self.left)
        self.row, self.left = self.row + rows, self.left - rows

    def keep(self, before: int, rows: int) -> None:
        """Go to where rows that stay together have room, with those above them but at a column's top; if none has, stay."""
        if self.row and self.left < before + rows:
            self.turn()
        if not self.row and any(deep >= rows for deep in self.rows[self.at :]):
            while self.left < rows:
                self.turn()

    def under(self, rows: int, again: int) -> None:
        """Go to where a row of a table has room; at a column's top its head stands above it."""
        while self.at < len(self.rows) and self.left < rows + (0 if self.row else again):
            self.turn()
        if not self.row:
            self.skip(again)

    def write(self, lines: int, rows: int, below: int = 0) -> list[Run]:
        """Put lines of so many grid rows down, from frame to frame. `below`: rows kept free under the last one."""
        runs = []
        while lines and self.at < len(self.rows):
            here = min(lines, self.left // rows)
            crowded = here == lines and below > self.left - here * rows
            if crowded:  # the frame stays open here, and closes in the next column
                here = max(0, here - 2)
            if here:
                runs.append(Run(self.at, self.row, here))
                self.row += here * rows
                self.left -= here * rows
                lines -= here
            if lines:
                self.left = 0 if crowded and here else self.left
                self.turn()
        self.flow.over += lines
        return runs


def pour(items: Sequence[Item], frames: Sequence[Frame], extra: Sequence[int] = ()) -> Flow:
    """Pour items into frames. `extra[n]`: rows added above head n, where no other head stands above it."""
    pen, added = _Pen(frames), rows_added(items, extra)
    for index, item in enumerate(items):
        if item.again:
            pen.under(item.rows, item.again)
        if not item.head and not item.keeps and not item.before and not item.after:
            pen.flow.places.append(pen.write(item.lines, item.rows))
            continue
        before, after = item.before, item.after
        before += added.get(index, 0)
        if item.head or item.keeps:
            pen.keep(before, item.lines * item.rows + after + _company(items, index))
        if item.framed and item.lines <= FRAMED_WHOLE:
            pen.keep(0, before + item.lines * item.rows + after)
        if item.framed and pen.row and pen.left < before + item.rows:
            pen.turn()
        if pen.row or item.framed:
            pen.skip(before)
        pen.flow.places.append(pen.write(item.lines, item.rows, after if item.framed else 0))
        pen.skip(after)
    flow = pen.flow
    flow.free = sum(pen.rows[pen.at + 1 :]) + pen.left
    if not flow.over:
        flow.lonely = _lonely(items, flow.places)
        flow.level_heads = _level(items, flow.places, frames)
        flow.parted = _parted(items, flow.places)
    return flow


def rows_added(items: Sequence[Item], extra: Sequence[int]) -> dict[int, int]:
    """The rows that are added above items, by their number: `extra` above each head that has none above it."""
    heads = (number for number, item in enumerate(items) if item.head)
    pairs = zip(heads, extra, strict=True) if extra else ()
    return {number: rows for number, rows in pairs if not (number and items[number - 1].head)}


def _company(items: Sequence[Item], head: int) -> int:
    """Grid rows of what must stand under a head: the heads that follow it at once, then two lines of text, with the white
    above them; of a frame that is not parted all.
    """
    rows, wanted = 0, HEAD_COMPANY
    for item in islice(items, head + 1, None):
        heads = item.head or item.keeps
        if not wanted or (heads and wanted < HEAD_COMPANY):
            break
        if heads:
            rows += item.before + item.lines * item.rows + item.after
        else:
            whole = item.framed and item.lines <= FRAMED_WHOLE
            lines = item.lines if whole else min(wanted, item.lines)
            rows += item.before + lines * item.rows + (item.after if whole else 0)
            wanted = max(0, wanted - lines)
    return rows


def heads_alone(items: Sequence[Item], places: list[list[Run]]) -> int:
    """Heads with fewer lines of text under them in their column than they are to have (背题)."""
    return sum(item.head and _text_under(items, places, number) < HEAD_COMPANY for number, item in enumerate(items))


def _text_under(items: Sequence[Item], places: list[list[Run]], head: int) -> int:
    """Lines of text under a head in its frame, and those that there are not, so that they cannot be missing."""
    lines = 0
    for item, runs in zip(items[head + 1 :], places[head + 1 :], strict=True):
        if item.head and lines:
            return HEAD_COMPANY
        here = [run.lines for run in runs if places[head] and run.frame == places[head][0].frame]
        lines += 0 if item.head else sum(here)
        if lines >= HEAD_COMPANY or not here or len(runs) > 1:
            return lines
    return HEAD_COMPANY


def _lonely(items: Sequence[Item], places: list[list[Run]]) -> int:
    parted = (runs for item, runs in zip(items, places, strict=True) if len(runs) > 1 and not item.head)
    return sum(run.lines == 1 for runs in parted for run in runs) + len(_stanzas_parted(items, places))


def _stanzas_parted(items: Sequence[Item], places: list[list[Run]]) -> list[int]:
    """The items whose next one should stand in their column and does not."""
    return [number for number, item in enumerate(items[:-1]) if item.stays and _turns(*places[number : number + 2])]


def _turns(here: list[Run], after: list[Run]) -> bool:
    """Whether an item begins in another frame than the one before it ended in."""
    return bool(here and after) and here[-1].frame != after[0].frame


def _parted(items: Sequence[Item], places: list[list[Run]]) -> int:
    return sum(_turns(*places[number - 1 : number + 1]) for number, item in enumerate(items) if number and item.follows)


def lonely_at(items: Sequence[Item], places: list[list[Run]]) -> list[int]:
    """The items that are parted so that a line of them stands alone, and those of short stanzas that are parted."""
    stanzas = _stanzas_parted(items, places)
    return [
        number
        for number, (item, runs) in enumerate(zip(items, places, strict=True))
        if number in stanzas or (len(runs) > 1 and not item.head and any(run.lines == 1 for run in runs))
    ]


def level_at(items: Sequence[Item], places: list[list[Run]], frames: Sequence[Frame]) -> list[int]:
    """The heads that have another beside them in the next column."""
    heads = {
        number: (frames[runs[0].frame].column, frames[runs[0].frame].top + runs[0].row)
        for number, (item, runs) in enumerate(zip(items, places, strict=True))
        if item.head and runs
    }
    return [
        number
        for number, (column, row) in heads.items()
        if any(other == column + 1 and abs(row - its) <= 1 for other, its in heads.values())
    ]


def _level(items: Sequence[Item], places: list[list[Run]], frames: Sequence[Frame]) -> int:
    tops = Counter(
        (frames[p[0].frame].column, frames[p[0].frame].top + p[0].row)
        for item, p in zip(items, places, strict=True)
        if item.head and p
    )
    return sum(n * sum(tops[column + 1, row + off] for off in (-1, 0, 1)) for (column, row), n in tops.items())
