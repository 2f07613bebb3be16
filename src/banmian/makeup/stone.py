"""The stone: one page while it is made up. It knows which texts an area takes, and sets them in the area's styles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from ..composer.breaking import Measure
from ..composer.faces import Chain
from ..composer.heads import HeadFit, set_head
from ..composer.lines import SetLine
from ..composer.setting import set_paragraph
from ..diagnostics import Diagnostic, Refused
from ..model import Issue, Node, Page, Paragraph, Running, Span, Story, Table, parts_of, texts
from .composition import Area, Rung, Shell, Style
from .flow import Item
from .frames import columns_of
from .layouts import Layout

HEAD_ROLES = ("kicker", "headline", "subhead", "heading")
OF_HEAD = ("kicker", "headline", "subhead")
"""What stands above a story's text."""
APART = ("summary", "byline", "note")
"""What may have an area of its own between a head and its text (`a1.byline`); without one it is read with the text."""
SET_AS = {"dateline": "", "byline": "signed"}
"""What is set in another style than its role's: a paragraph with a dateline as any other, a byline that ends a story."""

Lines = tuple[Style, list[SetLine]]
"""A node as set: its style, in the size that was found for it, and its lines."""


@dataclass
class Stone:
    """`set_at`: what was set, by all that decides it, because the ladder asks again: the share of the size it is set in,
    and its lines.
    """

    issue: Issue
    page: Page
    shell: Shell
    layout: Layout
    chains: Mapping[str, Chain]
    noticed: list[Diagnostic] = field(default_factory=list)
    set_at: dict[tuple[object, ...], tuple[float, list[SetLine]]] = field(default_factory=dict)

    def nodes(self, area: Area) -> list[tuple[str, Node]]:
        """The (role, node) pairs that an area takes, in order."""
        apart = apart_of(self.shell)
        return [pair for part in area.flow for pair in flow_part(self.page, part, apart)]

    def place(self) -> Span | None:
        """Where messages about the whole page point."""
        return next((text.span for story in self.page.articles for text in (story.headline, *texts(story)) if text), None)

    def styled(self, area: Area, role: str, node: Node, width: float, rung: Rung) -> Lines:
        """A node in its style for an area, set to a width in pt (a vertical line: the area's height)."""
        style = area.styles.get(role) or self._nearest(area, role)
        if style.frame and (area.vertical or (area.columns > 1 and not area.fill)):
            style = replace(style, frame=None)  # in columns of lines that are counted only
        head = role in HEAD_ROLES
        tracking = style.tracking + (rung.letterfit if head else 0.0)
        width = round((width - style.inset) / style.size, 9)  # the same at every rung but for the last digits
        measure = Measure(width, style.indent, style.align == "justify", tracking, area.vertical)
        fit = self._head_fit(area, role, node, style, rung) if head else None
        key = (node.name, style.family, style.strong, style.em, style.credit, measure, fit)
        if key not in self.set_at:
            self.set_at[key] = self._set(node, style, measure, fit)
        share, lines = self.set_at[key]
        return (style if share == 1.0 else replace(style, size=style.size * share)), lines

    def _set(self, node: Node, style: Style, measure: Measure, fit: HeadFit | None) -> tuple[float, list[SetLine]]:
        if fit:
            return set_head(node, self._faces(style), measure, self.layout.house, fit)
        return 1.0, set_paragraph(node, self._faces(style), measure, self.layout.house)

    def _head_fit(self, area: Area, role: str, node: Node, style: Style, rung: Rung) -> HeadFit:
        """How far a head may go at a rung; in a vertical area in as many lines as have room."""
        least = rung.headline_lines if role == "headline" else 1
        fit = replace(self.layout.heads.get(style.role, HeadFit()), least=least)
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
        for other in ("paragraph", "lead"):
            if other in area.styles and role not in HEAD_ROLES:
                return area.styles[other]
        raise Refused([Diagnostic("L003", None, {"layout": self.layout.name, "area": area.id, "role": role})])

    def items(self, area: Area, rung: Rung) -> tuple[Item, ...]:
        """The items of a filling area at a rung; its styles have the body size already (`geometry.at_rung`)."""
        width = columns_of(area, rung.size).width
        grid = self.layout.leading(int(self.layout.lines.base))
        made = []
        for role, style, _, lines in self._spaced(area, width, rung):
            body = area.styles.get("paragraph")
            leading = body.leading if body else grid
            rows = max(1, round(style.leading / leading))
            before, after = (round(space / leading) for space in (style.before, style.after))
            made.append(Item(len(lines), rows, before, after, role in HEAD_ROLES, style.frame is not None))
        return tuple(made)

    def _spaced(self, area: Area, width: float, rung: Rung) -> Iterator[tuple[str, Style, Node, list[SetLine]]]:
        """What an area takes, set; paragraphs in one frame have no space between them."""
        pairs = self.nodes(area)
        for number, (role, node) in enumerate(pairs):
            style, lines = self.styled(area, role, node, width, rung)
            if style.frame:
                above, below = (0 <= n < len(pairs) and pairs[n][0] == role for n in (number - 1, number + 1))
                style = replace(style, before=0 if above else style.before, after=0 if below else style.after)
            yield role, style, node, lines

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
        for _, style, node, lines in self._spaced(area, width, rung):
            y += (style.before if made or style.frame else 0) + len(lines) * style.leading + style.after
            made.append((y, style, node, lines))
        return made


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
        yield "byline" if above and role == "signed" else role, int(plain), node, above
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
            yield from (("cell", cell) for row in part.rows for cell in row if cell.text)
        else:
            yield from ((line.role, line) for line in parts_of(part) if isinstance(line, Paragraph))
