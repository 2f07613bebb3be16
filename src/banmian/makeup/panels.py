"""Panels: the ground and the border behind framed paragraphs (an editor's note), a piece in each column that they take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from .boxes import Box
from .composition import Area, Panel
from .fit import Filled, Fit
from .frames import columns_of
from .stone import Stone


def panels(stone: Stone, fit: Fit) -> Iterator[Panel]:
    """All panels of a page; neighbours of one role share one."""
    for filled in fit.filled:
        yield from _filled(stone, filled, fit)
    for area in fit.shell.areas:
        if not (area.fill or area.vertical or area.columns > 1):
            yield from _fixed(stone, area, fit)


def _filled(stone: Stone, filled: Filled, fit: Fit) -> Iterator[Panel]:
    leading, width = stone.layout.leading(fit.rung.lines), columns_of(filled.area, fit.rung.size).width
    placed = zip(stone.parts(filled.area), filled.items, filled.flow.places, strict=False)
    for role, group in groupby(placed, key=lambda one: one[0].role):
        style = filled.area.styles.get(role)
        rows: dict[int, tuple[int, int]] = {}
        for _, item, runs in group if style and style.frame else ():
            for run in runs:
                top, _ = rows.get(run.frame, (run.row, 0))
                rows[run.frame] = top, run.row + run.lines * item.rows
        for number, (top, foot) in rows.items():
            assert style and style.frame  # noqa: S101 - there are no rows without one
            frame, opens, closes = filled.frames[number], number == min(rows), number == max(rows)
            y = frame.y + top * leading - (style.frame.top if opens else 0)
            end = frame.y + (foot * leading + style.frame.bottom if closes else frame.rows * leading)
            yield Panel(filled.area.id, role, Box(frame.x, y, width, end - y), opens, closes)


def _fixed(stone: Stone, area: Area, fit: Fit) -> Iterator[Panel]:
    stacked = [one for one in stone.stack(area, fit.rung) if one[3]]
    for role, group in groupby(stacked, key=lambda one: one[1].role if one[1].frame else ""):
        if not role:
            continue
        kept = list(group)
        (foot, style, _, lines), (end, last, *_) = kept[0], kept[-1]
        assert style.frame and last.frame  # noqa: S101 - they have a role here
        y = area.box.y + foot - style.after - len(lines) * style.leading - style.frame.top
        height = area.box.y + end - last.after + last.frame.bottom - y
        yield Panel(area.id, role, Box(area.box.x, y, columns_of(area, area.size).width, height))
