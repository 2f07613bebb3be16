"""Pages made to take for ever: every line of 20,000 characters is read at once, every page of 200,000 in seconds."""

import time

import pytest

from banmian.limits import LINE_CHARACTERS, PAGE_CHARACTERS
from banmian.manuscript.parse import parse

from .helpers import HEAD, page, unlike_files

LONG = LINE_CHARACTERS - 100
SECONDS = 8
"""CPU of a page at its limits: two to five on a busy machine; what is quadratic takes a minute."""
UNITS = ["[", "*a **a ", "*a", "![", "![a](", "![a](<b", "<", "`", "{a|", "\\", "[字", "]{.dot}", "_a ", "![a](((", "\t", "　", "> ", "# ",
         "|a", "&", '![a](b "', "字*字", "1 ", "2022年 ", "冬腊正二", "责编：", "（甲", "CN ", "January ", "- ", "-|", "甲、"]  # fmt: skip
STORY = "\n\n## 主题\n\n正文。\n"


def spent(text):
    """Seconds of the processor for both readings of a page, and for their comparison."""
    began = time.process_time()
    result = parse({"A01.md": text.encode()})
    unlike_files(result)
    return time.process_time() - began


def pages(block):
    """The same lines where a page may have them: in an article, a card, the masthead, the credits, a head, a row."""
    return [
        page(f"## 主题\n\n{block}\n"), page(f"### 名片\n\n{block}{STORY}"), f"{block}\n\n{page(STORY)}", page(block + STORY),
        page(f"## {block}\n\n正文。\n"), page(f"## 主题\n\n|甲|\n|-|\n|{block}|\n"), f"2022年1月1日 {block}\n\n{page(STORY)}",
    ]  # fmt: skip


LINES = [unit * (LONG // len(unit)) + end for unit in UNITS for end in ("", "，a")]
LINES += [
    start + gap * LONG + "，a"
    for start in ("责编：", "责编：甲", "2022年", "CN", "第", "甲", "1", "# ")
    for gap in (" ", "　")
]


@pytest.mark.slow
def test_no_line_takes_long():
    for line in LINES[::4]:
        for text in pages(line):
            assert spent(text) < 1.5, (line[:12], line[-3:], text[:20])


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "责编：" + "　" * LONG + "，a",
        "责编：甲" + " " * LONG + "，a",
        "2022年1月1日 " + "冬腊正二" * (LONG // 4),
        "第" + " " * LONG,
        "甲" + "　" * LONG + "摄",
        "1" * LONG,
    ],
)
def test_credits_and_mastheads_are_read_in_one_go(line):
    assert max(map(spent, pages(line))) < 0.5


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["![", "*a", "**a ", "*字**字***字", "![a](((", "[字]{.dot", "{a|", "[["])
@pytest.mark.parametrize("length", [100, LONG])
def test_no_page_takes_long(unit, length):
    """The dearest signs, as one paragraph of many lines."""
    line = unit * (length // len(unit))
    block = "\n".join([line] * (PAGE_CHARACTERS // (length + 1)))[: PAGE_CHARACTERS - 200]
    assert max(map(spent, pages(block)[:2])) < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize(
    "block",
    [
        "a\n" * 9000, "字\n\n" * 9000, "风起了，\n\n" * 9000, "甲\t乙\n" * 9000, "1. 甲\n" * 9000, "\n".join([">" * 8] * 9000), "|" + "a|" * 9000 + "\n|" + "-|" * 9000 + "\n" + "|a\n" * 100,
        "|" + "a|" * 10 + "\n|" + "-|" * 10 + "\n" + "|a\n" * 19_000, "[" * 2400 + "]{.dot}" * 2400, "![" * 6000 + "](a)" * 1900,
        "{甲|" * 3000 + "}" * 3000, "\n".join(["*甲*"] * 19_000), "\n\n".join(["## 甲"] * 9000), "![图](a.jpg)\n\n" * 9000,
    ],
    ids=map(str, range(14)),
)  # fmt: skip
def test_no_structure_takes_long(block):
    assert max(map(spent, pages(block)[:3])) < SECONDS


@pytest.mark.slow
def test_a_masthead_of_a_whole_page_is_refused_at_once():
    assert spent(HEAD + "通告\n" * 15_000 + page(STORY)) < 3
