"""How numbers are said and counted: round numbers, ordinals, ranges, forms of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...rules.checks import Found, rule
from ...rules.rule import NOTE, PROOFREADING, WARNING
from ..articles import Article
from ..forms import HAN, TextForm, each
from ..quantities import NUMBER


def _each(articles: Sequence[Article], *forms: TextForm) -> Iterator[Found]:
    """Everything that one of some forms fits."""
    for article in articles:
        for form in forms:
            for number, hit in each(form, article.texts):
                yield article.running[number].found(hit.start(), hit.end())


_TIMES = TextForm(
    rf"(?:下降|减少|降低|缩小|缩短|下滑|跌)(?:了|近|约)?(?:{NUMBER}|[一二两三四五六七八九十几数]+)(?:多)?倍", "倍"
)


@rule(
    "R059", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}”: what falls by its whole is gone", "“{text}”：减少不能用“倍”"),
    hint=("say by how many per cent, or to which part", "请改作百分数或几分之几"),
    source="GB/T 15835—2011",
    bad="## 主题\n\n能耗减少了3倍。",
    good="## 主题\n\n能耗减少了三分之二。",
)  # fmt: skip
def times(articles: Sequence[Article]) -> Iterator[Found]:
    """Nothing falls by so many times."""
    return _each(articles, _TIMES)


_COUNTED = "(?:%|[元人户家个项吨亩名天年次米]|美元|人次|公里)?"
_NO_FIRMS = r"(?![一-龥]{0,2}(?:企业|单位))"
_APPROX = TextForm(
    rf"(?<![节制契签预条公大])(?:大约|约)\d[\d.]*[万亿]?[{HAN}%]{{0,3}}(?:左右|上下)|(?:近|将近|接近)\d[\d.]*[万亿]?[余多](?![山家少])"
    rf"|(?:超过|逾|至少|最少)\d[\d.]*[万亿]?{_COUNTED}以上{_NO_FIRMS}|(?:超过|逾)\d[\d.]*[万亿]?[余多][{HAN}]",
    "约", "近", "超过", "逾", "至少", "最少",
)  # fmt: skip


@rule(
    "R060", PROOFREADING, WARNING,
    says=("“{text}” says twice that the number is round", "“{text}”：概数说了两遍"),
    hint=("keep one of the two words", "两个说法留一个"),
    source="docs/proof.md",
    bad="## 主题\n\n现场约20人左右。",
    good="## 主题\n\n现场约20人。",
)  # fmt: skip
def round_twice(articles: Sequence[Article]) -> Iterator[Found]:
    """约…左右, 超过…多, 近…余: one of them is enough, or they contradict each other."""
    return _each(articles, _APPROX)


_NTH = "一二三四五六七八九十"
_ORDERS = (
    (TextForm(rf"(?:^|[。；：，！？”）》])([{_NTH}])是(?!否)", "是"), "{}是", True),
    (TextForm(rf"(?:^|[。；：！？])第([{_NTH}])[，、：]", "第"), "第{}", False),
    (TextForm(rf"^（([{_NTH}])）", "（"), "（{}）", False),
    (TextForm(rf"^([{_NTH}])、", "、"), "{}、", False),
)
"""How items are counted: the form, how it is said, whether one number twice in a paragraph is told."""


@rule(
    "R063", PROOFREADING, WARNING,
    counts=1,
    says=("“{now}” comes after “{last}”", "“{last}”之后是“{now}”"),
    hint=("an item is missing, or counted wrongly", "缺一项，或序号有误"),
    source="house",
    bad="## 主题\n\n一是修路，三是架桥。",
    good="## 主题\n\n一是修路，二是架桥。",
)  # fmt: skip
def ordinals(articles: Sequence[Article]) -> Iterator[Found]:
    """一是…二是…三是, 第一，…第二，, （一）（二）, 一、二、: none is left out, none comes twice."""
    for article in articles:
        for form, shape, twice in _ORDERS:
            last, where = 0, -1
            for number, hit in each(form, article.texts):
                now = _NTH.index(hit[1]) + 1
                if (last and now > last + 1) or (twice and now == last and now > 1 and where == number):
                    names = {"last": shape.format(_NTH[last - 1]), "now": shape.format(hit[1])}
                    yield article.running[number].found(hit.start(1), hit.end(), **names)
                last, where = now, number


_AMOUNT = rf"(?:约|近|超|超过)?(?:{NUMBER})[余多]?(?:万亿|亿|万|千)?[{HAN}%‰℃]{{0,5}}?"
_RESPECTIVELY = TextForm(
    rf"分别(?:同比|环比|比上年|较上年|累计|实现|完成|达到?|增长|下降|为|是|提高|新增|增加|减少|占|突破|超过|上涨|下跌|缩短|提升|有)*了?"
    rf"({_AMOUNT}(?:[、和及与]{_AMOUNT})+)(?=[，。；）])",
    "分别",
)
_LEAST, _MOST = 4, 60
"""Characters of a list of names."""


@rule(
    "R068", PROOFREADING, NOTE,
    says=("{names} names before 分别, {figures} figures behind it", "“分别”之前 {names} 项，之后 {figures} 个数"),
    hint=("one is missing, or too many", "缺一项或多一项，请核对"),
    source="house",
    bad="## 主题\n\n城区、郊区、山区的雨量分别为12毫米、8毫米。",
    good="## 主题\n\n城区、郊区、山区的雨量分别为12毫米、8毫米、5毫米。",
)  # fmt: skip
def respectively(articles: Sequence[Article]) -> Iterator[Found]:
    """A、B、C分别为a、b、c: as many figures as names; only plain lists are counted."""
    for article in articles:
        for number, hit in each(_RESPECTIVELY, article.texts):
            text = article.texts[number]
            start = max(text.rfind(mark, 0, hit.start()) for mark in "。；！？，：（") + 1
            figures = len(re.split(r"[、和及与]", hit[1]))
            names = _names(text, start, hit.start(), figures)
            if names:
                yield article.running[number].found(start, hit.end(), names=names, figures=figures)


def _names(text: str, start: int, end: int, figures: int) -> int:
    """How many names a list has; 0 where it has as many as figures, by any way to count, or is not plain."""
    left = text[start:end]
    if not _LEAST <= len(left) <= _MOST or any(mark in left for mark in "”（《"):
        return 0
    names, commas = len(re.split(r"、|以及|和|与|及", left)), len(left.split("、"))
    before = text[max(0, start - _MOST) : start].count("，")
    right = (
        names == figures
        or (commas == 1 and names < 2)
        or (commas > 1 and commas == figures)
        or ("以及" in left and abs(names - figures) <= 1)
        or (names - 1 == figures and bool(re.search("和|与|及", left)))
        or (not _is_list(left) and text[start - 1 : start] == "，" and names < figures <= names + before)
    )
    return 0 if right else names


def _is_list(left: str) -> bool:
    """Whether these words are a list by themselves, A、B、C or A、B和C: then nothing of it stands before the last comma."""
    joined = [hit.start() for hit in re.finditer("[和与及]", left)]
    return "、" in left and (not joined or (len(joined) == 1 and joined[0] > left.rfind("、")))


_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "2": 2, "3": 3, "4": 4, "5": 5}
_ANNOUNCED = TextForm(r"(?<![\d十])([两二三四五六七八2-5])(?:个方面|点|项|方面)[^。；，]{0,14}[：。]一是", "一是")


@rule(
    "R070", PROOFREADING, NOTE,
    says=("“{text}” announces {said}, and {given} follow", "“{text}”：说 {said} 项，给出 {given} 项"),
    hint=("one is missing, or the number is wrong", "缺一项，或项数有误"),
    source="house",
    bad="## 主题\n\n重点做好三个方面：一是修路，二是架桥。",
    good="## 主题\n\n重点做好两个方面：一是修路，二是架桥。",
)  # fmt: skip
def announced(articles: Sequence[Article]) -> Iterator[Found]:
    """三个方面：一是…: as many follow as are announced."""
    for article in articles:
        for number, hit in each(_ANNOUNCED, article.texts):
            following = article.texts[number + 1] if number + 1 < len(article.texts) else ""
            given = 0
            for nth in re.findall(rf"([{_NTH}])是", article.texts[number][hit.end() - 2 :]):
                given += _NTH.index(nth) == given
            if given != _NUMBERS[hit[1]] and not re.match(rf"[{_NTH}]是", following):
                yield article.running[number].found(hit.start(), hit.end(), said=_NUMBERS[hit[1]], given=given)


_RANGE = TextForm(r"(?<![\d.A-Za-z])(\d+(?:\.\d+)?)[—–～~至到-](\d+(?:\.\d+)?)%", "%")


@rule(
    "R071", PROOFREADING, NOTE,
    counts=0.1,
    says=("“{text}”: the first figure needs its % too", "“{text}”：前一个数也要带%"),
    hint=("write 4%—5%", "写作 4%—5%"),
    source="GB/T 15835—2011, 5.1.3",
    bad="## 主题\n\n预计增长4—5%。",
    good="## 主题\n\n预计增长4%—5%。",
)  # fmt: skip
def ranges(articles: Sequence[Article]) -> Iterator[Found]:
    """Both figures of a range have their sign."""
    return _each(articles, _RANGE)


_FORMS = (
    TextForm(r"\d+亿零?\d+万", "亿"),
    TextForm(r"(?<![\d.])\d+(?:\.\d+)?[千百](?![瓦克米帕赫伏卡焦字兆安亿万分巴年吨姿家科度公姓])", "千", "百"),
    TextForm(r"(?<![\dA-Za-z.·])\.\d+[%万亿个]", "."),
    TextForm(r"(?<![\d.])\d*0几|(?<!\d)[12]0?来(?:个|岁|名|人)", "几", "来"),
    TextForm(rf"[{_NTH}]+\.\d|\d+点[{_NTH[:9]}]"),
    TextForm(rf"[{HAN}]〇?[0-9]十|[0-9][{_NTH[:9]}]十", "十"),
)
"""3亿4500万, 7千多, .5%, 10几, 三.5, 3十."""


@rule(
    "R072", PROOFREADING, NOTE,
    counts=0.1,
    says=("“{text}”: a number in two forms", "“{text}”：数字形式不统一"),
    hint=("one number, one form: 3.45亿, 7000多, 0.5%, 十几", "一个数用一种形式：3.45亿、7000多、0.5%、十几"),
    source="GB/T 15835—2011; docs/proof.md",
    bad="## 主题\n\n全市有7千多户受益。",
    good="## 主题\n\n全市有7000多户受益。",
)  # fmt: skip
def forms(articles: Sequence[Article]) -> Iterator[Found]:
    """Figures and Han numerals are not mixed in one number."""
    return _each(articles, *_FORMS)
