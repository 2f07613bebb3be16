"""Numbers of pages (版次): what is one, alone or with the page's subject behind it, and what only looks like one."""

from __future__ import annotations

import re
import unicodedata

from ..model import Text
from ..numerals import HAN
from ..scripts import compiled
from .source import Source

LONGEST = 40
"""Characters: a longer line is no number with a subject."""
_LETTERS = "A-ZＡ-Ｚ"
_DIGIT = "[0-9０-９]"
_COUNT = rf"(?:{_DIGIT}{{1,3}}|[{HAN}]{{1,4}})"
_CODE = rf"[{_LETTERS}]{{0,2}}叠?\s?{_DIGIT}{{1,3}}"
_TO = r"\s?[-‐–—~～、]\s?"
_ROMAN = "[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]"
_ALONE = compiled(
    rf"(?:第?\s*[{_LETTERS}]{{0,2}}\d{{1,3}}\s*版?"  # A01, 3, 第3版
    rf"|[{_LETTERS}]{{1,2}}叠{_DIGIT}{{1,3}}\s*版?"  # A叠01
    rf"|第?\s*{_COUNT}\s*[版頁页]|[头頭末尾]版"  # 一版, 头版
    rf"|第?\s*[{_LETTERS}]{{1,2}}{_DIGIT}{{1,3}}{_TO}(?:{_CODE})\s*版?"  # A1-2, T01-T02: a spread
    rf"|第?\s*{_DIGIT}{{1,3}}\s*版?{_TO}第?\s*{_DIGIT}{{1,3}}\s*版|0{_DIGIT}{{1,2}}{_TO}{_DIGIT}{{2,3}}"  # 2-3版, 02-03
    rf"|第?\s*{_ROMAN}\s*版?|(?:Page|PAGE|page|P\.)\s?[{_LETTERS}]?{_DIGIT}{{1,3}})"
)
_TOGETHER = compiled(
    r"(?P<number>[^\s：:·|｜]+(?: ?\d+)?(?: ?[版頁页])?)"
    r"(?P<gap>[ \u3000]?[：:·|｜][ \u3000]?|[ \t\u3000]+|(?<=[版頁页]))(?P<subject>.+)"
)
_SUBJECT = compiled(r"[\u3400-\u9fff\U00020000-\U0003ffff·&＆A-Za-z \u3000/／]{2,14}")
# What a page is about, as papers call it: such a word behind a number is no headline.
_CALLED = compiled(
    r"要闻|新闻|国际|国内|本地|本市|综合|时政|社会|经济|财经|文化|体育|教育|科技|健康|评论|理论|副刊|特刊|专刊|周刊|专版|专题|广告|公告|公益|专栏|民生|法治"
    r"|生活|娱乐|旅游|县区|区县|镇街|城事|天下|视点|聚焦|关注|深度|人物|读书|艺术|时评|观点|导读|农业|三农|党建|图片|影像|摄影|封面|焦点"
)
_CERTAIN = compiled(rf"第|版|[頁页]|叠|[{_LETTERS}]{{1,2}}0{_DIGIT}|^0{_DIGIT}|{_ROMAN}|(?i:page|p\.)")
_LEADING = compiled(r"^(?:版次|版面|版号|版序|页码|No\.?|NO\.?)\s*[：:]?\s*")
_ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_BEHIND = compiled(rf"(?P<subject>.{{0,8}}(?:{_CALLED.pattern}).{{0,4}}?)[\s：:·|]{{1,3}}(?P<number>[^\s：:·|]+)")
"""The subject before the number (国际 03)."""
_SPOILT = compiled(rf"[{_LETTERS}]{{1,2}}{_DIGIT}{{1,3}}版?|第[{HAN}0-9]{{1,3}}[版页頁]")


def is_number(text: str) -> bool:
    """Whether a line is the number of a page and nothing else."""
    return bool(_ALONE.fullmatch(text))


def split(text: str) -> tuple[int, int, bool] | None:
    """A line of a number and a subject: where the number ends (its mark included), where the subject begins.

    And whether it can be nothing else: `A01 要闻` is, `G20 峰会开幕` and `第一版 教材发布` are by what follows them.
    """
    hit = _TOGETHER.fullmatch(text) if len(text) <= LONGEST else None
    if not hit or not is_number(hit["number"]) or not _SUBJECT.fullmatch(hit["subject"]):
        return None
    if hit["number"].isdecimal() and not _CERTAIN.search(hit["number"]):
        return None
    certain = bool(_CERTAIN.search(hit["number"]) and _CALLED.search(hit["subject"]))
    end = hit.start("gap") + (len(hit["gap"].rstrip()) if hit["gap"].strip() else 0)
    return end, hit.start("subject"), certain


def advised(text: str) -> str | None:
    """What to write instead of a line that looks like a page's number, with or without a subject; None for other words."""
    if is_number(text):
        return None if text.isdecimal() else f"## {text}"
    if both := split(text):
        number, subject = text[: both[0]].rstrip("：:·|｜ "), text[both[1] :]
        return f"## {number}, # {subject}" if both[2] or _CERTAIN.search(number) else None
    found = spelling(text)
    return f"## {found}" if found else None


def spelling(text: str) -> str | None:
    """How to write what looks like the number of a page and is none: `A-01` is A01, `II` Ⅱ; None for other words."""
    plain = unicodedata.normalize("NFKC", text).strip()
    bare = re.sub(r"[\W_]+", "", _LEADING.sub("", plain)).upper()
    if is_number(text) or not bare:
        return None
    if (hit := _BEHIND.fullmatch(plain)) and _CERTAIN.search(hit["number"]) and is_number(hit["number"]):
        return f"{hit['number']}, # {hit['subject']}"
    if is_number(dashed := plain.replace("/", "-")):
        return dashed
    if plain in _ROMANS:
        return f"{_ROMANS.index(plain) + 1}版"
    if bare.isdecimal() and _LEADING.match(plain):
        return f"第{bare}版" if is_number(bare) else None
    return bare if bare != plain and is_number(bare) and _SPOILT.fullmatch(bare) else None


def parts(source: Source, text: Text, end: int, start: int) -> tuple[Text, Text]:
    """The number and the subject of one line, each at its place."""
    line = source.lines[text.span.line - 1]
    number = text.text[:end]
    subject = text.text[start:]
    column = line.find(subject, text.span.column - 1 + end) + 1 or text.span.column
    return Text(number, text.span), Text(subject, source.span(text.span.line, column))


def pages_of(label: str) -> int:
    """How many pages a number stands for: two for a spread (T01-T02)."""
    return 2 if re.search(rf"{_DIGIT}{_TO}\D?{_DIGIT}", label) else 1
