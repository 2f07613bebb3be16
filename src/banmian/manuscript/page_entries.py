"""`[[pages]]` of `issue.toml` on the pages of the manuscript: which entry is whose, and which stories its names are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..diagnostics import Diagnostic
from ..model import Page, Story
from ..names import slug
from .issue_file import IssueFile, PageSketch

NEAR = 0.6
"""A headline that has so much in common with the one that is named (`difflib`) is the same one after a change."""


@dataclass(frozen=True)
class ListedStory:
    """A story as an entry lists it: by what name, which story of the page that is; whether it is only near to it."""

    name: str
    story: Story | None = None
    near: bool = False


def entry_of(settings: IssueFile, page: Page) -> PageSketch | None:
    """What `issue.toml` says of the plan of a page."""
    return next((one for one in settings.pages if slug(one.number) == slug(page.label)), None)


def listed(entry: PageSketch, page: Page) -> list[ListedStory]:
    """The stories that an entry lists, each story of the page once: by its name in the model, its headline as it is
    written, or a headline that is near to it, where the headline was changed since.
    """
    left = list(page.articles)
    found = {n: _taken(left, name) for n, name in enumerate(entry.stories)}
    near = {n: _nearest(left, name) for n, name in enumerate(entry.stories) if found[n] is None}
    return [ListedStory(name, found[n] or near[n], found[n] is None) for n, name in enumerate(entry.stories)]


def _taken(left: list[Story], name: str) -> Story | None:
    """The first story of that name or headline, which is left no longer."""
    plain = _plain(name)
    by_name = (one for one in left if one.name == name)
    story = next(by_name, None) or next((one for one in left if _plain(one.called) == plain), None)
    if story:
        left.remove(story)
    return story


def _nearest(left: list[Story], name: str) -> Story | None:
    """The same for a headline that was changed."""
    near = get_close_matches(_plain(name), [_plain(one.called) for one in left], 1, NEAR)
    return _taken(left, near[0]) if near else None


def _plain(text: str) -> str:
    """A headline without white: of several lines it is written with spaces, or without."""
    return "".join(text.split())


def doubtful(settings: IssueFile, pages: Sequence[Page]) -> Iterator[Diagnostic]:
    """Entries of no page, and names of no story."""
    taken = {id(entry) for page in pages if (entry := entry_of(settings, page))}
    for entry in settings.pages if settings.whole else ():
        if id(entry) not in taken:
            facts = {"number": entry.number, "near": _near(entry.number, [page.label for page in pages])}
            yield Diagnostic("I031", entry.place, facts)
    for page in pages:
        if entry := entry_of(settings, page):
            yield from _names(entry, page)


def _names(entry: PageSketch, page: Page) -> Iterator[Diagnostic]:
    every = listed(entry, page)
    others = [one for one in page.articles if one not in [found.story for found in every]]
    for one in every:
        if one.story is None:
            near = _near(one.name, [story.called for story in others or page.articles])
            yield Diagnostic(
                "I036" if entry.kept else "I032", entry.place, {"name": one.name, "page": page.label, "near": near}
            )
        elif one.near:
            yield Diagnostic("I033", entry.place, {"name": one.name, "page": page.label, "taken": one.story.called})


def _near(name: str, names: Sequence[str]) -> str:
    """The names that may be meant, the nearest first."""
    first = get_close_matches(name, names, 3, 0.3)
    return ", ".join(dict.fromkeys([*first, *names][:4]))
