"""Rules of places: every character of ALTO stands where the archive PDF shows it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .damage import Found, damage
from .deposit import Deposit, Lacking
from .markup import ALTO
from .readers import glyphs_of_pdf

INCH1200 = 72 / 1200
"""pt of a unit of ALTO."""
FAR = 0.85
"""pt (0.3 mm): a character stands elsewhere."""
ASCENT = 0.88
"""Of a cell's height: where the baseline is, from the top."""
ASKED = re.compile("[\u4e00-\u9fff0-9]")
"""Han and figures: the cells of marks are the face's business (docs/archive.md), letters may be drawn as one glyph."""
HAN = re.compile("[\u4e00-\u9fff]")
"""What is asked in a vertical line, where figures lie down or stand side by side."""

Near = dict[tuple[str, int, int, int], list[tuple[float, float]]]
"""Places by character, page, and cell of 1 pt."""


def shown_in(deposit: Deposit, folders: tuple[str, ...]) -> Mapping[str, tuple[str, int]]:
    """For each page the PDF that shows it, and which page of that: the issue's, or where that cannot be read the page's own.

    Both texts are compared with the manuscript's, and both are the same picture.
    """
    whole = "issue/archive.pdf"
    found = {folder: (whole, int(folder) - 1) for folder in folders}
    if not _reads(deposit, whole):
        found = {folder: (f"pages/{folder}/archive.pdf", 0) for folder in folders}
    return {folder: one for folder, one in found.items() if one[0] == whole or _reads(deposit, one[0])}


def _reads(deposit: Deposit, name: str) -> bool:
    """Whether a PDF can be read; D047 says why not."""
    try:
        deposit.read(glyphs_of_pdf, name)
    except Exception:  # a stranger's PDF breaks its reader in many ways
        return False
    return True


def origins(deposit: Deposit, shown_in: Mapping[str, tuple[str, int]]) -> Near:
    """Where the archive PDF shows each Han and figure: x and y in pt from the page's upper left corner. Raises `Lacking`."""
    if not shown_in:
        raise Lacking("archive.pdf")
    pages = {one: int(folder) - 1 for folder, one in shown_in.items()}
    found: Near = {}
    for name in {name for name, _ in shown_in.values()}:
        heights = deposit.read(heights_of_pdf, name)
        for glyph in deposit.read(glyphs_of_pdf, name):
            page = pages.get((name, glyph.page))
            if page is not None and glyph.mcid is not None and ASKED.fullmatch(glyph.text):
                x, y = glyph.x, heights[glyph.page] - glyph.y
                found.setdefault((glyph.text, page, int(x), int(y)), []).append((x, y))
    return found


def heights_of_pdf(data: bytes) -> Sequence[float]:
    """The heights of the pages, pt."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [float(page.mediabox[3]) for page in pdf.pages]


@damage(
    "D058",
    says=("{count} characters are not where the archive PDF shows them; the first: {character} at {x}, {y} mm", "有 {count} 个字不在存档 PDF 显示的位置，首例：“{character}”，{x}，{y} 毫米"),
    source="docs/archive.md",
    comes=("a block, a line or a word of ALTO was moved, or ALTO files were exchanged", "ALTO 里的块、行或词被移动，或 ALTO 文件对调"),
)  # fmt: skip
def elsewhere(
    deposit: Deposit, altos: Mapping[str, Any], shown_in: Mapping[str, tuple[str, int]], origins: Near
) -> Iterator[Found]:
    """The cell of each Han and figure begins at its origin in the PDF, to 0.3 mm."""
    for folder, root in sorted((folder, root) for folder, root in altos.items() if folder in shown_in):
        page = int(folder) - 1
        odd = [(one, place) for one, place in _cells(root) if not _is_near(origins, page, *place)]
        if odd:
            one, (character, x, y) = odd[0]
            mm = {"x": f"{x / 72 * 25.4:.1f}", "y": f"{y / 72 * 25.4:.1f}"}
            facts = {"count": len(odd), "character": character, **mm}
            yield deposit.inside(f"pages/{folder}/alto.xml", one.sourceline or 1), facts


def _cells(root: Any) -> Iterator[tuple[Any, tuple[str, float, float]]]:
    """What is asked and has a cell of its own: the Glyphs, where there are some, else the first of each String."""
    name = f"{ALTO}Glyph" if next(root.iter(f"{ALTO}Glyph"), None) is not None else f"{ALTO}String"
    for line in root.iter(f"{ALTO}TextLine"):
        asked = HAN if line.get("BASEDIRECTION") == "ttb" else ASKED
        for one in line.iter(name):
            text = (one.get("CONTENT") or "")[:1]
            if asked.match(text):
                yield one, (text, *_origin(one))


def _origin(cell: Any) -> tuple[float, float]:
    """Where the baseline begins in a cell, pt; far off the page for a cell without a place."""
    try:
        x, y, height = (float(cell.get(name)) * INCH1200 for name in ("HPOS", "VPOS", "HEIGHT"))
    except (TypeError, ValueError):
        return -1e6, -1e6
    return x, y + ASCENT * height


def _is_near(origins: Near, page: int, text: str, x: float, y: float) -> bool:
    if not -1e6 < x < 1e6 or not -1e6 < y < 1e6:
        return False
    cells = ((text, page, int(x) + right, int(y) + down) for right in (0, -1, 1) for down in (0, -1, 1))  # mostly the first
    return any(abs(a - x) < FAR and abs(b - y) < FAR for cell in cells for a, b in origins.get(cell, ()))
