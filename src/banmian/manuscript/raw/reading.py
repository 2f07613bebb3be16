"""The ledgers of an issue's page files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ...model import Span
from ..encodings import mark_of
from ..ledger import Entry, Kind, Ledger, Marks, Reader, filled
from ..source import decode
from .inline import inline
from .lines import Lines
from .marks import MARKS

_BOM = "\ufeff"


class Pages:
    """The reader of the pages of one issue, in their order: a masthead that is repeated on a later one is printed once."""

    def __init__(self) -> None:
        self._masthead: str | None = None

    @property
    def marks(self) -> Marks:
        """The mark-up of the dialect."""
        return MARKS

    def ledger(self, path: str, data: bytes) -> Ledger:
        """The entries of the next page; without any for what is no text."""
        text = decode(data, Span(path, 1, 1, 1))[0]
        source = (_BOM if mark_of(data) else "") + (text or "")
        lines = Lines(source.replace(_BOM, " ", 1) if source.startswith(_BOM) else source)
        lines.read()
        items = [(one,) for one in lines.marks] + [item for stretch in lines.stretches for item in inline(stretch)]
        items += [(Entry(0, 1, Kind.MARK, "byte order mark"),)] if source.startswith(_BOM) else []
        body = len(source) if lines.body is None else lines.body
        return Ledger(path, source, tuple(self._once(source, body, filled(source, items))))

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


def ledgers(pages: Mapping[str, bytes]) -> list[Ledger]:
    """The ledgers of an issue's pages (path → bytes), in their order."""
    reader: Reader = Pages()
    return [reader.ledger(path, data) for path, data in pages.items()]
