"""A page that the engine has laid out: the shell is read from it, set lines are painted into it.

What is done to it, and why, is told in docs/engine.md:

1. read the *shell*: rectangles of text areas and obstacles, computed styles of the samples;
2. paint the page without the samples, then the set lines, as marked content;
3. hand the engine's tag builder a tree of its boxes and our paragraphs in the order of the manuscript.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from ..makeup.boxes import Box
from ..makeup.composition import FurnitureLine, PageComposition, SetBlock, Shell
from ..pictures import LazyFile
from ..scene.strings import Piece, pieces, runs
from ..scene.structure import Structure
from .backdrop import paint_panel, paint_rule, paint_table_rule
from .blame import Blame
from .box_tree import first_boxes, plates, walk
from .fetcher import Fetcher
from .furniture import FurnitureText, boxes_written, crowding, furniture_lines, marker
from .guards import ALONE, blamed, watched, with_own_tags
from .images import Pictures
from .painted import CODEC, painted
from .painter import PT, cut, discs, head_again, show
from .pdf import Finisher
from .shells import ShellReader
from .tag_tree import CellStandIn, StandIn, empty_cells, item, nested, told
from .unhurried import unhurried
from .weasy import ColorProfile, Document, DocumentMetadata, Page, boxes

if TYPE_CHECKING:
    from ..makeup.slots import Slot
    from .engine import Engine


class SetPart(boxes.TextBox):  # type: ignore[misc]  # the engine is not typed
    """The lines of a paragraph that stand in one column: one marked sequence in the tag tree."""

    element_tag, children = None, ()

    def __init__(self) -> None:
        """Nothing of a text box but its type is used."""


class Sheet:
    """A laid-out page: gives the shell, takes a composition, paints both. `elements`: those with data that it shows."""

    def __init__(
        self, engine: Engine, page: Page, slots: Mapping[Element, Slot], root: Element, blame: Blame, pictures: Pictures
    ) -> None:  # fmt: skip
        self._engine, self._page, self._root = engine, page, page._page_box
        self._children, self._pictures = self._root.children, pictures
        self._shell: Shell | None = None
        self._document: Any = None
        self._boxes = first_boxes(self._root)
        self.slots: Mapping[Element, Slot] = slots
        self.elements: Sequence[Element] = tuple(self._boxes)
        self._blame = blame
        self._reader = ShellReader(slots, self._boxes, blame)
        self._reader.check(root, self._root, engine.faces)
        self._areas = {slot.name: self._boxes[element] for element, slot in slots.items() if slot.takes}
        self._samples = self._reader.samples

    def shell(self) -> Shell:
        """The rectangles and styles that make-up needs, in pt."""
        if self._shell is None:
            self._shell = self._reader.shell(self._root, self._page.width * PT, self._page.height * PT)
        return self._shell

    def attach(self, composition: PageComposition, structure: Structure) -> None:
        """Give the sheet its lines, and what the tag tree and the bookmarks say of them."""
        self._composition, self._structure = composition, structure
        corners = {block.name: block.lines[0].corner for block in composition.blocks}
        places = {name: (x / PT, y / PT) for name, (x, y) in corners.items()}
        for element, box in self._boxes.items():
            if element.get("data-at") is not None:
                places.setdefault(element.get("data-at"), (box.border_box_x(), box.border_box_y()))
        self._page.bookmarks = [(level, text, places[name], "open") for level, text, name in structure.bookmarks]
        self._page.paint = self._paint

    def _paint(self, stream: Any, scale: float = 1) -> None:
        """Called by the engine's PDF writer, once per page and write."""
        self._root.children = self._children
        kept = {name: box.children for name, box in self._areas.items()}
        for box in self._areas.values():
            box.children = []
        tagged = {id(box) for unit in self._furniture() for box in walk(unit)}
        stream.marked = marker(stream, tagged, boxes_written(self._furniture(), self._structure.joined))
        Page.paint(self._page, stream, scale)
        for name, box in self._areas.items():
            box.children = kept[name]
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            for panel in self._composition.panels:
                paint_panel(stream, panel, self._samples[panel.area][panel.role])
            for rule in self._composition.rules:
                paint_rule(stream, rule, self._areas[rule.area].style)
            for line in self._composition.table_rules:
                paint_table_rule(stream, line, self._samples[line.area].get(line.role))
            for block in self._composition.again:
                head_again(stream, block, self._sample(block), self._fonts(stream, self._sample(block)))
            parts = [(block.name, self._paint_block(stream, block)) for block in self._composition.blocks]
        parts += empty_cells(self._structure, {name for name, _ in parts}, next(iter(self._boxes)))
        self._cut_fonts()
        units = [*((box.element.get("data-at"), told(box)) for box in self._furniture()), *parts]
        self._root.children = nested(units, self._structure)

    def _cut_fonts(self) -> None:
        """Let our own copy of HarfBuzz cut the faces: three times as fast as the library that the engine finds."""
        for font in self._document.fonts.values():
            face = self._engine.faces[self._engine.family(font)]
            font.subset = partial(cut, font, face)

    def _furniture(self) -> list[Any]:
        """The engine's boxes that hold text of the manuscript or a picture; all other text is an artifact."""
        return [box for element, box in self._boxes.items() if element.get("data-at") is not None]

    def furniture(self) -> Iterator[FurnitureText]:
        """Each line of furniture text."""
        roots = {slot.name: self._boxes[element] for element, slot in self.slots.items()}
        return crowding(self._furniture(), roots, self.shell().items, self._root)

    def furniture_lines(self, texts: Sequence[tuple[str, str]]) -> list[FurnitureLine]:
        """Each line of furniture text with its glyphs' places. `texts`: what the furniture says, if it shows less."""
        return list(furniture_lines(self._furniture(), texts))

    def plates(self) -> list[tuple[str, str, Box]]:
        """The pictures and frames of the page: the figure's name, the name of the obstacle it stands in, its box."""
        return list(plates(self._boxes, self.slots))

    def _sample(self, block: SetBlock) -> Any:
        """The sample that says how a block looks."""
        return self._samples[block.area].get(block.role) or next(iter(self._samples[block.area].values()))

    def _paint_block(self, stream: Any, block: SetBlock) -> StandIn:
        """Paint a block, one marked sequence for each column it stands in."""
        sample = self._sample(block)
        fonts = self._fonts(stream, sample)
        label, cell = StandIn(sample.element, "label"), self._structure.cells.get(block.name)
        body = StandIn(sample.element, self._structure.element(block.name, block.role))
        body = CellStandIn(sample.element, *cell) if cell else body
        stream.set_color(sample.style["color"])
        for n, lines in enumerate(runs(block)):
            for piece in pieces(lines, 0 if n else self._structure.items.get(block.name, 0)):
                self._paint_piece(stream, label if piece.tag == "Lbl" else body, piece, fonts)
            discs(stream, lines)
        return item(label, body) if block.name in self._structure.items else body

    def _paint_piece(self, stream: Any, stand_in: StandIn, piece: Piece, fonts: Mapping[str, Any]) -> None:
        """One marked sequence; a base opens a group with its reading (ISO 32000-1 14.8.4.4.3)."""
        part = SetPart()
        if piece.tag == "RB":
            stand_in.children.append(StandIn(stand_in.element, "ruby"))
        inner = piece.tag in ("RB", "RT")
        (stand_in.children[-1] if inner else stand_in).children.append(part)
        with stream.marked(part, piece.tag if inner else "Span"):
            for string in piece.strings:
                show(stream, string, fonts)

    def _fonts(self, stream: Any, sample: Any) -> dict[str, Any]:
        """The engine's PDF fonts for a sample, by measured face."""
        fonts = {}
        for text in walk(sample):
            if isinstance(text, boxes.TextBox):
                text.pango_layout.reactivate(text.style)
                run = text.pango_layout.get_first_line()[0].runs[0]
                while run:
                    font, _ = stream.add_font(run.data.item.analysis.font)
                    fonts[self._engine.family(font)] = font
                    run = run.next
        return fonts


def painted_alone(sheet: Sheet, font_config: Any) -> bytes:
    """A sheet as it is painted (`painted.py`); nothing, where that cannot be kept."""
    document = _document([sheet], DocumentMetadata(), font_config)
    with ALONE, blamed(sheet._blame), watched(sheet._blame.complaint), unhurried():
        made = painted(sheet._page, document.fonts, sheet._engine.family, sheet._pictures)
    return CODEC.encoded(made) if made else b""


def write(
    sheets: Sequence[Any],
    metadata: Mapping[str, Any],
    variant: str,
    finisher: Finisher,
    profile: bytes | None,
    font_config: Any,
) -> bytes:
    """Paint sheets, or what stands for them, into one PDF (`Engine.write`). `font_config`: the engine's, that they were
    laid out with.
    """
    first = sheets[0]
    profiles = {}
    if profile:
        profiles["device-cmyk"] = ColorProfile(BytesIO(profile), "", "relative-colorimetric", ("c", "m", "y", "k"))
    intent = {"pdf/x-4": "device-cmyk", "pdf/a-2a": "srgb"}.get(variant)
    document = _document(sheets, DocumentMetadata(**metadata), font_config, profiles, intent)
    with (
        ALONE,
        blamed(first._blame),
        watched(first._blame.complaint),
        unhurried(),
        with_own_tags(),
        first._pictures.written(),
    ):
        return bytes(document.write_pdf(pdf_variant=variant, pdf_tags=True, finisher=finisher, output_intent=intent))


def to_draw(sheet: Sheet, lighter: Mapping[str, LazyFile], density: float, font_config: Any) -> bytes:
    """A PDF to draw a picture of a page from (`Engine.to_draw`)."""
    document = _document([sheet], DocumentMetadata(), font_config)
    with (
        ALONE,
        blamed(sheet._blame),
        watched(sheet._blame.complaint),
        unhurried(),
        sheet._pictures.lighter(lighter, density),
    ):
        return bytes(document.write_pdf(uncompressed_pdf=True))


def _document(
    sheets: Sequence[Any], metadata: Any, font_config: Any, profiles: Any = None, intent: str | None = None
) -> Any:  # fmt: skip
    """The engine's document of some sheets of one palette."""
    document = Document([one._page for one in sheets], metadata, Fetcher(), font_config, profiles or {}, intent)
    for sheet in sheets:
        sheet._document = document
    return document
