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

from ...composer.breaking import Measure, greedy
from ...composer.heads import HeadBreaks, HeadFit
from ...composer.row import Row
from ...composer.runs import KEPT
from ...composer.setting import Galley
from ...model import Figure, Node, Table
from ..boxes import Box
from ..composition import Area, Rung, Shell, Style
from ..flow import Item, rows_added
from ..frames import Standing
from ..head_rows import head_rows
from ..manner import as_caption
from ..page_plan import Module
from ..stone import ROOMY, Stone
from ..table_rows import FlowPart, rows_a_line
from .grid import PageGrid, Setting
from .news import News
from .planned import part_area, parts_of_module

PLAIN = frozenset(("paragraph", "lead", "signed", "question", "answer", "summary", "byline", "note"))
"""Roles that are set as any paragraph, where they have no frame."""
LOOSEST, TIGHTEST = 0.02, 0.015
"""em a character: how far a paragraph may be spaced out to gain a line, or drawn in to lose one."""
LEAST_FILL = 0.55
"""A head's longest line takes this share of its width at least (docs/planner.md)."""
USUAL_ASPECT = 1.5
"""Width by depth of a picture of which nothing is known."""
_LONG = 6.0
"""em: a longer run (a word, a credit that stays whole) may be cut by a narrow measure: it is set to be counted."""
_DEEP = 10**5
"""pt: a box that is deep enough for any text."""


class HeadFill(NamedTuple):
    """The share of a width that a head's longest line takes; whether it is short as it is; em between its Han, where it is
    spaced out to take enough; whether it is parted elsewhere than at its spaces.
    """

    fill: float
    short: bool
    apart: float
    parted: bool


class Count(NamedTuple):
    """Lines of a paragraph; em a character that one line more, or one less, would cost."""

    lines: int
    gain: float
    save: float


@dataclass(frozen=True)
class Body:
    """A story's text at a measure: its items, their rows in one column; paragraphs that could gain a line, or lose one, by
    their number, the easiest first; how many heads are in it. `smooth`: every row is as good as another, so that filling
    is plain arithmetic; `across`: its tables that stand across columns; `fewer`: one of them is to take more columns than
    there are; `too_wide`: a table is wider than its place.
    """

    items: tuple[Item, ...]
    rows: int
    gains: tuple[int, ...]
    saves: tuple[int, ...]
    heads: int
    smooth: bool = False
    across: tuple[Standing, ...] = ()
    fewer: bool = False
    too_wide: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to set."""
        return not self.rows and not self.across

    @cached_property
    def tables(self) -> bool:
        """Whether there is a table in it."""
        return bool(self.across) or any(item.follows for item in self.items)

    @cached_property
    def lost(self) -> int:
        """Rows of white round its items that vanish at columns' edges, at most."""
        return sum(item.before + item.after for item in self.items)

    def rows_across(self, columns: int) -> int:
        """Rows times columns that its tables across columns take, of so many columns."""
        return sum((one.rows + 1) * one.of(columns) for one in self.across) if self.across else 0


NO_TEXT = Body((), 0, (), (), 0)


class _Prepared(NamedTuple):
    """A text of a story in its galley, its row; rows a line, rows before and after; whether it is a heading."""

    part: FlowPart
    name: str
    galley: Galley
    row: Row
    style: Style
    characters: int
    rows: int
    before: int
    after: int
    head: bool

    @property
    def smooth(self) -> bool:
        return self.rows == 1 and not (self.before or self.after or self.head)


@dataclass
class Shaped:
    """What is kept of a page's texts, whatever its type: they are shaped once and counted in em.

    `rows`: shaped texts by name and role; `counts`: by measure and name; `heads`: headlines by their story.
    """

    rows: dict[tuple[str, str], tuple[Style, Row]] = field(default_factory=dict)
    counts: dict[Measure, dict[str, Count]] = field(default_factory=dict)
    heads: dict[int, HeadBreaks] = field(default_factory=dict)


class Measures:
    """The texts of a page at a type of the page. `stone.shell` is the specimen's; `above`: rows more than their style has
    that stand above section heads, the same on the whole page.
    """

    def __init__(self, stone: Stone, shell: Shell, rung: Rung, grid: PageGrid, shaped: Shaped, above: int) -> None:
        self.above = above
        self.stone, self.shell, self.rung, self.grid, self.shaped = stone, shell, rung, grid, shaped
        self.names = frozenset(area.id for area in shell.areas)
        self._areas: dict[tuple[int, str], Area] = {}
        self._bodies: dict[tuple[int, int, float, bool], Body] = {}
        self._depths: dict[tuple[int, str, float], float] = {}
        self._captions: dict[tuple[int, float], int] = {}
        self._leadings: dict[int, float] = {}
        self._parts: dict[int, tuple[str, ...]] = {}
        self._texts: dict[int, list[_Prepared | None]] = {}
        self._tables: dict[int, list[Table]] = {}

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
        if news.story not in self._parts:
            every = parts_of_module(self.stone.page, news)
            self._parts[news.story] = tuple(part for part in every if part != "text")
        return self._parts[news.story]

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
            return NO_TEXT
        tables = self._tables_of(news)
        key = news.story, setting.count if tables else 0, round(setting.column, 6), exact
        if key not in self._bodies:
            body = self._body(news, setting, exact, bool(tables))
            self._bodies[key] = self._with_tables(body, news, setting, tables) if tables else body
        return self._bodies[key]

    def _tables_of(self, news: News) -> list[Table]:
        if news.story not in self._tables:
            self._tables[news.story] = self.stone.tables.among(self._nodes(news))
        return self._tables[news.story]

    def _nodes(self, news: News) -> list[tuple[str, Node]]:
        return self.stone.nodes(self.area(news, "text"))

    def characters(self, news: News) -> int:
        """Characters of a story's text."""
        nodes = self._nodes(news) if self.has(news, "text") and news.story else ()
        return sum(len(node.text) for _, node in nodes)

    def _with_tables(self, body: Body, news: News, setting: Setting, tables: Sequence[Table]) -> Body:
        area = self.text_area(news, setting, setting.span(setting.count))
        across = self.stone.standing(area, self.rung)
        fewer = any(one.columns > setting.count for one in across)
        too_wide = any(self.stone.tables.too_wide(area, one, self.grid.size) for one in tables)
        return replace(body, across=across, fewer=fewer, too_wide=too_wide)

    def _set(self, news: News, setting: Setting) -> tuple[Item, ...]:
        """The items of a story's text as make-up sets them."""
        return self.stone.items(self.text_area(news, setting, setting.span(setting.count)), self.rung)

    def _body(self, news: News, setting: Setting, exact: bool, tables: bool) -> Body:
        """Plain paragraphs and headings, counted. The items of a smooth text are made only for the proof."""
        prepared, width = self._prepared(news), setting.column
        made = () if all(prepared) else self._set(news, setting)
        smooth = not (made or tables) and all(one.smooth for one in prepared if one)
        total, items, gains, saves = 0, list[Item](), list[tuple[float, int]](), list[tuple[float, int]]()
        style, counts, measure = None, dict[str, Count](), Measure(ROOMY)
        for number, one in enumerate(prepared):
            if one is None:
                items.append(made[number])
                continue
            if one.head:
                items.append(self._heading(news, one, width))
                continue
            if one.style is not style:
                style, measure = one.style, _measure(one.style, width)
                counts = self.shaped.counts.setdefault(measure, {})
            count = counts.get(one.name) or counts.setdefault(one.name, _count(one.row, measure, one.characters))
            lines = self._exact(one, measure) if exact else count.lines
            total += lines
            if exact or not smooth:
                items.append(Item(lines, one.rows, one.before, one.after))
            if count.gain <= LOOSEST:
                gains.append((count.gain, number))
            if count.save <= TIGHTEST and lines > 1:
                saves.append((count.save, number))
        heads = sum(item.head for item in items)
        for number, more in rows_added(items, (self.above,) * heads if self.above else ()).items():
            items[number] = replace(items[number], before=items[number].before + more)
        rows = total if smooth else _rows_of(items)
        return Body(tuple(items), rows, _numbers(gains), _numbers(saves), heads, smooth)

    def _prepared(self, news: News) -> list[_Prepared | None]:
        """The paragraphs and headings of a text, shaped; None for what is neither."""
        if news.story not in self._texts:
            area = self.area(news, "text")
            every = self.stone.parts(area)
            self._texts[news.story] = [self._prepare(area, part) if self._plain(area, part) else None for part in every]
        return self._texts[news.story]

    def _prepare(self, area: Area, part: FlowPart) -> _Prepared:
        known, row = self._shaped(area, part.role, part.node)
        style, leading = area.styles.get(known.role, known), self.grid.leading
        before, after = (round(space / leading) for space in (style.before, style.after))
        head = part.role == "heading"
        return _Prepared(
            part, part.node.name, self.stone.galley(part.node, known, head), row, style, len(part.node.text),
            rows_a_line(style, leading), before, after, head,
        )  # fmt: skip

    def _plain(self, area: Area, part: FlowPart) -> bool:
        if part.table or part.role not in PLAIN | {"heading"}:
            return False
        return self._shaped(area, part.role, part.node)[0].frame is None

    def _shaped(self, area: Area, role: str, node: Node) -> tuple[Style, Row]:
        key = node.name, role
        if key not in self.shaped.rows:
            self.shaped.rows[key] = self.stone.shaped(area, role, node)
        return self.shaped.rows[key]

    def _exact(self, one: _Prepared, measure: Measure) -> int:
        """Lines as the composer breaks them; it breaks no text twice."""
        return len(one.galley.stops(measure)) if one.row.clusters else 0

    def lines(self, news: News, number: int, width: float, tracking: float) -> int:
        """Lines of a plain paragraph of a story's text, by its number, in a width (pt), its characters so many em apart."""
        one = self._prepared(news)[number]
        assert one  # noqa: S101 - asked of those that may gain a line, or lose one
        return self._exact(one, replace(_measure(one.style, width), tracking=one.style.tracking + tracking))

    def _heading(self, news: News, one: _Prepared, width: float) -> Item:
        """A heading: counted where it is sure to have room in one line."""
        style, row = one.style, one.row
        fit = self.stone.layout.heads.get(style.role, HeadFit())
        room, lines = (width - style.inset) / style.size, 1
        if row.forced or not row.ends or row.ends[-1] * fit.smallest > room or fit.spaced:
            area = self.area(news, "text")
            style, made = self.stone.styled(area, one.part.role, one.part.node, width, self.rung)
            lines = len(made)
        above, own = head_rows(style, lines, self.grid.leading)
        return Item(1, own, above, head=True)

    def head(self, news: News, lines: int, size: float, width: float) -> HeadFill | None:
        """How a story's headline fills a width (pt) in so many lines of a size; None if it cannot."""
        em = round(width / size, 9)
        breaks, least = self._breaks(news), LEAST_FILL * em
        broken = breaks.broken(lines, em)
        if broken is None:
            return None
        longest, short, apart = broken.longest, broken.longest < least, 0.0
        if short and lines == 1 and news.kind != "briefs":  # their 栏题 fills nothing
            apart, longest = breaks.spaced(least)
        return HeadFill(longest / em, short, apart, broken.parted)

    def _breaks(self, news: News) -> HeadBreaks:
        if news.story not in self.shaped.heads:
            area = self.area(news, "headline")
            (role, node), *_ = self.stone.nodes(area)
            self.shaped.heads[news.story] = HeadBreaks(self._shaped(area, role, node)[1], node.text)
        return self.shaped.heads[news.story]

    def head_leading(self, news: News, size: float) -> float:
        """pt from line to line of a story's headline in a size."""
        if news.story not in self._leadings:
            name = f"m{news.story}-headline"
            style = next(area for area in self.shell.areas if area.id == name).styles["headline"]
            self._leadings[news.story] = style.leading / style.size
        return self._leadings[news.story] * size

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
            prepared = self._prepare(sample, FlowPart(role, node))
            leading = style.leading * self.grid.leading / self.stone.layout.leading(self.stone.layout.base.lines)
            deep = self._exact(prepared, as_caption(_measure(style, width), row.ends[-1])) * leading + style.after
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


def _measure(style: Style, width: float) -> Measure:
    em = round((width - style.inset) / style.size, 9)
    return Measure(em, style.indent, style.align == "justify", style.tracking, rest=style.hang)


def _rows_of(items: Sequence[Item]) -> int:
    return sum(item.lines * item.rows + item.after + (item.before if n else 0) for n, item in enumerate(items))


def _numbers(found: list[tuple[float, int]]) -> tuple[int, ...]:
    return tuple(number for _, number in sorted(found))


def _wide(area: Area, width: float) -> Area:
    return Area(
        area.id, _box(width), area.flow, area.styles, kind=area.kind, head_lines=area.head_lines, tracking=area.tracking
    )


def _box(width: float) -> Box:
    return Box(0.0, 0.0, width, _DEEP)
