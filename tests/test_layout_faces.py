"""Faces that a layout brings: set, embedded and read back, or refused with their names."""

import io

import pikepdf
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from banmian import desk, layout_faces
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.makeup.layouts import LayoutFile
from banmian.verify.readback import pdf_text

from .conftest import ROOT
from .helpers import issue, page, parsed
from .own_layouts import SMALL, find, refusal, write

MANIFEST = '[[face]]\nfile = "brush.ttf"\nfamily = "Brush"\n'


def face(source="kai.ttf", family="Brush", rights=0, text="标题此字小", retain=True, width=None):
    """A small face of a shipped one, under another name."""
    font = TTFont(ROOT / "fonts" / source)
    options = subset.Options(retain_gids=retain, name_IDs=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    for number in (1, 16, 4):
        font["name"].setName(family, number, 3, 1, 0x409)
    font["OS/2"].fsType = rights
    if width:
        font["hmtx"].metrics[font.getBestCmap()[ord("字")]] = (width, 0)
    font.save(out := io.BytesIO())
    return out.getvalue()


def folder(path, data, manifest=MANIFEST, name="brush.ttf"):
    made = write(path, page_css='.headline { font-family: "Brush" } .title { font-family: "Brush" }')
    (made / "own" / "fonts").mkdir()
    (made / "own" / "fonts" / name).write_bytes(data)
    (made / "own" / "fonts" / "manifest.toml").write_text(manifest, encoding="utf-8")
    return made


@pytest.mark.slow
def test_a_headline_in_a_face_of_the_layout(tmp_path):
    source = issue(tmp_path / "issue", page(SMALL))
    layouts = folder(tmp_path / "layouts", face())
    for target in ("screen", "press"):
        order = Order(source, to=(target,), layout="own", layouts=layouts, out=tmp_path / "out", jobs=1)
        data = desk.build(order).files[0].data
        assert pdf_text(data) == parsed(page(SMALL)).manuscript
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert any("Brush" in str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"rights": 0x0002}, "L057"), ({"rights": 0x0100}, "L057"), ({"rights": 0x0200}, "L057"), ({"family": "Other"}, "L056"),
        ({"width": 500}, "L058"), ({"source": "song.otf", "retain": False}, "L058"),
    ],
)  # fmt: skip
def test_a_face_that_cannot_be_used_is_named(tmp_path, wrong, code):
    with pytest.raises(Refused) as refused:
        layout_faces._face(LayoutFile("brush.ttf", face(**wrong)), "Brush")
    (found,) = refused.value.diagnostics
    assert found.code == code and "Brush" in found.message() and found.place.path == "brush.ttf"


@pytest.mark.slow
@pytest.mark.parametrize("rights", [0, 0x0004, 0x0008])
def test_a_face_that_may_be_embedded_is_taken(rights):
    assert layout_faces._face(LayoutFile("brush.ttf", face(rights=rights)), "Brush").has("字")


@pytest.mark.slow
@pytest.mark.parametrize("cut", [0, 3, 100, 2000])
def test_a_broken_face_is_no_traceback(cut):
    data = face()[:cut] + b"\xff" * 50
    assert [c for c, _ in refusal(lambda: layout_faces._face(LayoutFile("brush.ttf", data), "Brush"))] == ["L056"]


@pytest.mark.parametrize(
    "manifest",
    [
        "[[face]]\nfile = 'nothing.ttf'\nfamily = 'Brush'\n", "[[face]]\nfamily = 'Brush'\n", "[[face]\n", "face = 5\n", "face = [5]\n",
        "[face]\nfile = 'brush.ttf'\nfamily = 'Brush'\n", "face = {}\n", "face = 'x'\n", "[[face]]\nfile = []\nfamily = 'Brush'\n",
        "a" + ".a" * 30000 + " = 1\n", "face = " + "[" * 3000,
        "[[face]]\nfile = '../x.ttf'\nfamily = 'Brush'\n", "[[face]]\nfile = 'brush.ttf'\nfamily = 'Banmian Song'\n",
        "[[face]]\nfile = 'brush.ttf'\nfamily = \"a'b\"\n",
    ],
)  # fmt: skip
def test_a_wrong_manifest_is_told(tmp_path, manifest):
    layouts = folder(tmp_path, b"x", manifest)
    found = refusal(lambda: layout_faces.faces_of(find(layouts)))
    assert [code for code, _ in found] == ["L056"] and found[0][1].startswith("manifest.toml")
