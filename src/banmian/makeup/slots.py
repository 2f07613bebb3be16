"""Slots: the places of a page, as a template's `data-*` attributes say them, or a page plan that is computed.

A *slot* is a text area (it takes something) or an obstacle (it takes nothing: a picture, a card). It is a value: whoever
makes slots asks `faults` once, points each fault to its own place, and what comes after works with them as they are. With a
rectangle for each, and the styles of an area's roles, they are the shell that make-up begins with (`shell_of`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from ..limits import GRID_COLUMNS, GRID_LINES
from .boxes import Box
from .composition import Area, Obstacle, Shell, Style

ROLES = (
    "paragraph", "lead", "heading", "headline", "kicker", "subhead", "caption",
    "summary", "byline", "signed", "note", "question", "answer", "item", "line", "cell", "cell-head", "cell-title",
)  # fmt: skip
FLOW = re.compile(
    r"a[1-9]\d{0,3}(\.(kicker|headline|subhead|summary|byline|note|lead|sections|body|section[1-9]\d{0,3}))?|f[1-9]\d{0,3}"
)
_FLOWS = (
    "a1, a1.kicker, a1.headline, a1.subhead, a1.summary, a1.byline, a1.note, a1.lead, a1.sections, a1.body, a1.section2, f1"
)
MOST_GAP = 20.0
"""em."""
MOST_CLEAR = 20
"""Grid lines."""
HORIZONTAL, VERTICAL = "horizontal", "vertical"
_HEADS = ("kicker", "headline", "subhead")
_OWN = (*_HEADS, "summary", "byline", "note", "lead")
"""Parts of a story whose area is called after them."""


@dataclass(frozen=True)
class Slot:
    """A place of a page. `name` is its alone on the page.

    `takes`: the parts of the page that run in it, in order, as `data-flow` says; `roles`: those it has a style for.
    `shows`: the names of the figures it shows. `span`: first column (from 1, or from the last with -1) and number of
    columns that it takes of a filling area; `gap` in em; `clear`: grid lines above it that stay white; `depth`: the name of
    the depth that rules it; `fill`: it ends at the type area's foot and must come out even.
    """

    name: str
    takes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    columns: int = 1
    gap: float = 2.0
    span: tuple[int, int] | None = None
    depth: str = ""
    clear: int = 0
    writing: str = HORIZONTAL
    fill: bool = False

    @property
    def kind(self) -> str:
        """What it is: `text`, `caption`, `head`, or the one part of a story that it takes; `picture` or `card`."""
        if not self.takes:
            return "picture" if self.shows else "card"
        if all(part[0] == "f" for part in self.takes):
            return "caption"
        parts = {part.partition(".")[2] for part in self.takes}
        if self.fill or not parts <= set(_OWN):
            return "text"
        return parts.pop() if len(parts) == 1 else "head" if parts <= set(_HEADS) else "text"


@dataclass(frozen=True)
class SlotFault:
    """What is wrong with a slot, or with it on a page: the code of the rule, which slot of those given it is (from 0), the
    field that says it ("": the slot as a whole), facts for the message.
    """

    code: str
    number: int
    field: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Field:
    """What a field of a slot may say: whether a value fits, and that in words."""

    fits: Callable[[Any], bool]
    allowed: str


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _gap(value: Any) -> bool:
    return isinstance(value, int | float) and isfinite(value) and 0 <= value <= MOST_GAP


def _span(value: Any) -> bool:
    if value is None:
        return True
    if len(value) != 2 or not all(_whole(-GRID_COLUMNS, GRID_COLUMNS)(one) for one in value):
        return False
    first, count = value
    return bool(first != 0 and count > 0 and (first > 0 or count <= -first))


def _takes(value: Any) -> bool:
    return len(value) <= GRID_LINES and all(FLOW.fullmatch(part) for part in value)


FIELDS: Mapping[str, Field] = {
    "takes": Field(_takes, _FLOWS),
    "roles": Field(lambda value: set(value) <= set(ROLES), ", ".join(ROLES)),
    "columns": Field(_whole(1, GRID_COLUMNS), f"a whole number from 1 to {GRID_COLUMNS}"),
    "gap": Field(_gap, f"a number from 0 to {MOST_GAP:g} (em)"),
    "span": Field(_span, "first column and number of columns, as 4 2, or -2 2 from the right"),
    "clear": Field(_whole(0, MOST_CLEAR), f"a whole number from 0 to {MOST_CLEAR} (lines)"),
    "writing": Field(lambda value: value in (HORIZONTAL, VERTICAL), f"{VERTICAL}, {HORIZONTAL}"),
}


def _faults(number: int, slot: Slot, depths: Collection[str]) -> Iterator[SlotFault]:
    """What no slot may say, whatever else is on the page."""
    for name, known in FIELDS.items():
        value = getattr(slot, name)
        if not known.fits(value):
            yield SlotFault("L043", number, name, {"attribute": name, "value": str(value)[:60], "allowed": known.allowed})
    if slot.depth and slot.depth not in depths:
        yield SlotFault("L049", number, "depth", {"name": slot.depth[:60], "names": ", ".join(depths) or "none"})
    if slot.takes and len(set(slot.roles)) < max(1, len(slot.roles)):
        double = next((role for role in slot.roles if slot.roles.count(role) > 1), "")
        yield SlotFault("L046", number, "", {"roles": f"{double}, {double}" if double else "0"})


def faults(slots: Sequence[Slot], depths: Collection[str]) -> Iterator[SlotFault]:
    """What is wrong with the slots of a page, before it is known what stands on it and how large they are.

    `depths`: the names of those that the layout's ladder has.
    """
    met: set[str] = set()
    for number, slot in enumerate(slots):
        if not slot.name or slot.name in met:
            yield SlotFault("L045", number, "name", {"name": slot.name[:60], "tag": slot.kind})
        met.add(slot.name)
        yield from _faults(number, slot, depths)


PlacedSlot = tuple[Slot, Box, Mapping[str, Style]]
"""A slot with its rectangle at base values, in pt, and the style of each of its roles."""


def shell_of(page: Box, type_area: Box, placed: Iterable[PlacedSlot], figures: Sequence[str] = ()) -> Shell:
    """The shell of a page. `figures`: the names of all figures of the page, in order."""
    placed = list(placed)
    return Shell(
        page,
        type_area,
        tuple(_area(slot, box, styles) for slot, box, styles in placed if slot.takes),
        tuple(_obstacle(slot, box) for slot, box, _ in placed if not slot.takes),
        tuple(figures),
    )


def _area(slot: Slot, box: Box, styles: Mapping[str, Style]) -> Area:
    return Area(
        slot.name, box, slot.takes, dict(styles), slot.columns, slot.gap, slot.depth, slot.fill, slot.span,
        slot.writing == VERTICAL, slot.kind,
    )  # fmt: skip


def _obstacle(slot: Slot, box: Box) -> Obstacle:
    return Obstacle(slot.name, box, slot.depth, slot.span, slot.clear, slot.kind, slot.shows)
