"""Stand-ins for boxes: what the engine's tag builder walks instead of its own box tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class StandIn:
    """A paragraph, a head, an article or a section in the tag tree."""

    link_annotation = widget_annotation = None
    is_table_wrapper = False

    def __init__(self, element: Any, tag: str) -> None:
        self.element, self.element_tag, self.children = element, tag, list[Any]()


def nested(units: Sequence[tuple[int, Any]], groups: Sequence[tuple[str, int, int]]) -> list[Any]:
    """Nest units, sorted by their place in reading order, into groups (tag, first, last): articles, and sections inside."""
    root: list[Any] = []
    open_groups: list[tuple[int, StandIn]] = []
    waiting = sorted(groups, key=lambda group: (group[1], -group[2]))
    for place, box in units:
        while open_groups and place > open_groups[-1][0]:
            open_groups.pop()
        while waiting and waiting[0][1] <= place:
            tag, _, last = waiting.pop(0)
            group = StandIn(box.element, tag)
            (open_groups[-1][1].children if open_groups else root).append(group)
            open_groups.append((last, group))
        (open_groups[-1][1].children if open_groups else root).append(box)
    return root
