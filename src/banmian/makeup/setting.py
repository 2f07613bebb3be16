"""Setting: a paragraph becomes lines of glyphs with exact places.

All widths are in em of the paragraph's size. Lines break greedily by the classes of `characters.py`; a full line is
made flush by stretching every gap alike; a closing mark at its end takes half an em (GB/T 15834 5.1.10). Only where
that would open a gap too wide is the paragraph broken anew, by least badness over all its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import Emphasis, Node, Paragraph
from .characters import HALF_AT_END, NO_END, NO_START, TOKEN
from .faces import Chain, Glyph

HAN_SPACE = 0.5
"""em: a space between Han, as a headline has it, is a gap of half an em."""

WIDEST_GAP = 0.25
"""em: a wider gap between two characters is reported."""

FULL_WIDTH = 0.9
"""em: a mark that is at least so wide has a blank half to give."""

LINE_COST = 1.0
"""Badness of a further line: more than gaps of a whole em, so that a paragraph does not grow for looks."""

_EPS = 1e-6


@dataclass(frozen=True, slots=True)
class Atom:
    """What never breaks and never stretches inside: a Han, a mark, a word, a number. `half`: narrow at a line end."""

    glyphs: tuple[Glyph, ...]
    width: float
    first: str
    last: str
    space: bool = False
    half: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as atoms; `glued[n]`: no line may break before atom n."""

    atoms: list[Atom]
    glued: list[bool]


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line: glyphs, their places in em from the line's start, its width and the stretch of each gap (em).

    The stretch of a line without a gap (a single long word) is the white at its end.
    """

    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]
    width: float
    stretch: float
    start: int
    """Characters of the paragraph that stand before this line."""
    over: float = 0.0
    """How much wider than its measure the line is (em): a run that may not break."""

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Measure:
    """How a paragraph is set: its width and first indent in em, both edges flush or not, extra space per glyph (em)."""

    width: float
    indent: float = 0.0
    flush: bool = True
    tracking: float = 0.0
    head: bool = False
    """A head breaks at its spaces only; a part of it that is wider than the measure is cut where the line is full."""


def row_of(node: Node, chains: dict[str, Chain], measure: Measure) -> Row:
    """Cut a node into atoms. `chains` has the plain chain under "" and may have `strong` and `em`."""
    made: list[Atom] = []
    inner: list[bool] = []
    emphasis = node.emphasis if isinstance(node, Paragraph) else ()
    for text, kind in _stretches(node.text, emphasis):
        chain = chains.get(kind, chains[""])
        for hit in TOKEN.finditer(text):
            atoms, whole = _token(hit, chain, measure)
            inner += [False, *([whole] * (len(atoms) - 1))]
            made += atoms
    _widen_spaces(made)
    return Row(made, _glue(made, inner, measure.head))


def _stretches(text: str, emphasis: Sequence[Emphasis]) -> Iterator[tuple[str, str]]:
    at = 0
    for stretch in sorted(emphasis, key=lambda e: e.start):
        yield text[at : stretch.start], ""
        yield text[stretch.start : stretch.end], stretch.kind
        at = stretch.end
    yield text[at:], ""


def _token(hit: re.Match[str], chain: Chain, measure: Measure) -> tuple[list[Atom], bool]:
    """The atoms of a token, and whether they stay together; what is wider than the line is cut into characters."""
    if hit["space"]:
        return [_atom(chain, " ", measure.tracking)], True
    parts = (hit["number"], *(hit["unit"] or "")) if hit["number"] else (hit[0],)
    atoms = [_atom(chain, part, measure.tracking) for part in parts]
    if sum(atom.width for atom in atoms) > measure.width - measure.indent:
        return [_atom(chain, character, measure.tracking) for character in hit[0]], False
    return atoms, True


def _atom(chain: Chain, text: str, tracking: float) -> Atom:
    """The atom of a token, kept with the chain: a page has 3,000 tokens and 900 different ones."""
    known = chain.atoms.get((text, tracking))
    if known is None:
        glyphs = chain.glyphs(text)
        width = sum(glyph.advance for glyph in glyphs) + tracking * len(glyphs)
        half = len(glyphs) == 1 and text in HALF_AT_END and glyphs[0].advance > FULL_WIDTH
        known = chain.atoms[text, tracking] = Atom(glyphs, width, text[0], text[-1], text == " ", half)
    return known


def _widen_spaces(made: list[Atom]) -> None:
    """A space beside Han is half an em; between Latin words it is the face's own."""
    for n, atom in enumerate(made):
        if atom.space and 0 < n < len(made) - 1 and not (made[n - 1].last.isascii() and made[n + 1].first.isascii()):
            made[n] = replace(atom, width=max(atom.width, HAN_SPACE))


def _glue(made: list[Atom], inner: list[bool], head: bool) -> list[bool]:
    """Forbid the break before a mark that may not start a line and after one that may not end it."""
    before = ["", *(atom.last for atom in made)]
    return [
        glued or atom.space or atom.first in NO_START or last in NO_END or (head and last != " ")
        for atom, glued, last in zip(made, inner, before, strict=False)
    ]


def breaks(row: Row, measure: Measure) -> Iterator[tuple[int, int, float]]:
    """Where lines begin and end (indices of atoms), greedily, and the gap (em) that makes each flush.

    Spaces at a line's start are passed over; the last line has no gap.
    """
    start, indent = 0, measure.indent
    count = len(row.atoms)
    while start < count:
        end, width = _line_end(row, start, measure.width - indent)
        last = end == count or not measure.flush
        yield start, end, 0.0 if last else (measure.width - indent - width) / max(1, end - start - 1)
        start, indent = end, 0.0
        while start < count and row.atoms[start].space:
            start += 1


def _line_end(row: Row, start: int, room: float) -> tuple[int, float]:
    """The end of the longest line that fits, and its width (em)."""
    atoms, glued = row.atoms, row.glued
    width, best, at, count = 0.0, (0, 0.0), start, len(row.atoms)
    while at < count:
        atom = atoms[at]
        width += atom.width
        least = width - (0.5 if atom.half else atom.width if atom.space else 0.0)
        if least > room + _EPS:
            break
        at += 1
        if at == count or not glued[at]:
            best = (at, least)
    # A run that may not break anywhere and is wider than the line is cut where the line is full.
    return best if best[0] else (max(at, start + 1), min(width, room))


def evened(row: Row, measure: Measure) -> list[tuple[int, int]]:
    """The breaks of least badness (sum of the cubes of the gaps) over the whole paragraph, in as few lines as greedy."""
    count = len(row.atoms)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for end in range(1, count + 1):
        if end < count and row.glued[end]:
            continue
        for start, gap in _lines_to(row, end, measure):
            cost = best[start][0] + gap**3 + (LINE_COST if end < count else 0.0)
            if cost < best[end][0]:
                best[end] = (cost, start)
    if best[count][0] == float("inf"):
        return []  # a run that may not break is wider than the line
    found, end = [], count
    while end:
        found.append((best[end][1], end))
        end = best[end][1]
    return found[::-1]


def _lines_to(row: Row, end: int, measure: Measure) -> Iterator[tuple[int, float]]:
    """Where a line that ends before atom `end` may begin, and the gap (em) that makes it flush; 0 for a last line."""
    last = row.atoms[end - 1]
    width, start = (-0.5 if last.half else -last.width if last.space else 0.0), end
    while start:
        start -= 1
        width += row.atoms[start].width
        natural = width + (measure.indent if start == 0 else 0.0)
        if natural > measure.width + _EPS:
            return
        if start == 0 or not (row.glued[start] or row.atoms[start].space):
            yield start, 0.0 if end == len(row.atoms) else (measure.width - natural) / max(1, end - start - 1)


def _breaks(row: Row, measure: Measure) -> Sequence[tuple[int, int]]:
    greedy = list(breaks(row, measure))
    plain = [(start, end) for start, end, _ in greedy]
    widest = max((gap for _, _, gap in greedy), default=0.0)
    if not measure.flush or widest <= WIDEST_GAP:
        return plain
    even = evened(row, measure)
    if not even:
        return plain
    gaps = [dict(_lines_to(row, end, measure)).get(start, 0.0) for start, end in even]
    return even if even[0][0] == 0 and max(gaps) < widest else plain


def set_paragraph(node: Node, chains: dict[str, Chain], measure: Measure) -> list[SetLine]:
    """Set a node to a measure. Raises KeyError for a character that no face has."""
    row = row_of(node, chains, measure)
    lines: list[SetLine] = []
    passed, counted = 0, 0
    for start, end in _breaks(row, measure):
        last = end == len(row.atoms)
        indent = measure.indent if start == 0 else 0.0
        counted += sum(len(glyph.text) for atom in row.atoms[passed:start] for glyph in atom.glyphs)
        passed = start
        lines.append(_line(row.atoms[start:end], measure, indent, measure.flush and not last, counted))
    return lines


def _trailing_spaces(row: list[Atom]) -> int:
    count = 0
    while count < len(row) and row[-1 - count].space:
        count += 1
    return count


def _line(row: list[Atom], measure: Measure, indent: float, flush: bool, start: int) -> SetLine:
    tail = _trailing_spaces(row)
    row, spaces = row[: len(row) - tail], row[len(row) - tail :]
    natural = indent + sum(atom.width for atom in row)
    if row and row[-1].half and (flush or natural > measure.width):
        natural -= 0.5
    stretch = (measure.width - natural) / max(1, len(row) - 1) if flush else 0.0
    stretch = max(0.0, stretch)
    glyphs: list[Glyph] = []
    places: list[float] = []
    at = indent
    for atom in row:
        inner = at
        for glyph in atom.glyphs:
            glyphs.append(glyph)
            places.append(inner)
            inner += glyph.advance + measure.tracking
        at += atom.width + stretch
    for atom in spaces:  # kept for whoever copies the text: they stand behind the line's end
        glyphs.append(atom.glyphs[0])
        places.append(at)
    over = max(0.0, natural - measure.width)
    return SetLine(
        tuple(glyphs), tuple(places), max(natural, natural + stretch * (len(row) - 1)), max(0.0, stretch), start, over
    )
