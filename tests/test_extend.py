"""docs/extend.md keeps its word: its examples are taken from the page and run."""

import re

import pytest

from banmian.explain import explained
from banmian.rules import registry

from .conftest import ROOT
from .test_rule_examples import noticed

PAGE = (ROOT / "docs" / "extend.md").read_text(encoding="utf-8")


def section(head: str) -> str:
    """A section of the page."""
    return re.split(r"^## ", PAGE.partition(f"## {head}\n")[2], flags=re.M)[0]


def code(head: str) -> str:
    """The first Python of a section."""
    return re.search(r"```python\n(.*?)```", section(head), re.S)[1]


@pytest.fixture
def another_file(tmp_path, monkeypatch):
    """A file beside the rules of proofreading, as if somebody had put it there."""
    from banmian.proof import rules

    (tmp_path / "doubled.py").write_text(code("A rule"), encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    caches = (registry._declared, registry.of_letter, registry.checks_of)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()
    monkeypatch.delitem(__import__("sys").modules, "banmian.proof.rules.doubled")


def test_a_rule_is_one_new_file(another_file, tmp_path):
    rule = registry.rule_of("R020")
    (found,) = [one for one in noticed(rule, rule.bad, tmp_path / "bad") if one.code == "R020"]
    assert (found.place.line, found.place.column) == (13, 10)
    assert noticed(rule, rule.good, tmp_path / "good") == []
    assert "标点“{mark}”重复" in explained(rule, "zh")
