"""The sketch of an editor, or of the last plan, against the stories of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...diagnostics import Diagnostic
from ...model import Page
from ...rules.rule import Both
from ..page_plan import SketchOrder
from ..stone import Stone
from .dissect import Way
from .news import News
from .sketch import Tree, Unread, read, write
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
    """A sketch that fits its page. `kept`: it holds while it is not much dearer than the best. `came`: the one story that
    the page has more than a kept sketch, by its number in the page's order.
    """

    tree: Tree
    kept: bool
    came: int | None = None


@dataclass(frozen=True)
class NotKept:
    """Why a kept sketch does not fit its page, in both languages."""

    why: Both


def drawn(stone: Stone, every: Sequence[News], order: SketchOrder | None) -> DrawnSketch | NotKept | Diagnostic | None:
    """The sketch of an order; what is wrong with it; nothing without one."""
    if order is None or not order.sketch.strip():
        return None
    tree = read(order.sketch)
    if isinstance(tree, Unread):
        if order.kept:
            return NotKept(_UNREADABLE)
        wanted, wanted_zh = _WANTED[tree.wanted]
        facts = {"page": stone.page.label, "at": tree.at, "found": tree.found, "wanted": wanted, "wanted_zh": wanted_zh}
        return Diagnostic("M050", order.place or stone.place(), facts)
    fault = _unlike(stone, every, order, tree)
    if fault:
        came = _came(stone, every, order, tree) if order.kept else None
        if came is not None:
            return DrawnSketch(tree, order.kept, came)
        return NotKept(_NOT_NAMED) if order.kept else fault
    return DrawnSketch(tree, order.kept)


def _came(stone: Stone, every: Sequence[News], order: SketchOrder, tree: Tree) -> int | None:
    """The one story that a page has and its sketch has not."""
    known = numbers(stone.page, every, order)
    more = [n for n, name in enumerate(known) if name not in tree.names]
    return more[0] if len(more) == 1 and sorted([*tree.names, known[more[0]]]) == sorted(known) else None


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


def dearer(more: float | None) -> Both:
    """Why a kept sketch is left: it costs so much more than the best."""
    return (
        ("it is not even", "拼不齐")
        if more is None
        else (f"it costs {more:.0f} more than the best", f"比最好的贵 {more:.0f}")
    )


def not_kept(
    stone: Stone, every: Sequence[News], order: SketchOrder, why: Both, way: Way, came: int | None = None
) -> Diagnostic:
    """The note that a kept sketch did not hold. `way`: the page as it is now; `came`: the story that was put into it."""
    story = called(stone, every[came]) if came is not None else ""
    with_it = (f"with {story!r} put into it, ", f"加上《{story}》后") if story else ("", "")
    facts = _now(stone, every, order, way) | {"why": with_it[0] + why[0], "why_zh": with_it[1] + why[1]}
    return Diagnostic("M053", order.place or stone.place(), facts)


def put_in(stone: Stone, every: Sequence[News], order: SketchOrder, came: int, way: Way) -> Diagnostic:
    """The note that a story which came was put into a kept sketch."""
    return Diagnostic(
        "M089", order.place or stone.place(), _now(stone, every, order, way) | {"story": called(stone, every[came])}
    )


def _now(stone: Stone, every: Sequence[News], order: SketchOrder, way: Way) -> dict[str, object]:
    """The sketch of now, and what must be added to `stories` for its numbers to count."""
    page = stone.page
    more = [story.called for story in page.articles if story.name not in order.stories] if order.stories else []
    add = f" (by hand: with {', '.join(map(repr, more))} at the end of `stories`)" if more else ""
    add_zh = f"（手工改时，stories 末尾还要加上{''.join(f'“{one}”' for one in more)}）" if more else ""
    return {"page": page.label, "sketch": write(way, numbers(page, every, order)), "add": add, "add_zh": add_zh}
