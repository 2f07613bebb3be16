"""Any manuscript: by the grammar of the dialect its text is what was put in; of anything else it is conserved or refused."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.diagnostics import Severity, errors
from banmian.manuscript.parse import parse
from banmian.proof.proofreading import proof
from banmian.verify.conservation import model_text

from .helpers import HEAD, codes, page, parsed, unlike_files

FEW = {"max_examples": 40, "derandomize": True, "deadline": None, "database": None}
MANY = {"max_examples": 3000, "derandomize": True, "deadline": None, "database": None}


@dataclass(frozen=True)
class Part:
    """A part of a manuscript: as it is written, and its text."""

    written: str
    text: str

    @staticmethod
    def plain(text: str) -> "Part":
        return Part(text, text)


def several(parts, between=""):
    return Part(between.join(one.written for one in parts), "".join("".join(one.text.split()) for one in parts))


HAN = "中文排版面印刷报纸国家社区"
WORD = st.text(HAN, min_size=1, max_size=6)
PLAIN = (WORD | st.sampled_from(["3*4*5毫米", "138****5678", "a*b*c", "GDP增长", "<p>甲</p>", "&amp;", "&#20013;", "[甲](乙)", "[甲]: 乙",
                                 "{甲}", "a_b_c", "`甲`", "~~甲~~", "甲　乙", "甲 乙", "＊甲＊", "［甲］", "<!-- 甲 -->", "a|b", "C#", "甲>乙"])).map(Part.plain)  # fmt: skip
ESCAPED = st.sampled_from("*\\[]{}|!#>_`-").map(lambda sign: Part("\\" + sign, sign))
BOUND = st.sampled_from([Part("  \n", ""), Part("\\\n", ""), Part("\n", ""), Part("\r\n", "")])


def stressed(stars):
    return WORD.map(lambda word: Part(f"{stars}{word}{stars}", word))


def read_out(word):
    return Part(
        "{" + word + "|" + "|".join("abcdef"[: len(word)]) + "}", "".join(map("".join, zip(word, "abcdef", strict=False)))
    )


MARKED = st.one_of(
    stressed("*"),
    stressed("**"),
    WORD.map(lambda word: Part(f"{{{word}|yin}}", word + "yin")),
    WORD.map(read_out),
    WORD.map(lambda word: Part(f"[{word}]{{.dot}}", word)),
    WORD.map(lambda word: Part(f"[甲{{{word}|yin}}**乙**]{{.dot}}", f"甲{word}yin乙")),
)
# A character before each of them keeps stars that would meet apart.
RUN = st.lists(st.one_of(PLAIN, ESCAPED, MARKED), min_size=1, max_size=5).map(
    lambda parts: several([one for part in [*parts, Part.plain("完。")] for one in (Part.plain("甲"), part)])
)
# A bound before each run; that before the first is none.
PARAGRAPH = st.lists(st.tuples(BOUND, RUN), min_size=1, max_size=3).map(
    lambda runs: several([one for n, (bound, run) in enumerate(runs) for one in (bound if n else Part("", ""), run)])
)
PLATES = [
    Part("![*图*说](<a b.jpg>)", "图说"), Part("![](a.jpg)\n**图说**中（甲 摄）", "图说中（甲摄）"), Part("![*甲*](a.jpg)\\\n*![乙](b.jpg)*\n图说。", "图说。"),
    Part("![](a.jpg)  \n![*图*说](b.jpg)\n（*甲* 摄）", "图说（甲摄）"), Part("![甲](a.jpg) ![\\*](b.jpg)\r\n图\n说", "图说"), Part("![甲](a.jpg)\n![乙](b.jpg)", "甲乙"),
    Part("![](a.jpg)\n![](b.jpg)\n\n图：说", "图：说"), Part("图：说\n![](a.jpg)\n![](b.jpg)", "图：说"),
]  # fmt: skip
CELL = st.one_of(
    WORD.map(Part.plain), WORD.map(lambda word: Part(f"{word}\\|{word}", f"{word}|{word}")), st.just(Part("", ""))
)


WIDTH = st.integers(1, 3)
ROWS = {width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=3) for width in (1, 2, 3)}
ALIGNED = st.sampled_from(["---", ":-", " :-: ", "-:"])


@st.composite
def tables(draw):
    width = draw(WIDTH)
    rows = draw(ROWS[width])
    first = [Part.plain("甲") for _ in range(width)]
    written = ["|" + "|".join(f" {cell.written} " for cell in row) + "|" for row in [first, *rows]]
    written.insert(1, "|" + (draw(ALIGNED) + "|") * width)
    return Part("\n".join(written), several([cell for row in [first, *rows] for cell in row]).text)


LABELS = [["- "] * 3, ["* "] * 3, ["+ "] * 3, ["1. ", "2. ", "3. "], ["一、", "二、", "三、"], ["（一）", "（二）", "（三）"], ["① ", "②", "③"],
          ["- ", "  - ", "- "], ["1、", "  （1）", "  （2）"], ["• "] * 3, ["| "] * 3, ["| ", "|\n| ", "| "], ["  | "] * 3, ["1. ", "3. ", "- "],
          ["- 一、", "- **二、**", "  * "]]  # fmt: skip
"""Lists and verse: what three lines begin with."""


LABELLED = st.tuples(st.sampled_from(LABELS), st.sampled_from(["\n", "\n\n", "\r\n", "\\\n", "  \n"]))
THREE_WORDS = st.lists(WORD.map(Part.plain), min_size=3, max_size=3)  # a bar in a run would make its line no verse
THREE_LINES = st.lists(st.one_of(RUN, WORD.map(Part.plain)), min_size=3, max_size=3)
GOING_ON = st.sampled_from([Part("", ""), Part("\n  接着", "接着"), Part("\n接着。", "接着。")])


@st.composite
def listed(draw):
    """Lines with labels or signs, one below the other or each a paragraph, some with a line that goes on."""
    labels, between = draw(LABELLED)
    words = draw(THREE_WORDS if "|" in "".join(labels) else THREE_LINES)
    written = [
        several([Part(label, label.strip("-*+| \n").replace("*", "").replace(" ", "")), word])
        for label, word in zip(labels, words, strict=True)
    ]
    return several([several(written, between), draw(GOING_ON)])


VERSE = st.sampled_from([Part.plain("床前明月光，\n\n疑是地上霜。\n\n\n举头望明月，\n\n低头思故乡。"), Part.plain("一片叶子\n\n落在窗前\n\n没有人说话\n\n只有风"),
                         Part("一片叶子，\\\n落在*窗前*", "一片叶子，落在窗前"), Part("| 甲\n| {乙|yi}\n  丙\n丁。", "甲乙yi丙丁。")]).map(lambda one: Part(one.written, "".join(one.text.split())))  # fmt: skip
ROLES = st.sampled_from(["本报记者 张三", "（记者 张三）", "文/图 张三", "□ 张三", "By Ann Lee", "编者按：说明。", "【编者按】说明。", "本报讯（记者 张三）说。",
                         "新华社北京1月1日电", "LONDON, Dec. 27 (Reuters) — It is.", "问：谁？", "答：他。", "记者：谁来了呢？", "张三", "文：张三"]).map(Part.plain)  # fmt: skip
NOTE = st.lists(WORD, min_size=1, max_size=3).map(
    lambda words: several(
        [Part("> 编者按：", "编者按："), *(Part(f"{word}**{word}**。", word * 2 + "。") for word in words)], "\n>\n> "
    )
)
LABEL = st.sampled_from(["", " {评论 东昌时评}", "{简讯}{右}", " {4 columns} {must}"]).map(lambda label: Part(label, ""))
BRACE = st.sampled_from([Part("", ""), Part(" \\{评论}", "{评论}"), Part("{评论}中", "{评论}中")])


def quotes(bullets):
    """A kicker or a subhead of a few lines, or a summary; or none."""
    lines = st.tuples(st.lists(WORD, min_size=1, max_size=3), st.sampled_from(bullets)).map(
        lambda made: several([Part(f"> {made[1]}{word}", made[1].lstrip("-* ") + word) for word in made[0]], "\n")
    )
    return st.lists(lines, max_size=1)


# What is drawn from again and again is put together once: Hypothesis takes longer to look at a strategy than to draw.
QUOTE, SUMMARY = quotes([""]), quotes(["- ", "* ", "1. "])
CLOSING = st.sampled_from(["", " ##", "\t#"])
BODIES = st.lists(st.one_of(PARAGRAPH, tables(), ROLES, NOTE, listed(), VERSE), min_size=1, max_size=3)
BETWEEN = st.sampled_from([[], [Part("***", "")], *([one] for one in PLATES), [Part("### 题 ###", "题")]])


@st.composite
def articles(draw):
    head, closing = draw(WORD), draw(CLOSING)
    made = draw(QUOTE)
    made.append(several([Part(f"## 主{head}", f"主{head}"), draw(BRACE), draw(LABEL), Part(closing, "")]))
    made += draw(QUOTE) + draw(SUMMARY)
    for body in draw(BODIES):
        made.append(body)
        made += draw(BETWEEN)
    return several(made, "\n\n")


MASTHEAD = st.sampled_from([HEAD, HEAD.replace("\n", "\r\n"), "\ufeff" + HEAD, "|样|报|\n|-|-|\n\n"])
CARD = st.sampled_from([Part("", ""), Part("### 名片\n\n甲\t乙\n丙\t\n\n", "名片甲乙丙")])
CREDIT = st.sampled_from([Part("", ""), Part("责编：甲 乙\n\n", "责编：甲乙")])
ARTICLES = st.lists(articles(), min_size=1, max_size=2)


@st.composite
def pages(draw):
    head = draw(MASTHEAD)
    text = "".join(head.replace("\ufeff", "").replace("|", "").replace("-", "").split())
    card, credit, body = draw(CARD), draw(CREDIT), several(draw(ARTICLES), "\n\n")
    return several([Part(head, text), Part("# 要闻\n\n## A01\n\n", "要闻A01"), credit, card, body])


def as_put_in(one):
    result = parsed(one.written)
    assert not errors(result.noticed) and unlike_files(result) == []
    assert result.manuscript == model_text(result.issue) == one.text


@settings(**FEW)
@given(pages())
def test_the_text_of_a_manuscript_is_what_was_put_in(one):
    as_put_in(one)


@pytest.mark.slow
@settings(**MANY)
@given(pages())
def test_the_text_of_many_manuscripts_is_what_was_put_in(one):
    as_put_in(one)


PIECES = ["中", "文", "a", "1", " ", "　", "*", "**", "***", "\\", "|", "{堃|kūn}", "{孟堃|mèng|kūn}", "{孟堃|孟|n}", "[", "]", "]{.dot}",
          "![", "](a.jpg)", "](<a b>)", "](", "\n", "\n\n", "  \n", "\n    ", "\n\n![图*说*](a(1).jpg)\n\n", "\n|a|b|\n|-|-|\n|c|d|\n",
          "\n> 肩\n\n## 题 ##\n\n", "。", "\n---\n", "<p>", "&nbsp;", "[a]: b", "#", ">", "\n>", "\n> >", "`", "_", "\n### ", "\t", "!",
          "(", ")", "===", "-|-", ":", "-", '""', "{", "}", "\n| ", "（", "）", "“", "”", "3*4", "<", "{.dot}", "~~~", "\r\n", "javascript:",
          "{评论}", " {右}", "\\{", "本报记者 张三", "编者按：", "问：", "\n> - ", "\n> * ", "> ", "\n- ", "\n* ", "\n+ ", "\n| ", "\n|", "\n1. ", "\n一、", "\n  - ", "\n　* ", "- ", "| ", "\ufeff", "\u2028", "\u200b", "\x0c", "葛\U000e0100", "＃", "｜", "＊", "：", "，", "《", "》", "%", "5米", "宽3米", "12月"]  # fmt: skip
PLACES = [
    "{}\n" + page("## 主题\n\n正文。\n"),
    page("{}\n\n## 主题\n\n正文。\n"),
    page("### 名片\n\n{}\n\n## 主题\n\n正文。\n"),
    page("## 主题\n\n{}\n"),
    page("## {}\n\n正文。\n"),
    page("> {}\n\n## 主题\n\n> {}\n\n正文。\n"),
    page("## 主题\n\n| 甲 | 乙 |\n|---|---|\n| {} | 丁 |\n"),
]
ANYTHING = st.lists(st.sampled_from(PIECES) | st.text("*_`~[](){}<>!|\\#>-=+&;:.中文字1a \n", max_size=6), max_size=24).map(
    "".join
)


def conserved_or_refused(place, written):
    """Two readings that know nothing of each other agree; or something was said, which can be shown."""
    result = parsed(place.replace("{}", written))
    assert errors(result.noticed) or unlike_files(result) == []
    for one in (*result.noticed, *proof(result.issue)):
        assert one.message("en") and one.message("zh") and (one.severity is not Severity.ERROR or one.place)


@pytest.mark.slow
@settings(**FEW | {"max_examples": 100})
@given(st.sampled_from(PLACES), ANYTHING)
def test_whatever_is_written_is_conserved_or_refused(place, written):
    conserved_or_refused(place, written)


@pytest.mark.slow
@settings(**MANY | {"max_examples": 8000})
@given(st.sampled_from(PLACES), ANYTHING)
def test_whatever_is_written_many_times_is_conserved_or_refused(place, written):
    conserved_or_refused(place, written)


@pytest.mark.slow
@settings(**FEW)
@given(ANYTHING, st.sampled_from([HEAD, "", "> 肩\n\n", "样报\n\n通告\n\n"]))
def test_a_second_page_with_whatever_masthead_is_conserved_or_refused(written, head):
    files = {"A01.md": page("## 主题\n\n正文。\n"), "A02.md": f"{head}# 副刊\n\n## A02\n\n## 又\n\n正文。\n\n{written}\n"}
    result = parse({name: text.encode() for name, text in files.items()})
    assert errors(result.noticed) or unlike_files(result) == []


FOUND = [
    ("masthead", "|甲|\n|-|\n||{|坤}", ["P047"]),
    ("masthead", "|甲|\n|-|\n|乙|丙|", ["P050"]),
    ("body", "|甲|\n|-|\n|乙|丙|", ["P050"]),
    ("body", "> |甲|\n> |-|\n> |乙|丙|", ["P030"]),
    ("body", "![甲![乙](b.jpg)](a.jpg)", ["P039"]),
    ("body", '![甲](a.jpg "乙")', ["P052"]),
    ("body", ">" * 12 + "甲", ["P051"]),
    ("body", "甲\x00乙", ["P002"]),
    ("body", "甲\u2028乙\x0c丙\u200b丁\U000e0041", ["P004"]),
]


@pytest.mark.parametrize(("where", "written", "said"), FOUND)
def test_what_cannot_be_printed_is_said_with_its_cause(where, written, said):
    place = PLACES[0] if where == "masthead" else PLACES[3]
    assert {one.code for one in errors(parsed(place.replace("{}", written)).noticed)} == set(said)


def test_a_picture_with_an_address_is_a_picture():
    """Its path is no use, which is said where pictures are looked for: no address makes text of it."""
    result = parsed(page("## 主题\n\n![图](javascript:甲)\n\n正文。\n"))
    assert result.issue.pages[0].figures[0].image == "javascript:甲" and unlike_files(result) == [] == codes(result)
