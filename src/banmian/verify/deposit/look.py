"""Looking at a deposit: every rule of the letter D that is a function, each by itself, whatever the others come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ...diagnostics import Diagnostic, errors
from ...limits_finished import FACT_CHARACTERS, RULE_FINDINGS
from ...rules.checks import Facts, look
from ...rules.registry import checks_of
from ...rules.rule import Check
from . import dates, facts, manuscript, pictures, places, texts
from .deposit import Deposit, Lacking
from .groups import GROUPS
from .manuscript import IssueReader

FACTS = (
    facts.prints, facts.manifests, facts.witnesses, facts.trees, facts.shells, facts.jsons, facts.mets, facts.premis,
    facts.version, facts.sources, facts.folders, facts.altos, facts.info, manuscript.manuscript, manuscript.issue,
    manuscript.carriers, texts.unlike, texts.moved, texts.split, dates.days, dates.called, dates.moments, dates.moment,
    places.shown_in, places.origins, pictures.drawn,
)  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """What a group of rules came to: its name, what they found, and what they lacked: then they have not looked at all."""

    group: str
    found: tuple[Diagnostic, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`passed`, `failed` or `not checked`."""
        return "failed" if errors(self.found) else "not checked" if self.lacking else "passed"


def look_at(deposit: Deposit, reader: IssueReader, groups: Iterable[str] = GROUPS) -> tuple[list[Looked], Facts]:
    """What each group of rules finds in a deposit, and the facts about it. Never raises for what is in the deposit."""
    known = Facts(FACTS, deposit=deposit, reader=reader)
    made = []
    for group in groups:
        checks = [one for one in checks_of("D").values() if one.function.__module__.rpartition(".")[2] == group]
        if checks and (deposit.is_bag or group != "bag"):
            made.append(_looked(group, checks, known, deposit))
    return made, known


def _looked(group: str, checks: Sequence[Check], known: Facts, deposit: Deposit) -> Looked:
    found: list[Diagnostic] = []
    lacking: list[str] = []
    for check in checks:
        try:
            found += islice(look(check, known), RULE_FINDINGS)
        except Lacking as fault:
            lacking.append(str(fault))
        except Exception as fault:  # a deposit may hold what no rule foresees, MemoryError and RecursionError among it
            facts_ = {"rule": check.name, "fault": f"{type(fault).__name__}: {fault}"}
            found.append(Diagnostic("D078", deposit.place(""), facts_))
    return Looked(group, tuple(map(_tamed, found)), tuple(dict.fromkeys(lacking)))


def _tamed(found: Diagnostic) -> Diagnostic:
    """A finding whose words from the deposit are short."""
    facts_ = {name: _short(value) if isinstance(value, str) else value for name, value in found.facts.items()}
    return replace(found, facts=facts_)


def _short(text: str) -> str:
    short = text if len(text) <= 2 * FACT_CHARACTERS else f"{text[: 2 * FACT_CHARACTERS - 1]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in short)
