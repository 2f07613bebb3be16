"""Days that a text names: which day is meant where it names no year, and what the calendar says of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from .lunar import LunarDay, cycle_of, lunar_of

WEEK = "一二三四五六日"


def day_of(year: str | int | None, month: str | int, day: str | int, issue: datetime.date | None) -> datetime.date | None:
    """The day that is meant; without a year the one nearest to the issue's. None where there is no such day."""
    if year:
        return _date(int(year), int(month), int(day))
    if issue is None:
        return None
    years = (issue.year + step for step in (-1, 0, 1))
    near = [found for one in years if (found := _date(one, int(month), int(day)))]
    return min(near, key=lambda found: abs(found - issue), default=None)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def days_round(day: datetime.date, most: int) -> Iterator[datetime.date]:
    """The days up to `most` days before and behind one, the nearest first."""
    for step in range(most + 1):
        for sign in (-1, 1) if step else (1,):
            try:
                yield day + datetime.timedelta(sign * step)
            except OverflowError:  # at the edges of the calendar
                continue


def weekday(day: datetime.date) -> str:
    """One character of 一二三四五六日."""
    return WEEK[day.weekday()]


def lunar_name(day: datetime.date) -> str:
    """The lunar day with the name of its year: 壬寅年十二月初五; nothing where the table does not reach."""
    lunar = lunar_of(day)
    return f"{cycle_of(lunar.year)}年{lunar.printed}" if lunar else ""


def is_lunar(day: datetime.date, month: int, number: int, *, leap: bool) -> bool:
    """Whether a day is that one of the lunar calendar; where nobody knows, it is."""
    lunar = lunar_of(day)
    return lunar is None or lunar == LunarDay(lunar.year, month, number, leap)
