"""Classes of characters and the rules for line starts and line ends (CLREQ, GB/T 15834-2011 part 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Class:
    """One row of the table: its characters, where they may not stand, and the source of the rule."""

    name: str
    characters: str
    no_start: bool
    no_end: bool
    source: str


CLASSES = (
    Class("S1 point marks", "。．，、；：！？‼⁇⁈⁉", True, False, "GB/T 15834 5.1.1-5.1.2"),
    Class("S2 closing marks", "”’）》〉】〗〕］｝」』", True, False, "GB/T 15834 5.1.3"),
    Class("S3 connectors", "～–—-", True, False, "GB/T 15834 5.1.6"),
    Class("S4 interpuncts", "·・‧", True, False, "GB/T 15834 5.1.7"),
    Class("S5 solidus", "/／", True, True, "GB/T 15834 5.1.9"),
    Class("E1 opening marks", "“‘（《〈【〖〔［｛「『", False, True, "GB/T 15834 5.1.3"),
    Class("Latin closing", "%‰℃°.,;:!?)]}'\"", True, False, "CLREQ, Western text"),
    Class("Latin opening", "([{¥￥$€£", False, True, "CLREQ, Western text"),
)
NO_START = frozenset("".join(c.characters for c in CLASSES if c.no_start))
NO_END = frozenset("".join(c.characters for c in CLASSES if c.no_end))

HALF_AT_END = frozenset("。．，、；：！？”’）》〉】〗〕］｝」』")
"""Closing marks whose right half is blank: at a line end they take half an em (GB/T 15834 5.1.10)."""

WHOLE = ("——", "……", "⋯⋯")
"""X1 破折号 and X2 省略号: two characters that are one mark, never split (GB/T 15834 5.1.4, 5.1.5)."""

# Units that stay with the number before them. Source: units of the seed and of GB 3100; the longest match counts.
UNITS = (
    "亿元 万元 亿美元 万美元 美元 元 角 分 余万元 多万元 余元 多元 万吨 亿吨 吨 公斤 千克 克 升 毫升 "
    "亿千瓦时 万千瓦时 千瓦时 千瓦 兆瓦 平方公里 平方米 公里 千米 米 厘米 毫米 公顷 万亩 亩 度 "
    "万户 户 万家 余家 家 万人 余人 人次 人 名 位 万个 个百分点 个 项 条 座 处 件 台 套 辆 艘 架 万块 块 "
    "层 级 届 次 倍 期 版 号 类 种 批 所 间 张 份 篇 部 年代 世纪 季度 月份 日起 年 月 日 时 分钟 秒 小时 天 周 岁 "
    "万 亿 千 百"
).split()
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))

_NUMBER = r"[+\-−±]?[¥￥$€£]?\d+(?:[.,:]\d+)*(?:[—–~～\-]\d+(?:[.,:]\d+)*)*[%‰℃°]?"
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LATIN = r"A-Za-z0-9À-ɏ"

TOKEN = re.compile(
    rf"(?P<number>(?:第)?{_NUMBER}(?![A-Za-z]))(?P<unit>{_UNIT}|[{HAN}])?"
    rf"|(?P<word>[{LATIN}]+(?:[-.@_'’&+/:](?=[{LATIN}])[{LATIN}]+)*[%‰]?)"
    rf"|(?P<whole>{'|'.join(WHOLE)})"
    r"|(?P<space>[ \u00a0\u3000\t]+)"
    r"|(?P<one>.)",
    re.S,
)
"""Cuts a text into tokens inside which a line never breaks (U1 numbers, W1 words, X1, X2)."""
