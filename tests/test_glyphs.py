"""Every character that some face has is set in every role; what none has is named before anything is set."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import desk, fonts
from banmian.composer.breaking import Measure
from banmian.composer.house import House
from banmian.composer.runs import TOKEN
from banmian.composer.setting import set_paragraph
from banmian.diagnostics import Diagnostic, Refused
from banmian.job import Order
from banmian.model import Emphasis, Paragraph, Ruby, Span
from banmian.proof.glyphs import script_of, unprintable
from banmian.sequences import characters, seen
from banmian.verify.readback import pdf_text

from .conftest import ROOT, compose
from .helpers import issue, page, parsed, some

FACES = fonts.faces()
ALL = set().union(*(face._characters for face in FACES.values()))
SOME = sorted(c for c in ALL - set.intersection(*(set(f._characters) for f in FACES.values())) if not c.isspace())
"""Characters that some shipped face has and another has not."""
SPACES = "\u00a0\u1680\u2000\u2003\u2004\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
WHERE = Span("A01.md", 1, 1, 1)


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """A machine that has no full faces."""
    monkeypatch.setattr(fonts, "SYSTEM_FONTS", tmp_path / "no fonts")


@pytest.fixture(params=["bare", "full"])
def machine(request, monkeypatch, tmp_path):
    if request.param == "bare":
        monkeypatch.setattr(fonts, "SYSTEM_FONTS", tmp_path / "no fonts")


def test_the_shipped_faces_differ():
    assert len(SOME) > 200 and set("₂łşğč⅓₽") <= set(SOME)


@pytest.mark.slow
@pytest.mark.parametrize("family", list(FACES))
def test_every_chain_sets_every_character_of_every_face(bare_machine, family):
    made = fonts.font_set("".join(ALL))
    chain = made.chains[family]
    for character in ALL:
        if not character.isspace():
            assert "".join(glyph.text for glyph in chain.glyphs(character)) == character
            assert chain.upright(character)
    assert made.lacks("".join(ALL)) == []
    assert [glyph.family for glyph in chain.glyphs("字")] == [family]


@pytest.mark.slow
@given(
    text=st.lists(
        st.sampled_from([*"聊城， \n", *SOME[::9], *"囍𠮷𫠠葛👨👩", "\u3164", "\ufe0f", "\u200d", "\U000e0100"])
    ).map("".join)
)
def test_what_a_text_lacks_is_what_its_characters_lack(text):
    """A text of usual characters is passed over whole; each character of the others is looked up in every chain."""
    made = fonts.font_set("")
    all_have = {c for c in text if all(chain.has(c) for chain in made.chains.values()) and not fonts.UNSEEN.match(c)}
    assert made.lacks(text) == [one for one in dict.fromkeys(characters(text)) if not all_have.issuperset(seen(one))]


@pytest.mark.slow
@pytest.mark.parametrize("vertical", [False, True])
def test_every_odd_character_is_set_stressed_and_as_a_reading(bare_machine, vertical):
    chains = fonts.font_set("".join(SOME)).chains
    faces = {"": chains["Banmian Song"], "strong": chains["Banmian Hei"], "em": chains["Banmian Kai"]}
    for character in [*SOME, *SPACES]:
        text = f"字{character}字{character}字{character}字"
        stress = (Emphasis(2, 4, "strong"), Emphasis(4, 6, "em"))
        plain = Paragraph(text, (WHERE,), stress)
        read = Paragraph(f"字字{character}a字", (WHERE,), ruby=(Ruby(1, 2, 4),))
        for node in (plain, *([] if vertical else [read])):
            lines = set_paragraph(node, faces, Measure(20, vertical=vertical), House())
            assert "".join("".join(line.text for line in lines).split()) == "".join(node.text.split())


MASTHEAD = "中共样{}报机关报\n\n样{}报社出版\n\n样{}报\n\n{}特刊\n\n微信公众号：样{}\n\n启事{}启事敬请留意\n\n2026年1月1日 星期四\n\n"
BODY = (
    "# 要{}闻\n\n## A01\n\n责编：李{}旭\n\n### 光荣{}名片\n\n甲{}\t乙\n丙\t{}丁\n\n> 肩{}题\n\n## 主{}题\n\n> 副{}题\n\n"
    "导语{}。\n\n### 小{}题\n\n正文{}**粗{}体**和*楷{}体*，!堃{}|kūn{}?[字{}]!.dot?。\n\n图说{}\n"
)


def everywhere(characters: str) -> str:
    """A page with some characters in every role."""
    return (MASTHEAD + BODY).replace("{}", characters).replace("!", "{").replace("?", "}")


@pytest.mark.slow
@pytest.mark.parametrize("characters", some(["₂", "\u202f", "Łódź", "⅓", "₽", "ş ğ č", "\u2009", "\u00a0", "⸺", "℁"], 1))
def test_an_odd_character_prints_in_every_role_of_every_page(bare_machine, tmp_path, characters):
    text = everywhere(characters) if characters != "₂" else everywhere("CO₂")
    made = parsed(text)
    assert [one.message() for one in made.noticed if one.severity.value == "error"] == []
    targets = ("screen", "archive", "press") if characters in ("Łódź", "\u202f") else ("screen",)
    order = Order(
        issue(tmp_path / "a", text), to=targets, out=tmp_path / "out", jobs=1, draft=True
    )  # its picture is missing
    result = desk.build(order)
    assert all(pdf_text(one.data) == made.manuscript for one in result.files)
    assert [one for one in result.diagnostics if one.severity.value == "error"] == []


@pytest.mark.slow
@pytest.mark.parametrize("characters", some(["囍", "🈶", "🀄", "x\u0338", "陳", "𬭎", "₽", "ł", "😀", "囍陳ł😀₽"], 1))
def test_with_the_full_faces_rare_characters_print_in_every_role(tmp_path, needs, characters):
    needs("full faces")
    needs("emoji")
    text = everywhere(characters)
    result = desk.build(Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out", jobs=1))
    assert pdf_text(result.files[0].data) == parsed(text).manuscript


@pytest.mark.parametrize("character", ["𠮷", "𡃁", "😀"])
def test_without_the_full_faces_each_place_is_named_before_rendering(bare_machine, tmp_path, character):
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue(tmp_path / "a", everywhere(character)), to=("screen",), out=tmp_path / "out"))
    faults = [one for one in refused.value.diagnostics if one.severity.value == "error"]
    assert {one.code for one in faults} == {"M010"} and len(faults) >= 15
    lines = everywhere(character).split("\n")
    for fault in faults:
        assert fault.facts["character"] == character and fault.facts["code"] == f"U+{ord(character):04X}"
        assert character in lines[fault.place.line - 1] and "fonts-noto-cjk" in fault.hint()


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(SOME), 40))
def test_all_odd_characters_are_read_back_from_every_file(machine, tmp_path, first):
    odd = "".join(SOME[first : first + 40])
    text = page(
        f"> 肩{odd[:8]}\n\n## 主{odd[8:16]}题\n\n> 副{odd[16:24]}\n\n导{odd}语。\n\n### 小{odd[24:32]}\n\n**粗{odd}**，*楷{odd}*。\n"
    )
    result = desk.build(Order(issue(tmp_path / "a", text), to=("screen", "archive", "press"), out=tmp_path / "out", jobs=1))
    assert all(pdf_text(one.data) == parsed(text).manuscript for one in result.files)


def test_the_engine_asks_the_faces_in_the_order_of_the_chains():
    """The static fonts.conf says what `font_conf._among` would say of the shipped faces alone."""
    from banmian.engine.font_conf import _among

    written = "".join((ROOT / "fonts" / "fonts.conf").read_text(encoding="utf-8").split())
    for family, chain in fonts.font_set("").chains.items():
        rule = _among(family, [face.family for face in chain.faces])
        assert "".join(rule.split()) in written


def test_faces_have_names_of_their_own():
    """Where two full faces shared a family, the bold one's characters were set in the plain one."""
    names = [record.fallback_family for record in fonts.records()] + [record.family for record in fonts.records()]
    assert len(names) == len(set(names))


def test_a_rare_character_in_a_section_head_is_as_bold_as_its_neighbours(needs):
    needs("full faces")
    chain = fonts.font_set("𠮷").chains["Banmian Hei"]
    (glyph,) = chain.glyphs("𠮷")
    assert glyph.family == "Noto Sans CJK SC Bold"


def test_two_characters_of_one_glyph_are_named(tmp_path, needs):
    """U+F902 and U+8ECA: the file could hold one text only for their glyph; it was E004 without a place."""
    needs("full faces")
    text = page("## 主题\n\n正文有\uf902字和\u8eca字。\n")
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out"))
    (fault,) = [one for one in refused.value.diagnostics if one.severity.value == "error"]
    assert (fault.code, fault.place.line, fault.place.column) == ("M022", 13, 4)
    assert fault.facts["character"] == "\uf902" and fault.facts["other"] == "\u8eca"


SCRIPTS = {
    "Arabic": "صحيفة الشعب اليومية", "Hebrew": "עיתון יומי חדש", "Thai": "หนังสือพิมพ์รายวัน", "Devanagari": "समाचार पत्र",
    "Tibetan": "མི་དམངས་ཉིན་རེ", "Mongolian": "ᠠᠷᠠᠳ ᠤᠨ ᠡᠳᠦᠷ", "private use": "\ue001\ue002\ue003\ue004\ue005\ue006",
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_without_a_face_is_said_once(bare_machine, tmp_path, script):
    """`missing` diagnostics would be one a character; a whole sentence is one."""
    node = parsed(page(f"## 主题\n\n正文{SCRIPTS[script]}。\n")).issue.pages[0].articles[0].lead[0]
    found = [one for one in unprintable([node, node], fonts.font_set(node.text).lacks) if script_of_fault(one) == script]
    assert [one.code for one in found] == ["M021"]
    assert found[0].place.line == 13 and found[0].facts["count"] > 5


def script_of_fault(fault: Diagnostic) -> str:
    return fault.facts.get("script") or script_of(chr(int(fault.facts["code"][2:], 16)))


@pytest.mark.parametrize(("count", "codes"), [(5, ["M010"] * 5), (6, ["M021"])])
def test_up_to_five_characters_of_a_script_are_named_one_by_one(count, codes):
    node = Paragraph("囍喆堃犇骉淼"[:count], (WHERE,))
    assert [one.code for one in unprintable([node], list)] == codes


@pytest.mark.parametrize(("word", "codes"), [("ש", ["M010"]), ("של", ["M021"]), ("सम", ["M021"]), ("ไทย", ["M021"])])
def test_a_word_of_a_script_that_no_face_has_is_one_message(word, codes):
    """A word of five Hebrew letters was five errors, none of which named the script."""
    node = Paragraph(word, (WHERE,))
    assert [one.code for one in unprintable([node], list)] == codes


@pytest.mark.parametrize(("places", "codes"), [(20, ["M010"] * 20), (21, ["M021"])])
def test_up_to_twenty_places_are_named_one_by_one(places, codes):
    assert [one.code for one in unprintable([Paragraph("字囍", (WHERE,))] * places, lambda text: ["囍"])] == codes


@pytest.mark.parametrize(
    ("character", "code"),
    [(one, "M010") for one in "\u034f\u115f\u3164"] + [(one, "P004") for one in "\ufe0f\U000e0100\U000e0041"],
)
def test_what_cannot_be_seen_is_named_wherever_it_stands(tmp_path, character, code):
    """The engine drops it from furniture without a word; it was V001, a fault of the program."""
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue(tmp_path / "a", everywhere(character)), to=("screen",), out=tmp_path / "out"))
    assert {one.code for one in refused.value.diagnostics if one.severity.value == "error"} == {code}


def test_a_base_wider_than_its_column_keeps_its_reading():
    """It was cut into its glyphs, each with the whole reading."""
    node = Paragraph("字" + "9" * 60 + "kun字", (WHERE,), ruby=(Ruby(1, 61, 64),))
    lines = set_paragraph(node, {"": fonts.font_set("").chains["Banmian Song"]}, Measure(17), House())
    assert "".join(line.text for line in lines) == node.text and any(line.over for line in lines)


def test_doctor_names_each_full_face(bare_machine):
    from banmian.doctor import examine

    found = {one.name: one for one in examine() if one.purpose[0].startswith("rare characters")}
    assert {"NotoSerifCJK-Regular.ttc", "LXGWWenKai-Regular.ttf", "Symbola_hint.ttf"} <= set(found)
    assert not any(one.found for one in found.values())
    assert found["LXGWWenKai-Regular.ttf"].mend == "apt-get install fonts-lxgw-wenkai"


@pytest.mark.slow
def test_no_folder_of_fonts_is_left_behind(needs):
    """The links to the full faces lie in a temporary folder that goes with the process."""
    needs("full faces")
    import subprocess
    import sys

    code = (
        "from banmian import fonts; from banmian.engine.font_conf import font_conf; print(font_conf(fonts.font_set('囍')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not Path(done.stdout.strip()).parent.exists()


@pytest.mark.parametrize("family", ["Noto Serif CJK SC", "Noto Sans CJK SC Bold", "Symbola"])
def test_a_combining_accent_stands_as_in_the_accented_letters_of_its_face(needs, family):
    """Letters that no face has whole; Noto's marks have no anchors, so HarfBuzz leaves them at the letter's right edge."""
    needs("full faces")
    needs("emoji")
    face = next(face for face in map(fonts._full, fonts._fulls()) if face and face.family == family)
    for letter, mark, like in (("x", "\u0304", "ē"), ("v", "\u0301", "é"), ("z", "\u0300", "è"), ("Q", "\u0301", "É")):
        base, accent = face.glyphs(letter + mark)
        left, right = face.ink(accent)
        middle = base.advance + accent.right + (left + right) / 2
        assert middle == pytest.approx(sum(face.ink(base)) / 2, abs=0.02)
        (model,), (bare,) = face.glyphs(like), face.glyphs("E" if like == "É" else "e")
        over = face.rise(accent)[1] + accent.up - face.rise(base)[1]
        clear = face.rise(accent)[0] + accent.up - face.rise(base)[1]
        wanted = face.rise(model)[1] - face.rise(bare)[1]
        assert clear > 0.049 and (over == pytest.approx(wanted, abs=0.02) or clear == pytest.approx(0.05, abs=0.001))


def test_two_accents_stand_over_each_other(needs):
    needs("full faces")
    face = fonts._full(fonts.records()[0])
    _, one, two = face.glyphs("x\u0304\u0301")
    assert face.rise(two)[0] + two.up > face.rise(one)[1] + one.up


@pytest.mark.slow
def test_the_engine_asks_the_full_faces_in_the_order_of_the_chains(needs, monkeypatch):
    """Rules for the faces that a face falls back to put theirs in between: a nameplate was half Song, half Hei."""
    needs("full faces")
    from banmian.engine.font_conf import font_conf

    made = fonts.font_set("囍𠮷")
    conf = font_conf(made)
    for family, chain in made.chains.items():
        said = subprocess.run(
            ["fc-pattern", "-c", family, "family"], env={**os.environ, "FONTCONFIG_FILE": str(conf)}, capture_output=True,
            text=True, check=True,
        ).stdout  # fmt: skip
        order = list(dict.fromkeys(re.findall(r'"([^"]+)"\(', said)))
        assert order[: len(chain.faces)] == [face.family for face in chain.faces]


def test_a_rare_character_stands_in_the_weight_of_its_neighbours(needs):
    """Whatever full faces are installed: 囍 was Regular in a headline and in the nameplate of a machine without Black."""
    needs("full faces")
    for family, chain in fonts.font_set("𠮷").chains.items():
        heavy = {record.family for record in fonts.records() if record.heavy}
        (glyph,) = chain.glyphs("𠮷")
        assert any(word in glyph.family for word in ("Bold", "Black")) == (family in heavy)


@pytest.mark.parametrize("character", "囍陳龍")
def test_a_traditional_character_stands_in_the_forms_of_its_neighbours_face(bare_machine, character):
    """Without any full face: it was refused with E003 or M010, or set Regular beside Bold."""
    made = fonts.font_set(character)
    for family, chain in made.chains.items():
        (glyph,) = chain.glyphs(character)
        wanted = "Banmian Song" if (family, character) == (fonts.KAI, "囍") else family  # no Kai has it
        assert made.beside.get(glyph.family) == wanted


@pytest.mark.slow
def test_a_stand_in_is_named_once_with_its_place_and_package(needs, monkeypatch, tmp_path):
    needs("full faces")
    real = fonts._installed(fonts.SYSTEM_FONTS)
    without = {name: path for name, path in real.items() if not name.startswith(("NotoSerifCJK-Black", "LXGW"))}
    monkeypatch.setattr(fonts, "_installed", lambda folder: without)
    fonts._font_set.cache_clear()
    text = page(
        "## 双𠮷临门𠮷\n\n导语。\n\n### 小𠮷题\n\n正文𠮷。\n", "样{}报\n\n2026年1月1日 星期四\n\n".replace("{}", "𠮷")
    )
    result = desk.build(Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out", jobs=1))
    fonts._font_set.cache_clear()
    found = [one for one in result.diagnostics if one.code == "M070"]
    assert [(one.facts["character"], one.facts["package"], one.place.line) for one in found] == [
        ("𠮷", "fonts-noto-cjk-extra", text.split("\n").index("## 双𠮷临门𠮷") + 1)
    ]
    assert found[0].facts["face"] == "Noto Serif CJK SC Bold"


@pytest.mark.slow
def test_a_han_that_no_face_of_its_kind_has_is_told(needs, tmp_path):
    """Noto Serif has not all Han of Noto Sans: one of them stood among Song in Hei without a word."""
    needs("full faces")
    serif, sans = (fonts._full(one) for one in fonts.records() if one.family in ("Banmian Song", "Banmian Hei Light"))
    (rare, *_) = sorted(c for c in sans.characters - serif.characters if "\U00020000" < c < "\U0002ebe0")
    text = page(f"## 主题\n\n导语。\n\n### 小题\n\n记者张{rare}在村里采访{rare}。\n").replace("# 要闻", f"# 张{rare}专栏")
    result = desk.build(Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out", jobs=1))
    found = [one for one in result.diagnostics if one.code in ("M070", "M072") and one.facts["wanted"] == "Banmian Song"]
    assert [(one.code, one.facts["character"]) for one in found] == [("M072", rare)]
    assert (
        text.splitlines()[found[0].place.line - 1][found[0].place.column - 1] == rare and "Sans" in found[0].facts["face"]
    )
    told = {one.facts["wanted"] for one in result.diagnostics if one.code in ("M070", "M072")}
    assert told == {"Banmian Song", "Banmian Song Heavy"}


@pytest.mark.slow
def test_english_leads_and_captions_do_not_stand_in_a_kais_latin(tmp_path):
    text = page("> A kicker\n\n## A headline\n\nThe lead, in English.\n\n### 中文\n\n导语 and *English* too.\n")
    _, (made,) = compose(issue(tmp_path / "a", text))
    faces = {
        "".join(g.text for line in b.lines for g in line.set.glyphs): b.lines[0].set.glyphs[0].family for b in made.blocks
    }
    assert faces["The lead, in English."] == "Banmian Song"
    chinese = page("> 肩题\n\n## 主题\n\nABC的导语。\n\n### 中文\n\n正文。\n")
    _, (made,) = compose(issue(tmp_path / "b", chinese))
    faces = {block.role: block.lines[0].set.glyphs[0].family for block in made.blocks}
    assert faces["lead"] == "Banmian Kai"


WORDS = ("Łódź", "CO₂", "Dvořák", "Győr", "SO₄²⁺", "İzmir", "Škoda", "Nguyễn", *"⅓⅔⅕⅘⅙⅐⅛⅞⅒⅟↉")
"""Each has letters that Noto's Song and Hei have, and some that they have not."""
SERIFS, SANS = {"Banmian Deck", "Banmian Headline"}, {"Banmian Sans", "Banmian Sans Bold"}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_set_whole_in_a_latin_face_of_its_neighbours_kind(machine, word):
    """Half of Łódź stood in the Song, half in the Kai, or the whole of it; no serif face had the 2 of CO₂."""
    chains = fonts.font_set(word).chains
    faces = {family: {glyph.family for glyph in chains[family].glyphs(word)} for family in FACES}
    assert faces["Banmian Song"] == {"Banmian Deck"} and faces["Banmian Song Heavy"] == {"Banmian Headline"}
    assert faces["Banmian Hei"] == {"Banmian Sans Bold"} and faces["Banmian Hei Light"] == {"Banmian Sans"}
    assert faces["Banmian Kai"] == {"Banmian Deck" if word == "Nguyễn" else "Banmian Kai"}


def test_a_formula_is_one_word():
    """Its raised 2 was one by itself, and stood in another face."""
    assert [hit[0] for hit in TOKEN.finditer("是SO₄²⁻和Al³⁺，m²")] == ["是", "SO₄²⁻", "和", "Al³⁺", "，", "m", "²"]


@pytest.mark.parametrize("word", ["naïve", "café", "№", "m²", "São"])
def test_a_word_that_the_song_has_stays_in_it(word):
    chain = fonts.font_set(word + "Łódź").chains["Banmian Song"]
    assert {glyph.family for glyph in chain.glyphs(word)} == {"Banmian Song"}


def odd_page(word: str) -> str:
    head = f"中共样市委机关报\n\n样报\n\n{word}特刊\n\n2026年1月1日 星期四\n\n{word}办事处\n\n"
    body = (
        f"本版责编：{word} 李旭\n\n### {word}名片\n\n甲县区\t乙县区\n\n> 来自{word}\n\n## 主题{word}\n\n"
        f"导语{word}。\n\n### 小题{word}\n\n正文{word}里。**重点{word}在**\n"
    )
    return page(body, head)


def faces_in(file: bytes, word: str) -> set[frozenset[str]]:
    """The faces of each place where a word stands in a PDF."""
    document = pypdfium2.PdfDocument(file)
    text = document[0].get_textpage()
    found, at = set(), -1
    whole = text.get_text_range()
    while (at := whole.find(word, at + 1)) >= 0:
        found.add(frozenset(_face(text, n) for n in range(at, at + len(word))))
    return found


def _face(text: pypdfium2.PdfTextPage, n: int) -> str:
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    pypdfium2.raw.FPDFText_GetFontInfo(text, n, name, 100, flags)
    return name.value.decode().partition("+")[2].replace("-", " ") or name.value.decode()


@pytest.mark.slow
@pytest.mark.parametrize("word", WORDS[:2])
def test_words_of_furniture_and_text_stand_in_one_face(bare_machine, tmp_path, word):
    """The engine looks each letter up by itself: in its furniture words stood half in one face, half in another."""
    order = Order(issue(tmp_path / "a", odd_page(word)), to=("screen",), out=tmp_path / "out", layout="broadsheet")
    (file,) = desk.build(order).files
    found = faces_in(file.data, word)
    assert found == {frozenset((face,)) for face in (*SERIFS, *SANS, "Banmian Kai")}


@pytest.mark.slow
def test_a_letter_that_only_a_face_of_another_kind_has_is_told_once(bare_machine, tmp_path):
    """Ⅼ in the Song and in the Hei stood in the Kai, and nothing said so."""
    text = page("## 主题\n\n导语Ⅼ。\n\n### 小题Ⅼ\n\n正文Ⅼ里，又Ⅼ里，Łódź。**重点的CO₂**里。\n")
    _, (made,) = compose(issue(tmp_path / "a", text))
    found = [one for one in made.noticed if one.code == "M072"]
    assert {(one.facts["character"], one.facts["face"], one.facts["wanted"], one.place.line) for one in found} == {
        ("Ⅼ", "Banmian Kai", "Banmian Song", text.split("\n").index("正文Ⅼ里，又Ⅼ里，Łódź。**重点的CO₂**里。") + 1),
        ("Ⅼ", "Banmian Kai", "Banmian Hei", text.split("\n").index("### 小题Ⅼ") + 1),
    }
    assert len(found) == 2
