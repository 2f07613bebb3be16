"""What is cut off a picture: a quarter at most, on a full page a third; the depth of a place follows what it shows."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from banmian import desk, layout_folders
from banmian.composing import aspects
from banmian.job import Order
from banmian.makeup.make_up import make_up

from .conftest import compose
from .helpers import issue, page

LONG = "这一段文字用来把版面撑满，直到一行也排不下为止，看程序怎样给照片留出它该有的地方，不把人的头和脚裁掉。"


def with_pictures(folder: Path, sizes: list[tuple[int, int]], paragraphs: int, settings: str = "") -> Path:
    """An issue of one page with one story, its pictures of some sizes (px) with a caption each."""
    figures = "".join(f"![第{n}张照片。]({n}.jpg)\n\n" for n in range(len(sizes)))
    issue(folder, page(f"## 渡口小学新添一间天文教室\n\n{figures}" + "\n\n".join([LONG * 3] * paragraphs) + "\n"), settings)
    for n, size in enumerate(sizes):
        Image.new("RGB", size, (90, 120, 150)).save(folder / f"{n}.jpg")
    return folder


def cut(shop, made):
    """The share of each picture that is cut off, in the order of the story."""
    known = aspects(made.page, shop.pictures)
    places = [(known[one.name], made.showing(one.name).box) for one in made.page.figures]
    return [1 - min(own * box.height / box.width, box.width / box.height / own) for own, box in places]


@pytest.mark.slow
def test_a_short_page_shows_a_landscape_whole(tmp_path):
    """A page of little text has no reason to crop: the picture is as deep as it is, and what is white is less."""
    shop, (made,) = compose(with_pictures(tmp_path, [(1500, 1000)], 4))
    assert dict(made.rung.depths)["picture-1"] > shop.layouts.usual.depths["picture-1"].ceiling
    assert cut(shop, made) == [pytest.approx(0, abs=0.03)]
    assert [one.code for one in made.noticed if one.code.startswith("M")] == ["M002"]


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "paragraphs"), [("broadsheet", 16), ("tabloid", 20)])
def test_a_portrait_stands_in_the_columns(tmp_path, layout, paragraphs):
    """Across the page it lost two thirds."""
    shop, (made,) = compose(with_pictures(tmp_path, [(1000, 1500)], paragraphs), layout)
    (place,) = made.of_kind("picture")
    assert place.box.width < 0.6 * (made.paper.width - 2 * made.boxes["body"].x)
    assert place.box.foot > 0.8 * made.paper.height
    assert max(cut(shop, made)) <= 0.25
    assert "M092" not in [one.code for one in made.noticed]


@pytest.mark.slow
def test_a_portrait_leaves_the_opening_to_a_wide_picture_and_shares_the_columns_with_another(tmp_path):
    """In the order of the story or not, the wide one is over the headline; two portraits have a column each."""
    shop, (made,) = compose(with_pictures(tmp_path / "wide", [(1000, 1500), (2600, 1000)], 16))
    tall, wide = (made.showing(one.name).box for one in made.page.figures)
    assert wide.foot < made.boxes["headline"].y < tall.y
    assert max(cut(shop, made)) <= 1 / 3
    shop, (made,) = compose(with_pictures(tmp_path / "two", [(1000, 1500), (1000, 1400)], 20))
    left, right = (made.showing(one.name).box for one in made.page.figures)
    assert left.right < right.x and left.foot == pytest.approx(right.foot)
    assert left.width == pytest.approx(right.width) and max(cut(shop, made)) <= 0.25


@pytest.mark.slow
def test_two_portraits_are_shown_as_they_were_measured(tmp_path):
    """The render confirms their places, with captions, or the build fails."""
    folder = with_pictures(tmp_path / "two", [(1000, 1500), (1000, 1400)], 20)
    result = desk.build(Order(folder, ("screen",), out=tmp_path / "out"))
    assert [file.name for file in result.files if file.name == "screen.pdf"]


@pytest.mark.slow
def test_a_page_whose_pictures_lose_no_more_than_a_quarter_is_made_up_as_if_they_were_not_measured(tmp_path):
    """The ladder climbs as it did: the same rung, the same lines."""
    shop, (made,) = compose(with_pictures(tmp_path, [(2600, 1000), (1500, 1000)], 14))
    assert max(cut(shop, made)) <= 0.25
    shell = shop.renderer.shell(made.page)
    plain = make_up(shop.parsed.issue, made.page, shell, shop.layouts.usual, shop.fonts.chains)
    assert (plain.rung, plain.blocks, plain.slots) == (made.rung, made.blocks, made.slots)


@pytest.mark.slow
def test_what_is_cut_off_all_the_same_is_told_with_its_measure(tmp_path):
    """A layout that lets no picture be deeper than its ceiling: a third of the page is white, a third of the picture gone."""
    shop, (read,) = compose(with_pictures(tmp_path, [(1500, 1000)], 4))
    usual = shop.layouts.usual
    strict = replace(usual, depths={name: replace(one, deepest=0.0) for name, one in usual.depths.items()})
    known = aspects(read.page, shop.pictures)
    made = make_up(shop.parsed.issue, read.page, shop.renderer.shell(read.page), strict, shop.fonts.chains, aspects=known)
    (told,) = (one for one in made.noticed if one.code == "M092")
    assert (told.place.line, told.facts["percent"]) == (13, round(100 * cut(shop, made)[0]))
    assert told.message("en").startswith("page A01: 32 % of the picture '第0张照片。' is cut off")
    assert "被裁掉 32%" in told.message("zh")


def test_a_layout_says_how_deep_a_picture_may_be(tmp_path):
    """`deepest` is inherited as the rest of a depth."""
    folder = tmp_path / "own"
    folder.mkdir()
    text = 'extends = "broadsheet"\n[ladder.depths]\npicture-1 = { ceiling = 24 }\npicture-2 = { deepest = 30 }\n'
    (folder / "layout.toml").write_text(text, encoding="utf-8")
    depths = layout_folders.find("own", tmp_path).depths
    assert (depths["picture-1"].ceiling, depths["picture-1"].deepest, depths["picture-2"].deepest) == (24, 44, 30)
