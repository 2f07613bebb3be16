"""What is painted behind set lines, as the layout's style sheet has it: grounds and borders, rules between columns."""

from __future__ import annotations

from typing import Any

from ..makeup.composition import ColumnRule, Panel, TableRule
from .painter import PT
from .shells import ground_of


def paint_panel(stream: Any, panel: Panel, sample: Any) -> None:
    """Fill the ground, then the border's sides; a side at which the panel goes on in another column has none."""
    x, y, width, height = (value / PT for value in (panel.box.x, panel.box.y, panel.box.width, panel.box.height))
    if ground := ground_of(sample):
        _fill(stream, ground, x, y, width, height)
    top, right, bottom, left = (getattr(sample, f"border_{side}_width") for side in ("top", "right", "bottom", "left"))
    sides = (
        ("top", panel.opens, x, y, width, top),
        ("bottom", panel.closes, x, y + height - bottom, width, bottom),
        ("left", True, x, y, left, height),
        ("right", True, x + width - right, y, right, height),
    )
    for side, shown, *box in sides:
        if shown and min(box[2:]) > 0:
            _fill(stream, _colour(sample.style, f"border_{side}_color"), *box)


def paint_rule(stream: Any, rule: ColumnRule, style: Any) -> None:
    """A rule between two columns of an area that has this style."""
    width = style["column_rule_width"]
    if style["column_rule_style"] != "none" and width:
        colour = _colour(style, "column_rule_color")
        _fill(stream, colour, rule.x / PT - width / 2, rule.top / PT, width, (rule.foot - rule.top) / PT)


def paint_table_rule(stream: Any, rule: TableRule, sample: Any) -> None:
    """A rule of a table, as a border of the sample is."""
    width = sample.style[f"border_{rule.edge}_width"] if sample else 0
    if width:
        colour = _colour(sample.style, f"border_{rule.edge}_color")
        _fill(stream, colour, rule.x / PT, rule.y / PT - width / 2, rule.width / PT, width)


def _colour(style: Any, name: str) -> Any:
    return style["color"] if style[name] == "currentcolor" else style[name]


def _fill(stream: Any, colour: Any, x: float, y: float, width: float, height: float) -> None:
    with stream.artifact():
        stream.set_color(colour)
        stream.rectangle(x, y, width, height)
        stream.fill()
