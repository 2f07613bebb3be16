"""The EPUB target: a reflowable EPUB 3, one section per article, the cover from the made-up page."""

from __future__ import annotations

import datetime
import io
import re
import uuid
from collections.abc import Mapping
from html import escape

import pypdfium2
from ebooklib import epub
from PIL import Image

from ..model import Issue
from ..pictures import Picture
from .ebooklib_writer import Raw, write_book
from .xhtml import HEAD, Document, documents

COVER_HEIGHT = 1600
"""px: what Kobo and Apple Books ask of a cover's long side."""
WIDEST_IMAGE = 1600
"""px: e-readers show no more (Kobo: 4 megapixels at most)."""

STYLE = """\
@charset "utf-8";
body { line-height: 1.7; text-align: justify; line-break: strict; text-spacing-trim: normal; text-autospace: normal; }
p { margin: 0; text-indent: 2em; }
h1 { font-size: 1.6em; line-height: 1.35; text-align: left; margin: 1em 0 .7em; }
h2 { font-size: 1.15em; line-height: 1.4; text-align: left; margin: 1.4em 0 .6em; break-after: avoid;
  page-break-after: avoid; }
.title { font-size: 2em; text-indent: 0; }
.masthead, .number, .credit, .kicker, .subhead { text-indent: 0; text-align: left; }
figure { margin: 1em 0; break-inside: avoid; page-break-inside: avoid; }
figure img, .cover img { display: block; max-width: 100%; height: auto; margin: 0 auto; }
figcaption { font-size: .85em; text-align: center; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; }
td { border-top: 1px solid; padding: .3em .2em; text-align: center; font-size: .85em; }
em.dots { font-style: normal; -epub-text-emphasis: filled dot; -webkit-text-emphasis: filled dot;
  text-emphasis: filled dot; -epub-text-emphasis-position: under right; -webkit-text-emphasis-position: under right;
  text-emphasis-position: under right; }
rt { -epub-text-emphasis: none; -webkit-text-emphasis: none; text-emphasis: none; }
"""


def package(issue: Issue, page_pdf: bytes, pictures: Mapping[str, Picture], created: datetime.datetime, slug: str) -> bytes:
    """The book. `page_pdf`: the screen PDF, whose first page becomes the cover; `created`: aware, UTC."""
    title = " ".join(t.text for t in (issue.masthead.title, issue.masthead.date_text) if t) or slug
    book = epub.EpubBook()
    _metadata(book, issue, title, slug)
    images = {name: (f"images/{n:02d}.jpg", picture.alt) for n, (name, picture) in enumerate(pictures.items(), 1)}
    for name, (target, _) in images.items():
        book.add_item(Raw(target, "image/jpeg", _sized(pictures[name].data)))
    book.add_item(Raw("images/cover.jpg", "image/jpeg", cover(page_pdf), ("cover-image",)))
    book.add_item(Raw("issue.css", "text/css", STYLE.encode()))
    made = documents(issue, images)
    pages = [_cover_page(title), *(Raw(doc.name, "application/xhtml+xml", doc.data) for doc in made)]
    for item in pages:
        book.add_item(item)
    book.add_item(Raw("nav.xhtml", "application/xhtml+xml", _contents(title, made), ("nav",)))
    book.spine = pages
    return write_book(book, created, "banmian")


def _metadata(book: epub.EpubBook, issue: Issue, title: str, slug: str) -> None:
    head = issue.masthead
    day = head.date.isoformat() if head.date else "undated"
    book.set_identifier(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'banmian:{slug}:{day}')}")
    book.set_title(title)
    book.set_language("zh-Hans")
    if head.publisher:
        book.add_metadata("DC", "publisher", re.sub("(出版|主办|主管)$", "", head.publisher.text))
    if head.date:
        book.add_metadata("DC", "date", head.date.isoformat())
    for mode in ("textual", "visual"):
        book.add_metadata(None, "meta", mode, {"property": "schema:accessMode"})
    book.add_metadata(None, "meta", "textual", {"property": "schema:accessModeSufficient"})
    for feature in ("structuralNavigation", "tableOfContents", "readingOrder", "alternativeText"):
        book.add_metadata(None, "meta", feature, {"property": "schema:accessibilityFeature"})
    book.add_metadata(None, "meta", "none", {"property": "schema:accessibilityHazard"})


def _cover_page(title: str) -> Raw:
    body = f'<body epub:type="cover" class="cover"><img src="images/cover.jpg" alt="{escape(title)}"/></body></html>\n'
    return Raw("cover.xhtml", "application/xhtml+xml", (HEAD.format(title=escape(title)) + body).encode())


def _contents(title: str, made: list[Document]) -> bytes:
    """The navigation document: documents, with their sections below."""

    def entry(doc: Document) -> str:
        inner = "".join(f'<li><a href="{doc.name}#{i}">{escape(label)}</a></li>' for i, label in doc.entries)
        return f'<li><a href="{doc.name}">{escape(doc.title)}</a>{f"<ol>{inner}</ol>" if inner else ""}</li>'

    items = "".join(map(entry, made))
    body = f'<body><nav epub:type="toc" role="doc-toc"><h1>目录</h1><ol>{items}</ol></nav></body></html>\n'
    return (HEAD.format(title=escape(title)) + body).encode()


def cover(page_pdf: bytes) -> bytes:
    """The first page of a PDF as JPEG, 1600 px high."""
    with pypdfium2.PdfDocument(page_pdf) as pdf:
        page = pdf[0]
        image = page.render(scale=COVER_HEIGHT / page.get_height()).to_pil()
    return _jpeg(image)


def _sized(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        made = image.convert("RGB")
    made.thumbnail((WIDEST_IMAGE, WIDEST_IMAGE), Image.Resampling.LANCZOS)
    return _jpeg(made)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
