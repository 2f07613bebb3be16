"""The archive: its first file, the names in it, and files that nobody lists."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, ERROR, WARNING, Guard
from ..book import Book

LONGEST_NAME = 255
"""Bytes: what file systems take (EPUB 3.3, 4.2.3)."""


@rule(
    "B005", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("the mimetype must come first, stored, without an extra field", "mimetype 必须在最前、不压缩、没有附加字段"),
    source="EPUB 3.3, 4.3.3",
    bad="--- mimetype\napplication/epub+zip; version=3.3",
    good="--- mimetype\napplication/epub+zip",
)  # fmt: skip
def first_file(book: Book) -> Iterator[Found]:
    """The mimetype is first, stored, without an extra field, and nothing else stands in it."""
    first = book.infos[0] if book.infos else None
    good = first and first.filename == "mimetype" and not (first.compress_type or first.extra or first.header_offset)
    if not good or book.members["mimetype"] != b"application/epub+zip":
        yield book.place("mimetype"), {}


@rule(
    "B006", BOOK, ERROR, asks=Asks.EVERY, hostile=True, guards=Guard.SAFETY,
    says=("the name {path!r} leads out of the book", "文件名 {path!r} 指向书外"),
    source="EPUB 3.3, 4.2.3 and 4.2.5",
    bad="--- ../notes.xhtml\nx",
    good="--- META-INF/notes.txt\nx",
)  # fmt: skip
def way_out(book: Book) -> Iterator[Found]:
    """No name leads out of the book, on any system."""
    for name in dict.fromkeys(info.orig_filename for info in book.infos):
        if name.startswith("/") or ".." in name.split("/") or any(c in "\\:" or ord(c) < 32 for c in name):
            yield book.place(name), {"path": name}


@rule(
    "B007", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("a file name of more than 255 bytes: {path}", "文件名超过 255 字节：{path}"),
    source="EPUB 3.3, 4.2.3",
    bad=f"--- META-INF/{86 * '报'}\nx",
    good=f"--- META-INF/{85 * '报'}\nx",
)  # fmt: skip
def long_name(book: Book) -> Iterator[Found]:
    """A file name is short enough for file systems."""
    for name in dict.fromkeys(info.orig_filename for info in book.infos):
        if len(name.rpartition("/")[2].encode()) > LONGEST_NAME:
            yield book.place(name), {"path": name[:60]}


@rule(
    "B008", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("two files named {path!r} (capitals and composition aside)", "有两个文件同名（不论大小写和字符组合方式）：{path!r}"),
    source="EPUB 3.3, 4.2.3",
    bad="--- META-INF/é.txt\nx\n--- META-INF/E\u0301.txt\nx",
    good="--- META-INF/é.txt\nx\n--- META-INF/e.txt\nx",
)  # fmt: skip
def twin(book: Book) -> Iterator[Found]:
    """Names differ by more than capitals and the composition of characters (Unicode canonical case fold)."""
    for name, count in Counter(_folded(info.filename) for info in book.infos).items():
        if count > 1:
            yield book.place(name), {"path": name}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


@rule(
    "B009", BOOK, WARNING, asks=Asks.HOUSE,
    says=("{path} is in no manifest", "{path} 没有列入清单"),
    source="EPUB 3.3, 5.6.1, asks for the files that a book uses; the house wants no others in it",
    bad="--- notes.txt\nx",
    good="--- notes.txt\nx\n--- manifest\n<item id=\"notes\" href=\"notes.txt\" media-type=\"text/plain\"/>",
)  # fmt: skip
def stray(book: Book) -> Iterator[Found]:
    """Every file but the container's own is listed: by a rendition, or by the container itself."""
    listed = {item.path for item in book.items.values()} | set(book.linked()) | {*book.roots, book.package_path, "mimetype"}
    for path, package in book.renditions.items():
        listed |= {book.target(path, item.get("href") or "") for item in package.iter("{*}item")}
    for name in book.members:
        if name not in listed and not name.startswith("META-INF/"):
            yield book.place(name), {"path": name}
