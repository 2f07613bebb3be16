"""docs/extend.md keeps its word: its examples are taken from the page and run."""

import re
import sys

import pytest

from banmian import desk, layout_folders
from banmian.diagnostics import errors
from banmian.explain import explained
from banmian.job import Order
from banmian.rules import registry

from .conftest import ROOT, SEED_ISSUE
from .test_book_rules import codes, example_book
from .test_rule_examples import noticed

PAGE = (ROOT / "docs" / "extend.md").read_text(encoding="utf-8")


def section(head: str) -> str:
    """A section of the page."""
    return re.split(r"^## ", PAGE.partition(f"## {head}\n")[2], flags=re.M)[0]


def code(head: str, kind: str = "python") -> str:
    """The first piece of a kind in a section."""
    return re.search(rf"```{kind}\n(.*?)```", section(head), re.S)[1]


@pytest.fixture(params=["A rule"])
def another_file(request, tmp_path, monkeypatch):
    """A file beside the rules, as if somebody had put it there: by the section that shows it."""
    from banmian.proof import rules
    from banmian.verify import book_rules

    package = {"A rule": rules, "A rule of books": book_rules}[request.param]
    (tmp_path / "another.py").write_text(code(request.param), encoding="utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    caches = (registry._declared, registry.of_letter, registry.checks_of)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()
    sys.modules.pop(f"{package.__name__}.another", None)


def test_a_rule_is_one_new_file(another_file, tmp_path):
    rule = registry.rule_of("R020")
    (found,) = [one for one in noticed(rule, rule.bad, tmp_path / "bad") if one.code == "R020"]
    assert (found.place.line, found.place.column) == (13, 10)
    assert noticed(rule, rule.good, tmp_path / "good") == []
    assert "标点“{mark}”重复" in explained(rule, "zh")


@pytest.mark.parametrize("another_file", ["A rule of books"], indirect=True)
def test_a_rule_of_books_is_one_new_file(another_file):
    rule = registry.rule_of("B090")
    assert codes(example_book(rule.bad)) == ["B090"] and codes(example_book(rule.good)) == []


@pytest.mark.slow
def test_a_layout_is_one_new_file(tmp_path):
    (tmp_path / "layouts" / "quiet").mkdir(parents=True)
    (tmp_path / "layouts" / "quiet" / "layout.toml").write_text(code("A layout", "toml"), encoding="utf-8")
    listed, noticed_ = layout_folders.listed(tmp_path / "layouts")
    (made,) = [layout for layout in listed if layout.name == "quiet"]
    assert not noticed_ and made.titles["zh"].startswith("对开大报") and made.paper == (390, 540)
    pages, found = desk.fit(Order(SEED_ISSUE, layout="quiet", layouts=tmp_path / "layouts"))
    assert errors(found) == [] and [one.page.label for one in pages] == ["T01"]
