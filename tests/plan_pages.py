"""What every planned page must be: modules that tile, columns that end even, text whole, everything on the grid."""

import sys
from collections import Counter

from banmian.makeup.fit import Fit
from banmian.makeup.frames import columns_of
from banmian.makeup.page_plan import Module
from banmian.makeup.plan.grid import PageGrid, grid_of
from banmian.makeup.plan.heads import LEAST_FILL
from banmian.makeup.plan.planned import free_top
from banmian.makeup.stone import Stone, story_parts

from .conftest import ROOT

sys.path.insert(0, str(ROOT / "bench"))

import newsroom

SENTENCES = newsroom.Sentences()
SHORT = 12
"""Rows of a text that may end a few rows before its columns do."""


def grid(stone: Stone, fit: Fit) -> PageGrid:
    """The grid of a planned page."""
    rung = fit.rung
    page_type = next(one for one in stone.layout.modules.types if (one.size, one.lines) == (rung.size, rung.lines))
    return grid_of(stone.layout, page_type, free_top(stone.shell))


def cells(module: Module, of: PageGrid) -> list[tuple[int, int]]:
    """The basic columns and rows that a module covers, with the white line under it."""
    x, y = module.box.x / of.pitch, module.box.y / of.leading - of.taken
    wide, high = (module.box.width + of.alley) / of.pitch, module.box.height / of.leading + 1
    for value in (x, y, wide, high):
        assert abs(value - round(value)) < 1e-6, "off the grid"
    return [(c, r) for c in range(round(x), round(x + wide)) for r in range(round(y), round(y + high))]


def tiles(stone: Stone, fit: Fit) -> None:
    """Every cell of the type area is one module's, but for the strip at the foot; no module reaches out of it."""
    of, plan = grid(stone, fit), fit.rung.plan
    found = Counter(cell for module in plan.modules for cell in cells(module, of))
    deep = of.rows - plan.white + plan.over
    assert found == dict.fromkeys([(c, r) for c in range(of.columns) for r in range(deep)], 1)


def even(fit: Fit) -> None:
    """Nothing over, no white in the text; at its end one row, or a few where it is short."""
    for filled in fit.filled:
        rows, columns = sum(item.lines * item.rows for item in filled.items), filled.area.columns
        short = max(columns - 1, 2 * columns - rows) if rows <= max(SHORT, 2 * columns) or fit.rung.plan.white else 1
        assert (filled.flow.over, filled.flow.white) == (0, 0)
        assert filled.flow.free <= max(1, short), filled.area.id


def whole(stone: Stone, fit: Fit) -> None:
    """Each text of the stories and each caption stands in one area of the page."""
    shown = Counter(node.name for area in fit.shell.areas for _, node in stone.nodes(area))
    wanted = [node.name for story in stone.page.articles for _, _, node in story_parts(story)]
    wanted += [figure.caption.name for figure in stone.page.figures if figure.caption]
    assert shown == Counter(wanted)
    figures = [picture.figure for module in fit.rung.plan.modules for picture in module.pictures]
    assert sorted(figures) == list(range(1, len(stone.page.figures) + 1))


def apart(fit: Fit) -> None:
    """The parts and pictures of a module lie inside of it, and only insets and heads beside text in the text's box."""
    for module in fit.rung.plan.modules:
        boxes = [(part, box) for part, box in module.parts]
        boxes += [(f"picture {one.figure}", one.box) for one in module.pictures]
        boxes += [(f"caption {one.figure}", one.caption) for one in module.pictures if one.caption]
        for _, box in boxes:
            assert box.x > -0.01 and box.right < module.box.width + 0.01
            assert box.y > -0.01 and box.foot < module.box.height + 0.01, (module.story, boxes)
        inset = {f"{kind} {one.figure}" for one in module.pictures if one.inset for kind in ("picture", "caption")}
        text = module.boxes.get("text")
        inset |= {part for part, box in module.parts if text and box.width < text.width - 1}
        for n, (name, a) in enumerate(boxes):
            for other, b in boxes[n + 1 :]:
                meet = a.x < b.right - 0.01 and b.x < a.right - 0.01 and a.y < b.foot - 0.01 and b.y < a.foot - 0.01
                assert not meet or ("text" in (name, other) and inset & {name, other}), (module.story, name, other)


def clear(fit: Fit) -> None:
    """No column of text runs into a head, a picture or a caption."""
    for filled in fit.filled:
        wide, lead = columns_of(filled.area, fit.rung.size).width, filled.area.styles["paragraph"].leading
        own = filled.area.id.partition("-")[0] + "-"
        others = [one.box for one in fit.shell.areas if one.id.startswith(own) and not one.fill]
        others += [one.box for one in fit.shell.obstacles if one.id != "modules"]
        for frame in filled.frames:
            for box in others:
                level = frame.y < box.foot - 0.05 and box.y < frame.y + frame.rows * lead - 0.05
                assert not (level and frame.x < box.right - 0.05 and box.x < frame.x + wide - 0.05), (filled.area.id, box)


def heads(stone: Stone, fit: Fit) -> None:
    """A headline is set in the lines and in the depth that were planned; heads of one rank have one size."""
    sizes: dict[object, set[float]] = {}
    for module in fit.rung.plan.modules:
        if "headline" in module.boxes:
            area = next(area for area in fit.shell.areas if area.id == f"m{module.story}-headline")
            ((foot, style, _, lines),) = stone.stack(area, fit.rung)
            assert (len(lines), style.size) == (module.head_lines, module.head)
            assert foot <= area.box.height + 0.01
            assert max(line.width for line in lines) * style.size <= area.box.width + 0.01
            whole = sum(line.width for line in lines) * style.size
            assert len(lines) == 1 or whole > LEAST_FILL * area.box.width, "broken to eat white"
            sizes.setdefault(module.kind if module.kind != "story" else module.rank, set()).add(module.head)
    assert all(len(own) == 1 for own in sizes.values()), sizes


def white_alike(fit: Fit) -> None:
    """Section heads have the same white above them, in whichever module of the page they stand."""
    assert len({rows for module in fit.rung.plan.modules for rows in module.extra}) <= 1


def short_heads(fit: Fit) -> int:
    """Heads that fill less of their width than they should: named as faults."""
    assert LEAST_FILL == 0.55
    return sum(fault.rule == "head_short" for fault in fit.rung.plan.faults)


def good(stone: Stone, fit: Fit) -> None:
    """All of it."""
    tiles(stone, fit)
    even(fit)
    whole(stone, fit)
    apart(fit)
    clear(fit)
    heads(stone, fit)
    white_alike(fit)


def codes(stone: Stone) -> list[str]:
    """What was noticed."""
    return sorted(one.code for one in stone.noticed)


def said(stone: Stone, code: str) -> str:
    """What a diagnostic says, with its hint."""
    (one,) = [one for one in stone.noticed if one.code == code]
    assert one.message("zh")
    return f"{one.message()} ({one.hint()})"
