"""Pages of many pictures as values: shells without a template, and text that nearly fills them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from banmian.makeup.boxes import Box
from banmian.makeup.composition import Area, Obstacle, Rung, Shell, Style
from banmian.makeup.fit import Fit, fit_page
from banmian.makeup.flow import Item
from banmian.makeup.frames import columns_of, frames_of, obstacles_of
from banmian.makeup.geometry import Geometry
from banmian.makeup.layouts import MM, Layout, Steps

BODY = Style("paragraph", "Banmian Song", 10.5, 16)
LINE = BODY.leading


@dataclass(frozen=True)
class PicturePage:
    """A shell, its layout, and the items of its one filling area."""

    shell: Shell
    layout: Layout
    items: tuple[Item, ...]

    def fit(self) -> Fit:
        """Make it up."""
        return fit_page(self.shell, self.layout, _nothing, lambda area, rung: self.items)


def _nothing(rung: Rung) -> dict[str, int]:
    return {}


def layout_of(depths: Mapping[str, Steps], columns: int = 5, lines: int = 90, **ladder: Steps) -> Layout:
    """A layout of columns 200 pt apart, with some steps of leading and size."""
    width, height = columns * 200.0, lines * LINE
    steps = {"size": Steps(10.5, 9, 12, 0.25, 14), "leading": Steps(lines, lines - 4, lines + 6, 2, 10)} | ladder
    return Layout(
        "pictures", {}, (width / MM, height / MM), (0, 0, width / MM, height / MM), head_space=Steps(0, 0, 1),
        depths=dict(depths), columns=columns, gap=2, fonts=(), columns_steps=Steps(columns, columns, columns), size=steps["size"], lines=steps["leading"],
    )  # fmt: skip


def page_of(layout: Layout, area: Area, obstacles: tuple[Obstacle, ...], over: int, seed: int = 1) -> PicturePage:
    """`over`: rows of text more than the base has room for. Heads and paragraphs are the same each time."""
    page = Box(0, 0, area.box.width, layout.type_area[3] * MM)
    shell, dice = Shell(page, page, (area,), obstacles), random.Random(seed)  # noqa: S311 - the same pages every time
    boxes = Geometry(shell, layout).boxes(layout.base)
    frames = frames_of(area, boxes[area.id], obstacles_of(area, shell, boxes, LINE), BODY.size, LINE)
    left, items = sum(frame.rows for frame in frames) + over, list[Item]()
    while left > 0:
        if dice.random() < 0.1:
            items.append(Item(1, 2, 1, 1, head=True))
            left -= 4
        lines = max(1, min(left, dice.randint(1, 9)))
        items.append(Item(lines))
        left -= lines
    return PicturePage(shell, layout, tuple(items))


def steps_of(count: int) -> dict[str, Steps]:
    """Thirteen depths of each picture."""
    return {f"p{n:02}": Steps(12 - n % 3, 8 - n % 3, 20 - n % 3) for n in range(count)}


def in_columns(count: int, over: int) -> PicturePage:
    """Pictures one column wide, above each other, some from the top, some on the foot: each moves its own column."""
    layout = layout_of(steps_of(count))
    area = Area("body", Box(0, 0, 1000, 90 * LINE), ("a1",), {"paragraph": BODY}, columns=5, gap=2, fill=True)
    columns, made, used = columns_of(area, BODY.size), list[Obstacle](), {}
    for n, (name, steps) in enumerate(layout.depths.items()):
        place = (n % 5, n // 5 % 2)
        above, deep = used.get(place, 0), int(steps.base)
        top = 90 - above - deep if place[1] else 2 + n % 4 + above
        box = Box(columns.pitch * place[0], top * LINE, columns.width, deep * LINE)
        made.append(Obstacle(f"o{n}", box, name, (place[0] + 1, 1)))
        used[place] = above + deep + 5
    return page_of(layout, area, tuple(made), over)


def in_rows(count: int, over: int) -> PicturePage:
    """Four pictures beside each other in each row above the text, a rule below: of a row the deepest counts."""
    layout = layout_of(steps_of(count))
    made, top = list[Obstacle](), 0
    depths = list(layout.depths.items())
    for row in (depths[n : n + 4] for n in range(0, count, 4)):
        for n, (name, steps) in enumerate(row):
            made.append(Obstacle(f"o-{name}", Box(n * 250, top * LINE, 240, int(steps.base) * LINE), name))
        top += max(int(steps.base) for _, steps in row)
        made.append(Obstacle(f"rule-{top}", Box(0, top * LINE, 1000, LINE)))
        top += 1
    styles = {"paragraph": BODY}
    area = Area("body", Box(0, top * LINE, 1000, (90 - top) * LINE), ("a1",), styles, columns=5, gap=2, fill=True)
    return page_of(layout, area, tuple(made), over)
