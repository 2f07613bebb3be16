"""One page in, one page out: a page is composed, and what is made of it alone is made with it, in whatever process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .cache import key_of, program
from .diagnostics import Diagnostic
from .engine.version import VERSION, libraries
from .fonts import FontSet
from .frozen import Torn
from .makeup.composition import PageComposition
from .makeup.composition_codec import CODEC
from .makeup.layouts import Layout, PageLayouts
from .makeup.make_up import make_up
from .makeup.page_plan import SketchOrder
from .model import Issue, Page
from .pictures import Picture
from .render.renderer import PressSetup, Renderer
from .render.session import Session

KIND = "pages"
"""Of entries of the cache."""
_SHOWN = hashlib.sha256().digest_size


@dataclass(frozen=True)
class PageTask:
    """A page that is to be composed, with all that its composition depends on. `palette`: the colours of the render that
    must show what the fit worked with; `order`: what the editor says of the page's plan.
    """

    issue: Issue
    page: Page
    layouts: PageLayouts
    fonts: FontSet
    pictures: Mapping[str, Picture]
    press: PressSetup
    metadata: Mapping[str, Any]
    palette: str = "rgb"
    order: SketchOrder | None = None

    @property
    def layout(self) -> Layout:
        """That of the page."""
        return self.layouts.of(self.page)

    def renderer(self, session: Session) -> Renderer:
        """What renders the page."""
        return Renderer(session, self.issue, self.layouts, self.fonts, self.pictures, self.press, self.metadata)


def compose(task: PageTask, session: Session) -> PageComposition:
    """Compose a page: the same task gives the same composition, in any process and at any time.

    Raises `Refused` when the page cannot be made up, or the render does not show what the fit worked with.
    """
    return composed(task, task.renderer(session))[0]


def composed(task: PageTask, renderer: Renderer) -> tuple[PageComposition, str]:
    """The same with its digest; from the cache if it is there, else by a renderer that keeps the sheet for what else is
    made of the page.

    What is kept has the digest of the template's HTML at its rung, as the template may show anything of the issue: the
    key has that of the base alone. An issue of one page has none that stays as it is when something changes: nothing of it
    is kept, and the digest is "".
    """
    work = partial(
        make_up,
        task.issue,
        task.page,
        layout=task.layout,
        chains=task.fonts.chains,
        order=task.order,
        aspects=aspects(task.page, task.pictures),
    )
    if len(task.issue.pages) == 1:
        return renderer.made_up(task.page, work, task.palette), ""
    cache, key = renderer.session.cache, _key(task, renderer)
    entry = cache.get(KIND, key)
    if entry and (found := _kept(entry, task, renderer)):
        return found, _digest(entry)
    made = renderer.made_up(task.page, work, task.palette)
    entry = _shown(made, renderer) + CODEC.encoded(made)
    cache.put(KIND, key, entry)
    return made, _digest(entry)


def aspects(page: Page, pictures: Mapping[str, Picture]) -> dict[str, float]:
    """Width by depth of the pictures of a page that are there, by the name of their figure."""
    shown = [one for figure in page.figures for one in figure.pictures]
    known = ((one.name, pictures.get(one.image or "")) for one in shown)
    return {name: picture.width / picture.height for name, picture in known if picture}


def _key(task: PageTask, renderer: Renderer) -> str:
    """All that a composition depends on, but for what the template shows at other rungs than the base."""
    issue, page, layout = task.issue, task.page, task.layout
    pictures = tuple((name, one.width, one.height) for name, one in task.pictures.items())
    shown = (renderer.html(page, layout.base), pictures, task.palette, task.press.bleed)
    by, laid_out = (program(), VERSION, libraries(), CODEC.form), (layout.digest, layout.manifest.path)
    return key_of(*by, issue.language.tag, issue.masthead_on(page), page, laid_out, task.fonts.digest, shown, task.order)


def _shown(composition: PageComposition, renderer: Renderer) -> bytes:
    """The digest of a page's HTML at its rung."""
    return hashlib.sha256(renderer.html(composition.page, composition.rung).encode()).digest()


def _kept(entry: bytes, task: PageTask, renderer: Renderer) -> PageComposition | None:
    """The composition of an entry of the cache, if it is this page's and the template shows the same at its rung."""
    try:
        found = CODEC.decoded(entry[_SHOWN:])
    except Torn:
        return None
    return found if found.page == task.page and entry[:_SHOWN] == _shown(found, renderer) else None


def _digest(entry: bytes) -> str:
    """The digest of the composition of an entry, as `composition_codec.digest` has it."""
    return hashlib.sha256(entry[_SHOWN:]).hexdigest()


@dataclass(frozen=True)
class Worked:
    """What came of a page: its composition with its digest, or what is wrong with it; what targets made of it
    (`Target.parts`), by key.
    """

    composition: PageComposition | None = None
    digest: str = ""
    faults: tuple[Diagnostic, ...] = ()
    parts: Mapping[object, bytes] = field(default_factory=dict)
