"""The designer's contract: what a page, a style sheet and their data may say, and that every mistake names its line."""

import xml.etree.ElementTree as ET

import pytest
import tinyhtml5
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import layout_folders
from banmian.limits import (
    PAGE_ELEMENTS,
    PAGE_NESTING,
    STYLE_EXPANSION,
    STYLE_MATCHES,
    STYLE_NESTING,
    STYLE_NUMBER,
    STYLE_RULES,
    STYLE_TRACKS,
)
from banmian.makeup.layouts import LayoutFile
from banmian.makeup.slots import Slot
from banmian.render import slots
from banmian.render.markup import check_markup, check_tree
from banmian.render.styles import check_styles

from .own_layouts import BROADSHEET, below, made_up, refusal

LAST = BROADSHEET[: BROADSHEET.index("</body>")].count("\n") + 1
BODY, HEAD = (BROADSHEET[: BROADSHEET.index(text)].count("\n") + 1 for text in ('area("body"', 'depth="headline"'))
SHIPPED = layout_folders.find("broadsheet")
ROOT = '<html lang="zh"><body>{}</body></html>'


def markup(text):
    return refusal(lambda: check_markup(ROOT.format(text), SHIPPED, {"banmian:a.jpg", "own.svg"}))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<style>p{}</style>", "L035"), ("<script>1</script>", "L035"), ("<link rel=stylesheet href='file:///x'>", "L035"),
        ("<object data='x'></object>", "L035"), ("<iframe src='x'></iframe>", "L035"), ("<svg></svg>", "L035"),
        ("<base href='file:///'>", "L035"), ("<a rel=attachment href='file:///x'>x</a>", "L035"), ("<div onclick=x></div>", "L035"),
        ("<a href='javascript:1'>x</a>", "L035"), ("<img src='own.svg'>", "L035"), ("<p background='x'></p>", "L035"),
        ("<img alt=''>", "L038"), ("<img src='logo.png' alt=''>", "L038"), ("<img src='file:///etc/passwd' alt=''>", "L038"),
        ("<img src='http://x/y.png' alt=''>", "L038"), ("<img src='data:image/png;base64,AA' alt=''>", "L038"),
        ("<img src='banmian:../a.jpg' alt=''>", "L038"), ("<img src='/own.svg' alt=''>", "L038"), ("<b><i></b></i>", "L036"),
        ("</div>", "L036"), ("<table><tr><td colspan=100000>x</td></tr></table>", "L043"), ("<div>" * 5000, "L037"),
        ("<b>" * 20000, "L037"),
    ],
)  # fmt: skip
def test_what_a_template_cannot_write(text, code):
    assert markup(text)[0][0] == code


def tree(text):
    """What the parser of the engine makes of a page, and what is wrong with that."""
    root = tinyhtml5.parse(ROOT.format(text), namespace_html_elements=False)
    return refusal(lambda: check_tree(root, SHIPPED, {"own.svg"}))


@pytest.mark.parametrize(
    "hidden", ["<style>p{}</style>", "<svg></svg>", "<iframe></iframe>", "<a href='file:///x'>x</a>", "<b onclick=x>x</b>"]
)
@pytest.mark.parametrize(
    "text", ["<![CDATA[>{}]]>", "<!-->{}-->", "<!--->{}-->", "<!-- --!>{}-->", "<?x >{}?>", "<!x '>{}'>", "<title><!--</title>{}<!----></title>"]
)  # fmt: skip
def test_what_one_parser_hides_the_engines_parser_finds(text, hidden):
    """html.parser and HTML differ in where these end."""
    assert [code for code, _ in tree(text.format(hidden))] == ["L035"]
    assert tree(text.format("<p>x</p>")) == []


@pytest.mark.parametrize(("text", "code"), [("<div>" * PAGE_NESTING, "L037"), ("<p>" * PAGE_ELEMENTS, "L037")])
def test_the_engines_tree_has_the_same_limits(text, code):
    assert [one for one, _ in tree(text)] == [code]


@pytest.mark.parametrize(
    "text", ["<img src='own.svg' alt=''>", "<img src='banmian:a.jpg' alt='x'>", "<a href='https://example.org'>x</a>", "<p>a<p>b", "<ul><li>a<li>b</ul>"]
)  # fmt: skip
def test_what_a_template_can_write(text):
    assert markup(text) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "most"), [("<p></p>", PAGE_ELEMENTS - 2), ("<div>{}</div>", PAGE_NESTING - 2)]
)  # fmt: skip
def test_a_page_may_go_to_its_limits(text, most):
    def page(count):
        return text * count if "{}" not in text else "<div>" * count + "</div>" * count

    assert markup(page(most)) == [] and "L037" in [code for code, _ in markup(page(most + 1))]


def styles(text, shape=(100, 6, 20)):
    return refusal(lambda: check_styles([LayoutFile("page.css", text.encode())], [], shape, {"own.svg"}))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("p{background:url(file:///etc/passwd)}", "L038"), ("p{background:url('http://x/y')}", "L038"),
        ("p{background:url(data:image/png;base64,AA)}", "L038"), ("p{background:url(../own.svg)}", "L038"),
        ("p{background:image-set('x' 1x)}", "L038"), ("p::before{content:attr(class url)}", "L038"), ("p{--a:url(x)}", "L038"),
        ("@media print{p{background:url(x)}}", "L038"), ("a{b{background:url(x)}}", "L038"), ("p{filter:url(#x)}", "L038"),
        ("@counter-style x{symbols:url(file:///x)}", "L038"),
        ("@import 'x.css';", "L039"), ("@import url(file:///x);", "L039"), ("@font-face{src:url(file:///x)}", "L039"),
        ("@media print{@font-face{src:local(Arial)}}", "L039"), ("p{columns:3}", "L059"), ("p{column-count:3}", "L059"),
        ("p{--a:var(--a)}", "L041"), ("p{--a:var(--b);--b:var(--a)}", "L041"), ("p{width:" + "(" * 9999, "L041"),
        ("".join(f"p{{--a{n}:var(--a{n + 1}) var(--a{n + 1})}}" for n in range(15)), "L041"), ("p{width:calc(1e300px)}", "L041"),
        ("a{" * 99 + "}" * 99, "L041"), ("p{grid-template-columns:repeat(9999,1fr)}", "L041"), ("* " * 60 + "{color:red}", "L041"),
        ("p{background:repeating-linear-gradient(red 0,blue 1px)}", "L039"), ("p{--a:repeating-radial-gradient(red,blue)}", "L039"),
        ("a{background:linear-gradient(red,Repeating-Conic-Gradient(red))}", "L039"),
    ],
)  # fmt: skip
def test_what_a_style_sheet_cannot_say(text, code):
    assert styles("\n" + text)[0] == (code, "page.css:2")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("p{{width:{}px}}", STYLE_NUMBER), ("p{{grid-row:{}}}", STYLE_TRACKS), ("p{{}}*{}", STYLE_RULES),
        ("p{{width:(*{}}}", STYLE_NESTING - 2), ("p{{--a:x *{}}}", STYLE_EXPANSION // 2 - 1),
    ],
)  # fmt: skip
def test_a_style_sheet_may_go_to_its_limits(text, most):
    def sheet(count):
        return {
            "p{{}}*{}": "p{}" * count, "p{{width:(*{}}}": f"p{{width:{'(' * count}{')' * count}}}",
            "p{{--a:x *{}}}": f"p{{--a:{'x ' * count}}}",
        }.get(text) or text.format(count)  # fmt: skip

    assert styles(sheet(most)) == [] and {code for code, _ in styles(sheet(most + 2))} == {"L041"}


FINE = "dotted red"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("style", "inner", "codes"),
    [
        ("display:flex", 4, ["L041"]), ("display:flex", 3, []), ("display:inline-grid", 4, ["L041"]), ("display:inline-flex", 9, ["L041"]),
        ("--a:grid;display:var(--a)", 4, ["L041"]), (f"border:.04pt {FINE}", 1, ["L061"]), (f"border:.06pt {FINE}", 1, []),
        (f"font-size:.5pt;border-top:.05em {FINE}", 1, ["L061"]), (f"border:calc(1px/1000) {FINE}", 1, ["L061"]), (f"outline:.01pt {FINE}", 1, ["L061"]),
        ("text-decoration:underline wavy red .01pt", 1, ["L061"]), ("text-decoration:underline dotted;text-decoration-thickness:.1%", 1, ["L061"]),
        ("text-decoration:underline wavy red", 1, []), ("text-decoration:underline wavy;font-size:.1pt", 1, ["L061"]), ("border:.01pt solid red", 1, []),
        ("border:1pt solid;border-image:linear-gradient(red,blue) 1 round", 1, ["L061"]), ("border:1pt solid;border-image:linear-gradient(red,blue) 1", 1, []),
    ],
)  # fmt: skip
def test_what_the_engine_would_work_at_without_end(tmp_path, style, inner, codes):
    nested = f'<div style="{style}">' * inner + "x" + "</div>" * inner
    found = refusal(lambda: made_up(tmp_path, page_html=below(f'<div style="position:absolute;top:0">{nested}</div>')))
    assert [code for code, _ in found] == codes


def test_selectors_are_asked_so_often_and_no_more():
    shape = (STYLE_MATCHES // 100, 10, 10)
    assert styles("a b c{}", shape) == [] and styles("a b c d{}", shape) and styles("a ~ b ~ c ~ d{}", shape)
    many = (STYLE_MATCHES // 100, 1, 1)
    assert styles(":is(" + "b," * 190 + "b){}", many) == [] and styles(":is(" + "b," * 210 + "b){}", many)
    assert styles("p:not(" + ":is(b)," * 90 + "c){}", many) == [] and styles("p:not(" + ":is(b),a," * 100 + "c){}", many)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("columns=columns", 'columns="abc"', "L043", BODY), ("columns=columns", "columns=0", "L043", BODY),
        ("gap=gap", 'gap="nan"', "L043", BODY), ('"a1.sections" ~ others', '"zz"', "L043", BODY - 2), ('"a1.sections" ~ others', '""', "L043", BODY - 2),
        ('"a1.sections" ~ others', '"a1"', "L050", BODY - 2), ('depth="headline"', 'depth="nope"', "L049", HEAD),
        ('area("body"', 'area("headline"', "L045", None), ('area("body"', 'area(""', "L045", None),
        ("roles if page.articles|length > 1 else roles[:2]", "[]", "L046", BODY - 2), ("</body>", '<p data-at="99">x</p></body>', "L043", LAST),
        ("roles if page.articles|length > 1 else roles[:2]", '["paragraph", "paragraph"]', "L046", BODY - 2),
        ("roles if page.articles|length > 1 else roles[:2]", '["paragraph"]', "L003", BODY - 2), ("columns=columns", "columns=60", "L053", BODY),
        ("</body>", '<p data-colums="2">x</p></body>', "L044", LAST), ("</body>", '<p data-role="lead">x</p></body>', "L052", LAST),
        ("</body>", '<i id="o" data-obstacle="" style="display:none"></i></body>', "L048", LAST),
        ("</body>", '<i id="o" data-obstacle="" data-span="5 9"></i></body>', "L048", LAST),
        ("</body>", '<p id="o" data-obstacle="" data-span="5 9"></p></body>', "L043", LAST),
        ("</body>", '<p id="o" data-flow="f9"><b data-role="caption">x</b></p></body>', "L047", LAST),
    ],
)  # fmt: skip
def test_a_broken_contract_names_its_line(tmp_path, old, new, code, line):
    assert old in BROADSHEET
    found = refusal(lambda: made_up(tmp_path, page_html=BROADSHEET.replace(old, new, 1)))
    assert found[0][0] == code and (line is None or found[0][1] == f"page.html:{line}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("css", "code"),
    [
        ("p { colour: red }", "L040"), ("@media print { p { colour: red } }", "L040"), ("p::foo {}", "L040"), ("}", "L040"),
        (".paragraph { text-indent: 10% }", "L051"), (".paragraph { margin: -3em }", "L051"), (".paragraph { font-size: 0 }", "L051"),
        ("#body { display: none }", "L048"), (".subject { display: none }", "L048"), ("#body { display: inline }", "L048"),
        ("#body { width: 1mm }", "L053"), ("@page { margin: 0 }", "E006"), ("@page { size: 10mm }", "E002"),
        ("* { position: running(x) }", "L042"), (".title { font-family: Arial }", "L006"),
    ],
)  # fmt: skip
def test_a_style_that_breaks_the_page_is_told_every_time(tmp_path, css, code):
    for n in "ab" if code == "L040" else "a":
        found = refusal(lambda n=n: made_up(tmp_path / n, page_css="\n" + css))
        assert code in [one for one, _ in found] and all(place for _, place in found)
        if code in ("L040", "L051", "L006"):
            assert found[0][1] == "page.css:2"


@pytest.mark.slow
def test_text_align_end_is_right(tmp_path):
    from .conftest import compose
    from .helpers import issue, page
    from .own_layouts import SMALL, write

    source = issue(tmp_path / "issue", page(SMALL))
    corner = {}
    for align in ("end", "right", "start"):
        folder = write(tmp_path / align, page_css=f".paragraph {{ text-align: {align}; text-indent: 0 }}")
        _, pages = compose(source, "own", folder)
        corner[align] = next(b for b in pages[0].blocks if b.role == "paragraph").lines[-1].x
    assert corner["end"] == corner["right"] > corner["start"]


@pytest.mark.slow
def test_a_page_without_its_heading_is_refused_at_the_heading(tmp_path):
    from banmian import desk
    from banmian.job import Order

    from .helpers import issue, page
    from .own_layouts import SMALL, write

    layouts = write(tmp_path / "layouts", nameplate_html='<div class="nameplate"></div><div class="folio"></div>')
    order = Order(issue(tmp_path / "issue", page(SMALL)), ("screen",), "own", layouts, tmp_path / "out", 1)
    assert refusal(lambda: desk.build(order)) == [("L004", "A01.md:7")]


@pytest.mark.slow
def test_a_good_addition_builds(tmp_path):
    assert refusal(lambda: made_up(tmp_path, page_html=below("<p>x</p>"))) == []


ANY = st.one_of(
    st.sampled_from(["1", "0", "-1 2", "4 2", "a1", "f1 a1.lead", "vertical", "headline", "", "nan", "1e9", "٣", "x" * 99]),
    st.text(max_size=6),
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([*slots.ATTRIBUTES, "data-other", "id"]), ANY, max_size=5), st.booleans())
def test_any_data_is_a_slot_or_a_message(data, sample):
    root = ET.Element("html", {"lang": "zh"})
    element = ET.SubElement(root, "div", data)
    if sample:
        ET.SubElement(element, "p", {"data-role": "paragraph"}).text = "字"
    found = refusal(lambda: slots.read_slots(root, SHIPPED))
    assert all(code.startswith("L0") and ":" in place for code, place in found)


def test_slots_say_what_the_attributes_say():
    root = ET.Element("html")
    data = {"id": "b", "data-flow": "a1 f2", "data-columns": "3", "data-gap": "1.5", "data-span": "-2 2", "data-fill": ""}
    ET.SubElement(ET.SubElement(root, "div", data), "p", {"data-role": "lead"}).text = "字"
    (slot,) = slots.read_slots(root, SHIPPED).values()
    assert slot == Slot("b", ("a1", "f2"), ("lead",), columns=3, gap=1.5, span=(-2, 2), fill=True)


@pytest.mark.slow
def test_a_wrong_attribute_names_the_line_of_the_macro_that_writes_it(tmp_path):
    wrong = BROADSHEET.replace("columns=columns", 'columns="abc"')
    line = next(n for n, line in enumerate(wrong.splitlines(), 1) if 'columns="abc"' in line)
    assert refusal(lambda: made_up(tmp_path, page_html=wrong)) == [("L043", f"page.html:{line}")]


@pytest.mark.slow
def test_a_faulty_style_sheet_is_faulty_every_time(tmp_path):
    for n in "ab":
        assert refusal(lambda n=n: made_up(tmp_path / n, page_css="\np { colour: red }")) == [("L040", "page.css:2")]
