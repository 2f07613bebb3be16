"""The seed's dialect: blocks become the nodes of a page, by an ordered table of rules.

A block that no rule takes is an error at its line: nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic
from ..model import Credit, Emphasis, Figure, NameCard, Page, Paragraph, Placement, Ruby, Section, Span, Story, Text
from .blocks import Block
from .lines import Line, not_set
from .masthead import masthead_line
from .source import Source

PAGE_NUMBER = re.compile(r"^(?:第?\s*)?[A-Z]{0,2}\d{1,3}\s*版?$")
MASTHEAD_LIMIT = 60
"""Characters: a longer line is a paragraph that tells of a day or a publisher."""
CAPTION_LIMIT = 20
"""Characters: a longer line is a paragraph."""

_CREDIT = re.compile(r"^(?P<role>[^：:，。\s]{2,10})[：:]\s*+(?P<names>[^，。；！？]+)$")
_CLOSING = "。！？；：…”’）》」』】〕.!?;:\"')"
_WHOLE = "。！？；：…”’）》」』】〕.!?\"')"
_PHOTOGRAPHER = re.compile(r"[（(][^）)]{1,14}(?:摄|图|供图|提供|绘|制图)[）)]$")
_LATIN = re.compile(r"[0-9A-Za-z]")


@dataclass
class Draft:
    """A story while it is read."""

    headline: Text
    kicker: Text | None = None
    subhead: Text | None = None
    parts: list[tuple[Text | None, list[Paragraph]]] = field(default_factory=lambda: [(None, [])])
    figures: list[Figure] = field(default_factory=list)


@dataclass
class Desk:
    """A page while it is read: what stands on it so far, and what was noticed."""

    source: Source
    blocks: list[Block]
    at: int = 0
    number: Text | None = None
    subject: Text | None = None
    credits: list[Credit] = field(default_factory=list)
    card: tuple[Text, list[Line]] | None = None
    card_open: bool = False
    kicker: Text | None = None
    drafts: list[Draft] = field(default_factory=list)
    opening: list[Figure] = field(default_factory=list)
    joinable: bool = False
    picture_since: bool = False
    noticed: list[Diagnostic] = field(default_factory=list)

    def show(self, figure: Figure) -> None:
        """A picture belongs to the story that it stands in; above the first one, to the page."""
        (self.drafts[-1].figures if self.drafts else self.opening).append(figure)

    def notice(self, code: str, span: Span, **facts: object) -> None:
        """Remember a diagnostic."""
        self.noticed.append(Diagnostic(code, span, facts))


Rule = tuple[str, Callable[[Desk, Block], bool], Callable[[Desk, Block], None]]


def read_page(source: Source, body: list[Block], sequence: int) -> tuple[Page, list[Diagnostic]]:
    """Read the blocks from the first heading on."""
    desk = Desk(source, body)
    for desk.at, block in enumerate(body):
        for _, takes, rule in RULES:
            if takes(desk, block):
                rule(desk, block)
                desk.noticed += not_set(block.lines) if rule not in (_prose, _stray) else []
                if rule is not _pictures:
                    _pictures_elsewhere(desk, block)
                # what comes between ends the card
                desk.card_open = desk.card_open and (rule in (_card, _rows) or block.kind == "rule")
                break
        desk.joinable = desk.joinable and block.kind == "paragraph"
    if not desk.drafts:
        desk.notice("P032", source.span(len(source.lines) or 1))
    page = Page(
        path=source.path, sequence=sequence, number=desk.number, subject=desk.subject, credits=tuple(desk.credits),
        name_card=_name_card(desk), opening=tuple(desk.opening), placements=tuple(map(_placement, desk.drafts)),
    )  # fmt: skip
    return page, desk.noticed


def _heading(level: int) -> Callable[[Desk, Block], bool]:
    return lambda desk, block: block.kind == "heading" and block.level == level


def _text(block: Block) -> Text:
    return Text(block.text, block.span)


def _empty_heading(desk: Desk, block: Block) -> bool:
    return block.kind in ("heading", "quote") and not block.text.strip()


def _subject(desk: Desk, block: Block) -> None:
    if desk.subject is not None:
        desk.notice("P034", block.span, first=desk.subject.span.line)
    elif desk.drafts:
        desk.notice("P048", block.span, text=block.text)
    desk.subject = desk.subject or _text(block)


def _is_number(desk: Desk, block: Block) -> bool:
    fits = block.kind == "heading" and block.level == 2 and bool(PAGE_NUMBER.match(block.text))
    return fits and not desk.drafts


def _number(desk: Desk, block: Block) -> None:
    if desk.number is not None:
        desk.notice("P035", block.span, first=desk.number.text, second=block.text)
    desk.number = desk.number or _text(block)


def _is_card(desk: Desk, block: Block) -> bool:
    return block.kind == "heading" and block.level == 3 and block.text.endswith("名片") and not desk.drafts


def _card(desk: Desk, block: Block) -> None:
    if desk.card is not None:
        desk.notice("P036", block.span, first=desk.card[0].span.line)
        return
    desk.card, desk.card_open = (_text(block), []), True


def _headline(desk: Desk, block: Block) -> None:
    desk.drafts.append(Draft(_text(block), kicker=desk.kicker))
    desk.kicker, desk.card_open = None, False


def _section(desk: Desk, block: Block) -> None:
    if not desk.drafts:
        desk.notice("P037", block.span, text=block.text)
        return
    desk.drafts[-1].parts.append((_text(block), []))


def _quote(desk: Desk, block: Block) -> None:
    """`>` above a headline is its kicker (肩题); right below it, its subhead (副题)."""
    before = desk.blocks[desk.at - 1] if desk.at else None
    if before and before.kind == "heading" and before.level == 2 and desk.drafts:
        desk.drafts[-1].subhead = _text(block)
        return
    following = desk.blocks[desk.at + 1] if desk.at + 1 < len(desk.blocks) else None
    if following is None or following.kind != "heading" or following.level != 2 or _is_number(desk, following):
        desk.notice("P038", block.span)
        return
    desk.kicker = _text(block)


def _is_credits(desk: Desk, block: Block) -> bool:
    return block.kind == "paragraph" and not desk.drafts and all(_CREDIT.match(line.text) for line in block.lines)


def _credits(desk: Desk, block: Block) -> None:
    for line in block.lines:
        hit = _CREDIT.match(line.text)
        if hit:
            names = tuple(re.split(r"[\s、]+", hit["names"].strip(" \u3000、")))
            desk.credits.append(Credit(hit["role"], names, Text(line.text, line.span)))


def _is_rows(desk: Desk, block: Block) -> bool:
    """Rows of the open card: a table, lines with tabs, or right below its title lines as short as captions."""
    if not desk.card_open or block.kind not in ("table", "paragraph"):
        return False
    tabs = any("\t" in desk.source.lines[line.span.line - 1] for line in block.lines)
    below_title = desk.at > 0 and desk.blocks[desk.at - 1].kind == "heading"
    short = all(0 < len(line.text) <= CAPTION_LIMIT and line.text[-1] not in _CLOSING for line in block.lines)
    return block.kind == "table" or tabs or (below_title and short)


def _rows(desk: Desk, block: Block) -> None:
    assert desk.card is not None  # noqa: S101 - `card_open` says so
    desk.card[1].extend(block.lines)


def _is_pictures(desk: Desk, block: Block) -> bool:
    return block.kind == "paragraph" and any(line.pictures for line in block.lines)


def _pictures(desk: Desk, block: Block) -> None:
    for line in block.lines:
        if line.text:
            desk.notice("P039", line.span)
        for picture in line.pictures:
            caption = Text(picture.caption, line.span) if picture.caption else None
            if caption is None:
                desk.notice("P040", line.span, path=picture.path)
            desk.show(Figure(caption, picture.path, line.span))
    desk.picture_since = True


def _pictures_elsewhere(desk: Desk, block: Block) -> None:
    """A picture in a head, a quote, a row or a credit has no place of its own."""
    for line in block.lines:
        if line.pictures:
            desk.notice("P039", line.span)


def _is_caption(desk: Desk, block: Block) -> bool:
    if block.kind != "paragraph" or len(block.lines) != 1 or not desk_allows_caption(desk):
        return False
    text = _PHOTOGRAPHER.sub("", block.text)
    return 0 < len(text) <= CAPTION_LIMIT and text[-1] not in _CLOSING + "，、,"


def desk_allows_caption(desk: Desk) -> bool:
    """A short line is a caption unless a paragraph before it was cut and waits for its rest."""
    return not desk.joinable or _last_character(_last(desk)) in _WHOLE


def _caption(desk: Desk, block: Block) -> None:
    desk.show(Figure(_text(block), None, block.span))


def _is_prose(desk: Desk, block: Block) -> bool:
    return block.kind == "paragraph" and bool(desk.drafts)


def _prose(desk: Desk, block: Block) -> None:
    for paragraph in _paragraphs(block):
        _put(desk, paragraph)


def _table(desk: Desk, block: Block) -> None:
    """A table in an article: a paragraph for each row, its cells set apart; said in a note."""
    desk.notice("P043", block.span, rows=len(block.lines))
    desk.joinable = False
    for line in block.lines:
        text = "\u3000".join(cell for cell in line.text.split("\t") if cell)
        if text:
            desk.drafts[-1].parts[-1][1].append(Paragraph(text, (line.span,)))


def _put(desk: Desk, paragraph: Paragraph) -> None:
    """Add a paragraph, or join it to one that the manuscript cut in mid-sentence."""
    _, paragraphs = desk.drafts[-1].parts[-1]
    cut = desk.joinable and bool(paragraphs) and _last_character(paragraphs[-1]) not in _WHOLE
    if cut and desk.picture_since:
        desk.notice("P054", paragraph.span, first=paragraphs[-1].span.line)
        paragraphs.append(paragraph)
    elif cut:
        paragraphs[-1] = joined(paragraphs[-1], paragraph)
        desk.notice("P010", paragraph.span, first=paragraphs[-1].span.line)
    else:
        paragraphs.append(paragraph)
    desk.joinable, desk.picture_since = True, False


def _last(desk: Desk) -> Paragraph:
    return desk.drafts[-1].parts[-1][1][-1]


def joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two parts of one paragraph: no space between Han, one between Latin words."""
    gap = " " if _LATIN.match(_last_character(first)) and _LATIN.match(second.text[0]) else ""
    shift = len(first.text) + len(gap)
    emphasis = tuple(Emphasis(e.start + shift, e.end + shift, e.kind) for e in second.emphasis)
    ruby = tuple(Ruby(r.start + shift, r.base_end + shift, r.end + shift) for r in second.ruby)
    return Paragraph(
        text=first.text + gap + second.text, spans=first.spans + second.spans, emphasis=first.emphasis + emphasis,
        starts=first.starts + tuple(start + shift for start in second.starts), ruby=first.ruby + ruby,
    )  # fmt: skip


def _last_character(paragraph: Paragraph) -> str:
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


def _is_masthead(desk: Desk, block: Block) -> bool:
    """Lines that only a masthead has, below the first heading: a serial number, a day with its weekday, 出版."""
    lines = [line.text for line in block.lines if len(line.text) <= MASTHEAD_LIMIT]
    return block.kind == "paragraph" and any(masthead_line(text) for text in lines)


def _masthead(desk: Desk, block: Block) -> None:
    line = next(line for line in block.lines if masthead_line(line.text))
    desk.notice("P025", line.span, what="masthead", first=line.text, line=1)


def _empty(desk: Desk, block: Block) -> None:
    """A heading or a quote without text is an error; what follows is read as if it had one: one fault, one message."""
    desk.notice("P033", block.span, marks="#" * block.level or ">")
    if block.level == 2:
        _headline(desk, block)


def _stray(desk: Desk, block: Block) -> None:
    excerpt = block.text[:12] or block.kind
    desk.notice("P031" if block.kind == "paragraph" else "P030", block.span, kind=block.kind, text=excerpt)


RULES: list[Rule] = [
    ("rule", lambda d, b: b.kind == "rule", lambda d, b: None),
    ("empty heading", _empty_heading, _empty),
    ("subject", _heading(1), _subject),
    ("page number", _is_number, _number),
    ("name card", _is_card, _card),
    ("headline", _heading(2), _headline),
    ("section", _heading(3), _section),
    ("quote", lambda d, b: b.kind == "quote", _quote),
    ("name-card rows", _is_rows, _rows),
    ("second masthead", _is_masthead, _masthead),
    ("credits", _is_credits, _credits),
    ("picture", _is_pictures, _pictures),
    ("caption", _is_caption, _caption),
    ("prose", _is_prose, _prose),
    ("table", lambda d, b: b.kind == "table" and bool(d.drafts), _table),
    ("stray", lambda d, b: True, _stray),
]


def _name_card(desk: Desk) -> NameCard | None:
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


def _cells(source: Source, line: Line) -> list[Text]:
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


def _placement(draft: Draft) -> Placement:
    """A story stands where it is written, whole."""
    sections = tuple(Section(head, tuple(paragraphs)) for head, paragraphs in draft.parts if head is not None)
    lead, figures = tuple(draft.parts[0][1]), tuple(draft.figures)
    return Placement(Story(draft.headline, draft.kicker, draft.subhead, lead, sections, figures))
