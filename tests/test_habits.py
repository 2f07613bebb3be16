"""孤行, 碰题 and 通线: avoided where a rung does it, said where none does."""

import pytest

from banmian.composer.heads import HeadFit
from banmian.makeup.flow import Item, pour
from banmian.makeup.frames import Frame
from banmian.makeup.layouts import Costs

from .conftest import SEED_ISSUE, compose
from .helpers import issue, page, some
from .own_layouts import COLUMNS

ROLES = "".join(f'<p class="{role}" data-role="{role}">字</p>' for role in ("paragraph", "heading", "headline"))
AREA = f'<div class="text-area" id="body" data-flow="a1" data-fill="" data-columns="3">{ROLES}</div>'
SPANNED = '<div class="picture" id="picture-1" data-obstacle="" data-span="1 2" style="{place}"></div>'


def own(folder, inner=""):
    (folder / "own").mkdir(parents=True)
    (folder / "own" / "layout.toml").write_text(COLUMNS, encoding="utf-8")
    (folder / "own" / "page.css").write_text(
        "#body { height: var(--height) } .heading, .headline { font: 10.5pt/var(--line) 'Banmian Hei' }"
        " .picture { position: absolute; left: 0; bottom: 0; height: calc(6 * var(--line));"
        " width: calc(var(--pitch) + var(--column)) }",
        encoding="utf-8",
    )
    html = f'<!DOCTYPE html><html lang="zh-Hans" style="{{{{ variables }}}}"><body style="position: relative">{AREA}{inner}</body></html>'
    (folder / "own" / "page.html").write_text(html, encoding="utf-8")
    return folder


def gutters(tmp_path, inner=""):
    text = page("## 主题\n\n" + "\n\n".join(["这一段文字用来把版面撑满，看栏缝是不是从头通到底。" * 6] * 20))
    _, pages = compose(issue(tmp_path / "in", text), "own", own(tmp_path / "layouts", inner))
    return [d.facts["gutters"] for d in pages[0].noticed if d.code == "M008"]


@pytest.mark.slow
def test_a_gutter_that_nothing_crosses_is_named(tmp_path):
    assert gutters(tmp_path) == ["1, 2"]


@pytest.mark.slow
def test_a_picture_across_two_columns_crosses_one_gutter(tmp_path):
    assert gutters(tmp_path, SPANNED.format(place="")) == ["2"]


def test_single_lines_and_level_heads_are_counted():
    frames = [Frame(column, 0, 0, 0, 10) for column in range(3)]
    lonely = pour([Item(9), Item(8), Item(13)], frames)
    assert lonely.lonely == 1 and not lonely.over
    level = pour([Item(1, head=True), Item(9), Item(1, head=True), Item(9), Item(10)], frames)
    assert level.level_heads == 1


@pytest.mark.slow
@pytest.mark.parametrize("layout", some(["broadsheet", "tabloid"], 1))
def test_the_seed_has_none_of_them(layout):
    _, pages = compose(SEED_ISSUE, layout)
    assert not {d.code for d in pages[0].noticed} & {"M002", "M006", "M007", "M008", "M012"}


def test_a_single_line_costs_more_than_any_type_change():
    """Two lines at least at a column's head and foot: a rung without single lines is sought first."""
    assert Costs().lonely >= 4 * 14 and HeadFit().lines == 3


@pytest.mark.slow
def test_an_area_that_does_not_fill_has_its_lines_inside_and_below_each_other(tmp_path):
    """Two columns of a lead: from the area's first line down, then on in the next column, level with the first."""
    lead = '<div class="text-area" id="lead" data-flow="a1.lead" data-columns="2" data-gap="2"><p class="lead" data-role="lead">字</p></div>'
    folder = own(tmp_path / "layouts", lead)
    html = folder / "own" / "page.html"
    html.write_text(
        html.read_text(encoding="utf-8").replace('data-flow="a1"', 'data-flow="a1.headline a1.sections"'), encoding="utf-8"
    )
    css = folder / "own" / "page.css"
    css.write_text(
        css.read_text(encoding="utf-8")
        + " #lead { position: absolute; left: 0; bottom: 0; width: 240mm; height: calc(4 * var(--line)) } .lead { font: 10.5pt/var(--line) 'Banmian Song' }",
        encoding="utf-8",
    )
    text = page("## 主题\n\n" + "导语说的是这一版的要点。" * 14 + "\n\n### 小标题\n\n" + "这一段文字用来撑满版面。" * 20)
    _, pages = compose(issue(tmp_path / "in", text), "own", folder)
    box = pages[0].boxes["lead"]
    places = [(line.x, line.y) for block in pages[0].blocks if block.area == "lead" for line in block.lines]
    columns = sorted({x for x, _ in places})
    ys = [[y for x, y in places if x == column] for column in columns]
    assert len(columns) == 2 and ys[0][: len(ys[1])] == ys[1] and ys[0] == sorted(ys[0])
    assert all(box.y < y < box.foot for y in ys[0]) and ys[0][0] - box.y < pages[0].leading
