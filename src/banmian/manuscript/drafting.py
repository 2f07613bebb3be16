"""A page while it is read: what the rules of the dialect work on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic
from ..model import Credit, Figure, Paragraph, Running, Span, Text
from .blocks import Block
from .lines import TextLine
from .source import Source

HEADING = ("byline", "note")
"""Roles of paragraphs that stand below a head before the text begins."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """A line that is an item: the length of its label, its level, whether its list begins with it."""

    label: int
    level: int
    first: bool


@dataclass(frozen=True, slots=True)
class VerseLine:
    """Where a line of verse stands: whether a verse begins with it, whether a stanza does, whether that is a guess."""

    begins: bool
    fresh: bool
    guessed: bool


@dataclass
class Draft:
    """A story while it is read. `speakers`: who asks and answers in it; `lettered`: whether `Q.` and `A.` do."""

    headline: Text
    kicker: Text | None = None
    subhead: Text | None = None
    parts: list[tuple[Text | None, list[Running]]] = field(default_factory=lambda: [(None, [])])
    figures: list[Figure] = field(default_factory=list)
    summary: list[Text] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    speakers: frozenset[str] = frozenset()
    lettered: bool = False

    def is_kind(self, name: str) -> bool:
        """Whether a label says that it is briefs, a comment, picture news."""
        return any(label.partition(":")[0] == name for label in self.labels)

    @property
    def told(self) -> bool:
        """Whether more than bylines and notes stand below its head."""
        first = self.parts[0][1]
        return len(self.parts) > 1 or any(not isinstance(one, Paragraph) or one.role not in HEADING for one in first)


@dataclass
class PageSoFar:
    """A page while it is read: what stands on it so far, and what was noticed.

    `captions`: those that issue.toml names; `items`, `verse`: the lines of lists and of verse, by their numbers in the
    source; `title`: that of the table that follows.
    """

    source: Source
    blocks: list[Block]
    at: int = 0
    number: Text | None = None
    subject: Text | None = None
    credits: list[Credit] = field(default_factory=list)
    card: tuple[Text, list[TextLine]] | None = None
    card_open: bool = False
    kicker: Text | None = None
    drafts: list[Draft] = field(default_factory=list)
    opening: list[Figure] = field(default_factory=list)
    joinable: bool = False
    title: Paragraph | None = None
    picture_since: bool = False
    items: Mapping[int, ListItem] = field(default_factory=dict)
    verse: Mapping[int, VerseLine] = field(default_factory=dict)
    captions: frozenset[str] = frozenset()
    noticed: list[Diagnostic] = field(default_factory=list)
    _lacking: tuple[int, list[Figure]] = (0, [])

    @property
    def figures(self) -> list[Figure]:
        """A picture belongs to the story that it stands in; above the first one, to the page."""
        return self.drafts[-1].figures if self.drafts else self.opening

    def show(self, figure: Figure) -> None:
        """Put a picture at its place."""
        self.figures.append(figure)

    def lacks(self, figures: list[Figure]) -> None:
        """Remember the figures of this block that lack a caption, or a picture: the next block may have it."""
        self._lacking = (self.at, figures)

    def lacking(self) -> list[Figure]:
        """Those of the block right before."""
        return self._lacking[1] if self._lacking[0] == self.at - 1 else []

    def replace(self, lacking: list[Figure], figure: Figure) -> None:
        """Put a whole figure in the place of those that lacked something."""
        self.figures[-len(lacking) :] = [figure]

    def notice(self, code: str, span: Span, **facts: object) -> None:
        """Remember a diagnostic."""
        self.noticed.append(Diagnostic(code, span, facts))


DialectRule = tuple[str, Callable[[PageSoFar, Block], bool], Callable[[PageSoFar, Block], None]]


def text_of(block: Block) -> Text:
    """A block as one text."""
    return Text(block.text, block.span)
