"""`banmian plan --svg`: the plans of pages side by side as a plain SVG. No script, no font, the same bytes each time.

Its last line has the digest of all that stands above it: what does not fit that is not ours, or not as we made it, and is
never written over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from .console import cells
from .makeup.boxes import Box
from .makeup.composition import PageComposition
from .makeup.page_plan import Module, PagePlan
from .makeup.plan_facts import head_of
from .model import Page
from .plan_shown import KINDS
from .planning import PlannedPage
from .signed import check_signed, is_signed, signed, write_signed

APART, LABEL = 36.0, 40.0
"""White between pages and the strip above them that their labels stand in, in pt."""
_COMMAND = "plan"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLE = (
    "rect.page{fill:#fff;stroke:#888}rect.module{fill:none;stroke:#333;stroke-width:.6}rect.comment{fill:#f7f2e6}"
    "rect.text{fill:#ddd}rect.picture{fill:#fff;stroke:#555}line{stroke:#999;stroke-width:.6}text{font-family:serif}"
    "text.small{font-family:sans-serif;fill:#555}"
)


def drawing(pages: Sequence[PlannedPage]) -> bytes:
    """The pages that have a plan, side by side."""
    drawn = [(one.page, one.plan, one.composition) for one in pages if one.plan and one.composition]
    parts, x, deep = list[str](), APART, 0.0
    for page, plan, made in drawn:
        parts += [f'<g transform="translate({_n(x)} {_n(LABEL)})">', *_page(page, plan, made), "</g>"]
        wide, high = _extent(plan)
        x, deep = x + wide + APART, max(deep, high)
    size = f'width="{_n(x)}pt" height="{_n(deep + LABEL + APART)}pt" viewBox="0 0 {_n(x)} {_n(deep + LABEL + APART)}"'
    head = ['<?xml version="1.0" encoding="UTF-8"?>', f'<svg xmlns="http://www.w3.org/2000/svg" {size}>']
    return signed("\n".join([*head, f"<style>{_STYLE}</style>", *parts, "</svg>", ""]).encode(), _COMMAND)


def _extent(plan: PagePlan) -> tuple[float, float]:
    boxes = [one.box for one in plan.modules]
    return max((box.right for box in boxes), default=0.0), max((box.foot for box in boxes), default=0.0)


def _page(page: Page, plan: PagePlan, made: PageComposition) -> Iterator[str]:
    wide, deep = _extent(plan)
    yield _text(0, -12, 16, f"{page.label}  {plan.sketch}", "small")
    yield _rect(Box(0, 0, wide, deep), "page")
    for module in plan.modules:
        yield f'<g transform="translate({_n(module.box.x)} {_n(module.box.y)})">'
        yield from _module(module, page, made.rung.size)
        yield "</g>"


def _module(module: Module, page: Page, size: float) -> Iterator[str]:
    """`size`: of the running text, in pt."""
    boxes = module.boxes
    yield _rect(Box(0, 0, module.box.width, module.box.height), f"module {module.kind}")
    if "text" in boxes:
        yield from (_rect(box, "text") for box in _columns(module, boxes["text"], size))
    for picture in module.pictures:
        box = picture.box
        yield _rect(box, "picture")
        for y1, y2 in ((box.y, box.foot), (box.foot, box.y)):
            yield f'<line x1="{_n(box.x)}" y1="{_n(y1)}" x2="{_n(box.right)}" y2="{_n(y2)}"/>'
    kind = module.label or KINDS.get(module.kind, ("", ""))[0]
    if kind:
        place = boxes.get("label", Box(0, 0, module.box.width, 14))
        yield _text(place.x + 4, place.y + 11, 10, kind, "small")
    yield from _head(module, head_of(module.story, page))


def _columns(module: Module, box: Box, size: float) -> Iterator[Box]:
    """The columns of a module's text."""
    count = max(1, module.columns)
    gap = module.gap * size if count > 1 else 0.0
    width = max(0.0, (box.width - (count - 1) * gap) / count)
    yield from (Box(box.x + n * (width + gap), box.y, width, box.height) for n in range(count))


def _head(module: Module, head: str) -> Iterator[str]:
    """The headline in its lines, of equal length; drawn together where it would leave its box."""
    box = module.boxes.get("headline", Box(0, 0, module.box.width, module.box.height))
    size = min(module.head or 12.0, max(4.0, box.height))
    count = max(1, min(module.head_lines, len(head)))
    each = -(-len(head) // count)
    for n in range(count):
        line = head[n * each : (n + 1) * each]
        if line:
            yield _text(box.x, box.y + (n + 0.88) * size * 1.15, size, line, "", box.width, module.head_apart)


def _text(x: float, y: float, size: float, text: str, kind: str, most: float = 0.0, apart: float = 0.0) -> str:
    """A line of text; `most`: the width that it is not to leave; `apart`: em between its characters."""
    long = cells(text) * size / 2 + apart * size * (len(text) - 1)
    spaced = f' letter-spacing="{_n(apart * size)}"' if apart else ""
    fitted = f' textLength="{_n(most)}" lengthAdjust="spacingAndGlyphs"' if most and long > most else ""
    named = f' class="{kind}"' if kind else ""
    words = escape(_NOT_XML.sub("\ufffd", text))
    return f'<text{named} x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"{spaced}{fitted}>{words}</text>'


def _rect(box: Box, kind: str) -> str:
    at = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(max(0.0, box.width))}" height="{_n(max(0.0, box.height))}"'
    return f'<rect class="{escape(kind)}" {at}/>'


def _n(value: float) -> str:
    """A number of points, two digits behind the point at the most."""
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".")


def is_ours(data: bytes) -> bool:
    """Whether a file is a drawing as it was made here."""
    return is_signed(data, _COMMAND)


def check(path: Path) -> None:
    """Raises `Refused` (S102) where something else than a drawing of ours stands already."""
    check_signed(path, _COMMAND, "S102")


def write(path: Path, data: bytes) -> None:
    """Put a drawing where none is, or in the place of one of ours. Raises `Refused` as `check` does, and OSError."""
    write_signed(path, data, _COMMAND, "S102")
