"""Pictures and captions: on what evidence a line is a caption, its credit, several pictures with one caption."""

import json
import re
import zipfile

import jsonschema
import pikepdf
import pytest
from PIL import Image

from banmian import desk, fonts, limits
from banmian.composer.breaking import Measure
from banmian.composer.house import House
from banmian.composer.setting import set_paragraph
from banmian.job import Order
from banmian.manuscript.evidence import credit, credited
from banmian.manuscript.issue_file import read_issue_file
from banmian.manuscript.parse import parse
from banmian.model import Paragraph, Span
from banmian.model_json import as_json
from banmian.pictures import described

from .conftest import ROOT, compose
from .helpers import book_parts, codes, conserved, issue, page, parsed, story_in, unlike_files


def in_text(lines: str) -> str:
    return page(f"## 主题\n\n正文在此完了。\n\n{lines}\n\n又一段完了。\n")


def credit_of(figure) -> str:
    return "".join(figure.caption.text[e.start : e.end] for e in figure.caption.emphasis)


def figures(text: str):
    return parsed(text).issue.pages[0].figures


CAPTIONS = [
    "聊城文化活动中心（李旭 摄）", "聊城文化活动中心（资料图）", "（航拍）灯会夜景（图片由市委宣传部提供）", "聊城古城 李旭摄", "聊城古城 新华社发",
    "12月26日，工人在聊城一家企业的车间里加紧生产出口订单，机器声不断。新华社记者 张三 摄", "图为聊城文化活动中心夜景，灯光亮起。", "图①：聊城古城",
    "上图：聊城古城。", "左图为聊城古城。", "资料图片：聊城古城", "聊城古城（新华社发 张三摄）", "The old town at night (Photo: Ann Lee)",
    "It says all of what it shows. Photo by Ann Lee", "聊城古城\n（李旭 摄）", "聊城古城\n李旭 摄",
]  # fmt: skip


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_caption_has_evidence_of_its_own(text):
    result = parsed(in_text(text))
    (figure,) = result.issue.pages[0].figures
    assert "".join(figure.caption.text.split()) == "".join(text.split()) and figure.image is None
    assert codes(result) == [] == unlike_files(result)


NO_CAPTIONS = [
    "本报记者 张三", "□通讯员 李四 王五", "新华社北京1月1日电", "电话：0635-8888888", "地址：聊城市东昌路1号", "（完）", "聊城队 3∶1 济南队", "李旭 摄",
    "规划的效果如图所示（见图）", "又一段到此为止（下图）", "（以上数据由市统计局提供）", "聊城队 3-1 济南队", "第一章 总则",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_CAPTIONS)
def test_a_short_line_that_says_what_it_is_is_no_caption(text):
    result = parsed(in_text(text))
    assert result.issue.pages[0].figures == () and "P088" not in codes(result) and conserved(result)


@pytest.mark.parametrize(
    "text", ["相关链接", "图书馆开门了", "工作任务", "人间四月天", "这组镜头由他在东昌湖上空拍摄", "Market report"]
)
def test_what_could_be_two_things_is_a_paragraph_by_itself_and_a_warning(text):
    result = parsed(in_text(text))
    (story,) = result.issue.pages[0].articles
    assert [one.text for one in story.lead] == ["正文在此完了。", text, "又一段完了。"] and codes(result) == ["P088"]
    said = result.noticed[0].hint("en")
    assert f"![{text}](images/…)" in said and f"### {text}" in said and "[[pictures]]" in said


def test_a_caption_that_issue_toml_names_may_look_like_anything():
    settings, _ = read_issue_file("issue.toml", '[[pictures]]\ncaption = "电话：又响了，"\nimage = "a.jpg"\n')
    issue = parse({"A01.md": in_text("电话：又响了，").encode()}, settings).issue
    assert [one.image for one in issue.pages[0].figures] == ["a.jpg"]


def test_a_caption_may_stand_above_the_first_headline_or_set_apart_at_the_end():
    text = page("开头\n\n## 甲\n\n文。\n\n\n\n结尾\n\n## 乙\n\n文。\n\n结尾\n\n## 丙\n\n文。\n\n\n\n（完）\n")
    assert [one.caption.text for one in figures(text)] == ["开头", "结尾"]


BESIDE = [
    ("![](a.jpg)\n\n聊城夜景", ["a.jpg"]),
    ("聊城夜景\n\n![](a.jpg)", ["a.jpg"]),
    ("![](a.jpg)\n聊城夜景", ["a.jpg"]),
    ("聊城夜景\n![](a.jpg)", ["a.jpg"]),
    ("![](a.jpg)\n![](b.jpg)\n\n图：聊城夜景", ["a.jpg", "b.jpg"]),
    ("![](a.jpg) ![](b.jpg)\n聊城夜景，灯光亮起。", ["a.jpg", "b.jpg"]),
    ("![](a.jpg)\n![聊城夜景](b.jpg)", ["a.jpg", "b.jpg"]),
    ("![](a.jpg)\n![聊城夜景](b.jpg)\n（李旭 摄）", ["a.jpg", "b.jpg"]),
    ("![聊城夜景](a.jpg)\n李旭 摄", ["a.jpg"]),
    ("聊城夜景\n\n![](a.jpg)\n![](b.jpg)", ["a.jpg", "b.jpg"]),
]


@pytest.mark.parametrize(("written", "images"), BESIDE)
def test_a_caption_beside_pictures_is_theirs(written, images):
    result = parsed(in_text(written))
    (figure,) = result.issue.pages[0].figures
    assert [one.image for one in figure.pictures] == images and figure.caption
    places = [*(one.at for one in figure.pictures), figure.caption.at]
    assert places == list(range(places[0], places[0] + len(places)))
    assert codes(result) == [] == unlike_files(result)


@pytest.mark.parametrize(
    ("written", "captions"),
    [
        ("![甲](a.jpg)\n![乙](b.jpg)", ["甲", "乙"]),
        ("![](a.jpg)\n图说甲\n![](b.jpg)\n图说乙", ["图说甲", "图说乙"]),
        ("![](a.jpg)\n\n图甲\n\n![](b.jpg)\n\n图乙", ["图甲", "图乙"]),
        ("![甲](a.jpg)\n\n![](b.jpg)\n\n图乙", ["甲", "图乙"]),
    ],
)
def test_pictures_with_captions_of_their_own_stay_apart(written, captions):
    result = parsed(in_text(written))
    assert [one.caption.text for one in result.issue.pages[0].figures] == captions
    assert codes(result) == [] == unlike_files(result)


def test_brackets_above_one_caption_describe_their_pictures():
    result = parsed(in_text("![湖边的*灯笼*](a.jpg)\n![](b.jpg)\n![街上的人](c.jpg)\n灯会夜景（李旭 摄）"))
    (figure,) = result.issue.pages[0].figures
    assert described(figure) == ("湖边的灯笼", "灯会夜景（李旭 摄） 2/3", "街上的人") and credit_of(figure) == "（李旭 摄）"
    assert codes(result) == ["P114"] and unlike_files(result) == []


def test_entries_of_one_caption_in_issue_toml_stand_side_by_side():
    entries = "".join(f'[[pictures]]\ncaption = "灯会夜景"\nimage = "{name}.jpg"\n' for name in "ab")
    settings, _ = read_issue_file("issue.toml", entries)
    once = parse({"A01.md": in_text("灯会夜景").encode()}, settings).issue.pages[0].figures
    assert [[one.image for one in figure.pictures] for figure in once] == [["a.jpg", "b.jpg"]]
    twice = parse({"A01.md": in_text("灯会夜景\n\n正文。\n\n灯会夜景").encode()}, settings).issue.pages[0].figures
    assert [[one.image for one in figure.pictures] for figure in twice] == [["a.jpg"], ["b.jpg"]]


CREDITS = [
    ("灯会夜景（李旭 摄）", "（李旭 摄）"), ("灯会夜景（图/李旭）", "（图/李旭）"), ("灯会夜景。新华社发（张三 摄）", "新华社发（张三 摄）"),
    ("灯会夜景（市委宣传部供图）", "（市委宣传部供图）"), ("Lanterns (Photo: Ann Lee)", "(Photo: Ann Lee)"), ("Lanterns (Ann Lee/Reuters)", "(Ann Lee/Reuters)"),
    ("Lanterns (AP)", "(AP)"), ("Lanterns (Courtesy of the town)", "(Courtesy of the town)"), ("灯会夜景（左起：张三）", ""), ("灯会夜景（见图）", ""),
    ("灯会夜景。通讯员 张三 李四 摄", "通讯员 张三 李四 摄"), ("摄影展开幕", ""), ("他在拍摄", ""), ("新馆（图书馆）", ""),
]  # fmt: skip


@pytest.mark.parametrize(("caption", "credit"), CREDITS)
def test_the_credit_of_a_caption_is_known(caption, credit):
    (figure,) = figures(in_text(f"![{caption}](a.jpg)"))
    assert credit_of(figure) == credit


UNCLEAR = [
    ("![甲](a.jpg)\n又一段完了。", "P113"),
    ("![甲](a.jpg)\n![乙](b.jpg)\n（李旭 摄）", "P113"),
    ("![甲](a.jpg)\n![乙](b.jpg)\n李旭 摄", "P113"),
    ("文字![甲](a.jpg)文字。", "P039"),
    ("一段文字。\n![](a.jpg)\n![](b.jpg)\n图\n![](c.jpg)", "P039"),
]


@pytest.mark.parametrize(("written", "code"), UNCLEAR)
def test_what_is_unclear_beside_a_picture_is_an_error_with_the_spelling(written, code):
    found = [one for one in parsed(in_text(written)).noticed if one.severity.value == "error"]
    assert [one.code for one in found] == [code] and "empty line" in found[0].hint("en")


def test_a_picture_without_caption_says_how_to_write_one():
    (said,) = parsed(in_text("![](a.jpg)")).noticed
    assert said.code == "P040" and "![caption](a.jpg)" in said.hint("en")


def test_too_many_pictures_of_one_caption_are_refused():
    def of(count):
        return codes(parsed(in_text("![](a.jpg)\n" * count + "图：灯会")))

    assert of(limits.PICTURES_SIDE_BY_SIDE) == [] and of(limits.PICTURES_SIDE_BY_SIDE + 1) == ["P116"]


def test_a_paragraph_that_hangs_on_a_picture_is_refused():
    assert codes(parsed(in_text("![](a.jpg)\n" + "长" * limits.CAPTION_CHARACTERS))) == []
    assert codes(parsed(in_text("![](a.jpg)\n" + "长" * (limits.CAPTION_CHARACTERS + 1)))) == ["P115"]


SPAN = Span("A01.md", 1, 1, 1)
KAI = {"": fonts.font_set("").chains["Banmian Kai"]}


def lines_of(caption: str, width: float) -> list[str]:
    whole = credited(Paragraph(caption, (SPAN,)))
    return [line.text for line in set_paragraph(whole, KAI, Measure(width, flush=False), House())]


@pytest.mark.parametrize(
    ("caption", "least"),
    [("聊城文化活动中心夜景，灯光亮起（通讯员 张三 摄）", 10), ("Lanterns at the lake (Photo: Ann Featherstonehaugh)", 16)],
)
def test_no_line_ends_in_a_credit_unless_it_is_longer_than_a_line(caption, least):
    found = credit(caption)
    for width in range(least, 30):
        assert lines_of(caption, width)[-1].endswith(found), width
    assert len(lines_of(caption, 6)) > 3 and "".join("".join(lines_of(caption, 6)).split()) == "".join(caption.split())


GALLERY = in_text("![湖边](a.jpg)\n![](b.jpg)\n![](no.jpg)\n灯会夜景 <乙>（李旭 摄）") + "\n![早市](c.jpg)\n"


@pytest.mark.parametrize("target", ["epub", "epub-vertical", "epub-hant"])
def test_books_show_the_pictures_of_one_caption_in_one_figure(target):
    images = {f"{name}.jpg": (f"images/{name}.jpg", "") for name in "abc"}
    book = story_in(book_parts(parsed(GALLERY).issue, images, target)).decode()
    first, second = re.findall("<figure .*?</figure>", book)
    assert re.findall('src="images/([^"]*)" alt="([^"]*)"', first) == [
        ("a.jpg", "湖邊" if target == "epub-hant" else "湖边"),
        ("b.jpg", f"{'燈會夜景' if target == 'epub-hant' else '灯会夜景'} &lt;乙&gt;（李旭 {'攝' if target == 'epub-hant' else '摄'}） 2/3"),
    ]  # fmt: skip
    assert re.search('<figcaption>.*<span class="credit">（李旭.*</span></figcaption>', first) and "credit" not in second


def test_the_model_tells_credit_and_pictures_beside(tmp_path):
    told = as_json(parsed(GALLERY).issue)
    figure = told["pages"][0]["figures"][0]
    assert (figure["credit"], figure["alt"]) == ("（李旭 摄）", "湖边")
    assert figure["beside"] == [{"image": "b.jpg", "alt": ""}, {"image": "no.jpg", "alt": ""}]
    jsonschema.validate(told, json.loads((ROOT / "docs" / "model.schema.json").read_text(encoding="utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["broadsheet", pytest.param("tabloid", marks=pytest.mark.slow)])
def test_a_page_sets_pictures_of_one_caption_side_by_side(tmp_path, layout):
    """As high as each other, none on another, one obstacle; a missing one has its frame; tags say each before the caption."""
    long = "写完了的正文把版面撑满，直到一行也排不下为止。" * 120
    text = page(f"![](a.jpg)\n![](b.jpg)\n![](no.jpg)\n灯会夜景（李旭 摄）\n\n## 主题\n\n{long}\n")
    folder = issue(tmp_path / "in", text)
    for name, size in (("a", (900, 600)), ("b", (400, 600))):
        Image.new("RGB", size, "grey").save(folder / f"{name}.jpg")
    out = desk.build(Order(folder, ("screen", "epub-replica"), layout=layout, out=tmp_path / "out")).folder
    with zipfile.ZipFile(next(out.glob("*-replica.epub"))) as book:
        fixed = next(book.read(name).decode() for name in book.namelist() if name.endswith("-replica.xhtml"))
    plates = re.findall(
        'class="plate" role="img" aria-label="([^"]*)" style="left:([^;]*)px;top:(.*?);width:(.*?)px;height:(.*?)"', fixed
    )
    assert [plate[0] for plate in plates] == ["灯会夜景（李旭 摄） 1/3", "灯会夜景（李旭 摄） 2/3"]
    first, second = ([float(plate[1]), float(plate[3])] for plate in plates)
    assert plates[0][2] == plates[1][2] and plates[0][4] == plates[1][4] and first[0] + first[1] < second[0]
    assert 2 < first[1] / second[1] < 2.5
    pdf = pikepdf.open(out / "screen.pdf")
    tags = [
        str(one.get("/Alt")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
    ]
    assert sorted(tags) == [plate[0] for plate in plates]


@pytest.mark.slow
def test_a_long_caption_of_a_small_picture_gets_its_lines(tmp_path):
    """It stood on the text below it."""
    long = "写完了的正文把版面撑满，直到一行也排不下为止。" * 120
    small = "![这张小图的图说很长很长，写上好几句，在它的宽度里一行排不下，要折成好几行才行，通讯员的名字也不拆开](c.jpg)"
    text = page(f"![甲](a.jpg)\n\n## 主题\n\n![乙](b.jpg)\n\n{long}\n\n" + "\n\n".join([small] * 3) + "\n")
    _, pages = compose(issue(tmp_path / "in", text))
    (composed,) = pages
    block = next(block for block in composed.blocks if block.area == "caption-3")
    assert dict(composed.rung.depths)["captions"] == len(block.lines) > 1
    assert (
        composed.boxes["caption-3"].foot >= block.lines[-1].y
        and composed.boxes["body"].y >= composed.boxes["caption-3"].foot
    )


@pytest.mark.parametrize(
    "line",
    ["2022年12月27日", "二〇二二年十二月二十七日", "此致", "敬礼", "12·27", "寒潮来袭 3版", "1　　挪威　　　16　8　13　37"],
)
def test_days_and_figures_are_asked_about_by_nobody(line):
    assert codes(parsed(page(f"## 主题\n\n写完了。\n\n{line}\n\n又一段完了。"))) == []


@pytest.mark.parametrize("below", ["甲\t乙\n甲\t乙", "甲\t乙\t丙\n甲\t乙\t丙\n完。", "说明。\n甲\t乙\n甲\t乙", "甲\t乙"])
def test_the_ledger_knows_a_table_below_pictures_from_a_caption(below):
    """Rows parted by tabs are a table, and the brackets are captions: the ledger took them for descriptions (P053)."""
    result = parsed(page(f"## 主题\n\n![图一](a.png)\n![图二](b.png)\n{below}\n"))
    assert unlike_files(result) == []
