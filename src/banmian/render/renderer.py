"""Rendering an issue: shells for make-up, then sheets with their compositions for each target."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

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
from .look_over import SLACK, furniture_faults
from .structure import orders, structure
from .targets import Target
from .template import render_page, style_sheet

TOLERANCE = 0.01 * MM
"""pt: how far a rectangle of the render may be from the fit's."""

_SHELLS: dict[tuple[str, str, tuple[Path, ...]], Shell] = {}
"""Shells by style sheet (paper, grid and rules), structure of the page and full faces, kept for the process."""

_ENGINES: dict[tuple[Path, ...], Engine] = {}


def engine_for(fonts: FontSet) -> Engine:
    """One engine for each set of font files, kept for the process."""
    if fonts.files not in _ENGINES:
        conf = shipped("fonts") / "fonts.conf" if not fonts.files else _conf_with(fonts)
        _ENGINES[fonts.files] = Engine(str(conf), fonts.faces)
    return _ENGINES[fonts.files]


def _conf_with(fonts: FontSet) -> Path:
    """A fontconfig file for the shipped faces and links to some full ones; system folders stay shut out.

    The engine looks a character up as the composer does: each family is followed by the others of its chain. A collection
    shows the one face that was measured, under a name and a weight by which it cannot be taken for another.
    """
    folder = Path(tempfile.mkdtemp(prefix="banmian-fonts-"))
    atexit.register(shutil.rmtree, folder, True)
    for one in fonts.full:
        (folder / one.path.name).symlink_to(one.path)
    own = "".join(_measured_only(folder / one.path.name, one.index, one.family) for one in fonts.full)
    chains = [(family, [face.family for face in chain.faces]) for family, chain in fonts.chains.items()]
    emoji = ("emoji", ["emoji", *(one.family for one in reversed(fonts.full))])
    orders = "".join(_followed(family, others) for family, (_, *others) in (*chains, emoji))
    conf = folder / "fonts.conf"
    folders = f"<dir>{escape(str(shipped('fonts')))}</dir><dir>{escape(str(folder))}</dir><cachedir>/dev/null</cachedir>"
    conf.write_text(f'<?xml version="1.0"?><fontconfig>{folders}{own}{orders}</fontconfig>\n', encoding="utf-8")
    return conf


def _measured_only(path: Path, index: int, family: str) -> str:
    """Rules that show one face of a file as a family's only, regular one, and hide the others."""
    file, number = f"<string>{escape(str(path))}</string>", f"<int>{index}</int>"
    this = f'<test name="file">{file}</test><test name="index">{number}</test>'
    name = f'<edit name="family" mode="assign"><string>{escape(family)}</string></edit>'
    weight = '<edit name="weight" mode="assign"><const>regular</const></edit>'
    shown = f'<patelt name="file">{file}</patelt><patelt name="index">{number}</patelt>'
    hidden = f'<patelt name="file">{file}</patelt>'
    return (
        f'<match target="scan">{this}{name}{weight}</match><selectfont>'
        f"<acceptfont><pattern>{shown}</pattern></acceptfont><rejectfont><pattern>{hidden}</pattern></rejectfont></selectfont>"
    )


def _followed(family: str, others: Sequence[str]) -> str:
    """A rule: what a family lacks is looked up in others, in this order."""
    names = "".join(f"<string>{escape(name)}</string>" for name in others)
    asked = f'<test name="family"><string>{escape(family)}</string></test>'
    return f'<match target="pattern">{asked}<edit name="family" mode="append" binding="strong">{names}</edit></match>'


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

        Raises `Refused` when its text did not fit, or when text of the furniture is not on the paper.
        """
        if errors(list(composition.noticed)):
            raise Refused(list(composition.noticed))
        sheet = self._sheet(composition.page, composition.rung, palette)
        self._confirm(sheet.shell(), composition)
        noticed = [*composition.noticed, *self._looked_over(composition, sheet)]
        if errors(noticed):
            raise Refused(noticed)
        return replace(composition, noticed=tuple(noticed))

    def _looked_over(self, composition: PageComposition, sheet: Sheet) -> list[Diagnostic]:
        """What the furniture text of a composed page's sheet gives to notice."""
        page, order = composition.page, orders(self.issue, composition.page)
        left, top, width, height = (v * MM for v in self.layout.type_area)
        area = Box(left - SLACK, top - SLACK, width + 2 * SLACK, height + 2 * SLACK)
        shown = {float(at) for at in re.findall(r' data-at="([\d.]+)"', self._html(page, composition.rung))}
        for first, *cells in [[cell for row in page.name_card.rows for cell in row]] if page.name_card else []:
            shown |= {order.of(cell) for cell in cells} if order.of(first) in shown else set()
        facts = {"page": page.label, "layout": self.layout.name}
        return furniture_faults(order, shown, list(sheet.furniture()), area, sheet.shell().page, facts)

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
        """Mark-up that makes the engine load the faces that help out, and those of stressed text, for the samples."""
        rare = "".join(
            f"<span style=\"font-family:'{family}'\">{character}</span>" for family, character in self.fonts.lent.items()
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


def _apart(a: Box, b: Box) -> float:
    return max(abs(a.x - b.x), abs(a.y - b.y), abs(a.width - b.width), abs(a.height - b.height))
