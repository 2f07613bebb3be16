"""The reader: a PDF, anyone's, as pages of events (`events.py`), with what could not be read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from .budget import FAULTS, ReaderBudget, ReaderSpent
from .content import ContentRun, group
from .events import GraphicsState, PaintEvent, Within
from .ground import lay
from .plane import Extent, extent
from .stock import Stock

INHERITED = ("/MediaBox", "/CropBox", "/Resources", "/Rotate")
DEEPEST = 30
"""Nodes of the page tree above a page that are asked."""


@dataclass(frozen=True)
class PrintedPage:
    """A page: its number from 1, its object, its boxes in pt, None where it says none."""

    number: int
    obj: Any
    media: Extent
    crop: Extent | None
    trim: Extent | None
    bleed: Extent | None
    rotate: int

    @property
    def net(self) -> Extent:
        """The trimmed page: what places are measured from."""
        return self.trim or self.media


@dataclass(frozen=True)
class PrintedFile:
    """A PDF that was read. `faults`: what could not be: such a file never passes."""

    pdf: Any
    pages: tuple[PrintedPage, ...]
    events: tuple[PaintEvent, ...]
    faults: tuple[str, ...]


class UnreadablePdf(ValueError):
    """What is no PDF, or so broken that nothing of it can be read; or locked by a password."""


def read(data: bytes) -> PrintedFile:
    """Read a PDF. Raises `UnreadablePdf`."""
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        objects = list(pdf.pages)
    except pikepdf.PasswordError as fault:
        raise UnreadablePdf("it is locked by a password") from fault
    except FAULTS as fault:
        raise UnreadablePdf(str(fault)[:200]) from fault
    budget = ReaderBudget()
    for words in _complaints(pdf):
        budget.fault(words)
    stock = Stock(pdf, budget)
    pages = tuple(_pages(objects, budget))
    for page in pages:
        _read_page(stock, page)
    return PrintedFile(pdf, pages, tuple(stock.events), tuple(budget.faults))


def _complaints(pdf: Any) -> Iterator[str]:
    """What qpdf had to mend to read the file at all."""
    for warning in pdf.get_warnings():
        yield f"the file is damaged: {warning}"


def _pages(objects: list[Any], budget: ReaderBudget) -> Iterator[PrintedPage]:
    for number, page in enumerate(objects, 1):
        obj = page.obj
        boxes: dict[str, Extent | None] = {}
        for key in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox"):
            try:
                said = inherited(obj, key)
                boxes[key] = None if said is None else extent(said)
            except FAULTS as fault:
                budget.fault(f"page {number}: {key[1:]}: {fault}")
                boxes[key] = None
        media = boxes["/MediaBox"]
        if media is None:
            budget.fault(f"page {number} has no MediaBox")
            media = (0, 0, 612, 792)
        yield PrintedPage(
            number, obj, media, boxes["/CropBox"], boxes["/TrimBox"], boxes["/BleedBox"], _turned(obj, budget)
        )


def _turned(obj: Any, budget: ReaderBudget) -> int:
    try:
        said = inherited(obj, "/Rotate")
        return 0 if said is None else int(said)
    except FAULTS:
        budget.fault("a page is turned by what is no number")
        return 0


def inherited(obj: Any, key: str) -> Any:
    """What a page says, or else a node of the page tree above it (ISO 32000-1, 7.7.3.4); None for nothing."""
    for _ in range(DEEPEST):
        if not isinstance(obj, Dictionary):
            return None
        if key in obj:
            return obj[key]
        if key not in INHERITED:
            return None
        obj = obj.get("/Parent")
    return None


def _read_page(stock: Stock, page: PrintedPage) -> None:
    stock.page = page.number
    first = len(stock.events)
    state, within = GraphicsState(clip=page.media), Within()
    try:
        resources = inherited(page.obj, "/Resources")
        if isinstance(said := page.obj.get("/Group"), Dictionary):
            group(stock, said, state, within)
        if "/Contents" in page.obj and not (isinstance(page.obj.Contents, Array) and not len(page.obj.Contents)):
            run = ContentRun(stock, Dictionary() if resources is None else resources, state, within, 0)
            run.run(pikepdf.Page(page.obj))
        lay(stock.events[first:], page.media, stock.budget)
    except ReaderSpent as fault:
        stock.budget.fault(str(fault))
    except FAULTS as fault:
        stock.budget.fault(f"page {page.number}: {type(fault).__name__}: {fault}")
