"""Legs: the runs of a module's text between its pictures and its tables across columns, column by column, in rows."""

from __future__ import annotations

from typing import NamedTuple

from ..boxes import Box
from ..frames import SHALLOWEST, Frame, frames_of, outside, standing
from .grid import Setting
from .illustration import Art
from .measure import Body, Measures
from .news import News


class Beside(NamedTuple):
    """A head over the first so many columns of a text alone, and its rows: the others begin beside it (串文)."""

    columns: int
    rows: int


NOT_BESIDE = Beside(0, 0)
"""A head over all of them."""


def legs_of(
    measures: Measures, news: News, setting: Setting, body: Body, rows: int, art: Art, head: Beside = NOT_BESIDE
) -> list[Frame]:
    """The runs of a text that is so many rows deep, as `frames_of` cuts them; none where a table has no room."""
    columns, inset = setting.count, art.kind == "inset"
    hole = (rows if rows == art.foot else art.deep) if inset else 0
    if body.across:
        return _beside_tables(measures, news, setting, body, rows, (art.columns, hole) if inset else (0, 0))
    tops = [hole if inset and column >= columns - art.columns else 0 for column in range(columns)]
    tops[: head.columns] = [head.rows] * head.columns
    return [Frame(n, top, 0.0, 0.0, rows - top) for n, top in enumerate(tops) if rows - top >= SHALLOWEST]


def _beside_tables(
    measures: Measures, news: News, setting: Setting, body: Body, rows: int, inset: tuple[int, int]
) -> list[Frame]:
    """The runs beside tables that stand across columns. `inset`: columns at the right that pictures take, down to a row."""
    width, (columns, hole) = setting.span(setting.count), inset
    area, box = measures.text_area(news, setting, width), Box(0.0, 0.0, width, float(rows))
    pictures = [Box(setting.left(setting.count - columns), 0.0, setting.span(columns), float(hole))] if columns else []
    tables = standing(area, box, body.across, pictures, (measures.grid.size, 1.0))
    if any(outside(box, table, 1.0) > 0 for table in tables):
        return []
    return list(frames_of(area, box, [*pictures, *tables], measures.grid.size, 1.0))
