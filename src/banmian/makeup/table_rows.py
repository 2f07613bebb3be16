"""The tables of a page as the flow takes them: row by row, a table across columns as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..composer.house import House
from ..model import Node, Page, Table
from ..tabular import tables_of
from .composition import Area, Style
from .flow import Item
from .frames import columns_of
from .tables import ChainsOf, Known, SetTable, set_table

CELLS = ("cell-title", "cell-head", "cell")
"""What tables are made of."""
ROUNDED = 0.01
"""em: a table may be this much wider than its place."""


@dataclass(frozen=True, slots=True)
class FlowPart:
    """What the flow takes as one: a text, or the row of a table that the text begins; a table's title stands in row -1."""

    role: str
    node: Node
    table: Table | None = None
    row: int = 0


@dataclass
class PageTables:
    """The tables of a page, set when they are asked for. `style`: that of a role in an area."""

    page: Page
    house: House
    faces: ChainsOf
    style: Callable[[Area, str], Style]
    made: dict[tuple[object, ...], SetTable] = field(default_factory=dict)
    known: Known = field(default_factory=dict)

    @cached_property
    def rows(self) -> dict[str, tuple[Table, int]]:
        """The table and the row that each cell stands in, by its name."""
        found: dict[str, tuple[Table, int]] = {}
        for table in (table for story in self.page.articles for table in tables_of(story)):
            found |= {cell.name: (table, number) for number, row in enumerate(table.rows) for cell in row}
            found |= {table.title.name: (table, -1)} if table.title else {}
        return found

    def parts(self, nodes: Sequence[tuple[str, Node]]) -> list[FlowPart]:
        """What the columns of a filling area take, in order: texts, and row by row the tables that do not stand across."""
        made: list[FlowPart] = []
        for role, node in nodes:
            table, row = self.rows.get(node.name, (None, 0))
            same = made and table is not None and made[-1].table is table and made[-1].row == row
            if not same and not (table and stands_across(table)):
                made.append(FlowPart(role, node, table, row))
        return made

    def across(self, nodes: Sequence[tuple[str, Node]]) -> list[Table]:
        """The tables among them that stand across columns."""
        return [table for table in self.among(nodes) if stands_across(table)]

    def among(self, nodes: Sequence[tuple[str, Node]]) -> list[Table]:
        """The tables that nodes are of."""
        met = (self.rows[node.name][0] for _, node in nodes if node.name in self.rows) if self.rows else ()
        return list({table.rows[0][0].name: table for table in met}.values())

    def too_wide(self, area: Area, table: Table, size: float) -> float:
        """How much wider (pt) than its place in an area a table is, when the text is set in a size."""
        width = across_width(area, table if stands_across(table) else replace(table, across=1), size)
        over = self.set(area, table, width).over
        return over if over > ROUNDED * area.size else 0.0

    def set(self, area: Area, table: Table, width: float) -> SetTable:
        """A table in the styles of an area, set to a width in pt."""
        styles = {role: self.style(area, role) for role in ("cell", "cell-head")}
        key = (table.rows[0][0].name, *((one.family, one.size, one.tracking) for one in styles.values()), round(width, 6))
        if key not in self.made:
            self.made[key] = set_table(table, styles, width, self.faces, self.house, self.known)
        return self.made[key]

    def deep(self, area: Area, table: Table, width: float, leading: float) -> list[int]:
        """The depths of its rows in grid rows."""
        line = rows_a_line(self.style(area, "cell"), leading)
        return [row.depth * line for row in self.set(area, table, width).rows]

    def item(self, area: Area, part: FlowPart, width: float, leading: float) -> Item:
        """A row of a table: one line of as many grid rows as its deepest cell has."""
        assert part.table is not None  # noqa: S101 - asked for rows only
        table, row = part.table, part.row
        deep = self.deep(area, table, width, leading)
        head, cell = self.style(area, "cell-head"), self.style(area, "cell")
        before = 0 if row or table.title else round(head.before / leading)
        after = round(cell.after / leading) if row == len(deep) - 1 else 0
        again = sum(deep[: table.head]) if row >= table.head else 0
        return Item(1, deep[row], before, after, keeps=row < table.head, follows=row > 0, again=again)


def rows_a_line(style: Style, leading: float) -> int:
    """The grid rows that a line of a style takes."""
    return max(1, round(style.leading / leading))


def stands_across(table: Table) -> bool:
    """Whether it takes several columns."""
    return table.across < 0 or table.across > 1


def across_width(area: Area, table: Table, size: float) -> float:
    """The width (pt) of the columns that a table takes of an area."""
    columns = columns_of(area, size)
    count = columns.count if table.across < 0 else min(table.across, columns.count)
    return (count - 1) * columns.pitch + columns.width
