"""The zones of a page's stories: rectangles by column, grown into the white between them, never onto another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..composer.vertical import EM_TOP
from ..makeup.boxes import Box
from ..makeup.composition import Line, PageComposition, SetBlock

FAR = 3.0
"""Leadings: lines of one story further apart than this stand in rectangles of their own."""
REACH = 1.0
"""Leadings: how far a rectangle grows at most."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a story stands on the page: its name, rectangles in pt."""

    story: str
    parts: tuple[Box, ...]


Owned = tuple[str, Box]
"""A story's name and a rectangle of it."""


def zones(
    composition: PageComposition, blocks: Sequence[tuple[str, SetBlock]], pictures: Sequence[Owned]
) -> tuple[Zone, ...]:
    """The zones of all stories that stand on a page, in reading order. `blocks`: texts, each with its story's name."""
    parts: list[Owned] = list(_tables([(story, block) for story, block in blocks if block.apart]))
    running = ((story, block) for story, block in blocks if not block.apart)
    lines = [(block.area, story, line_box(line)) for story, block in running for line in block.lines]
    lines.sort(key=lambda one: one[0])
    for area, group in groupby(lines, key=lambda one: one[0]):
        parts += _area_parts([one[1:] for one in group], composition.boxes.get(area), composition.leading)
    parts += pictures
    grown = _grown(parts, REACH * composition.leading, composition.paper)
    return tuple(
        Zone(story, tuple(box for owner, box in grown if owner == story))
        for story in dict.fromkeys(owner for owner, _ in [*blocks, *pictures])
    )


def _tables(blocks: Sequence[tuple[str, SetBlock]]) -> Iterator[Owned]:
    """The rectangles of tables across columns: what follows each other in a story is one table, or is taken for one."""
    for story, group in groupby(blocks, key=lambda one: one[0]):
        boxes = [line_box(line) for _, block in group for line in block.lines]
        x, y = min(box.x for box in boxes), min(box.y for box in boxes)
        yield story, Box(x, y, max(box.right for box in boxes) - x, max(box.foot for box in boxes) - y)


def line_box(line: Line) -> Box:
    """The em boxes of a line's glyphs, as one rectangle."""
    one, size = line.set, line.size
    if one.forms:
        return Box(line.x - size / 2, line.y, size, one.width * size)
    start = one.places[0] if one.places else 0.0
    return Box(line.x + start * size, line.y - EM_TOP * size, (one.width - start) * size, size)


def _area_parts(lines: Sequence[Owned], area: Box | None, leading: float) -> Iterator[Owned]:
    """The rectangles of the stories in one area: for each column, the stretches of lines of one story."""
    columns = _columns([box for _, box in lines])
    for left, right in columns:
        inside = sorted(((n, box) for n, box in lines if left <= box.x < right), key=lambda one: one[1].y)
        x, end = (area.x, area.right) if area and len(columns) == 1 else (left, right)
        for story, boxes in _stretches(inside, FAR * leading):
            top, foot = min(box.y for box in boxes), max(box.foot for box in boxes)
            yield story, Box(x, top, end - x, foot - top)


def _columns(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Left and right edges of the columns: lines that stand over each other are in one."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted((box.x, box.right) for box in boxes):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _stretches(lines: Sequence[Owned], far: float) -> Iterator[tuple[str, list[Box]]]:
    """Lines of a column, from the top down, parted where the story changes or much else stands in between."""
    boxes: list[Box] = []
    last = ""
    for story, box in lines:
        if boxes and (story != last or box.y - boxes[-1].foot > far):
            yield last, boxes
            boxes = []
        boxes.append(box)
        last = story
    if boxes:
        yield last, boxes


def _grown(parts: Sequence[Owned], reach: float, paper: Box) -> list[Owned]:
    """Each rectangle up to `reach` larger on each side, at most to the middle of the white before the next."""
    boxes = [box for _, box in parts]
    made = []
    for story, box in parts:
        across = [other for other in boxes if other.y < box.foot + 2 * reach and box.y < other.foot + 2 * reach]
        along = [other for other in boxes if other.x < box.right + 2 * reach and box.x < other.right + 2 * reach]
        right = _room(box.right, across, lambda other: other.x, reach)
        left = _room(-box.x, across, lambda other: -other.right, reach)
        foot = _room(box.foot, along, lambda other: other.y, reach)
        top = _room(-box.y, along, lambda other: -other.foot, reach)
        x, y = max(paper.x, box.x - left), max(paper.y, box.y - top)
        made.append((story, Box(x, y, min(paper.right, box.right + right) - x, min(paper.foot, box.foot + foot) - y)))
    return made


def _room(edge: float, others: Sequence[Box], start: Callable[[Box], float], reach: float) -> float:
    """How far an edge may move outwards: half the white to the nearest of the others."""
    white = [start(other) - edge for other in others if start(other) >= edge - 1e-6]
    return min([reach, *(max(0.0, one) / 2 for one in white)])
