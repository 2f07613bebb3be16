"""Rules: facts worked out once, levels applied in one place, found by the registry."""

import shutil
import sys

import pytest
from hypothesis import given
from hypothesis import settings as settings_
from hypothesis import strategies as st

from banmian import desk
from banmian.diagnostics import Diagnostic, Refused, errors
from banmian.rules.checks import Facts
from banmian.rules.levels import Level, Levels

from .helpers import issue, page


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


ONE = 'M007 = "error"\n'


def settings(text):
    from banmian.manuscript.issue_file import read_issue_file

    made, noticed = read_issue_file("issue.toml", text)
    return made.rules, [(d.code, d.place.line, d.message("en")) for d in noticed]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ('[rules]\nM007 = "error"', "error"), ('rules.M007 = "error"', "error"), ('[rules.M007]\nlevel = "error"', "error"),
        ('[rules]\nM007 = { level = "note", why = "our house is of another mind" }', "note"),
        ('[rules]\nM007 = { level = "off", why = "老版式" }', "off"), ('[rules]\nR007 = "warning"', "warning"),
        ('[rules]\nS024 = "error"', "error"),
    ],
)  # fmt: skip
def test_a_rule_has_the_level_that_the_issue_gives_it(text, level):
    levels, noticed = settings(text)
    assert not noticed
    assert [one.name for one in levels.said] == [level]


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ('[rules]\nM077 = "off"', "I007", 2, "M077"), ('[rules]\nm007 = "error"', "I007", 2, "m007"),
        ('x = 1\n[rules]\nM007 = "off"', "I008", 3, "M007"), ('[rules]\nM007 = { level = "note", why = " " }', "I003", 2, "rules.M007"),
        ('[rules]\nM007 = { level = "note", why = "" }', "I008", 2, "M007"), ('[rules.M007]\nlevel = "off"', "I008", 1, "M007"),
        ('[rules]\nM007 = "loud"', "I003", 2, "rules.M007"), ("[rules]\nM007 = 3", "I003", 2, "rules.M007"),
        ('[rules]\nM007 = { level = "off", why = "a", until = "b" }', "I003", 2, "rules.M007"), ("rules = 3", "I003", 1, "rules"),
        ('[rules]\nV001 = { level = "off", why = "it is late" }', "I009", 2, "every character of the manuscript"),
        ('[rules]\nM010 = { level = "warning", why = "it is late" }', "I009", 2, "a glyph for each character"),
    ],
)  # fmt: skip
def test_a_wrong_level_is_told_at_its_line(text, code, line, said):
    levels, noticed = settings(text)
    assert not levels.said
    found = [one for one in noticed if one[0] == code]
    assert [one[1] for one in found] == [line]
    assert said in found[0][2]


VALUES = st.recursive(
    st.one_of(
        st.sampled_from(["error", "warning", "note", "off", "", "loud"]), st.text(max_size=5), st.integers(), st.none()
    ),
    lambda inner: st.dictionaries(st.sampled_from(["level", "why", "x"]), inner, max_size=3) | st.lists(inner, max_size=2),
    max_leaves=4,
)
NAMED = st.sampled_from(["M007", "M010", "R007", "S024", "I002", "P020", "m7", "", "M", "Ж", "B031", "\x00"])


@pytest.mark.slow
@settings_(max_examples=150, deadline=None)
@given(st.one_of(st.dictionaries(NAMED, VALUES, max_size=3), VALUES))
def test_any_table_of_rules_is_levels_or_messages_and_no_guard_gets_milder(table):
    from banmian.manuscript.rule_levels import read_levels
    from banmian.model import Span
    from banmian.rules.registry import rule_of

    levels, noticed = read_levels(table, lambda key: Span("issue.toml", 1, 1, 1))
    assert all(one.message(lang) and one.hint(lang) and one.place for one in noticed for lang in ("en", "zh"))
    said = {level.code: level for level in levels.said} if not noticed else {}
    for code, level in said.items():
        rule = rule_of(code)
        assert not level.is_milder_than(rule) or (level.why.strip() and not rule.guards)


def test_the_levels_are_no_part_of_what_files_are_made_of():
    from banmian.manuscript.issue_file import read_issue_file

    plain, levelled = (read_issue_file("issue.toml", text)[0] for text in ("", "[rules]\n" + ONE))
    assert repr(plain) == repr(levelled) and plain.rules != levelled.rules


def test_the_letters_of_subjects_are_held():
    """X, D, A and T are kept for the parts that come; no letter stands for two subjects."""
    from banmian.rules.registry import every_rule, of_letter
    from banmian.rules.rule import SUBJECTS

    names = {subject.letter: subject.name[0] for subject in SUBJECTS}
    assert len(names) == len(SUBJECTS)
    assert {letter: names[letter] for letter in "XDAT"} == {
        "X": "press PDF", "D": "deposit", "A": "archive", "T": "page plans and advertisements"
    }  # fmt: skip
    assert "".join(names) == "PIRLMEVBSXDAT"
    assert {rule.code for rule in every_rule() if rule.code[0] != rule.subject.letter} == set()
    assert of_letter("?") == {}


def test_a_code_given_twice_is_a_fault_of_the_program(tmp_path, monkeypatch):
    from banmian.proof import rules
    from banmian.proof.rules import days
    from banmian.rules import registry

    shutil.copy(days.__file__, tmp_path / "again.py")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    with pytest.raises(ValueError, match="two rules R00"):
        registry._declared.__wrapped__("R")
    sys.modules.pop("banmian.proof.rules.again", None)


def test_no_level_silences_the_rule_that_refuses_it(tmp_path):
    """I009 off, and every guard was off with it; a stop without an error ended in silence."""
    text = (
        '[rules]\nI009 = { level = "off", why = "x" }\nI008 = { level = "off", why = "y" }\nV001 = "note"\nM001 = "off"\n'
    )
    with pytest.raises(Refused) as refused:
        desk.read(issue(tmp_path / "a", page("## 主题\n\n正文。\n"), text))
    assert [one.code for one in errors(refused.value.diagnostics)] == ["I009"] * 4


def test_what_stopped_the_work_is_told_whatever_the_levels_say():
    levels = Levels((Level("P001", None, "x"),))
    with pytest.raises(Refused) as refused, levels.kept():
        raise Refused([Diagnostic("P001")])
    assert [one.code for one in errors(refused.value.diagnostics)] == ["P001"]
