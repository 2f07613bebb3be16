"""The stage itself: an issue's page, its shell and the faces become a `PageComposition`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..composer.faces import Chain
from ..composer.lines import SetLine
from ..diagnostics import errors
from ..model import Issue, Page, page_places
from .account import account, check_places, check_vertical, ill_set
from .composition import Area, Line, PageComposition, SetBlock, Shell, SlotBox, Style
from .crops import cropped, ladder
from .fit import Filled, Fit
from .flow import Item, Run
from .frames import columns_of, rules_of
from .head_rows import head_baselines, spare_above
from .layouts import Layout
from .page_plan import SketchOrder
from .panels import panels
from .placed_tables import aligned, line_in, tables_of_page
from .plan.plan_page import plan_page
from .stone import Stone, shell_on
from .unshown import marks_without_effect

MOST_APART = 0.25
"""The share of their distance by which vertical lines are moved apart at most, where the area is wider than they need."""


def make_up(
    issue: Issue, page: Page, shell: Shell, layout: Layout, chains: Mapping[str, Chain], order: SketchOrder | None = None,
    aspects: Mapping[str, float] | None = None, *, prove: bool = False,
) -> PageComposition:  # fmt: skip
    """Make up one page. Text that fits no rung is an error in the composition's `noticed`, and what is over has no place.
    `order`: what the editor says of its plan; `aspects`: width by depth of pictures, by the name of their figure;
    `prove`: other dissections of it are poured, too.

    Raises `Refused` when the layout has no place or no face for a text.
    """
    shell = shell_on(page, shell)
    stone = Stone(issue, page, shell, layout, chains, aspects=aspects or {})
    check_vertical(stone)
    fit = plan_page(stone, shell, order, prove=prove) if layout.modules else ladder(stone)
    stone.noticed += [*account(stone, fit), *marks_without_effect(stone), *([] if layout.modules else cropped(stone, fit))]
    places = page_places(issue, page)
    tables = tables_of_page(stone, fit)
    blocks = tuple(sorted([*_blocks(stone, fit), *tables.blocks], key=lambda block: places[block.name]))
    if not errors(stone.noticed):
        check_places(stone, blocks)
    stone.noticed += ill_set(stone, blocks)
    slots = tuple(SlotBox(item.id, item.kind, item.shows, item.depth, item.box) for item in fit.shell.items)
    leading = layout.leading(fit.rung.lines)
    rules = tuple(
        rule
        for filled in fit.filled
        for rule in rules_of(filled.area, filled.frames, columns_of(filled.area, fit.rung.size), leading)
    )
    return PageComposition(
        page, fit.rung, slots, blocks, rules, shell.page, leading, fit.tried, tuple(stone.noticed),
        panels=tuple(panels(stone, fit)), table_rules=tuple(tables.rules), again=tuple(tables.again),
    )  # fmt: skip


def _blocks(stone: Stone, fit: Fit) -> Iterator[SetBlock]:
    for filled in fit.filled:
        yield from _filled_blocks(stone, filled, fit)
    for area in fit.shell.areas:
        if area.vertical:
            yield from _vertical_blocks(stone, area, fit)
        elif not area.fill:
            yield from _fixed_blocks(stone, area, fit)


def _filled_blocks(stone: Stone, filled: Filled, fit: Fit) -> Iterator[SetBlock]:
    leading = stone.layout.leading(fit.rung.lines)
    columns = columns_of(filled.area, fit.rung.size)
    placed = zip(stone.parts(filled.area), filled.items, filled.flow.places, strict=False)  # none when there is no room
    for part, item, runs in placed:
        if part.table and part.row >= 0:
            continue  # placed_tables
        role, node = part.role, part.node
        style, lines = stone.styled(filled.area, role, node, columns.width, fit.rung)
        put = _head_lines if item.head else _text_lines
        made = put(filled, style, lines, (item, runs), columns.width, leading)
        if made:
            set_as = style.role if role == "item" else role  # an item that does not hang is set as any paragraph
            yield SetBlock(node.name, set_as, filled.area.id, tuple(made))


def _text_lines(
    filled: Filled, style: Style, lines: list[SetLine], placed: tuple[Item, list[Run]], width: float, leading: float
) -> list[Line]:
    """Lines in their rows."""
    item, runs = placed
    slots = [(filled.frames[run.frame], run.row + (n + 1) * item.rows) for run in runs for n in range(run.lines)]
    return [
        line_in(line, style, frame.x, frame.y + foot * leading, (width, item.rows * leading))
        for line, (frame, foot) in zip(lines, slots, strict=False)  # what is over has no slot
    ]


def _head_lines(
    filled: Filled, style: Style, lines: list[SetLine], placed: tuple[Item, list[Run]], width: float, leading: float
) -> list[Line]:
    """The lines of a head in its rows. Those that were laid above it stay above: below, all heads of a page are alike."""
    item, runs = placed
    if not runs:
        return []
    frame, row = filled.frames[runs[0].frame], runs[0].row
    text = filled.area.styles.get("paragraph", style)
    feet = head_baselines(style, text, len(lines), (item.before, item.rows), leading)
    return [aligned(line, style, frame.x, frame.y + row * leading + y, width) for line, y in zip(lines, feet, strict=True)]


def _fixed_blocks(stone: Stone, area: Area, fit: Fit) -> Iterator[SetBlock]:
    columns = columns_of(area, area.size)
    stacked = stone.stack(area, fit.rung)
    rows = 0
    deep = max(1, round(area.box.height / (stacked[0][1].leading if stacked else 1)))
    lower = area.box.y + spare_above(stacked[-1][0] if stacked else 0.0, area.box.height, [one[1].role for one in stacked])
    for foot, style, node, lines in stacked:
        made = []
        top = foot - style.after - len(lines) * style.leading
        for n, line in enumerate(lines):
            column, row = divmod(rows, deep) if area.columns > 1 else (0, 0)
            y = (row + 1) * style.leading if area.columns > 1 else top + (n + 1) * style.leading
            x = area.box.x + column * columns.pitch
            made.append(line_in(line, style, x, lower + y, (columns.width, style.leading)))
            rows += 1
        yield SetBlock(node.name, style.role, area.id, tuple(made))


def _vertical_blocks(stone: Stone, area: Area, fit: Fit) -> Iterator[SetBlock]:
    """Lines from the right to the left, in the middle of the area, what it has to spare between them; `align` is along the
    line.
    """
    stacked = stone.stack(area, fit.rung)
    count = sum(len(lines) for *_, lines in stacked)
    spare = area.box.width - (stacked[-1][0] if stacked else 0.0)
    apart = min([spare / (count + 1), *(MOST_APART * style.leading for _, style, _, _ in stacked)])
    right = area.box.right - (spare - (count - 1) * apart) / 2
    for foot, style, node, lines in stacked:
        first = right - (foot - style.after - len(lines) * style.leading)
        made = []
        for n, line in enumerate(lines):
            slack = area.box.height - line.width * style.size
            top = area.box.y + {"center": slack / 2, "right": slack}.get(style.align, 0.0)
            made.append(Line(first - (n + 0.5) * style.leading - n * apart, top, style.size, line))
        right -= len(lines) * apart
        yield SetBlock(node.name, style.role, area.id, tuple(made))
