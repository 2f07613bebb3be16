"""The day of the issue, and what the masthead prints of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...days import day_name, weekday_of
from ...model import Masthead, Span
from ...rules.checks import Found, rule
from ...rules.rule import PROOFREADING, WARNING
from ..dated import days_round, is_lunar, lunar_name
from ..lunar import BRANCHES, STEMS, cycle_of, day_number, lunar_of, month_number

_LUNAR = re.compile(
    rf"(?:([{STEMS}][{BRANCHES}])年?)?(闰?)(十[一二]|[正一二三四五六七八九十冬腊])月(初[一二三四五六七八九十]|廿[一二三四五六七八九]?"
    rf"|[一二]?十[一二三四五六七八九]?|三十)"
)
_NEAR = 60
"""Days before and behind the date, among which the one is sought that all the rest fits."""


@dataclass(frozen=True)
class PrintedDay:
    """What a masthead prints of its day beside the date: weekday, name of the year, lunar month and day."""

    weekday: str
    cycle: str
    lunar: re.Match[str] | None

    def wrong(self, date: datetime.date) -> list[tuple[str, str]]:
        """What does not fit a date: what is printed, and what would be right."""
        found = []
        right = weekday_of(date, like=self.weekday)
        if right and self.weekday.replace("天", "日").capitalize() != right:
            found.append((self.weekday, right))
        if (self.lunar or self.cycle) and not self._fits(date):
            found.append((self.lunar[0] if self.lunar else self.cycle, lunar_name(date)))
        return found

    def _fits(self, date: datetime.date) -> bool:
        there = lunar_of(date)
        if there is None:
            return True
        same = not self.lunar or is_lunar(
            date, month_number(self.lunar[3]), day_number(self.lunar[4]), leap=bool(self.lunar[2])
        )
        return same and self.cycle in ("", cycle_of(there.year))


def _printed(masthead: Masthead) -> PrintedDay:
    text = masthead.lunar_date.text if masthead.lunar_date else ""
    lunar = _LUNAR.search(text)
    return PrintedDay(day_name(masthead) or "", (lunar and lunar[1]) or "", lunar)


@rule(
    "R001", PROOFREADING, WARNING,
    counts=2,
    says=("{date} was {right}, the masthead says {printed}{fits}", "{date} 是{right}，报头写的是{printed}{fits_zh}"),
    hint=("ask the editor which of them is right", "请编辑核对"),
    source="GB/T 33661—2017; 《报纸出版形式差错数计算方法》(2020)",
    bad="样报社出版\n\n样报\n\n2026年1月1日 星期五 乙巳年冬月十四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    good="样报社出版\n\n样报\n\n2026年1月1日 星期四 乙巳年十一月十三\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
)  # fmt: skip
def weekday(masthead: Masthead) -> Iterator[Found]:
    """Weekday, lunar day and name of the year are those of the date; if not, the day is named that they fit."""
    date, printed = masthead.date, _printed(masthead)
    wrong = printed.wrong(date) if date else []
    if date is None or not wrong:
        return
    places = [masthead.weekday if wrong[0][0] == printed.weekday else masthead.lunar_date, masthead.date_text]
    place = next(one.span for one in places if one)
    # a weekday alone fits a day of every week
    fits = next((one for one in days_round(date, _NEAR) if not printed.wrong(one)), None) if printed.lunar else None
    said, right = ("，".join(one[side] for one in wrong) for side in (0, 1))
    yield place, {
        "date": str(date), "printed": said, "right": right, "text": said, "errors": len(wrong),
        "fits": f"; both fit {fits}" if fits else "", "fits_zh": f"；所印的合于 {fits}" if fits else "",
    }  # fmt: skip


@rule(
    "R006", PROOFREADING, WARNING,
    says=("the masthead has no date", "报头没有日期"),
    hint=("write it in the masthead: 2022年12月27日", "请写在报头：2022年12月27日"),
    source="docs/manuscript.md",
    bad="样报社出版\n\n样报\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    good="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
)  # fmt: skip
def dated(masthead: Masthead, start: Span | None) -> Iterator[Found]:
    """The masthead says the day."""
    if masthead.date is None and masthead.date_text is None:
        yield start, {}
