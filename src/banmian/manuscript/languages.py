"""In which language an issue is written, as far as its characters tell.

English by its letters; traditional Chinese by the frequent Han that only one of the two scripts has; Taiwan or Hong Kong by
forms and words that only one of the two writes. What cannot be told is simplified Chinese, of traditional it is Taiwan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from ..diagnostics import Diagnostic
from ..language import TAGS, USUAL, Language
from ..model import Issue, place_in, texts
from .frequent import HANS, HANT

LETTERS_A_HAN = 4
"""Letters that say as much as one Han: a text with more of them is English. 700 Han are some 400 words, 2,000 letters."""
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def _only(one: str, other: str, codec: str) -> frozenset[str]:
    """Frequent characters of one script that neither the other's frequent ones nor its national standard has."""
    return frozenset(c for c in set(one) - set(other) if not c.encode(codec, "ignore"))


_SIMPLIFIED, _TRADITIONAL = _only(HANS, HANT, "big5"), _only(HANT, HANS, "gb2312")
_HONG_KONG = re.compile(
    "[嘅咗喺哋啲嚟冇唔嘢咁佢衞裏着]|香港|港元|港幣|特首|特區政府|行政長官|立法會|區議會|港鐵|九龍|新界|港島"
)
"""What Hong Kong alone writes: Cantonese, its forms of characters (衞 裏 着), its institutions and places."""
_TAIWAN = re.compile(
    "[衛裡著]|[台臺](?:灣|北|中|南|東)|新北|高雄|新[台臺]幣|行政院|立法院|立委|縣長|縣府|市府|公車|捷運|國小"
)
"""What Taiwan alone writes, in the same way."""
_QUOTES = re.compile("“(?![A-Za-z])")
_SCRIPTS = (
    ("Japanese", "日文", re.compile("[\u3041-\u30ff\u31f0-\u31ff]")),
    ("Korean", "韩文", re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")),
    ("Mongolian", "蒙古文", re.compile("[\u1820-\u18aa]")),
    ("Tibetan", "藏文", re.compile("[\u0f40-\u0fbc]")),
    ("the Arabic script (Uyghur, Kazakh)", "阿拉伯字母（维吾尔文、哈萨克文）", re.compile("[\u0620-\u06ff\ufb50-\ufefc]")),
    ("Yi", "彝文", re.compile("[\ua000-\ua4c6]")),
    ("Thai", "泰文", re.compile("[\u0e01-\u0e5b]")),
    ("Russian", "俄文", re.compile("[\u0400-\u04ff]")),
)
"""Languages that are not set as a paper's own, by what their texts are full of."""


def language_of(issue: Issue) -> Language:
    """The language of an issue's text."""
    return language_in("".join(node.text for node in texts(issue)))


def language_in(text: str) -> Language:
    """The language of a text."""
    counts = Counter(text)
    if len(_LATIN.findall(text)) > LETTERS_A_HAN * len(_HAN.findall(text)):
        return Language.ENGLISH
    if sum(counts[c] for c in _TRADITIONAL) <= sum(counts[c] for c in _SIMPLIFIED):
        return USUAL
    return Language.HONG_KONG if len(_HONG_KONG.findall(text)) > len(_TAIWAN.findall(text)) else Language.TAIWAN


def noticed(issue: Issue) -> Iterator[Diagnostic]:
    """That a text is in a language whose rules are not known, at the first character that says so; that a paper in
    traditional characters has other quotation marks than these, where the first stands.
    """
    nodes = texts(issue)
    quoted = [node for node in nodes if _QUOTES.search(node.text)] if issue.language.traditional else []
    if quoted:
        count = sum(len(_QUOTES.findall(node.text)) for node in quoted)
        at = _QUOTES.search(quoted[0].text)
        yield Diagnostic("I061", place_in(quoted[0], at.start() if at else 0), {"count": count, "tag": issue.language.tag})
    text = "".join(node.text for node in nodes)
    own = len(_HAN.findall(text)) + len(_LATIN.findall(text)) / LETTERS_A_HAN
    count, name, name_zh, script = max(((len(one[2].findall(text)), *one) for one in _SCRIPTS), key=itemgetter(0))
    if count and 2 * count > own:  # of Japanese, a third and more is kana
        place = next(node.span for node in nodes if script.search(node.text))
        facts = {"what": name, "what_zh": name_zh, "taken": issue.language.tag, "tags": ", ".join(TAGS)}
        yield Diagnostic("I060", place, facts)
