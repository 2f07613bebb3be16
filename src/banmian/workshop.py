"""The workshop of one build: fonts, layout, pictures and engine at hand; make-up, rendering and checks of its pages."""

from __future__ import annotations

import datetime
import os
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from posixpath import normpath
from typing import Any

from . import __version__, fonts, limits, pictures
from .cache import usual
from .choosing import at_levels_of, layouts_for, wanted
from .composing import PageTask, Worked, aspects, composed
from .crew import Crew, Executors, processes
from .days import issue_name, stamp
from .diagnostics import Diagnostic, Refused, Scope, Severity, errors
from .job import Order
from .layout_faces import faces_of
from .layout_folders import HERE
from .makeup.composition import PageComposition
from .makeup.layouts import Layout, PageLayouts
from .makeup.make_up import make_up
from .makeup.page_orders import order_of
from .making import missing
from .manuscript.folder import Bundle
from .manuscript.parse import Parsed
from .model import Issue, Node, Page, page_texts, texts
from .model_json import as_bytes, as_json
from .originals import Sources
from .press_setup import press_of
from .proof.glyphs import unprintable
from .render.nameplate import nameplate_of, with_nameplate
from .render.press_colours import unprintable_colours
from .render.renderer import PressSetup, Renderer
from .render.session import Session
from .rules.rule import ENGINE
from .shelf.lying import Lying
from .shelf.origin import digest
from .tabular import tables_of
from .targets.table import table
from .targets.target import Material, Target

_DRAFT = ".draft"


@dataclass
class Workshop:
    """Made by `open`. `wanted`: the names of the targets that are delivered; `targets`: those and all that they need, each
    after what it needs. `noticed` holds what was seen while it was set up; `parts`: what was made with the pages,
    `digests`: those of their compositions, by sequence; `lying`: the files of an earlier build.
    """

    order: Order
    bundle: Bundle
    parsed: Parsed
    moment: datetime.datetime
    layouts: PageLayouts
    reduction: Layout | None
    wanted: tuple[str, ...]
    targets: Sequence[Target]
    fonts: fonts.FontSet
    pictures: dict[str, pictures.Picture]
    press: PressSetup
    session: Session
    crew: Crew
    noticed: list[Diagnostic] = field(default_factory=list)
    parts: dict[object, bytes] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    lying: Lying | None = None
    _renderer: Renderer | None = None
    _origins: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(
        cls,
        order: Order,
        bundle: Bundle,
        parsed: Parsed,
        moment: datetime.datetime,
        session: Session | None = None,
        executors: Executors = processes,
    ) -> Workshop:
        """Find the layout, load fonts, pictures, the press's profile. Raises `Refused` for what is unknown or no use."""
        layouts, reduction = layouts_for(order, bundle, parsed.issue.language)
        if bundle.settings.nameplate:
            named = bundle.settings.nameplate, bundle.settings.nameplate_at
            layouts = with_nameplate(layouts, bundle.folder, *named)
        layouts = layouts.in_language(parsed.issue.language)
        alts = {p.image: p.alt for p in bundle.settings.pictures if p.alt}
        press = press_of(order, bundle)
        session, crew = session or Session(usual()), Crew(order.jobs or os.cpu_count() or 1, executors)
        found, noticed = pictures.load(
            bundle.folder, parsed.issue, alts, press.profile, session.cache, parsed.pictures, crew.each
        )  # fmt: skip
        own_faces = {face.family: (face, path) for one in layouts.every for face, path in faces_of(one)}
        font_set = fonts.font_set(parsed.manuscript, tuple(own_faces.values()), parsed.issue.language)
        asked = wanted(order, bundle, reduction)
        targets = table().with_needs(asked)
        bundle = at_levels_of(bundle, order.draft or not any(target.final for target in targets))
        noticed = [*table().noticed, *noticed]
        inked, mild = [one.name for one in targets if one.palette == "cmyk"], Severity.WARNING if order.draft else None
        found_colours = unprintable_colours(layouts.every) if inked else []
        noticed += [replace(one, target=name, level=mild) for one in found_colours for name in inked]
        shop = cls(
            order, bundle, parsed, moment, layouts, reduction, asked, targets, font_set, found, press,
            session, crew, noticed,
        )  # fmt: skip
        noticed += shop.unprintable(texts(parsed.issue)) if shop.prints else []
        return shop

    @property
    def folder_name(self) -> str:
        """<paper>-<date>."""
        return issue_name(self.bundle.slug, self.parsed.issue.masthead.date)

    def listed_as(self, target: str) -> str:
        """What the shelf calls a target whose files are made now: a draft is not what it is a draft of."""
        known = table().targets.get(target)
        return target + _DRAFT if known and known.final and self.order.draft else target

    def made_from(self, listed: str) -> str:
        """The digest of all that files are made of, by what the shelf calls their target: while it is the same, so are
        their bytes. A build that makes no drafts wants none to stay: no digest.
        """
        target = listed.removesuffix(_DRAFT)
        if target != listed and not self.order.draft:
            return ""
        known = table().targets.get(target)
        if listed not in self._origins:
            reduction = self.reduction if known and known.reduces else None
            parts = self._parts(reduction, table().packages_of(target))
            self._origins[listed] = digest(parts | ({} if target == listed else {"draft": b""}))
        return self._origins[listed]

    def kept_by(self, target: str) -> str:
        """The digest of all that a target's files, and what is noticed in them, depend on: what the files are made of, and
        `issue.toml` as it is written, which a deposit holds, and which sets the levels. "" where code from elsewhere has a
        part in it: of its modules only the package's version is known.
        """
        if table().packages_of(target):
            return ""
        beside = {f"beside {name}": data for name, data in self.bundle.beside.items()}
        return digest({"made from": self.made_from(self.listed_as(target)).encode(), **beside})

    def _parts(self, reduction: Layout | None, packages: Sequence[str]) -> dict[str, bytes]:
        """Everything that a build reads, by name. Which targets were asked for is no part of it."""
        said = repr((__version__, *packages, self._said()))
        parts = {"said": said.encode(), "profile": self.press.profile, "fonts": fonts.manifests()}
        parts |= {f"plant {name}": data for name, data in self.press.sources.items()}
        parts |= {f"page {name}": data for name, data in self.bundle.pages.items()}
        parts |= {f"picture {name}": picture.original.digest.encode() for name, picture in self.pictures.items()}
        parts |= {f"face {name}": face.data for name, face in self.fonts.faces.items() if name not in self.fonts.chains}
        used = " ".join(one.digest for one in self.layouts.on(self.parsed.issue.pages))
        return parts | {"layout": used.encode(), "reduction": reduction.digest.encode() if reduction else b""}

    def _said(self) -> str:
        """What the settings say that files are made by."""
        settings = replace(self.bundle.settings, targets=None, targets_at=None, profile_at=None, press_at=None, whole=True)
        return repr((settings, self.bundle.slug, self.moment, replace(self.press, profile=b"")))

    @property
    def renderer(self) -> Renderer:
        """The renderer that keeps its sheets."""
        if self._renderer is None:
            self._renderer = self.task(self.parsed.issue.pages[0]).renderer(self.session)
        return self._renderer

    def __getstate__(self) -> dict[str, Any]:
        """For another process: without sheets."""
        return self.__dict__ | {"_renderer": None}

    def task(self, page: Page) -> PageTask:
        """The task to compose a page, confirmed in sRGB if any target shows pages so: such pictures are at hand soonest."""
        palette = "cmyk" if {target.palette for target in self.targets} - {""} == {"cmyk"} else "rgb"
        at_hand = (self.layouts, self.fonts, self.pictures, self.press, self.metadata)
        return PageTask(self.parsed.issue, page, *at_hand, palette, order_of(self.bundle.settings, page))

    @cached_property
    def metadata(self) -> dict[str, Any]:
        head = self.parsed.issue.masthead
        title = head.name or self.bundle.slug
        created = stamp(self.moment)
        return {
            "title": title, "authors": [head.publisher.text] if head.publisher else [], "created": created,
            "modified": created, "generator": "banmian",
            "lang": self.parsed.issue.language.tag,
        }  # fmt: skip

    @property
    def prints(self) -> bool:
        """Whether a target shows print pages: what cannot be printed is an error then, and of no account otherwise."""
        return any(target.shows_pages for target in self.targets)

    def make_up(self, noticed: list[Diagnostic], known: Container[str] = ()) -> list[PageComposition]:
        """Make up the pages; what is noticed is added. Raises `Refused` when the faults of all pages leave nothing to make.

        A page that cannot be made up stops the targets that show print pages; the others go without it, with a warning.
        What is only ill made up is no matter of books alone. `known`: targets that nothing needs to be made for.
        """
        issue = self.parsed.issue
        unprintable = {page: self.unprintable(page_texts(issue, page)) for page in issue.pages}  # `open` has told of them
        targets = [target for target in self.left(noticed) if target.name not in known]
        if any(target.palette for target in targets):
            self.session.engine(self.fonts)  # loaded once, for all processes that are forked from this one
        if self.crew.jobs > 1:
            forms = dict.fromkeys(form for target in targets for form in target.forms)
            pictures.prepared(self.pictures.values(), list(forms), self.crew.each)
        worked = self._worked([page for page in issue.pages if not unprintable[page]], targets)
        made = [one.composition for one in worked.values() if one.composition]
        every = [fault for one in worked.values() for fault in one.faults]
        found = [fault for number, fault in enumerate(every) if fault not in every[:number]]  # each page may say the same
        faults = {page: errors(unprintable[page] or worked[page].faults) for page in issue.pages}
        for page, one in worked.items():
            self.parts |= one.parts
            self.digests |= {page.sequence: one.digest} if one.digest else {}
        noticed += [diagnostic for composition in made for diagnostic in composition.noticed if self.prints]
        if self.prints or any(one.rule.stops is not Scope.PAGES for one in errors(found)):
            noticed += found
        self.stop_at(noticed)
        noticed += [_left_out(page, wrong) for page, wrong in faults.items() if wrong]
        return made

    def _worked(self, pages: Sequence[Page], targets: Sequence[Target]) -> dict[Page, Worked]:
        """What came of each page. Where the crew is in other processes, what targets make of a page is made with it."""
        here = self.crew.jobs == 1 or len(pages) < 2
        state = (self, () if here else targets, here)
        done = self.crew.spread(work_page, pages, state)
        killed = {page: Worked(faults=(Diagnostic("S036", None, {"what": page.label}),)) for page in pages}
        return {page: worked or killed[page] for page, worked in zip(pages, done, strict=True)}

    def unprintable(self, nodes: Sequence[Node]) -> list[Diagnostic]:
        """The characters of some texts that no face at hand can show, or not so that they could be read back."""
        return unprintable(nodes, self.fonts.lacks, self.fonts.twins)

    def fit(self) -> list[PageComposition]:
        """Make every page up on its shell, for the account alone: what does not fit is in `noticed`."""
        return [self._fitted(page) for page in self.parsed.issue.pages]

    def _fitted(self, page: Page, *, prove: bool = False) -> PageComposition:
        work = (self.parsed.issue, page, self.renderer.shell(page), self.layouts.of(page), self.fonts.chains)
        return make_up(*work, order_of(self.bundle.settings, page), aspects(page, self.pictures), prove=prove)

    def tried(self, page: Page) -> tuple[PageComposition | None, tuple[Diagnostic, ...]]:
        """The same of one page, with other dissections of it as proved; or what is wrong with it."""
        if too_many := tuple(_too_many(self.parsed.issue, page)):
            return None, too_many
        try:
            return self._fitted(page, prove=True), ()
        except Refused as refused:
            return None, tuple(_on_page(one, self.parsed.issue, page) for one in refused.diagnostics)

    def material(self, pages: Sequence[PageComposition]) -> Material:
        """What the files of the targets are made from, with the pages that could be made up."""
        model = as_bytes(as_json(self.parsed.issue))
        made = self.page_material(pages, self.renderer, self.digests)
        return replace(made, sources=self.sources(), model=model, kept=self.parts)

    def page_material(
        self, pages: Sequence[PageComposition], renderer: Renderer, digests: Mapping[int, str]
    ) -> Material:  # fmt: skip
        """What is made of single pages is made from. `digests`: the pages', by sequence."""
        return Material(
            self.parsed.issue, pages, self.bundle.slug, self.bundle.settings, self.moment, self.pictures, self.fonts,
            renderer, self.reduction.paper if self.reduction else None, self.order.draft,
            digests=digests, said=self._said(), lying=self.lying,
        )  # fmt: skip

    def sources(self) -> Mapping[str, bytes]:
        """The files of the issue that were read, as they came, by name below its folder; nothing else of the folder.

        Pictures are read when they are asked for.
        """
        shown = {normpath(name): one.original for name, one in self.pictures.items() if one.original.held is None}
        profile = self.bundle.settings.press.profile
        named = {name: file for one in self.layouts.every for name, file in one.files.items()}
        plate = nameplate_of(self.layouts.usual)
        here = (pair for pair in named.items() if pair[0].startswith(HERE) and pair[1] is not plate)
        own = {name.removeprefix("./"): file.data for name, file in here}
        own |= {normpath(plate.path): plate.data} if plate else {}
        own |= {normpath(profile): self.press.profile} if profile else {}
        return Sources({**self.press.sources, **self.bundle.pages, **self.bundle.beside, **own}, shown)

    def missing(self, noticed: Sequence[Diagnostic]) -> dict[str, tuple[str, ...]]:
        """The wanted targets that cannot be delivered, each with the codes of the errors that stop it."""
        stopped = missing(self.targets, noticed)
        return {name: stopped[name] for name in self.wanted if name in stopped}

    def left(self, noticed: Sequence[Diagnostic]) -> list[Target]:
        """The targets that there is still reason to make, each after what it needs."""
        stopped = self.missing(noticed)
        return table().with_needs([name for name in self.wanted if name not in stopped])

    def stop_at(self, noticed: Sequence[Diagnostic]) -> None:
        """Raise `Refused` when no wanted target is left; strictly, at any error."""
        if len(self.missing(noticed)) == len(self.wanted) or (self.order.strict and errors(noticed)):
            raise Refused(list(noticed))


State = tuple[Workshop, Sequence[Target], bool]
"""What pages are worked on with: the workshop, the targets that make something of a page, whether its sheet is kept."""


def work_page(state: State, page: Page) -> Worked:
    """Compose a page, and make what targets make of it."""
    shop, targets, keep = state
    if too_many := tuple(_too_many(shop.parsed.issue, page)):
        return Worked(faults=too_many)
    task = shop.task(page)
    renderer = shop.renderer if keep else task.renderer(shop.session)
    try:
        made, digest_ = composed(task, renderer)
    except Refused as refused:
        return Worked(faults=tuple(_on_page(one, shop.parsed.issue, page) for one in refused.diagnostics))
    material = shop.page_material([made], renderer, {page.sequence: digest_} if digest_ else {})
    return Worked(made, digest_, parts=_parts(material, targets))


def _parts(material: Material, targets: Sequence[Target]) -> Mapping[object, bytes]:
    """What targets make of a page. One that refuses to will say so when its files are made."""
    for target in targets:
        with suppress(Refused):
            target.parts(material, material.pages[0])
    return material.kept


def _left_out(page: Page, faults: Sequence[Diagnostic]) -> Diagnostic:
    """A warning, at the first of the faults, that the books have no picture of a page."""
    return Diagnostic("M020", faults[0].place, {"page": page.label, "fault": faults[0].code})


def _too_many(issue: Issue, page: Page) -> Iterator[Diagnostic]:
    """What a page has so much of that making it up would take minutes and only say that it does not fit."""
    cells = [cell for story in page.articles for table in tables_of(story) for row in table.rows for cell in row]
    pictures = [one for figure in page.figures for one in figure.pictures]
    inside = sum(len(texts(article)) for article in page.articles) + len(page.figures)
    furniture = len(page_texts(issue, page)) - inside
    counts = (
        ("pictures", "图片", len(pictures), limits.FIGURES_A_PAGE, page.figures),
        ("articles", "稿件", len(page.articles), limits.ARTICLES_A_PAGE, page.articles),
        ("texts in masthead, credits and card", "报头、署名和名片里的文字", furniture, limits.FURNITURE_A_PAGE, ()),
        ("cells of tables", "表格的格子", len(cells), limits.CELLS_A_PAGE, tuple(cells)),
    )
    for what, what_zh, count, limit, parts in counts:
        if count > limit:
            beyond = texts(parts[limit:])[:1] or page_texts(issue, page)
            facts = {"page": page.label, "count": count, "what": what, "what_zh": what_zh, "limit": limit}
            yield Diagnostic("M023", beyond[0].span, facts)


def _on_page(fault: Diagnostic, issue: Issue, page: Page) -> Diagnostic:
    """A fault of the engine's, which knows no manuscript, at the first text of the page that it befell."""
    first = next(iter(page_texts(issue, page)), None)
    is_engines = fault.rule.subject is ENGINE
    return replace(fault, place=first.span) if first and is_engines and not fault.place else fault
