"""Runs: a text is cut into pieces inside which a line never breaks, or breaks only where it is said.

A number keeps its sign, currency, unit and range (U1 of CLREQ has no text; GB/T 15835 and the rule of 1987 that a number
is not divided); a word breaks where it may be hyphenated; an address breaks at its joints and never takes a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from .classes import HAN, LETTERS

if TYPE_CHECKING:
    import pyphen

UNITS = (
    "亿元 万元 亿美元 万美元 美元 元 角 分 余万元 多万元 余元 多元 万吨 亿吨 吨 公斤 千克 克 升 毫升 "
    "立方米 亿立方米 万立方米 英寸 平方千米 "
    "亿千瓦时 万千瓦时 千瓦时 千瓦 兆瓦 平方公里 平方米 公里 千米 米 厘米 毫米 公顷 万亩 亩 度 "
    "万户 户 万家 余家 家 万人 余人 人次 人 名 位 万个 个百分点 个 项 条 座 处 件 台 套 辆 艘 架 万块 块 "
    "点半 点钟 点 "
    "层 级 届 次 倍 期 版 号 类 种 批 所 间 张 份 篇 部 年代 世纪 季度 月份 日起 年 月 日 时 分钟 秒 小时 天 周 岁 "
    "万 亿 千 百 国道 省道 号线 号楼"
).split()
"""Units that stay whole behind their number, after the seed and GB 3100; the longest counts. Behind any other Han the
number keeps that one: it never ends a line alone."""

NETWORKS = "基站 网络 技术 应用 时代 手机 信号 项目".split()
"""What stays with 5G."""

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
SIGNS = "+-−±－＋≥≤≈＞＜><"
"""What stands before a number and stays with it, and begins a line with it."""
_FIGURE = r"\d+(?:[.,:：∶·•．]\d+)*"
_VALUE = rf"[{re.escape(SIGNS)}]?[¥￥$＄€£￡￦₩]?{_FIGURE}[%‰‱％﹪℃℉°]?[\u3371-\u337a\u3380-\u33df]?"
_NUMBER = rf"(?:No\.)?{_VALUE}(?:(?:{_UNIT})?[—–~～\-/]{_VALUE})*(?![{LETTERS}])"
_BEHIND = rf"[余多]?(?:{_UNIT})(?:[余多](?:{_UNIT}|[{HAN}]))?|[余多]?[{HAN}]"
_ELIDED = rf"(?:(?<![^\s])’(?=[\d{LETTERS}]))?"
_POSSESSIVE = rf"(?:(?:(?<=s)|(?<=’n))’(?=\s+[\d{LETTERS}]))?"
"""Apostrophes at a word's edges: ’90s, ’n’, dogs’. Before a word no mark closes; beside Han it is a quotation mark."""
_RAISED = r"[\u00b9\u00b2\u00b3](?=[\u2070-\u209f])|(?<=[\u2070-\u209f])[\u00b9\u00b2\u00b3]"
"""Raised figures among others: SO₄²⁻ is a word."""
_KINDS = (
    "com|cn|net|org|gov|edu|mil|info|biz|top|xyz|vip|wang|club|shop|site|online|app|dev|ai|io|co|me|tv|cc|hk|mo|tw|us|uk|eu|jp|kr|"
    "sg|de|fr|ru|ca|au|html?|pdf|docx?|xlsx?|pptx?|jpe?g|png|mp3|mp4|txt|zip"
)
"""What a host's name ends in, or a file's: people.com.cn without http:// is an address, Mr.Smith none."""
_HOST = (
    rf"(?<![A-Za-z0-9])(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.){{1,8}}(?:{_KINDS}|{_KINDS.upper()})(?![A-Za-z0-9])"
    r"(?::\d+)?(?:/[!-~]*(?<![.,;:!?)\]'\"]))?"
)
_DAY = r"\d{1,2}月\d{1,2}[日号]"

TOKEN = re.compile(
    rf"(?P<han>(?:(?!第)[{HAN}]|第(?!\d))+)"
    r"|(?P<address>(?:https?://|www\.)[!-~]+(?<![.,;:!?)\]'\"])|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    rf"|{_HOST})"
    rf"|(?P<date>{_DAY}(?:[—–~～\-](?:{_DAY}|\d{{1,2}}[日号]))?)"
    rf"|(?P<number>第?{_NUMBER})(?P<unit>{_BEHIND})?"
    rf"|(?P<network>\dG(?:{'|'.join(NETWORKS)}))"
    rf"|(?P<word>{_ELIDED}(?:[\d{LETTERS}\u0300-\u036f\u00ad]|{_RAISED})+(?:['’&+][\d{LETTERS}]+)*{_POSSESSIVE})"
    r"|(?P<whole>——|……|⋯⋯)"
    r"|(?P<space>\s+)"
    r"|(?P<one>.)",
    re.S,
)

FREE, INSIDE, DEAR, RARE, SOFT, JOINT = "free", "inside", "dear", "rare", "soft", "joint"
KEPT, NAMED = "kept", "named"
"""How a piece hangs on the one before it: by the rules of the classes; never parted and never stretched; likewise, but
parted where a line would be too loose otherwise, or only where it is wider than a line; parted with a hyphen; parted
without one; as free, but never parted (a caption's credit; what held.py holds)."""

_LINKS = "—–~～-"
_INNER = re.compile(rf"(?:[^{HAN}]*[^{HAN}{_LINKS}]|(?<=[{HAN}]))[{_LINKS}](?=[+−－¥￥$€£]?\d)|[^{HAN}]+|[{HAN}]")
_CLOCK = frozenset("年月日号时分点世")
"""What a number keeps in any case: it is a name of a time."""
_IS_HAN = re.compile(f"[{HAN}]").match
SHORTEST_HYPHENATED = 5
"""Letters: a shorter word is never hyphenated."""


def pieces(kind: str, text: str, language: str) -> Iterator[tuple[str, str]]:
    """A token that is not plain Han as (text, how it hangs on the piece before)."""
    if kind in ("number", "date", "network"):
        cut, tie = _INNER.findall(text), INSIDE
        if kind != "network":
            yield from _measured(cut)
            return
    elif kind == "address":
        cut, tie = _address(text), JOINT
    elif kind == "word":
        cut, tie = list(syllables(text, language)), SOFT
    else:
        cut, tie = [text], FREE
    for n, part in enumerate(cut):
        yield part, tie if n else FREE


def _measured(cut: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A number or a date in its pieces. It is parted at a price behind a connector, between a month and its day, and
    between a number and its unit or what it counts. A hyphen of its own ends no line: Poppler takes any hyphen there for
    one that parts a word, and reads 2022-1227.
    """
    figures = max(n for n, part in enumerate(cut) if not _IS_HAN(part))
    for n, part in enumerate(cut):
        before = cut[n - 1][-1] if n else ""
        day = before == "月" and part[0].isdigit()
        unit = n == figures + 1 and before.isdigit() and part not in _CLOCK
        dear = day or unit or (before and before in _LINKS)
        yield part, RARE if before == "-" else DEAR if dear else INSIDE if n else FREE


def _address(text: str) -> list[str]:
    """An address breaks behind a slash and before other joints (Chicago Manual of Style 7.46)."""
    parts = [""]
    for part in re.findall(r"[A-Za-z]+://|[A-Za-z0-9]+|.", text):
        behind = parts[-1].endswith("/") and not part.startswith("/")
        before = not part[0].isalnum() and not part.startswith("/")
        if (behind or before) and parts[-1]:
            parts.append(part)
        else:
            parts[-1] += part
    return parts


_BEHIND_WORD = re.compile(r"['’](?:s|d|t|m|re|ve|ll)?$")


@lru_cache(maxsize=4096)
def syllables(word: str, language: str) -> tuple[str, ...]:
    """A word at its hyphenation points. Capitals, figures and short words stay whole; U+00AD is a point by itself. What
    stands behind an apostrophe stays with the last syllable (gov|ern|ment’s).
    """
    if "\u00ad" in word:
        return tuple(part for part in re.split("(?<=\u00ad)", word) if part)
    if (mark := _BEHIND_WORD.search(word)) and mark.start():
        *first, last = syllables(word[: mark.start()], language)
        return (*first, last + mark[0])
    if len(word) < SHORTEST_HYPHENATED or not word[1:].islower() or not word.isalpha():
        return (word,)
    return tuple(_dictionary(language).inserted(word, "\n").split("\n"))


@lru_cache(maxsize=8)
def _dictionary(language: str) -> pyphen.Pyphen:
    from pyphen import Pyphen, language_fallback

    return Pyphen(lang=language_fallback(language) or "en_US", left=2, right=3)
