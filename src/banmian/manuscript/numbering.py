"""The numbers that Word shows before the paragraphs of a list: they stand in no text, but are counted (numbering.xml)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .word_file import WORD

_HAN = "〇一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 3_999
"""A number beyond it is written in figures."""
_LONGEST = 40
"""Characters of what stands before a paragraph; more is no number."""


def chinese(number: int) -> str:
    """A number in Chinese as lists have it: 一, 十, 十一, 二十, 一百〇一."""
    if number < 10:
        return _HAN[number]
    if number < 20:
        return "十" + (_HAN[number % 10] if number % 10 else "")
    if number < 100:
        return _HAN[number // 10] + "十" + (_HAN[number % 10] if number % 10 else "")
    if number < 1000:
        rest = number % 100
        return _HAN[number // 100] + "百" + ("" if not rest else "〇" + _HAN[rest] if rest < 10 else _tens(rest))
    return "".join(_HAN[int(figure)] for figure in str(number))


def _tens(rest: int) -> str:
    return _HAN[rest // 10] + "十" + (_HAN[rest % 10] if rest % 10 else "")


def roman(number: int) -> str:
    """A number in small Roman figures."""
    made = ""
    for value, figures in _ROMAN:
        made += figures * (number // value)
        number %= value
    return made


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _ringed(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str, "decimalZero": "{:02}".format, "upperLetter": lambda n: _letters(n).upper(), "lowerLetter": _letters,
    "upperRoman": lambda n: roman(n).upper(), "lowerRoman": roman, "chineseCounting": chinese,
    "chineseCountingThousand": chinese, "japaneseCounting": chinese, "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese, "ideographDigital": lambda n: "".join(_HAN[int(f)] for f in str(n)),
    "decimalEnclosedCircle": _ringed, "decimalEnclosedCircleChinese": _ringed,
    "decimalFullWidth": lambda n: "".join(chr(ord(f) + 0xFEE0) for f in str(n)),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10], "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
}  # fmt: skip
"""Kinds of numbers (ISO/IEC 29500-1, 17.18.59) and how each is written."""


@dataclass(frozen=True)
class ListLevel:
    """A level of a list: its kind of numbers, what stands round them (`（%1）`), where it begins."""

    form: str
    written: str
    start: int


@dataclass
class Numbering:
    """The lists of a file while its paragraphs are read in their order."""

    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _of: dict[str, str] = field(default_factory=dict)
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)

    def known(self, number: str, level: int) -> bool:
        """Whether a list has a level."""
        return level in self.lists.get(number, {})

    def bulleted(self, number: str, level: int) -> bool:
        """Whether bullets stand before the paragraphs of a level."""
        return self.known(number, level) and self.lists[number][level].form == "bullet"

    def label(self, number: str, level: int) -> str | None:
        """What stands before the next paragraph of a list: `1.`, `（一）`; nothing before a bullet's; None for what is not
        known.
        """
        if not self.known(number, level):
            return ""
        levels = self.lists[number]
        counts = self._counts.setdefault(self._of.get(number, number), {})
        start = levels[level].start
        if level in (restarts := self._restarts.get(number, {})):
            counts[level] = restarts.pop(level) - 1
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level].form in ("bullet", "none"):
            return ""
        return self._written(levels, level, counts)

    def _written(self, levels: dict[int, ListLevel], level: int, counts: dict[int, int]) -> str | None:
        made = levels[level].written
        for mark in re.findall(r"%([1-9])", made):
            at = int(mark) - 1
            one = levels.get(at, levels[level])
            if one.form not in FORMS:
                return None
            number = counts.get(at, one.start)
            made = made.replace(f"%{mark}", FORMS[one.form](number) if 0 < number <= _MOST else str(number))
            if len(made) > _LONGEST:
                return None
        return "".join(made.split()) if len(made) <= _LONGEST else None


def numbering(root: Any | None) -> Numbering:
    """The lists that a numbering part declares."""
    made = Numbering()
    if root is None:
        return made
    kinds = {one.get(f"{WORD}abstractNumId"): _levels(one) for one in root.iter(f"{WORD}abstractNum")}
    for one in root.iter(f"{WORD}num"):
        number, kind = one.get(f"{WORD}numId"), _value(one, "abstractNumId")
        levels = dict(kinds.get(kind, {}))
        for own in one.iter(f"{WORD}lvlOverride"):
            levels |= _levels(own)
            if (start := _value(own, "startOverride")) and _figure(start) is not None:
                made._restarts.setdefault(number, {})[_figure(own.get(f"{WORD}ilvl")) or 0] = _figure(start) or 0
        made.lists[number], made._of[number] = levels, kind
    return made


def _levels(parent: Any) -> dict[int, ListLevel]:
    return {
        _figure(one.get(f"{WORD}ilvl")) or 0: ListLevel(
            _value(one, "numFmt") or "decimal", _value(one, "lvlText"), _figure(_value(one, "start") or "1") or 0
        )
        for one in parent.iter(f"{WORD}lvl")
    }  # fmt: skip


def _value(parent: Any, name: str) -> str:
    found = parent.find(f"{WORD}{name}")
    return "" if found is None else found.get(f"{WORD}val", "")


def _figure(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None
