"""What text, lines and what overprints lie on: each thing paints its number into a small raster of its page.

Text paints nothing: its box is not its shape. White that knocks out clears the ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from .budget import ReaderBudget
from .events import PaintEvent
from .plane import Extent, PagePoint, is_empty

MOST_CELLS = 16_000_000
STEPS = 60
"""Places along a straight line that are looked at."""
ENOUGH = 200
"""Things that one thing is said to lie on, at most."""


def lay(events: Sequence[PaintEvent], media: Extent, budget: ReaderBudget) -> None:
    """Give each event of a page that is text, a line or overprints the numbers of what lies under it."""
    ground = _Ground.of(media, budget)
    for event in events:
        if not event.seen or event.kind == "group" or (event.kind == "text" and event.state.render == 3):
            continue
        if event.kind == "text" or event.line or event.state.fill_over or event.state.stroke_over:
            event.on = ground.under(event)
        if event.kind != "text":
            ground.paint(event)


@dataclass
class _Ground:
    """The raster: a cell a pt, fewer of a large page."""

    image: Image.Image
    pen: Any
    media: Extent
    scale: float
    budget: ReaderBudget

    @classmethod
    def of(cls, media: Extent, budget: ReaderBudget) -> _Ground:
        wide, high = max(1.0, media[2] - media[0]), max(1.0, media[3] - media[1])
        scale = min(1.0, (MOST_CELLS / (wide * high)) ** 0.5)
        size = max(1, min(MOST_CELLS, round(wide * scale))), max(1, min(MOST_CELLS, round(high * scale)))
        image = Image.new("I", size if size[0] * size[1] <= 2 * MOST_CELLS else (1, 1), 0)
        return cls(image, ImageDraw.Draw(image), media, scale, budget)

    def cell(self, point: PagePoint) -> PagePoint:
        """Where a point of the page lies in the raster."""
        return (point[0] - self.media[0]) * self.scale, (self.media[3] - point[1]) * self.scale

    def box(self, box: Extent) -> tuple[float, float, float, float]:
        """A rectangle of the page in the raster: left, top, right, foot."""
        return *self.cell((box[0], box[3])), *self.cell((box[2], box[1]))

    def under(self, event: PaintEvent) -> tuple[int, ...]:
        """The numbers in the cells under an event."""
        found: list[object]
        if event.line and event.stroke.family:
            found = [self.image.getpixel(place) for place in self._along(event)]
        else:
            found = [value for _, value in self._within(event)]
        numbers = {value for value in found if isinstance(value, int) and value}
        return tuple(sorted(numbers))[:ENOUGH]

    def _within(self, event: PaintEvent) -> Sequence[tuple[int, Any]]:
        left, top, right, foot = self.box(event.box)
        inset = 1 if min(right - left, foot - top) > 4 else 0
        first = max(0, int(left + inset)), max(0, int(top + inset))
        last = min(self.image.width, int(right - inset) + 1), min(self.image.height, int(foot - inset) + 1)
        cells = (last[0] - first[0]) * (last[1] - first[1])
        if last[0] <= first[0] or last[1] <= first[1] or not self.budget.look(cells):
            return ()
        return self.image.crop((*first, *last)).getcolors(cells) or ()  # a larger number would make a larger table

    def _along(self, event: PaintEvent) -> Iterator[tuple[int, int]]:
        """Cells along a stroke."""
        for part in event.shape:
            cells = [self.cell(point) for point in part]
            for (left, top), (right, foot) in pairwise(cells):
                count = min(STEPS, max(1, int(max(abs(right - left), abs(foot - top)))))
                if not self.budget.look(count):
                    return
                for n in range(count + 1):
                    x, y = int(left + (right - left) * n / count), int(top + (foot - top) * n / count)
                    if 0 <= x < self.image.width and 0 <= y < self.image.height:
                        yield x, y

    def paint(self, event: PaintEvent) -> None:
        """Paint an event's number; white that knocks out leaves paper."""
        box = self.box(event.box)
        if is_empty(box) or not self.budget.look(max(1, int((box[2] - box[0]) * (box[3] - box[1])) // 50)):
            return
        white = event.kind == "path" and all(paint.white for paint, _ in event.paints)
        over = any(flag for _, flag in event.paints) or event.state.blend != "Normal"
        value = 0 if white and not over else event.number
        if event.even_odd and len(event.shape) > 1:
            self._between([[self.cell(point) for point in part] for part in event.shape], value, box)
            return
        for part in event.shape or (_around(event.box),):
            self._draw([self.cell(point) for point in part], value, event, box)

    def _between(self, parts: list[list[PagePoint]], value: int, box: Extent) -> None:
        """Fill what an odd number of polygons cover: a ring, and not what it surrounds."""
        left, top, wide, high = self._inside(box)
        if wide <= 0 or high <= 0:
            return
        stencil = Image.new("1", (wide, high))
        for cells in parts:
            one = Image.new("1", (wide, high))
            near = [(min(max(x - left, -1e5), 1e5), min(max(y - top, -1e5), 1e5)) for x, y in cells]
            if len(near) > 2:
                ImageDraw.Draw(one).polygon(near, fill=1)
                stencil = ImageChops.logical_xor(stencil, one)
        self.image.paste(value, (left, top), stencil)

    def _inside(self, box: Extent) -> tuple[int, int, int, int]:
        """A rectangle of the raster in whole cells: left, top, width, height."""
        left, top = max(0, int(box[0])), max(0, int(box[1]))
        return left, top, min(self.image.width, int(box[2]) + 1) - left, min(self.image.height, int(box[3]) + 1) - top

    def _draw(self, cells: list[PagePoint], value: int, event: PaintEvent, box: Extent) -> None:
        """Draw a polygon or a line, within the clip's box: where the clip cuts, through a stencil."""
        across, up = [x for x, _ in cells], [y for _, y in cells]
        cut = min(across) < box[0] - 1 or max(across) > box[2] + 1 or min(up) < box[1] - 1 or max(up) > box[3] + 1
        if not cut:
            self._shape(self.pen, cells, value, event)
            return
        left, top, wide, high = self._inside(box)
        if wide > 0 and high > 0:
            stencil = Image.new("L", (wide, high))
            self._shape(ImageDraw.Draw(stencil), [(x - left, y - top) for x, y in cells], 255, event)
            self.image.paste(value, (left, top), stencil)

    def _shape(self, pen: Any, cells: list[PagePoint], value: int, event: PaintEvent) -> None:
        near = [(min(max(x, -1e5), 1e5), min(max(y, -1e5), 1e5)) for x, y in cells]
        if event.kind == "path" and event.stroke.family and not event.fill.family:
            if len(near) > 1:
                pen.line(near, fill=value, width=max(1, min(2000, round(event.width * self.scale))))
        elif len(near) > 2:
            pen.polygon(near, fill=value)
        elif len(near) == 2:
            pen.line(near, fill=value)


def _around(box: Extent) -> tuple[PagePoint, ...]:
    return (box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])
