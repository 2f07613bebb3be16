"""Pictures that a layout brings: by name, from its own folder, without anything that runs or refers."""

import io

import pikepdf
import pytest
from PIL import Image

from banmian import desk, layout_folders
from banmian.job import Order
from banmian.limits import SVG_ELEMENTS, SVG_NESTING, SVG_NUMBER
from banmian.makeup.layouts import LayoutFile
from banmian.render import layout_pictures
from banmian.render.svg import svg

from .helpers import issue, page
from .own_layouts import SMALL, below, find, made_up, refusal, write

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="100" height="100">'
SHIPPED = layout_folders.find("broadsheet")
GOOD = HEAD + '<path d="M0 0L10 10L0 10z" fill="var(--red)"/><circle cx="5" cy="5" r="2"/></svg>'


def drawn(text, palette="rgb"):
    return svg(LayoutFile("a.svg", text.encode()), SHIPPED, palette)


@pytest.mark.parametrize(
    "inner",
    [
        "<script/>", "<foreignObject/>", "<image href='file:///etc/passwd'/>", "<use href='#a'/>", "<style>@import 'x'</style>", "<a/>",
        "<text>x</text>", "<animate/>", "<path style='fill:url(x)'/>", "<path fill='url(http://x)'/>", "<path fill='#f00'/>",
        "<path fill='var(--nothing)'/>", "<path onload='x'/>", "<g filter='url(#x)'/>", "<path d='M0 0 url(x)'/>", "<?x y?>", "<svg/>",
        "<path xmlns:x='http://x' x:href='y'/>", f"<path stroke-width='{SVG_NUMBER + 1}'/>", "<path stroke-width='1e999'/>",
        "<g>" * SVG_NESTING + "</g>" * SVG_NESTING, "<g/>" * SVG_ELEMENTS, "<path transform='&#60;'/>",
    ],
)  # fmt: skip
def test_what_an_svg_cannot_have(inner):
    assert [code for code, _ in refusal(lambda: drawn(f"{HEAD}{inner}</svg>"))] == ["L055"]


def test_an_svg_may_go_to_its_limits():
    deep = "<g>" * (SVG_NESTING - 1) + "</g>" * (SVG_NESTING - 1)
    many = "<g/>" * (SVG_ELEMENTS - SVG_NESTING)
    assert drawn(f"{HEAD}{deep}{many}<path stroke-width='{SVG_NUMBER}'/></svg>".replace("<g/>", "", 1))


@pytest.mark.parametrize("text", ["<svg", "", '<!DOCTYPE x [<!ENTITY a "b">]><svg/>', "<svg>&a;</svg>", "x"])
def test_what_is_no_svg(text):
    assert [code for code, _ in refusal(lambda: drawn(text))] in (["L054"], ["L055"])


def test_colours_are_the_palettes():
    assert b"#c3161c" in drawn(GOOD) and b"#111111" in drawn(GOOD)
    assert b"device-cmyk(0 1 0.95 0.08)" in drawn(GOOD, "cmyk") and b"#" not in drawn(GOOD, "cmyk")


def test_a_picture_that_cannot_be_used_names_its_file(tmp_path):
    assert refusal(lambda: made_up(tmp_path, n_png=b"no picture")) == [("L054", "n.png:1")]


def test_pictures_of_a_layout_have_pixels_together(tmp_path, monkeypatch):
    data = io.BytesIO()
    Image.new("L", (40, 20)).save(data, "PNG")
    layout = find(write(tmp_path, a_png=data.getvalue(), b_png=data.getvalue()))
    monkeypatch.setattr(layout_pictures, "LAYOUT_PIXELS", 1600)
    assert refusal(lambda: layout_pictures.pictures_of(layout, "rgb", b"")) == []
    monkeypatch.setattr(layout_pictures, "LAYOUT_PIXELS", 1599)
    assert refusal(lambda: layout_pictures.pictures_of(layout, "rgb", b"")) == [("L060", "b.png:1")]


def test_pictures_of_a_layout_are_made_once_for_all_pages_however_many_they_are(tmp_path, monkeypatch):
    made, plain = [], layout_pictures.plain
    monkeypatch.setattr(layout_pictures, "plain", lambda data: made.append(data) or plain(data))
    many = {}
    for number in range(40):
        data = io.BytesIO()
        Image.new("L", (2, 2), number).save(data, "PNG")
        many[f"n{number}_png"] = data.getvalue()
    layout = find(write(tmp_path, **many))
    for _page in range(3):
        for palette in ("rgb", "cmyk"):
            layout_pictures.pictures_of(layout, palette, b"")
    assert len(made) == 80


@pytest.mark.slow
def test_a_layout_shows_its_pictures_in_the_inks_of_the_press(tmp_path):
    data = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(data, "PNG")
    show = '<img src="images/n.svg" alt="" style="position:absolute;top:0;left:0;width:9mm;height:9mm">'
    show += '<img src="own/images/n.png" alt="" style="position:absolute;top:0;left:20mm;width:9mm;height:9mm">'
    folder = write(tmp_path / "layouts", page_html=below(show))
    (folder / "own" / "images").mkdir()
    (folder / "own" / "images" / "n.svg").write_text(GOOD, encoding="utf-8")
    (folder / "own" / "images" / "n.png").write_bytes(data.getvalue())
    source = issue(tmp_path / "issue", page(SMALL))
    order = Order(source, to=("press",), layout="own", layouts=folder, out=tmp_path / "out", jobs=1)
    with pikepdf.open(io.BytesIO(desk.build(order).files[0].data)) as pdf:
        assert b"0 1 0.95 0.08 scn" in pdf.pages[0].Contents.read_bytes()
        images = [one for one in pdf.pages[0].Resources.XObject.values() if one.Subtype == "/Image"]
        assert images and all(one.ColorSpace == "/DeviceCMYK" for one in images)
