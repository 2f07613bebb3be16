"""Word files as pages: what is text and what is not, what is told, and that no file of anyone's stops the program."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banmian import desk, limits
from banmian.cli import main
from banmian.diagnostics import Refused, errors
from banmian.job import Order
from banmian.manuscript import word_file
from banmian.manuscript.numbering import chinese, roman
from banmian.manuscript.raw.word import copy
from banmian.manuscript.readers import OLD, READERS
from banmian.manuscript.word import read

from .conftest import ROOT
from .helpers import codes, conserved, parsed, some, unlike_files
from .word_files import STORY, p, part, picture, run, shown, word

TEXT = "样报社出版样报2026年1月1日星期四要闻A01主题"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def code(text):
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(instruction, result, separated=True):
    middle = FIELD.format("separate") if separated else ""
    return FIELD.format("begin") + code(instruction) + middle + result + FIELD.format("end")


def box(*paragraphs):
    inner = "".join(paragraphs)
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="x/wordprocessingShape">'
        f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def table(*rows, properties=""):
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{properties}{one}</w:tr>" for one in cells) + "</w:tbl>"


NOTES = part(
    "footnotes",
    f'<w:footnote w:type="separator" w:id="-1">{p("<w:r><w:separator/></w:r>")}</w:footnote>'
    f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + run("脚注的话写完了。"))}</w:footnote>',
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
ONE = {
    "insertion": (p(run("原稿") + f"<w:ins>{run('加上')}</w:ins>" + run("写完。")), "原稿加上写完。", ["P093"]),
    "deletion": (p(run("原稿") + "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>" + run("写完。")), "原稿写完。", ["P093"]),
    "move": (
        p(f"<w:moveFrom>{run('移走。')}</w:moveFrom>" + run("甲完。")) + p(f"<w:moveTo>{run('移走。')}</w:moveTo>"), "甲完。移走。", ["P093"],
    ),
    "mark deleted": (
        p("前一段没完", properties="<w:rPr><w:del/></w:rPr>") + p("后一段写完。"), "前一段没完后一段写完。", [],
    ),
    "comment": (
        p('<w:commentRangeStart w:id="1"/>' + run("正文写完。") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'),
        "正文写完。", ["P094"],
    ),
    "box": (p(box(p("框里写完。")) + run("正文写完。")), "正文写完。框里写完。", ["P095"]),
    "field": (p(run("见") + field(" REF a ", run("第三版")) + run("，写完。")), "见第三版，写完。", []),
    "field that changes": (p(run("共") + field(" NUMPAGES ", run("4")) + run("版，写完。")), "共4版，写完。", ["P096"]),
    "simple field": (p(run("第") + f'<w:fldSimple w:instr="PAGE">{run("1")}</w:fldSimple>' + run("版，写完。")), "第1版，写完。", ["P096"]),
    "field in a field": (
        p(run("甲") + field("IF " + "", field("REF b", run("隐")) + FIELD.format("separate") + run("乙"), separated=False) + run("写完。")),
        "甲乙写完。", [],
    ),
    "hyperlink": (p(run("见") + f'<w:hyperlink r:id="x">{run("网页")}</w:hyperlink>' + run("，写完。")), "见网页，写完。", []),
    "smart tag": (p(f'<w:smartTag w:element="d">{run("今天")}</w:smartTag>' + run("写完。")), "今天写完。", []),
    "content control": (f"<w:sdt><w:sdtContent>{p('控件里写完。')}</w:sdtContent></w:sdt>", "控件里写完。", []),
    "control in a line": (p(f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>" + run("写完。")), "控件写完。", []),
    "hidden": (p(run("看见") + run("隐藏", "<w:vanish/>") + run("写完。")), "看见写完。", ["P098"]),
    "hidden by a style": (p("藏着的话。", "h") + p("写完。"), "写完。", ["P098"]),
    "not hidden": (p(run("看见", '<w:vanish w:val="0"/>') + run("写完。")), "看见写完。", []),
    "struck": (p(run("划掉", "<w:strike/>") + run("写完。")), "划掉写完。", ["P098"]),
    "raised": (p(run("10") + run("5", '<w:vertAlign w:val="superscript"/>') + run("，写完。")), "105，写完。", ["P098"]),
    "symbol": (p(run("合格") + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run("，写完。")), "合格✓，写完。", []),
    "hyphens": (p("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>写完。</w:t></w:r>"), "A-B写完。", []),
    "ruby": (
        p(run("孟") + f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('kūn')}</w:rt><w:rubyBase>{run('堃')}</w:rubyBase></w:ruby></w:r>" + run("写完。")),
        "孟堃kūn写完。", [],
    ),
    "typed dialect": (p("### 小标题") + p("导语有**重点**和{堃|kūn}，3*4*5，写完。"), "小标题导语有重点和堃kūn，3*4*5，写完。", []),
    "typed lines": (p("&gt; 副题一") + p("&gt; 副题二") + p("写完。"), "副题一副题二写完。", []),
    "typed table": (p("| 甲 | 乙 |") + p("|---|---|") + p("| 丙 | 丁 |") + p("写完。"), "甲乙丙丁写完。", []),
    "backslash before a break": (p("<w:r><w:t>甲\\</w:t><w:br/><w:t>乙写完。</w:t></w:r>"), "甲\\乙写完。", []),
    "empty table": (p("短行在此") + table(("", "")) + p("写完。"), "短行在此写完。", []),
    "width of a table": (p("{3栏}") + table(("项目", "数"), ("甲", "1")), "项目数甲1", []),
    "bars typed in a table": (table((r"甲\|乙", "丙|"), ("|", "{丁|dīng")), "甲|乙丙||{丁|dīng", []),
    "label": (p("又题 {评论 东昌时评}", "2") + p("写完。"), "又题写完。", []),
    "heading with a break": (p("<w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r>", "2") + p("写完。"), "上行下行写完。", []),
    "breaks": (p("<w:r><w:t>一行写完。</w:t><w:br/><w:t>二行写完。</w:t></w:r>"), "一行写完。二行写完。", []),
    "page break": (p('<w:r><w:t>一行</w:t><w:br w:type="page"/><w:t>写完。</w:t></w:r>'), "一行写完。", []),
    "title": (p("又一题", "t") + p("副题", "s") + p("写完。"), "又一题副题写完。", []),
    "outline": (p("小题", properties='<w:outlineLvl w:val="2"/>') + p("写完。"), "小题写完。", []),
    "circle of styles": (p("小题", "own") + p("写完。"), "小题写完。", []),
    "table": (table(("项目", "数|量"), ("甲*乙*", "{丙")), "项目数|量甲乙{丙", []),
    "paragraphs of a cell": (table((p("甲") + p("乙"), "丙")), "甲乙丙", []),
    "table in a table": (table((table(("甲", "乙")) + p("丙"), "丁")), "甲乙丙丁", []),
    "wide cell": (table(("甲", "乙"), (f"<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('丙')}",)), "甲乙丙", ["P098"]),
    "short row": (table(("甲", "乙"), ("丙",)), "甲乙丙", []),
    "deleted row": (
        table(("甲", "乙")).replace("</w:tbl>", "") + "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>",
        "甲乙", ["P093"],
    ),
    "note": (p(run("正文") + NOTE + run("写完。")) + p("又一段写完。") + p("下一题", "2") + p("完。"), "正文写完。又一段写完。脚注的话写完了。下一题完。", ["P098"]),
    "note twice": (p(run("正文") + NOTE + run("写完。") + NOTE), "正文写完。脚注的话写完了。", ["P098"]),
    "blank heading": (p("", "2") + p("写完。"), "写完。", []),
    "bold credits": (p(run("责任编辑：王明 美编：李四", "<w:b/>")) + p("写完。"), "责任编辑：王明美编：李四写完。", []),
    "bold title of a table": (p(run("表1：积分榜", "<w:b/>")) + table(("名次", "球队"), ("1", "海州")), "表1：积分榜名次球队1海州", []),
    "bold line": (p(run("短的黑体", "<w:b/>")) + p("写完。"), "短的黑体写完。", ["P099"]),
    "entities": (p("甲&lt;乙&amp;&quot;丙，写完。"), '甲<乙&"丙，写完。', []),
    "emoji as Word keeps it": (
        p('<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="urn:x" w16se:char="1F60A"/></mc:Choice>'
          "<mc:Fallback><w:t>☀</w:t></mc:Fallback></mc:AlternateContent></w:r>" + run("写完。")),
        "☀写完。", [],
    ),
    "version that needs a chart": (
        f"<mc:AlternateContent><mc:Choice Requires='cx1 wps'>{p('甲写完。')}</mc:Choice><mc:Fallback>{p('乙写完。')}</mc:Fallback></mc:AlternateContent>",
        "甲写完。", [],
    ),
    "only the second version": (p(f"<mc:AlternateContent><mc:Fallback>{run('旧文写完。')}</mc:Fallback></mc:AlternateContent>"), "旧文写完。", []),
    "large initial": (p("今", properties='<w:framePr w:dropCap="drop" w:lines="2"/>') + p("年有十二个月写完。"), "今年有十二个月写完。", []),
    "control not filled in": (
        p(run("电话") + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入。')}</w:sdtContent></w:sdt>"), "电话单击输入。", ["P098"],
    ),
    "bold byline": (p(run("本报记者 张三", "<w:b/>")) + p("写完。"), "本报记者张三写完。", []),
    "picture in an alternative": (
        f"<mc:AlternateContent><mc:Choice>{p('甲写完。')}</mc:Choice><mc:Fallback>{p('甲写完。')}</mc:Fallback></mc:AlternateContent>",
        "甲写完。", [],
    ),
}  # fmt: skip


def told(result):
    """What is said of a Word file; what is said of any text is left to other tests."""
    return [one for one in codes(result) if "P090" <= one <= "P099" or one in ("P043", "P053", "P061")]


def test_the_part_of_the_notes_is_read_once_however_many_there_are(monkeypatch):
    """It was parsed anew for each note, by both readings: a page of some thousand took hours."""
    numbers = range(1, 41)
    notes = part("footnotes", "".join(f'<w:footnote w:id="{n}">{p(run(f"注{n}。"))}</w:footnote>' for n in numbers))
    body = p(run("正文。") + "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in numbers))
    read_parts = []
    xml = word_file._xml
    monkeypatch.setattr(word_file, "_xml", lambda path, name, members: read_parts.append(name) or xml(path, name, members))
    result = parsed(word(STORY + body, {"footnotes": notes}), "A01.docx")
    assert result.manuscript == TEXT + "正文。" + "".join(f"注{n}。" for n in numbers) and conserved(result)
    assert read_parts.count("word/footnotes.xml") == 2  # one for each reading


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in ONE])
def test_what_is_text_of_a_word_file_and_what_is_told(name):
    body, text, said = ONE[name]
    result = parsed(word(STORY + body, {"footnotes": NOTES}), "A01.docx")
    assert told(result) == said
    assert errors(result.noticed) == [] and unlike_files(result) == [] and conserved(result)
    assert result.manuscript == TEXT + text


SAID = {
    "equation": p(f"<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{run('写完。')}"),
    "check box": p(field(" FORMCHECKBOX ", "", separated=False) + run("同意。")),
    "field without an end": p(FIELD.format("begin") + code("REF a") + run("丢了。")),
    "handwriting": p(run("甲") + '<w:contentPart r:id="x"/>' + run("写完。")),
    "day of old files": p("<w:r><w:dayLong/><w:t>写完。</w:t></w:r>"),
    "chart": p('<w:r><w:drawing><a:graphic><a:graphicData uri="http://x/2006/chart"/></a:graphic></w:drawing></w:r>'),
    "symbol": p('<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>'),
    "object": p("<w:r><w:object/></w:r>"),
    "file": '<w:altChunk r:id="x"/>',
    "circled": p(field(r"EQ \o\ac(○,字)", "", separated=False)),
    "linked picture": p(shown("none")),
    "vector picture": p(shown("r8")),
    "word art": p('<w:r><w:pict><v:shape><v:textpath string="艺术"/></v:shape></w:pict></w:r>'),
}


@pytest.mark.parametrize("name", SAID)
def test_what_cannot_be_read_is_an_error_at_its_line(name):
    result = parsed(word(STORY + p("一段写完。") + SAID[name], media={"r8 image8.emf": b"x"}), "A01.docx")
    (fault,) = [one for one in result.noticed if one.code == "P097"]
    assert fault.place.line == 8 and fault.message("en") != fault.message("zh")


def test_places_count_paragraphs_broken_lines_and_rows():
    body = (
        p("<w:r><w:t>一行写完。</w:t><w:br/><w:t>二行写完。</w:t></w:r>")
        + table(("甲", "乙"), ("丙", "丁"))
        + p("")
        + p("末段\u200b。")
    )
    result = parsed(word(STORY + body), "A01.docx")
    (fault,) = [one for one in result.noticed if one.code == "P004"]
    assert (fault.place.line, fault.place.column) == (12, 3)
    assert result.ledgers[0].place(len(result.manuscript) - 1).line == 12


def test_a_masthead_in_bold_is_meant_for_no_heading():
    front = "".join(p(run(text, "<w:b/>")) for text in ("样报社出版", "样报", "2026年1月1日 星期四"))
    assert "P099" not in codes(parsed(word(front + p("A01", "2") + p("主题", "2") + p("写完。")), "A01.docx"))
    without = codes(parsed(word(front + p(run("主题", "<w:b/>")) + p("写完。")), "A01.docx"))
    assert "P099" in without, "there is no heading at all"


@pytest.mark.parametrize(("before", "after", "whole"), [("一段", "写完。", "一段写完。"), ("half", "done.", "half done.")])
def test_a_page_that_ends_in_a_paragraph_leaves_no_blank_between_han(before, after, whole):
    body = p(f'<w:r><w:t>{before}</w:t><w:br w:type="page"/><w:t>{after}</w:t></w:r>')
    (page,) = parsed(word(STORY + body), "A01.docx").issue.pages
    assert page.articles[0].lead[0].text == whole


def test_a_large_initial_is_no_paragraph():
    body = p("T", properties='<w:framePr w:dropCap="margin"/>') + p("he council met.")
    (page,) = parsed(word(STORY + body), "A01.docx").issue.pages
    assert "The council met." in [one.text for one in page.articles[0].lead]


def stress(paragraphs):
    (found,) = parsed(word(STORY + paragraphs), "A01.docx").issue.pages[0].articles[0].lead
    return found.text, [(one.start, one.end, one.kind) for one in found.emphasis]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (run("甲") + run("乙丙", "<w:b/>") + run("丁。"), [(1, 3, "strong")]),
        (run("甲") + run("乙", "<w:b/>") + run("丙", "<w:b/>") + run("丁。"), [(1, 3, "strong")]),
        (run("甲") + run("乙丙", "<w:i/>") + run("丁。"), [(1, 3, "em")]),
        (run("甲") + run("乙丙", '<w:rStyle w:val="b"/>') + run("丁。"), [(1, 3, "strong")]),
        (run("甲") + run("乙丙", '<w:rStyle w:val="b"/><w:b w:val="false"/>') + run("丁。"), []),
        (run("甲") + run("乙丙", '<w:em w:val="dot"/>') + run("丁。"), [(1, 3, "dots")]),
        (run("甲") + run("“乙”", '<w:b/><w:em w:val="dot"/>') + run("丁。"), [(1, 4, "strong"), (1, 4, "dots")]),
        (run("甲 ") + run(" ", "<w:b/>") + run("丁。"), []),
    ],
)  # fmt: skip
def test_bold_italic_and_dots_are_stress(content, wanted):
    assert stress(p(content))[1] == wanted


@pytest.mark.slow
def test_stress_never_tears_an_escape_a_reading_or_dots():
    text = r"甲\[乙{孟堃|mèng|kūn}丙[丁]{.dot}戊。"
    for at in range(2, len(text), 3):
        result = parsed(word(STORY + p(run(text[:at], "<w:b/>") + run(text[at:]))), "A01.docx")
        assert (
            unlike_files(result) == []
            and result.manuscript == TEXT + "甲[乙孟mèng堃kūn丙丁戊。"
            and not errors(result.noticed)
        )


PICTURE = {"r9 image1.png": picture()}


@pytest.mark.parametrize(
    ("below", "caption"),
    [
        (p("图为灯会夜景。"), "图为灯会夜景。"), (p("湖边（李旭 摄）"), "湖边（李旭 摄）"), (p("湖边的灯", "c"), "湖边的灯"),
        (p("") + p("▲湖边的灯"), "▲湖边的灯"), (p("又一段正文，与图无关，写完了。"), None), (p("图[一]里", "c"), "图[一]里"),
    ],
)  # fmt: skip
def test_a_picture_comes_with_its_caption(below, caption):
    result = parsed(word(STORY + p(run("导语写完。") + shown("r9")) + below, media=PICTURE), "A01.docx")
    figure = result.issue.pages[0].articles[0].figures[0]
    assert figure.image == "A01.docx/image1.png" and result.pictures == {"A01.docx/image1.png": PICTURE["r9 image1.png"]}
    assert (figure.caption.text if figure.caption else None) == caption
    assert unlike_files(result) == [] and conserved(result)


LIST = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="hebrew1"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
)


def item(text, number=1, level=0):
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_shows_are_printed():
    body = (
        item("甲事办完了。") + item("丙。", level=1) + item("丁。", level=1) + item("乙事办完了。") + item("戊。", level=1)
    )
    result = parsed(word(STORY + body, {"numbering": LIST}), "A01.docx")
    assert result.manuscript == TEXT + "一、甲事办完了。一.1丙。一.2丁。二、乙事办完了。二.1戊。"
    assert unlike_files(result) == [] and told(result) == []
    result = parsed(word(STORY + item("不知道的编号。", 2), {"numbering": LIST}), "A01.docx")
    assert result.manuscript == TEXT + "不知道的编号。" and told(result) == ["P098"] and unlike_files(result) == []


BULLETS = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf06c"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)


def test_bullets_are_items_of_a_list():
    body = p("导语写完。") + item("甲") + item("乙", level=1) + item("丙（李旭）") + p("又一段写完。")
    result = parsed(word(STORY + body, {"numbering": BULLETS}), "A01.docx")
    _, listing, _ = result.issue.pages[0].articles[0].lead
    assert [(one.text, one.level) for one in listing.items] == [("甲", 0), ("乙", 1), ("丙（李旭）", 0)]
    assert unlike_files(result) == [] and result.manuscript == TEXT + "导语写完。甲乙丙（李旭）又一段写完。"


def test_a_bullet_above_the_first_heading_or_before_typed_marks_is_none():
    result = parsed(
        word(
            item("样报社出版") + STORY.removeprefix(p("样报社出版")) + item("### 小题") + p("写完。"),
            {"numbering": BULLETS},
        ),
        "A01.docx",
    )
    assert not errors(result.noticed) and unlike_files(result) == [] and result.manuscript == TEXT + "小题写完。"


def test_pictures_one_below_another_share_a_caption():
    media = {"r9 image1.png": picture(), "r8 image2.png": picture((20, 30))}
    result = parsed(
        word(STORY + p("导语写完。") + p(shown("r9")) + p(shown("r8")) + p("图为两处灯会。"), media=media), "A01.docx"
    )
    (figure,) = result.issue.pages[0].articles[0].figures
    assert figure.caption.text == "图为两处灯会。" and len(result.pictures) == 2
    assert unlike_files(result) == [] and conserved(result)


def test_numbers_as_they_are_written():
    assert [
        chinese(n) for n in (1, 10, 11, 20, 99, 100, 101, 110, 115, 1000)
    ] == "一 十 十一 二十 九十九 一百 一百〇一 一百一十 一百一十五 一〇〇〇".split()
    assert [roman(n) for n in (4, 9, 14, 1990)] == ["iv", "ix", "xiv", "mcmxc"]


def test_headers_are_told_and_not_printed():
    result = parsed(word(STORY + p("写完。"), {"header1": part("hdr", p("内部稿"))}), "A01.docx")
    assert told(result) == ["P098"] and result.manuscript == TEXT + "写完。"


def test_a_masthead_repeated_on_a_second_file_is_printed_once():
    from banmian.manuscript.parse import parse

    first, second = (word((STORY + p("写完。")).replace("A01", name)) for name in ("A01", "A02"))
    result = parse({"A01.docx": first, "A02.docx": second})
    assert codes(result) == ["P023"] and conserved(result) and unlike_files(result) == []
    assert result.ledgers[1].text == "要闻A02主题写完。"


def test_a_loss_of_the_page_is_found_by_the_other_reading():
    """The two readings share no walk through the text: what the first passes over, the second names."""
    body = STORY + p(f"<w:unknown>{run('谁也不认识的标签里的字')}</w:unknown>" + run("写完。"))
    result = parsed(word(body), "A01.docx")
    (fault,) = unlike_files(result)
    assert fault.code == "P053" and fault.place.line == 7 and fault.facts["text"] == "谁也不认识的标签里的字"


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


GOOD = word(STORY + p("写完。"))
DTD = f'<!DOCTYPE w:document [<!ENTITY a "甲">]>{part("document", "<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body>")}'
STRICT = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
DEEP = part("document", "<w:body>" + "<w:sdt>" * 400 + "</w:sdt>" * 400 + "</w:body>")
REFUSED = {
    "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "P090"),
    "no zip": (b"hello", "P090"),
    "cut": (GOOD[: len(GOOD) // 2], "P090"),
    "another zip": (zipped(a="b"), "P090"),
    "no text": (word("", changed={"word/document.xml": None}), "P090"),
    "broken XML": (word("", changed={"word/document.xml": "<w:document"}), "P090"),
    "entities": (word("", changed={"word/document.xml": DTD}), "P090"),
    "entities in styles": (word(STORY, {"styles": DTD.replace("w:document", "w:styles")}), "P090"),
    "strict": (word("", changed={"word/document.xml": STRICT}), "P090"),
    "deep": (word("", changed={"word/document.xml": DEEP}), "P090"),
    "macros": (word("", changed={"[Content_Types].xml": GOOD[:0] + b'<Types><Override ContentType="x.macroEnabled.main+xml"/></Types>'}), "P090"),
    "empty": (word(""), "P001"),
    "blank": (word(p("")), "P001"),
    "nothing": (b"", "P090"),
    "a sheet": (word("", changed={"word/document.xml": "<workbook/>"}), "P090"),
    "no styles of use": (word(STORY + p("完。"), changed={"word/styles.xml": "<a/>"}), "P090"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_says_why(name):
    data, code_ = REFUSED[name]
    result = parsed(data, "A01.docx")
    assert [one.code for one in errors(result.noticed) if one.code != "P032"][:1] == ([code_] if code_ else [])
    assert all(one.message(lang) for one in result.noticed for lang in ("en", "zh"))


def test_relations_that_lead_nowhere_or_outside_are_not_followed():
    """Word writes such: links to pages, styles of a mail program, targets NULL."""
    away = "".join(
        f'<Relationship Id="o{n}" Type="http://x/{kind}" Target="{target}"{mode}/>'
        for n, (kind, target, mode) in enumerate(
            [("hyperlink", "http://127.0.0.1:9/x", ' TargetMode="External"'), ("image", "NULL", ""), ("image", "../../../etc/passwd", ""),
             ("attachedTemplate", "file:///etc/passwd", ' TargetMode="External"'), ("styles", "#_top", "")]
        )
    )  # fmt: skip
    result = parsed(word(STORY + p("写完。"), relations=away), "A01.docx")
    assert codes(result) == [] and conserved(result)
    result = parsed(word(STORY + p(run("写完。") + shown("o2")), relations=away), "A01.docx")
    assert told(result) == ["P097"]


def _sized(total):
    plain = word(STORY + p("完。"))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        size = sum(info.file_size for info in archive.infolist())
    return word(STORY + p("完。"), changed={"x": "x" * (total - size)})


@pytest.mark.parametrize(
    ("name", "most", "make"),
    some(
        [
            ("WORD_FILES", 40, lambda n: word(STORY + p("完。"), changed={f"x{i}": "" for i in range(n - 5)})),
            ("WORD_PART_BYTES", 4000, lambda n: word(STORY + p("完。"), {"header1": part("hdr", "")}, changed={"word/header1.xml": part("hdr", " " * (n - len(part("hdr", ""))))})),
            ("WORD_CELLS", 12, lambda n: word(STORY + table(("甲", f"<w:tcPr><w:gridSpan w:val='{n - 1}'/></w:tcPr>{p('丙')}")))),
            ("WORD_UNPACKED_BYTES", 40_000, _sized),
        ],
        4,
    ),
)  # fmt: skip
def test_a_word_file_may_go_to_its_limits(monkeypatch, name, most, make):
    from banmian.manuscript import word as page
    from banmian.manuscript import word_file

    for module in (limits, page, word_file):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, most)
    monkeypatch.setattr(
        word_file,
        "ROOM",
        word_file.Room(word_file.WORD_FILES, word_file.WORD_UNPACKED_BYTES, 200, limits.WORD_PACKING_FROM),
    )
    assert "P091" not in codes(parsed(make(most), "A01.docx"))
    assert "P091" in codes(parsed(make(most + 1), "A01.docx"))


@pytest.mark.slow
def test_a_bomb_is_not_unpacked():
    data = word(STORY + p("完。"), changed={f"word/media/{n}": b"\0" * (8 << 20) for n in range(8)})
    assert len(data) < 100_000 and codes(parsed(data, "A01.docx")) == ["P091"]


def test_word_files_have_limits_of_their_own(tmp_path, monkeypatch):
    """A file is too large, and so are all of an issue, by what the table says of its kind; text beside it counts apart."""
    (tmp_path / "A01.docx").write_bytes(GOOD)
    (tmp_path / "A02.docx").write_bytes(GOOD)
    for most, altogether, code_ in (
        (len(GOOD), 2 * len(GOOD), None),
        (len(GOOD) - 1, 9 << 20, "S013"),
        (len(GOOD), 2 * len(GOOD) - 1, "S013"),
    ):
        monkeypatch.setitem(READERS, ".docx", replace(READERS[".docx"], most=most, altogether=altogether))
        try:
            desk.read(tmp_path)
            found = None
        except Refused as refused:
            (found,) = [one.code for one in refused.diagnostics]
        assert found == code_


@pytest.mark.parametrize("suffix", some(OLD, 2))
def test_other_kinds_are_told_to_be_saved_as_docx(tmp_path, suffix):
    (tmp_path / f"A01{suffix}").write_bytes(b"\xd0\xcf\x11\xe0")
    assert codes(desk.read(tmp_path)[1]) == ["P092"]
    (tmp_path / "A01.docx").write_bytes(GOOD)
    found = desk.read(tmp_path)[1].noticed
    assert [one.code for one in found] == ["P057"] and f"A01{suffix}" in found[0].message("zh")


def test_the_table_of_readers_says_what_pages_are_called(tmp_path):
    (tmp_path / "A01.pdf").write_bytes(b"%PDF")
    (tmp_path / "~$A01.docx").write_bytes(b"lock")
    with pytest.raises(Refused) as told_:
        desk.read(tmp_path)
    assert [one.code for one in told_.value.diagnostics] == ["S003", "P057"]
    assert ", ".join(READERS) in told_.value.diagnostics[0].message("en")


def test_a_line_of_a_word_file_is_shown(tmp_path):
    (tmp_path / "A01.docx").write_bytes(word(STORY + p("正文\u200b写完了。")))
    done = CliRunner().invoke(main, ["model", str(tmp_path)])
    assert "A01.docx:7:3: error P004" in done.output and "    | 正文" in done.output and "Traceback" not in done.output


MARKED = st.text(st.sampled_from("甲乙，。“”*[]{}|\\#> -1.a!`_\t（）"), max_size=8)


@st.composite
def paragraphs(draw):
    """A paragraph of runs, some stressed, some changed, some in a field."""
    made = ""
    for plain in draw(st.lists(MARKED, min_size=1, max_size=5)):
        text = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        one = run(
            text, draw(st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:em w:val="dot"/>', "<w:b/><w:i/>", "<w:vanish/>"]))
        )
        kind = draw(st.sampled_from(["", "", "", "ins", "hyperlink", "del", "br", "sdt", "field", "box"]))
        made += {
            "": one, "ins": f"<w:ins>{one}</w:ins>", "hyperlink": f"<w:hyperlink>{one}</w:hyperlink>",
            "del": f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>", "br": one + "<w:r><w:br/></w:r>",
            "sdt": f"<w:sdt><w:sdtContent>{one}</w:sdtContent></w:sdt>", "field": field("REF x", one), "box": box(p(one)),
        }[kind]  # fmt: skip
    if draw(st.booleans()) and draw(st.booleans()):
        return item(made, draw(st.sampled_from([1, 2])), draw(st.sampled_from([0, 1])))
    return p(made, draw(st.sampled_from(["", "", "", "2", "3", "c", "s"])))


@pytest.mark.parametrize("text", ["-", "--", "- -", "*", "* *", "+", "__"])
def test_an_item_of_signs_is_an_item(text):
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>'
        + text
        + "</w:t></w:r></w:p>"
    )
    lists = {"numbering": LIST.replace("hebrew1", "bullet")}
    result = parsed(word(STORY + p("导语写完。") + item, lists), "A01.docx")
    assert not errors(result.noticed) and unlike_files(result) == [] and conserved(result)
    assert result.issue.pages[0].articles[0].lead[-1].items[0].text == text


@pytest.mark.slow
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            paragraphs(),
            st.builds(lambda a, b: table((p(run(a)), p(run(b)))), *[MARKED.map(lambda t: t.replace(">", "&gt;"))] * 2),
        ),
        max_size=5,
    )
)
def test_any_word_file_keeps_its_text_or_says_why_not(bodies):
    lists = LIST.replace("hebrew1", "bullet")
    result = parsed(word(STORY + p("导语写完。") + "".join(bodies), {"numbering": lists}), "A01.docx")
    assert errors(result.noticed) or (unlike_files(result) == [] and conserved(result))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(GOOD) - 1), st.integers(0, 40))
def test_no_mutation_of_a_file_stops_the_program(bytes_, at, length):
    result = parsed(GOOD[:at] + bytes_ + GOOD[at + length :], "A01.docx")
    assert errors(result.noticed) or unlike_files(result) == []


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_mutation_of_the_text_stops_the_program(data):
    """Tags torn, doubled, renamed: read, or told as what it is."""
    body = part("document", f"<w:body>{STORY}{''.join(one[0] for one in ONE.values())}</w:body>")
    tags = re.findall("<[^>]+>", body)
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = data.draw(st.sampled_from(tags)), data.draw(st.sampled_from(tags))
        body = body.replace(
            one, data.draw(st.sampled_from(["", other, one + other, one.replace("w:", "m:")])), data.draw(st.integers(1, 3))
        )
    result = parsed(word("", {"footnotes": NOTES, "numbering": LIST}, changed={"word/document.xml": body}), "A01.docx")
    assert all(one.message("zh") for one in result.noticed)
    unlike_files(result)


@pytest.mark.slow
def test_a_page_made_with_python_docx_is_built(tmp_path):
    """The whole way: Word file to press, screen and book, beside a text page; the picture comes out of the file."""
    made = docx.Document()
    for text in ("样报社出版", "样报", "2026年1月1日 星期四"):
        made.add_paragraph(text)
    for text, level in (("要闻", 1), ("A01", 2), ("灯会开了", 2)):
        made.add_heading(text, level)
    lead = made.add_paragraph("古城的灯会")
    lead.add_run("昨晚").bold = True
    lead.add_run("开了，看灯的人来了三万。")
    made.add_picture(io.BytesIO(picture((2400, 1800), "JPEG")))
    made.add_paragraph("图为灯会夜景。（李旭 摄）")
    made.add_heading("小标题", 3)
    made.add_paragraph("正文写完了。" * 40)
    folder = tmp_path / "issue"
    folder.mkdir()
    made.save(folder / "A01.docx")
    (folder / "A02.md").write_text("# 副刊\n\n## A02\n\n## 又一题\n\n正文写完了。\n", encoding="utf-8")
    result = desk.build(Order(folder, to=("screen", "epub", "press"), out=tmp_path / "out", jobs=1))
    assert not result.missing and errors(result.diagnostics) == []
    with zipfile.ZipFile(io.BytesIO(next(one.data for one in result.files if one.target == "epub"))) as book:
        assert any(name.endswith("images/image1.jpg") for name in book.namelist())


def test_the_docs_say_what_is_told():
    page = (ROOT / "docs" / "manuscript.md").read_text(encoding="utf-8").partition("## Word files")[2]
    assert [f"P09{n}" for n in range(10) if f"P09{n}" not in page] == []


def test_a_refused_file_has_no_entry():
    assert copy("A01.docx", b"x").entries == () and read("A01.docx", b"x")[0] is None
