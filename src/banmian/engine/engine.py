"""The engine: WeasyPrint lays out and paints the furniture; set lines go into its page with its own font objects."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from ..composer.faces import Chain, Face
from ..diagnostics import Diagnostic, Refused
from ..frozen import Torn
from ..makeup.layouts import Layout, LayoutFile
from ..pictures import LazyFile
from .blame import Blame, in_sheet
from .fetcher import SCHEME, Fetcher
from .guards import ALONE, blamed, copied_once, looked_at, on_one_page, watched
from .hard_work import check_lines
from .images import Pictures
from .painted import CODEC, agree
from .pdf import Finisher
from .repainted import PaintedPage, PaintedSheet
from .sheet import Sheet, painted_alone, to_draw, write
from .unhurried import unhurried
from .version import VERSION
from .weasy import CSS, HTML, asked, weasyprint
from .whole_words import WordFaces

if TYPE_CHECKING:
    from ..makeup.slots import Slot

MOST_SHEETS = 64
"""Style sheets that are kept: those of a few layouts, and one of the program's for each grid and palette."""
Read = Callable[[Element], Mapping[Element, "Slot"]]
"""Looks at the elements that the engine has made of a page's mark-up, before it lays them out: the page's slots.

Raises `Refused`.
"""


@lru_cache(MOST_SHEETS)
def _style_sheet(file: LayoutFile) -> CSS:
    """A style sheet for all engines of the process. A faulty one is not kept: it is faulty every time."""
    with watched(partial(in_sheet, file)):
        return CSS(string=file.text, base_url=SCHEME, url_fetcher=Fetcher())  # without faces: a layout's are in its folder


@dataclass
class Engine:
    """One configuration of fonts, kept by a session. `faces` are the measured faces by family, `chains` theirs."""

    fonts_conf: str
    faces: Mapping[str, Face]
    chains: Mapping[str, Chain] = field(default_factory=dict)
    _same: dict[tuple[str, int], str] = field(default_factory=dict)
    _copies: dict[Any, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the version and shut system fonts out."""
        if weasyprint.__version__ != VERSION:
            raise Refused([Diagnostic("S002", None, {"found": weasyprint.__version__, "wanted": VERSION})])
        with ALONE:
            os.environ["FONTCONFIG_FILE"] = self.fonts_conf
            self._font_config = WordFaces(self.chains)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else in the engine meanwhile, and the faces it asks are these."""
        with ALONE:
            asked(self._font_config)
            yield

    def lay_out(self, html: str, grid: str, layout: Layout, pictures: Pictures, read: Read) -> Sheet:
        """Lay out one page of furniture. `grid`: the program's own style sheet; `pictures`: those for `Fetcher`.

        Raises `Refused` when the layout breaks the contract, the engine complains or more than one page comes out.
        """
        blame, fetcher = Blame(layout), Fetcher(pictures)
        with self._alone(), blamed(blame), watched(blame.complaint), unhurried(), on_one_page(), looked_at(blame):
            source = HTML(string=html, base_url=SCHEME, url_fetcher=fetcher)
            slots = read(source.etree_element)
            self._font_config.read(source.etree_element)
            sheets = [_style_sheet(LayoutFile("", grid.encode())), *map(_style_sheet, layout.sheets)]
            document = source.render(font_config=self._font_config, stylesheets=sheets, cache=pictures._kept)
            check_lines(document.pages[0]._page_box, blame)
        if len(document.pages) != 1:
            raise Refused([Diagnostic("E002", blame.start(), {"pages": len(document.pages)})])
        return Sheet(self, document.pages[0], slots, source.etree_element, blame, pictures)

    def painted(self, sheet: Sheet) -> bytes:
        """A sheet as it is painted, for `repainted`; "" where it can only be written when all others are laid out, too."""
        with self._alone(), copied_once(self._copies, [face.data for face in self.faces.values()]):
            return painted_alone(sheet, self._font_config)

    def repainted(self, painted: Sequence[bytes], shown: Sequence[tuple[Layout, Pictures]]) -> list[PaintedSheet]:
        """What stands for sheets, by what was kept of their painting; nothing, where they must be laid out. `shown`: the
        layout of each, and its pictures.
        """
        try:
            pages = [CODEC.decoded(one) for one in painted if one]
        except Torn:
            return []
        if len(pages) < len(painted) or not agree(pages):
            return []
        made = zip(pages, shown, strict=True)
        return [PaintedSheet(PaintedPage(page, self.faces, files), Blame(layout), files) for page, (layout, files) in made]

    def write(
        self,
        sheets: Sequence[Sheet | PaintedSheet],
        metadata: Mapping[str, Any],
        variant: str,
        finisher: Finisher,
        profile: bytes | None = None,
    ) -> bytes:
        """Paint sheets into one PDF. `profile`: a CMYK output profile; `finisher` runs before the PDF is written."""
        with self._alone(), copied_once(self._copies, [face.data for face in self.faces.values()]):
            return write(sheets, metadata, variant, finisher, profile, self._font_config)

    def to_draw(self, sheet: Sheet, lighter: Mapping[str, LazyFile], density: float) -> bytes:
        """A sheet as a PDF of one page that is only drawn from: nothing is packed or tagged.

        `lighter`: files that stand for photographs where `density` px a pt show no more of them (`Pictures.lighter`).
        """
        with self._alone():
            return to_draw(sheet, lighter, density, self._font_config)

    def family(self, font: Any) -> str:
        """Which measured face an engine font is, by its bytes, never by its name. `font`: the engine's PDF font."""
        key = (font.hash, font.index)
        if key not in self._same:
            match = [n for n, face in self.faces.items() if face.index == font.index and face.data == font.file_content]
            if not match:
                raise Refused([Diagnostic("E003", None, {"family": font.family})])
            self._same[key] = match[0]
        return self._same[key]
