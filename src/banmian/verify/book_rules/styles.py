"""Style sheets: colours that can be read, and sheets that are made to keep a reader busy."""

from __future__ import annotations

from collections.abc import Iterator

from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, ERROR, WARNING, Guard
from ..book import Book
from ..contrast import contrast


@rule(
    "B035", BOOK, WARNING, asks=Asks.CLAIM_AA, guards=Guard.STANDARD,
    says=("too little contrast, {ratio} to 1: {text!r}", "文字与底色对比太弱，{ratio} 比 1：{text!r}"),
    source="WCAG 2.2, 1.4.3",
    bad="--- css\np { color: #999 }",
    good="--- css\np { color: #666 }",
)  # fmt: skip
def faint(book: Book, style_fault: str | None) -> Iterator[Found]:
    """Text stands out from what it stands on."""
    if style_fault is None:
        for path, element, facts in contrast(book):
            yield book.place(path, element), facts


@rule(
    "B063", BOOK, ERROR, asks=Asks.READING, hostile=True, guards=Guard.LIMIT,
    says=("style sheets that are made to keep a reader busy: {fault}", "样式表会拖垮读它的程序：{fault}"),
    hint=("at most 4 MB, 100,000 rules, 64 brackets within each other, selectors of 32 parts", "最多 4 MB、十万条规则、64 层括号，选择器最多 32 段"),
    source="docs/limits.md",
    bad="--- css\n" + 33 * "p " + "{ color: black }",
    good="--- css\n" + 32 * "p " + "{ color: black }",
)  # fmt: skip
def endless(book: Book, style_fault: str | None) -> Iterator[Found]:
    """Style sheets can be read within the limits."""
    if style_fault:
        yield book.place(book.package_path), {"fault": style_fault}
