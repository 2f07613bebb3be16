"""Checking finished files, anyone's: our own rules by the kind of file, then its outside judges."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Refused, Severity
from ..job import Told
from ..limits import BOOK_BYTES
from ..model import Span
from ..reading import read_file, shown
from .book_rules import own_rules
from .judges import judge_books
from .verdict import Verdict

Rules = Callable[[str, bytes, datetime.datetime], list[Diagnostic]]
KINDS: Mapping[bytes, Rules] = {b"PK": own_rules}
"""Rules by the bytes that a kind of file begins with: an EPUB is a zip."""
NO_BOOK = frozenset("B040 B068 S010 S011 S012 S013 S014".split())
"""Nothing that a judge of books could look at."""
HOSTILE = frozenset(
    "B001 B006 B050 B051 B052 B053 B054 B055 B056 B057 B058 B059 B060 B061 B063 B067 B071 B072".split()
)  # fmt: skip
"""What nobody is handed: archives that cannot be read or lead out of themselves, and what costs more than any book may."""


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
        """What our rules say: a warning fails as an error does. A kind of file that we have no rules for has not failed."""
        if any(one.code == "B040" for one in self.found):
            return Verdict("banmian", self.name, "not checked")
        failed = any(one.severity is not Severity.NOTE for one in self.found)
        return Verdict("banmian", self.name, "failed" if failed else "passed")

    @property
    def good(self) -> bool:
        """Whether everybody who should look has looked, and had nothing to say."""
        return all(one.severity is Severity.NOTE for one in self.noticed)


def check(paths: Sequence[Path], full: bool, now: datetime.datetime, told: Told) -> list[Checked]:
    """Check files by our rules and the judges that are there; `full` with Ace. `now`: what may not lie in the future."""
    found: dict[str, list[Diagnostic]] = {}
    books: dict[str, Path] = {}
    judges = f"EPUBCheck{', Ace' if full else ''}"
    for path in dict.fromkeys(paths):
        name = shown(path)
        told("check", name)
        found[name] = _by_rules(path, name, now)
        codes = {one.code for one in found[name]}
        if refused := sorted(codes & HOSTILE):
            found[name].append(Diagnostic("B069", None, {"judges": judges, "path": name, "codes": ", ".join(refused)}))
        elif not codes & NO_BOOK:
            books[name] = path
    if books:
        told("judge", f"{judges}: {', '.join(books)}")
    said = judge_books(books, full)
    return [Checked(name, tuple(noticed), tuple(v for v in said if v.file == name)) for name, noticed in found.items()]


def _by_rules(path: Path, name: str, now: datetime.datetime) -> list[Diagnostic]:
    try:
        data = read_file(path, BOOK_BYTES)
    except Refused as refused:
        return refused.diagnostics
    if not data:
        return [Diagnostic("B068", Span(name, 1, 1, 1))]
    rules = next((rules for start, rules in KINDS.items() if data.startswith(start)), None)
    if rules is None:
        return [Diagnostic("B040", Span(name, 1, 1, 1), {"path": shown(Path(path.name))})]
    return rules(name, data, now)
