"""ALTO: valid, the manuscript's text once and in order, each character where readers find it in the PDF."""

import ctypes
import datetime
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import dist

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from banmian.composer.classes import MARKS, class_of
from banmian.deposit.alto import Origin, alto
from banmian.deposit.words import words
from banmian.engine.archive import finish
from banmian.limits_finished import ALTO_BYTES
from banmian.makeup.boxes import Box
from banmian.model import page_texts
from banmian.places import shipped
from banmian.scene.scene import scene
from banmian.verify.alto_text import alto_text
from banmian.verify.conservation import text_of

from .conftest import ROOT, SEED_ISSUE, compose
from .eight_pages import LAYOUTS
from .helpers import issue, page

MOMENT = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
MAKE_UPS = ROOT / "docs" / "make-ups"
PASTED = ROOT / "tests" / "pasted"
NS = "{http://www.loc.gov/standards/alto/ns-v4#}"
PT, MM = 72 / 1200, 72 / 25.4
"""A unit of the file in pt; a mm in pt."""


class Shipped(etree.Resolver):
    """What a schema includes, from our copies."""

    def resolve(self, url, public, context):
        return self.resolve_filename(str(shipped("schemas") / url.rpartition("/")[2]), context)


@cache
def schema():
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Shipped())
    return etree.XMLSchema(etree.parse(str(shipped("schemas") / "alto-4-4.xsd"), parser))


@dataclass(repr=False)
class Laid:
    """Made-up pages with their ALTO."""

    shop: object
    pages: list
    altos: list[bytes]

    @property
    def root(self):
        """The first page's."""
        return etree.fromstring(self.altos[0])

    def pdf(self) -> bytes:
        return self.shop.renderer.pdf(self.pages, "rgb", "pdf/a-2a", finish, "sample")


def laid(source, layout=None, layouts=None, glyphs=True):
    """Every page of an issue as ALTO: valid, the text of the page, once and in order."""
    shop, pages = compose(source, layout, layouts)
    made = Laid(shop, pages, [])
    for one in pages:
        data = alto(scene(shop.parsed.issue, one, shop.fonts.faces), one.page, Origin("page.jpg", MOMENT, glyphs))
        schema().assertValid(etree.fromstring(data))
        assert alto_text(data) == text_of(page_texts(shop.parsed.issue, one.page))
        made.altos.append(data)
    return made


def small(tmp_path, body, glyphs=True, layout=None):
    """A small page; `![](a.jpg)` is a picture."""
    folder = issue(tmp_path / "issue", page(body))
    for name in re.findall(r"!\[\]\((.+?)\)", body):
        Image.new("RGB", (600, 400), "grey").save(folder / name)
    return laid(folder, layout, layout and MAKE_UPS, glyphs)


def told(root):
    """A page as text: of each block its role and its lines, `|` between two words, ` ` for SP, `^` before a reading, `*`
    behind what has dots, `-{whole}` at a printed hyphen, `↓` before a vertical line.
    """
    made = []
    for block in root.iter(f"{NS}TextBlock", f"{NS}Illustration"):
        role = block.get("TAGREFS").split()[0].removeprefix("role-")
        lines = ["".join(_words(line)) for line in block.iter(f"{NS}TextLine")]
        made.append(f"{role}: {' / '.join(lines)}" if lines else f"{role} {block.get('FILEID')}")
    return made


def _words(line):
    yield "↓" if line.get("BASEDIRECTION") == "ttb" else ""
    before = ""
    for one in line:
        tag, tags = etree.QName(one).localname, one.get("TAGREFS") or ""
        if tag == "String":
            yield "^" if tags == "role-reading" else "|" if before == "String" else ""
            yield one.get("CONTENT") + ("*" if tags == "dots" else "")
            yield f"-{{{one.get('SUBS_CONTENT')}}}" if one.get("SUBS_TYPE") == "HypPart1" else ""
        yield " " if tag == "SP" else ""
        before = tag


def in_story(root):
    return [one for one in told(root) if not one.startswith(("masthead", "page-"))]


LATIN = "Incomprehensibilities of the affluent internationalization director’s naïve efficiency. "
CASES = {
    "words and marks": (
        "## 首善之区——办公\n\n“好。”甲·乙说，5G基站花了9.6亿元……\n",
        ["headline: 首善之区|——|办公", "paragraph: “|好|。|”|甲|·|乙说|，|5G|基站|花|了 / 9.6|亿元|……"],
    ),
    "a reading behind its base, dots": (
        "## 主题\n\n{孟堃|mèng|kūn}说，[识字先识音]{.dot}。\n",
        ["headline: 主题", "paragraph: 孟^mèng|堃^kūn|说|，|识字*|先识音*|。"],
    ),
    "verse and a list": (
        "## 主题\n\n要求：\n\n1. 建立台账；\n2. 加强督导，\n   - 每月一次\n\n诗人写道：\n\n| 一片叶子\n| 落下来\n",
        [
            "headline: 主题", "paragraph: 要求|：", "item: 1|. 建立|台账|；", "item: 2|. 加强|督导|，",
            "item: 每月|一次", "paragraph: 诗人|写道|：", "line: 一片|叶子", "line: 落下来",
        ],
    ),
    "a table": (
        "## 主题\n\n正文。\n\n| 货币 | 中间价 |\n|---|---:|\n| 美元 | 708.12 |\n| 欧元 | |\n",
        [
            "headline: 主题", "paragraph: 正文|。", "cell-head: 货币", "cell-head: 中间价", "cell: 美元", "cell: 708.12",
            "cell: 欧元",
        ],
    ),
    "two pictures of one caption, a byline": (
        "## 主题\n\n本报记者 张三\n\n正文。\n\n![](a.jpg)\n![](b.jpg)\n图：老厂房（李旭 摄）\n",
        [
            "headline: 主题", "byline: 本报记者 张三", "paragraph: 正文|。", "picture a.jpg", "picture b.jpg",
            "caption: 图|：|老|厂房|（|李旭 摄|）",
        ],
    ),
    "hyphens, blanks at which a line breaks, accents": (
        f"## 主题\n\n{LATIN * 2}",
        [
            "headline: 主题",
            "paragraph: Incomprehensibilities of the affluent international-{internationalization}"
            " / ization director’s naïve efficiency|. Incomprehensibili-{Incomprehensibilities}",
            "paragraph: ties of the affluent internationalization director’s naïve  / efficiency|.",
        ],
    ),
    "rare characters, a variant, an emoji": (
        "## 㛃与𬭎\n\n葛\U000e0100洪。\n",
        ["headline: 㛃|与|𬭎", "paragraph: 葛\U000e0100|洪|。"],
    ),
    "blanks in a head, none at its ends": (
        "## 创新 活力\u3000生态\n\n正文。\n",
        ["headline: 创新 活力 生态", "paragraph: 正文|。"],
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("body", "wanted"), CASES.values(), ids=CASES)
def test_a_page_as_words(tmp_path, body, wanted):
    found = in_story(small(tmp_path, body).root)
    assert found == wanted


@pytest.mark.slow
def test_a_vertical_headline(tmp_path):
    head = "“首善之区”——365天：20个、8月RCEP看（东昌）"
    body = f"![](a.jpg)\n图说\n\n## {head}\n\n导语。\n" + "正文一二三四五六七八九十。" * 100
    made = small(tmp_path, body, layout="vertical")
    (said,) = [one for one in told(made.root) if one.startswith("headline")]
    assert said == "headline: ↓“|首善之区|”|——|365|天|： / ↓20|个|、|8|月|RCEP|看|（|东昌|）"
    line = next(one for one in made.root.iter(f"{NS}TextLine") if one.get("BASEDIRECTION"))
    (x, top), (end, foot) = (map(int, point.split(",")) for point in line.get("BASELINE").split())
    assert x == end and x == pytest.approx(int(line.get("HPOS")) + int(line.get("WIDTH")) / 2, abs=1) and top < foot
    assert line.getparent().get("BASEDIRECTION") == "ttb"
    assert max(offs(made)) <= 0.1 * MM
    downwards = [(int(one.get("VPOS")), int(one.get("VPOS")) + int(one.get("HEIGHT"))) for one in line]
    assert all(foot <= top for (_, foot), (top, _) in pairwise(downwards))


@pytest.mark.slow
def test_the_head_of_a_table_that_stands_again_is_no_text(tmp_path):
    rows = "".join(f"| 第{n}队 | {n} |\n" for n in range(1, 90))
    made = small(tmp_path, f"## 主题\n\n正文。\n\n| 队 | 分 |\n|---|---:|\n{rows}")
    assert made.pages[0].again and told(made.root).count("cell-head: 队") == 1


@pytest.mark.slow
def test_the_page_and_its_file_are_described(tmp_path):
    root = small(tmp_path, "## 主题\n\n正文。\n").root
    paper = root.find(f".//{NS}Page")
    assert (paper.get("PHYSICAL_IMG_NR"), paper.get("PRINTED_IMG_NR"), paper.get("LANG")) == ("1", "A01", "zh-Hans")
    assert (paper.get("WIDTH"), paper.get("HEIGHT")) == ("18425", "25512")  # 390 × 540 mm
    said = {one.tag.removeprefix(NS): one.text for one in root.find(f"{NS}Description").iter() if one.text}
    assert said["MeasurementUnit"] == "inch1200" and said["fileName"] == "page.jpg"
    assert said["processingDateTime"] == "2026-01-01T00:00:00Z"


@pytest.mark.slow
def test_columns_and_order(tmp_path):
    """A block for each column of a text, each with the next one of the page; the reading order has them all, once."""
    root = small(tmp_path, "## 主题\n\n" + "正文一二三四五六七八九十。" * 400).root
    blocks = list(root.iter(f"{NS}TextBlock"))
    names = [one.get("ID") for one in blocks]
    running = [one for one in names if "-lead-" in one]
    assert len(running) > 2 and [one.rpartition(".")[2] for one in running] == [str(n) for n in range(1, len(running) + 1)]
    assert [one.get("IDNEXT") for one in blocks] == [*names[1:], None]
    assert [one.get("REF") for one in root.iter(f"{NS}ElementRef")] == names
    (article,) = root.iter(f"{NS}StructureTag")
    groups = [one for one in root.iter(f"{NS}OrderedGroup") if one.get("TAGREFS") == article.get("ID")]
    assert article.get("LABEL") == "主题" and len(groups) == 1
    assert all(article.get("ID") in one.get("TAGREFS").split() for one in blocks if "-lead-" in one.get("ID"))


@pytest.mark.slow
def test_without_glyphs_there_are_words_only(tmp_path):
    body = "## 主题\n\n正文。\n"
    whole, words_only = small(tmp_path / "a", body).root, small(tmp_path / "b", body, glyphs=False).root
    assert told(whole) == told(words_only) and not list(words_only.iter(f"{NS}Glyph"))


MIXED = (
    "## 读音、着重号与英文——办公efficient\n\n![](a.jpg)\n图说efficient（李旭 摄）\n\n{王珺玥|wáng|jùn|yuè}、{昶|chǎng} 说“RCEP”与‘甲’：It’s 一样；—甲·乙……"
    "（见[1—10月]{.dot}的9.6亿元）。"
    + "正文一二三四五六七八九十。"
    * 60
    + f"\n\n{LATIN * 4}\n\n“We don’t,” said ‘one’ of them.\n"
    "\n### 小标题 · 间隔\n\n1. **建立**台账；\n\n| 美元 | 708.12 |\n| 欧元 | 1,771.6 |\n"
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    return small(tmp_path_factory.mktemp("mixed"), MIXED)


def test_everything_stands_inside_of_what_it_belongs_to(mixed):
    root = mixed.root
    for outer in root.iter(f"{NS}PrintSpace", f"{NS}TextBlock", f"{NS}TextLine", f"{NS}String"):
        around = box(outer)
        for inner in (one for one in outer if one.get("HPOS")):
            one = box(inner)
            assert around.x <= one.x and one.right <= around.right and around.y <= one.y and one.foot <= around.foot
    for line in root.iter(f"{NS}TextLine"):  # white at its ends is none of it
        said = [box(one) for one in line if one.tag != f"{NS}SP"]
        assert (box(line).x, box(line).right) == (min(one.x for one in said), max(one.right for one in said))


def test_words_and_white_meet_and_do_not_cross(mixed):
    for line in mixed.root.iter(f"{NS}TextLine"):
        flat = [one for one in line if one.get("TAGREFS") != "role-reading"]
        for left, right in pairwise(flat):
            assert box(left).right <= box(right).x
            if f"{NS}SP" in (left.tag, right.tag):
                assert box(left).right == box(right).x


def test_a_word_is_its_glyphs(mixed):
    for string in mixed.root.iter(f"{NS}String"):
        glyphs = list(string)
        assert "".join(one.get("CONTENT") for one in glyphs) == string.get("CONTENT")
        assert (
            min(box(one).x for one in glyphs) == box(string).x
            and max(box(one).right for one in glyphs) == box(string).right
        )


@pytest.mark.slow
def test_each_character_stands_where_readers_find_it(mixed):
    """But for a few round wide gaps: PDFium gives each character of a text that stands for glyphs the box of them all."""
    found = sorted(offs(mixed))
    assert len(found) > 1000 and found[int(0.97 * len(found))] <= 0.1 * MM


def box(element):
    """The rectangle of an element, in units."""
    x, y, width, height = (int(element.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return Box(x, y, width, height)


def offs(made):
    """How far each character is from where PDFium finds it, in pt: the ink of marks outside of their cell along the line, the
    origin of all others.
    """
    pdf, found = made.pdf(), []
    for number, data in enumerate(made.altos):
        seen = characters(pdf, number)
        for line in etree.fromstring(data).iter(f"{NS}TextLine"):
            stands = line.get("BASEDIRECTION") == "ttb"
            for character, cell in (pair for string in line.iter(f"{NS}String") for pair in firsts(string)):
                found.append(off(character, cell, stands, seen[character]))
    return found


def firsts(string):
    """The characters of a word with their cells in pt; of those that one glyph shows the first, with all their cells."""
    glyphs = list(string)
    for hit in re.finditer("——|……|⋯⋯|ffi|ffl|ff|fi|fl|.", string.get("CONTENT")):
        one, last = box(glyphs[hit.start()]), box(glyphs[hit.end() - 1])
        yield hit[0][0], Box(*(value * PT for value in (one.x, one.y, last.right - one.x, last.foot - one.y)))


def middle(one):
    return one.x + one.width / 2, one.y + one.height / 2


def off(character, cell, stands, seen):
    if class_of(character) in MARKS:
        ink, _ = min(seen, key=lambda one: dist(middle(one[0]), middle(cell)))
        if stands:
            return max(0, cell.y - ink.y, ink.foot - cell.foot)
        return max(0, cell.x - ink.x, ink.right - cell.right)
    origins = [(cell.x, cell.y + 0.88 * cell.height)]
    if stands:  # upright, its middle in the middle of its cell; on its side
        origins += [(cell.x, cell.y + 0.38 * cell.width + cell.height / 2), (cell.x + 0.12 * cell.width, cell.y)]
    return min(max(abs(x - a), abs(y - b)) for x, y in origins for _, (a, b) in seen)


def characters(pdf, number):
    """Each character of a page as PDFium sees it: its ink and its origin, in pt, y down."""
    found = defaultdict(list)
    values = [ctypes.c_double() for _ in range(4)]
    with pypdfium2.PdfDocument(pdf) as document:
        height, text = document[number].get_height(), document[number].get_textpage()
        for n in range(pdfium.FPDFText_CountChars(text)):
            pdfium.FPDFText_GetCharBox(text, n, *values)
            left, right, foot, top = (value.value for value in values)
            pdfium.FPDFText_GetCharOrigin(text, n, *values[:2])
            x, y = (value.value for value in values[:2])
            ink = Box(left, height - top, right - left, top - foot)
            found[chr(pdfium.FPDFText_GetUnicode(text, n))].append((ink, (x, height - y)))
        text.close()
    return found


@pytest.mark.slow
@settings(max_examples=40)
@given(st.text("中国首善之区“”‘’（）。，—…·aé1'’-　 \u00ad葛\U000e0100㈱＂", max_size=30) | st.text(max_size=20))
def test_words_are_the_whole_text(text):
    assert "".join(words(text)) == text and all(words(text))


@pytest.mark.parametrize("word", ["naïve", "It’s", "café", "——", "……", "葛\U000e0100", "5G", "首善之区", "cafe\u0301s"])
def test_what_is_one_word(word):
    assert words(f"。{word}。")[1:-1] == [word]


@pytest.mark.slow
def test_the_same_page_has_the_same_bytes(mixed, tmp_path):
    assert small(tmp_path, MIXED).altos == mixed.altos


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<alto/>", "no ALTO"),
        (b"<alto", "line 1"),
        (b'<!DOCTYPE alto [<!ENTITY a "b">]><alto>&a;</alto>', "document type"),
        (b" " * (ALTO_BYTES + 1), "64 MB"),
    ],
)
def test_what_is_no_alto_is_not_read(data, said):
    with pytest.raises(ValueError, match=said):
        alto_text(data)


PAGES = [(SEED_ISSUE, None, None), (PASTED, None, None), (PASTED, "tabloid", None), (SEED_ISSUE, "vertical", MAKE_UPS)]


@pytest.mark.slow
@pytest.mark.parametrize(("source", "layout", "layouts"), PAGES)
def test_pages_of_newspapers(source, layout, layouts):
    made = laid(source, layout, layouts)
    found = sorted(offs(made))  # but for texts that stand for several glyphs, as above
    assert found[int(0.97 * len(found))] <= 0.1 * MM


@pytest.mark.slow
def test_odd_pages(eight_pages):
    """Emoji, rare characters, a very long article, missing pictures."""
    laid(eight_pages.folder, "wall", LAYOUTS)
