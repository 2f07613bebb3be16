"""Frames, flow and the ladder: columns level to the line, heads and pictures across columns, over and under named."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import desk
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.makeup.boxes import Box
from banmian.makeup.composition import Area, Obstacle, Shell, Style
from banmian.makeup.fit import MOST_WAYS, Filled, _extras, _leveled
from banmian.makeup.flow import Flow, Item, pour
from banmian.makeup.frames import columns_of, frames_of, missing_room, rules_of
from banmian.makeup.layouts import MM, Costs

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
    frames = frames_of(AREA, AREA.box, [obstacle], 10, 15)
    for column in range(5):
        rows = [(frame.top, frame.rows) for frame in frames if frame.column == column]
        crossed = first - 1 <= column < first - 1 + count
        assert rows == ([(0, 10), (20, 20)] if crossed else [(0, 40)])


def test_a_column_rule_stands_in_each_gap_where_text_is_on_both_sides():
    """A picture over the second and third column: the rule between them begins at its foot."""
    columns = columns_of(AREA, 10)
    picture = Box(columns.pitch, 0, columns.pitch + columns.width, 150)
    rules = sorted(rules_of(AREA, frames_of(AREA, AREA.box, [picture], 10, 15), columns, 15), key=lambda rule: rule.x)
    gap = columns.pitch - columns.width
    assert [rule.x for rule in rules] == pytest.approx([n * columns.pitch - gap / 2 for n in (1, 2, 3, 4)])
    assert [(rule.top, rule.foot) for rule in rules] == [(150, 600), (150, 600), (150, 600), (0, 600)]


def test_a_column_rule_ends_where_the_shorter_of_its_columns_ends():
    """A picture at the foot of the second and third column."""
    columns = columns_of(AREA, 10)
    picture = Box(columns.pitch, 450, columns.pitch + columns.width, 150)
    rules = sorted(rules_of(AREA, frames_of(AREA, AREA.box, [picture], 10, 15), columns, 15), key=lambda rule: rule.x)
    assert [(rule.top, rule.foot) for rule in rules] == [(0, 450), (0, 450), (0, 450), (0, 600)]
    one_line = Box(0, 15, AREA.box.width, 585)
    assert list(rules_of(AREA, frames_of(AREA, AREA.box, [one_line], 10, 15), columns, 15)) == []  # no rule beside one line


def _short(lines, obstacles=()):
    """The area with a text of so many lines that does not fill it, level, and its rules from the left."""
    frames, items = frames_of(AREA, AREA.box, list(obstacles), 10, 15), (Item(lines),)
    flow = replace(pour(items, frames), free=sum(frame.rows for frame in frames) - lines)
    level = _leveled(Filled(AREA, frames, items, flow)).frames
    return level, sorted(rules_of(AREA, level, columns_of(AREA, 10), 15), key=lambda rule: rule.x)


def test_the_rules_of_a_short_page_end_where_the_longest_column_beside_them_ends():
    """Thirteen lines in five columns: the first three have a line more, and a rule beside that."""
    frames, rules = _short(13)
    assert [frame.rows for frame in frames] == [3, 3, 3, 2, 2]
    assert [rule.foot for rule in rules] == [45, 45, 45, 30]


def test_no_rule_of_a_short_page_stands_beside_a_picture():
    """A picture takes the foot of the last column: the rule beside it ends above it, however long the others are."""
    frames, rules = _short(150, [Box(4 * columns_of(AREA, 10).pitch, 300, 184, 300)])
    assert [frame.rows for frame in frames] == [34, 34, 34, 34, 14]
    assert [rule.foot for rule in rules] == [510, 510, 510, 300]


def test_a_head_is_never_alone_at_a_column_foot():
    frames = frames_of(AREA, AREA.box, [], 10, 15)
    items = (Item(38), Item(1, before=1, head=True), Item(60))
    flow = pour(items, frames)
    assert flow.places[1][0].frame == 1 and flow.white == 2


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_every_line_has_a_place_or_is_counted_over(counts):
    frames = frames_of(AREA, AREA.box, [Box(0, 0, 1000, 300)], 10, 15)
    flow = pour([Item(lines) for lines in counts], frames)
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
    """Pictures' tops and feet, and the baselines of running text, are whole grid lines from the top. (Heads: test_heads.)"""
    top, leading = 25 * 72 / 25.4, 490 / 84 * 72 / 25.4
    for name in ("picture-1", "picture-2", "body", "lead"):
        for edge in (seed.composition.boxes[name].y, seed.composition.boxes[name].foot):
            assert (edge - top) / leading == pytest.approx(round((edge - top) / leading), abs=0.002)
    for block in seed.composition.blocks:
        if block.area in ("body", "lead") and block.role != "heading":
            for line in block.lines:
                foot = line.y + (leading - line.size) / 2 + 0.12 * line.size
                assert (foot - top) / leading == pytest.approx(round((foot - top) / leading), abs=0.002)


LONG = "这一段文字用来把版面撑满，直到一行也排不下为止，看程序怎样报告多出的行数和字数。" * 12


@pytest.mark.slow
def test_text_that_does_not_fit_names_lines_characters_and_place(tmp_path):
    body = "## 主题\n\n导语。\n\n" + "\n\n".join(f"### 第{n}节\n\n" + "\n\n".join([LONG] * 6) for n in range(9))
    with pytest.raises(Refused) as refused:
        compose(issue(tmp_path / "over", page(body)))
    fault = next(d for d in refused.value.diagnostics if d.code in ("M001", "M011"))
    assert fault.facts["lines"] > 10 and fault.facts["characters"] > 100
    assert fault.place.line > 20 and fault.hint("zh")


@pytest.mark.slow
@pytest.mark.parametrize(("count", "more", "code", "edge"), [(4, 0, "M002", "ceiling"), (10, 6, "M001", "floor")])
def test_a_hint_names_the_picture_and_how_much_to_cut_or_write(tmp_path, count, more, code, edge):
    """Once it said: “let picture-1 be 1 lines deeper”, which nobody finds in a manuscript. The two pages share a shell."""
    story = "\n\n".join(f"### 第{n}节\n\n{LONG}" for n in range(count)) + "\n\n" + "又一行。" * 5 * more
    text = page(f"![灯会夜景](a.png)\n\n## 主题\n\n导语。\n\n{story}\n")
    source = issue(tmp_path / "a", text)
    issue(source, "# 副刊\n\n## A02\n\n![副刊的图](b.png)\n\n" + text.partition("(a.png)\n\n")[2], name="A02.md")
    pages, noticed = desk.fit(Order(source))
    found = [one for one in noticed if one.code == code]
    assert [one.facts["picture"] for one in found] == ["灯会夜景", "副刊的图"]
    facts = found[0].facts
    assert float(facts["mm"]) == pytest.approx(facts["rows"] * 490 / pages[0].rung.lines, abs=0.6)
    for said in (found[0].hint("en"), found[0].hint("zh")):
        wanted = ("灯会夜景", f"{facts['lines']} ", f"{facts['characters']} ", f"{facts['mm']} ", edge, "picture-1")
        assert all(word in said for word in wanted), said


@pytest.mark.slow
def test_text_that_leaves_white_is_a_warning_with_its_measure(tmp_path):
    _, pages = compose(issue(tmp_path / "under", page("## 主题\n\n导语。\n\n### 小标题\n\n" + LONG)))
    white = next(d for d in pages[0].noticed if d.code in ("M002", "M012"))
    assert white.facts["lines"] > 10 and white.facts["cm2"] > 10


@pytest.mark.slow
def test_the_same_input_gives_the_same_rung():
    _, one = compose(SEED_ISSUE)
    _, two = compose(SEED)
    assert str(one[0].rung) == str(two[0].rung)
    assert one[0].tried == two[0].tried


@pytest.mark.slow
def test_a_wide_gap_is_reported_at_its_line(tmp_path):
    """A long word at a line's end leaves a gap; the place is that of the line's first character."""
    text = "文" * 20 + "LLANFAIRPWLLGWYN" + "字" * 30 + "。"
    _, pages = compose(issue(tmp_path / "gap", page(f"## 主题\n\n导语。\n\n### 小标题\n\n{text}\n")))
    gap = next(d for d in pages[0].noticed if d.code == "M003")
    assert gap.place.line == 17 and text[gap.place.column - 1 :].startswith(gap.facts["text"])


@pytest.mark.slow
def test_an_article_without_sections_is_running_text(tmp_path):
    """Found by review: all of it was set as a lead, off the page."""
    _, pages = compose(issue(tmp_path / "plain", page("## 主题\n\n" + "\n\n".join([LONG] * 5))))
    assert {block.role for block in pages[0].blocks} == {"headline", "paragraph"}


@pytest.mark.slow
def test_a_lead_longer_than_the_page_names_its_fault(tmp_path):
    body = "## 主题\n\n" + "\n\n".join([LONG] * 40) + "\n\n### 小标题\n\n正文写完了。\n"
    with pytest.raises(Refused) as refused:
        compose(issue(tmp_path / "lead", page(body)))
    assert {d.code for d in refused.value.diagnostics if d.severity.value == "error"} <= {"M001", "M011", "M005"}


@pytest.mark.slow
def test_white_is_left_at_the_feet_of_all_columns(tmp_path):
    _, pages = compose(issue(tmp_path / "short", page("## 主题\n\n" + "\n\n".join([LONG] * 3))))
    body = [line for block in pages[0].blocks if block.area == "body" for line in block.lines]
    feet: dict[int, float] = {}
    for line in body:
        column = round((line.x - pages[0].boxes["body"].x) / 200)
        feet[column] = max(feet.get(column, 0.0), line.y)
    assert len(feet) == 5 and max(feet.values()) - min(feet.values()) < 4 * 17


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["broadsheet", "tabloid"])
@pytest.mark.parametrize("count", [3, 0, 1, 5, 7])
def test_any_number_of_pictures_has_its_places(tmp_path, layout, count):
    """No two pictures on each other, none off the type area."""
    figures = "\n\n".join(f"图为第{n}个地方\n\n一段写完了的正文{n}。" for n in range(count))
    _, pages = compose(issue(tmp_path / "many", page(f"## 主题\n\n{LONG}\n\n{figures}\n")), layout)
    boxes = [box for name, box in pages[0].boxes.items() if name.startswith("picture")]
    assert len(boxes) == count
    for n, a in enumerate(boxes):
        for b in boxes[:n]:
            assert a.x >= b.right - 0.1 or b.x >= a.right - 0.1 or a.y >= b.foot - 0.1 or b.y >= a.foot - 0.1


@pytest.mark.slow
def test_a_long_caption_gets_its_lines(tmp_path):
    caption = "这是一条很长很长的图说，" * 14
    _, pages = compose(issue(tmp_path / "cap", page(f"![{caption}](images/a.jpg)\n\n## 主题\n\n{LONG}\n")))
    assert dict(pages[0].rung.depths)["caption-1"] == 5  # of at most 40 characters
    assert pages[0].boxes["headline"].y >= pages[0].boxes["caption-1"].foot - 0.01


@pytest.mark.slow
@pytest.mark.parametrize(
    "head",
    ["中国国际贸易促进会经济导报\n\n两会特刊\n\n2026年1月1日\n\n", "Liaocheng Daily\n\nSpecial Issue\n\n2026年1月1日\n\n"],
)
def test_furniture_makes_room_for_long_names(tmp_path, head):
    credits = "\n".join(f"本版第{n}位责编：张三 李四 王五  " for n in range(6))
    card = "### 要闻名片\n\n" + "\t".join(["全国无公害农产品生产示范基地之一"] * 4)
    text = page(f"{credits}\n\n{card}\n\n## 主题\n\n{LONG}\n", head).replace(
        "# 要闻", "# 东昌府区经济技术开发区与高新技术产业区"
    )
    _, pages = compose(issue(tmp_path / "names", text))
    assert [d.facts for d in pages[0].noticed if d.code in ("E007", "E008")] == []


@pytest.mark.slow
def test_furniture_that_does_not_fit_is_reported(tmp_path):
    _, pages = compose(
        issue(tmp_path / "notices", page(f"## 主题\n\n{LONG}\n", "样报\n\n特刊\n\n" + "公众号 掌中样报\n\n" * 24))
    )
    assert {d.code for d in pages[0].noticed} & {"E007", "E008"}


@pytest.mark.slow
def test_a_page_of_briefs_tries_a_bounded_number_of_ways(tmp_path):
    """Found by review: 25 heads took minutes, because every way to lay lines round them was written down first."""
    shop, _ = compose(SEED_ISSUE)
    assert 0 < len(list(_extras(200, 4, shop.layouts.usual))) <= 4 * MOST_WAYS
    briefs = "\n\n".join(f"### 第{n}条 消息\n\n{LONG[:120]}。" for n in range(25))
    _, pages = compose(issue(tmp_path / "briefs", page(f"## 主题\n\n{briefs}\n")))
    assert sum(block.role == "heading" for block in pages[0].blocks) == 25


@pytest.mark.slow
def test_a_second_article_with_a_long_headline_is_set(tmp_path):
    """Found by review: it was one line over its column, and the page was refused."""
    body = f"## 头条\n\n{LONG}\n\n## 力生态品质持续 建设聊城首善 之区的实践 与探索和思考让三百\n\n{LONG}\n"
    _, pages = compose(issue(tmp_path / "second", page(body)))
    assert not {d.code for d in pages[0].noticed} & {"M001", "M004", "M011"}


@pytest.mark.slow
def test_a_space_in_a_head_stays_visible_beside_latin(tmp_path):
    """Found by review: it shrank to the gap beside digits."""
    _, pages = compose(issue(tmp_path / "spaces", page(f"## 创新 5G 引领\n\n{LONG}\n")))
    line = next(block for block in pages[0].blocks if block.role == "headline").lines[0].set
    at = line.text.index("5")
    assert line.places[at] - line.places[at - 2] >= 1.49


def test_kicker_headline_and_subhead_stay_with_two_lines_of_text():
    """Found by review: a head kept company with the next item only, be it a head or one line."""
    frames = frames_of(AREA, AREA.box, [], 10, 15)
    heads = (Item(1, before=1, head=True), Item(1, 2, head=True), Item(1, head=True))
    flow = pour((Item(34), *heads, Item(60)), frames)
    assert [places[0].frame for places in flow.places] == [0, 1, 1, 1, 1]
    flow = pour((Item(37), Item(1, before=1, head=True), Item(1), Item(60)), frames)
    assert flow.places[1][0].frame == 1


@pytest.mark.slow
def test_the_account_of_a_short_page_says_how_near_each_rung_came(tmp_path):
    """The seed without twelve lines: what `banmian fit` shows of rungs without an exact fit, in lines left white."""
    lines = SEED.read_text(encoding="utf-8").splitlines(keepends=True)
    _, (page,) = compose(issue(tmp_path / "a", "".join([*lines[:-14], "\n图为", lines[-1]]), name="T01.md"))
    missed = [(one.over, one.white) for one in page.tried if one.total is None]
    assert missed == [(0, white) for white in (5, 15, 11, 5, 1, 25, 49, 21, 43, 15, 11, 47, 35)]


def test_lines_laid_above_a_head_stand_there_but_not_between_two_heads():
    frames = frames_of(AREA, AREA.box, [], 10, 15)
    head = Item(1, before=1, after=1, head=True)
    rows = [
        [runs[0].row for runs in pour((Item(5), head, Item(9), head, head), frames, extra).places]
        for extra in ((), (2, 1, 1))
    ]
    assert rows == [[0, 6, 8, 18, 21], [0, 8, 10, 21, 24]]


def test_lines_are_laid_above_all_heads_alike_or_not_at_all_if_that_can_be(tmp_path):
    """White over heads of one rank was two and a half lines here and one and a half there."""
    frames = frames_of(AREA, AREA.box, [], 10, 15)
    head = Item(1, before=1, head=True)
    alike, unlike = (
        Filled(AREA, frames, (Item(5), head, Item(9), head), Flow(), extra, Costs(head_space=3))
        for extra in ((1, 1), (1, 0))
    )
    assert alike.cost == 6 and unlike.cost > 40


@pytest.mark.parametrize(("left", "top", "lacks"), [(0, -30, 30), (0, 0, 0), (0, -200, 0), (AREA.box.right, -30, 0)])
def test_a_picture_that_hangs_out_of_its_area_tells_by_how_much(left, top, lacks):
    """One of 100 pt that stands on the area's foot: what of it reaches above. One that is all above or beside is elsewhere."""
    hung = Obstacle("picture", Box(0, 0, 100, 100), span=(1, 2))
    shell = Shell(AREA.box, AREA.box, (AREA,), (hung,))
    boxes = {AREA.id: AREA.box, "picture": Box(left, top, 100, 100)}
    assert missing_room(AREA, shell, boxes) == pytest.approx(lacks, abs=0.02)


@pytest.mark.slow
def test_what_stands_in_a_place_of_its_own_stands_inside_of_it():
    """Headline, lead and captions of the seed: each line's foot is in its area, the headline's top within two lines of its own white."""
    _, (page_,) = compose(SEED_ISSUE)
    own = [block for block in page_.blocks if block.role in ("headline", "lead", "caption")]
    assert {block.role for block in own} == {"headline", "lead", "caption"}
    for block in own:
        box, lines = page_.boxes[block.area], [line.y for line in block.lines]
        assert all(box.y < y < box.foot for y in lines), block.area
    headline = next(block for block in own if block.role == "headline")
    assert headline.lines[0].y - headline.lines[0].size < page_.boxes["headline"].y + 2 * page_.leading


@pytest.mark.slow
@pytest.mark.parametrize("paragraphs", (1, 2, 3, *(pytest.param(n, marks=pytest.mark.slow) for n in (4, 5, 7, 9))))
def test_a_short_page_is_set_large_and_level(tmp_path, paragraphs):
    """White was left in the type of the base, and a last column stood at half of the others' depth."""
    _, pages = compose(issue(tmp_path / "short", page("## 主题\n\n" + "\n\n".join([LONG[:200]] * paragraphs))))
    rung = pages[0].rung
    assert rung.size == 12 and rung.headline_lines == 1
    lines = [line for block in pages[0].blocks if block.role == "paragraph" for line in block.lines]
    feet = [max(line.y for line in lines if abs(line.x - x) < 30) for x in sorted({round(line.x) for line in lines})]
    assert max(feet) - min(feet) < 2.1 * 490 / rung.lines * MM
