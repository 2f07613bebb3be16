"""Stand-ins for boxes: what the engine's tag builder walks instead of its own box tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .structure import Structure


class StandIn:
    """A paragraph, a head, an article or a section in the tag tree."""

    link_annotation = widget_annotation = None
    is_table_wrapper = False

    def __init__(self, element: Any, tag: str) -> None:
        self.element, self.element_tag, self.children = element, tag, list[Any]()


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
            (open_groups[-1][1].children if open_groups else root).append(group)
            open_groups.append((last, group))
        (open_groups[-1][1].children if open_groups else root).append(box)
    return root
