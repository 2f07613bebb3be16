"""Lists: which lines are items, by the mark-up `- ` or by labels in order, and how deep they stand.

One label alone is no list, because 一、 stands before prose and before what is meant as a heading just as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..model import Listing, Paragraph
from .blocks import Block
from .drafting import ListItem, PageSoFar
from .lines import TextLine
from .ordinals import BULLET, LEAST_LETTERS, Label, label_of
from .running import CLOSING, cut, paragraphs_of, put, write
from .source import Source

DEEPEST = 2
"""Lists in lists in a list; what is deeper is an item of the deepest."""
HEAD_LIMIT = 20
"""Characters: a longer line is no heading."""
_BEFORE = re.compile(r"^\s*(?:[-*+] +)?[*\[]*")
INDENTED = 2
"""Columns by which a line is further in than another one."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that may be an item."""

    line: int
    label: Label
    indent: int
    length: int
    level: int = 0


def items(source: Source, body: Iterable[Block]) -> dict[int, ListItem]:
    """The items of a page, by their lines in the source."""
    found: dict[int, ListItem] = {}
    for marks in _stretches(source, body):
        for group in _lists(marks):
            for number, mark in enumerate(group):
                found[mark.line] = ListItem(mark.length, mark.level, number == 0)
    return found


def _stretches(source: Source, body: Iterable[Block]) -> Iterator[list[_Mark]]:
    """The marks that follow each other with nothing in between but the rest of an item."""
    marks: list[_Mark] = []
    for block in body:
        goes_on = False
        plain = block.kind == "paragraph" and not any(line.pictures or line.sign == "|" for line in block.lines)
        for line in block.lines if plain else ():
            mark = _mark(source, line)
            if mark:
                marks.append(mark)
            elif line.text and not goes_on:
                yield marks
                marks = []
            goes_on = not line.broken and (mark is not None or goes_on)
        if not plain:
            yield marks
            marks = []
    yield marks


def _mark(source: Source, line: TextLine) -> _Mark | None:
    written = source.lines[line.span.line - 1]
    label = label_of(line.text)
    if label and not _is_written(line.text[: label.length], written):
        label = None
    written = written.expandtabs(INDENTED * 2).replace("\u3000", " " * INDENTED)
    length = label.length if label else 0
    if line.sign:
        label = replace(label, least=1) if label else BULLET
    return _Mark(line.span.line, label, len(written) - len(written.lstrip()), length) if label and line.text else None


def _is_written(label: str, line: str) -> bool:
    """Whether a label stands in the file as it is, without a backslash that makes text of it."""
    return _BEFORE.sub("", line).startswith(label[:1]) and label in line


def _lists(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """The lists of a stretch. A label goes on in the list that it follows, begins one in the item before, or ends all."""
    open_lists: list[_Mark] = []
    numbers: dict[str, int] = {}
    group: list[_Mark] = []
    for n, mark in enumerate(marks):
        level = _level(mark, open_lists, numbers, marks[n + 1 :])
        if level < 0:
            yield from _evident(group)
            open_lists, numbers, group, level = [], {}, [], 0
        open_lists = [*open_lists[:level], mark]
        numbers[mark.label.style] = mark.label.number
        group.append(replace(mark, level=min(level, DEEPEST)))
    yield from _evident(group)


def _level(mark: _Mark, open_lists: Sequence[_Mark], numbers: Mapping[str, int], later: Sequence[_Mark]) -> int:
    """The level of a mark below what is open; -1 where it begins anew.

    Signs that are not further in belong to a numbered item only where the numbers go on behind them.
    """
    follows = mark.label.number == numbers.get(mark.label.style, 0) + bool(mark.label.number)
    for level in range(len(open_lists) - 1, -1, -1):
        last = open_lists[level]
        beside = mark.label.number or level == 0 or mark.indent > last.indent - INDENTED
        if last.label.style == mark.label.style and follows and beside and mark.indent < last.indent + INDENTED:
            return level
        if mark.label.number and last.label.style == mark.label.style and follows:
            return level
    top = open_lists[-1] if open_lists else None
    if top is None:
        return 0 if mark.label.number <= 1 else -1
    inside = mark.indent >= top.indent + INDENTED or mark.label.rank > top.label.rank
    if not mark.label.number and mark.indent < top.indent + INDENTED:
        inside = inside and any(_goes_on(one, open_lists) for one in later)
    return len(open_lists) if inside and (follows or mark.label.number == 1) else -1


def _goes_on(mark: _Mark, open_lists: Sequence[_Mark]) -> bool:
    return any(mark.label.style == one.label.style and mark.label.number == one.label.number + 1 > 1 for one in open_lists)


def _evident(group: list[_Mark]) -> Iterator[list[_Mark]]:
    """A group as a list, if there is evidence for one; without a lone label that it begins with."""
    while group:
        counted = Counter(mark.label.style for mark in group)
        first = group[0]
        if counted[first.label.style] >= first.label.least:
            yield group
            return
        nearest = min((mark.level for mark in group[1:]), default=0)
        group = [replace(mark, level=mark.level - nearest) for mark in group[1:]]


def is_list(desk: PageSoFar, block: Block) -> bool:
    """A paragraph with items in it."""
    return block.kind == "paragraph" and bool(desk.drafts) and any(line.span.line in desk.items for line in block.lines)


def listing(desk: PageSoFar, block: Block) -> None:
    """Items; lines before the first are a paragraph, and so are those behind a break in an item."""
    for lines in _parted(desk, block.lines):
        item = desk.items.get(lines[0].span.line)
        if item is None:
            write(desk, lines)
            continue
        first, *rest = paragraphs_of(desk, lines)
        _enter(desk, item, replace(first, role="item", label=item.label, level=item.level))
        for paragraph in rest:
            put(desk, paragraph)


def _parted(desk: PageSoFar, lines: Iterable[TextLine]) -> Iterator[list[TextLine]]:
    chunk: list[TextLine] = []
    for line in lines:
        if chunk and line.span.line in desk.items:
            yield chunk
            chunk = []
        chunk += [line] if line.text else []
    if chunk:
        yield chunk


def _enter(desk: PageSoFar, item: ListItem, paragraph: Paragraph) -> None:
    """Put an item into its list."""
    _, running = desk.drafts[-1].parts[-1]
    last = running[-1] if running else None
    if isinstance(last, Listing) and not item.first:
        running[-1] = Listing((*last.items, paragraph))
    else:
        running.append(Listing((paragraph,)))
    desk.joinable = desk.picture_since = False


def is_labelled(desk: PageSoFar, block: Block) -> bool:
    """A short line alone with a label: a heading, or an item without a second one."""
    text = block.text
    if block.kind != "paragraph" or len(block.lines) != 1 or not 0 < len(text) <= HEAD_LIMIT or not desk.drafts:
        return False
    label = label_of(text)
    ordinal = label is not None and label.number > 0 and label.least < LEAST_LETTERS
    return ordinal and text[-1] not in CLOSING + "，、," and not cut(desk)


def labelled(desk: PageSoFar, block: Block) -> None:
    """A paragraph, which is said."""
    desk.notice("P067", block.span, text=block.text)
    write(desk, block.lines)
    desk.joinable = False
