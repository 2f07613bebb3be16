"""What an object of the store is to the index: the issue, its versions, the rows of the newest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from ..diagnostics import Diagnostic, Refused
from ..limits_finished import DEPOSIT_MARKUP_BYTES
from .incoming import Incoming
from .index import KeptIssue, KeptVersion
from .inventory import BadInventory, Inventory
from .issue_facts import IssueFacts, issue_facts
from .page_rows import all_rows
from .rows import IndexRow
from .storage import Storage, name_at, name_in
from .xml import Unreadable

_ALTO = "[0-9]{4,}/alto[.]xml"


def described(storage: Storage, place: str) -> tuple[KeptIssue, list[IndexRow]]:
    """The issue that an object holds, and the rows of its newest version. Raises Refused (A045) for a damaged one."""
    try:
        inventory = storage.inventory(place)
        return _issue(place, facts_of(storage, place, inventory), inventory), _rows(storage, place, inventory)
    except (BadInventory, Unreadable) as fault:
        raise Refused([Diagnostic("A045", None, {"name": name_at(place), "why": str(fault)})]) from fault


def facts_of(storage: Storage, place: str, inventory: Inventory) -> list[IssueFacts]:
    """What each version of an object says of itself. Raises Unreadable, also for another issue's; Refused."""
    made = []
    for number in range(1, inventory.head + 1):
        files = inventory.files(number)
        facts = issue_facts(payload_of(files), set(files), partial(_read, storage, place, files))
        if facts.name != name_in(inventory):
            raise Unreadable(f"v{number} is another issue's: {facts.name}")
        made.append(facts)
    return made


def _read(storage: Storage, place: str, files: Mapping[str, str], name: str) -> bytes:
    """A file of a version. Raises Unreadable."""
    try:
        return storage.content(place, files[name], DEPOSIT_MARKUP_BYTES)
    except Refused as refused:
        raise Unreadable(refused.diagnostics[0].message()) from refused


def _rows(storage: Storage, place: str, inventory: Inventory) -> list[IndexRow]:
    files = inventory.files(inventory.head)
    return list(all_rows((name, _read(storage, place, files, name)) for name in pages_of(files)))


def _issue(place: str, every: list[IssueFacts], inventory: Inventory) -> KeptIssue:
    newest = every[-1]
    kept = tuple(KeptVersion(n, one.moment, one.digest, *one.previous) for n, one in enumerate(every, 1))
    pages = len(pages_of(inventory.files(inventory.head)))
    return KeptIssue(place, newest.name, newest.slug, newest.paper, newest.day, kept, pages)


def payload_of(names: Iterable[str]) -> str:
    """What stands before the names of the issue's own files, in a deposit with these files."""
    return Incoming(Path(), dict.fromkeys(names, 0), {}).payload


def pages_of(names: Iterable[str]) -> list[str]:
    """The names of the pages' ALTO, in the order of pages."""
    every = sorted(names)
    above = f"{payload_of(every)}pages/"
    return [name for name in every if name.startswith(above) and re.fullmatch(_ALTO, name.removeprefix(above))]
