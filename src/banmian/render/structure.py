"""The structure of a page as tags and bookmarks tell it: groups of texts, heading levels, entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Issue, Node, Page, Story, page_places, page_texts, parts_of
from ..sequences import SEQUENCE


@dataclass(frozen=True)
class Structure:
    """`groups`: (element, first and last place on the page). `tags`: role to element. `bookmarks`: (level, label,
    name of the text that it leads to). `places`: where each text and figure comes in the page's reading order, by name.
    `joined`: all texts, in that order with their names, if one holds what cannot be seen (`sequences.py`).
    """

    groups: tuple[tuple[str, int, int], ...]
    tags: dict[str, str]
    bookmarks: tuple[tuple[int, str, str], ...]
    places: Mapping[str, int]
    joined: tuple[tuple[str, str], ...] = ()


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
    groups = tuple(group for story in page.articles for group in _groups(story, places))
    tags = {"headline": f"h{level}", "heading": f"h{level + 1}", "caption": "p"}
    return Structure(groups, tags, tuple(entries), places, joined(issue, page))


def joined(issue: Issue, page: Page) -> tuple[tuple[str, str], ...]:
    """The texts of a page by name, in reading order; none where all of them can be seen."""
    found = tuple((node.name, node.text) for node in page_texts(issue, page))
    return found if any(SEQUENCE.search(text) for _, text in found) else ()


def _groups(story: Story, places: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """The first and the last place of what stands in a story and in each of its sections."""
    for tag, part in [("article", story), *(("section", section) for section in story.sections)]:
        inner = [places[one.name] for one in parts_of(part)]
        yield tag, min(inner), max(inner)
