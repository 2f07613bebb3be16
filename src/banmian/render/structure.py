"""The structure of a page as tags and bookmarks tell it: groups of texts, heading levels, entries.

Places are *orders*: twice the number of a text in the page's sequence of texts; a picture stands one before its caption.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Article, Figure, Issue, Node, Page, page_texts, texts


@dataclass(frozen=True)
class Structure:
    """`groups`: (element, first, last order). `tags`: role to element. `bookmarks`: (level, label, order)."""

    groups: tuple[tuple[str, float, float], ...]
    tags: dict[str, str]
    bookmarks: tuple[tuple[int, str, float], ...]


@dataclass(frozen=True)
class Orders:
    """The order of every text and picture of a page."""

    nodes: tuple[Node, ...]
    numbers: dict[int, float]

    def of(self, part: Node | Figure) -> float:
        """The order of a text, or of a picture."""
        if not isinstance(part, Figure):
            return self.numbers[id(part)]
        if part.caption is not None:
            return self.numbers[id(part.caption)] - 1
        own = (part.span.line, part.span.column)
        before = bisect([(n.span.line, n.span.column) for n in self.nodes if n.span.path == part.span.path], own)
        return 2.0 * (before + sum(n.span.path != part.span.path for n in self.nodes)) - 1


def orders(issue: Issue, page: Page) -> Orders:
    """Number the texts of a page."""
    nodes = page_texts(issue, page)
    return Orders(tuple(nodes), {id(node): 2.0 * n for n, node in enumerate(nodes)})


def page_heading(issue: Issue, page: Page) -> Node | None:
    """What heads a page: its subject, else its number, else on the first page the paper's title."""
    return page.subject or page.number or (issue.masthead.title if page.sequence == 1 else None)


def structure(issue: Issue, page: Page, order: Orders) -> Structure:
    """The groups, tags and bookmarks of a page."""
    heading = page_heading(issue, page)
    level = 2 if heading else 1
    entries: list[tuple[int, str, float]] = []
    if heading:
        label = " ".join(dict.fromkeys(t.text for t in (page.number, page.subject) if t)) or heading.text
        entries.append((1, label, order.of(heading)))
    for article in page.articles:
        entries.append((level, article.headline.text, order.of(article.headline)))
        entries += [(level + 1, section.heading.text, order.of(section.heading)) for section in article.sections]
    groups = tuple(group for article in page.articles for group in _groups(article, order))
    tags = {"headline": f"h{level}", "heading": f"h{level + 1}", "caption": "p"}
    return Structure(groups, tags, tuple(entries))


def _groups(article: Article, order: Orders) -> Iterator[tuple[str, float, float]]:
    inner = [order.of(node) for node in texts(article)]
    yield "article", inner[0], inner[-1]
    for section in article.sections:
        numbers = [order.of(node) for node in texts(section)]
        yield "section", numbers[0], numbers[-1]
