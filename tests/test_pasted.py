"""An issue as a desk pastes it together (tests/pasted): every kind of copy, all targets, nothing to say but what is true."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from banmian import desk
from banmian.cli import main
from banmian.diagnostics import Severity
from banmian.job import Order
from banmian.verify.book_judges import ace

PASTED = Path(__file__).parent / "pasted"
ALL = ("press", "screen", "archive", "archive-pages", "epub", "epub-replica", "epub-vertical", "epub-hant")


@pytest.fixture(scope="module")
def model():
    return json.loads(CliRunner().invoke(main, ["model", str(PASTED)]).stdout)


def running(article):
    return [*article["lead"], *(one for section in article["sections"] for one in section["paragraphs"])]


def test_each_kind_is_what_it_is(model):
    first, money, letters, sport = (page["articles"] for page in model["pages"])
    assert [one.get("role") for one in first[0]["lead"]] == ["byline", "note", "dateline", None]
    assert running(first[0])[-1]["role"] == "byline" and len(first[0]["summary"]) == 3 and first[0]["labels"] == ["must"]
    listed = next(one["items"] for one in running(first[0]) if "items" in one)
    assert [item["text"][: item["label"]] for item in listed] == ["一、", "二、", "三、"]
    table = next(one for one in running(money[0]) if "rows" in one)
    assert table["head"] == 1 and [row[0] for row in table["rows"]][1:3] == ["河东区", "临水县"]
    assert [one.get("role") for one in running(money[1])] == ["dateline", None, "dateline"]
    assert [len(stanza) for stanza in running(letters[1])[1]["stanzas"]] == [5, 4]
    assert {one.get("role") for one in running(sport[0])} == {"byline", "note", "question", "answer"}
    assert [row[0] for row in running(sport[1])[-1]["rows"]] == ["名次", "1", "2", "3", "4", "5"]


def test_pictures_have_their_captions_and_credits(model):
    figures = [figure for page in model["pages"] for figure in page["figures"]]
    assert all(figure["image"] and figure["caption"] for figure in figures) and len(figures) == 5
    assert [figure.get("credit") for figure in figures][:2] == ["（王小虎 摄）", "（刘\u3000洋 摄）"]
    assert [len(figure.get("beside", [])) for figure in figures] == [0, 0, 1, 0, 0]


def test_the_front_is_read(model):
    masthead, pages = model["masthead"], model["pages"]
    assert (masthead["title"], masthead["issue_number"], masthead["page_count"]) == ("河湾日报", 8123, 4)
    assert [[credit["names"] for credit in page["credits"]] for page in pages[:2]] == [
        [["王明"], ["欧阳若兰"], ["李四"]], [["刘洋"], ["买买提·艾力"]],
    ]  # fmt: skip


@pytest.mark.slow
def test_it_goes_to_all_targets_without_a_word_and_the_judges_have_none(tmp_path, needs):
    for judge in ("veraPDF", "EPUBCheck", "Ace"):
        needs(judge)
    result = desk.build(Order(PASTED, ALL, out=tmp_path, judge=True))
    assert not result.missing and {one.target for one in result.files} == set(ALL)
    # In narrow columns a number may stand apart from its unit, or a name behind a wide space; the tabloid that it names knows no
    # {4栏} and {右}, and its places cut off more than a third of two pictures: true, and told with what to change.
    assert {one.code for one in result.diagnostics if one.severity is not Severity.NOTE} <= {"M003", "M091", "M092"}
    assert {(one.state, one.faults) for one in result.verdicts} == {("passed", ())}
    books = {one.name: result.folder / one.name for one in result.files if one.target.startswith("epub")}
    assert sum(one.judge == "EPUBCheck" for one in result.verdicts) == 4
    assert [(one.judge, one.state) for one in ace(books)] == [("Ace", "passed")] * 4
