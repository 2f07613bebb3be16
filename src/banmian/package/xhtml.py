"""An issue as XHTML documents: one for what opens a page, one for each article; every text in the manuscript's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise

from ..model import Article, Emphasis, Figure, Issue, NameCard, Node, Page, Paragraph, Ruby, texts

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-Hans" '
    'xml:lang="zh-Hans"><head><title>{title}</title><link rel="stylesheet" type="text/css" href="issue.css"/></head>'
)


@dataclass(frozen=True)
class Document:
    """One file of the book: its name, title, entries for the contents (id, label) and its bytes."""

    name: str
    title: str
    entries: tuple[tuple[str, str], ...]
    data: bytes


def documents(issue: Issue, images: dict[str, tuple[str, str]]) -> list[Document]:
    """All documents. `images`: path in the issue → (path in the book, alternative text)."""
    return [doc for page in issue.pages for doc in _page(issue, page, images)]


def _page(issue: Issue, page: Page, images: dict[str, tuple[str, str]]) -> Iterator[Document]:
    starts = [_start(texts(article)[0]) for article in page.articles]
    opening = _opening(issue, page, images)
    figures = [(_start(figure), _figure(figure, images)) for figure in page.figures]
    first = starts[0] if starts else (1 << 30, 0)
    head = sorted([*opening, *((at, html) for at, html in figures if at < first)], key=lambda item: item[0])
    label = " ".join(t.text for t in (page.number, page.subject) if t) or page.label
    if head:
        body = f'<section epub:type="frontmatter">{"".join(html for _, html in head)}</section>'
        yield _document(f"p{page.sequence}.xhtml", label, (), body)
    for number, article in enumerate(page.articles, 1):
        end = starts[number] if number < len(starts) else (1 << 30, 0)
        inside = [(at, html) for at, html in figures if starts[number - 1] <= at < end]
        yield _article(f"p{page.sequence}-a{number}.xhtml", article, inside)


def _start(part: Node | Figure) -> tuple[int, int]:
    return part.span.line, part.span.column


def _document(name: str, title: str, entries: tuple[tuple[str, str], ...], body: str) -> Document:
    html = f"{HEAD.format(title=escape(title))}<body>{body}</body></html>\n"
    return Document(name, title, entries, html.encode())


def _opening(issue: Issue, page: Page, images: dict[str, tuple[str, str]]) -> Iterator[tuple[tuple[int, int], str]]:
    """The masthead (on the first page), subject, number, credits and name card."""
    for node in texts(issue.masthead) if page.sequence == 1 else ():
        kind = "title" if node is issue.masthead.title else "masthead"
        yield (0, node.span.line * 1000 + node.span.column), f'<p class="{kind}">{escape(node.text)}</p>'
    if page.subject:
        yield _start(page.subject), f"<h1>{escape(page.subject.text)}</h1>"
    if page.number:
        yield _start(page.number), f'<p class="number">{escape(page.number.text)}</p>'
    for credit in page.credits:
        yield _start(credit.source), f'<p class="credit">{escape(credit.source.text)}</p>'
    if page.name_card:
        yield _start(page.name_card.title), _name_card(page.name_card)


def _name_card(card: NameCard) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell.text)}</td>" for cell in row) + "</tr>" for row in card.rows)
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    return f'<section class="name-card"><h2>{escape(card.title.text)}</h2>{table}</section>'


def _figure(figure: Figure, images: dict[str, tuple[str, str]]) -> str:
    known = images.get(figure.image or "")
    picture = f'<img src="{escape(known[0])}" alt="{escape(known[1])}"/>' if known else ""
    caption = f"<figcaption>{escape(figure.caption.text)}</figcaption>" if figure.caption else ""
    return f"<figure>{picture}{caption}</figure>" if picture or caption else ""


def _article(name: str, article: Article, figures: list[tuple[tuple[int, int], str]]) -> Document:
    blocks = [*_head_blocks(article), *_text_blocks(article)]
    merged = sorted([*blocks, *figures], key=lambda item: item[0])
    parts, inside = [], False
    for _, html in merged:
        if html.startswith("<h2"):
            parts.append(("</section>" if inside else "") + "<section>")
            inside = True
        parts.append(html)
    body = "<article>" + "".join(parts) + ("</section>" if inside else "") + "</article>"
    entries = tuple((f"s{n}", section.heading.text) for n, section in enumerate(article.sections, 1))
    return _document(name, article.headline.text, entries, body)


def _head_blocks(article: Article) -> Iterator[tuple[tuple[int, int], str]]:
    yield _start(article.headline), f"<h1>{escape(article.headline.text)}</h1>"
    for kind, node in (("kicker", article.kicker), ("subhead", article.subhead)):
        if node:
            yield _start(node), f'<p class="{kind}">{escape(node.text)}</p>'


def _text_blocks(article: Article) -> Iterator[tuple[tuple[int, int], str]]:
    for paragraph in article.lead:
        yield _start(paragraph), f'<p class="lead">{_stressed(paragraph)}</p>'
    for number, section in enumerate(article.sections, 1):
        yield _start(section.heading), f'<h2 id="s{number}">{escape(section.heading.text)}</h2>'
        for paragraph in section.paragraphs:
            yield _start(paragraph), f"<p>{_stressed(paragraph)}</p>"


def _stressed(paragraph: Paragraph) -> str:
    """A paragraph's text with its stress, dots and readings. Dots that cross the edge of a stress are cut there."""
    kinds = [e for e in paragraph.emphasis if e.kind != "dots"]
    dots = [e for e in paragraph.emphasis if e.kind == "dots"]
    made = ""
    for stretch, pieces in groupby(_pieces(paragraph), lambda piece: _over(kinds, piece[0])):
        inner = ""
        for dotted, run in groupby(pieces, lambda piece: _over(dots, piece[0])):
            html = "".join(piece for _, piece in run)
            inner += f'<em class="dots">{html}</em>' if dotted else html
        made += f"<{stretch.kind}>{inner}</{stretch.kind}>" if stretch else inner
    return made


def _pieces(paragraph: Paragraph) -> Iterator[tuple[int, str]]:
    """Runs of text within which nothing changes, and readings with their bases; each with its start."""
    readings = {ruby.start: ruby for ruby in paragraph.ruby}
    inside = {at for ruby in paragraph.ruby for at in range(ruby.start + 1, ruby.end)}
    edges = {0, len(paragraph.text), *readings, *(ruby.end for ruby in paragraph.ruby)}
    edges |= {at for e in paragraph.emphasis for at in (e.start, e.end)}
    for start, end in pairwise(sorted(edges - inside)):
        yield start, _ruby(paragraph, readings[start]) if start in readings else escape(paragraph.text[start:end])


def _ruby(paragraph: Paragraph, ruby: Ruby) -> str:
    base, reading = paragraph.text[ruby.start : ruby.base_end], paragraph.text[ruby.base_end : ruby.end]
    return f"<ruby>{escape(base)}<rt>{escape(reading)}</rt></ruby>"


def _over(stretches: list[Emphasis], at: int) -> Emphasis | None:
    return next((e for e in stretches if e.start <= at < e.end), None)
