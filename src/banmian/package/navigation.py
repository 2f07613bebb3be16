"""The ways through the book: contents, list of illustrations, landmarks and page list; the NCX for old readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from .documents import ContentsEntry, Document, whole
from .edition import Edition


@dataclass(frozen=True)
class Ways:
    """What leads through the book: entries of two levels, pictures, landmarks as (type, entry), print pages."""

    title: str
    contents: tuple[ContentsEntry, ...]
    figures: tuple[ContentsEntry, ...]
    landmarks: tuple[tuple[str, ContentsEntry], ...]
    pages: tuple[ContentsEntry, ...]


def contents(
    made: Sequence[Document], fixed: Mapping[int, ContentsEntry] | None = None, listing: str = ""
) -> tuple[ContentsEntry, ...]:
    """Two levels (Kindle shows no more): pages and their parts; in an issue of one page, its parts and their sections.

    `fixed`: the replica that stands before a page's parts, by the page's sequence; `listing`: what a page's opening is
    called below it.
    """
    fixed = fixed or {}
    pages = [list(docs) for _, docs in groupby(made, lambda doc: doc.page.sequence)]
    if len(pages) == 1:
        return (*fixed.values(), *(doc.entry for doc in made))
    found = []
    for docs in pages:
        front = docs[0] if docs[0].kind == "front" else None
        inner = [ContentsEntry(doc.title, doc.name) for doc in docs if not front or doc.name != front.name]
        label = front.title if front else docs[0].page.label
        replica = fixed.get(docs[0].page.sequence)
        if replica:
            inner = [ContentsEntry(listing, front.name), *inner] if front else inner
            href = replica.href
        else:
            href = front.name if front else inner[0].href
        found.append(ContentsEntry(label, href, tuple(inner)))
    return tuple(found)


def nav(ways: Ways, edition: Edition) -> bytes:
    """The navigation document (EPUB 3.3, 7)."""
    word = edition.word
    parts = [
        _nav("toc", "doc-toc", word("目录"), _list(ways.contents)),
        _nav("landmarks", "", word("导览"), _list(ways.landmarks), hidden=True),
        _nav("page-list", "doc-pagelist", word("版次"), _list(ways.pages), hidden=True) if ways.pages else "",
        _nav("loi", "", word("图片"), _list(ways.figures), hidden=True) if ways.figures else "",
    ]
    return whole(ways.title, f"<body>{''.join(parts)}</body>", edition)


def _nav(kind: str, role: str, title: str, items: str, hidden: bool = False) -> str:
    attributes = (f' role="{role}"' if role else "") + (' hidden="hidden"' if hidden else "")
    level = "h2" if hidden else "h1"
    return f'<nav epub:type="{kind}" id="{kind}"{attributes} aria-label="{title}"><{level}>{title}</{level}>{items}</nav>'


def _list(entries: Sequence[ContentsEntry | tuple[str, ContentsEntry]]) -> str:
    return f"<ol>{''.join(map(_item, entries))}</ol>"


def _item(entry: ContentsEntry | tuple[str, ContentsEntry]) -> str:
    kind, entry = entry if isinstance(entry, tuple) else ("", entry)
    marked = f' epub:type="{kind}"' if kind else ""
    inner = _list(entry.inner) if entry.inner else ""
    return f'<li><a{marked} href="{escape(entry.href)}">{escape(entry.label)}</a>{inner}</li>'


def list_of_contents(made: Sequence[Document], front: Document, edition: Edition) -> str:
    """The contents that a front page shows: the whole issue's on the first, its own on the others. Generated text."""
    first = front.page.sequence == 1
    own = [doc for doc in made if doc.page.name == front.page.name and doc.name != front.name]
    if first and any(doc.page.name != front.page.name for doc in made):
        shown = contents(made)
    else:
        shown = tuple(doc.entry if first else ContentsEntry(doc.title, doc.name) for doc in own)
    if not shown:
        return ""
    title = edition.word("本期目录" if first else "本版目录")
    marked = ' epub:type="toc" role="doc-toc"' if first else ""
    head = f'<section class="generated contents"{marked} aria-label="{title}">'
    return f'{head}<h2><span id="contents"></span>{title}</h2>{_list(shown)}</section>'


def ncx(ways: Ways, identifier: str, edition: Edition, author: str) -> bytes:
    """The table of contents of EPUB 2, two levels and a page list, for readers that know no other."""
    order = _PlayOrder()
    points = "".join(_point(entry, order) for entry in ways.contents)
    pages = "".join(_target(page, order) for page in ways.pages)
    depth = 1 + any(entry.inner for entry in ways.contents)
    meta = {
        "dtb:uid": identifier,
        "dtb:depth": depth,
        "dtb:totalPageCount": len(ways.pages),
        "dtb:maxPageNumber": len(ways.pages),
    }
    metas = "".join(f'<meta name="{name}" content="{escape(str(value))}"/>' for name, value in meta.items())
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{edition.language}">'
        f"<head>{metas}</head>"
        f"<docTitle>{_text(ways.title)}</docTitle>{f'<docAuthor>{_text(author)}</docAuthor>' if author else ''}"
        f"<navMap>{points}</navMap>{f'<pageList>{pages}</pageList>' if pages else ''}</ncx>\n"
    ).encode()


class _PlayOrder(dict[str, int]):
    """The playing order of targets: a target that is met again keeps its number (NCX 2005-1)."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = Counter[str]()

    def name(self, kind: str, href: str) -> str:
        """An id from what an entry leads to, so that it stays when others come in; entries that lead to one are counted."""
        own = f"{kind}-{href.partition('#')[2] or href.removesuffix('.xhtml')}"
        self._ids[own] += 1
        return own if self._ids[own] == 1 else f"{own}.{self._ids[own]}"  # no name has a point

    def __missing__(self, href: str) -> int:
        """The next number."""
        self[href] = number = len(self) + 1
        return number


def _point(entry: ContentsEntry, order: _PlayOrder) -> str:
    own, number = order.name("to", entry.href), order[entry.href]
    inner = "".join(_point(one, order) for one in entry.inner)
    target = f'<navLabel>{_text(entry.label)}</navLabel><content src="{escape(entry.href)}"/>'
    return f'<navPoint id="{own}" playOrder="{number}">{target}{inner}</navPoint>'


def _target(page: ContentsEntry, order: _PlayOrder) -> str:
    head = f'<pageTarget id="{order.name("print", page.href)}" type="special" playOrder="{order[page.href]}">'
    return f'{head}<navLabel>{_text(page.label)}</navLabel><content src="{escape(page.href)}"/></pageTarget>'


def _text(text: str) -> str:
    return f"<text>{escape(text, quote=False)}</text>"
