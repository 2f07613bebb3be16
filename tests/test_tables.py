"""Tables: read, set side by side with their figures at the point, tagged, in the books; every cell once and in order."""

import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import desk, fonts
from banmian.composer.house import House
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.makeup.composition import Style
from banmian.makeup.flow import Item, pour
from banmian.makeup.frames import Frame
from banmian.makeup.tables import SetTable, set_table
from banmian.model import Table, Text
from banmian.model_json import as_json
from banmian.tabular import columns, point

from .helpers import HEAD, book_parts, codes, conserved, issue, page, parsed, story_in, unlike_files

LEAGUE = """表1：超级联赛积分榜

| 名次 | 球队 | 胜 | 积分 |
|---|---|---|---|
| 1 | 上海海港 | 15 | 49 |
| 2 | 海州 | 14 | 45 |
| 3 | 东昌 | 9 | 31 |
"""
RATES = """| 货币 | 中间价 | 涨跌 |
|---|---:|---:|
| 美元 | 708.12 | +0.35 |
| 欧元 | 1,771.6 | -12.5% |
| 日元 | 4.905 | — |
| 英镑 | 900 | +1 |
"""
STORY = "## 主题\n\n### 小标题\n\n{}\n\n"


def tables(text: str) -> list[dict]:
    """The tables of a page as the model has them."""
    result = parsed(page(text))
    assert conserved(result) and not unlike_files(result)
    (article,) = as_json(result.issue)["pages"][0]["articles"]
    running = [*article["lead"], *(one for section in article["sections"] for one in section["paragraphs"])]
    return [one for one in running if "rows" in one]


def test_a_table_has_its_cells_its_head_and_its_title():
    (table,) = tables(STORY.format(LEAGUE))
    assert table["title"]["text"] == "表1：超级联赛积分榜" and table["head"] == 1
    assert table["rows"][1] == ["1", "上海海港", "15", "49"] and len(table["rows"]) == 4


def test_a_table_without_words_in_its_first_row_has_no_head():
    (table,) = tables("## 主题\n\n| | |\n|-|-|\n| 甲 | 乙 |\n")
    assert (table["rows"], table["head"]) == ([["甲", "乙"]], 0)


def test_rows_of_a_spreadsheet_are_a_table_and_that_is_said():
    text = "## 主题\n\n积分如下。\n\n表1 积分\n队\t分\n海州\t12\n东昌\t\n注：东昌队弃权。\n"
    (table,) = tables(text)
    assert (table["rows"], table["head"], table["title"]["text"]) == (
        [["队", "分"], ["海州", "12"], ["东昌", ""]],
        1,
        "表1 积分",
    )
    assert codes(parsed(page(text))) == ["P087"]


def test_one_line_with_tabs_is_text():
    assert tables("## 主题\n\n甲\t乙，说了一句。\n") == []


@pytest.mark.parametrize(
    ("written", "across"),
    [("{3栏}", 3), ("{三栏}", 3), ("{ 2 栏 }", 2), ("{3 columns}", 3), ("{破栏}", -1), ("{通栏}", -1), ("{full}", -1)],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("rows", [RATES, "队\t分\n海州\t12\n"])
def test_the_width_is_said_above_a_table(written, across, between, rows):
    (table,) = tables(f"## 主题\n\n正文。\n\n{written}{between}{rows}")
    assert table["across"] == across
    (table,) = tables(f"## 主题\n\n表1 标题\n{written}{between}{rows}")
    assert table["across"] == across and table["title"]["text"] == "表1 标题"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{6}\n\n" + RATES, "P085"),
        ("{宽}\n" + RATES, "P085"),
        ("{1栏}\n\n" + RATES, "P085"),
        ("{3栏}\n\n正文。", "P110"),
        ("{破栏}\n\n### 小标题\n\n正文。", "P110"),
        ("|a|b|c|\n|---|---|\n|d|e|f|", "P086"),
        ("|a|b|c|\n|d|e|f|", "P086"),
    ],
)
def test_what_looks_like_a_table_or_its_width_is_told(text, code):
    result = parsed(page(f"## 主题\n\n正文。\n\n{text}"))
    assert code in codes(result) and conserved(result)


def test_braces_behind_a_backslash_and_bars_in_text_are_text():
    assert not {"P085", "P110"} & set(codes(parsed(page("## 主题\n\n\\{3栏}\n\n正文。"))))
    assert codes(parsed(page("## 主题\n\n绝对值写作|a|，或写作|b|。"))) == []


# what a column holds


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("12.5%", 2), ("+0.35", 2), ("1,771.6亿元", 5), ("-3℃", 2), ("¥9.90", 2), ("3:1", 1), ("19：30", 2), ("900", 3), ("7.5 km", 1),
        ("3—5℃", None), ("海州", None), ("3月15日", None), ("", None), ("—", None), ("12 个项目在建", None),
    ],
)  # fmt: skip
def test_where_the_point_of_a_figure_stands(text, before):
    assert point(text) == before


def table_of(*rows: str, head: int = 1, aligned: tuple[str, ...] = ()) -> Table:
    """A table of rows with cells between bars."""
    span = parsed(page("## 主题\n\n正文。")).issue.pages[0].articles[0].headline.span
    cells = tuple(
        tuple(Text(cell.strip(), span, name=f"r{n}-{m}") for m, cell in enumerate(row.split("|")))
        for n, row in enumerate(rows)
    )
    return Table(cells, head, aligned)


def test_columns_of_figures_and_of_words():
    made = columns(table_of("项目|金额|备注", "教育|12.5|—", "城建|—|见附表和文字说明部分", "医疗|3|"))
    assert [(one.figures, one.side) for one in made] == [(False, "left"), (True, "center"), (False, "left")]
    assert [one.heads for one in columns(table_of("项目|金额", "教育|12.5", "城建|3"))] == [True, False]
    assert [one.side for one in columns(table_of("甲|乙", "丙|丁", aligned=("right", "center")))] == ["right", "center"]


# as it is set


CHAINS = fonts.font_set("").chains
STYLES = {
    role: Style(role, family, 10.5, 16.5) for role, family in (("cell", "Banmian Song"), ("cell-head", "Banmian Hei"))
}


def set_in(table: Table, characters: float) -> SetTable:
    """A table as set to a measure of so many characters."""
    return set_table(table, STYLES, characters * 10.5, lambda style: {"": CHAINS[style.family]}, House(), {})


def points(made: SetTable, number: int) -> list[float]:
    """Where the right edge of what stands before the point lies in a column, for each figure in it (em)."""
    found = []
    for row in made.rows:
        for cell in row.cells:
            before = point(cell.node.text)
            if not row.head and cell.node.name.endswith(f"-{number}") and before is not None:
                (x, line), seen = cell.lines[0], 0
                for glyph, place in zip(line.glyphs, line.places, strict=True):
                    seen += len(glyph.text)
                    if seen == before:
                        found.append(x / cell.style.size + place + glyph.advance)
    return found


def test_figures_stand_under_each_other_at_the_point():
    made = set_in(table_of("货币|价|涨跌", "美元|708.12|+0.35", "欧元|1,771.6|-12.5%", "日元|4.905|—", "英镑|900|+1"), 17)
    for number in (1, 2):
        found = points(made, number)
        assert len(found) == 4 - (number == 2) and max(found) - min(found) < 0.01


FIGURES = st.builds(
    lambda sign, whole, rest, unit: f"{sign}{whole:,}{rest}{unit}",
    st.sampled_from(["", "+", "-", "¥"]), st.integers(0, 9_999_999), st.sampled_from(["", ".5", ".25", ".105"]),
    st.sampled_from(["", "%", "亿元", "℃"]),
)  # fmt: skip
WORDS = st.text("海州东昌队社会保障就业支出一二三", min_size=1, max_size=14)


@pytest.mark.slow
@given(
    st.lists(st.tuples(WORDS, FIGURES, st.one_of(FIGURES, st.just("—"), st.just(""))), min_size=1, max_size=6),
    st.integers(14, 60),
)
@settings(max_examples=60, deadline=None)
def test_any_table_keeps_its_figures_whole_and_in_its_measure(rows, measure):
    made = set_in(table_of("项目|数一|数二", *("|".join(row) for row in rows)), measure)
    for number in (1, 2):
        found = points(made, number)
        assert not found or max(found) - min(found) < 0.01
    for row in made.rows:
        edges = [(x, x + line.width * cell.style.size) for cell in row.cells for x, line in cell.lines[:1]]
        assert all(a[1] <= b[0] + 0.01 for a, b in pairwise(edges))
        assert made.over or all(x >= -0.01 and end <= measure * 10.5 + 0.01 for x, end in edges)
        for cell in row.cells:
            assert "".join(line.text for _, line in cell.lines) == cell.node.text
            assert point(cell.node.text) is None or row.head or len(cell.lines) == 1


def test_words_wrap_where_the_measure_is_narrow_and_figures_never():
    rows = ("项目|执行数", "社会保障和就业支出|1,045.25亿元", "债务付息|3亿元")
    made = set_in(table_of(*rows), 12)
    assert not made.over and made.rows[1].depth > 1
    made = set_in(table_of(*rows), 5)
    assert made.over > 10


def test_a_table_takes_its_whole_measure():
    made = set_in(table_of("货币|价", "美元|708.12", "英镑|900.00", aligned=("", "right")), 30)
    x, line = made.rows[1].cells[1].lines[0]
    assert x + line.width * 10.5 == pytest.approx(30 * 10.5, abs=1.0)  # a kern


def test_a_table_of_many_columns_is_set():
    made = set_in(table_of("|".join(["甲"] * 30), "|".join(["12345"] * 30)), 40)
    assert made.over > 0 and len(made.rows[1].cells) == 30


# in the columns


def frames(*rows: int) -> list[Frame]:
    return [Frame(n, 0, n * 100.0, 0.0, one) for n, one in enumerate(rows)]


def items(text: int, *deep: int, head: int = 1) -> list[Item]:
    """A paragraph of some lines, then a table with a head and rows so deep."""
    rows = [Item(1, one, keeps=n < 1, follows=n > 0, again=head if n else 0) for n, one in enumerate((head, *deep))]
    return [Item(text), *rows]


def test_the_head_of_a_table_stands_again_in_the_next_column():
    flow = pour(items(4, 1, 1, 1), frames(7, 7))
    assert [(run.frame, run.row) for runs in flow.places[1:] for run in runs] == [(0, 4), (0, 5), (0, 6), (1, 1)]
    assert flow.parted == 1 and not flow.over


def test_a_row_is_not_parted_and_a_head_keeps_two_rows():
    flow = pour(items(5, 2, 2), frames(8, 8))
    assert [(run.frame, run.row) for runs in flow.places[1:] for run in runs] == [(1, 0), (1, 1), (1, 3)]


def test_a_table_deeper_than_all_columns_is_over():
    assert pour(items(0, 9), frames(8, 8)).over == 1


# in the files

FILLER = "今年以来，海州坚持把群众的小事当成大事来办，三个项目陆续开工，街道、社区和企业一起上阵，做到件件有着落。"
PAGE = HEAD + "# 要闻\n\n## A01\n\n" + STORY.format(
    f"{FILLER}\n\n{LEAGUE}\n{FILLER}\n\n{{2栏}}\n\n| | 一月 | 二月 |\n|---|---|---|\n| 产值 | 12.5 | |\n| 税收 | 3 | 4.25 |\n\n{FILLER}\n\n{RATES}\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, bytes]:
    """The files of a page with three tables, one of them across two columns."""
    folder = tmp_path_factory.mktemp("tables")
    order = Order(issue(folder / "in", PAGE), ("screen", "archive", "epub"), "tabloid", None, folder / "out", jobs=1)
    return {Path(one.name).suffix if one.name.endswith("epub") else one.name: one.data for one in desk.build(order).files}


def elements(data: bytes) -> list:
    """All structure elements, in order."""
    found = []

    def look(one):
        found.append(one)
        inner = one.get("/K", [])
        for kid in inner if isinstance(inner, pikepdf.Array) else [inner]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                look(kid)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        look(pdf.Root.StructTreeRoot.K[0])
        return [
            (str(one.S)[1:], [str(kid.S)[1:] for kid in one.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid],
             str(one.A.get("/Scope", ""))[1:] if "/A" in one and isinstance(one.A, pikepdf.Dictionary) else "")
            for one in found
        ]  # fmt: skip


def test_tables_are_tagged_with_the_scope_of_their_heads(built):
    for name in ("screen.pdf", "archive.pdf"):
        tags = elements(built[name])
        whole = [inner for tag, inner, _ in tags if tag == "Table"]
        assert whole == [["Caption", "THead", "TBody"], ["THead", "TBody"], ["THead", "TBody"]]
        rows = [inner for tag, inner, _ in tags if tag == "TR"]
        assert rows[:2] == [["TH"] * 4, ["TD"] * 4] and rows[4] == ["TD", "TH", "TH"] and rows[5] == ["TH", "TD", "TD"]
        assert {scope for tag, _, scope in tags if tag == "TH"} == {"Column", "Row"}
        assert {scope for tag, _, scope in tags if tag == "TD"} == {""}


def test_the_book_has_tables_with_the_scope_of_their_heads():
    story = story_in(book_parts(parsed(PAGE).issue)).decode()
    assert story.count('<table class="rows">') == 3 and "<caption>表1：超级联赛积分榜</caption>" in story
    assert '<th scope="col">货币</th><th class="figures" scope="col">中间价</th>' in story
    assert '<tr><td></td><th class="figures" scope="col">一月</th>' in story
    assert '<th scope="row">产值</th><td class="figures">12.5</td><td class="figures"></td>' in story


@pytest.mark.slow
def test_the_judges_have_nothing_to_say_of_tables(built, needs):
    from banmian.verify.judges import judge

    needs("veraPDF")
    files = {name: built[name] for name in ("screen.pdf", "archive.pdf")}
    verdicts = judge(files, {"screen.pdf": "ua1", "archive.pdf": "0"}, asked=("veraPDF",))
    assert [(one.file, one.state, one.faults) for one in verdicts] == [(name, "passed", ()) for name in sorted(files)]


@pytest.mark.parametrize("rows", ["| | |\n|---|---|\n", "| | |\n|---|---|\n| | |\n"])
def test_a_short_line_above_a_table_without_words_is_text(rows):
    assert tables(f"## 主题\n\n1\n\n{rows}\n写完了。\n") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("above", "figure", "code"), [("", "1234567890" * 6, "M045"), ("{9栏}\n\n", "1", "M046"), ("{2栏}\n\n", "1", "")]
)
def test_a_table_that_has_no_room_is_told_by_how_much(tmp_path, above, figure, code):
    folder = issue(tmp_path / "a", page(STORY.format(f"{above}| 甲 | 乙 |\n|---|---:|\n| 丙 | {figure} |")))
    try:
        noticed = desk.build(Order(folder, ("screen",), layout="tabloid", out=tmp_path / "out", jobs=1)).diagnostics
    except Refused as refused:  # too wide is an error, more columns than there are a warning
        noticed = refused.diagnostics
    told = [one for one in noticed if one.code in ("M045", "M046")]
    assert [one.code for one in told] == [code][: len(code)] and all(one.place.line > 14 and one.hint("zh") for one in told)
    assert code != "M045" or float(told[0].facts["mm"]) > 10


def test_rows_that_a_hard_break_ends_early_are_filled():
    """`者⇥\\` has one cell: the backslash is mark-up."""
    (table,) = tables("## 主题\n\n甲\t乙\n丙\t1\n丁\t\\\n戊\t2\n")
    assert [len(row) for row in table["rows"]] == [2] * 4
