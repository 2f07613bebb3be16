"""The package document, and what its metadata say of the book, of people and of time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, ERROR, WARNING, Guard
from ..book import DC, OPF, XML, Book
from ..relators import RELATORS

FORM = "%Y-%m-%dT%H:%M:%SZ"
NEEDED = ("title", "identifier", "language")
"""Entries of Dublin Core that a book of EPUB 2 must have (OPF 2.0.1, 2.2)."""


@rule(
    "B010", BOOK, ERROR, asks=Asks.ADVICE,
    says=("the package says no language (xml:lang)", "包文件没有语言（xml:lang）"),
    source="EPUB Accessibility Techniques 1.1, 4.6.1; Ace: epub-lang",
    bad="--- package\n",
    good="--- package\nxml:lang=\"zh\"",
)  # fmt: skip
def package_language(book: Book) -> Iterator[Found]:
    """The package says the language of its metadata."""
    if book.of_epub_3 and not book.package.get(f"{XML}lang"):
        yield book.place(book.package_path, book.package), {}


@rule(
    "B012", BOOK, WARNING, asks=Asks.HOUSE,
    says=("elements of the package are written with a prefix", "包文件的元素带有前缀"),
    source="house: readers that do not know namespaces find no <opf:meta>",
    bad="--- metadata\n<opf:meta xmlns:opf=\"http://www.idpf.org/2007/opf\" property=\"schema:inLanguage\">zh</opf:meta>",
    good="--- metadata\n<meta property=\"schema:inLanguage\">zh</meta>",
)  # fmt: skip
def prefixed(book: Book) -> Iterator[Found]:
    """The elements of the package have no prefix."""
    if any(element.prefix for element in book.package.iter(f"{OPF}*")):
        yield book.place(book.package_path, book.package), {}


@rule(
    "B015", BOOK, WARNING, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("group-position is no number: {value!r}", "group-position 不是数字：{value!r}"),
    source="EPUB 3.3, D.3.7",
    bad="--- metadata\n<meta property=\"group-position\">two</meta>",
    good="--- metadata\n<meta property=\"group-position\">2022.361</meta>",
)  # fmt: skip
def position(book: Book) -> Iterator[Found]:
    """A position in a series is a number, or numbers with dots."""
    for meta in book.metas("group-position"):
        if not re.fullmatch(r"\d+(\.\d+)*", (meta.text or "").strip()):
            yield book.place(book.package_path, meta), {"value": meta.text}


def moment_of(text: str) -> datetime.datetime | None:
    """The moment that `dcterms:modified` says, or None when it is not written in full, in UTC."""
    try:
        moment = datetime.datetime.strptime(text, FORM).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None
    return moment if moment.strftime(FORM) == text.zfill(20) else None


@rule(
    "B016", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("dcterms:modified is missing or malformed: {value!r}", "dcterms:modified 缺少或格式不对：{value!r}"),
    source="EPUB 3.3, 5.5.5",
    bad="--- modified\n<meta property=\"dcterms:modified\">2026-01-01</meta>",
    good="--- modified\n<meta property=\"dcterms:modified\">2026-01-01T00:00:00Z</meta>",
)  # fmt: skip
def modified(book: Book) -> Iterator[Found]:
    """A book of EPUB 3 says once when it was last changed, in UTC."""
    found = [meta for meta in book.metas("dcterms:modified") if not meta.get("refines")]
    text = " ".join((meta.text or "").strip() for meta in found)
    if (found or book.of_epub_3) and moment_of(text) is None:
        yield book.place(book.package_path), {"value": text}


@rule(
    "B017", BOOK, ERROR, asks=Asks.HOUSE,
    says=("dcterms:modified is in the future: {value}", "dcterms:modified 在将来：{value}"),
    source="house",
    bad="--- modified\n<meta property=\"dcterms:modified\">2099-01-01T00:00:00Z</meta>",
    good="--- modified\n<meta property=\"dcterms:modified\">2026-01-01T00:00:00Z</meta>",
)  # fmt: skip
def future(book: Book, now: datetime.datetime | None) -> Iterator[Found]:
    """No book was changed later than tomorrow. Without `now` any day is good."""
    for meta in book.metas("dcterms:modified"):
        moment = moment_of((meta.text or "").strip())
        if now and moment and not meta.get("refines") and moment > now + datetime.timedelta(days=1):
            yield book.place(book.package_path, meta), {"value": (meta.text or "").strip()}


@rule(
    "B033", BOOK, WARNING, asks=Asks.ADVICE,
    says=("{value!r} is no MARC relator", "{value!r} 不是 MARC 关系代码"),
    source="EPUB 3.3, D.3.10; MARC relators",
    bad="--- metadata\n<dc:contributor id=\"who\">王编辑</dc:contributor><meta refines=\"#who\" property=\"role\" scheme=\"marc:relators\">zzz</meta>",
    good="--- metadata\n<dc:contributor id=\"who\">王编辑</dc:contributor><meta refines=\"#who\" property=\"role\" scheme=\"marc:relators\">edt</meta>",
)  # fmt: skip
def role(book: Book) -> Iterator[Found]:
    """A role that is said to be of the MARC list is on it."""
    for meta in book.metas("role"):
        if meta.get("scheme") == "marc:relators" and (meta.text or "").strip() not in RELATORS:
            yield book.place(book.package_path, meta), {"value": meta.text}


@rule(
    "B034", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("dc:{name} is empty", "dc:{name} 是空的"),
    source="EPUB 3.3, 5.5.2",
    bad="--- metadata\n<dc:publisher> </dc:publisher>",
    good="--- metadata\n<dc:publisher>聊城日报社</dc:publisher>",
)  # fmt: skip
def empty_entry(book: Book) -> Iterator[Found]:
    """No entry of Dublin Core is empty; in EPUB 2, none that a book must have."""
    for element in book.package.iter(f"{DC}*"):
        name = element.tag.rpartition("}")[2]
        if not (element.text or "").strip() and (book.of_epub_3 or name in NEEDED):
            yield book.place(book.package_path, element), {"name": name}
