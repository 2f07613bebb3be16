"""`issue.toml [proof]`: the paper's own lists, what is asked of its pages, and what is waived; the files of the lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from posixpath import normpath

from ..diagnostics import Diagnostic
from ..limits import PROOF_LIST_LINES
from ..model import Span
from .source import decode, lines


@dataclass(frozen=True)
class Waiver:
    """A finding that is right as it is: its rule, the marked text, the reason. `place`: where that is said; `page`: the
    page file whose findings alone it is about.
    """

    rule: str
    text: str
    why: str
    place: Span | None = field(default=None, repr=False, compare=False)
    page: str = ""


@dataclass(frozen=True)
class ProofSettings:
    """What a paper asks of proofreading. Six lists, each the name of a file below the issue's folder, "" for none; `today`:
    whose day 今天 is; `credits`: roles that each page must name; `waivers`: what is right as it is.
    """

    names: str = ""
    words: str = ""
    formulas: str = ""
    titles: str = ""
    gazetteer: str = ""
    anniversaries: str = ""
    today: str = "written"
    credits: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def files(self) -> dict[str, str]:
        """The lists that there are, each with the name of its file."""
        every = {one.name: getattr(self, one.name) for one in fields(ProofLists)}
        return {name: normpath(path) for name, path in every.items() if path}


@dataclass(frozen=True)
class ProofLists:
    """The paper's own lists, line by line: the first word of a line and what stands behind it, for those of several
    columns.

    `names` and `words` are right as they are written; `formulas` begin with their number; `titles`: a person and the
    titles, in the order in which persons are named; `gazetteer`: a place and those in it; `anniversaries`: a day and
    what was then.
    """

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    titles: tuple[tuple[str, ...], ...] = ()
    gazetteer: tuple[tuple[str, ...], ...] = ()
    anniversaries: tuple[tuple[str, ...], ...] = ()


NO_SETTINGS, NO_LISTS = ProofSettings(), ProofLists()
"""Of an issue that asks for nothing."""

_COLUMNS = {"names": 1, "words": 1, "formulas": 1, "titles": 2, "gazetteer": 2, "anniversaries": 2}
"""How many words a line of each list has at the least; with one, it has no more."""


def read_lists(files: Mapping[str, str], data: Mapping[str, bytes]) -> tuple[ProofLists, list[Diagnostic]]:
    """The lists from the bytes of their files. `files`: the file of each list; a line that is none is left out and told."""
    made: dict[str, tuple[object, ...]] = {}
    noticed: list[Diagnostic] = []
    for name, path in files.items():
        text, about = decode(data[path], Span(path, 1, 1, 1))
        noticed += about
        rows, faults = _rows(name, path, text or "")
        made[name] = tuple(rows)
        noticed += faults
    return ProofLists(**made), noticed  # type: ignore[arg-type]  # each list by its own name, of its own kind


def _rows(name: str, path: str, text: str) -> tuple[list[object], list[Diagnostic]]:
    """The lines of a list, and what is wrong with others. A line behind `#` says nothing."""
    rows, faults = list[object](), list[Diagnostic]()
    said = list(_said(text))
    if len(said) > PROOF_LIST_LINES:
        faults.append(
            Diagnostic("I041", Span(path, 1, 1, 1), {"list": name, "found": len(said), "limit": PROOF_LIST_LINES})
        )
    for number, words in said[:PROOF_LIST_LINES]:
        least = _COLUMNS[name]
        if len(words) < least or (least == 1 and len(words) > 1):
            facts = {"list": name, "line": " ".join(words)[:40], "least": least}
            faults.append(Diagnostic("I040", Span(path, number, 1, number), facts))
        else:
            rows.append(words[0] if least == 1 else tuple(words))
    return rows, faults


def _said(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines(text), 1):
        if words := line.partition("#")[0].split():
            yield number, words
