"""What slots must do for the texts of a page: each text has one place, each role a sample, columns hold characters."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from xml.etree.ElementTree import Element

from ..diagnostics import Diagnostic, Refused
from ..engine.blame import Blame
from ..makeup.composition import Area, Shell
from ..makeup.layouts import Layout, column_grid
from ..makeup.stone import HEAD_ROLES, apart_of, flow_part
from ..model import Issue, Page
from ..scene.structure import page_heading
from .slots import Slot


def check_contract(
    page: Page,
    layout: Layout,
    parts: Container[str],
    shell: Shell,
    elements: Collection[Element],
    slots: Mapping[Element, Slot],
) -> None:
    """Raises `Refused` with what a layout lacks for a page. `parts`: the names of its texts and figures; `elements`: those
    with data that the render shows.
    """
    blame = Blame(layout)
    named = {slot.id: element for element, slot in slots.items()}
    faults = [*_takes(page, shell, named, blame), *_samples(page, shell, named, blame, layout)]
    faults += _columns(shell, named, blame, layout)
    faults += _names(parts, elements, blame)
    if faults:
        raise Refused(faults)


def _takes(page: Page, shell: Shell, named: Mapping[str, Element], blame: Blame) -> Iterator[Diagnostic]:
    taken: dict[str, str] = {}
    apart = apart_of(shell)
    for area in shell.areas:
        for part in area.flow:
            nodes = [node for _, node in flow_part(page, part, apart)]
            if other := next((taken[node.name] for node in nodes if node.name in taken), None):
                place = blame.attribute(named[area.id].attrib, "data-flow", named[area.id].tag)
                yield Diagnostic("L050", place, {"id": area.id, "part": part, "other": other})
            taken |= {node.name: area.id for node in nodes}


def _samples(page: Page, shell: Shell, named: Mapping[str, Element], blame: Blame, layout: Layout) -> Iterator[Diagnostic]:
    """A head needs a sample of its own; other text takes that of running text."""
    apart = apart_of(shell)
    for area in shell.areas:
        roles = dict.fromkeys(role for part in area.flow for role, _ in flow_part(page, part, apart))
        wrong = ["data-fill"] if area.fill else [role for role in roles if role not in HEAD_ROLES]
        for what in wrong[:1] if area.vertical else ():
            place = blame.element(named[area.id].attrib, named[area.id].tag)
            yield Diagnostic("L007", place, {"layout": layout.name, "area": area.id, "what": what})
        for role in () if area.vertical and wrong else roles:
            nearest = () if role in HEAD_ROLES else ("paragraph", "lead")
            if not any(one in area.styles for one in (role, *nearest)):
                place = blame.element(named[area.id].attrib, named[area.id].tag)
                yield Diagnostic("L003", place, {"layout": layout.name, "area": area.id, "role": role})


def _columns(shell: Shell, named: Mapping[str, Element], blame: Blame, layout: Layout) -> Iterator[Diagnostic]:
    filling = [area for area in shell.areas if area.fill]
    for item in shell.items:
        element = named[item.id]
        if isinstance(item, Area) and not item.vertical and not _holds(item):
            place = blame.attribute(element.attrib, "data-columns", element.tag)
            facts = {"id": item.id, "columns": item.columns, "mm": f"{item.box.width / 72 * 25.4:.1f}"}
            yield Diagnostic("L053", place, facts)
        if item.span and filling and not any(_spans(item.span, area, layout) for area in filling):
            place = blame.attribute(element.attrib, "data-span", element.tag)
            allowed = f"columns that the text has: {max(area.columns for area in filling)}"
            facts = {"attribute": "data-span", "value": f"{item.span[0]} {item.span[1]}", "allowed": allowed}
            yield Diagnostic("L043", place, facts)


def _holds(area: Area) -> bool:
    """Whether each column holds a character."""
    return area.box.width > 0 and column_grid(area.box.width, area.size, area.columns, area.gap)[0] >= 1


def _spans(span: tuple[int, int], area: Area, layout: Layout) -> bool:
    """Whether an area has the columns that a span takes, at every rung."""
    columns = int(layout.columns_steps.floor) if area.columns == layout.columns else area.columns
    first, count = span
    return first + count - 1 <= columns if first > 0 else -first <= columns


def _names(parts: Container[str], elements: Collection[Element], blame: Blame) -> Iterator[Diagnostic]:
    """`data-at` and `data-figure` name what the page has."""
    for element in elements:
        for attribute in ("data-at", "data-figure"):
            value = element.get(attribute)
            if value is not None and value not in parts:
                facts = {"attribute": attribute, "value": value[:60], "allowed": "{{ at(node) }}"}
                yield Diagnostic("L043", blame.attribute(element.attrib, attribute, element.tag), facts)


def check_heading(issue: Issue, page: Page, elements: Collection[Element], layout: Layout) -> None:
    """What heads a page, its subject say, must be shown: bookmarks lead there. Raises `Refused`."""
    heading = page_heading(issue, page)
    if heading and heading.name not in {element.get("data-at") for element in elements}:
        facts = {"layout": layout.name, "what": "heading", "text": heading.text[:12]}
        raise Refused([Diagnostic("L004", heading.span, facts)])
