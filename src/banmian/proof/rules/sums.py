"""Figures that a text sets into a sum: each rule does the sum and says it. Printed digits are intervals (213.7 is ± 0.05)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...rules.checks import Found, rule
from ...rules.rule import NOTE, PROOFREADING, WARNING
from ..articles import Article
from ..forms import HAN, TextForm, clause, clause_end, each
from ..quantities import A_FIFTH, NUMBER, Quantity, change, places_of, quantities, quantity, ratio, shown

_ROUND_WORDS = re.compile("[约近超多余]")
_WRONG_BASE = 3
"""A share that is off by more than the third part has most likely another base."""

_SHARE = TextForm(rf"(?:占|为|完成|达)(?:到|全|了)?([{HAN}]{{2,12}}?)(?:总量|总数)?的({NUMBER})%", "%")
_GOALS = ("计划", "任务", "目标", "总投资")
_OF_ALL = re.compile(r"^(?:全部|总|同期|全市|全省|全区|全县|全国|其|当年)")
_BEHIND = 12
"""Characters between a figure and the share that it is."""


@rule(
    "R058", PROOFREADING, WARNING,
    counts=1,
    says=("{part} ÷ {whole} = {right} %, the text says {said} %", "{part} ÷ {whole} = {right}%，文中作 {said}%"),
    hint=("ask for the right figure", "请核对这三个数"),
    source="docs/proof.md",
    bad="## 主题\n\n年度计划投资213.7亿元。截至11月底，完成投资200.87亿元，占年度计划的95.3%。",
    good="## 主题\n\n年度计划投资213.7亿元。截至11月底，完成投资200.87亿元，占年度计划的94.0%。",
)  # fmt: skip
def shares(articles: Sequence[Article]) -> Iterator[Found]:
    """A share of something that this paragraph or the last one names, with its size in the same unit."""
    for article in articles:
        for number, hit in each(_SHARE, article.texts):
            text, before = article.texts[number], article.texts[number - 1] if number else ""
            part = _part(text, hit)
            if part and (base := _base(before + "\n" + text[: hit.start()], hit, part)):
                said, right = Quantity(hit[2]), part.value / base.value * 100
                if abs(right - said.value) * _WRONG_BASE <= said.value:
                    facts = {"part": part.printed, "whole": base.printed, "said": hit[2]}
                    yield article.running[number].found(
                        hit.start(), hit.end(), **facts, right=shown(right, places_of(hit[2]))
                    )


def _part(text: str, hit: re.Match[str]) -> Quantity | None:
    """The figure right before the words of a share, which it is the share of; None where it is not plain."""
    if hit[0][0] != "占" and not hit[1].endswith(_GOALS):
        return None
    begin = clause(text, hit.start())
    before = [one for one in quantities(text, begin, hit.start()) if one[1].unit != "%"]
    if not before:
        return None
    place, found = before[-1]
    between = text[place.end() : hit.start()]
    several = "分别" in text[begin : hit.start() + 4] or "、" in between or re.match(r"(?:和|、)\d", text[hit.end() :])
    plain = not several and "新增" not in text[begin : place.start()] and "%" not in between and len(between) <= _BEHIND
    return found if plain else None


def _base(text: str, hit: re.Match[str], part: Quantity) -> Quantity | None:
    """The last figure that the share's own words name, if no figure of the unit explains the share."""
    label = _OF_ALL.sub("", hit[1])
    every = [one for one in quantities(text) if one[1].unit == part.unit]
    named = re.compile(rf"{re.escape(label)}[{HAN}]{{0,4}}(?:约|近|超|达|为|是)?$")
    bases = [
        one for place, one in every if len(label) > 1 and named.search(text[max(0, place.start() - 20) : place.start()])
    ]
    others = [one for _, one in every if one.value and one.printed != part.printed]
    if any(_explains(part, one, Quantity(hit[2])) for one in others):
        return None
    return next((one for one in reversed(bases) if one in others), None)


def _explains(part: Quantity, whole: Quantity, said: Quantity) -> bool:
    """Whether a part of a whole may be the share that is said."""
    ends = ratio(part, whole)
    if ends is None:
        return True
    slack = Fraction(5) if part.loose or whole.loose else said.half * 2
    return ends[0] * 100 - slack <= said.value <= ends[1] * 100 + slack


_SCALED = rf"({NUMBER})(万亿|亿|万|千)?([{HAN}]{{1,4}}?)"
_GROWTH = TextForm(
    rf"{_SCALED}(?:左右)?[，,](?:比|较|同比)([^，。；\d]{{0,14}}?)(增加|增长|多|减少|下降|少|净增)(?:了|约)?{_SCALED}[，,、](?:同比)?"
    rf"(增长|增幅达?|上升|提高|下降|减少|降幅达?)(?:了|约|近|超过?|达|为)*({NUMBER})%",
    "，比", "，较", "，同比",
)  # fmt: skip
_FALLS = ("减少", "下降", "少")


@rule(
    "R056", PROOFREADING, WARNING,
    counts=1,
    says=("{sum} = {right} %, the text says {said} %", "{sum} = {right}%，文中作 {said}%"),
    hint=("ask for the right figure", "请核对这三个数"),
    source="docs/proof.md",
    bad="## 主题\n\n全年接待游客120万人次，比上年增加20万人次，增长25%。",
    good="## 主题\n\n全年接待游客120万人次，比上年增加20万人次，增长20%。",
)  # fmt: skip
def growths(articles: Sequence[Article]) -> Iterator[Found]:
    """A, so much more than the year before, that is P per cent: P = B ÷ (A − B), of a fall B ÷ (A + B)."""
    for article in articles:
        for number, hit in each(_GROWTH, article.texts):
            now, step = Quantity(hit[1], hit[2] or ""), Quantity(hit[6], hit[7] or "")
            sign = 1 if hit[5] in _FALLS else -1
            wholes = [a + sign * b for a in now.ends for b in step.ends]
            if hit[3] != hit[8] or min(wholes) <= 0:
                continue
            rates = [b / (a + sign * b) * 100 for a in now.ends for b in step.ends]
            said = Quantity(hit[10])
            slack = said.half * 2 + (said.value * A_FIFTH if _ROUND_WORDS.search(hit[0]) else 0)
            if not min(rates) - slack <= said.value <= max(rates) + slack:
                right = step.value / (now.value + sign * step.value) * 100
                done = f"{step.printed} ÷ ({now.printed} {'+' if sign > 0 else '−'} {step.printed})"
                yield article.running[number].found(
                    hit.start(), hit.end(), sum=done, said=hit[10], right=shown(right, places_of(hit[10]))
                )


_TRADE = TextForm(
    rf"(进出口|出入境|入出境)([^。；\d]{{0,14}}?)({NUMBER})(万亿|亿|万)(元|美元|人次|欧元)[^。]{{0,40}}?[。，；](?:其中，?)?([出入进]口|[出入]境)([^。；，\d]{{0,8}}?)({NUMBER})"
    rf"(万亿|亿|万)\5[^。]{{0,24}}?[，；。]([出入进]口|[出入]境)([^。；，\d]{{0,8}}?)({NUMBER})(万亿|亿|万)\5",
    "进出口", "出入境", "入出境",
)  # fmt: skip
_OF_SOME = re.compile("口岸|企业|民营|东盟")


@rule(
    "R057", PROOFREADING, WARNING,
    counts=1,
    says=("{one} + {other} = {right}, the text says {said}", "{one} + {other} = {right}，文中作 {said}"),
    hint=("ask which of the three is right", "请核对这三个数"),
    source="docs/proof.md",
    bad="## 主题\n\n全年外贸进出口120亿元。其中，出口80亿元，增长3%；进口50亿元。",
    good="## 主题\n\n全年外贸进出口120亿元。其中，出口80亿元，增长3%；进口40亿元。",
)  # fmt: skip
def complements(articles: Sequence[Article]) -> Iterator[Found]:
    """Exports and imports are the whole of trade, entries and exits that of crossings."""
    for article in articles:
        for number, hit in each(_TRADE, article.texts):
            parts = (hit[6], hit[10])
            alike = parts[0] != parts[1] and all(one[0] in hit[1] for one in parts)
            if not alike or _OF_SOME.search(hit[2] + hit[7] + hit[11]):
                continue
            whole, one, other = (Quantity(hit[n], hit[n + 1]) for n in (3, 8, 12))
            slack = (whole.half + one.half + other.half) * Fraction(11, 10)
            right = one.value + other.value
            if abs(right - whole.value) > slack:
                made = f"{float(right / (whole.value / Fraction(whole.figure))):g}{whole.scale}" if whole.value else "0"
                facts = {"one": one.printed, "other": other.printed, "said": whole.printed, "right": made}
                yield article.running[number].found(hit.start(3), hit.end(), **facts)


_UP = "增加|增长|提高|提升|上升|扩大|攀升|增至|升|涨|跃升|拓展|扩展"
_DOWN = "减少|下降|降低|缩小|缩短|压缩|压减|下滑|缩减|降|减|跌"
_AMOUNT = TextForm(
    r"(?<![\d.·∶:])(\d+(?:\.\d+)?)(余|多)?(万亿|亿|万)?(余|多)?(个百分点|%|元|美元|吨|人次|人|户|家|个|项|座|公里|千米|米|亩|公顷|平方米|平方公里|立方米"
    r"|千瓦时|千瓦|辆|台|架次|架|件|所|名|套|处|株|头|公斤|岁|天|小时|分钟)(?!第)"
)
_FROM = TextForm("由|从", "由", "从")
_VERB = TextForm(rf"，?[^，。；：、\d]{{0,6}}?({_UP}|{_DOWN})(?:到|至|为)了?")
_NOT_COUNTED = re.compile(r"第|精度|分辨率|误差|倒数|排名|排位|名次|兑|每")
"""A rank rises by falling, a resolution too."""
_RATE = TextForm(
    rf"[，,、]?(?:同比|累计|实际|净)?(增长|增加|提高|提升|上升|增幅达?|下降|减少|降低|降幅达?)(?:了|达到?|约|近|超过?|幅度达?)*({NUMBER})(%|个百分点|倍)"
)


@rule(
    "R055", PROOFREADING, WARNING,
    counts=1,
    says=("{sum}, the text says “{said}”", "{sum}，文中作“{said}”"),
    hint=("the figures may be exchanged, or the word; ask", "数字可能颠倒，或用词有误，请核对"),
    source="GB/T 15835—2011",
    bad="## 主题\n\n岸桥由4台增加到2台。",
    good="## 主题\n\n岸桥由2台增加到4台。",
)  # fmt: skip
def from_to(articles: Sequence[Article]) -> Iterator[Found]:
    """由A增加到B: B is more; a growth that is said next is (B − A) ÷ A, or B − A in points."""
    for article in articles:
        for number, begin in each(_FROM, article.texts):
            text = article.texts[number]
            if found := _moved(text, begin):
                first, verb, second, end = found
                rises = re.fullmatch(_UP, verb) is not None
                if first.value != second.value and (second.value > first.value) != rises:
                    done = f"{second} {'<' if rises else '>'} {first}"
                    yield article.running[number].found(begin.start(), end, sum=done, said=verb)
                elif rate := _RATE.compiled.match(text, end):
                    yield from (
                        article.running[number].found(begin.start(), rate.end(), sum=done, said=rate[0].strip("，,、"))
                        for done in _rate(text[begin.start() : rate.end()], first, second, rate)
                    )


Move = tuple[Quantity, str, Quantity, int]
"""From what, the verb, to what, and where that ends."""


def _moved(text: str, begin: re.Match[str]) -> Move | None:
    """What a sentence says from 由 on, if it is plain and both figures have one unit."""
    stop = clause_end(text, begin.end())
    first = _AMOUNT.compiled.search(text, begin.end(), min(stop, begin.end() + 26))
    if not first or re.search(r"[，：、]", text[begin.end() : first.start()]):
        return None
    verb = _VERB.compiled.match(text, first.end())
    second = _AMOUNT.compiled.search(text, verb.end(), min(stop, verb.end() + 20)) if verb else None
    if not verb or not second or second[5] != first[5] or re.search(r"[，：、（]", text[verb.end() : second.start()]):
        return None
    before = text[: first.start()]
    if _NOT_COUNTED.search(text[begin.start() : second.end()]) or before.endswith(("小时", *"到至—~～")):
        return None
    return quantity(first), verb[1], quantity(second), second.end()


def _rate(words: str, first: Quantity, second: Quantity, rate: re.Match[str]) -> Iterator[str]:
    """The sum of a rate that does not come to what is said."""
    said, points = Quantity(rate[2]), first.unit in "%个百分点"
    if not first.value or "年均" in words or (rate[3] == "个百分点" and not points):
        return
    if rate[3] == "个百分点":
        right = abs(second.value - first.value)
        low, high = right - first.half - second.half, right + first.half + second.half
        done = f"|{second.figure} − {first.figure}| = {shown(right, places_of(rate[2]))}"
    else:
        times = 100 if rate[3] == "%" else 1
        low, high, right = (times * one for one in change(first, second) or (Fraction(0),) * 3)
        done = f"|{second.printed} − {first.printed}| ÷ {first.printed} = {shown(right, places_of(rate[2]))}{rate[3]}"
    if _ROUND_WORDS.search(words):
        low, high = low * (1 - A_FIFTH), high * (1 + A_FIFTH)
    if not low - said.half * 2 <= said.value <= high + said.half * 2:
        yield done


_SHARES = TextForm(
    rf"(?:占(?:比|[{HAN}]{{1,12}}的)(?:达到?|超过?|为|约)?|(?:合格|覆盖|普及|就业|治愈|入学|达标|参保|成活|办结|满意|开工|复工|通过|绿化|城镇化)率(?:已)?"
    rf"(?:达到?|超过?|为|是)?)({NUMBER})%",
    "占", "率",
)  # fmt: skip
_FELL = TextForm(rf"(?:下降|减少|降低|缩减|下滑|减排)(?:了|约|近|超过?)?({NUMBER})%", "降", "减", "下滑")
_ALL = 100


@rule(
    "R073", PROOFREADING, NOTE,
    says=("“{text}”: nothing falls or makes up more than 100 %", "“{text}”：下降或占比不会超过100%"),
    hint=("ask for the right figure", "请核对"),
    source="house",
    bad="## 主题\n\n全年事故下降了120%。",
    good="## 主题\n\n全年事故下降了12%。",
)  # fmt: skip
def over_all(articles: Sequence[Article]) -> Iterator[Found]:
    """No share and no fall is more than the whole."""
    for article in articles:
        for form in (_SHARES, _FELL):
            for number, hit in each(form, article.texts):
                if float(hit[1]) > _ALL:
                    yield article.running[number].found(hit.start(), hit.end())
