"""What a masthead's lines are made of: date, weekday, lunar date, numbers of the serial, the post, the issue, its pages."""

from __future__ import annotations

import re

from ..days import ENGLISH_MONTH, MONTH_NUMBERS
from ..model import Text
from ..numerals import HAN, number_of
from ..scripts import compiled

_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\b\.?)"
_DATE = compiled(r"(?P<y>\d{4})\s*[年\-/.]\s*(?P<m>\d{1,2})\s*[月\-/.]\s*(?P<d>\d{1,2})\s*日?")
_HAN_DATE = compiled(
    r"(?P<y>[〇○零一二三四五六七八九]{4})\s*年\s*(?P<m>[〇一二三四五六七八九十]{1,2})\s*月\s*(?P<d>[〇一二三四五六七八九十廿卅]{1,3})\s*[日号號]"
)
_ENGLISH_DATE = compiled(
    rf"(?:\b{_DAY},?\s+)?(?:(?P<m>{ENGLISH_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{ENGLISH_MONTH}),?\s+(?P<y2>\d{{4}}))(?:,\s?{_DAY})?",
    re.I,
)
_WEEKDAY = compiled(
    r"[（(]?(?:星期|周|礼拜|禮拜|週)[一二三四五六日天][)）]?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.I
)
_LUNAR = compiled(
    r"(?:农历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?)?闰?[正一二三四五六七八九十冬腊]{1,3}月[初一二三四五六七八九十廿卅]+日?"
)
_NUMBER = rf"(?:\d[\d,]{{0,8}}|[{HAN}]{{1,10}})"
_SERIAL = compiled(r"(?:[\u3400-\u9fff]{1,16}\s?[:：]?\s?)?CN\s*(\d{2})\s*[-—–]\s*(\d{4})(?:/[A-Z]{1,2})?")
_POSTAL = compiled(r"(?:国内|国外|國內)?(?:(?:邮发)?代号|(?:郵發)?代號)\s?[:：]?\s?([A-Z]?\d{1,3}\s?[-—–]\s?\d{1,4})")
_APART = r"(?:(?<![\u3400-\u9fff])|(?<=[日期号號年一二三四五六天]))"
_ENDS = r"(?:(?![\u3400-\u9fff])|(?=[今本共总總邮郵国國农農星周]))"
"""Between other words a number is theirs (`启事第5号敬请留意`)."""
_ISSUE = compiled(
    rf"{_APART}(?:总|總)?\s?第\s?{_NUMBER}\s?[期号號]{_ENDS}|{_APART}(?:总|總)\s?{_NUMBER}\s?期{_ENDS}"
    rf"|(?i:(?:(?:\bVol(?:ume|\.)?\s?[\dIVXLCDM]+),?\s*)?(?:\b(?:Issue\s?)?(?:No\.?|Number)|№|\bIssue)\s?\d[\d,]{{0,8}})"
)  # case is asked of what is Latin alone: it makes classes of Han dear to compile
_TOTAL = compiled(rf"\s?[（(]\s?(?:总|總)\s?第?\s?{_NUMBER}\s?[期号號]\s?[)）]")
_COUNT = compiled(
    rf"(?:(?:本报|本期)?今[日天]|本[日期]|[共全])\s?(?:出版|共|[:：])?\s?({_NUMBER})\s?[版頁页](?:\s?[+＋]\s?\d{{1,3}}\s?版?)?(?:\s?[（(][^（()）]{{1,12}}[)）])?"
    r"|\b(?:Today\s?:?\s?)?(\d{1,3})\s(?:pages|pp\.?)(?![a-z])",
    re.I,
)
_FIGURE = compiled(_NUMBER)
_BETWEEN = compiled(r"[\s,，;；.。、|｜·•/／（()）]*")
"""What stands between a weekday and the piece beside it."""
_LONGEST = 400
"""Characters: a longer line is read as a line of words."""

FieldPiece = tuple[int, int, str]
"""Where a piece of a line begins and ends, and the field of the masthead that it belongs to."""


def pieces(line: str) -> list[FieldPiece]:
    """The pieces of a line that are known, in their order; marks between two of them belong to one of these."""
    text = line if len(line) <= _LONGEST else line[:_LONGEST]
    found: list[FieldPiece] = []
    date = next((one for one in (_DATE, _HAN_DATE) if one.search(text)), _ENGLISH_DATE)
    for name, pattern in (
        ("date_text", date), ("serial_text", _SERIAL), ("postal_text", _POSTAL), ("issue_text", _ISSUE),
        ("count_text", _COUNT), ("weekday", _WEEKDAY), ("lunar_date", _LUNAR),
    ):  # fmt: skip
        every = pattern.finditer(text, _behind(found) if name == "lunar_date" else 0)
        for hit in (one for one in every if name != "weekday" or _is_day(text, one, found)):
            total = _TOTAL.match(text, hit.end()) if name == "issue_text" else None
            start, end = hit.start(), total.end() if total else hit.end()
            if not any(start < other and one < end for one, other, _ in found):
                found.append((start, end, name))
                if name not in ("issue_text", "count_text"):
                    break
    return _closed(text, sorted(found))


def _is_day(text: str, hit: re.Match[str], found: list[FieldPiece]) -> bool:
    """Whether a weekday is that of the issue: alone in its line, or beside another piece; in a dated line also by itself.
    That of other words is theirs (星期日周刊, 每周一至周五出版, Sunday Weekend).
    """
    before, after = text[: hit.start()], text[hit.end() :]
    beside = any(_BETWEEN.fullmatch(text, end, hit.start()) for _, end, _ in found)
    beside_next = any(_BETWEEN.fullmatch(text, hit.end(), start) for start, _, _ in found)
    starts, ends = not before.strip() or beside, not after.strip() or beside_next
    if starts and ends:
        return True
    dated = any(name == "date_text" for _, _, name in found)
    return (beside or beside_next or dated) and (starts or before[-1:].isspace()) and (ends or after[:1].isspace())


def _behind(found: list[FieldPiece]) -> int:
    return next((end for _, end, name in found if name == "date_text"), 0)


def _closed(text: str, found: list[FieldPiece]) -> list[FieldPiece]:
    """Commas, bars and points between pieces go to the one before them, brackets to what they hold: none stands alone."""
    closed, edge = [], 0
    edges = [*(one[0] for one in found), len(text)]
    for (start, end, name), following in zip(found, edges[1:], strict=True):
        held = text[end : end + 1] in ("）", ")") and text[max(edge, start - 1) : start] in ("（", "(")
        hit = compiled(r"\s?[,，;；.。、|｜·•/／]+(?=\s|$)").match(text, end + held, following)
        edge = hit.end() if hit else end + held
        closed.append((start - held, edge, name))
    return closed


def belongs(text: str) -> bool:
    """Whether a line can only stand in a masthead: a day with its weekday, a serial number."""
    dated = bool(any(one.search(text) for one in (_DATE, _HAN_DATE, _ENGLISH_DATE)) and _WEEKDAY.search(text))
    return dated or bool(_SERIAL.search(text))


def numbers(text: str) -> bool:
    """Whether a line is numbers of issue, pages and post and nothing else (今日4版 总第8123期)."""
    found = pieces(text) if len(text) <= _LONGEST else []
    numbered = {name for _, _, name in found} & {"issue_text", "count_text", "postal_text"}
    return bool(numbered) and not re.sub(r"[\W_]", "", _without(text, found))


def _without(text: str, found: list[FieldPiece]) -> str:
    for start, end, _ in reversed(found):
        text = text[:start] + text[end:]
    return text


def day_of(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date as it is written."""
    if hit := _DATE.search(text):
        return int(hit["y"]), int(hit["m"]), int(hit["d"])
    if hit := _HAN_DATE.search(text):
        read = [number_of(hit[name].replace("廿", "二十").replace("卅", "三十").replace("○", "〇")) for name in "ymd"]
        return (read[0] or 0, read[1] or 0, read[2] or 0)
    if hit := _ENGLISH_DATE.search(text):
        month = MONTH_NUMBERS[(hit["m"] or hit["m2"])[:3].capitalize()]
        return int(hit["y"] or hit["y2"]), month, int(hit["d"] or hit["d2"])
    return None


def serial_number(text: Text | None) -> str | None:
    """CN dd-dddd."""
    hit = _SERIAL.search(text.text) if text else None
    return f"CN {hit[1]}-{hit[2]}" if hit else None


def postal_code(text: Text | None) -> str | None:
    """The code under which the post delivers the paper, as 23-1."""
    hit = _POSTAL.search(text.text) if text else None
    return re.sub(r"\s", "", re.sub("[—–]", "-", hit[1])) if hit else None


def issue_number(text: Text | None) -> int | None:
    """The number of the issue; the one through all years (总第…期) where two are printed."""
    figures = _FIGURE.findall(re.sub(r"(?i)\bVol(?:ume|\.)?\s?[\dIVXLCDM]+", "", text.text)) if text else []
    return number_of(figures[-1]) if figures else None


def page_count(text: Text | None) -> int | None:
    """The pages of the issue, those of a part that is counted apart with them (今日16版+4版)."""
    hit = _COUNT.search(text.text) if text else None
    first = number_of(hit[1] or hit[2]) if hit else None
    more = re.search(r"[+＋]\s?(\d+)", text.text) if text else None
    return first + int(more[1]) if first is not None and more else first
