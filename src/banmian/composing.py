"""One page in, one page out: a page is composed, and what is made of it alone is made with it, in whatever process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .diagnostics import Diagnostic
from .fonts import FontSet
from .makeup.composition import PageComposition
from .makeup.layouts import Layout
from .makeup.make_up import make_up
from .model import Issue, Page
from .pictures import Picture
from .render.renderer import PressSetup, Renderer
from .render.session import Session


@dataclass(frozen=True)
class PageTask:
    """A page that is to be composed, with all that its composition depends on. `palette`: the colours of the render that
    must show what the fit worked with.
    """

    issue: Issue
    page: Page
    layout: Layout
    fonts: FontSet
    pictures: Mapping[str, Picture]
    press: PressSetup
    metadata: Mapping[str, Any]
    palette: str = "rgb"

    def renderer(self, session: Session) -> Renderer:
        """What renders the page."""
        return Renderer(session, self.issue, self.layout, self.fonts, self.pictures, self.press, self.metadata)


def compose(task: PageTask, session: Session) -> PageComposition:
    """Compose a page: the same task gives the same composition, in any process and at any time.

    Raises `Refused` when the page cannot be made up, or the render does not show what the fit worked with.
    """
    return composed(task, task.renderer(session))


def composed(task: PageTask, renderer: Renderer) -> PageComposition:
    """The same, with a renderer that keeps the sheet for what else is made of the page."""
    work = partial(make_up, task.issue, task.page, layout=task.layout, chains=task.fonts.chains)
    return renderer.made_up(task.page, work, task.palette)


@dataclass(frozen=True)
class Worked:
    """What came of a page: its composition, or what is wrong with it; what targets made of it (`Target.parts`), by key."""

    composition: PageComposition | None = None
    faults: tuple[Diagnostic, ...] = ()
    parts: Mapping[object, bytes] = field(default_factory=dict)
