"""Sketches: a dissection in a line is read and written, obeyed when it is drawn, kept while it is good; its faults are told."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian.limits import SKETCH_BRACKETS, SKETCH_CHARACTERS
from banmian.makeup.page_orders import without
from banmian.makeup.page_plan import SketchOrder
from banmian.makeup.plan import others
from banmian.makeup.plan.impossible import MOST_WIDE, misfit, widths
from banmian.makeup.plan.orders import names_of_sketch
from banmian.makeup.plan.plan_page import plan_page
from banmian.makeup.plan.search import Desk
from banmian.makeup.plan.sketch import Tree, Unread, plain, read
from banmian.model import Span

from . import plan_pages
from .helpers import some
from .plan_pages import SENTENCES, codes, good, newsroom, said

PIECES = newsroom.random_page(SENTENCES, 1)
"""Five stories."""


def planned(order: SketchOrder | None, pieces=PIECES):
    stone, shell = newsroom.stone_of_pieces(pieces)
    return stone, plan_page(stone, shell, order)


@pytest.fixture(scope="module")
def free():
    """The plan without a sketch."""
    return planned(None)[1].rung.plan


def test_beside_binds_closer_and_brackets_group():
    assert read("1 / 2:3 | (3 / 4):5 / card") == Tree(
        "/",
        (
            Tree("", name="1"),
            Tree("|", (Tree("", name="2", wide=3), Tree("/", (Tree("", name="3"), Tree("", name="4")), wide=5))),
            Tree("", name="card"),
        ),
    )
    assert read(" 07 ") == Tree("", name="7")
    assert read("((1))") == Tree("", name="1")


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [
        ("1 / (2 | 3", 11, ")"), ("1:", 2, "end"), ("1 / 2)", 6, "end"), ("", 1, "story"), ("1 / / 2", 5, "story"), ("1 | x", 5, "story"),
        ("1 2", 3, "end"), ("(" * (SKETCH_BRACKETS + 1) + "1", SKETCH_BRACKETS + 1, "story"), ("1:2:3", 4, "end"), (":3", 1, "story"),
        ("1 / " * SKETCH_CHARACTERS, SKETCH_CHARACTERS, "end"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_where_and_what_is_wanted(text, at, wanted):
    found = read(text)
    assert isinstance(found, Unread)
    assert (found.at, found.wanted) == (at, wanted)


@given(st.text(alphabet="123()|/: card9photo一", max_size=60))
def test_any_line_is_read_or_says_where_it_is_wrong(text):
    found = read(text)
    assert isinstance(found, Tree) or 1 <= found.at <= len(text) + 1


@pytest.mark.slow
def test_the_sketch_of_a_plan_gives_the_plan_again(free):
    stone, fit = planned(SketchOrder(sketch=free.sketch))
    good(stone, fit)
    assert fit.rung.plan.sketch == free.sketch
    assert codes(stone) == codes(planned(None)[0])


@pytest.mark.parametrize("sketch", some(["(1 / 2):5 | (3 / 4 / 5)", "1 / (2 / 4) | (3 / 5)", "1 / 2 | 3 / 4 | 5"], 2))
def test_a_drawn_sketch_is_obeyed(sketch):
    stone, fit = planned(SketchOrder(sketch=sketch))
    plan_pages.tiles(stone, fit)
    assert plain(fit.rung.plan.sketch) == plain(sketch)
    plan = fit.rung.plan
    assert ("M054" in codes(stone)) == bool(plan.white or plan.over or not all(one.flow.free <= 4 for one in fit.filled))


@pytest.mark.slow
def test_a_drawn_sketch_that_cannot_be_full_says_by_how_many_lines():
    stone, fit = planned(SketchOrder(sketch="5 / 4 / 3 / 2 / 1"))
    plan = fit.rung.plan
    assert plain(plan.sketch) == "5 / 4 / 3 / 2 / 1"
    if plan.white or plan.over:
        assert f"{plan.white or plan.over} line(s)" in said(stone, "M054")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sketch", "code", "words"),
    [
        ("1 / (2 | 3 / 4 | 5", "M050", "a closing bracket"),
        ("1 / 2 | 3 / 4 | 9", "M051", "names 9,"),
        ("1 / 2 | 4", "M052", "leaves out 3, 5"),
        ("1 / 2 | 3 / 4 | 5 | 5", "M051", "names 5,"),
        ("1 / 2 | 3 / 4 | card / 5", "M051", "names card,"),
    ],
)  # fmt: skip
def test_a_wrong_sketch_is_an_error_and_the_page_is_planned_without(sketch, code, words, free):
    stone, fit = planned(SketchOrder(sketch=sketch))
    good(stone, fit)
    assert fit.rung.plan.sketch == free.sketch
    assert words in said(stone, code)
    assert [one.severity.value for one in stone.noticed if one.code == code] == ["error"]


@pytest.mark.slow
def test_a_page_that_is_too_deep_as_it_was_drawn_alone_need_lose_no_story():
    """Once 43 lines were said to be over, 192 in the next message, and stories were to go from a page that has room."""
    pieces = newsroom.random_page(SENTENCES, 6)
    stone, fit = planned(SketchOrder(sketch="8 / 7 / 6 / 5 / 4 / 3 / 2 / 1"), pieces)
    over = fit.rung.plan.over
    assert over and f"it is {over} line(s) deeper than the type area" in said(stone, "M054")
    assert f" is {over} line(s) deeper than the type area" in said(stone, "M056")
    (found,) = (one for one in stone.noticed if one.code == "M056")
    assert "without the sketch it comes out even" in found.hint("en") and "不用草图就排得下" in found.hint("zh")
    assert planned(None, pieces)[1].rung.plan.over == 0


LINE = Span("issue.toml", 7, 1, 7)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sketch", "why", "why_zh"),
    [
        ("1:9 / 2 | 3 / 4 | 5", "'1:9' comes to 9 column(s) where there are 8", "“1:9”合计 9 栏，而那里有 8 栏"),
        ("1 / 2 / 3:1 | 4:7 / 5", "'3:1' and '4:7' beside it differ by", "“3:1”和旁边的“4:7”最接近时高度也差"),
        ("1 | 2 | 3 | 4:1 | 5", "has no shape 1 column(s) wide", "排不成 1 栏宽"),
        ("1 / 2:2 | 3:2 / 4 | 5", "'2:2 | 3:2' comes to 4 column(s)", "“2:2 | 3:2”合计 4 栏，而那里有 8 栏"),
        ("1 / (2:3 / (3 | 4)):4 | 5", "'2:3' comes to 3 column(s) where there are 4", "“2:3”合计 3 栏，而那里有 4 栏"),
        ("1 / (2:3 / 3:4) | 4 | 5", "'3:4' comes to 4 column(s) where there are 3", "而那里有 3 栏"),
        ("1:6 | 2:4 | 3 / 4 / 5", "'1:6 | 2:4 | 3' comes to at least 11 column(s)", "合计至少 11 栏"),
    ],
)  # fmt: skip
def test_a_drawn_sketch_that_cannot_be_says_why_and_points_at_its_line(sketch, why, why_zh, free):
    """Once it said of all these that parts beside each other come to no common depth, and that the page was as drawn."""
    stone, fit = planned(SketchOrder(sketch=sketch, place=LINE))
    assert fit.rung.plan.sketch == free.sketch
    (found,) = (one for one in stone.noticed if one.code == "I035")
    assert why in found.message("en") and why_zh in found.message("zh")
    if "differ" in why:
        assert re.search(r"by [1-9]\d* line", found.message("en"))
    assert found.place == LINE and "M054" not in codes(stone)


@pytest.mark.parametrize("sketch", ["1 | x", "1 / 2 | 9", "1", "1 / 2"])
def test_what_is_said_of_a_sketch_points_at_its_line(sketch):
    """There is white below two short stories."""
    stone, _ = planned(SketchOrder(sketch=sketch, place=LINE), [SENTENCES.story(n, 900) for n in (1, 2)])
    assert {one.place for one in stone.noticed if one.code in ("M050", "M051", "M052", "M054")} == {LINE}


@given(st.text(alphabet="123()|/:4 ", max_size=40))
def test_a_sketch_is_written_as_it_was_read_and_its_widths_add_up_or_not(text):
    tree = read(text)
    if isinstance(tree, Tree):
        assert read(tree.text()) == tree or len(tree.text()) < len(text)  # brackets that change nothing
        low, high = widths(tree)
        assert (misfit(tree, (1, MOST_WIDE)) is None) == (low <= high)


@pytest.mark.slow
def test_numbers_count_in_the_orders_stories():
    """A story that is put on top of the page does not turn the page over."""
    stone, shell = newsroom.stone_of_pieces(PIECES)
    names = tuple(story.name for story in stone.page.articles)
    turned = (*names[1:], names[0])
    sketch = "5 / 1 | 2 / 3 | 4"
    fit = plan_page(stone, shell, SketchOrder(turned, sketch))
    assert plain(fit.rung.plan.sketch) == sketch
    assert fit.rung.plan.modules[0].edges[0] == "top"
    assert names_of_sketch(stone.page, SketchOrder(("gone", names[2]))) == (
        "gone",
        names[2],
        names[0],
        names[1],
        *names[3:],
    )


@pytest.mark.slow
def test_a_kept_sketch_holds_when_a_sentence_comes(free):
    pieces = [PIECES[0], PIECES[1].longer(), *PIECES[2:]]
    stone, fit = planned(newsroom.kept(free.sketch), pieces)
    good(stone, fit)
    assert fit.rung.plan.kept
    assert plain(fit.rung.plan.sketch) == plain(free.sketch)
    assert "M053" not in codes(stone)


NEW = SENTENCES.story(7, 400, 9)


@pytest.mark.slow
def test_a_story_on_top_is_put_into_a_kept_sketch_and_one_can_write_down_what_came_of_it(free):
    """Once the page was planned anew, and "now it is ?"."""
    stone, _ = newsroom.stone_of_pieces([NEW, *PIECES])
    new, *names = (one.name for one in stone.page.articles)
    stone, fit = planned(SketchOrder(tuple(names), free.sketch, kept=True, place=LINE), [NEW, *PIECES])
    good(stone, fit)
    sketch = fit.rung.plan.sketch
    assert fit.rung.plan.kept and "M053" not in codes(stone)
    assert without(sketch, ["6"]) == plain(free.sketch)
    (found,) = (one for one in stone.noticed if one.code == "M089")
    head = stone.page.articles[0].called
    assert found.place == LINE and head in found.message("en") and f"《{head}》" in found.message("zh")
    assert all(sketch in found.hint(lang) and head in found.hint(lang) for lang in ("en", "zh"))
    again, drawn = planned(SketchOrder((*names, new), sketch), [NEW, *PIECES])
    assert drawn.rung.plan.sketch == sketch and not {"M051", "M052", "M053", "M089"} & {*codes(again)}


@pytest.mark.slow
def test_a_story_that_makes_a_kept_sketch_much_dearer_is_told_with_the_sketch_of_now():
    stone, _ = newsroom.stone_of_pieces([NEW, *PIECES])
    names = tuple(one.name for one in stone.page.articles[1:])
    stone, fit = planned(SketchOrder(names, "5 | 4 | 3 | 2 | 1", kept=True), [NEW, *PIECES])
    head, (found,) = stone.page.articles[0].called, (one for one in stone.noticed if one.code == "M053")
    assert f"with {head!r} put into it" in found.message("en") and f"加上《{head}》后" in found.message("zh")
    assert f"now it is {fit.rung.plan.sketch};" in found.hint("en") and head in found.hint("zh")


@pytest.mark.slow
@pytest.mark.parametrize("sketch", ["1 / 2 | 3 / 4 | 9", "1 / 2 / 3", "x"])
def test_a_kept_sketch_that_does_not_fit_its_page_is_left_with_the_sketch_of_now(sketch, free):
    stone, _ = planned(newsroom.kept(sketch))
    (found,) = (one for one in stone.noticed if one.code == "M053")
    assert f"now it is {free.sketch};" in found.hint("en") and f"现在是 {free.sketch}；" in found.hint("zh")


@pytest.mark.slow
def test_a_kept_sketch_that_is_even_as_a_drawn_one_is_told_to_be_dearer():
    """Once it was said of it that it is not even."""
    stone, _ = planned(newsroom.kept("1:2 | (2 / 3 / 4 / 5):6"))
    told = said(stone, "M053")
    assert re.search(r"it costs [1-9]\d+ more than the best", told)


@pytest.mark.slow
def test_a_kept_sketch_is_left_with_a_note_when_a_story_went(free):
    stone, fit = planned(newsroom.kept(free.sketch), PIECES[:-1])
    good(stone, fit)
    assert not fit.rung.plan.kept
    assert "not those of the page" in said(stone, "M053")


@pytest.mark.slow
def test_a_kept_sketch_is_left_with_a_note_when_it_is_much_dearer():
    stone, fit = planned(newsroom.kept("5 | 4 | 3 | 2 | 1"))
    good(stone, fit)
    assert not fit.rung.plan.kept
    assert [one.severity.value for one in stone.noticed if one.code == "M053"] == ["note"]


def test_other_dissections_are_told(free):
    assert len(free.others) == 2
    assert len({plain(sketch) for sketch, _ in [(free.sketch, 0), *free.others]}) == 3


@pytest.mark.slow
def test_other_dissections_are_proved_where_that_is_asked_for_and_are_even_when_they_are_drawn():
    """Once they had the price before the pour, and looked cheaper than the page that was taken."""
    stone, shell = newsroom.stone_of_pieces(PIECES)
    plan = plan_page(stone, shell, prove=True).rung.plan
    usual = planned(None)[1].rung.plan
    assert plan.proved and not usual.proved and replace(plan, others=usual.others, proved=False) == usual
    assert plan.others and [price for _, price in plan.others] == sorted(price for _, price in plan.others)
    for sketch, price in plan.others:
        stone, fit = planned(SketchOrder(sketch=sketch))
        assert abs(fit.rung.plan.price - price) < 1 and "M054" not in codes(stone)


@pytest.mark.slow
def test_a_dissection_that_does_not_come_out_even_is_no_proved_other(monkeypatch):
    stone, shell = newsroom.stone_of_pieces(PIECES)
    first = plan_page(stone, shell, prove=True).rung.plan
    judged, made = {round(price, 6) for _, price in planned(None)[1].rung.plan.others}, Desk.made
    monkeypatch.setattr(others, "MOST_POURED", 1)
    monkeypatch.setattr(Desk, "made", lambda desk, one: replace(made(desk, one), exact=round(one.price, 6) not in judged))
    stone, shell = newsroom.stone_of_pieces(PIECES)
    plan = plan_page(stone, shell, prove=True).rung.plan
    assert plan.sketch == first.sketch and not plan.others


@pytest.mark.slow
def test_a_thin_page_that_is_drawn_is_set_in_the_largest_type():
    """It was set in the usual one, half white, or with a hole below the text of a tall picture."""
    pieces = [SENTENCES.story(n, 200, n, pictures=(shape,)) for n, shape in enumerate((0.7, 1.4, 1.6), 1)]
    stone, fit = planned(SketchOrder(sketch="1 / 2 | 3"), pieces)
    largest = max(one.size for one in stone.layout.modules.types)
    assert plain(fit.rung.plan.sketch) == "1 / 2 | 3" and fit.rung.size == largest
    assert fit.rung.plan.white and "M088" not in codes(stone)
