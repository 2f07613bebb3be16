"""Folders whose files stand or go together, as those of a bag do: one unit is the program's whole, or the user's whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping, Sequence, Set

from ..reading import folded
from .carry import Occupant, TakenNames, digest_of, join, leading
from .manifest import Manifest
from .origin import digest

Inside = dict[str, list[Occupant]]
"""What is in each folder that is a unit, or has the name of one."""


def theirs(found: Sequence[Occupant], ours: Set[str], listed: Manifest, taken: TakenNames) -> dict[str, str]:
    """The units that are not as the program made them, and folders where one comes, each with the name that it gets.

    `ours`: the names of what the program made and nobody has changed. A unit that nothing new needs the place of keeps its
    name; another is called `NAME.kept-<8 of the SHA-256 of all that is in it>`.
    """
    units = taken.units | {folded(unit) for unit in listed.units.values() if unit}
    inside: Inside = {}
    for one in found:
        folders = [*leading(one.name)] if one.is_folder else [*leading(one.name)][:-1]
        if unit := next((folder for folder in folders if folded(folder) in units), ""):
            inside.setdefault(unit, []).append(one)
    edited = [unit for unit in inside if not _as_made(unit, inside[unit], ours, listed)]
    return {unit: _name_for(unit, inside[unit], found, taken) for unit in edited}


def _as_made(unit: str, inside: Iterable[Occupant], ours: Set[str], listed: Manifest) -> bool:
    """Whether a folder holds what the list names, unchanged, and nothing else; or no file at all any more."""
    files = {one.name for one in inside if not one.is_folder}
    made = {name for name in listed.files if name.startswith(f"{unit}/")}
    return files in (made, set()) and all(one.name in ours for one in inside)


def _name_for(unit: str, inside: Sequence[Occupant], found: Sequence[Occupant], taken: TakenNames) -> str:
    """The name that an edited unit gets: its own where that is free, else one that tells what is in it.

    Raises FileExistsError where all such names are taken by something else.
    """
    above, _, last = unit.rpartition("/")
    own = ""
    for folder in leading(above) if above else ():
        own = taken.folder(folder, join(own, folder.rpartition("/")[2]))
    own = join(own, last)
    if own == unit and not taken.holds(unit):
        return unit
    content = _content(unit, inside)
    for length in (8, 16, 64):
        name = f"{own}.kept-{content[:length]}"
        there = [one for one in found if folded(f"{one.name}/").startswith(folded(f"{name}/"))]
        if not taken.holds(name) and (not there or _content(name, there) == content):
            return name
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), unit)


def _content(folder: str, inside: Iterable[Occupant]) -> str:
    """The digest of all that is in a folder, by its names in it."""
    parts: Mapping[str, bytes] = {one.name[len(folder) :]: digest_of(one.path).encode() for one in inside}
    return digest(parts)
