"""A phrase of Latin words stands in one face where one of its words needs another than the text's."""

import io
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from banmian import desk, fonts
from banmian.composer.breaking import Measure
from banmian.composer.clusters import clusters_of
from banmian.composer.house import House
from banmian.composer.setting import set_paragraph
from banmian.composer.vertical import CLEAR, EM_TOP, MIDDLE, stood
from banmian.engine.engine import Engine
from banmian.engine.font_conf import font_conf
from banmian.engine.weasy import HTML
from banmian.engine.whole_words import apart
from banmian.job import Order
from banmian.language import Language
from banmian.model import Paragraph, Span
from banmian.verify.readback import pdf_text

from .conftest import compose
from .helpers import issue, page, parsed
from .test_glyphs import SANS, SERIFS, faces_in, odd_page

WHERE = Span("A01.md", 1, 1, 1)
NAMES = (
    "Antonín Dvořák", "Łódź Kaliska", "A. Dvořák", "Dvořák A.", "J.-P. Dvořák", "Dr. Dvořák", "Jean Mary Nečas", "Le Monde-Škoda",
    "Škoda 120 Rapid", "Dvořák & Sons", "D’Amico Łódź",
)  # fmt: skip


def faces_of(text: str, family: str = "Banmian Song", width: float = 40.0, vertical: bool = False) -> str:
    """The characters of a set text that stand in another face than the text's Chinese one."""
    chain = fonts.font_set(text).chains[family]
    lines = set_paragraph(Paragraph(text, (WHERE,)), {"": chain}, Measure(width, vertical=vertical), House())
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    assert "".join(glyph.text for glyph in glyphs if glyph.text != "\u00ad") == text
    return "".join(glyph.text for glyph in glyphs if glyph.family == fonts.LATIN[family] and glyph.text != "\u00ad")


@pytest.mark.parametrize("family", fonts.LATIN)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_in_one_face(family, name):
    """Of Antonín Dvořák the first word stood in the Song's own Latin."""
    assert faces_of(f"捷克的{name}写道，and Paris。", family) == name
    assert faces_of(f"捷克的{name}写道", family, vertical=True) == name


@pytest.mark.slow
@pytest.mark.parametrize("language", [Language.TAIWAN, Language.HONG_KONG])
@pytest.mark.parametrize("family", fonts.LATIN)
def test_so_it_does_in_papers_of_taiwan_and_hong_kong(family, language):
    text = "捷克的Antonín Dvořák說，約⅓的Paris"
    chain = fonts.font_set(text, language=language).chains[family]
    (line,) = set_paragraph(Paragraph(text, (WHERE,)), {"": chain}, Measure(40), House())
    assert "".join(one.text for one in line.glyphs if one.family == fonts.LATIN[family]) == "Antonín Dvořák⅓"


@pytest.mark.parametrize("width", [4.0, 6.0, 9.0])
def test_a_name_is_whole_over_the_ends_of_lines(width):
    assert faces_of("捷克的Antonín Jan Dvořák写道", width=width) == "Antonín Jan Dvořák"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("在Praha、Łódź和Brno", "Łódź"),
        ("在Praha，Łódź", "Łódź"),
        ("（Praha）Łódź好", "Łódź"),
        ("增长20 CO₂ 30 吨", "CO₂"),
        ("是CO₂ 30%，", "CO₂"),
        ("去Praha. Łódź好", "Łódź"),
        ("Москва Łódź好", "Łódź"),
    ],
)
def test_what_is_no_part_of_the_phrase_keeps_its_face(text, phrase):
    assert faces_of(text) == phrase


def test_a_text_without_han_stands_in_one_face():
    text = "He met Dvořák in 1894; “they walked,” he said."
    assert faces_of(text) == text
    assert faces_of("He met Antonin in 1894.") == ""


def test_a_page_without_such_words_asks_nothing_of_a_chain():
    chain = fonts.font_set("Łódź").chains["Banmian Song"]
    assert list(apart("聊城Liaocheng Daily，Expo 2026", chain)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Antonín Dvořák", "A. Dvořák"])
def test_names_of_furniture_and_text_stand_in_one_face(tmp_path, name):
    text = odd_page(name)
    order = Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out", layout="broadsheet")
    (file,) = desk.build(order).files
    assert pdf_text(file.data) == parsed(text).manuscript
    seal = faces_in(file.data, name.replace(" ", "\r\n"))
    assert {face - {""} for face in seal} == {frozenset(("Banmian Headline",))}
    assert faces_in(file.data, name) == {frozenset((face,)) for face in (*SERIFS, *SANS, "Banmian Kai")}


@pytest.mark.slow
def test_western_words_do_not_stand_in_the_latin_of_the_kai(tmp_path):
    """Cells of a card and stressed words of an English text did, which is made to stand among Han."""
    cells = "哈佛大学\tHarvard University\tMünchen\t1636\n北京大学\tDvořák College\t北大 Beida\t1898"
    text = page(f"### 大学名片\n\n{cells}\n\n## 主题\n\n导语。\n\n### 小题\n\nHe read *English words* aloud.\n")
    order = Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out", layout="broadsheet")
    (file,) = desk.build(order).files
    for words in ("Harvard University", "München", "English words"):
        assert faces_in(file.data, words) == {frozenset(("Banmian Song",))}
    assert faces_in(file.data, "Dvořák College") == {frozenset(("Banmian Deck",))}
    for words in ("哈佛大学", "1636", "北大 Beida"):
        assert faces_in(file.data, words) == {frozenset(("Banmian Kai",))}


@pytest.mark.slow
@pytest.mark.parametrize("width", [3.5, 6, 8.5])
@pytest.mark.parametrize("style", ["", "text-align: justify", "text-align: center", "letter-spacing: 0.02em"])
def test_a_name_that_the_engine_divides_stands_in_one_face(width, style):
    """The engine sets each line by itself: half of a name did not know what the other half needs."""
    text = "记者与Antonín Dvořák和Leoš Jan Janáček的Dvořák Antonín写And Paris"
    made = fonts.font_set(text)
    engine = Engine(str(font_conf(made)), made.faces, made.chains)
    html = f'<p style="font: 20px Banmian Song; width: {width}em; {style}">{text}</p>'
    with engine._alone():
        file = HTML(string=html).write_pdf(font_config=engine._font_config)
    for word in ("Antonín", "Dvořák", "Leoš", "Jan", "Janáček"):
        assert faces_in(file, word) == {frozenset(("Banmian Deck",))}
    assert faces_in(file, "And") == faces_in(file, "Paris") == {frozenset(("Banmian Song",))}


@pytest.mark.parametrize("word", ["x̄", "p̂", "Z\u0302", "q̄", "m\u0331", "A\u0304\u0301"])
@pytest.mark.parametrize("family", [one for one in fonts.latin_files() if one != "Banmian Blackletter"])
def test_an_accent_stands_over_its_letter(family, word):
    """By the face's own anchors, so that it does so in furniture too."""
    face = fonts.latin_face(family)
    assert not face.lacks(set(word))
    found, at = face.glyphs(word), 0.0
    for letter, mark in pairwise(found):
        at += letter.advance
        middle, over = sum(face.ink(letter)) / 2 - letter.right, sum(face.ink(mark)) / 2 + mark.right
        slant = 0.18 if "Italic" in family else 0.06
        assert mark.width == mark.advance == 0 and abs(at - letter.advance + middle - at - over) < slant
        (low, high), (foot, top) = face.rise(mark), face.rise(letter)
        assert foot + letter.up > high + mark.up or low + mark.up > top + letter.up - 0.03


@pytest.mark.parametrize("family", ["Banmian Song Heavy", "Banmian Hei Light"])
def test_an_accent_of_furniture_stands_over_its_letter(family):
    """The bar of x̄ stood right of the letter, over the rule; p̂ was thin beside Song Heavy."""
    text = "值x̄和p̂值"
    made = fonts.font_set(text)
    engine = Engine(str(font_conf(made)), made.faces, made.chains)
    with engine._alone():
        file = HTML(string=f'<p style="font: 40px {family}">{text}</p>').write_pdf(font_config=engine._font_config)
    assert faces_in(file, "x̄") == faces_in(file, "p̂") == {frozenset((fonts.LATIN[family],))}
    page_ = pypdfium2.PdfDocument(file)[0].get_textpage()
    boxes = {page_.get_text_range(n, 1): page_.get_charbox(n) for n in range(page_.count_chars())}
    for letter, mark in ("x\u0304", "p\u0302"):
        (left, _, right, top), (start, foot, end, _) = boxes[letter], boxes[mark]
        assert abs((left + right - start - end) / 2) < 1 and foot > top - 1


def test_a_word_with_accents_that_combine_keeps_its_face_where_that_has_the_letter():
    chain = fonts.font_set("cafe\u0301 x̄").chains["Banmian Song"]
    assert {glyph.family for glyph in chain.glyphs("cafe\u0301")} == {"Banmian Song"}
    assert {glyph.family for glyph in chain.glyphs("x̄")} == {"Banmian Deck"}


@pytest.mark.slow
def test_both_ways_to_write_a_letter_are_kept_in_furniture(tmp_path):
    """Both are one glyph, for which the file has one text."""
    text = page("## 主题\n\n导语。\n").replace("## A01", "## A01\n\n责编：Rene\u0301e 美编：Renée 校对：Ŷvon x̄")
    order = Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out", layout="broadsheet")
    (file,) = desk.build(order).files
    assert pdf_text(file.data) == parsed(text).manuscript


@pytest.mark.parametrize("family", fonts.LATIN)
def test_a_letter_is_set_alike_both_ways_it_can_be_written(family):
    """A letter and an accent that combines stood in the Latin face, é in the text's own."""
    assert faces_of("导语Rene\u0301e与Renée", family) == ""
    text = "责编Rene\u0301e"
    chain = fonts.font_set(text).chains[family]
    assert {one[2] for one in apart(text, chain)} == {family}


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["broadsheet", "tabloid"])
def test_so_it_is_in_furniture_and_text_of_a_page(tmp_path, layout):
    text = page("## 主题\n\n导语Rene\u0301e与Renée。\n").replace("## A01", "## A01\n\n责编：Rene\u0301e 美编：Renée")
    order = Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out", layout=layout)
    (file,) = desk.build(order).files
    assert pdf_text(file.data) == parsed(text).manuscript
    assert faces_in(file.data, "Rene") == {frozenset((one,)) for one in ("Banmian Song", "Banmian Hei Light")}
    embedded = {
        str(font.BaseFont).partition("+")[2] for font in pikepdf.open(io.BytesIO(file.data)).objects if _is_face(font)
    }
    assert not embedded & {one.replace(" ", "-") for one in fonts.latin_files()}


def _is_face(one) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font" and "/BaseFont" in one


@pytest.mark.slow
def test_an_accent_that_stands_in_another_face_than_its_letter_is_told(tmp_path):
    """The bar of Ω̄ stood right of its letter, in text and in furniture, and nothing said so: no face has both."""
    text = page("## 主题\n\n值Ω̄与x̄高。\n").replace("## A01", "## A01\n\n责编：王Ω̄ 美编：x̄")
    _, (made,) = compose(issue(tmp_path / "a", text), "broadsheet")
    found = [
        (one.place.line, *map(one.facts.get, ("character", "face", "wanted"))) for one in made.noticed if one.code == "M072"
    ]
    lines = [n for n, line in enumerate(text.split("\n"), 1) if "Ω" in line]
    assert sorted(found) == [
        (lines[0], "◌̄", "Banmian Sans", "Banmian Hei Light"), (lines[1], "◌̄", "Banmian Deck", "Banmian Song")
    ]  # fmt: skip


FRACTIONS = [chr(code) for code in (*range(0xBC, 0xBF), *range(0x2150, 0x2160), 0x2189)]


@pytest.mark.parametrize("family", fonts.latin_files())
def test_every_latin_face_of_a_kind_has_every_fraction(family):
    """⅓ came from the Kai. A fraction is as high as the face's ½, and not wider than 1.4 em."""
    face = fonts.latin_face(family)
    if family == "Banmian Blackletter":
        assert not face.has("⅓")
        return
    half = face.rise(face.glyphs("½")[0])
    for fraction in FRACTIONS:
        (glyph,) = face.glyphs(fraction)
        low, high = face.rise(glyph)
        assert abs(low - half[0]) < 0.04 and abs(high - half[1]) < 0.04 and 0.5 < glyph.advance < 1.4
        left, right = face.ink(glyph)
        assert left > -0.1 and right < glyph.advance + 0.1


@pytest.mark.parametrize("fraction", FRACTIONS)
def test_a_fraction_is_a_figure(fraction):
    """2⅓ was parted at a line's end, and ⅓ stood beside Han without a gap; ½ did not."""
    chain = fonts.font_set(fraction).chains["Banmian Song"]
    text = f"字{fraction}字2{fraction}字"
    found = clusters_of(text, (), (), {"": chain}, House(), 0)
    assert [one.left for one in found] == ["han", "latin", "han", "latin", "latin", "han"]
    lines = [
        line.text for line in (set_paragraph(Paragraph("字字字2" + fraction, (WHERE,)), {"": chain}, Measure(4), House()))
    ]
    assert lines[-1].endswith("2" + fraction)
    upright = stood(found[1], {"": chain})
    assert upright.width == 1 and not any(form.lies for form in upright.forms)


@pytest.mark.parametrize("family", fonts.LATIN)
@pytest.mark.parametrize("mark", "，、。；：？！")
@pytest.mark.parametrize("word", ["m²", "10㎡", "Al³⁺", "Ca", "20th", "CO₂", "⅓"])
def test_a_mark_stands_clear_of_what_lies_before_it(family, mark, word):
    """In a vertical line a comma stands at the right, where a raised figure of what lies is: the ² of 10㎡ touched it."""
    text = f"字{word}{mark}字字"
    chain = fonts.font_set(text).chains[family]
    (line,) = set_paragraph(Paragraph(text, (WHERE,)), {"": chain}, Measure(20, vertical=True), House())
    assert line.text == text
    at = len(line.glyphs) - 3
    (last, glyph, below), (place, marks, under) = line.glyphs[at - 1 : at + 2], line.places[at - 1 : at + 2]
    form, turned = line.forms[at], line.forms[at - 1]
    (foot, top), reach = chain.rise(glyph), chain.rise(last)[1] - MIDDLE
    if turned.lies and reach > form.right + chain.ink(glyph)[0]:
        assert (marks + EM_TOP - top) - (place + chain.ink(last)[1]) > CLEAR - 0.001
    assert (under + EM_TOP - chain.rise(below)[1]) - (marks + EM_TOP - foot) > 0.01
