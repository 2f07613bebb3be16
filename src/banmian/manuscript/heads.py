"""What stands above a story's text: kicker, headline with its labels, subhead, summary; and the lead below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..diagnostics import Diagnostic
from ..model import Paragraph, Placement, Running, Section, Story, Text
from . import labels
from .blocks import Block
from .drafting import Draft, PageSoFar, text_of
from .front import is_number
from .lines import TextLine
from .roles import lettered, note, speakers
from .running import CALLED, paragraphs_of, put

LONGEST_LEAD = 300
"""Characters: a lead is one or two paragraphs, together no longer (the seed's has 236; a news lead of 100 to 150 is usual,
one that sums up a report twice that)."""
LEAD_PARAGRAPHS = 2

_NUMBERED = re.compile(r"(?:\d{1,2}[.．、)）]|[①-⑳])\s*\S")
_LATIN = re.compile(r"[0-9A-Za-z]")


def is_headline(desk: PageSoFar, block: Block) -> bool:
    """A heading of the second level that is no page number."""
    return block.kind == "heading" and block.level == 2


def headline(desk: PageSoFar, block: Block) -> None:
    """It opens a story; the braces at its end are labels."""
    below = _below(desk)
    draft = Draft(text_of(block), kicker=desk.kicker, speakers=speakers(below), lettered=lettered(below))
    draft.labels = _labels(desk, block)
    if words := labels.full_width(block.text):
        desk.notice("P063", block.span, **CALLED["label"], written=f"｛{words}｝", write=f"{{{words}}}")
    desk.drafts.append(draft)
    desk.kicker, desk.card_open = None, False


def _labels(desk: PageSoFar, block: Block) -> list[str]:
    """What the braces at a headline's end say; what is unknown, impossible or contradicts what stands before it is told."""
    every: list[labels.WrittenLabel] = []
    for written in block.labels:
        found, unknown = labels.read(written)
        every += found
        for word in unknown:
            desk.notice("P064", block.span, word=word, known=labels.known(word))
    kept, doubts = labels.settled(every)
    for one in doubts:
        if one.beside:
            desk.notice("P121", block.span, label=one.label.written, beside=one.beside.written)
        else:
            most = labels.MOST[one.label.meant.partition(":")[0]]
            desk.notice("P120", block.span, label=one.label.written, most=most)
    return kept


def without_what_labels_say(desk: PageSoFar) -> list[Diagnostic]:
    """Warnings of briefs without heads (P122), and of picture news without a picture (P123)."""
    noticed = []
    for number, draft in enumerate(desk.drafts):
        pictures = [*draft.figures, *(desk.opening if number == 0 else ())]
        if draft.is_kind("briefs") and not any(head for head, _ in draft.parts):
            noticed.append(Diagnostic("P122", draft.headline.span, {"headline": draft.headline.text}))
        if draft.is_kind("photo") and not pictures:
            noticed.append(Diagnostic("P123", draft.headline.span, {"headline": draft.headline.text}))
    return noticed


def _below(desk: PageSoFar) -> list[str]:
    """The first words of each line of the story that begins here."""
    found = []
    for block in desk.blocks[desk.at + 1 :]:
        if is_headline(desk, block):
            break
        found += [line.text[:40] for line in block.lines if block.kind == "paragraph"]
    return found


def is_note_in_quote(desk: PageSoFar, block: Block) -> bool:
    """A quote in a story that begins as an editor's note: all its paragraphs belong to it."""
    return block.kind == "quote" and bool(desk.drafts) and note(block.text) > 0


def note_in_quote(desk: PageSoFar, block: Block) -> None:
    """An editor's note of several paragraphs."""
    for number, paragraph in enumerate(paragraphs_of(desk, block.lines)):
        put(desk, replace(paragraph, role="note", label=0 if number else note(paragraph.text)))


def quote(desk: PageSoFar, block: Block) -> None:
    """`>` above a headline is its kicker (肩题); right below it, its subhead (副题), and lines of a list its summary."""
    if _right_below(desk) and (listed(block.lines) or not (desk.drafts[-1].subhead or desk.drafts[-1].summary)):
        draft = desk.drafts[-1]
        first = next((n for n, line in enumerate(block.lines) if listed([line])), len(block.lines))
        if first:
            draft.subhead = in_lines(block.lines[:first], block)
        draft.summary += _items(block.lines[first:])
        return
    following = desk.blocks[desk.at + 1] if desk.at + 1 < len(desk.blocks) else None
    if following is None or not is_headline(desk, following) or is_number(desk, following):
        desk.notice("P038", block.span)
        return
    desk.kicker = in_lines(block.lines, block)


def _right_below(desk: PageSoFar) -> bool:
    """Whether nothing but quotes stands between here and the headline."""
    at = desk.at - 1
    while at > 0 and desk.blocks[at].kind == "quote":
        at -= 1
    return at >= 0 and bool(desk.drafts) and is_headline(desk, desk.blocks[at])


def listed(lines: Sequence[TextLine]) -> bool:
    """Whether all lines are those of a list."""
    return bool(lines) and all(line.sign == "-" or _NUMBERED.match(line.text) for line in lines)


def _items(lines: Sequence[TextLine]) -> list[Text]:
    """The lines of a summary; one that is no item of the list goes on with the one above it."""
    made: list[Text] = []
    for line in lines:
        if made and not listed([line]):
            made[-1] = _glued([made[-1].text, line.text], made[-1], breaks=False)
        else:
            made.append(Text(line.text, line.span))
    return made


def in_lines(lines: Sequence[TextLine], block: Block) -> Text:
    """Lines of a head as one text that knows where each begins."""
    written = [line for line in lines if line.text]
    start = Text("", written[0].span if lines is not block.lines and written else block.span)
    return _glued([line.text for line in written], start, breaks=True)


def _glued(parts: Sequence[str], like: Text, *, breaks: bool) -> Text:
    """Parts as one text: no space between Han, one between Latin words."""
    text, starts = "", []
    for part in parts:
        text += " " if text and _LATIN.match(text[-1]) and _LATIN.match(part) else ""
        starts.append(len(text))
        text += part
    return replace(like, text=text, breaks=tuple(starts[1:]) if breaks else ())


def placement(draft: Draft) -> Placement:
    """A story stands where it is written, whole.

    What follows its lead before the first heading is a section without one.
    """
    sections = [Section(head, tuple(paragraphs)) for head, paragraphs in draft.parts if head is not None]
    lead = tuple(draft.parts[0][1])
    if sections:
        end = _lead_ends(lead)
        sections = [Section(None, lead[end:]), *sections] if end < len(lead) else sections
        lead = lead[:end]
    story = Story(
        draft.headline, draft.kicker, draft.subhead, tuple(draft.summary), lead, tuple(sections), tuple(draft.figures),
        tuple(draft.labels),
    )  # fmt: skip
    return Placement(story)


def _lead_ends(lead: Sequence[Running]) -> int:
    """How many parts of a story's beginning are its lead; bylines and notes count for nothing."""
    count = length = 0
    for number, part in enumerate(lead):
        if isinstance(part, Paragraph) and part.role in ("byline", "note"):
            continue
        count, length = count + 1, length + (len(part.text) if isinstance(part, Paragraph) else LONGEST_LEAD + 1)
        if count > LEAD_PARAGRAPHS or length > LONGEST_LEAD:
            return number
    return len(lead)
