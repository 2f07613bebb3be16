"""The document model: an issue of a newspaper as structure only, without size, column or colour.

Each text and each figure has a *name* that is its alone in the issue and stays when something else is edited, and its place
in reading order (`at`), which `names.py` gives, once. The place in the source (`Span`) is provenance: messages point there,
nothing is sorted or told apart by it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from operator import attrgetter

from .language import USUAL, Language


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
    """A string of the manuscript, verbatim, and where it stands there.

    `breaks`: characters before which the manuscript begins another line (a kicker of two lines).
    """

    text: str
    span: Span
    breaks: tuple[int, ...] = ()
    name: str = ""
    at: int = 0

    @property
    def spans(self) -> tuple[Span, ...]:
        """The same shape as a paragraph's places."""
        return (self.span,)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A stretch of a paragraph: characters `start` to `end`; kind is `strong`, `em`, `dots` (着重号), or in a caption
    `credit`: who took or gave the picture, which is never broken over lines.

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

    `role` says what else than running text it is: `byline` (署名), `dateline` (it begins with an 电头), `note` (编者按),
    `question`, `answer`, `item` of a list, `line` of verse. `label`: the characters at its start that say so, as the 电头,
    `答：` or `（一）`; set bold, or hung. `level` of an item: 1 for one that belongs to the item before it, and so on.
    """

    text: str
    spans: tuple[Span, ...]
    emphasis: tuple[Emphasis, ...] = ()
    starts: tuple[int, ...] = (0,)
    ruby: tuple[Ruby, ...] = ()
    role: str = ""
    label: int = 0
    level: int = 0
    name: str = ""
    at: int = 0

    @property
    def span(self) -> Span:
        """Where the paragraph begins."""
        return self.spans[0]

    @property
    def stressed(self) -> tuple[Emphasis, ...]:
        """Its stressed stretches as they are set: a label is bold, but an item's and an English dateline."""
        if not self.label or self.role == "item" or (self.role == "dateline" and self.text[0].isascii()):
            return self.emphasis
        own = (Emphasis(max(e.start, 0 if e.kind == "dots" else self.label), e.end, e.kind) for e in self.emphasis)
        return (Emphasis(0, self.label, "strong"), *(e for e in own if e.start < e.end))


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the first `#`.

    `date`, `serial_number`, `postal_code` (邮发代号), `issue_number` (期号) and `page_count` (今日…版) are read from
    the strings beside them.
    """

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
    postal_code: str | None = None
    postal_text: Text | None = None
    issue_number: int | None = None
    issue_text: Text | None = None
    page_count: int | None = None
    count_text: Text | None = None
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
    """A picture at its place in the flow; `image` is a path below the issue's folder, None when it is missing.

    `alt`: what it shows, where the manuscript says that beside the caption. `beside`: the other pictures of one caption,
    each without a caption and without others beside it.
    """

    caption: Paragraph | None
    image: str | None
    span: Span
    alt: str = ""
    beside: tuple[Figure, ...] = ()
    name: str = ""
    at: int = 0

    @property
    def pictures(self) -> tuple[Figure, ...]:
        """Each picture that stands here: this one, and those beside it."""
        return (self, *self.beside)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list (列项): its items in their order, each a paragraph of the role `item`, those of lists in it too, by `level`.

    An item without a label has the house's sign.
    """

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Verse:
    """Lines that stay as they are, in stanzas; each a paragraph of the role `line`."""

    stanzas: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length; a cell may be empty. `head`: how many rows at its top are heads of columns.

    `aligned`: what the manuscript says of each column, `left`, `center`, `right` or nothing. `across`: the columns of the
    page that it is to take, -1 for all of them (破栏), 0 where that is not said. `title`: the short line right above it.
    """

    rows: tuple[tuple[Text, ...], ...]
    head: int = 0
    aligned: tuple[str, ...] = ()
    across: int = 0
    title: Paragraph | None = None


Running = Paragraph | Listing | Verse | Table
"""What running text is made of."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a story: with a heading, or what follows the lead before the first one."""

    heading: Text | None
    paragraphs: tuple[Running, ...]


KINDS_OF_STORY = ("comment", "briefs", "photo")  # what labels may make of a story; words behind them are its 栏题


@dataclass(frozen=True, slots=True)
class Story:
    """肩题, 主题, 副题, 提要题, 导语, the sections, and the pictures that stand in it. `name` is its own in the issue.

    Without a headline it goes on from another page. `labels`: the words in braces at its end, for whoever plans the page.
    """

    headline: Text | None
    kicker: Text | None = None
    subhead: Text | None = None
    summary: tuple[Text, ...] = ()
    lead: tuple[Running, ...] = ()
    sections: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = ()
    labels: tuple[str, ...] = ()
    name: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What its labels say: each with what stands behind its colon, `comment` with the words of its 栏题."""
        return {name: value for name, _, value in (label.partition(":") for label in self.labels)}

    @property
    def kind(self) -> str:
        """Its kind; "" for a plain story."""
        return next((one for one in KINDS_OF_STORY if one in self.said), "")

    @property
    def called(self) -> str:
        """What it is called where it is spoken of: its headline, else its first words."""
        return self.headline.text if self.headline else next((node.text[:12] for node in texts(self)), "")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a story stands on a page. `parts`: which of it, as `headline`, `lead`, `section2`, `figure1`; none: all of it.

    A jump (转版) is two placements of one story; an advertisement is one without a story. `where`: the place that the
    page's plan gives it; nothing where the layout decides.
    """

    story: Story | None
    parts: tuple[str, ...] = ()
    where: str = ""

    @property
    def shown(self) -> Story | None:
        """The story as far as it stands here."""
        if (whole := self.story) is None or not self.parts:
            return whole
        return replace(
            whole,
            headline=whole.headline if "headline" in self.parts else None,
            kicker=whole.kicker if "kicker" in self.parts else None,
            subhead=whole.subhead if "subhead" in self.parts else None,
            summary=whole.summary if "summary" in self.parts else (),
            lead=whole.lead if "lead" in self.parts else (),
            sections=tuple(one for n, one in enumerate(whole.sections, 1) if f"section{n}" in self.parts),
            figures=tuple(one for n, one in enumerate(whole.figures, 1) if f"figure{n}" in self.parts),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` is what is printed ("T01"), `sequence` its place in the issue, from 1.

    `opening`: the pictures above its first story. Stories stand on it by their placements, in reading order.
    """

    path: str
    sequence: int
    number: Text | None = None
    subject: Text | None = None
    credits: tuple[Credit, ...] = ()
    name_card: NameCard | None = None
    opening: tuple[Figure, ...] = ()
    placements: tuple[Placement, ...] = ()
    name: str = ""

    @property
    def label(self) -> str:
        """The page's name in files and messages: its number, else its sequence."""
        return self.number.text.rstrip("：:·|｜ ") if self.number else f"{self.sequence:02d}"

    @property
    def articles(self) -> tuple[Story, ...]:
        """Its stories, each as far as it stands here."""
        return tuple(story for placement in self.placements if (story := placement.shown))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All its pictures, in reading order."""
        return (*self.opening, *(figure for story in self.articles for figure in story.figures))


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a paper."""

    masthead: Masthead
    pages: tuple[Page, ...]
    language: Language = USUAL

    def masthead_on(self, page: Page) -> Masthead | None:
        """The masthead, if a page prints it: the first one does."""
        return self.masthead if page.sequence == 1 else None

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories, whole and each once, in reading order."""
        found: dict[str, Story] = {}
        for story in (one.story for page in self.pages for one in page.placements if one.story):
            found.setdefault(story.name, story)
        return tuple(found.values())


Node = Text | Paragraph


def place_in(node: Node, offset: int) -> Span:
    """The place in the manuscript of a node's character number `offset` (mark-up before it in its line not counted)."""
    starts = node.starts if isinstance(node, Paragraph) else (0,)
    start, span = max((start, span) for start, span in zip(starts, node.spans, strict=True) if start <= offset)
    if span.last_line > span.line:
        return span
    return Span(span.path, span.line, span.column + offset - start, span.line)


def texts(part: object) -> list[Node]:
    """All text nodes below a part of the model, in reading order."""
    return sorted((node for node in parts_of(part) if not isinstance(node, Figure)), key=attrgetter("at"))


def page_texts(issue: Issue, page: Page) -> list[Node]:
    """The text nodes that a page prints, in reading order: its own, and the masthead's where it stands."""
    return [part for part in page_parts(issue, page).values() if not isinstance(part, Figure)]


def page_parts(issue: Issue, page: Page) -> dict[str, Node | Figure]:
    """The texts and figures of a page by name, as it is read: masthead, opening, story after story as they are placed.

    A story that goes on from another page is read here where it is placed.
    """
    runs = (issue.masthead_on(page), replace(page, placements=()), *page.articles)
    return {part.name: part for run in runs for part in sorted(parts_of(run), key=attrgetter("at"))}


def page_places(issue: Issue, page: Page) -> dict[str, int]:
    """Where each text and figure comes in the page's reading order, by name."""
    return {name: place for place, name in enumerate(page_parts(issue, page))}


def parts_of(part: object) -> Iterator[Node | Figure]:
    """All texts and figures below a part of the model, as its fields have them; a story as far as it is placed."""
    if isinstance(part, Text | Paragraph):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from parts_of(item)
    elif isinstance(part, Placement):
        yield from parts_of(part.shown)
    elif is_dataclass(part):
        if isinstance(part, Figure):
            yield part
        for field in fields(part):
            yield from parts_of(getattr(part, field.name))
