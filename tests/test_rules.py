"""Rules: facts worked out once, levels applied in one place, found by the registry."""

import pytest

from banmian.rules.checks import Facts


def test_a_fact_is_worked_out_once_whoever_asks():
    asked = []

    def half(whole):
        asked.append("half")
        return whole / 2

    def quarters(half):
        yield half / 2
        yield half / 2

    facts = Facts([half, quarters], whole=8)
    assert facts["quarters"] == (2, 2) and facts["quarters"] == (2, 2) and facts["half"] == 4
    assert asked == ["half"]


def test_a_fact_that_fails_fails_for_everybody_once():
    asked = []

    def broken(whole):
        asked.append("broken")
        return 1 / whole

    facts = Facts([broken], whole=0)
    for _ in "ab":
        with pytest.raises(ZeroDivisionError):
            facts["broken"]
    assert asked == ["broken"]


def test_facts_that_are_none_or_need_each_other_are_said():
    facts = Facts([lambda: 1])
    with pytest.raises(KeyError, match="nothing"):
        facts["nothing"]

    def hen(egg):
        return egg

    def egg(hen):
        return hen

    with pytest.raises(ValueError, match="hen → egg → hen"):
        Facts([hen, egg])["hen"]
