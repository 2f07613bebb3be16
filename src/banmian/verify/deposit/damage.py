"""Declaring what damage a rule finds."""

from __future__ import annotations

from collections.abc import Callable

from ...rules.checks import Found, Function, rule
from ...rules.rule import DEPOSIT, ERROR, Both, Check, Guard

__all__ = ["Found", "damage"]


def damage(code: str, says: Both, source: str, comes: Both, hint: Both = ("", "")) -> Callable[[Function], Check]:
    """`@damage("D030", says=…)` above a function makes it a rule of deposits: an error that nobody can make milder."""
    return rule(code, DEPOSIT, ERROR, says, hint, source, comes=comes, guards=Guard.DEPOSIT)
