"""Heads of every shipped layout, measured on the composed page: leading, the white round them, their measure, their breaks."""

from __future__ import annotations

from itertools import accumulate

import pytest

from banmian.composer.breaking import Measure
from banmian.composer.house import House
from banmian.composer.setting import set_paragraph
from banmian.makeup.composition import Style
from banmian.makeup.flow import Item, heads_alone, pour
from banmian.makeup.frames import Frame
from banmian.makeup.head_rows import head_baselines, head_rows

from .conftest import SEED_ISSUE, compose
from .heads import LAYOUTS, LEAST_LEADING, SECTION_HEADS, Seen, composed, heads, manuscript
from .helpers import page, parsed, some
from .test_composer import CHAINS

HEADLINES = {
    1: "古城新貌入画来",
    2: "古城新貌入画来 东昌府区建设宜居宜业城市 打造品质空间",
    3: "创新引领高质量发展 东昌府区建设宜居宜业的城市新空间 群众生活服务水平有了明显的提高 文化惠民走进千家万户",
}
ONE_STORY = ("broadsheet", "tabloid", "headline-first", "rail", "vertical")
"""Layouts whose headline stands alone over the page; those of modules are planned (tests/test_modules.py)."""


def well_led(seen: Seen, layout: str) -> bool:
    least = LEAST_LEADING.get(layout, 1.15) if seen.role == "headline" else 1.15
    return all(least - 1e-6 <= one <= 1.3 for one in seen.leading)


@pytest.mark.slow
@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_heads_are_led_closely_and_stand_nearer_to_what_they_head(tmp_path, layout, lines):
    """Two lines of a headline stood 82.7 pt apart at 49 pt; section heads had as much white below as above."""
    one = composed(tmp_path / "a", layout, manuscript(HEADLINES[lines], length=18))
    found = list(heads(one))
    assert [seen for seen in found if not well_led(seen, layout)] == []
    sections = [seen for seen in found if seen.role == "heading"]
    assert len(sections) == len(SECTION_HEADS)
    for seen in sections:
        assert seen.at_top or seen.above >= 1.9 * seen.below > 0, seen
    for seen in found if layout in ONE_STORY else ():
        assert seen.role != "headline" or seen.above >= 1.9 * seen.below > 0, seen


@pytest.mark.slow
@pytest.mark.parametrize("layout", [one for one in ONE_STORY if one not in ("rail", "vertical")])
def test_kicker_headline_and_subhead_stand_together(tmp_path, layout):
    """More white above the whole and below it than between its parts, or as much."""
    one = composed(tmp_path / "a", layout, manuscript(HEADLINES[1], "引题说的是背景", "副题说的是这件事的要点", length=18))
    kicker, _, subhead = (seen for seen in heads(one) if seen.role != "heading")
    assert kicker.above > 2 * kicker.below and subhead.below > 0.9 * subhead.above
    assert max(kicker.below, subhead.above) < 1.6 * min(kicker.below, subhead.above)


@pytest.mark.slow
@pytest.mark.parametrize("layout", ONE_STORY)
def test_white_over_section_heads_is_the_same_on_a_page(tmp_path, layout):
    """It was 2.5 lines here and 1.5 there."""
    whites = [
        seen.above
        for seen in heads(compose(SEED_ISSUE, layout, LAYOUTS[layout])[1][0])
        if seen.role == "heading" and not seen.at_top
    ]
    assert len(whites) >= 1 and max(whites) - min(whites) < 2


@pytest.mark.slow
@pytest.mark.parametrize("layout", ("broadsheet", "tabloid", "headline-first"))
def test_a_headline_that_nearly_fills_its_measure_fills_it(layout):
    """It was 6.1 pt short of both edges."""
    _, (one,) = compose(SEED_ISSUE, layout, LAYOUTS[layout])
    (line,) = next(block.lines for block in one.blocks if block.role == "headline")
    box = one.boxes["headline"]
    assert (line.x, line.x + line.set.width * line.size) == pytest.approx((box.x, box.right), abs=0.01)
    assert line.set.stretch < 0.1  # no reader sees spaces between its characters


HEAD, TEXT = Style("heading", "Banmian Hei", 15.5, 19.2, before=16, after=9), Style("paragraph", "Banmian Song", 10.5, 16)


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
def test_the_white_of_a_head_in_whole_rows_is_two_to_one(lines):
    above, own = head_rows(HEAD, lines, 16)
    feet = head_baselines(HEAD, TEXT, lines, (above, own), 16)
    before = -16 * above - ((16 - 10.5) / 2 + 0.12 * 10.5)
    after = 16 * (own + 1) - ((16 - 10.5) / 2 + 0.12 * 10.5) - 0.86 * 10.5
    assert len(feet) == lines and feet[0] - 0.86 * 15.5 - before == pytest.approx(2 * (after - feet[-1]))
    assert feet[0] >= 0.86 * 15.5, "at a column's top no higher than the text beside it"


@pytest.mark.slow
def test_a_head_is_as_far_from_its_text_at_a_columns_top_as_within_it(tmp_path):
    """In an English paper, whose heads of a line have no row of white below, it stood 2 pt nearer at the top."""
    said = "The council met on Monday to talk about the harbour bridge and what it will cost the town over ten years. "
    briefs = "".join(f"### {head}\n\n{said * 3}\n\n" for head in ("Harbour bridge", "Money", "Ferries", "A new school") * 6)
    front = "The Harbour Daily\n\nTuesday, December 27, 2022\n\n# News\n\n## A1\n\n## In short\n\n"
    found = [seen for seen in heads(composed(tmp_path / "a", "daily-en", front + briefs)) if seen.role == "heading"]
    assert {seen.at_top for seen in found} == {False, True}
    assert max(seen.below for seen in found) - min(seen.below for seen in found) < 0.05
    assert all(seen.at_top or seen.above >= 1.9 * seen.below for seen in found)


@pytest.mark.parametrize(("rows", "alone"), [((3, 3, 9), 0), ((4, 9), 0), ((3, 3, 3), 1)])
def test_a_head_goes_to_where_it_has_company(rows, alone):
    """On a very short page a section head stood alone at a column's foot: the column was no deeper than the head."""
    frames = [Frame(number, 0, 0.0, 0.0, deep) for number, deep in enumerate(rows)]
    items = (Item(1), Item(1, 3, 1, head=True), Item(3))
    flow = pour(items, frames)
    assert heads_alone(items, flow.places) == alone


@pytest.mark.slow
@pytest.mark.parametrize("layout", ("broadsheet", "tabloid"))
def test_no_head_is_alone_on_a_short_page(tmp_path, layout):
    one = composed(tmp_path / "a", layout, manuscript(HEADLINES[1], length=1))
    for block in one.blocks:
        if block.role == "heading":
            below = [line for other in one.blocks if other.role == "paragraph" for line in other.lines]
            x, y = block.lines[-1].x, block.lines[-1].y
            assert sum(abs(line.x - x) < 150 and 0 < line.y - y < 80 for line in below) >= 2, block


NOTE = (Item(2, before=2, after=2, framed=True),)
TABLE = (Item(1, before=1, keeps=True), Item(1, follows=True, again=1), Item(1, after=1, follows=True, again=1))


@pytest.mark.parametrize("below", [TABLE, NOTE, (Item(4, before=2),)], ids=["table", "note", "verse"])
@pytest.mark.parametrize("left", range(9))
def test_a_head_keeps_with_what_stands_apart_from_it(below, left):
    """A head stood at a column's foot, and the frame of a note, which has white above it, at the top of the next one."""
    frames = [Frame(0, 0, 0.0, 0.0, 4 + left), Frame(1, 0, 0.0, 0.0, 30)]
    items = (Item(4), Item(1, 2, 1, head=True), *below)
    assert heads_alone(items, pour(items, frames).places) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "below", ["| 名次 | 球队 |\n|---|---|\n| 1 | 海州 |\n| 2 | 东昌 |", "编者按：来历和用意都写在这里。"]
)
@pytest.mark.parametrize("layout", ("broadsheet", "tabloid"))
def test_no_head_is_alone_above_a_table_or_a_note(tmp_path, layout, below):
    """Of the first eight ways to leave the white none had room for both, and no other was tried."""
    text = page(f"## 短文一篇 今天开始\n\n导语一行。\n\n### 第一个小标题\n\n{below}\n")
    one = composed(tmp_path / "a", layout, text)
    (head,) = (block.lines[0] for block in one.blocks if block.role == "heading")
    below = [line for block in one.blocks if block.role in ("cell-head", "cell", "note") for line in block.lines]
    assert below and all(line.y > head.y and abs(line.x - head.x) < 150 for line in below)


@pytest.mark.parametrize("layout", some(("broadsheet", "tabloid"), 1))
def test_no_headline_is_broken_for_white(tmp_path, layout):
    """The ladder broke one of ten characters in two to eat white."""
    for length in (9, 27):
        one = composed(tmp_path / str(length), layout, manuscript("古城新貌入画来了东昌", length=length))
        assert [len(block.lines) for block in one.blocks if block.role == "headline"] == [1]


@pytest.mark.parametrize("names", ["张三 李四 王五 摄影报道", "张三李四王五赵六钱七孙八摄影报道"])
@pytest.mark.parametrize("width", range(7, 21))
def test_a_credit_breaks_between_its_words(width, names):
    """A credit longer than a line was broken as any text: 通|讯员."""
    caption = (
        parsed(page(f"![湖边的桥（本报通讯员 {names}）](images/a.jpg)\n\n## 头\n\n文。\n"))
        .issue.pages[0]
        .figures[0]
        .caption
    )
    lines = [line.text for line in set_paragraph(caption, CHAINS, Measure(width), House())]
    text, ends = "".join(lines), list(accumulate(len(line) for line in lines))
    for word in ("通讯员", "摄影", "报道", *(["张三", "李四", "王五"] if " " in names else [])):
        at = text.index(word)
        assert not any(at < end < at + len(word) for end in ends), lines
