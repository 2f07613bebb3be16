"""The designer's contract: the `data-*` attributes of a template as values, checked once, where they enter.

A *slot* is a text area or an obstacle. What an attribute may say is one row of a table here and in docs/layouts.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from ..diagnostics import Diagnostic, Refused
from ..engine.blame import Blame
from ..limits import GRID_COLUMNS, GRID_LINES
from ..makeup.layouts import Layout

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


@dataclass(frozen=True)
class Slot:
    """A text area (`takes` something) or an obstacle, as its attributes say: `span` first column and number of columns,
    `gap` in em, `clear` in grid lines.
    """

    id: str
    takes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    columns: int = 1
    gap: float = 2.0
    span: tuple[int, int] | None = None
    depth: str = ""
    clear: int = 0
    fill: bool = False
    vertical: bool = False


def _whole(low: int, high: int) -> Callable[[str], bool]:
    return lambda value: re.fullmatch(r"-?\d{1,6}", value, re.ASCII) is not None and low <= int(value) <= high


def _number(low: float, high: float) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        if not re.fullmatch(r"-?\d{1,9}(\.\d{0,9})?|-?\.\d{1,9}", value, re.ASCII):
            return False
        return isfinite(float(value)) and low <= float(value) <= high

    return fits


def _named(value: str) -> bool:
    return re.fullmatch("[a-z0-9-]{1,200}", value) is not None


def _span(value: str) -> bool:
    parts = value.split()
    if len(parts) != 2 or not all(_whole(-GRID_COLUMNS, GRID_COLUMNS)(part) for part in parts):
        return False
    first, count = map(int, parts)
    return first != 0 and count > 0 and (first > 0 or count <= -first)


def _flow(value: str) -> bool:
    parts = value.split()
    return 0 < len(parts) <= GRID_LINES and all(FLOW.fullmatch(part) for part in parts)


ATTRIBUTES: dict[str, tuple[Callable[[str], bool], str]] = {
    "data-flow": (_flow, _FLOWS),
    "data-role": (lambda value: value in ROLES, ", ".join(ROLES)),
    "data-columns": (_whole(1, GRID_COLUMNS), f"a whole number from 1 to {GRID_COLUMNS}"),
    "data-gap": (_number(0, MOST_GAP), f"a number from 0 to {MOST_GAP:g} (em)"),
    "data-span": (_span, "first column and number of columns, as 4 2, or -2 2 from the right"),
    "data-depth": (lambda value: True, "the name of a depth"),
    "data-clear": (_whole(0, 20), "a whole number from 0 to 20 (lines)"),
    "data-fill": (lambda value: value in ("", "true", "data-fill"), "no value"),
    "data-writing": (lambda value: value in ("vertical", "horizontal"), "vertical, horizontal"),
    "data-obstacle": (lambda value: value in ("", "true", "data-obstacle"), "no value"),
    "data-at": (_named, "{{ at(node) }}"),
    "data-figure": (_named, "{{ at(figure) }}"),
}


def read_slots(root: Any, layout: Layout) -> dict[Any, Slot]:
    """The slots of a page, by element, in its order. Raises `Refused` with every attribute that is wrong."""
    check = _SlotCheck(Blame(layout), layout)
    slots = {element: slot for element in root.iter() if (slot := check.slot(element))}
    check.roles_outside(root, slots)
    if check.faults:
        raise Refused(check.faults)
    return slots


class _SlotCheck:
    def __init__(self, blame: Blame, layout: Layout) -> None:
        self.blame, self.layout = blame, layout
        self.faults: list[Diagnostic] = []
        self.ids: set[str] = set()

    def fault(self, code: str, element: Any, name: str = "", /, **facts: object) -> None:
        place = (
            self.blame.attribute(element.attrib, name, element.tag)
            if name
            else self.blame.element(element.attrib, element.tag)
        )
        facts = {"id": element.get("id") or f"<{element.tag}>", **facts}
        self.faults.append(Diagnostic(code, place, facts))

    def slot(self, element: Any) -> Slot | None:
        """What an element is, if it is one; its faults are noted."""
        if not isinstance(element.tag, str):
            return None  # a comment
        before = len(self.faults)
        for name, value in element.attrib.items():
            if name.startswith("data-"):
                self.attribute(element, name, value)
        is_area, is_obstacle = "data-flow" in element.attrib, "data-obstacle" in element.attrib
        if not is_area and not is_obstacle:
            return None
        self.identity(element)
        samples = _samples(element) if is_area else []
        if is_area:
            self.samples(element, samples)
        if len(self.faults) > before:
            return None
        return _slot(element.attrib, tuple(one.get("data-role") for one in samples))

    def attribute(self, element: Any, name: str, value: str) -> None:
        fits, allowed = ATTRIBUTES.get(name, (None, ""))
        if fits is None:
            self.fault("L044", element, name, attribute=name[:60], allowed=", ".join(ATTRIBUTES))
        elif not fits(value):
            self.fault("L043", element, name, attribute=name, value=value[:60], allowed=allowed)
        elif name == "data-depth" and value and value not in self.layout.depths:
            self.fault("L049", element, name, name=value[:60], names=", ".join(self.layout.depths) or "none")

    def identity(self, element: Any) -> None:
        name = element.get("id", "")
        if not name or name in self.ids:
            self.fault("L045", element, "id", name=name[:60], tag=element.tag)
        self.ids.add(name)

    def samples(self, element: Any, samples: list[Any]) -> None:
        roles = [one.get("data-role") for one in samples]
        if not roles or len(set(roles)) < len(roles):
            double = next((role for role in roles if roles.count(role) > 1), "")
            self.fault("L046", element, roles=f"{double}, {double}" if double else "0")
        for one in samples:
            if any(inner.tag in ("img", "br") for inner in one.iter()) or not "".join(one.itertext()).strip():
                self.fault("L047", one, "data-role", role=one.get("data-role"), id=element.get("id") or "?")

    def roles_outside(self, root: Any, slots: Mapping[Any, Slot]) -> None:
        """Samples stand in areas, and areas not in each other."""
        areas = [element for element in root.iter() if "data-flow" in element.attrib]
        inside = {id(one) for area in areas for one in area.iter() if one is not area}
        for element in root.iter():
            if "data-role" in element.attrib and id(element) not in inside:
                self.fault("L052", element, "data-role")
            elif "data-flow" in element.attrib and id(element) in inside:
                self.fault("L052", element, "data-flow")


def _samples(area: Any) -> list[Any]:
    return [element for element in area.iter() if element is not area and element.get("data-role")]


def _slot(data: Mapping[str, str], roles: tuple[str, ...]) -> Slot:
    first, count = map(int, data.get("data-span", "0 0").split())
    return Slot(
        id=data["id"], takes=tuple(data.get("data-flow", "").split()), roles=roles,
        columns=int(data.get("data-columns", 1)), gap=float(data.get("data-gap", 2)),
        span=(first, count) if count else None, depth=data.get("data-depth", ""), clear=int(data.get("data-clear", 0)),
        fill="data-fill" in data, vertical=data.get("data-writing") == "vertical",
    )  # fmt: skip


def shape(root: Any) -> tuple[int, int, int]:
    """The elements of a page, its depth, and the most children of one element."""
    elements, deepest, widest = 0, 0, 0
    for depth, element in _levels(root):
        elements, deepest, widest = elements + 1, max(deepest, depth), max(widest, len(element))
    return elements, deepest, widest


def _levels(root: Any) -> Iterator[tuple[int, Any]]:
    left = [(1, root)]
    while left:
        depth, element = left.pop()
        yield depth, element
        left += [(depth + 1, child) for child in element]
