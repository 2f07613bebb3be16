"""What a book is called: a pattern of issue.toml, safe on every file system, each edition with its own ending."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import desk
from banmian.diagnostics import Refused
from banmian.job import Order, names_of
from banmian.manuscript.issue_file import BookSettings, read_issue_file
from banmian.model import Masthead, Span, Text
from banmian.package.book_name import book_name
from banmian.shelf.manifest import is_component

from .helpers import issue, page

DAY = datetime.date(2022, 12, 27)


def head(title: str | None = "聊城日报", date: datetime.date | None = DAY) -> Masthead:
    return Masthead(title=Text(title, Span("A01.md", 1, 1, 1)) if title else None, date=date)


def said(pattern: str) -> list[str]:
    noticed = read_issue_file("issue.toml", f"[epub]\nname = '{pattern}'\n")[1]
    return [one.code for one in noticed]


@pytest.mark.parametrize(
    ("pattern", "masthead", "name"),
    [
        ("{paper}-{date}.epub", head(), "daily-2022-12-27.epub"),
        ("{paper}-{date}.epub", head(date=None), "daily.epub"),
        ("{paper}-{year}{month}{day}.epub", head(date=None), "daily.epub"),
        ("{date} {paper}.epub", head(date=None), "daily.epub"),
        ("{title}_{year}{month}{day}.epub", head(), "聊城日报_20221227.epub"),
        ("{title}.{date}.epub", head("聊城/日报: *晚\t报*"), "聊城 日报 晚 报.2022-12-27.epub"),
        ("{title}.epub", head(title=None), "daily.epub"),
        ("今日报.epub", head(), "今日报.epub"),
    ],
)
def test_a_pattern_is_filled_in(pattern, masthead, name):
    assert said(pattern) == []
    assert book_name(pattern, "daily", masthead, "") == name
    assert book_name(pattern, "daily", masthead, "-hant") == name.removesuffix(".epub") + "-hant.epub"


@pytest.mark.parametrize(
    "pattern",
    [
        "", ".epub", "{paper}", "{paper}.pdf", "a/{date}.epub", "..\\\\a.epub", "{paper}..epub", ".{paper}.epub", "{author}.epub",
        "{paper!r}.epub", "{paper.__class__}.epub", "{0}.epub", "{paper:>999999999}.epub", "{{}}.epub", "{paper}\\t.epub", "a" * 60 + ".epub",
        "a .epub", "con:.epub", "CON.epub", "lpt1.epub",
    ],
)  # fmt: skip
def test_a_wrong_pattern_is_a_wrong_setting(pattern):
    assert said(pattern) == ["I003"]


@pytest.mark.parametrize(
    ("pattern", "slug", "title"), [("{title}-{date}.epub", "a", "报" * 80), ("{date}.epub", "a", None)]
)
def test_a_name_that_no_file_can_have_is_refused(pattern, slug, title):
    with pytest.raises(Refused) as refused:
        book_name(pattern, slug, head(title, None), "")
    (fault,) = refused.value.diagnostics
    assert fault.code == "I010" and "{paper}-{date}.epub" in fault.hint("zh") and refused.value.exit == 1


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40), st.text(max_size=120), st.sampled_from(["", "-replica"]))
def test_whatever_is_written_comes_out_as_one_file_or_is_refused(pattern, title, suffix):
    if said(pattern.replace("'", "").replace("\n", "") + "{title}.epub"):
        return
    try:
        name = book_name(pattern.replace("'", "").replace("\n", "") + "{title}.epub", "daily", head(title or None), suffix)
    except Refused:
        return
    assert is_component(name) and name.endswith(f"{suffix}.epub")


@pytest.mark.slow
def test_the_editions_lie_side_by_side(tmp_path):
    source = issue(tmp_path / "a", page("## 主题\n\n正文写完了。\n"), '[epub]\nname = "{title}_{year}{month}{day}.epub"\n')
    result = desk.build(Order(source, names_of("epub,epub-replica,epub-vertical,epub-hant"), out=tmp_path / "out", jobs=1))
    names = [f"样报_20260101{suffix}.epub" for suffix in ("", "-replica", "-vertical", "-hant")]
    assert [one.name for one in result.files] == names and BookSettings().name == "{paper}-{date}.epub"
