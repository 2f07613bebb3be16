"""What `issue.toml` orders for the plan of a page, as make-up takes it."""

from __future__ import annotations

from ..manuscript.issue_file import IssueFile
from ..manuscript.page_entries import entry_of, listed
from ..model import Page
from .page_plan import SketchOrder


def order_of(settings: IssueFile, page: Page) -> SketchOrder | None:
    """The sketch of a page, its stories by their names in the model; none where `[[pages]]` has none for it.

    A name of no story stays as it is written, so that the others keep their numbers. (What is wrong with names is told
    when the issue is read: `page_entries.doubtful`.) A sketch without `stories` counts them as they stand on the page.
    """
    entry = entry_of(settings, page)
    if entry is None or not entry.plan.strip():
        return None
    named = tuple(one.story.name if one.story else one.name for one in listed(entry, page))
    return SketchOrder(named or tuple(story.name for story in page.articles), entry.plan.strip(), entry.kept)
