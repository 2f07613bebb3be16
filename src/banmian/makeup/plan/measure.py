"""Measures of a page's texts: how many lines at any width, how deep a head's parts, how wide a headline.

A text is shaped once; its lines at a measure are then counted by arithmetic. What is no plain paragraph (lists, verse,
tables, boxes) is counted by the make-up itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil
from typing import NamedTuple

from ...composer.breaking import Measure, best, greedy
from ...composer.heads import HeadBreaks, HeadFit
from ...composer.row import Row
from ...composer.runs import KEPT
from ...model import Figure, Node
from ..boxes import Box
from ..composition import Area, Rung, Shell, Style
from ..flow import Item
from ..frames import Standing
from ..page_plan import Module
from ..stone import Stone
from ..table_rows import FlowPart, rows_a_line
from .grid import PageGrid, Setting
from .news import News
from .planned import part_area, parts_of_module

PLAIN = frozenset(("paragraph", "lead", "signed", "question", "answer", "summary", "byline", "note"))
"""Roles that are set as any paragraph, where they have no frame."""
LOOSEST, TIGHTEST = 0.02, 0.015
"""em a character: how far a paragraph may be spaced out to gain a line, or drawn in to lose one."""
USUAL_ASPECT = 1.5
"""Width by depth of a picture of which nothing is known."""
_LONG = 6.0
"""em: a longer run (a word, a credit that stays whole) may be cut by a narrow measure: it is set to be counted."""
_DEEP = 10**5
"""pt: a box that is deep enough for any text."""


class Count(NamedTuple):
    """Lines of a paragraph; em a character that one line more, or one less, would cost."""

    lines: int
    gain: float
    save: float


@dataclass(frozen=True)
class Body:
    """A story's text at a measure: its items, their rows in one column; paragraphs that could gain a line, or lose one, by
    their number among the items, the easiest first; how many heads are among the items. `whole`: it is set by make-up
    itself; `across`: its tables that stand across columns.
    """

    items: tuple[Item, ...]
    rows: int
    gains: tuple[int, ...]
    saves: tuple[int, ...]
    heads: int
    whole: bool = False
    across: tuple[Standing, ...] = ()

    @property
    def lost(self) -> int:
        """Rows of white round its items that vanish at columns' edges, at most."""
        return sum(item.before + item.after for item in self.items)

    @cached_property
    def smooth(self) -> bool:
        """Whether every row is as good as another: filling is then plain arithmetic."""
        ragged = (item.rows > 1 or item.before or item.after or item.head or item.keeps for item in self.items)
        return not (self.across or any(ragged))


@dataclass
class Shaped:
    """What is kept of a page's texts, whatever its type: they are shaped once and counted in em.

    `rows`: shaped texts by name; `counts`: by name and measure; `heads`: headlines by name.
    """

    rows: dict[tuple[str, str], tuple[Style, Row]] = field(default_factory=dict)
    counts: dict[tuple[str, Measure], Count] = field(default_factory=dict)
    exact: dict[tuple[str, Measure], int] = field(default_factory=dict)
    heads: dict[str, HeadBreaks] = field(default_factory=dict)


class Measures:
    """The texts of a page at a type of the page. `stone.shell` is the specimen's."""

    def __init__(self, stone: Stone, shell: Shell, rung: Rung, grid: PageGrid, shaped: Shaped) -> None:
        self.stone, self.shell, self.rung, self.grid, self.shaped = stone, shell, rung, grid, shaped
        self.names = frozenset(area.id for area in shell.areas)
        self._areas: dict[tuple[int, str], Area] = {}
        self._bodies: dict[tuple[int, int, float], Body] = {}
        self._depths: dict[tuple[int, str, float], float] = {}
        self._captions: dict[tuple[int, float], int] = {}
        self._plains: dict[int, bool] = {}
        self._heads: dict[tuple[int, int, float], float | None] = {}

    def area(self, news: News, part: str) -> Area:
        """The area of a part of a story at this type, in a box that is deep enough; its width is to be put in."""
        key = news.story, part
        if key not in self._areas:
            module = Module(news.story, news.kind, news.rank, _box(1.0), (), 1.0)
            self._areas[key] = part_area(self.shell, self.stone.layout, self.rung, module, part, _box(1.0))
        return self._areas[key]

    def has(self, news: News, part: str) -> bool:
        """Whether a story's module has a part."""
        return f"m{news.story}-{part}" in self.names

    def parts(self, news: News) -> tuple[str, ...]:
        """The parts of a story's module that stand above its text, in order."""
        return tuple(part for part in parts_of_module(self.stone.page, news) if part != "text")

    def text_area(self, news: News, setting: Setting, width: float) -> Area:
        """The text area of a story in so many columns of a width."""
        sample = self.area(news, "text")
        return Area(
            sample.id, _box(width), sample.flow, sample.styles, setting.count, self.grid.module_gap, fill=True,
            kind=sample.kind,
        )  # fmt: skip

    def body(self, news: News, setting: Setting, exact: bool = False) -> Body:
        """A story's text in columns of a setting. `exact`: as the composer breaks it, not as it is counted."""
        if not news.story or not self.has(news, "text"):
            return Body((), 0, (), (), 0)
        key = news.story, setting.count, round(setting.column, 6)
        if exact:
            return self._body(news, setting, True)
        if key not in self._bodies:
            self._bodies[key] = self._body(news, setting, False)
        return self._bodies[key]

    def characters(self, news: News) -> int:
        """Characters of a story's text."""
        nodes = self.stone.nodes(self.area(news, "text")) if self.has(news, "text") and news.story else ()
        return sum(len(node.text) for _, node in nodes)

    def _body(self, news: News, setting: Setting, exact: bool) -> Body:
        area = self.area(news, "text")
        parts = self.stone.parts(area)
        if news.story not in self._plains:
            self._plains[news.story] = all(self._plain(area, part) for part in parts)
        if not self._plains[news.story]:
            area = self.text_area(news, setting, setting.span(setting.count))
            made = _body_of(self.stone.items(area, self.rung), (), ())
            return replace(made, whole=True, across=self.stone.standing(area, self.rung))
        items_made, gains, saves = list[Item](), list[tuple[float, int]](), list[tuple[float, int]]()
        for number, part in enumerate(parts):
            if part.role == "heading":
                items_made.append(self._heading(area, part, setting.column))
                continue
            style, measure = self._measure(area, part, setting.column)
            count = self._counted(part, measure)
            lines = self._exact(part, measure) if exact else count.lines
            items_made.append(self._item(style, lines))
            gains += [(count.gain, number)] if count.gain <= LOOSEST else []
            saves += [(count.save, number)] if count.save <= TIGHTEST and lines > 1 else []
        return _body_of(items_made, _numbers(gains), _numbers(saves))

    def _plain(self, area: Area, part: FlowPart) -> bool:
        if part.table or part.role not in PLAIN | {"heading"}:
            return False
        return self._shaped(area, part.role, part.node)[0].frame is None

    def _shaped(self, area: Area, role: str, node: Node) -> tuple[Style, Row]:
        key = node.name, role
        if key not in self.shaped.rows:
            self.shaped.rows[key] = self.stone.shaped(area, role, node)
        return self.shaped.rows[key]

    def _style(self, area: Area, part: FlowPart) -> Style:
        known = self._shaped(area, part.role, part.node)[0]
        return area.styles.get(known.role, known)

    def _measure(self, area: Area, part: FlowPart, width: float) -> tuple[Style, Measure]:
        style = self._style(area, part)
        em = round((width - style.inset) / style.size, 9)
        return style, Measure(em, style.indent, style.align == "justify", style.tracking, rest=style.hang)

    def _item(self, style: Style, lines: int, head: bool = False) -> Item:
        before, after = (round(space / self.grid.leading) for space in (style.before, style.after))
        return Item(lines, rows_a_line(style, self.grid.leading), before, after, head)

    def _counted(self, part: FlowPart, measure: Measure) -> Count:
        key = part.node.name, measure
        if key not in self.shaped.counts:
            row = self.shaped.rows[part.node.name, part.role][1]
            self.shaped.counts[key] = _count(row, measure, len(part.node.text))
        return self.shaped.counts[key]

    def _exact(self, part: FlowPart, measure: Measure) -> int:
        key = part.node.name, measure
        if key not in self.shaped.exact:
            row = self.shaped.rows[part.node.name, part.role][1]
            find = best if measure.flush and self.stone.layout.house.breaking == "best" else greedy
            self.shaped.exact[key] = len(find(row, measure)) if row.clusters else 0
        return self.shaped.exact[key]

    def _heading(self, area: Area, part: FlowPart, width: float) -> Item:
        style, row = self._style(area, part), self._shaped(area, part.role, part.node)[1]
        fit = self.stone.layout.heads.get(style.role, HeadFit())
        room = (width - style.inset) / style.size
        if row.forced or not row.ends or row.ends[-1] * fit.smallest > room or fit.spaced:
            style, lines = self.stone.styled(area, part.role, part.node, width, self.rung)
            return self._item(style, len(lines), True)
        return self._item(style, 1, True)

    def head(self, news: News, lines: int, size: float, width: float) -> float | None:
        """How much of a width (pt) the longest line of a story's headline takes in so many lines of a size."""
        em = round(width / size, 9)
        key = news.story, lines, em
        if key not in self._heads:
            area = self.area(news, "headline")
            (role, node), *_ = self.stone.nodes(area)
            if node.name not in self.shaped.heads:
                self.shaped.heads[node.name] = HeadBreaks(self._shaped(area, role, node)[1], node.text)
            longest = self.shaped.heads[node.name].longest(lines, em)
            self._heads[key] = None if longest is None else longest / em
        return self._heads[key]

    def head_leading(self, news: News, size: float) -> float:
        """pt from line to line of a story's headline in a size."""
        style = self.shell_style(news)
        return style.leading / style.size * size

    def shell_style(self, news: News) -> Style:
        """A story's headline as the specimen shows it."""
        name = f"m{news.story}-headline"
        return next(area for area in self.shell.areas if area.id == name).styles["headline"]

    def depth(self, news: News, part: str, width: float) -> float:
        """pt that a part above the text takes at a width, but for the headline."""
        key = news.story, part, round(width, 3)
        if key not in self._depths:
            area = self.area(news, part)
            stacked = self.stone.stack(_wide(area, width), self.rung)
            self._depths[key] = stacked[-1][0] if stacked else 0.0
        return self._depths[key]

    def caption(self, number: int, width: float) -> int:
        """Grid rows of the caption of a figure of the page at a width; 0 without one."""
        key = number, round(width, 3)
        if key not in self._captions:
            self._captions[key] = self._caption(number, width)
        return self._captions[key]

    def _caption(self, number: int, width: float) -> int:
        sample = next((area for area in self.shell.areas if area.id == f"c{number}"), None)
        pairs = self.stone.nodes(sample) if sample else []
        if not sample or not pairs:
            return 0
        (role, node), *others = pairs
        style, row = self._shaped(sample, role, node)
        if others or style.frame or any(cluster.width > _LONG or cluster.tie == KEPT for cluster in row.clusters):
            deep = self.stone.stack(_wide(sample, width), self.rung)[-1][0]
        else:
            _, measure = self._measure(sample, FlowPart(role, node), width)
            leading = style.leading * self.grid.leading / self.stone.layout.leading(self.stone.layout.base.lines)
            deep = self._exact(FlowPart(role, node), measure) * leading + style.after
        return ceil(deep / self.grid.leading - 0.05)

    def aspect(self, number: int) -> float:
        """Width by depth of a figure of the page; pictures of one caption stand side by side."""
        figure: Figure = self.stone.page.figures[number - 1]
        return sum(self.stone.aspects.get(one.name, USUAL_ASPECT) for one in figure.pictures)


def _count(row: Row, measure: Measure, characters: int) -> Count:
    """Lines by greedy breaking, and how near the last one is to one more or one less."""
    if not row.clusters:
        return Count(0, 9.0, 9.0)
    stops = greedy(row, measure)
    start = row.stops[stops[-2]] if len(stops) > 1 else 0
    last = row.ends[stops[-1]] - row.x[start] + (measure.rest if len(stops) > 1 else measure.indent)
    gain = (measure.width - last + 2) / max(1, characters)
    save = last / max(1, characters) if len(stops) > 1 else 9.0
    return Count(len(stops), gain, save)


def _body_of(items: Sequence[Item], gains: tuple[int, ...], saves: tuple[int, ...]) -> Body:
    rows = sum(item.lines * item.rows + item.after + (item.before if n else 0) for n, item in enumerate(items))
    return Body(tuple(items), rows, gains, saves, sum(item.head for item in items))


def _numbers(found: list[tuple[float, int]]) -> tuple[int, ...]:
    return tuple(number for _, number in sorted(found))


def _wide(area: Area, width: float) -> Area:
    return Area(
        area.id, _box(width), area.flow, area.styles, kind=area.kind, head_lines=area.head_lines, tracking=area.tracking
    )


def _box(width: float) -> Box:
    return Box(0.0, 0.0, width, _DEEP)
