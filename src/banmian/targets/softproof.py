"""For the eyes: each page as it will look on newsprint, a picture and a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from ..diagnostics import Diagnostic, Refused
from .press import TARGETS as PRESS
from .target import Material, Target

NEEDED = PRESS[0].name


@dataclass(frozen=True)
class SoftProof(Target):
    """Made of the finished press files by Ghostscript's plates (`preflight/softproof.py`).

    `file`: the name of a picture; the PDF has the same.
    """

    file: str = ""

    def files(self, material: Material) -> dict[str, bytes]:
        from ..preflight.plates import NoPlates, plates
        from ..preflight.softproof import DPI, as_pdf, as_png, shown

        made: dict[str, bytes] = {}
        for name, data in material.made[NEEDED].items():
            stem = PurePosixPath(name).stem
            try:
                (page,) = plates(data, DPI)
            except NoPlates as fault:
                raise Refused([Diagnostic("S119", None, {"path": name, "fault": str(fault)})]) from fault
            seen = shown(page, material.renderer.press.profile)
            picture = self.file.format(page=stem)
            made |= {picture: as_png(seen), f"{picture.removesuffix('.png')}.pdf": as_pdf(seen)}
        return made

    def holds(self, material: Material, file: str) -> None:
        return None


TARGETS = (
    SoftProof(
        "softproof", ("each page as it will look on newsprint, PNG and PDF", "各版印在新闻纸上的样子，PNG 和 PDF"),
        needs=(NEEDED,), palette="", rank=90, file="softproof/{page}.png",
    ),
)  # fmt: skip
