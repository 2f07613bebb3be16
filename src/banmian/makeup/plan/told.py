"""What a plan tells the editor: the faults that stay, the strip that is white, what is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...diagnostics import Diagnostic
from ...model import Node, Span, place_in
from ..fit import Filled, Fit
from ..frames import columns_of
from ..layouts import MM
from ..page_plan import PlanFault
from ..stone import Stone
from .news import News
from .search import Desk

FULL = 1.0
"""Load that a page holds."""


def called(stone: Stone, news: News) -> str:
    """What a story is called in a message."""
    if news.story:
        return stone.page.articles[news.story - 1].called
    card = stone.page.name_card
    return card.title.text if card and news.kind == "card" else news.kind


def told_faults(stone: Stone, faults: Sequence[PlanFault]) -> Iterator[Diagnostic]:
    """碰题 and 通线 that stay."""
    page = stone.page.label
    for fault in faults:
        if fault.rule == "tombstone":
            first, second = (stone.page.articles[number - 1] for number in fault.stories)
            place = first.headline.span if first.headline else stone.place()
            yield Diagnostic("M058", place, {"page": page, "first": first.called, "second": second.called})
    gutters = sum(fault.rule == "gutter" for fault in faults)
    if gutters:
        yield Diagnostic("M008", stone.place(), {"page": page, "gutters": gutters})


def told_white(stone: Stone, desk: Desk, rows: int) -> Diagnostic:
    """The strip at the foot of a short page."""
    grid = desk.grid
    characters = round(rows * grid.width / grid.size / 100) * 100
    facts = {"page": stone.page.label, "lines": rows, "mm": f"{rows * grid.leading / MM:.0f}", "characters": characters}
    return Diagnostic("M055", stone.place(), facts)


def told_over(stone: Stone, desk: Desk, fit: Fit) -> Diagnostic:
    """How many lines are over, from where on, and which stories could be left out: the last of least weight first."""
    lines = 0
    first: tuple[Node, int] | None = None
    foot = (desk.grid.taken + desk.grid.rows) * desk.grid.leading + fit.shell.type_area.y
    for filled in fit.filled:
        for node, start in _below(stone, filled, fit, foot):
            first, lines = first or (node, start), lines + 1
    text = first[0].text[first[1] : first[1] + 10] if first else ""
    place: Span | None = place_in(*first) if first else stone.place()
    stories = "、".join(f"《{called(stone, one)}》" for one in left_out(desk)) or "–"
    facts = {"page": stone.page.label, "lines": max(1, lines), "text": text, "load": f"{desk.load:.2f}", "stories": stories}
    return Diagnostic("M056", place, facts)


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


def left_out(desk: Desk) -> list[News]:
    """The stories without which the others fit: of least weight first, never one that must stand."""
    room = desk.grid.columns * desk.grid.rows * FULL
    sizes = {n: desk.natural(n) for n in range(len(desk.every))}
    found = list[News]()
    able = [n for n in sizes if not desk.every[n].must and desk.every[n].story]
    for n in sorted(able, key=lambda n: (-desk.every[n].rank, -n)):
        if sum(sizes.values()) <= room or len(sizes) == 1:
            break
        del sizes[n]
        found.append(desk.every[n])
    return found
