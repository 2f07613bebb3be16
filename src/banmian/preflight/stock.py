"""What all streams of a file share while they are read: fonts, colour spaces, cut content, layers, the budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary

from .budget import FAULTS, ReaderBudget, read_bytes
from .events import PaintEvent
from .fonts import PdfFont
from .paints import Spaces

DrawCommand = tuple[str, Any]
"""An operator with its operands."""


@dataclass
class Stock:
    """Made for one PDF. `events`: what was painted so far, in order."""

    pdf: Any
    budget: ReaderBudget
    events: list[PaintEvent] = field(default_factory=list)
    spaces: Spaces = field(default_factory=Spaces)
    page: int = 0
    _fonts: dict[object, PdfFont | None] = field(default_factory=dict)
    _cut: dict[tuple[int, int], list[DrawCommand]] = field(default_factory=dict)
    _off: set[tuple[int, int]] | None = None

    def commands(self, stream: Any) -> list[DrawCommand]:
        """A content stream, cut into operators, once. What is broken in it is told, and the rest left out."""
        obj = stream.obj if isinstance(stream, pikepdf.Page) else stream
        key = obj.objgen
        if key == (0, 0) or key not in self._cut:
            try:
                self._check_size(obj)
                self._cut[key] = [_command(one) for one in pikepdf.parse_content_stream(stream)]
            except FAULTS as fault:
                self.budget.fault(f"content that cannot be read: {fault}")
                self._cut[key] = []
        return self._cut[key]

    @staticmethod
    def _check_size(obj: Any) -> None:
        """Raises ValueError for content that unpacks to too much."""
        content = obj.get("/Contents") if obj.get("/Type") == "/Page" else obj
        for one in content if isinstance(content, pikepdf.Array) else [content]:
            if isinstance(one, pikepdf.Stream):
                read_bytes(one)

    def font(self, obj: Any, name: str) -> PdfFont | None:
        """A font of the resources; None, and told, for one that cannot be used."""
        if obj is None:
            self.budget.fault(f"there is no font {name}")
            return None
        key = obj.objgen if obj.objgen != (0, 0) else (self.page, name)
        if key not in self._fonts:
            try:
                self._fonts[key] = PdfFont(obj)
            except FAULTS as fault:
                self.budget.fault(f"the font {name}: {fault}")
                self._fonts[key] = None
        return self._fonts[key]

    def hides(self, layer: Any) -> bool:
        """Whether optional content is off as the file opens (ISO 32000-1, 8.11)."""
        if not isinstance(layer, Dictionary):
            return False
        groups = layer.get("/OCGs")
        if groups is None:
            return layer.objgen in self.off
        several = [groups] if isinstance(groups, Dictionary) else list(groups)
        off = [one.objgen in self.off for one in several]
        rule = str(layer.get("/P", "/AnyOn"))
        return bool(off) and {"/AllOn": any(off), "/AnyOff": not any(off), "/AllOff": not all(off)}.get(rule, all(off))

    @property
    def off(self) -> set[tuple[int, int]]:
        """The layers that are off."""
        if self._off is None:
            self._off = set(_layers_off(self.pdf.Root.get("/OCProperties")))
        return self._off


def _command(one: Any) -> DrawCommand:
    return str(one.operator), one if isinstance(one, pikepdf.ContentStreamInlineImage) else one.operands


def _layers_off(said: Any) -> Iterator[tuple[int, int]]:
    if not isinstance(said, Dictionary):
        return
    usual = said.get("/D", Dictionary())
    on = {one.objgen for one in usual.get("/ON", [])}
    yield from (one.objgen for one in usual.get("/OFF", []))
    if usual.get("/BaseState") == "/OFF":
        yield from (one.objgen for one in said.get("/OCGs", []) if one.objgen not in on)
