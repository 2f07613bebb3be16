"""Reading the engine's box tree: its boxes as rectangles in pt, its elements with data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..makeup.boxes import Box
from ..makeup.slots import Slot
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


def plates(elements: Mapping[Any, Any], slots: Mapping[Any, Slot]) -> Iterator[tuple[str, str, Box]]:
    """Pictures and their frames: the name of the figure, that of the obstacle that shows it and no other ("": none), a box.

    `elements`: the boxes of elements with data. In an obstacle that shows several figures each stands for itself.
    """
    seen: set[Any] = set()
    for element, shown in elements.items():
        slot = slots.get(element)
        place = slot if slot and not slot.takes else None
        held = place is not None and len(place.shows) == 1
        figure = place.shows[0] if place and held else figure_of(element)
        if figure and element not in seen and (held or place is None):
            seen.update(one for one in element.iter() if one is not element and figure_of(one))
            yield figure, place.name if place and held else "", border_box(shown) if held else box(shown)


def figures_in(element: Any) -> tuple[str, ...]:
    """The names of the figures that an obstacle shows: the one it says itself, unless it holds several."""
    inner = tuple(dict.fromkeys(name for one in element.iter() if one is not element and (name := figure_of(one))))
    own = figure_of(element)
    return (own,) if own and len(inner) <= 1 else inner


def figure_of(element: Any) -> str | None:
    """The name of the figure that an element shows."""
    own = element.get("data-at") if element.tag == "img" else None
    return element.get("data-figure") or own
