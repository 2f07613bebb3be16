"""The registry: finds a rule by its code. The rules of a letter are read when one of them is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from .rule import SUBJECTS, Check, Rule

_MODULES: Mapping[str, tuple[str, ...]] = {
    "P": (
        "rules.roles",
        "rules.manuscript",
        "rules.manuscript_files",
        "rules.word_files",
        "rules.masthead",
        "rules.pasted",
        "rules.tables",
    ),
    "I": ("rules.settings",),
    "R": ("rules.pictures", "rules.waivers", "proof.rules.*"),
    "L": ("rules.layout_files", "rules.layout_pages"),
    "M": ("rules.make_up", "rules.page_plans", "rules.tables", "proof.rules.glyphs"),
    "E": ("rules.engine",),
    "V": ("rules.conservation",),
    "B": ("rules.books", "verify.book_rules.*"),
    "S": ("rules.machine", "rules.cache", "rules.watch", "rules.planning", "rules.proofing", "rules.press_tools"),
    "A": ("rules.archive",),
    "X": ("rules.press", "preflight.rules.*"),
    "D": ("rules.deposit", "rules.verified", "verify.deposit.*"),
}
"""Where the rules of a letter are declared, below `banmian`: a module, or with `.*` each module of a package. A module's
rules are the values of its names that are a `Check`, and those of its tuple `RULES`, where it has one.
"""


def _names(letter: str) -> Iterator[str]:
    root = __package__.rpartition(".")[0]
    for name in _MODULES.get(letter, ()):
        package = import_module(f"{root}.{name.removesuffix('.*')}") if name.endswith(".*") else None
        if package is None:
            yield f"{root}.{name}"
        else:
            from pkgutil import iter_modules

            yield from sorted(f"{package.__name__}.{one.name}" for one in iter_modules(package.__path__))


@cache
def _declared(letter: str) -> Mapping[str, Rule | Check]:
    """All rules of a letter by code, with their functions where they have one. Raises ValueError for a code given twice."""
    found: dict[str, Rule | Check] = {}
    for name in _names(letter):
        module = import_module(name)
        checks = [one for one in vars(module).values() if isinstance(one, Check) and one.function.__module__ == name]
        own = [one for one in (*getattr(module, "RULES", ()), *checks) if _rule(one).subject.letter == letter]
        for one in own:
            if found.setdefault(_rule(one).code, one) is not one:
                raise ValueError(f"two rules {_rule(one).code}")
    return dict(sorted(found.items()))


def _rule(one: Rule | Check) -> Rule:
    return one if isinstance(one, Rule) else one.rule


@cache
def of_letter(letter: str) -> Mapping[str, Rule]:
    """The rules of a letter, by code; none for a letter that has none."""
    return {code: _rule(one) for code, one in _declared(letter).items()}


@cache
def checks_of(letter: str) -> Mapping[str, Check]:
    """Those rules of a letter that are a function, by code."""
    return {code: one for code, one in _declared(letter).items() if not isinstance(one, Rule)}


def rule_of(code: str) -> Rule:
    """The rule of a code. A code without a rule is a fault of the program: `KeyError`."""
    return of_letter(code[:1])[code]


def every_rule() -> list[Rule]:
    """All rules, by subject."""
    return [rule for subject in SUBJECTS for rule in of_letter(subject.letter).values()]


def near(name: str) -> list[str]:
    """Codes that somebody may have meant by a name that is none, the nearest first."""
    from difflib import get_close_matches

    meant = name.strip().upper()
    return get_close_matches(meant, of_letter(meant[:1]) or [rule.code for rule in every_rule()], 4, 0.5)
