"""What a template must do for the texts of a page, said at the designer's line."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from xml.etree.ElementTree import Element

from ..diagnostics import Diagnostic, Refused
from ..engine.blame import Blame
from ..makeup.composition import Shell
from ..makeup.contract import page_faults
from ..makeup.layouts import Layout
from ..makeup.slots import Slot
from ..model import Issue, Page
from ..scene.structure import page_heading
from .slots import said_at


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
    blame, named = Blame(layout), list(slots)
    numbers = {slot.name: number for number, slot in enumerate(slots.values())}
    faults = [said_at(fault, named[fault.number], blame) for fault in page_faults(page, layout, shell, numbers)]
    faults += _names(parts, elements, blame)
    if faults:
        raise Refused(faults)


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
