"""The document model: an issue of a newspaper as structure only, without size, column or colour.

Every node keeps its place in the source, so that a message can name it and the order of the manuscript is never lost.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in the manuscript: file, first line and column (both from 1), last line."""

    path: str
    line: int
    column: int
    last_line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Text:
    """A string of the manuscript, verbatim, and its place."""

    text: str
    span: Span

    @property
    def spans(self) -> tuple[Span, ...]:
        """The same shape as a paragraph's places."""
        return (self.span,)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A stressed stretch of a paragraph: characters `start` to `end`; kind is `strong`, `em` or `dots` (着重号).

    A `dots` stretch may overlap the others; `strong` and `em` never overlap each other, nor `dots` other `dots`.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """A reading (注音): characters `start` to `base_end` of a paragraph are the base, those up to `end` their reading."""

    start: int
    base_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Two spans say that the manuscript cut it in mid-sentence and that it was joined.

    `starts[n]` is the number of characters before span n. `emphasis` and `ruby` are sorted by their start. A reading
    stands in `text` right after its base, so that the text is the manuscript's, in its order.
    """

    text: str
    spans: tuple[Span, ...]
    emphasis: tuple[Emphasis, ...] = ()
    starts: tuple[int, ...] = (0,)
    ruby: tuple[Ruby, ...] = ()

    @property
    def span(self) -> Span:
        """Where the paragraph begins."""
        return self.spans[0]


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the first `#`; `date` and `serial_number` are read from the strings beside them."""

    title: Text | None = None
    publisher: Text | None = None
    edition: Text | None = None
    organ: Text | None = None
    date: datetime.date | None = None
    date_text: Text | None = None
    weekday: Text | None = None
    lunar_date: Text | None = None
    serial_number: str | None = None
    serial_text: Text | None = None
    accounts: tuple[Text, ...] = ()
    notices: tuple[Text, ...] = ()

    @property
    def called(self) -> list[str]:
        """What the issue is called: paper, edition, day, as far as they are printed."""
        return [text.text for text in (self.title, self.edition, self.date_text) if text]

    @property
    def name(self) -> str:
        """That in one line."""
        return " ".join(self.called)


@dataclass(frozen=True, slots=True)
class Credit:
    """Who did what: `role：name name`, kept verbatim in `source`."""

    role: str
    names: tuple[str, ...]
    source: Text


@dataclass(frozen=True, slots=True)
class NameCard:
    """A panel of honours: a title and rows of cells, all rows of one length; a cell may be empty."""

    title: Text
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture at its place in the flow; `image` is a path below the issue's folder, None when it is missing."""

    caption: Text | None
    image: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of an article."""

    heading: Text
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """肩题, 主题, 副题, 导语 and the headed sections."""

    headline: Text
    kicker: Text | None = None
    subhead: Text | None = None
    lead: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` is what is printed ("T01"), `sequence` its place in the issue, from 1."""

    path: str
    sequence: int
    number: Text | None = None
    subject: Text | None = None
    credits: tuple[Credit, ...] = ()
    name_card: NameCard | None = None
    figures: tuple[Figure, ...] = ()
    articles: tuple[Article, ...] = ()

    @property
    def label(self) -> str:
        """The page's name in files and messages: its number, else its sequence."""
        return self.number.text if self.number else f"{self.sequence:02d}"


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a paper."""

    masthead: Masthead
    pages: tuple[Page, ...]


Node = Text | Paragraph


def place_in(node: Node, offset: int) -> Span:
    """The place in the manuscript of a node's character number `offset` (mark-up before it in its line not counted)."""
    starts = node.starts if isinstance(node, Paragraph) else (0,)
    start, span = max((start, span) for start, span in zip(starts, node.spans, strict=True) if start <= offset)
    if span.last_line > span.line:
        return span
    return Span(span.path, span.line, span.column + offset - start, span.line)


def texts(part: object) -> list[Node]:
    """All text nodes below a part of the model, in the order of the manuscript (by page, line, column)."""
    found = list(_walk(part))
    order = {path: n for n, path in enumerate(_paths(part))}
    return sorted(found, key=lambda node: (order.get(node.span.path, 0), node.span.line, node.span.column))


def page_texts(issue: Issue, page: Page) -> list[Node]:
    """The text nodes that a page prints, in order: its own, and the masthead's on the first page."""
    own = texts(page)
    return texts(issue.masthead) + own if page.sequence == 1 else own


def _paths(part: object) -> list[str]:
    pages = part.pages if isinstance(part, Issue) else ()
    return [page.path for page in pages]


def _walk(part: object) -> Iterator[Node]:
    if isinstance(part, Text | Paragraph):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _walk(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _walk(getattr(part, field.name))
