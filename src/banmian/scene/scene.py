"""A page as a scene: its texts in reading order, each glyph at its place, and each story's zones. pt, y down.

The one source of what is drawn or written from a made-up page: the book's page replica, and ALTO (`deposit/alto.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..composer.classes import class_of
from ..composer.clusters import SOFT_HYPHEN
from ..makeup.boxes import Box
from ..makeup.composition import FurnitureLine, Line, PageComposition, Plate, SetBlock
from ..model import Figure, Issue, Page, Text, page_places, parts_of
from .cells import Cell, Faces, flat_cells, furniture_cells, standing_cells
from .strings import String, pieces, runs
from .structure import page_heading
from .zones import Zone, zones


@dataclass(frozen=True, slots=True)
class Strip:
    """Glyphs on one baseline: their cells, the baseline and the size in pt, the face's family.

    `kind`: `text`, `reading` (over the glyphs before it; it stands in the text behind them), or `hyphen`, which a line ends
    with and which is no text. `lies`: turned a quarter clockwise about its origin (in a vertical line). `narrowed`: the
    factor of its width.
    """

    cells: tuple[Cell, ...]
    y: float
    size: float
    family: str
    kind: str = "text"
    lies: bool = False
    narrowed: float = 1.0


@dataclass(frozen=True, slots=True)
class SceneLine:
    """A line as it is set: its strips in the order of the text. `vertical`: it runs downwards."""

    strips: tuple[Strip, ...]
    vertical: bool = False

    @property
    def box(self) -> Box:
        """The rectangle of its cells; white at its ends takes nothing."""
        cells = [cell for strip in self.strips for cell in strip.cells]
        return around([cell for cell in cells if not cell.blank] or cells)


@dataclass(frozen=True, slots=True)
class ScenePart:
    """The lines of one text in one column of an area. `role`: what its sample is called, or what it is in the furniture."""

    name: str
    role: str
    lines: tuple[SceneLine, ...]


@dataclass(frozen=True, slots=True)
class SceneBlock:
    """A text or picture of the page: its name, kind, level as a heading (0: none), its story's name, its parts in order.

    Kinds: those of set text (`headline`, `heading`, `paragraph`, `caption`, `kicker`, `subhead`, `lead`), `furniture`,
    `cells` (each part a cell of the name card) and `picture` (no parts; its box, and its path in the issue).
    """

    name: str
    kind: str
    level: int
    story: str
    parts: tuple[ScenePart, ...]
    box: Box | None = None
    image: str = ""

    @property
    def lines(self) -> list[SceneLine]:
        """The lines of its parts."""
        return [line for part in self.parts for line in part.lines]

    @property
    def text(self) -> str:
        """Its characters, with the white space that is set; a hyphen at a line's end is none."""
        shown = (strip for line in self.lines for strip in line.strips if strip.kind != "hyphen")
        return "".join(cell.text for strip in shown for cell in strip.cells)


@dataclass(frozen=True, slots=True)
class Scene:
    """A page: paper in pt, blocks in reading order, zones of its stories, the language of its issue (BCP 47)."""

    width: float
    height: float
    blocks: tuple[SceneBlock, ...]
    zones: tuple[Zone, ...]
    language: str

    @property
    def text(self) -> str:
        """The text of the page without white space."""
        return "".join("".join(block.text.split()) for block in self.blocks)


def around(boxes: Sequence[Box]) -> Box:
    """The rectangle round some."""
    x, y = min([box.x for box in boxes]), min([box.y for box in boxes])
    right, foot = max([box.x + box.width for box in boxes]), max([box.y + box.height for box in boxes])
    return Box(x, y, right - x, foot - y)


def scene(issue: Issue, composition: PageComposition, faces: Faces) -> Scene:
    """The scene of a page that a render has confirmed. `faces`: those that it is set in.

    Heads of tables that stand again in the next column are no text of it.
    """
    page = composition.page
    places = page_places(issue, page)
    owners = _owners(page)
    level = 2 if page_heading(issue, page) else 1
    levels = {"headline": level, "heading": level + 1}
    found = [*_furniture(issue, page, composition.furniture, owners), *_pictures(page, composition.plates, owners)]
    for block in composition.blocks:
        parts, story = tuple(_parts(block, faces, issue.language.traditional)), owners.get(block.name, "")
        found.append(SceneBlock(block.name, block.role, levels.get(block.role, 0), story, parts))
    blocks = tuple(sorted(found, key=lambda one: places[one.name]))
    running = [(owners[block.name], block) for block in composition.blocks if block.name in owners]
    shown = [(block.story, block.box) for block in blocks if block.story and block.box]
    paper = composition.paper
    return Scene(paper.width, paper.height, blocks, zones(composition, running, shown), issue.language.tag)


def _owners(page: Page) -> dict[str, str]:
    """The story that each text and figure belongs to, by name."""
    return {part.name: story.name for story in page.articles for part in parts_of(story)}


def _roles(issue: Issue, page: Page) -> Iterator[tuple[str, str]]:
    """What the texts are that may stand in the furniture, by name; what is none of these is a paragraph."""
    card = page.name_card
    named: list[tuple[str, object]] = [
        ("masthead", issue.masthead_on(page)),
        ("page-number", page.number),
        ("page-subject", page.subject),
        ("credit", page.credits),
        ("card-title", card and card.title),
        ("card-cell", card and card.rows),
    ]
    for story in page.articles:
        named += [("kicker", story.kicker), ("headline", story.headline), ("subhead", story.subhead)]
        named += [("summary", story.summary), *(("heading", section.heading) for section in story.sections)]
    named += [("caption", figure.caption) for figure in page.figures]
    for role, part in named:
        yield from ((one.name, role) for one in parts_of(part) if not isinstance(one, Figure))


def _furniture(
    issue: Issue, page: Page, furniture: Sequence[FurnitureLine], owners: Mapping[str, str]
) -> Iterator[SceneBlock]:
    """The texts of the furniture; what heads the page and the name card's title are headings."""
    heading, card, roles = page_heading(issue, page), page.name_card, dict(_roles(issue, page))
    levels = {heading.name: 1} if heading else {}
    cells = [cell for row in card.rows for cell in row] if card else []
    if card:
        levels[card.title.name] = 1 + bool(heading)
    for name, shown in groupby(furniture, key=lambda line: line.name):
        lines = [SceneLine((_furniture_strip(line),)) for line in shown]
        if cells and name == cells[0].name:
            yield SceneBlock(name, "cells", 0, "", tuple(_by_cell(lines, cells)))
        else:
            part = ScenePart(name, roles.get(name, "paragraph"), tuple(lines))
            yield SceneBlock(name, "furniture", levels.get(name, 0), owners.get(name, ""), (part,))


def _by_cell(lines: Sequence[SceneLine], cells: Sequence[Text]) -> Iterator[ScenePart]:
    """The lines of a card by cell: a cell may be set in several."""
    rest = iter(lines)
    for cell in cells:
        wanted, found = "".join(cell.text.split()), list[SceneLine]()
        while wanted and (line := next(rest, None)):
            found.append(line)
            wanted = wanted.removeprefix("".join(one.text for one in line.strips[0].cells if not one.blank))
        if found:
            yield ScenePart(cell.name, "card-cell", tuple(found))


def _pictures(page: Page, plates: Sequence[Plate], owners: Mapping[str, str]) -> Iterator[SceneBlock]:
    # One that is shown twice stands where it is shown first.
    boxes = {plate.figure: plate.box for plate in reversed(plates)}
    for figure in (one for group in page.figures for one in group.pictures):
        if figure.name in boxes:
            story = owners.get(figure.name, "")
            yield SceneBlock(figure.name, "picture", 0, story, (), boxes[figure.name], figure.image or "")


def _furniture_strip(line: FurnitureLine) -> Strip:
    return Strip(tuple(furniture_cells(line)), line.y, line.size, line.family)


def _parts(block: SetBlock, faces: Faces, centred: bool) -> Iterator[ScenePart]:
    """A set text by column. `centred`: `House.centred`."""
    latin = not any(class_of(character) == "han" for line in block.lines for character in line.set.text)
    for run in runs(block):
        lines = tuple(SceneLine(tuple(_strips(line, faces, latin, centred)), bool(line.set.forms)) for line in run)
        yield ScenePart(block.name, block.role, lines)


def _strips(line: Line, faces: Faces, latin: bool, centred: bool) -> Iterator[Strip]:
    """A set line's strips in the order of the text: readings after their bases. `latin`: the text has no Han."""
    for piece in pieces([line]):
        kind = "reading" if piece.tag == "RT" else "text"
        for string in piece.strings:
            if string.forms:
                yield from _standing(string, faces, centred)
            else:
                cells = flat_cells(string, faces, line.set.dots if kind == "text" else (), latin, centred)
                yield from _flat(kind, string, cells)


def _flat(kind: str, string: String, cells: Iterable[Cell]) -> Iterator[Strip]:
    """The glyphs of a flat line, parted where the face changes."""
    families = [glyph.family for glyph in string.glyphs]
    pairs = zip(cells, families, strict=True)
    for (family, hyphen), run in groupby(pairs, key=lambda pair: (pair[1], pair[0].text == SOFT_HYPHEN)):
        own = "hyphen" if hyphen else kind
        yield Strip(tuple(cell for cell, _ in run), string.y, string.size, family, own)


def _standing(string: String, faces: Faces, centred: bool) -> Iterator[Strip]:
    """The glyphs of a vertical line, each by itself."""
    for glyph, form, cell in standing_cells(string, faces, centred):
        kind = "hyphen" if glyph.text == SOFT_HYPHEN else "text"
        yield Strip((cell,), cell.base, string.size, glyph.family, kind, form.lies, form.narrowed)
