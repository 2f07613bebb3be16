"""The stage itself: an issue's page, its shell and the faces become a `PageComposition`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import ceil

from ..diagnostics import Diagnostic, Refused, errors
from ..model import Article, Issue, Node, Page, Span, page_texts, place_in, texts
from .composition import Area, Line, PageComposition, SetBlock, Shell, Style
from .faces import Chain
from .fit import Filled, Fit, fit_page
from .flow import Item
from .frames import columns_of, rules_of
from .layouts import Layout
from .setting import WIDEST_GAP, Measure, SetLine, set_paragraph

EM_TOP = 0.88
"""The part of the em box above the baseline (Noto CJK and WenKai: 880 of 1000 units)."""

HEAD_ROLES = ("kicker", "headline", "subhead", "heading")
OVER = 0.01
"""em: a set line may be this much wider than its measure."""
SMALLEST_HEAD = 0.5
"""A head is set smaller, down to this share of its size, before it is an error."""


@dataclass
class _MakeUp:
    """One page on the stone."""

    issue: Issue
    page: Page
    shell: Shell
    layout: Layout
    chains: Mapping[str, Chain]
    noticed: list[Diagnostic] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    set_at: dict[tuple[int, str, float, float], list[SetLine]] = field(default_factory=dict)

    def nodes(self, area: Area) -> list[tuple[str, Node]]:
        """The (role, node) pairs that an area takes, in order."""
        found: list[tuple[str, Node]] = []
        for part in area.flow:
            found += list(flow_part(self.page, part))
        return found

    def chain(self, family: str) -> Chain:
        if family not in self.chains:
            facts = {"family": family, "families": ", ".join(self.chains), "layout": self.layout.name}
            raise Refused([Diagnostic("L006", None, facts)])
        return self.chains[family]

    def lines(self, node: Node, style: Style, width: float) -> list[SetLine]:
        """Set a node in a style to a width in pt; kept, because the ladder asks again and again."""
        key = (id(node), style.role, style.size, round(width, 4))
        if key not in self.set_at:
            chains = {"": self.chain(style.family)}
            chains |= {kind: self.chain(name) for kind, name in (("strong", style.strong), ("em", style.em)) if name}
            head = style.role in HEAD_ROLES
            measure = Measure(width / style.size, style.indent, style.align == "justify", style.tracking, head)
            self.set_at[key] = set_paragraph(node, chains, measure)
        return self.set_at[key]

    def head(self, node: Node, style: Style, width: float) -> tuple[Style, list[SetLine]]:
        """Set a head: broken only at its spaces, else anywhere; smaller when a part of it is wider than the measure."""
        sized, lines = style, list[SetLine]()
        for percent in range(100, int(SMALLEST_HEAD * 100) - 1, -2):
            sized = replace(style, size=style.size * percent / 100)
            lines = self.lines(node, sized, width)
            if len(lines) == 1 or all(_ends_at_space(node.text, line) for line in lines):
                break
        return sized, lines

    def nearest(self, area: Area, role: str) -> Style:
        """The style of running text for a role that the area has no sample of; a head must have its own."""
        for other in ("paragraph", "lead"):
            if other in area.styles and role not in HEAD_ROLES:
                return area.styles[other]
        raise Refused([Diagnostic("L003", None, {"layout": self.layout.name, "area": area.id, "role": role})])

    def styled(self, area: Area, role: str, node: Node, width: float) -> tuple[Style, list[SetLine]]:
        style = area.styles.get(role) or self.nearest(area, role)
        if role in HEAD_ROLES:
            return self.head(node, style, width)
        return style, self.lines(node, style, width)

    def items(self, area: Area, size: float) -> tuple[Item, ...]:
        """The items of a filling area at a rung; its styles have the body size already (`geometry.at_rung`)."""
        width = columns_of(area, size).width
        grid = self.layout.leading(int(self.layout.lines.base))
        made = []
        for role, node in self.nodes(area):
            style, lines = self.styled(area, role, node, width)
            rows = max(1, round(style.leading / _leading_of(area, style, grid)))
            before, after = (round(space / _leading_of(area, style, grid)) for space in (style.before, style.after))
            head = role in HEAD_ROLES
            made.append(Item(self.order[id(node)], len(lines), rows, before, after, head))
        return tuple(made)


def _leading_of(area: Area, style: Style, grid: float) -> float:
    """The grid line of an area: the leading of its running text."""
    body = area.styles.get("paragraph")
    return body.leading if body else grid


def _ends_at_space(text: str, line: SetLine) -> bool:
    end = line.start + len(line.text)
    return end >= len(text) or text[end - 1].isspace()


def flow_part(page: Page, part: str) -> Iterator[tuple[str, Node]]:
    """What a name in `data-flow` stands for: `a1`, `a1.headline`, `a1.lead`, `a1.sections`, `a1.section2`, `f1`."""
    name, _, inner = part.partition(".")
    number = int(name[1:]) - 1
    if name[0] == "f":
        caption = page.figures[number].caption
        if caption:
            yield "caption", caption
        return
    for role, section, node in article_parts(page.articles[number]):
        wanted = {"": True, "sections": section > 0, "body": role in ("lead", "paragraph", "heading")}
        if wanted.get(inner, inner in (role, f"section{section}")):
            yield role, node


def article_parts(article: Article) -> Iterator[tuple[str, int, Node]]:
    """(role, number of the section or 0, node) in reading order.

    An article without headed sections has no lead: its paragraphs are running text, as if of one section.
    """
    plain = not article.sections
    for role in ("kicker", "headline", "subhead"):
        node = getattr(article, role)
        if node:
            yield role, 0, node
    for paragraph in article.lead:
        yield ("paragraph", 1, paragraph) if plain else ("lead", 0, paragraph)
    for number, section in enumerate(article.sections, 1):
        yield "heading", number, section.heading
        for paragraph in section.paragraphs:
            yield "paragraph", number, paragraph


def make_up(issue: Issue, page: Page, shell: Shell, layout: Layout, chains: Mapping[str, Chain]) -> PageComposition:
    """Make up one page. Raises `Refused` when a character has no glyph or the text does not fit at the last rung."""
    stone = _MakeUp(issue, page, shell, layout, chains)
    stone.order = {id(node): n for n, node in enumerate(page_texts(issue, page))}
    depths = {area.depth: _content_depth(stone, area) for area in shell.areas if area.depth and not area.fill}
    fit = fit_page(shell, layout, depths, stone.items)
    _check_fit(stone, fit)
    blocks = tuple(sorted(_blocks(stone, fit), key=lambda block: block.order))
    _check_places(stone, blocks)
    stone.noticed += list(_ill_set(stone, blocks))
    if errors(stone.noticed):
        raise Refused(stone.noticed)
    boxes = {item.id: item.box for item in fit.shell.items}
    leading = layout.leading(fit.rung.lines)
    rules = tuple(
        rule
        for filled in fit.filled
        for rule in rules_of(filled.area, filled.frames, columns_of(filled.area, fit.rung.size), leading)
    )
    return PageComposition(page, fit.rung, boxes, blocks, rules, fit.tried, tuple(stone.noticed))


def _check_places(stone: _MakeUp, blocks: tuple[SetBlock, ...]) -> None:
    """Every text of the articles and every caption must stand in an area of the layout."""
    taken = {block.order for block in blocks}
    wanted = [("article", node) for article in stone.page.articles for node in texts(article)]
    wanted += [("caption", figure.caption) for figure in stone.page.figures if figure.caption]
    facts = {"layout": stone.layout.name}
    lost = [(what, node) for what, node in wanted if stone.order[id(node)] not in taken]
    if lost:
        faults = [Diagnostic("L004", n.span, facts | {"what": what, "text": n.text[:12]}) for what, n in lost]
        raise Refused([*stone.noticed, *faults])


def _content_depth(stone: _MakeUp, area: Area) -> int:
    """Grid lines that the content of a fixed area needs."""
    grid = stone.layout.leading(int(stone.layout.lines.base))
    return max(1, ceil(_stack(stone, area)[-1][0] / area.columns / grid - 0.01)) if stone.nodes(area) else 1


def _stack(stone: _MakeUp, area: Area) -> list[tuple[float, Style, Node, list[SetLine]]]:
    """The nodes of a fixed area under each other: (foot in pt from the area's top, style, node, lines)."""
    made: list[tuple[float, Style, Node, list[SetLine]]] = []
    y = 0.0
    width = columns_of(area, area.size).width
    for role, node in stone.nodes(area):
        style, lines = stone.styled(area, role, node, width)
        y += (style.before if made else 0) + len(lines) * style.leading + style.after
        made.append((y, style, node, lines))
    return made


def _blocks(stone: _MakeUp, fit: Fit) -> Iterator[SetBlock]:
    for filled in fit.filled:
        yield from _filled_blocks(stone, filled, fit)
    for area in fit.shell.areas:
        if not area.fill:
            yield from _fixed_blocks(stone, area)


def _filled_blocks(stone: _MakeUp, filled: Filled, fit: Fit) -> Iterator[SetBlock]:
    leading = stone.layout.leading(fit.rung.lines)
    columns = columns_of(filled.area, fit.rung.size)
    placed = zip(stone.nodes(filled.area), filled.items, filled.flow.places, strict=True)
    for (role, node), item, runs in placed:
        style, lines = stone.styled(filled.area, role, node, columns.width)
        slots = [(filled.frames[run.frame], run.row + (n + 1) * item.rows) for run in runs for n in range(run.lines)]
        made = [
            _line(line, style, frame.x, frame.y + foot * leading, columns.width, item.rows * leading)
            for line, (frame, foot) in zip(lines, slots, strict=True)
        ]
        yield SetBlock(item.order, role, filled.area.id, tuple(made))


def _fixed_blocks(stone: _MakeUp, area: Area) -> Iterator[SetBlock]:
    columns = columns_of(area, area.size)
    rows = 0
    deep = max(1, round(area.box.height / (_stack(stone, area)[0][1].leading if stone.nodes(area) else 1)))
    for foot, style, node, lines in _stack(stone, area):
        made = []
        top = foot - style.after - len(lines) * style.leading
        for n, line in enumerate(lines):
            column, row = divmod(rows, deep) if area.columns > 1 else (0, 0)
            y = (row + 1) * style.leading if area.columns > 1 else top + (n + 1) * style.leading
            x = area.box.x + column * columns.pitch
            made.append(_line(line, style, x, area.box.y + y, columns.width, style.leading))
            rows += 1
        yield SetBlock(stone.order[id(node)], style.role, area.id, tuple(made))


def _line(line: SetLine, style: Style, x: float, foot: float, width: float, leading: float) -> Line:
    """Put a line in its row: the em box is centred in the leading; centred and right-hand lines are moved."""
    slack = width - line.width * style.size
    shift = {"center": slack / 2, "right": slack}.get(style.align, 0.0)
    baseline = foot - (leading - style.size) / 2 - (1 - EM_TOP) * style.size
    return Line(x + shift, baseline, style.size, line)


def _check_fit(stone: _MakeUp, fit: Fit) -> None:
    """Text that is left over is an error; white that is left is a warning with its measure."""
    faults = [fault for filled in fit.filled for fault in _left_over(stone, filled)]
    if faults:
        raise Refused([*stone.noticed, *faults])
    for filled in fit.filled:
        rows = filled.flow.white + filled.flow.free
        if rows:
            size = filled.area.box.width / max(1, filled.area.columns) * rows * stone.layout.leading(fit.rung.lines)
            facts = {
                "lines": rows,
                "area": filled.area.id,
                "page": stone.page.label,
                "cm2": round(size / (72 / 2.54) ** 2, 1),
            }
            stone.noticed.append(Diagnostic("M002", _place(stone), facts))


def _left_over(stone: _MakeUp, filled: Filled) -> Iterator[Diagnostic]:
    if not filled.flow.over:
        return
    if not filled.flow.places:  # what stands above leaves the area no room at all
        facts = {"lines": filled.flow.over, "page": stone.page.label, "area": filled.area.id}
        yield Diagnostic("M005", _place(stone), facts)
        return
    columns = columns_of(filled.area, filled.area.styles["paragraph"].size if "paragraph" in filled.area.styles else 10)
    lines, characters, first = 0, 0, None
    for (role, node), runs in zip(stone.nodes(filled.area), filled.flow.places, strict=True):
        _, set_lines = stone.styled(filled.area, role, node, columns.width)
        left = set_lines[sum(run.lines for run in runs) :]
        lines += len(left)
        characters += sum(len(line.text) for line in left)
        if left and first is None:
            first = node, left[0]
    assert first is not None  # noqa: S101 - `over` counts what has no place
    node, line = first
    place = place_in(node, line.start)
    facts = {
        "lines": lines,
        "characters": characters,
        "page": stone.page.label,
        "text": line.text[:10],
        "area": filled.area.id,
    }
    yield Diagnostic("M001", place, facts)


def _place(stone: _MakeUp) -> Span | None:
    return stone.page.articles[0].headline.span if stone.page.articles else None


def _ill_set(stone: _MakeUp, blocks: tuple[SetBlock, ...]) -> Iterator[Diagnostic]:
    nodes = page_texts(stone.issue, stone.page)
    for block in blocks:
        for line in block.lines:
            if line.set.over > OVER:
                facts = {"over": f"{line.set.over:.1f}", "text": line.set.text[:20]}
                yield Diagnostic("M004", place_in(nodes[block.order], line.set.start), facts)
            if line.set.stretch > WIDEST_GAP:
                facts = {"gap": f"{line.set.stretch:.2f}", "text": line.set.text}
                yield Diagnostic("M003", place_in(nodes[block.order], line.set.start), facts)
