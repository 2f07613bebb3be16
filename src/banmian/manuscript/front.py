"""What stands above the first story: subject, number, credits, name card. And a masthead, which is there already."""

from __future__ import annotations

from itertools import islice

from ..model import NameCard, Text
from . import numbers
from .blocks import Block
from .credits import credits_of
from .drafting import PageSoFar, text_of
from .evidence import CAPTION_LIMIT
from .lines import TextLine
from .masthead import masthead_line
from .running import CLOSING
from .source import Source

MASTHEAD_LIMIT = 60
"""Characters: a longer line is a paragraph that tells of a day or a publisher."""


def subject(desk: PageSoFar, block: Block) -> None:
    """A page's subject (版名): the first there is."""
    if desk.subject is not None:
        desk.notice("P034", block.span, first=desk.subject.span.line)
    elif desk.drafts:
        desk.notice("P048", block.span, text=block.text)
    desk.subject = desk.subject or text_of(block)


def is_number(desk: PageSoFar, block: Block) -> bool:
    """A page number, alone or with the subject behind it, before the first headline."""
    if block.kind != "heading" or block.level != 2 or desk.drafts:
        return False
    return numbers.is_number(block.text) or _with_subject(desk, block) is not None


def number(desk: PageSoFar, block: Block) -> None:
    """The number of the page (版次), and its subject where it stands behind it. It has no labels."""
    if block.labels:
        desk.notice("P066", block.span, words=" ".join(block.labels))
    if desk.number is not None:
        desk.notice("P035", block.span, first=desk.number.text, second=block.text)
    printed, both = text_of(block), _with_subject(desk, block)
    if both:
        printed, named = numbers.parts(desk.source, printed, *both)
        if desk.subject is not None:
            desk.notice("P034", block.span, first=desk.subject.span.line)
        desk.subject = desk.subject or named
    desk.number = desk.number or printed


def _with_subject(desk: PageSoFar, block: Block) -> tuple[int, int] | None:
    """Where the number of a line ends and its subject begins, if it is no headline: none has a headline below it."""
    both = numbers.split(block.text)
    if both is None or numbers.is_number(block.text):
        return None
    at = desk.at + (desk.blocks[desk.at] is not block)
    for following in islice(desk.blocks, at + 1, None):
        if following.kind == "heading":
            return both[:2] if following.level <= 2 or is_card_title(desk, following) else None
        if following.kind in ("rule", "quote") or is_credits(desk, following) or any(li.pictures for li in following.lines):
            continue
        if not both[2] or len(following.text) > CAPTION_LIMIT or following.text.endswith(tuple(CLOSING)):
            return None
    return None


def numberless(desk: PageSoFar, headline: Block | None) -> None:
    """On a page without a number, say of what looks like one above or in the first headline how it is written."""
    for block in desk.blocks if desk.number is None else ():
        wanted = block.kind == "paragraph" or (block.kind == "heading" and block.level <= 2)
        spelled = numbers.advised(block.text) if wanted and len(block.lines) == 1 else None
        if spelled:
            desk.notice("P083", block.span, text=block.text, spelling=spelled)
        if block is headline:
            return


def is_card_title(desk: PageSoFar, block: Block) -> bool:
    """The title of a name card."""
    return block.kind == "heading" and block.level == 3 and block.text.endswith("名片") and not desk.drafts


def card_title(desk: PageSoFar, block: Block) -> None:
    """A name card opens; a page has one."""
    if desk.card is not None:
        desk.notice("P036", block.span, first=desk.card[0].span.line)
        return
    desk.card, desk.card_open = (text_of(block), []), True


def is_credits(desk: PageSoFar, block: Block) -> bool:
    """Lines of credits, before the first headline."""
    return block.kind == "paragraph" and not desk.drafts and all(credits_of(line) for line in block.lines)


def credits(desk: PageSoFar, block: Block) -> None:
    """Each with its names."""
    for line in block.lines:
        desk.credits += credits_of(line)


def is_card_rows(desk: PageSoFar, block: Block) -> bool:
    """Rows of the open card: a table, lines with tabs, or right below its title lines as short as captions."""
    if not desk.card_open or block.kind not in ("table", "paragraph"):
        return False
    tabs = any("\t" in desk.source.lines[line.span.line - 1] for line in block.lines)
    below_title = desk.at > 0 and desk.blocks[desk.at - 1].kind == "heading"
    short = all(0 < len(line.text) <= CAPTION_LIMIT and line.text[-1] not in CLOSING for line in block.lines)
    return block.kind == "table" or tabs or (below_title and short)


def card_rows(desk: PageSoFar, block: Block) -> None:
    """Rows of the open card."""
    assert desk.card is not None  # noqa: S101 - `card_open` says so
    desk.card[1].extend(block.lines)


def name_card(desk: PageSoFar) -> NameCard | None:
    """The name card of the page, its rows filled up to one length."""
    if desk.card is None:
        return None
    title, lines = desk.card
    if not lines:
        desk.notice("P041", title.span)
    rows = [_cells(desk.source, line) for line in lines]
    width = len(rows[0]) if rows else 0
    for row in rows:
        if len(row) > width:
            extra = row[width]
            desk.notice("P042", extra.span, cells=len(row), expected=width, text=extra.text)
    filled = [row + [Text("", row[-1].span)] * (width - len(row)) for row in rows]
    return NameCard(title, tuple(tuple(row) for row in filled))


def _cells(source: Source, line: TextLine) -> list[Text]:
    """The cells of a row, split at tabs; empty ones stay, also at its edges. Columns are those of the source."""
    raw = source.lines[line.span.line - 1].strip(" \u3000\r")
    before, after = (len(raw) - len(raw.lstrip("\t")), len(raw) - len(raw.rstrip("\t"))) if "|" not in raw else (0, 0)
    texts_ = ["" for _ in range(before)] + line.text.split("\t") + ["" for _ in range(after)]
    cells, column = [], 1
    for cell in (text.strip() for text in texts_):
        found = source.lines[line.span.line - 1].find(cell, column - 1) + 1 if cell else column
        column = max(column, found)
        cells.append(Text(cell, source.span(line.span.line, column)))
        column += len(cell)
    return cells


def is_masthead(desk: PageSoFar, block: Block) -> bool:
    """Lines that only a masthead has, below the first heading: a serial number, a day with its weekday, 出版.

    Above the first headline numbers of the issue and its pages, too.
    """
    lines = [line.text for line in block.lines if len(line.text) <= MASTHEAD_LIMIT]
    return block.kind == "paragraph" and any(masthead_line(text, front=not desk.drafts) for text in lines)


def masthead(desk: PageSoFar, block: Block) -> None:
    """A masthead below the first heading."""
    line = next(line for line in block.lines if masthead_line(line.text, front=not desk.drafts))
    desk.notice("P025", line.span, what="masthead", first=line.text, line=1)
