"""Setting: a paragraph becomes lines of glyphs with exact places.

All widths are in em of the paragraph's size. Lines break greedily by the classes of `characters.py`; a full line is
made flush by stretching every gap alike; a closing mark at its end takes half an em (GB/T 15834 5.1.10).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model import Emphasis, Node, Paragraph
from .characters import HALF_AT_END, NO_END, NO_START, TOKEN
from .faces import Chain, Glyph

HAN_SPACE = 0.5
"""em: a space between Han, as a headline has it, is a gap of half an em."""

WIDEST_GAP = 0.25
"""em: a wider gap between two characters is reported."""

_EPS = 1e-6


@dataclass(frozen=True, slots=True)
class Atom:
    """What never breaks and never stretches inside: a Han, a mark, a word, a number. `glued`: no break before it."""

    glyphs: tuple[Glyph, ...]
    width: float
    glued: bool = False
    space: bool = False
    half: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line: glyphs, their places in em from the line's start, its width and the stretch of each gap (em)."""

    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]
    width: float
    stretch: float
    start: int
    """Characters of the paragraph that stand before this line."""

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


def atoms(node: Node, chains: dict[str, Chain], measure: Measure) -> list[Atom]:
    """Cut a node into atoms. `chains` has the plain chain under "" and may have `strong` and `em`."""
    made: list[Atom] = []
    emphasis = node.emphasis if isinstance(node, Paragraph) else ()
    for text, kind in _stretches(node.text, emphasis):
        chain = chains.get(kind, chains[""])
        for hit in TOKEN.finditer(text):
            made += _token(hit.lastgroup or "", hit, chain, measure)
    return _glued(_spaced(made), measure.head)


def _stretches(text: str, emphasis: Sequence[Emphasis]) -> Iterator[tuple[str, str]]:
    at = 0
    for stretch in sorted(emphasis, key=lambda e: e.start):
        yield text[at : stretch.start], ""
        yield text[stretch.start : stretch.end], stretch.kind
        at = stretch.end
    yield text[at:], ""


def _token(kind: str, hit: object, chain: Chain, measure: Measure) -> list[Atom]:
    match = hit  # a re.Match; typed loosely because its groups are optional
    number, unit = match["number"], match["unit"]  # type: ignore[index]
    if number:
        parts = [number, *(unit or "")]
        made = [_atom(chain.glyphs(part), measure) for part in parts]
        return [made[0], *(_with(atom, glued=True) for atom in made[1:])]
    text = match[0]  # type: ignore[index]
    if kind == "space":
        return [Atom(chain.glyphs(" "), chain.glyphs(" ")[0].advance + measure.tracking, space=True)]
    glyphs = chain.glyphs(text)
    atom = _atom(glyphs, measure)
    if kind == "word" and atom.width > measure.width:
        return [_atom((glyph,), measure) for glyph in glyphs]
    return [atom]


def _atom(glyphs: tuple[Glyph, ...], measure: Measure) -> Atom:
    width = sum(glyph.advance for glyph in glyphs) + measure.tracking * len(glyphs)
    half = len(glyphs) == 1 and glyphs[0].text in HALF_AT_END and glyphs[0].advance > 0.9
    return Atom(glyphs, width, half=half)


def _with(atom: Atom, *, width: float | None = None, glued: bool = False) -> Atom:
    return Atom(atom.glyphs, atom.width if width is None else width, glued, atom.space, atom.half)


def _spaced(made: list[Atom]) -> list[Atom]:
    """A space beside Han is half an em; between Latin words it is the face's own."""

    def wide(atom: Atom) -> bool:
        return not atom.glyphs[-1].text.isascii()

    return [
        _with(atom, width=max(atom.width, HAN_SPACE))
        if atom.space and 0 < n < len(made) - 1 and (wide(made[n - 1]) or wide(made[n + 1]))
        else atom
        for n, atom in enumerate(made)
    ]


def _glued(made: list[Atom], head: bool) -> list[Atom]:
    """Forbid the break before a mark that may not start a line and after one that may not end it."""
    out: list[Atom] = []
    for n, atom in enumerate(made):
        before = made[n - 1].glyphs[-1].text[-1] if n else ""
        glued = atom.glued or atom.space or atom.glyphs[0].text[0] in NO_START or before in NO_END
        glued = glued or (head and not before.isspace())
        out.append(_with(atom, glued=glued))
    return out


def breaks(row: list[Atom], measure: Measure) -> Iterator[tuple[int, int]]:
    """Where lines begin and end (indices of atoms), greedily; spaces at a line's start are passed over."""
    start, indent = 0, measure.indent
    while start < len(row):
        end = _line_end(row, start, measure.width - indent)
        yield start, end
        start, indent = end, 0.0
        while start < len(row) and row[start].space:
            start += 1


def _line_end(row: list[Atom], start: int, room: float) -> int:
    width, best, at = 0.0, 0, start
    while at < len(row):
        atom = row[at]
        width += atom.width
        least = width - (0.5 if atom.half else atom.width if atom.space else 0.0)
        if least > room + _EPS:
            break
        at += 1
        if at == len(row) or not row[at].glued:
            best = at
    # A run that may not break anywhere and is wider than the line is cut where the line is full.
    return best or max(at, start + 1)


def set_paragraph(node: Node, chains: dict[str, Chain], measure: Measure) -> list[SetLine]:
    """Set a node to a measure. Raises KeyError for a character that no face has."""
    row = atoms(node, chains, measure)
    lines: list[SetLine] = []
    for start, end in breaks(row, measure):
        last = end == len(row)
        indent = measure.indent if start == 0 else 0.0
        before = sum(len(glyph.text) for atom in row[:start] for glyph in atom.glyphs)
        lines.append(_line(row[start:end], measure, indent, measure.flush and not last, before))
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
    stretch = (measure.width - natural) / (len(row) - 1) if flush and len(row) > 1 else 0.0
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
    return SetLine(tuple(glyphs), tuple(places), natural + stretch * max(0, len(row) - 1), stretch, start)
