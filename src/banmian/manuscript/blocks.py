"""Markdown tokens become blocks of lines; each line knows its place and its stressed stretches.

The Markdown parser decides what is mark-up. What it leaves as text is the *text* of the manuscript: `plain` gives it
without any knowledge of the dialect, which is what the conservation check compares the model with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..model import Emphasis, Span
from .source import Source

# A newspaper manuscript is prose: what Markdown would take for code, HTML, lists or links is text here.
_OFF = ["code", "fence", "html_block", "html_inline", "lheading", "list", "reference", "link", "autolink",
        "backticks", "entity"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """`![caption](path)`."""

    caption: str
    path: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block, without mark-up; `broken` when a hard break ends it."""

    text: str
    span: Span
    emphasis: tuple[Emphasis, ...] = ()
    pictures: tuple[Picture, ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1–6), a `paragraph`, a `quote`, a `table` (one line a row, cells split by tabs) or a `rule`."""

    kind: str
    lines: tuple[Line, ...]
    span: Span
    level: int = 0

    @property
    def text(self) -> str:
        """All lines as one string."""
        return "".join(line.text for line in self.lines)


def tokens(source: Source) -> list[Token]:
    """The Markdown tokens of a file."""
    markdown = MarkdownIt("commonmark").enable("table").disable(_OFF)
    # A full-width space opens a paragraph in many manuscripts; it is white space like any other.
    return markdown.parse("\n".join(source.lines))


def plain(stream: list[Token]) -> str:
    """The text of a manuscript: everything but mark-up and white space."""
    inline = (child for token in stream for child in token.children or ())
    return "".join("".join(child.content.split()) for child in inline if child.type in ("text", "image"))


def blocks(source: Source, stream: list[Token]) -> Iterator[Block]:
    """The blocks of a file, in order."""
    at = 0
    while at < len(stream):
        token = stream[at]
        end = _closing(stream, at)
        if token.map:
            yield _block(source, token, stream[at : end + 1])
        at = end + 1


def _closing(stream: list[Token], at: int) -> int:
    """The index of the token that closes the one at `at`."""
    depth = 0
    for index in range(at, len(stream)):
        depth += stream[index].nesting
        if depth == 0:
            return index
    return len(stream) - 1


def _block(source: Source, token: Token, inner: list[Token]) -> Block:
    assert token.map is not None  # noqa: S101 - `blocks` passes only tokens with a place
    first, last = token.map[0] + 1, max(token.map[0] + 1, token.map[1])
    inlines = [t for t in inner if t.type == "inline"]
    kinds = {"heading_open": "heading", "paragraph_open": "paragraph", "blockquote_open": "quote",
             "table_open": "table", "hr": "rule"}  # fmt: skip
    kind = kinds.get(token.type, token.type)
    level = int(token.tag[1]) if kind == "heading" else 0
    if kind == "table":
        lines = tuple(_rows(source, inner))
    else:
        lines = tuple(line for inline in inlines for line in _lines(source, inline))
    column = _column(source, first, lines[0].text if lines else "#")
    return Block(kind, lines, source.span(first, column, last), level)


def _column(source: Source, line: int, text: str) -> int:
    return max(0, source.lines[line - 1].find(text)) + 1 if text else 1


def _rows(source: Source, inner: list[Token]) -> Iterator[Line]:
    cells: list[str] = []
    line = 0
    for token in inner:
        if token.type == "tr_open":
            cells, line = [], (token.map or [0])[0] + 1
        elif token.type == "inline":
            cells.append("".join(c.content for c in token.children or () if c.type in ("text", "image")))
        elif token.type == "tr_close":
            yield Line("\t".join(cells), source.span(line, 1))


def _lines(source: Source, inline: Token) -> Iterator[Line]:
    """Cut an inline token at its breaks; a line that opens with full-width spaces begins a new paragraph."""
    number = (inline.map or [0])[0] + 1
    text, stressed, opened, pictures = "", [], [], []  # type: ignore[var-annotated]
    children = [*(inline.children or ()), None]
    for child in children:
        if child is None or child.type in ("softbreak", "hardbreak"):
            broken = child is not None and (child.type == "hardbreak" or _indented(source, number + 1))
            column = _column(source, number, text.strip()[:12])
            yield _line(text, source.span(number, column), stressed, pictures, broken)
            text, stressed, pictures, number = "", [], [], number + 1
            opened = [(kind, 0) for kind, _ in opened]
        elif child.type in ("strong_open", "em_open"):
            opened.append((child.tag, len(text)))
        elif child.type in ("strong_close", "em_close"):
            kind, start = opened.pop()
            stressed.append(Emphasis(start, len(text), kind))
        elif child.type == "image":
            pictures.append(Picture(child.content, str(child.attrs.get("src", ""))))
        else:
            text += child.content


def _line(text: str, span: Span, stressed: list[Emphasis], pictures: list[Picture], broken: bool) -> Line:
    lead = len(text) - len(text.lstrip())
    stripped = text.strip()
    shifted = tuple(Emphasis(max(0, e.start - lead), min(len(stripped), e.end - lead), e.kind) for e in stressed)
    return Line(stripped, span, shifted, tuple(pictures), broken)


def _indented(source: Source, number: int) -> bool:
    return number <= len(source.lines) and source.lines[number - 1].startswith("\u3000")
