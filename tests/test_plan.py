"""Planned pages of many stories: each edge gives a page that stands, or a message that names what is wrong."""

import time
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from banmian.diagnostics import Refused
from banmian.limits import MODULES_A_PAGE
from banmian.makeup.module_rules import BROADSHEET, PageType
from banmian.makeup.plan.judge import SERIOUS
from banmian.makeup.plan.plan_page import plan_page

from . import plan_pages
from .plan_pages import SENTENCES, codes, good, newsroom, said

TEXT = "".join(SENTENCES.every) * 5


def story(head: str, characters: int, start: int = 0, more: str = "") -> str:
    """A story of so many characters, in paragraphs of about a hundred."""
    text = TEXT[start : start + characters]
    body = "\n\n".join(text[n : n + 110] for n in range(0, len(text), 110))
    return f"## {head}\n\n{more}{body}\n\n"


def planned(text: str, **how: object):
    """A page's stone and its fit."""
    stone, shell = newsroom.stone_of(text, **how)
    return stone, plan_page(stone, shell)


def filled(*stories: str) -> str:
    """Stories, and others that make the page full."""
    others = [story(newsroom.HEADS[n], 900, 900 * n) for n in range(5)]
    return "".join(stories) + "".join(others)


def module(fit, number: int):
    """The module of a story."""
    return next(one for one in fit.rung.plan.modules if one.story == number)


@pytest.mark.parametrize("number", range(2))
def test_a_random_page_is_even(number):
    pieces = newsroom.random_page(SENTENCES, number)
    stone, shell = newsroom.stone_of_pieces(pieces)
    fit = plan_page(stone, shell)
    good(stone, fit)
    assert fit.rung.plan.price >= sum(fault.price for fault in fit.rung.plan.faults)


@pytest.mark.slow
@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.data())
def test_any_page_is_planned_whole_and_the_same_each_time(data):
    pieces = [
        SENTENCES.story(
            data.draw(st.integers(0, 99)), data.draw(st.integers(200, 1800)), data.draw(st.integers(0, 20)),
            data.draw(st.sampled_from(["", "", "{右}", "{底}", "{必登}", "{评论 东昌时评}", "{3}", "{图片新闻}"])),
            data.draw(st.lists(st.floats(0.4, 3), max_size=2)),
        )
        for _ in range(data.draw(st.integers(1, 8)))
    ]  # fmt: skip
    stone, shell = newsroom.stone_of_pieces(pieces)
    fit = plan_page(stone, shell)
    good(stone, fit)
    again, shell = newsroom.stone_of_pieces(pieces)
    assert plan_page(again, shell).rung == fit.rung
    assert codes(again) == codes(stone)


def test_a_page_without_a_story_is_a_white_strip():
    stone, fit = planned("")
    assert (fit.rung.plan.modules, fit.filled) == ((), ())
    assert codes(stone) == ["M055"]
    assert fit.rung.plan.white == 95


def test_one_long_story_fills_the_page():
    stone, fit = planned(story("全市供暖运行平稳 居民室温普遍达标", 8600))
    good(stone, fit)
    assert not fit.rung.plan.white


def test_one_short_story_is_large_and_leaves_one_strip():
    stone, fit = planned(story("全市供暖运行平稳", 600))
    good(stone, fit)
    assert fit.rung.size == 10.5
    assert fit.rung.plan.white > 40
    assert "stays white at its foot" in said(stone, "M055")


@pytest.mark.slow
def test_twelve_modules():
    stone, shell = newsroom.stone_of_pieces(newsroom.full_page(SENTENCES, 2, 12))
    good(stone, plan_page(stone, shell))


@pytest.mark.slow
def test_heads_of_two_and_of_forty_characters_and_without_a_break():
    long = "聊城市东昌府区持续优化营商环境全面推进项目建设提速增效为高质量发展蓄积新动能注入新活力"
    assert len(long) > 40
    stone, fit = planned(filled(story("喜报", 500), story(long, 700, 500), story("A" * 20 + "B" * 20, 500, 1200)))
    good(stone, fit)


@pytest.mark.slow
@pytest.mark.parametrize("aspect", [0.3, 0.67, 3.0, 6.0])
def test_a_picture_of_any_form(aspect):
    stone, fit = planned(filled(story("古城保护", 800, 0, "![图说](a.jpg)\n\n")), aspects=[aspect])
    good(stone, fit)
    (picture,) = module(fit, 1).pictures
    assert picture.box.width / picture.box.height == pytest.approx(aspect, rel=0.34)


@pytest.mark.slow
@pytest.mark.parametrize("aspect", [0.3, 1.0, 6.0])
@pytest.mark.parametrize("label", ["", "{图片新闻}"])
def test_a_picture_with_one_line_is_all_that_a_page_has(aspect, label):
    """No column can end even beside it: it stands all the same, and the rest is white."""
    stone, fit = planned(f"## 东昌湖 {label}\n\n![图](a.jpg)\n\n一行字。\n", aspects=[aspect])
    plan_pages.apart(fit)
    for check in (plan_pages.tiles, plan_pages.whole, plan_pages.heads):
        check(stone, fit)
    assert not fit.over
    assert not fit.rung.plan.over


@pytest.mark.slow
def test_four_pictures_and_none_of_them_with_a_caption():
    shown = "".join(f"![]({n}.jpg)\n\n" for n in "abcd")
    stone, fit = planned(filled(story("古城保护更新二期工程启动", 1200, 0, shown)), aspects=[1.5, 1.4, 0.7, 1.3])
    good(stone, fit)
    assert len(module(fit, 1).pictures) == 4
    assert not any(one.caption for one in module(fit, 1).pictures)


@pytest.mark.slow
def test_an_empty_body_one_line_and_one_brief():
    brief = "## 简讯 {简讯}\n\n### 图书馆延长开放时间\n\n即日起图书馆开放到晚上九点。\n\n"
    stone, fit = planned(filled("## 今日无事\n\n", story("一行", 12), brief))
    good(stone, fit)
    assert "text" not in module(fit, 1).boxes


def test_a_story_without_a_shape_at_any_width_is_named():
    text = filled(story("聊城市东昌府区" * 6 + " {1栏}", 300))
    with pytest.raises(Refused) as refused:
        planned(text)
    (one,) = refused.value.diagnostics
    assert one.code == "M057"
    assert "聊城市东昌府区" in one.message()


def test_more_modules_than_a_page_has():
    text = "".join(story(f"第{n}条", 30, n) for n in range(MODULES_A_PAGE + 1))
    with pytest.raises(Refused) as refused:
        planned(text)
    assert [one.code for one in refused.value.diagnostics] == ["M059"]


@pytest.mark.slow
def test_as_many_modules_as_a_page_may_have_in_bounded_time():
    began = time.process_time()
    stone, fit = planned("".join(story(newsroom.HEADS[n % 22], 230, 230 * n) for n in range(MODULES_A_PAGE)))
    good(stone, fit)
    assert time.process_time() - began < 60  # counted by PLAN_JOINS; this is only an alarm


@pytest.mark.slow
def test_ties_of_rank_are_settled_by_the_order():
    stone, fit = planned(filled(story("第一篇稿件的标题 {1}", 900), story("第二篇稿件的标题 {1}", 900, 900)))
    good(stone, fit)
    assert [one.rank for one in fit.rung.plan.modules[:2]] == [1, 1]


def test_a_double_lead_stands_side_by_side_at_the_top():
    stone, fit = planned(filled(story("城区道路完成改造 {双头条}", 900), story("古城保护工程启动 {双头条}", 900, 900)))
    good(stone, fit)
    one, other = module(fit, 1), module(fit, 2)
    assert one.box.y == other.box.y == min(each.box.y for each in fit.rung.plan.modules)
    assert one.head == other.head
    level = [told.message() for told in stone.noticed if told.code == "M058"]  # others may stand so, these are to
    assert not any("城区道路" in told and "古城保护" in told for told in level)


@pytest.mark.parametrize("word", ["右", "底"])
def test_a_story_stands_where_the_editor_wants_it(word):
    stone, fit = planned(filled(story(f"三处口袋公园建成 {{{word}}}", 700)))
    good(stone, fit)
    assert ("right" if word == "右" else "foot") in module(fit, 1).edges


def test_a_story_is_as_wide_as_the_editor_wants_it():
    stone, fit = planned(filled(story("城区道路完成雨污分流改造 {5栏}", 800)))
    good(stone, fit)
    of = plan_pages.grid(stone, fit)
    assert round((module(fit, 1).box.width + of.alley) / of.pitch) == 5


@pytest.mark.slow
def test_pictures_without_a_story_and_a_name_card():
    card = "### 东昌府区名片\n\n" + "\n".join("名城\t园林城市\t卫生城市" for _ in range(4)) + "\n\n"
    stone, fit = planned(card + filled())
    good(stone, fit)
    (own,) = [one for one in fit.rung.plan.modules if one.kind == "card"]
    assert own.box.height == pytest.approx(7 * plan_pages.grid(stone, fit).leading)
    stone, fit = planned("![东昌湖](a.jpg)\n\n")
    (photo,) = fit.rung.plan.modules
    assert (photo.kind, photo.story, len(photo.pictures)) == ("photo", 0, 1)


@pytest.mark.slow
def test_comment_briefs_and_picture_news():
    brief = "## 简讯 {简讯}\n\n" + "".join(f"### 第{n}条简讯\n\n{TEXT[90 * n : 90 * n + 80]}\n\n" for n in range(5))
    news = story("东昌湖畔冬日暖阳 {图片新闻}", 60, 0, "![](a.jpg)\n\n")
    stone, fit = planned(filled(story("把实事办到群众心坎上 {评论 东昌时评}", 700), news, brief))
    good(stone, fit)
    of = plan_pages.grid(stone, fit)
    comment, photo = module(fit, 1), module(fit, 2)
    assert comment.label == "东昌时评"
    assert comment.boxes["label"].y == pytest.approx(of.leading)
    assert comment.boxes["text"].x == pytest.approx(of.frame * of.size)
    assert photo.pictures[0].box.y == 0 < photo.boxes["headline"].y


@pytest.mark.slow
def test_lists_verse_tables_and_notes_come_out_even():
    listed = (
        "## 五件实事\n\n"
        + story("x", 300).partition("\n\n")[2]
        + "- 第一件实事，修路。\n- 第二件实事，建桥，还要把两岸的路灯装好。\n- 第三件。\n\n"
    )
    verse = (
        "## 冬至\n\n"
        + "> 天时人事日相催，\\\n> 冬至阳生春又来。\\\n> 刺绣五纹添弱线，\\\n> 吹葭六琯动浮灰。\n\n"
        + TEXT[:200]
        + "\n\n"
    )
    table = (
        "## 物价\n\n"
        + TEXT[300:700]
        + "\n\n| 品名 | 价格 |\n|---|---|\n| 白菜 | 1.2 |\n| 萝卜 | 0.9 |\n\n"
        + TEXT[700:900]
        + "\n\n"
    )
    stone, fit = planned(filled(listed, verse, table))
    good(stone, fit)


@pytest.mark.slow
def test_a_nameplate_of_no_whole_lines():
    for taken in (0.0, 133.7):
        stone, fit = planned(filled(story("城区道路改造", 700)), taken=taken)
        good(stone, fit)
        top = min(one.box.y for one in fit.rung.plan.modules)
        assert taken <= top + 1 and top < taken + plan_pages.grid(stone, fit).leading


@pytest.mark.slow
def test_a_page_with_too_much_names_what_could_go_and_cuts_nothing():
    text = "".join(story(newsroom.HEADS[n] + (" {必登}" if n == 7 else ""), 1300, 1100 * n % 2000) for n in range(8))
    stone, fit = planned(text)
    plan_pages.whole(stone, fit)
    assert fit.rung.plan.over > 0
    message = said(stone, "M056")
    assert newsroom.HEADS[6] in message and newsroom.HEADS[7] not in message
    assert fit.over == 0


def test_another_grid():
    rules = replace(BROADSHEET, columns=6, types=(PageType(10.5, 84), PageType(10, 88, 8)))
    layout = newsroom.layout_of(rules, lines=84)
    stone, fit = planned(filled(story("城区道路改造", 700)), layout=layout)
    good(stone, fit)


@pytest.mark.slow
def test_a_letter_a_break_or_a_seed_of_hashes_changes_nothing():
    """Plans are values: the same page gives the same plan whatever else was planned before."""
    text = filled(story("城区道路改造", 700))
    first = planned(text)[1]
    planned(filled(story("另一版", 400)))
    assert planned(text)[1].rung == first.rung


@pytest.mark.parametrize(("number", "price"), [(63, 70), (147, 45)])
def test_no_head_bumps_where_an_even_page_without_it_is_near(number, price):
    """The page without 碰题 was judged, but stood behind the four that were poured."""
    plan = plan_page(*newsroom.stone_of_pieces(newsroom.random_page(SENTENCES, number))).rung.plan
    assert not any(fault.rule in SERIOUS for fault in plan.faults)
    assert plan.price < price


def test_no_grave_fault_where_another_dissection_has_none():
    """A page with heads alike side by side is dissected once more, with parts the other way round."""
    plan = plan_page(*newsroom.stone_of_pieces(newsroom.random_page(SENTENCES, 141))).rung.plan
    assert not any(fault.rule in SERIOUS for fault in plan.faults)
