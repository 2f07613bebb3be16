"""Why a dissection that an editor drew cannot be: widths that do not add up, a story without a shape, unlike depths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import inf

from ...rules.rule import Both
from .sketch import Recut, Tree

MOST_WIDE = 99
"""Columns that a part of a sketch without a width may have."""
ColumnSpan = tuple[int, int]
"""The least and the most columns; the least is more than the most where none will do."""


@dataclass(frozen=True)
class Misfit:
    """A part of a sketch whose widths come to so many columns, where there is room for others."""

    part: Tree
    wide: ColumnSpan
    room: ColumnSpan

    @property
    def why(self) -> Both:
        """In both languages."""
        text, wide, room = self.part.text("|"), _said(self.wide), _said(self.room)
        return (
            f"{text!r} comes to {wide[0]} column(s) where there are {room[0]}",
            f"“{text}”合计{wide[1]}栏，而那里有{room[1]}栏",
        )


@dataclass(frozen=True)
class Gap:
    """How many lines parts beside each other differ in depth at the nearest; without `other`: a story has no shape."""

    lines: float
    part: Tree
    other: Tree | None
    wide: int

    def why(self, story: str) -> Both:
        """In both languages; `story`: what a story without a shape is called."""
        if self.other is None:
            return f"{story!r} has no shape {self.wide} column(s) wide", f"《{story}》排不成 {self.wide} 栏宽"
        one, other = self.part.text("|"), self.other.text("|")
        return (
            f"{one!r} and {other!r} beside it differ by {self.lines} line(s) in depth at the nearest",
            f"“{one}”和旁边的“{other}”最接近时高度也差 {self.lines} 行",
        )


def _said(wide: ColumnSpan) -> Both:
    low, high = wide
    if low == high:
        return str(low), f" {low} "
    return (f"at least {low}", f"至少 {low} ") if high >= MOST_WIDE else (f"{low} to {high}", f" {low} 至 {high} ")


def _both(one: ColumnSpan, other: ColumnSpan) -> ColumnSpan:
    return max(one[0], other[0]), min(one[1], other[1])


def widths(tree: Tree) -> ColumnSpan:
    """How many columns a part may take by the widths that are written in it."""
    own = (tree.wide, tree.wide) if tree.wide else (1, MOST_WIDE)
    every = [widths(part) for part in tree.parts]
    if tree.kind == "|":
        return _both(own, (sum(low for low, _ in every), min(MOST_WIDE, sum(high for _, high in every))))
    return reduce(_both, every, own)


def misfit(tree: Tree, room: ColumnSpan) -> Misfit | None:
    """The first part of a sketch whose widths do not come to those that there is room for."""
    if tree.wide:
        own = (tree.wide, tree.wide)
        if _none(_both(own, room)):
            return Misfit(tree, own, room)
        room = own
    if tree.kind == "|":
        inner = next((found for part in tree.parts if (found := misfit(part, (1, MOST_WIDE)))), None)
        whole = widths(Tree(tree.kind, tree.parts))
        return inner or (Misfit(tree, whole, room) if _none(_both(whole, room)) else None)
    for part in tree.parts:
        if found := misfit(part, room):
            return found
        room = _both(room, widths(part))
    return None


def _none(wide: ColumnSpan) -> bool:
    return wide[0] > wide[1]


class Impossible(Recut):
    """A given dissection that has no way: where it fails."""

    def gap(self, tree: Tree) -> Gap | None:
        """The nearest that it comes to one."""
        return min(self._gaps(tree, 0, self.columns), key=lambda one: one.lines, default=None)

    def _gaps(self, tree: Tree, start: int, wide: int) -> Iterator[Gap]:
        """What is wrong with a tree from its part `start` on, which has no way at a width."""
        if (tree.wide and not start and tree.wide != wide) or self._ways(tree, start, wide):
            return
        if not tree.kind:
            yield Gap(inf, tree, None, wide)
        elif start == len(tree.parts) - 1:
            yield from self._gaps(tree.parts[start], 0, wide)
        elif tree.kind == "/":
            yield from self._gaps(tree.parts[start], 0, wide)
            yield from self._gaps(tree, start + 1, wide)
        else:
            for left in range(1, wide):
                yield from self._apart(tree, start, left, wide)

    def _apart(self, tree: Tree, start: int, left: int, wide: int) -> Iterator[Gap]:
        """The same of a part and those at its right: the part is so many columns wide."""
        ones, others = self._ways(tree.parts[start], 0, left), self._ways(tree, start + 1, wide - left)
        if ones and others:
            rest = tree.parts[start + 1 :]
            lines = min(abs(one - other) for one in ones for other in others)
            yield Gap(lines, tree.parts[start], rest[0] if len(rest) == 1 else Tree(tree.kind, rest), wide)
            return
        yield from self._gaps(tree.parts[start], 0, left)
        yield from self._gaps(tree, start + 1, wide - left)


def nearest(gaps: Iterable[Gap | None], stories: Sequence[str], numbers: Mapping[str, int]) -> Both:
    """Why a dissection fails in the type in which it comes nearest to a way. `stories`: what they are called."""
    least = min((one for one in gaps if one), key=lambda one: one.lines, default=None)
    if least is None:
        return "it is far deeper than the page", "比一版深得太多"
    return least.why("" if least.other else stories[numbers[least.part.name]])
