"""The registry: finds a rule by its code. The rules of a letter are read when one of them is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from .rule import SUBJECTS, Rule

_MODULES: Mapping[str, tuple[str, ...]] = {
    "P": ("manuscript",),
    "I": ("settings",),
    "R": ("proofreading",),
    "L": ("layout_files", "layout_pages"),
    "M": ("make_up",),
    "E": ("engine",),
    "V": ("conservation",),
    "B": ("books",),
    "S": ("machine",),
}
"""Where the rules of a letter are declared."""


@cache
def of_letter(letter: str) -> Mapping[str, Rule]:
    """The rules of a letter, by code; none for a letter that has none."""
    found = [rule for name in _MODULES.get(letter, ()) for rule in import_module(f".{name}", __package__).RULES]
    return {rule.code: rule for rule in found}


def rule_of(code: str) -> Rule:
    """The rule of a code. A code without a rule is a fault of the program: `KeyError`."""
    return of_letter(code[:1])[code]


def every_rule() -> list[Rule]:
    """All rules, by subject."""
    return [rule for subject in SUBJECTS for rule in of_letter(subject.letter).values()]
