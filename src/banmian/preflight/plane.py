"""Matrices, points and rectangles of PDF (ISO 32000-1, 8.3). Lengths in pt; a rectangle is (left, foot, right, top)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Affine = tuple[float, float, float, float, float, float]
Extent = tuple[float, float, float, float]
PagePoint = tuple[float, float]
UNIT: Affine = (1, 0, 0, 1, 0, 0)
MM = 25.4 / 72
"""mm in a pt."""
FAR = 1e9
EVERYWHERE: Extent = (-FAR, -FAR, FAR, FAR)


def numbers(values: Iterable[object], count: int) -> tuple[float, ...]:
    """So many finite numbers, as PDF has them. Raises ValueError for fewer, more, or what is none."""
    made = tuple(float(value) for value in values)  # type: ignore[arg-type] # pikepdf's numbers are all of them floats
    if len(made) != count or not all(map(math.isfinite, made)):
        raise ValueError(f"{count} numbers wanted")
    return made


def affine(values: Iterable[object]) -> Affine:
    """A matrix as PDF writes it."""
    a, b, c, d, e, f = numbers(values, 6)
    return a, b, c, d, e, f


def extent(values: Iterable[object]) -> Extent:
    """A rectangle as PDF writes it: any two corners that lie across from each other."""
    a, b, c, d = numbers(values, 4)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def times(first: Affine, then: Affine) -> Affine:
    """The matrix that does one and then another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def at(matrix: Affine, x: float, y: float) -> PagePoint:
    """Where a matrix puts a point."""
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def corners(matrix: Affine, box: Extent) -> list[PagePoint]:
    """Where a matrix puts the corners of a rectangle, in order around it."""
    left, foot, right, top = box
    return [at(matrix, left, foot), at(matrix, right, foot), at(matrix, right, top), at(matrix, left, top)]


def bounds(points: Sequence[PagePoint]) -> Extent:
    """The rectangle around some points; there must be one."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def cut(one: Extent, other: Extent) -> Extent:
    """What two rectangles share; its sides cross each other when that is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def grown(box: Extent, by: float) -> Extent:
    """A rectangle that is larger on each side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def is_empty(box: Extent) -> bool:
    """Whether nothing lies in a rectangle."""
    return box[2] <= box[0] or box[3] <= box[1]


def overlap(one: Extent, other: Extent) -> bool:
    """Whether two rectangles share more than an edge."""
    return not is_empty(cut(one, other))


def thinnest(matrix: Affine) -> float:
    """The smaller singular value: how wide a pen of width 1 draws where it draws thinnest (GWG 2022, D0018)."""
    a, b, c, d = matrix[:4]
    squares, area = a * a + b * b + c * c + d * d, abs(a * d - b * c)
    return math.sqrt(max(0.0, (squares - math.sqrt(max(0.0, squares * squares - 4 * area * area))) / 2))
