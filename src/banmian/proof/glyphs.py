"""Characters that no face can show, or not so that they could be read back: facts about them, and what is said of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..diagnostics import Diagnostic
from ..limits import MISSING_OF_A_SCRIPT, MISSING_PLACES
from ..model import Node, Span, place_in
from ..rules.checks import Facts, Found, look
from ..rules.registry import checks_of

_NAMELESS = {"Co": "private use", "Cn": "unassigned", "Cs": "surrogates", "Cc": "control"}
"""General categories whose characters have no name, in words."""
_OWN_MARKS = frozenset(
    "MONGOLIAN TIBETAN ARABIC HEBREW SYRIAC YI THAI LAO KHMER MYANMAR TAI DEVANAGARI BENGALI TAMIL SINHALA ETHIOPIC "
    "ARMENIAN GEORGIAN JAVANESE BALINESE LISU NKO".split()
)
"""Scripts whose marks and signs are as foreign as their letters: they are named with these."""


_CALLED = (
    "Arabic:阿拉伯文 Hebrew:希伯来文 Syriac:叙利亚文 Tibetan:藏文 Mongolian:蒙古文 Yi:彝文 Tai:傣文 Lisu:傈僳文 "
    "Thai:泰文 Lao:老挝文 Khmer:高棉文 Myanmar:缅甸文 Devanagari:天城文 Bengali:孟加拉文 Gujarati:古吉拉特文 "
    "Gurmukhi:古木基文 Tamil:泰米尔文 Telugu:泰卢固文 Kannada:卡纳达文 Malayalam:马拉雅拉姆文 Sinhala:僧伽罗文 "
    "Ethiopic:埃塞俄比亚文 Armenian:亚美尼亚文 Georgian:格鲁吉亚文 Javanese:爪哇文 Balinese:巴厘文 Hangul:朝鲜文 "
    "Hiragana:平假名 Katakana:片假名 Bopomofo:注音符号 Greek:希腊字母 Cyrillic:西里尔字母 Latin:拉丁字母 Han:汉字 "
    "signs:符号 unassigned:未分配的码位 surrogates:代理码位 control:控制字符"
)
_IN_CHINESE = dict(one.split(":") for one in _CALLED.split()) | {"private use": "私用区字符"}
"""What messages in Chinese call a script; any other by its English name."""


def unprintable(
    nodes: Iterable[Node], lacks: Callable[[str], list[str]], twins: Mapping[str, str] = {}
) -> list[Diagnostic]:
    """What the rules of glyphs find, before anything is set. `lacks(text)` asks the faces; `twins`: characters that a full
    face shows with the glyph of another character of the manuscript, each with that other.
    """
    facts = Facts((missing, one_by_one, summed_up), nodes=list(nodes), lacks=lacks, twins=twins)
    return [found for code in ("M010", "M021", "M022") for found in look(checks_of("M")[code], facts)]


def missing(nodes: list[Node], lacks: Callable[[str], list[str]]) -> dict[str, list[Found]]:
    """The characters without a glyph, each with its first place in a text and how often it stands there, by script."""
    scripts: dict[str, list[Found]] = {}
    for node in nodes:
        for character in lacks(node.text):
            scripts.setdefault(script_of(character), []).append(_missing(node, character))
    return scripts


def _missing(node: Node, character: str) -> tuple[Span, dict[str, Any]]:
    at = node.text.index(character)
    code = " ".join(f"U+{ord(c):04X}" for c in character)
    text, times = node.text[max(0, at - 8) : at + 8], node.text.count(character)
    return place_in(node, at), {"character": shown(character), "code": code, "text": text, "times": times}


def one_by_one(missing: dict[str, list[Found]]) -> Iterator[Found]:
    """The missing characters of the scripts of which few are missing."""
    for script, found in missing.items():
        if not _many(script, found):
            yield from ((place, _first(said)) for place, said in found)


def summed_up(missing: dict[str, list[Found]]) -> Iterator[Found]:
    """Scripts of which many characters are missing, each at its first."""
    for script, found in missing.items():
        if _many(script, found):
            names = {"script": script, "script_zh": _IN_CHINESE.get(script, script)}
            places = sum(said["times"] for _, said in found)
            yield found[0][0], _first(found[0][1]) | names | {"count": _different(found), "places": places}


def _first(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a character's first place."""
    return {name: said[name] for name in ("character", "code", "text")}


def _many(script: str, found: list[Found]) -> bool:
    """Whether a script is named in the place of its characters: of one that no face has, a word is enough."""
    few = 1 if script.upper() in _OWN_MARKS else MISSING_OF_A_SCRIPT
    return _different(found) > few or len(found) > MISSING_PLACES


def _different(found: list[Found]) -> int:
    return len({said["code"] for _, said in found})


def script_of(character: str) -> str:
    """The script of a character by the first word of its Unicode name (as Arabic); Han by their usual name. Of a sequence,
    that of its first.
    """
    character = character[0]
    category = unicodedata.category(character)
    if category in _NAMELESS:
        return _NAMELESS[category]
    word = unicodedata.name(character, "other").partition(" ")[0]
    sign = category[0] in "SP" and word not in _OWN_MARKS
    return "Han" if word in ("CJK", "KANGXI") else "signs" if sign else word.capitalize()


def shown(character: str) -> str:
    """A character for a message: one that cannot be seen by its name."""
    if len(character) > 1:
        return character
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or character in "\u115f\u1160\u3164\uffa0":
        return unicodedata.name(character, "a mark that cannot be seen")
    return character
