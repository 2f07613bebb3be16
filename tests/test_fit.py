"""Frames, flow and the ladder: columns level to the line, heads and pictures across columns, over and under named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.diagnostics import Refused
from banmian.makeup.composition import Area, Box, Style
from banmian.makeup.flow import Item, pour
from banmian.makeup.frames import columns_of, frames_of

from .conftest import SEED, SEED_ISSUE, compose
from .helpers import issue, page

BODY = Style("paragraph", "Banmian Song", 10, 15)
AREA = Area("body", Box(0, 0, 1000, 600), ("a1",), {"paragraph": BODY}, columns=5, gap=2, fill=True)


def test_columns_are_a_whole_number_of_em():
    columns = columns_of(AREA, 10)
    assert columns.width / 10 == int(columns.width / 10) == 18
    assert columns.pitch * 4 + columns.width == pytest.approx(1000)


@pytest.mark.parametrize(("first", "count"), [(1, 2), (2, 3), (4, 2), (1, 5)])
def test_a_head_or_picture_spans_n_of_m_columns(first, count):
    """Text goes round it in just those columns."""
    columns = columns_of(AREA, 10)
    left = (first - 1) * columns.pitch
    obstacle = Box(left, 150, (count - 1) * columns.pitch + columns.width, 150)
    frames = frames_of(AREA, [obstacle], 10, 15)
    for column in range(5):
        rows = [(frame.top, frame.rows) for frame in frames if frame.column == column]
        crossed = first - 1 <= column < first - 1 + count
        assert rows == ([(0, 10), (20, 20)] if crossed else [(0, 40)])


def test_a_head_is_never_alone_at_a_column_foot():
    frames = frames_of(AREA, [], 10, 15)
    items = (Item(0, 38), Item(1, 1, before=1, head=True), Item(2, 60))
    flow = pour(items, frames)
    assert flow.places[1][0].frame == 1 and flow.white == 2


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_every_line_has_a_place_or_is_counted_over(counts):
    frames = frames_of(AREA, [Box(0, 0, 1000, 300)], 10, 15)
    flow = pour([Item(n, lines) for n, lines in enumerate(counts)], frames)
    placed = sum(run.lines for runs in flow.places for run in runs)
    assert placed + flow.over == sum(counts)
    assert placed + flow.free + flow.white == sum(frame.rows for frame in frames)


def test_the_seed_fills_the_broadsheet_to_the_line(seed):
    """Every column ends on the area's last line or on the picture; nothing is white, nothing over."""
    composition = seed.composition
    body = composition.boxes["body"]
    picture = composition.boxes["picture-2"]
    leading = body.height / round(body.height / (490 / 84 * 72 / 25.4))
    feet = {}
    for block in composition.blocks:
        if block.area == "body":
            for line in block.lines:
                column = round((line.x - body.x) / 203.4)
                feet[column] = max(feet.get(column, 0), line.y)
    wanted = {c: (picture.y - leading if c >= 3 else body.foot) for c in range(5)}
    for column, foot in wanted.items():
        baseline = foot - (leading - 10.5) / 2 - 0.12 * 10.5
        assert feet[column] == pytest.approx(baseline, abs=0.01)
    assert not [d for d in seed.result.diagnostics if d.code.startswith("M")]


def test_everything_stands_on_the_grid(seed):
    """Pictures' tops and feet, and the baselines of running text and heads, are whole grid lines from the top."""
    top, leading = 25 * 72 / 25.4, 490 / 84 * 72 / 25.4
    for name in ("picture-1", "picture-2", "body", "lead"):
        for edge in (seed.composition.boxes[name].y, seed.composition.boxes[name].foot):
            assert (edge - top) / leading == pytest.approx(round((edge - top) / leading), abs=0.002)
    for block in seed.composition.blocks:
        if block.area in ("body", "lead"):
            for line in block.lines:
                foot = line.y + (leading - line.size) / 2 + 0.12 * line.size
                assert (foot - top) / leading == pytest.approx(round((foot - top) / leading), abs=0.002)


LONG = "这一段文字用来把版面撑满，直到一行也排不下为止，看程序怎样报告多出的行数和字数。" * 12


def test_text_that_does_not_fit_names_lines_characters_and_place(tmp_path):
    body = "## 主题\n\n导语。\n\n" + "\n\n".join(f"### 第{n}节\n\n" + "\n\n".join([LONG] * 6) for n in range(9))
    with pytest.raises(Refused) as refused:
        compose(issue(tmp_path / "over", page(body)))
    fault = next(d for d in refused.value.diagnostics if d.code == "M001")
    assert fault.facts["lines"] > 10 and fault.facts["characters"] > 100
    assert fault.place.line > 20 and fault.hint("zh")


def test_text_that_leaves_white_is_a_warning_with_its_measure(tmp_path):
    _, pages = compose(issue(tmp_path / "under", page("## 主题\n\n导语。\n\n### 小标题\n\n" + LONG)))
    white = next(d for d in pages[0].noticed if d.code == "M002")
    assert white.facts["lines"] > 10 and white.facts["cm2"] > 10


def test_the_same_input_gives_the_same_rung():
    _, one = compose(SEED_ISSUE)
    _, two = compose(SEED)
    assert str(one[0].rung) == str(two[0].rung)
    assert one[0].tried == two[0].tried


def test_a_wide_gap_is_reported_at_its_line(tmp_path):
    """A long word at a line's end leaves a gap; the place is that of the line's first character."""
    text = "文" * 18 + "Llanfairpwllgwyngyll" + "字" * 30 + "。"
    _, pages = compose(issue(tmp_path / "gap", page(f"## 主题\n\n导语。\n\n### 小标题\n\n{text}\n")))
    gap = next(d for d in pages[0].noticed if d.code == "M003")
    assert gap.place.line == 17 and text[gap.place.column - 1 :].startswith(gap.facts["text"])
