"""Tables on the page: each cell of a row as a block at its place, the rules of a table, the head that stands again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..composer.lines import SetLine
from ..model import Table
from .composition import Line, SetBlock, Style, TableRule
from .fit import Filled, Fit
from .flow import Run
from .frames import columns_of
from .head_rows import text_foot
from .stone import Stone
from .table_rows import across_width
from .tables import SetRow, SetTable


@dataclass
class Placed:
    """What is made of the tables of a page."""

    blocks: list[SetBlock] = field(default_factory=list)
    rules: list[TableRule] = field(default_factory=list)
    again: list[SetBlock] = field(default_factory=list)


def tables_of_page(stone: Stone, fit: Fit) -> Placed:
    """The tables of a page's filling areas at their places."""
    placed = Placed()
    for filled in fit.filled if stone.tables.rows else ():
        _flowing(stone, filled, fit, placed)
        _standing(stone, filled, fit, placed)
    return placed


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a table stands: its left edge, its width, the depth of a line of it (pt); `apart`: across columns."""

    area: str
    x: float
    width: float
    line: float
    apart: bool = False

    def row(self, row: SetRow, top: float) -> Iterator[SetBlock]:
        """The cells of a row; heads stand on the row's foot."""
        for cell in row.cells:
            lower = row.depth - len(cell.lines) if row.head else 0
            first = top + (lower + 1) * self.line - text_foot(cell.style, self.line)
            lines = (
                Line(self.x + x, first + n * self.line, cell.style.size, line) for n, (x, line) in enumerate(cell.lines)
            )
            yield SetBlock(cell.node.name, cell.role, self.area, tuple(lines), self.apart)

    def rule(self, role: str, edge: str, y: float) -> TableRule:
        """A rule as wide as the table."""
        return TableRule(self.area, role, edge, self.x, y, self.width)


def line_in(line: SetLine, style: Style, x: float, foot: float, room: tuple[float, float]) -> Line:
    """Put a line in its row, which has a width and a leading (pt): its em box is centred in the leading."""
    return aligned(line, style, x, foot - text_foot(style, room[1]), room[0])


def aligned(line: SetLine, style: Style, x: float, y: float, width: float) -> Line:
    """Put a line on its baseline; centred and right-hand lines are moved within the width."""
    slack = width - style.inset - line.width * style.size
    shift = {"center": slack / 2, "right": slack}.get(style.align, 0.0) + (style.frame.left if style.frame else 0.0)
    return Line(x + shift, y, style.size, line)


def _rules_of_row(spot: _Spot, table: Table, row: int, turned: bool, edges: tuple[float, float]) -> Iterator[TableRule]:
    """The rules at a row's edges: above the table, below its head, between the others (not where it has `turned` into
    another column), at its foot.
    """
    top, foot = edges
    if row == 0:
        yield spot.rule("cell-head", "top", top)
    elif row > table.head and not turned:
        yield spot.rule("cell", "top", top)
    if row == table.head - 1:
        yield spot.rule("cell-head", "bottom", foot)
    if row == len(table.rows) - 1:
        yield spot.rule("cell", "bottom", foot)


def _flowing(stone: Stone, filled: Filled, fit: Fit, placed: Placed) -> None:
    """The tables in the columns of an area."""
    leading, columns = stone.layout.leading(fit.rung.lines), columns_of(filled.area, fit.rung.size)
    parts = stone.parts(filled.area)
    before: Run | None = None
    for part, item, runs in zip(parts, filled.items, filled.flow.places, strict=False):  # none when there is no room
        if part.table is None or part.row < 0 or not runs:
            before = runs[-1] if runs else before
            continue
        whole, run = stone.tables.set(filled.area, part.table, columns.width), runs[0]
        frame = filled.frames[run.frame]
        line = item.rows * leading / whole.rows[part.row].depth
        spot, top = _Spot(filled.area.id, frame.x, columns.width, line), frame.y + run.row * leading
        placed.blocks += spot.row(whole.rows[part.row], top)
        turned = before is not None and before.frame != run.frame
        if part.row and turned:
            _again(spot, part.table, whole, top, placed)
        placed.rules += _rules_of_row(spot, part.table, part.row, turned, (top, top + item.rows * leading))
        before = run


def _again(spot: _Spot, table: Table, whole: SetTable, foot: float, placed: Placed) -> None:
    """The head of a table once more, above a row that begins another column."""
    deep = sum(row.depth for row in whole.rows[: table.head])
    top = foot - deep * spot.line
    placed.rules.append(spot.rule("cell-head", "top", top))
    for row in whole.rows[: table.head]:
        placed.again += spot.row(row, top)
        top += row.depth * spot.line
    placed.rules += [spot.rule("cell-head", "bottom", foot)] if table.head else []


def _standing(stone: Stone, filled: Filled, fit: Fit, placed: Placed) -> None:
    """The tables that stand across the columns of an area."""
    leading = stone.layout.leading(fit.rung.lines)
    for table, box in zip(stone.across(filled.area), filled.standing, strict=False):
        width = across_width(filled.area, table, fit.rung.size)
        top = box.y if abs(width - filled.area.box.width) < 1 and box.y <= filled.area.box.y + leading else box.y + leading
        title = stone.titled(filled.area, table, width, fit.rung)
        if title and table.title:
            feet = ((line, top + n * leading) for n, line in enumerate(title[1], 1))
            lines = [line_in(line, title[0], box.x, foot, (width, leading)) for line, foot in feet]
            placed.blocks.append(SetBlock(table.title.name, "cell-title", filled.area.id, tuple(lines), True))
            top += len(lines) * leading
        whole, spot = stone.tables.set(filled.area, table, width), _Spot(filled.area.id, box.x, width, leading, True)
        for number, row in enumerate(whole.rows):
            foot = top + row.depth * leading
            placed.blocks += spot.row(row, top)
            placed.rules += _rules_of_row(spot, table, number, False, (top, foot))
            top = foot
