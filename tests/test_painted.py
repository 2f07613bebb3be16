"""Pages that were painted before, written into PDFs of all pages: the same bytes, and nothing is laid out for them."""

import shutil
from dataclasses import replace

import pytest

from banmian import desk
from banmian.engine.engine import Engine
from banmian.engine.painted import CODEC, agree
from banmian.job import Order
from banmian.render.renderer import Renderer

from .conftest import ROOT
from .several_pages import write

TO = ("screen", "archive")


def built(issue, out, **more) -> dict[str, bytes]:
    return {one.name: one.data for one in desk.build(Order(issue, to=TO, out=out, jobs=1, **more)).files}


@pytest.fixture
def issue(tmp_path):
    return write(tmp_path / "issue", 2)


@pytest.fixture
def laid_out(monkeypatch) -> list[str]:
    """What the engine lays out from now on."""
    done, lay_out = [], Engine.lay_out

    def noted(self, html, *args):
        done.append(html)
        return lay_out(self, html, *args)

    monkeypatch.setattr(Engine, "lay_out", noted)
    return done


@pytest.fixture(scope="module")
def painted(tmp_path_factory) -> dict[str, bytes]:
    """The files of the issue as they are made where nothing is changed."""
    folder = tmp_path_factory.mktemp("painted")
    return built(write(folder / "issue", 2), folder / "out", cache=False)


@pytest.mark.slow
@pytest.mark.parametrize("kept", [b"", b"[]"], ids=["nothing", "torn"])
def test_pages_that_were_painted_come_out_as_if_they_were_laid_out(issue, painted, tmp_path, monkeypatch, kept):
    monkeypatch.setattr(Renderer, "painted", lambda *_: kept)
    assert built(issue, tmp_path / "laid-out", cache=False) == painted


@pytest.mark.slow
def test_of_an_issue_with_one_page_changed_that_page_alone_is_laid_out(issue, tmp_path, laid_out):
    first = built(issue, tmp_path / "out")
    page = issue / "T02.md"
    page.write_text(page.read_text(encoding="utf-8").replace("发展", "前进"), encoding="utf-8")
    laid_out.clear()
    again = built(issue, tmp_path / "out")
    assert again != first and len(laid_out) > 0
    assert all("T02" in html for html in laid_out)


@pytest.mark.slow
def test_what_is_numbered_throughout_a_document_is_left_to_the_engine(issue, tmp_path, monkeypatch):
    """As a gradient."""
    made, paint = [], Engine.painted
    monkeypatch.setattr(Engine, "painted", lambda *given: made.append(paint(*given)) or made[-1])
    layouts = tmp_path / "layouts"
    shutil.copytree(ROOT / "layouts", layouts)
    with (layouts / "broadsheet" / "page.css").open("a", encoding="utf-8") as sheet:
        sheet.write(".number { background: linear-gradient(white, #eee) }")
    assert len(built(issue, tmp_path / "out", layouts=layouts, cache=False)) == len(TO)
    assert made == [b"", b""]


@pytest.mark.slow
def test_pages_that_say_otherwise_of_a_glyph_do_not_agree(issue, tmp_path, monkeypatch):
    made, paint = [], Engine.painted
    monkeypatch.setattr(Engine, "painted", lambda *given: made.append(paint(*given)) or made[-1])
    built(issue, tmp_path / "out", cache=False)
    one, other = map(CODEC.decoded, made)
    assert agree([one, other])
    font = next(font for font in other.fonts if font.texts)
    for changed in (
        replace(font, texts=((font.texts[0][0], "?"), *font.texts[1:])),
        replace(font, widths=((font.widths[0][0], 1), *font.widths[1:])),
    ):
        assert not agree([other, replace(one, fonts=(changed,))])
