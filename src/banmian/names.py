"""Names and reading order: given once, when a reader has built an issue, to each page, story, text and figure.

A name is good in XML and as a file's: lower-case ASCII letters, digits, hyphens. It is made from what it names and from
what that stands in (a page's printed number, a story's head and first words), never from a place among others: a story or
page that is put in, taken out or moved renames no other. Below a story, parts are numbered.
What has the same head, kicker and first words, or comes to the same number, is told apart by more, and then renames others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from .model import Figure, Issue, Node, Page, Paragraph, Story, Text, parts_of
from .numerals import HAN, number_of
from .rebuilding import rebuilt

_PAGE = re.compile(rf"第?\s*([{HAN}]{{1,8}}|头)\s*[版页頁]")
OPENING_WORDS = 16
"""Characters of a story's first paragraph that its name is made from: two briefs under one head are two stories."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "Masthead": {
        "date_text": "date",
        "serial_text": "serial",
        "postal_text": "postal",
        "issue_text": "issue",
        "count_text": "count",
        "accounts": "account",
        "notices": "notice",
    },
    "Page": {"credits": "credit", "name_card": "card", "opening": "figure"},
    "Credit": {"source": ""},
    "NameCard": {"title": "", "rows": ""},
    "Story": {"sections": "section", "figures": "figure"},
    "Section": {"heading": "", "paragraphs": ""},
    "Listing": {"items": ""},
    "Verse": {"stanzas": ""},
    "Table": {"rows": ""},
}
"""What a field is called in the names of its parts, by class, where that is not the field's own name."""


def named(issue: Issue) -> Issue:
    """The issue with every name, and with the place of each text and figure in reading order, from 1."""
    met = _stories(issue)
    stories = {story: replace(_under(story, name), name=name) for story, name in zip(met, _story_names(met), strict=True)}
    pages = []
    for page, name in zip(issue.pages, _page_names(issue.pages), strict=True):
        placements = tuple(replace(one, story=one.story and stories[one.story]) for one in page.placements)
        own = _under(replace(page, placements=()), name)
        pages.append(replace(own, name=name, placements=placements))
    made = replace(issue, masthead=_under(issue.masthead, "masthead"), pages=tuple(pages))
    places = {part.name: place for place, part in enumerate(_in_order(made), 1)}
    return rebuilt(made, partial(_placed, places=places))  # type: ignore[no-any-return]


def _stories(issue: Issue) -> list[Story]:
    """Every story once; placements of one story hold equal values, and two stories differ at least in their places."""
    return list(dict.fromkeys(one.story for page in issue.pages for one in page.placements if one.story))


def _story_names(stories: Sequence[Story]) -> Iterator[str]:
    """From its head and first words; stories that have these in common are told apart by all their text, then counted."""
    seeds = [_seed(story) for story in stories]
    common = {seed for seed, count in Counter(seeds).items() if count > 1}
    whole = [seed + _bare(parts_of(story)) if seed in common else seed for seed, story in zip(seeds, stories, strict=True)]
    yield from _unlike(f"story-{sha256(seed.encode()).hexdigest()[:8]}" for seed in whole)


def _seed(story: Story) -> str:
    running = [*story.lead, *(section.paragraphs for section in story.sections)]
    opening = next((part for one in running for part in parts_of(one)), None)
    heads = [part for part in (story.headline, story.kicker) if part]
    return f"{_bare(heads)}\n{_bare([opening] if opening else [])[:OPENING_WORDS]}"


def _bare(parts: Iterable[Node | Figure]) -> str:
    return "".join("".join(part.text.split()) for part in parts if not isinstance(part, Figure))


def _page_names(pages: Sequence[Page]) -> Iterator[str]:
    """From the printed number; of a page without one from its file's name."""
    labels = [page.number.text if page.number else PurePath(page.path).stem for page in pages]
    yield from _unlike(f"page-{slug(label)}" for label in labels)


def slug(label: str) -> str:
    """A label in ASCII (第3版 and 三版 are 3, 头版 is 1); a few digits that stand for it where nothing of it is ASCII."""
    plain = unicodedata.normalize("NFKC", label).lower()
    written = _PAGE.fullmatch(plain)
    plain = str(number_of(written[1].replace("头", "一"))) if written else plain
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or sha256(label.encode()).hexdigest()[:8]


def _unlike(names: Iterable[str]) -> Iterator[str]:
    """Names that are met again with a number."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def _under(part: Any, name: str) -> Any:
    """A part of the model with the names of all below it."""
    if isinstance(part, tuple):
        return tuple(_under(one, f"{name}-{n}") for n, one in enumerate(part, 1))
    if isinstance(part, Text | Paragraph):
        return replace(part, name=name)
    if isinstance(part, Figure):
        beside = tuple(replace(one, name=f"{name}-{n}") for n, one in enumerate(part.beside, 2))
        return replace(part, name=name, caption=part.caption and _under(part.caption, f"{name}-caption"), beside=beside)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    words = _WORDS.get(type(part).__name__, {})
    inner = {}
    for field in fields(part):
        word = words.get(field.name, field.name.replace("_", "-"))
        inner[field.name] = _under(getattr(part, field.name), f"{name}-{word}" if word else name)
    return replace(part, **inner)


def _in_order(issue: Issue) -> Iterator[Node | Figure]:
    """Every text and figure once, in reading order: the masthead, then page by page its opening and its stories.

    Inside of each the source's order holds: a reader gives each part its place there. A picture comes before its caption.
    """
    seen: set[str] = set()
    for part in [issue.masthead, *(part for page in issue.pages for part in _runs(page))]:
        for one in sorted(parts_of(part), key=_in_source):
            if one.name not in seen:
                seen.add(one.name)
                yield one


def _runs(page: Page) -> Iterator[object]:
    yield replace(page, placements=())
    yield from (one.story for one in page.placements if one.story)


def _in_source(part: Node | Figure) -> tuple[int, int, bool]:
    return part.span.line, part.span.column, not isinstance(part, Figure)


def _placed(part: Any, places: Mapping[str, int]) -> Any:
    """A text or figure with its place; a figure's caption and the pictures beside it with their own."""
    if isinstance(part, Figure):
        caption, beside = part.caption and _placed(part.caption, places), tuple(_placed(one, places) for one in part.beside)
        return replace(part, at=places[part.name], caption=caption, beside=beside)
    return replace(part, at=places[part.name]) if isinstance(part, Text | Paragraph) else None
