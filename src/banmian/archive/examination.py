"""`banmian archive verify`: the store by its own rules, the deposits by theirs, the chain between them, the index."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..diagnostics import Diagnostic, Exit, Refused, errors
from ..job import Told, quiet
from ..verify.deposit.deposit import Deposit
from ..verifying import Wish, verify_deposit
from .handing_out import object_of
from .index import Index
from .inventory import BadInventory, Inventory
from .issue_facts import IssueFacts
from .objects import facts_of
from .soundness import VersionFiles, chain, faults_of, faults_of_root
from .storage import name_at, place_of
from .store import Archive
from .xml import Unreadable


@dataclass
class Examined:
    """What was found: issues and versions that were looked at, everything noticed."""

    issues: int = 0
    versions: int = 0
    noticed: list[Diagnostic] = field(default_factory=list)

    @property
    def exit(self) -> Exit:
        """Damaged, whatever else; or what else is in the way."""
        return min((one.rule.ends_with for one in errors(self.noticed)), default=Exit.DONE)

    def as_json(self, lang: str) -> dict[str, Any]:
        """For machines."""
        return {
            "good": not errors(self.noticed), "issues": self.issues, "versions": self.versions,
            "diagnostics": [one.as_json(lang) for one in self.noticed],
        }  # fmt: skip


def examine(archive: Archive, names: Sequence[str], quick: bool, told: Told) -> Examined:
    """Look at an archive, or at some issues in it. `quick`: at the store and its digests alone. Raises Refused."""
    archive.must_be()
    storage, made = archive.storage, Examined()
    with archive.told():
        places = list(storage.places())
        if names:
            places = [place_of(name) for name in names if object_of(storage, name)]
        else:
            made.noticed += [_broken("ocfl", why) for why in faults_of_root(storage)]
        facts: list[IssueFacts] = []
        for place in places:
            told("check", name_at(place))
            facts += _one(archive, place, quick, made)
        every = [fact for place in storage.places() for fact in _facts(archive, place)] if names else facts
        made.noticed += [one for one in chain(every) if not names or one.facts["name"] in names]
    made.noticed += _index(archive)
    return made


def _broken(name: str, why: str) -> Diagnostic:
    return Diagnostic("A045", None, {"name": name, "why": why})


def _one(archive: Archive, place: str, quick: bool, made: Examined) -> list[IssueFacts]:
    """Look at an object; what its deposits say of themselves."""
    name = name_at(place)
    faults = [_broken(name, why) for why in faults_of(archive.storage, place)]
    made.noticed += faults
    made.issues += 1
    try:
        inventory = archive.storage.inventory(place)
        made.versions += inventory.head
        if not quick:
            made.noticed += [one for n in range(1, inventory.head + 1) for one in _deposit(archive, place, inventory, n)]
        return facts_of(archive.storage, place, inventory)
    except (BadInventory, Unreadable, Refused) as fault:
        if not faults:
            made.noticed.append(_broken(name, str(fault)))
        return []


def _deposit(archive: Archive, place: str, inventory: Inventory, number: int) -> Iterator[Diagnostic]:
    """What the checks of deposits say of a version, without outside judges."""
    name = name_at(place)
    deposit = Deposit(VersionFiles(archive.storage, place, inventory, number), f"{name}/v{number}/")
    yield from verify_deposit(deposit, Wish(judges=False), quiet, name).noticed


def _facts(archive: Archive, place: str) -> list[IssueFacts]:
    try:
        return facts_of(archive.storage, place, archive.storage.inventory(place))
    except (BadInventory, Unreadable, Refused):  # that object is not asked about
        return []


def _index(archive: Archive) -> list[Diagnostic]:
    """What is wrong with the index, which no deposit depends on."""
    if not os.path.lexists(archive.index_file):
        return []
    try:
        index = Index.opened(archive.index_file)
        try:
            index.examine()
        finally:
            index.close()
    except Refused as refused:
        return refused.diagnostics
    return []
