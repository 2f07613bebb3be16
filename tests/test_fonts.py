"""The shipped faces: what is in them, what is not, and what then happens."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import desk, fonts
from banmian.composer.faces import CUTS
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.verify.readback import pdf_text

from .conftest import ROOT, Built
from .helpers import issue, page, parsed

FOLDER = ROOT / "fonts"
MANIFEST = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))
OWN = [face["family"] for face in MANIFEST["face"] if "before" not in face]
FORMS = [face for face in MANIFEST["face"] if "before" in face]
FACES = {record.family: fonts._shipped(record) for record in fonts._manifest()}


@pytest.mark.parametrize("face", MANIFEST["face"], ids=lambda f: f["family"])
def test_the_manifest_is_true(face):
    assert hashlib.sha256((FOLDER / face["file"]).read_bytes()).hexdigest() == face["sha256"]
    assert (FOLDER / face["licence"]).read_text(encoding="utf-8").count("SIL") > 0


def test_all_together_are_at_most_32_mb():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= 32e6


@pytest.mark.slow
@pytest.mark.parametrize("family", (f["family"] for f in MANIFEST["face"]))
@given(gids=st.sets(st.integers(0, 950), max_size=40))
@settings(max_examples=10)
def test_the_shipped_faces_are_freed_of_subroutines_and_hints(family, gids):
    """Cut as they are, prepared, or as any face is cut, which frees it: always the same file."""
    as_it_is = FACES[family]
    prepared = _prepared(family)
    assert as_it_is.cut(gids) == prepared.cut(gids) == replace(as_it_is, freed=False).cut(gids)


@cache
def _prepared(family):
    face = replace(FACES[family])
    for _ in range(CUTS):
        face.cut({0})
    assert face._to_cut is not face._face
    return face


@pytest.mark.parametrize("family", OWN)
def test_what_is_inside_and_outside(family):
    face = fonts.faces()[family]
    assert all(face.has(c) for c in "㛃𬭎聊城东昌，。、；：！？“”‘’（）《》—…·⋯・‧％％0aZ")
    assert not any(face.has(c) for c in "囍𠮷𫠠")


@pytest.mark.parametrize("family", OWN)
def test_one_glyph_serves_one_character(family):
    face = fonts.faces()[family]
    seen: dict[int, str] = {}
    for mark in ("—", "——", "…", "……", "⋯", "⋯⋯", "·", "・", "‧", "•", "-", "–", "～", "〜", "“", "”", "fi", "ff", " "):
        for glyph in face.glyphs(mark):
            assert seen.setdefault(glyph.gid, glyph.text) == glyph.text


def test_system_fonts_are_shut_out():
    if not shutil.which("fc-list"):
        pytest.skip("fc-list is not installed")
    shut = os.environ | {"FONTCONFIG_FILE": str(FOLDER / "fonts.conf")}
    done = subprocess.run(["fc-list", ":", "family"], env=shut, capture_output=True, text=True, check=True)
    listed = done.stdout.split("\n")
    assert {line.split(",")[0] for line in listed if line} == set(OWN)


def test_only_shipped_faces_are_in_the_files(seed: Built):
    for name in ("screen.pdf", "archive.pdf", "press/T01.pdf"):
        with pikepdf.open(io.BytesIO(seed.data(name))) as pdf:
            used = {str(f.BaseFont)[8:].strip(",") for f in pdf.pages[0].Resources.Font.values()}
            assert used <= {family.replace(" ", "-") for family in OWN} and len(used) >= 4
            for font in pdf.pages[0].Resources.Font.values():
                assert {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys())


@pytest.mark.slow
def test_a_character_outside_is_looked_up_in_the_full_faces(tmp_path, needs):
    needs("full faces")
    text = page("## 双囍临门\n\n导语有𠮷字和囍字。\n\n### 小标题囍\n\n正文有𠮷字。\n\n图说有囍\n")
    result = desk.build(Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out"))
    data = result.files[0].data
    assert pdf_text(data) == parsed(text).manuscript
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert any("Noto" in str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values())


@pytest.mark.slow
def test_an_emoji_is_printed_in_one_ink(tmp_path, needs):
    needs("emoji")
    text = page("## 带表情😀的题\n\n导语🎉写完了。\n\n### 小标题👍\n\n正文写完了。\n")
    result = desk.build(Order(issue(tmp_path / "a", text), to=("press",), out=tmp_path / "out"))
    assert pdf_text(result.files[0].data) == parsed(text).manuscript
    with pikepdf.open(io.BytesIO(result.files[0].data)) as pdf:
        assert any("Symbola" in str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values())


def test_a_character_in_no_face_is_an_error_with_its_place(tmp_path):
    text = page("## 主题\n\n导语有𫠠字。\n")
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue(tmp_path / "a", text), to=("screen",), out=tmp_path / "out"))
    (fault,) = [d for d in refused.value.diagnostics if d.code == "M010"]
    assert (fault.facts["character"], fault.place.line) == ("𫠠", 13)
    assert not (tmp_path / "out").exists()


def test_without_the_full_faces_a_rare_character_is_an_error(tmp_path, monkeypatch):
    fonts._font_set.cache_clear()
    monkeypatch.setattr(fonts, "_full", lambda record: None)
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue(tmp_path / "a", page("## 双𠮷\n\n导语。\n")), to=("screen",), out=tmp_path / "out"))
    fonts._font_set.cache_clear()
    assert [d.code for d in refused.value.diagnostics if d.code == "M010"]


@pytest.mark.slow
def test_two_renderers_show_the_same(seed: Built, needs, tmp_path):
    """And they do not when a face is lost: the comparison can fail."""
    from banmian.verify.judges import second_renderer

    needs("Poppler")
    needs("MuPDF")
    path = tmp_path / "screen.pdf"
    path.write_bytes(seed.data("screen.pdf"))
    assert second_renderer("screen.pdf", path).state == "passed"


LINKS = """
import os, sys, tempfile
from pathlib import Path
from banmian.fonts import FontSet
from banmian.engine.font_conf import font_conf
tempfile.tempdir = sys.argv[1]
paths = [Path(name) for name in sys.argv[2:]]
for path in paths:
    conf = font_conf(FontSet({}, {}, extra=(path,)))
    assert "&amp;" in conf.read_text() and (conf.parent / f"0-{path.name}").read_bytes() == path.read_bytes()
child = os.fork()
if not child:
    font_conf(FontSet({}, {}, extra=(paths[0],)))
    sys.exit(0)  # runs what is to be run at exit, as a child of a pool does not
assert os.waitpid(child, 0)[1] == 0
assert conf.is_file() and len(os.listdir(sys.argv[1])) == 1
"""


@pytest.mark.slow
def test_links_to_full_faces_go_with_the_process(tmp_path):
    """One folder, in whatever temporary folder; a forked process leaves it to the one that made it."""
    (tmp_path / "a&b").mkdir()
    for name in ("one.otf", "two.otf"):
        (tmp_path / name).write_bytes(name.encode())
    paths = [str(tmp_path / name) for name in ("a&b", "one.otf", "two.otf")]
    done = subprocess.run([sys.executable, "-c", LINKS, *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "a&b").iterdir()) == []
    assert (tmp_path / "one.otf").read_bytes() == b"one.otf"


@pytest.mark.slow
def test_a_build_with_full_faces_leaves_nothing_behind(tmp_path, needs):
    """Neither links nor caches, whether one process works or several."""
    needs("full faces")
    made = issue(tmp_path / "a", page("## 双囍临门\n\n导语有囍字。\n"))
    for folder in ("temporary", "home"):
        (tmp_path / folder).mkdir()
    env = {**os.environ, "TMPDIR": str(tmp_path / "temporary"), "HOME": str(tmp_path / "home")}
    for jobs in ("1", "2"):
        command = [sys.executable, "-m", "banmian", "build", str(made), "--to", "screen,press", "--jobs", jobs]
        done = subprocess.run(
            [*command, "--out", str(tmp_path / "out")], env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert [path for folder in ("temporary", "home") for path in (tmp_path / folder).rglob("*") if path.is_file()] == []
    assert list((tmp_path / "temporary").iterdir()) == []
