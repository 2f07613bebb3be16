"""The OCFL storage root of an archive, to read: its layout, its objects, their newest versions.

    ocfl/0=ocfl_1.1  ocfl_layout.json  extensions/…
    ocfl/3f/urn%3ax-banmian%3a<paper>-<date>/   the object of an issue
        0=ocfl_object_1.1  inventory.json  inventory.json.sha512
        v1/ inventory.json  inventory.json.sha512  content/…

Layout 0003 of the OCFL community's extensions with one folder of two digits: 256 folders hold a hundred years of a daily
comfortably, and all heads are looked over in some ten milliseconds when an archive is opened.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ..diagnostics import Refused
from ..limits_finished import INVENTORY_BYTES
from ..reading import read_file
from .inventory import NAME, SIDECAR, BadInventory, Inventory, read_inventory

LAYOUT = "0003-hash-and-id-n-tuple-storage-layout"
_TUPLE = 2
_LONGEST = 100
_URN = "urn:x-banmian:"
ROOT_FILES = {
    "0=ocfl_1.1": b"ocfl_1.1\n",
    "ocfl_layout.json": json.dumps(
        {"extension": LAYOUT, "description": "two digits of the id's SHA-256, then the id"}, indent=1
    ).encode(),
    f"extensions/{LAYOUT}/config.json": json.dumps(
        {"extensionName": LAYOUT, "digestAlgorithm": "sha256", "tupleSize": _TUPLE, "numberOfTuples": 1}, indent=1
    ).encode(),
}  # fmt: skip
"""What an empty storage root holds."""
DECLARATION = ("0=ocfl_object_1.1", b"ocfl_object_1.1\n")
_VERSION = re.compile("v([1-9][0-9]{0,8})")


def urn(name: str) -> str:
    """The id of an object: an id should be a URI (OCFL 1.1, 3.5.1)."""
    return f"{_URN}{name}"


def place_of(name: str) -> str:
    """Where the object of an issue lies below the storage root."""
    ident = urn(name)
    digest = hashlib.sha256(ident.encode()).hexdigest()
    encoded = "".join(c if re.match("[A-Za-z0-9_-]", c) else "".join(f"%{b:02x}" for b in c.encode()) for c in ident)
    folder = encoded if len(encoded) <= _LONGEST else f"{encoded[:_LONGEST]}-{digest}"
    return f"{digest[:_TUPLE]}/{folder}"


def name_at(place: str) -> str:
    """The issue that lies at a place, as its folder says; a very long name is cut there, and a digest stands behind it."""
    return unquote(place.rpartition("/")[2], errors="backslashreplace").removeprefix(_URN)


@dataclass(frozen=True)
class Storage:
    """The storage root below an archive's folder. What it raises: OSError as the system does; BadInventory."""

    base: Path

    def is_ours(self) -> bool:
        """Whether it is a storage root as this program lays it out."""
        try:
            return all(read_file(self.base / name, len(data), self.base) == data for name, data in ROOT_FILES.items())
        except Refused:
            return False

    def places(self) -> Iterator[str]:
        """Where objects lie, in order. Links are not followed."""
        for above in sorted(entry.name for entry in os.scandir(self.base) if entry.is_dir(follow_symlinks=False)):
            if re.fullmatch(f"[0-9a-f]{{{_TUPLE}}}", above):
                here = os.scandir(self.base / above)
                yield from (f"{above}/{name}" for name in sorted(e.name for e in here if e.is_dir(follow_symlinks=False)))

    def head(self, place: str) -> int:
        """The number of the newest version of an object: an add ends with the rename that makes it. 0 for none."""
        names = (entry.name for entry in os.scandir(self.base / place) if entry.is_dir(follow_symlinks=False))
        return max((int(hit[1]) for name in names if (hit := _VERSION.fullmatch(name))), default=0)

    def is_head(self, place: str, number: int) -> bool:
        """Whether a version is the newest; quicker than to look for that."""
        folder = f"{self.base}/{place}"  # thousands are asked: no path is taken apart
        try:
            return stat.S_ISDIR(os.lstat(f"{folder}/v{number}").st_mode) and not os.path.lexists(f"{folder}/v{number + 1}")
        except FileNotFoundError:
            return False

    def inventory_files(self, place: str, number: int) -> tuple[bytes, bytes]:
        """A version's inventory and the file beside it, as bytes; of version 0, those of the object's own folder."""
        folder = self.base / place / f"v{number}" if number else self.base / place
        try:
            return tuple(read_file(folder / name, INVENTORY_BYTES, self.base) for name in (NAME, SIDECAR))  # type: ignore[return-value]  # two
        except Refused as fault:
            raise BadInventory(str(fault)) from fault

    def inventory(self, place: str) -> Inventory:
        """The newest inventory of an object. Raises BadInventory."""
        made = read_inventory(*self.inventory_files(place, number := self.head(place)))
        if made.head != number or place_of(made.id.removeprefix(_URN)) != place or not made.id.startswith(_URN):
            raise BadInventory("it is another object's, or another version's")
        return made

    def content(self, place: str, path: str, most: int) -> bytes:
        """The bytes of a content. Raises Refused as `read_file` does."""
        return read_file(self.base / place / path, most, self.base)


def name_in(inventory: Inventory) -> str:
    """The id of the issue that an object holds."""
    return inventory.id.removeprefix(_URN)
