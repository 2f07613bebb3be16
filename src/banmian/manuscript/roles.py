"""What a paragraph is besides running text: byline, dateline, editor's note, question or answer, by how it is written.

Only what is written so is taken for it; what looks like it gets a `Doubt` with the spelling to use and stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..days import ENGLISH_DAYS, ENGLISH_MONTH, ENGLISH_MONTHS
from ..scripts import both, compiled, either, simplified
from .people import HAN, names, one_name

LONGEST = 60
"""Characters: a longer line is no byline, a longer bracket no part of a dateline."""


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands: whether only the head and bylines are above it, whether it ends its story; who speaks."""

    below_head: bool = False
    at_end: bool = False
    speakers: frozenset[str] = frozenset()

    @property
    def edge(self) -> bool:
        """Whether it is the first or the last of its story."""
        return self.below_head or self.at_end


@dataclass(frozen=True)
class RoleFound:
    """What a paragraph is: its role, and how many characters at its start say so."""

    role: str
    label: int = 0


@dataclass(frozen=True)
class Doubt:
    """What looks like a role: which one, what is written, what to write."""

    role: str
    written: str
    write: str


_WORKS = "记者|通讯员|评论员|实习生|撰稿人|特约作者|报道组|编辑部|观察员"
_PRAISED = "优秀|知名|著名|资深|一[名位]|[这那某有各]|获奖|[男女老]|最"
"""Such a word before 记者 speaks of one, and is no line of who wrote (`优秀记者金话筒`)."""
_TITLE = rf"(?!{_PRAISED})[{HAN}]{{0,12}}?(?:{_WORKS})"
_DONE = "报道|摄影报道|综合报道|采写|整理|撰文|文/图|图/文|文／图|图／文|文图|图文|文|发自[^\\s]{2,8}"
_APART = compiled(r"[\s、，,]+")
_PERSON = compiled(rf"(?P<title>{_TITLE})(?P<name>[{HAN}]{{2,4}})?|(?P<plain>[{HAN}]{{1,4}})|{_DONE}")
_SIGNED = compiled(r"[□■◎◆▲◇△]\s*")
_BY_HAND = compiled(rf"(?:文|图文|文图|撰文|采写|整理|编译|口述|执笔)\s*[/／]\s*(?P<who>[{HAN}A-Za-z·.\s、/／]{{2,40}})")
_SPREAD = compiled(rf"(?<![{HAN}])([{HAN}])[ \u3000]+([{HAN}])(?![{HAN}])")
"""A name of two characters with white between them (`苏　晚`)."""
_PEN_NAMES = compiled(rf"[{HAN}]{{2,4}}(?:[ \u3000、]+[{HAN}]{{2,4}}){{0,2}}")
"""Behind a sign of writing, at an edge of a story, any short word is a name (`文/一苇`)."""
_PEN_NAME = compiled(rf"[{HAN}]{{2,3}}")
_BRACKET = compiled(r"[（(](?P<inner>[^（）()。！？]{2,60})[）)]")
_OF_WRITER = compiled(
    r"(?:本文)?作者(?:系|为|是|单位|简介|[:：])|(?:据|来源[:：]?|转自|摘自|原载|综合)\s*\S|(?:执笔|整理|编译|采写)\s*[:：]?\s*\S"
)
_CAPITAL = r"[A-Z][\w.'’\-]*"
_BETWEEN = "and|AND|&|de|van|von|der|la|in|IN|of|OF|for|FOR|the|THE"
_BY = compiled(rf"(?:By|BY) {_CAPITAL}(?:,? (?:{_BETWEEN})\b|,| \||,? {_CAPITAL}){{0,14}}")
_DAYS, _MONTHS = "|".join(ENGLISH_DAYS), "|".join(ENGLISH_MONTHS)
_NOT_WHO = compiled(rf"By (?:The|A|An|This|That|Then|Now|{_DAYS}|{_MONTHS}|Christmas|Easter|[A-Z][a-z]+ing)\b")


def is_byline(text: str, place: Place) -> bool:
    """A line that says who wrote, and nothing else."""
    if len(text) > LONGEST or not text:
        return False
    if _BY.fullmatch(text) and not _NOT_WHO.match(text):
        return place.edge
    if bracket := _BRACKET.fullmatch(text):
        inner = bracket["inner"].strip()
        sent = _OF_WRITER.match(inner) or _OF_HOUSE.fullmatch(inner)
        return bool(sent) or is_byline(inner, place) or (place.at_end and one_name(inner))
    text = _SPREAD.sub(r"\1\2", text)
    if signed := _SIGNED.match(text):
        rest = text[signed.end() :]
        return _people(rest) or names(rest) or (place.edge and text[0] in "□■" and bool(_PEN_NAME.fullmatch(rest)))
    if hand := _BY_HAND.fullmatch(text):
        who = re.split(r"[\s、/／]+", hand["who"])
        named = any(one_name(part) or simplified(part) in ("图", "摄影") for part in who)
        return named or _people(hand["who"]) or (place.edge and bool(_PEN_NAMES.fullmatch(hand["who"])))
    return _people(text)


def _people(text: str) -> bool:
    """Titles with names: `本报记者 张三 通讯员 李四`, `本报记者张三`, `本报评论员`."""
    titled = False
    for number, part in enumerate(_APART.split(text.strip())):
        hit = _PERSON.fullmatch(part)
        if hit is None:
            if not titled or not one_name(part):
                return False
            continue
        if hit["title"]:
            titled = titled or hit["name"] is None or one_name(hit["name"])
        elif not number and not titled:
            return False
        if hit["title"] and hit["name"] and not one_name(hit["name"]):
            return False
    bare, plain = re.fullmatch(either(_TITLE), text.strip()), simplified(text)
    return titled and not plain.endswith(("摄", "供图")) and (not bare or plain.startswith(("本报", "本刊", "新华社")))


_AGENCIES = (
    "新华社|新华网|中新社|中新网|中国新闻网|人民网|央广网|央视网|央视新闻|光明网|中国网|中青网"
    "|法新社|路透社|美联社|塔斯社|韩联社|共同社"
)
_PAPERS = "日报|晚报|晨报|早报|时报|商报|都市报|通讯社|电视台|新闻网"
_HOUSE = rf"(?:本报|本刊|本网|本台|{_AGENCIES}|[{HAN}]{{2,6}}(?:{_PAPERS}))"
_DAY = r"(?:\d{2,4}年)?(?:\d{1,2}月)?\d{1,2}日"
_SENT = "电|讯|消息|专电|综合消息|综合报道|综合电|专讯|快讯|综合讯"
_DATELINE = compiled(
    rf"(?P<sign>【?)据?{_HOUSE}(?:[ \u3000]?(?P<where>[{HAN}·]{{2,14}}?))?(?:[ \u3000]?(?P<day>{_DAY}))?"
    rf"(?P<sent>{_SENT})】?"
    r"(?P<whom>(?:[（(][^（）()。！？]{1,60}[）)])?)[:：]?"
)
_CITY = r"[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,4}"
_AGENCY = r"\([A-Z][^()]{1,30}\)"
_SENT_ON = rf"{ENGLISH_MONTH}\.? \d{{1,2}}"
_SENT_FROM = rf"{_CITY}(?:, (?!{ENGLISH_MONTH}\b)[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?)?(?:, {_SENT_ON})?(?: {_AGENCY})?"
_OF_HOUSE = compiled(rf"{_HOUSE}(?:[{HAN}·]{{2,14}}?)?(?:{_DAY})?(?:{_SENT}|综合|供稿)")
"""In brackets of their own: where a story comes from (`（新华社北京12月26日电）`, `（本报综合）`)."""
_LATIN_DATELINE = compiled(rf"{_SENT_FROM}(?: ?(?:—|–|--)| -(?= ))(?=\s|\w|[“\"])")
_UNDASHED = compiled(rf"{_CITY}(?:, [A-Z][A-Za-z.]+)?, {_SENT_ON} {_AGENCY}(?= \w)")


def dateline(text: str) -> int:
    """The characters of an 电头 at a text's start, 0 for none."""
    if latin := _LATIN_DATELINE.match(text):
        return latin.end()
    hit = _DATELINE.match(text)
    if hit is None:
        return 0
    following = text[hit.end() : hit.end() + 1]
    ours = hit["where"] is None and hit["sent"] == "讯"
    sure = bool(hit["day"] or hit["whom"] or hit["sign"]) or hit[0].endswith((":", "："))
    apart = not following or following.isspace() or following in "（(" or following.isdigit()
    return hit.end() if sure or apart or (ours and following not in both("员息号问录")) else 0


_NOTE = "编者按|编者的话|编者注|编者案|编后|编后语|编前|编前语|编辑手记|编辑的话|开栏的话|开栏语"
_EDITOR = r"(?:[Ee]ditor|EDITOR)['’][sS] (?:[Nn]ote|NOTE)"
_NOTES = compiled(rf"(?:(?:{_NOTE})\s?[:：]|【(?:{_NOTE})】[:：]?|{_EDITOR}\s?[:：]|【{_EDITOR}】)")
_NEAR_NOTE = compiled(
    rf"(?P<zh>[\[［（(〔「]\s*(?:{_NOTE})\s*[\]］）)〕」]|(?:{_NOTE})(?=[\s|｜丨—.．]|$))"
    r"|(?P<en>(?:[Ee]ditors?|EDITORS?)['’]?[sS]? (?:[Nn]ote|NOTE)\b"
    rf"|[\[(]{_EDITOR}[\])]|(?:A )?[Nn]ote from the [Ee]ditor\b)"
)


def note(text: str) -> int:
    """The characters that begin an editor's note, 0 for none."""
    hit = _NOTES.match(text)
    return hit.end() if hit else 0


ASKS = frozenset("问 记者 本报记者 主持人 采访者 采访人 Q Question Interviewer Host Moderator".split())
ANSWERS = frozenset(("答", "A", "Answer"))
_WHO = rf"《[{HAN}]{{2,10}}》|[{HAN}]{{1,6}}|[{HAN}]{{1,6}}·[{HAN}]{{1,8}}|{_CAPITAL}(?: {_CAPITAL}){{0,3}}"
_SPEAKER = compiled(rf"(?P<who>{_WHO})\s?[:：]\s*(?=\S)")
_SHORT_ANSWER = 5
"""Characters: what is no longer behind `记者：` and ends without a mark is a name."""


def speakers(texts: Iterable[str]) -> frozenset[str]:
    """Who speaks in a story: who asks, and who else is named again and again at the start of its paragraphs."""
    heard = Counter(hit["who"] for text in texts if (hit := _SPEAKER.match(text)) and not _signs(text))
    asking = {who for who, count in heard.items() if simplified(who) in ASKS or (who[0] == "《" and count > 1)}
    persons = {who for who, count in heard.items() if count > 1 and who not in ANSWERS and _person(who, bool(asking))}
    if len({who for who in persons if who.isascii()}) < 2 and not asking:
        persons = {who for who in persons if not who.isascii()}
    sure = asking | ({"答"} & heard.keys()) | ({"A", "Answer"} & heard.keys() if asking else set())
    return frozenset(sure | persons)


def _person(who: str, asked: bool) -> bool:
    return one_name(who) or who.isascii() or (asked and len(who) <= 4)


def _signs(text: str) -> bool:
    """`记者：张三`: who wrote, not who speaks."""
    rest = text.partition("：" if "：" in text else ":")[2].strip()
    return len(rest) <= _SHORT_ANSWER and (names(rest) or one_name(rest))


def spoken(text: str, speaking: frozenset[str]) -> RoleFound | None:
    """A question or an answer, by its speaker."""
    hit = _SPEAKER.match(text)
    if hit is None or hit["who"] not in speaking or _signs(text):
        return None
    end = len(hit[0].rstrip())
    return RoleFound("question" if simplified(hit["who"]) in ASKS or hit["who"][0] == "《" else "answer", end)


@lru_cache(maxsize=64)  # each rule that looks at a paragraph asks again
def told(text: str, place: Place) -> RoleFound | None:
    """What a paragraph is, if it is written as one of these."""
    if end := note(text):
        return RoleFound("note", end)
    if is_byline(text, place):
        return RoleFound("byline")
    if end := dateline(text):
        return RoleFound("dateline", end)
    return spoken(text, place.speakers)


_WORK = r"(?:文字?|图|摄影|作者|记者|撰文|通讯员)\s*[:：]\s*"
_NAME = rf"[{HAN}]{{2,4}}"
_OURS = rf"(?P<line>{_HOUSE}[{HAN}]{{0,6}}?(?:{_DAY})?(?:讯|电))"
_BY_TITLE = rf"(?P<title>(?:本报)?(?:记者|通讯员))\s?(?P<who>{_NAME})"
_WRITTEN_BY = compiled(rf"(?!图|摄影){_WORK}{_NAME}(?:[\s、，,]+(?:{_WORK})?{_NAME})*")
_NAMED_FIRST = compiled(rf"(?P<who>{_NAME})\s*[/／]\s*(?P<what>文|图文|文图|撰文)(?:\s+{_NAME}\s*[/／]\s*图)?")
_BARE_DATELINE = compiled(rf"{_OURS}\s*{_BY_TITLE}(?=[\s，,])")
_TURNED = compiled(rf"{_BY_TITLE}\s*{_OURS}")
_IN_BRACKETS = compiled(rf"[\[（(]{_OURS}[\]）)]")
_LETTERED = compiled(r"(?P<who>[QA]|问|答)[.．、]\s*(?=\S)")
_LOWER_BY = compiled(rf"by {_CAPITAL}(?: {_CAPITAL}){{1,3}}")


@lru_cache(maxsize=64)
def doubt(text: str, place: Place, lettered: bool) -> Doubt | None:
    """What looks like one of these and is written otherwise. `lettered`: whether `Q.` and `A.` both begin paragraphs."""
    found = _near_note(text) or _near_byline(text, place) or _near_dateline(text, place)
    if not found and lettered and (hit := _LETTERED.match(text)):
        return Doubt("question", hit[0], f"{hit['who']}:" if hit["who"].isascii() else f"{hit['who']}：")
    return found


def _near_note(text: str) -> Doubt | None:
    hit = None if note(text) else _NEAR_NOTE.match(text)
    return Doubt("note", hit[0], "编者按：" if hit["zh"] else "Editor's note:") if hit else None


def _near_byline(text: str, place: Place) -> Doubt | None:
    if len(text) > LONGEST or is_byline(text, place):
        return None
    if _WRITTEN_BY.fullmatch(text):
        slashed = re.sub(r"\s*[:：]\s*", "/", text)
        return Doubt("byline", text, re.sub(either("(记者|通讯员)/"), "\\1 ", slashed.replace("作者/", "文/")))
    if hit := _NAMED_FIRST.fullmatch(text):
        return Doubt("byline", text, f"{hit['what']}/{hit['who']}")
    if place.edge and _LOWER_BY.fullmatch(text):
        return Doubt("byline", text, f"By{text[2:]}")
    return None


def _near_dateline(text: str, place: Place) -> Doubt | None:
    hit = _BARE_DATELINE.match(text) or _TURNED.match(text)
    if hit and one_name(hit["who"]):
        return Doubt("dateline", hit[0], f"{hit['line']}（{hit['title']} {hit['who']}）")
    if (hit := _IN_BRACKETS.match(text)) and not is_byline(text, place):
        return Doubt("dateline", hit[0], f"{hit['line']}（…）")
    hit = _UNDASHED.match(text)
    return Doubt("dateline", hit[0], f"{hit[0]} —") if hit else None


def lettered(texts: Iterable[str]) -> bool:
    """Whether a story has paragraphs that begin with `Q.` and with `A.` (or 问、 and 答、)."""
    met = {hit["who"] for text in texts if (hit := _LETTERED.match(text))}
    return {"Q", "A"} <= met or {"问", "答"} <= met
