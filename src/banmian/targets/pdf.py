"""PDFs of pages: what the targets that are PDFs have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ..model import Node, page_texts
from .target import Material, Target

if TYPE_CHECKING:
    from ..engine.pdf import Finisher
    from ..makeup.composition import PageComposition


@dataclass(frozen=True)
class Pdf(Target):
    """All pages in one PDF. `file`: its name; `variant`: what the engine writes, as it calls it."""

    file: str = ""
    variant: str = ""

    def files(self, material: Material) -> dict[str, bytes]:
        return {self.file: self.pdf(material, material.pages)}

    def pdf(self, material: Material, pages: Sequence[PageComposition]) -> bytes:
        """Some pages as a PDF; that of one page is kept."""
        write = partial(self._written, material, pages)
        return material.once_a_page(self.name, pages[0], write) if len(pages) == 1 else write()

    def _written(self, material: Material, pages: Sequence[PageComposition]) -> bytes:
        finish, draft = self.finisher(material, pages), material.draft and self.final
        title = self.title(material, pages)
        painted = [self._painted(material, one) for one in pages] if len(pages) > 1 else []
        return material.renderer.pdf(pages, self.palette, self.variant, finish, title, draft, painted)

    def parts(self, material: Material, composition: PageComposition) -> None:
        if len(material.issue.pages) > 1:
            self._painted(material, composition)

    def _painted(self, material: Material, one: PageComposition) -> bytes:
        """A page as it is painted, the same in all PDFs of all pages in that palette."""
        work = partial(material.renderer.painted, one, self.palette)
        return material.once_a_page(f"painted {self.palette}", one, work)

    def title(self, material: Material, pages: Sequence[PageComposition]) -> str:
        """What readers show as the name of the document: the issue's."""
        return str(material.renderer.metadata["title"])

    def finisher(self, material: Material, pages: Sequence[PageComposition]) -> Finisher:
        """What is done to the engine's document and PDF before the PDF is written; nothing."""
        return lambda document, pdf: None

    def text(self, data: bytes) -> str:
        from ..verify.readback import pdf_text

        return pdf_text(data)


@dataclass(frozen=True)
class PdfPerPage(Pdf):
    """A PDF for each page. `file`: its name, with {page} for the page's number."""

    def files(self, material: Material) -> dict[str, bytes]:
        return {self._name(material, one): self.pdf(material, [one]) for one in material.pages}

    def parts(self, material: Material, composition: PageComposition) -> None:
        self.pdf(material, [composition])

    def holds(self, material: Material, file: str) -> Sequence[Node]:
        (page,) = (one.page for one in material.pages if self._name(material, one) == file)
        return page_texts(material.issue, page)

    def _name(self, material: Material, composition: PageComposition) -> str:
        return self.file.format(page=composition.page.label)
