"""Furniture text that cannot be read, leaves the paper or finds no room; pages that are too much; books that go without."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from banmian import desk, limits
from banmian.cache import usual
from banmian.diagnostics import Diagnostic, Refused, Severity
from banmian.engine.furniture import FurnitureText
from banmian.job import Order, Result
from banmian.makeup.boxes import Box
from banmian.model import Span, Text
from banmian.render.look_over import OVER, furniture_faults
from banmian.render.session import Session

from .conftest import compose
from .helpers import HEAD, issue, page

PARAGRAPH = "全市经济运行稳中向好，乡村振兴示范片区建设现场会议召开，群众生活服务水平有了提高。"


def credited(lines: int) -> str:
    return page("\n".join(["责编：李旭 王博"] * lines) + "\n\n## 头\n\n正文。\n")


def noticed_over(count: int) -> str:
    return page(
        "## 头\n\n正文。\n", "样报\n\n" + "".join(f"启事第{n}号敬请留意\n\n" for n in range(count)) + "2026年1月1日\n\n"
    )


def faults_of(path, text: str, to: tuple[str, ...] = ("screen",), layout: str | None = None) -> list[Diagnostic]:
    with pytest.raises(Refused) as refused:
        desk.build(Order(issue(path / "in", text), to=to, out=path / "out", layout=layout, jobs=1))
    return refused.value.diagnostics


def sizes(path, text: str, layout: str) -> dict[str, float]:
    """The size in pt of each furniture text."""
    _, (made,) = compose(issue(path / "in", text), layout)
    return {line.text: line.size for line in made.furniture}


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["broadsheet", "tabloid"])
@pytest.mark.parametrize(
    "text",
    [
        credited(14),
        page("## 头\n\n正文。\n", "样" * 60 + "报\n\n2026年1月1日\n\n"),
        page("### 先进名片\n\n" + "\t".join(["张三李四王五赵六"] * 6) + "\n\n## 头\n\n正文。\n"),
    ],
    ids=["credits", "title", "card"],
)
def test_fitted_type_is_never_smaller_than_can_be_read(tmp_path, layout, text):
    try:
        assert min(sizes(tmp_path, text, layout).values()) >= limits.SMALLEST_TYPE
    except Refused as refused:  # then it is said that it does not fit
        assert {one.code for one in refused.diagnostics if one.severity is Severity.ERROR} == {"M025"}


@pytest.mark.slow
@pytest.mark.parametrize("lines", [70, pytest.param(120, marks=pytest.mark.slow)])
def test_credits_that_do_not_fit_are_named_and_counted(tmp_path, lines):
    """They were set at 2 pt and 0.7 pt without a word."""
    found = [one for one in faults_of(tmp_path, credited(lines)) if one.code in ("M025", "M027")]
    assert [one.code for one in found] == ["M025"] * limits.TEXTS_NAMED + ["M027"]
    assert all(one.place and one.place.line > 12 for one in found) and found[-1].facts["count"] > 5


@pytest.mark.slow
def test_notices_that_find_no_room_are_named_before_rendering(tmp_path, monkeypatch):
    """The engine drops what the page cannot hold: it was V001, with eighty warnings. (A masthead has a limit of its own.)"""
    monkeypatch.setattr("banmian.manuscript.parse.MASTHEAD_LINES", 600)
    found = faults_of(tmp_path, noticed_over(230))
    lost = [one for one in found if one.code == "M026"]
    assert len(lost) == limits.TEXTS_NAMED and lost[0].facts["text"].startswith("启事第")
    assert len(found) < 20 and "V001" not in {one.code for one in found}


NODES = tuple(Text(f"第{n}条", Span("A01.md", n + 1, 1, n + 1), f"text-{n}", n) for n in range(9))
BY_NAME = {node.name: node for node in NODES}
PAPER = Box(0, 0, 100, 300)


def looked_over(lines: list[FurnitureText]) -> list[str]:
    shown = [line.name for line in lines]
    return [one.code for one in furniture_faults(BY_NAME, shown, lines, PAPER, PAPER, {"page": "A01", "layout": "own"})]


def line(n: int, size: float = 9.0, x: float = 0.0, text: str = "") -> FurnitureText:
    return FurnitureText(NODES[n].name, text or NODES[n].text, size, Box(x, 30.0 * n, 50, 9), ())


@pytest.mark.parametrize(("size", "codes"), [(limits.SMALLEST_TYPE, []), (limits.SMALLEST_TYPE - 0.01, ["M024"])])
def test_small_type_of_a_layout_is_told(size, codes):
    assert looked_over([line(0, size)]) == codes


@pytest.mark.parametrize(("x", "codes"), [(50.0, []), (50.5, ["M025"]), (-0.5, ["M025"])])
def test_text_off_the_paper_is_an_error(x, codes):
    assert looked_over([line(0, x=x)]) == codes


@pytest.mark.parametrize(("over", "codes"), [(OVER, []), (OVER + 0.1, ["M073"])])
def test_text_that_is_wider_than_its_place_is_told(over, codes):
    """A subject stood over the rule beside it without a word."""
    assert looked_over([replace(line(0), over=over)]) == codes


def test_a_text_that_is_cut_short_is_an_error():
    assert looked_over([line(0, text="第0"), line(1)]) == ["M026"]


@pytest.mark.parametrize("count", [limits.TEXTS_NAMED, limits.TEXTS_NAMED + 1])
def test_a_few_texts_are_named_and_the_others_counted(count):
    more = ["M027"] if count > limits.TEXTS_NAMED else []
    assert looked_over([line(n, 3.0) for n in range(count)]) == ["M024"] * limits.TEXTS_NAMED + more


def pictures(count: int) -> str:
    return page("## 头\n\n" + "".join(f"文{n}。\n\n图：{n}\n\n" for n in range(count)))


def articles(count: int) -> str:
    return page("".join(f"## 头{n}\n\n文{n}。\n\n" for n in range(count)))


def accounts(count: int) -> str:
    return noticed_over(count - 4)  # title, date, subject and number


def cells(count: int) -> str:
    return page("## 头\n\n文。\n\n|甲|\n|-|\n" + "|乙|\n" * (count - 1))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "limit"),
    [(pictures, "FIGURES_A_PAGE"), (articles, "ARTICLES_A_PAGE"), (accounts, "FURNITURE_A_PAGE"), (cells, "CELLS_A_PAGE")],
)
def test_a_page_of_too_many_parts_is_refused_by_counting(tmp_path, monkeypatch, text, limit):
    monkeypatch.setattr(limits, limit, 12)
    found = [one for one in faults_of(tmp_path / "above", text(13)) if one.code == "M023"]
    assert len(found) == 1 and found[0].place and found[0].facts["count"] == 13 and found[0].hint("zh")
    monkeypatch.setattr(limits, limit, 13)
    shop, noticed = desk._opened(Order(issue(tmp_path / "at", text(13))), lambda stage, what: None, Session(usual()))
    try:
        shop.make_up(noticed)
    except Refused as refused:
        assert "M023" not in {one.code for one in refused.diagnostics}


def book_of(path, text: str) -> Result:
    return desk.build(Order(issue(path / "in", text), to=("epub",), out=path / "out", jobs=1))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (credited(70), "M025"),
        (pictures(500), "M023"),
        *(
            pytest.param(text, fault, marks=pytest.mark.slow)
            for text, fault in (
                (pictures(60), "E002"),
                (noticed_over(230), "M026"),
                (page("## 头\n\n" + f"{PARAGRAPH * 9}\n\n" * 60), "M011"),
                (page("## 头\n\n有𫠠字。\n"), "M010"),
                (page("## 头\n\n" + "กขฃคฅฆ" + "。\n"), "M021"),
            )
        ),
    ],
    ids=lambda one: one if len(one) == 4 else "",
)
def test_books_alone_go_without_a_page_for_every_fault_of_make_up(tmp_path, text, fault, monkeypatch):
    monkeypatch.setattr("banmian.manuscript.parse.MASTHEAD_LINES", 600)
    result = book_of(tmp_path, text)
    (left_out,) = [one for one in result.diagnostics if one.code == "M020"]
    assert left_out.facts["fault"] == fault and left_out.place and len(result.files) == 1
    assert not [one for one in result.diagnostics if one.severity is Severity.ERROR]


def test_a_broken_layout_is_a_mistake_whatever_is_made(tmp_path):
    layout = tmp_path / "layouts" / "own"
    layout.mkdir(parents=True)
    (layout / "layout.toml").write_text('extends = "broadsheet"\npaper = { width = 390, height = 540 }\n', encoding="utf-8")
    (layout / "page.html").write_text("{{ nothing.there }}", encoding="utf-8")
    order = Order(
        issue(tmp_path / "in", page("## 头\n\n正文。\n")), to=("epub",), out=tmp_path / "out", layout="own", layouts=tmp_path / "layouts"
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        desk.build(order)
    assert {one.code[0] for one in refused.value.diagnostics if one.severity is Severity.ERROR} == {"L"}


@pytest.mark.slow
def test_a_page_of_a_whole_book_is_told_as_over_at_once(tmp_path):
    began = time.perf_counter()
    found = faults_of(tmp_path, page("## 头\n\n" + f"{PARAGRAPH * 9}\n\n" * 500))
    assert [one.code for one in found if one.severity is Severity.ERROR] == ["M011"]
    assert time.perf_counter() - began < 15  # about two seconds on a machine that does nothing else


@pytest.mark.slow
@pytest.mark.parametrize("heads", [40, 60])
def test_a_page_of_many_heads_is_made_up_within_the_budget(tmp_path, heads):
    """Ways round the heads of each rung and depth: it took minutes. Counted, so that the rung is the same every time."""
    text = page("## 头\n\n" + "".join(f"### 头{n}桥主塔\n\n{PARAGRAPH * (80 // heads)}\n\n" for n in range(heads)), HEAD)
    began = time.perf_counter()
    _, (one,) = compose(issue(tmp_path / "one", text))
    assert time.perf_counter() - began < 40
    _, (two,) = compose(issue(tmp_path / "two", text))
    assert str(one.rung) == str(two.rung)
