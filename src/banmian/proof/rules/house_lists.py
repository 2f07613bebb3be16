"""What a paper's own lists say (`issue.toml [proof]`): names, formulas, titles and their order, places, anniversaries."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from ...manuscript.proof_file import ProofLists
from ...numerals import number_of
from ...rules.checks import Found, rule
from ...rules.rule import PROOFREADING, WARNING
from ..articles import Article, ProofLine
from ..forms import HAN
from ..lexicon import known, sound_alike

_PAGE = '--- A01.md\n# 要闻\n\n## A01\n\n## 主题\n\n{text}\n--- issue.toml\n[proof]\n{name} = "list.txt"\n--- list.txt\n{lines}\n'
_NUMERAL = "一二三四五六七八九十两"


def _bad(name: str, text: str, lines: str) -> str:
    return _PAGE.format(name=name, text=text, lines=lines)


def _lines(articles: Sequence[Article]) -> Iterator[ProofLine]:
    for article in articles:
        yield from article.running


_TRUSTED = 3
"""Characters of a name whose near misses are looked for."""


@rule(
    "R091", PROOFREADING, WARNING,
    counts=2,
    says=("“{text}” is {right} in the paper's list of names", "“{text}”：本报名表作“{right}”"),
    hint=("correct it, or put the other person into the list", "请改正；若是另一个人，请也列入名表"),
    source="docs/proof.md",
    bad=_bad("names", "厂长李建囯说，设备到厂。", "李建国"),
    good=_bad("names", "厂长李建国说，设备到厂。", "李建国"),
)  # fmt: skip
def near_names(articles: Sequence[Article], lists: ProofLists) -> Iterator[Found]:
    """A name of the list is not written with another character that sounds the same."""
    listed = frozenset(lists.names)
    for name in (one for one in lists.names if len(one) == _TRUSTED):
        shape = re.compile(f"{name[0]}{name[1]}[{HAN}]|{name[0]}[{HAN}]{name[2]}")
        for line in _lines(articles):
            for hit in shape.finditer(line.text):
                pair = next(((a, b) for a, b in zip(hit[0], name, strict=True) if a != b), None)
                behind = line.text[hit.end() : hit.end() + 2]
                tails = [hit[0][at:] + behind[:more] for at in (1, 2) for more in (0, 1, 2)]
                word = any(len(tail) > 1 and known(tail) for tail in tails)
                if pair and hit[0] not in listed and sound_alike(*pair) and not word:
                    yield line.found(hit.start(), hit.end(), right=name)


@rule(
    "R086", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}”: the paper's list has {right}", "“{text}”：本报提法表作 {right}"),
    hint=("correct the number, or add the formula to the list", "请核对数字，或把新提法列入表中"),
    source="docs/proof.md",
    bad=_bad("formulas", "坚决做到“三个维护”。", "两个维护"),
    good=_bad("formulas", "坚决做到“两个维护”。", "两个维护"),
)  # fmt: skip
def formulas(articles: Sequence[Article], lists: ProofLists) -> Iterator[Found]:
    """A formula of the list keeps its number."""
    by_rest: dict[str, list[str]] = {}
    for formula in lists.formulas:
        number = re.match(f"[{_NUMERAL}]+", formula)
        if number and formula[number.end() :]:
            by_rest.setdefault(formula[number.end() :], []).append(formula)
    for rest, right in by_rest.items():
        shape = re.compile(f"“([{_NUMERAL}]+{re.escape(rest)})”")
        for line in _lines(articles):
            for hit in shape.finditer(line.text) if rest in line.text else ():
                if hit[1] not in right:
                    yield line.found(hit.start(1), hit.end(1), right=" / ".join(right))


@rule(
    "R087", PROOFREADING, WARNING,
    counts=2,
    says=("“{text}”: {person} is {right} in the paper's list", "“{text}”：本报职务表里{person}是{right}"),
    hint=("correct the title, or bring the list up to date", "请核对职务，或更新职务表"),
    source="docs/proof.md",
    bad=_bad("titles", "副市长王建国到现场察看。", "王建国 市长\n李红军 副市长"),
    good=_bad("titles", "市长王建国到现场察看。", "王建国 市长\n李红军 副市长"),
)  # fmt: skip
def titles(articles: Sequence[Article], lists: ProofLists) -> Iterator[Found]:
    """Before the name of a listed person stands one of the person's own titles, if a listed title stands there."""
    every = sorted({title for _, *own in lists.titles for title in own}, key=len, reverse=True)
    if not every:
        return
    shape = re.compile(f"({'|'.join(map(re.escape, every))})({'|'.join(re.escape(one[0]) for one in lists.titles)})")
    own = {person: titles for person, *titles in lists.titles}
    for line in _lines(articles):
        for hit in shape.finditer(line.text):
            if hit[1] not in own[hit[2]]:
                yield line.found(hit.start(), hit.end(), person=hit[2], right="、".join(own[hit[2]]))


@rule(
    "R088", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}”: in the paper's list {first} comes before {second}", "“{text}”：本报职务表里{first}在{second}之前"),
    hint=("correct the order, or bring the list up to date", "请核对排序，或更新职务表"),
    source="docs/proof.md",
    bad=_bad("titles", "李红军、王建国到现场察看。", "王建国 市长\n李红军 副市长"),
    good=_bad("titles", "王建国、李红军到现场察看。", "王建国 市长\n李红军 副市长"),
)  # fmt: skip
def order(articles: Sequence[Article], lists: ProofLists) -> Iterator[Found]:
    """Listed persons who are named side by side stand in the order of the list."""
    persons = [person for person, *_ in lists.titles]
    if len(persons) < 2:
        return
    names = "|".join(map(re.escape, persons))
    titled = "|".join(sorted({re.escape(title) for _, *own in lists.titles for title in own}, key=len, reverse=True))
    shape = re.compile(f"(?=({names})[、 　和，](?:{titled})?({names}))")
    for line in _lines(articles):
        for hit in shape.finditer(line.text):
            if persons.index(hit[1]) > persons.index(hit[2]):
                yield line.found(hit.start(1), hit.end(2), first=hit[2], second=hit[1])


@rule(
    "R089", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}”: in the paper's gazetteer {place} is in {right}", "“{text}”：本报地名表里{place}属于{right}"),
    hint=("correct the place, or the list", "请核对地名，或更新地名表"),
    source="docs/proof.md",
    bad=_bad("gazetteer", "济南市东昌府区昨日降雪。", "聊城市 东昌府区 临清市\n济南市 历下区"),
    good=_bad("gazetteer", "聊城市东昌府区昨日降雪。", "聊城市 东昌府区 临清市\n济南市 历下区"),
)  # fmt: skip
def places(articles: Sequence[Article], lists: ProofLists) -> Iterator[Found]:
    """A listed place stands behind the one that it is in, if a listed one stands right before it."""
    above: dict[str, list[str]] = {}
    for upper, *inside in lists.gazetteer:
        for place in inside:
            above.setdefault(place, []).append(upper)
    if not above:
        return
    uppers = "|".join(map(re.escape, sorted({upper for upper, *_ in lists.gazetteer}, key=len, reverse=True)))
    shape = re.compile(f"({uppers})({'|'.join(map(re.escape, sorted(above, key=len, reverse=True)))})")
    for line in _lines(articles):
        for hit in shape.finditer(line.text):
            if hit[1] not in above[hit[2]]:
                yield line.found(hit.start(), hit.end(), place=hit[2], right="、".join(above[hit[2]]))


@rule(
    "R090", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}”: {issue} − {year} = {right}", "“{text}”：{issue} − {year} = {right}"),
    hint=("correct the number, or the list", "请核对周年数，或更新纪念日表"),
    source="docs/proof.md",
    bad="--- A01.md\n样报社出版\n\n样报\n\n2026年7月1日 星期三\n\n# 要闻\n\n## A01\n\n## 主题\n\n庆祝中国共产党成立104周年。\n--- issue.toml\n[proof]\n"
    'anniversaries = "list.txt"\n--- list.txt\n1921-07-01 中国共产党成立\n',
    good="--- A01.md\n样报社出版\n\n样报\n\n2026年7月1日 星期三\n\n# 要闻\n\n## A01\n\n## 主题\n\n庆祝中国共产党成立105周年。\n--- issue.toml\n[proof]\n"
    'anniversaries = "list.txt"\n--- list.txt\n1921-07-01 中国共产党成立\n',
)  # fmt: skip
def anniversaries(articles: Sequence[Article], lists: ProofLists, day: datetime.date | None) -> Iterator[Found]:
    """…周年 of a listed event is the years between it and the issue, half a year before the day too."""
    for date, *words in lists.anniversaries if day else ():
        event, year = "".join(words), date[:4]
        shape = re.compile(f"{re.escape(event)}[^。；，]{{0,4}}?(\\d{{1,4}}|[{HAN}]{{1,6}}?)周年")
        for line in _lines(articles):
            for hit in shape.finditer(line.text) if event in line.text and year.isdigit() else ():
                said, right = number_of(hit[1]), day.year - int(year) if day else 0
                if said is not None and said != right:
                    yield line.found(hit.start(), hit.end(), issue=day.year if day else 0, year=year, right=right)
