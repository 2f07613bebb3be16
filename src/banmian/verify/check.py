"""Checking finished files, anyone's: our own rules by the kind of file, then its outside judges."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Severity
from ..job import Told
from ..model import Span
from .book_rules import own_rules
from .judges import judge_books
from .verdict import Verdict

Rules = Callable[[str, bytes, datetime.datetime], list[Diagnostic]]
KINDS: Mapping[bytes, Rules] = {b"PK": own_rules}
"""Rules by the bytes that a kind of file begins with: an EPUB is a zip."""


@dataclass(frozen=True)
class Checked:
    """A file, what our rules found in it, and what the judges said."""

    name: str
    found: tuple[Diagnostic, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def noticed(self) -> list[Diagnostic]:
        """Everything that was found."""
        return [*self.found, *(one for verdict in self.verdicts for one in verdict.diagnostics())]

    @property
    def own(self) -> Verdict:
        """What our rules say: a warning fails as an error does."""
        failed = any(one.severity is not Severity.NOTE for one in self.found)
        return Verdict("banmian", self.name, "failed" if failed else "passed")

    @property
    def good(self) -> bool:
        """Whether nobody had anything to say."""
        return all(verdict.state != "failed" for verdict in (self.own, *self.verdicts))


def check(paths: Sequence[Path], full: bool, now: datetime.datetime, told: Told) -> list[Checked]:
    """Check files by our rules and the judges that are there; `full` with Ace. `now`: what may not lie in the future."""
    found: dict[str, list[Diagnostic]] = {}
    for path in dict.fromkeys(paths):
        told("check", str(path))
        found[str(path)] = _by_rules(path, now)
    books = {str(path): path for path in paths if not any(d.code in ("B001", "B040", "S001") for d in found[str(path)])}
    if books:
        told("judge", f"EPUBCheck{', Ace' if full else ''}: {', '.join(books)}")
    said = judge_books(books, full)
    return [Checked(name, tuple(noticed), tuple(v for v in said if v.file == name)) for name, noticed in found.items()]


def _by_rules(path: Path, now: datetime.datetime) -> list[Diagnostic]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return [Diagnostic("S001", None, {"path": str(path)})]
    except OSError as fault:
        return [Diagnostic("B001", Span(str(path), 1, 1, 1), {"fault": fault.strerror or str(fault)})]
    rules = next((rules for start, rules in KINDS.items() if data.startswith(start)), None)
    if rules is None:
        return [Diagnostic("B040", Span(str(path), 1, 1, 1), {"path": path.name})]
    return rules(str(path), data, now)
