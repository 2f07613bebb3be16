"""Names of days, as a masthead prints them and as the calendar has them."""

from __future__ import annotations

import datetime
import re

from .model import Masthead

_WEEKDAYS = "一二三四五六日"
ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
ENGLISH_MONTHS = "January February March April May June July August September October November December".split()
MONTH_NUMBERS = {name: n for n, month in enumerate(ENGLISH_MONTHS, 1) for name in (month, month[:3])} | {"Sept": 9}
"""The months by their names, whole and cut short."""
ENGLISH_MONTH = rf"(?:{'|'.join(ENGLISH_MONTHS)}|(?:{'|'.join(month[:3] for month in ENGLISH_MONTHS)}|Sept)\b\.?)"
"""A pattern: a month as a text writes it, with the full stop of one that is cut short."""
_DAY_NAME = re.compile(rf"\b(?:{'|'.join(ENGLISH_DAYS)})\b", re.IGNORECASE)


def stamp(moment: datetime.datetime) -> str:
    """A moment in UTC as files have it, 2022-12-27T00:00:00Z; strftime does not pad the year 1."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def issue_name(slug: str, date: datetime.date | None) -> str:
    """<paper>-<date>: what an issue is called in an output folder, and as a deposit; an undated one by its paper alone."""
    return f"{slug}-{date.isoformat()}" if date else slug


def day_name(masthead: Masthead) -> str | None:
    """The weekday as it is printed, without brackets: beside the date, or in an English one (Tuesday, May 1, 2026)."""
    if masthead.weekday:
        return masthead.weekday.text.strip("（()）,，")
    found = _DAY_NAME.search(masthead.date_text.text) if masthead.date_text else None
    return found[0] if found else None


def weekday_of(date: datetime.date, like: str = "星期") -> str:
    """The weekday of a date, in the way of one that is printed (星期二, Tuesday); empty for another way."""
    if like.startswith("星期"):
        return f"星期{_WEEKDAYS[date.weekday()]}"
    return ENGLISH_DAYS[date.weekday()] if like.isascii() and like else ""
