"""The invariant in every build: manuscript = model = PDF = EPUB, character by character and in order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banmian import desk
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.verify.book_text import epub_text
from banmian.verify.conservation import compare
from banmian.verify.readback import pdf_text

from .helpers import issue, page, parsed

MARKS = "— —— … …… ⋯ · ・ ‧ ⋯⋯ – ～"


def texts_of(folder, out, *targets):
    result = desk.build(Order(folder, to=targets or ("screen", "epub"), out=out, jobs=1, draft=True))
    return [epub_text(f.data) if f.name.endswith("epub") else pdf_text(f.data) for f in result.files]


@pytest.mark.slow
def test_marks_that_look_alike_stay_apart(tmp_path):
    """In running text, in a head, in a caption, in a cell and in the masthead: one glyph serves one character."""
    body = (
        f"图说 · ・ ‧ … ⋯\n\n### 要闻名片\n\n甲·乙\t丙・丁\t戊‧己\n庚…辛\t壬⋯癸\t子——丑\n\n"
        f"## 标题——副标题……\n\n导语有{MARKS}等。\n\n### 小标题 · 间隔\n\n正文有{MARKS}等，连用“——”“……”“⋯⋯”。\n"
    )
    text = page(body)
    folder = issue(tmp_path / "marks", text)
    manuscript = parsed(text).manuscript
    for mark in "—…⋯·・‧–～":
        assert mark in manuscript
    assert texts_of(folder, tmp_path / "out", "screen", "archive", "epub") == [manuscript] * 3


@pytest.mark.slow
def test_emphasis_latin_and_rare_characters(tmp_path):
    text = page(
        "## RCEP 与 CPTPP\n\n导语有**重点**、*着重*，㛃与𬭎，It's a DCMM–level test, efficient office.\n\n### 小标题\n\n正文。\n"
    )
    folder = issue(tmp_path / "mixed", text)
    assert set(texts_of(folder, tmp_path / "out")) == {parsed(text).manuscript}


@pytest.mark.slow
def test_several_pages_and_articles(tmp_path):
    first = page(
        "## 甲\n\n> 副题\n\n导语。\n\n### 一\n\n正文一。\n\n图说在中间\n\n> 肩题\n\n## 乙\n\n导语二。\n\n### 二\n\n正文二。\n"
    )
    folder = issue(tmp_path / "pages", first)
    second = "# 副刊\n\n## A02\n\n图说二\n\n## 丙\n\n导语三。\n\n### 三\n\n正文三。\n"
    (folder / "A02.md").write_text(second, encoding="utf-8")
    to = ("press", "screen", "archive", "epub")
    result = desk.build(Order(folder, to=to, out=tmp_path / "out", jobs=1, draft=True))
    wanted = parsed(first).manuscript + parsed(second).manuscript
    by_name = {f.name: f.data for f in result.files}
    assert (
        pdf_text(by_name["screen.pdf"])
        == pdf_text(by_name["archive.draft.pdf"])
        == epub_text(by_name["pages-2026-01-01.epub"])
        == wanted
    )
    assert pdf_text(by_name["press/A01.draft.pdf"]) + pdf_text(by_name["press/A02.draft.pdf"]) == wanted


def test_a_difference_names_its_place():
    result = parsed(page("## 主题\n\n导语写完了。\n"))
    lost = result.manuscript.replace("写完", "完")
    (fault,) = compare("screen.pdf", result.manuscript, lost, result.issue)
    assert fault.facts["wanted"].startswith("写完了") and fault.facts["missing"] == 1
    assert fault.place.line == 13


def test_a_difference_on_a_later_page_names_that_page():
    from banmian.manuscript.parse import parse
    from banmian.model import page_texts
    from banmian.verify.conservation import bare

    files = {"A01.md": page("## 甲\n\n导语一。\n"), "A02.md": "# 副刊\n\n## A02\n\n## 乙\n\n一行。\n这里 写完了。\n"}
    issue_ = parse({name: text.encode() for name, text in files.items()}).issue
    nodes = page_texts(issue_, issue_.pages[1])
    wanted = "".join(bare(node.text) for node in nodes)
    (fault,) = compare("press/A02.pdf", wanted, wanted.replace("乙", ""), issue_, nodes)
    assert (fault.place.path, fault.place.line) == ("A02.md", 5)
    (fault,) = compare("press/A01.pdf", "样报社", "", issue_, page_texts(issue_, issue_.pages[0]))
    assert (fault.place.path, fault.place.line) == ("A01.md", 1)
    (fault,) = compare("press/A02.pdf", wanted + "多", wanted, issue_, nodes)
    assert fault.place.path == "A02.md"


@pytest.mark.slow
def test_a_build_that_loses_a_character_fails(tmp_path, monkeypatch):
    """And the last good output stays."""
    folder = issue(tmp_path / "a", page("## 主题\n\n导语写完了。\n"))
    good = desk.build(Order(folder, to=("screen",), out=tmp_path / "out", jobs=1))
    before = (good.folder / "screen.pdf").read_bytes()
    monkeypatch.setattr("banmian.verify.readback.pdf_text", lambda data: pdf_text(data).replace("导", ""))
    with pytest.raises(Refused) as refused:  # with nothing kept: what was conserved yesterday is not read back again
        desk.build(Order(folder, to=("screen",), out=tmp_path / "out", jobs=1, cache=False))
    assert [d.code for d in refused.value.diagnostics if d.code.startswith("V")] == ["V001"]
    assert (good.folder / "screen.pdf").read_bytes() == before


SENTENCE = st.text(
    st.sampled_from("中文排版面印刷报纸，。、；：！？“”（）《》·…—⋯・‧abcXYZ 0123%"), min_size=1, max_size=60
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SENTENCE, min_size=1, max_size=6), st.lists(SENTENCE, min_size=0, max_size=3))
def test_whatever_is_written_is_in_the_files(tmp_path_factory, paragraphs, captions):
    body = "## 主题\n\n导语写完了。\n\n### 小标题\n\n" + "\n\n".join(f"{p}完。" for p in paragraphs)
    body += "".join(f"\n\n图说{n}\n\n又一段{c}完。" for n, c in enumerate(captions))
    text = page(body + "\n")
    result = parsed(text)
    folder = tmp_path_factory.mktemp("any")
    try:
        found = texts_of(issue(folder / "a", text), folder / "out")
    except Refused as refused:
        assert not [d for d in refused.diagnostics if d.code.startswith("V")]
        return
    assert set(found) == {result.manuscript}
