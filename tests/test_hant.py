"""Papers of Taiwan and Hong Kong: marks in the middle, forms of the region, words of the program, what files say of
themselves; an English paper says that it is one.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import desk, fonts
from banmian.composer.classes import CENTRED, class_of
from banmian.composer.faces import Face
from banmian.composer.house import House
from banmian.composer.setting import Measure, set_paragraph
from banmian.job import Order, Result
from banmian.language import Language
from banmian.manuscript.parse import parse
from banmian.model import Paragraph, Span, Table, texts
from banmian.proof.proofreading import proof
from banmian.scene.cells import flat_cells
from banmian.scene.strings import String
from banmian.scripts import either, simplified
from banmian.verify.readback import pdf_text
from banmian.words import _ROWS, word

from .conftest import ROOT
from .helpers import issue as write_issue
from .helpers import page

HERE = ROOT / "tests" / "hant"
TAIWAN, HONG_KONG = Language.TAIWAN, Language.HONG_KONG
HOUSE = House().centring
SPAN = Span("A01.md", 1, 1, 1)
MARKS = "，。、；：！？．"
SLOW = pytest.mark.slow
DIFFERENT = "骨角起過說"
"""Of the forms of Taiwan and the mainland."""


def chain(family: str = "Banmian Song", language: Language = TAIWAN):
    return fonts.font_set("", language=language).chains[family]


def lines_of(text: str, width: float, family: str = "Banmian Song", house: House = HOUSE):
    return set_paragraph(Paragraph(text, (SPAN,)), {"": chain(family)}, Measure(width, indent=0), house)


def whites(text: str, mark: str, width: float, family: str = "Banmian Song") -> Iterator[tuple[float, float]]:
    """The white (em) on both sides of a mark's ink up to the squares of the Han beside it, in each line where it has them."""
    faces = chain(family)
    for line in lines_of(text, width, family):
        for n, glyph in enumerate(line.glyphs):
            if glyph.text == mark and 0 < n < len(line.glyphs) - 1:
                left, right = faces.ink(glyph)
                yield line.places[n] + left - line.places[n - 1] - 1, line.places[n + 1] - line.places[n] - right


@pytest.mark.parametrize("family", [record.family for record in fonts.records()])
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_stands_in_the_middle_however_tight_the_line(family, mark):
    """Marks of the mainland have all their white behind them; a centred one is squeezed on both sides alike."""
    met = [pair for width in (6, 6.5, 20) for pair in whites(f"中文字{mark}中文字中文字", mark, width, family)]
    assert met and all(before == pytest.approx(behind, abs=0.02) and before > -0.03 for before, behind in met)


@pytest.mark.parametrize("family", [record.family for record in fonts.records()])
def test_a_comma_stands_at_middle_height_too(family):
    faces = chain(family)
    for mark in "，。、":
        (glyph,) = faces.glyphs(mark)
        foot, top = faces.rise(glyph)
        assert (foot + top) / 2 == pytest.approx(0.38, abs=0.06)


def test_marks_are_one_em_and_two_of_them_one_and_a_half():
    (line,) = lines_of("中，文。」他「說」，字", 40)
    at, text = line.places, "".join(glyph.text for glyph in line.glyphs)
    assert at[text.index("文")] - at[0] == pytest.approx(2.0)  # 中 and ，
    assert at[text.index("他")] - at[text.index("文")] == pytest.approx(2.5, abs=0.26)  # 文 and 。」
    mainland = lines_of("中，文", 40, house=House())[0].places
    assert mainland[2] - mainland[0] == pytest.approx(1.5)


def test_a_mark_at_a_lines_end_stays_in_the_middle():
    """Where there is room; in a tight line it gives its white up."""
    first, *_ = lines_of("中文字中文，中文字中文字中文字", 6)
    assert [glyph.text for glyph in first.glyphs][-1] == "，"
    ink = chain().ink(first.glyphs[-1])
    before = first.places[-1] + ink[0] - first.places[-2] - 1
    assert 6 - first.places[-1] - ink[1] == pytest.approx(before, abs=0.02)


@pytest.mark.parametrize("mark", MARKS)
def test_the_scene_reads_the_place_of_a_mark_back(mark):
    """ALTO and the replica say where a mark's half square is: where the composer has put it."""
    (line,) = lines_of(f"中{mark}文", 40)
    string = String(0.0, 0.0, 1.0, line.glyphs, line.places)
    faces = fonts.font_set("", language=TAIWAN).faces
    cell = list(flat_cells(string, faces, centred=True))[1]
    assert class_of(mark) in CENTRED
    assert (cell.x, cell.width) == pytest.approx((1.25, 0.5), abs=0.01)


@pytest.mark.parametrize("family", [record.family for record in fonts.records() if record.family != fonts.KAI])
@pytest.mark.parametrize(("language", "text"), [(TAIWAN, DIFFERENT), (HONG_KONG, "骨直角裏衞嘅咗")])
def test_characters_have_the_forms_of_their_region(family, language, text):
    """The Kai has one form for all."""
    made, mainland = fonts.font_set("", language=language), fonts.font_set("")
    for character in text:
        (glyph,) = made.chains[family].glyphs(character)
        assert made.beside[glyph.family] == family and glyph.family != family
    if language is TAIWAN:
        shared = [c for c in text if mainland.chains[family].has(c)]
        assert [mainland.chains[family].glyphs(c)[0].family for c in shared] == [family] * len(shared) and len(shared) > 2


def test_hong_kong_has_its_own_forms_before_taiwans():
    for character, region in (("骨", "TC"), ("裏", "TC"), ("嘅", "HK"), ("說", "HK")):
        assert chain(language=HONG_KONG).glyphs(character)[0].family in (f"Banmian Song {region}", "Banmian Song HK")
    assert chain(language=TAIWAN).glyphs("說")[0].family == "Banmian Song TC"


@pytest.mark.slow
def test_every_big5_character_is_in_the_faces_of_text_and_heads():
    pairs = (bytes((a, b)) for a in range(0xA4, 0xFA) for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    han = {c for pair in pairs for c in pair.decode("big5", "ignore") if "\u4e00" <= c <= "\u9fff"}
    assert len(han) > 13000
    for language in (TAIWAN, HONG_KONG):
        for family, one in fonts.font_set("", language=language).chains.items():
            wanted = {c for c in han if c.encode("big5")[0] < 0xC9} if family == fonts.KAI else han
            assert [c for c in sorted(wanted) if not one.has(c)] == []


TAIPEI = """港灣日報社出版

港灣日報

2026年3月20日 星期五 農曆丙午年二月初二 總第8123號 今日2版

# 要聞

## 第1版

責任編輯：陳骨直　攝影：黃角黑

## 捷運新線通車

本報記者 林說 通訊員 張龍

本報訊（記者陳黑角）新線昨日通車。

編者按：本文談骨幹路網。

記者：這條線等了多久？

答：等了十年，從頭到尾都沒有停過工。

![新線列車進站（本報記者 黃角黑 攝）](images/a.jpg)
"""


def test_a_manuscript_is_read_by_the_same_words_in_traditional_characters():
    made = parse({"A01.md": TAIPEI.encode()})
    head, (page,) = made.issue.masthead, made.issue.pages
    (story,) = page.articles
    assert made.issue.language is TAIWAN
    assert [one.message() for one in made.noticed if one.code != "P084"] == []
    assert [head.publisher.text, head.title.text, head.edition] == ["港灣日報社出版", "港灣日報", None]
    assert (head.lunar_date.text, head.issue_number, head.page_count) == ("農曆丙午年二月初二", 8123, 2)
    assert [(one.role, one.names) for one in page.credits] == [("責任編輯", ("陳骨直",)), ("攝影", ("黃角黑",))]
    running = [*story.lead, *(part for section in story.sections for part in section.paragraphs)]
    assert [part.role for part in running] == ["byline", "dateline", "note", "question", "answer"]
    assert [one.kind for one in page.figures[0].caption.emphasis] == ["credit"]


def test_labels_and_widths_are_known_in_both_scripts():
    text = "# 要聞\n\n## A01\n\n## 新線通車 {評論 港灣時評}{4欄}\n\n正文。\n\n{兩欄}\n\n| 站 | 人次 |\n|---|---|\n| 骨幹 | 12 |\n"
    made = parse({"A01.md": text.encode()})
    (story,) = made.issue.pages[0].articles
    (table,) = [
        part for part in (*story.lead, *(p for s in story.sections for p in s.paragraphs)) if isinstance(part, Table)
    ]
    assert [one.message() for one in made.noticed] == []
    assert (story.labels, table.across) == (("comment:港灣時評", "columns:4"), 2)
    assert made.manuscript == "".join(node.text for node in texts(made.issue)).replace(" ", "")


def test_nothing_of_the_mainland_is_asked_of_them():
    for folder in ("tw", "hk"):
        _, parsed = desk.read(HERE / folder)
        assert parsed.issue.language is {"tw": TAIWAN, "hk": HONG_KONG}[folder]
        assert [one.message() for one in (*parsed.noticed, *proof(parsed.issue))] == []


@cache
def _opencc():
    import opencc

    return opencc.OpenCC("s2t")


def _traditional(text: str) -> str:
    """Character by character: a word may be another as a whole."""
    return "".join(map(_opencc().convert, text))


@pytest.mark.slow
@given(st.text(st.sampled_from("农历总第期记者编辑责任摄影本报讯"), min_size=1, max_size=12))
def test_a_pattern_in_simplified_characters_matches_both_scripts(text):
    hant = _traditional(text)
    for pattern in (text, f"(?P<all>{re.escape(text)})", f"[{text}]{{{len(text)}}}"):
        assert re.fullmatch(either(pattern), text) and re.fullmatch(either(pattern), hant)
    assert simplified(hant) == text


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[0][:4])
def test_the_programs_words_are_in_every_language(row):
    said = [word(row[0], language) for language in Language]
    assert said == [row[0], row[1], row[1], row[2]] and row[2].isascii()
    assert _traditional(row[1]) == row[1]  # nothing of it is simplified


Build = Callable[[str], Result]


@pytest.fixture(scope="module")
def build(tmp_path_factory) -> Build:
    """An issue of `tests/hant/`, built and judged, once."""
    made: dict[str, Result] = {}

    def built(name: str) -> Result:
        if name not in made:
            out = tmp_path_factory.mktemp(name)
            made[name] = desk.build(Order(HERE / name, TARGETS[name], out=out, jobs=1, judge=True, cache=False))
        return made[name]

    return built


TARGETS = {
    "tw": tuple("screen archive epub epub-replica epub-hant deposit".split()), "hk": ("screen", "epub")
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "tag"), [("tw", "zh-Hant-TW"), ("hk", "zh-Hant-HK")])
def test_every_file_says_its_language_and_no_judge_has_anything_to_say(build, needs, name, tag):
    for judge in ("veraPDF", "EPUBCheck", "Poppler", "MuPDF"):
        needs(judge)
    result = build(name)
    assert {one.judge for one in result.verdicts if one.state == "passed"} >= {"EPUBCheck"}
    assert [one for one in result.verdicts if one.state == "failed"] == []
    said = [one.message() for one in result.diagnostics if one.code[0] != "M" or one.severity.value == "error"]
    assert said == []  # the pages are short, and that is all
    files = {one.name: one.data for one in result.files}
    for name_, data in files.items():
        if name_.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as pdf:
                assert str(pdf.Root.Lang) == tag
        if name_.endswith(".epub"):
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                whole = {one: book.read(one).decode() for one in book.namelist() if one.endswith((".opf", "html", ".ncx"))}
            assert f"<dc:language>{tag}</dc:language>" in next(text for one, text in whole.items() if one.endswith(".opf"))
            assert {lang for text in whole.values() for lang in re.findall(r'lang="([^"]+)"', text)} == {tag}
            assert "目錄" in "".join(whole.values()) and "目录" not in "".join(whole.values())
    if name == "tw":
        alto = next(data for one, data in files.items() if one.endswith("alto.xml")).decode()
        assert set(re.findall(r' LANG="([^"]+)"', alto)) == {tag}
        mets = next(data for one, data in files.items() if one.endswith("mets.xml")).decode()
        assert all(f">{said}</mods:" in mets for said in ("chi", "Hant", tag))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "tags"), [("hk", ("hk", "tc")), ("tw", ("tc",))])
@pytest.mark.parametrize(
    "target", ["epub", *(pytest.param(f"epub-{one}", marks=SLOW) for one in ("replica", "hant", "vertical"))]
)
def test_a_book_embeds_the_forms_and_marks_of_its_region(tmp_path, name, tags, target):
    """Books in traditional characters had no face at all: marks stood at the left foot, forms were the device's."""
    (one,) = desk.build(Order(HERE / name, (target,), out=tmp_path / "out", jobs=1, cache=False)).files
    with zipfile.ZipFile(io.BytesIO(one.data)) as book:
        style = book.read("EPUB/replica.css" if target == "epub-replica" else "EPUB/book.css").decode()
        faces = {file[11:]: Face(file, book.read(file)) for file in book.namelist() if file.endswith(".otf")}
        text = "".join(book.read(file).decode() for file in book.namelist() if file.endswith(".xhtml"))
    order = [f"song-{tag}" for tag in tags] + ["song"]
    assert set(faces) == {f"{file}{bold}.otf" for file in order for bold in ("", "-bold")}
    stack = ", ".join([*(f'"Banmian Song {tag.upper()}"' for tag in tags), '"Banmian Song"', "serif"])
    assert f"font-family: {stack};" in style and all(f'url("fonts/{file}")' in style for file in faces)
    for bold in ("", "-bold"):
        sets = [faces[f"{file}{bold}.otf"].characters for file in order]
        assert not any(one & other for one, other in combinations(sets, 2))
        assert set(re.sub("<[^>]+>", "", text)).difference(*sets) <= set("\n\t\r") | set("&")
        foot, top = faces[f"song-tc{bold}.otf"].rise(faces[f"song-tc{bold}.otf"].glyphs("，")[0])
        assert 0.3 < (foot + top) / 2 < 0.45, "marks stand in the middle"
        assert faces[f"song-tc{bold}.otf"].has("，") and faces[f"song{bold}.otf"].has("1")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variant", "tags", "tag"), [("t", (), ""), ("tw", ("-tc",), "-TW"), ("hk", ("-hk", "-tc"), "-HK")]
)
def test_a_converted_book_embeds_the_forms_of_its_region(tmp_path, variant, tags, tag):
    """It had no face at all, while a paper of Taiwan had: the readers of both are the same."""
    folder = write_issue(tmp_path / "a", page("## 骨头里的角\n\n直说，过去的事。\n"), f'[epub]\nhant = "{variant}"\n')
    (one,) = desk.build(Order(folder, ("epub-hant",), out=tmp_path / "out")).files
    with zipfile.ZipFile(io.BytesIO(one.data)) as book:
        faces = {file[11:]: Face(file, book.read(file)) for file in book.namelist() if file.endswith(".otf")}
        text = "".join(book.read(file).decode() for file in book.namelist() if file.endswith(".xhtml"))
    assert set(re.findall(r'lang="([^"]+)"', text)) == {f"zh-Hant{tag}"} and "骨頭" in text
    wanted = [f"song{one}{bold}.otf" for one in (*tags, "") for bold in ("", "-bold")] if tags else []
    assert sorted(faces) == sorted(wanted)
    for bold in ("", "-bold") if tags else ():
        assert "骨" in faces[f"song{tags[0]}{bold}.otf"].characters and "，" in faces[f"song-tc{bold}.otf"].characters
    assert sum(len(face.data) for face in faces.values()) < 200_000


@pytest.mark.slow
def test_the_same_issue_gives_the_same_bytes(build, tmp_path):
    again = desk.build(Order(HERE / "tw", ("screen", "epub-replica"), out=tmp_path / "out", jobs=2, cache=False))
    first = {one.name: one.data for one in build("tw").files}
    assert all(first[one.name] == one.data for one in again.files)


@pytest.mark.slow
@pytest.mark.parametrize("editor", ["林骨直", "Rene\u0301e"])
def test_a_word_in_furniture_that_a_regions_face_lacks_is_set(tmp_path, editor):
    """No face but the region's was asked for the words that an accented letter needs: “今日2版” had no glyphs."""
    shutil.copytree(HERE / "tw", tmp_path / "issue")
    first = tmp_path / "issue" / "A01.md"
    first.write_text(first.read_text(encoding="utf-8").replace("林骨直", editor), encoding="utf-8")
    order = Order(tmp_path / "issue", ("screen",), out=tmp_path / "out", jobs=1, cache=False, layout="modular-tabloid")
    (file,) = desk.build(order).files
    assert editor in pdf_text(file.data) and "今日2版" in pdf_text(file.data)


@pytest.mark.slow
def test_a_draft_says_so_in_its_script(tmp_path):
    result = desk.build(Order(HERE / "tw", ("press",), out=tmp_path / "out", jobs=1, cache=False, draft=True))
    with pikepdf.open(io.BytesIO(result.files[0].data)) as pdf:
        assert str(pdf.docinfo.Title).startswith("樣稿 DRAFT")


@pytest.mark.slow
def test_an_english_papers_files_say_that_it_is_english(tmp_path):
    text = "The Harbour Post\n\nFriday, March 20, 2026\n\n# News\n\n## A01\n\n## The line is open\n\nThe first train left at six.\n"
    (tmp_path / "issue").mkdir()
    (tmp_path / "issue" / "A01.md").write_text(text, encoding="utf-8")
    result = desk.build(Order(tmp_path / "issue", ("screen", "epub"), out=tmp_path / "out", jobs=1, cache=False))
    files = {one.target: one.data for one in result.files}
    with pikepdf.open(io.BytesIO(files["screen"])) as pdf:
        assert str(pdf.Root.Lang) == "en"
    with zipfile.ZipFile(io.BytesIO(files["epub"])) as book:
        whole = {one: book.read(one).decode() for one in book.namelist() if one.endswith((".opf", "html", ".ncx"))}
    assert {lang for one in whole.values() for lang in re.findall(r'lang="([^"]+)"', one)} == {"en"}
    assert not re.search("[\u3400-\u9fff]", "".join(whole.values()))
