"""The masthead: an ordered table of line rules, then the pieces of the organ line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from ..diagnostics import Diagnostic
from ..model import Masthead, Text, texts
from .issue_file import FIRST_YEAR
from .lines import Line

_DATE = re.compile(r"(?P<y>\d{4})\s*[年\-/.]\s*(?P<m>\d{1,2})\s*[月\-/.]\s*(?P<d>\d{1,2})\s*日?")
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(_MONTHS)
_ENGLISH_DATE = re.compile(
    rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})", re.I
)
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.I)
_LUNAR = re.compile(
    r"(?:农历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?)?闰?[正一二三四五六七八九十冬腊]{1,3}月[初一二三四五六七八九十廿卅]+"
)
_SERIAL = re.compile(r"CN\s*(\d{2})\s*[-—–]\s*(\d{4})")
_PUBLISHER = re.compile(r"(?:出版|主办|主管|编辑)$|^Published by ", re.I)
_ACCOUNT = re.compile(r"^(?:微信)?(?:公众号|订阅号|视频号|微博|客户端|抖音号?|网址|App\b)", re.I)
_ORGAN = re.compile(r"机关报|主管|主办")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_WEEKDAYS = "一二三四五六日"


@dataclass
class Reading:
    """A masthead while it is read, and what was noticed."""

    masthead: Masthead = field(default_factory=Masthead)
    noticed: list[Diagnostic] = field(default_factory=list)

    def put(self, name: str, text: Text) -> None:
        """Set a field once; a second, different string is a second masthead."""
        before = getattr(self.masthead, name)
        if before is not None:
            facts = {"what": name, "first": before.text, "second": text.text, "line": before.span.line}
            self.noticed.append(Diagnostic("P025" if before.text == text.text else "P021", text.span, facts))
        else:
            self._set(name, text)

    def add(self, name: str, text: Text) -> None:
        """Append to a field that holds several."""
        self._set(name, (*getattr(self.masthead, name), text))

    def _set(self, name: str, value: Any) -> None:
        self.masthead = replace(self.masthead, **{name: value})


def read_masthead(lines: list[Line]) -> tuple[Masthead, list[Diagnostic]]:
    """Read the lines above the first heading. Every character of them ends up in a field."""
    reading = Reading()
    rest = [line for line in lines if not _take(reading, line)]
    _names(reading, rest)
    _read_date(reading)
    _read_serial(reading)
    if reading.masthead.title is None and lines:
        reading.noticed.append(Diagnostic("P022", lines[0].span))
    return reading.masthead, reading.noticed


def _take(reading: Reading, line: Line) -> bool:
    """Give a line to the first rule that knows it."""
    rules: list[tuple[re.Pattern[str], Callable[[Reading, Line], None]]] = [
        (_DATE, _organ_line),
        (_ENGLISH_DATE, _organ_line),
        (_SERIAL, lambda r, li: r.put("serial_text", Text(li.text, li.span))),
        (_ACCOUNT, lambda r, li: r.add("accounts", Text(li.text, li.span))),
        (_PUBLISHER, lambda r, li: r.put("publisher", Text(li.text, li.span))),
        (_ORGAN, lambda r, li: r.put("organ", Text(li.text, li.span))),
        (_WEEKDAY, _organ_line),
    ]
    for pattern, rule in rules:
        if pattern.search(line.text):
            rule(reading, line)
            return True
    return False


def _organ_line(reading: Reading, line: Line) -> None:
    """Organ, date, weekday and lunar date stand in one line, set apart by spaces; what else is there is a notice."""
    text = line.text
    found: list[tuple[int, int, str]] = []
    date = _DATE if _DATE.search(text) else _ENGLISH_DATE
    for name, pattern in (("date_text", date), ("weekday", _WEEKDAY), ("lunar_date", _LUNAR)):
        hit = pattern.search(text, found[0][1] if name == "lunar_date" and found else 0)
        if hit and not any(hit.start() < end and start < hit.end() for start, end, _ in found):
            found.append((hit.start(), hit.end(), name))
    found.sort()
    edge = 0
    for start, end, name in [*found, (len(text), len(text), "")]:
        _between(reading, line, edge, start)
        if name:
            reading.put(name, _piece(line, start, end))
        edge = end


def _between(reading: Reading, line: Line, start: int, end: int) -> None:
    for hit in re.finditer(r"\S+(?: \S+)*", line.text[start:end]):
        piece = _piece(line, start + hit.start(), start + hit.end())
        if start == 0 and reading.masthead.organ is None:
            reading.put("organ", piece)
        else:
            reading.add("notices", piece)


def _piece(line: Line, start: int, end: int) -> Text:
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    return Text(text.strip(), replace(line.span, column=line.span.column + start + lead))


def _names(reading: Reading, rest: list[Line]) -> None:
    """The first line with Han is the title, the next the edition; an English paper has neither to choose from."""
    han = [line for line in rest if _HAN.search(line.text)]
    named = han[:2] if han else rest[:2]
    for name, line in zip(("title", "edition"), named, strict=False):
        reading.put(name, Text(line.text, line.span))
    for line in rest:
        if line not in named:
            reading.add("notices", Text(line.text, line.span))


def _read_date(reading: Reading) -> None:
    text = reading.masthead.date_text
    numbers = _numbers(text.text) if text else None
    if text is None or numbers is None:
        return
    if numbers[0] < FIRST_YEAR:
        reading.noticed.append(Diagnostic("P049", text.span, {"year": numbers[0]}))
        return
    try:
        reading.masthead = replace(reading.masthead, date=datetime.date(*numbers))
    except ValueError:
        reading.noticed.append(Diagnostic("P020", text.span, {"date": text.text}))


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date as it is written."""
    if hit := _DATE.search(text):
        return int(hit["y"]), int(hit["m"]), int(hit["d"])
    if hit := _ENGLISH_DATE.search(text):
        month = _MONTHS.index((hit["m"] or hit["m2"]).capitalize()) + 1
        return int(hit["y"] or hit["y2"]), month, int(hit["d"] or hit["d2"])
    return None


def _read_serial(reading: Reading) -> None:
    text = reading.masthead.serial_text
    hit = _SERIAL.search(text.text) if text else None
    if hit:
        reading.masthead = replace(reading.masthead, serial_number=f"CN {hit[1]}-{hit[2]}")


def masthead_line(text: str) -> bool:
    """Whether a line can only belong to a masthead."""
    closed = text.endswith(("。", "！", "？", "”"))
    dated = bool((_DATE.search(text) or _ENGLISH_DATE.search(text)) and _WEEKDAY.search(text))
    return not closed and bool(dated or _SERIAL.search(text) or re.search(r"社(?:出版|主办)$", text))


def weekday_of(date: datetime.date) -> str:
    """星期… of a date."""
    return f"星期{_WEEKDAYS[date.weekday()]}"


def repeated(first: Masthead, other: Masthead) -> list[Diagnostic]:
    """A later page's masthead must say what the first page's says; then it is noted and printed once."""
    kept = {text.text for text in _nodes(first)}
    again, other_words = [], []
    for text in _nodes(other):
        name = first.title.text if first.title else ""
        line = first.title.span.line if first.title else 1
        facts = {"what": "masthead", "first": name, "second": text.text, "line": line}
        if text.text in kept:
            again.append(Diagnostic("P023", text.span, facts))
        else:
            other_words.append(Diagnostic("P021", text.span, facts))
    return other_words or again[:1]


def _nodes(masthead: Masthead) -> list[Text]:
    return [node for node in texts(masthead) if isinstance(node, Text)]
