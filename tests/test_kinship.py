"""Heads break between phrases rather than within one: what describes stands in a line with what it describes."""

from __future__ import annotations

import pytest

from banmian import fonts
from banmian.composer.breaking import Measure
from banmian.composer.heads import HeadFit, head_galley, set_head
from banmian.composer.house import House
from banmian.composer.kinship import nearness
from banmian.composer.sense import sense_breaks
from banmian.model import Span, Text

CHAINS = {"": fonts.font_set("").chains["Banmian Song Heavy"]}


def broken(text: str, width: float, lines: int) -> str:
    """A head in full size and in so many lines, with | at their ends."""
    node = Text(text, Span("a.md", 1, 1, 1))
    fit = HeadFit(smallest=1.0, tightest=0.0, lines=lines, least=lines)
    return "|".join(line.text for line in set_head(head_galley(node, CHAINS, House()), Measure(width), fit)[1])


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (9, "三百名专家团队|落户高新区|助企发展"),  # was 专家|团队落户
        (10, "冠县灵芝产业|带动千余农户|增收致富"),  # 灵芝|产业, 千余|农户
        (9, "残疾人技能培训班|助力百人|稳定就业"),  # 技能|培训班
        (13, "第三届葫芦文化艺术节|在东昌府区开幕"),  # 葫芦文化|艺术节
        (11, "湿地公园候鸟数量|创历史新高"),  # 候鸟|数量
        (11, "老年大学春季学期|招生报名火爆"),  # 春季|学期
        (11, "营商环境评价结果|位居全省前列"),  # 评价|结果
        (11, "跨境电商综合试验区|建设方案获批"),  # 综合|试验区
        (10, "快递小哥暴雨中|勇救落水儿童"),  # 暴雨|中
        (12, "从9楼顶跌下后|老人获救"),  # 跌下|后
    ],
)
def test_a_head_breaks_between_phrases(width: int, expected: str):
    assert broken(expected.replace("|", ""), width, expected.count("|") + 1) == expected


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("专家团队落户高新区", "专家团队", "专家"),
        ("市图书馆新馆建设项目通过验收", "市图书馆新馆建设项目", "市图书馆新馆"),
        ("出版总署再次接受申请", "出版总署", "出版总署再次"),
        ("公司发布新型药物", "公司", "公司发布新型"),
        ("外交部发言人就有关问题答问", "外交部发言人", "外交部发言人就"),
        ("男子杀害前董事长被判刑", "男子杀害", "男子杀害前"),
        ("全市召开表彰大会", "全市", "全市召开"),
    ],
)
def test_a_break_within_a_phrase_is_dearer(text: str, good: str, bad: str):
    dear = {text[:at]: how for at, how in sense_breaks(text).items()}
    assert dear[good] < dear[bad]


def test_months_stand_with_their_number():
    assert len("补课5个") not in sense_breaks("补课5个月花费10万")


def test_a_figure_begins_with_no_word_of_another_meaning():
    """It took 一部 of 统一部署 for one."""
    assert len("统一") in sense_breaks("统一部署")


def test_each_break_has_its_price():
    """One less than words; nothing parts a thing from what is said of it."""
    assert list(nearness([("专家", "n"), ("团队", "n"), ("落户", "n"), ("高新区", "nr")])) == [5.0, 0.0, 1.5]
