"""What a page draws, as values: the state of graphics (ISO 32000-1, 8.4), and the events of painting in their order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from .fonts import PdfFont
from .paints import BLACK, NONE, ColourSpace, Paint
from .plane import EVERYWHERE, UNIT, Affine, Extent, PagePoint, is_empty


@dataclass(slots=True)
class GraphicsState:
    """The parameters that are in force: of lines, colours, overprint, transparency and text."""

    matrix: Affine = UNIT
    clip: Extent = EVERYWHERE
    fill: Paint = BLACK
    stroke: Paint = BLACK
    fill_space: ColourSpace = field(default_factory=lambda: ColourSpace("DeviceGray"))
    stroke_space: ColourSpace = field(default_factory=lambda: ColourSpace("DeviceGray"))
    width: float = 1
    fill_over: bool = False
    stroke_over: bool = False
    mode: int = 0
    blend: str = "Normal"
    transfer: bool = False
    font: PdfFont | None = None
    size: float = 0
    spacing: float = 0
    word_spacing: float = 0
    stretch: float = 1
    leading: float = 0
    rise: float = 0
    render: int = 0

    def copy(self) -> GraphicsState:
        """The same, to go on with."""
        return replace(self)


@dataclass(frozen=True, slots=True)
class Within:
    """What a stream is drawn in: names of forms from the page on; `role`: page, pattern, mask or luminosity mask; whether a
    layer hides it; the matrix of patterns.
    """

    where: tuple[str, ...] = ()
    role: str = "page"
    hidden: bool = False
    base: Affine = UNIT

    def inner(self, name: str, role: str = "") -> Within:
        """What a stream inside of it is drawn in."""
        return replace(self, where=(*self.where, name), role=role or self.role)


@dataclass(slots=True)
class PaintEvent:
    """One thing that is painted, or a group that begins. `kind`: text, path, image, shading or group.

    `box`: the rectangle that it may colour, pt, clipped; `shape`: polygons; `width`: of a line after all matrices, of a
    thin filled rectangle too; `size`: of text after all matrices, pt; `ppi`: of a picture along both of its sides;
    `mcid`: of the marked content; `on`: the numbers of what it lies on (`ground.py`); `space`: of a group or a picture.
    """

    kind: str
    page: int
    number: int
    box: Extent
    state: GraphicsState
    within: Within
    fill: Paint = NONE
    stroke: Paint = NONE
    shape: tuple[tuple[PagePoint, ...], ...] = ()
    width: float = 0
    line: bool = False
    even_odd: bool = False
    text: str = ""
    size: float = 0
    font: PdfFont | None = None
    codes: tuple[int, ...] = ()
    pixels: tuple[int, int] = (0, 0)
    ppi: tuple[float, float] = (0, 0)
    bits: int = 8
    space: Paint = NONE
    mcid: int | None = None
    on: tuple[int, ...] = ()
    obj: Any = None

    @property
    def paints(self) -> list[tuple[Paint, bool]]:
        """Each of its colours, and whether that is set to overprint."""
        both = ((self.fill, self.state.fill_over), (self.stroke, self.state.stroke_over))
        return [(paint, over) for paint, over in both if paint is not NONE]

    @property
    def seen(self) -> bool:
        """Whether it is part of what the page shows itself, and not hidden, clipped away or a mask."""
        return not self.within.hidden and self.within.role == "page" and not is_empty(self.box)
