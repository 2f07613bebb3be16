"""Characters that stand twice, words said twice, characters of another script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...rules.checks import Found, rule
from ...rules.rule import NOTE, PROOFREADING, WARNING
from ..articles import Article, LineKind, ProofLine
from ..doubling import Pair
from ..forms import HAN, TextForm, each
from ..lexicon import traditional as traditional_characters

_PAIR = TextForm(rf"([{HAN}])\1")
_AROUND = 2
_COMMON = 8
"""So many different traditional characters in an article: it is meant to be in them."""


@rule(
    "R065", PROOFREADING, WARNING,
    counts=1,
    says=("“{doubled}” stands twice: …{around}…", "“{doubled}”重出：…{around}…"),
    hint=("take one away; a name goes into the paper's list (`[proof] words`)", "请删去一个；若是专名，请列入本报词表（[proof] words）"),
    source="docs/proof.md",
    bad="## 主题\n\n跑出项目开工工速度。",
    good="## 主题\n\n跑出项目开工速度。",
)  # fmt: skip
def doubled(simplified: Sequence[Article], right_words: frozenset[str]) -> Iterator[Found]:
    """No character stands twice that no word, reduplication, name or pair of meeting words explains."""
    for article in simplified:
        for number, hit in each(_PAIR, article.texts):
            line, pair = article.running[number], Pair(article.texts[number], hit.start())
            if line.kind is LineKind.VERSE or pair.may_stand or pair.is_name or pair.said_again(article.texts):
                continue
            around = pair.text[max(pair.stretch[0], hit.start() - _AROUND) : min(pair.stretch[1], hit.end() + _AROUND)]
            if not _listed(pair.text, hit.start(), hit.end(), right_words):
                yield line.found(hit.start(), hit.end(), doubled=hit[1], around=around)


def _listed(text: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether a word of the paper's own list covers a stretch."""
    for word in words:
        at = text.find(word, max(0, end - len(word)))
        if 0 <= at <= start:
            return True
    return False


_FEW = 5
"""Characters too many that count as few."""
_STUTTER = TextForm(rf"([{HAN}]{{3,14}})\1")


@rule(
    "R066", PROOFREADING, WARNING,
    counts=2,
    says=("“{said}” is said twice in a row", "“{said}”连说两遍"),
    hint=("take one away", "请删去一遍"),
    source="docs/proof.md",
    bad="## 主题\n\n各地积极推进积极推进项目建设。",
    good="## 主题\n\n各地积极推进项目建设。",
)  # fmt: skip
def stutters(articles: Sequence[Article]) -> Iterator[Found]:
    """Three to fourteen characters twice in a row; not 一个战役一个战役."""
    for article in articles:
        for number, hit in each(_STUTTER, article.texts):
            line = article.running[number]
            if line.kind is not LineKind.VERSE and len(set(hit[1])) > 1 and hit[1][0] not in "一几每半":
                yield line.found(hit.start(), hit.end(), said=hit[1], errors=1 if len(hit[1]) <= _FEW else 2)


@rule(
    "R067", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}” is a traditional or variant form", "“{text}”是繁体字或异体字"),
    hint=("write the standard character; a name goes into the paper's list (`[proof] names`)", "请用规范字；人名地名用字请列入本报名表（[proof] names）"),
    source="《通用规范汉字表》(2013); docs/proof.md",
    bad="## 主题\n\n古城的風景很美。",
    good="## 主题\n\n古城的风景很美。",
)  # fmt: skip
def traditional(simplified: Sequence[Article], right_words: frozenset[str]) -> Iterator[Found]:
    """A simplified text has no traditional characters; one that is in them throughout is meant so."""
    forms = traditional_characters()
    for article in simplified:
        there = forms.intersection(article.whole)
        if there and len(there) < _COMMON:
            for line in article.running:
                yield from _foreign(line, there, right_words)


def _foreign(line: ProofLine, forms: frozenset[str], words: frozenset[str]) -> Iterator[Found]:
    for at, character in enumerate(line.text):
        if character in forms and not _listed(line.text, at, at + 1, words):
            yield line.found(at, at + 1)


_SENTENCE = TextForm(r"[^。！？；]{24,}[。！？]")


@rule(
    "R069", PROOFREADING, NOTE,
    says=("this sentence stands {count} times, first in line {line} of {file}", "这句话出现 {count} 次，第一次在 {file} 第 {line} 行"),
    hint=("one of the two may have been left by mistake", "请看是否误留"),
    source="docs/proof.md",
    bad="## 主题\n\n这座大桥建成之后两岸之间的路程将由三十公里缩短为九公里。\n\n这座大桥建成之后两岸之间的路程将由三十公里缩短为九公里。",
    good="## 主题\n\n这座大桥建成之后两岸之间的路程将由三十公里缩短为九公里。",
)  # fmt: skip
def again(articles: Sequence[Article]) -> Iterator[Found]:
    """A sentence of 24 characters and more stands once in an issue; told where it stands for the second time."""
    seen: dict[str, list[tuple[ProofLine, int, int]]] = {}
    for article in articles:
        for number, hit in each(_SENTENCE, article.texts):
            seen.setdefault(hit[0], []).append((article.running[number], *hit.span()))
    for (first, _, _), *others in (places for places in seen.values() if len(places) > 1):
        line, start, end = others[0]
        at = first.node.span
        yield line.found(start, end, line=at.line, file=at.path, count=len(others) + 1)
