"""For the press: PDF/X-4 in the plant's CMYK, a file for each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .pdf import PdfPerPage
from .target import Material

if TYPE_CHECKING:
    from ..engine.pdf import Finisher
    from ..makeup.composition import PageComposition


@dataclass(frozen=True)
class Press(PdfPerPage):
    """Finished by `engine/press.py`."""

    def finisher(self, material: Material, pages: Sequence[PageComposition]) -> Finisher:
        from ..engine.press import finisher

        said, metadata = material.renderer.press, material.renderer.metadata
        name = f"{metadata['title']} {pages[0].page.label} {metadata['created']}{' draft' if material.draft else ''}"
        return finisher(name, said.bleed, said.condition, said.registry)


TARGETS = (
    Press(
        "press", ("PDF for the press, a file for each page", "印刷用 PDF，每版一个文件"), ("PDF/X-4",), palette="cmyk",
        usual=True, final=True, rank=10, file="press/{page}.pdf", variant="pdf/x-4",
    ),
)  # fmt: skip
