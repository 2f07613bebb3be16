"""How plausible a text is as one of a language: the sum of its characters' log probabilities (in nats).

A coarse model: characters stand in tiers, and those of a tier are taken for equally frequent. It is made to tell readings
of the same bytes apart, of which all but one are noise: what is read wrongly has rare Han, letters of many scripts, and
characters for private use.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

from .frequent import HANGUL, HANS, HANT

BROKEN = -25.0
"""Bytes that are no character."""
_IN_WORD_COST = -7.0
_EAST = "[\u3400-\u9fff\uac00-\ud7a3]"
_IN_WORD = re.compile(rf"{_EAST}(?:(?<=[A-Za-z].)(?=[a-z])|(?<=[a-z].)(?![^\s!-~]))")
_NEVER = -30.0
"""Control characters, halves of characters, code points without a character."""
_OTHER = -16.0
"""A character of another script, or a sign."""
_RARE_HAN = -17.0
_MARKS = frozenset("，。、“”‘’：；（）《》—…·！？「」『』〈〉【】　％￥")
_TYPE = frozenset("“”‘’–—…•€£")
_ACCENTED = frozenset("àâáäåæçèéêëìíîïñòóôöøùúûüßÄÅÉÖÜ")
_PINYIN = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü")
_ODD = {"Cc": _NEVER, "Cs": _NEVER, "Cn": _NEVER, "Co": -18.0}


def _ascii(character: str, language: str) -> float:
    """The same in nearly every language: Latin words stand in all of them, but few in Russian."""
    if character in "\n\r\t ":
        return -3.5
    if character.isalnum():
        return -7.0 if language == "ru" else -4.5
    return -7.0 if character.isprintable() else _NEVER


def _lead(character: str, codec: str) -> int:
    """The first byte of a character in a codec; 0 for one that it has not."""
    try:
        return character.encode(codec)[0]
    except UnicodeEncodeError:
        return 0


def _han(character: str, ranks: Mapping[str, int], codec: str, first_level: range) -> float:
    """The thousand most frequent; the first level of the codec's national standard; its second; the others."""
    rank = ranks.get(character)
    if rank is not None:
        return -5.7 if rank < 100 else -7.2 if rank < 500 else -8.4
    lead = _lead(character, codec)
    return -11.0 if lead in first_level else -13.5 if lead else _RARE_HAN if ord(character) < 0x10000 else -20.0


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def _chinese(ranks: Mapping[str, int], codec: str, first_level: range) -> Callable[[str], float]:
    def weight(character: str) -> float:
        if _is_han(character):
            return _han(character, ranks, codec, first_level)
        if character in _MARKS:
            return -5.0
        if character in _PINYIN:
            return -8.5
        wide = "\uff01" <= character <= "\uff5e" or "\u2460" <= character <= "\u2473" or character in _TYPE
        return -9.0 if wide else -12.0 if character.isalpha() and character < "\u0530" else _OTHER

    return weight


def _latin(character: str) -> float:
    if character in _TYPE:
        return -5.0
    if character in _ACCENTED:
        return -7.0
    if "\xa0" <= character <= "\u036f" or "\u1e00" <= character <= "\u1eff":
        return -9.5 if unicodedata.category(character)[0] in "LM" else -11.0
    return _OTHER


def _japanese(character: str) -> float:
    if "\u3041" <= character <= "\u309f":
        return -4.8
    if "\u30a0" <= character <= "\u30ff":
        return -6.5
    if character in _MARKS:
        return -5.5
    if _is_han(character):
        lead = _lead(character, "euc_jp")
        return -8.8 if 0xB0 <= lead < 0xD0 else -13.5 if lead else _RARE_HAN
    return _OTHER


def _korean(character: str) -> float:
    if "\uac00" <= character <= "\ud7a3":
        return -5.0 if character in HANGUL else -8.2 if _lead(character, "euc_kr") else _OTHER
    return -12.5 if _is_han(character) else _OTHER


def _russian(character: str) -> float:
    return (-3.6 if character.islower() else -6.0) if "\u0410" <= character <= "\u0451" else _OTHER


def _ranks(characters: str) -> dict[str, int]:
    return {character: rank for rank, character in enumerate(characters)}


_MODELS: Mapping[str, Callable[[str], float]] = {
    "zh-Hans": _chinese(_ranks(HANS), "gb2312", range(0xB0, 0xD8)),
    "zh-Hant": _chinese(_ranks(HANT), "big5hkscs", range(0xA4, 0xC7)),
    "en": _latin, "ja": _japanese, "ko": _korean, "ru": _russian,
}  # fmt: skip
CHINESE = ("zh-Hans", "zh-Hant")


@cache
def _weight(character: str, language: str) -> float:
    if character.isascii():
        return _ascii(character, language)
    odd = _ODD.get(unicodedata.category(character))
    if odd is not None and character not in "\ufeff":
        return odd
    return _MODELS[language](character)


def plausibility(text: str, language: str) -> float:
    """The text's log probability as one of a language."""
    return sum(count * _weight(character, language) for character, count in Counter(text).items())


def torn(text: str) -> float:
    """What speaks against a text whose Latin words hold single Han: there an accent or an apostrophe was."""
    return _IN_WORD_COST * len(_IN_WORD.findall(text))


def foreign(text: str, language: str, codec: str) -> float:
    """The mean of what is not ASCII, by character, those of four bytes counted twice; 0 where all is ASCII."""
    counts = {character: n for character, n in Counter(text).items() if not character.isascii()}
    units = sum(n * max(1.0, len(character.encode(codec, "ignore")) / 2) for character, n in counts.items())
    return sum(n * _weight(character, language) for character, n in counts.items()) / max(1.0, units)


def traditional(text: str) -> bool:
    """Whether a Chinese text is in traditional characters."""
    return plausibility(text, "zh-Hant") > plausibility(text, "zh-Hans")
