"""What a plan tells the editor: the faults that stay, the strip that is white, what is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from ...diagnostics import Diagnostic
from ...model import Node, Span, place_in
from ...rules.rule import Both
from ..fit import Filled, Fit
from ..frames import columns_of
from ..layouts import MM
from ..page_plan import Module, PlanFault, SketchOrder
from ..stone import Stone
from ..table_rows import across_width
from .grid import PageGrid
from .judge import placed
from .left_out import LeftOut
from .news import News
from .search import Desk, MadePage
from .shapes import FRAME_ROWS

WHERE = {"右": "right", "底": "foot", "双头条": "double"}
"""Labels that say where a story is to stand."""
HOLLOW = 3
"""Rows of white below a text, beside a picture, from which on it is told."""


def called(stone: Stone, news: News) -> str:
    """What a story is called in a message."""
    if news.story:
        return stone.page.articles[news.story - 1].called
    card = stone.page.name_card
    return card.title.text if card and news.kind == "card" else news.kind


def place_of(stone: Stone, number: int) -> Span | None:
    """Where a message about a story points; `number`: which of the page it is, 0 for what is none."""
    story = stone.page.articles[number - 1] if number else None
    return story.headline.span if story and story.headline else stone.place()


def told_faults(stone: Stone, faults: Sequence[PlanFault]) -> Iterator[Diagnostic]:
    """碰题 and 通线 that stay."""
    page = stone.page.label
    for fault in faults:
        if fault.rule == "tombstone":
            first, second = (stone.page.articles[number - 1] for number in fault.stories)
            place = place_of(stone, fault.stories[0])
            yield Diagnostic("M058", place, {"page": page, "first": first.called, "second": second.called})
    for number in dict.fromkeys(one for fault in faults if fault.rule == "place" for one in fault.stories):
        story = stone.page.articles[number - 1]
        where = "".join("{" + said + "}" for said in WHERE if WHERE[said] in story.said)
        yield Diagnostic("M086", place_of(stone, number), {"page": page, "story": story.called, "where": where})
    gutters = sum(fault.rule == "gutter" for fault in faults)
    if gutters:
        yield Diagnostic("M008", stone.place(), {"page": page, "gutters": gutters})


def told_white(stone: Stone, desk: Desk, rows: int) -> Diagnostic:
    """The strip at the foot of a short page."""
    grid = desk.grid
    characters = round(rows * grid.width / grid.size / 100) * 100
    facts = {"page": stone.page.label, "lines": rows, "mm": f"{rows * grid.leading / MM:.0f}", "characters": characters}
    return Diagnostic("M055", stone.place(), facts)


def told_hollow(stone: Stone, grid: PageGrid, modules: Sequence[Module]) -> Iterator[Diagnostic]:
    """White below the text of a story that is less deep than the picture beside it."""
    for module in modules:
        foot = max((box.foot for _, box in module.parts), default=module.box.height)
        rows = round((module.box.height - foot) / grid.leading) - (FRAME_ROWS // 2 if module.kind == "comment" else 0)
        if module.story and rows >= HOLLOW:
            story, mm = stone.page.articles[module.story - 1], f"{rows * grid.leading / MM:.0f}"
            facts = {"page": stone.page.label, "story": story.called, "lines": rows, "mm": mm}
            yield Diagnostic("M088", place_of(stone, module.story), facts)


def told_shapeless(stone: Stone, desk: Desk) -> list[Diagnostic]:
    """The stories that have no shape at any width; without any, that no way was found to put them together."""
    page, none = stone.page.label, [one for n, one in enumerate(desk.every) if desk.shapeless(n)]
    if not none:
        return [Diagnostic("M087", stone.place(), {"page": page, "count": len(desk.every)})]
    return [Diagnostic("M057", place_of(stone, one.story), {"page": page, "story": called(stone, one)}) for one in none]


def told_widths(stone: Stone, last: Callable[[], Desk], made: MadePage, every: Sequence[News]) -> Iterator[Diagnostic]:
    """The stories that stand in another width than their braces say, and why. `last`: a desk with the last limits, on which
    the stories may have no other widths.
    """
    took = {one.number: one.shape.wide for one in placed(made.way, every)}
    for number, news in enumerate(every):
        if news.columns and news.columns != took[number]:
            columns = made.desk.grid.columns
            why = (
                (f"the page has {columns}", f"一版只有 {columns} 栏")
                if news.columns > columns
                else _why(stone, last(), number)
            )
            facts: dict[str, object] = {"page": stone.page.label, "story": called(stone, news), "columns": news.columns}
            facts |= {"why": why[0], "why_zh": why[1], "taken": took[number]}
            yield Diagnostic("M085", place_of(stone, news.story), facts)


def _why(stone: Stone, desk: Desk, number: int) -> Both:
    """Why a story cannot have the width that its braces say."""
    news = desk.every[number]
    heads = desk.shaper.tops(news, min(news.columns, desk.grid.columns))
    if not heads:
        return "its headline has no room there in the smallest size", "标题用最小字号也排不开"
    if deep := _too_deep(stone, desk, number, min(heads)):
        lines, text = deep
        return f"its text is over by {lines} line(s), from {text!r} on", f"正文比版心多 {lines} 行，从“{text}”起"
    return "the other stories do not fill the rest beside it", "其余稿件填不齐它旁边的地方"


def _too_deep(stone: Stone, desk: Desk, number: int, above: int) -> tuple[int, str] | None:
    """How many lines of a story's text a page of its own would not hold below a head, and the words they begin with."""
    news, measures = desk.every[number], desk.measures
    setting = desk.setting(number)
    body = measures.body(news, setting, exact=True) if setting else None
    if not setting or not body:
        return None
    left = (desk.grid.rows - 1 - above) * setting.count
    area = measures.text_area(news, setting, setting.span(setting.count))
    for part, item in zip(stone.parts(area), body.items, strict=True):
        took = item.before + item.lines * item.rows + item.after
        if took > left:
            lines = stone.styled(area, part.role, part.node, setting.column, desk.rung)[1]
            first = lines[min(max(0, (left - item.before) // item.rows), len(lines) - 1)].start
            return body.rows - (desk.grid.rows - 1 - above) * setting.count, part.node.text[first : first + 10]
        left -= took
    return None


def told_over(stone: Stone, desk: Desk, fit: Fit, leave: LeftOut) -> Diagnostic:
    """By how much the page is too deep, how many lines stand below its foot, from where on, and what could be left out."""
    plan = fit.rung.plan
    assert plan  # noqa: S101 - it is too deep
    lines = 0
    first: tuple[Node, int] | None = None
    foot = (desk.grid.taken + desk.grid.rows) * desk.grid.leading + fit.shell.type_area.y
    for filled in fit.filled:
        for node, start in (*_below(stone, filled, fit, foot), *_rows_below(stone, filled, fit, foot)):
            first, lines = first or (node, start), lines + 1
    text = first[0].text[first[1] : first[1] + 10] if first else ""
    place: Span | None = place_in(*first) if first else stone.place()
    do = leave.said(lambda news: called(stone, news))
    facts = {"page": stone.page.label, "lines": max(1, lines), "text": text, "load": f"{plan.load:.2f}"}
    facts |= {"rows": plan.over, "do": do[0], "do_zh": do[1]}
    return Diagnostic("M056", place, facts)


def _rows_below(stone: Stone, filled: Filled, fit: Fit, foot: float) -> Iterator[tuple[Node, int]]:
    """The rows of tables across columns that stand below the page, by their first cell."""
    leading = stone.layout.leading(fit.rung.lines)
    for table, box in zip(stone.across(filled.area), filled.standing, strict=True):
        deep = stone.tables.deep(filled.area, table, across_width(filled.area, table, fit.rung.size), leading)
        feet = (box.y + rows * leading for rows in accumulate(deep))
        low = (row for row, y in zip(table.rows, feet, strict=True) if y > foot + 0.1)
        yield from ((next(cell for cell in row if cell.text), 0) for row in low if any(cell.text for cell in row))


def _below(stone: Stone, filled: Filled, fit: Fit, foot: float) -> Iterator[tuple[Node, int]]:
    """The lines that stand below the page: the text, and its character that the line begins with."""
    width, leading = columns_of(filled.area, fit.rung.size).width, stone.layout.leading(fit.rung.lines)
    for part, item, runs in zip(stone.parts(filled.area), filled.items, filled.flow.places, strict=False):
        feet = [
            filled.frames[run.frame].y + (run.row + (n + 1) * item.rows) * leading for run in runs for n in range(run.lines)
        ]
        low = [n for n, one in enumerate(feet) if one > foot + 0.1]
        if low and part.table and part.row >= 0:
            yield part.node, 0
        elif low:
            lines = stone.styled(filled.area, part.role, part.node, width, fit.rung)[1]
            yield from ((part.node, lines[n].start) for n in low if n < len(lines))


def told_drawn(stone: Stone, fit: Fit, order: SketchOrder, best: str) -> Diagnostic:
    """By how much a page that is made up as it was drawn does not come out even. `best`: the sketch of the best page."""
    plan = fit.rung.plan
    assert plan  # noqa: S101 - it has a sketch
    if plan.over:
        how = f"it is {plan.over} line(s) deeper than the type area", f"比版心深 {plan.over} 行"
    elif plan.white:
        how = f"{plan.white} line(s) stay white at its foot", f"版脚留白 {plan.white} 行"
    else:
        how = f"{fit.white} line(s) of its columns stay white", f"各栏合计空出 {fit.white} 行"
    facts = {"page": stone.page.label, "how": how[0], "how_zh": how[1], "best": best}
    return Diagnostic("M054", order.place or stone.place(), facts)
