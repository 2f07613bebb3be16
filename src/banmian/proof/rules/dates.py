"""Days and years that a text names, held against the calendar and the day of the issue."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Sequence

from ...days import ENGLISH_DAYS, ENGLISH_MONTHS
from ...rules.checks import Found, rule
from ...rules.rule import NOTE, PROOFREADING, WARNING
from ..articles import Article, ProofLine, english_lines
from ..dated import day_of, days_round, is_lunar, lunar_name, weekday
from ..forms import TextForm, each
from ..lunar import BRANCHES, STEMS, cycle_of, day_number, month_number

_WEEKDAY = TextForm(
    r"(?<!\d)(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日[ ，、]?[（(]?(?:星期|周|礼拜)([一二三四五六日天])(?![期末年一二三])",
    "星期", "周", "礼拜",
)  # fmt: skip
_WEEKDAY_FIRST = TextForm(r"(?:星期|周)([一二三四五六日天])[（(](?:(\d{1,2})月)?(\d{1,2})日[）)，]", "星期", "周")
_BARE_DAY = TextForm(
    r"(?<![\d月])(\d{1,2})日[（(](?:星期|周)([一二三四五六日天])[）)]", "日（星期", "日（周", "日(星期", "日(周"
)
_ENGLISH = TextForm(
    rf"\b({'|'.join(ENGLISH_DAYS)}),? (?:({'|'.join(ENGLISH_MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(ENGLISH_MONTHS)}))(?:,? (\d{{4}}))?\b",
    *ENGLISH_DAYS,
)


def _hits(form: TextForm, articles: Sequence[Article]) -> Iterator[tuple[ProofLine, list[str | None], int, int]]:
    """Each place where a form fits in the Chinese lines of some articles, with what its groups hold."""
    for article in articles:
        for number, hit in each(form, article.texts):
            yield article.running[number], list(hit.groups()), hit.start(), hit.end()


@rule(
    "R040", PROOFREADING, WARNING,
    counts=1,
    says=("{day} was a {right}, the text says “{text}”", "{day} 是{right}，文中作“{text}”"),
    hint=("ask which of the two is right", "请核对日期和星期"),
    source="docs/proof.md",
    bad="## 主题\n\n发布会定于2026年1月8日（星期三）举行。",
    good="## 主题\n\n发布会定于2026年1月8日（星期四）举行。",
)  # fmt: skip
def day_and_weekday(articles: Sequence[Article], day: datetime.date | None) -> Iterator[Found]:
    """A day and its weekday agree; without a year the nearest to the issue is meant."""
    for line, (year, month, number, said), start, end in _hits(_WEEKDAY, articles):
        meant = day_of(year, month or 0, number or 0, day)
        if meant and said and weekday(meant) != said.replace("天", "日"):
            yield line.found(start, end, day=str(meant), right=f"星期{weekday(meant)}")
    yield from _weekday_first(articles, day)
    yield from _in_english(articles, day)


def _weekday_first(articles: Sequence[Article], issue: datetime.date | None) -> Iterator[Found]:
    """周二（27日）, 27日（周二）: without a month, a day of the same number near to the issue's."""
    shapes = ((_WEEKDAY_FIRST, 0, 1, 2), (_BARE_DAY, 1, None, 0))
    for form, said_at, month_at, number_at in shapes:
        for line, groups, start, end in _hits(form, articles) if issue else ():
            said, number = groups[said_at] or "", int(groups[number_at] or 0)
            month = groups[month_at] if month_at is not None else None
            days = _of_month(month, number, issue) if issue else []
            if days and all(weekday(one) != said.replace("天", "日") for one in days):
                yield line.found(start, end, day=str(days[0]), right=f"星期{weekday(days[0])}")


def _of_month(month: str | None, number: int, issue: datetime.date) -> list[datetime.date]:
    if month is None:
        return [one for one in days_round(issue, 10) if one.day == number]
    found = day_of(None, month, number, issue)
    return [found] if found else []


def _in_english(articles: Sequence[Article], issue: datetime.date | None) -> Iterator[Found]:
    """Tuesday, December 27, 2022 and Tuesday 27 December."""
    for line in english_lines(articles):
        for hit in _ENGLISH.all(line.text):
            said, month, number, number_first, month_after, year = hit.groups()
            meant = day_of(year, ENGLISH_MONTHS.index(month or month_after) + 1, number or number_first, issue)
            if meant and ENGLISH_DAYS[meant.weekday()] != said:
                yield line.found(hit.start(), hit.end(), day=str(meant), right=ENGLISH_DAYS[meant.weekday()])


_RELATIVE = TextForm(r"(今天|今日|昨天|昨日|明天|明日|前天)[（(](?:(\d{1,2})月)?(\d{1,2})日[）)，]", "日）", "日)", "日，")
_STEPS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1, "前天": -2}


@rule(
    "R041", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}” is not a day of this issue: {said} is {days}", "“{text}”与本期日期不合：{said}是 {days}"),
    hint=("correct the day, or the word before it", "请核对日期，或改用别的说法"),
    source="house",
    bad="## 主题\n\n今天（1月5日），新桥通车。",
    good="## 主题\n\n今天（1月1日），新桥通车。",
)  # fmt: skip
def today(articles: Sequence[Article], day: datetime.date | None, whose_today: str) -> Iterator[Found]:
    """今天（9月3日） is the day of the issue, or the day before, on which the news was written."""
    shifts = (0,) if whose_today == "issue" else (0, -1)
    for line, (word, month, number), start, end in _hits(_RELATIVE, articles) if day else ():
        meant = [day + datetime.timedelta(_STEPS[word or "今天"] + shift) for shift in shifts] if day else []
        if not any(one.day == int(number or 0) and int(month or one.month) == one.month for one in meant):
            yield line.found(start, end, said=word, days=" / ".join(map(str, meant)))


_DAY = TextForm(r"(?<!\d)(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日", "月")
_MONTH = TextForm(r"(?<![\d.])(?:1[3-9]|[2-9]\d|0)月(?:\d{1,2}日|份)", "月")
_HOUR = TextForm(r"(?<![\d.:：])(\d{1,2})时(\d{1,2})分(?!\d)", "时")
_LUNAR_WORDS = ("农历", "阴历", "夏历")
_HOURS, _MINUTES = 24, 59


@rule(
    "R042", PROOFREADING, WARNING,
    counts=1,
    says=("there is no “{text}”: {why}", "没有“{text}”：{why_zh}"),
    hint=("ask for the right one", "请核对"),
    source="docs/proof.md",
    bad="## 主题\n\n比赛定于2月30日开始。",
    good="## 主题\n\n比赛定于2月28日开始。",
)  # fmt: skip
def impossible(articles: Sequence[Article]) -> Iterator[Found]:
    """There are no more days in a month, months in a year, hours in a day than there are."""
    for line, (year, month, number), start, end in _hits(_DAY, articles):
        lunar = line.text[max(0, start - 3) : start].endswith(_LUNAR_WORDS)
        if not lunar and 1 <= int(month or 0) <= 12 and not day_of(year or 2024, month or 0, number or 0, None):
            most = calendar.monthrange(int(year or 2024) or 1, int(month or 1))[1]
            yield line.found(start, end, why=f"the month has {most} days", why_zh=f"该月有 {most} 天")
    for line, _, start, end in _hits(_MONTH, articles):
        yield line.found(start, end, why="a year has 12 months", why_zh="一年有 12 个月")
    for line, (hours, minutes), start, end in _hits(_HOUR, articles):
        if int(hours or 0) > _HOURS or int(minutes or 0) > _MINUTES:
            yield line.found(start, end, why="a day has 24 hours of 60 minutes", why_zh="一天 24 时，一时 60 分")


_DIGITS = TextForm(r"(?<![\d.])(?:\d{5}|[12]\d\d)年(?:\d{1,2}月|初|底|末)", "年")
_SPAN = TextForm(r"(?<![\d.])([12]\d{3})年?[—－～~至到-]{1,2}([12]\d{3})年", "年")


@rule(
    "R043", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}”: {why}", "“{text}”：{why_zh}"),
    hint=("correct the year", "请改正年份"),
    source="GB/T 15835—2011",
    bad="## 主题\n\n工程于202年5月开工。",
    good="## 主题\n\n工程于2022年5月开工。",
)  # fmt: skip
def years(articles: Sequence[Article]) -> Iterator[Found]:
    """A year has four digits; a span of years runs forward."""
    for line, _, start, end in _hits(_DIGITS, articles):
        yield line.found(start, end, why="a year has four digits", why_zh="年份应为四位数")
    for line, (first, last), start, end in _hits(_SPAN, articles):
        if int(last or 0) < int(first or 0):
            yield line.found(start, end, why="the span runs backwards", why_zh="起止年份颠倒")


_LUNAR = TextForm(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日[^。；\d至到]{0,6}?[（(，]?(?:农历|阴历|夏历)(?:..年)?(闰?)(正|十一|十二|[一二三四五六七八九十冬腊])月"
    r"(初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)",
    *_LUNAR_WORDS,
)


@rule(
    "R044", PROOFREADING, WARNING,
    counts=1,
    says=("{day} is {right}, the text says “{text}”", "{day} 是{right}，文中作“{text}”"),
    hint=("ask which of the two is right", "请核对公历和农历"),
    source="GB/T 33661—2017; docs/proof.md",
    bad="## 主题\n\n2022年9月10日（农历八月十六），湖边赏月的人很多。",
    good="## 主题\n\n2022年9月10日（农历八月十五），湖边赏月的人很多。",
)  # fmt: skip
def lunar_days(articles: Sequence[Article], day: datetime.date | None) -> Iterator[Found]:
    """A day and the lunar day behind it agree."""
    for line, (year, month, number, leap, name, lunar), start, end in _hits(_LUNAR, articles):
        meant = day_of(year, month or 0, number or 0, day)
        if meant and not is_lunar(meant, month_number(name or ""), day_number(lunar or ""), leap=bool(leap)):
            yield line.found(start, end, day=str(meant), right=lunar_name(meant))


_CYCLE = TextForm(rf"(?<!\d)(\d{{4}})年?[（(，]?(?:农历|夏历)?([{STEMS}][{BRANCHES}])年?", *STEMS)


@rule(
    "R045", PROOFREADING, WARNING,
    counts=1,
    says=("{year} is {right}, the text says “{text}”", "{year} 年是{right}年，文中作“{text}”"),
    hint=("ask which of the two is right", "请核对公历年份和干支"),
    source="GB/T 33661—2017",
    bad="## 主题\n\n2022（癸卯）年，古城修缮开工。",
    good="## 主题\n\n2022（壬寅）年，古城修缮开工。",
)  # fmt: skip
def cycles(articles: Sequence[Article]) -> Iterator[Found]:
    """A year and its name among the sixty agree; in January the name of the year before is right too."""
    for line, (year, name), start, end in _hits(_CYCLE, articles):
        if name not in (cycle_of(int(year or 0)), cycle_of(int(year or 0) - 1)):
            yield line.found(start, end, year=year, right=cycle_of(int(year or 0)))


_DATELINE = TextForm(r"^.{0,12}?(?:社|报|网).{0,8}?(\d{1,2})月(\d{1,2})日[电讯]", "日电", "日讯")
_OLD = 30
"""Days: a dateline that is older is told."""


@rule(
    "R075", PROOFREADING, NOTE,
    says=("the dateline says {day}, the issue is of {issue}", "电头日期是 {day}，本期是 {issue}"),
    hint=("ask which of the two is right", "请核对"),
    source="house",
    bad="## 主题\n\n本报北京1月3日电（记者 王明）大会开幕。",
    good="## 主题\n\n本报北京12月31日电（记者 王明）大会开幕。",
)  # fmt: skip
def datelines(articles: Sequence[Article], day: datetime.date | None) -> Iterator[Found]:
    """A dateline is neither after the issue nor older than a month."""
    for line, (month, number), start, end in _hits(_DATELINE, articles) if day else ():
        meant = day_of(None, month or 0, number or 0, day)
        if day and meant and (meant > day or (day - meant).days > _OLD):
            yield line.found(start, end, day=str(meant), issue=str(day))


_AGE = TextForm(
    r"(?<!\d)(19\d\d|20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出)?生[^。；\d]{0,30}?(?:今年|现年|年仅)(\d{1,3})岁", "岁"
)


@rule(
    "R074", PROOFREADING, NOTE,
    says=("born {born}, {age} years old in {year}: {year} − {born} = {right}", "{born} 年生，{year} 年 {age} 岁：{year} − {born} = {right}"),
    hint=("ask which of the two is right", "请核对年龄和出生年份"),
    source="house",
    bad="## 主题\n\n他1950年5月出生，今年66岁。",
    good="## 主题\n\n他1950年5月出生，今年76岁。",
)  # fmt: skip
def ages(articles: Sequence[Article], day: datetime.date | None) -> Iterator[Found]:
    """An age fits the year of birth, a year more or less."""
    for line, (born, age), start, end in _hits(_AGE, articles) if day else ():
        right = day.year - int(born or 0) if day else 0
        if abs(right - int(age or 0)) > 1:
            yield line.found(start, end, born=born, age=age, year=day.year if day else 0, right=right)
