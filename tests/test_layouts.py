"""Layouts of a designer's own: what is wrong in them is said, never shown as a traceback."""

import shutil
from pathlib import Path

import pytest

from banmian import layout_folders
from banmian.diagnostics import Refused
from banmian.render import template

from .conftest import ROOT, SEED_ISSUE, compose

TOML = (ROOT / "layouts" / "tabloid" / "layout.toml").read_text(encoding="utf-8")


def own(folder, toml=TOML, css=None, html=None, nameplate=None, name="own"):
    (folder / name).mkdir(parents=True)
    (folder / name / "layout.toml").write_text(toml, encoding="utf-8")
    for file, text in (("page.css", css), ("page.html", html), ("nameplate.html", nameplate)):
        if text is not None:
            (folder / name / file).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "code", "place"),
    [
        ({"html": "<p>\n{% if %}"}, "L032", "page.html:2"),
        ({"html": "{{ nothing.at.all }}"}, "L032", "page.html:1"),
        ({"html": '{% include "elsewhere.html" %}'}, "L032", "page.html:1"),
        ({"nameplate": "{% if %}"}, "L032", "nameplate.html:1"),
        ({"css": ".paragraph { font-family: Arial }"}, "L006", "page.css:1"),
        ({"toml": TOML.replace('"broadsheet"', '"own"')}, "L016", "layout.toml:2"),
        ({"toml": TOML.replace('"broadsheet"', '"elsewhere"')}, "L015", "layout.toml:2"),
        ({"toml": "[paper"}, "L010", "layout.toml:1"),
        ({"toml": TOML.replace("floor = 7.75", "floor = 12")}, "L017", "layout.toml:26"),
        ({"toml": TOML + '\n[setting]\nmarks = "narrow"\n'}, "L013", "layout.toml:67"),
    ],
)
def test_a_faulty_layout_is_refused_with_its_fault(tmp_path, files, code, place):
    with pytest.raises(Refused) as refused:
        compose(SEED_ISSUE, "own", own(tmp_path, **files))
    assert (code, place) in [
        (d.code, f"{Path(d.place.path).name}:{d.place.line}") for d in refused.value.diagnostics if d.place
    ]


def test_an_abstract_layout_is_not_for_building(tmp_path):
    with pytest.raises(Refused) as refused:
        layout_folders.find("base")
    assert "broadsheet, daily-en, modular, modular-tabloid, proof, tabloid" in refused.value.diagnostics[0].hint("en")


def test_one_broken_manifest_does_not_hide_the_others(tmp_path):
    assert {"broadsheet", "tabloid", "own"} <= set(layout_folders.available(own(tmp_path, "[paper")))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["headline-first", "rail", "vertical"])
def test_the_make_ups_of_the_docs_fill_the_page(name):
    _, pages = compose(SEED_ISSUE, name, ROOT / "docs" / "make-ups")
    assert [d.code for d in pages[0].noticed] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "subject", ["江北水城旅游度假区", "国家历史文化名城江北水城运河古都聊城特刊版面", "Liaocheng Today"]
)
def test_the_rail_of_the_docs_fits_its_subject_and_its_card(tmp_path, subject):
    """All were set in 38 pt, and M073 only said that they ran over the page's picture."""
    shutil.copytree(SEED_ISSUE, folder := tmp_path / "a")
    text = (folder / "T01.md").read_text(encoding="utf-8").replace("# 东昌府区\n", f"# {subject}\n", 1)
    text = text.replace("### 东昌府区名片", "### 聊城市东昌府区荣誉称号名片")
    (folder / "T01.md").write_text(text, encoding="utf-8")
    _, (made,) = compose(folder, "rail", ROOT / "docs" / "make-ups")
    assert [d.code for d in made.noticed] == []


@pytest.mark.slow
def test_a_layout_includes_its_parents_nameplate_or_has_its_own(tmp_path):
    shop, pages = compose(SEED_ISSUE, "tabloid")
    assert 'class="nameplate' in shop.renderer.html(pages[0].page, pages[0].rung)
    page = layout_folders.find("own", own(tmp_path, nameplate="<header>{{ paper.title.text }}</header>"))
    parts = dict(template.parts_of(page))
    assert parts["nameplate.html"].text.startswith("<header>") and "nameplate" in parts["broadsheet/nameplate.html"].text


@pytest.mark.slow
def test_templates_are_kept_when_they_are_compiled():
    compose(SEED_ISSUE, "tabloid")
    before = template._environment.cache_info()
    compose(SEED_ISSUE, "tabloid")
    after = template._environment.cache_info()
    assert after.misses == before.misses and after.hits > before.hits


@pytest.mark.slow
def test_the_tabloids_section_heads_are_of_one_size_and_one_line():
    _, pages = compose(SEED_ISSUE, "tabloid")
    heads = [block.lines for block in pages[0].blocks if block.role == "heading"]
    assert len(heads) == 3 and {len(lines) for lines in heads} == {1} and len({lines[0].size for lines in heads}) == 1
