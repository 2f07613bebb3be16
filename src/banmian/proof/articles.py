"""An issue as proofreaders read it: article after article, each a row of joined paragraphs, and what kind each of them
is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from ..model import Figure, Issue, NameCard, Node, Paragraph, Section, Story, Table, Verse, place_in, texts
from ..rules.checks import Found

_READING = "\ufffc"
"""Stands for each character of a reading (注音), which belongs to no sentence."""
_ROUND = 12
"""Characters shown before and behind what is marked."""


class LineKind(Enum):
    """What a line of an article is."""

    HEAD = "head"
    TEXT = "text"
    CAPTION = "caption"
    CELL = "cell"
    VERSE = "verse"


@dataclass(frozen=True)
class ProofLine:
    """A text of an article."""

    node: Node
    kind: LineKind

    @cached_property
    def text(self) -> str:
        """Its characters, without those of readings: each keeps its place."""
        text = self.node.text
        for ruby in self.node.ruby if isinstance(self.node, Paragraph) else ():
            text = text[: ruby.base_end] + _READING * (ruby.end - ruby.base_end) + text[ruby.end :]
        return text

    @cached_property
    def english(self) -> bool:
        """Whether it is written in Latin letters: what is said of Chinese sentences is not said of it."""
        return not re.search("[\u3400-\u9fff]", self.text) and bool(re.search("[A-Za-z]{2}", self.text))

    @cached_property
    def western(self) -> bool:
        """Whether it is English but for a few Han that it quotes."""
        return self.english or len(re.findall("[A-Za-z]", self.text)) > 3 * len(re.findall("[\u3400-\u9fff]", self.text))

    @property
    def spoken(self) -> bool:
        """Whether it is made of sentences: no head, no cell of a table, no line of verse."""
        return self.kind in (LineKind.TEXT, LineKind.CAPTION)

    def found(self, start: int, end: int, **facts: object) -> Found:
        """What a rule yields: the place, the marked text with what stands round it, more facts."""
        text = self.node.text
        around = {"before": text[max(0, start - _ROUND) : start], "after": text[end : end + _ROUND]}
        return place_in(self.node, start), {"text": text[start:end], **around, **facts}


@dataclass(frozen=True)
class Article:
    """What belongs together on a page: a story, or what stands beside the stories (`name` is "" then)."""

    name: str
    page: str
    lines: tuple[ProofLine, ...]

    @cached_property
    def running(self) -> tuple[ProofLine, ...]:
        """Its Chinese lines but cells: heads, paragraphs, captions."""
        return tuple(line for line in self.lines if line.kind is not LineKind.CELL and not line.english)

    @cached_property
    def texts(self) -> list[str]:
        """The texts of these, in order."""
        return [line.text for line in self.running]

    @cached_property
    def whole(self) -> str:
        """All of it, a line for each."""
        return "\n".join(self.texts)


def english_lines(articles: Iterable[Article]) -> Iterator[ProofLine]:
    """The English lines of some articles, but cells."""
    for article in articles:
        yield from (line for line in article.lines if line.english and line.kind is not LineKind.CELL)


def articles_of(issue: Issue) -> Iterator[Article]:
    """Page by page: what stands beside the stories, and each story where it is first placed, whole."""
    seen: set[str] = set()
    for page in issue.pages:
        beside = (*page.opening, *([page.name_card] if page.name_card else []))
        if beside:
            yield Article("", page.label, tuple(_lines(beside)))
        for story in (one.story for one in page.placements if one.story and one.story.name not in seen):
            seen.add(story.name)
            yield Article(story.name, page.label, tuple(_story(story)))


def _story(story: Story) -> Iterator[ProofLine]:
    """The lines of a story in the order in which it is read."""
    return iter(sorted(_lines(story), key=lambda line: line.node.at))


def _lines(part: object) -> Iterator[ProofLine]:
    """The lines of a part of the model, as its fields have them."""
    if isinstance(part, Story):
        heads = [part.kicker, part.headline, part.subhead, *part.summary]
        yield from (ProofLine(node, LineKind.HEAD) for node in heads if node)
        for one in (*part.lead, *part.sections, *part.figures):
            yield from _lines(one)
    elif isinstance(part, Section):
        yield from [ProofLine(part.heading, LineKind.HEAD)] if part.heading else []
        for one in part.paragraphs:
            yield from _lines(one)
    elif isinstance(part, tuple):
        for one in part:
            yield from _lines(one)
    else:
        yield from _piece(part)


def _piece(part: object) -> Iterator[ProofLine]:
    """The lines of a figure, a table, verse, a list or a paragraph."""
    if isinstance(part, Figure):
        yield from [ProofLine(part.caption, LineKind.CAPTION)] if part.caption else []
        return
    kind = LineKind.VERSE if isinstance(part, Verse) else LineKind.TEXT
    if isinstance(part, Table | NameCard):
        yield from [ProofLine(part.title, LineKind.HEAD)] if part.title else []
        part, kind = part.rows, LineKind.CELL
    yield from (ProofLine(node, kind) for node in texts(part))
