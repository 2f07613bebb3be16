"""What is held together: places in a text where no line ends, though the classes on both sides would let it.

Each rule is a pattern whose empty groups are the places.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..days import ENGLISH_MONTH
from .classes import HAN, LETTERS

_FIGURES = "〇零一二三四五六七八九十廿"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_COUNTED = "(?:Page|Chapter|Section|Part|Figure|Table|Volume|Route|Room|Platform|Junction|Unit|Flat|Grade|Class|Channel)s?"
_LARGE = "|".join("()".join(word) for word in "hundred thousand million billion trillion bn m".split())
"""With a place between each two letters: such a word is no more parted than its figures are."""
TITLES = r"(?:Mr|Mrs|Ms|Dr|Prof)\.?|(?:St|Rev|Hon|Gen|Col|Capt|Lt|Sgt|Gov|Sen|Rep|No|Nos|Fig|Vol|pp?)\."
_MEASURES = r"[ap]\.?m\b|per cent\b|(?:[kcm]?m|k?g|t|ha|[kMG]Wh?|°[CF]|mph|km/h|lb|oz|ft|in|px?|MHz|GHz|GB|MB)\b"
_DEGREES = "[%‰％℃℉°度]"

_RULES = (
    rf"(?<![{HAN}])[{HAN}][ \u3000]+()[{HAN}](?![{HAN}])",  # 王　明: a name of two characters with white in it
    rf"(?<=[{HAN}])()[-－]()(?!\d+(?:\.\d+)?{_DEGREES})(?=\d)",  # 歼-20: a type; -5℃ has a sign
    rf"(?<![{LETTERS}\d])[{LETTERS}]{{1,2}}-()(?=[{LETTERS}\d])",  # e-mail, T-34
    rf"(?<=[{LETTERS}\d])-()(?=\d|[{LETTERS}]{{1,2}}(?![{LETTERS}]))",  # Wi-Fi, COVID-19
    rf"(?<=[{LETTERS}])()[·•]()(?=[{LETTERS}])",  # kW·h
    rf"(?<=[{_FIGURES}])()(?=[{_FIGURES}]*[·•][{_FIGURES}])",  # 一二·九 (GB/T 15834 4.14)
    rf"(?<=[{_FIGURES}][·•])()(?=[{_FIGURES}])",
    rf"(?:(?<=[{_FIGURES}][·•][{_FIGURES}])|(?<=[{_FIGURES}][·•][{_FIGURES}]{{2}}))()(?=[{_FIGURES}])",  # 九·一八
    r"[～~]()(?=\d)",  # 放在～5℃: about; in a range it is a connector
    r"[NＮ]()[oｏ]．()(?=[０-９\d])",  # Ｎｏ．５
    rf"(?<=[{_PROVINCES}])()[A-Z](?:()[·•])?()(?=[A-Z\d]{{5,6}}(?![A-Z\d]))",  # 鲁P·12345 (GA 36)
    rf"\b(?:{TITLES})[ \u00a0]()(?=[\w‘“])",  # Mr. Smith, No. 5 (a title stays with its name, K)
    r"\b[A-Z]\. ?()(?=[A-Z])",  # J. K. Rowling (Chicago Manual of Style 7.42)
    r"\b[A-Z][a-z]+,?[ \u00a0]()(?=(?:Jr|Sr)\.|(?:II|III|IV)\b)",  # John D. Rockefeller III (7.42)
    rf"(?<=\d)[ \u00a0]()(?={_MEASURES})",  # 5 p.m., 345 kg (7.44)
    rf"(?<=\d)[ \u00a0]()(?:{_LARGE})\b",  # $3 million (7.43: a number stays whole)
    rf"\b{_COUNTED}[ \u00a0]()(?=\d)",  # Page 4
    rf"(?<=\d)[ \u00a0]()(?={ENGLISH_MONTH}(?!\w))",  # 12 May
    rf"\b{ENGLISH_MONTH}[ \u00a0]()(?=\d{{1,2}}(?:st|nd|rd|th)?\b)",  # Nov. 27
    r"(?<=\d per)[ \u00a0]()(?=cent\b)",  # 41 per cent
)
_HELD = tuple(re.compile(rule) for rule in _RULES)
_LIKELY = re.compile(rf"[-－·•～~．\s]|[{_PROVINCES}][A-Z]")
"""Without one of these in it a text holds nothing."""


@lru_cache(maxsize=1024)
def held(text: str) -> frozenset[int]:
    """The characters before which no line ends, by their places in the text."""
    if not _LIKELY.search(text):
        return frozenset()
    hits = (hit for rule in _HELD for hit in rule.finditer(text))
    places = (hit.start(n + 1) for hit in hits for n in range(len(hit.groups())))
    return frozenset(place for place in places if place > 0)
