"""Where a head may break at sense: between words, at a place that no other word could cross.

A dictionary cuts a sentence in one way, and errs where words are new or names stand in it (云禾 / 大 / 棚里). So each place
is asked twice: does the cut have a word's end there, and does a usual word of the dictionary lie across it (大棚)? A place
that one crosses is taken only where there is no other. Of the others those are best that part no phrase (`kinship.py`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

from ..sequences import SEQUENCE
from .kinship import nearness

AT_WORD, CROSSED = 12.0, 26.0
"""Badness of a break between two words; where another word might cross it, more than any raggedness of two lines."""
LEANS = 1.5
"""Badness of a break between a number and what it numbers."""
NEVER_FIRST = frozenset("的得地了着过们性化者时")
"""Words of one character that never begin a line (newspaper practice, ihwrm 7849)."""
NEVER_LAST = frozenset("和与及或在把被将向对从为以")
"""Words of one character that never end one."""
SUFFIXES = frozenset("省市县区镇乡村路街桥湖河港站厂店馆院所局率")
"""Words of one character that belong to the name or the word before them (石埠 / 港), unless it has one already."""
SMALL = frozenset("a an the of in on at to for and or but with by from as".split())
"""Words in letters that lean on the next one: no line of a head ends on them (any newspaper's rules for headlines)."""
LONGEST, USUAL = 5, 10
"""Characters of the longest word that is asked for; the frequency in the dictionary from which a word may cross a break:
those below are names and slips (铁西, 台服).
"""
_SHORT, _KNOWN = 3, 100
"""Characters: a longer word of the dictionary may be made of two; the frequency of one of them then."""
YOUNG = (
    "非遗 绿电 碳中和 碳达峰 网约车 放管服 专精特新 文旅 研学 夜经济 预制菜 网红 河长制 林长制 数智 新质 大数据 物联网 "
    "云计算 充电桩 双减 快递员 网格员 托育 消博会 进博会 首店 短视频 带货 经开区 适老化 一老一小 助餐 营商 小微 雨污 "
    "线网 投用 亩均"
).split()
"""Words of newspapers that are younger than the dictionary."""
_YOUNG = re.compile(f"({'|'.join(YOUNG)})")
_WHOLE = re.compile("[“‘《〈][^”’》〉]{1,12}[”’》〉]|第[〇零一二三四五六七八九十百千]+.|非物质")
"""A short quotation or title, an ordinal with its measure word; what the dictionary cuts."""
_OTHER = "的了在和与及是将为获任向把被让使说讲谈对从到来"
"""Characters that are seldom one of a name's that is written in Han by its sound."""
_NAME = re.compile(f"(?:(?![{_OTHER}])[㐀-鿿]){{1,5}}[·・](?:(?![{_OTHER}])[㐀-鿿]){{1,5}}")
"""A name with a point: the dictionary has none of them, so that some characters beside the point stay together."""
_PHRASES = re.compile(
    "中国特色社会主义(?:思想)?|中国式现代化|人类命运共同体|全过程人民民主|社会主义核心价值观|高质量发展|乡村振兴|共同富裕|"
    "改革开放|一带一路|绿水青山就是金山银山|新质生产力|粤港澳大湾区|长三角|京津冀|两个一百年|[两二]会精神|党的[一二三四五六七八九十]+大(?:精神)?|新时代|走在前列?|开新局"
)
"""Set phrases of the news that no editor breaks, though they are several words."""
_COUNTED = re.compile(
    r"(?:[0-9][0-9.,]*|(?<![统唯专同单])[〇零一二两三四五六七八九十百千几]+)[余多]?[万亿]*(?:个月|个?小时|个?百分点|"
    "(?P<thing>人次|[个家项条名位届场处所座栋件户台辆部套间块张份支枚股层具口种类组架艘])"
    "|公里|平方米|千瓦时|千瓦|毫米|厘米|公顷|公斤|[年月日天次期批元吨米克斤亩人岁成倍度级号版点分秒])"
)
"""A figure with what it counts by; a `thing` follows some of them."""
_HELD = (_WHOLE, _COUNTED, SEQUENCE, _NAME)
_HAN = re.compile("[㐀-鿿]")
_LAST = re.compile(r"(?:^|[\s“‘(])([A-Za-z]+)\s*$")


@lru_cache(maxsize=256)  # a head is tried in several sizes
def sense_breaks(text: str, *, phrases: bool = True) -> Mapping[int, float]:
    """Where a head may break, with the badness of a break there. `phrases`: set phrases stay in one line."""
    tagged = list(_tagged(text))
    words = [word for word, _ in tagged]
    ends = itertools.accumulate(map(len, words))
    held = {at for hit in _held(text, phrases) for at in range(hit.start() + 1, hit.end())}
    counted, crossed = {hit.end(): bool(hit["thing"]) for hit in _COUNTED.finditer(text)}, set(_crossed(text))
    found = {}
    for at, word, after, near in zip(ends, words, words[1:], nearness(tagged), strict=False):
        if at not in held and not _belong(word, after):
            found[at] = near + LEANS * counted.get(at, False) + (CROSSED if at in crossed else AT_WORD)
    return MappingProxyType(found)


def leans(before: str) -> bool:
    """Whether what stands before a break ends on a word that leans on what comes after it: at the | end."""
    last = _LAST.search(before)
    return last is not None and last[1].lower() in SMALL


def word_ends(text: str) -> frozenset[int]:
    """The places alone, in set phrases too: a book's line may be short."""
    return frozenset(sense_breaks(text, phrases=False))


class Parting(IntEnum):
    """What a line's end parts: a word that stands over it; a long one between two that it is made of (文化遗产); a word of
    one character from what it leans on (走基层); nothing.
    """

    NOTHING, LEANING, LONG_WORD, WORD = range(4)


@lru_cache(maxsize=64)
def partings(text: str) -> tuple[Parting, ...]:
    """What would be parted before each character but the first, where lines are too short to break only at best places."""
    words, at, found = list(_words(text)), 0, [Parting.WORD] * len(text)
    ends = sense_breaks(text, phrases=False)
    for number, word in enumerate(words):
        for inner in _inside(word):
            found[at + inner] = Parting.LONG_WORD
        if at in ends:
            found[at] = Parting.LEANING if _single(words[number - 1]) else Parting.NOTHING
        at += len(word)
    return tuple(found[1:])


def _inside(word: str) -> Iterator[int]:
    """Where a long word is parted between two that it is made of; those of a foreign name are none (齐齐哈尔)."""
    import rjieba

    for at in range(2, len(word) - 1) if len(word) > _SHORT else ():
        both = word[:at], word[at:]
        if all(map(rjieba.has_word, both)) and max(map(rjieba.suggest_freq, both)) >= _KNOWN:
            yield at


def _words(text: str) -> Iterator[str]:
    """The words of a text, as the dictionary cuts what stands between those that it does not know."""
    return (word for word, _ in _tagged(text))


def _tagged(text: str) -> Iterator[tuple[str, str]]:
    """Its words with their tags."""
    import rjieba  # loads its dictionary, a tenth of a second: only asked when no space of the manuscript will do

    for number, piece in enumerate(_YOUNG.split(text)):
        yield from [(piece, "n")] if number % 2 else rjieba.tag(piece)


def _held(text: str, phrases: bool) -> Iterator[re.Match[str]]:
    """What stands in one line."""
    return itertools.chain.from_iterable(one.finditer(text) for one in (*_HELD, *([_PHRASES] if phrases else [])))


def _single(word: str) -> bool:
    return len(word) == 1 and _HAN.match(word) is not None


def _belong(word: str, after: str) -> bool:
    """Whether two words stand in one line, whatever the dictionary says."""
    suffix = after in SUFFIXES and _HAN.match(word[-1]) is not None and word[-1] not in SUFFIXES
    return suffix or after in NEVER_FIRST or word in NEVER_LAST or after[0] in "…⋯"


def _crossed(text: str) -> Iterator[int]:
    """The places that a usual word of the dictionary lies across; none reaches into a word that is not in it."""
    import rjieba

    at = 0
    for piece in _YOUNG.split(text):
        for start in range(len(piece) - 1):
            for end in range(start + 2, min(start + LONGEST, len(piece)) + 1):
                word = piece[start:end]
                if _HAN.match(word) and rjieba.has_word(word) and rjieba.suggest_freq(word) >= USUAL:
                    yield from range(at + start + 1, at + end)
        at += len(piece)
