"""An issue as XHTML documents: a page's opening, pictures, name card, articles; every text in the manuscript's order."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import groupby, pairwise

from ..composer.sense import leans, word_ends
from ..model import Figure, Issue, NameCard, Node, Page, Story, Text, texts
from ..pictures import described
from .edition import Edition
from .inline import marked_up
from .running import parts

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" '
    'xml:lang="{language}"><head><title>{title}</title>{links}</head>'
)
LONGEST_WORD, LONGEST_IN_LETTERS = 6, 12
"""Characters that are kept in one line: of a word, and of a small word in letters with the one that it leans on. What is
longer may be parted, or it would leave a small screen with large type.
"""

Fragment = tuple[int, str, str]
"""A piece of a document: its place in reading order, its kind, its mark-up."""


@dataclass(frozen=True)
class ContentsEntry:
    """A line of a table of contents."""

    label: str
    href: str
    inner: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True)
class Document:
    """One file of the book: name, title, kind (`front`, `pictures`, `card`, `article`), mark-up of its body.

    `entries`: its sections; `figures`: its captioned pictures; `story`: the name of the one that it tells.
    """

    name: str
    title: str
    kind: str
    page: Page
    body: str
    entries: tuple[ContentsEntry, ...] = ()
    figures: tuple[ContentsEntry, ...] = ()
    story: str = ""

    @property
    def entry(self) -> ContentsEntry:
        """The document in a table of contents."""
        return ContentsEntry(self.title, self.name, self.entries)


def whole(title: str, body: str, edition: Edition) -> bytes:
    """A complete XHTML file around a body element."""
    links = "".join(f'<link rel="stylesheet" type="text/css" href="{name}"/>' for name in edition.sheets)
    head = HEAD.format(title=escape(title), language=edition.language, links=links)
    return f"{head}{body}</html>\n".encode()


@dataclass(frozen=True)
class DocumentWriter:
    """Writes the documents of one edition. `images`: path in the issue → (path in the book, what it shows).

    `fixed`: pages that have a replica, by sequence. Files and ids are called by the names of what they hold.
    """

    issue: Issue
    edition: Edition
    images: Mapping[str, tuple[str, str]]
    fixed: Container[int] = ()

    def documents(self) -> list[Document]:
        """All documents, in reading order."""
        told: set[str] = set()
        return [doc for page in self.issue.pages for doc in self._page(page, told)]

    def _page(self, page: Page, told: set[str]) -> list[Document]:
        """`told`: the stories so far; one that goes on from another page has been told there, whole."""
        opening = sorted([*self._opening(page), *self._figures(page.opening)])
        fresh = [one.story for one in page.placements if one.story and one.story.name not in told]
        told |= {story.name for story in fresh}
        articles = [self._article(page, story) for story in fresh]
        met: dict[str, int] = {}
        opened = []
        for kind, blocks in groupby(opening, lambda block: block[1]):
            met[kind] = met.get(kind, 0) + 1
            name = page.name + ("" if kind == "front" else f"-{kind}") + (f"-{met[kind]}" if met[kind] > 1 else "")
            opened.append(self._opened(page, kind, f"{name}.xhtml", "".join(html for _, _, html in blocks)))
        return self._broken([*opened, *articles], page)

    def _opened(self, page: Page, kind: str, name: str, html: str) -> Document:
        if kind == "front":
            title = " ".join(dict.fromkeys(t.text for t in (page.number, page.subject) if t)) or page.label
            return Document(name, title, kind, page, f'<section class="front">{html}</section>')
        if kind == "card":
            assert page.name_card is not None  # noqa: S101 - the block was made from it
            return Document(name, page.name_card.title.text, kind, page, html)
        figures = _plates(name, html)
        title = figures[0].label if len(figures) == 1 else self.edition.word("图片")
        body = f'<section class="pictures">{html}</section>'
        return Document(name, title, kind, page, body, figures=figures)

    def _broken(self, made: list[Document], page: Page) -> list[Document]:
        """The page's documents with the print page's break in the first; a replica has it on its fixed page."""
        if page.sequence in self.fixed:
            return made
        mark = page_break(page.name, page.label)
        return [replace(made[0], body=made[0].body.replace(">", f">{mark}", 1)), *made[1:]] if made else []

    def _opening(self, page: Page) -> Iterator[Fragment]:
        """The masthead (on the first page), subject, number, credits and name card."""
        head = self.issue.masthead_on(page)
        title = head.title if head else None
        for node in texts(head):
            kind, element = ("title", "h1") if title and node.name == title.name else ("masthead", "p")
            yield node.at, "front", f'<{element} class="{kind}">{self._text(node)}</{element}>'
        level = "h2" if title else "h1"
        if page.subject:
            yield page.subject.at, "front", f'<{level} class="subject">{self._head_text(page.subject)}</{level}>'
        if page.number:
            element = "p" if page.subject else level
            yield page.number.at, "front", f'<{element} class="number">{self._text(page.number)}</{element}>'
        for credit in page.credits:
            yield credit.source.at, "front", f'<p class="credit">{self._text(credit.source)}</p>'
        if page.name_card:
            yield page.name_card.title.at, "card", self._name_card(page.name_card)

    def _text(self, node: Node) -> str:
        return self.edition.inline(node.text)

    def _lines(self, node: Text) -> str:
        """A text in the lines that the manuscript gives it."""
        edges = [0, *node.breaks, len(node.text)]
        return "<br/>".join(self.edition.inline(node.text[start:end].strip()) for start, end in pairwise(edges))

    def _head_text(self, node: Node) -> str:
        """A head: the style sheet lets it break between words only, and not behind a small one (composer/sense.py).

        Spans, not `wbr`: browsers put a space for each into the name that a screen reader speaks.
        """
        ends = (end for end in sorted(word_ends(node.text)) if not leans(node.text[:end]))
        return "".join(self._word(node.text[start:end]) for start, end in pairwise([0, *ends, len(node.text)]))

    def _word(self, text: str) -> str:
        """A word that stays whole; of a small one with a long one behind it so much that no line ends between them."""
        if leans(text.partition(" ")[0]):
            kept = max(LONGEST_IN_LETTERS, text.rindex(" ") + 2) if " " in text else 0
            return self._kept(text[:kept]) + self.edition.inline(text[kept:])
        return self._kept(text) if 1 < len(text) <= LONGEST_WORD and not text.isspace() else self.edition.inline(text)

    def _kept(self, text: str) -> str:
        return f'<span class="word">{self.edition.inline(text)}</span>' if text else ""

    def _name_card(self, card: NameCard) -> str:
        """A list, which the style sheet sets side by side where there is room; cells that are empty keep theirs.

        `--row`: how wide a screen must be for that, in em, by the longest cell; `--cells`: how many stand in a row. The
        role is for a reader that takes a list without bullets for none.
        """
        cells = [cell for row in card.rows for cell in row]
        items = "".join(f"<li>{self._text(one)}</li>" if one.text else '<li aria-hidden="true"></li>' for one in cells)
        wide = max((len(row) * (len(one.text) + 1) for row in card.rows for one in row), default=0)
        style = f"--row:{wide}em;--cells:{len(card.rows[0]) if card.rows else 1}"
        listed = f'<ul role="list" aria-labelledby="{card.title.name}" style="{style}">{items}</ul>' if cells else ""
        return f'<section class="name-card"><h1 id="{card.title.name}">{self._head_text(card.title)}</h1>{listed}</section>'

    def _figures(self, figures: tuple[Figure, ...]) -> Iterator[Fragment]:
        for figure in figures:
            if html := self._figure(figure):
                yield figure.at, "pictures", html

    def _figure(self, figure: Figure) -> str:
        """Pictures with their caption; where all are missing, the caption alone is no figure."""
        caption = marked_up(figure.caption, self.edition.inline) if figure.caption else ""
        pictures = ""
        for one, shows in zip(figure.pictures, described(figure), strict=True):
            if known := self.images.get(one.image or ""):
                said = self.edition.convert(known[1] or one.alt) or shows or known[0]
                pictures += f'<img src="{escape(known[0])}" alt="{escape(said)}"/>'
        if not pictures:
            return f'<p class="caption">{caption}</p>' if caption else ""
        caption = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<figure id="{figure.name}">{pictures}{caption}</figure>'

    def _article(self, page: Page, story: Story) -> Document:
        # An id stands on an empty span: Kobo shows a link's target that has text as a note, in a window of its own.
        merged = sorted([*self._head(story), *self._running(story), *self._figures(story.figures)])
        body, inside = self._article_tag(story), False
        for _, kind, html in merged:
            if kind == "heading":
                body += "</section><section>" if inside else "<section>"
                inside = True
            body += html
        body += ("</section>" if inside else "") + "</article>"
        file = f"{story.name}.xhtml"
        headed = (head for section in story.sections if (head := section.heading))
        entries = tuple(ContentsEntry(head.text, f"{file}#{head.name}") for head in headed)
        return Document(file, story.called, "article", page, body, entries, _plates(file, body), story.name)

    def _article_tag(self, story: Story) -> str:
        """The tag of an article with its kind; the style sheet shows its 栏题, which is no text of the issue."""
        label = self.edition.convert(story.said.get(story.kind, ""))
        said = f' class="{story.kind}"' if story.kind else ""
        return f"<article{said}" + (f' data-label="{escape(label)}">' if label else ">")

    def _head(self, story: Story) -> Iterator[Fragment]:
        if story.headline:
            yield story.headline.at, "head", f"<h1>{self._head_text(story.headline)}</h1>"
        beside = (("kicker", story.kicker), ("subhead", story.subhead), *(("summary", line) for line in story.summary))
        for kind, node in beside:
            if node:
                yield node.at, "head", f'<p class="{kind}">{self._lines(node)}</p>'

    def _running(self, story: Story) -> Iterator[Fragment]:
        for at, html in parts(story.lead, "lead", self.edition.inline):
            yield at, "lead", html
        for section in story.sections:
            if head := section.heading:
                yield head.at, "heading", f'<h2><span id="{head.name}"></span>{self._head_text(head)}</h2>'
            for at, html in parts(section.paragraphs, "", self.edition.inline):
                yield at, "paragraph", html


def page_break(page: str, label: str) -> str:
    """Where a print page begins (EPUB Accessibility 1.1, 3.2); its id is the page's name."""
    name = f'id="{page}" aria-label="{escape(label)}"'
    return f'<span epub:type="pagebreak" role="doc-pagebreak" {name}></span>'


def _plates(name: str, html: str) -> tuple[ContentsEntry, ...]:
    """The captioned pictures of a document, for the list of illustrations."""
    found = re.findall(r'<figure id="([^"]+)">(?:<img [^>]*/>)+<figcaption>(.*?)</figcaption>', html)
    return tuple(ContentsEntry(unescape(re.sub("<[^>]+>", "", caption)), f"{name}#{figure}") for figure, caption in found)
