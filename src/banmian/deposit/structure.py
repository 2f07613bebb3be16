"""The divisions of an issue: what an article is made of, whatever page and column it stands in.

Their types are words that newspaper viewers know (Kitodo.Presentation, the profiles of ENMAP and of the BnL): ISSUE ›
TITLE_SECTION; CONTENT › ARTICLE › HEADLINE, BYLINE, LEAD, SECTION, ILLUSTRATION, TABLE …
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from ..model import (
    Figure,
    Issue,
    Listing,
    Masthead,
    NameCard,
    Page,
    Paragraph,
    Placement,
    Running,
    Section,
    Story,
    Table,
    Text,
    Verse,
)


@dataclass(frozen=True)
class Division:
    """A division by its type; `name`: of the text, figure or story that it is; `label`: what it is called in a list;
    `at`: its place in reading order.
    """

    type: str
    inner: tuple[Division, ...] = ()
    name: str = ""
    label: str = ""
    at: int = 0


def divisions(issue: Issue) -> Division:
    """The whole issue. A story that stands on several pages is one division, at its first place."""
    seen = set[str]()
    content: list[Division] = []
    for page in issue.pages:
        content += _furniture(page)
        for story in (one.story for one in page.placements if one.story):
            if story.name not in seen:
                seen.add(story.name)
                content.append(article(story))
    parts = (_around("TITLE_SECTION", _masthead(issue.masthead)), _around("CONTENT", content))
    return Division("ISSUE", tuple(one for one in parts if one.inner), label=issue.masthead.name)


def article(story: Story) -> Division:
    """A story with all that belongs to it, in reading order."""
    heads = (("OVERLINE", story.kicker), ("HEADLINE", story.headline), ("SUBHEADLINE", story.subhead))
    parts = [_text(word, text) for word, text in heads if text]
    parts += [_text("SUMMARY", line) for line in story.summary]
    figures = [*map(_figure, story.figures)]
    running = [_around("LEAD", map(_running, story.lead)), *map(_section, story.sections)]
    parts += [_with(figures, part) for part in running if part.inner]
    inner = sorted([*parts, *figures], key=lambda part: part.at)
    return Division("ARTICLE", tuple(inner), story.name, story.called, inner[0].at if inner else 0)


def _section(section: Section) -> Division:
    head = [_text("HEADING", section.heading)] if section.heading else []
    return _around("SECTION", [*head, *map(_running, section.paragraphs)])


def _with(figures: list[Division], part: Division) -> Division:
    """A part of the text with the figures that stand in the midst of it, which are taken out of the list."""
    own = [one for one in figures if part.at < one.at < part.inner[-1].at]
    figures[:] = [one for one in figures if one not in own]
    return replace(part, inner=tuple(sorted([*part.inner, *own], key=lambda one: one.at)))


def pages_of(issue: Issue) -> dict[str, list[Page]]:
    """The pages that each story stands on, by its name."""
    found: dict[str, list[Page]] = {}
    placed: list[tuple[Page, Placement]] = [(page, one) for page in issue.pages for one in page.placements]
    for page, one in placed:
        if one.story and page not in found.setdefault(one.story.name, []):
            found[one.story.name].append(page)
    return found


def _masthead(head: Masthead) -> list[Division]:
    """The nameplate is the headline of the title section, all else its texts."""
    texts = [one for field in fields(head) for one in _texts(getattr(head, field.name))]
    made = [_text("HEADLINE" if one is head.title else "TEXTBLOCK", one) for one in texts]
    return sorted(made, key=lambda division: division.at)


def _texts(value: object) -> list[Text]:
    values = value if isinstance(value, tuple) else (value,)
    return [one for one in values if isinstance(one, Text)]


def _furniture(page: Page) -> list[Division]:
    """What a page has beside its stories."""
    parts = [_text(word, text) for word, text in (("PAGE_NUMBER", page.number), ("RUNNING_TITLE", page.subject)) if text]
    parts += [_text("CREDIT", credit.source) for credit in page.credits]
    parts += [_card(page.name_card)] if page.name_card else []
    parts += map(_figure, page.opening)
    return sorted(parts, key=lambda part: part.at)


def _card(card: NameCard) -> Division:
    return _around("TABLE", [_text("CAPTION", card.title), *map(_row, card.rows)])


def _row(cells: tuple[Text, ...]) -> Division:
    return _around("ROW", [_text("CELL", cell) for cell in cells])


def _running(part: Running) -> Division:
    match part:
        case Listing():
            return _around("LIST", [_text("ITEM", item) for item in part.items])
        case Verse():
            stanzas = [_around("STANZA", [_text("LINE", line) for line in stanza]) for stanza in part.stanzas]
            return _around("VERSE", stanzas)
        case Table():
            title = [_text("CAPTION", part.title)] if part.title else []
            return _around("TABLE", [*title, *map(_row, part.rows)])
    return _text("BYLINE" if part.role == "byline" else "PARAGRAPH", part)


def _figure(figure: Figure) -> Division:
    pictures = [Division("IMAGE", name=one.name, at=one.at) for one in figure.pictures]
    caption = [_text("CAPTION", figure.caption)] if figure.caption else []
    return _around("ILLUSTRATION", [*pictures, *caption])


def _text(word: str, text: Text | Paragraph) -> Division:
    return Division(word, name=text.name, at=text.at)


def _around(word: str, inner: Iterable[Division]) -> Division:
    parts = tuple(inner)
    return Division(word, parts, at=parts[0].at if parts else 0)
