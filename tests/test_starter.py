"""`banmian new --daily`: two pages of nine stories, kept in files that the program brings."""

import pytest

from banmian import desk, starter
from banmian.diagnostics import Refused, Severity
from banmian.job import Order


@pytest.fixture
def daily(tmp_path):
    starter.start(tmp_path / "paper" / "2026-01-01", starter.DAILY)
    return tmp_path / "paper" / "2026-01-01"


def test_a_daily_is_two_pages_of_nine_stories(daily):
    bundle, parsed = desk.read(daily)
    assert parsed.noticed == []
    assert [len(page.articles) for page in parsed.issue.pages] == [4, 5]
    kinds = [label.partition(":")[0] for story in parsed.issue.stories for label in story.labels]
    assert sorted(kinds) == ["briefs", "comment", "photo"]
    assert bundle.settings.targets and (daily / "images").is_dir()


def test_it_says_of_itself_how_many_stories_it_has(daily):
    assert "两个版、九篇稿件" in (daily / "01.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [starter.PAGE, starter.DAILY])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path, kind):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        starter.start(tmp_path, kind)
    assert [one.code for one in refused.value.diagnostics] == ["S005"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_a_daily_builds_without_an_error(daily, tmp_path):
    result = desk.build(Order(daily, ("screen", "epub"), out=tmp_path / "out", jobs=1))
    assert [one.code for one in result.diagnostics if one.severity is Severity.ERROR] == [] and not result.missing
    assert sorted(result.plans) == ["01", "02"]
    assert {"M002", "M008", "R004"} & {one.code for one in result.diagnostics} == {"R004"}, (
        "even pages, frames for pictures"
    )
