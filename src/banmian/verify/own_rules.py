"""Our own rules on a book: above all what no outside judge finds. `rules/book_rule.py` says who asks for each."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import islice

from ..diagnostics import Diagnostic
from ..limits_finished import FACT_CHARACTERS, RULE_FINDINGS, RULE_STEPS
from ..model import Span
from ..rules.book_rule import BookRule
from ..rules.checks import Facts, look
from ..rules.registry import checks_of
from ..rules.rule import NOTE, Check, Rule
from .book import Book, read
from .book_facts import FACTS
from .budget import Spent, StepsLeft


def own_rules(name: str, data: bytes, now: datetime.datetime | None = None, house: bool = True) -> list[Diagnostic]:
    """Everything that our rules find in an EPUB: in the house's own at its levels, in others' at those of the standards.

    `now`: when nothing may lie in the future of; without it any day is good.
    """
    try:
        book, read_so_far = read(name, data)
    except Exception as fault:  # what no reader foresees must not take the other files of the call with it
        book, read_so_far = None, [_broken_down("read", fault, Span(name, 1, 1, 1))]
    found = [(one, one.rule) for one in read_so_far]
    claim = ""
    if book is not None and book.package is not None:
        facts = Facts(FACTS, book=book, size=len(data), now=now)
        claim = _claim(facts)
        found += [(one, check.rule) for check in checks_of("B").values() for one in _looked(check, facts, book)]
    return [_tamed(one if house else _abroad(one, rule, claim)) for one, rule in found]


def _claim(facts: Facts) -> str:
    """The level that the book claims; a book that cannot even be asked claims nothing (each rule that asks says so)."""
    try:
        return str(facts["claim"])
    except Exception:
        return ""


def is_hostile(one: Diagnostic) -> bool:
    """Whether a finding keeps a book from being handed to anybody else."""
    return isinstance(one.rule, BookRule) and one.rule.hostile


def _abroad(one: Diagnostic, rule: Rule, claim: str) -> Diagnostic:
    """A finding at the level that it has in a book that is not the house's. That a rule could not look (`one` is of
    another rule then) matters no more than what it looks for.
    """
    if not isinstance(rule, BookRule):
        return one
    level = rule.foreign_level(claim)
    return replace(one, level=level) if one.rule is rule or level is NOTE else one


def _looked(check: Check, facts: Facts, book: Book) -> list[Diagnostic]:
    """What a rule finds. A rule that breaks down, or has done all that it may, says so: it has not looked."""
    book.steps = StepsLeft()
    found: list[Diagnostic] = []
    place = book.place(book.package_path)
    try:
        found += islice(look(check, facts), RULE_FINDINGS + 1)
    except Spent:
        found.append(Diagnostic("B064", place, {"rule": check.name, "limit": RULE_STEPS}))
    except Exception as fault:  # anyone's book may hold what no rule foresees, MemoryError and RecursionError among it
        return [_broken_down(check.name, fault, place)]
    if len(found) > RULE_FINDINGS:
        found[RULE_FINDINGS:] = [Diagnostic("B065", place, {"rule": check.name, "limit": RULE_FINDINGS})]
    return found


def _broken_down(name: str, fault: Exception, place: Span) -> Diagnostic:
    return Diagnostic("B036", place, {"rule": name, "fault": f"{type(fault).__name__}: {fault}"})


def _tamed(found: Diagnostic) -> Diagnostic:
    """A finding whose words from the book are short, and hold nothing that a terminal would obey."""
    facts = {name: _shown(value) if isinstance(value, str) else value for name, value in found.facts.items()}
    return replace(found, place=found.place and replace(found.place, path=_shown(found.place.path)), facts=facts)


def _shown(text: str) -> str:
    short = text if len(text) <= FACT_CHARACTERS else f"{text[: FACT_CHARACTERS - 1]}…"
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in short)
