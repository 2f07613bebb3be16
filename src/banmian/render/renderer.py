"""Rendering an issue: shells for make-up, then sheets with their compositions for each target."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Refused, errors
from ..fonts import FontSet
from ..makeup.composition import Box, PageComposition, Rung, Shell
from ..makeup.layouts import MM, Layout
from ..model import Issue, Page, Paragraph, texts
from ..pictures import Picture, files
from ..places import shipped
from . import archive, press, screen
from .engine import Engine, Sheet, write
from .furniture import FurnitureLine
from .structure import orders, structure
from .targets import Target
from .template import render_page, style_sheet

TOLERANCE = 0.01 * MM
"""pt: how far a rectangle of the render may be from the fit's."""

SLACK = 5.0
"""pt: how far furniture text may reach over an edge (side bearings, a nameplate hung a little to the left)."""

_SHELLS: dict[tuple[str, str, tuple[Path, ...]], Shell] = {}
"""Shells by style sheet (paper, grid and rules), structure of the page and full faces, kept for the process."""

_ENGINES: dict[tuple[Path, ...], Engine] = {}


def engine_for(fonts: FontSet) -> Engine:
    """One engine for each set of font files, kept for the process."""
    if fonts.files not in _ENGINES:
        conf = shipped("fonts") / "fonts.conf" if not fonts.files else _conf_with(fonts.files)
        _ENGINES[fonts.files] = Engine(str(conf), fonts.faces)
    return _ENGINES[fonts.files]


def _conf_with(paths: Sequence[Path]) -> Path:
    """A fontconfig file for the shipped faces and links to some full ones; system folders stay shut out."""
    folder = Path(tempfile.mkdtemp(prefix="banmian-fonts-"))
    for path in paths:
        (folder / path.name).symlink_to(path)
    conf = folder / "fonts.conf"
    own = shipped("fonts")
    conf.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{own}</dir><dir>{folder}</dir></fontconfig>\n', encoding="utf-8"
    )
    return conf


@dataclass(frozen=True)
class PressSetup:
    """The press settings with the profile's bytes."""

    bleed: float
    profile: bytes
    condition: str
    registry: str


@dataclass
class Renderer:
    """Renders the pages of one issue in one layout."""

    issue: Issue
    layout: Layout
    fonts: FontSet
    pictures: Mapping[str, Picture]
    press: PressSetup
    metadata: Mapping[str, Any]
    _sheets: dict[tuple[int, str, str], Sheet] = field(default_factory=dict)

    def made_up(self, page: Page, make_up: Callable[[Shell], PageComposition], palette: str) -> PageComposition:
        """Make a page up on its shell, and confirm that the render in a palette shows what the fit worked with.

        Pages of one structure (the same HTML but for its texts) share a shell: their furniture has the same rectangles.
        Where that is not so, the render says it, and the page gets a shell of its own.
        """
        key = (style_sheet(self.layout, "rgb"), _skeleton(self._html(page, self.layout.base)), self.fonts.files)
        known = _SHELLS.get(key)
        if known:
            try:
                return self._checked(make_up(known), palette)
            except Refused:
                if (own := self.shell(page)) == known:
                    raise
                _SHELLS[key] = own
        else:
            _SHELLS[key] = self.shell(page)
        return self._checked(make_up(_SHELLS[key]), palette)

    def _checked(self, composition: PageComposition, palette: str) -> PageComposition:
        """A composition whose render shows what the fit worked with, with what its furniture gives to notice.

        Raises `Refused` when its text did not fit.
        """
        if errors(list(composition.noticed)):
            raise Refused(list(composition.noticed))
        sheet = self._sheet(composition.page, composition.rung, palette)
        self._confirm(sheet.shell(), composition)
        return replace(composition, noticed=(*composition.noticed, *self._crowded(composition.page, sheet)))

    def _crowded(self, page: Page, sheet: Sheet) -> Iterator[Diagnostic]:
        """Furniture text that leaves the type area, or stands on another text of the furniture."""
        order = orders(self.issue, page)
        nodes = {order.of(node): node for node in order.nodes}
        left, top, width, height = (v * MM for v in self.layout.type_area)
        area = Box(left - SLACK, top - SLACK, width + 2 * SLACK, height + 2 * SLACK)
        seen: list[tuple[float, Box]] = []
        named: set[float] = set()
        for at, box, items in sheet.furniture():
            out = box.x < area.x or box.right > area.right or box.y < area.y or box.foot > area.foot
            met = any(other != at and _meet(box, there) for other, there in seen) or any(_meet(box, item) for item in items)
            seen.append((at, box))
            if (out or met) and at in nodes and at not in named:
                named.add(at)
                facts = {"text": nodes[at].text[:20], "layout": self.layout.name}
                yield Diagnostic("E007" if out else "E008", nodes[at].span, facts)

    def shell(self, page: Page) -> Shell:
        """The page at the layout's base values."""
        shell = self._sheet(page, self.layout.base, "rgb").shell()
        left, top, width, height = (v * MM for v in self.layout.type_area)
        if _apart(shell.type_area, Box(left, top, width, height)) > TOLERANCE:
            raise Refused([Diagnostic("E006", None, {"layout": self.layout.name})])
        return shell

    def pdf(self, target: Target, pages: Sequence[PageComposition]) -> bytes:
        """The pages as one PDF of a target."""
        sheets = [self._composed(composition, target) for composition in pages]
        name = f"{self.metadata['title']} {pages[0].page.label} {self.metadata['created']}"
        finish: Callable[[Any, Any], None]
        if target.name == "press":
            finish = press.finisher(name, self.press.bleed, self.press.condition, self.press.registry)
        else:
            finish = {"screen": screen.finish, "archive": archive.finish}[target.name]
        profile = self.press.profile if target.palette == "cmyk" else None
        return write(sheets, self.metadata, target.variant, finish, profile)

    def furniture(self, composition: PageComposition) -> list[FurnitureLine]:
        """The furniture text of a composed page as the screen shows it, in the order of the manuscript."""
        return self._sheet(composition.page, composition.rung, "rgb").furniture_lines()

    def _composed(self, composition: PageComposition, target: Target) -> Sheet:
        page = composition.page
        sheet = self._sheet(page, composition.rung, target.palette)
        self._confirm(sheet.shell(), composition)
        sheet.attach(composition, structure(self.issue, page, orders(self.issue, page)))
        return sheet

    def _sheet(self, page: Page, rung: Rung, palette: str) -> Sheet:
        """Lay a page out, once for each rung and palette."""
        html = self._html(page, rung)
        key = (page.sequence, palette, html)
        if key not in self._sheets:
            bleed = self.press.bleed if palette == "cmyk" else 0.0
            profile = self.press.profile if palette == "cmyk" else None
            css = style_sheet(self.layout, palette, bleed)
            self._sheets[key] = engine_for(self.fonts).lay_out(html, css, files(self.pictures.values(), profile))
        return self._sheets[key]

    def _html(self, page: Page, rung: Rung) -> str:
        order = orders(self.issue, page)
        return render_page(self.issue, page, self.layout, order, rung, self.pictures, self._more_samples(page))

    def _more_samples(self, page: Page) -> str:
        """Mark-up that makes the engine load full faces, and the faces of stressed text, for the samples."""
        full = [face for name, face in self.fonts.faces.items() if name not in self.fonts.chains]
        rare = "".join(
            f"<span style=\"font-family:'{face.family}'\">{character}</span>"
            for face in full
            for character in next(([c] for c in self.fonts.rare if face.has(c)), [])
        )
        stressed = any(isinstance(node, Paragraph) and node.emphasis for node in texts(page))
        return rare + (f"<strong>字{rare}</strong><em>字{rare}</em>" if stressed else "")

    def _confirm(self, shell: Shell, composition: PageComposition) -> None:
        """The render must show the rectangles that the fit worked with."""
        for item in shell.items:
            wanted = composition.boxes[item.id]
            off = _apart(item.box, wanted)
            if off > TOLERANCE:
                facts = {"id": item.id, "off": f"{off / MM:.3f}", "layout": self.layout.name}
                raise Refused([Diagnostic("E005", None, facts)])


def _skeleton(html: str) -> str:
    """A page's HTML without its texts and their places."""
    return re.sub(r">[^<]+<", "><", re.sub(r' (?:data-at|alt|src)="[^"]*"', "", html))


def _meet(a: Box, b: Box) -> bool:
    return a.x < b.right - SLACK and b.x < a.right - SLACK and a.y < b.foot - SLACK and b.y < a.foot - SLACK


def _apart(a: Box, b: Box) -> float:
    return max(abs(a.x - b.x), abs(a.y - b.y), abs(a.width - b.width), abs(a.height - b.height))
