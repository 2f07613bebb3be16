"""Roles: what a paragraph or a head is besides running text, by how it is written, and what is nearly written so."""

import re

import pytest

from banmian.makeup.flow import Item, Run, pour
from banmian.makeup.frames import Frame
from banmian.model import texts
from banmian.model_json import as_json

from .conftest import compose
from .helpers import book_parts, codes, issue, page, parsed, unlike_files

SOME = "昨天是个晴天，大家都出门看花。"


def story(body):
    """A story of a manuscript that has no faults of conservation."""
    result = parsed(page(body))
    assert unlike_files(result) == []
    return result.issue.pages[0].articles[0], result


def roles(body, head="## 主题\n\n"):
    one, result = story(head + body)
    running = [*one.lead, *(part for section in one.sections for part in section.paragraphs)]
    return [(part.role, part.text[: part.label]) for part in running], codes(result)


BYLINES = [
    "本报记者 张三", "本报记者　张三　李四 通讯员 王五", "本报记者张三", "（记者 张三）", "（作者系聊城大学教授）", "文/张三", "文/图 张三", "□ 张三",
    "■本报记者 张三", "□通讯员 李四 王五", "本报评论员", "本报记者 阿依古丽·买买提", "本报记者 王　明", "新华社记者 欧阳明月", "（本文作者为本报特约评论员）",
    "By Ann Lee", "By ANN LEE, Staff Writer", "By Ann Lee and Bob Ray", "BY ANN LEE", "图文/张三", "本报记者 张三 文/图", "（据新华社）",
    "（新华社北京12月26日电）", "（本报综合）", "（新华社供稿）",
]  # fmt: skip


@pytest.mark.parametrize("line", BYLINES)
def test_a_byline_below_the_head_or_at_the_end(line):
    """It was the caption of a picture that is not there, with a frame for it in the press file."""
    assert roles(f"{line}\n\n{SOME}") == ([("byline", ""), ("", "")], [])
    assert roles(f"{SOME}\n\n{line}") == ([("", ""), ("byline", "")], [])
    one, _ = story(f"## 主题\n\n{line}\n{SOME}")
    assert [part.role for part in one.lead] == ["byline", ""], "in one block with the text"


@pytest.mark.parametrize(
    "line",
    [
        "优秀的记者",
        "By the way",
        "文/理分科",
        "本报记者来到灯会现场采访",
        "By Monday",
        "东昌古城 张三 摄",
        "记者站",
        "本报讯员",
        "优秀记者金话筒",
        "一名记者 王明",
        "著名评论员 王明",
    ],
)
def test_what_is_no_byline(line):
    one, _ = story(f"## 主题\n\n{SOME}\n\n{line}\n\n{SOME}")
    assert all(part.role != "byline" for part in one.lead)


def test_a_byline_is_joined_to_nothing():
    cut = "昨天晚上七点整，古城的元宵灯会在东昌湖畔光岳楼前的广场上"
    assert roles(f"{cut}\n\n（记者 张三）\n\n{SOME}") == ([("", ""), ("byline", ""), ("", "")], [])


def test_a_name_alone_is_two_things():
    assert roles(f"张三\n\n{SOME}") == ([("", ""), ("", "")], ["P062"])
    assert roles(f"{SOME}\n\n### 小标题\n\n{SOME}")[1] == []


DATELINES = [
    "本报讯（记者 张三）", "本报聊城12月27日讯（记者 张三 通讯员 李四）", "新华社北京12月27日电（记者 张三）", "中新网北京12月27日电 ", "本报北京12月27日电　",
    "据新华社电 ", "本报综合消息 ", "本报讯 ", "【本报讯】", "新华社北京12月27日电", "据新华社北京12月27日电 ", "聊城日报讯（记者 张三）", "法新社巴黎1月1日电 ",
    "本报讯：", "LONDON, Dec. 27 (Reuters) — ", "BEIJING, December 27 (Xinhua) -- ", "NEW YORK (AP) — ", "PARIS – ", "AUSTIN, Texas, Jan. 2 (AP) — ",
]  # fmt: skip


@pytest.mark.parametrize("written", DATELINES)
def test_a_dateline_begins_a_paragraph(written):
    """It is bold, kept as it is written, and may stand in stars."""
    assert roles(f"{written}{SOME}") == ([("dateline", written.rstrip())], [])
    one, _ = story(f"## 主题\n\n**{written.rstrip()}** {SOME}\n\n### 小标题\n\n{written}{SOME}")
    assert [one.lead[0].role, one.sections[0].paragraphs[0].role] == ["dateline", "dateline"]
    assert [(e.start, e.end, e.kind) for e in one.lead[0].stressed] == [(0, len(written.rstrip()), "strong")]


@pytest.mark.parametrize(
    "text",
    [
        "新华社电视频道昨天开播。",
        "本报讯员不在。",
        "本报消息灵通。",
        "据新华社报道，天晴。",
        "NASA says it is so.",
        "IT — a.",
    ],
)
def test_what_is_no_dateline(text):
    assert text == "IT — a." or roles(text)[0] == [("", "")]


def test_a_dateline_alone_begins_the_next_paragraph():
    one, result = story(f"## 主题\n\n新华社北京1月1日电\n\n{SOME}")
    assert [part.text for part in one.lead] == [f"新华社北京1月1日电\u3000{SOME}"] and codes(result) == ["P065"]


@pytest.mark.parametrize(
    "written", ["编者按：", "【编者按】", "编者的话：", "编后：", "编者按:", "Editor's note:", "Editor’s Note: "]
)
def test_an_editors_note(written):
    assert roles(f"{written}{SOME}") == ([("note", written.rstrip())], [])
    assert roles(f"> {written}{SOME}\n>\n> {SOME}\n\n{SOME}", "## 主题\n\n> 副题\n\n") == (
        [("note", written.rstrip()), ("note", ""), ("", "")], [],
    )  # fmt: skip


def test_an_interview():
    assert roles(f"问：{SOME}\n答：{SOME}")[0] == [("question", "问："), ("answer", "答：")]
    assert roles(f"**记者：**{SOME}\n\n**王秀兰：**{SOME}\n\n王秀兰：{SOME}")[0] == [
        ("question", "记者："), ("answer", "王秀兰："), ("answer", "王秀兰："),
    ]  # fmt: skip
    assert roles("Q: What is it?\n\nA: It is a lamp.")[0] == [("question", "Q:"), ("answer", "A:")]
    assert roles(f"张三：{SOME}\n\n{SOME}\n\n张三：{SOME}")[0] == [("answer", "张三："), ("", ""), ("answer", "张三：")]


def test_who_is_named_once_does_not_speak():
    assert roles(f"王秀兰：{SOME}\n\n会议指出：{SOME}\n\n会议指出：{SOME}")[0] == [("", "")] * 3
    assert roles(f"A: {SOME}\n\nB: {SOME}")[0] == [("", "")] * 2


NEAR = [
    ("[编者按]" + SOME, "编者按："), ("编者按 " + SOME, "编者按："), ("编者按\n\n" + SOME, "编者按："), ("记者张三 本报讯 " + SOME, "本报讯（记者 张三）"),
    ("本报讯 记者张三 " + SOME, "本报讯（记者 张三）"), ("Editors note: It is so.", "Editor's note:"), ("文：张三 图：李四", "文/张三 图/李四"),
    ("Q. What is it?\n\nA. It is a lamp.", "Q:"), ("作者：张三", "文/张三"), ("记者：张三", "记者 张三"), ("张三/文", "文/张三"), ("by Ann Lee", "By Ann Lee"),
    ("LONDON, Dec. 27 (Reuters) It is so.", "LONDON, Dec. 27 (Reuters) —"), ("[本报讯]" + SOME, "本报讯（…）"),
]  # fmt: skip


BY_HAND = ["文/苏　晚", "文 / 张　三　图 / 李四", "文/一苇", "□ 一苇", "□ 林　舟"]


@pytest.mark.parametrize("written", BY_HAND)
def test_a_name_with_white_in_it_and_a_pen_name_behind_a_sign_are_bylines(written):
    assert roles(f"{written}\n\n{SOME * 2}")[0][0] == ("byline", "")


def test_a_paper_that_asks_is_a_speaker():
    asked = f"《样报》：{SOME}\n\n王秀兰：{SOME}\n\n《样报》：{SOME}\n\n王秀兰：{SOME}"
    assert [role for role, _ in roles(asked)[0]] == ["question", "answer"] * 2


@pytest.mark.parametrize(("written", "write"), NEAR)
def test_what_is_nearly_written_so_is_told_how(written, write):
    _, result = story(f"## 主题\n\n{written}\n\n{SOME}")
    told = [one for one in result.noticed if one.code == "P063"]
    assert told and told[0].facts["write"] == write and not result.issue.pages[0].figures


def test_a_lead_is_one_or_two_paragraphs_by_length():
    """Two thirds of a page were set as a lead, because the first head came late."""
    one, _ = story("## 主题\n\n本报记者 张三\n\n" + f"{SOME * 3}\n\n" * 5 + f"### 小标题\n\n{SOME}")
    assert [part.role for part in one.lead] == ["byline", "", ""]
    assert [(section.heading and section.heading.text, len(section.paragraphs)) for section in one.sections] == [
        (None, 3),
        ("小标题", 1),
    ]
    long, _ = story(f"## 主题\n\n{SOME * 21}\n\n### 小标题\n\n{SOME}")
    assert long.lead == () and len(long.sections[0].paragraphs) == 1
    plain, _ = story("## 主题\n\n" + f"{SOME * 3}\n\n" * 5)
    assert len(plain.lead) == 5 and plain.sections == ()


def test_lines_of_heads():
    one, result = story(f"> 肩题\n> 又一行\n\n## 主题\n\n> 副题\n> Two words\n\n> - 提要甲\n> - 提要乙\n\n{SOME}")
    assert (one.kicker.text, one.kicker.breaks) == ("肩题又一行", (2,))
    assert (one.subhead.text, one.subhead.breaks) == ("副题Two words", (2,))
    assert [line.text for line in one.summary] == ["提要甲", "提要乙"] and codes(result) == []
    assert as_json(result.issue)["pages"][0]["articles"][0]["breaks"] == {"kicker": [2], "subhead": [2]}
    (html,) = [data.decode() for name, data in book_parts(result.issue).items() if name.startswith("story")]
    assert '<p class="kicker">肩题<br/>又一行</p>' in html and '<p class="summary">提要甲</p>' in html


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("> - 甲\n> - 乙", ["甲", "乙"]),
        ("> 1. 甲\n> 2. 乙", ["1. 甲", "2. 乙"]),
        ("> * 甲\n> 又甲\n> * 乙", ["甲又甲", "乙"]),
        ("> - 甲", ["甲"]),
    ],
)
def test_a_summary_below_the_headline(written, lines):
    one, result = story(f"## 主题\n\n{written}\n\n{SOME}")
    assert [line.text for line in one.summary] == lines and one.subhead is None and codes(result) == []
    both, _ = story(f"## 主题\n\n> 副题\n{written}\n\n{SOME}")
    assert (both.subhead.text, [line.text for line in both.summary]) == ("副题", lines)


LABELS = [
    ("{评论 东昌时评}", ("comment:东昌时评",)), ("{简讯}", ("briefs",)), ("{图片新闻}", ("photo",)), ("{双头条}", ("double",)), ("{2}", ("rank:2",)),
    ("{4栏}", ("columns:4",)), ("{右}{底}", ("right", "foot")), ("{必登 右}", ("must", "right")), ("{comment Our View}", ("comment:Our View",)),
    ("{comment} {must}", ("comment", "must")), ("{double}", ("double",)), ("{4 columns}", ("columns:4",)), ("{right foot must}", ("right", "foot", "must")),
    ("{评论 东昌时评 右}", ("comment:东昌时评", "right")), ("{评论} ##", ("comment",)),
]  # fmt: skip


@pytest.mark.parametrize(("written", "labels"), LABELS)
def test_labels_are_kept_and_not_printed(written, labels):
    picture = "![灯](a.jpg)\n\n" if "photo" in labels else ""
    one, result = story(f"## 主题 {written}\n\n{picture}### 题\n\n{SOME}")
    assert (one.headline.text, one.labels, codes(result)) == ("主题", labels, [])
    assert as_json(result.issue)["pages"][0]["articles"][0]["labels"] == list(labels)


@pytest.mark.parametrize(
    ("written", "kept", "said"),
    [
        ("{0}", (), ["P120"]), ("{10}", (), ["P120"]), ("{9}", ("rank:9",), []), ("{0栏}", (), ["P120"]), ("{13 columns}", (), ["P120"]),
        ("{12栏}", ("columns:12",), []), ("{评论}{简讯}", ("comment",), ["P121"]), ("{photo comment Ours}", ("photo:Ours",), ["P121", "P123"]),
        ("{2}{3}", ("rank:2",), ["P121"]), ("{双头条}{2}", ("double",), ["P121"]), ("{1}{double}", ("rank:1", "double"), []),
        ("{3栏}{4栏}", ("columns:3",), ["P121"]), ("{右}{右}", ("right",), []), ("{简讯}", ("briefs",), ["P122"]),
        ("{图片新闻 光影}", ("photo:光影",), ["P123"]),
    ],
)  # fmt: skip
def test_what_labels_cannot_say_is_told_and_left_out(written, kept, said):
    one, result = story(f"## 主题 {written}\n\n{SOME}")
    assert (one.labels, sorted(codes(result))) == (kept, said)
    assert all(found.message(lang) and found.hint(lang) for found in result.noticed for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("{99栏}", ["{99栏}"]), ("{99 Columns}", ["{99 Columns}"]), ("{简讯}{评论 东昌时评}", ["{评论 东昌时评}", "{简讯}"]),
        ("{评论 东昌时评}{簡訊}", ["{簡訊}", "{评论 东昌时评}"]), ("{双头条 03}", ["{03}", "{双头条}"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_labels_are_quoted_as_they_were_written(written, quoted, lang):
    """Once `{99 columns}` was said of `{99栏}`."""
    _, result = story(f"## 主题 {written}\n\n### 题\n\n{SOME}")
    (found,) = (one for one in result.noticed if one.code in ("P120", "P121"))
    assert re.findall(r"\{.*?\}", found.message(lang)) == quoted


@pytest.mark.parametrize(
    "last", ["昨天下了一场大雪", "1月1日，市民在湖边看雪。（王明 摄）", "图为雪后的古城", "\n\n\n市民在湖边看雪"]
)
def test_the_words_of_picture_news_are_no_second_caption(last):
    one, result = story(f"## 雪后 {{图片新闻}}\n\n![雪（李丽 摄）](a.jpg)\n\n{last}\n")
    assert [part.text for part in one.lead] == [last.strip()] and len(one.figures) == 1 and codes(result) == []
    plain, _ = story(f"## 雪后\n\n![雪（李丽 摄）](a.jpg)\n\n{last}\n")
    assert len(plain.figures) == 1 + (last != "昨天下了一场大雪")  # in any other story it may be a picture that is to come


def test_a_picture_above_the_first_story_is_picture_news_of_its_own():
    assert codes(parsed(page(f"![雪](a.jpg)\n\n## 雪后 {{图片新闻}}\n\n{SOME}"))) == []


def test_a_brief_of_one_line_is_text_whatever_stands_round_it():
    one, result = story("## 短波 {简讯}\n\n### 甲题\n\n读者凭证入馆\n\n### 乙题\n\n\n\n公交六路改道\n")
    assert [[part.text for part in section.paragraphs] for section in one.sections] == [["读者凭证入馆"], ["公交六路改道"]]
    assert not one.figures and codes(result) == []


def test_an_unknown_label_is_told_with_the_known_ones():
    result = parsed(page(f"## 主题 {{评伦}}\n\n{SOME}"))
    assert codes(result) == ["P064"] and str(result.noticed[0].facts["known"]).startswith("评论")
    assert codes(parsed(page(f"## 主题 {{}}\n\n{SOME}"))) == ["P064"]
    assert codes(parsed("# 要闻\n\n## A01 {右}\n\n## 主题\n\n正文在此，昨天晴。\n"))[-1] == "P066"
    assert codes(parsed(page(f"## 主题 ｛评论｝\n\n{SOME}"))) == ["P063"]


@pytest.mark.parametrize(
    ("written", "head"), [("主题 \\{评论}", "主题 {评论}"), ("{评论} 主题", "{评论} 主题"), ("主\\\\{评论}", "主\\")]
)
def test_braces_that_are_text(written, head):
    one, _ = story(f"## {written}\n\n{SOME}")
    assert one.headline.text == head


def test_a_book_has_a_note_as_an_aside():
    _, result = story(f"## 主题\n\n> 编者按：{SOME}\n>\n> {SOME}\n\n本报讯（记者 张三）{SOME}")
    (html,) = [data.decode() for name, data in book_parts(result.issue).items() if name.startswith("story")]
    assert f'<aside class="note"><p><strong>编者按：</strong>{SOME}</p><p>{SOME}</p></aside>' in html
    assert "<strong>本报讯（记者 张三）</strong>" in html
    assert all(node.at for node in texts(result.issue))


def printed(tmp_path, body, layout="tabloid"):
    """A page as made up."""
    _, (made,) = compose(issue(tmp_path / "issue", page(body)), layout)
    return made


@pytest.mark.slow
def test_what_stands_between_head_and_text_has_areas_of_its_own(tmp_path):
    made = printed(
        tmp_path,
        f"> 肩题\n> 又一行\n\n## 主题\n\n> - 提要甲\n> - 提要乙\n\n本报记者 张三\n\n编者按：{SOME * 5}\n\n{SOME}\n\n### 小标题\n\n"
        + f"{SOME * 9}\n\n" * 33
        + "（作者系聊城大学教授）",
    )
    areas = {(block.role, block.area): len(block.lines) for block in made.blocks}
    assert areas[("kicker", "kicker")] == 2 and areas[("summary", "summary")] == 1
    assert ("byline", "byline") in areas and ("note", "note") in areas and ("signed", "body") in areas
    assert made.panels == (), "the layout draws the box of its own area"


@pytest.mark.slow
def test_a_note_in_a_column_is_framed_in_the_grid(tmp_path):
    """Its lines stand on the grid, narrower than the column, with white inside; over a column's foot the frame is open."""
    body = (
        f"## 主题\n\n{SOME}\n\n### 小标题\n\n"
        + f"{SOME * 9}\n\n" * 7
        + f"> 编者按：{SOME * 20}\n>\n> {SOME * 3}\n\n"
        + f"{SOME * 9}\n\n" * 31
    )
    made = printed(tmp_path, body)
    lines = [line for block in made.blocks if block.role == "note" for line in block.lines]
    plain = next(block for block in made.blocks if block.role == "paragraph" and block.area == "body").lines[0]
    assert len({round((line.y - plain.y) / made.leading, 3) % 1 for line in lines}) == 1
    assert (
        made.panels[0].opens and made.panels[-1].closes and len({panel.box.x for panel in made.panels}) == len(made.panels)
    )
    for panel in made.panels:
        inside = [line for line in lines if panel.box.x < line.x < panel.box.right]
        assert inside and all(panel.box.y < line.y - line.size and line.y < panel.box.foot for line in inside)
        assert all(line.x + line.set.width * line.size < panel.box.right - line.size / 2 for line in inside)


def test_what_is_framed_keeps_its_rows_at_a_columns_edges():
    """Its frame stands in them: at the top nothing is dropped, at the foot its last lines go to the next column."""
    frames = [Frame(0, 0, 0.0, 0.0, 10), Frame(1, 0, 20.0, 0.0, 10)]
    note = Item(5, before=1, after=1, framed=True)
    assert pour((note,), frames).places == [[Run(0, 1, 5)]]
    assert pour((Item(4), note), frames).places[1] == [Run(0, 5, 3), Run(1, 0, 2)]
    assert pour((Item(9), note), frames).places[1] == [Run(1, 1, 5)]
    flow = pour((Item(4), note, Item(7)), frames)
    assert (flow.white, flow.free, flow.over) == (0, 0, 0)


@pytest.mark.parametrize("lines", range(1, 5))
@pytest.mark.parametrize("head", [(), (Item(1, 2, 1, head=True),)], ids=["text", "head"])
@pytest.mark.parametrize("left", range(9))
def test_a_short_note_is_not_parted(lines, head, left):
    """One of its three lines stood in the next column (M006), and its frame was open at the foot."""
    frames = [Frame(0, 0, 0.0, 0.0, 4 + left), Frame(1, 0, 0.0, 0.0, 30)]
    flow = pour((Item(4), *head, Item(lines, before=1, after=1, framed=True)), frames)
    assert len(flow.places[-1]) == 1 and flow.lonely == 0 == flow.over


@pytest.mark.parametrize("line", ["——读《平凡的世界》有感", "— 记东昌府区退役军人张三"])
def test_a_line_with_a_dash_below_the_head_is_told_how_a_subhead_is_written(line):
    assert roles(f"{line}\n\n{SOME}") == ([("", ""), ("", "")], ["P063"])
    assert roles(f"{SOME}\n\n{line}\n\n{SOME}")[1] == ["P088"]
    assert roles(f"——坚持人民至上。\n\n{SOME}")[1] == [], "a paragraph"


@pytest.mark.parametrize("line", ["文：张三", "［编者按］灯会。", "本报讯 记者张三 说", "——灯会侧记"])
def test_a_role_is_called_by_one_word_of_each_language(line):
    (one,) = (d for d in parsed(page(f"## 主题\n\n{line}\n\n{SOME}")).noticed if d.code == "P063")
    assert one.message("en").replace(repr(line), "").split(":")[0].isascii()
    assert not any(c.isascii() and c.isalpha() for c in one.message("zh"))


@pytest.mark.parametrize("line", ["（编辑 李四）", "电话：8451234", "《满江红》 10:30", "(Photo/Xinhua)"])
def test_what_stands_by_itself_is_joined_to_nothing(line):
    cut = "昨天晚上七点整，古城的元宵灯会在东昌湖畔光岳楼前的广场上"
    assert len(roles(f"{cut}\n\n{line}\n\n{SOME}")[0]) == 3
    assert "P010" not in roles(f"{cut}\n\n{line}")[1]


def test_a_note_written_otherwise_is_not_joined_to_what_follows():
    assert roles(f"编者按\n\n{SOME}") == ([("", ""), ("", "")], ["P063"])
