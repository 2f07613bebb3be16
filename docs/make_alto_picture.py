"""Draws what ALTO says over the picture of its page: `python docs/make_alto_picture.py [alto.xml page.jpg]`.

Nothing but these two files is looked at; without them those of the seed are made. Parts of the article have a colour each,
all else is grey; lines are orange, words blue. The whole page, and beside it a part of it three times as large.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from make_pictures import SEED, save, side_by_side
from PIL import Image, ImageDraw

import banmian

ROLES = {
    "headline": (200, 0, 60), "lead": (0, 130, 140), "heading": (210, 90, 0), "paragraph": (0, 120, 60),
    "caption": (120, 80, 0), "picture": (150, 0, 150),
}  # fmt: skip
"""Colours of blocks by their first tag."""
OTHERS, LINE, WORD = (110, 110, 110), (225, 110, 0), (0, 90, 200)
DETAIL = (97, 1430, 770)
"""Of the part: left and top in px at 150 ppi, width."""


def seeds() -> tuple[bytes, bytes]:
    """The seed's ALTO and the picture of its page."""
    with tempfile.TemporaryDirectory() as folder:
        files = {one.name: one.data for one in banmian.build(SEED, to=["archive-pages"], out=folder).files}
    return files["pages/0001/alto.xml"], files["pages/0001/page.jpg"]


def drawn(alto: Any, picture: bytes, ppi: int, words: bool) -> Image.Image:
    """The rectangles of a page's blocks and lines over its picture, which is made paler; of its words, too."""
    paper, scale = alto.find(".//{*}Page"), ppi / 1200
    size = round(int(paper.get("WIDTH")) * scale), round(int(paper.get("HEIGHT")) * scale)
    shown = Image.open(io.BytesIO(picture)).convert("L").convert("RGB").resize(size, Image.Resampling.LANCZOS)
    shown = Image.blend(shown, Image.new("RGB", size, "white"), 0.45)
    over = Image.new("RGBA", size)
    draw = ImageDraw.Draw(over)
    for block in alto.iter("{*}TextBlock", "{*}Illustration"):
        colour = ROLES.get(block.get("TAGREFS").split()[0].removeprefix("role-"), OTHERS)
        draw.rectangle(_box(block, scale), (*colour, 34), (*colour, 255), 2)
    for name, colour in (("TextLine", LINE), ("String", WORD))[: 1 + words]:
        for element in alto.iter(f"{{*}}{name}"):
            draw.rectangle(_box(element, scale), None, (*colour, 255), 1)
    shown.paste(over, (0, 0), over)
    return shown


def _box(element: Any, scale: float) -> tuple[float, ...]:
    x, y, width, height = (int(element.get(name)) * scale for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, x + width, y + height


def main(files: Sequence[str]) -> None:
    """Draw, and write docs/pictures/alto.jpg."""
    alto, picture = (Path(files[0]).read_bytes(), Path(files[1]).read_bytes()) if files else seeds()
    root = etree.fromstring(alto)
    whole, detail = drawn(root, picture, 45, words=False), drawn(root, picture, 150, words=True)
    left, top, width = DETAIL
    save(side_by_side([whole, detail.crop((left, top, left + width, top + whole.height))]), "alto.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
