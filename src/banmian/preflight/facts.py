"""What the rules of press PDFs are asked about, each worked out once (`rules/checks.py`); how they say where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..rules.checks import Found
from .events import PaintEvent
from .paints import Paint
from .plane import MM, Extent
from .reader import PrintedFile, PrintedPage

Painted = tuple[PaintEvent, Paint]
"""An event with a colour that it has."""
PagesByNumber = Mapping[int, PrintedPage]
EventsByNumber = Mapping[int, PaintEvent]
INVISIBLE = (3, 7)
"""Modes of text that paint nothing (ISO 32000-1, table 106)."""
ICON = 16
"""px: what is smaller is no picture that could be too coarse (GWG R0031)."""


def xmp(file: PrintedFile) -> bytes:
    """The metadata of the document."""
    found = file.pdf.Root.get("/Metadata")
    return b"" if found is None else bytes(found.read_bytes())


def claims_x4(xmp: bytes) -> bool:
    """Whether the file says that it is a PDF/X-4."""
    return bool(re.search(rb"GTS_PDFXVersion[^A-Za-z]*?(?:>|=[\"'])\s*PDF/X-4", xmp))


def seen(file: PrintedFile) -> Sequence[PaintEvent]:
    """What the pages show."""
    return tuple(one for one in file.events if one.seen)


def texts(seen: Sequence[PaintEvent]) -> Sequence[PaintEvent]:
    """Text that can be seen."""
    found = (one for one in seen if one.kind == "text" and one.state.render not in INVISIBLE and one.codes)
    return tuple(one for one in found if one.text.strip() or not (one.font and one.font.unicode))


def paths(seen: Sequence[PaintEvent]) -> Sequence[PaintEvent]:
    """Painted paths."""
    return tuple(one for one in seen if one.kind == "path")


def lines(paths: Sequence[PaintEvent]) -> Sequence[PaintEvent]:
    """Strokes, and filled rectangles that are as thin as one."""
    return tuple(one for one in paths if one.line)


def pictures(file: PrintedFile) -> Sequence[PaintEvent]:
    """Pictures that are no icons and no masks."""
    found = (one for one in file.events if one.kind == "image" and not one.within.hidden)
    return tuple(one for one in found if "mask" not in one.within.role and min(one.pixels) > ICON)


def painted(file: PrintedFile) -> Sequence[Painted]:
    """Every colour that something has, patterns and masks with them."""
    return tuple(_painted(file.events))


def _painted(events: Sequence[PaintEvent]) -> Iterator[Painted]:
    for one in events:
        if one.within.hidden or one.kind == "group" or (one.kind == "text" and one.state.render in INVISIBLE):
            continue
        own = [one.space] if one.kind == "image" and one.bits > 1 else [paint for paint, _ in one.paints]
        yield from ((one, paint) for paint in own if paint.family and paint.tile is None)


def by_number(file: PrintedFile) -> EventsByNumber:
    """Events by their numbers."""
    return {one.number: one for one in file.events}


def sheets(file: PrintedFile) -> PagesByNumber:
    """Pages by their numbers."""
    return {page.number: page for page in file.pages}


FACTS: tuple[Callable[..., Any], ...] = (
    xmp, claims_x4, seen, texts, paths, lines, pictures, painted, by_number, sheets
)  # fmt: skip


def here(event: PaintEvent, sheets: PagesByNumber, **said: Any) -> Found:
    """What a rule says of an event: with its place."""
    return None, {**said, **where(sheets[event.page], event.box)}


def on_page(page: PrintedPage, **said: Any) -> Found:
    """What a rule says of a whole page."""
    return None, {**said, "page": page.number, "at": f"page {page.number}", "at_zh": f"第 {page.number} 页"}


def in_file(**said: Any) -> Found:
    """What a rule says of the whole file."""
    return None, said


def where(page: PrintedPage, box: Extent) -> dict[str, Any]:
    """A place on a page in words and numbers: mm from the left and the top of the trimmed page."""
    net = page.net
    left, right = ((x - net[0]) * MM for x in (box[0], box[2]))
    top, foot = ((net[3] - y) * MM for y in (box[3], box[1]))
    mm = [round(v, 1) for v in (left, top, right, foot)]
    spot = f"{mm[0]:g}–{mm[2]:g} × {mm[1]:g}–{mm[3]:g} mm"
    return {
        "page": page.number, "mm": mm, "at": f"page {page.number}, {spot}",
        "at_zh": f"第 {page.number} 页 {spot.replace(' mm', ' 毫米')}",
    }  # fmt: skip


def excerpt(event: PaintEvent) -> str:
    """The first characters of a text."""
    return event.text[:12] or "?"
