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
    it in `data-at`; a picture outside of any obstacle stands for itself.
    """
    seen: set[Any] = set()
    for element, shown in elements.items():
        if element.get("data-obstacle") is not None:
            inner = [one for one in element.iter("img") if one.get("data-at") is not None]
            figure = element.get("data-figure") or (inner[0].get("data-at") if inner else None)
            seen.update(inner)
        else:
            figure = element.get("data-at") if element.tag == "img" and element not in seen else None
        if figure:
            yield figure, element.get("id", ""), border_box(shown)
