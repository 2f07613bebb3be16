"""How items of lists, lines of verse and captions stand in their place: measures of their own, by what the layout's samples
say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from ..composer.breaking import Measure
from ..composer.classes import HAN
from ..model import Node, Page, Paragraph, Verse
from .composition import Style

SHORT_STANZA = 4
"""Lines: a stanza of no more stays in one column where that can be had."""
LONGEST_CAPTION = 40.0
"""em: a longer line under a picture is hard to read."""
ODD = 2.0
"""em that a caption's lines may be longer than their mean, so that the last one is hardly shorter."""
_IN_HAN = re.compile(f"[{HAN}]")


def hangs(node: Node, hang: str) -> bool:
    """Whether an item's label hangs, by the layout's `setting.hang` (composer/house.py)."""
    label = node.text[: node.label] if isinstance(node, Paragraph) else ""
    return hang == "all" or (hang == "figures" and not _IN_HAN.search(label))


def as_item(node: Node, style: Style, measure: Measure) -> Measure:
    """The measure of an item: a list in an item is as much further in as that item's text."""
    assert isinstance(node, Paragraph)  # noqa: S101 - only paragraphs have roles
    hung = node.label if style.hang or not node.label else -1
    further = min(node.level * style.hang, measure.width / 2)
    return replace(measure, indent=measure.indent + further, rest=measure.rest + further, hung=hung)


def as_line(style: Style, measure: Measure, widths: Sequence[float]) -> tuple[Style, Measure]:
    """A line of verse: never stretched, and where the sample is centred, the verse as a whole is, by its widest line.

    `widths` (em): of all its lines; those that turn over say nothing.
    """
    room = measure.width - measure.indent
    fitting = [width for width in widths if width <= room]
    block = (room - max(fitting)) / 2 if fitting and style.align == "center" else 0.0
    aligned = replace(style, align="left") if style.align == "center" else style
    return aligned, replace(measure, flush=False, indent=measure.indent + block, rest=measure.rest + block)


def as_caption(measure: Measure, wide: float) -> Measure:
    """A caption in lines that can be read: short, and alike where there are several. `wide` (em): all of it in one line."""
    if min(measure.width, wide) <= LONGEST_CAPTION:
        return measure
    return replace(measure, width=min(LONGEST_CAPTION, wide / ceil(wide / (LONGEST_CAPTION - ODD)) + ODD))


@dataclass(frozen=True, slots=True)
class Stanza:
    """Where a line of verse belongs: the lines of its verse, whether white stands above, whether it stays with the next."""

    verse: tuple[Paragraph, ...]
    apart: bool
    stays: bool


def stanzas(page: Page) -> dict[str, Stanza]:
    """The lines of verse on a page by name."""
    found = {}
    for verse in _verses(page):
        lines = tuple(line for stanza in verse.stanzas for line in stanza)
        for number, stanza in enumerate(verse.stanzas):
            for at, line in enumerate(stanza):
                stays = at + 1 < len(stanza) <= SHORT_STANZA
                found[line.name] = Stanza(lines, bool(number and not at), stays)
    return found


def _verses(page: Page) -> list[Verse]:
    running = (
        part for story in page.articles for part in (*story.lead, *(p for s in story.sections for p in s.paragraphs))
    )
    return [part for part in running if isinstance(part, Verse)]
