"""For the archive: one file that is PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .pdf import Pdf
from .target import Material

if TYPE_CHECKING:
    from ..engine.pdf import Finisher
    from ..makeup.composition import PageComposition


@dataclass(frozen=True)
class ArchivePdf(Pdf):
    """Finished by `engine/archive.py`."""

    def finisher(self, material: Material, pages: Sequence[PageComposition]) -> Finisher:
        from ..engine.archive import finish

        return finish


TARGETS = (
    ArchivePdf(
        "archive", ("PDF for the archive", "存档用 PDF"), ("PDF/A-2a", "PDF/UA-1"), flavour="0", usual=True, final=True,
        rank=30, file="archive.pdf", variant="pdf/a-2a",
    ),
)  # fmt: skip
