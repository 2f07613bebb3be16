"""Writing into a storage root: a version is complete before one rename puts it in its place, and that is its commit.

It is made in the work folder (work.py). What a stop leaves behind, the next start puts right (`recovered`): what was not
committed goes; after a commit, the copies of the newest inventory at the object's top are made so. In between, readers go
by the newest version's own.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..shelf.carry import is_folder_itself
from ..shelf.disk import Disk
from .inventory import NAME, SIDECAR, BadInventory, Inventory, Version, sidecar
from .storage import DECLARATION, ROOT_FILES, Storage, place_of, urn
from .work import WORK, Work, bytes_of, somebodys

_NEW, _ROOT = "new", "root"

Pour = Callable[[str], Iterable[bytes]]
"""The bytes of a file of the deposit by its name, part by part; raises Refused when they are not what they should be."""


@dataclass(frozen=True)
class Staged:
    """A version that waits for its commit: the inventory with it; the files that are yet to be put, by their name in the
    work folder; the name that the whole gets.
    """

    inventory: Inventory
    last: dict[str, bytes]
    renamed: Path


@dataclass
class ArchiveWriter:
    """Writes below an archive's folder, which must be held. Every method raises OSError as the system does."""

    folder: Path
    disk: Disk = field(default_factory=Disk)

    @property
    def work(self) -> Work:
        """The work folder, on the same disk as the storage root."""
        return Work(self.folder / WORK, self.disk)

    @property
    def storage(self) -> Storage:
        """What is written into."""
        return Storage(self.folder / "ocfl")

    def recovered(self) -> list[Path]:
        """Put right what a stop left behind; what somebody has put beside it, which stays."""
        if not os.path.lexists(self.work.path):
            return []
        if is_folder_itself(self.storage.base):
            for place in self.storage.places() if (said := self.work.object()) else ():
                if place == said:
                    self._repair(place)
        return self.work.end()

    def make_root(self) -> None:
        """Make the storage root, all of it at once."""
        files = {f"{_ROOT}/{name}": data for name, data in ROOT_FILES.items()}
        self.work.announce({name: _digest(data) for name, data in files.items()})
        for name, data in files.items():
            self.work.put(name, data)
        self._place(_ROOT, self.storage.base)

    def stage(self, name: str, before: Inventory | None, version: Version, pour: Pour) -> Staged:
        """Put the contents of a version into the work folder; each file is read to its end, those that are kept, too."""
        place = place_of(name)
        self.work.say_object(place)
        target = self.storage.base / place
        inventory = (before or Inventory(urn(name), {}, ())).with_version(version)
        head = f"v{inventory.head}"
        missing = target / head if before else next(p for p in (target.parent, target) if not p.exists())
        folder = str(PurePosixPath(_NEW, (target / head).relative_to(missing)))
        path_in = {path: f"{folder}/{path.partition('/')[2]}" for path in inventory.paths_of(inventory.head)}
        last = _last(inventory, folder)
        self.work.announce(
            {path_in[path]: digest for digest, (path, *_) in inventory.manifest.items() if path in path_in}
            | {name: _digest(data) for name, data in last.items()}
        )
        self.disk.mkdir(self.work.path / folder)
        kept = {inventory.manifest[digest][0]: names[0] for digest, names in version.state.items()}
        wanted = {kept[path]: place for path, place in path_in.items()}
        for file in sorted(version.digests):
            self._pour(wanted.get(file), pour(file))
        return Staged(inventory, last, missing)

    def _pour(self, place: str | None, data: Iterable[bytes]) -> None:
        if place is None:
            for _ in data:  # to its end, where it is checked
                pass
            return
        self.work.put(place, data)

    def commit(self, staged: Staged) -> None:
        """Put a version in its place. Raises Refused where somebody has put something beside it."""
        for name, data in staged.last.items():
            self.work.put(name, data)
        self._place(_NEW, staged.renamed)
        if staged.inventory.head > 1:
            self._repair(str(staged.renamed.parent.relative_to(self.storage.base)))

    def _place(self, tree: str, target: Path) -> None:
        """Let a tree that is complete get its name."""
        self.work.sync(tree)
        if strangers := self.work.strangers_in(tree):
            raise somebodys(strangers)
        self.disk.rename(self.work.path / tree, target)
        self.disk.sync(target.parent)

    def _repair(self, place: str) -> None:
        """Let an object's own inventory be its newest version's."""
        head = self.storage.head(place)
        try:
            wanted = self.storage.inventory_files(place, head)
        except BadInventory:  # `banmian archive verify` says so
            return
        for name, data in zip((NAME, SIDECAR), wanted, strict=True):
            target, new = self.storage.base / place / name, self.work.path / name
            if bytes_of(target, len(data)) != data:
                if os.path.lexists(new):
                    self.disk.unlink(new)
                self.disk.write(new, data)
                self.disk.replace(new, target)
        self.disk.sync(self.storage.base / place)


def _last(inventory: Inventory, folder: str) -> dict[str, bytes]:
    """What is put when all contents are: the inventory, which a new object has at its top, too. `folder`: the version's."""
    data = inventory.as_bytes()
    copies = {NAME: data, SIDECAR: sidecar(data)}
    made = {f"{folder}/{name}": content for name, content in copies.items()}
    if inventory.head == 1:
        above = folder.rpartition("/")[0]
        made |= {f"{above}/{name}": content for name, content in (*copies.items(), DECLARATION)}
    return made


def _digest(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()
