"""Frames: a text area less its obstacles is a row of column runs, each so many grid lines deep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import NamedTuple

from .boxes import Box
from .composition import Area, ColumnRule, Shell
from .layouts import column_grid

SHALLOWEST = 2
"""Grid lines: a run that holds fewer is left white."""


class Frame(NamedTuple):
    """A column run: its column, its first row in the area, left edge and top in pt, depth in rows. `blank`: rows below it
    that are left white.
    """

    column: int
    top: int
    x: float
    y: float
    rows: int
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A table that stands across columns: how many of them (-1: all), and its depth in grid rows."""

    columns: int
    rows: int

    def of(self, columns: int) -> int:
        """How many it takes where there are so many."""
        return columns if self.columns < 0 else min(self.columns, columns)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of an area: how many, their width and their pitch in pt."""

    count: int
    width: float
    pitch: float


def columns_of(area: Area, size: float) -> Columns:
    """The columns of an area when its text is set in a size (pt)."""
    _, width, pitch = column_grid(area.box.width, size, area.columns, area.gap)
    return Columns(area.columns, width, pitch)


def frames_of(area: Area, box: Box, obstacles: list[Box], size: float, leading: float) -> tuple[Frame, ...]:
    """The runs of an area that has a box, in reading order: column by column, from the top."""
    columns = columns_of(area, size)
    rows = int(box.height / leading + 0.01)
    frames: list[Frame] = []
    for column in range(columns.count):
        x = box.x + column * columns.pitch
        blocked = _blocked(box, obstacles, x, x + columns.width, leading)
        for top, foot in _free(rows, blocked):
            frames.append(Frame(column, top, x, box.y + top * leading, foot - top))
    return tuple(frames)


def obstacles_of(area: Area, shell: Shell, boxes: Mapping[str, Box], leading: float) -> list[Box]:
    """What stands in an area: other areas inside it, pictures and cards with the lines above them that stay clear."""
    inner = [boxes[other.id] for other in shell.areas if other.id != area.id and not other.fill]
    cleared = (_cleared(boxes[one.id], one.clear * leading) for one in shell.obstacles)
    return [box for box in (*inner, *cleared) if _overlap(boxes[area.id], box)]


def standing(
    area: Area, box: Box, tables: Sequence[Standing], obstacles: Sequence[Box], grid: tuple[float, float]
) -> list[Box]:
    """The places of tables across columns, with a clear line between each and the text. `grid`: size and leading in pt.

    What takes all columns stands at the top of the area, all else from its foot upwards, at the left, clear of obstacles.
    """
    columns, leading = columns_of(area, grid[0]), grid[1]
    rows, made = int(box.height / leading + 0.01), list[Box]()
    for table in tables:
        count = table.of(columns.count)
        width, full = (count - 1) * columns.pitch + columns.width, count == columns.count
        tops = range(rows + 1) if full else range(rows - table.rows - 1, -rows - table.rows - 2, -1)
        for top in tops:
            place = Box(box.x, box.y + top * leading, width, _deep(table, full and top > 0) * leading)
            if not any(_overlap(place, other) for other in (*obstacles, *made)):
                break
        made.append(place)
    return made


def _deep(table: Standing, between: bool) -> int:
    """Rows of a table with its clear lines: one above or below, both where it stands `between` text."""
    return table.rows + 1 + between


def outside(area: Box, table: Box, leading: float) -> float:
    """How far (pt) a table across columns reaches out of its area, its clear line not counted."""
    return max(area.y - table.y, table.foot - leading - area.foot) - 0.01


def missing_room(area: Area, shell: Shell, boxes: Mapping[str, Box]) -> float:
    """How much an area lacks (pt) to have any depth, and to hold the pictures that stand on its foot."""
    hung = [boxes[one.id] for one in shell.obstacles if one.span]
    own = boxes[area.id]
    inside = (box for box in hung if box.foot > own.y and box.x < own.right)
    return max(-own.height, *(own.y - box.y for box in inside), 0.0) - 0.01


def _cleared(box: Box, clear: float) -> Box:
    return Box(box.x, box.y - clear, box.width, box.height + clear) if clear else box


def rules_of(area: Area, frames: tuple[Frame, ...], columns: Columns, leading: float) -> Iterator[ColumnRule]:
    """A rule in each gap, as deep as text stands on both sides of it; beside a column that is cut short of white alone it
    goes on to the foot of the longer one.
    """
    for left in frames:
        for right in frames:
            if right.column == left.column + 1:
                top = max(left.y, right.y)
                longer = max(one.y + one.rows * leading for one in (left, right))
                foot = min(longer, *(one.y + (one.rows + one.blank) * leading for one in (left, right)))
                if foot - top > leading:
                    yield ColumnRule(area.id, (left.x + columns.width + right.x) / 2, top, foot)


def _overlap(a: Box, b: Box) -> bool:
    return a.x < b.right - 0.1 and b.x < a.right - 0.1 and a.y < b.foot - 0.1 and b.y < a.foot - 0.1


def _blocked(area: Box, obstacles: list[Box], left: float, right: float, leading: float) -> list[tuple[int, int]]:
    """The rows of a column that obstacles take, whole rows."""
    taken = []
    for box in obstacles:
        if box.x < right - 0.1 and left < box.right - 0.1:
            first = floor((box.y - area.y) / leading + 0.02)
            last = ceil((box.foot - area.y) / leading - 0.02)
            taken.append((max(0, first), last))
    return sorted(taken)


def _free(rows: int, blocked: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for top, foot in [*blocked, (rows, rows)]:
        end = min(top, rows)
        if end - at >= SHALLOWEST:
            yield at, end
        at = max(at, foot)
