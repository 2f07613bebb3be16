"""Tables of an article: pipe tables, rows pasted from a spreadsheet, and the width that is said above them.

`{3栏}` or `{破栏}` alone in the line above a table, with or without a blank line between, says how many columns of the page
it takes. A short line right above a table is its title.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ..model import Paragraph, Table, Text
from ..scripts import compiled
from ..tabular import has_head
from .blocks import Block
from .drafting import PageSoFar
from .lines import TextLine
from .ordinals import label_of
from .running import cut
from .source import Source

KNOWN = "{3栏} {破栏} {通栏} {3 columns} {full}"
_ACROSS = compiled(r"\{\s*(?:([2-9]|1[0-9]|[二两三四五六七八九])\s*(?:栏|columns?)|破栏|通栏|full)\s*\}")
_BRACES = re.compile(r"\{[^{}|]{0,20}\}")
_NUMERALS = {"二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TITLE_LIMIT = 40
"""Characters: a longer line above a table is a paragraph."""
_NO_TITLE = "。！？；：，、…!?;:,."
_TAKEN = compiled(r"[摄图绘供][）)]$")
"""What ends the caption of a photograph."""
_BARS = re.compile(r"\|[^|]*\|(?:[^|]*\|)*")
_RULE_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?|\|[ \t]*:?-+:?[ \t]*\|")


def with_widths(source: Source, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a file; the lines that say how wide a table is are taken out and written on what follows."""
    parts = [part for block in blocks for part in _parted_by_width(source, block)]
    across = 0
    for block, following in zip(parts, [*parts[1:], None], strict=True):
        last = block.lines[-1] if block.kind == "paragraph" else None
        said = _across(source, last) if last and following and _rows(source, following) else 0
        kept = replace(block, lines=block.lines[:-1]) if said else block
        if kept.lines or not said:
            yield replace(kept, across=across)
        across = said


def _parted_by_width(source: Source, block: Block) -> Iterator[Block]:
    """A paragraph, parted behind a line that says the width of the rows below it."""
    lines = block.lines if block.kind == "paragraph" else ()
    cuts = [n + 1 for n, line in enumerate(lines[:-1]) if _across(source, line) and _tabbed(source, lines[n + 1 :]) > 1]
    edges = [0, *cuts, len(block.lines)]
    for first, last in pairwise(edges):
        yield _cut(source, block, first, last) if cuts else block


def _cut(source: Source, block: Block, first: int, last: int) -> Block:
    """Some lines of a block."""
    lines = block.lines[first:last]
    span = replace(lines[0].span, last_line=lines[-1].span.last_line)
    return replace(block, lines=lines, span=span)


def _written(source: Source, line: TextLine) -> str:
    return source.lines[line.span.line - 1]


def _across(source: Source, line: TextLine) -> int:
    """The columns that a line says: -1 for all, 0 for a line that says nothing of the kind."""
    hit = _ACROSS.fullmatch(_written(source, line).strip())
    if hit is None:
        return 0
    return _NUMERALS.get(hit[1]) or int(hit[1]) if hit[1] else -1


def _rows(source: Source, block: Block) -> bool:
    """Whether a block is a table, or begins with rows of one."""
    return block.kind == "table" or (block.kind == "paragraph" and _tabbed(source, block.lines) > 1)


def _tabbed(source: Source, lines: Sequence[TextLine]) -> int:
    """How many lines from the first on have the same number of tabs, one or more."""
    written = [_written(source, line).strip(" \u3000") for line in lines]
    labelled = all(_is_labelled(line) for line in written)  # the tab behind the label of an item is none of a row
    counts = [line.count("\t") - labelled for line in written]
    return next((n for n, count in enumerate(counts) if not count or count != counts[0]), len(counts))


def _is_labelled(line: str) -> bool:
    label = label_of(line)
    return label is not None and line[label.length : label.length + 1] == "\t"


def with_tabbed(source: Source, blocks: Sequence[Block], items: Container[int]) -> Iterator[Block]:
    """The blocks of stories; two and more lines below each other with the same number of tabs are a table. `items`: the
    numbers of lines that are of lists.
    """
    for block in blocks:
        listed = any(line.span.line in items for line in block.lines)
        prose = block.kind == "paragraph" and not listed
        tabbed = prose and any("\t" in _written(source, line) for line in block.lines)
        yield from _parted_by_rows(source, block) if tabbed else (block,)


def _parted_by_rows(source: Source, block: Block) -> Iterator[Block]:
    kinds: list[int] = []
    while len(kinds) < len(block.lines):
        run = _tabbed(source, block.lines[len(kinds) :])
        kinds += [len(kinds) + 1] * run if run > 1 else [0]
    across = block.across
    for number, group in groupby(range(len(kinds)), key=lambda n: kinds[n]):
        places = list(group)
        part = _cut(source, block, places[0], places[-1] + 1)
        if number:
            rows = tuple(_row(source, one) for one in part.lines)
            yield replace(part, kind="table", tabbed=True, across=across, lines=rows)
            across = 0
        else:
            yield replace(part, across=0)


def _row(source: Source, line: TextLine) -> TextLine:
    """A line with its cells: between tabs, empty ones too."""
    written = _written(source, line).strip(" \u3000\r")
    before, behind = (len(written) - len(cut) for cut in (written.lstrip("\t"), written.rstrip("\t")))
    texts = [*[""] * before, *line.text.split("\t"), *[""] * behind]
    cells, at = [], 0
    for text in (one.strip() for one in texts):
        at = max(at, _written(source, line).find(text, at)) if text else at
        cells.append(Text(text, source.span(line.span.line, at + 1)))
        at += len(text)
    return replace(line, cells=tuple(cells))


def is_table(desk: PageSoFar, block: Block) -> bool:
    """Rows below a headline."""
    return block.kind == "table" and bool(desk.drafts)


def _filled(rows: Sequence[tuple[Text, ...]], block: Block) -> list[tuple[Text, ...]]:
    """Rows of one length: a hard break may end one before its last tab."""
    width = max(map(len, rows), default=0)
    return [(*row, *(Text("", row[-1].span if row else block.span),) * (width - len(row))) for row in rows]


def table(desk: PageSoFar, block: Block) -> None:
    """A table in an article."""
    rows = _filled([line.cells for line in block.lines], block)
    head = has_head([[cell.text for cell in row] for row in rows]) if block.tabbed else any(cell.text for cell in rows[0])
    rows = [row for n, row in enumerate(rows) if any(cell.text for cell in row)]
    if block.tabbed:
        desk.notice("P087", block.span, rows=len(rows), head="1" if head else "0")
    running = desk.drafts[-1].parts[-1][1]
    if rows:
        made = Table(tuple(rows), int(head and len(rows) > 0), block.aligned, block.across, desk.title)
        running.append(made)
    desk.joinable, desk.title = False, None


def is_title(desk: PageSoFar, block: Block) -> bool:
    """A short line right above a table with words, without a mark at its end."""
    following = desk.blocks[desk.at + 1] if desk.at + 1 < len(desk.blocks) else None
    if block.kind != "paragraph" or len(block.lines) != 1 or not following or not is_table(desk, following):
        return False
    if not any(line.text.strip() for line in following.lines):
        return False
    text = block.text
    if cut(desk) or _TAKEN.search(text):
        return False
    whole = 0 < len(text) <= TITLE_LIMIT and text[-1] not in _NO_TITLE and not block.lines[0].pictures
    return whole and not _BRACES.fullmatch(_written(desk.source, block.lines[0]).strip())


def title(desk: PageSoFar, block: Block) -> None:
    """It is kept for the table that follows."""
    line = block.lines[0]
    desk.title = Paragraph(line.text, (line.span,), line.emphasis, ruby=line.ruby)


def misread(desk: PageSoFar, block: Block) -> None:
    """What looks like a table, or like what is said above one, and is none."""
    if block.across and not is_table(desk, block):
        desk.notice("P110", block.span)
    following = desk.blocks[desk.at + 1] if desk.at + 1 < len(desk.blocks) else None
    for line in block.lines if block.kind == "paragraph" else ():
        written = _written(desk.source, line).strip()
        above = line is block.lines[-1] and following is not None and following.kind == "table"
        if _ACROSS.fullmatch(written):
            desk.notice("P110", line.span)
        elif above and _BRACES.fullmatch(written):
            desk.notice("P085", line.span, text=written, known=KNOWN)
    lines = [_written(desk.source, line).strip() for line in block.lines]
    bars = [line for line in lines if _BARS.fullmatch(line) and line.count("|") > 2]
    ruled = next((n for n, line in enumerate(lines) if n and _RULE_ROW.fullmatch(line)), 0)
    if block.kind == "paragraph" and (ruled or (len(bars) > 1 and len(bars) == len(lines))):
        facts = {"rule": _cells(lines[ruled]) if ruled else 0, "cells": _cells(lines[ruled - 1 if ruled else 0])}
        desk.notice("P086", block.lines[ruled].span, **facts)


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row.strip("|"))) + 1
