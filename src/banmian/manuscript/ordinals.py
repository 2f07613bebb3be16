"""The characters that an item of a list begins with: 一、 （一） 1. （1） ① a. and pasted signs (● ·)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_HAN = "一二三四五六七八九十"
_ROUND = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SIGNS = "•·●■◆▪◦○□◇‣▶►➢➤✓✔√"
LEAST_LETTERS = 3
"""Capitals in order that are labels; A. and B. begin names."""


def _han(written: str) -> int:
    """The number that Han figures up to 99 write (十二 is 12); 0 for what is none."""
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _HAN.find(written) + 1 if len(written) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (_HAN.find(tens) + 1 if tens else 1) * 10 + (_HAN.find(ones) + 1 if ones else 0)


@dataclass(frozen=True, slots=True)
class _LabelForm:
    """A way to write a label.

    `rank`: a list of a higher one stands in an item of a lower one. `least`: so many labels in order make a list.
    """

    kind: str
    pattern: re.Pattern[str]
    value: Callable[[str], int]
    rank: int
    least: int = 2


def _form(kind: str, pattern: str, value: Callable[[str], int], rank: int, least: int = 2) -> _LabelForm:
    return _LabelForm(kind, re.compile(pattern), value, rank, least)


_FORMS = (
    # 一、二等奖 is no label, nor is 1.5亿元; （一）、（二） are two of them
    _form("han", rf"([{_HAN}]{{1,3}})、(?![{_HAN}两])", _han, 0),
    _form("han in brackets", rf"[（(]([{_HAN}]{{1,3}})[）)](?![、，,和至到])", _han, 1),
    _form("figure", r"(\d{1,2})(?:[.．](?!\d)|[、)）])", int, 2),
    _form("figure in brackets", r"[（(](\d{1,2})[）)](?![、，,和至到])", int, 3),
    _form("round", rf"([{_ROUND}])(?![、，,和至到{_ROUND}])", lambda one: _ROUND.find(one) + 1, 4),
    _form("small letter", r"[（(]?([a-z])(?:[.．](?![a-z])|[)）])", lambda one: ord(one) - 96, 5),
    _form("letter", r"[（(]?([A-Z])(?:[.．](?![A-Z])|[)）、])", lambda one: ord(one) - 64, 5, LEAST_LETTERS),
    _form("sign", rf"([{_SIGNS}]|-(?=\t)|–(?= ))", lambda one: 0, 6),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its style (how it is written), its number (0: a sign), its length; rank and least as of its form."""

    style: str
    number: int
    length: int
    rank: int
    least: int


BULLET = Label("bullet", 0, 0, 6, 1)
"""The mark-up `- `: one is enough."""


def label_of(text: str) -> Label | None:
    """The label that a line begins with, if something stands behind it."""
    for form in _FORMS:
        hit = form.pattern.match(text)
        if hit and text[hit.end() :].strip():
            number = form.value(unicodedata.normalize("NFKC", hit[1]) if form.rank == 2 else hit[1])
            style = hit[0] if form.kind == "sign" else form.kind + hit[0].replace(hit[1], "")
            return Label(style, number, hit.end(), form.rank, form.least) if number or form.kind == "sign" else None
    return None
