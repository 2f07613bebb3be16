"""The EPUB: every character in order, one document an article, a cover made from the page, all ways through it."""

import io
import re
import shutil
import zipfile
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from banmian import desk
from banmian.composer.faces import Face
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.manuscript.issue_file import BookSettings
from banmian.manuscript.parse import parse
from banmian.package import images
from banmian.package.documents import ContentsEntry, DocumentWriter
from banmian.package.metadata import BookSubject, about, identifier, relator_of
from banmian.package.navigation import contents, list_of_contents
from banmian.package.traditional import converter
from banmian.verify.book_text import epub_text

from .conftest import ROOT, SEED_ISSUE, SEED_STORY, Built
from .helpers import book_parts, edition, page, parsed, story_in
from .helpers import issue as write_issue

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"


@pytest.fixture
def book(seed: Built):
    with zipfile.ZipFile(io.BytesIO(seed.data("epub"))) as archive:
        yield archive


@pytest.fixture
def package(book):
    return ElementTree.fromstring(book.read("EPUB/content.opf"))


def metas(package, name: str, refines: str | None = None) -> list[str]:
    return [
        m.text
        for m in package.iter(f"{OPF}meta")
        if m.get("property") == name and (refines is None or m.get("refines") == f"#{refines}")
    ]


def navs(book) -> dict[str, list[tuple[str, str]]]:
    root = ElementTree.fromstring(book.read("EPUB/nav.xhtml"))
    return {
        nav.get(f"{OPS}type"): [("".join(a.itertext()), a.get("href")) for a in nav.iter(f"{XHTML}a")]
        for nav in root.iter(f"{XHTML}nav")
    }


def test_the_text_is_the_manuscripts(seed: Built):
    assert epub_text(seed.data("epub")) == seed.parsed.manuscript


def test_the_package(book, package):
    assert book.namelist()[0] == "mimetype" and book.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert package.get("version") == "3.0" and package.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert package.findtext(f".//{DC}title") == "聊城日报 两会特刊 2022年12月27日"
    assert package.findtext(f".//{DC}publisher") == "聊城日报社" and package.findtext(f".//{DC}date") == "2022-12-27"


def test_one_spine_item_for_each_part_of_a_page(package):
    spine = [ref.get("idref").removesuffix("-xhtml") for ref in package.iter(f"{OPF}itemref")]
    assert spine == ["cover", "page-t01", "page-t01-pictures", "page-t01-card", SEED_STORY]


def test_everyone_in_the_credits_is_a_contributor(package):
    people = {c.get("id"): c.text for c in package.iter(f"{DC}contributor")}
    assert list(people.values()) == [
        "孟昭福",
        "王忠友",
        "谢榕",
        "林金彦",
        "林晨",
        "申东方",
        "赵宗锋",
        "李旭",
        "王博",
        "张东方",
        "聊城日报社",
    ]
    roles = {name: metas(package, "role", own) for own, name in people.items()}
    assert roles["谢榕"] == ["ccp", "本刊策划"] and roles["林晨"][0] == "com"
    assert roles["李旭"] == ["edt", "本版责编"] and roles["王博"] == ["pfr", "本版校对"]


@pytest.mark.parametrize(
    ("role", "code"), [("本报记者", "rpt"), ("摄影", "pht"), ("责任编辑", "edt"), ("总策划人", "ccp"), ("顾问", "ctb")]
)
def test_roles_as_marc_relators(role, code):
    assert relator_of(role) == code


def test_the_issue_in_its_collection(package):
    assert metas(package, "belongs-to-collection")[:2] == ["聊城日报", "两会特刊"]
    assert metas(package, "group-position", "paper") == ["20220361"] and metas(package, "dcterms:identifier", "paper") == [
        "CN 37-0048"
    ]


def test_access_is_described_and_nothing_is_claimed(package):
    assert {"pageBreakMarkers", "alternativeText", "tableOfContents"} <= set(metas(package, "schema:accessibilityFeature"))
    assert metas(package, "schema:accessibilityHazard") == ["none"] and "textual" in metas(
        package, "schema:accessModeSufficient"
    )
    assert metas(package, "schema:accessibilitySummary") and not metas(package, "dcterms:conformsTo")
    assert metas(package, "pageBreakSource") == ["聊城日报 两会特刊 2022年12月27日（印刷版），CN 37-0048"]


def test_the_ways_through_the_book(book):
    ways = navs(book)
    assert [label for label, _ in ways["toc"]][:4] == [
        "T01 东昌府区",
        "聊城古城区风光秀丽",
        "东昌府区名片",
        "创新 活力 生态 品质 持续建设聊城首善之区",
    ]
    assert ways["toc"][-1][1] == f"{SEED_STORY}.xhtml#{SEED_STORY}-section-3"
    assert ways["page-list"] == [("T01", "page-t01.xhtml#page-t01")]
    assert [href for _, href in ways["landmarks"]] == ["cover.xhtml", "page-t01.xhtml#contents", "page-t01-pictures.xhtml"]
    assert [label for label, _ in ways["loi"]] == ["聊城古城区风光秀丽", "聊城文化活动中心"]


def test_every_way_leads_somewhere(book):
    for _, href in (entry for nav in navs(book).values() for entry in nav):
        name, _, own = href.partition("#")
        root = ElementTree.fromstring(book.read(f"EPUB/{name}"))
        assert not own or any(e.get("id") == own for e in root.iter()), href


def test_the_ncx_has_two_levels_and_the_print_pages(book):
    text = book.read("EPUB/toc.ncx").decode()
    assert 'name="dtb:depth" content="2"' in text and text.count("<pageTarget") == 1 and text.count("<navPoint") == 7


def test_the_guide_for_kindle(package):
    found = [(ref.get("type"), ref.get("href")) for ref in package.iter(f"{OPF}reference")]
    assert found == [("cover", "cover.xhtml"), ("toc", "page-t01.xhtml#contents"), ("text", "page-t01-pictures.xhtml")]


def test_the_cover_is_the_page(book):
    with Image.open(io.BytesIO(book.read("EPUB/cover.jpg"))) as cover:
        assert cover.height == 1600 and abs(cover.width / cover.height - 390 / 540) < 0.01
        assert len(cover.convert("L").resize((60, 80)).getcolors(4800) or []) > 40


def test_the_faces_hold_the_books_characters(book, seed: Built):
    face = Face("text", book.read("EPUB/fonts/song.otf"))
    assert not face.lacks({c for c in seed.parsed.manuscript if not c.isspace()})
    bold = Face("bold", book.read("EPUB/fonts/song-bold.otf"))
    assert not bold.lacks(set("项目建设蓄积高质量发展新动能")) and "font-weight: 700" in book.read("EPUB/book.css").decode()


def test_the_golden_article(seed: Built, request):
    """The article's XHTML as text; `--accept` takes a new one."""
    images = {f"images/{n}.jpg": (f"images/{n}.jpg", "alt") for n in ("old-town", "culture-centre")}
    found = story_in(book_parts(seed.parsed.issue, images)).decode()
    golden = ROOT / "tests" / "golden" / "T01.article.xhtml"
    if request.config.getoption("--accept"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_odd_characters_survive():
    """What EbookLib's own calls would lose or rewrite."""
    result = parsed(page("## 标题<&>\"'\n\n甲**乙**丙*丁*<戊>&amp;己。\n\n### 小标题\n\n]]>与𬭎。\n"))
    parts = book_parts(result.issue)
    assert "<strong>乙</strong>丙<em>丁</em>&lt;戊&gt;&amp;amp;己。" in b"".join(parts.values()).decode()
    for data in parts.values():
        ElementTree.fromstring(data)


def test_names_of_parts_stay_when_a_page_is_put_in():
    one = parsed(page("## 甲\n\n乙。\n")).issue
    first = list(book_parts(one))
    files = {"A00.md": "# 头版\n\n## A00\n\n## 甲\n\n丙。\n", "A01.md": page("## 丁\n\n戊。\n\n## 甲\n\n乙。\n")}
    more = parse({name: text.encode() for name, text in files.items()}).issue
    assert first[0] == "page-a01.xhtml" and set(first) < set(book_parts(more))


def test_a_head_breaks_between_words_only():
    parts = book_parts(parsed(page("## 持续建设聊城首善之区\n\n乙。\n")).issue)
    words = re.findall('<span class="word">(.*?)</span>', story_in(parts).decode())
    assert words == ["持续", "建设", "聊城", "首善之区"]


def test_a_vertical_book_stands_short_numbers_and_quotation_marks_up():
    body = "## 标题\n\n他说“去年12月有365天，涨了3.5%”。\n"
    text = story_in(book_parts(parsed(page(body)).issue, target="epub-vertical")).decode()
    assert '<span class="abreast">12</span>月有365天，涨了3.5%' in text and '<span class="upright">“</span>' in text


def test_the_traditional_book_keeps_the_number_of_characters():
    issue = parsed(page("## 标题\n\n他的头发晒干，后面的**干部**在皇后面前。\n")).issue
    text = story_in(book_parts(issue, target="epub-hant")).decode()
    assert "他的頭髮曬乾，後面的<strong>幹部</strong>在皇后面前。" in text and 'lang="zh-Hant"' in text


@pytest.mark.parametrize(("variant", "wanted"), [("t", "“頭髮”don’t"), ("tw", "「頭髮」don’t"), ("hk", "「頭髮」don’t")])
def test_taiwan_and_hong_kong_quote_in_corners(variant, wanted):
    assert converter(variant)("“头发”don’t") == wanted


def contents_of(issue) -> str:
    """The contents that the book's first page shows, as text with > before what is inside."""
    made = edition("epub")
    docs = DocumentWriter(issue, made, {}).documents()
    html = list_of_contents(docs, docs[0], made)
    return re.sub(r"<[^>]+>", "", html.replace("</a><ol>", ">").replace("<li>", "|"))


def test_the_front_page_lists_the_parts_and_in_one_page_their_sections():
    one = parsed(page("## 题\n\n文。\n\n### 节\n\n文。\n")).issue
    assert contents_of(one).endswith("|题>|节")


def test_the_front_page_of_a_longer_issue_lists_its_pages():
    pages = {"A01.md": page("## 甲\n\n文。\n"), "A02.md": "# 综合\n\n## A02\n\n## 乙\n\n文。\n\n### 节\n\n文。\n"}
    issue = parse({name: text.encode() for name, text in pages.items()}).issue
    assert contents_of(issue) == "本期目录|A01 要闻>|甲|A02 综合>|乙"


@pytest.mark.parametrize(
    ("fixed", "wanted"),
    [
        ((), "A01 要闻 page-a01.xhtml: 甲; A02 综合 page-a02.xhtml: 乙"),
        (("r1.xhtml", "r2.xhtml"), "A01 要闻 r1.xhtml: 目录, 甲; A02 综合 r2.xhtml: 目录, 乙"),
    ],
)
def test_contents_go_in_the_order_of_the_spine(fixed, wanted):
    """A page's replica stands before its opening: its entry leads there (EPUBCheck NAV-011)."""
    pages = {"A01.md": page("## 甲\n\n文。\n"), "A02.md": "# 综合\n\n## A02\n\n## 乙\n\n文。\n"}
    issue = parse({name: text.encode() for name, text in pages.items()}).issue
    docs = DocumentWriter(issue, edition("epub"), {}).documents()
    made = contents(docs, {n: ContentsEntry("版面", href) for n, href in enumerate(fixed, 1)}, "目录")
    assert "; ".join(f"{e.label} {e.href}: {', '.join(one.label for one in e.inner)}" for e in made) == wanted


HANT = page("责编：于文 王后\n\n## 新征程上\n\n于文说，后来的事，王后也知道。\n")


def hant(tmp_path, settings: str = "") -> dict[str, str]:
    """The traditional edition of a small issue: its documents as text."""
    folder = write_issue(tmp_path / "a", HANT, settings)
    result = desk.build(Order(folder, to=("epub-hant",), out=tmp_path / "out"))
    with zipfile.ZipFile(io.BytesIO(result.files[0].data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(("html", "opf"))}


@pytest.mark.slow
def test_the_traditional_edition_knows_roles_and_keeps_surnames(tmp_path):
    """于 is no 於 and 后 no 後 where it is a person; the relator comes from the role as it was written."""
    parts = hant(tmp_path)
    package = ElementTree.fromstring(parts["EPUB/content.opf"])
    people = {c.text: c.get("id") for c in package.iter(f"{DC}contributor")}
    assert list(people) == ["于文", "王后", "樣報社"] and metas(package, "role", people["于文"]) == ["edt", "責編"]
    article = story_in(parts)
    assert "于文說，後來的事，王后也知道。" in article and "新征程" in article.replace("</span>", "").replace(
        '<span class="word">', ""
    )


@pytest.mark.slow
def test_an_editor_may_say_what_becomes_of_a_word(tmp_path):
    article = story_in(hant(tmp_path, '[epub]\nhant_words = { "后来" = "后來" }\n'))
    assert "后來的事" in article


@pytest.mark.slow
def test_a_corrected_issue_has_a_number_and_a_moment_of_its_own(tmp_path):
    settings = "[paper]\nnumber = 7\nrevised = 2026-01-02T08:30:00+08:00\n"
    folder = write_issue(tmp_path / "a", HANT, settings)
    result = desk.build(Order(folder, to=("epub",), out=tmp_path / "out"))
    with zipfile.ZipFile(io.BytesIO(result.files[0].data)) as archive:
        package = ElementTree.fromstring(archive.read("EPUB/content.opf"))
    assert metas(package, "dcterms:modified") == ["2026-01-02T00:30:00Z"] and metas(package, "group-position") == [
        "20260007"
    ]


def test_a_bold_of_everything_says_so_itself(book):
    """A person may ask for bold text; some devices believe the file, not the style sheet."""
    text, bold = (TTFont(io.BytesIO(book.read(f"EPUB/fonts/{name}.otf"))) for name in ("song", "song-bold"))
    assert set(text.getBestCmap()) == set(bold.getBestCmap())
    assert [(face["OS/2"].usWeightClass, face["name"].getDebugName(2)) for face in (text, bold)] == [
        (400, "Regular"),
        (700, "Bold"),
    ]
    assert {ord(c) for c in "目录封面"} <= set(text.getBestCmap())


def test_the_house_stands_as_creator_and_issuing_body(package):
    """calibre shows "Unknown" for a creator whose role is neither author nor editor."""
    (creator,) = package.iter(f"{DC}creator")
    assert creator.text == "聊城日报社" and not metas(package, "role", creator.get("id") or "nothing")
    (house,) = [c for c in package.iter(f"{DC}contributor") if c.text == "聊城日报社"]
    assert metas(package, "role", house.get("id")) == ["isb"]


def test_ten_days_do_not_look_alike_on_a_shelf():
    """Shelves show a place in a series with two decimals at most, and sort by it as a number."""
    issue, numbers = parsed(page("## 主题\n\n导语。\n")).issue, (None, 9, 10, 11, 99, 100, 365, 366, 1000)
    subjects = [BookSubject(issue, "a", edition("epub"), BookSettings(), True, number) for number in numbers]
    shown = [meta.value for one in subjects for meta in about(one, "a") if meta.name == "group-position"]
    assert len({f"{float(one):.2f}" for one in shown}) == len(numbers) and shown == sorted(shown, key=float)


@pytest.mark.slow
def test_a_caption_is_no_description(tmp_path):
    """Where the issue does not say what a picture shows, the book does not claim alternative texts, and the build says so."""
    folder = write_issue(
        tmp_path / "a", page("图说\n\n## 主题\n\n导语。\n"), '[[pictures]]\ncaption = "图说"\nimage = "a.jpg"\n'
    )
    shutil.copy(SEED_ISSUE / "images" / "old-town.jpg", folder / "a.jpg")
    result = desk.build(Order(folder, to=("epub",), out=tmp_path / "out"))
    assert "R007" in [d.code for d in result.diagnostics]
    with zipfile.ZipFile(io.BytesIO(result.files[0].data)) as archive:
        text = archive.read("EPUB/content.opf").decode()
    assert "alternativeText" not in text and "部分图片没有文字说明" in text


@pytest.mark.slow
@pytest.mark.parametrize("date", ["1949年10月1日", "2026年1月1日"])
def test_an_issue_of_any_day(date, tmp_path):
    """A zip knows no time before 1980."""
    head = f"样报社出版\n\n样报\n\n{date}\n\n"
    folder = write_issue(tmp_path / "a", page("## 甲\n\n文。\n", head))
    data = desk.build(Order(folder, to=("epub",), out=tmp_path / "out")).files[0].data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        modified = metas(ElementTree.fromstring(archive.read("EPUB/content.opf")), "dcterms:modified")
    assert modified == ["1949-10-01T00:00:00Z" if "1949" in date else "2026-01-01T00:00:00Z"]


def test_a_special_issue_of_the_day_is_another_book():
    plain, special = (
        parsed(page("## 甲\n\n文。\n", f"样报\n\n{more}2026年1月1日\n\n")).issue for more in ("", "两会特刊\n\n")
    )
    assert special.masthead.edition and identifier(plain, "a", edition("epub")) != identifier(special, "a", edition("epub"))


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [
        (["x/picture-2.jpg", "图.jpg"], ["picture-2", "picture"]),
        (["图一.jpg", "图二.jpg", "picture-2.png"], ["picture", "picture-2", "picture-2-2"]),
        (["a/b.jpg", "c/b.png", "B.jpeg"], ["b", "b-2", "b-3"]),
        (["cover.jpg", "replica-a01.jpg"], ["cover", "replica-a01"]),
    ],
)
def test_pictures_have_names_of_their_own(paths, wanted):
    assert list(images.names(paths).values()) == [f"images/{name}.jpg" for name in wanted]


@pytest.mark.slow
def test_a_picture_under_two_captions_says_each(tmp_path):
    settings = "".join(f'[[pictures]]\ncaption = "{c}"\nimage = "a.jpg"\n' for c in ("清晨的湖", "夜里的楼"))
    folder = write_issue(tmp_path / "a", page("清晨的湖\n\n夜里的楼\n\n## 甲\n\n文。\n"), settings)
    shutil.copy(SEED_ISSUE / "images" / "old-town.jpg", folder / "a.jpg")
    data = desk.build(Order(folder, to=("epub",), out=tmp_path / "out")).files[0].data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert re.findall('alt="(.*?)"', archive.read("EPUB/page-a01-pictures.xhtml").decode()) == ["清晨的湖", "夜里的楼"]


@pytest.mark.slow
def test_a_missing_picture_without_a_caption_leaves_no_empty_page(tmp_path):
    folder = write_issue(tmp_path / "a", page("![](nowhere.jpg)\n\n## 甲\n\n文。\n"))
    data = desk.build(Order(folder, to=("epub",), out=tmp_path / "out")).files[0].data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "pictures" in name]


@pytest.mark.slow
def test_pages_without_number_and_subject(tmp_path, needs):
    """Their entry in the contents leads to their first article: one place, one playing order (NCX)."""
    needs("EPUBCheck")
    folder = write_issue(tmp_path / "a", page("## 甲\n\n文。\n"))
    for name in ("A02.md", "A03.md"):
        (folder / name).write_text("## 乙\n\n文。\n\n## 丙\n\n文。\n", encoding="utf-8")
    result = desk.build(Order(folder, to=("epub", "epub-replica"), out=tmp_path / "out", judge=True))
    assert [(v.state, v.faults) for v in result.verdicts] == [("passed", ())] * 2


def test_settings_hold_no_control_characters(tmp_path):
    folder = write_issue(
        tmp_path / "a",
        page("图说\n\n## 甲\n\n文。\n"),
        '[[pictures]]\ncaption = "图说"\nimage = "a.jpg"\nalt = "a\\u0001b"\n',
    )
    with pytest.raises(Refused) as refused:
        desk.build(Order(folder, to=("epub",), out=tmp_path / "out"))
    assert [d.code for d in refused.value.diagnostics] == ["I003"]


UNKNOWN = page(
    "## 题里有𫠠字\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n", "样报社出版\n\n样报\n\n两会特刊\n\n2026年1月1日\n\n"
)


@pytest.mark.slow
def test_a_front_page_that_cannot_be_printed_has_its_words_as_the_cover(tmp_path):
    """A device may have the glyph that a press has not; PDFs do not go without it."""
    folder = write_issue(tmp_path / "a", UNKNOWN)
    result = desk.build(Order(folder, to=("epub", "epub-replica"), out=tmp_path / "out", jobs=1))
    (left_out,) = (d for d in result.diagnostics if d.code == "M020")
    assert left_out.place.line == 13 and left_out.facts == {"page": "A01", "fault": "M010"}
    for file in result.files:
        assert epub_text(file.data) == parsed(UNKNOWN).manuscript
        with (
            zipfile.ZipFile(io.BytesIO(file.data)) as archive,
            Image.open(io.BytesIO(archive.read("EPUB/cover.jpg"))) as cover,
        ):
            assert cover.size == (1200, 1600) and len(cover.convert("L").getcolors(256)) > 20
    result = desk.build(Order(folder, to=("epub", "screen"), out=tmp_path / "out"))
    assert [one.name for one in result.files] == ["a-2026-01-01.epub"] and result.missing == {"screen": ("M010",)}
    assert [d.code for d in result.diagnostics if d.code[0] == "M"] == ["M010", "M020"]


def test_a_layout_at_fault_stops_books_too(tmp_path):
    (tmp_path / "layouts" / "torn").mkdir(parents=True)
    (tmp_path / "layouts" / "torn" / "layout.toml").write_text('extends = "broadsheet"\n', encoding="utf-8")
    (tmp_path / "layouts" / "torn" / "page.html").write_text("{{ nothing.here }}", encoding="utf-8")
    folder = write_issue(tmp_path / "a", HANT)
    with pytest.raises(Refused) as refused:
        desk.build(Order(folder, ("epub",), "torn", tmp_path / "layouts", tmp_path / "out"))
    assert [d.code for d in refused.value.diagnostics if d.code == "L032"]
