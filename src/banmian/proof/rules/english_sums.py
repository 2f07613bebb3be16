"""English pages: sums that a sentence does, and days that there are not."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...days import ENGLISH_DAYS, ENGLISH_MONTH, MONTH_NUMBERS
from ...rules.checks import Found, rule
from ...rules.rule import PROOFREADING, WARNING
from ..articles import Article, english_lines
from ..forms import TextForm
from ..quantities import A_FIFTH, FALLS, RISES, Quantity, change, places_of, ratio, shown

_SCALES = "thousand|million|billion|trillion|bn|m"
_FIGURE = rf"(?:[A-Z]{{1,2}}?[$£€])?[$£€]?(\d[\d,]*(?:\.\d+)?)(?: ?({_SCALES})\b)?"
"""A figure, and its scale."""
_PERCENT = r"(?: ?%| per ?cent\b)"
_ROUND = re.compile(r"\b(?:about|around|nearly|almost|over|roughly|some|more than|less than|up to|at least)\b", re.I)
_RATE = rf"(?:by )?(\d+(?:\.\d+)?){_PERCENT}"
_ENDS = r"(?![\d/]|,\d)"
_NOUN = r"(?: [a-z]+){0,2}"
_AGAINST = r",? (?:from|compared (?:with|to)|against|up from|down from)"
_RATE_FIRST = TextForm(rf"\b(?:{RISES}|{FALLS}) {_RATE},? to {_FIGURE}{_NOUN}{_AGAINST} {_FIGURE}{_ENDS}", " to ")
_RATE_THEN_FROM = TextForm(
    rf"\b(?:{RISES}|{FALLS}) {_RATE},? from {_FIGURE}{_NOUN}(?: in \d{{4}})? to {_FIGURE}{_ENDS}", "from"
)
_BY = "up|down|or|an? (?:rise|increase|gain|growth|fall|drop|decline|decrease) of"
_RATE_LAST = TextForm(rf"\bfrom {_FIGURE} to {_FIGURE}{_NOUN},? (?:{_BY}) {_RATE}", "from")


def _quantity(figure: str, scale: str | None) -> Quantity:
    return Quantity(figure.replace(",", ""), scale or "")


def _moves(text: str) -> Iterator[tuple[re.Match[str], Quantity, Quantity, str]]:
    """Each growth or fall with its rate: where, from what, to what, and the rate that is said."""
    for hit in _RATE_FIRST.all(text):
        yield hit, _quantity(hit[4], hit[5]), _quantity(hit[2], hit[3]), hit[1]
    for hit in _RATE_THEN_FROM.all(text):
        yield hit, _quantity(hit[2], hit[3]), _quantity(hit[4], hit[5]), hit[1]
    for hit in _RATE_LAST.all(text):
        yield hit, _quantity(hit[1], hit[2]), _quantity(hit[3], hit[4]), hit[5]


def _fits(low: Fraction, high: Fraction, said: Quantity, words: str) -> bool:
    """Whether a rate in per cent is what its figures come to, by what their printed digits leave open."""
    slack = said.half * 2 + (said.value * A_FIFTH if _ROUND.search(words) else 0)
    return low * 100 - slack <= said.value <= high * 100 + slack


@rule(
    "R110", PROOFREADING, WARNING,
    counts=1,
    says=("{sum} = {right} %, the text says {said} %", "{sum} = {right}%，文中作 {said}%"),
    hint=("ask for the right figure", "请核对这三个数"),
    source="docs/proof.md",
    bad="## Harbour opens\n\nTraffic rose 20 percent, to 240 boxes from 180.\n\nIt rose 20 percent, to 240 from 180.",
    good="## Harbour opens\n\nTraffic rose 33 percent, to 240 from 180.",
)  # fmt: skip
def rates(articles: Sequence[Article]) -> Iterator[Found]:
    """Rose P percent, to B from A; from A to B, a rise of P percent: P = |B − A| ÷ A."""
    for line in english_lines(articles):
        for hit, first, second, rate in _moves(line.text):
            said, ends = Quantity(rate), change(first, second)
            # "rose 5 percent, to 3 million from 2,857,143": each figure has its own scale
            if ends and not _fits(ends[0], ends[1], said, hit[0]):
                done = f"|{second.printed} − {first.printed}| ÷ {first.printed}"
                right = shown(ends[2] * 100, places_of(rate))
                yield line.found(hit.start(), hit.end(), sum=done, right=right, said=rate)


_PART = TextForm(
    rf"\b{_FIGURE} (?:out )?of (?:the |its |all |a total of )?{_FIGURE}((?: [A-Za-z]+){{0,3}}),? (?:\(|or ){_RATE}", " of "
)


@rule(
    "R111", PROOFREADING, WARNING,
    counts=1,
    says=("{part} ÷ {whole} = {right} %, the text says {said} %", "{part} ÷ {whole} = {right}%，文中作 {said}%"),
    hint=("ask for the right figure", "请核对这三个数"),
    source="docs/proof.md",
    bad="## Harbour opens\n\nThey sold 45 of the 60 berths (70 percent) in a week.",
    good="## Harbour opens\n\nThey sold 45 of the 60 berths (75 percent) in a week.",
)  # fmt: skip
def parts(articles: Sequence[Article]) -> Iterator[Found]:
    """A of B, or P percent: P = A ÷ B."""
    for line in english_lines(articles):
        for hit in _PART.all(line.text):
            part, whole, said = _quantity(hit[1], hit[2]), _quantity(hit[3], hit[4]), Quantity(hit[6])
            ends = ratio(part, whole)
            if ends and not _fits(ends[0], ends[1], said, hit[0]):
                facts = {"part": part.printed, "whole": whole.printed, "said": hit[6]}
                right = shown(part.value / whole.value * 100, places_of(hit[6]))
                yield line.found(hit.start(), hit.end(), **facts, right=right)


_BEFORE = rf"(?:\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill?|[Bb]efore|[Aa]fter|(?:{'|'.join(ENGLISH_DAYS)}),?) )"
"""A day of the month has one of these before it, or a year behind it: "in June 31 people came" names no day."""
_MONTH_DAY = re.compile(
    rf"({_BEFORE}?)\b({ENGLISH_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:, ?(\d{{4}})\b)?(?![:,.]\d|%)"
)
_DAY_MONTH = re.compile(rf"({_BEFORE}?)\b(\d{{1,2}})(?:st|nd|rd|th)? ({ENGLISH_MONTH})(?!\w)\.?(?:,? (\d{{4}})\b)?")
_LEAP_YEAR = 2024


@rule(
    "R112", PROOFREADING, WARNING,
    counts=1,
    says=("there is no “{text}”: the month has {most} days", "没有“{text}”：该月有 {most} 天"),
    hint=("ask for the right one", "请核对"),
    source="docs/proof.md",
    bad="## Harbour opens\n\nThe wharf opens on February 30.",
    good="## Harbour opens\n\nThe wharf opens on February 28.",
)  # fmt: skip
def english_days(articles: Sequence[Article]) -> Iterator[Found]:
    """There are no more days in a month than there are; without a year February has 29."""
    for line in english_lines(articles):
        days = [(hit, hit[2], hit[3]) for hit in _MONTH_DAY.finditer(line.text)]
        days += [(hit, hit[3], hit[2]) for hit in _DAY_MONTH.finditer(line.text)]
        for hit, month, number in days:
            most = calendar.monthrange(int(hit[4] or 0) or _LEAP_YEAR, MONTH_NUMBERS[month.rstrip(".")])[1]
            if (hit[1] or hit[4]) and not 1 <= int(number) <= most:
                yield line.found(hit.end(1), hit.end(), most=most)
