"""The sketch of an editor, or of the last plan, against the stories of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...diagnostics import Diagnostic
from ...model import Page
from ..page_plan import SketchOrder
from ..stone import Stone
from .news import News
from .sketch import Tree, Unread, read
from .told import called

_WANTED = {
    "story": ("a story or a bracket", "稿件或括号"),
    ")": ("a closing bracket", "右括号"),
    "end": ("the end", "结尾"),
}
_NOT_NAMED = ("its stories are not those of the page", "稿件与版上的不同")
_UNREADABLE = ("it cannot be read", "读不懂")


def names_of_sketch(page: Page, order: SketchOrder | None) -> tuple[str, ...]:
    """The stories of a page as a sketch counts them: those that the order names, then the others in the page's order."""
    known = tuple(story.name for story in page.articles)
    stories = order.stories if order else ()
    return (*stories, *(name for name in known if name not in stories))


def numbers(page: Page, every: Sequence[News], order: SketchOrder | None) -> tuple[str, ...]:
    """What each of some news is called in a sketch."""
    names = names_of_sketch(page, order)
    place = {name: str(names.index(name) + 1) for name in names}
    return tuple(place[page.articles[one.story - 1].name] if one.story else one.kind for one in every)


@dataclass(frozen=True)
class DrawnSketch:
    """A sketch that fits its page. `kept`: it holds while it is not much dearer than the best."""

    tree: Tree
    kept: bool


def drawn(stone: Stone, every: Sequence[News], order: SketchOrder | None) -> DrawnSketch | Diagnostic | None:
    """The sketch of an order; what is wrong with it; nothing without one."""
    if order is None or not order.sketch.strip():
        return None
    tree = read(order.sketch)
    if isinstance(tree, Unread):
        if order.kept:
            return not_kept(stone, order, _UNREADABLE)
        wanted, wanted_zh = _WANTED[tree.wanted]
        facts = {"page": stone.page.label, "at": tree.at, "found": tree.found, "wanted": wanted, "wanted_zh": wanted_zh}
        return Diagnostic("M050", order.place or stone.place(), facts)
    fault = _unlike(stone, every, order, tree)
    if fault:
        return not_kept(stone, order, _NOT_NAMED) if order.kept else fault
    return DrawnSketch(tree, order.kept)


def _unlike(stone: Stone, every: Sequence[News], order: SketchOrder, tree: Tree) -> Diagnostic | None:
    """A story that is named twice or not at all, or that the page does not have."""
    known, met = numbers(stone.page, every, order), tree.names
    wrong = [name for n, name in enumerate(met) if name not in known or name in met[:n]]
    facts: dict[str, object] = {"page": stone.page.label}
    place = order.place or stone.place()
    if wrong:
        shown = ", ".join(known)
        return Diagnostic("M051", place, facts | {"names": ", ".join(dict.fromkeys(wrong)), "known": shown})
    missing = [n for n, name in enumerate(known) if name not in met]
    if missing:
        stories = "、".join(called(stone, every[n]) for n in missing)
        return Diagnostic("M052", place, facts | {"names": ", ".join(known[n] for n in missing), "stories": stories})
    return None


def not_kept(stone: Stone, order: SketchOrder, why: tuple[str, str], sketch: str = "?") -> Diagnostic:
    """The note that a kept sketch did not hold."""
    facts = {"page": stone.page.label, "why": why[0], "why_zh": why[1], "sketch": sketch}
    return Diagnostic("M053", order.place or stone.place(), facts)
