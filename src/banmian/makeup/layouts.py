"""Layouts as values: paper, grid and ladder, and the files that templates and style sheets are made of."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..composer.heads import HeadFit
from ..composer.house import House
from ..language import Language
from ..model import Page, Story
from .composition import Rung
from .module_rules import ModuleRules

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Steps:
    """One part of the ladder: a value, how far it may go, its step, and what a step away from the base costs.

    `deepest`: of a picture's depth, how far it may go where the picture would be cropped too much.
    """

    base: float
    floor: float
    ceiling: float
    step: float = 1.0
    cost: float = 1.0
    deepest: float = 0.0

    @property
    def count(self) -> int:
        """How many values there are."""
        return int((self.ceiling - self.floor) / self.step + 1e-6) + 1

    def values(self) -> list[tuple[float, float]]:
        """(cost, value), the cheapest first; on a tie the smaller value. Costs count steps from the base."""
        every = [round(self.floor + n * self.step, 6) for n in range(self.count)]
        priced = [(abs(value - self.base) / self.step * self.cost, value) for value in every]
        return sorted(priced)


@dataclass(frozen=True)
class Costs:
    """What is not handsome about a page, in steps of the ladder's cheapest part.

    `head_space`: a line more round a head. `lonely`: a single line of a paragraph at a column's head or foot (孤行).
    `level_heads`: two heads side by side (碰题).
    """

    head_space: float = 3.0
    lonely: float = 60.0
    level_heads: float = 60.0


NARROWEST_GAP = 0.8
"""The share of the wanted column gap that a change of size may leave."""


def column_grid(width: float, size: float, columns: int, gap: float) -> tuple[int, float, float]:
    """Columns of a whole number of em in a width (pt): characters a column, column width and pitch in pt.

    CLREQ: a line is a whole multiple of the type size. The gaps (wanted: `gap` em) take the rest.
    """
    em = width / size
    if columns == 1:
        return int(em), width, 0.0
    measure = int((em - (columns - 1) * gap * NARROWEST_GAP) / columns + 1e-6)
    rest = (em - columns * measure) / (columns - 1)
    return measure, measure * size, (measure + rest) * size


@dataclass(frozen=True)
class LayoutFile:
    """A file of a layout: where it lies, for messages, and its bytes."""

    path: str
    data: bytes

    @property
    def text(self) -> str:
        """What it says; that it is UTF-8 was seen when it was read."""
        return self.data.decode("utf-8-sig")


@dataclass(frozen=True)
class Layout:
    """A layout. Paper and type area in mm; the grid in lines of the type area and characters of the base size (pt).

    `lineage`: the layouts it is made of, the eldest parent first, its own name last. `files`: theirs, by `LAYOUT/FILE`.
    `nameplate`: which of them is the issue's picture of the paper's name, and its width by its height.
    """

    name: str
    titles: dict[str, str]
    paper: tuple[float, float]
    type_area: tuple[float, float, float, float]
    size: Steps
    lines: Steps
    head_space: Steps
    depths: dict[str, Steps]
    columns: int
    gap: float
    fonts: tuple[str, ...]
    colours: dict[str, dict[str, str]] = field(default_factory=dict)
    columns_steps: Steps = field(default_factory=lambda: Steps(1, 1, 1))
    letterfit: Steps = field(default_factory=lambda: Steps(0, 0, 0))
    headline_lines: Steps = field(default_factory=lambda: Steps(1, 1, 1))
    costs: Costs = field(default_factory=Costs)
    house: House = field(default_factory=House)
    heads: dict[str, HeadFit] = field(default_factory=dict)
    modules: ModuleRules | None = None
    reduces: bool = False
    lineage: tuple[str, ...] = ()
    files: dict[str, LayoutFile] = field(default_factory=dict)
    nameplate: tuple[str, float] | None = None

    def all_named(self, file: str) -> list[tuple[str, LayoutFile]]:
        """(`LAYOUT/FILE`, file) for a name of a file, the eldest parent's first."""
        names = [f"{layout}/{file}" for layout in self.lineage]
        return [(name, self.files[name]) for name in names if name in self.files]

    @property
    def manifest(self) -> LayoutFile:
        """Its own `layout.toml`."""
        return self.files[f"{self.name}/layout.toml"]

    @property
    def sheets(self) -> tuple[LayoutFile, ...]:
        """The style sheets, its own last."""
        return tuple(file for _, file in self.all_named("page.css"))

    @cached_property
    def css(self) -> str:
        """What all style sheets say."""
        return "".join(file.text for file in self.sheets)

    @property
    def templates(self) -> tuple[LayoutFile, ...]:
        """Its templates and its parents', the nearest first."""
        names = [[n for n in self.files if n.rpartition("/")[0] == one] for one in reversed(self.lineage)]
        return tuple(self.files[name] for group in names for name in group if name.endswith(".html"))

    @cached_property
    def digest(self) -> str:
        """The whole value in a few characters: every file that it is made of, in order."""
        whole = hashlib.sha256(repr((self.name, self.lineage)).encode())
        for name, file in self.files.items():
            whole.update(repr((name, len(file.data))).encode() + file.data)
        return whole.hexdigest()

    def in_language(self, language: Language) -> Layout:
        """The layout for an issue in a language: with marks as they stand there."""
        return replace(self, house=self.house.centring) if language.traditional else self

    @cached_property
    def base(self) -> Rung:
        """The rung at which the shell is laid out."""
        depths = {name: int(steps.base) for name, steps in self.depths.items()}
        return Rung(self.size.base, int(self.lines.base), 0, (), self.columns, 0.0, 1).at(depths)

    def columns_at(self, size: float, columns: int = 0) -> tuple[int, float, float]:
        """The page's columns at a body size in pt: characters in a column, its width and the pitch of columns in pt."""
        width = self.type_area[2] * MM
        return column_grid(width, size, columns or self.columns, self.gap)

    @property
    def characters(self) -> int:
        """How many characters of the body size the type area has room for, were there nothing else on it."""
        return int(self.type_area[2] * MM / self.base.size) * self.base.lines

    def leading(self, lines: int) -> float:
        """The distance of two grid lines in pt."""
        return self.type_area[3] * MM / lines

    @cached_property
    def type_rungs(self) -> tuple[tuple[float, Rung], ...]:
        """(cost, rung without depths) in the order of the ladder: the cheapest change first."""
        parts = (self.size, self.lines, self.columns_steps, self.letterfit, self.headline_lines)
        priced = []
        for choice in itertools.product(*(part.values() for part in parts)):
            size, lines, columns, letterfit, heads = (value for _, value in choice)
            priced.append((sum(cost for cost, _ in choice), size, lines, columns, letterfit, heads))
        return tuple(
            (cost, Rung(size, int(lines), 0, (), int(columns), letterfit, int(heads)))
            for cost, size, lines, columns, letterfit, heads in sorted(priced)
        )


def labels_of_modules(story: Story) -> tuple[str, ...]:
    """The labels of a story that only a page of modules can show: its kind, place, width or weight."""
    return tuple(label for label in story.labels if label != "must")


@dataclass(frozen=True)
class PageLayouts:
    """The layouts of an issue's pages: the usual one; where the issue names none, one for pages of several stories, or of
    one that is not plain.
    """

    usual: Layout
    several: Layout | None = None

    def of(self, page: Page) -> Layout:
        """That of a page."""
        modular = len(page.articles) > 1 or any(map(labels_of_modules, page.articles))
        return self.several if self.several and modular else self.usual

    @property
    def every(self) -> tuple[Layout, ...]:
        """Both, or the one there is."""
        return (self.usual, self.several) if self.several else (self.usual,)

    def in_language(self, language: Language) -> PageLayouts:
        """Those for an issue in a language."""
        return PageLayouts(self.usual.in_language(language), self.several and self.several.in_language(language))

    def on(self, pages: Sequence[Page]) -> tuple[Layout, ...]:
        """Those that some pages are made up in, each once."""
        used = [self.of(page) is self.several for page in pages]
        return tuple(one for one in self.every if (one is self.several) in used)
