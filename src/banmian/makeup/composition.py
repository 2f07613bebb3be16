"""What make-up decides: where every line, box and rule of a page stands. Points (pt) from the page's top left corner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter

from ..composer.lines import SetLine
from ..diagnostics import Diagnostic
from ..model import Page
from .boxes import Box
from .page_plan import PagePlan


@dataclass(frozen=True, slots=True)
class Edges:
    """Padding and border of a sample on each side, in pt."""

    top: float
    right: float
    bottom: float
    left: float

    def scaled(self, across: float, down: float) -> Edges:
        """In another size and another leading."""
        return Edges(self.top * down, self.right * across, self.bottom * down, self.left * across)


@dataclass(frozen=True, slots=True)
class Style:
    """The computed style of a sample: size, leading, spaces in pt; indents in em, of the first line and (`hang`) of the
    others; `align` as in CSS.

    `frame`, where it has a border or a ground: how far that reaches beyond its lines, in pt.
    """

    role: str
    family: str
    size: float
    leading: float
    indent: float = 0.0
    hang: float = 0.0
    align: str = "justify"
    tracking: float = 0.0
    before: float = 0.0
    after: float = 0.0
    strong: str = ""
    em: str = ""
    credit: str = ""
    frame: Edges | None = None

    @property
    def inset(self) -> float:
        """What its frame takes off the measure."""
        return self.frame.left + self.frame.right if self.frame else 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """A text area of the shell: its box, the flow it takes, its columns and its samples' styles by role.

    `depth` names the depth (in grid lines) that its content decides; `fill` says that it ends at the type area's foot.
    `vertical`: its lines run from the top down, the first at the right (竖题); the ladder decides its depth.
    `kind`: what its slot is; `shows`: the names of the texts that it takes, once the page is known (`stone.shell_on`).
    `head_lines`: lines that a plan sets its headline in, 0 where the ladder decides; `tracking`: paragraphs that a plan
    draws in or spaces out, by name, in em.
    """

    id: str
    box: Box
    flow: tuple[str, ...]
    styles: dict[str, Style]
    columns: int = 1
    gap: float = 1.0
    depth: str = ""
    fill: bool = False
    span: tuple[int, int] | None = None
    vertical: bool = False
    kind: str = "text"
    shows: tuple[str, ...] = ()
    head_lines: int = 0
    tracking: tuple[tuple[str, float], ...] = ()

    @property
    def size(self) -> float:
        """The size in pt by which its columns are measured: that of its first sample."""
        return next(iter(self.styles.values())).size


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A picture, card or head of the shell that running text goes round; `depth` names the depth that rules it.

    `span`: first column (from 1, or from the last with -1) and number of columns that it takes of the filling area it
    stands in. `clear`: grid lines above it that stay white. `kind`: what its slot is; `shows`: the names of its figures.
    """

    id: str
    box: Box
    depth: str = ""
    span: tuple[int, int] | None = None
    clear: int = 0
    kind: str = "card"
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shell:
    """The slots of a page with their rectangles at base values: page and type area, text areas, obstacles.

    `figures`: the names of the page's figures, in order.
    """

    page: Box
    type_area: Box
    areas: tuple[Area, ...]
    obstacles: tuple[Obstacle, ...]
    figures: tuple[str, ...] = ()

    def on(self, figures: Sequence[str]) -> Shell:
        """The same shell on another page of the same structure, whose figures these are."""
        names = dict(zip(self.figures, figures, strict=False))
        others = (tuple(names[one] for one in item.shows if one in names) for item in self.obstacles)
        obstacles = (replace(item, shows=shows) for item, shows in zip(self.obstacles, others, strict=True))
        return replace(self, obstacles=tuple(obstacles), figures=tuple(figures))

    @property
    def items(self) -> tuple[Area | Obstacle, ...]:
        """Areas and obstacles."""
        return (*self.areas, *self.obstacles)


@dataclass(frozen=True, slots=True)
class Line:
    """A set line on the page: the start of its measure and its baseline in pt, the type size in pt.

    A vertical line: the middle of its column and its top.
    """

    x: float
    y: float
    size: float
    set: SetLine

    @property
    def corner(self) -> tuple[float, float]:
        """The upper left corner of the line's first character."""
        return (self.x - self.size / 2, self.y) if self.set.forms else (self.x, self.y - self.size)


@dataclass(frozen=True, slots=True)
class SetBlock:
    """A text of the model as set: its name, role, area and lines. `apart`: it stands outside of the area's columns."""

    name: str
    role: str
    area: str
    lines: tuple[Line, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """A vertical rule between two columns of an area."""

    area: str
    x: float
    top: float
    foot: float


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule of a table: the `edge` (`top` or `bottom`) of the sample of a role in an area says what it looks like."""

    area: str
    role: str
    edge: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Panel:
    """The ground and the border round paragraphs of one role: a piece in each column; where it goes on, it is open."""

    area: str
    role: str
    box: Box
    opens: bool = True
    closes: bool = True


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: body size in pt, lines of the type area, extra lines round heads, depths in grid lines, columns
    of the running text, letterfit of heads in em, lines that the headline is to have.

    A value: two are equal when they say the same, and it is a key. `depths`: (name, lines), sorted by name (`at`).
    `plan`: the modules of a page of many stories, where the layout has `[modules]`.
    """

    size: float
    lines: int
    head_space: int
    depths: tuple[tuple[str, int], ...]
    columns: int
    letterfit: float
    headline_lines: int
    plan: PagePlan | None = None

    def __str__(self) -> str:
        depths = ", ".join(f"{name} {lines}" for name, lines in self.depths)
        return f"{self.type}, head space +{self.head_space}, {depths}"

    def at(self, depths: Mapping[str, int]) -> Rung:
        """The same rung at other depths."""
        return replace(self, depths=tuple(sorted(depths.items())))

    @property
    def set_by(self) -> tuple[object, ...]:
        """All of the rung that the setting of text depends on: a key for what is kept of it. Not the lines laid round heads
        and the depths, which move what is set; a field that is added is in the key by itself.
        """
        return _SET_BY(self)

    @property
    def type(self) -> str:
        """What the rung says of the type: size, lines and columns, and what differs from the base of heads."""
        heads = f", letterfit {self.letterfit:+g} em" if self.letterfit else ""
        heads += f", headline in {self.headline_lines} lines" if self.headline_lines > 1 else ""
        return f"{self.size:g} pt, {self.lines} lines, {self.columns} columns{heads}"


_MOVES = ("head_space", "depths", "plan")
_SET_BY: Callable[[Rung], tuple[object, ...]] = attrgetter(*(one.name for one in fields(Rung) if one.name not in _MOVES))


@dataclass(frozen=True)
class Tried:
    """A type rung of the account: its price, the whole price of its best fit (None: no exact one), lines over or white."""

    rung: Rung
    price: float
    total: float | None
    over: int = 0
    white: int = 0


@dataclass(frozen=True, slots=True)
class FurnitureLine:
    """A line of furniture text that belongs to the manuscript: its text's name (`data-at`), baseline, size and width in pt.

    `glyphs`: (characters, x in pt from the page's left edge).
    """

    name: str
    x: float
    y: float
    size: float
    width: float
    family: str
    glyphs: tuple[tuple[str, float], ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(text for text, _ in self.glyphs)


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture of the page, or its frame: the name of its figure, its box in pt."""

    figure: str
    box: Box


@dataclass(frozen=True, slots=True)
class SlotBox:
    """Where a slot of a page stands: its name and kind, the names of the texts or figures in it, its depth, its box."""

    name: str
    kind: str
    shows: tuple[str, ...]
    depth: str
    box: Box


@dataclass(frozen=True)
class PageComposition:
    """One made-up page: the rung that fits, the slots that the render must show, and every line; blocks in reading order.

    `paper` in pt, `leading` of its grid in pt, `tried`: the ladder as far as it was climbed. `table_rules`, and `again`:
    heads of tables that stand again above the rest of one in the next column. `furniture` (in reading order) and `plates`:
    as the render shows them that confirms the page; before that there are none.
    """

    page: Page
    rung: Rung
    slots: tuple[SlotBox, ...]
    blocks: tuple[SetBlock, ...]
    rules: tuple[ColumnRule, ...]
    paper: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    leading: float = 0.0
    tried: tuple[Tried, ...] = ()
    noticed: tuple[Diagnostic, ...] = ()
    panels: tuple[Panel, ...] = ()
    table_rules: tuple[TableRule, ...] = ()
    again: tuple[SetBlock, ...] = ()
    furniture: tuple[FurnitureLine, ...] = ()
    plates: tuple[Plate, ...] = ()

    @property
    def boxes(self) -> dict[str, Box]:
        """The box of each slot by the slot's name."""
        return {slot.name: slot.box for slot in self.slots}

    def of_kind(self, kind: str) -> list[SlotBox]:
        """The slots of a kind (`slots.Slot.kind`), text areas first, each as the template or the plan has them."""
        return [slot for slot in self.slots if slot.kind == kind]

    def showing(self, name: str) -> SlotBox | None:
        """The slot that a text or a figure stands in, by its name."""
        return next((slot for slot in self.slots if name in slot.shows), None)
