"""How near two words of a head stand to each other, by what they are: what an end of a line between them parts.

In Chinese what describes stands before what it describes: 专家 | 团队 and 春季 | 运动会 are one thing each, 专家团队 | 落户
says something of one. Kinds are the dictionary's tags, but for words of the news that it does not know or takes for others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum


class WordKind(StrEnum):
    """What a word does in a head: names a thing, an act as a thing (建设), a deed (开展), a trait (新型), a number, a
    measure word, how something is done (首次), to whom (向), joins (及), says where (期间), when or who, is a particle.
    """

    THING, ACT, DEED, TRAIT, NUMBER, MEASURE, MANNER, TOWARDS, JOINING, WHERE, WHEN, PARTICLE = (
        "thing act deed trait number measure manner towards joining where when particle".split()
    )


_TAGS = {
    **dict.fromkeys("a ag an b h z".split(), WordKind.TRAIT),
    **dict.fromkeys("m mg mq".split(), WordKind.NUMBER),
    **dict.fromkeys("ad d df dg zg".split(), WordKind.MANNER),
    **dict.fromkeys("v vd vg vi vq".split(), WordKind.DEED),
    **dict.fromkeys("r rg rr rz t tg".split(), WordKind.WHEN),
    **dict.fromkeys("e k u ud ug uj ul uv uz y".split(), WordKind.PARTICLE),
    **{"vn": WordKind.ACT, "q": WordKind.MEASURE, "p": WordKind.TOWARDS, "c": WordKind.JOINING, "f": WordKind.WHERE},
}
"""Kinds of the dictionary's tags (ICTCLAS); words with others are things."""
_DEEDS = (
    "落户 助力 揭牌 亮相 获评 开幕 落幕 惠及 入选 晋级 开赛 开工 投产 抵达 助推 领跑 首航 登陆 出炉 领衔 携手 赋能 "
    "护航 点亮 开跑 授牌 封顶 竣工 通车 合龙 增收 减负 带动 抢滩 叫停 问世 助企 获批 获奖 启用 启动 创 刷 印发 "
    "投用 荣膺 荣获 亮剑 发力 提速 增效 提质 惠民 聚力 成 "
).split()
_MANNERS = "同比 环比 将 拟 可 亩均 人均 户均 抢先 首次 率先".split()
_OWN = {**dict.fromkeys(_DEEDS, WordKind.DEED), **dict.fromkeys(_MANNERS, WordKind.MANNER), "需求": WordKind.THING}
"""Words of the news that the dictionary lacks or takes for something else."""
_SPANS = frozenset("年月周季旬届期")
_NEAR = """
before   thing act deed trait number measure manner towards joining where when particle
thing    5     4   0    0     0      6       0      0       0       6     0    6
act      5     4   1    1     0      6       0      0       0       6     0    6
deed     1.5   2   2    1.5   1.5    6       1      0       0       6     1.5  6
trait    5     5   3    3     4      6       3      0       0       6     0    6
number   5     5   0    2     3      6       0      0       0       6     0    6
measure  5     5   0    2     3      6       0      0       0       6     0    6
manner   3     3   3    3     3      6       3      3       0       6     3    6
towards  5     5   5    5     5      6       5      5       5       6     5    6
joining  4     4   4    4     4      6       4      4       4       6     4    6
where    0     0   0    0     0      6       0      0       0       6     0    6
when     2     2   0    0     0      6       0      0       0       6     0    6
particle 2     2   1    2     1      6       1      1       1       6     1    6
"""
"""Badness of a break behind a word of one kind and before one of another, where `heads.RAGGED` (10) is a line shorter by a
whole measure: most within a thing, less between a deed and what it is done to, none before what is said of a thing.
"""
_FIRST, *_ROWS = (line.split() for line in _NEAR.split("\n") if line)
_PRICES = {
    (WordKind(row[0]), WordKind(after)): float(price)
    for row in _ROWS
    for after, price in zip(_FIRST[1:], row[1:], strict=True)
}
_ALONE = 2.5
"""Badness of a deed, a trait or a manner of one character at a line's end, and of a thing of one at its start."""
_LAST_ALONE = {WordKind.DEED: _ALONE, WordKind.TRAIT: _ALONE, WordKind.MANNER: _ALONE, WordKind.THING: _ALONE / 2}


def nearness(words: Sequence[tuple[str, str]]) -> Iterator[float]:
    """Badness of a break behind each word but the last, by what it parts. `words`: with the dictionary's tags."""
    kinds = list(_kinds(words))
    for (word, _), (after, _), kind, then in zip(words, words[1:], kinds, kinds[1:], strict=False):
        alone = _LAST_ALONE.get(kind, 0.0) * (len(word) == 1) + _ALONE * (len(after) == 1 and then is WordKind.THING)
        yield _PRICES[kind, then] + alone


def _kinds(words: Sequence[tuple[str, str]]) -> Iterator[WordKind]:
    for number, (word, tag) in enumerate(words):
        after = words[number + 1 : number + 2]
        yield WordKind.TRAIT if after and _in_front(word, *after[0]) else _OWN.get(word) or _TAGS.get(tag, WordKind.THING)


def _in_front(word: str, after: str, tag: str) -> bool:
    """Whether a word of place stands before what it describes: 前董事长, 上季."""
    return (word == "前" and _TAGS.get(tag, WordKind.THING) is WordKind.THING) or (word in ("上", "下") and after in _SPANS)
