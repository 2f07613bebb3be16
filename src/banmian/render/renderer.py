"""Rendering an issue: shells for make-up, then sheets with their compositions for each target."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from ..colour import Printing, blackened
from ..diagnostics import Diagnostic, Refused, errors
from ..engine.blame import Blame
from ..engine.version import VERSION, libraries
from ..fonts import FontSet
from ..language import Language
from ..makeup.boxes import Box
from ..makeup.composition import FurnitureLine, PageComposition, Plate, Rung, Shell
from ..makeup.layouts import MM, Layout, PageLayouts
from ..makeup.slots import Slot
from ..model import Issue, Page, Paragraph, page_parts, page_places, page_texts, texts
from ..pictures import LazyFile, Picture, files
from ..preflight.demands import PROFILES, Demands
from ..scene.structure import joined, structure
from ..words import word
from .contract import check_contract, check_heading
from .layout_pictures import pictures_of
from .look_over import SLACK, furniture_faults
from .markup import SCHEME, check_markup, check_tree
from .odd_letters import odd_letters
from .session import Session
from .slots import read_slots, shape
from .stand_ins import stand_ins
from .styles import check_styles
from .template import grid_sheet, render_page

if TYPE_CHECKING:  # the engine is loaded when something is laid out (`Session.engine`)
    from ..engine.images import Pictures
    from ..engine.pdf import Finisher
    from ..engine.repainted import PaintedSheet
    from ..engine.sheet import Sheet

TOLERANCE = 0.01 * MM
"""pt: how far a rectangle of the render may be from the fit's."""


@dataclass(frozen=True)
class PressSetup:
    """The press settings with the profile's bytes. `ink`: percent; `ppi`: pictures have no more; `sharpen`: they are.
    `demands`: what pages are judged by; `file`: the pattern of a page's name; `marks`: whether there are any around it;
    `mono`: pages in black alone; `plant`: the one that was ordered, as a deposit names it; `sources`: the files that the
    plant was read from, by their names below the issue's folder.
    """

    bleed: float
    profile: bytes
    condition: str
    registry: str
    ink: float = 240
    ppi: float = 240
    sharpen: bool = False
    demands: Demands = PROFILES["newsprint"]
    file: str = "{page}.pdf"
    marks: bool = False
    mono: tuple[str, ...] = ()
    plant: str = ""
    sources: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def printing(self, mono: bool) -> Printing:
        """How pictures are made for it; for a page in black alone."""
        return Printing(self.profile, self.ink, self.ppi, self.sharpen, mono)


@dataclass
class Renderer:
    """Renders the pages of one issue, each in its layout."""

    session: Session
    issue: Issue
    layouts: PageLayouts
    fonts: FontSet
    pictures: Mapping[str, Picture]
    press: PressSetup
    metadata: Mapping[str, Any]
    _sheets: dict[tuple[int, str, str], Sheet] = field(default_factory=dict)
    _pictures: dict[tuple[str, str], Pictures] = field(default_factory=dict)
    _htmls: dict[tuple[int, Rung], str] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """For another process: without what was laid out."""
        return self.__dict__ | {"_sheets": {}, "_htmls": {}, "_pictures": {}}

    def made_up(self, page: Page, make_up: Callable[[Shell], PageComposition], palette: str) -> PageComposition:
        """Make a page up on its shell, and confirm that the render in a palette shows what the fit worked with.

        Pages of one structure (the same HTML but for its texts) share a shell: their furniture has the same rectangles.
        Where that is not so, the render says it, and the page gets a shell of its own.
        """
        layout = self.layouts.of(page)
        key = (layout.digest, self.fonts.digest, _skeleton(self.html(page, layout.base), layout.css))
        kept = self.session.shells.find(key)
        if kept is not None:
            try:
                return self._checked(make_up(kept.on(_figures(page))), palette)
            except Refused:
                if self.shell(page) == kept.on(_figures(page)):  # the page is at fault, not the shell that it shares
                    raise
        made = self.session.shells[key] = self.shell(page)
        return self._checked(make_up(made), palette)

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
        furniture, plates = self._furniture(composition, sheet), self._plates(composition, sheet)
        made = replace(composition, furniture=furniture, plates=plates)
        nodes = {node.name: node for node in page_texts(self.issue, composition.page)}
        noticed += [*stand_ins(made, nodes, self.fonts), *odd_letters(made, nodes, self.fonts)]
        return replace(made, noticed=tuple(noticed))

    def _looked_over(self, composition: PageComposition, sheet: Sheet) -> list[Diagnostic]:
        """What the furniture text of a composed page's sheet gives to notice."""
        page = composition.page
        layout = self.layouts.of(page)
        nodes = {node.name: node for node in page_texts(self.issue, page)}
        left, top, width, height = (v * MM for v in layout.type_area)
        area = Box(left - SLACK, top - SLACK, width + 2 * SLACK, height + 2 * SLACK)
        shown = set(re.findall(r' data-at="([^"]+)"', self.html(page, composition.rung)))
        for first, *cells in [[cell for row in page.name_card.rows for cell in row]] if page.name_card else []:
            shown |= {cell.name for cell in cells} if first.name in shown else set()
        facts = {"page": page.label, "layout": layout.name}
        return furniture_faults(nodes, shown, list(sheet.furniture()), area, sheet.shell().page, facts)

    def shell(self, page: Page) -> Shell:
        """The page at the layout's base values."""
        layout = self.layouts.of(page)
        shell = replace(self._sheet(page, layout.base, "rgb").shell(), figures=_figures(page))
        left, top, width, height = (v * MM for v in layout.type_area)
        if _apart(shell.type_area, Box(left, top, width, height)) > TOLERANCE:
            raise Refused([Diagnostic("E006", Blame(layout).start(), {"layout": layout.name})])
        return shell

    def pdf(
        self,
        pages: Sequence[PageComposition],
        palette: str,
        variant: str,
        finish: Finisher,
        title: str,
        draft: bool = False,
        painted: Sequence[bytes] = (),
    ) -> bytes:
        """Pages as one PDF of a variant of the engine's; `finish(document, pdf)` is called before it is written.

        A draft says so across each page, and in its title. `painted`: what `painted` gave of each page in that palette.
        """
        from ..engine.draft import stamped
        from ..engine.pdf import tidied

        sheets = self._repainted(pages, palette, painted) or [self._composed(one, palette) for one in pages]
        profile = self.press.profile if palette == "cmyk" else None
        finish = tidied(finish, [one.page.label for one in pages])
        if draft:
            words = (word("样稿", self.issue.language), "DRAFT") if self.issue.language.chinese else ("DRAFT",)
            finish, title = stamped(finish, palette, words), f"{' '.join(words)} {title}"
        return self.session.engine(self.fonts).write(sheets, {**self.metadata, "title": title}, variant, finish, profile)

    def painted(self, composition: PageComposition, palette: str) -> bytes:
        """A page as it is painted, whatever PDF it becomes a page of; "" where that cannot be kept."""
        return self.session.engine(self.fonts).painted(self._composed(composition, palette))

    def _repainted(
        self, pages: Sequence[PageComposition], palette: str, painted: Sequence[bytes]
    ) -> Sequence[Sheet | PaintedSheet]:  # fmt: skip
        """What stands for the sheets of pages that were painted before; nothing, where they must be laid out."""
        layouts = [self.layouts.of(one.page) for one in pages]
        shown = [(layout, self._shown(layout, palette, mono=False)) for layout in layouts]
        return self.session.engine(self.fonts).repainted(painted, shown) if painted else []

    def light_page(self, composition: PageComposition, density: float) -> bytes:
        """A page as a PDF to draw a picture of it from, of `density` px a pt, in sRGB; it is nothing to deliver.

        Its photographs are those fitted to e-readers, where these have as many pixels as the picture shows; else its own.
        """
        fitted = {SCHEME + name: LazyFile(picture.fitted) for name, picture in self.pictures.items()}
        return self.session.engine(self.fonts).to_draw(self._composed(composition, "rgb"), fitted, density)

    def origin(self, composition: PageComposition) -> tuple[object, ...]:
        """All that a composed page is painted from besides the composition: what its files depend on."""
        masthead, layout = self.issue.masthead_on(composition.page), self.layouts.of(composition.page)
        html = self.html(composition.page, composition.rung)
        said = {unquote(unescape(name)) for name in re.findall(rf"{SCHEME}([^\"'\s()<>]+)", html + layout.css)}
        names = said if said <= self.pictures.keys() else self.pictures.keys()  # what cannot be told apart are all of them
        shown = tuple((name, self.pictures[name].original.digest) for name in sorted(names))
        return (
            VERSION,
            libraries(),
            html,
            layout.digest,
            self.fonts.digest,
            shown,
            self.press,
            repr(sorted(self.metadata.items())),
            masthead,
        )

    def _furniture(self, composition: PageComposition, sheet: Sheet) -> tuple[FurnitureLine, ...]:
        """The furniture text of a composed page, in reading order."""
        places = page_places(self.issue, composition.page)
        found = sheet.furniture_lines(joined(self.issue, composition.page))
        return tuple(sorted(found, key=lambda line: places[line.name]))

    def _plates(self, composition: PageComposition, sheet: Sheet) -> tuple[Plate, ...]:
        """Where the pictures of a composed page stand, and their frames."""
        return tuple(Plate(figure, composition.boxes.get(name, box)) for figure, name, box in sheet.plates())

    def _composed(self, composition: PageComposition, palette: str) -> Sheet:
        page = composition.page
        sheet = self._sheet(page, composition.rung, palette)
        self._confirm(sheet.shell(), composition)
        check_heading(self.issue, page, sheet.elements, self.layouts.of(page))
        sheet.attach(composition, structure(self.issue, page))
        return sheet

    def _sheet(self, page: Page, rung: Rung, palette: str) -> Sheet:
        """Lay a page out, once for each rung that makes a difference to it, and palette."""
        html = self.html(page, rung)
        key = (page.sequence, palette, html)
        if key not in self._sheets:
            layout = self.layouts.of(page)
            bleed = self.press.bleed if palette == "cmyk" else 0.0
            grid = grid_sheet(layout, palette, bleed)
            known = self._shown(layout, palette, palette == "cmyk" and page.label in self.press.mono)
            check_markup(html, layout, known.files)
            engine = self.session.engine(self.fonts)
            sheet = engine.lay_out(html, grid, layout, known, partial(_read, layout, known.files, self.issue.language))
            check_contract(page, layout, page_parts(self.issue, page), sheet.shell(), sheet.elements, sheet.slots)
            self._sheets[key] = sheet
        return self._sheets[key]

    def _shown(self, layout: Layout, palette: str, mono: bool) -> Pictures:
        """The pictures of the issue and of a layout in a palette, or in black alone."""
        from ..engine.images import Pictures

        key = (layout.name, f"{palette} mono" if mono else palette)
        if key not in self._pictures:
            how = self.press.printing(mono) if palette == "cmyk" else None
            own = {SCHEME + name: file for name, file in files(self.pictures.values(), how).items()}
            drawn = pictures_of(layout, palette, self.press.profile)
            if mono:
                drawn = {name: LazyFile(partial(blackened, file.data)) for name, file in drawn.items()}
            self._pictures[key] = Pictures(own | drawn)
        return self._pictures[key]

    def html(self, page: Page, rung: Rung) -> str:
        """A page's template, rendered once for each rung."""
        key = (page.sequence, rung)
        if key not in self._htmls:
            more = self._more_samples(page)
            self._htmls[key] = render_page(self.issue, page, self.layouts.of(page), rung, self.pictures, more)
        return self._htmls[key]

    def _more_samples(self, page: Page) -> str:
        """Mark-up that makes the engine load the faces that help out, and those of stressed text, for the samples."""
        lent = dict(self.fonts.lent)
        for chain in self.fonts.chains.values():
            if chain.western and any(chain.instead(node.text) for node in texts(page)):
                lent.setdefault(chain.western, "字")
        rare = "".join(f"<span style=\"font-family:'{family}'\">{character}</span>" for family, character in lent.items())
        if not all(chain.faces[0].has("字") for chain in self.fonts.chains.values()):
            rare = "A" + rare  # a Latin face of the layout's is loaded by a letter
        kinds = {e.kind for node in texts(page) if isinstance(node, Paragraph) for e in node.stressed}
        more = f"<strong>字{rare}</strong><em>字{rare}</em>" if kinds - {"credit"} else ""
        return rare + more + (f'<span class="credit">字{rare}</span>' if "credit" in kinds else "")

    def _confirm(self, shell: Shell, composition: PageComposition) -> None:
        """The render must show the rectangles that the fit worked with."""
        for item in shell.items:
            wanted = composition.boxes[item.id]
            off = _apart(item.box, wanted)
            if off > TOLERANCE:
                layout = self.layouts.of(composition.page)
                facts = {"id": item.id, "off": f"{off / MM:.3f}", "layout": layout.name}
                place = Blame(layout).text((f'id="{item.id}"', f'"{item.id}"'))
                raise Refused([Diagnostic("E005", place, facts)])


def _read(layout: Layout, names: Collection[str], language: Language, root: Element) -> Mapping[Element, Slot]:
    """What the engine has made of a page's mark-up, checked before anything is laid out: its slots.

    `names`: the pictures there are. Whatever its template says, the page is in the language of its issue.
    """
    check_tree(root, layout, names)
    root.set("lang", language.tag)
    slots, blame = read_slots(root, layout), Blame(layout)
    styled = [element for element in root.iter() if element.get("style")]
    inline = [(one.attrib["style"], blame.attribute(one.attrib, "style", one.tag)) for one in styled]
    check_styles(layout.sheets, inline, shape(root), names)
    return slots


def _figures(page: Page) -> tuple[str, ...]:
    return tuple(figure.name for figure in page.figures)


_OF_TEXTS = ("data-at", "data-figure", "alt", "src")
"""Attributes that say what is shown, and not how."""


def _skeleton(html: str, css: str) -> str:
    """A page's HTML without what its texts and pictures say; as far as no selector of the style sheets asks for it: whether
    there is text it may ask (`:empty`), of attributes those that it names.
    """
    asked = " ".join(re.findall(r"\[[^\]]*", css)).lower()
    unasked = [name for name in _OF_TEXTS if name not in asked and "\\" not in asked]  # a name may be written by its code
    bare = re.sub(rf' (?:{"|".join(unasked)})="[^"]*"', "", html) if unasked else html
    return re.sub(r">[^<]+<", ">.<", bare)


def _apart(a: Box, b: Box) -> float:
    return max(abs(a.x - b.x), abs(a.y - b.y), abs(a.width - b.width), abs(a.height - b.height))
