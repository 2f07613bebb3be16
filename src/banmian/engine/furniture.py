"""Furniture text as the engine laid it out: what stands on what, and each glyph's place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..makeup.boxes import Box
from ..makeup.composition import Area, FurnitureLine, Obstacle
from ..sequences import visible
from .box_tree import border_box, is_a, walk
from .painter import PT, WIDE, written

_UNITS = 1024
"""Pango's units in a px."""
_LIGHT = 0.12
"""How far from white a colour is that is taken for white on paper."""
_REACH = 1.0
"""pt: how far text may reach over its ground (side bearings)."""


@dataclass(frozen=True, slots=True)
class FurnitureText:
    """A line of furniture text: its text's name, characters and size in pt, the middle three fifths of its box in pt, and
    what it may not meet: every text area and obstacle but those that it stands in. `bare`: it is as light as the paper, and
    no ground or picture is below all of it. `over`: pt that it reaches out of its own box on either side.
    """

    name: str
    text: str
    size: float
    box: Box
    items: tuple[Box, ...]
    bare: bool = False
    over: float = 0.0


def text_boxes(units: Sequence[Any]) -> Iterator[tuple[str, Any, Any]]:
    """The text boxes of units of furniture, each behind its unit and the unit's name."""
    for unit in units:
        for box in walk(unit):
            if getattr(box, "text", "").strip():
                yield unit.element.get("data-at"), unit, box


def crowding(
    units: Sequence[Any], roots: Mapping[str, Any], items: Sequence[Area | Obstacle], page: Any
) -> Iterator[FurnitureText]:
    """Each line of furniture text. `roots`: the engine's box of each slot, by its name; `page`: that of the page. An
    obstacle that holds nothing only says where the modules of a page begin: text may stand on it.
    """
    grounds = [border_box(one) for one in walk(page) if _is_ground(one)]
    walked = [(item, list(walk(roots[item.id]))) for item in items]
    inside = [(item.box, {id(box) for box in boxes}) for item, boxes in walked if not _holds_nothing(item, boxes)]
    for name, unit, text in text_boxes(units):
        top = text.position_y + text.height * 0.2
        box = Box(text.position_x * PT, top * PT, text.width * PT, text.height * 0.6 * PT)
        others = tuple(other for other, inner in inside if id(text) not in inner)
        bare = _is_light(text.style["color"]) and not any(_inside(box, ground) for ground in grounds)
        yield FurnitureText(name, text.text, text.style["font_size"] * PT, box, others, bare, _over(box, unit))


def _over(box: Box, unit: Any) -> float:
    """How far a text reaches out of its element, if that has a width of its own."""
    if is_a(unit, "InlineBox") or not hasattr(unit, "border_box_x"):
        return 0.0
    own = border_box(unit)
    return max(0.0, own.x - box.x, box.right - own.right)


def _is_light(colour: Any) -> bool:
    """Whether a colour is hardly seen on paper; one that is not known here is not said to be."""
    if colour.space == "device-cmyk":
        return bool(sum(colour.coordinates) < _LIGHT)
    return colour.space == "srgb" and bool(min(colour.coordinates) > 1 - _LIGHT)


def _is_ground(box: Any) -> bool:
    """Whether light text can be read on a box: one with a colour, or a picture."""
    if is_a(box, "ReplacedBox") or not hasattr(box, "border_box_x"):
        return is_a(box, "ReplacedBox")
    colour = box.style["background_color"]
    return colour != "currentcolor" and colour.alpha > 0 and not _is_light(colour)


def _inside(box: Box, ground: Box) -> bool:
    return (
        ground.x <= box.x + _REACH and box.right <= ground.right + _REACH and ground.y <= box.y and box.foot <= ground.foot
    )


def _holds_nothing(item: Area | Obstacle, boxes: Sequence[Any]) -> bool:
    return isinstance(item, Obstacle) and not item.shows and len(boxes) == 1


class Written:
    """What units of furniture say, whose boxes hold what can be seen of it. `texts`: names and texts, in reading order."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        pairs = [(name, [pair for pair in visible(text) if not pair[0].isspace()]) for name, text in texts]
        self._behind = {name: [pair for _, more in pairs[n:] for pair in more] for n, (name, _) in enumerate(pairs)}
        self._read: dict[str, int] = {}

    def said(self, name: str, shown: str) -> str:
        """The text that the next characters of a unit stand for."""
        made, behind = "", self._behind.get(name, [])
        for character in shown:
            at = self._read.get(name, 0)
            known = not character.isspace() and at < len(behind) and behind[at][0] == character
            made += behind[at][1] if known else character
            self._read[name] = at + known
        return made


def boxes_written(units: Sequence[Any], texts: Sequence[tuple[str, str]]) -> dict[int, str]:
    """The text of each box, by id, that shows less than it says, whose letters stand so far apart that readers see spaces,
    or that has accented letters where others are written with an accent that combines: both are one glyph, with one text.
    """
    say = Written(texts)
    found = [(box, say.said(name, box.text)) for name, _, box in text_boxes(units)]
    two_ways = any(unicodedata.normalize("NFC", text) != text for _, text in found)
    return {
        id(box): text
        for box, text in found
        if text != box.text or _spaced(box.style) or (two_ways and unicodedata.normalize("NFD", text) != text)
    }


def _spaced(style: Any) -> bool:
    spacing = style["letter_spacing"]
    return bool(spacing != "normal" and spacing > WIDE * style["font_size"])


def marker(stream: Any, tagged: Set[int], said: Mapping[int, str]) -> Callable[[Any, str], AbstractContextManager[None]]:
    """Stands in for the engine's `marked`: boxes that are `tagged` hold text of the manuscript, all others are artifacts.

    `said`: the text of those that say more than they show.
    """
    original = type(stream).marked

    @contextmanager
    def marked(box: Any, tag: str) -> Iterator[None]:
        own = id(box) in tagged or is_a(box, "SetPart")
        with original(stream, box, tag) if own else stream.artifact(), written(stream, said.get(id(box))):
            yield

    return marked


def furniture_lines(units: Sequence[Any], texts: Sequence[tuple[str, str]]) -> Iterator[FurnitureLine]:
    """The lines of units of furniture, in the order of the units. `texts`: what they say, if they show less."""
    say = Written(texts)
    for name, _, box in text_boxes(units):
        style, x, y = box.style, box.position_x * PT, (box.position_y + box.baseline) * PT
        box.pango_layout.reactivate(style)
        glyphs = tuple((say.said(name, text), x + place * PT) for text, place in _glyphs(box.pango_layout))
        family = style.font_config.family(box.text, style)
        yield FurnitureLine(name, x, y, style["font_size"] * PT, box.width * PT, family, glyphs)


def _glyphs(layout: Any) -> Iterator[tuple[str, float]]:
    """The clusters of a laid-out line: characters, and the x of the first glyph in px from the line's start."""
    data, at = layout.text.encode(), 0.0
    run = layout.get_first_line()[0].runs[0]
    while run:
        item, string = run.data.item, run.data.glyphs
        places: dict[int, float] = {}
        for n in range(string.num_glyphs):
            geometry = string.glyphs[n].geometry
            places.setdefault(string.log_clusters[n], at + geometry.x_offset / _UNITS)
            at += geometry.width / _UNITS
        edges = [*sorted(places), item.length]
        for start, end in pairwise(edges):
            yield data[item.offset + start : item.offset + end].decode(), places[start]
        run = run.next
