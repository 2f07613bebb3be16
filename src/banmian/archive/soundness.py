"""Whether a store is sound, looked at from its files alone: the rules of OCFL 1.1, every digest, the chain of deposits."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..diagnostics import Diagnostic, Refused
from ..limits_finished import DEPOSIT_FILE_BYTES
from ..reading import Listed, listed, parts, read_file, shown
from .inventory import NAME, SIDECAR, BadInventory, Inventory, read_inventory
from .issue_facts import IssueFacts
from .storage import DECLARATION, ROOT_FILES, Storage


class VersionFiles(Mapping[str, bytes]):
    """The files of a version by name, read when they are asked for. Raises Refused as `read_file` does."""

    def __init__(self, storage: Storage, place: str, inventory: Inventory, number: int) -> None:
        self.storage, self.place, self.paths = storage, place, inventory.files(number)

    def __getitem__(self, name: str) -> bytes:
        return self.storage.content(self.place, self.paths[name], DEPOSIT_FILE_BYTES)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def faults_of_names(below: Sequence[Listed]) -> Iterator[str]:
    """What lies below an object and may not: empty folders (OCFL 1.1, 3.3.1), what is neither a file nor a folder."""
    for one in below:
        if one.fault:
            yield f"{shown(Path(one.name))} cannot be listed: {one.fault}"
        elif one.is_folder and not one.inside:
            yield f"{shown(Path(one.name))} is an empty folder"
        elif not one.is_folder and not one.is_file:
            yield f"{shown(Path(one.name))} is a link, a pipe or the like"
    if not below:
        yield "it is an empty folder"


def faults_of_root(storage: Storage) -> Iterator[str]:
    """What is wrong with the storage root but for its objects. Other files in it are allowed (OCFL 1.1, 4.1)."""
    wanted = {name.partition("/")[0] for name in ROOT_FILES}
    for entry in sorted(os.scandir(storage.base), key=lambda entry: entry.name):
        if entry.name in wanted or entry.is_file(follow_symlinks=False):
            continue
        if not entry.is_dir(follow_symlinks=False) or len(entry.name) != 2:
            yield f"{shown(Path(entry.name))} does not belong into the store"
        elif not any(os.scandir(entry)):
            yield f"{entry.name} is an empty folder"
        else:
            yield from (
                f"{entry.name}/{shown(Path(o.name))} is no object"
                for o in os.scandir(entry)
                if not o.is_dir(follow_symlinks=False)
            )


def faults_of(storage: Storage, place: str) -> Iterator[str]:
    """What is wrong with an object: its files, its inventories, every digest."""
    folder = storage.base / place
    below = list(listed(folder))
    files = frozenset(one.name for one in below if one.is_file)
    yield from faults_of_names(below)
    try:
        inventory = storage.inventory(place)
    except BadInventory as fault:
        yield f"its newest inventory: {fault}"
        return
    yield from _declaration(folder)
    for number in range(inventory.head + 1):
        yield from _copy(storage, place, inventory, number)
    yield from _files(files, inventory)
    yield from _digests(folder, inventory, files)


def _declaration(folder: Path) -> Iterator[str]:
    name, wanted = DECLARATION
    try:
        if read_file(folder / name, len(wanted), folder) == wanted:
            return
    except Refused:
        pass  # not there, or not ordinary: it is said below
    yield f"{name} is not what it must be"


def _copy(storage: Storage, place: str, newest: Inventory, number: int) -> Iterator[str]:
    """What is wrong with the inventory of a version; 0: with the object's own, which is a copy of the newest."""
    name = f"v{number}/{NAME}" if number else NAME
    try:
        data, beside = storage.inventory_files(place, number)
        made = read_inventory(data, beside)
    except BadInventory as fault:
        yield f"{name}: {fault}"
        return
    if not number:
        if data != storage.inventory_files(place, newest.head)[0]:
            yield f"{name} is not the newest version's"
    elif made.id != newest.id or made.head != number:
        yield f"{name} is another object's, or another version's"
    elif any(one.state != other.state for one, other in zip(made.versions, newest.versions, strict=False)):
        yield f"{name} and the newest inventory tell of other files"
    elif not made.manifest.items() <= newest.manifest.items():
        yield f"{name} and the newest inventory tell of other contents"


def _files(files: frozenset[str], inventory: Inventory) -> Iterator[str]:
    """Files that are missing, and files that do not belong there."""
    contents = {path for paths in inventory.manifest.values() for path in paths}
    own = {f"v{number}/{name}" for number in range(1, inventory.head + 1) for name in (NAME, SIDECAR)}
    wanted = contents | own | {DECLARATION[0], NAME, SIDECAR}
    yield from (f"{shown(Path(name))} is missing" for name in sorted(wanted - files))
    yield from (f"{shown(Path(name))} does not belong there" for name in sorted(files - wanted))


def _digests(folder: Path, inventory: Inventory, files: frozenset[str]) -> Iterator[str]:
    for digest, paths in inventory.manifest.items():
        for path in (path for path in paths if path in files):
            made = hashlib.sha512()
            try:
                for part in parts(folder / path):
                    made.update(part)
            except OSError as fault:
                yield f"{shown(Path(path))} cannot be read: {fault.strerror or fault}"
                continue
            if made.hexdigest() != digest:
                yield f"{shown(Path(path))} is damaged: its digest is another"


def chain(facts: Sequence[IssueFacts]) -> Iterator[Diagnostic]:
    """Deposits whose `Previous-Deposit` is not in the archive, or is another one there than it was."""
    digests: dict[str, set[str]] = {}
    for one in facts:
        digests.setdefault(one.name, set()).add(one.digest)
    for one in facts:
        previous, digest = one.previous
        if previous and digest not in digests.get(previous, set()):
            code = "A046" if previous in digests else "A047"
            yield Diagnostic(code, None, {"name": one.name, "previous": previous})
