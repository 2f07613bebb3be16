"""Checking finished files, anyone's: our own rules by the kind of file, then its outside judges."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, Refused, Severity
from ..job import Told
from ..limits import BOOK_BYTES
from ..model import Span
from ..preflight.demands import PressWish
from ..reading import read_file, shown
from ..rules.rule import PRESS
from .judges import judge, judge_books
from .own_rules import is_hostile, own_rules
from .verdict import Verdict

if TYPE_CHECKING:
    from ..preflight.judge import Judged

Rules = Callable[[str, bytes, datetime.datetime, bool], list[Diagnostic]]
KINDS: Mapping[bytes, Rules] = {b"PK": own_rules}
"""Rules by the bytes that a kind of file begins with: an EPUB is a zip."""
PDF, PDF_WITHIN = b"%PDF-", 1024
"""What a PDF begins with, within so many bytes (ISO 32000-1, annex H, 3.4.1)."""


@dataclass(frozen=True)
class OwnFindings:
    """What our rules found in a file. `known`: they know its kind; `a_book`: there is something to show to a judge.
    `press`: of a PDF, what it was judged by, and its ink; `data`: its bytes, where veraPDF is to judge what it claims.
    """

    found: list[Diagnostic]
    known: bool = True
    a_book: bool = False
    press: Judged | None = None
    data: bytes = b""

    @property
    def hostile(self) -> list[str]:
        """The codes for which a file is handed to nobody else."""
        return sorted({one.code for one in self.found if is_hostile(one)})


@dataclass(frozen=True)
class Checked:
    """A file, what our rules found in it, what the judges said, and whether we have rules for its kind."""

    name: str
    found: tuple[Diagnostic, ...]
    verdicts: tuple[Verdict, ...]
    known: bool = True
    press: Judged | None = None

    @property
    def noticed(self) -> list[Diagnostic]:
        """Everything that was found."""
        return [*self.found, *(one for verdict in self.verdicts for one in verdict.diagnostics())]

    @property
    def own(self) -> Verdict:
        """What our rules say: a warning fails as an error does, a note fails nobody. A kind without rules has no fault."""
        if not self.known:
            return Verdict("banmian", self.name, "not checked")
        failed = any(one.severity is not Severity.NOTE for one in self.found)
        return Verdict("banmian", self.name, "failed" if failed else "passed")

    @property
    def good(self) -> bool:
        """Whether everybody who should look has looked, and had nothing to say."""
        return all(one.severity is Severity.NOTE for one in self.noticed)


def check(
    paths: Sequence[Path],
    full: bool,
    now: datetime.datetime,
    told: Told,
    house: bool = False,
    wish: PressWish | None = None,
) -> list[Checked]:
    """Check files by our rules and the judges that are there.

    `full`: with Ace; `now`: what may not lie in the future; `house`: by the house's rules, too, not the standards' alone;
    `wish`: how PDFs are judged.
    """
    looked: dict[str, OwnFindings] = {}
    books: dict[str, Path] = {}
    judges = f"EPUBCheck{', Ace' if full else ''}"
    for path in dict.fromkeys(paths):
        name = shown(path)
        told("check", name)
        one = looked[name] = _by_rules(path, name, now, house, wish or PressWish())
        if one.hostile:
            one.found.append(Diagnostic("B069", None, {"judges": judges, "path": name, "codes": ", ".join(one.hostile)}))
        elif one.a_book:
            books[name] = path
    if books:
        told("judge", f"{judges}: {', '.join(books)}")
    said = [*judge_books(books, full), *_claims({name: one.data for name, one in looked.items() if one.data})]
    return [
        Checked(name, tuple(one.found), tuple(v for v in said if v.file == name), one.known, one.press)
        for name, one in looked.items()
    ]


def _claims(pdfs: Mapping[str, bytes]) -> list[Verdict]:
    """What veraPDF says of PDFs that claim PDF/A or PDF/UA."""
    files = {name if name.endswith(".pdf") else f"{name}.pdf": data for name, data in pdfs.items()}
    names = dict(zip(files, pdfs, strict=False))
    said = judge(files, dict.fromkeys(files, "0"), asked=("veraPDF",)) if files else []
    return [replace(one, file=names[one.file]) for one in said]


def _by_rules(path: Path, name: str, now: datetime.datetime, house: bool, wish: PressWish) -> OwnFindings:
    try:
        data = read_file(path, BOOK_BYTES)
    except Refused as refused:
        return OwnFindings(refused.diagnostics)
    if not data:
        return OwnFindings([Diagnostic("B068", Span(name, 1, 1, 1))])
    if PDF in data[:PDF_WITHIN]:
        return _pdf(name, data, wish)
    rules = next((rules for start, rules in KINDS.items() if data.startswith(start)), None)
    if rules is None:
        return OwnFindings([Diagnostic("B040", Span(name, 1, 1, 1), {"path": shown(Path(path.name))})], known=False)
    return OwnFindings(rules(name, data, now, house), a_book=True)


def _pdf(name: str, data: bytes, wish: PressWish) -> OwnFindings:
    """What our rules find in a PDF. One that was not read to its end is shown to nobody else."""
    from ..preflight.judge import judged_apart  # with all that reads PDFs

    press = judged_apart(name, data, wish)
    whole = press.archival and not any(one.rule.guards and one.rule.subject is PRESS for one in press.found)
    return OwnFindings(list(press.found), press=press, data=data if whole else b"")
