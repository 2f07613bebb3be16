"""ALTO 4.4 of a made-up page: its text and where each word stands, from the page's scene; nothing is recognised.

Whole numbers of 1/1200 inch, as NDNP has it. A TextBlock for each text and column, `{name of the text}.{n}`, an
Illustration for each picture, in reading order. What a block is and which article it belongs to are tags: boxes of articles
would overlap. Readings are Strings behind their base, in a place of their own; emphasis dots are a tag.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .. import __version__
from ..days import stamp
from ..makeup.boxes import Box
from ..model import Page
from ..scene.scene import Scene, SceneBlock, ScenePart, around
from .alto_lines import (
    DOTS,
    READING,
    UNITS,
    FaceSize,
    Lettered,
    LineWriter,
    Numbers,
    edges,
    lettered,
    strip_style,
    style_of,
)
from .xml import document, element, text

_OPENING = {
    "xmlns": "http://www.loc.gov/standards/alto/ns-v4#",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd",
    "SCHEMAVERSION": "4.4",
}
_WHITE = "<!-- Blanks are said with <SP/>; Strings without one between them belong together. -->"
"""A reader that looks for SP near the file's beginning (solr-ocrhighlighting) puts no blanks of its own between words."""
_HOW = "text and places from the page make-up, no recognition"


@dataclass(frozen=True)
class Origin:
    """What is said of the file: its page's picture, when the issue was made (aware), whether each character has a box."""

    image: str
    moment: datetime.datetime
    glyphs: bool = True


@dataclass(frozen=True)
class _BlockSource:
    """What becomes a block: its ID, role, story, the lines of a text in a column, or a picture."""

    id: str
    name: str
    role: str
    story: str
    box: Box
    part: ScenePart | None = None
    lines: Sequence[Lettered] = ()
    words: Sequence[str] = ()
    image: str = ""

    @property
    def tags(self) -> str:
        """Those of its role and its story."""
        return " ".join([f"role-{self.role}", *([self.story] if self.story else [])])


def alto(laid: Scene, page: Page, origin: Origin) -> bytes:
    """The ALTO of a page: the same scene, the same bytes."""
    pieces = [piece for block in laid.blocks for piece in _pieces(block)]
    styles = {style: f"style-{n}" for n, style in enumerate(_styles(pieces), 1)}
    paper = Box(0, 0, laid.width, laid.height)
    said = {
        "ID": "page", "PHYSICAL_IMG_NR": page.sequence, "PRINTED_IMG_NR": page.label, "WIDTH": round(paper.width * UNITS),
        "HEIGHT": round(paper.height * UNITS), "LANG": laid.language, "PROCESSINGREFS": "made",
    }  # fmt: skip
    space = edges(around([piece.box for piece in pieces]) if pieces else paper)
    shown = element("PrintSpace", space, *(f"\n{block}" for block in _blocks(pieces, styles, origin.glyphs, laid.language)))
    parts = [_WHITE, _description(origin)]
    if styles:
        parts.append(element("Styles", {}, *(_style(style, name) for style, name in styles.items())))
    if pieces:
        parts += [element("Tags", {}, *_tags(pieces, page)), _order(pieces)]
    parts.append(element("Layout", {}, element("Page", said, shown)))
    return document(element("alto", _OPENING, *(f"\n{part}" for part in parts)))


def _pieces(block: SceneBlock) -> Iterator[_BlockSource]:
    if block.box:
        yield _BlockSource(f"{block.name}.1", block.name, "picture", block.story, block.box, image=block.image)
    for name, group in groupby(block.parts, key=lambda part: part.name):
        parts = list(group)
        by_part, found = lettered(parts)
        shown = [(part, lines) for part, lines in zip(parts, by_part, strict=True) if lines]
        for n, (part, lines) in enumerate(shown, 1):
            box = around([one.box for one in lines])
            yield _BlockSource(f"{name}.{n}", name, part.role, block.story, box, part, lines, found)


def _styles(pieces: Sequence[_BlockSource]) -> list[FaceSize]:
    strips = (strip for piece in pieces for one in piece.lines for strip in one.line.strips)
    return sorted({strip_style(strip) for strip in strips})


def _style(style: FaceSize, name: str) -> str:
    family, size = style
    return element("TextStyle", {"ID": name, "FONTFAMILY": family, "FONTSIZE": f"{size:.6g}"})


def _description(origin: Origin) -> str:
    software = element(
        "processingSoftware", {}, text("softwareName", "banmian"), text("softwareVersion", __version__)
    )  # fmt: skip
    made = element(
        "Processing", {"ID": "made"}, text("processingCategory", "contentGeneration"),
        text("processingDateTime", stamp(origin.moment)),
        text("processingStepDescription", _HOW), software,
    )  # fmt: skip
    image = element("sourceImageInformation", {}, text("fileName", origin.image))
    return element("Description", {}, text("MeasurementUnit", "inch1200"), image, made)


def _tags(pieces: Sequence[_BlockSource], page: Page) -> Iterator[str]:
    """The stories, the roles, and what a String may be."""
    stories = {piece.story for piece in pieces}
    for story in page.articles:
        if story.name in stories:
            yield element("StructureTag", {"ID": story.name, "TYPE": "article", "LABEL": story.called})
    for role in dict.fromkeys(piece.role for piece in pieces):
        yield element("RoleTag", {"ID": f"role-{role}", "TYPE": "role", "LABEL": role})
    strips = [strip for piece in pieces for one in piece.lines for strip in one.line.strips]
    if any(strip.kind == "reading" for strip in strips):
        yield element("RoleTag", {"ID": READING, "TYPE": "ruby", "LABEL": "reading (ruby) of the String before"})
    if any(cell.dotted for strip in strips for cell in strip.cells):
        yield element("OtherTag", {"ID": DOTS, "TYPE": "emphasis", "LABEL": "emphasis dots below"})


def _order(pieces: Sequence[_BlockSource]) -> str:
    """The reading order: page, article, text that stands in several columns, block."""
    groups = []
    for story, group in groupby(pieces, key=lambda piece: piece.story):
        inside = list(group)
        refs = [_of_text(list(same)) for _, same in groupby(inside, key=lambda piece: piece.name)]
        said = {"ID": f"order-{inside[0].id}", "TAGREFS": story}
        groups += [element("OrderedGroup", said, *refs)] if story else refs
    return element("ReadingOrder", {}, element("OrderedGroup", {"ID": "order"}, *groups))


def _of_text(pieces: Sequence[_BlockSource]) -> str:
    refs = [element("ElementRef", {"ID": f"ref-{piece.id}", "REF": piece.id}) for piece in pieces]
    if len(pieces) == 1:
        return refs[0]
    first = pieces[0]
    return element("OrderedGroup", {"ID": f"order-{first.name}", "TAGREFS": f"role-{first.role}"}, *refs)


def _blocks(pieces: Sequence[_BlockSource], styles: dict[FaceSize, str], glyphs: bool, language: str) -> Iterator[str]:
    numbers = Numbers()
    for piece, behind in zip(pieces, [*pieces[1:], None], strict=True):
        said: dict[str, object] = {
            "ID": piece.id,
            "TAGREFS": piece.tags,
            **edges(piece.box),
            "IDNEXT": behind and behind.id,
        }
        if piece.part is None:
            yield element("Illustration", {**said, "TYPE": "picture", "FILEID": piece.image or None})
            continue
        style = style_of(piece.part)
        said |= {"STYLEREFS": styles[style], "LANG": language}
        if piece.lines[0].line.vertical:
            said["BASEDIRECTION"] = "ttb"
        writer = LineWriter(piece.words, styles, style, glyphs, numbers)
        yield element("TextBlock", said, *(f"\n{writer.line(one)}" for one in piece.lines))
