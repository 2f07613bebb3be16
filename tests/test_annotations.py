"""Readings and emphasis dots: what is taken for mark-up, what stays text, where they stand in the text and in the EPUB."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.diagnostics import Severity
from banmian.manuscript.parse import parse
from banmian.model import Emphasis, Issue, Masthead, Page, Paragraph, Placement, Ruby, Span, Story, Text, texts
from banmian.model_json import as_json
from banmian.verify.book_text import epub_text

from .conftest import Built
from .helpers import HEAD, book_parts, codes, conserved, page, parsed
from .helpers import book as make_book


def paragraph(text: str) -> Paragraph:
    """The first paragraph of an article, without a fault."""
    result = parsed(page(f"## 主题\n\n{text}\n"))
    assert conserved(result) and not [d for d in result.noticed if d.severity is Severity.ERROR]
    return result.issue.pages[0].articles[0].lead[0]


def readings(found: Paragraph) -> list[tuple[str, str]]:
    return [(found.text[r.start : r.base_end], found.text[r.base_end : r.end]) for r in found.ruby]


def stressed(found: Paragraph) -> list[tuple[str, str]]:
    return [(found.text[e.start : e.end], e.kind) for e in found.emphasis]


def html(found: Paragraph) -> str:
    """The paragraph in the EPUB."""
    found = replace(found, role="", label=0)  # what else it is has mark-up of its own
    story = Story(Text("主题", Span("A01.md", 1, 1, 1)), lead=(found,))
    (made,) = book_parts(Issue(Masthead(), (Page("A01.md", 1, placements=(Placement(story),)),))).values()
    text = made.decode()
    ElementTree.fromstring(text)
    return text.partition('<p class="lead">')[2].partition("</p>")[0]


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("叫{堃|kūn}。", "叫堃kūn。", [("堃", "kūn")]),
        ("{孟堃|mèngkūn}来。", "孟堃mèngkūn来。", [("孟堃", "mèngkūn")]),
        ("{孟堃|mèng|kūn}来。", "孟mèng堃kūn来。", [("孟", "mèng"), ("堃", "kūn")]),
        ("{ 堃 | kūn }。", "堃kūn。", [("堃", "kūn")]),
        (
            "{𬭎|hóng}、{葛\U000e0100城|gé|chéng}。",
            "𬭎hóng、葛\U000e0100gé城chéng。",
            [("𬭎", "hóng"), ("葛\U000e0100", "gé"), ("城", "chéng")],
        ),
        ("　　{甲|a}{乙|b}。", "甲a乙b。", [("甲", "a"), ("乙", "b")]),
        ("{Liaocheng Daily|聊城日报}到。", "Liaocheng Daily聊城日报到。", [("Liaocheng Daily", "聊城日报")]),
    ],
)
def test_readings_stand_after_their_base(written, text, found):
    made = paragraph(written)
    assert made.text == text and readings(made) == found


@pytest.mark.parametrize(
    "text",
    [
        "{堃}",
        "{堃|kūn",
        "堃|kūn}",
        "[着重]",
        "[着重]{dot}",
        "[着重]{.dots}",
        "着重]{.dot}",
        "[着重] {.dot}",
        "{}{[]}[{]}",
        "【着重】{.dot}",
    ],
)
def test_other_braces_and_brackets_stay_text(text):
    made = paragraph(f"前{text}后。")
    assert made.text == f"前{text}后。" and not made.ruby and not made.emphasis


@pytest.mark.parametrize("text", [r"\{堃|kūn}", r"{堃\|kūn}", r"{堃|kūn\}", r"\[着重]{.dot}", r"[着重\]{.dot}"])
def test_a_backslash_makes_text_of_them(text):
    made = paragraph(f"前{text}后。")
    assert made.text == f"前{text}后。".replace("\\", "") and not made.ruby and not made.emphasis


def test_dots_and_stress_go_into_each_other():
    assert stressed(paragraph("[甲**乙**丙]{.dot}*丁[戊]{.dot}己*。")) == [
        ("甲乙丙", "dots"), ("乙", "strong"), ("丁戊己", "em"), ("戊", "dots"),
    ]  # fmt: skip
    made = paragraph("[前{堃|kūn}[内]{.dot}后]{.dot}。")
    assert made.text == "前堃kūn内后。" and readings(made) == [("堃", "kūn")]
    assert [text for text, _ in stressed(made)] == ["前堃kūn", "内", "后"]


@pytest.mark.parametrize("inner", ["{孟堃|mèng|kūn}", "[孟堃]{.dot}", "孟{堃|kūn}", "{孟|mèng}堃", "孟[堃]{.dot}"])
def test_stress_opens_and_closes_beside_an_annotation(inner):
    """A star between a character and a bracket is none for Markdown; an annotation counts as its characters."""
    for mark, kind in (("**", "strong"), ("*", "em")):
        made = paragraph(f"字{mark}{inner}{mark}字。")
        (stretch,) = [e for e in made.emphasis if e.kind == kind]
        assert (stretch.start, stretch.end) == (1, len(made.text) - 2)


def test_strong_and_em_never_overlap():
    assert stressed(paragraph("**甲*乙*丙**丁。")) == [("甲", "strong"), ("乙", "em"), ("丙", "strong")]
    assert stressed(paragraph("***甲***乙。")) == [("甲", "strong")]


def test_stretches_go_on_in_the_next_line():
    made = paragraph("　　前**甲\n乙**和[丙\n丁]{.dot}、{戊|wù}完。")
    assert made.text == "前甲乙和丙丁、戊wù完。" and readings(made) == [("戊", "wù")]
    assert stressed(made) == [("甲", "strong"), ("乙", "strong"), ("丙", "dots"), ("丁", "dots")]


def test_a_joined_paragraph_shifts_its_readings():
    made = paragraph("**前**一段话写到一半的地方，没有写完就从这里{断|duàn}\n\nA段{续|xù}[完]{.dot}。")
    assert made.text.endswith("从这里断duànA段续xù完。"), "no space: what stands on the line before the A is 断"
    assert len(made.spans) == 2 and made.text[made.starts[1] :].startswith("A段")
    assert readings(made) == [("断", "duàn"), ("续", "xù")] and stressed(made) == [("前", "strong"), ("完", "dots")]


FAULTS = [
    ("## 主题\n\n见{|kūn}。\n", "P044", 13, 2),
    ("## 主题\n\n见{堃|}。\n", "P044", 13, 2),
    ("## 主题\n\n见{孟堃|mèng|}。\n", "P044", 13, 2),
    ("## 主题\n\n{甲|a}又见\n{甲|a}{ | }。\n", "P044", 14, 6),
    ("## 主题\n\n见[]{.dot}。\n", "P044", 13, 2),
    ("## 主题\n\n见{孟堃|mèng|kūn|x}。\n", "P045", 13, 2),
    ("## 主题\n\n见{**堃**|kūn}。\n", "P046", 13, 2),
    ("## 主题{堃|kūn}\n\n导语。\n", "P047", 11, 6),
    ("## 主题\n\n> 副[题]{.dot}\n\n导语。\n", "P047", 13, 4),
    ("## 主题\n\n导语。\n\n### 小{标|biāo}题\n\n正文。\n", "P047", 15, 6),
    ("## 主题\n\n导语。\n\n图说{堃|kūn}\n", "P047", 15, 3),
    ("## 主题\n\n导语。\n\n![图[说]{.dot}](a.jpg)\n", "P047", 15, 4),
    ("本版责编：李{旭|xù}\n\n## 主题\n\n导语。\n", "P047", 11, 7),
    ("### 本区名片\n\n甲\t{乙|yǐ}\n\n## 主题\n\n导语。\n", "P047", 13, 3),
    ("## 主题\n\n导语。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | {丁|dīng} |\n", "P047", 17, 7),
    ("## 主题\n\n导语。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | {丁\\|dīng} |\n", "P047", 17, 7),
]


@pytest.mark.parametrize(("body", "code", "line", "column"), FAULTS)
def test_every_fault_has_its_place(body, code, line, column):
    result = parsed(page(body))
    found = [d for d in result.noticed if d.severity is Severity.ERROR]
    torn = "|---|" in body  # the bars of a reading in a row are bars of the row, and what stands behind them is no cell
    assert [d.code for d in found] == [code] and (torn or conserved(result))
    assert (found[0].place.line, found[0].place.column) == (line, column)
    for lang in ("en", "zh"):
        assert found[0].message(lang) and found[0].hint(lang)


def test_a_masthead_sets_no_readings():
    result = parsed(page("## 主题\n\n导语。\n", HEAD.replace("样报\n", "样{报|bào}\n")))
    assert [(d.code, str(d.place)) for d in result.noticed] == [("P047", "A01.md:3:2")]


def test_the_model_as_json():
    result = parsed(page("## 主题\n\n见{堃|kūn}与[点]{.dot}。\n"))
    (found,) = as_json(result.issue)["pages"][0]["articles"][0]["lead"]
    assert found["ruby"] == [[1, 2, 5]] and found["emphasis"] == [[6, 7, "dots"]]


PIECES = st.sampled_from(
    ["{堃|kūn}", "{孟堃|mèng|kūn}", "{", "}", "|", "[", "]", "]{.dot}", "{.dot}", "**", "*", "中", "文，", "。", "ab", " ", "　", "\\", "\n", "![", "](p)", "_"]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=30), st.lists(PIECES, max_size=12))
def test_whatever_is_marked_no_character_is_lost_and_every_range_fits(first, second):
    result = parse({"A01.md": page(f"## 主题\n\n导{''.join(first)}\n\n又{''.join(second)}\n").encode()})
    assert conserved(result) or any(d.severity is Severity.ERROR for d in result.noticed)
    for node in texts(result.issue):
        if isinstance(node, Paragraph):
            fits(node)
            written = re.sub('<rp class="generated">[^<]*</rp>', "", html(node))  # brackets that are ours
            bare = "".join(ElementTree.fromstring(f"<p>{written}</p>").itertext())
            assert bare == node.text


def fits(node: Paragraph) -> None:
    """Ranges lie inside the text, in order; stretches of one layer and readings are apart; none cuts a reading."""
    for ruby in node.ruby:
        assert 0 <= ruby.start < ruby.base_end < ruby.end <= len(node.text)
        assert node.text[ruby.start : ruby.base_end].strip() and node.text[ruby.base_end : ruby.end].strip()
        for e in node.emphasis:
            assert not ruby.start < e.start < ruby.end and not ruby.start < e.end < ruby.end
    assert all(0 <= e.start < e.end <= len(node.text) for e in node.emphasis)
    assert list(node.emphasis) == sorted(node.emphasis, key=lambda e: e.start)
    dots = [e for e in node.emphasis if e.kind == "dots"]
    for layer in (node.ruby, dots, [e for e in node.emphasis if e.kind != "dots"]):
        assert all(a.end <= b.start for a, b in pairwise(layer))


def test_the_epub_sets_readings_and_dots():
    """What stands in <rp> is for readers that know no ruby; it is generated, and no text of the manuscript."""
    assert html(paragraph("叫**{孟堃|mèng|kūn}**，[一*字*{不差|bùchā}]{.dot}<。")) == (
        '叫<strong><ruby>孟<rp class="generated">（</rp><rt>mèng</rt><rp class="generated">）</rp></ruby><ruby>堃<rp class="generated">（</rp><rt>kūn</rt><rp class="generated">）</rp></ruby></strong>，'
        '<em class="dots">一</em><em><em class="dots">字</em></em><em class="dots"><ruby>不差<rp class="generated">（</rp><rt>bùchā</rt><rp class="generated">）</rp></ruby></em>&lt;。'
    )


def test_dots_that_cross_the_edge_of_a_stress_are_cut_there():
    emphasis = (Emphasis(0, 3, "strong"), Emphasis(2, 6, "dots"))
    made = Paragraph("甲乙丙丁ding戊", (Span("a", 13, 1, 13),), emphasis, ruby=(Ruby(3, 4, 8),))
    assert html(made) == (
        '<strong>甲乙<em class="dots">丙</em></strong><em class="dots"><ruby>丁<rp class="generated">（</rp><rt>ding</rt><rp class="generated">）</rp></ruby></em>戊'
    )


MARKED = "## 主题\n\n作者**{孟堃|mèng|kūn}**说，[一**字**{不差|bùchā}]{.dot}。\n\n### 小标题\n\n正文{有|yǒu}[点]{.dot}。\n"


def book(seed: Built) -> tuple[bytes, str]:
    result = parsed(page(MARKED))
    assert codes(result) == []
    made = make_book(result.issue, seed.data("screen.pdf"))
    return made, result.manuscript


@pytest.mark.slow
def test_the_epub_is_read_back_with_bases_and_readings_in_order(seed: Built):
    made, manuscript = book(seed)
    assert epub_text(made) == manuscript and "孟mèng堃kūn" in manuscript
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        style = archive.read("EPUB/book.css").decode()
    for prefix in ("", "-webkit-", "-epub-"):
        assert f" {prefix}text-emphasis: filled dot;" in style and f" {prefix}text-emphasis-position: under right;" in style


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(seed: Built, needs):
    from banmian.verify.judges import judge

    needs("EPUBCheck")
    (verdict,) = judge({"issue.epub": book(seed)[0]}, {})
    assert (verdict.state, verdict.faults) == ("passed", ())
