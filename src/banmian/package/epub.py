"""The EPUB targets: a reflowable EPUB 3.3, one section per article, the cover from the made-up page; its other editions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from importlib.resources import files

from ebooklib import epub

from ..cache import Cache
from ..fonts import FontSet, font_set
from ..language import TAGS, Language
from ..manuscript.issue_file import BookSettings
from ..model import Issue, Page
from ..pictures import Picture
from ..scene.scene import Scene
from .documents import ContentsEntry, Document, DocumentWriter, whole
from .ebooklib_writer import Raw, write_book
from .edition import Edition
from .images import names, plain_cover
from .metadata import IBOOKS, BookSubject, about, identifier, publisher
from .navigation import Ways, contents, list_of_contents, nav, ncx
from .replica import Dressing, replica_page, style
from .traditional import converted
from .typefaces import embedded, families, named, rules

Fixed = Mapping[int, tuple[Raw, Raw]]
"""The fixed pages' documents and pictures, by the sequence of the print page."""
XHTML, CSS = "application/xhtml+xml", "text/css"
COVER = "cover.jpg"
"""Pictures of pages stand outside of `images/`: those of the issue may be called as they like."""


@dataclass(frozen=True)
class BookSource:
    """What every edition of an issue is made from. `front`: the picture of the front page (JPEG), or nothing where that
    could not be made up; `created`: aware, UTC.

    `issue` is as it is written; `number`: which issue of the year it is; `cache`: where cut faces are kept.
    """

    issue: Issue
    slug: str
    front: bytes
    pictures: Mapping[str, Picture]
    fonts: FontSet
    created: datetime.datetime
    settings: BookSettings = field(default_factory=BookSettings)
    number: int | None = None
    cache: Cache | None = None


@dataclass(frozen=True)
class Replica:
    """What the fixed page of a print page is made from; `picture` is a JPEG of its viewport."""

    page: Page
    scene: Scene
    picture: bytes


def package(source: BookSource, edition: Edition, replicas: Sequence[Replica] = ()) -> bytes:
    """The book."""
    issue = converted(source.issue, edition.convert) if edition.converted else source.issue
    named = issue.masthead.name or source.slug
    title = named + (edition.behind(edition.says) if edition.says else "")
    shown = {path: (name, _said(source.pictures[path])) for path, name in names(source.pictures).items()}
    made = DocumentWriter(issue, edition, shown, {replica.page.sequence for replica in replicas}).documents()
    alts = {path: picture.alt for path, picture in source.pictures.items()}
    fixed = {one.page.sequence: _fixed(one, made, alts) for one in replicas}
    made = [_with_contents(doc, made, edition) if doc.kind == "front" else doc for doc in made]
    made[:1] = [_with_notice(doc, edition) for doc in made[:1]]
    book = _book(source, edition, title)
    for path, (name, _) in shown.items():
        book.add_item(Raw(name, "image/jpeg", source.pictures[path].fitted()))
    book.add_item(Raw(COVER, "image/jpeg", _cover(source), ("cover-image",)))
    ways = _ways(title, made, fixed, edition)
    way = Raw("nav.xhtml", XHTML, nav(ways, edition), ("nav",))
    _dress(book, source, edition, [way.content.decode(), *(doc.body for doc in made)])
    spine = [_cover_page(title, named, edition), *_in_order(made, fixed, edition)]
    for item in spine:
        book.add_item(item)
    for part in (picture for _, picture in fixed.values()):
        book.add_item(part)
    book.add_item(way)
    _lead(book, source, edition, ways)
    book.spine = spine
    return write_book(book, source.created, "banmian", edition.direction)


def _said(picture: Picture) -> str:
    """What the issue says that a picture shows; where it says nothing, the captions of the figures stand for it."""
    return picture.alt if picture.described else ""


def _book(source: BookSource, edition: Edition, title: str) -> epub.EpubBook:
    book = epub.EpubBook()
    book.set_identifier(identifier(source.issue, source.slug, edition))
    book.set_language(edition.language)
    book.title = title
    book.add_prefix(*IBOOKS.split(": "))
    described = all(picture.described for picture in source.pictures.values())
    subject = BookSubject(source.issue, source.slug, edition, source.settings, described, source.number)
    for meta in about(subject, title):
        if meta.name.startswith("dc:"):
            book.add_metadata("DC", meta.name[3:], meta.value, meta.attributes)
        else:
            book.add_metadata(None, "meta", meta.value, {"property": meta.name, **meta.attributes})
    book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-jpg"})
    if edition.direction == "rtl":
        book.add_metadata(None, "meta", "", {"name": "primary-writing-mode", "content": "vertical-rl"})  # Kindle
    return book


def _dress(book: epub.EpubBook, source: BookSource, edition: Edition, bodies: Sequence[str]) -> None:
    """Style sheets and faces. Letters are read in the device's own serif, but for those that lie on a printed page."""
    chinese, fonts = edition.issue.chinese, _fonts(source, edition)
    faces = embedded(fonts, bodies, source.cache) if fonts else []
    for face in faces:
        book.add_item(Raw(face.name, "font/otf", face.data))
    for name in edition.sheets:
        text = (files(__package__) / name).read_text(encoding="utf-8")
        text = text.replace("\n", f"\n{rules(faces if chinese else [])}", 1) if name == "book.css" else text
        book.add_item(Raw(name, CSS, text.encode()))
    if edition.replica:
        book.add_item(Raw("replica.css", CSS, (named(faces) + style(families(faces))).encode()))


def _fonts(source: BookSource, edition: Edition) -> FontSet | None:
    """The faces of the issue; of a converted edition those of its region. OpenCC's own forms (爲, 裏) are those of none: no
    shipped face has them all.
    """
    if edition.converted:
        return font_set("", language=Language(edition.converted)) if edition.converted in TAGS else None
    return source.fonts if edition.issue.chinese or edition.replica else None


def _with_contents(doc: Document, made: Sequence[Document], edition: Edition) -> Document:
    """A front page with the contents below what is printed on it."""
    first = next(one for one in made if one.kind == "front" and one.page.name == doc.page.name)
    added = list_of_contents(made, doc, edition) if doc.name == first.name else ""
    return replace(doc, body=doc.body.removesuffix("</section>") + f"{added}</section>")


def _with_notice(doc: Document, edition: Edition) -> Document:
    """The book's first document with what its reader must know of the edition."""
    note = f'<p class="generated note">{escape(edition.convert(edition.notice))}</p>' if edition.notice else ""
    return replace(doc, body=doc.body + note)


def _cover(source: BookSource) -> bytes:
    """The front page; where it could not be made up, what the masthead says."""
    if source.front:
        return source.front
    face = source.fonts.faces["Banmian Song Heavy"]
    shown = ("".join(c for c in line if face.has(c)) for line in source.issue.masthead.called or [source.slug])
    return plain_cover([line for line in shown if line], face.data)


def _cover_page(title: str, shown: str, edition: Edition) -> Raw:
    """`shown`: what the picture of the print page says of itself."""
    body = f'<body class="cover"><img src="{COVER}" alt="{escape(shown)}"/></body>'
    return Raw("cover.xhtml", XHTML, whole(title, body, edition))


def _fixed(replica: Replica, made: Sequence[Document], alts: Mapping[str, str]) -> tuple[Raw, Raw]:
    """The fixed page's document and picture; its links lead into the articles."""
    links = {doc.story: doc.name for doc in made if doc.story}
    page = replica.page
    dressing = Dressing(f"pages/{page.name}.jpg", links, alts, page.name, page.label)
    document = Raw(f"{page.name}-replica.xhtml", XHTML, replica_page(replica.scene, dressing))
    document.reference = ("rendition:layout-pre-paginated", "rendition:page-spread-center")
    return document, Raw(dressing.picture, "image/jpeg", replica.picture)


def _in_order(made: Sequence[Document], fixed: Fixed, edition: Edition) -> list[Raw]:
    """The documents, each page's fixed one before its parts."""
    found: list[Raw] = []
    before = dict(fixed)
    for doc in made:
        if doc.page.sequence in before:
            found.append(before.pop(doc.page.sequence)[0])
        found.append(Raw(doc.name, XHTML, whole(doc.title, f"<body>{doc.body}</body>", edition)))
    return found


def _ways(title: str, made: Sequence[Document], fixed: Fixed, edition: Edition) -> Ways:
    word = edition.word
    first = {doc.page.sequence: doc for doc in reversed(made)}
    opening = {n: fixed[n][0].file_name if n in fixed else doc.name for n, doc in sorted(first.items())}
    listed = [ContentsEntry(first[n].page.label, f"{name}#{first[n].page.name}") for n, name in opening.items()]
    replicas = {n: ContentsEntry(f"{first[n].page.label} {word('版面')}", opening[n]) for n in fixed}
    text = next((doc.name for doc in made if doc.kind != "front"), made[0].name)
    marks = [
        ("cover", ContentsEntry(word("封面"), "cover.xhtml")),
        ("bodymatter", ContentsEntry(word("正文"), opening[1] if 1 in fixed else text)),
    ]
    if 'id="contents"' in made[0].body:
        marks.insert(1, ("toc", ContentsEntry(word("目录"), f"{made[0].name}#contents")))
    figures = [figure for doc in made for figure in doc.figures]
    return Ways(title, contents(made, replicas, word("目录")), tuple(figures), tuple(marks), tuple(listed))


def _lead(book: epub.EpubBook, source: BookSource, edition: Edition, ways: Ways) -> None:
    """What leads old readers: the NCX, and the guide that Kindle's converter reads."""
    kinds = {"bodymatter": "text"}
    book.guide = [{"type": kinds.get(kind, kind), "title": e.label, "href": e.href} for kind, e in ways.landmarks]
    own, house = identifier(source.issue, source.slug, edition), edition.convert(publisher(source.issue))
    book.add_item(Raw("toc.ncx", "application/x-dtbncx+xml", ncx(ways, own, edition, house), uid="ncx"))
