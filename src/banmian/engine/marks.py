"""Marks outside of a press page, when they are asked for: trim marks, register crosses, a colour bar, a line that says
whose page it is. None by default: newsprint is not trimmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import pydyf

from ..composer.faces import Face
from ..makeup.layouts import MM
from ..places import shipped
from .pdf import objects_by_reference, pages

ROOM = 10 * MM
"""pt of paper around the bleed."""
LENGTH, APART, LINE = 5 * MM, 2 * MM, 0.25
"""pt: a mark's length, its distance from the bleed, its width."""
PATCH = 5 * MM
"""pt: a side of a patch of the colour bar."""
BAR = (
    (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (0.5, 0, 0, 0), (0, 0.5, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, 0.5),
    (1, 1, 0, 0), (1, 0, 1, 0), (0, 1, 1, 0), (0.4, 0.3, 0.3, 0),
)  # fmt: skip
"""Solid inks, half tones, solids on each other, and grey of three colours."""
SIZE = 7
"""pt: letters of the line of words."""
SPACE = "BanmianAll"
"""What the page's resources call the registration colour."""
INKS = {"Cyan": (1, 0, 0, 0), "Magenta": (0, 1, 0, 0), "Yellow": (0, 0, 1, 0), "Black": (0, 0, 0, 1)}
"""The inks, each with the colour that its own plate alone has."""


def marked(pdf: Any, words: str, mono: bool = False) -> None:
    """Set the marks round each page. `words`: what the line says; after it stand the names of the inks, each on its own
    plate. `mono`: black is the only one. The paper of the pages begins at 0, 0.
    """
    objects = objects_by_reference(pdf)
    everywhere = _registration()
    for page in pages(pdf):
        content, resources = objects[page["Contents"]], objects[page["Resources"]]
        spaces = resources.setdefault("ColorSpace", pydyf.Dictionary())
        named = spaces if isinstance(spaces, dict) else objects[spaces]
        named[SPACE] = everywhere
        trim, bleed = _widened(page)
        marks = ["/Artifact BMC", "q", *_drawn(trim, bleed, words, mono), "Q", "EMC"]
        content.stream = [*content.stream, *(one.encode() for one in marks)]


def _registration() -> Any:
    """Separation All (ISO 32000-1, 8.6.6.4): on every plate."""
    full = pydyf.Dictionary({
        "FunctionType": 2, "Domain": pydyf.Array([0, 1]), "N": 1, "C0": pydyf.Array([0] * 4), "C1": pydyf.Array([1] * 4),
    })  # fmt: skip
    return pydyf.Array(["/Separation", "/All", "/DeviceCMYK", full])


def _widened(page: Any) -> tuple[list[float], list[float]]:
    """Give a page room for marks; its trim and bleed boxes, as they are. Its paper begins below 0, 0 now."""
    left, foot, right, top = (float(v) for v in page["BleedBox"])
    page["MediaBox"] = pydyf.Array([left - ROOM, foot - ROOM, right + ROOM, top + ROOM])
    return [float(v) for v in page["TrimBox"]], [left, foot, right, top]


def _drawn(trim: Sequence[float], bleed: Sequence[float], words: str, mono: bool) -> Iterator[str]:
    yield from ("0 0 0 1 K", "0 0 0 1 k") if mono else (f"/{SPACE} CS", f"/{SPACE} cs", "1 SCN 1 scn")
    yield f"{LINE:g} w"
    yield from _corners(trim, bleed)
    yield from _crosses(bleed)
    yield from _words(bleed, words, mono)
    yield from _bar(bleed, mono)


def _corners(trim: Sequence[float], bleed: Sequence[float]) -> Iterator[str]:
    """Two lines at each corner of the trim, outside of the bleed."""
    for x in (trim[0], trim[2]):
        for edge, way in ((bleed[1] - APART, -1), (bleed[3] + APART, 1)):
            yield f"{x:.3f} {edge:.3f} m {x:.3f} {edge + way * LENGTH:.3f} l S"
    for y in (trim[1], trim[3]):
        for edge, way in ((bleed[0] - APART, -1), (bleed[2] + APART, 1)):
            yield f"{edge:.3f} {y:.3f} m {edge + way * LENGTH:.3f} {y:.3f} l S"


def _crosses(bleed: Sequence[float]) -> Iterator[str]:
    """A cross in a square in the middle of each side, for the register of the plates."""
    across, up, off = (bleed[0] + bleed[2]) / 2, (bleed[1] + bleed[3]) / 2, APART + LENGTH / 2
    for x, y in ((across, bleed[1] - off), (across, bleed[3] + off), (bleed[0] - off, up), (bleed[2] + off, up)):
        half = LENGTH / 2
        yield f"{x - half:.3f} {y:.3f} m {x + half:.3f} {y:.3f} l {x:.3f} {y - half:.3f} m {x:.3f} {y + half:.3f} l S"
        yield f"{x - half / 2:.3f} {y - half / 2:.3f} {half:.3f} {half:.3f} re S"


def _bar(bleed: Sequence[float], mono: bool) -> Iterator[str]:
    """The patches, below the page, from the left."""
    x, y = bleed[0] + 3 * LENGTH, bleed[1] - APART - PATCH
    for number, ink in enumerate(one for one in BAR if not mono or not any(one[:3])):
        yield f"{' '.join(f'{v:g}' for v in ink)} k {x + number * PATCH:.3f} {y:.3f} {PATCH:.3f} {PATCH:.3f} re f"


def _words(bleed: Sequence[float], words: str, mono: bool) -> Iterator[str]:
    """The line, above the page, in outlines: on every plate, so that each says whose it is, and which."""
    yield f"q {SIZE:g} 0 0 {SIZE:g} {bleed[0] + 3 * LENGTH:.3f} {bleed[3] + APART + 1:.3f} cm"
    steps, at = _outlines(f"{words}  ")
    yield from (*steps, "f")
    for name, ink in INKS.items():
        if not mono or not any(ink[:3]):
            steps, wide = _outlines(f"{name}  ")
            yield from (f"q 1 0 0 1 {at:.4f} 0 cm {' '.join(f'{v:g}' for v in ink)} k", *steps, "f Q")
            at += wide
    yield "Q"


@lru_cache(maxsize=64)
def _outlines(words: str) -> tuple[tuple[str, ...], float]:
    """The path of some words of a size of 1, and how wide they are."""
    face = Face("marks", (shipped("fonts") / "hei.otf").read_bytes())
    steps, at = list[str](), 0.0
    for glyph in (one for character in words if face.has(character) for one in face.glyphs(character)):
        for step, points in face.outline(glyph):
            moved = (f"{value + (at if n % 2 == 0 else 0):.4f}" for n, value in enumerate(points))
            steps.append(" ".join([*moved, step]))
        at += glyph.advance
    return tuple(steps), at
