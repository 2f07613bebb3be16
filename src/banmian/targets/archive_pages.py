"""For the archive, page by page: a PDF like the whole one's, and a picture of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import Node, Page, page_texts
from .pdf import Pdf
from .target import Material

if TYPE_CHECKING:
    from ..makeup.composition import PageComposition


@dataclass(frozen=True)
class ArchivePages(Pdf):
    """Each page is painted again from its layout: cutting the pages out of one PDF would break its tags.

    The folders are the pages' places in the issue: what is printed as a page's number may be no name of a folder.
    """

    def files(self, material: Material) -> dict[str, bytes]:
        from ..package.images import page_picture

        said, made = material.settings.archive, dict[str, bytes]()
        for one in material.pages:
            shown = made[f"{_folder(one.page)}/{self.file}"] = self.pdf(material, [one])
            made[f"{_folder(one.page)}/page.{_ENDINGS[said.picture]}"] = page_picture(shown, 0, said.picture, said.ppi)
        return made

    def finisher(self, material: Material, pages: Sequence[PageComposition]) -> Callable[[Any, Any], None]:
        from ..render.archive import finish

        return finish

    def title(self, material: Material, pages: Sequence[PageComposition]) -> str:
        """The issue's, and what is printed as the page's number."""
        return f"{super().title(material, pages)} {pages[0].page.label}"

    def holds(self, material: Material, file: str) -> Sequence[Node] | None:
        """The texts of the page; a picture has none."""
        if file.endswith(tuple(_ENDINGS.values())):
            return None
        (page,) = (one.page for one in material.pages if file.startswith(f"{_folder(one.page)}/"))
        return page_texts(material.issue, page)


_ENDINGS = {"jpeg": "jpg", "png": "png"}


def _folder(page: Page) -> str:
    return f"pages/{page.sequence:04d}"


TARGETS = (
    ArchivePages(
        "archive-pages", ("PDF and picture of each page for the archive", "逐版存档：每版的 PDF 和图片"),
        ("PDF/A-2a", "PDF/UA-1"), flavour="0", final=True, rank=35, file="archive.pdf", variant="pdf/a-2a",
    ),
)  # fmt: skip
