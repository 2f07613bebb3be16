"""Markdown tokens become blocks of lines.

What the Markdown parser leaves as text comes into the model. Whether that is all, `raw/` says, which does not ask it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..diagnostics import Diagnostic
from ..model import Span
from .annotations import annotated
from .labels import labelled
from .line_signs import with_signs
from .lines import TextLine, column_of, lines_of, rows_of, without_bullets
from .source import Source
from .stress import stressing
from .waivers import without_waiver

# A newspaper manuscript is prose: what Markdown would take for code, HTML, lists or links is text here.
_OFF = ["code", "fence", "html_block", "html_inline", "lheading", "list", "reference", "link", "autolink",
        "backticks", "entity"]  # fmt: skip


class _Markdown(MarkdownIt):
    """The parser, to which any address is one: a picture whose path is no use is named where pictures are looked for."""

    def validateLink(self, url: str) -> bool:
        """Never text for the sake of its address."""
        return True


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1–6), a `paragraph`, a `quote`, a `table` (one line a row, cells split by tabs) or a `rule`.

    `across`: the columns of the page that a line above it says. Of a table `aligned`, what its second row says of each
    column; `tabbed` when tabs make it one.
    `labels`: what stands in the braces at a headline's end.
    """

    kind: str
    lines: tuple[TextLine, ...]
    span: Span
    level: int = 0
    labels: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()
    across: int = 0
    tabbed: bool = False

    @property
    def text(self) -> str:
        """All lines as one string."""
        return "".join(line.text for line in self.lines)


@cache
def _parser() -> MarkdownIt:
    """The parser of the dialect; what it knows of a file is in that file's tokens."""
    markdown = _Markdown("commonmark").enable("table").disable(_OFF)
    for taught in (annotated, stressing, labelled, with_signs):
        markdown = taught(markdown)
    return markdown


def tokens(source: Source) -> list[Token]:
    """The Markdown tokens of a file."""
    markdown = _parser()
    # A full-width space opens a paragraph in many manuscripts; it is white space like any other.
    if not source.written:
        return markdown.parse("\n".join(map(without_waiver, source.lines)))
    stream = markdown.parse("\n".join(without_waiver(text) for _, text in source.written))
    for token in stream:
        if token.map:
            first, end = token.map
            token.map = [source.written[first][0] - 1, source.written[max(first, end - 1)][0]]
    return stream


def blocks(source: Source, stream: list[Token]) -> Iterator[Block]:
    """The blocks of a file, in order."""
    at = 0
    while at < len(stream):
        token = stream[at]
        end = _closing(stream, at)
        if token.map:
            yield _block(source, token, stream[at : end + 1])
        at = end + 1


def _without_tables(source: Source, lines: tuple[TextLine, ...], inner: list[Token]) -> tuple[TextLine, ...]:
    """The lines of a block that is no table; one inside of it, in a quote, has no place there."""
    for token in inner:
        if token.type == "table_open" and token.map:
            facts = {"kind": "table", "text": lines[0].text[:12]}
            fault = Diagnostic("P030", source.span(token.map[0] + 1), facts)
            return (replace(lines[0], faults=(*lines[0].faults, fault)), *lines[1:])
    return lines


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
        lines = tuple(rows_of(source, inner))
    else:
        lines = tuple(line for inline in inlines for line in _parted(source, inline))
        lines = _without_tables(source, lines, inner)
    if kind == "quote":
        lines = tuple(without_bullets(source, lines))
    column = column_of(source, first, lines[0].text if lines else "#")
    labels = inlines[0].meta.get("labels", ()) if kind == "heading" and inlines else ()
    aligned = _aligned(inner) if kind == "table" else ()
    return Block(kind, lines, source.span(first, column, last), level, labels, aligned)


def _aligned(inner: list[Token]) -> tuple[str, ...]:
    """What the second row of a table says of each column."""
    return tuple(str(one.attrs.get("style", "")).removeprefix("text-align:") for one in inner if one.type == "th_open")


def _parted(source: Source, inline: Token) -> Iterator[TextLine]:
    """The lines of an inline token; the last one ends its paragraph."""
    made = list(lines_of(source, inline))
    yield from (*made[:-1], replace(made[-1], broken=True)) if made else ()
