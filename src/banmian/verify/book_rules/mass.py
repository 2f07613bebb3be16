"""How much there is of a book for its size."""

from __future__ import annotations

from collections.abc import Iterator

from ...limits_finished import BOOK_BYTES_AN_ELEMENT, BOOK_ELEMENTS_ANYWAY
from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, ERROR, Guard
from ..book import Book


@rule(
    "B072", BOOK, ERROR, asks=Asks.READING, hostile=True, guards=Guard.LIMIT,
    says=("{found} elements in a file of this size; at most {limit}", "这么小的文件有 {found} 个元素，上限为 {limit}"),
    source="docs/limits.md",
    comes=("A small file unpacks to very many elements: one for each 2 bytes is allowed, and 20,000 in any case.", "很小的文件解压后有极多元素：每 2 字节可有一个，至少可有两万个。"),
)  # fmt: skip
def dense(book: Book, size: int) -> Iterator[Found]:
    """A small file of very many elements is made to keep somebody busy."""
    allowed, found = max(BOOK_ELEMENTS_ANYWAY, size // BOOK_BYTES_AN_ELEMENT), book.taken.elements + book.spoken.elements
    if found > allowed:
        yield book.place(book.package_path), {"found": found, "limit": allowed}
