"""A page's plan for machines: what `report.json` and `banmian plan --format json` say of it."""

from __future__ import annotations

from typing import Any

from ..model import Page
from .boxes import Box
from .page_plan import Module, ModulePicture, PagePlan

MM = 25.4 / 72


def facts_of(plan: PagePlan, page: Page) -> dict[str, Any]:
    """Sketch, load, price, faults, modules, the next best (those of a build are not `proved`: they may be dearer, or not
    even). Boxes in mm from the upper left corner of the type area (a
    picture's from its module's), type sizes in pt. A story is its number on the page, 0 for the name card.
    """
    return {
        "sketch": plan.sketch,
        "kept": plan.kept,
        "load": round(plan.load, 3),
        "price": round(plan.price, 2),
        "white": plan.white,
        "over": plan.over,
        "faults": [{"rule": one.rule, "price": round(one.price, 2), "stories": list(one.stories)} for one in plan.faults],
        "modules": [_module(one, page) for one in plan.modules],
        "others": [{"sketch": one, "price": round(price, 2), "proved": plan.proved} for one, price in plan.others],
    }


def head_of(number: int, page: Page) -> str:
    """What a module is called: its story's headline, or the name card's title."""
    if 0 < number <= len(page.articles):
        return page.articles[number - 1].called
    return page.name_card.title.text if page.name_card else ""


def _module(module: Module, page: Page) -> dict[str, Any]:
    return {
        "story": module.story,
        "called": head_of(module.story, page),
        "kind": module.kind,
        "rank": module.rank,
        **({"label": module.label} if module.label else {}),
        "box": _box(module.box),
        "head": {
            "size": module.head,
            "lines": module.head_lines,
            **({"apart": module.head_apart} if module.head_apart else {}),
        },
        "columns": module.columns,
        "pictures": [_picture(one) for one in module.pictures],
    }


def _picture(picture: ModulePicture) -> dict[str, Any]:
    return {"figure": picture.figure, "inset": picture.inset, "box": _box(picture.box)}


def _box(box: Box) -> dict[str, float]:
    return {name: round(value * MM, 2) for name, value in zip("x y width height".split(), _sides(box), strict=True)}


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height
