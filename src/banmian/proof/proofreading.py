"""The stage itself: every rule of proofreading looks at the issue. None changes a character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic
from ..manuscript.proof_file import NO_LISTS, NO_SETTINGS, ProofLists, ProofSettings, Waiver
from ..model import Issue
from ..rules.checks import Facts, look
from ..rules.registry import checks_of
from .facts import FACTS


@dataclass(frozen=True)
class Asked:
    """What a paper asks of proofreading: its settings and lists, what its pages waive, the name of the issue's folder, and
    whether all of its pages are there.
    """

    settings: ProofSettings = NO_SETTINGS
    lists: ProofLists = NO_LISTS
    waivers: tuple[Waiver, ...] = ()
    folder: str = ""
    whole: bool = True


@dataclass(frozen=True)
class Proofed:
    """What was found, and what was waived, each with its waiver."""

    found: list[Diagnostic]
    waived: list[tuple[Diagnostic, Waiver]] = field(default_factory=list)


def proof(issue: Issue, asked: Asked | None = None) -> list[Diagnostic]:
    """What an editor would ask about, by rule, without what is waived."""
    return proofread(issue, asked or Asked()).found


def proofread(issue: Issue, asked: Asked) -> Proofed:
    """The same with what is waived. A waiver that fits nothing is told."""
    given = {"settings": asked.settings, "lists": asked.lists, "folder": asked.folder, "whole": asked.whole}
    facts = Facts(FACTS, issue=issue, **given)
    every = [one for check in checks_of("R").values() for one in look(check, facts)]
    return _parted(every, [*asked.settings.waivers, *asked.waivers])


def _parted(found: Iterable[Diagnostic], waivers: Sequence[Waiver]) -> Proofed:
    """Findings, those that are waived, and waivers that fit none."""
    by_rule: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        by_rule.setdefault(waiver.rule, []).append(waiver)
    kept, waived, used = list[Diagnostic](), list[tuple[Diagnostic, Waiver]](), set[int]()
    for one in found:
        hits = [waiver for waiver in by_rule.get(one.code, ()) if _fits(waiver, one)]
        used.update(map(id, hits))
        if hits:
            waived.append((one, hits[0]))
        else:
            kept.append(one)
    left = [waiver for waiver in waivers if id(waiver) not in used]
    return Proofed([*kept, *(Diagnostic("R095", w.place, {"rule": w.rule, "text": w.text}) for w in left)], waived)


def _fits(waiver: Waiver, one: Diagnostic) -> bool:
    """Whether a waiver's text is the marked one, or holds it with what stands round it. One in a page file is of that
    file.
    """
    marked = str(one.facts.get("text", ""))
    here = not waiver.page or (one.place is not None and one.place.path == waiver.page)
    round_it = f"{one.facts.get('before', '')}{marked}{one.facts.get('after', '')}"
    return here and bool(marked) and (waiver.text == marked or (marked in waiver.text and waiver.text in round_it))
