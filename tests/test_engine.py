"""The private parts of the engine that we stand on: when one changes, this fails before a page does."""

import inspect
import subprocess
import sys

import pytest
import weasyprint
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import generate_pdf, tags
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import get_hb_object_data

from banmian import desk
from banmian.diagnostics import Refused
from banmian.engine import engine
from banmian.engine.fetcher import Fetcher
from banmian.engine.images import Pictures
from banmian.engine.sheet import SetPart
from banmian.engine.tag_tree import StandIn, nested
from banmian.engine.version import VERSION
from banmian.job import Order
from banmian.pictures import LazyFile
from banmian.scene.structure import Structure

from .helpers import issue, page


def test_the_version_is_the_pinned_one():
    assert weasyprint.__version__ == VERSION


def test_the_version_is_checked_at_start(monkeypatch):
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(Refused) as refused:
        engine.Engine("fonts.conf", {})
    assert refused.value.diagnostics[0].code == "S002"


def test_pages_are_painted_once_and_tagged_after_that():
    """`generate_pdf` calls `page.paint(stream, scale)`, then builds tags from `page._page_box`."""
    source = inspect.getsource(generate_pdf)
    assert source.count("page.paint(stream, scale)") == 1
    assert source.index("page.paint(stream, scale)") < source.index("add_tags(")
    assert "page._page_box" in inspect.getsource(tags.add_tags)
    assert list(inspect.signature(Page.paint).parameters) == ["self", "stream", "scale"]


def test_the_tag_builder_reads_what_stand_ins_have():
    source = inspect.getsource(tags._build_box_tree)
    for name in ("element_tag", "children", "link_annotation", "widget_annotation", "is_table_wrapper"):
        assert f".{name}" in source and hasattr(StandIn(None, "p"), name)
    assert "isinstance(child, boxes.TextBox)" in source and issubclass(SetPart, boxes.TextBox)


def test_the_stream_and_its_fonts_have_what_the_painter_uses():
    for name in ("marked", "artifact", "add_font", "set_color", "begin_text", "show_text", "set_font_size", "stacked"):
        assert hasattr(Stream, name)
    source = inspect.getsource(Font.__init__)
    assert "self.widths = {}" in source and "self.to_unicode = {}" in source and "self.file_content" in source
    expected = ["self", "pages", "metadata", "url_fetcher", "font_config", "color_profiles", "output_intent"]
    assert list(inspect.signature(Document.__init__).parameters) == expected


def test_groups_nest_by_order():
    class Box:
        element = None

    names = "number subject kicker headline heading first second credit".split()
    structure = Structure((("article", 2, 6), ("section", 4, 6)), {}, (), {name: place for place, name in enumerate(names)})
    tree = nested([(name, Box()) for name in reversed(names)], structure)
    assert [getattr(node, "element_tag", "box") for node in tree] == ["box", "box", "article", "box"]
    article = tree[2]
    assert [getattr(node, "element_tag", "box") for node in article.children] == ["box", "box", "section"]
    assert len(article.children[2].children) == 3


def test_the_fetcher_opens_nothing_but_what_it_was_given():
    fetcher = Fetcher(Pictures({"banmian:images/a.jpg": LazyFile(lambda: b"data")}))
    assert fetcher.fetch("banmian:images/a.jpg").read() == b"data"
    for url in ("file:///etc/passwd", "http://127.0.0.1/", "banmian:../a.jpg", "data:text/plain,a", "banmian:/etc/passwd"):
        with pytest.raises(ValueError, match="no picture"):
            fetcher.fetch(url)


@pytest.mark.slow
def test_a_font_file_is_copied_out_of_the_engine_once_for_all_pdfs(tmp_path, monkeypatch):
    from banmian import desk, fonts
    from banmian.job import Order

    copies = []

    def copied(face, *of_a_glyph):
        copies.append(get_hb_object_data(face, *of_a_glyph))
        return copies[-1]

    monkeypatch.setattr(weasyprint.pdf.fonts, "get_hb_object_data", copied)
    source = issue(tmp_path / "a", page("## 主题\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n"))
    made = desk.build(Order(source, to=("screen", "archive", "press"), out=tmp_path / "out", jobs=1))
    assert len(made.files) == 3
    assert len(copies) == len(set(copies)) >= 3
    assert set(copies) <= {face.data for face in fonts.faces().values()}
    assert weasyprint.pdf.fonts.get_hb_object_data is copied


def test_a_complaint_of_the_engine_fails_the_build(tmp_path):
    """A layout whose style sheet the engine does not understand."""
    from banmian import desk
    from banmian.job import Order

    from .conftest import ROOT

    folder = tmp_path / "layouts" / "odd"
    folder.mkdir(parents=True)
    text = (ROOT / "layouts" / "tabloid" / "layout.toml").read_text(encoding="utf-8")
    (folder / "layout.toml").write_text(text, encoding="utf-8")
    (folder / "page.css").write_text("#body { hovercraft: eels }", encoding="utf-8")
    source = issue(tmp_path / "a", page("## 主题\n\n导语写完了。\n"))
    with pytest.raises(Refused) as refused:
        desk.build(Order(source, layout="odd", layouts=tmp_path / "layouts", out=tmp_path / "out"))
    assert {d.code for d in refused.value.diagnostics if d.severity.value == "error"} == {"L040"}


@pytest.mark.slow
def test_an_issue_is_set_with_its_own_faces_whatever_was_built_before(tmp_path):
    """報 stood in a sans in the nameplate where the process had built an issue without such characters."""
    text = page("## 主题\n\n正文。\n").replace("\n样报\n", "\n囍囍日報\n")
    plain, rare = issue(tmp_path / "plain", page("## 主题\n\n正文。\n")), issue(tmp_path / "rare", text)
    made = [desk.build(Order(source, ("screen",), out=tmp_path / "here", jobs=1)) for source in (plain, rare)]
    command = [sys.executable, "-m", "banmian", "build", str(rare), "--to", "screen", "--out", str(tmp_path / "alone")]
    subprocess.run(command, check=True, capture_output=True)
    (alone,) = (tmp_path / "alone").glob("*/screen.pdf")
    assert (made[1].folder / "screen.pdf").read_bytes() == alone.read_bytes()
