"""What slots must do for the texts of a page: each text has one place, each role a style, columns hold characters.

Pure: a template's slots and those of a computed plan are held to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import Page
from .composition import Area, Shell
from .head_rows import HEAD_ROLES
from .layouts import MM, Layout, column_grid
from .slots import SlotFault
from .stone import apart_of, flow_part


def page_faults(page: Page, layout: Layout, shell: Shell, numbers: Mapping[str, int]) -> Iterator[SlotFault]:
    """What the slots of a shell lack for a page. `numbers`: which of the slots each name is, as faults say it."""
    yield from _takes(page, shell, numbers)
    yield from _styles(page, layout, shell, numbers)
    yield from _columns(layout, shell, numbers)


def _takes(page: Page, shell: Shell, numbers: Mapping[str, int]) -> Iterator[SlotFault]:
    taken: dict[str, str] = {}
    apart = apart_of(shell)
    for area in shell.areas:
        for part in area.flow:
            nodes = [node for _, node in flow_part(page, part, apart)]
            if other := next((taken[node.name] for node in nodes if node.name in taken), None):
                yield SlotFault("L050", numbers[area.id], "takes", {"id": area.id, "part": part, "other": other})
            taken |= {node.name: area.id for node in nodes}


def _styles(page: Page, layout: Layout, shell: Shell, numbers: Mapping[str, int]) -> Iterator[SlotFault]:
    """A head needs a style of its own; other text takes that of running text."""
    apart = apart_of(shell)
    for area in shell.areas:
        roles = dict.fromkeys(role for part in area.flow for role, _ in flow_part(page, part, apart))
        wrong = ["data-fill"] if area.fill else [role for role in roles if role not in HEAD_ROLES]
        for what in wrong[:1] if area.vertical else ():
            yield SlotFault("L007", numbers[area.id], "", {"layout": layout.name, "area": area.id, "what": what})
        for role in () if area.vertical and wrong else roles:
            nearest = () if role in HEAD_ROLES else ("paragraph", "lead")
            if not any(one in area.styles for one in (role, *nearest)):
                yield SlotFault("L003", numbers[area.id], "", {"layout": layout.name, "area": area.id, "role": role})


def _columns(layout: Layout, shell: Shell, numbers: Mapping[str, int]) -> Iterator[SlotFault]:
    filling = [area for area in shell.areas if area.fill]
    for item in shell.items:
        if isinstance(item, Area) and not item.vertical and not _holds(item):
            facts = {"id": item.id, "columns": item.columns, "mm": f"{item.box.width / MM:.1f}"}
            yield SlotFault("L053", numbers[item.id], "columns", facts)
        if item.span and filling and not any(_spans(item.span, area, layout) for area in filling):
            allowed = f"columns that the text has: {max(area.columns for area in filling)}"
            facts = {"attribute": "span", "value": f"{item.span[0]} {item.span[1]}", "allowed": allowed}
            yield SlotFault("L043", numbers[item.id], "span", facts)


def _holds(area: Area) -> bool:
    """Whether each column holds a character."""
    return area.box.width > 0 and column_grid(area.box.width, area.size, area.columns, area.gap)[0] >= 1


def _spans(span: tuple[int, int], area: Area, layout: Layout) -> bool:
    """Whether an area has the columns that a span takes, at every rung."""
    columns = int(layout.columns_steps.floor) if area.columns == layout.columns else area.columns
    first, count = span
    return first + count - 1 <= columns if first > 0 else -first <= columns
