"""The engine: WeasyPrint lays out and paints the furniture; set lines go into its page with its own font objects.

Its version is checked when it is opened. What is done to a laid-out page, and why, is told in docs/engine.md:

1. read the *shell*: rectangles of text areas and obstacles, computed styles of the samples;
2. paint the page without the samples, then the set lines, as marked content;
3. hand the engine's tag builder a tree of its boxes and our paragraphs in the order of the manuscript.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from ..composer.faces import Face
from ..diagnostics import Diagnostic, Refused
from ..makeup.composition import Box, FurnitureLine, PageComposition, SetBlock, Shell
from ..makeup.layouts import Layout, LayoutFile
from ..pictures import File
from ..scene.strings import Piece, pieces, runs
from ..scene.structure import Structure
from .backdrop import paint_panel, paint_rule, paint_table_rule
from .blame import Blame, Complaints, in_sheet
from .box_tree import first_boxes, plates, walk
from .furniture import FurnitureText, boxes_written, crowding, furniture_lines, marker
from .hard_work import check_lines, check_nesting
from .images import Pictures
from .light_import import without_unused
from .painter import PT, cut, discs, head_again, show
from .pdf import Finisher
from .shells import ShellReader
from .tag_tree import OWN_TAGS, Cell, StandIn, empty_cells, item, nested, told
from .unhurried import unhurried
from .version import VERSION

with without_unused():
    import weasyprint
    import weasyprint.document
    import weasyprint.layout
    from weasyprint import CSS, HTML
    from weasyprint.css import ColorProfile
    from weasyprint.document import Document, Page
    from weasyprint.formatting_structure import boxes
    from weasyprint.pdf import tags
    from weasyprint.pdf.metadata import DocumentMetadata
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from ..render.slots import Slot

_SCHEME = "banmian:"


Read = Callable[[Element], Mapping[Element, "Slot"]]
"""Looks at the elements that the engine has made of a page's mark-up, before it lays them out: the page's slots.

Raises `Refused`.
"""


class Fetcher(URLFetcher):  # type: ignore[misc]  # the engine is not typed
    """Opens nothing but the files that were handed in, by name; anything else stops the render.

    Names are those that templates and style sheets write: `banmian:NAME` for a picture of the issue, `FILE` for one of
    the layout.
    """

    def __init__(self, pictures: Pictures) -> None:
        super().__init__(allowed_protocols={"banmian"}, allow_redirects=False, fail_on_errors=True)
        self.pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes of a file. Raises ValueError when there is none of that name."""
        data, kind = self.pictures.fetched(url)
        return URLFetcherResponse(url, data, {"Content-Type": kind})


_NONE = Pictures({})


@contextmanager
def _watched(said: Callable[[str], Diagnostic]) -> Iterator[None]:
    """Run engine code; raise `Refused` when it logged anything. `said` makes a diagnostic of a complaint."""
    log = Complaints(said)
    weasyprint.LOGGER.addHandler(log)
    weasyprint.LOGGER.propagate = False
    try:
        yield
    finally:
        weasyprint.LOGGER.removeHandler(log)
    if log.records:
        raise Refused(log.records)


class _TooManyPages(Exception):
    """The furniture runs over one page."""


@contextmanager
def _on_one_page() -> Iterator[None]:
    """Let the engine make two pages at most: a box as high as a tower would make millions."""
    make = weasyprint.layout.make_all_pages

    def some(*args: Any) -> Iterator[Any]:
        for number, page in enumerate(make(*args)):
            if number == 2:
                raise _TooManyPages
            yield page

    weasyprint.layout.make_all_pages = some
    try:
        yield
    finally:
        weasyprint.layout.make_all_pages = make


@contextmanager
def _looked_at(blame: Blame) -> Iterator[None]:
    """Look at the boxes that the engine has made before it lays them out."""
    lay_out = weasyprint.document.layout_document

    def looked_at(html: Any, root: Any, *args: Any) -> Any:
        check_nesting(root, blame)
        return lay_out(html, root, *args)

    weasyprint.document.layout_document = looked_at
    try:
        yield
    finally:
        weasyprint.document.layout_document = lay_out


@contextmanager
def _blamed(blame: Blame) -> Iterator[None]:
    """Run engine code on what a designer wrote: whatever breaks it is a message with the designer's file."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except _TooManyPages:
        raise Refused([Diagnostic("E002", blame.start(), {"pages": "3+"})]) from None
    except FatalURLFetchingError as fault:
        url = str(fault.__cause__ or fault).rpartition(": ")[2]
        raise Refused([Diagnostic("L038", blame.text((url,)), {"url": url, "names": "…"})]) from fault
    except Exception as fault:  # the engine raises anything at odd styles: divisions by zero, wrong types, any depth
        said = f"{type(fault).__name__}: {fault}"[:200]
        raise Refused([Diagnostic("L042", blame.start(), {"fault": said})]) from fault


@contextmanager
def _with_own_tags() -> Iterator[None]:
    """Let the tag builder know our own elements."""
    known = tags._get_pdf_tag
    tags._get_pdf_tag = lambda tag: OWN_TAGS.get(tag) or known(tag)
    try:
        yield
    finally:
        tags._get_pdf_tag = known


@dataclass
class Engine:
    """One configuration of fonts, kept for a process. `faces` are the measured faces by family."""

    fonts_conf: str
    faces: Mapping[str, Face]
    _style_sheets: dict[LayoutFile, CSS] = field(default_factory=dict)
    _same: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the version and shut system fonts out."""
        if weasyprint.__version__ != VERSION:
            raise Refused([Diagnostic("S002", None, {"found": weasyprint.__version__, "wanted": VERSION})])
        os.environ["FONTCONFIG_FILE"] = self.fonts_conf
        self.font_config = FontConfiguration()

    def lay_out(self, html: str, grid: str, layout: Layout, pictures: Pictures, read: Read) -> Sheet:
        """Lay out one page of furniture. `grid`: the program's own style sheet; `pictures`: those for `Fetcher`.

        Raises `Refused` when the layout breaks the contract, the engine complains or more than one page comes out.
        """
        blame, fetcher = Blame(layout), Fetcher(pictures)
        with _blamed(blame), _watched(blame.complaint), unhurried(), _on_one_page(), _looked_at(blame):
            source = HTML(string=html, base_url=_SCHEME, url_fetcher=fetcher)
            slots = read(source.etree_element)
            sheets = [self._style_sheet(LayoutFile("", grid.encode())), *map(self._style_sheet, layout.sheets)]
            document = source.render(font_config=self.font_config, stylesheets=sheets, cache=pictures.kept)
            check_lines(document.pages[0]._page_box, blame)
        if len(document.pages) != 1:
            raise Refused([Diagnostic("E002", blame.start(), {"pages": len(document.pages)})])
        return Sheet(self, document.pages[0], slots, source.etree_element, blame, pictures)

    def _style_sheet(self, file: LayoutFile) -> CSS:
        """A style sheet for the engine. A faulty one is not kept: it is faulty every time."""
        if file not in self._style_sheets:
            with _watched(partial(in_sheet, file)):
                made = CSS(string=file.text, base_url=_SCHEME, font_config=self.font_config, url_fetcher=Fetcher(_NONE))
            self._style_sheets[file] = made
        return self._style_sheets[file]

    def family(self, font: Any) -> str:
        """Which measured face an engine font is, by its bytes, never by its name. `font`: the engine's PDF font."""
        key = (font.hash, font.index)
        if key not in self._same:
            match = [n for n, face in self.faces.items() if face.index == font.index and face.data == font.file_content]
            if not match:
                raise Refused([Diagnostic("E003", None, {"family": font.family})])
            self._same[key] = match[0]
        return self._same[key]


def write(
    sheets: Sequence[Sheet],
    metadata: Mapping[str, Any],
    variant: str,
    finisher: Finisher,
    profile: bytes | None = None,
) -> bytes:
    """Paint sheets into one PDF. `profile`: a CMYK output profile; `finisher(document, pdf)` runs before the ids."""
    first = sheets[0]
    profiles = {}
    if profile:
        profiles["device-cmyk"] = ColorProfile(BytesIO(profile), "", "relative-colorimetric", ("c", "m", "y", "k"))
    intent = {"pdf/x-4": "device-cmyk", "pdf/a-2a": "srgb"}.get(variant)
    document = _document(sheets, DocumentMetadata(**metadata), profiles, intent)
    with _blamed(first._blame), _watched(first._blame.complaint), unhurried(), _with_own_tags(), first._pictures.written():
        return bytes(document.write_pdf(pdf_variant=variant, pdf_tags=True, finisher=finisher, output_intent=intent))


def to_draw(sheet: Sheet, lighter: Mapping[str, File], density: float) -> bytes:
    """A sheet as a PDF of one page that is only drawn from: nothing is packed or tagged.

    `lighter`: files that stand for photographs where `density` px a pt show no more of them (`Pictures.lighter`).
    """
    document = _document([sheet], DocumentMetadata(), {}, None)
    with _blamed(sheet._blame), _watched(sheet._blame.complaint), unhurried(), sheet._pictures.lighter(lighter, density):
        return bytes(document.write_pdf(uncompressed_pdf=True))


def _document(sheets: Sequence[Sheet], metadata: Any, profiles: Mapping[str, Any], intent: str | None) -> Any:
    """The engine's document of some sheets."""
    config, pages = sheets[0]._engine.font_config, [sheet._page for sheet in sheets]
    document = Document(pages, metadata, Fetcher(_NONE), config, profiles, intent)
    for sheet in sheets:
        sheet._document = document
    return document


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
        self._document: Any = None
        self._shell: Shell | None = None
        self._boxes = first_boxes(self._root)
        self.slots, self.elements, self._blame = slots, tuple(self._boxes), blame
        self._reader = ShellReader(slots, self._boxes, blame)
        self._reader.check(root, self._root, engine.faces)
        self._areas = {slot.id: self._boxes[element] for element, slot in slots.items() if slot.takes}
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
        return crowding(self._furniture(), self._boxes, self.shell().items)

    def furniture_lines(self, texts: Sequence[tuple[str, str]]) -> list[FurnitureLine]:
        """Each line of furniture text with its glyphs' places. `texts`: what the furniture says, if it shows less."""
        return list(furniture_lines(self._furniture(), texts))

    def plates(self) -> list[tuple[str, str, Box]]:
        """The pictures and frames of the page: the figure's name, the id of the obstacle it stands in, its box."""
        return list(plates(self._boxes))

    def _sample(self, block: SetBlock) -> Any:
        """The sample that says how a block looks."""
        return self._samples[block.area].get(block.role) or next(iter(self._samples[block.area].values()))

    def _paint_block(self, stream: Any, block: SetBlock) -> StandIn:
        """Paint a block, one marked sequence for each column it stands in."""
        sample = self._sample(block)
        fonts = self._fonts(stream, sample)
        label, cell = StandIn(sample.element, "label"), self._structure.cells.get(block.name)
        body = StandIn(sample.element, self._structure.element(block.name, block.role))
        body = Cell(sample.element, *cell) if cell else body
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
