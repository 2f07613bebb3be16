"""Limits of what is read, each at its edge; docs/limits.md names each with its message and its test."""

import datetime
import os
import re
from dataclasses import replace

import pytest

from banmian import desk, limits, limits_finished, toml
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.manuscript import settings_check
from banmian.manuscript.issue_file import read_issue_file
from banmian.manuscript.readers import READERS
from banmian.names import slug
from banmian.reading import read_file
from banmian.rules.registry import every_rule

from .conftest import ROOT
from .helpers import codes, issue, page, parsed, some

STORY = page("## 主题\n\n导语写完了。\n")
TABLE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))


def test_the_table_names_every_limit():
    names = {*vars(limits), *vars(limits_finished)}
    assert sorted(name for name in names if name.isupper() and name != "MB" and f"`{name}`" not in TABLE) == []


@pytest.mark.parametrize("row", [line for line in TABLE.splitlines() if line.startswith("| ") and "| what" not in line])
def test_a_row_of_the_table_names_messages_and_tests_that_there_are(row):
    said, by = row.split(" | ")[-2:]
    assert [code for code in re.findall(r"\b[A-Z]\d{3}\b", said) if code not in {rule.code for rule in every_rule()}] == []
    assert by.count("`test_") and [name for name in re.findall(r"`(test_\w+)`", by) if f"def {name}(" not in TESTS] == []


def forbidden(*_: object) -> int:
    raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    """Root may read everything, and tests may run as root."""
    folder = issue(tmp_path / "a", STORY)
    monkeypatch.setattr("banmian.reading.os.open", forbidden)
    assert refusal(lambda: desk.read(folder)) == ["S014"]


def refusal(read) -> list[str]:
    with pytest.raises(Refused) as told:
        read()
    return [d.code for d in told.value.diagnostics]


@pytest.mark.parametrize(
    "name", ["SETTINGS_BYTES", "PAGE_FILE_BYTES", "PROFILE_BYTES", "LAYOUT_FILE_BYTES", "MANIFEST_BYTES"]
)
def test_a_file_may_be_as_large_as_its_limit(tmp_path, name):
    most = getattr(limits, name)
    path = tmp_path / "file"
    path.write_bytes(b"x" * most)
    assert len(read_file(path, most)) == most
    with path.open("ab") as file:
        file.write(b"x")
    assert refusal(lambda: read_file(path, most)) == ["S013"]


@pytest.mark.parametrize("make", [
    lambda path: path.mkdir(), os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to(path.parent),
])  # fmt: skip
def test_only_ordinary_files_are_opened(tmp_path, make):
    make(tmp_path / "file")
    assert refusal(lambda: read_file(tmp_path / "file", 100)) == ["S012"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nothing", "S010"),
        ("out", "S011"),
        ("loop", "S014"),
        ("a" * 300, "S014"),
        ("nul\0", "S014"),
    ],
)
def test_what_cannot_be_opened_says_why(tmp_path, name, code):
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (folder / "out").symlink_to(tmp_path / "secret")
    (folder / "loop").symlink_to("loop")
    (folder / "here").write_text("x", encoding="utf-8")
    (folder / "link").symlink_to("here")
    assert read_file(folder / "link", 10, folder) == b"x"
    assert refusal(lambda: read_file(folder / name, 10, folder)) == [code]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "more", "code"),
    [
        (lambda n: STORY + ("字" * 999 + "\n\n") * ((n - len(STORY)) // 1001), limits.PAGE_CHARACTERS, "P007"),
        (lambda n: STORY + "字" * n + "\n", limits.LINE_CHARACTERS, "P005"),
        (lambda n: STORY + "\n" * (n - STORY.count("\n") - 1), limits.PAGE_LINES, "P055"),
        (lambda n: page("> 肩题\n\n## 主题\n\n导语。\n").replace("> 肩", ">" * n + " 肩"), limits.QUOTE_DEPTH, "P051"),
        (lambda n: "\n\n".join(f"启事{k}" for k in range(n)) + "\n\n# 要闻\n\n## A01\n\n## 主\n\n文。\n", limits.MASTHEAD_LINES, "P056"),
    ],
    ids=["characters", "line", "lines", "quotes", "masthead"],
)  # fmt: skip
def test_a_page_may_go_to_its_limits(text, more, code):
    assert code not in codes(parsed(text(more)))
    assert code in codes(parsed(text(more + (1001 if code == "P007" else 1))))


def test_a_folder_may_go_to_its_limits(tmp_path, monkeypatch):
    folder = issue(tmp_path / "a", STORY)
    (folder / "A02.md").write_text("# 副刊\n\n## A02\n\n## 题\n\n文。\n", encoding="utf-8")
    for name, code in (("FOLDER_ENTRIES", "S040"), ("ISSUE_PAGES", "S041")):
        with monkeypatch.context() as patch:
            patch.setattr(f"banmian.manuscript.folder.{name}", 2)
            assert len(desk.read(folder)[0].pages) == 2
            patch.setattr(f"banmian.manuscript.folder.{name}", 1)
            assert refusal(lambda: desk.read(folder)) == [code]
    for least, found in ((300, []), (40, ["S013"])):
        monkeypatch.setitem(READERS, ".md", replace(READERS[".md"], altogether=least))
        assert (refusal(lambda: desk.read(folder)) if found else []) == found
        assert found or len(desk.read(folder)[0].pages) == 2


def settings_codes(text: str) -> list[str]:
    _, noticed = read_issue_file("issue.toml", text)
    for one in noticed:
        assert one.message("en") and one.message("zh") and one.hint("en") is not None and one.place
    return [one.code for one in noticed]


@pytest.mark.slow
def test_settings_may_go_to_their_limits():
    entry = '[[pictures]]\ncaption = "图"\nimage = "a.jpg"\n'
    assert settings_codes(entry * limits.SETTINGS_PICTURES) == []
    assert settings_codes(entry * (limits.SETTINGS_PICTURES + 1)) == ["I006"]
    pages = [f'[[pages]]\nnumber = "A{n}"\n' for n in range(limits.ISSUE_PAGES + 1)]
    assert settings_codes("".join(pages[:-1])) == [] and settings_codes("".join(pages)) == ["I006"]
    for most, code in ((limits.ARTICLES_A_PAGE, []), (limits.ARTICLES_A_PAGE + 1, ["I006"])):
        assert settings_codes(f'[[pages]]\nnumber = "A"\nstories = {["题"] * most}\n') == code
    for most, code in ((limits.SKETCH_CHARACTERS, []), (limits.SKETCH_CHARACTERS + 1, ["I003"])):
        assert settings_codes(f'[[pages]]\nnumber = "A"\nplan = "{"1".rjust(most)}"\n') == code
    for most, code in ((limits.SKETCH_BRACKETS, []), (limits.SKETCH_BRACKETS + 1, ["I034"])):
        assert settings_codes(f'[[pages]]\nnumber = "A"\nplan = "{"(" * most}1{")" * most}"\n') == code


def test_the_number_of_each_page_is_made_plain_once(monkeypatch):
    """Once for each other page, an issue.toml at its limit took seconds."""
    asked = []
    monkeypatch.setattr(settings_check, "slug", lambda label: asked.append(label) or slug(label))
    numbers = [f"A{n}" for n in range(30)]
    entries = "".join(f'[[pages]]\nnumber = "{one}"\n' for one in [*numbers, "a07"])
    assert settings_codes(entries.replace("a07", "A30")) == [] and len(asked) == 31
    assert settings_codes(entries.replace("a07", "a7")) == ["I030"]


@pytest.mark.parametrize(
    ("text", "most"),
    some([
        (lambda n: "a" + ".a" * (n - 1) + " = 1\n", limits.TOML_PARTS), (lambda n: "x = " + "[" * n + "]" * n, limits.TOML_BRACKETS),
        (lambda n: "\n".join(f"[a.b{k}]" for k in range(n)), limits.TOML_DOTS),
        (lambda n: "x = {a = \"\"\"\n'\"\"\", b" + ".b" * (n - 1) + " = 1, c = \"'\"}", limits.TOML_PARTS),
        (lambda n: "x = {a = '''\n\"''''', b" + ".b" * (n - 1) + " = 1, c = '\"'}", limits.TOML_PARTS),
    ], 2),
)  # fmt: skip
def test_toml_may_go_to_its_limits(text, most):
    assert toml.loads(text(most))
    with pytest.raises(ValueError, match=r"more than .* \(at line \d"):
        toml.loads(text(most + 1))


def test_dots_and_brackets_of_strings_are_not_counted():
    text = "a = '" + ".[" * 99 + "' # " + "..[" * 99 + '\nb = """\n\\"""' + ".{" * 99 + '"""""\n'
    assert list(toml.loads(text)) == ["a", "b"]


@pytest.mark.parametrize("text", [
    "a" + ".a" * 30000 + " = 1", "[paper]\nnumber = " + "9" * 5000, "[paper]\nnumber = 0x" + "f" * 5000, "layout = " + "[" * 3000, "layout = " + "{a=" * 3000,
    "[paper]\nrevised = 1979-05-27T25:00:00Z", "[paper]\nrevised = 0001-01-01T00:00:00+23:59", "[paper]\nnumber = nan",
    "[press]\nbleed = nan", "[press]\nbleed = inf", "[press]\nbleed = 1e400", "paper = 3", "[[paper]]\nslug = 'a'", 'pictures = "x"',
    "[pictures]\ncaption = 'x'", "pictures = [3]", "pictures = [[]]", "targets = [[]]", "targets = [{}]", "targets = 'screen'",
    "[epub]\nhant_words = { '正文' = '\\u0001<' }", '[epub.hant_words]\n"正文" = "\\u0001<"\n', '[epub.hant_words]\n"\\u0001" = "x"\n',
    "[epub]\nhant_words = { a = 3 }", '[press]\nregistry = "http://a\\u0007"', '[press]\ncondition = "\\u0000"', "layout = '../x'",
    "layout = './layouts/../x'", "layout = '/etc'", "[epub]\ncertified_on = '2026-13-01'", "[paper]\nslug = '" + "a" * 101 + "'",
    "'\\u0000' = 1", '"a\\nb" = 1', "layout = true", "a.b.c.d = 1", "layout", "=", "\ufeff\ufefflayout = 'x'",
])  # fmt: skip
def test_settings_that_are_none_are_told_at_their_line(text):
    assert settings_codes(text)


def test_a_wrong_picture_is_named_at_its_own_line():
    text = '[paper]\nimage = 3\n\n[[pictures]]\ncaption = "一"\nimage = "a.jpg"\n\n[[ pictures ]]\ncaption = "二"\nimage = "/b.jpg"\n'
    _, noticed = read_issue_file("issue.toml", text)
    assert [(d.code, d.place.line) for d in noticed] == [("I002", 2), ("I003", 10)]


@pytest.mark.parametrize(
    "name", ["①.md", "².md", "٣.md", "A" * 240 + ".md", "a b.md", "A\n01.md", "=cmd.md", "-x.md", "甲.TXT"]
)
def test_pages_may_have_any_name(tmp_path, name):
    (bundle, read) = desk.read(issue(tmp_path / "a", STORY, name=name))
    assert len(bundle.pages) == 1 and not read.noticed


def test_the_order_of_pages_knows_numbers(tmp_path):
    for name in ("T10.md", "T2.md", "t1.md", "②.md", "T02.md"):
        issue(tmp_path / "a", "# 副刊\n\n## 题\n\n文。\n", name=name)
    assert list(desk.read(tmp_path / "a")[0].pages) == ["t1.md", "T02.md", "T2.md", "T10.md", "②.md"]


@pytest.mark.parametrize("name", ["readme.md", "NOTES-for-us.txt", ".A01.md"])
def test_a_file_that_is_no_page_is_told(tmp_path, name):
    folder = issue(tmp_path / "a", STORY)
    issue(folder, "x", name=name)
    assert [(d.code, d.facts["names"]) for d in desk.read(folder)[1].noticed] == [("P057", name)]
    (folder / "A01.md").unlink()
    assert refusal(lambda: desk.read(folder)) == ["S003", "P057"]


@pytest.mark.parametrize(("one", "other"), [("A01.md", "a01.md"), ("caf\u00e9.md", "cafe\u0301.md"), ("x.md", "x.MD")])
def test_two_names_that_are_one_elsewhere(tmp_path, one, other):
    folder = issue(tmp_path / "a", STORY, name=one)
    issue(folder, STORY, name=other)
    assert refusal(lambda: desk.read(folder)) == ["S043"]


YEARS = {
    "0001": "P049",
    "1604": "P049",
    "1605": "",
    "1850": "",
    "1979": "",
    "1980": "",
    "2107": "",
    "2108": "",
    "9999": "",
    "0000": "P049",
}


@pytest.mark.parametrize(
    "year", [pytest.param(y, marks=[] if YEARS[y] or y == "2108" else pytest.mark.slow) for y in YEARS]
)
def test_any_year_that_had_newspapers(tmp_path, year):
    """Zips know the years 1980 to 2107, strftime does not pad; both broke builds."""
    folder = issue(tmp_path / "a", STORY.replace("2026年1月1日 星期四", f"{year}年12月31日"))
    order = Order(folder, to=("screen", "archive", "epub"), out=tmp_path / "out", jobs=1)
    if YEARS[year]:
        assert YEARS[year] in refusal(lambda: desk.build(order))
    else:
        assert len(desk.build(order).files) == 3


@pytest.mark.parametrize(
    "value", ["99999999999999999", "253402300800", "²", "٣", "-1", "1e9", "0x1", " 1", "1 ", "1.0", "ｘ"]
)
def test_an_epoch_is_seconds(tmp_path, monkeypatch, value):
    bundle, read = desk.read(issue(tmp_path / "a", STORY))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert refusal(lambda: desk.moment(bundle, read)) == ["S007"]
    for good in ("0", "253402300799"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", good)
        assert desk.moment(bundle, read).tzinfo is datetime.UTC
