"""Reading the engine's box tree: its boxes as rectangles in pt, its elements with data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..makeup.composition import Box
from .painter import PT


def walk(box: Any) -> Iterator[Any]:
    """A box and all below it."""
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from walk(child)


def first_boxes(root: Any) -> dict[Any, Any]:
    """The first box of each element that carries data, in document order."""
    found: dict[Any, Any] = {}
    for box in walk(root):
        element = box.element
        if element is not None and element not in found and any(name.startswith("data-") for name in element.attrib):
            found[element] = box
    return found


def box(box: Any) -> Box:
    """The content box, in pt."""
    return Box(box.content_box_x() * PT, box.content_box_y() * PT, box.width * PT, box.height * PT)


def border_box(box: Any) -> Box:
    """The border box, in pt."""
    return Box(box.border_box_x() * PT, box.border_box_y() * PT, box.border_width() * PT, box.border_height() * PT)


def is_a(box: Any, name: str) -> bool:
    """Whether a box is of the engine's class of that name, or of one below it."""
    return any(kind.__name__ == name for kind in type(box).__mro__)


def plates(elements: Mapping[Any, Any]) -> Iterator[tuple[str, str, Box]]:
    """Pictures and their frames, known by the figure that they show: its name, the element's id, a box.

    `elements`: the boxes of elements with data. An obstacle says its figure in `data-figure`, or holds a picture that says
    it in `data-at`; if it holds several, each stands for itself, as does one outside of any obstacle.
    """
    seen: set[Any] = set()
    for element, shown in elements.items():
        inner = [one for one in element.iter() if one is not element and _figure_of(one)]
        held = element.get("data-obstacle") is not None and len({_figure_of(one) for one in inner}) <= 1
        figure = _figure_of(element) or (_figure_of(inner[0]) if held and inner else None)
        if figure and element not in seen and (held or element.get("data-obstacle") is None):
            seen.update(inner)
            yield figure, element.get("id", "") if held else "", border_box(shown) if held else box(shown)


def _figure_of(element: Any) -> str | None:
    """The name of the figure that an element shows."""
    own = element.get("data-at") if element.tag == "img" else None
    return element.get("data-figure") or own
