"""The kinds of page files, by what their names end in. Nothing else knows how page files are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from ..diagnostics import Diagnostic
from ..limits import ISSUE_PAGE_BYTES, ISSUE_WORD_BYTES, PAGE_FILE_BYTES, WORD_FILE_BYTES
from ..model import Span
from . import source
from .ledger import Marks
from .raw import reading
from .raw.marks import MARKS
from .raw.reading import Copy, Copyist
from .source import Source


@dataclass(frozen=True)
class PageReader:
    """How page files of a kind are read, twice: `read` makes the page in the dialect from which the model comes, `copy` a
    copy of all characters for the ledger; neither knows of the other. `most`, `altogether`: bytes of a file, and of all
    of an issue. `marks`: the mark-up that the copy may name.
    """

    read: Callable[[str, bytes], tuple[Source | None, list[Diagnostic]]]
    copy: Copyist
    most: int
    altogether: int
    marks: Marks = field(default_factory=lambda: MARKS)


def _old(path: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """A file that only its own program can read."""
    return None, [Diagnostic("P092", Span(path, 1, 1, 1), {"kind": PurePath(path).suffix})]


def _nothing(path: str, data: bytes) -> Copy:
    return Copy(data.decode("latin-1"), (), 0)


def _word(path: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """A Word file. What reads it is imported where there is one: most issues have none."""
    from . import word

    return word.read(path, data)


def _word_copy(path: str, data: bytes) -> Copy:
    from .raw import word

    return word.copy(path, data)


_TEXT = PageReader(source.read, reading.text, PAGE_FILE_BYTES, ISSUE_PAGE_BYTES)
_OLD = PageReader(_old, _nothing, WORD_FILE_BYTES, ISSUE_WORD_BYTES)

READERS: dict[str, PageReader] = {
    ".md": _TEXT,
    ".txt": _TEXT,
    ".docx": PageReader(_word, _word_copy, WORD_FILE_BYTES, ISSUE_WORD_BYTES),
}
"""The table: what a page file's name ends in, and its reader."""
OLD = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".docm", ".dotx", ".dotm", ".pages")
"""Kinds of which somebody may think that they are read: they are told to be saved as .docx."""


def reader_of(path: str) -> PageReader:
    """The reader of a file; of one with another name that of text."""
    suffix = PurePath(path).suffix.lower()
    return _OLD if suffix in OLD else READERS.get(suffix, _TEXT)


def is_text(path: Path) -> bool:
    """Whether a file is read as plain text."""
    return reader_of(path.name) is _TEXT


def copyist(path: str) -> Copyist:
    """Who copies a file for its ledger."""
    return reader_of(path).copy


def lines_of(path: str, data: bytes) -> tuple[str, ...]:
    """The lines that places in a file count, also in one that is not parsed."""
    reader = reader_of(path)
    if reader is _TEXT:
        return source.lines(source.decode(data, Span(path, 1, 1, 1))[0] or "")
    found = reader.read(path, data)[0]
    return found.lines if found else ()
