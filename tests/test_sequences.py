"""Variants and emoji sequences are kept in every file's text and set as the form that a face has."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import desk, fonts
from banmian.composer.breaking import Measure
from banmian.composer.house import House
from banmian.composer.sense import word_ends
from banmian.composer.setting import set_paragraph
from banmian.diagnostics import Refused, errors
from banmian.job import Order
from banmian.model import Paragraph, Ruby, Span
from banmian.sequences import characters, drawn, parts, seen, visible
from banmian.verify.readback import pdf_text, shown

from .helpers import codes, conserved, issue, page, parsed, unlike_files
from .test_glyphs import everywhere

IVS = "葛\U000e0100"
FAMILY, NURSE, THUMB, FLAG, KEYCAP, HEART = (
    "👨\u200d👩\u200d👧",
    "👩\u200d⚕\ufe0f",
    "👍🏽",
    "🇨🇳",
    "1\ufe0f\u20e3",
    "❤\ufe0f",
)
WALES = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
SEQUENCES = [
    IVS,
    FAMILY,
    NURSE,
    THUMB,
    FLAG,
    KEYCAP,
    HEART,
    WALES,
    "🏳\ufe0f\u200d🌈",
    "👩🏽\u200d🚀",
    "，\ufe01",
    "龍\ufe00",
]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_sequence_is_one_and_shows_its_visible_characters(sequence):
    assert characters(f"甲{sequence}乙{sequence}") == ["甲", sequence, "乙", sequence]
    assert "".join(written for _, written in parts(sequence)) == sequence
    assert seen(sequence) == drawn(sequence) == "".join(base for base, _ in parts(sequence))
    assert not re.search("[\ufe00-\ufe0f\u200d\U000e0000-\U000e0fff]", seen(sequence))


@given(st.text(st.sampled_from([*"甲葛1a 👨👩👧👍🏽🇨❤\ufe0f\u200d\u20e3\U000e0100\U000e007f\U000e0067🏴，"])))
def test_no_character_is_lost_when_a_text_is_cut(text):
    assert "".join(characters(text)) == text == "".join(written for _, written in visible(text))


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_sequence_is_text_of_the_manuscript(sequence):
    result = parsed(page(f"## 主题{sequence}\n\n甲{sequence}乙。\n"))
    assert set(codes(result)) <= {"P058"} and conserved(result) and unlike_files(result) == []


@pytest.mark.parametrize("stray", ["\ufe0f", "\U000e0100", "甲\u200d乙", "甲 \ufe0e", "👨\u200d", "\U000e0041"])
def test_what_belongs_to_nothing_is_an_error_with_its_place(stray):
    (fault,) = errors(parsed(page(f"## 主题\n\n{stray}\n")).noticed)
    assert (fault.code, fault.place.line) == ("P004", 13)


def test_a_variant_is_told_once_with_its_place():
    (note,) = parsed(page(f"## 主题\n\n姓{IVS}的人，{IVS}先生。\n")).noticed
    assert (note.code, note.place.line, note.place.column) == ("P058", 13, 2)
    assert note.facts == {"character": "U+E0100", "base": "葛", "count": 2}


@pytest.mark.parametrize("vertical", [False, True])
def test_a_line_says_all_of_a_sequence_and_never_parts_it(vertical):
    text = "".join(f"字{one}" for one in SEQUENCES) * 4
    chains = {"": fonts.font_set(text).chains["Banmian Song"]}
    lines = set_paragraph(Paragraph(text, (Span("A01.md", 1, 1, 1),)), chains, Measure(9, vertical=vertical), House())
    assert "".join(line.text for line in lines) == text
    assert not [line.text for line in lines if re.match("[\ufe00-\ufe0f\u200d\u20e3\U000e0000-\U000e0fff]", line.text)]


def test_a_base_and_a_reading_may_hold_a_variant():
    text = f"字{IVS}gé字"
    node = Paragraph(text, (Span("A01.md", 1, 1, 1),), ruby=(Ruby(1, 3, 5),))
    (line,) = set_paragraph(node, {"": fonts.font_set("").chains["Banmian Song"]}, Measure(17), House())
    assert line.text == text
    assert codes(parsed(page(f"## 主题\n\n姓{{{IVS}城|gě|chéng}}。\n"))) == ["P058"]


def test_a_head_never_breaks_before_what_cannot_be_seen():
    text = f"诸{IVS}亮{IVS}先生到东昌府区"
    assert not [at for at in word_ends(text) if text[at] == IVS[1]]


@pytest.mark.slow
@pytest.mark.parametrize(
    "one",
    [
        IVS,
        pytest.param("葛" + IVS + "葛\U000e0101", marks=pytest.mark.slow),
        pytest.param(NURSE + KEYCAP + THUMB + FLAG, marks=pytest.mark.slow),
    ],
)
def test_a_sequence_is_in_the_text_of_every_file_wherever_it_stands(tmp_path, one):
    """In areas and in furniture, beside the bare base; the books hold the same characters."""
    order = Order(issue(tmp_path / "a", everywhere(one)), to=("screen", "epub-replica"), out=tmp_path / "out", jobs=1)
    files = {made.name: made.data for made in desk.build(order).files}
    assert pdf_text(files["screen.pdf"]).count(one) == 23
    assert sum(glyph.text == parts(one)[-1][1] for glyph in shown(files["screen.pdf"])) >= 12
    with zipfile.ZipFile(io.BytesIO(files[next(name for name in files if name.endswith("-replica.epub"))])) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert re.sub("<[^>]+>", "", text).count(one) >= 40


def test_an_emoji_that_no_face_has_is_named_whole(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "SYSTEM_FONTS", tmp_path / "no fonts")
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue(tmp_path / "a", page(f"## 主题\n\n甲{FAMILY}乙。\n")), to=("screen",), out=tmp_path / "out"))
    (fault,) = [one for one in refused.value.diagnostics if one.code == "M010"]
    assert fault.facts["character"] == FAMILY and (fault.place.line, fault.place.column) == (13, 2)
    assert fault.facts["code"] == "U+1F468 U+200D U+1F469 U+200D U+1F467"
