"""A row of the index: an article on a page, its text and where each character of it stands; packed, and found again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ..limits_finished import ROW_BYTES

UNITS_AN_INCH = 1200
"""ALTO's `inch1200`, in which all places of a row are whole numbers."""


class Damaged(Exception):
    """What was read from the index is not what was written into it."""


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line: where its text starts in the row's, its box, whether it runs down, and where each of its characters begins,
    across or down; whole numbers of 1/1200 inch from the page's left and upper edges.
    """

    start: int
    box: tuple[int, int, int, int]
    down: bool
    begins: tuple[int, ...]

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.begins)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """An article on a page, or what else stands there (then `head` is empty): page name, sequence, head, text, lines."""

    page: str
    sequence: int
    head: str
    text: str
    lines: tuple[IndexLine, ...]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle on the page, in mm from its left and upper edges."""

    x: float
    y: float
    width: float
    height: float


def pack(text: str, lines: Sequence[IndexLine]) -> bytes:
    """Text and lines, deflated; of the places of a line only the steps between are kept, which repeat themselves."""
    said = [[line.start, *line.box, int(line.down), *_steps(line)] for line in lines]
    return zlib.compress(json.dumps([text, said], ensure_ascii=False, separators=(",", ":")).encode(), 6)


def _steps(line: IndexLine) -> Iterator[int]:
    yield from (after - before for before, after in pairwise((line.box[1] if line.down else line.box[0], *line.begins)))


def unpack(packed: object) -> tuple[str, list[IndexLine]]:
    """What `pack` packed. Raises Damaged for anything else; no more is inflated than a row may have."""
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(packed, ROW_BYTES)  # type: ignore[arg-type]  # TypeError is what it raises then
        if inflater.unconsumed_tail or not inflater.eof:
            raise Damaged
        text, said = json.loads(data)
        lines = [_line(*numbers) for numbers in said]
    except (ValueError, TypeError, zlib.error, RecursionError) as fault:
        raise Damaged from fault
    if not isinstance(text, str) or any(line.end > len(text) for line in lines):
        raise Damaged
    return text, lines


def _line(start: int, x: int, y: int, width: int, height: int, down: int, *steps: int) -> IndexLine:
    if {*map(type, (start, x, y, width, height, down, *steps))} != {int} or start < 0:
        raise Damaged
    begins = tuple(accumulate(steps, initial=y if down else x))[1:]
    return IndexLine(start, (x, y, width, height), bool(down), begins)


def rectangles(lines: Sequence[IndexLine], start: int, end: int) -> Iterator[Rectangle]:
    """Where the characters from `start` to before `end` stand, a rectangle a line, in the order of lines."""
    for line in lines:
        if start < line.end and end > line.start:
            yield _part(line, max(start, line.start) - line.start, min(end, line.end) - line.start)


def _part(line: IndexLine, first: int, beyond: int) -> Rectangle:
    x, y, width, height = line.box
    edge = y + height if line.down else x + width
    near = line.begins[first]
    far = line.begins[beyond] if beyond < len(line.begins) else edge
    across = (x, near, width, far - near) if line.down else (near, y, far - near, height)
    return Rectangle(*(round(value * 25.4 / UNITS_AN_INCH, 2) for value in across))
