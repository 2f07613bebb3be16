"""Manuscripts for tests."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from banmian import fonts
from banmian.diagnostics import Diagnostic
from banmian.manuscript.issue_file import BookSettings
from banmian.manuscript.parse import Parsed, parse
from banmian.manuscript.raw.marks import MARKS
from banmian.model import Issue, texts
from banmian.package.documents import DocumentWriter, whole
from banmian.package.edition import Edition
from banmian.package.epub import BookSource, package
from banmian.package.images import cover
from banmian.package.traditional import converted
from banmian.pictures import Picture
from banmian.targets.epub import Epub
from banmian.targets.table import table
from banmian.verify.conservation import model_text
from banmian.verify.raw import compared

HEAD = "样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n"


def page(body: str, head: str = HEAD) -> str:
    """A page: masthead, subject, number and the body."""
    return f"{head}# 要闻\n\n## A01\n\n{body}"


def parsed(text: str | bytes, name: str = "A01.md") -> Parsed:
    """Parse one page."""
    return parse({name: text.encode() if isinstance(text, str) else text})


def codes(result: Parsed) -> list[str]:
    """The codes of what was noticed, in order."""
    return [d.code for d in result.noticed]


def codes_of(noticed: Iterable[Diagnostic]) -> list[str]:
    """The codes of diagnostics, in order."""
    return [one.code for one in noticed]


def conserved(result: Parsed) -> bool:
    """Whether the model holds the manuscript's text."""
    return model_text(result.issue) == result.manuscript


def unlike_files(result: Parsed) -> list[Diagnostic]:
    """What the stage of each read finds: the ledgers of the files, and the model beside them."""
    return compared(result.ledgers, MARKS, result.issue)


def issue(folder: Path, text: str, settings: str = "", name: str = "A01.md") -> Path:
    """Write an issue folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    if settings:
        (folder / "issue.toml").write_text(settings, encoding="utf-8")
    return folder


NAMELESS = parse({"A01.md": "# 甲\n\n## A01\n\n## 乙\n\n丙。\n".encode()}).issue


def edition(target: str, issue: Issue = NAMELESS) -> Edition:
    """The edition that a target makes of an issue without settings."""
    book = table().targets[target]
    assert isinstance(book, Epub)
    return book.edition(issue, BookSettings())


def book_parts(issue: Issue, images: Mapping[str, tuple[str, str]] = {}, target: str = "epub") -> dict[str, bytes]:
    """The documents of a book by name."""
    made = edition(target, issue)
    issue = converted(issue, made.convert)
    docs = DocumentWriter(issue, made, images).documents()
    return {doc.name: whole(doc.title, f"<body>{doc.body}</body>", made) for doc in docs}


def some(values: Iterable[Any], quick: int) -> list[Any]:
    """Values of a parameter, the first few for the quick suite: they are of one kind."""
    found = [value if isinstance(value, tuple) else (value,) for value in values]
    return [pytest.param(*one, marks=[] if n < quick else [pytest.mark.slow]) for n, one in enumerate(found)]


def story_in(parts: Mapping[str, Any]) -> Any:
    """The first story among the parts of a book by name."""
    return next(part for name, part in parts.items() if name.rpartition("/")[2].startswith("story-"))


def book(issue: Issue, page_pdf: bytes, target: str = "epub", pictures: Mapping[str, Picture] = {}) -> bytes:
    """A whole book. `page_pdf`: any PDF whose first page may serve as the cover."""
    text = "".join(node.text for node in texts(issue))
    day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return package(
        BookSource(issue, "sample", cover(page_pdf) if page_pdf else b"", pictures, fonts.font_set(text), day),
        edition(target, issue),
    )
