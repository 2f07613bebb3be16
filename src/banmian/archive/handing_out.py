"""Handing a deposit out as it came in: into a folder that is not there yet, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from ..diagnostics import Diagnostic, Refused
from ..reading import parts, shown
from ..shelf.disk import Disk
from .inventory import BadInventory, Inventory
from .storage import Storage, name_at, place_of


def object_of(storage: Storage, name: str) -> Inventory:
    """The object of an issue. Raises Refused: A020 with names near to it, A045."""
    place = place_of(name)
    try:
        if os.path.lexists(storage.base / place):
            return storage.inventory(place)
    except (BadInventory, ValueError) as fault:
        raise Refused([Diagnostic("A045", None, {"name": shown(Path(name)), "why": str(fault)})]) from fault
    near = ", ".join(get_close_matches(name, [name_at(one) for one in storage.places()], 4, 0.6))
    facts = {"near": f"; near to it: {near}" if near else "", "near_zh": f"；相近的：{near}" if near else ""}
    raise Refused([Diagnostic("A020", None, {"name": shown(Path(name)), **facts})])


def export(storage: Storage, name: str, inventory: Inventory, number: int, to: Path, disk: Disk) -> None:
    """Write a version of an issue to a free name. Raises Refused (A021, A022, A045); OSError as the system does."""
    if not 1 <= number <= inventory.head:
        facts = {"name": name, "version": number, "head": f"v{inventory.head}"}
        raise Refused([Diagnostic("A021", None, facts)])
    if os.path.lexists(to):
        raise Refused([Diagnostic("A022", None, {"path": shown(to)})])
    new = to.parent / f".{to.name}.banmian"
    disk.mkdir(to.parent)
    try:
        disk.mkdir_new(new)
    except FileExistsError as fault:
        raise Refused([Diagnostic("A022", None, {"path": shown(new)})]) from fault
    made: list[Path] = []
    try:
        for file, path in inventory.files(number).items():
            disk.mkdir((new / file).parent)
            made.append(new / file)
            disk.write(new / file, checked(storage, place_of(name), path, inventory.version(number).digests[file], name))
        disk.rename(new, to)
    except BaseException:
        _take_back(new, made, disk)
        raise


def _take_back(new: Path, made: list[Path], disk: Disk) -> None:
    """Remove what was written, and nothing else."""
    for path in made:
        with suppress(OSError):
            disk.unlink(path)
    for above in sorted(
        {above for path in made for above in path.parents if above.is_relative_to(new)} | {new}, reverse=True
    ):
        with suppress(OSError):
            disk.rmdir(above)


def checked(storage: Storage, place: str, path: str, digest: str, name: str) -> Iterator[bytes]:
    """The bytes of a content, part by part. Raises Refused (A045): it cannot be read; at the end, its digest is another."""
    made, why = hashlib.sha512(), "is damaged: its digest is another"
    try:
        for part in parts(storage.base / place / path):
            made.update(part)
            yield part
    except FileNotFoundError:
        why = "is missing"
    except OSError as fault:
        why = f"cannot be read: {fault.strerror or fault}"
    if made.hexdigest() != digest or why == "is missing":
        raise Refused([Diagnostic("A045", None, {"name": name, "why": f"{path[:120]} {why}"})])
