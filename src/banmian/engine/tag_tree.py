"""Stand-ins for boxes: what the engine's tag builder walks instead of its own box tree.

A table of a story is told as one, with the scope of its heads. A table of a layout sets texts side by side: nothing says
which of them are heads, and a table without them is none to PDF/UA (ISO 14289-1, 7.5), so the tags tell it as a list of its
cells. A part of a table or a list that carries its text without the whole is a paragraph.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any

from ..scene.structure import Structure
from .box_tree import is_a, walk

WHOLES = ("table", "ul", "ol", "dl")
PARTS = ("td", "th", "caption", "li", "dt", "dd", "figcaption")
ROWS = ("tr", "tbody", "thead", "tfoot")

OWN_TAGS = {"ruby": "Ruby", "item": "LI", "label": "Lbl", "item-body": "LBody"}
"""Elements of ours that the engine's tag builder has no tag for, or one that asks a box of the engine for more."""


class StandIn:
    """A paragraph, a head, an article or a section in the tag tree."""

    widget_annotation = None
    is_table_wrapper = False

    def __init__(self, element: Any, tag: str, link: Any = None) -> None:
        self.element, self.element_tag, self.children = element, tag, list[Any]()
        self.link_annotation = link


class CellStandIn(StandIn):
    """A cell of a table. The engine writes on it which element it became, and tells cells of their heads by that."""

    colspan = rowspan = 1

    def __init__(self, element: Any, tag: str, scope: str) -> None:
        super().__init__(_Scoped(element, scope), tag)
        self.scope = scope

    @property
    def mark(self) -> Any:
        """The structure element."""
        return self._mark

    @mark.setter
    def mark(self, made: Any) -> None:
        """PDF/UA-1 7.5 asks for the scope of a head."""
        self._mark = made
        if self.scope:
            made["A"]["Scope"] = f"/{self.scope}"


class _Scoped:
    """An element as the engine asks it for the scope."""

    def __init__(self, element: Any, scope: str) -> None:
        self.tag, self.attrib = element.tag, {"scope": scope.lower()}


def empty_cells(structure: Structure, shown: Container[str], element: Any) -> list[tuple[str, CellStandIn]]:
    """The cells without text: all rows of a table have as many. `shown`: the names of what has some."""
    return [(name, CellStandIn(element, *cell)) for name, cell in structure.cells.items() if name not in shown]


def item(label: StandIn, body: StandIn) -> StandIn:
    """An item of a list: its label, if that has text, and its body."""
    made = StandIn(body.element, "item")
    made.children = [label, body] if label.children else [body]
    return made


def nested(units: Sequence[tuple[str, Any]], structure: Structure) -> list[Any]:
    """Nest units, each with the name of its text or figure, into articles and their sections, as they are read."""
    root: list[Any] = []
    open_groups: list[tuple[int, StandIn]] = []
    waiting = sorted(structure.groups, key=lambda group: (group[1], -group[2]))
    for place, box in sorted(((structure.places[name], box) for name, box in units), key=lambda unit: unit[0]):
        while open_groups and place > open_groups[-1][0]:
            open_groups.pop()
        while waiting and waiting[0][1] <= place:
            tag, _, last = waiting.pop(0)
            group = StandIn(box.element, tag)
            _room(open_groups[-1][1], tag).append(group) if open_groups else root.append(group)
            open_groups.append((last, group))
        (open_groups[-1][1].children if open_groups else root).append(box)
    return root


def _room(around: StandIn, tag: str) -> list[Any]:
    """Where a group goes: a list in a list into the body of the item before it (ISO 32000-2, 14.8.4.8.2)."""
    inside = tag == around.element_tag == "ul" and around.children
    return around.children[-1].children[-1].children if inside else around.children


def told(box: Any) -> Any:
    """A box of furniture as the tags tell it: itself, unless there is a table, a list or a part of one in it."""
    return _told(box) if any(one.element_tag in (*WHOLES, *PARTS, *ROWS) for one in walk(box)) else box


def _told(box: Any) -> StandIn:
    tag = box.element_tag
    if tag in WHOLES:
        made = StandIn(box.element, "dl")
        made.children = list(_items(box))
        return made
    inner = list(_content(box))
    if tag in (*PARTS, *ROWS):
        tag = "div" if any(isinstance(one, StandIn) for one in inner) else "p"
    made = StandIn(box.element, tag, box.link_annotation)
    made.children = inner
    return made


def _items(box: Any) -> Iterator[StandIn]:
    """The parts of a table or a list; a cell that is empty says nothing."""
    for child in _below(box):
        if child.element_tag in PARTS or _is_leaf(child):
            item = StandIn(child.element, "dd")  # the engine makes an item with a body of it
            item.children = [child] if _is_leaf(child) else list(_content(child))
            if item.children:
                yield item
        else:
            yield from _items(child)


def _content(box: Any) -> Iterator[Any]:
    for child in _below(box):
        if _is_leaf(child):
            yield child
        elif (inner := _told(child)).children:
            yield inner


def _below(box: Any) -> Iterator[Any]:
    """The boxes in a box, but for those that the engine put between them: lines, wrappers, nameless blocks."""
    for child in (getattr(one, "_box", one) for one in box.children):
        if child.element is box.element and not _is_leaf(child):
            yield from _below(child)
        else:
            yield child


def _is_leaf(box: Any) -> bool:
    return is_a(box, "TextBox") or is_a(box, "ReplacedBox")
