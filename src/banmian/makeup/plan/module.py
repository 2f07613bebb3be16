"""A shape becomes a module: the box of each of its parts, in pt from its upper left corner; the frames of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..boxes import Box
from ..frames import Frame
from ..module_rules import ModuleRules
from ..page_plan import EDGES, Module, ModulePicture
from .head_white import ABOVE, shared, whites_by_rank
from .heads import LABEL_ROWS
from .illustration import boxes_of
from .judge import PlacedStory
from .legs import legs_of
from .measure import Body, Measures
from .news import News
from .shapes import FRAME_ROWS, Shape


class Drawing:
    """Where everything of a shape stands."""

    def __init__(self, measures: Measures, news: News, shape: Shape) -> None:
        self.measures, self.news, self.shape, self.grid = measures, news, shape, measures.grid
        self.framed = news.kind == "comment"
        self.left = self.grid.frame * self.grid.size if self.framed else 0.0
        self.content_top = FRAME_ROWS // 2 if self.framed else 0

    @property
    def text_width(self) -> float:
        """The width of head and text."""
        return self.shape.setting.span(self.shape.text_columns)

    @property
    def head_top(self) -> int:
        """The row that the head begins in."""
        art = self.shape.art
        if art.kind != "over":
            return self.content_top
        return self.content_top + (art.deep if self.shape.head.rows or self.shape.rows else art.foot)

    @property
    def head_width(self) -> float:
        """The width of the head."""
        return self.shape.setting.span(self.shape.under or self.shape.text_columns)

    @property
    def text_rows(self) -> int:
        """The rows of the text, with those beside its head."""
        return self.shape.rows + self.shape.beside.rows

    @property
    def text_top(self) -> int:
        """The row that the text begins in."""
        return self.head_top + (0 if self.shape.under else self.shape.head.rows + self.shape.air)

    def legs(self, body: Body) -> list[Frame]:
        """The runs of the text."""
        shape = self.shape
        setting, head = shape.setting.first(shape.text_columns), shape.beside
        return legs_of(self.measures, self.news, setting, body, self.text_rows, shape.art, head)

    def module(self) -> Module:
        """The module at the page's corner."""
        news, shape, lead = self.news, self.shape, self.grid.leading
        parts = self._head_parts()
        if shape.rows and self.measures.characters(news):
            top = self.text_top * lead
            parts.append(("text", Box(self.left, top, self.text_width, self.text_rows * lead)))
        box = Box(0.0, 0.0, self.grid.inner(shape.wide), (shape.high - 1) * lead)
        return Module(
            news.story, news.kind, news.rank, box, tuple(parts), shape.head.size, max(1, shape.head.lines),
            shape.head.apart, news.label, shape.text_columns, self.grid.module_gap, tuple(self._pictures()),
        )  # fmt: skip

    @property
    def spare(self) -> float:
        """The white (pt) in the rows of its head."""
        return (self.shape.head.white + self.shape.air) * self.grid.leading

    def _deep(self) -> dict[str, float]:
        """The depths (pt) of what stands in the head, but for its label."""
        measures, news, head = self.measures, self.news, self.shape.head
        deep = dict[str, float]()
        for part in measures.parts(news):
            if part == "headline":
                deep[part] = head.lines * measures.head_leading(news, head.size)
            elif part != "label":
                deep[part] = measures.depth(news, part, self.head_width)
        return deep

    def _head_parts(self) -> list[tuple[str, Box]]:
        """The parts above the text, each as deep as its text; the spare white for the most part above them."""
        news, lead = self.news, self.grid.leading
        made, y = list[tuple[str, Box]](), self.head_top * lead
        label = LABEL_ROWS if news.label else 0
        if label:
            made.append(("label", Box(self.left, y, self.head_width, label * lead)))
        deep = self._deep()
        y += label * lead + (0.0 if news.kind == "briefs" else self.spare * ABOVE)
        for part, height in deep.items():
            made.append((part, Box(self.left, y, self.head_width, height)))
            y += height
        if self.shape.under and made:  # what it stands over begins below its white
            part, box = made[-1]
            made[-1] = part, replace(box, height=(self.text_top + self.shape.beside.rows) * lead - box.y)
        return made

    def _pictures(self) -> list[ModulePicture]:
        art, shape, setting = self.shape.art, self.shape, self.shape.setting
        if not art.kind:
            return []
        left = self.left + (0.0 if art.kind == "over" else setting.left(setting.count - art.columns))
        top = self.text_top if art.kind == "inset" else self.content_top
        follows = {"over": bool(shape.head.rows or shape.rows), "inset": self.text_rows != art.foot, "side": False}
        block = Box(left, top * self.grid.leading, setting.span(art.columns), 0.0)
        return boxes_of(self.measures, self.news, art, block, follows[art.kind])


def levelled(
    page: Sequence[PlacedStory], modules: Sequence[Module], rules: ModuleRules, leading: float
) -> tuple[Module, ...]:  # fmt: skip
    """The modules of a page, their heads moved within their rows to where the white above those of a rank is alike."""
    down = dict[int, float]()
    for own in whites_by_rank(((one.news, one.shape) for one in page), rules).values():
        wanted = shared(own.values())
        down |= {story: (white.at(wanted) - white.usual) * leading for story, white in own.items()}
    beside = {one.news.story for one in page if one.shape.under}
    return tuple(_lower(one, down.get(one.story, 0.0), one.story in beside) for one in modules)


def _lower(module: Module, down: float, beside: bool) -> Module:
    """A module with its head lower by so much (pt). `beside`: text begins below the foot of the last part, which stays."""
    heads = [(part, replace(box, y=box.y + down)) for part, box in module.parts if part != "text"]
    if beside and heads:
        part, box = heads[-1]
        heads[-1] = part, replace(box, height=box.height - down)
    return replace(module, parts=(*heads, *(one for one in module.parts if one[0] == "text"))) if down else module


def at_place(measures: Measures, module: Module, one: PlacedStory, high: int) -> Module:
    """A module in its place on a page that is so many rows deep."""
    grid = measures.grid
    y = (grid.taken + one.y) * grid.leading
    box = replace(module.box, x=one.x * grid.pitch, y=y)
    at = (one.y == 0, one.right == grid.columns, one.foot == high, one.x == 0)
    return replace(module, box=box, edges=tuple(edge for edge, there in zip(EDGES, at, strict=True) if there))
