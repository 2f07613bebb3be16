"""A picture as nameplate: `[paper] nameplate`. The paper's name stays a text of the page."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from banmian import desk, layout_folders, limits
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.makeup.layouts import PageLayouts
from banmian.raster import plain
from banmian.render import nameplate

from .conftest import compose
from .helpers import issue, page
from .pictures import coded, written

TEXT = page(
    "## 主题\n\n导语。\n\n### 小题\n\n正文。\n", "中共样市委机关报\n\n聊城日报\n\n两会特刊\n\n2026年1月1日 星期四\n\n"
)


def drawn(folder, name: str, data: bytes, layout: str = "broadsheet"):
    """An issue whose nameplate is a picture."""
    made = issue(folder, TEXT, f'layout = "{layout}"\n[paper]\nnameplate = "{name}"\n')
    if data:
        (made / name).write_bytes(data)
    return made


def scan(mode: str = "L", size: tuple[int, int] = (1200, 300)) -> Image.Image:
    """A scan of black writing."""
    image = Image.new(mode, size, "white")
    image.paste("black", (size[0] // 8, size[1] // 8, size[0] // 2, size[1] - size[1] // 8))
    return image


@pytest.mark.parametrize(
    "layout",
    ["broadsheet", *(pytest.param(one, marks=pytest.mark.slow) for one in ("tabloid", "modular", "modular-tabloid"))],
)
def test_a_nameplate_takes_the_place_of_the_name_and_the_name_is_read(tmp_path, layout):
    _, (one,) = compose(drawn(tmp_path / "in", "plate.svg", written("聊城日报").encode(), layout))
    lines = {line.text: line for line in one.furniture}
    title, seal = lines["聊城日报"], lines["两会"]
    assert title.x + title.width < seal.x < lines["中共样市委机关报"].x
    assert title.width > 0.2 * one.paper.width
    assert not {fault.code for fault in one.noticed} & {"E007", "E008", "M024", "M025", "M071"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("plate.svg", b"", "L092"),
        ("plate.svg", b"<svg", "L054"),
        ("plate.svg", written("报", "red").encode(), "L055"),
        ("plate.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>', "L093"),
        ("plate.png", b"no picture", "L093"),
        ("plate.png", coded(scan(size=(1300, 100)), "PNG"), "L094"),
        ("plate.tif", b"II" + bytes(limits.NAMEPLATE_BYTES), "S013"),
        ("../plate.svg", b"", "I003"),
        ("plate.pdf", b"", "I003"),
    ],
)  # fmt: skip
def test_a_picture_that_is_no_nameplate_is_told(tmp_path, name, data, code):
    with pytest.raises(Refused) as refused:
        desk.build(Order(drawn(tmp_path / "in", name, data), to=("screen",), out=tmp_path / "out"))
    (fault,) = (one for one in refused.value.diagnostics if one.code == code)
    assert fault.place and fault.message("zh") != fault.message("en")


def test_a_picture_is_read_once_for_all_layouts_and_an_svg_has_the_colours_of_each(tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(nameplate, "plain", lambda data: read.append(data) or plain(data))
    usual, several = layout_folders.find("broadsheet"), layout_folders.find("modular")
    layouts = PageLayouts(usual, replace(several, colours={}))
    (tmp_path / "plate.png").write_bytes(coded(scan(), "PNG"))
    (tmp_path / "plate.svg").write_text(written("报", "var(--red)"), encoding="utf-8")
    given = nameplate.with_nameplate(layouts, tmp_path, "plate.png", None)
    assert len(read) == 1 and [one.nameplate[1] for one in given.every] == [4, 4]
    with pytest.raises(Refused):
        nameplate.with_nameplate(layouts, tmp_path, "plate.svg", None)
    nameplate.with_nameplate(PageLayouts(usual), tmp_path, "plate.svg", None)


@pytest.mark.slow
def test_a_picture_may_be_as_long_as_its_limit(tmp_path):
    made = drawn(tmp_path / "in", "plate.png", coded(scan(size=(limits.NAMEPLATE_ASPECT * 100, 100)), "PNG"))
    assert compose(made)[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plate.svg", written("聊城日报").encode()),
        ("plate.tif", coded(scan(size=(4200, 1050)), "TIFF", compression="tiff_lzw")),
        ("plate.png", coded(scan("RGB", (4200, 1050)).convert("RGBA"), "PNG")),
    ],
    ids=["svg", "tif", "png"],
)  # fmt: skip
def test_a_nameplate_is_in_every_file(tmp_path, name, data):
    """Text is conserved in each; what is seen is the picture; the page is one that a plant takes."""
    order = Order(drawn(tmp_path / "in", name, data), to=("press", "screen", "archive", "epub"), out=tmp_path / "out")
    result = desk.build(order)
    assert not [one for one in result.diagnostics if one.severity.value == "error"]
    for file in result.files:
        if not file.name.endswith(".pdf"):
            continue
        document = pypdfium2.PdfDocument(io.BytesIO(file.data))[0]
        shown = document.render(scale=1).to_pil().convert("L")
        place = shown.crop((60, 80, 400, 160))
        dark = sum(place.histogram()[:160]) / (place.width * place.height)
        assert 0.05 < dark < 0.8, file.name
        assert document.get_textpage().get_text_range().startswith("聊城日报")


@pytest.mark.slow
def test_a_deposit_keeps_the_nameplate_where_the_issue_has_it(tmp_path):
    shop, _ = compose(drawn(tmp_path / "in", "plate.svg", written("聊城日报").encode()))
    assert shop.sources()["plate.svg"] == written("聊城日报").encode()
    assert not [name for name in shop.sources() if "issue-nameplate" in name]
