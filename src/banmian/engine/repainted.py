"""Pages that were painted before (`painted.py`), for the engine's writer: stand-ins for its page, fonts and boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from ..composer.faces import Face
from .blame import Blame
from .fetcher import Fetcher
from .images import Pictures
from .painted import PaintedFont, Painting, TaggedBox, TaggedPicture
from .sheet import SetPart
from .tag_tree import CellStandIn, StandIn
from .weasy import DEFAULT_OPTIONS, boxes, get_image_from_uri
from .wider import widened


@dataclass
class PaintedSheet:
    """A page that is written once more. `_document`: the engine's, that it is written into."""

    _page: PaintedPage
    _blame: Blame
    _pictures: Pictures
    _document: Any = None


class PaintedPage:
    """Stands in for the engine's page."""

    links: tuple[()] = ()
    forms: Mapping[Any, Any] = {}

    def __init__(self, said: Painting, faces: Mapping[str, Face], pictures: Pictures) -> None:
        self._said, self._faces, self._pictures = said, faces, pictures
        self.width, self.height, self.bleed = said.width, said.height, said.bleed
        self.bookmarks = [(level, text, (x, y), "open") for level, text, x, y in said.bookmarks]
        self.anchors = {name: (x, y, None, None) for name, x, y in said.anchors}
        self._page_box = PageStandIn()

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Called by the engine's PDF writer, as `Sheet._paint` is."""
        stream.stream += self._said.content.encode("latin-1").split(b"\n")
        resources = stream._resources
        for name, key, value in self._said.states:
            resources["ExtGState"].setdefault(name, pydyf.Dictionary({key: value}))
        for font in self._said.fonts:
            stream._fonts.setdefault(font.key, FontStandIn(font, self._faces[font.measured])).take(font)
        for one in self._said.images:
            resources["XObject"][one.name] = None  # the writer's way to say: look among the images
            image = _upright(one.address, self._pictures)
            known = {"image": image, "interpolate": one.interpolate, "dpi_ratios": {1}, "x_object": None}
            stream._images.setdefault(one.name, known)
        self._page_box.children = [_told(one, stream._tags) for one in self._said.boxes]


def _upright(address: str, pictures: Pictures) -> Any:
    """The engine's object of a picture that was written from the very bytes of its file: turned by what EXIF says it would
    be encoded anew, at quality 75.
    """
    return get_image_from_uri(pictures._kept, Fetcher(pictures), DEFAULT_OPTIONS, address, orientation="none")


class FontStandIn:
    """Stands in for the engine's font."""

    bitmap = png = svg = colr = used_in_forms = False
    missing: Mapping[int, int] = {}

    def __init__(self, said: PaintedFont, face: Face) -> None:
        self.__dict__ |= vars(said)
        self.name, self.wider = said.name.encode("latin-1"), said.wider
        self.file_content, self._face = face.data, face
        self.to_unicode: dict[int, str] = {}
        self.widths: dict[int, int] = {}

    @property
    def type(self) -> str:
        """What the file is, as the writer asks for it."""
        return "otf" if self.file_content[:4] == b"OTTO" else "ttf"

    def take(self, said: PaintedFont) -> None:
        """Enter the glyphs of a page."""
        for gid, text in said.texts:
            self.to_unicode.setdefault(gid, text)
        for gid, width in said.widths:
            self.widths.setdefault(gid, width)

    def clean(self, to_unicode: Mapping[int, str], hinting: bool) -> None:
        """Cut the face to the glyphs that are used."""
        self.file_content = widened(self._face.cut(to_unicode), self.wider)


class PageStandIn(boxes.PageBox):  # type: ignore[misc]  # the engine is not typed
    """The page's own box."""

    element = None
    children: Sequence[Any] = ()

    def __init__(self) -> None:
        """Nothing of a page box but its type is used."""


class PictureStandIn(boxes.ReplacedBox):  # type: ignore[misc]
    """A picture, of which the tags say where it stands."""

    children = ()

    def __init__(self, element: Element, frame: TaggedPicture) -> None:
        self.element, self.element_tag = element, element.tag
        self.width, self.height, self._frame = frame.width, frame.height, frame

    def content_box_x(self) -> float:
        return self._frame.x

    def content_box_y(self) -> float:
        return self._frame.y


def _told(said: TaggedBox, tags: dict[Any, Any]) -> Any:
    """A box of the tag tree; its marked sequence is entered among the page's."""
    made = _stand_in(said)
    if said.number >= 0:
        tags[made] = {"tag": said.marked, "mcid": said.number}
    if said.children:
        made.children = [_told(one, tags) for one in said.children]
    return made


def _stand_in(said: TaggedBox) -> Any:
    if said.kind == "text":
        return SetPart()
    if said.frame:
        return PictureStandIn(Element(said.tag, {"alt": said.frame.alt, "src": said.frame.source}), said.frame)
    element = None if said.nameless else Element(said.tag or "span")
    return CellStandIn(element, said.tag, said.scope or "") if said.kind == "cell" else StandIn(element, said.tag)
