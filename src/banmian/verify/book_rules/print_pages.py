"""Pages of the print edition: what a book promises of them, the breaks in its text, and the list that leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, WARNING, Guard
from ..book import Book

Breaks = Mapping[str, tuple[str, Any]]
Links = tuple[tuple[str, Any], ...]
PROMISES = ("pageNavigation", "pageBreakMarkers", "printPageNumbers")
"""Terms of `accessibilityFeature` that speak of pages of print; the last is an older name of the second."""
NAMELESS = '<span id="a1" role="doc-pagebreak"/>字'
BREAK = '<span id="a1" role="doc-pagebreak" aria-label="A01"/>字'
LIST = (
    '--- nav\n<nav epub:type="toc"><ol><li><a href="p.xhtml">一</a></li></ol></nav>\n'
    '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="p.xhtml">一</a></li></ol></nav>\n'
    '<nav epub:type="page-list"><ol><li><a href="p.xhtml#a1">A01</a></li></ol></nav>\n'
)
TWO = (
    '<p id="a1">字</p><p id="a2">字</p>\n--- nav\n<nav epub:type="toc"><ol><li><a href="p.xhtml">一</a></li></ol></nav>\n<nav '
    'epub:type="page-list"><ol><li><a href="p.xhtml#a{0}">A0{0}</a></li><li><a href="p.xhtml#a{1}">A0{1}</a></li></ol></nav>'
)
SOURCE = '--- metadata\n<meta property="pageBreakSource">样报 2026-01-01</meta>\n'


@rule(
    "B018", BOOK, WARNING, asks=Asks.ADVICE,
    says=("page breaks without pageBreakSource: which print edition do they count?", "有分页标记，却没有说明出自哪个印刷版（pageBreakSource）"),
    source="EPUB Accessibility 1.1, 3.4.1.3.1, which asks for it where there is a print edition; Ace: epub-pagesource",
    bad=f"{BREAK}\n{LIST}",
    good=f"{BREAK}\n{LIST}{SOURCE}",
)  # fmt: skip
def source(book: Book, page_breaks: Breaks, has_page_list: bool, pagination_source: bool) -> Iterator[Found]:
    """Page breaks and page lists say which print edition they count."""
    if (page_breaks or has_page_list) and not pagination_source:
        yield book.place(book.package_path), {}


@rule(
    "B019", BOOK, WARNING, asks=Asks.CLAIM, guards=Guard.STANDARD,
    says=("the page list lacks the page break {target}", "页码表缺少分页 {target}"),
    source="EPUB Accessibility 1.1, 3.4.1.3.2; Ace: epub-pagelist-missing-pagebreak",
    bad=f"{BREAK}\n<p><span id=\"a2\" role=\"doc-pagebreak\" aria-label=\"A02\"/>字</p>\n{LIST}{SOURCE}",
    good=f"{BREAK}\n{LIST}{SOURCE}",
)  # fmt: skip
def unlisted(book: Book, page_breaks: Breaks, page_list: Links) -> Iterator[Found]:
    """The page list leads to every page break."""
    listed = {target for target, _ in page_list}
    for target in (target for target in page_breaks if target not in listed):
        yield book.place(*page_breaks[target]), {"target": target}


@rule(
    "B020", BOOK, WARNING, asks=Asks.ADVICE,
    says=("a page break without a label", "分页标记没有标签"),
    source="EPUB Accessibility Techniques 1.1, 5.1.1",
    bad=f"{NAMELESS}\n{LIST}{SOURCE}",
    good=f"{BREAK}\n{LIST}{SOURCE}",
)  # fmt: skip
def unnamed(book: Book, page_breaks: Breaks) -> Iterator[Found]:
    """A page break says which page begins there."""
    for path, element in page_breaks.values():
        if not (element.get("aria-label") or element.get("title") or book.shows(element)):
            yield book.place(path, element), {}


@rule(
    "B078", BOOK, WARNING, asks=Asks.CLAIM, guards=Guard.STANDARD,
    says=("{name} promises pages of print, and there is no page list", "{name} 说有印刷版页码，却没有页码表（page-list）"),
    source="EPUB Accessibility 1.1, 3.4.1.3.2; Ace: metadata-accessibilityFeature-printPageNumbers-nopagelist",
    bad="--- metadata\n<meta property=\"schema:accessibilityFeature\">pageNavigation</meta>",
    good=f"{BREAK}\n{LIST}{SOURCE}--- access\n<meta property=\"schema:accessibilityFeature\">pageNavigation</meta>",
)  # fmt: skip
def promised(book: Book, access: Mapping[str, Links], has_page_list: bool, pagination_source: bool) -> Iterator[Found]:
    """Who promises pages of print has a page list."""
    if has_page_list or not book.of_epub_3:
        return
    for text, element in access.get("accessibilityFeature", ()):
        if text in PROMISES:
            yield book.place(book.package_path, element), {"name": text}
    if pagination_source:
        yield book.place(book.package_path), {"name": "pageBreakSource"}


@rule(
    "B079", BOOK, WARNING, asks=Asks.ADVICE,
    says=("the page list leads to {target} after {before}, which comes later in the book", "页码表先列 {before} 后列 {target}，书里的次序正相反"),
    source="EPUBCheck NAV-011",
    bad=TWO.format(2, 1),
    good=TWO.format(1, 2),
)  # fmt: skip
def disorder(book: Book, page_list: Links, reading_order: Mapping[str, int]) -> Iterator[Found]:
    """The page list goes through the book from the beginning to the end."""
    known = [(target, element) for target, element in page_list if target in reading_order]
    for (before, _), (target, element) in pairwise(known):
        if reading_order[target] < reading_order[before]:
            yield book.place(book.nav_path, element), {"target": target, "before": before}


@rule(
    "B080", BOOK, WARNING, asks=Asks.ADVICE,
    says=("{name} promises marks where pages of print begin, and no document has one", "{name} 说标出了印刷版分页处，却没有一个文档有分页标记"),
    source="EPUB Accessibility Techniques 1.1, 5.1.1; Ace",
    bad="<p id=\"a1\">字</p>\n" + LIST + SOURCE + "--- access\n<meta property=\"schema:accessibilityFeature\">pageBreakMarkers</meta>",
    good=f"{BREAK}\n{LIST}{SOURCE}--- access\n<meta property=\"schema:accessibilityFeature\">pageBreakMarkers</meta>",
)  # fmt: skip
def unmarked(book: Book, access: Mapping[str, Links], page_breaks: Breaks) -> Iterator[Found]:
    """Who promises marks of pages has some."""
    for text, element in access.get("accessibilityFeature", ()):
        if text in PROMISES[1:] and not page_breaks:
            yield book.place(book.package_path, element), {"name": text}
