"""Lists: what is an item and how deep, how labels hang, what the tags and the books say of them."""

import io
import re

import pikepdf
import pytest

from banmian import desk, fonts
from banmian.composer.breaking import Measure
from banmian.composer.faces import Chain
from banmian.composer.house import House
from banmian.composer.setting import set_paragraph
from banmian.job import Order
from banmian.makeup.manner import hangs
from banmian.model import Listing, Paragraph

from .helpers import book_parts, codes, issue, page, parsed, story_in, unlike_files
from .own_layouts import COLUMNS, write
from .test_tags import tree


def running(text):
    result = parsed(page(f"## 主题\n\n{text}\n"))
    assert unlike_files(result) == []
    return result, result.issue.pages[0].articles[0].lead


def told(text):
    """Each part: the items of a list as (level, label, rest), or a paragraph's text."""
    return [
        [(one.level, one.text[: one.label], one.text[one.label :].strip()) for one in part.items]
        if isinstance(part, Listing) else part.text
        for part in running(text)[1]
    ]  # fmt: skip


FLAT = [
    ("- 甲\n- 乙", ["", ""]), ("* 甲。\n\n* 乙。", ["", ""]), ("+ 甲\n\n+ 乙", ["", ""]), ("　　- 甲\n　　- 乙", ["", ""]), ("- 甲", [""]),
    ("1. 甲\n2. 乙", ["1.", "2."]), ("1、甲\n\n2、乙", ["1、", "2、"]), ("１．甲\n２．乙", ["１．", "２．"]), ("1) 甲\n2) 乙", ["1)", "2)"]),
    ("（1）甲；\n（2）乙。", ["（1）", "（2）"]), ("(1)甲\n\n(2)乙", ["(1)", "(2)"]), ("①甲\n② 乙", ["①", "②"]), ("一、甲。\n\n二、乙。", ["一、", "二、"]),
    ("（一）甲\n\n（二）乙", ["（一）", "（二）"]), ("**一、甲。**乙\n\n**二、**丙", ["一、", "二、"]), ("a. one\nb. two", ["a.", "b."]),
    ("A. 甲\nB. 乙\nC. 丙", ["A.", "B.", "C."]), ("● 甲\n● 乙", ["●", "●"]), ("·甲\n\n·乙", ["·", "·"]), ("-\t甲\n-\t乙", ["-", "-"]), ("●\t甲\n●\t乙", ["●", "●"]),
    ("- 一、甲", ["一、"]), ("- 3. 甲", ["3."]),
    ("十、甲\n\n十一、乙\n\n十二、丙".replace("十、", "一、").replace("十一、", "二、").replace("十二、", "三、"), ["一、", "二、", "三、"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), FLAT)
def test_items_and_their_labels(text, labels):
    (items,) = told(text)
    assert [(level, label) for level, label, _ in items] == [(0, label) for label in labels]


PROSE = [
    "2022. 12 完成了。\n\n2023. 12 又完成了。", "1.5亿元投资。\n\n2.5亿元投资。", "一是甲；二是乙。\n\n三是丙。", "第一，甲。\n\n第二，乙。", "一、二等奖名单。\n\n二、三等奖名单。",
    "\\- 甲。\n\n\\- 乙。", "1\\. 甲。\n\n2\\. 乙。", "A. Smith said so.\n\nB. Jones did.", "一、甲。\n\n又一段。\n\n二、乙。", "1. 甲。\n\n3. 乙。", "-5℃。\n\n-6℃。",
    "■本报记者写道。\n\n○编者写道。", "（一）、（二）两项。\n\n（二）、（三）两项。", "甲 - 乙。\n\n丙 * 丁。",
]  # fmt: skip


@pytest.mark.parametrize("text", PROSE)
def test_what_looks_like_a_label_and_is_none(text):
    assert all(isinstance(part, str) for part in told(text))


DEEP = [
    ("- 甲\n  - 乙\n  - 丙\n- 丁", [0, 1, 1, 0]),
    ("一、甲\n\n（一）乙\n\n（二）丙\n\n二、丁\n\n（三）戊\n\n1．己\n\n2．庚\n\n（四）辛", [0, 1, 1, 0, 1, 2, 2, 1]),
    ("1. 甲\n- 乙\n- 丙\n2. 丁", [0, 1, 1, 0]),
    ("- 甲\n  - 乙\n    - 丙\n      - 丁\n- 戊", [0, 1, 2, 2, 0]),
]


@pytest.mark.parametrize(("text", "levels"), DEEP)
def test_a_list_in_an_item_is_deeper(text, levels):
    (items,) = told(text)
    assert [level for level, *_ in items] == levels


def test_signs_behind_figures_are_a_list_of_their_own():
    assert told("1. 甲\n2. 乙\n● 丙\n● 丁") == [[(0, "1.", "甲"), (0, "2.", "乙")], [(0, "●", "丙"), (0, "●", "丁")]]


def test_an_item_goes_on_and_what_stands_around_it_are_paragraphs():
    assert told("以下：\n1. 甲\n接着\n2. 乙  \n又一段。\n\n后文。") == [
        "以下：",
        [(0, "1.", "甲接着"), (0, "2.", "乙")],
        "又一段。",
        "后文。",
    ]


@pytest.mark.parametrize(
    "text", ["一、工作任务\n\n推进项目建设。", "推进项目建设。\n\n（三）工作任务", "1. 工作任务\n\n推进项目建设。"]
)
def test_a_label_alone_is_a_paragraph_and_is_told(text):
    result, lead = running(text)
    assert codes(result) == ["P067"] and all(isinstance(part, Paragraph) for part in lead) and len(lead) == 2
    marked = text.replace("一、", "- 一、").replace("（三）", "- （三）").replace("1.", "- 1.")
    assert codes(running(marked)[0]) == []


@pytest.mark.parametrize("text", ["\u3000\n1\\. 甲。\n\n2\\. 乙。", "\u3000\n\\- 甲。"])
def test_white_above_a_line_does_not_move_its_place(text):
    """Found by the grammar: the parser cuts off a line of white that a paragraph begins with."""
    _, lead = running(text)
    assert all(isinstance(part, Paragraph) for part in lead) and lead[0].span.line == 14


def test_the_labels_of_a_list_end_and_its_lines_begin_at_one_place():
    """9. and 10., a sign that is drawn, and a label that is too wide."""
    chains = {"": Chain(tuple(fonts.faces()[one] for one in ("Banmian Song",)))}

    def lines(text, label):
        node = Paragraph(text + "正文写得很长，要占两行。" * 2, (), role="item", label=label)
        return set_paragraph(node, chains, Measure(17, 0, rest=2, hung=label), House())

    nine, ten, sign, wide = lines("9. ", 2), lines("10.", 3), lines("", 0), lines("（1234）", 6)
    for made, glyphs in ((nine, 3), (ten, 3), (sign, 0)):
        assert made[0].places[glyphs] == pytest.approx(2) and made[1].places[0] == pytest.approx(2)
    ends = [made[0].places[n] + made[0].glyphs[n].advance for made, n in ((nine, 1), (ten, 2))]
    assert ends == [pytest.approx(1.5, abs=0.05)] * 2
    assert sign[0].sign == pytest.approx(1) and wide[1].places[0] == 2
    assert wide[0].places[0] < 0.01 and wide[0].places[6] > 2


def test_papers_set_han_labels_as_paragraphs():
    han, figure, sign = (Paragraph("一、甲", (), label=2), Paragraph("1. 甲", (), label=2), Paragraph("甲", ()))
    assert [[hangs(one, way) for one in (han, figure, sign)] for way in ("figures", "all", "none")] == [
        [False, True, True], [True] * 3, [False] * 3,
    ]  # fmt: skip


MANY = "- 甲项很长，一直写到下一行还没有写完，于是接着写。\n" * 60
BODY = f"## 主题\n\n正文。\n\n- 甲\n  - 乙\n- **丙**\n\n正文。\n\n一、{{丁|ding}}。\n\n二、戊。\n\n1. 己\n2. 庚\n\n正文。\n\n{MANY}"


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    html = """<!DOCTYPE html><html lang="zh-Hans" style="{{ variables }}"><body>{% from "base/macros.html" import area %}
    <header><h1 data-at="{{ at(page.subject) }}">{{ page.subject.text }}</h1>TEXTS</header>{{ area("body", "a1", ["paragraph", "headline"] + kinds, rare, columns=3, fill=true) }}</body></html>"""
    names = (
        "page.number",
        "masthead.publisher",
        "masthead.title",
        "masthead.date_text",
        "masthead.weekday",
    )
    texts = "".join(f'<p data-at="{{{{ at({name}) }}}}">{{{{ {name}.text }}}}</p>' for name in names)
    css = "#body { height: 300mm } header { height: 60mm } .headline { font: 10.5pt/var(--line) 'Banmian Hei' }"
    layouts = write(folder / "layouts", COLUMNS, page_html=html.replace("TEXTS", texts), page_css=css)
    made = desk.build(
        Order(issue(folder / "in", page(BODY)), ("screen", "archive"), "own", layouts, folder / "out", jobs=1)
    )
    return {one.name: one.data for one in made.files}


def test_the_tags_know_lists_items_and_labels(pdfs):
    """An item that turns into the next column is one, and a list in an item stands in its body."""
    for data in pdfs.values():
        found = list(tree(data))
        kids = [kid for _, kid in found]
        assert {parent for parent, kid in found if kid == "/LI"} == {"/L"} and kids.count("/LI") == kids.count(
            "/LBody"
        ) == 67
        assert {parent for parent, kid in found if kid == "/Lbl"} == {"/LI"} and kids.count("/Lbl") == 4
        assert [parent for parent, kid in found if kid == "/L" and parent != "/Art"] == ["/LBody"] * 2 and kids.count(
            "/L"
        ) == 5


def test_the_drawn_sign_is_no_text(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["screen.pdf"])) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()
    signs = re.findall(rb"/Artifact\s+BMC\s(.*?)EMC", drawn, re.S)
    assert sum(b"Tj" not in sign and b"TJ" not in sign and sign.count(b" c\n") == 4 for sign in signs) == 63


@pytest.mark.slow
def test_verapdf_has_nothing_to_say_of_lists(pdfs, needs):
    from banmian.verify.judges import judge

    needs("veraPDF")
    verdicts = judge(pdfs, {"screen.pdf": "ua1", "archive.pdf": "0"}, asked=("veraPDF",))
    assert [(one.state, one.faults) for one in verdicts] == [("passed", ())] * 2


LISTED = "- 甲\n  - 乙\n- 丙\n\n正文。\n\n1. **丁**\n2. 戊\n\n正文。\n\n**一、己。**庚\n\n二、辛"


@pytest.mark.slow
@pytest.mark.parametrize("target", ["epub", "epub-vertical", "epub-hant"])
def test_books_hold_lists_with_each_label_once(target):
    html = story_in(book_parts(parsed(page(f"## 主题\n\n{LISTED}\n")).issue, target=target)).decode()
    assert '<ul role="list" class="items"><li>甲<ul role="list" class="items"><li>乙</li></ul></li><li>丙</li></ul>' in html
    assert '<li class="labelled"><span class="label">1.</span> <strong>丁</strong></li>' in html
    assert '<span class="label"><strong>一、</strong></span><strong>己。</strong>庚</li>' in html
