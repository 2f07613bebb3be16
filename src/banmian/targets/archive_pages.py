"""For the archive, page by page: a PDF like the whole one's, its text as ALTO, and a picture of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .. import limits
from ..deposit.formats import unrecognised
from ..diagnostics import Diagnostic, Refused
from ..model import Node, page_texts
from .pdf import Pdf
from .target import Material

if TYPE_CHECKING:
    from ..engine.pdf import Finisher
    from ..makeup.composition import PageComposition
    from ..manuscript.issue_file import ArchiveSettings


@dataclass(frozen=True)
class ArchivePages(Pdf):
    """Each page is painted again from its layout: cutting the pages out of one PDF would break its tags.

    The folders are the pages' places in the issue: what is printed as a page's number may be no name of a folder.
    `file`: the name of a PDF, with {number} for that place.
    """

    def files(self, material: Material) -> dict[str, bytes]:
        return {name: data for one in material.pages for name, data in self._page(material, one).items()}

    def parts(self, material: Material, composition: PageComposition) -> None:
        self._page(material, composition)

    def _page(self, material: Material, one: PageComposition) -> dict[str, bytes]:
        """The files of a page. Raises `Refused` for a picture that would be too large (V021)."""
        said, name = material.settings.archive, self.file.format(number=one.page.sequence)
        shown, picture = self.pdf(material, [one]), _beside(name, f"page.{_ENDINGS[said.picture]}")
        alto = partial(self.alto, material, one, PurePosixPath(picture).name)
        drawn = partial(_picture, shown, said, picture)
        made = {_beside(name, ALTO): alto, picture: drawn}
        return {name: shown} | {path: material.once_a_page(path, one, make) for path, make in made.items()}

    def alto(self, material: Material, composition: PageComposition, picture: str) -> bytes:
        """The ALTO of a page. `picture`: the name of its picture."""
        from ..deposit.alto import Origin, alto
        from ..scene.scene import scene

        origin = Origin(picture, material.moment, material.settings.archive.glyphs)
        laid = scene(material.issue, composition, material.fonts.faces)
        return alto(laid, composition.page, origin)

    def text(self, data: bytes) -> str:
        """Of a PDF, or of ALTO."""
        from ..verify.alto_text import alto_text

        return super().text(data) if data.startswith(b"%PDF") else alto_text(data)

    def finisher(self, material: Material, pages: Sequence[PageComposition]) -> Finisher:
        from ..engine.archive import finish

        return finish

    def title(self, material: Material, pages: Sequence[PageComposition]) -> str:
        """The issue's, and what is printed as the page's number."""
        return f"{super().title(material, pages)} {pages[0].page.label}"

    def archived(self, file: str) -> bool:
        return True

    def holds(self, material: Material, file: str) -> Sequence[Node] | None:
        """The texts of the page; a picture has none."""
        by_name = {self.file.format(number=one.page.sequence): one.page for one in material.pages}
        by_name |= {_beside(name, ALTO): page for name, page in by_name.items()}
        return page_texts(material.issue, by_name[file]) if file in by_name else None

    def checks(self, material: Material, file: str, data: bytes) -> Iterable[Diagnostic]:
        """Format tools recognise ALTO and pictures, too."""
        return unrecognised(file, data, ("ALTO 4", "JFIF 1.01", "PNG 1.0"))


ALTO = "alto.xml"
_ENDINGS = {"jpeg": "jpg", "png": "png"}


def _beside(name: str, other: str) -> str:
    """Another name in the same folder."""
    return str(PurePosixPath(name).with_name(other))


def _picture(shown: bytes, said: ArchiveSettings, name: str) -> bytes:
    """The picture of a page. Raises `Refused` for one that would be too large (V021)."""
    from ..package.images import page_picture, page_pixels

    wide, high = page_pixels(shown, 0, said.ppi)
    if wide * high > limits.PAGE_PICTURE_PIXELS or max(wide, high) > limits.PAGE_PICTURE_SIDE:
        most, side = limits.PAGE_PICTURE_PIXELS // 10**6, limits.PAGE_PICTURE_SIDE
        facts = {"where": name, "size": f"{wide} × {high}", "limit": most, "side": side}
        raise Refused([Diagnostic("V021", None, facts)])
    return page_picture(shown, 0, said.picture, said.ppi)


TARGETS = (
    ArchivePages(
        "archive-pages", ("PDF, ALTO and picture of each page for the archive", "逐版存档：每版的 PDF、ALTO 和图片"),
        ("PDF/A-2a", "PDF/UA-1", "ALTO 4.4"), flavour="0", final=True, rank=35, file="pages/{number:04d}/archive.pdf",
        variant="pdf/a-2a",
    ),
)  # fmt: skip
