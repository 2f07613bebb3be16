"""The designer's contract: the `data-*` attributes of a template become slots, checked once, where they enter.

What a slot may say is told by `makeup/slots.py`; here is how an attribute says it, and what is a matter of mark-up alone.
Each row is in docs/layouts.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Diagnostic, Refused
from ..engine.blame import Blame
from ..engine.box_tree import figures_in
from ..makeup.layouts import Layout
from ..makeup.slots import FIELDS, Field, Slot, SlotFault, faults


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,6}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"-?\d{1,9}(\.\d{0,9})?|-?\.\d{1,9}", text, re.ASCII):
        raise ValueError(text)
    return float(text)


def _wholes(text: str) -> tuple[int, ...]:
    return tuple(map(_whole, text.split()))


def _words(text: str) -> tuple[str, ...]:
    """Raises ValueError for none."""
    if not text.split():
        raise ValueError(text)
    return tuple(text.split())


def _flag(text: str) -> bool:
    if text not in ("", "true", "data-fill", "data-obstacle"):
        raise ValueError(text)
    return True


def _named(text: str) -> bool:
    return re.fullmatch("[a-z0-9-]{1,200}", text) is not None


_NO_VALUE = Field(lambda value: value is True, "no value")


@dataclass(frozen=True)
class Attribute:
    """How an attribute says a field of a slot ("": none, it is about the mark-up). `read`: its text; raises ValueError."""

    field: str
    read: Callable[[str], Any]
    known: Field


ATTRIBUTES: dict[str, Attribute] = {
    "data-flow": Attribute("takes", _words, FIELDS["takes"]),
    "data-role": Attribute("", lambda text: (text,), FIELDS["roles"]),
    "data-columns": Attribute("columns", _whole, FIELDS["columns"]),
    "data-gap": Attribute("gap", _number, FIELDS["gap"]),
    "data-span": Attribute("span", _wholes, FIELDS["span"]),
    "data-depth": Attribute("depth", str, Field(lambda value: True, "the name of a depth")),
    "data-clear": Attribute("clear", _whole, FIELDS["clear"]),
    "data-fill": Attribute("fill", _flag, _NO_VALUE),
    "data-writing": Attribute("writing", str, FIELDS["writing"]),
    "data-obstacle": Attribute("", _flag, _NO_VALUE),
    "data-at": Attribute("", str, Field(_named, "{{ at(node) }}")),
    "data-figure": Attribute("", str, Field(_named, "{{ at(figure) }}")),
}  # fmt: skip
SAYS = {"name": "id"} | {one.field: name for name, one in ATTRIBUTES.items() if one.field}
"""The attribute that says a field of a slot."""


def read_slots(root: Any, layout: Layout) -> dict[Any, Slot]:
    """The slots of a page, by element, in its order. Raises `Refused` with every attribute that is wrong."""
    check = _SlotCheck(Blame(layout), layout)
    found = {element: slot for element in root.iter() if (slot := check.slot(element))}
    check.together(found)
    check.roles_outside(root, found)
    if check.faults:
        raise Refused(check.faults)
    return found


def said_at(fault: SlotFault, element: Any, blame: Blame) -> Diagnostic:
    """What is wrong with a slot, at the line of the attribute or the element that says it."""
    name = SAYS.get(fault.field, "")
    named = blame.attribute(element.attrib, name, element.tag) if name else blame.element(element.attrib, element.tag)
    facts = {"id": element.get("id") or f"<{element.tag}>", **fault.facts}
    facts |= {"attribute": name} if "attribute" in facts else {"tag": element.tag} if "tag" in facts else {}
    return Diagnostic(fault.code, named, facts)


class _SlotCheck:
    def __init__(self, blame: Blame, layout: Layout) -> None:
        self.blame, self.layout = blame, layout
        self.faults: list[Diagnostic] = []

    def fault(self, code: str, element: Any, name: str = "", /, **facts: object) -> None:
        place = (
            self.blame.attribute(element.attrib, name, element.tag)
            if name
            else self.blame.element(element.attrib, element.tag)
        )
        facts = {"id": element.get("id") or f"<{element.tag}>", **facts}
        self.faults.append(Diagnostic(code, place, facts))

    def slot(self, element: Any) -> Slot | None:
        """What an element is, if it is one, as its attributes say; what they cannot say is noted."""
        if not isinstance(element.tag, str):
            return None  # a comment
        said = {name: self.attribute(element, name, value) for name, value in element.attrib.items() if name[:5] == "data-"}
        if "data-flow" not in element.attrib and "data-obstacle" not in element.attrib:
            return None
        is_area = "data-flow" in element.attrib
        samples = _samples(element) if is_area else []
        self.samples(element, samples)
        values = {field: value for name, value in said.items() if value is not None and (field := ATTRIBUTES[name].field)}
        return Slot(
            element.get("id", ""), roles=tuple(one.get("data-role") for one in samples),
            shows=() if is_area else figures_in(element), **values,
        )  # fmt: skip

    def attribute(self, element: Any, name: str, text: str) -> Any:
        """The value of an attribute; None where it has none, which is noted."""
        known = ATTRIBUTES.get(name)
        if known is None:
            self.fault("L044", element, name, attribute=name[:60], allowed=", ".join(ATTRIBUTES))
            return None
        try:
            value = known.read(text)
        except ValueError:
            value = None
        if value is None or not known.known.fits(value):
            self.fault("L043", element, name, attribute=name, value=text[:60], allowed=known.known.allowed)
            return None
        return value

    def together(self, slots: Mapping[Any, Slot]) -> None:
        """What is wrong with the slots as such (`makeup/slots.py`)."""
        elements = list(slots)
        for fault in faults(list(slots.values()), self.layout.depths):
            if fault.field != "roles":  # noted at the sample that says it
                self.faults.append(said_at(fault, elements[fault.number], self.blame))

    def samples(self, element: Any, samples: list[Any]) -> None:
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
