"""Markdown tokens become blocks of lines.

The Markdown parser decides what is mark-up. What it leaves as text is the *text* of the manuscript: `plain` gives it
without any knowledge of the dialect, which is what the conservation check compares the model with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..model import Span
from .annotations import annotated
from .lines import Line, column_of, lines_of, rows_of, words
from .source import Source

# A newspaper manuscript is prose: what Markdown would take for code, HTML, lists or links is text here.
_OFF = ["code", "fence", "html_block", "html_inline", "lheading", "list", "reference", "link", "autolink",
        "backticks", "entity"]  # fmt: skip


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
    markdown = annotated(MarkdownIt("commonmark").enable("table").disable(_OFF))
    # A full-width space opens a paragraph in many manuscripts; it is white space like any other.
    return markdown.parse("\n".join(source.lines))


def plain(stream: list[Token]) -> str:
    """The text of a manuscript: everything but mark-up and white space."""
    inline = (child for token in stream for child in token.children or ())
    return "".join("".join(words(child).split()) for child in inline)


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
        lines = tuple(rows_of(source, inner))
    else:
        lines = tuple(line for inline in inlines for line in lines_of(source, inline))
    column = column_of(source, first, lines[0].text if lines else "#")
    return Block(kind, lines, source.span(first, column, last), level)
