"""The masthead: an ordered table of line rules, then the pieces of the organ line."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace
from typing import Any

from ..diagnostics import Diagnostic
from ..model import Masthead, Text, texts
from ..scripts import compiled, either
from .imprint import FieldPiece, belongs, day_of, issue_number, numbers, page_count, pieces, postal_code, serial_number
from .lines import TextLine
from .settings_keys import FIRST_YEAR

_COMPANY = compiled(
    r"(?:有限公司|集团|报社|报业|传媒|出版社|杂志社)$|\b(?:Ltd|Limited|Inc|LLC|LLP|PLC|Corp|Corporation|Co|Company|GmbH|Publishing|Publishers"
    r"|Publications|Media|Group|Holdings|Press)\.?$|^(?:©|\(c\)|Copyright\b)",
    re.I,
)
_FORM = compiled(r"有限公司$|\b(?:Ltd|Limited|Inc|LLC|LLP|PLC|Corp|Corporation|Co|GmbH)\.?$|^(?:©|\(c\)|Copyright\b)", re.I)
"""What no paper is called, whatever else stands in the masthead."""
_PAPER = compiled(
    r"(?<![特专副增])(?:报|報|刊|新闻)$|\b(?:Daily|Times|News|Post|Herald|Gazette|Tribune|Journal|Chronicle|Star|Sun|Standard|Mail|Observer|Courier"
    r"|Express|Telegraph|Guardian|Weekly|Morning|Evening|Independent|Record|Review|Bulletin|Mirror|Globe|Register|Echo|Examiner"
    r"|Advertiser|Sentinel|Inquirer|Dispatch|Ledger|Monitor|Today)\b",
    re.I,
)
"""What papers are called, as against the houses that publish them."""
_FOUNDED = compiled(r"创刊(?:于|$)|^(?:Est\.|Established|Founded|Since)\s", re.I)
_ASIDE = compiled(
    r"^(?:Price|Phone|Tel|Fax)\b|^Published (?:in|at|daily|every)\b"
    r"|^(?:零售|定价|售价|订价|每份|全年|新闻热线|热线|电话|地址|本报地址|邮编)"
    r"|^(?:社长|社長|总编辑?|總編輯?|主编|主編|值班[\u3400-\u9fff]{0,3}|督印人|发行人|發行人)\s*[:：]"
    r"|\d\s?[元圓角]$|[$£€￥¥]\s?\d|www\.|https?:|@|^\d+$|^国内统一(?:连续出版物号|刊号)$|出[紙纸].{1,4}[張张疊叠]$",
    re.I,
)
"""Prices, addresses and the like, which are never a paper's name."""
_PUBLISHER = compiled(r"(?:出版|主办|主管|编辑)$|^Published by ", re.I)
_APPEARS = compiled(r"^[每逢]?(?:周|週|星期|礼拜|禮拜|[日月旬])[^。]{0,16}(?:出版|出刊|发行|發行)$|休刊$")
"""When a paper appears (每周一至周五出版), which is no house."""
_ACCOUNT = compiled(r"^(?:微信)?(?:公众号|订阅号|视频号|微博|客户端|抖音号?|网址|App\b)", re.I)
_ORGAN = compiled(r"机关报|主管|主办")
_MONTH, _OF_MONTH = compiled(r"\d{4}\s?年\s?\d{1,2}\s?月"), compiled(r"(?:0?[1-9]|[12]\d|3[01])\s?日?")
_NAMED = compiled(r".{0,6}[日晚晨早商时時青年都市](?:报|報)")
"""A Chinese paper's name that a motto above it does not look like."""
_QUOTED, _SENTENCE = compiled(r"^[“\"‘'「『].*[”\"’'」』]$"), compiled(r"^[\u3400-\u9fff]{6,}$")
"""What a motto is in: quotation marks, or more characters than papers' names have."""
_HAN = compiled(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_SEAL = compiled(
    r"(?P<before>[“\"‘'「『《]?)(?=.{0,12}[a-z\u00c0-\u024f])(?P<words>[\w₀-₉&+’'-]{1,16}(?: [\w₀-₉&+’'-]{1,16})?)"
    r"(?P<behind>[!！]?[”\"'’」』》]?)",
    re.I,
)
"""A Latin word or two (`Metro`, `Expo 2026`): below a Chinese paper's name they are its seal, if not its name again."""
_ROMANIZED = compiled(r"(?:[bp]ao|kan|xin ?wen)$", re.I)
"""What the name of a Chinese paper in Latin letters ends in (Liaocheng Ribao, Ming Pao)."""
_SYLLABLE = (
    "(?:[zcs]h|[b-df-hj-np-tw-z])?(?:i(?:ang|ong|an|ao|ng|[naeu])?|[uü](?:ang|an|ai|ng|[naeio])?|a(?:ng|[ino])?"
    "|e(?:ng|[inr])?|o(?:ng|u)?)"
)
"""Of pinyin, without its tone."""
_OCCASION = compiled(
    r"\d|\b(?:Anniversary|Annual|Congress|Cup|Day|Edition|Expo|Extra|Fair|Festival|Forum|Games|Guide|Holidays?|Issue|Marathon"
    r"|New Year|Olympics?|Plus|Section|Special|Summit|Supplement|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.I,
)
"""What two words of a seal tell: what it is, or what for. Two others are a name (Southern Metropolis, Beijing Youth)."""


@dataclass
class MastheadReading:
    """A masthead while it is read, and what was noticed."""

    masthead: Masthead = field(default_factory=Masthead)
    noticed: list[Diagnostic] = field(default_factory=list)
    left: list[TextLine] = field(default_factory=list)

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


def read_masthead(lines: list[TextLine]) -> tuple[Masthead, list[Diagnostic]]:
    """Read the lines above the first heading. Every character of them ends up in a field."""
    reading = MastheadReading()
    for line in _stacked(lines):
        if not _take(reading, line):
            reading.left.append(line)
    _names(reading, _houses(reading))
    _read_date(reading)
    _read_numbers(reading)
    if reading.masthead.title is None and lines:
        reading.noticed.append(Diagnostic("P022", lines[0].span))
    return reading.masthead, reading.noticed


def _stacked(lines: list[TextLine]) -> list[TextLine]:
    """The lines; a day that stands below its month is one of its line."""
    made: list[TextLine] = []
    for line in lines:
        if made and _MONTH.fullmatch(made[-1].text) and _OF_MONTH.fullmatch(line.text):
            whole = made[-1]
            span = replace(whole.span, last_line=line.span.last_line)
            made[-1] = replace(whole, text=whole.text + line.text, span=span)
        else:
            made.append(line)
    return made


def _take(reading: MastheadReading, line: TextLine) -> bool:
    """Give a line to the first rule that knows it; what is left at its start may be of another."""
    found = pieces(line.text)
    if found and not _FOUNDED.search(line.text):
        return _in_pieces(reading, line, found)
    rules = (
        (_APPEARS, "notices"),
        (_ACCOUNT, "accounts"),
        (_PUBLISHER, "publisher"),
        (_ORGAN, "organ"),
        (_FOUNDED, "notices"),
        (_ASIDE, "notices"),
    )
    for pattern, name in rules:
        if pattern.search(line.text):
            before, text = getattr(reading.masthead, name), Text(line.text, line.span)
            if name in ("accounts", "notices"):
                reading.add(name, text)
            elif before and before.text != line.text:  # who owns it, edits it and prints it stand in lines of their own
                reading.add("notices", text)
            else:
                reading.put(name, text)
            return True
    return False


def _in_pieces(reading: MastheadReading, line: TextLine, found: list[FieldPiece]) -> bool:
    """A line with known pieces; what stands between them is a notice, at the start of a dated line the organ.

    At the start of another line stands what could be a line of its own: it is put into `left`.
    """
    dated = any(name in ("date_text", "weekday") for _, _, name in found)
    edge = 0
    for start, end, name in [*found, (len(line.text), len(line.text), "")]:
        between = list(re.finditer(r"\S+(?: \S+)*", line.text[edge:start]))
        for hit in between:
            _between(reading, _piece(line, edge + hit.start(), edge + hit.end()), first=edge == 0, dated=dated)
        if name:
            _known(reading, name, _piece(line, start, end))
        edge = end
    return True


def _between(reading: MastheadReading, piece: Text, *, first: bool, dated: bool) -> None:
    if first and dated and reading.masthead.organ is None:
        reading.put("organ", piece)
    elif first and not dated:
        own = TextLine(piece.text, piece.span)
        if not _take(reading, own):
            reading.left.append(own)
    else:
        reading.add("notices", piece)


def _known(reading: MastheadReading, name: str, piece: Text) -> None:
    """A piece in its field; a second number of the issue or of pages (第12期 … 总第345期) is a notice."""
    if name in ("issue_text", "count_text", "postal_text") and getattr(reading.masthead, name) is not None:
        reading.add("notices", piece)
    else:
        reading.put(name, piece)


def _piece(line: TextLine, start: int, end: int) -> Text:
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    return Text(text.strip(), replace(line.span, column=line.span.column + start + lead))


def _houses(reading: MastheadReading) -> list[TextLine]:
    """The lines that are left without the publishing house's (`Harbour Press Ltd` above a paper's name)."""
    left = reading.left
    houses = [line for line in left if _FORM.search(line.text)]
    if not houses and len(left) > 1 and _COMPANY.search(left[0].text) and _PAPER.search(left[1].text):
        houses = left[:1]
    for line in houses:
        named = reading.masthead.publisher is None
        (reading.put if named else reading.add)("publisher" if named else "notices", Text(line.text, line.span))
    return [line for line in left if line not in houses]


def _names(reading: MastheadReading, rest: list[TextLine]) -> None:
    """The first line with Han is the title, the next the edition, or else a Latin seal; an English paper has neither to
    choose from.
    """
    han = [line for line in rest if _HAN.search(line.text)]
    named = _by_name(han or rest)
    latin = [line for line in rest if line not in han and _is_seal(line.text, named[0].text)] if han else []
    named = [*named, *latin][:2]
    for name, line in zip(("title", "edition"), named, strict=False):
        reading.put(name, Text(line.text, line.span))
    for line in rest:
        if line not in named:
            reading.add("notices", Text(line.text, line.span))


def _is_seal(text: str, title: str) -> bool:
    """Whether a line without Han is a seal's, and not the name again of the paper with that title, translated or romanised:
    no name is quoted or exclaimed, a seal of two words tells its occasion, and pinyin has a syllable for each Han.
    """
    found = _LATIN_SEAL.fullmatch(text)
    if not found or _ROMANIZED.search(text) or (" " in text and _PAPER.search(text)):
        return False
    if found["before"] or found["behind"] or _OCCASION.search(found["words"]):
        return True
    spelt = f"(?:{_SYLLABLE}){{{len(_HAN.findall(title))}}}"
    return " " not in text and not re.fullmatch(spelt, text, re.I)


def _by_name(lines: list[TextLine]) -> list[TextLine]:
    """The lines; a paper's name below a motto that is none goes before it."""
    for line in lines[1:]:
        other = lines[0].text
        named = _NAMED.fullmatch(line.text) or _PAPER.search(line.text[-24:])
        if named and (_QUOTED.search(other) or (_SENTENCE.search(other) and not _PAPER.search(other))):
            return [line, *(one for one in lines if one is not line)]
    return lines


def _read_date(reading: MastheadReading) -> None:
    text = reading.masthead.date_text
    found = day_of(text.text) if text else None
    if text is None or found is None:
        return
    if found[0] < FIRST_YEAR:
        reading.noticed.append(Diagnostic("P049", text.span, {"year": found[0]}))
        return
    try:
        reading.masthead = replace(reading.masthead, date=datetime.date(*found))
    except ValueError:
        reading.noticed.append(Diagnostic("P020", text.span, {"date": text.text}))


def _read_numbers(reading: MastheadReading) -> None:
    """Serial number, postal code, number of the issue and of its pages, from what is printed of them."""
    head = reading.masthead
    reading.masthead = replace(
        head, serial_number=serial_number(head.serial_text), postal_code=postal_code(head.postal_text),
        issue_number=issue_number(head.issue_text), page_count=page_count(head.count_text),
    )  # fmt: skip


def masthead_line(text: str, *, front: bool = False) -> bool:
    """Whether a line can only belong to a masthead; `front`: above the first headline."""
    closed = text.endswith(("。", "！", "？", "”"))
    return not closed and (belongs(text) or (front and numbers(text)) or bool(re.search(either("社(?:出版|主办)$"), text)))


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
