"""Verse and other lines that stay as they are: by a bar before each, by breaks at their ends, or by how they look.

Marked lines may be anything: an address, a cast. Unmarked ones are taken for verse where three and more of them look like
it and like nothing else; a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ..model import Paragraph, Verse
from .blocks import Block
from .drafting import PageSoFar, VerseLine
from .lines import TextLine
from .ordinals import label_of
from .people import names
from .running import paragraphs_of, write

KEPT_LIMIT = 30
"""em: where a line with a break at its end is longer, such breaks part paragraphs."""
VERSE_LIMIT, VERSE_LEAST, NAME_LIMIT = 16, 3, 4
"""em and lines of unmarked verse; lines of at most so many em without marks are names."""
REGULAR_LEAST = 4
"""Lines that each end a sentence are verse where there are so many of five or seven characters: else they are prose."""

_NO_VERSE = re.compile(
    r"^—|[：:/／\t\u3000\d０-９“”‘’「」『』（）()【】〔〕|]|\S +\S|、.*、|[A-Za-z]{2}|记者|通讯员|作者|责编|编辑|供稿|来源"
)
_SENTENCE, _PAUSE = "。！？!?…", "，、；,;—"


def verses(body: Sequence[Block], items: Iterable[int], captions: Container[str]) -> dict[int, VerseLine]:
    """The lines of verse on a page, by their lines in the source. `captions`: those that are named elsewhere."""
    known = set(items)
    found: dict[int, VerseLine] = {}
    shown = [any(line.pictures for line in block.lines) for block in body]
    ways = [_way(block, known, captions) for block in body]
    for n, way in enumerate(ways):  # a short line beside a picture is its caption
        ways[n] = "" if way == "like verse" and any(shown[max(0, n - 1) : n + 2]) else way
        if ways[n] == "like verse" and names(body[n].text) and "like verse" not in ways[max(0, n - 1) : n]:
            ways[n] = ""  # above a verse a name is its author's
    for way, run in groupby(zip(ways, body, strict=True), key=lambda pair: pair[0]):
        blocks = [block for _, block in run]
        if way == "marked":
            found |= _places(blocks)
        elif way == "like verse":
            for alike in _alike(blocks):
                found |= _places(alike, guessed=True)
    return found


def _way(block: Block, items: set[int], captions: Container[str]) -> str:
    lines = [line for line in block.lines if line.text]
    if block.kind != "paragraph" or any(line.span.line in items or line.pictures for line in block.lines) or not lines:
        return ""
    if any(line.sign for line in block.lines):
        return "marked"
    if len(lines) > 1 and all(line.kept for line in lines[:-1]):
        return "marked" if all(width(line.text) <= KEPT_LIMIT for line in lines) else ""
    return "like verse" if _like_verse(lines) and block.text not in captions else ""


def width(text: str) -> float:
    """About how wide a line is, in em."""
    return sum(0.5 if ord(character) < 0x2000 else 1.0 for character in text)


def _marked(lines: Sequence[TextLine]) -> bool:
    return any(character in _SENTENCE + _PAUSE + ".·《》" for line in lines for character in line.text)


def _like_verse(lines: Sequence[TextLine]) -> bool:
    """Short lines of nothing but words; in one paragraph only where all end with a mark or none has one."""
    ended = len(lines) == 1 or all(line.text[-1] in _SENTENCE + _PAUSE for line in lines) or not _marked(lines)
    whole = not any(line.broken for line in lines[:-1])
    return (
        ended
        and whole
        and all(
            width(line.text) <= VERSE_LIMIT
            and not _NO_VERSE.search(line.text)
            and not line.emphasis
            and not label_of(line.text)
            for line in lines
        )
    )


def _alike(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of blocks whose lines are of like length: enough of them, not all names, not all sentences of their own."""
    run, least, most = list[Block](), 0.0, 0.0
    for block in blocks:
        widths = _widths([block])
        low, high = (min(least, *widths), max(most, *widths)) if run else (min(widths), max(widths))
        if run and high > 2 * low:
            yield from _enough(run)
            run, low, high = [], min(widths), max(widths)
        run.append(block)
        least, most = low, high
    yield from _enough(run)


def _widths(blocks: Iterable[Block]) -> list[float]:
    return [width(line.text.rstrip(_SENTENCE + _PAUSE)) for block in blocks for line in block.lines if line.text]


def _enough(blocks: list[Block]) -> Iterator[list[Block]]:
    lines = [line for block in blocks for line in block.lines if line.text]
    if len(lines) < VERSE_LEAST:
        return
    widths, ends = _widths(blocks), [line.text[-1] for line in lines]
    marked = {end in _SENTENCE + _PAUSE for end in ends}
    sentences = all(end in _SENTENCE for end in ends)
    regular = len(set(widths)) == 1 and widths[0] in (5, 7) and len(lines) >= REGULAR_LEAST
    names = marked == {False} and max(widths) <= NAME_LIMIT
    if len(marked) == 1 and not names and not (sentences and not regular):
        yield blocks


def _places(blocks: Sequence[Block], *, guessed: bool = False) -> dict[int, VerseLine]:
    """Where verse and stanzas begin: with each paragraph, but where each is one line: where more white stands before it."""
    gaps = [after.span.line - before.span.last_line for before, after in pairwise(blocks)]
    closest = min(gaps, default=0)
    single = all(len(block.lines) == 1 for block in blocks) and not any(line.sign for one in blocks for line in one.lines)
    found: dict[int, VerseLine] = {}
    for block, gap in zip(blocks, [0, *gaps], strict=True):
        fresh = not found or not single or gap > closest
        for line in block.lines:
            if line.text:
                found[line.span.line] = VerseLine(not found, fresh, guessed)
            fresh = not line.text
    return found


def is_verse(desk: PageSoFar, block: Block) -> bool:
    """A paragraph with lines of verse."""
    return block.kind == "paragraph" and bool(desk.drafts) and any(line.span.line in desk.verse for line in block.lines)


def verse(desk: PageSoFar, block: Block) -> None:
    """Lines of verse. Among bars, lines without one are a paragraph; further in, they go on with the line."""
    signed = any(line.sign for line in block.lines)
    for lines in _chunks(desk, block, signed):
        if signed and lines[0].sign != "|":
            write(desk, lines)
            continue
        first, *rest = paragraphs_of(desk, [replace(line, broken=False) for line in lines])
        assert not rest  # noqa: S101 - nothing parts them
        place = desk.verse[lines[0].span.line]
        if place.begins and place.guessed:
            desk.notice("P068", block.span, text=first.text)
        _enter(desk, place, replace(first, role="line"))
    desk.joinable = desk.picture_since = False


def _chunks(desk: PageSoFar, block: Block, signed: bool) -> Iterator[list[TextLine]]:
    chunk: list[TextLine] = []
    for line in block.lines:
        further = signed and chunk and not line.sign and (chunk[0].sign != "|" or _further(desk, line))
        if chunk and not further:
            yield chunk
            chunk = []
        chunk += [line] if line.text else []
    if chunk:
        yield chunk


def _further(desk: PageSoFar, line: TextLine) -> bool:
    return desk.source.lines[line.span.line - 1][:1].isspace()


def _enter(desk: PageSoFar, place: VerseLine, line: Paragraph) -> None:
    _, running = desk.drafts[-1].parts[-1]
    last = running[-1] if running else None
    if place.begins or not isinstance(last, Verse):
        running.append(Verse(((line,),)))
    elif place.fresh:
        running[-1] = Verse((*last.stanzas, (line,)))
    else:
        running[-1] = Verse((*last.stanzas[:-1], (*last.stanzas[-1], line)))
