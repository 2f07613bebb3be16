"""English pages: words that stand twice, figures that rise to less, straight quotes, hyphens for dashes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ...rules.checks import Found, rule
from ...rules.rule import NOTE, PROOFREADING, WARNING
from ..articles import Article, LineKind, ProofLine, english_lines
from ..quantities import FALLS, RISES

_TWICE = re.compile(r"(?<![\w-])([A-Za-z]+) \1(?![\w-])", re.I)
"""Not a part of a word with a hyphen: a break-in in May, in in-fighting."""
_RIGHT_TWICE = frozenset(
    ("had", "that", "very", "bye", "so", "no", "ha", "night", "is", "do", "many", "long", "far", "really", "well", "never")
)


@rule(
    "R092", PROOFREADING, WARNING,
    counts=1,
    says=("“{word}” stands twice", "“{word}”重出"),
    hint=("take one away", "请删去一个"),
    source="house",
    bad="## Harbour opens\n\nThe harbour opened on the the first day of spring.",
    good="## Harbour opens\n\nThe harbour opened on the first day of spring.",
)  # fmt: skip
def words_twice(articles: Sequence[Article]) -> Iterator[Found]:
    """No word stands twice, but those that may (had had, very very) and names (New York, New York)."""
    for line in english_lines(articles):
        for hit in _TWICE.finditer(line.text):
            name = hit[0].split(" ")[1][0].isupper()  # New York, New York; senior law lord Lord Bingham
            if hit[1].lower() not in _RIGHT_TWICE and not name and line.kind is not LineKind.VERSE:
                yield line.found(hit.start(), hit.end(), word=hit[1])


_FIGURE = r"[$£€]?(\d[\d,]*(?:\.\d+)?)( ?(?:per cent|percent|%|million|billion|tonnes|people))?"
_MOVED = re.compile(rf"\b({RISES}|{FALLS}) from {_FIGURE} to {_FIGURE}(?![\d/])", re.I)


@rule(
    "R093", PROOFREADING, WARNING,
    counts=1,
    says=("{second} {sign} {first}, the text says “{verb}”", "{second} {sign} {first}，文中作“{verb}”"),
    hint=("the figures may be exchanged, or the verb; ask", "数字可能颠倒，或用词有误，请核对"),
    source="house",
    bad="## Harbour opens\n\nTraffic rose from 240 boxes to 120 boxes.\n\nIt rose from 240 to 120 a day.",
    good="## Harbour opens\n\nIt rose from 120 to 240 a day.",
)  # fmt: skip
def moved(articles: Sequence[Article]) -> Iterator[Found]:
    """What rises from A to B comes to more, what falls to less."""
    for line in english_lines(articles):
        for hit in _MOVED.finditer(line.text):
            first, second = (Fraction(one.replace(",", "")) for one in (hit[2], hit[4]))
            rises = hit[1].lower() in RISES.split("|")
            if hit[3] in (None, hit[5]) and first != second and (second > first) != rises:
                sign = "<" if second < first else ">"
                yield line.found(hit.start(), hit.end(), first=hit[2], second=hit[4], sign=sign, verb=hit[1])


_STRAIGHT = re.compile(r"(?<![\d\"'])[\"'](?!\d0s\b)|(?<=[A-Za-z])'(?=[A-Za-z])")


@rule(
    "R102", PROOFREADING, NOTE,
    says=("{count} quotation mark(s) or apostrophe(s) of page {page} are straight, here {text}", "{page} 版英文里有 {count} 个直引号或直撇号，此处为 {text}"),
    hint=("write “ ” ‘ ’, once for the page; `banmian fix` leaves quotes alone, for which way one opens only a reader knows", "请统一写作 “ ” ‘ ’；开闭要看文意，`banmian fix` 不改引号"),
    source="The Chicago Manual of Style 6.115",
    bad='## Harbour opens\n\nThe harbour "opened" on Monday, and it didn\'t rain. The mayor was there, and so was the band of the fire brigade.',
    good="## Harbour opens\n\nThe harbour “opened” on Monday, and it didn’t rain. The mayor was there, and so was the band of the fire brigade.",
)  # fmt: skip
def straight_quotes(articles: Sequence[Article]) -> Iterator[Found]:
    """English has quotation marks and apostrophes that curl. One note a page, at its first; 6'2" and '90s are let be."""
    return _once_a_page(((article.page, line) for article in articles for line in english_lines([article])), _STRAIGHT)


def _once_a_page(lines: Iterable[tuple[str, ProofLine]], form: re.Pattern[str]) -> Iterator[Found]:
    """The first hit of each page, with the number of all. `lines`: with their pages."""
    pages: dict[str, list[tuple[ProofLine, re.Match[str]]]] = {}
    for page, line in lines:
        pages.setdefault(page, []).extend((line, hit) for hit in form.finditer(line.text))
    for page, hits in pages.items():
        for line, hit in hits[:1]:
            yield line.found(hit.start(), hit.end(), count=len(hits), page=page)


_TWO_HYPHENS = re.compile(r"(?<=[\w,.?!\"'”’])--(?=[\w\"'“‘])|(?<=\s)--(?=\s|$)")
"""Not an option, as --draft is."""


@rule(
    "R103", PROOFREADING, NOTE,
    says=("{count} dash(es) of page {page} are two hyphens, here {text}", "{page} 版英文里有 {count} 个破折号写作两个连字符，此处为 {text}"),
    hint=("write — or –, once for the page", "英文破折号请统一写作 — 或 –"),
    source="The Chicago Manual of Style 6.85",
    bad="## Harbour opens\n\nThe harbour opened on Monday -- at last. The mayor was there, and so was the band of the fire brigade.",
    good="## Harbour opens\n\nThe harbour opened on Monday — at last. The mayor was there, and so was the band of the fire brigade.",
)  # fmt: skip
def two_hyphens(articles: Sequence[Article]) -> Iterator[Found]:
    """English has dashes. One note a page, at its first; also where a line quotes a few Han."""
    lines = ((one.page, line) for one in articles for line in one.lines if line.western and line.kind is not LineKind.CELL)
    return _once_a_page(lines, _TWO_HYPHENS)
