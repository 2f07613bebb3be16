"""From the shell at base values to the shell at a rung: arithmetic on rectangles, in grid lines.

The rule, which the render must confirm within 0.01 mm: a box keeps its distance from the lowest foot above it, so what
gets deeper moves what is below it down; an area that fills ends at the foot of the type area all the same; a picture in
the lower half of such an area stands on its foot and grows upwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .boxes import Box
from .composition import Area, Obstacle, Rung, Shell
from .frames import columns_of
from .head_rows import HEAD_ROLES
from .layouts import Layout

_EPS = 0.02
"""Grid lines: two edges closer than this are level."""


@dataclass
class _GridItem:
    """An area or an obstacle: edges in grid lines below the type area's top at base values, and what it stands by.

    `above`: the pieces it keeps its distance from; `below`: those that hang under it; `host`: the filling area it is in.
    """

    item: Area | Obstacle
    top: float
    foot: float
    left: float
    right: float
    fills: bool = False
    hung: bool = False
    above: list[_GridItem] = field(default_factory=list)
    below: list[_GridItem] = field(default_factory=list)
    host: Area | None = None
    new_top: float = 0.0
    new_foot: float = 0.0

    def beside(self, other: _GridItem) -> bool:
        """Whether they share some width."""
        return self.left < other.right - 0.1 and other.left < self.right - 0.1


class Geometry:
    """A shell as pieces that know what they stand by: made once, then asked for the rectangles at rung after rung."""

    def __init__(self, shell: Shell, layout: Layout) -> None:
        self.shell, self.layout, self.base = shell, layout, layout.base
        self.depths = dict(self.base.depths)
        leading = layout.leading(self.base.lines)
        self.pieces = [_piece(shell, item, leading) for item in shell.items]
        _hang(self.pieces)
        for piece in self.pieces:
            _relate(piece, self.pieces)
        self.order = sorted(self.pieces, key=lambda piece: (piece.top, piece.foot))

    def boxes(self, rung: Rung) -> dict[str, Box]:
        """The rectangle of each area and obstacle at a rung, in pt."""
        grown, depths = rung.lines - self.base.lines, dict(rung.depths)
        for piece in self.pieces:
            if piece.fills or piece.hung:
                piece.new_foot = piece.foot + grown
        for piece in self.order:
            self._stand(piece, depths)
        leading, top = self.layout.leading(rung.lines), self.shell.type_area.y
        made = {}
        for piece in self.pieces:
            left, right = _sides(piece, self.columned(piece.host, rung), rung.size)
            height = (piece.new_foot - piece.new_top) * leading
            made[piece.item.id] = Box(left, top + piece.new_top * leading, right - left, height)
        return made

    def at(self, rung: Rung) -> Shell:
        """The shell as the template will lay it out with the rung's values."""
        boxes = self.boxes(rung)
        areas = tuple(self.area(area, rung, boxes[area.id]) for area in self.shell.areas)
        obstacles = tuple(replace(obstacle, box=boxes[obstacle.id]) for obstacle in self.shell.obstacles)
        return replace(self.shell, areas=areas, obstacles=obstacles)

    def area(self, area: Area, rung: Rung, box: Box) -> Area:
        """An area at a rung: its box, its columns, its styles."""
        ratio = self.layout.leading(rung.lines) / self.layout.leading(self.base.lines)
        columned = self.columned(area, rung)
        assert columned is not None  # noqa: S101 - given one
        return styled_at(replace(columned, box=box), self.base, rung, ratio)

    def columned(self, area: Area | None, rung: Rung) -> Area | None:
        """Running text in as many columns as the rung has, where the layout gives it those of the page."""
        if area and area.fill and area.columns == self.base.columns != rung.columns:
            return replace(area, columns=rung.columns)
        return area

    def _stand(self, piece: _GridItem, depths: Mapping[str, int]) -> None:
        """Give a piece its edges at some depths; what is above it has its own already."""
        deeper = self._deeper(piece, depths)
        if piece.hung:
            piece.new_foot -= sum(self._deeper(below, depths) for below in piece.below)
            piece.new_top = piece.new_foot - (piece.foot - piece.top) - deeper
            return
        shift = 0.0
        if piece.above:
            shift = max(other.new_foot for other in piece.above) - max(other.foot for other in piece.above)
        piece.new_top = piece.top + shift
        if not piece.fills:
            piece.new_foot = piece.foot + shift + deeper

    def _deeper(self, piece: _GridItem, depths: Mapping[str, int]) -> int:
        """Lines by which a piece is deeper than at the base."""
        name = piece.item.depth
        return depths[name] - self.depths[name] if name else 0


def _piece(shell: Shell, item: Area | Obstacle, leading: float) -> _GridItem:
    box, top = item.box, shell.type_area.y
    fills = isinstance(item, Area) and item.fill
    return _GridItem(item, (box.y - top) / leading, (box.foot - top) / leading, box.x, box.right, fills)


def _hang(pieces: list[_GridItem]) -> None:
    """Mark what stands on the foot of a filling area."""
    for host in (p for p in pieces if p.fills):
        for piece in pieces:
            inside = piece is not host and piece.beside(host) and piece.top > host.top - _EPS
            if inside and piece.foot <= host.foot + _EPS and piece.top + piece.foot > host.top + host.foot:
                piece.hung = True


def _relate(piece: _GridItem, pieces: list[_GridItem]) -> None:
    """Find what stands above a piece, what hangs under it, and the area it takes columns of."""
    others = [other for other in pieces if other is not piece and other.beside(piece)]
    piece.above = [p for p in others if not p.hung and not p.fills and p.foot <= piece.top + _EPS]
    piece.below = [p for p in others if p.hung and p.top >= piece.foot - _EPS]
    if piece.item.span is not None:
        hosts = [p.item for p in pieces if p.fills and p.beside(piece) and isinstance(p.item, Area)]
        piece.host = hosts[0] if hosts else None


def _sides(piece: _GridItem, host: Area | None, size: float) -> tuple[float, float]:
    """What takes whole columns of a filling area keeps to their edges at every body size."""
    if host is None or piece.item.span is None:
        return piece.left, piece.right
    first, count = piece.item.span
    columns = columns_of(host, size)
    first = first if first > 0 else columns.count + 1 + first
    left = host.box.x + (first - 1) * columns.pitch
    return left, left + (count - 1) * columns.pitch + columns.width


def styled_at(area: Area, base: Rung, rung: Rung, ratio: float) -> Area:
    """Leading follows the grid, but that of heads, whose size does not; type of the body size follows the body size."""
    if rung.size == base.size and ratio == 1:
        return area
    styles = {
        role: replace(
            style,
            size=rung.size if abs(style.size - base.size) < 1e-3 else style.size,
            leading=style.leading * (1 if role in HEAD_ROLES else ratio),
            before=style.before * ratio, after=style.after * ratio,
            frame=style.frame and style.frame.scaled(rung.size / base.size, ratio),
        )
        for role, style in area.styles.items()
    }  # fmt: skip
    return replace(area, styles=styles)
