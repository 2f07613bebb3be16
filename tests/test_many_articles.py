"""Pages of several articles: whatever rung is chosen, what is painted is what was counted."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import desk
from banmian.job import Order
from banmian.makeup.composition import PageComposition, Rung
from banmian.makeup.page_plan import PagePlan
from banmian.model import page_texts
from banmian.verify.conservation import bare
from banmian.verify.readback import pdf_text

from .conftest import compose
from .helpers import issue, page, parsed

WORDS = "三号 桥 主塔 封顶 明年 五月 通车 全市 经济 运行 稳中 向好 乡村 振兴 示范 片区 建设 现场 会议 召开 群众 生活 服务".split()


def page_of(seed: int) -> str:
    """Two to four articles that nearly fill a broadsheet, the first headline long, some others of one line or two."""
    dice = random.Random(seed)  # noqa: S311 - the same pages every time
    left, made = dice.randint(3200, 4600), list[str]()
    for _ in range(count := dice.randint(2, 4)):
        words = 6 if not made else dice.choice([2, 2, 4])  # one of four characters has one line, or two if it is to
        made.append(f"## {''.join(dice.choices(WORDS, k=words // 2))} {''.join(dice.choices(WORDS, k=words // 2))}")
        for _ in range(left // count // 120):
            made.append("".join(dice.choices(WORDS, k=60))[:119] + "。")
    return page("\n\n".join(made) + "\n")


def painted(composition: PageComposition) -> str:
    return bare("".join(line.set.text for block in composition.blocks for line in block.lines))


def wanted(shop: object, composition: PageComposition) -> str:
    nodes = {node.name: node for node in page_texts(shop.parsed.issue, composition.page)}
    return bare("".join(nodes[block.name].text for block in composition.blocks))


@pytest.mark.parametrize("seed", [9, *(pytest.param(n, marks=pytest.mark.slow) for n in range(10, 40))])
def test_what_is_painted_is_what_was_counted(tmp_path, seed):
    """The memo of what an area takes forgot the lines of the headline: the second line had no place on the page."""
    shop, pages = compose(issue(tmp_path / "many", page_of(seed)), "broadsheet")
    for composition in pages:
        assert painted(composition) == wanted(shop, composition)


@pytest.mark.slow
@pytest.mark.parametrize("seed", (9, 17, 19, 40, 41))
def test_pages_of_many_articles_keep_their_text_in_the_file(tmp_path, seed):
    text = page_of(seed)
    result = desk.build(Order(issue(tmp_path / "many", text), ("screen",), "broadsheet", out=tmp_path / "out"))
    assert pdf_text(result.files[0].data) == parsed(text).manuscript


def test_what_is_kept_of_a_rung_is_kept_for_all_that_sets_text():
    """Every field of a rung is in the key, but for those that move what is set; one that is added is in it, too."""
    rung = Rung(10.5, 84, 0, (), 5, 0.0, 1)
    moves = {"head_space": 3, "depths": (("picture-1", 4),), "plan": PagePlan(())}
    changes = [{one.name: getattr(rung, one.name) + 1} for one in fields(Rung) if one.name not in moves]
    assert len({replace(rung, **change).set_by for change in ({}, *changes)}) == len(changes) + 1 == 6
    assert replace(rung, **moves).set_by == rung.set_by


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 30)), st.randoms())
def test_rungs_of_the_same_depths_are_one_key(depths, order):
    """In whatever order they were chosen."""
    rung, mixed = Rung(10.5, 84, 0, (), 5, 0.0, 1), list(depths.items())
    order.shuffle(mixed)
    one, other = rung.at(depths), rung.at(dict(mixed))
    assert one == other and len({one, other}) == 1
    assert dict(one.depths) == depths and (one == rung) is (not depths)
