"""Finding words in the index: where they stand, in the newest issue first, with their places on the page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..limits_finished import MARKS_A_ROW, ROWS_A_DAY
from .folding import fold
from .index import Chosen, Index, bindable, told
from .query import Query
from .rows import Rectangle, rectangles, unpack

_BEFORE, _BEHIND = 24, 40
"""Characters of a snippet before the first word that was found, and from it on."""
_LOOKED_AT = 2
"""So many times the rows that are wanted are looked into, where a query has a loose one."""
_BY_RANK = "bm25(word, 4.0, 1.0)"
"""Words in the headline count four times."""

TextRange = tuple[int, int]
"""From one character to before another."""


@dataclass(frozen=True)
class Hit:
    """An article on a page in which the words stand: paper, issue, day, version, page, headline (empty for what is in no
    article), snippet with the stretches of it that are words, and the words' rectangles in the order of lines.
    """

    paper: str
    name: str
    day: datetime.date
    version: int
    page: str
    sequence: int
    head: str
    snippet: str
    marked: tuple[TextRange, ...]
    rectangles: tuple[Rectangle, ...]

    def as_json(self) -> dict[str, Any]:
        """For machines; mm from the page's left and upper edges."""
        places = [{"x": r.x, "y": r.y, "width": r.width, "height": r.height} for r in self.rectangles]
        return {
            "paper": self.paper, "issue": self.name, "date": self.day.isoformat(), "version": f"v{self.version}",
            "page": self.page, "sequence": self.sequence, "headline": self.head, "snippet": self.snippet,
            "marked": [list(one) for one in self.marked], "rectangles_mm": places,
        }  # fmt: skip


@dataclass(frozen=True)
class Hits:
    """How many there are, and the first of them."""

    count: int
    hits: tuple[Hit, ...]


def search(
    index: Index, query: Query, chosen: Chosen, limit: int, by_rank: bool = False, counted: bool = True
) -> Hits:  # fmt: skip
    """Find words: the newest first, or `by_rank`; `counted`: whether those that are not shown are. Raises Refused."""
    with told(index.path):
        index.connection.execute("BEGIN")  # one state of the file for all that is asked
        try:
            hits = tuple(_hit(index, number, query) for number in numbers(index, query, chosen, limit, by_rank))
            found = Hits(count(index, query, chosen) if counted and len(hits) == limit else len(hits), hits)
        finally:
            index.connection.rollback()
    return found


def numbers(index: Index, query: Query, chosen: Chosen, limit: int, by_rank: bool) -> list[int]:
    """The numbers of the first rows."""
    if query.loose is not None and not by_rank and (found := _looked_at(index, query, chosen, limit)) is not None:
        return found
    return list(_walked(index, query.match, chosen, limit, _BY_RANK if by_rank else ""))


def _looked_at(index: Index, query: Query, chosen: Chosen, limit: int) -> list[int] | None:
    """The first rows of a query that has a loose one, found by looking into the newest of those; None if they are too few.

    A single Han that nearly every article has is found so at once, while FTS5 gathers all its places first.
    """
    found = []
    for number in _walked(index, query.loose or "", chosen, _LOOKED_AT * limit):
        head, packed = index.connection.execute("SELECT head, packed FROM row WHERE id = ?", (number,)).fetchone()
        if any(query.marked[0].search(fold(text)) for text in (str(head), unpack(packed)[0])):
            found.append(number)
            if len(found) == limit:
                return found
    return None


def _walked(index: Index, match: str, chosen: Chosen, limit: int, rank: str = "") -> Iterator[int]:
    source, values = _source(match, chosen)
    number = "word.rowid" if match else "row.id"
    order = f"{rank}, {number} DESC" if rank else f"{number} DESC"
    asked = f"SELECT {number} FROM {source} ORDER BY {order} LIMIT ?"  # noqa: S608 - placeholders alone
    yield from (found for (found,) in index.connection.execute(asked, (*values, limit)))


def count(index: Index, query: Query, chosen: Chosen) -> int:
    """How many rows there are."""
    source, values = _source(query.match, chosen)
    (found,) = index.connection.execute(f"SELECT count(*) FROM {source}", values).fetchone()  # noqa: S608 - the same
    return int(found)


def _source(match: str, chosen: Chosen) -> tuple[str, list[int | str]]:
    """Tables and conditions of a search, and the values of its placeholders; without words, of all rows."""
    number, joined = ("word.rowid", chosen.paper is not None or chosen.page is not None) if match else ("row.id", True)
    tables = ["word"] * bool(match) + ["row", "issue"] * joined
    conditions = [one for one, said in _CONDITIONS if said <= set(tables)]
    values: list[int | str] = [match] if match else []
    for condition, value in (
        (f"{number} >= ?", None if chosen.since is None else chosen.since.toordinal() * ROWS_A_DAY),
        (f"{number} < ?", None if chosen.until is None else (chosen.until.toordinal() + 1) * ROWS_A_DAY),
        ("? IN (issue.paper, issue.slug)", chosen.paper),
        ("row.page = ?", chosen.page),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(bindable(value) if isinstance(value, str) else value)
    return f"{' CROSS JOIN '.join(tables)} WHERE {' AND '.join(conditions)}", values  # from left to right, the newest first


_CONDITIONS = (
    ("word MATCH ?", {"word"}), ("row.id = word.rowid", {"word", "row"}), ("issue.id = row.issue", {"row", "issue"}),
)  # fmt: skip
"""What joins the tables of a search."""


def _hit(index: Index, number: int, query: Query) -> Hit:
    paper, name, day, version, page, sequence, head, packed = index.connection.execute(
        "SELECT paper, name, day, issue.head, page, sequence, row.head, packed "
        "FROM row JOIN issue ON issue.id = row.issue WHERE row.id = ?",
        (number,),
    ).fetchone()
    text, lines = unpack(packed)
    marks = stretches(text, query)
    places = tuple(place for one in marks for place in rectangles(lines, *one))
    snippet, marked = cut(text, marks)
    date = datetime.date.fromordinal(day)
    names = (str(paper), str(name), date, int(version), str(page), int(sequence), str(head))  # whatever a file holds
    return Hit(*names, snippet, marked, places)


def stretches(text: str, query: Query) -> list[TextRange]:
    """Where the words of a query stand in a text, in order; those that overlap are one."""
    folded, made = fold(text), list[TextRange]()
    for start, end in sorted(_found(folded, query)):
        if made and start < made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((start, end))
    return made[:MARKS_A_ROW]


def _found(folded: str, query: Query) -> Iterator[TextRange]:
    for one in query.marked:
        yield from (hit.span() for hit in one.finditer(folded))


def cut(text: str, marks: Sequence[TextRange]) -> tuple[str, tuple[TextRange, ...]]:
    """A snippet of a text round the first mark, and the marks in it. As long as it is, each character is one."""
    first = marks[0][0] if marks else 0
    start, end = max(0, first - _BEFORE), min(len(text), max(first + _BEHIND, marks[0][1] if marks else 0))
    left, right = "…" if start else "", "…" if end < len(text) else ""
    shift = len(left) - start
    inside = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start)
    return left + text[start:end].replace("\n", " ") + right, inside
