"""Diagnostics are values: severity, place, code, message, hint; many per run."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Any

from .hints import HINTS
from .messages import MESSAGES
from .model import Span


class Severity(Enum):
    """How much it matters: an error stops the build before anything is replaced."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    MANUSCRIPT = 1
    USAGE = 2
    MAKE_UP = 3
    OUTPUT = 4
    MACHINE = 5
    STOPPED = 130
    UNREAD = 141


_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}
_EXITS = {
    "P": Exit.MANUSCRIPT,
    "I": Exit.MANUSCRIPT,
    "R": Exit.MANUSCRIPT,
    "M": Exit.MAKE_UP,
    "L": Exit.MAKE_UP,
    "S": Exit.MACHINE,
}


@dataclass(frozen=True)
class Diagnostic:
    """One thing noticed. `code` (as P012) names message and hint in `messages.py`; `facts` fill them in."""

    code: str
    place: Span | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Fixed by the code."""
        return _SEVERITIES[MESSAGES[self.code][0]]

    def message(self, lang: str = "en") -> str:
        """One sentence, in `en` or `zh`."""
        return MESSAGES[self.code][1 if lang == "en" else 2].format(**self.facts)

    def hint(self, lang: str = "en") -> str:
        """What to try, or an empty string."""
        return HINTS.get(self.code, ("", ""))[0 if lang == "en" else 1].format(**self.facts)

    def as_json(self, lang: str = "en") -> dict[str, Any]:
        """For `report.json` and `--format json`."""
        place = self.place and {"file": self.place.path, "line": self.place.line, "column": self.place.column}
        return {
            "severity": self.severity.value,
            "code": self.code,
            "place": place,
            "message": self.message(lang),
            "hint": self.hint(lang),
            "facts": self.facts,
        }


class Refused(Exception):
    """Work that cannot go on. Carries every diagnostic known by then; shown in one place, in `cli.py`."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("; ".join(d.message() for d in diagnostics if d.severity is Severity.ERROR))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[Refused], tuple[list[Diagnostic]]]:
        """An exception from another process comes back whole."""
        return Refused, (self.diagnostics,)

    @property
    def exit(self) -> Exit:
        """The exit code of the first error."""
        first = next((d for d in self.diagnostics if d.severity is Severity.ERROR), None)
        return _EXITS.get(first.code[0], Exit.OUTPUT) if first else Exit.OUTPUT


def errors(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Those that stop a build."""
    return [d for d in diagnostics if d.severity is Severity.ERROR]
