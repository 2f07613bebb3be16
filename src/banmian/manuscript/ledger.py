"""The ledger of a file: each of its characters stands in one entry, as text, white space or mark-up that is named.

What reads a kind of file keeps one, apart from what makes the model of it. The text of the ledger is the left side of
conservation: the model and every finished file are compared with it. `unaccounted` checks the ledger of any reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Protocol

from ..diagnostics import Diagnostic
from ..model import Span

MOST = 5
"""Places that are named of one file; one fault often shifts what follows."""

Marks = Mapping[str, re.Pattern[str]]
"""The mark-up that a reader knows, by name, and what each looks like: nothing else may be called so."""


class Kind(Enum):
    """What a stretch of a file is."""

    TEXT = "text"
    SPACE = "white space"
    MARK = "mark-up"


@dataclass(frozen=True, slots=True)
class Entry:
    """Characters `start` to `end` of a file; of mark-up also its name."""

    start: int
    end: int
    kind: Kind
    mark: str = ""


EntryGroup = tuple[Entry, ...]
"""Entries of characters that stand together, in the order in which they are read; mostly one mark."""


@dataclass(frozen=True)
class Ledger:
    """A file as characters, and its entries in the order in which its text is read."""

    path: str
    source: str
    entries: tuple[Entry, ...]

    @cached_property
    def text(self) -> str:
        """What is to be printed, without white space."""
        return "".join(self.source[one.start : one.end] for one in self._texts)

    @property
    def _texts(self) -> Iterator[Entry]:
        return (one for one in self.entries if one.kind is Kind.TEXT)

    def place(self, at: int) -> Span:
        """The place of the text's character number `at`; the end of the text for what is behind it."""
        last = 0
        for one in self._texts:
            if at < one.end - one.start:
                return self.span(one.start + at)
            at -= one.end - one.start
            last = one.end
        return self.span(max(0, last - 1))

    def span(self, at: int) -> Span:
        """The place of character number `at` of the file: line and column count from 1."""
        before = self.source[:at].replace("\r\n", "\n").replace("\r", "\n")
        line, begin = before.count("\n") + 1, max(self.source.rfind("\n", 0, at), self.source.rfind("\r", 0, at))
        hidden = line == 1 and self.source.startswith("\ufeff")  # no editor counts a byte order mark
        return Span(self.path, line, max(1, at - begin - hidden), line)


class Reader(Protocol):
    """What a kind of file needs to be read: the names of its mark-up, and its ledger, made from the bytes alone."""

    @property
    def marks(self) -> Marks:
        """The mark-up of this kind of file."""

    def ledger(self, path: str, data: bytes) -> Ledger:
        """The entries of a file. Whatever is not accounted for is found by `unaccounted`."""


def unaccounted(ledger: Ledger, marks: Marks) -> list[Diagnostic]:
    """Errors P061 for what stands in no entry or in two, or in one that says of it what it is not."""
    found = sorted({*_apart(ledger), *((one.start, one.end) for one in ledger.entries if not _true(one, ledger, marks))})
    return [Diagnostic("P061", ledger.span(a), {"text": ledger.source[a : min(b, a + 40)]}) for a, b in found[:MOST]]


def _apart(ledger: Ledger) -> Iterator[tuple[int, int]]:
    """What stands in no entry, and what stands in two."""
    edge = 0
    for one in sorted(ledger.entries, key=lambda one: (one.start, one.end)):
        if one.start != edge:
            yield min(one.start, edge), max(one.start, edge)
        edge = max(edge, one.end)
    if edge != len(ledger.source):
        yield min(edge, len(ledger.source)), max(edge, len(ledger.source))


def _true(one: Entry, ledger: Ledger, marks: Marks) -> bool:
    """Whether an entry's characters are what it says."""
    written = ledger.source[one.start : one.end]
    if one.kind is Kind.MARK:
        return one.mark in marks and bool(marks[one.mark].fullmatch(written))
    hit = _UNMARKED.fullmatch(written)
    return hit is not None and _kind(hit) is one.kind


_NEITHER = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
"""Control characters, separators and halves of characters: not to be seen, and not white space that anyone writes."""
_UNMARKED = re.compile(rf"([^\S{_NEITHER}]+)|[^\s{_NEITHER}]+")


def _kind(hit: re.Match[str]) -> Kind:
    return Kind.SPACE if hit[1] else Kind.TEXT


def filled(source: str, items: Iterable[EntryGroup]) -> Iterator[Entry]:
    """All entries of a file: the items at their places, and text and white space between them."""
    edge = 0
    for item in sorted(items, key=_start):
        if _start(item) >= edge:
            yield from unmarked(source, edge, _start(item))
            yield from item
            edge = max(one.end for one in item)
    yield from unmarked(source, edge, len(source))


def _start(item: EntryGroup) -> int:
    return min(one.start for one in item)


def unmarked(source: str, start: int, end: int) -> Iterator[Entry]:
    """Entries of a stretch without mark-up: text and white space. What is neither gets none."""
    return (Entry(hit.start(), hit.end(), _kind(hit)) for hit in _UNMARKED.finditer(source, start, end))
