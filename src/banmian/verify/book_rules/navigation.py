"""The ways through a book: cover, contents, landmarks."""

from __future__ import annotations

from collections.abc import Iterator

from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, WARNING
from ..book import XHTML, Book

SECOND = (
    '--- manifest\n<item id="q" href="q.xhtml" media-type="application/xhtml+xml"/>\n--- spine\n<itemref idref="q"/>\n--- q.xhtml\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh"><head><title>二</title></head><body>字</body></html>'
)


@rule(
    "B030", BOOK, WARNING, asks=Asks.HOUSE,
    says=("no item has the property cover-image", "没有带 cover-image 属性的项"),
    source="house: shelves show it (EPUB 3.3, D.6.1, leaves it free)",
    bad="--- cover\n<item id=\"cover\" href=\"cover.png\" media-type=\"image/png\"/>",
    good="--- cover\n<item id=\"cover\" href=\"cover.png\" media-type=\"image/png\" properties=\"cover-image\"/>",
)  # fmt: skip
def cover(book: Book) -> Iterator[Found]:
    """A book of EPUB 3 has a cover."""
    if book.of_epub_3 and not any("cover-image" in item.properties for item in book.items.values()):
        yield book.place(book.package_path), {}


@rule(
    "B031", BOOK, WARNING, asks=Asks.ADVICE,
    says=("no landmark says where the text begins (bodymatter)", "导览没有标明正文开始处（bodymatter）"),
    source="EPUB 3.3, 7.4.4",
    bad="--- nav\n<nav epub:type=\"toc\"><ol><li><a href=\"p.xhtml\">一</a></li></ol></nav>",
    good="--- nav\n<nav epub:type=\"toc\"><ol><li><a href=\"p.xhtml\">一</a></li></ol></nav>\n"
    "<nav epub:type=\"landmarks\"><ol><li><a epub:type=\"bodymatter\" href=\"p.xhtml\">一</a></li></ol></nav>",
)  # fmt: skip
def beginning(book: Book) -> Iterator[Found]:
    """A landmark leads to where the text begins."""
    if book.nav is not None and not any(book.typed(a, "bodymatter") for a in book.nav.iter(f"{XHTML}a")):
        yield book.place(book.package_path), {}


@rule(
    "B032", BOOK, WARNING, asks=Asks.HOUSE,
    says=("neither contents nor landmarks lead to {path}", "目录和导览都没有指向 {path}"),
    source="house",
    bad=SECOND,
    good=SECOND + "\n--- nav\n<nav epub:type=\"toc\"><ol><li><a href=\"p.xhtml\">一</a></li><li><a href=\"q.xhtml\">二</a></li></ol></nav>",
)  # fmt: skip
def unreached(book: Book) -> Iterator[Found]:
    """Contents or landmarks lead to every document of the spine."""
    if book.nav is None:
        return
    links = {a.get("href") or "" for a in book.links("toc", "landmarks")}
    linked = {book.target(book.nav_path, link).partition("#")[0] for link in links} | {book.nav_path}
    for path in book.spine:
        if path not in linked:
            yield book.place(path), {"path": path}
