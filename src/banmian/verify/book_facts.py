"""What the rules of books are given: facts about a book, each worked out once. Parameters are facts, too.

Given are `book`, `size` (of the file, in bytes) and `now` (None: any day is good).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from PIL import Image

from .book import OPF, SMIL, XHTML, Book, ManifestItem
from .media import MediaBudget, TooMuch, face_opens, picture
from .styles import style_fault as fault_of_styles

Pages = tuple[tuple[str, Any], ...]
FACES = (".otf", ".ttf", ".woff", ".woff2")
CLAIM = re.compile(r"EPUB Accessibility 1\.\d+ - WCAG 2\.\d+ Level (A{1,3})")
"""How a book says that it conforms to EPUB Accessibility 1.1 or later (3.5.2)."""
OLD_CLAIM = re.compile(r"https?://www\.idpf\.org/epub/a11y/accessibility-20170105\.html#wcag-(a{1,3})")
"""The same of EPUB Accessibility 1.0."""


@dataclass(frozen=True)
class Opened:
    """What came of opening a picture or a face: what it is, what is wrong with it, or that it would cost too much."""

    item: ManifestItem
    kind: str | None = None
    pixels: int = 0
    fault: str = ""
    too_much: Mapping[str, Any] = field(default_factory=dict)


def pages(book: Book) -> Pages:
    """The XHTML documents, by path."""
    return tuple(book.pages())


def readable(book: Book) -> Iterator[ManifestItem]:
    """The items that are there and not locked, each file once."""
    by_path = {item.path: item for item in reversed(book.items.values())}
    return (item for path, item in reversed(by_path.items()) if path in book.members and path not in book.encrypted)


def pictures(book: Book, readable: tuple[ManifestItem, ...]) -> Iterator[Opened]:
    """What came of decoding each picture."""
    budget = MediaBudget()
    for item in readable:
        if item.media_type not in ("image/jpeg", "image/png", "image/gif", "image/webp"):
            continue
        try:
            pixels, kind = picture(book.members[item.path], budget)
        except TooMuch as stop:
            yield Opened(item, too_much=stop.facts)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
            yield Opened(item, fault=str(fault))
        else:
            yield Opened(item, kind, pixels)


def faces(book: Book, readable: tuple[ManifestItem, ...]) -> Iterator[Opened]:
    """What came of opening each face to its last table, packed ones too."""
    budget = MediaBudget()
    for item in readable:
        kind = item.media_type.startswith(("font/", "application/font", "application/vnd.ms-opentype"))
        if not (kind or item.path.lower().endswith(FACES)):
            continue
        try:
            yield Opened(item, fault="" if face_opens(book.members[item.path], budget) else "it does not open")
        except TooMuch as stop:
            yield Opened(item, too_much=stop.facts)


def style_fault(book: Book) -> str | None:
    """Why the style sheets are not to be read by anybody; None for all but hostile ones."""
    return fault_of_styles(book)


def access(book: Book) -> Mapping[str, tuple[tuple[str, Any], ...]]:
    """What the package says of accessibility by schema.org's properties: each value with its element."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for meta in book.package.iter(f"{OPF}meta"):
        kind, _, name = (meta.get("property") or "").partition(":")
        if kind == "schema" and name.startswith("access"):
            found.setdefault(name, []).append((" ".join((meta.text or "").split()), meta))
    return {name: tuple(values) for name, values in found.items()}


def claims(book: Book) -> Iterator[tuple[str, Any]]:
    """What the package says that the book conforms to, each with its element (EPUB Accessibility 1.1, 3.5.2)."""
    for element in book.package.iter(f"{OPF}meta", f"{OPF}link"):
        names = (element.get("property") or element.get("name") or element.get("rel") or "").split()
        if "dcterms:conformsTo" in names:
            yield " ".join((element.text or element.get("content") or element.get("href") or "").split()), element


def claim(claims: tuple[tuple[str, Any], ...]) -> str:
    """The level of WCAG that the book claims by EPUB Accessibility: "A", "AA", "AAA", or "" for no claim."""
    found = (CLAIM.fullmatch(text) or OLD_CLAIM.fullmatch(text) for text, _ in claims)
    return max((match[1].upper() for match in found if match), default="")


def page_breaks(book: Book, pages: Pages) -> Mapping[str, tuple[str, Any]]:
    """Where a page of the print edition begins: path and element by the target of a link to it."""
    return {
        f"{path}#{e.get('id')}": (path, e)
        for path, root in pages
        for e in root.iter()
        if book.typed(e, "pagebreak") or e.get("role") == "doc-pagebreak"
    }


def has_page_list(book: Book) -> bool:
    """Whether the navigation document has a page list, empty or not."""
    return book.nav is not None and any(book.typed(nav, "page-list") for nav in book.nav.iter(f"{XHTML}nav"))


def page_list(book: Book) -> Iterator[tuple[str, Any]]:
    """Where the links of the page list lead, each with its element."""
    target = cache(partial(book.target, book.nav_path))  # a hostile list has one link many thousand times
    return ((target(a.get("href") or ""), a) for a in book.links("page-list"))


def pagination_source(book: Book) -> bool:
    """Whether the package says which print edition its pages are of."""
    return bool(book.metas("pageBreakSource") or book.metas("source-of"))


def spoken(book: Book) -> Mapping[str, tuple[tuple[str, Any], ...]]:
    """What each media overlay reads out, in its order: targets with their elements, by the overlay's path."""
    return {
        path: tuple((book.target(path, text.get("src") or ""), text) for text in root.iter(f"{SMIL}text"))
        for path, root in book.overlays.items()
    }


def reading_order(
    book: Book, page_list: tuple[tuple[str, Any], ...], spoken: Mapping[str, tuple[tuple[str, Any], ...]]
) -> Mapping[str, int]:
    """Where in the book each place stands that the page list or an overlay leads to: the spine, then each document."""
    wanted = {target for links in (page_list, *spoken.values()) for target, _ in links}
    there: dict[str, int] = {}
    for path in book.spine if wanted else ():
        root = book.documents.get(path)
        there.setdefault(path, len(there))
        for element in () if root is None else root.iter():
            if (target := f"{path}#{element.get('id')}") in wanted:
                there.setdefault(target, len(there))
    return there


FACTS = (
    pages, readable, pictures, faces, style_fault, access, claims, claim, page_breaks, has_page_list, page_list,
    pagination_source, spoken, reading_order,
)  # fmt: skip
