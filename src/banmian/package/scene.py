"""A page as a scene: its texts in reading order, each glyph at its place, and each story's zones. pt, y down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..composer.clusters import SOFT_HYPHEN
from ..makeup.composition import Box, Line, PageComposition
from ..model import Issue, Page, Text, page_places, parts_of
from ..render.furniture import FurnitureLine, Plate
from ..render.painter import String, pieces
from ..render.structure import page_heading
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
    """A text or picture of the page: its kind, level as a heading (0: none), its story's name, its lines.

    Kinds: those of set text (`headline`, `heading`, `paragraph`, `caption`, `kicker`, `subhead`, `lead`), `furniture`,
    `cells` (each line a cell of the name card) and `picture` (no lines; its box, and its path in the issue).
    """

    kind: str
    level: int
    story: str
    lines: tuple[tuple[Strip, ...], ...]
    box: Box | None = None
    image: str = ""

    @property
    def text(self) -> str:
        """Its characters, with the white space that is set."""
        return "".join(text for line in self.lines for strip in line for text in strip.texts)


@dataclass(frozen=True, slots=True)
class Scene:
    """A page: paper in pt, blocks in reading order, zones of its stories."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...]

    @property
    def text(self) -> str:
        """The text of the page without white space."""
        return "".join("".join(block.text.split()) for block in self.blocks)


def scene(
    issue: Issue, page: Page, composition: PageComposition, furniture: Sequence[FurnitureLine], plates: Sequence[Plate]
) -> Scene:
    """The scene of a made-up page. `furniture`, `plates`: its furniture text and pictures, as the renderer gives them."""
    places = page_places(issue, page)
    owners = _owners(page)
    level = 2 if page_heading(issue, page) else 1
    levels = {"headline": level, "heading": level + 1}
    found = [*_furniture(issue, page, furniture, owners), *_pictures(page, plates, owners)]
    for block in composition.blocks:
        lines = tuple(tuple(_strips(line)) for line in block.lines)
        found.append((block.name, Block(block.role, levels.get(block.role, 0), owners.get(block.name, ""), lines)))
    blocks = tuple(block for _, block in sorted(found, key=lambda pair: places[pair[0]]))
    running = [(owners[block.name], block) for block in composition.blocks if block.name in owners]
    shown = [(block.story, block.box) for block in blocks if block.story and block.box]
    paper = composition.paper
    return Scene(paper.width, paper.height, blocks, zones(composition, running, shown))


Named = tuple[str, Block]
"""A block with the name of its text or figure."""


def _owners(page: Page) -> dict[str, str]:
    """The story that each text and figure belongs to, by name."""
    return {part.name: story.name for story in page.articles for part in parts_of(story)}


def _furniture(issue: Issue, page: Page, furniture: Sequence[FurnitureLine], owners: Mapping[str, str]) -> Iterator[Named]:
    """The texts of the furniture; what heads the page and the name card's title are headings."""
    heading, card = page_heading(issue, page), page.name_card
    levels = {heading.name: 1} if heading else {}
    cells = [cell for row in card.rows for cell in row] if card else []
    if card:
        levels[card.title.name] = 1 + bool(heading)
    for name, shown in groupby(furniture, key=lambda line: line.name):
        strips = [_furniture_strip(line) for line in shown]
        if cells and name == cells[0].name:
            yield name, Block("cells", 0, "", tuple(_by_cell(strips, cells)))
        else:
            lines = tuple((strip,) for strip in strips)
            yield name, Block("furniture", levels.get(name, 0), owners.get(name, ""), lines)


def _by_cell(strips: Sequence[Strip], cells: Sequence[Text]) -> Iterator[tuple[Strip, ...]]:
    """The lines of a card by cell: a cell may be set in several."""
    rest = iter(strips)
    for cell in cells:
        wanted, found = "".join(cell.text.split()), list[Strip]()
        while wanted and (strip := next(rest, None)):
            found.append(strip)
            wanted = wanted.removeprefix("".join("".join(strip.texts).split()))
        if found:
            yield tuple(found)


def _pictures(page: Page, plates: Sequence[Plate], owners: Mapping[str, str]) -> Iterator[Named]:
    boxes = dict(reversed(plates))  # one that is shown twice stands where it is shown first
    for figure in (one for group in page.figures for one in group.pictures):
        if figure.name in boxes:
            story = owners.get(figure.name, "")
            yield figure.name, Block("picture", 0, story, (), boxes[figure.name], figure.image or "")


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
