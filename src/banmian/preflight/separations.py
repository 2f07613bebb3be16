"""The plates of a PDF as pictures: black where ink is."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageChops, ImageStat

from ..diagnostics import Diagnostic, Refused
from ..limits import BOOK_BYTES
from ..reading import read_file, shown
from .paints import PLATES
from .plates import NoPlates, plates


@dataclass(frozen=True)
class PlatePicture:
    """A plate of a page: its colour, name of the file, the picture (PNG), the share of the page that is inked, percent."""

    plate: str
    name: str
    data: bytes
    ink: float


def separated(file: Path, dpi: float) -> list[PlatePicture]:
    """The plates of each page, 1-cyan and so on. Raises `Refused`: S118, and what cannot be read."""
    data, made = read_file(file, BOOK_BYTES), list[PlatePicture]()
    try:
        for number, page in enumerate(plates(data, dpi), 1):
            for plate, band in zip(PLATES, page.split(), strict=True):
                out = io.BytesIO()
                ImageChops.invert(band).save(out, "PNG")
                ink = ImageStat.Stat(band).mean[0] / 2.55
                made.append(PlatePicture(plate, f"{file.stem}-{number}-{plate.lower()}.png", out.getvalue(), ink))
    except NoPlates as fault:
        raise Refused([Diagnostic("S118", None, {"path": shown(file), "fault": str(fault)})]) from fault
    if not made:
        raise Refused([Diagnostic("S118", None, {"path": shown(file), "fault": "no page"})])
    return made
