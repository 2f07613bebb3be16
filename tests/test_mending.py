"""What `banmian fix` mends of the form of a text, and what it leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import fix
from banmian.proof.mending import mended

from .helpers import issue, page, parsed, unlike_files

MENDED = [
    ("全市有１２家书房，占２０％。", "全市有12家书房，占20%。"),
    ("湖面开冻了,渔船出港;人多吗?多!", "湖面开冻了，渔船出港；人多吗？多!"),
    ("石埠港(老码头)开航。", "石埠港（老码头）开航。"),
    ("渔船、货船...都出港了。", "渔船、货船……都出港了。"),
    ("湖面开冻 了，渔船出港。", "湖面开冻了，渔船出港。"),
]
LEFT = [
    "责编：王明 校对：李红", "## 湖面开冻 渔船出港", "| 甲 | 乙 |", "本报讯 湖面开冻了。", "本报讯（记者 王明 李红）湖面开冻了。",
    "记者 王明 李红从市里获悉，湖面开冻了。", '他说"湖面开冻了"。', "他说'好'。", "![湖面](images/湖,面１.jpg)", "见 https://example.org/湖,面。",
    "{孟,堃|mèng|kūn}说，湖面开冻了。", "比分3:2，Wi-Fi 6。", "价格为1,200元。", "甲\\,乙说好。", "%% R051 湖面,渔船：原文如此", "他说：“湖面 开冻”。",
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_what_is_certain_is_mended_once(before, after):
    assert mended(before, ())[0] == after and mended(after, ())[0] == after
    assert sum(mended(before, ())[1].values()) > 0


@pytest.mark.parametrize("line", LEFT)
def test_what_may_be_meant_is_left(line):
    assert mended(line, ()) == (line, {})


def test_what_issue_toml_names_stays_letter_by_letter(tmp_path):
    """The picture would be lost with its caption."""
    text = page("## 主题\n\n导语写完了，共１２家。\n\n![第１届灯会](a.png)\n")
    folder = issue(tmp_path / "a", text, '[[pictures]]\ncaption = "第１届灯会"\nimage = "a.png"\n')
    (one,) = fix.found(folder)[0]
    assert one.after == text.replace("１２", "12") and one.changes == {("１", "1"): 1, ("２", "2"): 1}


@given(st.text("湖面开冻了渔船, ;:!?()（）。１％.…“”#>|{}[]\\1a\n\t", max_size=60))
def test_nothing_but_form_is_changed_and_twice_is_once(text):
    made, _ = mended(text, ())
    plain = str.maketrans("０１％，；：！？（）", "01%,;:!?()")
    bare = [one.translate(plain).replace(" ", "").replace("……", "...").replace("......", "...") for one in (text, made)]
    assert bare[0] == bare[1] and mended(made, ())[0] == made


def test_a_mended_page_is_conserved():
    assert unlike_files(parsed(mended(page("## 主题\n\n湖面开冻了,共１２家...都出港了。\n"), ())[0])) == []
