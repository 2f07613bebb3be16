"""The manuscript dialect: what is taken, what is joined, what is refused, with its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.diagnostics import Severity
from banmian.manuscript.parse import parse
from banmian.model_json import as_json

from .helpers import HEAD, codes, conserved, page, parsed

STORY = "## 主题在此\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n"


def article(result):
    return as_json(result.issue)["pages"][0]["articles"][0]


def test_a_page_without_a_name_card_or_pictures():
    result = parsed(page(STORY))
    assert codes(result) == [] and conserved(result)
    assert article(result)["headline"] == "主题在此"


def test_several_articles_with_kicker_and_subhead():
    body = "> 肩题一\n\n## 主题一\n\n> 副题一\n\n导语。\n\n> 肩题二\n\n## 主题二\n\n导语。\n"
    result = parsed(page(body))
    found = as_json(result.issue)["pages"][0]["articles"]
    assert [(a["kicker"], a["headline"], a["subhead"]) for a in found] == [
        ("肩题一", "主题一", "副题一"),
        ("肩题二", "主题二", None),
    ]
    assert codes(result) == [] and conserved(result)


def test_an_english_masthead_without_a_lunar_date():
    head = "聊城日报\n\nLIAOCHENG DAILY\n\nPublished by Liaocheng Press\n\n2026-01-01 Thursday 第1234期 今日8版\n\n"
    masthead = as_json(parsed(page(STORY, head)).issue)["masthead"]
    assert masthead["title"] == "聊城日报"
    assert masthead["date"] == "2026-01-01" and masthead["weekday"] == "Thursday"
    assert masthead["lunar_date"] is None
    assert (masthead["issue_number"], masthead["page_count"]) == (1234, 8)
    assert (masthead["issue_text"], masthead["count_text"]) == ("第1234期", "今日8版")
    assert masthead["notices"] == ["LIAOCHENG DAILY"]
    assert conserved(parsed(page(STORY, head)))


@pytest.mark.parametrize(
    ("rows", "shape"),
    [
        ("甲\t乙\t丙\t丁\n戊\t\t己\t", [["甲", "乙", "丙", "丁"], ["戊", "", "己", ""]]),
        ("甲\t乙\n丙", [["甲", "乙"], ["丙", ""]]),
        ("甲等\n乙等\n丙等", [["甲等"], ["乙等"], ["丙等"]]),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 |  |", [["甲", "乙"], ["丙", ""]]),
    ],
)
def test_name_cards_of_other_shapes(rows, shape):
    result = parsed(page(f"### 本区名片\n\n{rows}\n\n{STORY}"))
    found = as_json(result.issue)["pages"][0]["name_card"]["rows"]
    assert found[: len(shape)] == shape


def test_captions_stand_where_their_pictures_stand():
    body = "开头的图说\n\n## 主题\n\n导语。\n\n段落完了。\n\n图为中间的图说\n\n又一段完了。\n\n\n\n末尾的图说\n"
    result = parsed(page(body))
    figures = as_json(result.issue)["pages"][0]["figures"]
    assert [f["caption"] for f in figures] == ["开头的图说", "图为中间的图说", "末尾的图说"]
    assert conserved(result)


def test_a_short_rest_of_a_cut_paragraph_is_not_a_caption():
    result = parsed(page("## 主题\n\n一段写到一半，\n\n接着写完了\n\n新的一段完了。\n"))
    assert [p["text"] for p in article(result)["lead"]] == ["一段写到一半，接着写完了新的一段完了。"]
    assert as_json(result.issue)["pages"][0]["figures"] == []


def test_a_paragraph_is_never_joined_across_a_heading_or_when_it_is_whole():
    body = "## 主题\n\n前一段没有写完，\n\n### 小标题\n\n后一段写完了。\n\n再一段也写完了。\n"
    result = parsed(page(body))
    assert "P010" not in codes(result)
    assert [len(s["paragraphs"]) for s in article(result)["sections"]] == [2]


def test_markdown_pictures_and_emphasis():
    result = parsed(page("## 主题\n\n导语有**重点**和*着重*。\n\n![图说在此](images/a.jpg)\n"))
    lead = article(result)["lead"][0]
    assert lead["text"] == "导语有重点和着重。"
    assert lead["emphasis"] == [[3, 5, "strong"], [6, 8, "em"]]
    figure = as_json(result.issue)["pages"][0]["figures"][0]
    assert (figure["caption"], figure["image"]) == ("图说在此", "images/a.jpg")
    assert conserved(result)


def test_lines_of_one_paragraph_are_joined_and_hard_breaks_part():
    result = parsed(page("## 主题\n\n第一行\n接着写完。  \n第二段写完。\n　　第三段写完。\n"))
    assert [p["text"] for p in article(result)["lead"]] == ["第一行接着写完。", "第二段写完。", "第三段写完。"]


@pytest.mark.parametrize("encode", [lambda t: t.encode("utf-8-sig"), lambda t: t.replace("\n", "\r\n").encode()])
def test_bom_and_crlf_change_nothing(encode):
    assert as_json(parsed(encode(page(STORY))).issue) == as_json(parsed(page(STORY)).issue)


def test_gb18030_is_read_and_said():
    result = parsed(page(STORY).encode("gb18030"))
    assert codes(result) == ["P003"] and result.noticed[0].severity is Severity.NOTE
    assert as_json(result.issue) == as_json(parsed(page(STORY)).issue)


FAULTS = [
    (b"", "P001", 1, 1),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "P002", 1, 1),
    (page("## 主题\n\n有控制\x07字符。\n"), "P004", 13, 4),
    (page("## 主题\n\n" + "长" * 3_500_000 + "。\n"), "P005", 13, 20_001),
    (page("##\n\n正文。\n\n## 主题\n\n导语。"), "P033", 11, 1),
    (page("### 本区名片\n\n甲\t乙\n丙\t丁\t戊\n\n" + STORY), "P042", 14, 5),
    (page("正文没有标题，写在这里，所以不属于任何稿件。\n"), "P032", 12, 1),
    (HEAD + HEAD + "# 要闻\n\n" + STORY, "P025", 7, 1),
    (HEAD + HEAD.replace("1月1日", "1月2日") + "# 要闻\n\n" + STORY, "P021", 11, 1),
    (page(STORY) + "\n" + HEAD + STORY, "P025", 19, 1),
    (page(STORY, HEAD.replace("1月1日", "13月45日")), "P020", 5, 1),
    (page(STORY) + "\n# 第二个版名\n", "P034", 19, 3),
    (page("### 小标题\n\n" + STORY), "P037", 11, 5),
    (page("## 主题\n\n导语。\n\n> 引用在中间\n\n正文。\n"), "P038", 15, 3),
    (page("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n" + STORY), "P030", 11, 1),
]


@pytest.mark.parametrize(("text", "code", "line", "column"), FAULTS, ids=[f"{n}-{f[1]}" for n, f in enumerate(FAULTS)])
def test_every_fault_has_its_message_and_place(text, code, line, column):
    """`file:line:column`, a code, a message and a hint in both languages."""
    result = parsed(text)
    found = next(d for d in result.noticed if d.code == code)
    assert (found.place.path, found.place.line, found.place.column) == ("A01.md", line, column)
    assert found.severity is Severity.ERROR
    for lang in ("en", "zh"):
        assert found.message(lang) and found.hint(lang)


def test_many_faults_in_one_run():
    text = page(
        "###\n\n### 小标题\n\n> 引用\n\n散落的长长的一段文字，不属于任何稿件，因为没有主题。\n",
        HEAD.replace("1月1日", "2月30日"),
    )
    assert {"P020", "P033", "P037", "P038", "P031", "P032"} <= set(codes(parsed(text)))


def test_a_masthead_repeated_on_a_later_page_is_noted_and_printed_once():
    from banmian.manuscript.parse import parse

    second = page(STORY).replace("A01", "A02")
    result = parse({"1.md": page(STORY).encode(), "2.md": second.encode()})
    assert codes(result) == ["P023"] and conserved(result)
    other = second.replace("样报\n", "别报\n")
    assert "P021" in codes(parse({"1.md": page(STORY).encode(), "2.md": other.encode()}))


TEXT = st.text(st.sampled_from("中文字，。、；：！？“”（）《》—…·⋯・‧‑abcXYZ0123456789 \t　#>*_|!-[]()\\`&<"), max_size=60)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, max_size=12), st.lists(st.sampled_from(["\n", "\n\n", "  \n"]), min_size=12, max_size=12))
def test_no_character_is_lost_or_the_fault_is_named(lines, ends):
    """Whatever the manuscript: the model holds all of its text, or an error says which block it does not hold."""
    body = "".join(line + end for line, end in zip(lines, ends, strict=False))
    result = parsed(page(f"## 主题\n\n{body}"))
    assert conserved(result) or any(d.severity is Severity.ERROR for d in result.noticed)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_parsed_or_refused(data):
    parsed(data)


def test_an_english_paper_with_an_english_date():
    head = "Liaocheng Daily\n\nSpecial Issue\n\nTuesday, December 27, 2022\n\n"
    masthead = as_json(parsed(page(STORY, head)).issue)["masthead"]
    assert (masthead["title"], masthead["edition"]) == ("Liaocheng Daily", "Special Issue")
    assert (masthead["date"], masthead["weekday"]) == ("2022-12-27", "Tuesday")
    assert conserved(parsed(page(STORY, head)))


def test_a_caption_may_name_its_photographer():
    result = parsed(page(STORY + "\n聊城文化活动中心（李旭 摄）\n"))
    assert as_json(result.issue)["pages"][0]["figures"][0]["caption"] == "聊城文化活动中心（李旭 摄）"


def test_stressed_cells_keep_their_words():
    result = parsed(page(f"### 要闻名片\n\n**国家**森林城市\t*宜居*城市\n\n{STORY}"))
    assert as_json(result.issue)["pages"][0]["name_card"]["rows"] == [["国家森林城市", "宜居城市"]]
    assert conserved(result)


def test_a_table_in_an_article_is_a_table():
    result = parsed(page("## 主题\n\n导语写完了。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 |  |\n\n正文写完了。\n"))
    before, table, after = article(result)["lead"]
    assert table == {"rows": [["甲", "乙"], ["丙", ""]], "head": 1, "aligned": ["", ""], "across": 0}
    assert (before["text"], after["text"]) == ("导语写完了。", "正文写完了。") and codes(result) == [] and conserved(result)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("报\n\n2026年1月1日\n\n## 甲\n\n乙。\n\n# 要闻\n", "P048"),
        ("报\n\n2026年1月1日\n\n# 要闻\n\n> 肩题\n\n## A01\n\n## 甲\n\n乙。\n", "P038"),
        ("报\n\n2026年1月1日\n\n# 要闻\n\n### 名片\n\n![图说](a.jpg)\n\n|a|b|\n|-|-|\n|c|d|\n\n## 甲\n\n乙。\n", "P030"),
        ("报\n\n2026年1月1日\n\n![图](a.jpg)\n\n# 要闻\n\n## 甲\n\n乙。\n", "P030"),
    ],
)
def test_an_order_that_no_file_can_keep_is_an_error_at_its_line(text, code):
    """A book shows a page's opening before its articles, a card in one piece: the user can move one line."""
    assert code in codes(parsed(text))


def test_a_picture_above_the_first_heading_of_a_later_page_is_not_dropped():
    later = "![首图](a.jpg)\n\n# 副刊\n\n## A02\n\n## 乙\n\n文。\n"
    assert "P030" in codes(parse({"A01.md": page("## 甲\n\n文。\n").encode(), "A02.md": later.encode()}))


def test_a_picture_in_the_text_may_have_any_name():
    assert parsed(page("![图说](图%20一.jpg)\n\n## 甲\n\n文。\n")).issue.pages[0].figures[0].image == "图 一.jpg"


def test_a_mark_after_the_last_name_is_no_name():
    assert parsed(page("责编：李某、王某、\n\n## 甲\n\n文。\n")).issue.pages[0].credits[0].names == ("李某", "王某")


def test_a_rule_does_not_end_the_name_card():
    result = parsed(page("### 乡镇名片\n\n---\n\n|a|b|\n|-|-|\n|c|d|\n\n## 甲\n\n乙。\n"))
    assert [len(row) for row in result.issue.pages[0].name_card.rows] == [2, 2] and not codes(result)


def test_a_page_may_begin_with_a_kicker():
    """It is no masthead, neither on the first page nor on a later one."""
    first, second = page("> 肩一\n\n## 甲\n\n文。\n").replace("# 要闻\n\n## A01\n\n", ""), "> 肩二\n\n## 乙\n\n文。\n"
    result = parse({"A01.md": first.encode(), "A02.md": second.encode()})
    assert [article.kicker.text for sheet in result.issue.pages for article in sheet.articles] == ["肩一", "肩二"]
    assert codes(result) == [] and conserved(result)


def test_bytes_that_are_no_text_are_told_at_their_line():
    data = "样报\n\n第三行".encode() + b"\xff\xff\n"
    (fault,) = parse({"A01.md": data}).noticed
    assert (fault.code, fault.place.line) == ("P070", 3)
