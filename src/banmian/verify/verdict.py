"""What a judge says of a file."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Diagnostic

TIMEOUT = 600
"""Seconds for one run of a judge."""


@dataclass(frozen=True)
class Verdict:
    """What a judge says of a file: `passed`, `failed` or `not checked`, and its words."""

    judge: str
    file: str
    state: str
    faults: tuple[str, ...] = ()

    def diagnostics(self) -> list[Diagnostic]:
        """An error for each fault; a note when the judge was not there, a warning when it was stopped."""
        if self.state == "not checked" and self.faults:
            return [Diagnostic("B070", None, {"judge": self.judge, "where": self.file, "fault": f}) for f in self.faults]
        if self.state == "not checked":
            return [Diagnostic("V011", None, {"judge": self.judge, "where": self.file})]
        return [Diagnostic("V010", None, {"judge": self.judge, "where": self.file, "fault": f}) for f in self.faults]
