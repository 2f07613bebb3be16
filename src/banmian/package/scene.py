"""A page as a scene: its texts in the manuscript's order, each glyph at its place, and each article's zones. pt, y down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..composer.clusters import SOFT_HYPHEN
from ..makeup.composition import Box, Line, PageComposition, SetBlock
from ..model import Issue, Page, texts
from ..render.furniture import FurnitureLine
from ..render.painter import String, pieces
from ..render.structure import Orders, orders, page_heading
from .zones import Zone, zones


@dataclass(frozen=True, slots=True)
class Strip:
    """Glyphs on one baseline: their characters, the x of each origin, the baseline and the size in pt, the face's family.

    `lies`: turned a quarter clockwise about its origin (in a vertical line). `narrowed`: the factor of its width.
    """

    texts: tuple[str, ...]
    places: tuple[float, ...]
    y: float
    size: float
    family: str
    lies: bool = False
    narrowed: float = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """A text of the page: its kind, its level as a heading (0: none), its article's index on the page, its lines.

    Kinds: those of set text (`headline`, `heading`, `paragraph`, `caption`, `kicker`, `subhead`, `lead`), `furniture`.
    """

    kind: str
    level: int
    article: int | None
    lines: tuple[tuple[Strip, ...], ...]

    @property
    def text(self) -> str:
        """Its characters, with the white space that is set."""
        return "".join(text for line in self.lines for strip in line for text in strip.texts)


@dataclass(frozen=True, slots=True)
class Scene:
    """A page: paper in pt, blocks in the order of the manuscript, zones of its articles."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...]

    @property
    def text(self) -> str:
        """The text of the page without white space."""
        return "".join("".join(block.text.split()) for block in self.blocks)


def scene(issue: Issue, page: Page, composition: PageComposition, furniture: Sequence[FurnitureLine]) -> Scene:
    """The scene of a made-up page. `furniture`: its furniture text, as the renderer gives it."""
    order = orders(issue, page)
    spans = _spans(page, order)
    heading = page_heading(issue, page)
    top = order.of(heading) if heading else None
    found: list[tuple[float, Block]] = []
    for at, shown in groupby(furniture, key=lambda line: line.order):
        strips = tuple((_furniture_strip(line),) for line in shown)
        found.append((at, Block("furniture", 1 if at == top else 0, _article(spans, at), strips)))
    level = 2 if heading else 1
    levels = {"headline": level, "heading": level + 1}
    for block in composition.blocks:
        lines = tuple(tuple(_strips(line)) for line in block.lines)
        article = _article(spans, 2.0 * block.order)
        found.append((2.0 * block.order, Block(block.role, levels.get(block.role, 0), article, lines)))
    blocks = tuple(block for _, block in sorted(found, key=lambda pair: pair[0]))
    paper = composition.paper
    return Scene(paper.width, paper.height, blocks, zones(composition, *_owned(page, order, spans, composition)))


def _spans(page: Page, order: Orders) -> list[tuple[float, float]]:
    """The first and last order of each article."""
    inner = [[order.of(node) for node in texts(article)] for article in page.articles]
    return [(numbers[0], numbers[-1]) for numbers in inner]


def _article(spans: Sequence[tuple[float, float]], at: float) -> int | None:
    """The index of the article that an order falls into."""
    return next((n for n, (first, last) in enumerate(spans) if first <= at <= last), None)


def _owned(
    page: Page, order: Orders, spans: Sequence[tuple[float, float]], composition: PageComposition
) -> tuple[list[tuple[int, SetBlock]], list[tuple[int, Box]]]:
    """What belongs to articles: set blocks and the boxes of pictures, each with the article's index."""
    owners = [(_article(spans, 2.0 * block.order), block) for block in composition.blocks]
    pictures = [
        (_article(spans, order.of(figure)), composition.boxes.get(f"picture-{n}"))
        for n, figure in enumerate(page.figures, 1)
    ]
    return (
        [(article, block) for article, block in owners if article is not None],
        [(article, box) for article, box in pictures if article is not None and box is not None],
    )


def _furniture_strip(line: FurnitureLine) -> Strip:
    return Strip(
        tuple(text for text, _ in line.glyphs), tuple(x for _, x in line.glyphs), line.y, line.size, line.family
    )  # fmt: skip


def _strips(line: Line) -> Iterator[Strip]:
    """A set line's strips in the order of the text: readings after their bases; hyphens at line ends are no text."""
    for piece in pieces([line]):
        for string in piece.strings:
            yield from _standing(string) if string.forms else _flat(string)


def _flat(string: String) -> Iterator[Strip]:
    glyphs = [pair for pair in zip(string.glyphs, string.places, strict=True) if pair[0].text != SOFT_HYPHEN]
    for family, run in groupby(glyphs, key=lambda pair: pair[0].family):
        kept = list(run)
        places = tuple(string.x + place * string.size for _, place in kept)
        yield Strip(tuple(glyph.text for glyph, _ in kept), places, string.y, string.size, family)


def _standing(string: String) -> Iterator[Strip]:
    """The glyphs of a vertical line, each by itself."""
    for glyph, place, form in zip(string.glyphs, string.places, string.forms, strict=True):
        x, y = string.x + form.right * string.size, string.y + (place + form.below) * string.size
        if glyph.text != SOFT_HYPHEN:
            yield Strip((glyph.text,), (x,), y, string.size, glyph.family, form.lies, form.narrowed)
