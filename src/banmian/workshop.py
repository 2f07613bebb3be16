"""The workshop of one build: fonts, layout, pictures and engine at hand; make-up, rendering and checks of its pages."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from . import __version__, fonts, layout_folders, limits, pictures
from .colour import check_press
from .diagnostics import Diagnostic, Refused, errors
from .job import Made, Order, Told
from .layout_faces import faces_of
from .makeup.composition import PageComposition
from .makeup.layouts import Layout
from .makeup.make_up import make_up
from .manuscript.folder import Bundle
from .manuscript.parse import Parsed
from .model import Issue, Node, Page, page_texts, texts
from .places import shipped
from .proof.glyphs import missing_glyphs, shared_glyphs
from .reading import read_file
from .render.renderer import PressSetup, Renderer
from .render.targets import TARGETS
from .shelf.origin import digest
from .verify.conservation import bare, compare, model_text
from .verify.readback import pdf_text

if TYPE_CHECKING:
    from .package.epub import Replica
    from .verify.judges import Verdict

PROFILE = "newsprint-snap-tac240.icc"
OF_PRINT_ALONE = frozenset("ME")
"""First letters of the faults that concern a print page and no book: make-up and engine. Not L: a layout that is broken is
a mistake to be mended, whatever is made.
"""


@dataclass
class Workshop:
    """Made by `open`. `noticed` holds what was seen while it was set up."""

    order: Order
    bundle: Bundle
    parsed: Parsed
    moment: datetime.datetime
    layout: Layout
    reduction: Layout | None
    targets: tuple[str, ...]
    fonts: fonts.FontSet
    pictures: dict[str, pictures.Picture]
    press: PressSetup
    noticed: list[Diagnostic] = field(default_factory=list)
    _renderer: Renderer | None = None
    _origins: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, order: Order, bundle: Bundle, parsed: Parsed, moment: datetime.datetime) -> Workshop:
        """Find the layout, load fonts, pictures, the press's profile. Raises `Refused` for what is unknown or no use."""
        name = order.layout or bundle.settings.layout
        layout = layout_folders.find(name, order.layouts, None if order.layout else bundle.folder)
        reduction = layout if layout.reduces else None
        if reduction:
            layout = layout_folders.find(bundle.settings.layout, order.layouts, bundle.folder)
            if layout.reduces:
                raise Refused([Diagnostic("L005", None, {"layout": layout.name, "allowed": "screen"})])
        alts = {p.image: p.alt for p in bundle.settings.pictures if p.alt}
        press = _press(bundle)
        found, noticed = pictures.load(bundle.folder, parsed.issue, alts, press.profile)
        font_set = fonts.font_set(parsed.manuscript, faces_of(layout))
        targets = _targets(order, bundle, reduction)
        return cls(order, bundle, parsed, moment, layout, reduction, targets, font_set, found, press, noticed)

    @property
    def folder_name(self) -> str:
        """<paper>-<date>."""
        date = self.parsed.issue.masthead.date
        return f"{self.bundle.slug}-{date.isoformat()}" if date else self.bundle.slug

    def made_from(self, target: str) -> str:
        """The digest of all that a target's files are made of: while it is the same, so are their bytes."""
        reduction = self.reduction if target == "proof" else None
        name = reduction.name if reduction else ""
        if name not in self._origins:
            self._origins[name] = digest(self._parts(reduction))
        return self._origins[name]

    def _parts(self, reduction: Layout | None) -> dict[str, bytes]:
        """Everything that a build reads, by name. Which targets were asked for is no part of it."""
        said = repr(
            (__version__, replace(self.bundle.settings, targets=(), profile_at=None), self.bundle.slug, self.moment)
        )
        fonts_ = (shipped("fonts") / "manifest.toml").read_bytes()
        parts = {"said": said.encode(), "profile": self.press.profile, "fonts": fonts_}
        parts |= {f"page {name}": data for name, data in self.bundle.pages.items()}
        parts |= {f"picture {name}": picture.data + (picture.profile or b"") for name, picture in self.pictures.items()}
        parts |= {f"face {name}": face.data for name, face in self.fonts.faces.items() if name not in self.fonts.chains}
        return parts | {"layout": self.layout.digest.encode(), "reduction": reduction.digest.encode() if reduction else b""}

    @property
    def renderer(self) -> Renderer:
        """The renderer, with one engine for the process."""
        if self._renderer is None:
            self._renderer = Renderer(
                self.parsed.issue, self.layout, self.fonts, self.pictures, self.press, self._metadata()
            )
        return self._renderer

    def _metadata(self) -> dict[str, Any]:
        head = self.parsed.issue.masthead
        title = head.name or self.bundle.slug
        stamp = self.moment.isoformat(timespec="seconds").replace("+00:00", "Z")  # strftime does not pad the year 1
        return {
            "title": title, "authors": [head.publisher.text] if head.publisher else [], "created": stamp,
            "modified": stamp, "generator": "banmian", "lang": "zh-Hans",
        }  # fmt: skip

    @property
    def only_books(self) -> bool:
        """Whether no target shows a print page as a whole: a book goes without the picture of a page that does not fit."""
        return not self.reduction and all(name.startswith("epub") for name in self.targets)

    def make_up(self, noticed: list[Diagnostic]) -> list[PageComposition]:
        """Make up every page; what is noticed is added. Raises `Refused` with the faults of all pages.

        Where only books are made, a page that cannot be made up for whatever fault of its own is left out with a warning.
        """
        made, faults = [], []
        for page in self.parsed.issue.pages:
            try:
                made.append(self._made_up(page))
            except Refused as refused:
                faults.append((page, refused.diagnostics))
        noticed += [diagnostic for composition in made for diagnostic in composition.noticed]
        found = [diagnostic for _, diagnostics in faults for diagnostic in diagnostics]
        if found and not (self.only_books and all(one.code[0] in OF_PRINT_ALONE for one in errors(found))):
            raise Refused([*noticed, *found])
        noticed += [_left_out(page, errors(diagnostics)) for page, diagnostics in faults]
        return made

    def _made_up(self, page: Page) -> PageComposition:
        """A missing glyph has stopped other builds before; where only books are made, it is the page's own fault."""
        if self.only_books and (missing := self.unprintable(page_texts(self.parsed.issue, page))):
            raise Refused(missing)
        if too_many := list(_too_many(self.parsed.issue, page)):
            raise Refused(too_many)
        composed = partial(make_up, self.parsed.issue, page, layout=self.layout, chains=self.fonts.chains)
        try:
            return self.renderer.made_up(page, composed, TARGETS[self.targets[0]].palette)
        except Refused as refused:
            raise Refused([_on_page(one, self.parsed.issue, page) for one in refused.diagnostics]) from refused

    def unprintable(self, nodes: Sequence[Node]) -> list[Diagnostic]:
        """The characters of some texts that no face at hand can show, or not so that they could be read back."""
        return [*missing_glyphs(nodes, self.fonts.lacks), *shared_glyphs(nodes, self.fonts.twins)]

    def fit(self) -> list[PageComposition]:
        """Make every page up on its shell, for the account alone: what does not fit is in `noticed`."""
        issue, chains = self.parsed.issue, self.fonts.chains
        return [make_up(issue, page, self.renderer.shell(page), self.layout, chains) for page in issue.pages]

    def render(self, pages: Sequence[PageComposition], told: Told) -> tuple[list[Made], list[Diagnostic]]:
        """Render, package and read back every target; in processes of their own when there are several."""
        tasks = self._tasks(pages)
        jobs = self.order.jobs or min(os.cpu_count() or 1, len(tasks))
        for name, _ in tasks:
            told("render", name)
        if jobs == 1 or len(tasks) == 1:
            done = [task() for _, task in tasks]
        else:
            done = _in_processes([name for name, _ in tasks], [task for _, task in tasks], jobs)
        return [one for files, _ in done for one in files], [d for _, noticed in done for d in noticed]

    def _tasks(self, pages: Sequence[PageComposition]) -> list[tuple[str, Callable[[], Work]]]:
        if self.reduction:
            return [("proof", lambda: self._proof(pages))]
        # Targets that share a lay-out of the page share a process: screen, archive and EPUB.
        groups = [[t for t in self.targets if TARGETS[t].palette == palette] for palette in ("rgb", "cmyk")]
        return [("+".join(group), lambda group=group: self._group(group, pages)) for group in groups if group]  # type: ignore[misc]

    def _group(self, targets: Sequence[str], pages: Sequence[PageComposition]) -> Work:
        made: list[Made] = []
        noticed: list[Diagnostic] = []
        screen = b""
        for name in targets:
            began = time.perf_counter()
            if name.startswith("epub"):
                screen = screen or (self.renderer.pdf(TARGETS["screen"], pages) if pages else b"")
                files = {TARGETS[name].file: self._epub(name, screen, pages)}
            else:
                files = self._pdfs(name, pages)
                screen = files.get(TARGETS["screen"].file, screen)
            noticed += self._read_back(name, files, pages)
            seconds = time.perf_counter() - began
            made += [Made(name, file, data, seconds / len(files)) for file, data in files.items()]
        return made, noticed

    def _pdfs(self, name: str, pages: Sequence[PageComposition]) -> dict[str, bytes]:
        target = TARGETS[name]
        if "{page}" not in target.file:
            return {target.file: self.renderer.pdf(target, pages)}
        return {target.file.format(page=one.page.label): self.renderer.pdf(target, [one]) for one in pages}

    def _epub(self, name: str, screen: bytes, pages: Sequence[PageComposition]) -> bytes:
        from .package.edition import edition_of
        from .package.epub import Source, package

        said, front = self.bundle.settings, screen if pages and pages[0].page.sequence == 1 else b""
        source = Source(
            self.parsed.issue, self.bundle.slug, front, self.pictures, self.fonts, self.moment, said.epub, said.number
        )
        made = edition_of(name, self.parsed.issue, said.epub)
        return package(source, made, list(self._replicas(screen, pages)) if made.replica else [])

    def _replicas(self, screen: bytes, pages: Sequence[PageComposition]) -> Iterator[Replica]:
        from .package.epub import Replica
        from .package.replica import page_picture, viewport
        from .package.scene import scene

        for number, one in enumerate(pages):
            made = scene(self.parsed.issue, one.page, one, self.renderer.furniture(one), self.renderer.plates(one))
            yield Replica(one.page, made, page_picture(screen, number, viewport(made.width, made.height)))

    def _proof(self, pages: Sequence[PageComposition]) -> Work:
        from .render.reduced import reduce

        assert self.reduction is not None  # noqa: S101 - only called with one
        began = time.perf_counter()
        data = reduce(self.renderer.pdf(TARGETS["screen"], pages), self.reduction.paper)
        noticed = self._read_back("proof", {"proof.pdf": data}, pages)
        return [Made("proof", "proof.pdf", data, time.perf_counter() - began)], noticed

    def _read_back(self, name: str, files: dict[str, bytes], pages: Sequence[PageComposition]) -> list[Diagnostic]:
        """Compare the text of finished files with the manuscript's, and the model's with it."""
        issue = self.parsed.issue
        noticed = compare("model", self.parsed.manuscript, model_text(issue), issue)
        if name.startswith("epub"):
            from .verify.book_text import epub_text, fixed_text
            from .verify.own_rules import own_rules

            issue = self._in_script(name)
            for file, data in files.items():
                noticed += [*compare(file, model_text(issue), epub_text(data), issue), *own_rules(file, data)]
                if name == "epub-replica":
                    nodes = [node for one in pages for node in page_texts(issue, one.page)]
                    wanted = "".join(bare(node.text) for node in nodes)
                    noticed += compare(f"{file} (fixed pages)", wanted, fixed_text(data), issue, nodes)
            return noticed
        if name != "press":
            return noticed + [
                d for f, data in files.items() for d in compare(f, self.parsed.manuscript, pdf_text(data), issue)
            ]
        for page, (file, data) in zip(issue.pages, files.items(), strict=True):
            nodes = page_texts(issue, page)
            wanted = "".join(bare(node.text) for node in nodes)
            noticed += compare(file, wanted, pdf_text(data), issue, nodes)
        return noticed

    def _in_script(self, name: str) -> Issue:
        """The issue in the characters of an edition; each stands for one of the manuscript's."""
        from .package.edition import edition_of
        from .package.traditional import converted

        return converted(self.parsed.issue, edition_of(name, self.parsed.issue, self.bundle.settings.epub).convert)

    def judge(self, made: Sequence[Made], told: Told) -> list[Verdict]:
        """Show the files to the outside judges."""
        from .verify.judges import judge

        told("judge", ", ".join(one.name for one in made))
        flavours = {one.name: TARGETS[one.target].flavour for one in made if one.target in TARGETS}
        return judge({one.name: one.data for one in made}, {n: f for n, f in flavours.items() if f})


Work = tuple[list[Made], list[Diagnostic]]


def _targets(order: Order, bundle: Bundle, reduction: Layout | None) -> tuple[str, ...]:
    wanted = order.to or (("screen",) if reduction else bundle.settings.targets)
    if reduction and wanted != ("screen",):
        raise Refused([Diagnostic("L005", None, {"layout": reduction.name, "allowed": "screen"})])
    return tuple(name for name in TARGETS if name in wanted)


def _press(bundle: Bundle) -> PressSetup:
    """The press settings with the issue's own profile, checked, or the shipped one."""
    said, place = bundle.settings.press, bundle.settings.profile_at
    if said.profile:
        profile = read_file(bundle.folder / said.profile, limits.PROFILE_BYTES, bundle.folder, place)
        check_press(profile, said.profile, place)
    else:
        profile = (shipped("profiles") / PROFILE).read_bytes()
    return PressSetup(said.bleed, profile, said.condition, said.registry)


def _left_out(page: Page, faults: Sequence[Diagnostic]) -> Diagnostic:
    """A warning, at the first of the faults, that the books have no picture of a page."""
    return Diagnostic("M020", faults[0].place, {"page": page.label, "fault": faults[0].code})


def _too_many(issue: Issue, page: Page) -> Iterator[Diagnostic]:
    """What a page has so much of that making it up would take minutes and only say that it does not fit."""
    inside = sum(len(texts(article)) for article in page.articles) + len(page.figures)
    furniture = len(page_texts(issue, page)) - inside
    counts = (
        ("pictures", "图片", len(page.figures), limits.FIGURES_A_PAGE, page.figures),
        ("articles", "稿件", len(page.articles), limits.ARTICLES_A_PAGE, page.articles),
        ("texts in masthead, credits and card", "报头、署名和名片里的文字", furniture, limits.FURNITURE_A_PAGE, ()),
    )
    for what, what_zh, count, limit, parts in counts:
        if count > limit:
            beyond = texts(parts[limit:])[:1] or page_texts(issue, page)
            facts = {"page": page.label, "count": count, "what": what, "what_zh": what_zh, "limit": limit}
            yield Diagnostic("M023", beyond[0].span, facts)


def _on_page(fault: Diagnostic, issue: Issue, page: Page) -> Diagnostic:
    """A fault of the engine's, which knows no manuscript, at the first text of the page that it befell."""
    first = next(iter(page_texts(issue, page)), None)
    return fault if fault.place or fault.code[0] != "E" or first is None else replace(fault, place=first.span)


_TASKS: list[Callable[[], Work]] = []


def _in_processes(names: Sequence[str], tasks: list[Callable[[], Work]], jobs: int) -> list[Work]:
    """Run tasks in forked processes: they inherit the laid-out pages and the measured faces."""
    import concurrent.futures
    import multiprocessing
    from concurrent.futures.process import BrokenProcessPool

    _TASKS[:] = tasks
    context = multiprocessing.get_context("fork")
    try:
        with concurrent.futures.ProcessPoolExecutor(jobs, context, _leave_interrupts) as pool:
            return list(pool.map(_run_task, range(len(tasks))))
    except BrokenProcessPool as fault:
        raise Refused([Diagnostic("S030", None, {"targets": ", ".join(names)})]) from fault


def _leave_interrupts() -> None:
    """Ctrl-C is the parent's business: it ends its children."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_task(number: int) -> Work:
    return _TASKS[number]()
