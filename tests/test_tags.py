"""What a layout sets in tables and lists, as tags: a tree that PDF/UA takes, whatever a designer writes."""

import io
from collections.abc import Iterator

import pikepdf
import pytest

from banmian import desk
from banmian.job import Order

from .helpers import HEAD, issue
from .own_layouts import COLUMNS, write

CSS = """#body { height: 220mm } header { height: 130mm; overflow: hidden; line-height: 1 }
ul { list-style: none } .headline { font: 10.5pt/var(--line) 'Banmian Hei' }"""
WAYS = {
    "a cell that carries its text": "<table><tr><td AT>TEXT</td><td></td></tr></table>",
    "a row that carries its text": "<table><tr AT><td>TEXT</td></tr></table>",
    "a body that carries its text": "<table><tbody AT><tr><td>TEXT</td></tr></tbody></table>",
    "heads, spans, rows of unequal length": "<table AT><caption>TEXT</caption><tr><th colspan=2></th><td></td></tr><tr><td></td></tr></table>",
    "heads that name columns": '<table AT><tr><th scope="col">TEXT</th></tr><tr><td></td></tr></table>',
    "a table in a table": "<div AT><table><tr><td><table><tr><td>TEXT</td></tr></table></td></tr></table></div>",
    "a list in a table": "<table AT><tr><td><ul><li>TEXT</li></ul></td></tr></table>",
    "a table in a list": "<ul AT><li><table><tr><td>TEXT</td></tr></table></li></ul>",
    "an item that carries its text": "<ul><li AT>TEXT</li></ul>",
    "a term that carries its text": "<dl><dt AT>TEXT</dt></dl>",
    "a list in groups": "<dl AT><div><dt>TEXT</dt><dd></dd></div></dl>",
    "a cell that is placed": '<table AT style="position: relative"><tr><td><span style="position: absolute">TEXT</span></td></tr></table>',
    "a table that is none": '<table AT style="display: block"><tbody style="display: block"><tr style="display: flex"><td>TEXT</td></tr></tbody></table>',
    "a caption of nothing": "<figcaption AT>TEXT</figcaption>",
    "a caption in a figure": "<figure AT><figcaption>TEXT</figcaption></figure>",
    "a link in a cell": '<table AT><tr><td><a href="https://example.org/">TEXT</a></td></tr></table>',
}
"""Mark-up that a designer may set a text in, by what it tries: a credit line each."""
CREDITS = "\n\n".join(f"责编：张{name}" for name in "一二三四五六七八九十甲乙丙丁戊己"[: len(WAYS)])
BODY = f"# 要闻\n\n## A01\n\n{CREDITS}\n\n### 名片\n\n一\t二\t三\n\n四\t\t六\n\n## 主题\n\n{'正文写得够长了，好把栏填满。' * 90}\n"
TEXTS = (
    "masthead.publisher",
    "masthead.title",
    "masthead.date_text",
    "masthead.weekday",
    "page.number",
    "page.name_card.title",
)
PAGE = """<!DOCTYPE html><html lang="zh-Hans" style="{{ variables }}"><body>{% from "base/macros.html" import area, name_card %}
<header><h1 data-at="{{ at(page.subject) }}">{{ page.subject.text }}</h1>WAYS{{ name_card(page.name_card, at) }}</header>
{{ area("body", "a1", ["paragraph", "headline"], rare, columns=3, fill=true) }}</body></html>"""


def set_in(way: str, text: str) -> str:
    """A text of the model in some mark-up."""
    return way.replace(" AT", f' data-at="{{{{ at({text}) }}}}"').replace("TEXT", f"{{{{ {text}.text }}}}")


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory) -> dict[str, bytes]:
    """Screen and archive of a page whose layout sets its texts in all these ways."""
    folder = tmp_path_factory.mktemp("tags")
    ways = [set_in(way, f"page.credits[{number}].source") for number, way in enumerate(WAYS.values())]
    template = PAGE.replace("WAYS", "".join([*(set_in("<p AT>TEXT</p>", text) for text in TEXTS), *ways]))
    layouts = write(folder / "layouts", COLUMNS, page_html=template, page_css=CSS)
    order = Order(issue(folder / "in", HEAD + BODY), ("screen", "archive"), "own", layouts, folder / "out", jobs=1)
    return {one.name: one.data for one in desk.build(order).files}


def tree(data: bytes) -> Iterator[tuple[str, str]]:
    """(parent, child) of every two structure elements."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        left = [pdf.Root.StructTreeRoot.K[0]]
        while left:
            one = left.pop()
            inner = one.get("/K", [])
            for kid in inner if isinstance(inner, pikepdf.Array) else [inner]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    yield str(one.S), str(kid.S)
                    left.append(kid)


ONLY_IN = {"/LI": {"/L"}, "/LBody": {"/LI"}}
HOLDS_ONLY = {"/L": {"/LI"}, "/LI": {"/LBody"}}
NEVER = {"/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD", "/Caption"}
"""ISO 32000-1, 14.8.4.3.3 and 14.8.4.3.4: what stands where."""


def test_tables_and_lists_are_lists_and_their_stray_parts_paragraphs(pdfs):
    for data in pdfs.values():
        pairs = set(tree(data))
        assert ("/L", "/LI") in pairs and not {kid for _, kid in pairs} & NEVER
        assert all(parent in ONLY_IN.get(kid, {parent}) and kid in HOLDS_ONLY.get(parent, {kid}) for parent, kid in pairs)


@pytest.mark.slow
def test_verapdf_has_nothing_to_say_of_them(pdfs, needs):
    from banmian.verify.judges import judge

    needs("veraPDF")
    verdicts = judge(pdfs, {"screen.pdf": "ua1", "archive.pdf": "0"}, asked=("veraPDF",))
    assert [(one.file, one.state, one.faults) for one in verdicts] == [
        (name, "passed", ()) for name in ("archive.pdf", "screen.pdf")
    ]
