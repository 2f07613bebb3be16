"""Paths as they are built, and what painting them comes to: a stroke, or a filled shape so thin that it is a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from .events import GraphicsState
from .plane import Affine, Extent, PagePoint, at, bounds, grown, thinnest

SLENDER = 4
"""A filled rectangle of this many times its width is a line: borders of CSS (GWG 2022, I00004)."""
_SHUT = 0.05
"""pt that opposite sides of a rectangle may differ by."""
HAIR = 0.01
"""pt on each side of a stroke of no width: it is drawn as thin as the machine can."""
PathParts = tuple[tuple[PagePoint, ...], ...]


@dataclass
class PathBuilder:
    """The path under construction, in user space. `clips`: whether it becomes the clip when it is done with."""

    parts: list[list[PagePoint]] = field(default_factory=list)
    clips: bool = False

    def move(self, x: float, y: float) -> None:
        """m"""
        self.parts.append([(x, y)])

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        """re"""
        across, up = x + width, y + height
        self.parts.append([(x, y), (across, y), (across, up), (x, up), (x, y)])

    def go(self, numbers: Sequence[float]) -> None:
        """l, c, v, y: through points; a curve's control points stand for the curve, which lies within them."""
        if self.parts:
            self.parts[-1] += list(zip(numbers[::2], numbers[1::2], strict=True))

    def close(self) -> None:
        """h"""
        if self.parts:
            self.parts[-1].append(self.parts[-1][0])

    def placed(self, matrix: Affine) -> PathParts:
        """Its lines on the page."""
        return tuple(tuple(at(matrix, *point) for point in part) for part in self.parts)


def around(shape: PathParts) -> Extent:
    """The rectangle around a path."""
    return bounds([point for part in shape for point in part])


def inked(shape: PathParts, state: GraphicsState, strokes: bool) -> Extent:
    """The rectangle that painting a path may colour."""
    pen = max(HAIR, state.width * math.hypot(*state.matrix[:2]) / 2) if strokes else 0
    return grown(around(shape), pen)


def as_line(
    shape: PathParts, state: GraphicsState, fills: bool, strokes: bool, even_odd: bool = False
) -> tuple[float, bool]:
    """How wide a painted path is as a line, pt, and whether it is one. A border of CSS lies between two rectangles."""
    if strokes:
        return state.width * thinnest(state.matrix), not fills
    parts = [part for part in shape if not _is_flat(part)] or list(shape)
    if even_odd and len(shape) == 2 and (ring := _ring(*map(bounds, shape))) and all(map(_is_upright, shape)):
        return ring
    known = [_thin(part) for part in parts]
    thin = [one for one in known if one is not None]
    return (min(thin), True) if thin and len(thin) == len(known) else (0, False)


def _ring(one: Extent, other: Extent) -> tuple[float, bool] | None:
    """The width of the sides that one rectangle has around another, and whether they are lines; None for no sides."""
    outer, inner = sorted((one, other), key=_area, reverse=True)
    gaps = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if min(gaps) < -HAIR:
        return None
    sides = [gap for gap in gaps if gap > HAIR / 10]
    if not sides:
        return None
    length = max(outer[2] - outer[0], outer[3] - outer[1])
    return min(sides), length >= SLENDER * max(sides)


def _area(box: Extent) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_flat(part: Sequence[PagePoint]) -> bool:
    """Whether a filled part covers nothing."""
    return _area(bounds(part)) <= 0


def _is_upright(part: Sequence[PagePoint]) -> bool:
    """Whether a part is a rectangle with upright sides."""
    box = bounds(part)
    return len(part) == 5 and all(x in (box[0], box[2]) and y in (box[1], box[3]) for x, y in part)


def _thin(part: Sequence[PagePoint]) -> float | None:
    """The short side of a rectangle that is long enough to be a line."""
    points = part[:-1] if len(part) > 1 and part[0] == part[-1] else part
    if len(points) != 4:
        return None
    sides = [math.dist(points[n], points[(n + 1) % 4]) for n in range(4)]
    if abs(sides[0] - sides[2]) > _SHUT or abs(sides[1] - sides[3]) > _SHUT:
        return None
    short, length = sorted(sides[:2])
    return short if length >= SLENDER * short and length > 0 else None
