"""The page replica of the EPUB: one print page as a picture, its text over it, transparent and in the manuscript's order.

Each glyph of the overlay stands where print has it, in whatever CJK face the reader has: a Han is one em wide in all of
them. A span is a run of glyphs at even steps (one `letter-spacing`); wherever the composer pressed a mark together or
stretched a gap by more than `TOLERANCE`, the next span begins at its exact place. A strut of one em in a line of no
height puts the baseline one em below a span's top: engines round what a face says of its ascent to whole px.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from math import inf, sqrt

from ..fonts import faces
from ..makeup.boxes import Box
from ..scene.scene import Scene, SceneBlock, SceneLine, Strip
from ..scene.zones import Zone
from .documents import HEAD, page_break
from .typefaces import TEXT

MOST_PIXELS = 3_800_000
"""Kobo: the largest viewport of a fixed-layout page."""
MM = 72 / 25.4
TOLERANCE = 0.15 * MM
"""pt: how far a glyph of a span may stand from its place in print."""

_STYLE = """\
html, body { margin: 0; padding: 0; }
body { position: relative; overflow: hidden; text-indent: 0; text-align: left; }
.page { position: absolute; left: 0; top: 0; }
.overlay, .overlay p, .overlay h1, .overlay h2, .overlay h3 { margin: 0; padding: 0; font-weight: normal; line-height: 0;
  text-indent: 0; }
.overlay { color: transparent; font-family: FAMILIES; white-space: pre; font-kerning: none;
  font-variant-ligatures: none; text-spacing-trim: space-all; text-autospace: no-autospace; hyphens: none;
  text-rendering: geometricPrecision; -webkit-text-size-adjust: none; text-size-adjust: none; }
.overlay span { position: absolute; }
.overlay span::before { content: ""; display: inline-block; width: 0; height: 1em; }
.overlay a { color: inherit; text-decoration: none; }
.overlay a:focus-visible span { outline: 6px solid #005fcc; outline-offset: 6px; }
.plate, .zone span { position: absolute; display: block; }
"""


def style(families: str) -> str:
    """The style sheet of fixed pages. `families`: of the overlay's faces, as CSS has them."""
    return _STYLE.replace("FAMILIES", families)


def viewport(width: float, height: float) -> tuple[int, int]:
    """Width and height in px of a page of some pt, at most 3.8 megapixels, its aspect kept within one px."""
    wide = int(sqrt(MOST_PIXELS * width / height))
    high = round(wide * height / width)
    return wide, high if wide * high <= MOST_PIXELS else high - 1


@dataclass(frozen=True)
class Dressing:
    """What a scene needs to become a page of a book.

    `picture`: path of the page's JPEG in the book. `links`: a story's name → its document. `alts`: what pictures
    show, by path in the issue. `page` and `label`: the print page's name, and what is printed.
    """

    picture: str
    links: Mapping[str, str]
    alts: Mapping[str, str]
    page: str
    label: str


def replica_page(scene: Scene, dressing: Dressing) -> bytes:
    """The XHTML of a page."""
    wide, high = viewport(scene.width, scene.height)
    scale = wide / scene.width
    links = '<link rel="stylesheet" type="text/css" href="replica.css"/>'
    links += f'<meta name="viewport" content="width={wide}, height={high}"/>'
    opening = HEAD.format(language=scene.language, title=escape(dressing.label), links=links)
    opening += f'\n<body style="width:{wide}px;height:{high}px">'
    image = f'<img class="page" src="{escape(dressing.picture)}" alt="" width="{wide}" height="{high}"/>'
    made = [opening, page_break(dressing.page, dressing.label), image, '\n<div class="generated overlay">']
    made += [*_overlay(scene, dressing, scale), "</div>"]
    made += [_zone(zone, dressing.links[zone.story], scale) for zone in scene.zones if zone.story in dressing.links]
    return ("".join(made) + "\n</body></html>\n").encode()


def _overlay(scene: Scene, dressing: Dressing, scale: float) -> Iterator[str]:
    """The texts and what the pictures show, those of a story inside an article."""
    for story, blocks in groupby(scene.blocks, key=lambda block: block.story):
        inner = "".join(f"\n{_block(block, dressing, scale)}" for block in blocks)
        yield f"\n<article>{inner}</article>" if story else inner


def _block(block: SceneBlock, dressing: Dressing, scale: float) -> str:
    if block.box:
        said, place = escape(dressing.alts.get(block.image, "")), _place(block.box, scale)
        return f'<div class="plate" role="img" aria-label="{said}" style="{place}"></div>' if said else ""
    size = block.lines[0].strips[0].size if block.lines else 0.0
    parts = ["".join(_line(line, scale, size) for line in part.lines) for part in block.parts]
    style = f'style="font-size:{_px(size * scale)}"'
    if block.kind == "cells":
        cells = "".join(f'<div role="listitem">{part}</div>' for part in parts)
        return f'<div role="list" {style}>{cells}</div>'
    inner, tag = "".join(parts), f"h{block.level}" if block.level else "p"
    href = dressing.links.get(block.story) if block.kind == "headline" else None
    inner = f'<a href="{escape(href)}">{inner}</a>' if href else inner
    return f"<{tag} {style}>{inner}</{tag}>"


def _line(line: SceneLine, scale: float, size: float) -> str:
    """The spans of a line, without the hyphen at its end."""
    shown = (strip for strip in line.strips if strip.kind != "hyphen")
    return "".join(_span(strip, span, scale, size) for strip in shown for span in spans(strip))


def _span(strip: Strip, span: GlyphRun, scale: float, size: float) -> str:
    """One span; `size`: the font size in pt that its block gives it already."""
    own = strip.size * scale
    style = f"left:{_px(span.x * scale)};top:{_px(strip.y * scale - own)}"
    if strip.size != size:
        style += f";font-size:{_px(own)}"
    if abs(span.spacing * scale) >= 0.0005:
        style += f";letter-spacing:{_px(span.spacing * scale, 3)}"
    if strip.lies or strip.narrowed != 1:
        turn = "rotate(90deg)" if strip.lies else f"scaleX({strip.narrowed:.4g})"
        style += f";transform:{turn};transform-origin:0 1em"
    return f'<span style="{style}">{escape(span.text, quote=False)}</span>'


def _px(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") + "px"


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """A run of glyphs at even steps: its text, the x of its start in pt, the white in pt after each character."""

    text: str
    x: float
    spacing: float


def spans(strip: Strip) -> Iterator[GlyphRun]:
    """The fewest spans that put each glyph of a strip within the tolerance of its place, from the left."""
    texts, places = [cell.text for cell in strip.cells], [cell.start for cell in strip.cells]
    at = 0
    while at < len(texts):
        end, spacing = _reach(texts, places, strip.size, at)
        yield GlyphRun("".join(texts[at:end]), places[at], spacing)
        at = end


def _reach(texts: Sequence[str], places: Sequence[float], size: float, first: int) -> tuple[int, float]:
    """How far a span from glyph `first` on goes, and its letter-spacing in pt. A space ends the span it follows."""
    low, high = -inf, inf
    natural, count = 0.0, 0
    kind, end = _kind(texts[first]), first + 1
    while end < len(texts) and not texts[end - 1].isspace():
        if texts[end].isspace():
            end += 1
            break
        if kind == "alone" or _kind(texts[end]) != kind:
            break
        natural += sum(_advance(c) for c in texts[end - 1]) * size
        count += len(texts[end - 1])
        off = places[end] - places[first] - natural
        lower, upper = max(low, (off - TOLERANCE) / count), min(high, (off + TOLERANCE) / count)
        if lower > upper:
            break
        low, high, end = lower, upper, end + 1
    return end, (low + high) / 2 if high < inf else 0.0


@lru_cache(maxsize=8192)
def _kind(text: str) -> str:
    """`wide`: one em in any CJK face; `alone`: one glyph for several characters (——); else `narrow`."""
    if len(text) > 1:
        return "narrow" if text.isascii() else "alone"
    return "wide" if _advance(text) == 1 else "narrow"


@lru_cache(maxsize=8192)
def _advance(character: str) -> float:
    """The advance in em of the overlay's face; what it lacks comes from another CJK face, one em wide."""
    face = faces()[TEXT]
    return sum(glyph.width for glyph in face.glyphs(character)) if face.has(character) else 1.0


def _zone(zone: Zone, href: str, scale: float) -> str:
    """The link over an article, a rectangle for each of its parts: for fingers. The headline has the same link for all."""
    parts = "".join(f'<span style="{_place(box, scale)}"></span>' for box in zone.parts)
    return f'\n<a class="zone" href="{escape(href)}" tabindex="-1" aria-hidden="true">{parts}</a>'


def _place(box: Box, scale: float) -> str:
    left, top, width, height = (_px(value * scale) for value in (box.x, box.y, box.width, box.height))
    return f"left:{left};top:{top};width:{width};height:{height}"
