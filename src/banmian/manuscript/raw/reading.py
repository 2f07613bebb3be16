"""The ledgers of an issue's page files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...model import Span
from ..encodings import mark_of
from ..ledger import Entry, EntryGroup, Kind, Ledger, Marks, Reader, filled
from ..source import decode
from .inline import inline
from .lines import Lines
from .marks import MARKS

_BOM = "\ufeff"


@dataclass(frozen=True)
class Copy:
    """A file as characters, its entries in the order in which they are read, and where its first heading begins."""

    source: str
    entries: Sequence[Entry]
    body: int


Copyist = Callable[[str, bytes], Copy]
"""Copies a file of one kind: path, bytes → characters and entries."""


def text(path: str, data: bytes) -> Copy:
    """A text file in the dialect; without any entry for what is no text."""
    found = decode(data, Span(path, 1, 1, 1))[0]
    source = (_BOM if mark_of(data) else "") + (found or "")
    marked = [(Entry(0, 1, Kind.MARK, "byte order mark"),)] if source.startswith(_BOM) else []
    entries, body = dialect(source, marked)
    return Copy(source, entries, len(source) if body is None else body)


def dialect(written: str, marked: Sequence[EntryGroup] = ()) -> tuple[list[Entry], int | None]:
    """What stands in some lines of the dialect beside what is `marked`, and where their first heading begins."""
    lines = Lines(written.replace(_BOM, " ", 1) if marked else written)
    lines.read()
    items = [(one,) for one in lines.marks] + [item for stretch in lines.stretches for item in inline(stretch)]
    return list(filled(written, [*items, *marked])), lines.body


class RawPages:
    """The reader of the pages of one issue, in their order: a masthead that is repeated on a later one is printed once.

    `copyist`: who copies a file of that name.
    """

    def __init__(self, copyist: Callable[[str], Copyist] = lambda path: text) -> None:
        self._masthead: str | None = None
        self._copyist = copyist

    @property
    def marks(self) -> Marks:
        """The mark-up of the dialect."""
        return MARKS

    def ledger(self, path: str, data: bytes) -> Ledger:
        """The entries of the next page."""
        copy = self._copyist(path)(path, data)
        return Ledger(path, copy.source, tuple(self._once(copy.source, copy.body, copy.entries)))

    def _once(self, source: str, body: int, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries; above the first heading of a later page, what the first page has there is a repeated masthead."""
        known, mine = self._masthead, ""
        for one in entries:
            written = source[one.start : one.end]
            above = one.kind is Kind.TEXT and one.start < body
            mine += written if above else ""
            again = above and known is not None and written in known
            yield replace(one, kind=Kind.MARK, mark="repeated masthead") if again else one
        self._masthead = mine if known is None else known


def ledgers(pages: Mapping[str, bytes], copyist: Callable[[str], Copyist] = lambda path: text) -> list[Ledger]:
    """The ledgers of an issue's pages (path → bytes), in their order."""
    reader: Reader = RawPages(copyist)
    return [reader.ledger(path, data) for path, data in pages.items()]
