"""The structure of a page as tags and bookmarks tell it: groups of texts, heading levels, entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from ..model import Issue, Listing, Node, Page, Paragraph, Story, Table, Verse, page_places, page_texts, parts_of
from ..sequences import SEQUENCE
from ..tabular import columns, tables_of

ListingOrVerse = TypeVar("ListingOrVerse", Listing, Verse)


@dataclass(frozen=True)
class Structure:
    """`groups`: (element, first and last place on the page). `tags`: role to element. `bookmarks`: (level, label,
    name of the text that it leads to). `places`: where each text and figure comes in the page's reading order, by name.
    `items`: the items of lists by name, with the length of their labels; `lines`: the names of lines of verse.
    `joined`: all texts, in that order with their names, if one holds what cannot be seen (`sequences.py`).
    `cells`: the element and the scope of each cell of a table, empty ones too, by name.
    """

    groups: tuple[tuple[str, int, int], ...]
    tags: dict[str, str]
    bookmarks: tuple[tuple[int, str, str], ...]
    places: Mapping[str, int]
    items: Mapping[str, int] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()
    joined: tuple[tuple[str, str], ...] = ()
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def element(self, name: str, role: str) -> str:
        """The element of a text: that of its role, but for items and lines of verse."""
        return "item-body" if name in self.items else "span" if name in self.lines else self.tags.get(role, "p")


def page_heading(issue: Issue, page: Page) -> Node | None:
    """What heads a page: its subject, else its number, else the paper's title where the masthead stands."""
    head = issue.masthead_on(page)
    return page.subject or page.number or (head.title if head else None)


def structure(issue: Issue, page: Page) -> Structure:
    """The groups, tags and bookmarks of a page."""
    heading = page_heading(issue, page)
    level = 2 if heading else 1
    entries: list[tuple[int, str, str]] = []
    if heading:
        label = " ".join(dict.fromkeys(t.text for t in (page.number, page.subject) if t)) or heading.text
        entries.append((1, label, heading.name))
    for story in page.articles:
        entries += [(level, story.headline.text, story.headline.name)] if story.headline else []
        entries += [(level + 1, head.text, head.name) for section in story.sections if (head := section.heading)]
    places = page_places(issue, page)
    tables = [table for story in page.articles for table in tables_of(story)]
    groups = [group for story in page.articles for group in _groups(story, places)]
    groups += [group for table in tables for group in _of_table(table, places)]
    cells = {name: cell for table in tables for name, cell in _cells(table)}
    tags = {"headline": f"h{level}", "heading": f"h{level + 1}", "caption": "p", "cell-title": "caption"}
    listed = {item.name: item.label for story in page.articles for one in _running(story, Listing) for item in one.items}
    lines = frozenset(one.name for story in page.articles for verse in _running(story, Verse) for one in parts_of(verse))
    return Structure(tuple(groups), tags, tuple(entries), places, listed, lines, joined(issue, page), cells)


def joined(issue: Issue, page: Page) -> tuple[tuple[str, str], ...]:
    """The texts of a page by name, in reading order; none where all of them can be seen."""
    found = tuple((node.name, node.text) for node in page_texts(issue, page))
    return found if any(SEQUENCE.search(text) for _, text in found) else ()


def _groups(story: Story, places: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """The first and the last place of what stands in a story, in each of its sections, lists and stanzas."""
    stanzas = [("p", stanza) for verse in _running(story, Verse) for stanza in verse.stanzas]
    lists = [("ul", part) for listing in _running(story, Listing) for part in _lists(listing.items)]
    for tag, part in [("article", story), *(("section", section) for section in story.sections), *lists, *stanzas]:
        inner = [places[one.name] for one in parts_of(part)]
        yield tag, min(inner), max(inner)


def _running(story: Story, kind: type[ListingOrVerse]) -> Iterator[ListingOrVerse]:
    """The parts of one kind in a story's running text."""
    for run in (story.lead, *(section.paragraphs for section in story.sections)):
        yield from (part for part in run if isinstance(part, kind))


def _lists(items: Sequence[Paragraph], level: int = 0) -> Iterator[Sequence[Paragraph]]:
    """A list and the lists in it: items that are deeper than the level belong to the one before them."""
    yield items
    for deeper, inner in groupby(items, key=lambda item: item.level > level):
        if deeper:
            yield from _lists(tuple(inner), level + 1)


def _of_table(table: Table, places: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """A table, its head and its body, its rows."""
    rows = [[places[cell.name] for cell in row] for row in table.rows]
    parts = (("thead", rows[: table.head]), ("tbody", rows[table.head :]))
    first = places[table.title.name] if table.title else rows[0][0]
    yield "table", first, rows[-1][-1]
    for tag, part in parts:
        if part:
            yield tag, part[0][0], part[-1][-1]
        yield from (("tr", row[0], row[-1]) for row in part)


def _cells(table: Table) -> Iterator[tuple[str, tuple[str, str]]]:
    """(name, (element, scope)) of its cells."""
    heads = [one.heads for one in columns(table)]
    for number, row in enumerate(table.rows):
        for cell, heads_row in zip(row, heads, strict=True):
            scope = "Column" if number < table.head else "Row" if heads_row else ""
            scope = scope if cell.text else ""  # an empty corner heads nothing
            yield cell.name, ("th" if scope else "td", scope)
