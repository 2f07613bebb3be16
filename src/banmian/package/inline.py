"""A paragraph as XHTML: its stress, emphasis dots and readings, without white space between its elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby, pairwise

from ..model import Emphasis, Paragraph, Ruby

_TAGS = {
    "strong": ("<strong>", "</strong>"),
    "em": ("<em>", "</em>"),
    "credit": ('<span class="credit">', "</span>"),
}


def marked_up(paragraph: Paragraph, text: Callable[[str], str] = escape) -> str:
    """A paragraph's text with its stress, dots and readings. Dots that cross the edge of a stress are cut there."""
    kinds = [e for e in paragraph.stressed if e.kind != "dots"]
    dots = [e for e in paragraph.stressed if e.kind == "dots"]
    made = ""
    for stretch, pieces in groupby(_pieces(paragraph, text), lambda piece: _over(kinds, piece[0])):
        inner = ""
        for dotted, run in groupby(pieces, lambda piece: _over(dots, piece[0])):
            html = "".join(piece for _, piece in run)
            inner += f'<em class="dots">{html}</em>' if dotted else html
        opens, closes = _TAGS[stretch.kind] if stretch else ("", "")
        made += f"{opens}{inner}{closes}"
    return made


def parted(paragraph: Paragraph, at: int) -> tuple[Paragraph, Paragraph]:
    """A paragraph in two at a character that no reading stands over; stress and dots are cut there. Nothing is a label."""
    text = paragraph.text
    head = tuple(Emphasis(e.start, min(e.end, at), e.kind) for e in paragraph.emphasis if e.start < at)
    tail = tuple(Emphasis(max(e.start - at, 0), e.end - at, e.kind) for e in paragraph.emphasis if e.end > at)
    ruby = tuple(Ruby(r.start - at, r.base_end - at, r.end - at) for r in paragraph.ruby)
    return (
        Paragraph(text[:at], paragraph.spans, head, starts=paragraph.starts),
        Paragraph(text[at:], paragraph.spans, tail, starts=paragraph.starts, ruby=ruby),
    )


def _pieces(paragraph: Paragraph, text: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """Runs of text within which nothing changes, and readings with their bases; each with its start."""
    readings = {ruby.start: ruby for ruby in paragraph.ruby}
    inside = {at for ruby in paragraph.ruby for at in range(ruby.start + 1, ruby.end)}
    edges = {0, len(paragraph.text), *readings, *(ruby.end for ruby in paragraph.ruby)}
    edges |= {at for e in paragraph.stressed for at in (e.start, e.end)}
    for start, end in pairwise(sorted(edges - inside)):
        yield start, _ruby(paragraph, readings[start], text) if start in readings else text(paragraph.text[start:end])


def _ruby(paragraph: Paragraph, ruby: Ruby, text: Callable[[str], str]) -> str:
    base, reading = paragraph.text[ruby.start : ruby.base_end], paragraph.text[ruby.base_end : ruby.end]
    before, behind = (f'<rp class="generated">{bracket}</rp>' for bracket in "（）")  # for readers that know no ruby
    return f"<ruby>{text(base)}{before}<rt>{escape(reading)}</rt>{behind}</ruby>"


def _over(stretches: list[Emphasis], at: int) -> Emphasis | None:
    return next((e for e in stretches if e.start <= at < e.end), None)
