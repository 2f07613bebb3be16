"""Rules of books: each example brings its rule, and mended does not; who asks for what; docs tell them all."""

import datetime

import pytest

from banmian.rules.book_rule import Asks, BookRule
from banmian.rules.registry import of_letter
from banmian.verify.own_rules import own_rules

from .book_examples import example_book

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
