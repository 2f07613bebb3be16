"""What `issue.toml` orders for the plan of a page, as make-up takes it."""

from __future__ import annotations

from collections.abc import Collection

from ..manuscript.issue_file import IssueFile
from ..manuscript.page_entries import entry_of, listed
from ..model import Page
from .page_plan import SketchOrder
from .plan.sketch import Tree, Unread, read


def order_of(settings: IssueFile, page: Page) -> SketchOrder | None:
    """The sketch of a page, its stories by their names in the model; none where `[[pages]]` has none for it.

    A name of no story stays as it is written, so that the others keep their numbers, and the sketch goes without it. (What
    is wrong with names is told when the issue is read: `page_entries.doubtful`.) A sketch without `stories` counts them as
    they stand on the page.
    """
    entry = entry_of(settings, page)
    if entry is None or not entry.plan.strip():
        return None
    every = listed(entry, page)
    named = tuple(one.story.name if one.story else one.name for one in every)
    gone = [str(number) for number, one in enumerate(every, 1) if one.story is None]
    sketch = without(entry.plan.strip(), gone)
    stories = named or tuple(story.name for story in page.articles)
    return SketchOrder(stories, sketch, entry.kept, entry.plan_at) if sketch else None


def without(sketch: str, gone: Collection[str]) -> str:
    """A sketch without some stories; nothing where none is left. What stands beside them takes their place: widths that
    were written fit no more, and are left out. One that cannot be read stays.
    """
    tree = read(sketch)
    if isinstance(tree, Unread) or not set(gone) & {*tree.names}:
        return sketch
    left = _pruned(tree, gone)
    return left.text() if left else ""


def _pruned(tree: Tree, gone: Collection[str]) -> Tree | None:
    if not tree.kind:
        return None if tree.name in gone else Tree("", name=tree.name)
    parts = tuple(left for part in tree.parts if (left := _pruned(part, gone)))
    return Tree(tree.kind, parts) if len(parts) > 1 else next(iter(parts), None)
