"""Verse and kept lines: what is one, its stanzas, how it stands in a column, what the tags and the books say of it."""

import pytest

from banmian.composer.breaking import Measure
from banmian.makeup.composition import Style
from banmian.makeup.flow import Item, pour
from banmian.makeup.frames import Frame
from banmian.makeup.manner import as_line, stanzas
from banmian.model import Verse

from .helpers import book_parts, codes, page, parsed, story_in, unlike_files

POEM = "床前明月光，\n\n疑是地上霜。\n\n举头望明月，\n\n低头思故乡。"
FOUR = ["床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"]


def told(text):
    """Codes, and each part: the stanzas of a verse, or a paragraph's text."""
    result = parsed(page(f"## 主题\n\n{text}\n"))
    assert unlike_files(result) == []
    parts = [
        [[line.text for line in stanza] for stanza in part.stanzas] if isinstance(part, Verse) else part.text
        for part in result.issue.pages[0].articles[0].lead
    ]
    return codes(result), parts


MARKED = [
    ("| 甲\\|乙\n| 丙", [["甲|乙", "丙"]]),
    ("| 甲\n| 乙", [["甲", "乙"]]), ("| 甲\n|\n| 乙\n\n| 丙", [["甲"], ["乙"], ["丙"]]), ("  | 甲\n  | 乙", [["甲", "乙"]]),
    ("| 甲{堃|kūn}\n| *乙*", [["甲堃kūn", "乙"]]), ("| 甲\n  接着\n| 乙", [["甲接着", "乙"]]),
    ("甲\\\n乙\\\n丙", [["甲", "乙", "丙"]]), ("甲，  \n乙。  \n丙", [["甲，", "乙。", "丙"]]), ("甲\\\n乙\n\n丙\\\n丁", [["甲", "乙"], ["丙", "丁"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MARKED)
def test_lines_that_say_so_are_kept(text, found):
    assert told(text) == ([], [found])


def test_lines_around_bars_are_paragraphs():
    assert told("诗云：\n| 甲\n| 乙\n写完了。")[1] == ["诗云：", [["甲", "乙"]], "写完了。"]


LONG = "昨天晚上七点整，古城的元宵灯会在东昌湖畔光岳楼前的广场上开了，游人不断。"


@pytest.mark.parametrize("text", ["| 甲 | 乙 |", "|甲", "甲 | 乙", "\\| 甲。", f"{LONG}  \n{LONG}", "甲。\n　　乙。"])
def test_what_is_no_verse(text):
    assert all(isinstance(part, str) for part in told(f"{text}\n\n{LONG}")[1])


GUESSED = [
    (POEM, [FOUR]), (POEM.replace("\n\n举", "\n\n\n举"), [FOUR[:2], FOUR[2:]]), (POEM.replace("\n\n", "\n"), [FOUR]),
    ("一片叶子\n\n落在窗前\n\n没有人说话\n\n只有风", [["一片叶子", "落在窗前", "没有人说话", "只有风"]]),
    ("春眠不觉晓，\n处处闻啼鸟。\n\n夜来风雨声，\n花落知多少。", [["春眠不觉晓，", "处处闻啼鸟。"], ["夜来风雨声，", "花落知多少。"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), GUESSED)
def test_what_looks_like_verse_is_kept_and_told(text, found):
    assert told(text) == (["P068"], [found])


PROSE = [
    "床前明月光，\n\n疑是地上霜。", "张三\n\n李四\n\n王五", "电话：8451234\n\n传真：8451235\n\n邮编：252000", "一队 3比1\n\n二队 2比0\n\n三队 1比1",
    "他走了进来，坐下不说话。\n\n我没动。\n\n天黑了。", "“你来了。”\n\n“我来了。”\n\n“吃了吗？”", "甲、乙、丙、丁\n\n戊、己、庚、辛\n\n壬、癸、子、丑",
    "本报记者 张三\n\n通讯员 李四\n\n通讯员 王五", "昨天晚上古城的元宵灯会\n在东昌湖畔的广场上开了，\n数万名市民前来观灯", "![](a.jpg)\n\n湖边的花灯\n\n城楼的花灯\n\n街上的花灯",
    "段落完了。\n\n中间的图说\n\n又一段完了。",
]  # fmt: skip


@pytest.mark.parametrize("text", PROSE)
def test_what_looks_like_something_else_is_no_verse(text):
    assert "P068" not in told(text)[0]


STYLE = Style("line", "Banmian Kai", 10, 15, indent=0, hang=2, align="center")


def test_a_verse_stands_in_the_middle_by_its_widest_line_that_fits():
    style, measure = as_line(STYLE, Measure(17, 0, rest=2), (7.0, 5.0, 30.0))
    assert (style.align, measure.indent, measure.rest, measure.flush) == ("left", 5, 7, False)
    assert as_line(STYLE, Measure(17, 0, rest=2), (30.0,))[1].indent == 0


def test_a_stanza_stands_a_line_apart_and_a_short_one_would_stay_whole():
    (one,) = parsed(page("## 主题\n\n| 甲\n| 乙\n|\n| 丙\n| 丁\n")).issue.pages
    found = list(stanzas(one).values())
    assert [(line.apart, line.stays) for line in found] == [(False, True), (False, False), (True, True), (False, False)]
    frames = tuple(Frame(n, 0, 0, 0, 3) for n in range(2))
    lines = [Item(1, stays=True), Item(1)]
    assert [pour([Item(count), *lines], frames).lonely for count in (1, 2)] == [0, 1]


@pytest.mark.parametrize("target", ["epub", "epub-vertical", "epub-hant"])
def test_books_hold_a_paragraph_for_each_stanza(target):
    html = story_in(book_parts(parsed(page("## 主题\n\n| 甲\n| *乙*\n|\n| 丙\n")).issue, target=target)).decode()
    assert '<div class="verse"><p class="stanza">甲<br/><em>乙</em></p><p class="stanza">丙</p></div>' in html


@pytest.mark.parametrize("text", ["她走了。\n\n门关了。\n\n灯灭了。", "一要提高站位。\n\n二要狠抓落实。\n\n三要加强督导。", "——坚持人民至上。\n\n——坚持自信自立。\n\n——坚持守正创新。",
                                  "他叫我坐。\n\n我没有坐。\n\n他又说了。"])  # fmt: skip
def test_short_paragraphs_that_are_sentences_are_prose(text):
    assert told(f"{LONG}\n\n{text}\n\n{LONG}")[0] == []


def test_four_sentences_of_five_characters_are_verse():
    assert told("白日依山尽。\n\n黄河入海流。\n\n欲穷千里目。\n\n更上一层楼。")[0] == ["P068"]


def test_lines_without_any_mark_are_kept_and_the_name_above_them_is_none():
    """They were glued to one paragraph, the next stanza too."""
    poem = "张建国\n\n你从天上来\n带着雪的寒意\n带着高原的风\n\n我在岸边等你\n等了一千年"
    assert told(poem)[1] == ["张建国", [["你从天上来", "带着雪的寒意", "带着高原的风"], ["我在岸边等你", "等了一千年"]]]
    assert told("市委书记今天上午在东昌\n府区调研时强调各级各部\n门要认真贯彻落实会议精\n神，扎实做好各项工作。")[0] == []
