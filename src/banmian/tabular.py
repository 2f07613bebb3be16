"""What the columns of a table hold: figures, and where their point stands, or words; and on which side they are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .model import Story, Table

_FIGURE = re.compile(
    r"(?P<whole>[+\-−–±＋－<>≤≥]?\s?(?:[A-Z]{0,3}[¥￥$€£])?\s?\d+(?:[,，\u2009\u202f]\d{3})*)"
    r"(?:[.．]\d+|(?:[:：]\d+)+)?(?:\s?(?:[%‰℃°]|[^\W\d_]{1,4}(?:/[^\W\d_]{1,3})?))?"
)
"""A figure with its sign, currency and unit; also a time or a score, which has a colon for its point."""
NOTHING = re.compile(r"[\-–—―…./／]*|无|缺|n/?a|N/?A")
"""A cell that says that there is no figure."""
MOSTLY = 2 / 3
"""The share of figures among a column's cells from which on it is one of figures."""
SHORT = 8
"""Characters: words of a column that are no longer than this stand in its middle."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: of `figures` or of words; `side` is `left`, `center` or `right`. `heads`: its cells head their rows."""

    figures: bool
    side: str
    heads: bool = False


def tables_of(story: Story) -> list[Table]:
    """The tables of a story."""
    running = [*story.lead, *(part for section in story.sections for part in section.paragraphs)]
    return [part for part in running if isinstance(part, Table)]


def point(text: str) -> int | None:
    """How many characters of a figure stand before its point; of what is no figure None."""
    hit = _FIGURE.fullmatch(text)
    return hit.end("whole") if hit else None


def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table. What the manuscript says of their side holds; figures stand at their point all the same."""
    cells = [[row[n].text for row in table.rows[table.head :]] for n in range(len(table.rows[0]))]
    figures = [of_figures(column) for column in cells]
    heads = bool(table.head) and not figures[0] and len(cells) > 1 and all(figures[1:]) and all(cells[0])
    said = [*table.aligned, *([""] * len(cells))]
    sides = zip(cells, figures, said, strict=False)
    made = (Column(number, side or _side(n, column, number)) for n, (column, number, side) in enumerate(sides))
    return tuple(Column(one.figures, one.side, heads and not n) for n, one in enumerate(made))


def of_figures(cells: Sequence[str]) -> bool:
    """Whether a column holds figures: most of what it says is one."""
    said = [point(text) is not None for text in cells if not NOTHING.fullmatch(text)]
    return bool(said) and sum(said) >= MOSTLY * len(said)


def _side(number: int, cells: Sequence[str], figures: bool) -> str:
    if figures:
        return "center"
    return "left" if number == 0 or max(map(len, cells), default=0) > SHORT else "center"


def has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row heads the others: it has words only, and the cells below one of them are figures."""
    first, *others = rows
    if not others or any(point(text) is not None for text in first):
        return False
    return any(of_figures([row[n] for row in others if n < len(row)]) for n in range(len(first)))


def described(table: Table) -> Iterator[tuple[str, str]]:
    """What a book says of each column: its class, and the scope of a cell that heads its row."""
    for column in columns(table):
        kind = "figures" if column.figures else {"center": "middle", "right": "right"}.get(column.side, "")
        yield kind, "row" if column.heads else ""
