"""The engine: WeasyPrint lays out and paints the furniture; set lines go into its page with its own font objects.

This is the only module that knows the engine's private parts (version 70.0, checked when it is opened). What it does
to a laid-out page, and why, is told in docs/engine.md:

1. read the *shell*: rectangles of text areas and obstacles, computed styles of the samples;
2. paint the page without the samples, then the set lines, as marked content;
3. hand the engine's tag builder a tree of its boxes and our paragraphs in the order of the manuscript.
"""

from __future__ import annotations

import gc
import logging
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pydyf

from ..composer.faces import Face
from ..diagnostics import Diagnostic, Refused
from ..makeup.composition import Area, Box, PageComposition, SetBlock, Shell, Style
from .box_tree import box as content_box
from .box_tree import columns, first_boxes, obstacle, walk
from .furniture import FurnitureLine, FurnitureText, crowding, furniture_lines
from .light_import import without_unused
from .painter import PT, Piece, dots, pieces, runs, show
from .structure import Structure
from .tag_tree import StandIn, nested

with without_unused():
    import weasyprint
    from weasyprint import CSS, HTML
    from weasyprint.css import ColorProfile
    from weasyprint.document import Document, Page
    from weasyprint.formatting_structure import boxes
    from weasyprint.pdf import tags
    from weasyprint.pdf.metadata import DocumentMetadata
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

VERSION = "70.0"
_SCHEME = "banmian:"


class Fetcher(URLFetcher):  # type: ignore[misc]  # the engine is not typed
    """Opens nothing but the files that were handed in, by name; anything else stops the render."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols={"banmian"}, allow_redirects=False, fail_on_errors=True)
        self.files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes of `banmian:NAME`; the engine hands names percent-encoded."""
        name = unquote(url.removeprefix(_SCHEME))
        if name not in self.files or not url.startswith(_SCHEME):
            raise ValueError(f"not part of this issue: {url[:80]}")
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        return URLFetcherResponse(url, self.files[name], {"Content-Type": kind})


class _Log(logging.Handler):
    """Keeps what the engine complains about: an ERROR or WARNING of the engine is never passed over."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[Diagnostic] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(Diagnostic("E001", None, {"message": record.getMessage()}))


@contextmanager
def _watched() -> Iterator[None]:
    """Run engine code; raise `Refused` when it logged anything."""
    log = _Log()
    weasyprint.LOGGER.addHandler(log)
    weasyprint.LOGGER.propagate = False
    try:
        yield
    finally:
        weasyprint.LOGGER.removeHandler(log)
    if log.records:
        raise Refused(log.records)


class _Deflate:
    """The engine's PDF writer deflates at level 9: level 6 takes a third of the time for files one per cent larger."""

    compress = staticmethod(zlib.compress)

    @staticmethod
    def compressobj(level: int) -> Any:
        """`level` is what the writer asks for."""
        return zlib.compressobj(min(level, 6))


@contextmanager
def _unhurried() -> Iterator[None]:
    """Run engine code without the collector of cycles: its trees live until the page is done anyway (a tenth faster)."""
    was_on, pydyf.zlib = gc.isenabled(), _Deflate
    gc.disable()
    try:
        yield
    finally:
        pydyf.zlib = zlib
        if was_on:
            gc.enable()


@contextmanager
def _with_ruby() -> Iterator[None]:
    """Let the tag builder know the element `ruby`, which it has no tag for."""
    known = tags._get_pdf_tag
    tags._get_pdf_tag = lambda tag: "Ruby" if tag == "ruby" else known(tag)
    try:
        yield
    finally:
        tags._get_pdf_tag = known


@dataclass
class Engine:
    """One configuration of fonts, kept for a process. `faces` are the measured faces by family."""

    fonts_conf: str
    faces: Mapping[str, Face]
    _style_sheets: dict[str, CSS] = field(default_factory=dict)
    _same: dict[tuple[str, int], str] = field(default_factory=dict)
    _images: dict[tuple[tuple[str, int], ...], dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the version and shut system fonts out."""
        if weasyprint.__version__ != VERSION:
            raise Refused([Diagnostic("S002", None, {"found": weasyprint.__version__, "wanted": VERSION})])
        os.environ["FONTCONFIG_FILE"] = self.fonts_conf
        self.font_config = FontConfiguration()

    def lay_out(self, html: str, css: str, files: Mapping[str, bytes]) -> Sheet:
        """Lay out one page of furniture. Raises `Refused` when the engine complains or more than one page comes out."""
        fetcher = Fetcher(files)
        cache = self._images.setdefault(tuple((name, hash(data)) for name, data in sorted(files.items())), {})
        with _watched(), _unhurried():
            if css not in self._style_sheets:
                self._style_sheets[css] = CSS(string=css, font_config=self.font_config, url_fetcher=fetcher)
            source = HTML(string=html, base_url=_SCHEME, url_fetcher=fetcher)
            document = source.render(font_config=self.font_config, stylesheets=[self._style_sheets[css]], cache=cache)
        if len(document.pages) != 1:
            raise Refused([Diagnostic("E002", None, {"pages": len(document.pages)})])
        return Sheet(self, document.pages[0])

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
    finisher: Callable[[Any, Any], None],
    profile: bytes | None = None,
) -> bytes:
    """Paint sheets into one PDF. `profile`: a CMYK output profile; `finisher(document, pdf)` runs before the ids."""
    first = sheets[0]
    profiles = {}
    if profile:
        profiles["device-cmyk"] = ColorProfile(BytesIO(profile), "", "relative-colorimetric", ("c", "m", "y", "k"))
    intent = {"pdf/x-4": "device-cmyk", "pdf/a-2a": "srgb"}.get(variant)
    fetcher = Fetcher({})
    pages = [sheet.page for sheet in sheets]
    document = Document(pages, DocumentMetadata(**metadata), fetcher, first.engine.font_config, profiles, intent)
    with _watched(), _unhurried(), _with_ruby():
        for sheet in sheets:
            sheet.document = document
        return bytes(document.write_pdf(pdf_variant=variant, pdf_tags=True, finisher=finisher, output_intent=intent))


class SetPart(boxes.TextBox):  # type: ignore[misc]  # the engine is not typed
    """The lines of a paragraph that stand in one column: one marked sequence in the tag tree."""

    def __init__(self) -> None:
        """Nothing of a text box but its type is used."""


class Sheet:
    """A laid-out page: gives the shell, takes a composition, paints both."""

    def __init__(self, engine: Engine, page: Page) -> None:
        self.engine, self.page, self.root = engine, page, page._page_box
        self.children = self.root.children
        self.document: Any = None
        self._shell: Shell | None = None
        self.elements = first_boxes(self.root)
        self.areas = {a.get("id"): b for a, b in self.elements.items() if a.get("data-flow") is not None}
        self.samples = {name: _samples(box) for name, box in self.areas.items()}

    def shell(self) -> Shell:
        """The rectangles and styles that make-up needs, in pt."""
        if self._shell is None:
            self._shell = self._read_shell()
        return self._shell

    def _read_shell(self) -> Shell:
        areas = tuple(self._area(name, box) for name, box in self.areas.items())
        obstacles = tuple(
            obstacle(element, box) for element, box in self.elements.items() if element.get("data-obstacle") is not None
        )
        page = Box(0, 0, self.page.width * PT, self.page.height * PT)
        content = self.root
        area = Box(content.content_box_x() * PT, content.content_box_y() * PT, content.width * PT, content.height * PT)
        return Shell(page, area, areas, obstacles)

    def _area(self, name: str, box: Any) -> Area:
        data = box.element.attrib
        styles = {role: self._style(role, sample) for role, sample in self.samples[name].items()}
        return Area(
            id=name, box=content_box(box), flow=tuple(data["data-flow"].split()), styles=styles,
            columns=int(data.get("data-columns", 1)), gap=float(data.get("data-gap", 2)),
            depth=data.get("data-depth", ""), fill="data-fill" in data, span=columns(data),
            vertical=data.get("data-writing") == "vertical",
        )  # fmt: skip

    def _style(self, role: str, sample: Any) -> Style:
        style, size = sample.style, sample.style["font_size"]
        line = next(child for child in sample.children if isinstance(child, boxes.LineBox))
        spacing = style["letter_spacing"]
        inner = {b.element.tag: b.style["font_family"][0] for b in walk(sample) if isinstance(b, boxes.InlineBox)}
        return Style(
            role=role, family=style["font_family"][0], size=size * PT, leading=line.height * PT,
            indent=style["text_indent"].value / size, align=style["text_align_all"],
            tracking=0.0 if spacing == "normal" else float(getattr(spacing, "value", spacing)) / size,
            before=sample.margin_top * PT, after=sample.margin_bottom * PT,
            strong=inner.get("strong", ""), em=inner.get("em", ""),
        )  # fmt: skip

    def attach(self, composition: PageComposition, structure: Structure) -> None:
        """Give the sheet its lines, and what the tag tree and the bookmarks say of them."""
        self.composition, self.structure = composition, structure
        corners = {float(2 * block.order): block.lines[0].corner for block in composition.blocks}
        places = {order: (x / PT, y / PT) for order, (x, y) in corners.items()}
        for element, box in self.elements.items():
            if element.get("data-at") is not None:
                places.setdefault(float(element.get("data-at")), (box.border_box_x(), box.border_box_y()))
        self.page.bookmarks = [(level, text, places[order], "open") for level, text, order in structure.bookmarks]
        self.page.paint = self.paint

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Called by the engine's PDF writer, once per page and write."""
        self.root.children = self.children
        kept = {name: box.children for name, box in self.areas.items()}
        for box in self.areas.values():
            box.children = []
        tagged = {id(box) for unit in self._furniture() for box in walk(unit)}
        stream.marked = _marker(stream, tagged)
        Page.paint(self.page, stream, scale)
        for name, box in self.areas.items():
            box.children = kept[name]
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            self._paint_rules(stream)
            parts = [(2.0 * block.order, self._paint_block(stream, block)) for block in self.composition.blocks]
        self._cut_fonts()
        units = [*((float(box.element.get("data-at")), box) for box in self._furniture()), *parts]
        self.root.children = nested(sorted(units, key=lambda unit: unit[0]), self.structure.groups)

    def _cut_fonts(self) -> None:
        """Let our own copy of HarfBuzz cut the faces: three times as fast as the library that the engine finds."""
        for font in self.document.fonts.values():
            face = self.engine.faces[self.engine.family(font)]
            font.subset = partial(_cut, font, face)

    def _furniture(self) -> list[Any]:
        """The engine's boxes that hold text of the manuscript or a picture; all other text is an artifact."""
        return [box for element, box in self.elements.items() if element.get("data-at") is not None]

    def furniture(self) -> Iterator[FurnitureText]:
        """Each line of furniture text."""
        return crowding(self._furniture(), self.elements, self.shell().items)

    def furniture_lines(self) -> list[FurnitureLine]:
        """Each line of furniture text with its glyphs' places, in the order of the manuscript."""
        return sorted(furniture_lines(self._furniture()), key=lambda line: line.order)

    def _paint_rules(self, stream: Any) -> None:
        for rule in self.composition.rules:
            style = self.areas[rule.area].style
            width = style["column_rule_width"]
            if style["column_rule_style"] == "none" or not width:
                continue
            color = style["column_rule_color"]
            with stream.artifact():
                stream.set_color(style["color"] if color == "currentcolor" else color)
                stream.rectangle(rule.x / PT - width / 2, rule.top / PT, width, (rule.foot - rule.top) / PT)
                stream.fill()

    def _paint_block(self, stream: Any, block: SetBlock) -> StandIn:
        """Paint a block, one marked sequence for each column it stands in."""
        sample = self.samples[block.area].get(block.role) or next(iter(self.samples[block.area].values()))
        fonts = self._fonts(stream, sample)
        stand_in = StandIn(sample.element, self.structure.tags.get(block.role, "p"))
        stream.set_color(sample.style["color"])
        for lines in runs(block):
            for piece in pieces(lines):
                self._paint_piece(stream, stand_in, piece, fonts)
            for line in (line for line in lines if line.set.dots):
                with stream.artifact():
                    dots(stream, line)
        return stand_in

    def _paint_piece(self, stream: Any, stand_in: StandIn, piece: Piece, fonts: Mapping[str, Any]) -> None:
        """One marked sequence; a base opens a group with its reading (ISO 32000-1 14.8.4.4.3)."""
        part = SetPart()
        if piece.tag == "RB":
            stand_in.children.append(StandIn(stand_in.element, "ruby"))
        (stand_in if piece.tag == "Span" else stand_in.children[-1]).children.append(part)
        with stream.marked(part, piece.tag):
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
                    fonts[self.engine.family(font)] = font
                    run = run.next
        return fonts


def _cut(font: Any, face: Face, to_unicode: Mapping[int, str], hinting: bool) -> None:
    """Stands in for the engine's `Font.subset`."""
    font.file_content = face.cut(to_unicode)


def _marker(stream: Any, tagged: set[int]) -> Callable[[Any, str], AbstractContextManager[None]]:
    """Mark as content what holds text of the manuscript, everything else as artifact."""
    original = type(stream).marked

    def marked(box: Any, tag: str) -> AbstractContextManager[None]:
        if id(box) in tagged or isinstance(box, SetPart):
            return original(stream, box, tag)  # type: ignore[no-any-return]
        return stream.artifact()  # type: ignore[no-any-return]

    return marked


def _samples(area: Any) -> dict[str, Any]:
    return {
        box.element.get("data-role"): box
        for box in walk(area)
        if isinstance(box, boxes.BlockBox) and box.element is not None and box.element.get("data-role")
    }
