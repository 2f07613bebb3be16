"""From the shell at base values to the shell at a rung: arithmetic on rectangles, in grid lines.

The rule, which the render must confirm within 0.01 mm: a box keeps its distance from the lowest foot above it, so what
gets deeper moves what is below it down; an area that fills ends at the foot of the type area all the same; a picture in
the lower half of such an area stands on its foot and grows upwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .composition import Area, Box, Obstacle, Rung, Shell
from .frames import columns_of
from .layouts import Layout

_EPS = 0.02
"""Grid lines: two edges closer than this are level."""


@dataclass
class _Piece:
    """An area or an obstacle on its way to the rung: edges in grid lines below the type area's top."""

    item: Area | Obstacle
    top: float
    foot: float
    left: float
    right: float
    fills: bool = False
    hung: bool = False
    new_top: float = 0.0
    new_foot: float = 0.0

    def beside(self, other: _Piece) -> bool:
        return self.left < other.right - 0.1 and other.left < self.right - 0.1


def at_rung(shell: Shell, layout: Layout, rung: Rung) -> Shell:
    """The shell as the template will lay it out with the rung's values."""
    base = layout.base
    old, new = layout.leading(base.lines), layout.leading(rung.lines)
    pieces = [_piece(shell, _in_columns(item, base, rung), old) for item in shell.items]
    _hang(pieces)
    grown = rung.lines - base.lines
    for piece in pieces:
        if piece.fills or piece.hung:
            piece.new_foot = piece.foot + grown
    for piece in sorted(pieces, key=lambda p: (p.top, p.foot)):
        _stand(piece, pieces, rung, base)
    for piece in pieces:
        _span(piece, pieces, rung.size)
    boxed = [_boxed(piece, shell, new) for piece in pieces]
    areas = tuple(_styled(item, base, rung, new / old) for item in boxed if isinstance(item, Area))
    return replace(shell, areas=areas, obstacles=tuple(item for item in boxed if isinstance(item, Obstacle)))


def _in_columns(item: Area | Obstacle, base: Rung, rung: Rung) -> Area | Obstacle:
    """Running text in as many columns as the rung has, where the layout gives it those of the page."""
    if isinstance(item, Area) and item.fill and item.columns == base.columns != rung.columns:
        return replace(item, columns=rung.columns)
    return item


def _piece(shell: Shell, item: Area | Obstacle, leading: float) -> _Piece:
    box, top = item.box, shell.type_area.y
    fills = isinstance(item, Area) and item.fill
    return _Piece(item, (box.y - top) / leading, (box.foot - top) / leading, box.x, box.right, fills)


def _hang(pieces: list[_Piece]) -> None:
    """Mark what stands on the foot of a filling area."""
    for host in (p for p in pieces if p.fills):
        for piece in pieces:
            inside = piece is not host and piece.beside(host) and piece.top > host.top - _EPS
            if inside and piece.foot <= host.foot + _EPS and piece.top + piece.foot > host.top + host.foot:
                piece.hung = True


def _stand(piece: _Piece, pieces: list[_Piece], rung: Rung, base: Rung) -> None:
    """Give a piece its edges at the rung; what is above it has its own already."""
    deeper = _deeper(piece, rung, base)
    if piece.hung:
        below = (p for p in pieces if p.hung and p.beside(piece) and p.top >= piece.foot - _EPS)
        piece.new_foot -= sum(_deeper(p, rung, base) for p in below)
        piece.new_top = piece.new_foot - (piece.foot - piece.top) - deeper
        return
    above = [
        p
        for p in pieces
        if not p.hung and not p.fills and p is not piece and p.beside(piece) and p.foot <= piece.top + _EPS
    ]
    shift = max(p.new_foot for p in above) - max(p.foot for p in above) if above else 0.0
    piece.new_top = piece.top + shift
    if not piece.fills:
        piece.new_foot = piece.foot + shift + deeper


def _deeper(piece: _Piece, rung: Rung, base: Rung) -> int:
    """Lines by which a piece is deeper at the rung."""
    name = piece.item.depth
    return rung.depths[name] - base.depths[name] if name else 0


def _span(piece: _Piece, pieces: list[_Piece], size: float) -> None:
    """What takes whole columns of a filling area keeps to their edges at every body size."""
    host = next((p for p in pieces if p.fills and isinstance(p.item, Area) and p.beside(piece)), None)
    if piece.item.span is None or host is None or not isinstance(host.item, Area):
        return
    first, count = piece.item.span
    columns = columns_of(host.item, size)
    first = first if first > 0 else columns.count + 1 + first
    piece.left = host.left + (first - 1) * columns.pitch
    piece.right = piece.left + (count - 1) * columns.pitch + columns.width


def _boxed(piece: _Piece, shell: Shell, leading: float) -> Area | Obstacle:
    top = shell.type_area.y + piece.new_top * leading
    box = Box(piece.left, top, piece.right - piece.left, (piece.new_foot - piece.new_top) * leading)
    return replace(piece.item, box=box)


def _styled(area: Area, base: Rung, rung: Rung, ratio: float) -> Area:
    """Leading follows the grid; type of the body size follows the body size."""
    if rung.size == base.size and ratio == 1:
        return area
    styles = {
        role: replace(
            style,
            size=rung.size if abs(style.size - base.size) < 1e-3 else style.size,
            leading=style.leading * ratio, before=style.before * ratio, after=style.after * ratio,
        )
        for role, style in area.styles.items()
    }  # fmt: skip
    return replace(area, styles=styles)
