"""Readings and emphasis dots on the finished page: placed, tagged, in the order of the manuscript, no text too much."""

import io
import subprocess

import pikepdf
import pytest

from banmian import desk
from banmian.job import Order
from banmian.verify.readback import pdf_text, shown, untagged_text

from .helpers import issue, page

BODY = (
    "## 注音\n\n记者{孟堃|mèng|kūn}报道，[务必当心]{.dot}。\n\n### 正文\n\n"
    "这里有{東昌|dōngchāng}和{庄|zhuāng}、{爽|shuǎng}，" + "文" * 30 + "，[要紧]{.dot}的是**粗[黑]{.dot}体**。\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readings")
    result = desk.build(Order(issue(folder / "in", page(BODY)), to=("screen", "archive"), out=folder / "out", jobs=1))
    return {one.name: one.data for one in result.files}


@pytest.mark.slow
def test_text_keeps_the_order_of_base_and_reading(built):
    text = pdf_text(built["screen.pdf"])
    assert "记者孟mèng堃kūn报道，务必当心。" in text and "東昌dōngchāng和庄zhuāng、爽shuǎng，" in text


def test_readings_are_tagged_as_ruby(built):
    """ISO 32000-1 14.8.4.4.3: Ruby holds RB and RT."""
    with pikepdf.open(io.BytesIO(built["archive.pdf"])) as pdf:
        rubies = [element for element in _elements(pdf.Root.StructTreeRoot) if element.get("/S") == "/Ruby"]
        assert [[str(kid.S) for kid in ruby.K] for ruby in rubies] == [["/RB", "/RT"]] * 5


def _elements(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield kid
            yield from _elements(kid)


def test_a_reading_stands_in_the_middle_over_its_base(built):
    glyphs = shown(built["screen.pdf"])
    text = "".join(glyph.text for glyph in glyphs)
    at = text.index("東昌")
    base, reading = glyphs[at : at + 2], glyphs[at + 2 : at + 2 + len("dōngchāng")]
    middle = (base[0].x + base[-1].x + base[-1].size) / 2
    over = (reading[0].x + reading[-1].x + 0.55 * reading[-1].size) / 2  # a g is about 0.55 em wide
    assert over == pytest.approx(middle, abs=0.05 * base[0].size)
    assert all(0.8 < (glyph.y - base[0].y) / base[0].size < 1.1 and glyph.size < base[0].size / 2 for glyph in reading)


def test_dots_are_no_text(built):
    assert "".join(untagged_text(built["screen.pdf"])).strip() == ""
    assert "•" not in pdf_text(built["screen.pdf"]) and "要紧的是粗黑体。" in pdf_text(built["screen.pdf"])


def test_dots_are_painted_under_each_character(built):
    """Seven discs: four curves each, filled; nothing else on this page is round."""
    with pikepdf.open(io.BytesIO(built["screen.pdf"])) as pdf:
        operators = [str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])]
    assert operators.count("c") == 4 * 7


@pytest.mark.slow
def test_the_judges_have_nothing_to_say(built, needs, tmp_path):
    needs("veraPDF")
    from banmian.verify.judges import judge

    verdicts = judge(built, {"screen.pdf": "ua1", "archive.pdf": "0"}, asked=("veraPDF",))
    assert verdicts and all(verdict.state == "passed" for verdict in verdicts), verdicts


def test_an_outside_extractor_finds_base_and_reading(built, needs, tmp_path):
    needs("Poppler")
    path = tmp_path / "screen.pdf"
    path.write_bytes(built["screen.pdf"])
    said = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "dōngchāng" in said and "東昌" in said
