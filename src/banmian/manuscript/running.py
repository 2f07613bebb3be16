"""Running text: paragraphs, cut ones that are joined."""

from __future__ import annotations

import re

from ..model import Emphasis, Paragraph, Ruby, Span
from .blocks import Block
from .drafting import Desk

CLOSING = "。！？；：…”’）》」』】〕.!?;:\"')"


WHOLE = "。！？；：…”’）》」』】〕.!?\"')"


_LATIN = re.compile(r"[0-9A-Za-z]")


def is_prose(desk: Desk, block: Block) -> bool:
    """Whatever else is text below a headline."""
    return block.kind == "paragraph" and bool(desk.drafts)


def prose(desk: Desk, block: Block) -> None:
    """Paragraphs of a story."""
    for paragraph in _paragraphs(block):
        put(desk, paragraph)


def put(desk: Desk, paragraph: Paragraph) -> None:
    """Add a paragraph, or join it to one that the manuscript cut in mid-sentence."""
    _, paragraphs = desk.drafts[-1].parts[-1]
    before = cut(desk)
    if before is None or desk.picture_since:
        paragraphs.append(paragraph)
    else:
        paragraphs[-1] = joined(before, paragraph)
    if before:
        desk.notice("P054" if desk.picture_since else "P010", paragraph.span, first=before.span.line)
    desk.joinable, desk.picture_since = True, False


def cut(desk: Desk) -> Paragraph | None:
    """The paragraph right before, if it breaks off in mid-sentence and waits for its rest."""
    before = desk.drafts[-1].parts[-1][1][-1:] if desk.joinable else []
    waits = before and isinstance(before[0], Paragraph) and last_character(before[0]) not in WHOLE
    return before[0] if waits and isinstance(before[0], Paragraph) else None


def joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two parts of one paragraph: no space between Han, one between Latin words."""
    gap = " " if _LATIN.match(last_character(first)) and _LATIN.match(second.text[0]) else ""
    shift = len(first.text) + len(gap)
    emphasis = tuple(Emphasis(e.start + shift, e.end + shift, e.kind) for e in second.emphasis)
    ruby = tuple(Ruby(r.start + shift, r.base_end + shift, r.end + shift) for r in second.ruby)
    return Paragraph(
        text=first.text + gap + second.text, spans=first.spans + second.spans, emphasis=first.emphasis + emphasis,
        starts=first.starts + tuple(start + shift for start in second.starts), ruby=first.ruby + ruby,
        role=first.role, label=first.label,
    )  # fmt: skip


def last_character(paragraph: Paragraph) -> str:
    """The last character of the line; a reading stands beside its base, not after it."""
    last = paragraph.ruby[-1] if paragraph.ruby else None
    return paragraph.text[last.base_end - 1 if last and last.end == len(paragraph.text) else -1]


def _paragraphs(block: Block) -> list[Paragraph]:
    """The lines of a block as paragraphs: a soft break joins, a hard break or an indented line parts."""
    made: list[Paragraph] = []
    fresh = True
    for line in block.lines:
        if not line.text:
            continue
        part = Paragraph(line.text, (line.span,), line.emphasis, ruby=line.ruby)
        if fresh:
            made.append(part)
        else:
            whole = joined(made[-1], part)
            span = Span(part.span.path, made[-1].span.line, made[-1].span.column, part.span.last_line)
            made[-1] = Paragraph(whole.text, (span,), whole.emphasis, ruby=whole.ruby)
        fresh = line.broken
    return made
