"""The seed's dialect: blocks become the nodes of a page, by an ordered table of rules.

A block that no rule takes is an error at its line: nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable

from ..diagnostics import Diagnostic
from ..model import Page
from .blocks import Block
from .drafting import DialectRule, PageSoFar, text_of
from .evidence import is_named, is_pictures
from .front import (
    card_rows,
    card_title,
    credits,
    is_card_rows,
    is_card_title,
    is_credits,
    is_masthead,
    is_number,
    masthead,
    name_card,
    number,
    numberless,
    subject,
)  # fmt: skip
from .heads import headline, is_headline, is_note_in_quote, note_in_quote, placement, quote, without_what_labels_say
from .lines import not_set
from .lists import is_labelled, is_list, items, labelled, listing
from .plates import caption, is_caption, is_short_line, pictures, pictures_elsewhere, short_line, without_captions
from .running import is_name_alone, is_prose, is_told, name_alone, prose
from .source import Source
from .tables import is_table, is_title, misread, table, title, with_tabbed
from .verse import is_verse, verse, verses


def read_page(
    source: Source, body: list[Block], sequence: int, captions: frozenset[str] = frozenset()
) -> tuple[Page, list[Diagnostic]]:
    """Read the blocks from the first heading on. `captions`: those that issue.toml names a picture for."""
    found = items(source, body)
    desk = PageSoFar(source, body, captions=captions, items=found)
    body = desk.blocks = _tabbed(desk)
    desk.verse = verses(body, found, captions)
    for desk.at, block in enumerate(body):
        misread(desk, block)
        for _, takes, rule in RULES:
            if takes(desk, block):
                rule(desk, block)
                desk.noticed += not_set(block.lines) if rule not in ANNOTATED else []
                if rule is not pictures:
                    pictures_elsewhere(desk, block)
                # what comes between ends the card
                desk.card_open = desk.card_open and (rule in (card_title, card_rows) or block.kind == "rule")
                break
        desk.joinable = desk.joinable and block.kind == "paragraph" and rule is not short_line
    numberless(desk, next((one for one in body if one.kind == "heading" and one.level == 2 and desk.drafts), None))
    desk.noticed += [*without_captions(desk), *without_what_labels_say(desk)]
    if not desk.drafts:
        desk.notice("P032", source.span(len(source.lines) or 1))
    page = Page(
        path=source.path, sequence=sequence, number=desk.number, subject=desk.subject, credits=tuple(desk.credits),
        name_card=name_card(desk), opening=tuple(desk.opening), placements=tuple(map(placement, desk.drafts)),
    )  # fmt: skip
    return page, desk.noticed


def _tabbed(desk: PageSoFar) -> list[Block]:
    """The blocks, with the tables that tabs make below the first headline."""
    heads = (n for n, one in enumerate(desk.blocks) if one.kind == "heading" and one.level == 2)
    first = next((n for n in heads if not is_number(desk, desk.blocks[n])), len(desk.blocks))
    return [*desk.blocks[:first], *with_tabbed(desk.source, desk.blocks[first:], desk.items)]


def _heading(level: int) -> Callable[[PageSoFar, Block], bool]:
    return lambda desk, block: block.kind == "heading" and block.level == level


def _empty_heading(desk: PageSoFar, block: Block) -> bool:
    return block.kind in ("heading", "quote") and not block.text.strip()


def _section(desk: PageSoFar, block: Block) -> None:
    if not desk.drafts:
        desk.notice("P037", block.span, text=block.text)
        return
    desk.drafts[-1].parts.append((text_of(block), []))


def _empty(desk: PageSoFar, block: Block) -> None:
    """A heading or a quote without text is an error; what follows is read as if it had one: one fault, one message."""
    desk.notice("P033", block.span, marks="#" * block.level or ">")
    if block.level == 2:
        headline(desk, block)


def _stray(desk: PageSoFar, block: Block) -> None:
    excerpt = block.text[:12] or block.kind
    desk.notice("P031" if block.kind == "paragraph" else "P030", block.span, kind=block.kind, text=excerpt)


RULES: list[DialectRule] = [
    ("rule", lambda d, b: b.kind == "rule", lambda d, b: None),
    ("empty heading", _empty_heading, _empty),
    ("subject", _heading(1), subject),
    ("page number", is_number, number),
    ("name card", is_card_title, card_title),
    ("headline", is_headline, headline),
    ("section", _heading(3), _section),
    ("editor's note in a quote", is_note_in_quote, note_in_quote),
    ("quote", lambda d, b: b.kind == "quote", quote),
    ("name-card rows", is_card_rows, card_rows),
    ("second masthead", is_masthead, masthead),
    ("credits", is_credits, credits),
    ("picture", is_pictures, pictures),
    ("caption that issue.toml names", is_named, caption),
    ("list", is_list, listing),
    ("verse", is_verse, verse),
    ("labelled line", is_labelled, labelled),
    ("paragraph with a role", is_told, prose),
    ("title of a table", is_title, title),
    ("caption", is_caption, caption),
    ("name alone", is_name_alone, name_alone),
    ("short line", is_short_line, short_line),
    ("prose", is_prose, prose),
    ("table", is_table, table),
    ("stray", lambda d, b: True, _stray),
]
ANNOTATED = (prose, note_in_quote, name_alone, short_line, listing, verse, labelled, title, _stray)
"""The rules that set readings and dots, or have said already that they cannot."""
