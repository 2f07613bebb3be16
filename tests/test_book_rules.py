"""Rules of books: each example brings its rule, and mended does not; who asks for what; docs tell them all."""

import datetime
import re

import pytest

from banmian.rules.book_rule import Asks, BookRule
from banmian.rules.registry import of_letter
from banmian.rules.words import LEVELS, template
from banmian.verify.own_rules import own_rules

from .book_examples import example_book
from .conftest import ROOT

NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
RULES = list(of_letter("B").values())


def codes(data: bytes, house: bool = True) -> list[str]:
    return [one.code for one in own_rules("x.epub", data, NOW, house)]


def test_the_small_book_is_a_good_one():
    assert codes(example_book()) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.bad], ids=lambda rule: rule.code)
def test_a_bad_example_brings_its_rule_and_a_good_one_does_not(rule):
    assert rule.code in codes(example_book(rule.bad))
    assert rule.code not in codes(example_book(rule.good))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_of_books_says_where_it_comes_from_and_what_breaks_it(rule):
    assert isinstance(rule, BookRule) and rule.source
    assert bool(rule.bad and rule.good) != bool(all(rule.comes))
    assert (rule.guards is not None) == (rule.asks not in (Asks.ADVICE, Asks.HOUSE))


def table(zh: bool) -> str:
    """The table of docs/check.md: each rule, who asks for it, and how much it matters in somebody else's book."""
    heads = ("代码", "谁要求", "他人的书", "说明") if zh else ("code", "asked for by", "in others' books", "what")
    rows = [heads, ("---",) * 4]
    for rule in RULES:
        claimed, plain = rule.foreign_level("AAA"), rule.foreign_level("")
        level = LEVELS[plain][zh] + ("" if claimed is plain else f"{'；声明时' if zh else '; claimed: '}{LEVELS[claimed][zh]}")
        code = f"[{rule.code}](rules/books.md#{rule.code.lower()})"
        rows.append((code, rule.asked_by[zh], level, template(rule.says[zh])))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


@pytest.mark.parametrize(("name", "zh"), [("check.md", False), ("zh/check.md", True)])
def test_the_table_of_the_docs_is_that_of_the_rules(name, zh, request):
    """`--accept` writes it."""
    path = ROOT / "docs" / name
    text = path.read_text(encoding="utf-8")
    there = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    if request.config.getoption("--accept"):
        path.write_text(text.replace(there[0], table(zh), 1), encoding="utf-8")
    else:
        assert there[0] == table(zh)
