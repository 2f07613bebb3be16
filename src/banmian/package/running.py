"""Running text as XHTML: paragraphs by their role, lists, verse, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from ..composer.classes import HAN
from ..model import Listing, Paragraph, Running, Table, Text, Verse, parts_of
from ..tabular import described
from .inline import marked_up, parted

Inline = Callable[[str], str]

_IN_HAN = re.compile(f"[{HAN}]")


def place(part: Running) -> int:
    """Where it comes in reading order."""
    return min(one.at for one in parts_of(part))


def parts(running_text: Sequence[Running], plain: str, inline: Inline) -> Iterator[tuple[int, str]]:
    """Running text as XHTML, each piece with its place. Paragraphs of one editor's note are one aside."""
    for note, group in groupby(running_text, key=lambda part: isinstance(part, Paragraph) and part.role == "note"):
        if not note:
            yield from ((place(part), running(part, plain, inline)) for part in group)
            continue
        notes = [part for part in group if isinstance(part, Paragraph)]
        inner = "".join(f"<p>{marked_up(part, inline)}</p>" for part in notes)
        yield place(notes[0]), f'<aside class="note">{inner}</aside>'


def running(part: Running, plain: str, inline: Inline) -> str:
    """A part of running text. `plain`: the class of a paragraph without a role, nothing for none."""
    match part:
        case Listing():
            return _list(part.items, inline)
        case Verse():
            stanzas = "".join(f'<p class="stanza">{_lines(stanza, inline)}</p>' for stanza in part.stanzas)
            return f'<div class="verse">{stanzas}</div>'
        case Table():
            return _table(part, inline)
    return _paragraph(part, plain, inline)


def _list(items: Sequence[Paragraph], inline: Inline, level: int = 0) -> str:
    """A list; items that are deeper than its level are a list in the item before them. Labels are text: none is made.

    The role is for readers that take a list without bullets for none.
    """
    own = [item for item in items if item.level <= level]
    if not own:
        return _list(items, inline, level + 1)
    made: list[str] = []
    for deeper, run in groupby(items, key=lambda item: item.level > level):
        if made and deeper:
            made[-1] += _list(list(run), inline, level + 1)
        else:
            made += [_item(one, inline) for one in run]
    tag = "ol" if all(any(c.isalnum() for c in item.text[: item.label]) for item in own) else "ul"
    return f'<{tag} role="list" class="items">{"".join(f"{one}</li>" for one in made)}</{tag}>'


def _item(item: Paragraph, inline: Inline) -> str:
    """An item, still open: its label in an element of its own, and its text. A label in Han does not hang (book.css)."""
    written = item.text[: item.label]
    if not written or any(ruby.start < item.label for ruby in item.ruby):
        return f"<li>{marked_up(item, inline)}"
    kind = "labelled plain" if _IN_HAN.search(written) else "labelled"
    label, text = parted(item, item.label)
    return f'<li class="{kind}"><span class="label">{marked_up(label, inline)}</span>{marked_up(text, inline)}'


def _lines(stanza: Sequence[Paragraph], inline: Inline) -> str:
    return "<br/>".join(marked_up(line, inline) for line in stanza)


def _paragraph(part: Paragraph, plain: str, inline: Inline) -> str:
    """A byline is neither a lead nor set as one."""
    kind = " ".join(one for one in ("" if part.role == "byline" else plain, part.role) if one)
    opened = f'<p class="{kind}">' if kind else "<p>"
    return f"{opened}{marked_up(part, inline)}</p>"


def _table(table: Table, inline: Inline) -> str:
    """Its head and body; `scope` says what a head is of, the class of a cell how it is set."""
    columns = list(described(table))
    rows = [_row(row, n < table.head, columns, inline) for n, row in enumerate(table.rows)]
    head, body = "".join(rows[: table.head]), "".join(rows[table.head :])
    title = f"<caption>{marked_up(table.title, inline)}</caption>" if table.title else ""
    made = f"{f'<thead>{head}</thead>' if head else ''}{f'<tbody>{body}</tbody>' if body else ''}"
    return f'<table class="rows">{title}{made}</table>'


def _row(row: tuple[Text, ...], heads: bool, columns: Sequence[tuple[str, str]], inline: Inline) -> str:
    cells = ""
    for cell, (kind, scope) in zip(row, columns, strict=True):
        scoped = "col" if heads else scope
        # an empty corner heads nothing
        tag, of = ("th", f' scope="{scoped}"') if scoped and cell.text else ("td", "")
        look = f' class="{kind}"' if kind else ""
        cells += f"<{tag}{look}{of}>{inline(cell.text)}</{tag}>"
    return f"<tr>{cells}</tr>"
