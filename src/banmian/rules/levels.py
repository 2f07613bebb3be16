"""How much each rule matters to somebody: the levels that `issue.toml [rules]` or a command sets, applied in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..diagnostics import Diagnostic, Refused, errors
from .rule import Rule, Scope, Severity

OFF = "off"
NAMES = (*(severity.value for severity in Severity), OFF)
"""The levels, the most severe first."""


@dataclass(frozen=True)
class Level:
    """The level that somebody has set for a rule, None for off, and why."""

    code: str
    severity: Severity | None
    why: str = ""

    @property
    def name(self) -> str:
        """Its name in `issue.toml`."""
        return self.severity.value if self.severity else OFF

    def is_milder_than(self, rule: Rule) -> bool:
        """Whether it asks for less than the rule itself does."""
        return NAMES.index(self.name) > NAMES.index(rule.level.value)

    def as_json(self) -> dict[str, Any]:
        """For `report.json`."""
        return {"code": self.code, "level": self.name, **({"why": self.why} if self.why else {})}


@dataclass(frozen=True)
class Levels:
    """The levels that were set; `strict`: what is a warning by them is an error. `open_ended`: no final target is made, or
    only as a draft, so that what stops those alone is a warning.
    """

    said: tuple[Level, ...] = ()
    strict: bool = False
    open_ended: bool = False

    @cached_property
    def _by_code(self) -> dict[str, Level]:
        return {level.code: level for level in self.said}

    def applied(self, noticed: Iterable[Diagnostic]) -> list[Diagnostic]:
        """What was noticed, at these levels, without what is off. Once or twice comes to the same."""
        return [made for one in noticed if (made := self._at(one))]

    def _at(self, one: Diagnostic) -> Diagnostic | None:
        said = self._by_code.get(one.code)
        if said:
            if said.severity is None:
                return None
            one = replace(one, level=said.severity, why=said.why)
        if self.open_ended and one.rule.stops is Scope.FINAL and one.severity is Severity.ERROR:
            one = replace(one, level=Severity.WARNING)
        return replace(one, level=Severity.ERROR) if self.strict and one.severity is Severity.WARNING else one

    def passed(self, noticed: Iterable[Diagnostic]) -> list[Diagnostic]:
        """What was noticed, at these levels. Raises `Refused` when an error is among it."""
        made = self.applied(noticed)
        if errors(made):
            raise Refused(made)
        return made

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Inside of it, what is refused is refused at these levels, too; what stopped the work is told, whatever they say."""
        try:
            yield
        except Refused as refused:
            made = self.applied(refused.diagnostics)
            refused.diagnostics = made if errors(made) else [*made, *errors(refused.diagnostics)]
            raise
