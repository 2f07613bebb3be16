"""The account of a made-up page: what is over or white and what would help, what is set loosely, what breaks a habit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from ..composer.lines import SetLine
from ..diagnostics import Diagnostic, Refused
from ..model import Figure, Node, Page, page_texts, place_in
from .boxes import Box
from .composition import Area, Obstacle, SetBlock, Shell
from .crops import allows
from .fit import Filled, Fit
from .flow import level_at, lonely_at
from .frames import columns_of
from .head_rows import HEAD_ROLES
from .layouts import MM
from .stone import Stone, story_parts

MOST_LOOSE = 3
"""Loose lines of a page that are told one by one."""
OVER = 0.01
"""em: a set line may be this much wider than its measure."""
POINTS_A_CM = 72 / 2.54


KINDS = {
    "text": "正文", "lead": "导语", "headline": "主题", "kicker": "肩题", "subhead": "副题", "head": "标题",
    "caption": "图说", "summary": "提要题", "byline": "署名", "note": "编者按", "picture": "图片", "card": "名片",
}  # fmt: skip
"""What the kinds of slots are called in Chinese."""


def _called_area(shell: Shell, area: Area) -> dict[str, object]:
    """An area by its name, in Chinese by what it is; where there are several of a kind, by both."""
    alone = sum(other.kind == area.kind for other in shell.areas) == 1
    return {"area": area.id, "area_zh": KINDS[area.kind] if alone else f"{KINDS[area.kind]} {area.id}"}


def account(stone: Stone, fit: Fit) -> Iterator[Diagnostic]:
    """Text that is left over is an error; white that is left is a warning with its measure, and so are broken habits."""
    faults = [fault for filled in fit.filled for fault in _left_over(stone, filled, fit)]
    faults += _crowded(stone, fit)
    faults += [fault for filled in fit.filled for fault in _too_wide(stone, filled, fit)]
    yield from faults
    if faults:
        return
    over = fit.rung.plan is not None and fit.rung.plan.over  # then the page is another one once it is shorter
    for filled in () if over else fit.filled:
        yield from _white(stone, filled, fit)
        yield from _habits(stone, filled, inside=fit.rung.plan is not None)
        yield from _fewer_columns(stone, filled)
    if not fit.rung.plan:
        yield from _gutters(stone, fit)


def _crowded(stone: Stone, fit: Fit) -> Iterator[Diagnostic]:
    """Vertical heads that are wider than their area."""
    for area in fit.shell.areas:
        stacked = stone.stack(area, fit.rung) if area.vertical else []
        over = stacked[-1][0] - area.box.width if stacked else 0.0
        if over > OVER * area.size:
            facts = {"page": stone.page.label, **_called_area(fit.shell, area), "mm": f"{over / MM:.1f}"}
            yield Diagnostic("M009", stacked[-1][2].span, facts)


def _too_wide(stone: Stone, filled: Filled, fit: Fit) -> Iterator[Diagnostic]:
    """Tables that are wider than their place, and how many columns would do."""
    area = filled.area
    for table in stone.tables.among(stone.nodes(area)):
        first = next(cell for row in table.rows for cell in row if cell.text)
        over = stone.tables.too_wide(area, table, fit.rung.size)
        if over:
            wider = (n for n in range(2, area.columns + 1) if not stone.tables.set(area, table, _width(area, n, fit)).over)
            enough = next(wider, max(2, area.columns))
            facts = {"page": stone.page.label, "article": _called(stone.page, first), "columns": enough}
            measures = {"mm": f"{over / MM:.1f}", "characters": f"{over / area.size:.1f}"}
            yield Diagnostic("M045", first.span, facts | measures)


def _width(area: Area, count: int, fit: Fit) -> float:
    columns = columns_of(area, fit.rung.size)
    return (count - 1) * columns.pitch + columns.width


def _fewer_columns(stone: Stone, filled: Filled) -> Iterator[Diagnostic]:
    """Tables that are to take more columns than there are."""
    for table in stone.across(filled.area):
        if table.across > filled.area.columns:
            facts = {"page": stone.page.label, "columns": filled.area.columns, "wanted": table.across}
            yield Diagnostic("M046", table.rows[0][0].span, facts)


def check_vertical(stone: Stone) -> None:
    """A vertical area takes heads and nothing else. Raises Refused."""
    faults = []
    for area in (area for area in stone.shell.areas if area.vertical):
        taken = ["data-fill"] if area.fill else [role for role, _ in stone.nodes(area) if role not in HEAD_ROLES]
        facts = {"layout": stone.layout.name, "area": area.id}
        faults += [Diagnostic("L007", None, facts | {"what": what}) for what in taken[:1]]
    if faults:
        raise Refused([*stone.noticed, *faults])


def check_places(stone: Stone, blocks: Sequence[SetBlock]) -> None:
    """Every text of the articles and every caption must stand in an area of the layout. Raises Refused."""
    taken = {block.name for block in blocks}
    wanted = [("article", node) for story in stone.page.articles for _, _, node in story_parts(story)]
    wanted += [("caption", figure.caption) for figure in stone.page.figures if figure.caption]
    lost = [(what, node) for what, node in wanted if node.name not in taken]
    if lost:
        facts = {"layout": stone.layout.name}
        faults = [Diagnostic("L004", n.span, facts | {"what": what, "text": n.text[:12]}) for what, n in lost]
        raise Refused([*stone.noticed, *faults])


def _white(stone: Stone, filled: Filled, fit: Fit) -> Iterator[Diagnostic]:
    rows = filled.flow.white + filled.flow.free
    if rows <= (filled.area.columns if fit.rung.plan else 0):  # less than a line of each column: the plan has paid for it
        return
    area = filled.area
    size = columns_of(area, fit.rung.size).width * rows * stone.layout.leading(fit.rung.lines)
    facts = {
        "lines": rows, **_called_area(fit.shell, area), "page": stone.page.label, "cm2": round(size / POINTS_A_CM**2, 1),
        "characters": round(rows * columns_of(area, fit.rung.size).width / fit.rung.size),
    }  # fmt: skip
    yield _with_help(stone, fit, facts, ("M002", "M012"), rows, filled)


def _left_over(stone: Stone, filled: Filled, fit: Fit) -> Iterator[Diagnostic]:
    if not filled.flow.over:
        return
    page = stone.page.label
    if not filled.flow.places:  # what stands above leaves the area no room at all
        facts = {"lines": filled.flow.over, "page": page, **_called_area(stone.shell, filled.area)}
        yield Diagnostic("M005", stone.place(), facts)
        return
    left = list(_unplaced(stone, filled, fit))
    node, line = left[0]
    characters = sum(len(line.text) for _, line in left)
    facts = {
        "lines": len(left), "characters": characters, "page": page, "text": line.text[:10],
        **_called_area(stone.shell, filled.area), "article": _called(stone.page, node),
    }  # fmt: skip
    helped = _with_help(stone, fit, facts, ("M001", "M011"), len(left), filled)
    yield Diagnostic(helped.code, place_in(node, line.start), helped.facts)


def _unplaced(stone: Stone, filled: Filled, fit: Fit) -> Iterator[tuple[Node, SetLine]]:
    width = columns_of(filled.area, fit.rung.size).width
    for part, item, runs in zip(stone.parts(filled.area), filled.items, filled.flow.places, strict=True):
        if part.table and part.row >= 0:
            cells = () if runs else stone.tables.set(filled.area, part.table, width).rows[part.row].cells
            yield from ((cell.node, line) for cell in cells for _, line in cell.lines)
            continue
        _, lines = stone.styled(filled.area, part.role, part.node, width, fit.rung)
        placed = len(lines) if item.head and runs else sum(run.lines for run in runs)
        yield from ((part.node, line) for line in lines[placed:])


def _with_help(
    stone: Stone, fit: Fit, facts: dict[str, object], codes: tuple[str, str], lines: int, filled: Filled
) -> Diagnostic:
    """A diagnostic that names the longest section, and how much of a picture's depth would do, if there is one."""
    facts = facts | {"section": _longest_section(stone, filled)}
    free, depths = stone.layout.depths.keys() - stone.depths(fit.rung).keys(), dict(fit.rung.depths)
    figures = {figure.name: figure for figure in stone.page.figures}
    shown = {item.shows[0]: item for item in reversed(fit.shell.obstacles) if item.depth in free and item.shows}
    for figure, item in ((figures[name], shown[name]) for name in figures if name in shown):
        rows = ceil(lines / (item.span[1] if item.span else filled.area.columns))
        change = rows * stone.layout.leading(fit.rung.lines) * (-1 if filled.flow.over else 1)
        # A picture has no more than its depth to give, nor doubles it with grace, nor is it cropped out of its shape.
        if rows < depths[item.depth] and allows(stone, item, item.box.height + change):
            mm = f"{rows * stone.layout.leading(fit.rung.lines) / MM:.0f}"
            helps = {"picture": _called_picture(figure, item), "depth": item.depth, "rows": rows, "mm": mm}
            return Diagnostic(codes[0], stone.place(), facts | helps)
    return Diagnostic(codes[1], stone.place(), facts)


def _called_picture(figure: Figure, item: Obstacle) -> str:
    """What an editor calls a picture: its caption, else its file, else its place."""
    return figure.caption.text[:24] if figure.caption else figure.image or item.id


def _longest_section(stone: Stone, filled: Filled) -> str:
    """The heading of the section with the most text among those that an area takes; without any, the headline."""
    best, most, heading, count = "", -1, "", 0
    for role, node in [*stone.nodes(filled.area), ("headline", None)]:
        if role in HEAD_ROLES or node is None:
            if count > most:
                best, most = heading, count
            heading, count = (node.text if node else ""), 0
        else:
            count += len(node.text)
    return best or stone.page.articles[0].called


def _habits(stone: Stone, filled: Filled, inside: bool) -> Iterator[Diagnostic]:
    """孤行 and 碰题, where no rung of the ladder avoids them. `inside`: of a module, whose own heads are the page's affair
    as little as its gutters: the planner has judged the page (`plan/judge.py`).
    """
    facts: dict[str, object] = {"page": stone.page.label, **_called_area(stone.shell, filled.area)}
    if filled.flow.lonely:
        node = _first(stone, filled, lonely_at(filled.items, filled.flow.places))
        facts |= {"lines": filled.flow.lonely, "text": node.text[:10]}
        yield Diagnostic("M006", node.span, facts)
    if filled.flow.level_heads and not inside:
        node = _first(stone, filled, level_at(filled.items, filled.flow.places, filled.frames))
        facts |= {"heads": filled.flow.level_heads, "text": node.text[:20]}
        yield Diagnostic("M007", node.span, facts)


def _first(stone: Stone, filled: Filled, items: Sequence[int]) -> Node:
    """The text of the first of some items; the area's first where there is none, as for a stanza that is parted."""
    return stone.parts(filled.area)[items[0] if items else 0].node


def _gutters(stone: Stone, fit: Fit) -> Iterator[Diagnostic]:
    """通线: a gutter between two columns that nothing crosses from the top of the type area to its foot."""
    boxes = [item.box for item in fit.shell.items if item.id not in {filled.area.id for filled in fit.filled}]
    boxes += [box for filled in fit.filled for box in filled.standing]
    for filled in fit.filled:
        columns = columns_of(filled.area, fit.rung.size)
        open_ = [
            number
            for number in range(1, columns.count)
            if not _crossed(filled.area.box.x + number * columns.pitch - (columns.pitch - columns.width) / 2, boxes)
        ]
        top = filled.area.box.y - fit.shell.type_area.y < stone.layout.leading(fit.rung.lines)
        if open_ and top:
            facts = {"page": stone.page.label, "gutters": ", ".join(map(str, open_))}
            yield Diagnostic("M008", stone.place(), facts)


def _crossed(x: float, boxes: Sequence[Box]) -> bool:
    return any(box.x < x < box.right for box in boxes)


def ill_set(stone: Stone, blocks: Sequence[SetBlock]) -> Iterator[Diagnostic]:
    """Lines that are wider than their measure, and lines that would have gaps over the limit, or have them."""
    nodes = {node.name: node for node in page_texts(stone.issue, stone.page)}
    loose = list[tuple[Node, SetLine]]()
    for block in blocks:
        for line in block.lines:
            node = nodes[block.name]
            if line.set.over > OVER:
                facts = {"over": f"{line.set.over:.1f}", "text": line.set.text[:20]}
                yield Diagnostic("M004", place_in(node, line.set.start), facts)
            if line.set.loose or line.set.parted:
                loose.append((node, line.set))
    yield from _told(stone.page, loose)


def _told(page: Page, loose: Sequence[tuple[Node, SetLine]]) -> Iterator[Diagnostic]:
    """Each loose line of a page, or all of them in one message where they are many."""
    every = [(node, line, {"text": line.text, "article": _called(page, node)} | _looseness(line)) for node, line in loose]
    if len(every) <= MOST_LOOSE:
        yield from (Diagnostic("M003", place_in(node, line.start), facts) for node, line, facts in every)
        return
    node, line, facts = max(every, key=lambda one: one[1].stretch)
    articles = list(dict.fromkeys(one["article"] for _, _, one in every))
    named = {"articles": ", ".join(map(repr, articles)), "articles_zh": "".join(f"《{one}》" for one in articles)}
    yield Diagnostic("M090", place_in(node, line.start), facts | named | {"page": page.label, "count": str(len(every))})


def _looseness(line: SetLine) -> dict[str, str]:
    """What was done with a line that has too few characters."""
    gap = f"{line.stretch:.2f}"
    if line.short:
        return {"gap": gap, "how": f"{gap} em are left white at its end", "how_zh": f"行末留白 {gap} 字"}
    if line.loose:
        return {"gap": gap, "how": f"gaps of {gap} em", "how_zh": f"字距拉开 {gap} 字"}
    return {"gap": gap, "how": "a number or date is parted at its end", "how_zh": "行末拆开了数字或日期"}


def _called(page: Page, node: Node) -> str:
    """What the story is called that a text runs in; a caption's own words."""
    for story in page.articles:
        if any(text.name == node.name for _, _, text in story_parts(story)):
            return story.called
    return node.text[:12]
