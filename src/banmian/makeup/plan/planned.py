"""From a plan to what make-up works with: the specimen from which the styles are read, the shell, modules as filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model import Page
from ..boxes import Box
from ..composition import Area, Obstacle, Rung, Shell
from ..fit import Filled
from ..flow import pour
from ..frames import frames_of, obstacles_of, standing
from ..geometry import styled_at
from ..layouts import MM, Layout
from ..module_rules import ModuleRules
from ..page_plan import Module, ModulePicture, PagePlan
from ..stone import Stone, has
from .news import News, news_of

OWN_PARTS = ("label", "kicker", "headline", "subhead", "summary", "byline")
"""What stands above a module's text, from the top down, each in a box of its own."""
_FREE = "modules"
"""The obstacle of a template that shows which part of the type area is the modules'."""


def rules_of_modules(layout: Layout) -> ModuleRules:
    """What the layout says of modules; asked only where it does."""
    assert layout.modules is not None  # noqa: S101 - who asks has seen that it does
    return layout.modules


def parts_of_module(page: Page, news: News) -> tuple[str, ...]:
    """The parts that stand above a module's text, and `text` if it has any."""
    if not news.story:
        return ()
    there = has(page.articles[news.story - 1])
    own = [part for part in OWN_PARTS if part in there or (part == "label" and news.label)]
    return (*own, "text")


def specimen(page: Page, layout: Layout) -> PagePlan:
    """A plan that shows what each module holds, all on the whole type area: from its render the styles are read."""
    rules = rules_of_modules(layout)
    width, height = layout.type_area[2] * MM, layout.type_area[3] * MM
    whole = Box(0, 0, width, height)
    modules = []
    for news in news_of(page, len(rules.ranks)):
        parts = tuple((part, whole) for part in parts_of_module(page, news))
        figures = [(number, page.figures[number - 1]) for number in news.figures]
        pictures = tuple(ModulePicture(n, whole, whole if figure.caption else None) for n, figure in figures)
        size = rules.of(news.kind, news.rank).size
        modules.append(Module(news.story, news.kind, news.rank, whole, parts, size, 1, 0.0, news.label, 1, 1.0, pictures))
    return PagePlan(tuple(modules))


def free_top(shell: Shell) -> float:
    """How far below the type area's top (pt) the modules begin, at base values."""
    free = next((one for one in shell.obstacles if one.id == _FREE), None)
    return free.box.y - shell.type_area.y if free else 0.0


def part_area(shell: Shell, layout: Layout, rung: Rung, module: Module, part: str, box: Box) -> Area:
    """The area of a part of a module, its box in pt on the page, its styles as they are at a rung."""
    name = f"m{module.story}-{part}"
    area = replace(_area_at(shell, name, layout, rung), box=box)
    if part == "headline":
        own = _sample(shell, name).styles["headline"]
        leading = own.leading / own.size * module.head
        style = replace(own, size=module.head, leading=leading, tracking=own.tracking + module.head_apart)
        return replace(area, styles={**area.styles, "headline": style}, head_lines=module.head_lines)
    if part == "text":
        return replace(area, columns=module.columns, gap=module.gap, tracking=module.tracking)
    return area


def planned_shell(shell: Shell, plan: PagePlan, layout: Layout, rung: Rung) -> Shell:
    """The shell of a plan: what the specimen's shell has besides modules, and each module's slots in their places."""
    areas: list[Area] = []
    obstacles = [one for one in shell.obstacles if one.id == _FREE]
    for module in plan.modules:
        x, y = shell.type_area.x + module.box.x, shell.type_area.y + module.box.y
        for part, box in module.parts:
            if part != "label":
                areas.append(part_area(shell, layout, rung, module, part, _moved(box, x, y)))
        if module.kind == "card":
            obstacles += [
                replace(_obstacle(shell, "name-card"), box=_moved(Box(0, 0, module.box.width, module.box.height), x, y))
            ]
        for picture in module.pictures:
            obstacles.append(replace(_obstacle(shell, f"p{picture.figure}"), box=_moved(picture.box, x, y)))
            if picture.caption:
                caption = _area_at(shell, f"c{picture.figure}", layout, rung)
                areas.append(replace(caption, box=_moved(picture.caption, x, y)))
    return replace(shell, areas=tuple(areas), obstacles=tuple(obstacles))


def _area_at(shell: Shell, name: str, layout: Layout, rung: Rung) -> Area:
    """An area of the specimen with its styles as they are at a rung."""
    ratio = layout.leading(rung.lines) / layout.leading(layout.base.lines)
    return styled_at(_sample(shell, name), layout.base, rung, ratio)


def _sample(shell: Shell, name: str) -> Area:
    return next(area for area in shell.areas if area.id == name)


def _obstacle(shell: Shell, name: str) -> Obstacle:
    return next(one for one in shell.obstacles if one.id == name)


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.x + x, box.y + y, box.width, box.height)


def filled_module(stone: Stone, shell: Shell, area: Area, rung: Rung, extra: Sequence[int] = ()) -> Filled:
    """The text of a module poured into its columns. `area`: its text area, of the planned shell."""
    leading = stone.layout.leading(rung.lines)
    boxes = {item.id: item.box for item in shell.items}
    own = replace(shell, obstacles=tuple(one for one in shell.obstacles if one.id != _FREE))
    obstacles = obstacles_of(area, own, boxes, leading)
    across = standing(area, area.box, stone.standing(area, rung), obstacles, (rung.size, leading))
    frames = frames_of(area, area.box, [*obstacles, *across], rung.size, leading)
    items = stone.items(area, rung)
    flow = pour(items, frames, extra)
    return Filled(area, frames, items, flow, tuple(extra), stone.layout.costs, tuple(across))


def filled_modules(stone: Stone, shell: Shell, plan: PagePlan, rung: Rung) -> Iterator[Filled]:
    """Each module's text as filled, in order."""
    texts = {area.id: area for area in shell.areas if area.fill}
    for module in plan.modules:
        area = texts.get(f"m{module.story}-text")
        if area:
            yield filled_module(stone, shell, area, rung, module.extra)
