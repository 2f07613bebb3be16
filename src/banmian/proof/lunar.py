"""The lunar calendar from 1900-01-31 to 2100: months of 29 or 30 days by a table, and the sixty names of years.

The table (`data/lunar.txt`, made by docs/make_proof_data.py) has six hexadecimal digits for each year: days from 1
January to its first day, its leap month, a bit for each long month. Published calendars agree on it up to 2057-09-27.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..places import shipped

FIRST, LAST = 1900, 2100
"""Lunar years that are known."""
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MONTHS = "正 二 三 四 五 六 七 八 九 十 十一 十二".split()
_ALSO = {"一": 1, "冬": 11, "腊": 12}
_DIGITS = "一二三四五六七八九十"


@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar; `year`: that in which its year began."""

    year: int
    month: int
    day: int
    leap: bool = False

    @property
    def printed(self) -> str:
        """Month and day as papers print them: 十二月初五."""
        return f"{'闰' * self.leap}{_MONTHS[self.month - 1]}月{_day_name(self.day)}"


def _day_name(day: int) -> str:
    tens, ones = divmod(day - 1, 10)
    if day in (20, 30):
        return f"{'二三'[day // 10 - 2]}十"
    return f"{'初十廿'[tens]}{_DIGITS[ones]}"


def cycle_of(year: int) -> str:
    """The name of a lunar year among the sixty: 壬寅."""
    return STEMS[(year - 4) % 10] + BRANCHES[(year - 4) % 12]


@cache
def _table() -> list[int]:
    return [int(one, 16) for one in (shipped("proof/data") / "lunar.txt").read_text(encoding="ascii").split()]


def _months(year: int) -> Iterator[tuple[int, bool, int]]:
    """The months of a lunar year: number, whether it is the leap one, days."""
    row = _table()[year - FIRST]
    leap, place = row >> 13 & 15, 0
    for month in range(1, 13):
        for again in (False, True) if month == leap else (False,):
            yield month, again, 29 + (row >> place & 1)
            place += 1


def lunar_of(date: datetime.date) -> LunarDay | None:
    """The lunar day of a date; None where the table does not reach."""
    year = date.year
    if not FIRST <= year <= LAST:
        return None
    left = date.toordinal() - _new_year(year)
    if left < 0:
        year -= 1
        if year < FIRST:
            return None
        left = date.toordinal() - _new_year(year)
    for month, again, days in _months(year):
        if left < days:
            return LunarDay(year, month, left + 1, again)
        left -= days
    return None


def _new_year(year: int) -> int:
    return datetime.date(year, 1, 1).toordinal() + (_table()[year - FIRST] >> 17)


def month_number(name: str) -> int:
    """1 to 12 for 正, 十一, 冬, 腊 and the like; 0 for what is no month."""
    return _ALSO.get(name) or (_MONTHS.index(name) + 1 if name in _MONTHS else 0)


def day_number(name: str) -> int:
    """1 to 30 for 初五, 十五, 廿九, 三十 and the like."""
    if name[0] in "初廿":
        tens = 0 if name[0] == "初" else 20
        return tens + (_DIGITS.index(name[1]) + 1 if name[1:] else 0)
    head, _, tail = name.partition("十")
    return (_DIGITS.index(head) + 1 if head else 1) * 10 + (_DIGITS.index(tail) + 1 if tail else 0)
