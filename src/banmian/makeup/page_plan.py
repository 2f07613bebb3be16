"""The plan of a page of many stories, as a value: modules with their boxes, the sketch they come from, what it costs.

A *module* is one rectangle with everything of a story: label, head, text columns, pictures. The template draws what is
here and decides nothing of it; make-up takes the same boxes for its shell (`plan/planned.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import KINDS_OF_STORY, Span
from .boxes import Box

KINDS_OF_MODULE = ("story", *KINDS_OF_STORY, "card")
"""A plain story, what labels make of one, and the name card."""
EDGES = ("top", "right", "foot", "left")


@dataclass(frozen=True, slots=True)
class ModulePicture:
    """A picture in its module: which figure of the page it is (from 1), its box, that of its caption if it has one.

    Boxes count from the module's upper left corner. `inset`: the text's columns go round it.
    """

    figure: int
    box: Box
    caption: Box | None = None
    inset: bool = False


@dataclass(frozen=True, slots=True)
class Module:
    """A story in its place. `story`: its number on the page (from 1), 0 for the name card.

    `kind`: one of `KINDS_OF_MODULE`; `rank`: 1 for the lead, then down; `label`: the words of its 栏题 that are printed.
    `box`: in pt from the type area's upper left corner, without the alley at its right and the white line under it.
    `parts`: what stands in it (`label`, `kicker`, …, `text`) with its box in pt from
    the module's corner. `head`: the headline's size in pt, in `head_lines` lines, `head_apart` em between its
    characters. `columns`, `gap` (em): of its text.
    `edges`: the edges of the page's modules that it stands at. `tracking`: paragraphs drawn in or spaced out, by name, em.
    `extra`: grid rows added above each heading, in order, as `flow.pour` takes them.
    """

    story: int
    kind: str
    rank: int
    box: Box
    parts: tuple[tuple[str, Box], ...]
    head: float = 0.0
    head_lines: int = 1
    head_apart: float = 0.0
    label: str = ""
    columns: int = 1
    gap: float = 1.0
    pictures: tuple[ModulePicture, ...] = ()
    edges: tuple[str, ...] = ()
    tracking: tuple[tuple[str, float], ...] = ()
    extra: tuple[int, ...] = ()

    @property
    def boxes(self) -> dict[str, Box]:
        """The box of each part by its name."""
        return dict(self.parts)


@dataclass(frozen=True, slots=True)
class PlanFault:
    """A rule of the trade that a plan breaks: its name (`tombstone`, `gutter`, `corners`, …), its price, the stories."""

    rule: str
    price: float
    stories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePlan:
    """`modules` in the order of the page's stories; `sketch`: the dissection in a line, its numbers the stories'.

    `load`: the share of the page that the stories take at their cheapest. `price`: of everything, `faults` part of it.
    `white`: grid rows of the strip at the foot that stays white; `over`: grid rows by which the stories are too many.
    `others`: the next best dissections, (sketch, price); `proved`: whether they were poured, and are even. `kept`: whether
    it is the sketch that was given.
    """

    modules: tuple[Module, ...]
    sketch: str = ""
    load: float = 0.0
    price: float = 0.0
    faults: tuple[PlanFault, ...] = ()
    white: int = 0
    over: int = 0
    others: tuple[tuple[str, float], ...] = ()
    kept: bool = False
    proved: bool = False


@dataclass(frozen=True)
class SketchOrder:
    """What `issue.toml` says of the plan of a page: its stories by name, as the sketch counts them, and the sketch.

    A name of no story of the page has a number that is nobody's.

    `kept`: the program wrote it (`banmian plan --keep`), and it holds while it is not much dearer than the best; else an
    editor drew it, and it is obeyed. `place`: of the sketch in `issue.toml`.
    """

    stories: tuple[str, ...] = ()
    sketch: str = ""
    kept: bool = False
    place: Span | None = field(default=None, compare=False)
