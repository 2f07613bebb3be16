"""`issue.toml [rules]`: how much a rule matters in this issue. What is made milder says why; what is guarded never is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ..diagnostics import Diagnostic
from ..model import Span
from ..rules.levels import NAMES, OFF, Level, Levels
from ..rules.registry import near, rule_of
from ..rules.rule import Rule, Severity
from ..toml import said

ALLOWED = {
    "allowed": f'{", ".join(NAMES)}, or a level and why, as {{ level = "off", why = "…" }}',
    "allowed_zh": f'{"、".join(NAMES)}，或级别加理由，例如 {{ level = "off", why = "…" }}',
}
_ONE_LINE = re.compile(r"[^\x00-\x1f\x7f\ufffe\uffff]+")

PlaceOf = Callable[[str], Span]


def read_levels(table: Any, place: PlaceOf) -> tuple[Levels, list[Diagnostic]]:
    """The levels that a table says, and what is wrong with it. `place`: where a key stands.

    A level that is at fault holds for nothing: it could silence the very rule that refuses it.
    """
    if not isinstance(table, dict):
        return Levels(), [Diagnostic("I003", place("rules"), {"key": "rules", "value": said(table)} | ALLOWED)]
    levels, faults = [], []
    for code, value in table.items():
        level = _level(code, value)
        found = [Diagnostic(fault, place(f"rules.{code}"), facts) for fault, facts in _faults(code, value, level)]
        faults += found
        levels += [level] if level and not found else []
    return Levels(tuple(levels)), faults


def _level(code: str, value: Any) -> Level | None:
    """What is said of a rule; None for what cannot be read."""
    told = {"level": value} if isinstance(value, str) else value
    if not isinstance(told, dict) or not told.keys() <= {"level", "why"} or told.get("level") not in NAMES:
        return None
    name, why = told["level"], told.get("why", "")
    if why != "" and not (isinstance(why, str) and _ONE_LINE.fullmatch(why) and why.strip()):
        return None
    return Level(code, None if name == OFF else Severity(name), why)


def _faults(code: str, value: Any, level: Level | None) -> Iterator[tuple[str, dict[str, Any]]]:
    rule = _rule(code)
    if rule is None:
        yield "I007", {"code": code[:20], "near": ", ".join(near(code)) or "-"}
    elif level is None:
        yield "I003", {"key": f"rules.{code}", "value": said(value)} | ALLOWED
    elif level.is_milder_than(rule) and rule.guards:
        what, what_zh = rule.guards.value
        yield "I009", {"code": code, "level": rule.level.value, "what": what, "what_zh": what_zh}
    elif level.is_milder_than(rule) and not level.why:
        yield "I008", {"code": code, "level": level.name}


def fault_of_rule(code: str) -> tuple[str, dict[str, Any]] | None:
    """Why nothing that a rule finds can be waived: there is none of that code, or it guards something."""
    rule = _rule(code)
    if rule is None:
        return "I007", {"code": code[:20], "near": ", ".join(near(code)) or "-"}
    if not rule.guards:
        return None
    what, what_zh = rule.guards.value
    return "I009", {"code": code, "level": rule.level.value, "what": what, "what_zh": what_zh}


def _rule(code: str) -> Rule | None:
    try:
        return rule_of(code)
    except KeyError:
        return None
