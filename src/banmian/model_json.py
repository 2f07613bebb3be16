"""The model as JSON (docs/model.schema.json)."""

from __future__ import annotations

import json
from typing import Any

from .days import day_name
from .model import Figure, Issue, Listing, Masthead, Page, Paragraph, Running, Story, Table, Text, Verse


def as_bytes(value: Any) -> bytes:
    """JSON as it is written everywhere: UTF-8, two spaces, a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def as_json(issue: Issue) -> dict[str, Any]:
    """An issue as plain values; what is absent is None or an empty list."""
    pages = [_page(page) for page in issue.pages]
    return {"language": issue.language.tag, "masthead": _masthead(issue.masthead), "pages": pages}


def _string(text: Text | Paragraph | None) -> str | None:
    return text.text if text else None


def _lines(part: Text | Paragraph) -> list[list[int]]:
    return [[span.line, span.last_line] for span in part.spans]


def _masthead(head: Masthead) -> dict[str, Any]:
    return {
        "publisher": _string(head.publisher),
        "title": _string(head.title),
        "edition": _string(head.edition),
        "organ": _string(head.organ),
        "date": head.date.isoformat() if head.date else None,
        "date_text": _string(head.date_text),
        "weekday": day_name(head),
        "lunar_date": _string(head.lunar_date),
        "serial_number": head.serial_number,
        "serial_text": _string(head.serial_text),
        **_printed("postal_code", head.postal_code, "postal_text", head.postal_text),
        **_printed("issue_number", head.issue_number, "issue_text", head.issue_text),
        **_printed("page_count", head.page_count, "count_text", head.count_text),
        "accounts": [account.text for account in head.accounts],
        "notices": [notice.text for notice in head.notices],
    }


def _printed(name: str, value: str | int | None, text_name: str, text: Text | None) -> dict[str, Any]:
    """What is read from a string of the masthead, and the string; nothing where it is not printed."""
    return {name: value, text_name: text.text} if text else {}


def _page(page: Page) -> dict[str, Any]:
    card = page.name_card
    return {
        "number": _string(page.number),
        "sequence": page.sequence,
        "subject": _string(page.subject),
        "credits": [{"role": c.role, "names": list(c.names), "text": c.source.text} for c in page.credits],
        "name_card": card and {"title": card.title.text, "rows": [[cell.text for cell in row] for row in card.rows]},
        "figures": [_figure(figure) for figure in page.figures],
        "articles": [_article(article) for article in page.articles],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    span = figure.span
    caption = figure.caption
    credit = "".join(caption.text[e.start : e.end] for e in caption.emphasis if e.kind == "credit") if caption else ""
    made = {"caption": _string(caption), "image": figure.image, "lines": [[span.line, span.last_line]]}
    return (
        made
        | ({"credit": credit} if credit else {})
        | ({"alt": figure.alt} if figure.alt else {})
        | ({"beside": [{"image": one.image, "alt": one.alt} for one in figure.beside]} if figure.beside else {})
    )


def _article(article: Story) -> dict[str, Any]:
    return {
        "kicker": _string(article.kicker),
        "headline": _string(article.headline),
        "subhead": _string(article.subhead),
        **({"breaks": breaks} if (breaks := _breaks(article)) else {}),
        **({"summary": [line.text for line in article.summary]} if article.summary else {}),
        "lead": [_running(part) for part in article.lead],
        "sections": [
            {"heading": _string(section.heading), "paragraphs": [_running(part) for part in section.paragraphs]}
            for section in article.sections
        ],
        **({"labels": list(article.labels)} if article.labels else {}),
    }


def _breaks(article: Story) -> dict[str, list[int]]:
    """Where further lines of the heads begin, by head."""
    heads = {"kicker": article.kicker, "headline": article.headline, "subhead": article.subhead}
    return {name: list(text.breaks) for name, text in heads.items() if text and text.breaks}


def _running(part: Running) -> dict[str, Any]:
    match part:
        case Listing():
            return {"items": [_paragraph(item) for item in part.items]}
        case Verse():
            return {"stanzas": [[_paragraph(line) for line in stanza] for stanza in part.stanzas]}
        case Table():
            rows = [[cell.text for cell in row] for row in part.rows]
            made = {"rows": rows, "head": part.head, "aligned": list(part.aligned), "across": part.across}
            return made | ({"title": _paragraph(part.title)} if part.title else {})
    return _paragraph(part)


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    made: dict[str, Any] = {"text": paragraph.text, "lines": _lines(paragraph)}
    if paragraph.emphasis:
        made["emphasis"] = [[e.start, e.end, e.kind] for e in paragraph.emphasis]
    if paragraph.ruby:
        made["ruby"] = [[r.start, r.base_end, r.end] for r in paragraph.ruby]
    if paragraph.role:
        made |= {"role": paragraph.role, "label": paragraph.label}
    if paragraph.level:
        made["level"] = paragraph.level
    return made
