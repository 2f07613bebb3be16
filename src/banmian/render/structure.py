"""The structure of a page as tags and bookmarks tell it: groups of texts, heading levels, entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Issue, Node, Page, Section, Story, page_parts, parts_of


@dataclass(frozen=True)
class Structure:
    """`groups`: (element, first and last place in reading order). `tags`: role to element. `bookmarks`: (level, label,
    name of the text that it leads to). `places`: the place of each text and figure of the page, by name.
    """

    groups: tuple[tuple[str, int, int], ...]
    tags: dict[str, str]
    bookmarks: tuple[tuple[int, str, str], ...]
    places: Mapping[str, int]


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
        entries += [(level + 1, section.heading.text, section.heading.name) for section in story.sections]
    groups = tuple(group for story in page.articles for group in _groups(story))
    tags = {"headline": f"h{level}", "heading": f"h{level + 1}", "caption": "p"}
    places = {name: part.at for name, part in page_parts(issue, page).items()}
    return Structure(groups, tags, tuple(entries), places)


def _groups(story: Story) -> Iterator[tuple[str, int, int]]:
    yield "article", *_reach(story)
    for section in story.sections:
        yield "section", *_reach(section)


def _reach(part: Story | Section) -> tuple[int, int]:
    """The first and the last place of what stands in a part."""
    places = [one.at for one in parts_of(part)]
    return min(places), max(places)
