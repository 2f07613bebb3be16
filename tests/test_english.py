"""Papers in English: `daily-en` and its faces, and what the composer does with words in letters."""

import hashlib
import importlib.util
import io
import re
import tomllib
import zipfile
from collections import Counter
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import desk
from banmian.choosing import page_layouts
from banmian.composer.breaking import Measure
from banmian.composer.faces import Chain
from banmian.composer.heads import HeadBreaks, HeadFit, head_galley, set_head
from banmian.composer.house import LETTERS_APART, LETTERS_TOGETHER, House
from banmian.composer.sense import leans
from banmian.composer.setting import measured, set_paragraph
from banmian.fonts import font_set, latin_face
from banmian.job import Order
from banmian.layout_faces import faces_of
from banmian.model import Span, Text

from . import outside
from .conftest import ROOT, compose
from .helpers import book, issue, page
from .test_text_layer import READERS

ISSUE = ROOT / "docs" / "english" / "issue"
LATIN = ROOT / "fonts" / "latin"
FACES = tomllib.loads((LATIN / "manifest.toml").read_text(encoding="utf-8"))["face"]
WORDS = (ISSUE / "01.md").read_text(encoding="utf-8").split("\n\n")
PARAGRAPHS = [one for one in WORDS if len(one) > 200 and one[0] not in "!#"]
NEWS = {"": Chain((latin_face("Banmian News"),))}


def set_in(text, width):
    return set_paragraph(Text(text, Span("a.md", 1, 1, 1)), NEWS, Measure(width, 1), House())


def hyphened(line):
    return line.glyphs[-1].text in ("\u00ad", "-")


@pytest.mark.parametrize("face", FACES, ids=lambda face: face["file"])
def test_the_manifest_of_the_latin_faces_is_true(face):
    assert hashlib.sha256((LATIN / face["file"]).read_bytes()).hexdigest() == face["sha256"]
    assert "OPEN FONT LICENSE" in (LATIN / face["licence"]).read_text(encoding="utf-8").upper()
    opened = latin_face(face["family"])
    assert all(opened.has(character) for character in "Aafz019&.,;:!?-\u2011–—‘’“”£$€é")


BEHIND = {
    "Banmian Sans": "Banmian Hei Light", "Banmian Sans Bold": "Banmian Hei", "Banmian Headline": "Banmian Song Heavy",
    "Banmian News Bold": "Banmian Song Heavy", "Banmian News": "Banmian Song", "Banmian Deck": "Banmian Song",
}  # fmt: skip


@pytest.mark.parametrize("face", BEHIND)
def test_what_a_latin_face_lacks_is_set_in_a_face_of_its_kind(face):
    """Han and the letters of pinyin in a sans head stood in the Song; the names of Europe and Vietnam are its own."""
    chains = font_set("Łukasz 王明 Lǎo", [(latin_face(face), LATIN)]).chains
    assert {
        glyph.family for text in ("Łukasz", "Dvořák", "Nguyễn", "Phạm", "Ước") for glyph in chains[face].glyphs(text)
    } == {face}
    assert {glyph.family for text in ("王", "Lǎo") for glyph in chains[face].glyphs(text)} == {BEHIND[face]}


@pytest.mark.slow
def test_a_sans_head_in_english_is_sans_throughout(tmp_path):
    words = "Łukasz Nguyễn, 王明 and Lǎo Ⅼ"
    head = "The Harbour Post\n\nThursday, January 1, 2026\n\n"
    text = page(f"> Kicker by {words}\n\n## Head\n\nText.\n\n### Section by {words}\n\nText.\n", head)
    _, (made,) = compose(issue(tmp_path / "a", text, '[paper]\nlanguage = "en"\n'), "daily-en")
    heads = [block for block in made.blocks if block.role in ("kicker", "heading")]
    faces = {glyph.family for block in heads for line in block.lines for glyph in line.set.glyphs if glyph.text != "Ⅼ"}
    assert faces == {"Banmian Sans Bold", "Banmian Hei"}
    told = [(one.facts["character"], one.facts["wanted"]) for one in made.noticed if one.code == "M072"]
    assert {character for character, _ in told} == {"Ⅼ"}


def test_the_latin_faces_are_small():
    assert sum(path.stat().st_size for path in LATIN.iterdir()) < 2.5e6


def test_a_paper_in_english_is_made_up_by_daily_en_and_no_other_has_its_faces():
    bundle, parsed = desk.read(ISSUE)
    layouts = page_layouts(Order(ISSUE), bundle, parsed.issue.language)
    assert [one.name for one in layouts.every] == ["daily-en"]
    assert {face.family for face, _ in faces_of(layouts.usual)} == {face["family"] for face in FACES}
    assert not font_set("").chains.keys() & {face["family"] for face in FACES}


@pytest.mark.slow
@pytest.mark.parametrize("width", [9, 11, 13, 17])
def test_letters_are_moved_by_a_fortieth_of_an_em_at_most(width):
    moved = []
    for text in PARAGRAPHS:
        for line in set_in(text, width):
            for (a, x), (b, y) in pairwise(zip(line.glyphs, line.places, strict=True)):
                if a.text.isalpha() and b.text.isalpha():
                    moved.append(y - x - a.advance)
    assert -LETTERS_TOGETHER - 1e-6 <= min(moved) < 0 < max(moved) <= LETTERS_APART + 1e-6


def test_a_column_of_a_broadsheet_has_few_holes():
    """In 17 em, 19 % of the full lines were too loose when letters were drawn together by a hundredth of an em at most."""
    full = [line for text in PARAGRAPHS for line in set_in(text, 17)[:-1]]
    assert sum(line.loose for line in full) < 0.15 * len(full)
    assert not any(line.short for line in full)


def test_a_ladder_counts_the_hyphens_of_words_too():
    """Three lines in a row never end in a hyphen, and where the words have their own, no third is parted below them."""
    text = " ".join(["a well-known self-made man-servant of thirty-five years"] * 6)
    for width in (9, 10, 11, 12, 13, 14):
        runs = [sum(1 for _ in group) for one, group in groupby(map(hyphened, set_in(text, width))) if one]
        assert max(runs, default=0) <= 2, width
    assert any(hyphened(line) for line in set_in(text, 9))


def test_a_paragraph_that_cannot_be_filled_is_ragged_throughout():
    """In 9 em the lines of most paragraphs would be holes: their words stand as the face has them, or closer."""
    (space,) = NEWS[""].glyphs(" ")
    ragged = [lines for lines in (set_in(text, 9) for text in PARAGRAPHS) if any(line.short for line in lines)]
    assert len(ragged) > len(PARAGRAPHS) / 2
    for lines in ragged:
        if sum(line.short for line in lines) * 4 >= len(lines):
            for line in lines:
                ends = [x + glyph.advance for glyph, x in zip(line.glyphs, line.places, strict=True)]
                for n in range(1, len(ends) - 1):
                    if line.glyphs[n].text == " ":
                        assert line.places[n + 1] - ends[n - 1] <= space.advance + 1e-6


def test_a_large_number_is_one_with_its_figures():
    for more in range(1, 12):
        lines = set_in("It was " + "o" * more + " for the price of $3 million that they had it built in two years", 11)
        assert any("$3 million" in line.text for line in lines)


def head_in(text, width, lines):
    fit = HeadFit(lines=lines, least=lines, smallest=1.0, tightest=0.0)
    _, made = set_head(head_galley(Text(text, Span("a.md", 1, 1, 1)), NEWS, House()), Measure(width, flush=False), fit)
    return [line.text.strip() for line in made]


@pytest.mark.parametrize(
    ("text", "lines", "narrowest"),
    [
        ("Rovers win in the rain at home", 2, 10),
        ("Surgery reopens with two doctors and a nurse for the valley", 3, 13),
        ("The man who sold the bridge to the town", 2, 11),
    ],
)
def test_no_line_of_a_head_ends_on_a_word_that_leans_on_the_next(text, lines, narrowest):
    """Lines of like length were all that counted: The man who sold the | bridge to the town."""
    for width in range(narrowest, 30):
        made = head_in(text, width, lines)
        assert len(made) == lines and not any(leans(line) for line in made[:-1]), (width, made)


SOME_WORDS = st.sampled_from(["of", "The", "to", "harbour", "wall", "and", "night", "a"])


@pytest.mark.slow
@given(st.lists(SOME_WORDS, min_size=1, max_size=9), st.integers(6, 24))
def test_such_a_line_stands_only_where_no_other_break_fits(words, width):
    words = [*words, "harbour"]
    made = head_in(" ".join(words), width, 2)
    if len(made) == 2 and leans(made[0]):
        for n in range(1, len(words)):
            parts = " ".join(words[:n]), " ".join(words[n:])
            assert leans(parts[0]) or any(set_in(part, 99)[0].width > width for part in parts)


def test_the_planner_sees_a_head_as_it_is_set():
    """In two lines it looks for a width in which none ends so; of words that have no other break it takes that."""
    for text, seen in (("Rovers win at home", True), ("The van", True)):
        breaks = HeadBreaks(measured(Text(text, Span("a.md", 1, 1, 1)), NEWS, Measure(99, flush=False), House()), text)
        assert (breaks.broken(2, 20) is not None) is seen
    narrow = HeadBreaks(
        measured(Text("Rain in Harrowgate", Span("a.md", 1, 1, 1)), NEWS, Measure(99), House()), "Rain in Harrowgate"
    )
    assert narrow.broken(2, 6.1) is None and narrow.broken(2, 9) is not None


def test_what_stands_behind_an_apostrophe_goes_with_the_last_syllable():
    shown = " ".join(
        line.text.rstrip() + "-" * hyphened(line) for line in set_in("of the governments’ and government’s own " * 4, 9)
    )
    assert re.search(r"gov- ?ernment’s|govern- ment’s", shown) and not re.search(r"- (?:’s|’)", shown)


@pytest.mark.slow
def test_many_loose_lines_of_a_page_are_one_message(tmp_path):
    text = "\n\n".join(["文" * 20 + "LLANFAIRPWLLGWYN" + "字" * 30 + "。"] * 5)
    _, pages = compose(issue(tmp_path / "gap", page(f"## 主题\n\n导语。\n\n### 小标题\n\n{text}\n")))
    told = [one for one in pages[0].noticed if one.code in ("M003", "M090")]
    assert [(one.code, one.facts["count"]) for one in told] == [("M090", "10")]
    assert told[0].place.line == 17 and "《主题》" in told[0].message("zh")


def test_the_script_draws_each_picture_and_each_is_described():
    spec = importlib.util.spec_from_file_location("english_draw", ISSUE.parent / "draw.py")
    draw = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(draw)
    files = sorted(path.name for path in (ISSUE / "images").iterdir())
    assert sorted(f"{name}.jpg" for name in draw.SCENES) == files
    assert sorted(one.image for one in desk.read(ISSUE)[0].settings.pictures if one.alt) == [
        f"images/{one}" for one in files
    ]


FOUND = (
    "THORNBY, Nov. 26 —", "travelling library gave up its books", "412 readers who still borrowed", "“It was never only books,”",
    "£148,000 a year", "Dr. Nisha Rao", "J. R. Whitlock", "rock ’n’ roll", "Mr. Smith, who is 90", "5 p.m.",
    "The Thornby Courier", "Friday, November 27, 2026", "Last library van makes its final round",
)  # fmt: skip


@pytest.mark.slow
def test_the_english_issue_builds_and_is_found_by_four_readers(tmp_path, needs):
    for reader in ("Poppler", "MuPDF", "pdf.js"):
        needs(reader)
    result = desk.build(Order(ISSUE, ("screen", "press", "epub"), out=tmp_path / "out"))
    told = Counter(one.code for one in result.diagnostics)  # it was set in columns of 16 em: 12 loose lines, 5 single ones
    assert told["M003"] <= 3 and told["M006"] <= 1 and told.keys() <= {"M003", "M006"}
    for name in ("screen.pdf", "press/A1.pdf"):
        for reader, read in READERS.items():
            text = re.sub(r"[\u00ad\ufffe\x02-](?=[\r\n])|[\r\f\ufffe\x02]", "", read(result.folder / name)).replace(
                "\n", " "
            )
            flat = re.sub(" +", " ", text)
            missing = [one for one in FOUND if one.replace(" ", "") not in flat.replace(" ", "")]
            assert missing == [], (name, reader)
    words = outside.poppler(result.folder / "screen.pdf", "-raw").split()
    assert {"412", "Whitlock,", "£148,000"} <= set(words)


def test_a_book_in_english_has_small_indents_and_the_devices_own_face():
    """It had indents of 2 em and the Latin of the Song."""
    files = zipfile.ZipFile(io.BytesIO(book(desk.read(ISSUE)[1].issue, b"")))
    names = files.namelist()
    assert not [one for one in names if one.startswith("EPUB/fonts/")]
    chapter = files.read(next(one for one in names if "story-" in one)).decode()
    assert chapter.index("book.css") < chapter.index("english.css")
    assert "p { text-indent: 1em; }" in files.read("EPUB/english.css").decode()
    assert "body { font-family: serif; }" in files.read("EPUB/book.css").decode()
