"""Rendering an issue: shells for make-up, then sheets with their compositions for each target."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ..diagnostics import Diagnostic, Refused, errors
from ..fonts import TEXT, FontSet
from ..makeup.composition import Box, PageComposition, Rung, Shell
from ..makeup.layouts import MM, Layout
from ..model import Issue, Page, Paragraph, texts
from ..pictures import Picture, files
from ..places import shipped
from . import archive, press, screen
from .blame import Blame
from .contract import check_contract, check_heading
from .engine import Engine, Sheet, write
from .furniture import FurnitureLine, Plate
from .layout_pictures import pictures_of
from .markup import SCHEME
from .structure import orders, structure
from .targets import Target
from .template import grid_sheet, render_page

TOLERANCE = 0.01 * MM
"""pt: how far a rectangle of the render may be from the fit's."""

SLACK = 5.0
"""pt: how far furniture text may reach over an edge (side bearings, a nameplate hung a little to the left)."""

_SHELLS: dict[tuple[str, tuple[Path, ...], str], Shell] = {}
"""Shells by the whole layout, the faces and the structure of the page, kept for the process."""

_ENGINES: dict[tuple[tuple[Path, ...], str], Engine] = {}


def engine_for(fonts: FontSet) -> Engine:
    """One engine for each set of font files, kept for the process."""
    key = (fonts.files, fonts.own)
    if key not in _ENGINES:
        conf = shipped("fonts") / "fonts.conf" if not fonts.files else _conf_with(fonts.files)
        _ENGINES[key] = Engine(str(conf), fonts.faces)
    return _ENGINES[key]


def _conf_with(paths: Sequence[Path]) -> Path:
    """A fontconfig file for the shipped faces and links to some full ones; system folders stay shut out.

    The engine opens a face when it first sets with it, so the links stay as long as the process. `cachedir`: as in
    `fonts/fonts.conf`, else each process leaves a cache of its folder behind.
    """
    folder = Path(tempfile.mkdtemp(dir=_links()))
    for number, path in enumerate(paths):
        (folder / f"{number}-{path.name}").symlink_to(path)
    conf = folder / "fonts.conf"
    folders = "".join(f"<dir>{escape(str(one))}</dir>" for one in (shipped("fonts"), folder))
    conf.write_text(
        f'<?xml version="1.0"?><fontconfig>{folders}<cachedir>/dev/null</cachedir></fontconfig>\n', encoding="utf-8"
    )
    return conf


@lru_cache(maxsize=1)
def _links() -> Path:
    """The temporary folder of this process for links to faces; it goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="banmian-fonts-"))
    atexit.register(_forget, folder, os.getpid())
    return folder


def _forget(folder: Path, owner: int) -> None:
    """Remove a folder of links. A forked process has it from the one that made it, and leaves it alone."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


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
        key = (self.layout.digest, self.fonts.files, _skeleton(self._html(page, self.layout.base)))
        kept = _SHELLS.get(key)
        if kept is not None:
            try:
                return self._checked(make_up(kept), palette)
            except Refused:
                if self.shell(page) == kept:  # the page is at fault, not the shell that it shares
                    raise
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
            raise Refused([Diagnostic("E006", Blame(self.layout).start(), {"layout": self.layout.name})])
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

    def plates(self, composition: PageComposition) -> list[Plate]:
        """Where the pictures of a composed page stand, and their frames: the figure's order and a box in pt."""
        found = self._sheet(composition.page, composition.rung, "rgb").plates()
        return [(order, composition.boxes.get(name, box)) for order, name, box in found]

    def _composed(self, composition: PageComposition, target: Target) -> Sheet:
        page = composition.page
        sheet = self._sheet(page, composition.rung, target.palette)
        self._confirm(sheet.shell(), composition)
        order = orders(self.issue, page)
        check_heading(self.issue, page, order, sheet.elements, self.layout)
        sheet.attach(composition, structure(self.issue, page, order))
        return sheet

    def _sheet(self, page: Page, rung: Rung, palette: str) -> Sheet:
        """Lay a page out, once for each rung and palette."""
        html = self._html(page, rung)
        key = (page.sequence, palette, html)
        if key not in self._sheets:
            bleed = self.press.bleed if palette == "cmyk" else 0.0
            profile = self.press.profile if palette == "cmyk" else None
            grid = grid_sheet(self.layout, palette, bleed)
            own = {SCHEME + name: data for name, data in files(self.pictures.values(), profile).items()}
            known = own | pictures_of(self.layout, palette, self.press.profile)
            sheet = engine_for(self.fonts).lay_out(html, grid, self.layout, known)
            order = orders(self.issue, page)
            check_contract(page, self.layout, order, sheet.shell(), sheet.elements, sheet.slots)
            self._sheets[key] = sheet
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
        if self.fonts.own:  # what a face of the layout lacks is set in the shipped text face
            rare += f"<span style=\"font-family:'{TEXT}'\">字</span>"
        stressed = any(isinstance(node, Paragraph) and node.emphasis for node in texts(page))
        return rare + (f"<strong>字{rare}</strong><em>字{rare}</em>" if stressed else "")

    def _confirm(self, shell: Shell, composition: PageComposition) -> None:
        """The render must show the rectangles that the fit worked with."""
        for item in shell.items:
            wanted = composition.boxes[item.id]
            off = _apart(item.box, wanted)
            if off > TOLERANCE:
                facts = {"id": item.id, "off": f"{off / MM:.3f}", "layout": self.layout.name}
                place = Blame(self.layout).text((f'id="{item.id}"', f'"{item.id}"'))
                raise Refused([Diagnostic("E005", place, facts)])


def _skeleton(html: str) -> str:
    """A page's HTML without its texts and their places."""
    return re.sub(r">[^<]+<", "><", re.sub(r' (?:data-at|data-figure|alt|src)="[^"]*"', "", html))


def _meet(a: Box, b: Box) -> bool:
    return a.x < b.right - SLACK and b.x < a.right - SLACK and a.y < b.foot - SLACK and b.y < a.foot - SLACK


def _apart(a: Box, b: Box) -> float:
    return max(abs(a.x - b.x), abs(a.y - b.y), abs(a.width - b.width), abs(a.height - b.height))
