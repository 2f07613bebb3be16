"""The style sheets that we ship and write, as clients read them that know less than a browser."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator

import pytest
import tinycss2
from lxml import etree

from banmian import desk
from banmian.job import Order

from .conftest import ROOT, SEED_ISSUE, Built, compose
from .eight_pages import EDITIONS
from .helpers import book_parts, issue, page, parsed
from .pictures import chart, coded

SHIPPED = sorted(
    path
    for folder in ("layouts", "docs/make-ups", "src/banmian")
    for kind in ("*.css", "*.html")
    for path in (ROOT / folder).rglob(kind)
)


def pointed(nodes) -> Iterator[str]:
    """Numbers of a style that begin with their point, however deep they stand."""
    for node in nodes or ():
        if node.type in ("number", "percentage", "dimension") and re.match(r"[+-]?\.", node.representation):
            yield node.serialize()
        for inner in ("prelude", "content", "arguments", "value"):
            if isinstance(below := getattr(node, inner, None), list):
                yield from pointed(below)


def in_style(text: str) -> list[str]:
    return list(pointed(tinycss2.parse_component_value_list(text)))


def in_markup(text: str) -> list[str]:
    return [found for style in re.findall(r'style="([^"]*)"', text) for found in in_style(style)]


def members(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(params=EDITIONS)
def edition(request, seed: Built) -> dict[str, bytes]:
    """The files of an edition of the seed."""
    return members(seed.data(request.param))


def test_points_are_found_wherever_they_stand():
    sheet = "a{margin:0 -.6em;width:calc(1px + (.5em * 2))}@media x{b{top:+.1%;--a:.2;left:max(1px,min(.3em,2px))}}"
    assert in_style(sheet) == ["-.6em", ".5em", "+.1%", ".2", ".3em"] and in_markup('<p style="left:.5px">') == [".5px"]
    assert in_style('.a1 { content: ".5em"; margin: 0.5em 1.5em 10% } /* .5em */') == []


def test_no_number_of_a_book_begins_with_its_point(edition):
    """Okular takes .85em for 85 em: 257 pages of giant letters."""
    sheets = [in_style(data.decode()) for name, data in edition.items() if name.endswith(".css")]
    styles = [in_markup(data.decode()) for name, data in edition.items() if name.endswith(".xhtml")]
    assert sheets and styles and [found for one in (*sheets, *styles) for found in one] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_number_of_a_layout_begins_with_its_point(path):
    text = path.read_text(encoding="utf-8")
    assert (in_style(text) if path.suffix == ".css" else in_markup(re.sub(r"{{.*?}}|{%.*?%}", "", text))) == []


@pytest.mark.slow
def test_no_number_that_a_layout_is_given_begins_with_its_point():
    shop, (made,) = compose(SEED_ISSUE)
    assert in_markup(shop.renderer.html(made.page, made.rung)) == []


def look(book: dict[str, bytes], selector: str) -> dict[str, str]:
    """What the style sheet for everybody says of a selector."""
    said: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(book["EPUB/book.css"].decode(), skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and selector in tinycss2.serialize(rule.prelude).strip().split(", "):
            for one in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
                said[one.name] = tinycss2.serialize(one.value).strip()
    return said


def test_a_caption_is_a_block_for_those_who_do_not_know_the_element(edition):
    assert look(edition, "figcaption")["display"] == "block"


def test_kindle_sets_the_body_as_it_likes(edition):
    """Its own line height, no padding at the sides of running text (Kindle Publishing Guidelines, text)."""
    sheet = edition["EPUB/book.css"].decode()
    (kindle,) = re.findall(r"@media amzn-kf8 \{ body \{ (.*?) \} \}", sheet)
    assert kindle == "padding: 0; line-height: normal;" and sheet.index("@media amzn-kf8") > sheet.index(
        "line-height: 1.75"
    )
    for running in ("p", ".lead"):
        assert not {"line-height", "padding", "padding-left", "padding-right", "margin-left"} & set(look(edition, running))
    assert look(edition, "p")["margin"] == "0"


@pytest.mark.slow
def test_an_old_mupdf_keeps_a_caption_at_its_place(needs, tmp_path):
    """Version 1.21 takes a `figcaption` for a part of a line, and shows it above the head of its article."""
    needs("MuPDF")
    folder = issue(tmp_path / "in", page("## 主题\n\n导语写完了。\n\n![图说](a.png)\n"))
    (folder / "a.png").write_bytes(coded(chart(), "PNG"))
    (made,) = desk.build(Order(folder, ("epub",), out=tmp_path / "out")).files
    (tmp_path / "a.epub").write_bytes(made.data)
    subprocess.run("mutool convert -F text -o a.txt a.epub".split(), cwd=tmp_path, check=True, capture_output=True)
    assert "".join((tmp_path / "a.txt").read_text(encoding="utf-8").split()).endswith("主题导语写完了。图说")


def test_the_name_card_is_a_list(edition):
    """Fifteen items in the order of the manuscript, and no table, which would want heads."""
    tree = etree.fromstring(edition["EPUB/page-t01-card.xhtml"])
    (listed,) = tree.iterfind(".//{*}ul")
    assert len(listed) == 15 and len("".join(listed[0].itertext())) == 8
    assert (listed.get("role"), listed.get("aria-labelledby")) == ("list", tree.find(".//{*}h1").get("id"))
    assert tree.find(".//{*}table") is None


def test_an_empty_cell_keeps_its_place_and_says_nothing():
    parts = book_parts(parsed(page("### 名片\n\n一\t\t三\n\n四\t五\n\n## 主题\n\n正文。\n")).issue)
    items = re.findall("<li[ >].*?</li>", parts["page-a01-card.xhtml"].decode())
    quiet = '<li aria-hidden="true"></li>'
    assert items == ["<li>一</li>", quiet, "<li>三</li>", "<li>四</li>", "<li>五</li>", quiet]
    assert "--cells:3" in parts["page-a01-card.xhtml"].decode()
