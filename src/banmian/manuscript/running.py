"""Running text: paragraphs, cut ones that are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..model import Emphasis, Paragraph, Ruby, Span
from .blocks import Block
from .drafting import PageSoFar
from .lines import TextLine
from .people import HAN, names
from .roles import LONGEST, Place, doubt, told

CLOSING = "。！？；：…”’）》」』】〕.!?;:\"')"


WHOLE = "。！？；：…”’）》」』】〕.!?\"')"


CALLED = {
    role: {"what": english, "what_zh": chinese}
    for role, english, chinese in [
        ("byline", "a byline", "署名"), ("dateline", "a dateline", "电头"), ("note", "an editor's note", "编者按"),
        ("subhead", "a subhead", "副题"), ("question", "an interview", "问答"), ("label", "a label", "栏题"),
    ]
}  # fmt: skip
"""What the roles are called in the messages of each language."""


_DASHED = re.compile(r"—{1,2}\s?[^—\s].*[^。！？；：，、…!?;:,.]")
_LATIN = re.compile(r"[0-9A-Za-z]")
_APART = re.compile(rf"[（(][^（）()]*[）)]$|[{HAN}]{{2,4}}[:：]|《[^《》]*》\s|[▲▼◀▶]")
"""What goes on with no paragraph: a line in brackets, one that says first what it is about (`电话：`), a title in
a list."""


def is_prose(desk: PageSoFar, block: Block) -> bool:
    """Whatever else is text below a headline."""
    return block.kind == "paragraph" and bool(desk.drafts)


def is_told(desk: PageSoFar, block: Block) -> bool:
    """A paragraph of a story that has a role, or is meant to have one: whatever its length, it is no caption."""
    if not is_prose(desk, block) or any(line.pictures for line in block.lines):
        return False
    text, place = _bare(block.lines[0])[0], _place(desk)
    return bool(told(text, place) or doubt(text, place, desk.drafts[-1].lettered))


def is_name_alone(desk: PageSoFar, block: Block) -> bool:
    """A name or a line with a dash right below a head, and nothing that says what it is there for."""
    alone = is_prose(desk, block) and len(block.lines) == 1 and not block.lines[0].pictures
    return alone and _place(desk).below_head and (names(block.text) or _is_dashed(block.text))


def name_alone(desk: PageSoFar, block: Block) -> None:
    """Two readings, of which neither has evidence: a paragraph, and a warning with both, or with what is likelier."""
    if _is_dashed(block.text):
        desk.notice("P063", block.span, **CALLED["subhead"], written=block.text, write=f"> {block.text}")
    else:
        desk.notice("P062", block.span, text=block.text)
    desk.drafts[-1].parts[-1][1].append(paragraphs_of(desk, block.lines)[0])
    desk.joinable = False


def _is_dashed(text: str) -> bool:
    """Whether a line begins with a dash and ends without a mark (`——读《平凡的世界》有感`)."""
    return len(text) <= LONGEST and _DASHED.fullmatch(text) is not None


def prose(desk: PageSoFar, block: Block) -> None:
    """Paragraphs of a story."""
    write(desk, block.lines)


def write(desk: PageSoFar, lines: Iterable[TextLine]) -> None:
    """Lines of a block as paragraphs of the story, each with its role."""
    for paragraph in paragraphs_of(desk, lines):
        near = doubt(paragraph.text, _place(desk), lettered=False)
        put(desk, _with_role(desk, paragraph))
        # what looks like a role and is all of its line waits for no rest
        desk.joinable = not _APART.match(paragraph.text) and (near is None or near.written != paragraph.text)


def _with_role(desk: PageSoFar, paragraph: Paragraph) -> Paragraph:
    """A paragraph with its role; what looks like one is said."""
    (text, places), place = _bare(paragraph), _place(desk)
    found = told(text, place)
    if near := doubt(text, place, desk.drafts[-1].lettered):
        desk.notice("P063", paragraph.span, **CALLED[near.role], written=near.written, write=near.write)
    return replace(paragraph, role=found.role, label=places[found.label]) if found else paragraph


def _place(desk: PageSoFar) -> Place:
    """Where the block in hand stands in its story."""
    following = desk.blocks[desk.at + 1] if desk.at + 1 < len(desk.blocks) else None
    at_end = following is None or following.kind in ("heading", "quote", "rule")
    draft = desk.drafts[-1]
    return Place(not draft.told, at_end, draft.speakers)


def _bare(part: TextLine | Paragraph) -> tuple[str, list[int]]:
    """A text without its readings, and where each of its characters, and its end, stands in the whole."""
    reading = {at for ruby in part.ruby for at in range(ruby.base_end, ruby.end)}
    places = [at for at in range(len(part.text)) if at not in reading]
    return "".join(part.text[at] for at in places), [*places, len(part.text)]


def put(desk: PageSoFar, paragraph: Paragraph) -> None:
    """Add a paragraph, or join it to one that the manuscript cut in mid-sentence."""
    _, paragraphs = desk.drafts[-1].parts[-1]
    before = None if paragraph.role or _APART.match(paragraph.text) else cut(desk)
    if before is None or desk.picture_since:
        paragraphs.append(paragraph)
    else:
        paragraphs[-1] = joined(before, paragraph)
    if before:
        joins = "P065" if _is_dateline(before) else "P010"
        desk.notice("P054" if desk.picture_since else joins, paragraph.span, first=before.span.line)
    desk.joinable, desk.picture_since = True, False


def cut(desk: PageSoFar) -> Paragraph | None:
    """The paragraph right before, if it breaks off in mid-sentence and waits for its rest."""
    before = desk.drafts[-1].parts[-1][1][-1:] if desk.joinable else []
    one = before[0] if before else None
    if not isinstance(one, Paragraph) or one.role == "byline":
        return None
    return one if _is_dateline(one) or last_character(one) not in WHOLE else None


def joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two parts of one paragraph: no space between Han, one between Latin words and behind a dateline."""
    gap = " " if _LATIN.match(last_character(first)) and _LATIN.match(second.text[0]) else ""
    if _is_dateline(first):
        gap = " " if first.text.isascii() or first.text.endswith("—") else "\u3000"
    shift = len(first.text) + len(gap)
    emphasis = tuple(Emphasis(e.start + shift, e.end + shift, e.kind) for e in second.emphasis)
    ruby = tuple(Ruby(r.start + shift, r.base_end + shift, r.end + shift) for r in second.ruby)
    return Paragraph(
        text=first.text + gap + second.text, spans=first.spans + second.spans, emphasis=first.emphasis + emphasis,
        starts=first.starts + tuple(start + shift for start in second.starts), ruby=first.ruby + ruby,
        role=first.role, label=first.label,
    )  # fmt: skip


def _is_dateline(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a dateline and nothing more: its text stands in the next one."""
    return paragraph.role == "dateline" and paragraph.label == len(paragraph.text)


def last_character(paragraph: Paragraph) -> str:
    """The last character of the line; a reading stands beside its base, not after it."""
    last = paragraph.ruby[-1] if paragraph.ruby else None
    return paragraph.text[last.base_end - 1 if last and last.end == len(paragraph.text) else -1]


def paragraphs_of(desk: PageSoFar, lines: Iterable[TextLine]) -> list[Paragraph]:
    """Lines of a block as paragraphs: a soft break joins, a hard break or an indented line parts.

    So does a line that says itself what it is, behind a line that is whole.
    """
    made: list[Paragraph] = []
    fresh, place = True, _place(desk)
    for line in lines:
        if not line.text:
            continue
        part = Paragraph(line.text, (line.span,), line.emphasis, ruby=line.ruby)
        role = told(_bare(line)[0], place)
        if fresh or (role and last_character(made[-1]) in WHOLE):
            made.append(part)
            fresh = line.broken or (role is not None and role.role == "byline")
            continue
        whole = joined(made[-1], part)
        span = Span(part.span.path, made[-1].span.line, made[-1].span.column, part.span.last_line)
        made[-1] = Paragraph(whole.text, (span,), whole.emphasis, ruby=whole.ruby)
        fresh = line.broken
    return made
