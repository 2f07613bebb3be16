"""A page as it was painted, in plain values: the engine writes it into a PDF of many pages, and lays nothing out for that.

What the engine's writer asks a page for is noted when the page is painted alone: its operators, the glyphs of its faces,
its pictures, the boxes that its tags are made from. All this is the same whatever other pages there are. Where it is not
(groups, patterns and states are numbered throughout a document), or where a page shows what is not known here, nothing is
noted, and the engine lays the pages out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from ..frozen import Codec
from .images import Pictures
from .tag_tree import CellStandIn, StandIn
from .weasy import PageStream, boxes
from .wider import wider_by

SCALE = 0.75
"""pt in a px: what the engine's writer asks a page to be painted in."""
_PARTS = ("XObject", "Pattern", "Shading")
_ASKED = ("hash", "family", "flags", "index", "italic_angle", "ascent", "descent", "stemv", "stemh")
"""What the writer asks a font for, besides its name, its glyphs and the file."""


@dataclass(frozen=True)
class PaintedFont:
    """A face as a page uses it. `key`: the engine's; `measured`: what the composer calls the face; `texts`, `widths`: of
    each glyph, in the order of their first use; `wider`: how many steps wider than the face (`wider.py`); the rest is the
    engine's own.
    """

    key: int
    measured: str
    name: str
    hash: str
    family: str
    flags: int
    index: int
    italic_angle: int
    ascent: int
    descent: int
    stemv: int
    stemh: int
    wider: int
    texts: tuple[tuple[int, str], ...]
    widths: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PaintedImage:
    """A picture by its address, under the name that the operators call it by."""

    name: str
    address: str
    interpolate: bool


@dataclass(frozen=True)
class TaggedPicture:
    """What the tags say of a picture besides its box: where it stands, in px, what it shows and where it is from."""

    x: float
    y: float
    width: float
    height: float
    alt: str
    source: str


@dataclass(frozen=True)
class TaggedBox:
    """A box or stand-in that a tag is made from. `tag`: its element's, "" for none; `number`: of its marked sequence, -1
    for none, and `marked`: how that is marked; `scope`: of a cell of a table, `frame`: of a picture, else None.
    """

    kind: str
    tag: str
    nameless: bool
    number: int
    marked: str
    scope: str | None
    frame: TaggedPicture | None
    children: tuple[TaggedBox, ...]


@dataclass(frozen=True)
class Painting:
    """A page. Lengths in px. `content`: its operators, a line each; `states`: its degrees of transparency, with the key and
    the value of each; `anchors`, `bookmarks`: with their places.
    """

    width: float
    height: float
    bleed: dict[str, float]
    content: str
    states: tuple[tuple[str, str, float], ...]
    fonts: tuple[PaintedFont, ...]
    images: tuple[PaintedImage, ...]
    boxes: tuple[TaggedBox, ...]
    anchors: tuple[tuple[str, float, float], ...]
    bookmarks: tuple[tuple[int, str, float, float], ...]


CODEC = Codec(Painting, (Painting, PaintedFont, PaintedImage, TaggedPicture, TaggedBox))


class _Unknown(Exception):
    """What a page shows that is not noted."""


def painted(page: Any, fonts: dict[Any, Any], families: Callable[[Any], str], pictures: Pictures) -> Painting | None:
    """What is noted of the engine's page; None where something of it is not known here.

    `fonts`: of the document that it is painted in, nothing yet; `families`: the measured face of a font of the engine's.
    """
    images: dict[str, Any] = {}
    resources = pydyf.Dictionary({"ExtGState": {}, "ColorSpace": b"", **{part: {} for part in _PARTS}})
    stream = PageStream(fonts, _rectangle(page), resources, images, {}, {}, None)
    stream.transform(d=-1, f=page.height * SCALE)
    first = len(stream.stream)
    page.paint(stream, SCALE)
    try:
        if page.links or any(page.forms.values()):
            raise _Unknown
        return Painting(
            page.width, page.height, dict(page.bleed),
            b"\n".join(map(_as_bytes, stream.stream[first:])).decode("latin-1"),
            tuple(_states(resources)), tuple(_font(key, font, families) for key, font in fonts.items()),
            tuple(_images(images, resources, pictures)),
            tuple(_box(one, stream._tags) for one in page._page_box.children),
            tuple((name, place[0], place[1]) for name, place in page.anchors.items()),
            tuple((level, text, x, y) for level, text, (x, y), _ in page.bookmarks),
        )  # fmt: skip
    except _Unknown:
        return None


def _rectangle(page: Any) -> tuple[float, float, float, float]:
    """The page with its bleed, px: as `generate_pdf` has it."""
    left, top = -SCALE * page.bleed["left"], -SCALE * page.bleed["top"]
    right = left + SCALE * (page.width + page.bleed["left"] + page.bleed["right"])
    foot = top + SCALE * (page.height + page.bleed["top"] + page.bleed["bottom"])
    return left / SCALE, top / SCALE, (right - left) / SCALE, (foot - top) / SCALE


def _as_bytes(command: Any) -> bytes:
    return bytes(pydyf._to_bytes(command))


def _states(resources: Mapping[str, Any]) -> Iterator[tuple[str, str, float]]:
    for name, state in resources["ExtGState"].items():
        ((key, value),) = state.items() if len(state) == 1 else (("", 0),)
        if key not in ("ca", "CA"):
            raise _Unknown
        yield name, key, value


def _font(key: int, font: Any, families: Callable[[Any], str]) -> PaintedFont:
    if font.bitmap or font.png or font.svg or font.colr or font.missing or font.used_in_forms or "fvar" in font.tables:
        raise _Unknown
    said = {name: getattr(font, name) for name in _ASKED}
    texts, widths = tuple(font.to_unicode.items()), tuple(font.widths.items())
    name, wider = font.name.decode("latin-1"), wider_by(font)
    return PaintedFont(key, families(font), name, **said, wider=wider, texts=texts, widths=widths)


def _images(images: Mapping[str, Any], resources: Mapping[str, Any], pictures: Pictures) -> Iterator[PaintedImage]:
    if resources["Pattern"] or resources["Shading"] or any(resources["XObject"].values()):
        raise _Unknown
    for name, known in images.items():
        address = pictures.address(known["image"])
        if address is None or known["dpi_ratios"] != {1}:
            raise _Unknown
        yield PaintedImage(name, address, bool(known["interpolate"]))


def _box(box: Any, tags: Mapping[Any, Any]) -> TaggedBox:
    """A box with those in it; lines are passed over, as the tag builder does."""
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.TextBox):
        return TaggedBox("text", "", True, tags[box]["mcid"], tags[box]["tag"], None, None, ())
    below = (one for child in box.children for one in (child.children if isinstance(child, boxes.LineBox) else [child]))
    children = tuple(_box(one, tags) for one in below)
    tag, nameless = box.element_tag or "", box.element is None
    if isinstance(box, boxes.ReplacedBox):
        return TaggedBox("picture", tag, nameless, tags[box]["mcid"], tags[box]["tag"], None, _frame(box), children)
    if isinstance(box, CellStandIn):
        return TaggedBox("cell", tag, nameless, -1, "", box.scope, None, children)
    if not isinstance(box, StandIn) and (tag in _OF_BOXES or isinstance(box, boxes.MarginBox)):
        raise _Unknown
    if box.link_annotation or box.widget_annotation:
        raise _Unknown
    return TaggedBox("box", tag, nameless, -1, "", None, None, children)


_OF_BOXES = ("html", "body", "li", "dt", "dd", "table", "td", "th", "img", "{http://www.w3.org/2000/svg}svg")
"""Elements of which the tag builder asks the engine's own boxes for more."""


def _frame(box: Any) -> TaggedPicture:
    if box.element is None or box.element.tag != "img" or box.element_tag != "img":
        raise _Unknown
    x, y, said = box.content_box_x(), box.content_box_y(), box.element.attrib
    return TaggedPicture(x, y, box.width, box.height, said.get("alt", ""), said.get("src", "unknown"))


def agree(pages: Sequence[Painting]) -> bool:
    """Whether no two pages say otherwise of a glyph: what one has noted of it, the others would have painted with."""
    known: dict[tuple[str, int, int], object] = {}
    for font in (font for page in pages for font in page.fonts):
        said = [("text", gid, text) for gid, text in font.texts] + [("width", gid, width) for gid, width in font.widths]
        if any(known.setdefault((what, font.key, gid), one) != one for what, gid, one in said):
            return False
    return True
