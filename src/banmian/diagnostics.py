"""Diagnostics are values: severity, place, code, message, hint; many per run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .model import Span
from .rules.registry import rule_of
from .rules.rule import Exit, Rule, Scope, Severity

__all__ = ["Diagnostic", "Exit", "Refused", "Scope", "Severity", "errors", "exit_of"]

_ADDRESS = re.compile(r" ?<[\w.]+ object at 0x[0-9a-f]+>")
"""Where something lies in memory, in the words of other libraries: it is another place each time."""


@dataclass(frozen=True)
class Diagnostic:
    """One thing noticed. `code` (as P012) names its rule in `rules/`; `facts` fill in the rule's words.

    `level`: one that somebody has set instead of the rule's own (`rules/levels.py`), and `why`. `target`: the name of the
    target in whose files it was noticed, or while they were made.
    """

    code: str
    place: Span | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    target: str | None = None
    level: Severity | None = None
    why: str = ""

    def __post_init__(self) -> None:
        """What an exception of another library says is the same each time."""
        words = self.facts.get("fault")
        if isinstance(words, str) and " at 0x" in words:
            object.__setattr__(self, "facts", self.facts | {"fault": _ADDRESS.sub("", words)})

    @property
    def rule(self) -> Rule:
        """The rule that noticed it."""
        return rule_of(self.code)

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.level or self.rule.level

    def message(self, lang: str = "en") -> str:
        """One sentence, in `en` or `zh`."""
        return self.rule.says[lang == "zh"].format(**self.facts)

    def hint(self, lang: str = "en") -> str:
        """What to try, or an empty string."""
        return self.rule.hint[lang == "zh"].format(**self.facts)

    def as_json(self, lang: str = "en") -> dict[str, Any]:
        """For `report.json` and `--format json`."""
        place = self.place and {"file": self.place.path, "line": self.place.line, "column": self.place.column}
        said = {
            "severity": self.severity.value,
            "code": self.code,
            "place": place,
            "message": self.message(lang),
            "hint": self.hint(lang),
            "facts": self.facts,
            **({"why": self.why} if self.why else {}),
        }
        return said | ({"target": self.target} if self.target else {})


class Refused(Exception):
    """Work that cannot go on. Carries every diagnostic known by then; shown in one place, in `cli.py`."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("; ".join(d.message() for d in diagnostics if d.severity is Severity.ERROR))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[Refused], tuple[list[Diagnostic]]]:
        """An exception from another process comes back whole."""
        return type(self), (self.diagnostics,)

    @property
    def exit(self) -> Exit:
        """The exit code of the first error."""
        return exit_of(self.diagnostics) or Exit.OUTPUT


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that stop a build, or a part of it."""
    return [d for d in diagnostics if d.severity is Severity.ERROR]


def exit_of(diagnostics: Iterable[Diagnostic]) -> Exit:
    """The exit code of the first error; that all is done where there is none."""
    return next((one.rule.ends_with for one in errors(diagnostics)), Exit.DONE)
