"""The inline tokens of a block become lines; each knows its place, its stressed stretches and its readings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from ..diagnostics import Diagnostic
from ..model import Emphasis, Ruby, Span, Text
from .annotations import NOTED, READING
from .source import STRESS, Source

_SIGNS = re.compile(f"([{''.join(STRESS)}])")

_BULLET = re.compile(r"[ \t]*(?:>[ \t]*)*[-*+][ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class PictureMark:
    """`![caption](path)`."""

    caption: str
    path: str

    @property
    def written(self) -> str:
        """As it is to be written, in a line of its own."""
        return f"![{self.caption}]({self.path})"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a block, without mark-up; `broken` when what follows begins a paragraph, `kept` when a hard break is why.

    `sign`: `-` of an item (a quote's too), `|` of a line of verse, which stood before it.
    `annotations` are its readings and dots as they are written; `faults` those that cannot be set. `cells`: of a row.
    """

    text: str
    span: Span
    emphasis: tuple[Emphasis, ...] = ()
    pictures: tuple[PictureMark, ...] = ()
    broken: bool = False
    kept: bool = False
    sign: str = ""
    ruby: tuple[Ruby, ...] = ()
    annotations: tuple[Text, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    cells: tuple[Text, ...] = ()


@dataclass
class _Layer:
    """Stretches of one layer (Hei and Kai, or dots): they never overlap, the innermost counts."""

    kinds: list[str] = field(default_factory=list)
    start: int = 0
    done: list[Emphasis] = field(default_factory=list)

    def turn(self, kind: str, opens: bool, at: int) -> None:
        """A stretch opens or closes."""
        self._cut(at)
        if opens:
            self.kinds.append(kind)
        else:
            self.kinds.pop()

    def taken(self, at: int) -> list[Emphasis]:
        """The stretches of a line that ends here; an open one goes on in the next line."""
        self._cut(at)
        done, self.done, self.start = self.done, [], 0
        return done

    def _cut(self, at: int) -> None:
        if self.kinds and at > self.start:
            self.done.append(Emphasis(self.start, at, self.kinds[-1]))
        self.start = at


class _Notes:
    """The annotations of one line of the source, with their places."""

    def __init__(self, source: Source, number: int) -> None:
        self.source, self.number, self.column = source, number, 0
        self.annotations: list[Text] = []
        self.faults: list[Diagnostic] = []

    def note(self, token: Token) -> None:
        """Remember an annotation or its fault, also those inside a caption."""
        if token.type in NOTED and token.markup:
            self._place(token)
        for inner in token.children or ():
            self.note(inner)

    def picture(self, token: Token) -> None:
        """A picture's title and a picture in its caption are printed nowhere, which is said instead of dropping them."""
        if title := str(token.attrs.get("title", "")).strip():
            self.fault("P052", text=title)
        if any(inner.type == "image" for inner in token.children or ()):
            self.fault("P039", written=picture_of(token).written)

    def fault(self, code: str, **facts: object) -> None:
        """Remember an error of the line."""
        self.faults.append(Diagnostic(code, self.source.span(self.number), facts))

    def _place(self, token: Token) -> None:
        written = token.markup.partition("\n")[0]
        line = self.source.lines[self.number - 1]
        found = max(line.find(written, self.column), line.find(written.replace("|", r"\|"), self.column))
        self.column = max(self.column, found + 1)
        span = self.source.span(self.number, max(1, self.column))
        if token.type == "annotation_fault":
            self.faults.append(Diagnostic(token.meta["code"], span, {"text": written, **token.meta["facts"]}))
        else:
            self.annotations.append(Text(written, span))


class _BlockReader:
    """A block while its lines are read: what is open, and the line so far."""

    def __init__(self, source: Source, number: int) -> None:
        self.source, self.number = source, number
        self.stress, self.dots = _Layer(), _Layer()
        self._begin()

    def _begin(self) -> None:
        self.text = self.sign = ""
        self.notes = _Notes(self.source, self.number)
        self.pictures: list[PictureMark] = []
        self.ruby: list[Ruby] = []
        self.bounds: list[int] = []

    def take(self, token: Token) -> None:
        """Add a token to the line."""
        self.notes.note(token)
        kind, at = token.type.partition("_")[0], len(self.text)
        if kind in ("strong", "em"):
            self.stress.turn(kind, token.nesting > 0, at)
        elif kind == "dots":
            self.dots.turn(kind, token.nesting > 0, at)
        elif kind == "ruby":
            self._bound(at)
        elif kind == "image":
            self.pictures.append(picture_of(token))
            self.notes.picture(token)
        elif token.type == "line_sign":
            self.sign = token.markup
        else:
            self._characters(token.content)

    def _characters(self, content: str) -> None:
        """Text, and between it the signs of a kind of file that has no stars."""
        for piece in _SIGNS.split(content):
            if piece in STRESS:
                kind, turn = STRESS[piece]
                (self.dots if kind == "dots" else self.stress).turn(kind, turn > 0, len(self.text))
            else:
                self.text += piece

    def _bound(self, at: int) -> None:
        self.bounds.append(at)
        if len(self.bounds) == 3:
            self.ruby.append(Ruby(*self.bounds))
            self.bounds = []

    def line(self, broken: bool, kept: bool = False) -> TextLine:
        """The line, without the white space at its edges; a new one begins."""
        text, length = self.text.strip(), len(self.text)
        lead = length - len(self.text.lstrip())
        stretches = sorted(self.stress.taken(length) + self.dots.taken(length), key=lambda e: (e.start, -e.end))
        cut = (Emphasis(max(0, e.start - lead), min(len(text), e.end - lead), e.kind) for e in stretches)
        made = TextLine(
            text=text, span=self.source.span(self.number, column_of(self.source, self.number, text[:12])),
            emphasis=tuple(e for e in cut if e.start < e.end), pictures=tuple(self.pictures), broken=broken, kept=kept,
            sign=self.sign, ruby=tuple(Ruby(r.start - lead, r.base_end - lead, r.end - lead) for r in self.ruby),
            annotations=tuple(self.notes.annotations), faults=tuple(self.notes.faults),
        )  # fmt: skip
        self.number += 1
        self._begin()
        return made


def picture_of(token: Token) -> PictureMark:
    """The picture of an image token: its caption without mark-up, its path as it is on disk."""
    return PictureMark(words(token), unquote(str(token.attrs.get("src", ""))))


def words(token: Token) -> str:
    """The text of an inline token, that of a picture being its caption."""
    if token.type == "image":
        return "".join(words(child) for child in token.children or ()).strip()
    return " " if token.type in ("softbreak", "hardbreak") else token.content if token.type == "text" else ""


def lines_of(source: Source, inline: Token) -> Iterator[TextLine]:
    """Cut an inline token at its breaks; a line that opens with full-width spaces begins a new paragraph."""
    first = (inline.map or [0])[0]
    # White that the parser has cut off; in a Word file a line with nothing to show may hold a picture.
    while not source.written and not source.lines[first].strip("> \t\u3000") and inline.content.strip():
        first += 1
    reader = _BlockReader(source, first + 1)
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            kept = child.type == "hardbreak"
            yield reader.line(kept or _indented(source, reader.number + 1), kept)
        else:
            reader.take(child)
    yield reader.line(False)


def without_bullets(source: Source, lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """The lines of a quote, without the hyphens or stars that begin them as items of a list."""
    for line in lines:
        if not _BULLET.match(source.lines[line.span.line - 1]):
            yield line
            continue
        text = line.text[1:].lstrip()
        lead = len(line.text) - len(text)
        emphasis = tuple(Emphasis(max(0, e.start - lead), e.end - lead, e.kind) for e in line.emphasis if e.end > lead)
        ruby = tuple(Ruby(r.start - lead, r.base_end - lead, r.end - lead) for r in line.ruby)
        span = replace(line.span, column=line.span.column + lead)
        yield replace(line, text=text, span=span, emphasis=emphasis, ruby=ruby, sign="-")


def rows_of(source: Source, table: Iterable[Token]) -> Iterator[TextLine]:
    """The rows of a table, cells split by tabs."""
    cells: list[str] = []
    pictures: list[PictureMark] = []
    notes, width = _Notes(source, 1), 0
    for token in table:
        if token.type == "tr_open":
            cells, pictures, notes = [], [], _Notes(source, (token.map or [0])[0] + 1)
        elif token.type == "inline":
            cells.append("".join(words(child) for child in token.children or ()))
            pictures += [picture_of(child) for child in token.children or () if child.type == "image"]
            notes.note(token)
        elif token.type == "tr_close":
            width = width or len(cells)
            torn = list(_torn(source, notes.number))
            if not torn:
                _surplus(notes, width)
            yield TextLine("\t".join(cells), source.span(notes.number, 1), annotations=(*notes.annotations, *torn),
                       pictures=tuple(pictures), faults=tuple(notes.faults),
                       cells=tuple(_placed(source, notes.number, cells)))  # fmt: skip


def _placed(source: Source, number: int, cells: list[str]) -> Iterator[Text]:
    """The cells of a row, each with its place; those that the row lacks stand at its end."""
    row = source.lines[number - 1]
    bars = [hit.end() for hit in re.finditer(r"(?<!\\)\|", row)]
    starts = bars if row.lstrip().startswith("|") else [0, *bars]
    for n, text in enumerate(cells):
        start = starts[n] if n < len(starts) else len(row)
        yield Text(text.strip(), source.span(number, start + len(row[start:]) - len(row[start:].lstrip()) + 1))


def _surplus(notes: _Notes, width: int) -> None:
    """The parser gives up the cells that a row has more than the first one."""
    row = notes.source.lines[notes.number - 1]
    cells = escapedSplit(row.strip())
    cells = cells[not cells[0] : len(cells) - (not cells[-1])]
    if len(cells) > width:
        column = row.find(cells[width].strip(), sum(map(len, cells[:width]))) + 1
        text = " | ".join(cell.strip() for cell in cells[width:])
        facts = {"cells": len(cells), "expected": width, "text": text[:40]}
        notes.faults.append(Diagnostic("P050", notes.source.span(notes.number, max(1, column)), facts))


def _torn(source: Source, number: int) -> Iterator[Text]:
    """Readings in a row of a table, which their bars tear into cells."""
    for hit in READING.finditer(source.lines[number - 1]):
        yield Text(hit[0], source.span(number, hit.start() + 1))


def not_set(lines: Iterable[TextLine]) -> list[Diagnostic]:
    """Errors for readings and dots in text that does not set them: all but paragraphs."""
    return [Diagnostic("P047", mark.span, {"text": mark.text}) for line in lines for mark in line.annotations]


def column_of(source: Source, line: int, text: str) -> int:
    """The column where a text begins in its line of the source, from 1."""
    return max(0, source.lines[line - 1].find(text)) + 1 if text else 1


def _indented(source: Source, number: int) -> bool:
    return number <= len(source.lines) and source.lines[number - 1].startswith("\u3000")
