"""The day of the issue, and what the masthead prints of it."""

from __future__ import annotations

from collections.abc import Iterator

from ...days import day_name, weekday_of
from ...model import Masthead, Span
from ...rules.checks import Found, rule
from ...rules.rule import PROOFREADING, WARNING


@rule(
    "R001", PROOFREADING, WARNING,
    says=("{date} was a {right}, the masthead says {printed}", "{date} 是{right}，报头写的是{printed}"),
    hint=("ask the editor which of them is right", "请编辑核对"),
    source="house",
    bad="样报社出版\n\n样报\n\n2026年1月1日 星期五\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    good="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
)  # fmt: skip
def weekday(masthead: Masthead) -> Iterator[Found]:
    """The weekday is that of the date."""
    date, printed = masthead.date, day_name(masthead) or ""
    place = masthead.weekday or masthead.date_text
    right = weekday_of(date, like=printed) if date else ""
    if place and right and printed.replace("天", "日").capitalize() != right:
        yield place.span, {"date": str(date), "printed": printed, "right": right}


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
