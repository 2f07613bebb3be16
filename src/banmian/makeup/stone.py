"""The stone: one page while it is made up. It knows which texts an area takes, and sets them in the area's styles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil

from ..composer.breaking import Measure
from ..composer.faces import Chain
from ..composer.heads import HeadFit, head_galley, set_head
from ..composer.lines import SetLine
from ..composer.row import Row
from ..composer.setting import Galley
from ..diagnostics import Diagnostic, Refused
from ..limits import LINE_CHARACTERS
from ..model import Issue, Node, Page, Paragraph, Running, Span, Story, Table, parts_of, texts
from .composition import Area, Rung, Shell, Style
from .flow import Item
from .frames import Standing, columns_of
from .head_rows import HEAD_ROLES, head_rows
from .layouts import Layout
from .manner import Stanza, as_caption, as_item, as_line, hangs, stanzas
from .table_rows import CELLS, FlowPart, PageTables, across_width, rows_a_line

OF_HEAD = ("kicker", "headline", "subhead")
"""What stands above a story's text."""
APART = ("summary", "byline", "note")
"""What may have an area of its own between a head and its text (`a1.byline`); without one it is read with the text."""
SET_AS = {"dateline": "", "byline": "signed"}
"""What is set in another style than its role's: a paragraph with a dateline as any other, a byline that ends a story."""

ROOMY = 12.0
"""em: a text is shaped as for a line of this width when its lines are only counted."""

SetNode = tuple[Style, list[SetLine]]
"""A node as set: its style, in the size that was found for it, and its lines."""


@dataclass
class Stone:
    """`set_at`: what was set, by all that decides it, because the ladder asks again: the share of the size it is set in,
    and its lines. `galleys`: texts as shaped, by their faces. `widths`: how wide the lines of verses are. `taken`: what
    areas take, by their flow. `aspects`: width by depth of pictures, by the name of their figure.
    """

    issue: Issue
    page: Page
    shell: Shell
    layout: Layout
    chains: Mapping[str, Chain]
    noticed: list[Diagnostic] = field(default_factory=list)
    set_at: dict[tuple[object, ...], tuple[float, list[SetLine]]] = field(default_factory=dict)
    galleys: dict[tuple[object, ...], Galley] = field(default_factory=dict)
    widths: dict[tuple[object, ...], tuple[float, ...]] = field(default_factory=dict)
    taken: dict[tuple[str, ...], list[tuple[str, Node]]] = field(default_factory=dict)
    aspects: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def tables(self) -> PageTables:
        """The tables of the page."""
        return PageTables(self.page, self.layout.house, self._faces, self._cells)

    def _cells(self, area: Area, role: str) -> Style:
        return area.styles.get(role) or area.styles.get("cell") or self._nearest(area, role)

    def parts(self, area: Area) -> list[FlowPart]:
        """What the columns of a filling area take, in order."""
        return self.tables.parts(self.nodes(area))

    def across(self, area: Area) -> list[Table]:
        """The tables of a filling area that stand across its columns."""
        return self.tables.across(self.nodes(area)) if self.tables.rows else []

    def titled(self, area: Area, table: Table, width: float, rung: Rung) -> SetNode | None:
        """A table's title as set."""
        return self.styled(area, "cell-title", table.title, width, rung) if table.title else None

    def standing(self, area: Area, rung: Rung) -> tuple[Standing, ...]:
        """The tables that stand across the columns of an area, with their depth in its grid rows."""
        leading, made = self._grid_of(area), []
        for table in self.across(area):
            width = across_width(area, table, rung.size)
            title = self.titled(area, table, width, rung)
            lines = len(title[1]) * rows_a_line(title[0], leading) if title else 0
            made.append(Standing(table.across, lines + sum(self.tables.deep(area, table, width, leading))))
        return tuple(made)

    def _grid_of(self, area: Area) -> float:
        """The leading (pt) of an area's rows."""
        body = area.styles.get("paragraph")
        return body.leading if body else self.layout.leading(int(self.layout.lines.base))

    def nodes(self, area: Area) -> list[tuple[str, Node]]:
        """The (role, node) pairs that an area takes, in order: the same at every rung."""
        if area.flow not in self.taken:
            apart = apart_of(self.shell)
            self.taken[area.flow] = [pair for part in area.flow for pair in flow_part(self.page, part, apart)]
        return self.taken[area.flow]

    def place(self) -> Span | None:
        """Where messages about the whole page point."""
        return next((text.span for story in self.page.articles for text in (story.headline, *texts(story)) if text), None)

    def styled(self, area: Area, role: str, node: Node, width: float, rung: Rung) -> SetNode:
        """A node in its style for an area, set to a width in pt (a vertical line: the area's height)."""
        head = role in HEAD_ROLES
        style = self._style(area, role, node)
        if area.columns > 1 and not area.fill:  # lines that are counted only, and dealt to the columns
            first = next(iter(area.styles.values()))
            style = replace(style, leading=first.leading, before=0, after=0, frame=None)
        tracking = style.tracking + (rung.letterfit if head else dict(area.tracking).get(node.name, 0.0))
        width = round((width - style.inset) / style.size, 9)  # the same at every rung but for the last digits
        measure = Measure(width, style.indent, style.align == "justify", tracking, area.vertical)
        measure = measure if head else replace(measure, rest=style.hang)
        if role == "item":
            measure = as_item(node, style, measure)
        elif role == "line":
            style, measure = as_line(style, measure, self._widths(node, style))
        elif role == "caption":
            measure = as_caption(measure, self.shaped(area, role, node)[1].ends[-1])
        fit = self._head_fit(area, role, node, style, rung) if head else None
        key = (node.name, style.family, style.strong, style.em, style.credit, measure, fit)
        if key not in self.set_at:
            self.set_at[key] = self._set(node, style, measure, fit)
        share, lines = self.set_at[key]
        if share == 1.0:
            return style, lines
        leading = style.leading if area.vertical else style.leading * share
        return replace(style, size=style.size * share, leading=leading), lines

    def _set(self, node: Node, style: Style, measure: Measure, fit: HeadFit | None) -> tuple[float, list[SetLine]]:
        galley = self.galley(node, style, fit is not None)
        return set_head(galley, measure, fit) if fit else (1.0, galley.lines(measure))

    def galley(self, node: Node, style: Style, head: bool) -> Galley:
        """A text in a style's faces, shaped once for all its measures."""
        key = node.name, style.family, style.strong, style.em, style.credit, head
        if key not in self.galleys:
            made = head_galley if head else Galley
            self.galleys[key] = made(node, self._faces(style), self.layout.house)
        return self.galleys[key]

    def shaped(self, area: Area, role: str, node: Node) -> tuple[Style, Row]:
        """A text of an area in its style, as a row, for whoever counts its lines at many measures."""
        style, head = self._style(area, role, node), role in HEAD_ROLES
        measure = Measure(LINE_CHARACTERS if head else ROOMY, style.indent, not head, style.tracking)
        return style, self.galley(node, style, head).row(measure)

    def _head_fit(self, area: Area, role: str, node: Node, style: Style, rung: Rung) -> HeadFit:
        """How far a head may go at a rung; in a vertical area in as many lines as have room."""
        least = rung.headline_lines if role == "headline" else 1
        fit = replace(self.layout.heads.get(style.role, HeadFit()), least=least)
        if area.head_lines:
            return replace(fit, lines=area.head_lines, least=area.head_lines, smallest=1.0, tightest=0.0, spaced=False)
        if not area.vertical:
            return fit
        lines = max(1, min(fit.lines, int(self._room(area, node, rung) / style.leading + 0.01)))
        return replace(fit, lines=lines, least=min(least, lines))

    def _room(self, area: Area, node: Node, rung: Rung) -> float:
        """The width (pt) of a vertical area that is left for a head: the headline leaves one line to each of the others."""
        room = area.box.width
        own = next(role for role, one in self.nodes(area) if one.name == node.name)
        for role, other in self.nodes(area):
            if other.name == node.name:
                continue
            style, count = area.styles.get(role) or self._nearest(area, role), 1
            if role == "headline" and own != "headline":
                count = len(self.styled(area, role, other, area.box.height, rung)[1])
            room -= style.before + count * style.leading + style.after
        return room

    def _style(self, area: Area, role: str, node: Node) -> Style:
        """A role's style in an area. A label that does not hang makes an item a paragraph like others; a text without Han
        may be set in another face than those with them.
        """
        style = self._by_role(area, role, node)
        chain = self.chains.get(style.family)
        instead = chain.instead(node.text) if chain else ""
        return replace(style, family=instead) if instead else style

    def _by_role(self, area: Area, role: str, node: Node) -> Style:
        if role == "item" and not hangs(node, self.layout.house.hang):
            return self._nearest(area, role)
        style = area.styles.get(role) or self._nearest(area, role)
        if style.frame and (area.vertical or (area.columns > 1 and not area.fill)):
            return replace(style, frame=None)  # in columns of lines that are counted only
        return style

    def _widths(self, node: Node, style: Style) -> tuple[float, ...]:
        """The natural widths (em) of the lines of the verse that a line is of."""
        stanza = self.stanzas.get(node.name)
        lines = stanza.verse if stanza else (node,)
        key = (lines[0].name, style.family, style.strong, style.em, style.tracking)
        if key not in self.widths:
            measure = Measure(LINE_CHARACTERS, flush=False, tracking=style.tracking)
            made = (self.galley(line, style, False).lines(measure) for line in lines)
            self.widths[key] = tuple(one.width for lines in made for one in lines)
        return self.widths[key]

    @cached_property
    def stanzas(self) -> dict[str, Stanza]:
        """The lines of verse on the page by name."""
        return stanzas(self.page)

    def _faces(self, style: Style) -> dict[str, Chain]:
        others = (("strong", style.strong), ("em", style.em), ("credit", style.credit))
        return {"": self._chain(style.family)} | {kind: self._chain(name) for kind, name in others if name}

    def _chain(self, family: str) -> Chain:
        if family not in self.chains:
            facts = {"family": family, "families": ", ".join(self.chains), "layout": self.layout.name}
            raise Refused([Diagnostic("L006", None, facts)])
        return self.chains[family]

    def _nearest(self, area: Area, role: str) -> Style:
        """The style of running text for a role that the area has no sample of; a head must have its own."""
        for other in ("cell", "paragraph", "lead") if role in CELLS else ("paragraph", "lead"):
            if other in area.styles and role not in HEAD_ROLES:
                return area.styles[other]
        raise Refused([Diagnostic("L003", None, {"layout": self.layout.name, "area": area.id, "role": role})])

    def items(self, area: Area, rung: Rung) -> tuple[Item, ...]:
        """The items of a filling area at a rung; its styles have the body size already (`geometry.at_rung`)."""
        width, leading = columns_of(area, rung.size).width, self._grid_of(area)
        made = []
        parts = self.parts(area)
        for number, part in enumerate(parts):
            if part.table and part.row >= 0:
                made.append(self.tables.item(area, part, width, leading))
                continue
            style, lines = self.styled(area, part.role, part.node, width, rung)
            style = _in_frame(style, [one.role for one in parts], number)
            if part.role in HEAD_ROLES:
                above, own = head_rows(style, len(lines), leading)
                together = number and {part.role, parts[number - 1].role} <= set(OF_HEAD)
                made.append(Item(1, own, 0 if together else above, head=True))
                continue
            before, after = (round(space / leading) for space in (style.before, style.after))
            stanza = self.stanzas.get(part.node.name)
            before += bool(stanza and stanza.apart)
            made.append(Item(
                len(lines), rows_a_line(style, leading), before, after,
                keeps=part.table is not None, framed=style.frame is not None, stays=bool(stanza and stanza.stays),
            ))  # fmt: skip
        return tuple(made)

    def depths(self, rung: Rung) -> dict[str, int]:
        """The depths that content decides at a type rung, in grid lines; of areas that share one the deepest."""
        found: dict[str, int] = {}
        for area in (area for area in self.shell.areas if area.depth and not (area.fill or area.vertical)):
            found[area.depth] = max(found.get(area.depth, 1), self._depth(area, rung))
        return found

    def _depth(self, area: Area, rung: Rung) -> int:
        stacked = self.stack(area, rung)
        grid = self.layout.leading(int(self.layout.lines.base))
        return max(1, ceil(stacked[-1][0] / area.columns / grid - 0.01)) if stacked else 1

    def stack(self, area: Area, rung: Rung) -> list[tuple[float, Style, Node, list[SetLine]]]:
        """The nodes of a fixed area under each other: (foot in pt from the area's top, style, node, lines)."""
        made: list[tuple[float, Style, Node, list[SetLine]]] = []
        y = 0.0
        width = area.box.height if area.vertical else columns_of(area, area.size).width
        pairs = self.nodes(area)
        for number, (role, node) in enumerate(pairs):
            style, lines = self.styled(area, role, node, width, rung)
            style = _in_frame(style, [one for one, _ in pairs], number)
            if node.name in self.stanzas and self.stanzas[node.name].apart and area.columns == 1:
                y += style.leading
            y += style.before if made or style.frame or role in HEAD_ROLES else 0
            y += len(lines) * style.leading + style.after
            made.append((y, style, node, lines))
        return made


def _in_frame(style: Style, roles: Sequence[str], number: int) -> Style:
    """The style of a text among others: paragraphs in one frame have no space between them."""
    if not style.frame:
        return style
    above, below = (0 <= n < len(roles) and roles[n] == roles[number] for n in (number - 1, number + 1))
    return replace(style, before=0 if above else style.before, after=0 if below else style.after)


def shell_on(page: Page, shell: Shell) -> Shell:
    """A shell whose areas know the names of the texts of a page that they take."""
    apart = apart_of(shell)
    pairs = ((area, [pair for part in area.flow for pair in flow_part(page, part, apart)]) for area in shell.areas)
    return replace(shell, areas=tuple(replace(area, shows=tuple(node.name for _, node in nodes)) for area, nodes in pairs))


def apart_of(shell: Shell) -> frozenset[str]:
    """The parts of stories' heads that have an area of their own, as `a1.byline`."""
    return frozenset(part for area in shell.areas for part in area.flow if part.partition(".")[2] in APART)


def flow_part(page: Page, part: str, apart: Collection[str] = ()) -> Iterator[tuple[str, Node]]:
    """What a name in `data-flow` stands for: `a1`, `a1.headline`, `a1.lead`, `a1.sections`, `a1.section2`, `f1`.

    An article or a picture that the page does not have is nothing. `apart`: parts that other areas name.
    """
    name, _, inner = part.partition(".")
    number = int(name[1:]) - 1
    if number >= len(page.figures if name[0] == "f" else page.articles):
        return
    if name[0] == "f":
        caption = page.figures[number].caption
        if caption:
            yield "caption", caption
        return
    for role, section, node, parted in _parts(page.articles[number]):
        head = role in OF_HEAD
        wanted = {"": True, "sections": section > 0, "body": not head, "lead": not (section or head)}
        takes = wanted.get(inner, inner == f"section{section}")
        if parted and inner != role:
            takes = takes and f"{name}.{role}" not in apart
        if takes or (inner == role and (parted or role not in APART)):
            yield role, node


def has(story: Story) -> frozenset[str]:
    """The parts of a story's head and beginning that it has, for a template: `kicker`, …, `byline`, `note`, `lead`."""
    found = set()
    for role, section, _, parted in _parts(story):
        found |= {role} if parted or role in OF_HEAD else set() if section else {"lead"}
    return frozenset(found)


def kinds(page: Page) -> list[str]:
    """The roles of a page's running text that not every page has: samples of these are wanted beside the usual ones."""
    met = {role for story in page.articles for role, _, _ in story_parts(story)}
    return sorted(met.difference(HEAD_ROLES, ("paragraph", "lead")))


def story_parts(story: Story) -> Iterator[tuple[str, int, Node]]:
    """(role, number of the section or 0, node) of what runs: not its pictures' captions, which stand beside it.

    A story without headed sections has no lead: its paragraphs are running text, as if of one section.
    """
    return ((role, section, node) for role, section, node, _ in _parts(story))


def _parts(story: Story) -> Iterator[tuple[str, int, Node, bool]]:
    """The same, and whether it may stand apart, between head and text: summary, bylines and notes above the text."""
    plain = not story.sections
    for role in OF_HEAD:
        node = getattr(story, role)
        if node:
            yield role, 0, node, False
    yield from (("summary", int(plain), line, True) for line in story.summary)
    above = True
    for role, node in _running(story.lead, "paragraph" if plain else "lead"):
        above = above and isinstance(node, Paragraph) and node.role in APART
        yield "byline" if above and role == "signed" else role, int(plain or role in CELLS), node, above
    for number, section in enumerate(story.sections, 1):
        if section.heading:
            yield "heading", number, section.heading, False
        yield from ((role, number, node, False) for role, node in _running(section.paragraphs, "paragraph"))


def _running(parts: Sequence[Running], plain: str) -> Iterator[tuple[str, Node]]:
    """(role, node) of running text; `plain`: the role of paragraphs that have none."""
    for part in parts:
        if isinstance(part, Paragraph):
            yield SET_AS.get(part.role, part.role) or plain, part
        elif isinstance(part, Table):
            yield from _cells(part)
        else:
            yield from ((line.role, line) for line in parts_of(part) if isinstance(line, Paragraph))


def _cells(table: Table) -> Iterator[tuple[str, Node]]:
    """(role, node) of what a table holds: its title, and the cells that are not empty."""
    if table.title:
        yield "cell-title", table.title
    for number, row in enumerate(table.rows):
        role = "cell-head" if number < table.head else "cell"
        yield from ((role, cell) for cell in row if cell.text)
