"""For the office printer: the screen's pages reduced to the paper of a layout that reduces."""

from __future__ import annotations

from dataclasses import dataclass

from .pdf import Pdf
from .screen import SCREEN
from .target import Material


@dataclass(frozen=True)
class Proof(Pdf):
    """Reduced by `render/reduced.py`."""

    def files(self, material: Material) -> dict[str, bytes]:
        from ..render.reduced import reduce

        assert material.paper is not None  # noqa: S101 - it is made in a layout that reduces, and in no other
        (pages,) = material.made[SCREEN.name].values()
        return {self.file: reduce(pages, material.paper)}


TARGETS = (
    Proof(
        "proof", ("pages reduced for the office printer (--layout proof)", "办公打印机用的缩印样（--layout proof）"),
        needs=(SCREEN.name,), reduces=True, rank=80, file="proof.pdf",
    ),
)  # fmt: skip
