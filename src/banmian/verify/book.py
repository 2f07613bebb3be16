"""Anyone's EPUB as a value for rules to look at. Reading never raises for a bad file: what cannot be read is a finding."""

from __future__ import annotations

import posixpath
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from lxml import etree

from ..diagnostics import Diagnostic, Refused
from ..limits_finished import BOOK_FILES, BOOK_LISTED_AGAIN
from ..model import Span
from .budget import StepsLeft
from .container import Members, unpack
from .markup import MarkupSoFar, parsed

OPF, DC, XHTML, OPS = (
    f"{{{uri}}}"
    for uri in (
        "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/", "http://www.w3.org/1999/xhtml",
        "http://www.idpf.org/2007/ops",
    )
)  # fmt: skip
XML = "{http://www.w3.org/XML/1998/namespace}"
SMIL = "{http://www.w3.org/ns/SMIL}"
PACKAGE = "application/oebps-package+xml"
MARK_UP = ("application/xhtml+xml", "image/svg+xml", "application/x-dtbncx+xml")
OVERLAY = "application/smil+xml"


@dataclass(frozen=True)
class ManifestItem:
    """A line of the manifest: path in the container, media type, properties, the id of its media overlay."""

    path: str
    media_type: str
    properties: tuple[str, ...]
    overlay: str = ""


@dataclass
class Book:
    """`members` by name; `container`, `package`, other `renditions`, `documents` and `overlays` as trees; `spine`, in order
    and each once, and `encrypted` as paths. `taken`, `spoken`: what its documents and overlays came to; `steps`: what the
    rule that looks at it may still do.
    """

    name: str
    infos: list[zipfile.ZipInfo]
    members: Members
    container: Any = None
    package_path: str = ""
    package: Any = None
    renditions: dict[str, Any] = field(default_factory=dict)
    items: dict[str, ManifestItem] = field(default_factory=dict)
    spine: list[str] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)
    overlays: dict[str, Any] = field(default_factory=dict)
    encrypted: set[str] = field(default_factory=set)
    taken: MarkupSoFar = field(default_factory=MarkupSoFar)
    spoken: MarkupSoFar = field(default_factory=MarkupSoFar)
    steps: StepsLeft = field(default_factory=StepsLeft)

    def place(self, path: str, element: Any = None) -> Span:
        """A place in a member of the book."""
        line = element.sourceline if element is not None and element.sourceline else 1
        return Span(f"{self.name}/{path}", line, 1, line)

    @property
    def nav(self) -> Any:
        """The navigation document's tree, or None."""
        return self.documents.get(self.nav_path)

    @cached_property
    def nav_path(self) -> str:
        """The navigation document's path, or an empty string."""
        return next((item.path for item in self.items.values() if "nav" in item.properties), "")

    def target(self, path: str, href: str) -> str:
        """Where a link in a document leads: a path in the container, with the fragment."""
        where, mark, fragment = href.partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(where))) if where else path
        return f"{self.real(there)}{mark}{unquote(fragment)}"

    def real(self, path: str) -> str:
        """A path as the archive writes it: names that differ in the composition of characters only are one (UAX 15)."""
        return path if path in self.members else self._composed.get(unicodedata.normalize("NFC", path), path)

    @cached_property
    def _composed(self) -> dict[str, str]:
        return {unicodedata.normalize("NFC", name): name for name in self.members}

    @property
    def roots(self) -> list[str]:
        """What the container names as root files: packages, and in EPUB 2 alternatives to the book in other formats."""
        return [self.real(path) for e in _named(self.container, "rootfile") if (path := e.get("full-path"))]

    def linked(self) -> Iterator[str]:
        """The files that the container and the packages link and do not list: mappings of renditions, records."""
        for link in _named(self.container, "link"):
            yield self.target("", link.get("href") or "")
        for path, package in ((self.package_path, self.package), *self.renditions.items()):
            for link in package.iter(f"{OPF}link"):
                yield self.target(path, link.get("href") or "")

    @property
    def of_epub_3(self) -> bool:
        """Whether the package says that it is one of EPUB 3; of an older one less can be asked."""
        return str(self.package.get("version", "")).startswith("3")

    def typed(self, element: Any, *kinds: str) -> bool:
        """Whether an element's `epub:type`, which is a list, names one of some kinds."""
        return not set(kinds).isdisjoint((element.get(f"{OPS}type") or "").split())

    def metas(self, name: str) -> list[Any]:
        """The package's metas of a property."""
        return [m for m in self.package.iter(f"{OPF}meta") if m.get("property") == name]

    def pages(self) -> Iterator[tuple[str, Any]]:
        """The XHTML documents, by path."""
        return ((path, root) for path, root in self.documents.items() if root.tag == f"{XHTML}html")

    def texts(self, element: Any) -> Iterator[str]:
        """The texts in an element, in order, each element within it for a step."""
        for event, one in etree.iterwalk(element, ("start", "end")):
            self.steps.spend()
            text = one.text if event == "start" else one.tail
            if text and (event == "start" or one is not element):
                yield text

    def shows(self, element: Any) -> bool:
        """Whether an element holds more than white space."""
        return any(text.strip() for text in self.texts(element))

    def links(self, *kinds: str) -> Iterator[Any]:
        """The links of the navigation document's lists of some kinds, each once however its lists lie in each other."""
        if self.nav is None:
            return
        within, tags = 0, (f"{XHTML}nav", f"{XHTML}a")
        for event, element in etree.iterwalk(self.nav, ("start", "end"), tag=tags):
            if element.tag == tags[0] and self.typed(element, *kinds):
                within += 1 if event == "start" else -1
            elif event == "start" and element.tag == tags[1] and within:
                yield element


def read(name: str, data: bytes) -> tuple[Book | None, list[Diagnostic]]:
    """The book, as far as it can be read, and what could not be."""
    try:
        infos, members = unpack(name, data)
    except Refused as refused:
        return None, refused.diagnostics
    book = Book(name, infos, members)
    return book, list(_open(book))


def _named(tree: Any, name: str) -> list[Any]:
    """The elements of a name, whatever its namespace; none of no tree."""
    return [] if tree is None else list(tree.iter(f"{{*}}{name}"))


def _open(book: Book) -> Iterator[Diagnostic]:
    book.container = yield from _tree(book, "META-INF/container.xml")
    book.package_path = next((path for path in book.roots if path in book.members), "")
    if not book.package_path:
        yield Diagnostic("B002", book.place("META-INF/container.xml"))
        return
    book.package = yield from _tree(book, book.package_path)
    if book.package is None:
        return
    yield from _others(book)
    yield from _locked(book)
    yield from _listed(book)
    for path, spoken in _marked(book).items():
        tree = yield from _tree(book, path, spoken)
        if tree is not None:
            (book.overlays if spoken else book.documents)[path] = tree


def _marked(book: Book) -> dict[str, bool]:
    """The paths of what the manifest calls documents or overlays, and whether they are overlays and nothing else."""
    found: dict[str, bool] = {}
    for item in book.items.values():
        known = item.media_type in (*MARK_UP, OVERLAY) and item.path in book.members
        if known and item.path not in book.encrypted:
            found[item.path] = found.get(item.path, True) and item.media_type == OVERLAY
    return found


def _others(book: Book) -> Iterator[Diagnostic]:
    """The packages of the book's other renditions (EPUB Multiple-Rendition Publications 1.1)."""
    packages = [e.get("full-path") for e in _named(book.container, "rootfile") if e.get("media-type") == PACKAGE]
    for path in dict.fromkeys(book.real(path) for path in packages if path):
        if path in book.members and path != book.package_path:
            tree = yield from _tree(book, path)
            if tree is not None:
                book.renditions[path] = tree


def _listed(book: Book) -> Iterator[Diagnostic]:
    """Read the manifest and the spine. A package may list a file a thousand times: each counts once, and none is well."""
    count = 0
    for item in book.package.iter(f"{OPF}item"):
        path = book.target(book.package_path, item.get("href", ""))
        properties = tuple(item.get("properties", "").split())
        book.items[item.get("id", path)] = ManifestItem(
            path, item.get("media-type", ""), properties, item.get("media-overlay", "")
        )
        count += 1
    references = [ref.get("idref") for ref in book.package.iter(f"{OPF}itemref")]
    book.spine = list(dict.fromkeys(book.items[own].path for own in references if own in book.items))
    again = max(count - len({item.path for item in book.items.values()}), len(references) - len(book.spine))
    if again > BOOK_LISTED_AGAIN or count > BOOK_FILES:
        facts = {"count": max(count, len(references)), "limit": BOOK_FILES, "again": BOOK_LISTED_AGAIN}
        yield Diagnostic("B071", book.place(book.package_path), facts)


def _locked(book: Book) -> Iterator[Diagnostic]:
    """What is encrypted or obfuscated (OCF 3.3, 4.2.6.3.2): no rule can look inside."""
    path = "META-INF/encryption.xml"
    if path in book.members:
        tree = yield from _tree(book, path)
        book.encrypted = {book.real(unquote(uri)) for e in _named(tree, "CipherReference") if (uri := e.get("URI"))}


def _tree(book: Book, path: str, overlay: bool = False) -> Any:
    """A member as a tree; a generator that yields what is wrong with it. Overlays are counted by themselves."""
    if path not in book.members:
        yield Diagnostic("B003", book.place(path), {"path": path})
        return None
    found = parsed(book.members[path], book.spoken if overlay else book.taken, book.place(path))
    if isinstance(found, Diagnostic):
        yield found
        return None
    return found
