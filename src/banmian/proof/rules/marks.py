"""Marks: in pairs, not doubled, of full width; digits and spaces as Chinese is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...rules.checks import Found, rule
from ...rules.rule import PROOFREADING, WARNING
from ..articles import Article, LineKind, ProofLine
from ..forms import HAN, TextForm, each
from ..mending import space_is_meant

PAIRS = {"”": "“", "’": "‘", "）": "（", "》": "《", "〉": "〈", "】": "【", "〕": "〔", "」": "「", "』": "『"}
_OPENING = frozenset(PAIRS.values())
_ENGLISH = {"”": "“", ")": "(", "]": "["}
_COUNTER = re.compile(r"(?:^|[；。，：、])[0-9一二三四五六七八九十a-zA-Z]{1,2}$")


@rule(
    "R047", PROOFREADING, WARNING,
    says=("“{text}” has no partner: {why}", "“{text}”不成对：{why_zh}"),
    hint=("put the other one where it belongs", "请补上另一半"),
    source="GB/T 15834—2011",
    bad="## 主题\n\n他说：“湖面开冻了。",
    good="## 主题\n\n他说：“湖面开冻了。”",
)  # fmt: skip
def pairs(articles: Sequence[Article]) -> Iterator[Found]:
    """Brackets and quotes in pairs within a paragraph; a quote may go on if the next paragraph opens anew."""
    for article in articles:
        lines = [line for line in article.lines if line.kind is not LineKind.CELL]
        for line, following in zip(lines, [*lines[1:], None], strict=False):
            if any(mark in line.text for mark in (*PAIRS, *_OPENING)) or line.english:
                yield from _unpaired(line, following.text if following else "")


def _unpaired(line: ProofLine, following: str) -> Iterator[Found]:
    """The first mark of a line without its partner. What closes too much ends the search; so does what stays open."""
    text, partners = line.text, _ENGLISH if line.english else PAIRS
    opened: list[tuple[str, int]] = []
    for at, mark in enumerate(text):
        if mark in partners.values():
            opened.append((mark, at))
        elif mark in partners and opened and opened[-1][0] == partners[mark]:
            opened.pop()
        elif mark in partners and not _stands_alone(text, at):
            why = {"why": f"no {partners[mark]} before it", "why_zh": f"前面没有 {partners[mark]}"}
            yield line.found(at, at + 1, **why)
            return
    if opened and line.kind is not LineKind.VERSE:
        mark, at = opened[0]
        if not (mark == "“" and at == 0 and following.startswith("“")):
            yield line.found(at, at + 1, why="it is not closed", why_zh="没有收")


def _stands_alone(text: str, at: int) -> bool:
    """’98 and the apostrophe; 1） and a）."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "’":
        return after.isdigit() or (before.isascii() and before.isalnum())
    return text[at] in "）)" and _COUNTER.search(text[max(0, at - 3) : at]) is not None


@rule(
    "R048", PROOFREADING, WARNING,
    says=("a second “ inside of a quotation", "引号里又用了双引号"),
    hint=("inside of “ ” stand ‘ ’; or the first quotation is not closed", "双引号里用单引号，或前一个引号没有收"),
    source="GB/T 15834—2011, 4.8",
    bad="## 主题\n\n他说：“这叫“开湖”。",
    good="## 主题\n\n他说：“这叫‘开湖’。”",
)  # fmt: skip
def nested(articles: Sequence[Article]) -> Iterator[Found]:
    """Quotations inside of quotations have other marks."""
    for article in articles:
        for line in article.running:
            opened = False
            for at, mark in enumerate(line.text if line.text.count("“") > 1 else ""):
                if mark == "“" and opened:
                    yield line.found(at, at + 1)
                    break
                opened = mark == "“" or (opened and mark != "”")


def _each(articles: Sequence[Article], *forms: TextForm) -> Iterator[Found]:
    for article in articles:
        for form in forms:
            for number, hit in each(form, article.texts):
                yield article.running[number].found(hit.start(), hit.end())


_DOUBLED = TextForm(
    r"[，。、；：][，。、；：！？]|[！？][，、；：。]|(?<=[“（《])[，。、；：]|[，、；：](?=[）》])|、(?=”)"
)


@rule(
    "R049", PROOFREADING, WARNING,
    says=("marks that do not stand together: “{text}”", "标点重叠或错位：“{text}”"),
    hint=("keep one of them", "请留一个"),
    source="GB/T 15834—2011",
    bad="## 主题\n\n湖面开冻了，。渔船出港。",
    good="## 主题\n\n湖面开冻了。渔船出港。",
)  # fmt: skip
def marks_together(articles: Sequence[Article]) -> Iterator[Found]:
    """No mark stands right beside another one, but those that do: ！！, ？！, ，”."""
    return _each(articles, _DOUBLED)


_AT_START = TextForm(r"^[，。、；：！？）》”]")


@rule(
    "R050", PROOFREADING, WARNING,
    says=("a paragraph begins with “{text}”", "段首是“{text}”"),
    hint=("it may belong to the paragraph above", "也许属于上一段"),
    source="GB/T 15834—2011, 5.1",
    bad="## 主题\n\n湖面开冻了。\n\n，渔船出港。",
    good="## 主题\n\n湖面开冻了。\n\n渔船出港。",
)  # fmt: skip
def at_start(articles: Sequence[Article]) -> Iterator[Found]:
    """No paragraph begins with a mark that closes."""
    return _each(articles, _AT_START)


_HALF = TextForm(
    rf"(?<=[{HAN}”）》%])[,;:!?](?=[{HAN}“（《\d]|$)|(?<=[{HAN}])\.(?=[{HAN}]|$)|(?<=\d)[,;](?=[{HAN}])|(?<=[{HAN}，。])[\"']|[\"'](?=[{HAN}])"
    rf"|\((?=[{HAN}])|(?<=[{HAN}])\)",
    *",;:!?.\"'()",
)  # fmt: skip


@rule(
    "R051", PROOFREADING, WARNING,
    says=("a mark of half width beside Han: {text}", "汉字旁用了半角标点：{text}"),
    hint=("write the mark of full width; `banmian fix` does it between Han, but for quotes", "请用全角标点；`banmian fix` 能改汉字之间的（引号除外）"),
    source="GB/T 15834—2011",
    bad="## 主题\n\n湖面开冻了,渔船出港。",
    good="## 主题\n\n湖面开冻了，渔船出港。",
)  # fmt: skip
def half_width(articles: Sequence[Article]) -> Iterator[Found]:
    """Marks beside Han are of full width."""
    return _each(articles, _HALF)


_WIDE = TextForm(r"[０-９Ａ-Ｚａ-ｚ％]+")


@rule(
    "R052", PROOFREADING, WARNING,
    counts=0.1,
    says=("digits, letters or % of full width: {text}", "全角数字、字母或％：{text}"),
    hint=("write {narrow}; `banmian fix` does it for digits and ％", "写作 {narrow}；`banmian fix` 能改数字和％"),
    source="GB/T 15835—2011",
    bad="## 主题\n\n全市有１２家书房。",
    good="## 主题\n\n全市有12家书房。",
)  # fmt: skip
def full_width(articles: Sequence[Article]) -> Iterator[Found]:
    """Digits, Latin letters and % are of half width."""
    for article in articles:
        for number, hit in each(_WIDE, article.texts):
            narrow = "".join(chr(ord(sign) - 0xFEE0) for sign in hit[0])
            yield article.running[number].found(hit.start(), hit.end(), narrow=narrow)


_DASHES = TextForm(
    rf"(?<![-\dA-Za-z])--+(?![\dA-Za-z-])|－－+|———+|(?<=[{HAN}，。”])\.{{3,}}|。{{2,}}|・・+|(?<!…)…(?!…)|…{{3}}(?!…)|(?<=[{HAN}])[━─ー]+(?=[{HAN}])",
    "--", "－－", "———", "...", "。。", "・・", "…", "━", "─", "ー",
)  # fmt: skip


@rule(
    "R053", PROOFREADING, WARNING,
    says=("a dash or an ellipsis of another form: {text}", "破折号或省略号的形式不对：{text}"),
    hint=("write —— and ……", "写作 —— 和 ……"),
    source="GB/T 15834—2011, 5.1.7 and 5.1.8",
    bad="## 主题\n\n渔船、货船、游船...都出港了。",
    good="## 主题\n\n渔船、货船、游船……都出港了。",
)  # fmt: skip
def dashes(articles: Sequence[Article]) -> Iterator[Found]:
    """The dash is —— and the ellipsis ……; R103 looks at the dashes of English."""
    for article in articles:
        for number, hit in each(_DASHES, article.texts):
            line = article.running[number]
            if not (line.western and hit[0] == "--"):
                yield line.found(hit.start(), hit.end())


_SPACE = TextForm(rf"(?<=[{HAN}，。、；：]) +(?=[{HAN}“])", " ")


@rule(
    "R054", PROOFREADING, WARNING,
    says=("a space between Han", "汉字之间有空格"),
    hint=("take it out; `banmian fix` does", "请删去；`banmian fix` 能改"),
    source="house",
    bad="## 主题\n\n湖面开冻 了，渔船出港。",
    good="## 主题\n\n湖面开冻了，渔船出港。",
)  # fmt: skip
def spaces(articles: Sequence[Article]) -> Iterator[Found]:
    """No space in a sentence of Han; in quotations and titles it may be meant."""
    for article in articles:
        for line in article.running:
            if line.kind is LineKind.TEXT and line.node.text.rstrip("”）").endswith(("。", "！", "？")):
                for hit in _SPACE.all(line.text):
                    if not space_is_meant(line.text, hit.start()):
                        yield line.found(hit.start(), hit.end())


_STOPS = "。，、；：,;:"
_LONG_HEAD = 40


@rule(
    "R064", PROOFREADING, WARNING,
    says=("the head ends with {text}", "标题末尾有“{text}”"),
    hint=("take it off: a head has no mark at its end but ！ ？ ……", "请删去：标题末尾只用 ！ ？ ……"),
    source="house",
    bad="## 湖面开冻，\n\n渔船出港。",
    good="## 湖面开冻\n\n渔船出港。",
)  # fmt: skip
def head_stops(articles: Sequence[Article]) -> Iterator[Found]:
    """No head ends with a mark that parts sentences."""
    for article in articles:
        for line in article.running:
            text = line.text
            if line.kind is LineKind.HEAD and text.endswith(tuple(_STOPS)) and len(text) < _LONG_HEAD:
                yield line.found(len(text) - 1, len(text))
