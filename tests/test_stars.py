"""Stars as an editor means them: beside Chinese marks they stress, between figures they are text, and what is either is told."""

import pytest

from banmian.diagnostics import Severity

from .helpers import codes, conserved, page, parsed, unlike_files


def read(text):
    """The first paragraph of an article, and what was noticed; whatever it is, both readings of the file agree."""
    result = parsed(page(f"## 主题\n\n{text}\n\n又写了一段。\n"))
    assert conserved(result) and unlike_files(result) == []
    return result.issue.pages[0].articles[0].lead[0], result.noticed


STRESSED = [
    ("**记者：**如何看？", [("记者：", "strong")]),
    ("**问：**为什么？", [("问：", "strong")]),
    ("**Q:**为什么？", [("Q:", "strong")]),
    ("**（一）**坚持开放。", [("（一）", "strong")]),
    ("**一、**坚持开放。", [("一、", "strong")]),
    ("**1.**坚持开放。", [("1.", "strong")]),
    ("**“十四五”**时期。", [("“十四五”", "strong")]),
    ('在**"十四五"**时期。', [('"十四五"', "strong")]),
    ("**新华社北京12月27日电（记者 张三）**国务院。", [("新华社北京12月27日电（记者 张三）", "strong")]),
    ("*“诗”*是心声。", [("“诗”", "em")]),
    ("他写*《红楼梦》*时老了。", [("《红楼梦》", "em")]),
    ("他说**“好”**。", [("“好”", "strong")]),
    ("甲，**“乙”**，*（丙）*，丁。", [("“乙”", "strong"), ("（丙）", "em")]),
    ("《**红楼梦**》与**《红楼梦》**。", [("红楼梦", "strong"), ("《红楼梦》", "strong")]),
    ("增长**5%**以上，**3.5％**也好。", [("5%", "strong"), ("3.5％", "strong")]),
    ("OpenAI**（美国）**称，**GDP（2023）**增长。", [("（美国）", "strong"), ("GDP（2023）", "strong")]),
    ("会用**C++**写。", [("C++", "strong")]),
    ("甲**——乙……**丙。", [("——乙……", "strong")]),
    ("**甲（*乙*）丙**丁。", [("甲（", "strong"), ("乙", "em"), ("）丙", "strong")]),
    ("**“*乙*”**丙。", [("“", "strong"), ("乙", "em"), ("”", "strong")]),
    ("**记者：***如何*看？", [("记者：", "strong"), ("如何", "em")]),
    ("***“甲”***是，***乙：***丙。", [("“甲”", "strong"), ("乙：", "strong")]),
    ("**「臺灣」**的，**『書』**的。", [("「臺灣」", "strong"), ("『書』", "strong")]),
    ("2022年*12月*举行。", [("12月", "em")]),
    ("**（주）**는 **“네”**라고.", [("（주）", "strong"), ("“네”", "strong")]),
]


@pytest.mark.parametrize(("text", "stressed"), STRESSED)
def test_stars_beside_chinese_marks_stress(text, stressed):
    made, noticed = read(text)
    assert [(made.text[one.start : one.end], one.kind) for one in made.emphasis] == stressed
    assert "*" not in made.text and noticed == []


@pytest.mark.parametrize(
    "text",
    ["王明*，李四*，张三。", "王明*（男）、李四*（女）、张三*（男）。", "王明*（男）、李四*（女）、张三*。", "长5米*宽3米*高2米。", "长5米*宽3米，高2米*深1米。", "5 cm*3 cm*2 cm。",
     "底5米*（3+2）米*4米。", "单价5元*数量3个*折扣0.8。", "138****5678。", "（注*）见文末。", "3*4*5 毫米。"],
)  # fmt: skip
def test_stars_that_an_editor_prints_are_text(text):
    made, noticed = read(text)
    assert (made.text, made.emphasis, noticed) == (text, (), [])


def test_a_product_leaves_the_stars_behind_it_alone():
    made, noticed = read("长5米*宽3米，要写*诗*，共5米*3米。")
    assert made.text == "长5米*宽3米，要写诗，共5米*3米。" and [made.text[e.start : e.end] for e in made.emphasis] == ["诗"]
    assert noticed == []
    made, _ = read("用*乙*，*甲*宽3米*高4*5米。")
    assert [made.text[e.start : e.end] for e in made.emphasis] == ["乙", "甲"]
    made, _ = read("*长5米*宽3米*高2米*。")
    assert made.text == "长5米*宽3米*高2米。" and len(made.emphasis) == 1


DOUBTFUL = [
    ("会场长20米*宽15米*都要铺。", "P080", 7, "宽15米"),
    ("共5人*3天*在岗。", "P080", 4, "3天"),
    ("完成投资5亿元*占全年80%*，不错。", "P080", 8, "占全年80%"),
    ("（带*号）为新品，（带*号）为旧品。", "P080", 3, "号）为新品，（带"),
    ("**记者：如何看？", "P081", 1, "**"),
    ("甲** 乙 **丙。", "P081", 2, "**"),
    ("**Q:**How are you?", "P081", 1, "**"),
    ("*诗*是心声，注*号。", "P081", 9, "*"),
]


@pytest.mark.parametrize(("text", "code", "column", "shown"), DOUBTFUL)
def test_what_may_be_two_things_is_told_with_its_place(text, code, column, shown):
    _, noticed = read(text)
    assert {one.code for one in noticed} == {code}
    assert (noticed[0].place.line, noticed[0].place.column) == (13, column)
    assert (
        noticed[0].severity is Severity.WARNING and shown in noticed[0].message("zh") and shown in noticed[0].message("en")
    )


@pytest.mark.parametrize("text", ["20米×宽15米×都要铺。", r"20米\*宽15米\*都要铺。", "5＊3＊2。", "a**b。", "甲****乙。"])
def test_the_mark_up_that_settles_it_is_quiet(text):
    assert read(text)[1] == []


def test_stars_in_rows_and_heads_are_told_too():
    result = parsed(page("## **主题\n\n| 甲 | 乙 |\n|---|---|\n| **丙 | 丁 |\n"))
    assert [(one.code, one.place.line) for one in result.noticed if one.code == "P081"] == [("P081", 11), ("P081", 15)]


@pytest.mark.parametrize(
    ("written", "shown", "instead"),
    [("<p>甲</p>", "<p>", "空行"), ("甲<br/>乙", "<br/>", "另起一段"), ("甲&nbsp;乙", "&nbsp;", "空格"), ("甲&mdash;&mdash;乙", "&mdash;", "—"),
     ("甲&#8212;乙", "&#8212;", "—"), ("甲&#8203;乙", "&#8203;", "删去"), ("<B>甲</B>", "<B>", "**…**"), ('<a href="b">甲</a>', '<a href="b">', "不带标记"),
     ("<!-- 甲 -->乙", "<!-- 甲 -->", "删去"), ("CO<sub>2</sub>", "<sub>", "₂")],
)  # fmt: skip
def test_mark_up_of_web_pages_is_printed_and_told(written, shown, instead):
    made, (said,) = read(written + "完。")
    assert "".join(made.text.split()) == "".join((written + "完。").split())
    assert (
        said.code == "P082" and shown in said.message("zh") and shown in said.message("en") and instead in said.hint("zh")
    )


def test_a_mark_is_told_once_a_file_with_its_number():
    result = parsed(page("## 主题\n\n<p>甲&nbsp;乙</p>\n\n<P>丙&nbsp;丁</p>\n"))
    assert [(one.code, one.place.line, one.facts["count"]) for one in result.noticed] == [("P082", 13, 4), ("P082", 13, 2)]


@pytest.mark.parametrize("text", ["《<甲>》a<b 且 b>a。", "AT&T; R&D。", r"\<p>甲\</p>。", "1<2&3>2。", "<http://a.b>。"])
def test_other_angles_and_ampersands_are_nothing_to_tell(text):
    assert codes(parsed(page(f"## 主题\n\n{text}\n"))) == []


def test_figures_that_multiply_leave_the_stress_behind_them_alone():
    """With possessive quantifiers Python 3.11.2 took the stars behind the unit for the product's."""
    (article,) = parsed(page("## 主题\n\n甲3*4*5毫米甲*中*甲完。\n")).issue.pages[0].articles
    assert article.lead[0].text == "甲3*4*5毫米甲中甲完。" and [one.kind for one in article.lead[0].emphasis] == ["em"]
