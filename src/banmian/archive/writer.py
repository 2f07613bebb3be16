"""Writing into a storage root: a version is complete before one rename puts it in its place, and that is its commit.

    work/.banmian-archive   the mark: the program made this folder, and may take it down
    work/object             the object that is being added to
    work/new/               the version, or for a new object all its folders that are missing

What a stop leaves behind, the next start puts right (`recovered`): what was not committed goes; after a commit, the copies
of the newest inventory at the object's top are made so. In between, readers go by the newest version's own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Refused
from ..reading import read_file
from ..shelf.carry import is_folder_itself
from ..shelf.disk import Disk
from .inventory import NAME, SIDECAR, Broken, Inventory, Version, sidecar
from .storage import DECLARATION, ROOT_FILES, Storage, place_of, urn

WORK = "work"
_MARK, _MARKED = ".banmian-archive", b"banmian is at work in this archive\n"
_OBJECT, _NEW, _ROOT = "object", "new", "root"
INDEX = "index.sqlite"
_FILES = (NAME, SIDECAR, _OBJECT, INDEX, f"{INDEX}-journal")
"""Files that may lie in the work folder beside the mark."""

Pour = Callable[[str], Iterable[bytes]]
"""The bytes of a file of the deposit by its name, part by part; raises Refused when they are not what they should be."""


@dataclass(frozen=True)
class Staged:
    """A version that is complete and waits for its commit: the inventory with it; where its contents lie now."""

    inventory: Inventory
    contents: Path
    renamed: Path


@dataclass
class Writer:
    """Writes below an archive's folder, which must be held. Every method raises OSError as the system does."""

    folder: Path
    disk: Disk = field(default_factory=Disk)

    @property
    def work(self) -> Path:
        """The work folder, on the same disk as the storage root."""
        return self.folder / WORK

    @property
    def storage(self) -> Storage:
        """What is written into."""
        return Storage(self.folder / "ocfl")

    def work_is_free(self) -> bool:
        """Whether there is no work folder, or one that the program made."""
        if not os.path.lexists(self.work):
            return True
        return is_folder_itself(self.work) and (_is_marked(self.work) or not any(self.work.iterdir()))

    def recovered(self) -> bool:
        """Put right what a stop left behind; whether there was anything."""
        if not os.path.lexists(self.work):
            return False
        if is_folder_itself(self.storage.base):
            for place in self.storage.places() if (said := _object(self.work)) else ():
                if place == said:
                    self._repair(place)
        self.end()
        return True

    def begin(self) -> None:
        """Make the work folder."""
        self.disk.mkdir_new(self.work)
        self.disk.write(self.work / _MARK, _MARKED)

    def end(self) -> None:
        """Take the work folder down; the mark goes last, so that this can be done again after a stop."""
        for tree in (self.work / _NEW, self.work / _ROOT):
            if is_folder_itself(tree):
                self._remove(tree)
        for name in (*_FILES, _MARK):
            if os.path.lexists(self.work / name):
                self.disk.unlink(self.work / name)
        self.disk.rmdir(self.work)

    def _remove(self, tree: Path) -> None:
        for above, folders, files in os.walk(tree, topdown=False):
            for name in files:
                self.disk.unlink(Path(above, name))
            for name in folders:  # none is a link: the program made them all
                self.disk.rmdir(Path(above, name))
        self.disk.rmdir(tree)

    def make_root(self) -> None:
        """Make the storage root, all of it at once."""
        new = self.work / _ROOT
        for name, data in ROOT_FILES.items():
            self.disk.mkdir((new / name).parent)
            self.disk.write(new / name, data)
        self._sync(new)
        self.disk.rename(new, self.storage.base)
        self.disk.sync(self.folder)

    def stage(self, name: str, before: Inventory | None, version: Version, pour: Pour) -> Staged:
        """Put the contents of a version into the work folder; each file is read to its end, those that are kept, too."""
        place = place_of(name)
        self.disk.write(self.work / _OBJECT, place.encode())
        new, target = self.work / _NEW, self.storage.base / place
        inventory = (before or Inventory(urn(name), {}, ())).with_version(version)
        missing = target / f"v{inventory.head}" if before else next(p for p in (target.parent, target) if not p.exists())
        folder = new / target.relative_to(missing) / f"v{inventory.head}" if not before else new
        self.disk.mkdir(folder)
        kept = {inventory.manifest[digest][0]: names[0] for digest, names in version.state.items()}
        wanted = {kept[path]: path for path in kept if path.startswith(f"v{inventory.head}/")}
        for file in sorted(version.digests):
            self._put(folder, wanted.get(file), pour(file))
        return Staged(inventory, folder, missing)

    def _put(self, folder: Path, path: str | None, data: Iterable[bytes]) -> None:
        if path is None:
            for _ in data:  # to its end, where it is checked
                pass
            return
        to = folder / path.partition("/")[2]
        self.disk.mkdir(to.parent)
        self.disk.write(to, data)

    def commit(self, staged: Staged) -> None:
        """Put a version in its place."""
        data = staged.inventory.as_bytes()
        copies = {NAME: data, SIDECAR: sidecar(data)}
        for name, content in copies.items():
            self.disk.write(staged.contents / name, content)
        if staged.inventory.head == 1:
            for name, content in (*copies.items(), DECLARATION):
                self.disk.write(staged.contents.parent / name, content)
        self._sync(self.work / _NEW)
        self.disk.rename(self.work / _NEW, staged.renamed)
        self.disk.sync(staged.renamed.parent)
        if staged.inventory.head > 1:
            self._repair(str(staged.renamed.parent.relative_to(self.storage.base)))

    def _sync(self, tree: Path) -> None:
        for above, _, _ in os.walk(tree, topdown=False):
            self.disk.sync(Path(above))

    def _repair(self, place: str) -> None:
        """Let an object's own inventory be its newest version's."""
        head = self.storage.head(place)
        try:
            wanted = self.storage.inventory_files(place, head)
        except Broken:  # `banmian archive verify` says so
            return
        for name, data in zip((NAME, SIDECAR), wanted, strict=True):
            target = self.storage.base / place / name
            if _bytes(target, len(data)) != data:
                if os.path.lexists(self.work / name):
                    self.disk.unlink(self.work / name)
                self.disk.write(self.work / name, data)
                self.disk.replace(self.work / name, target)
        self.disk.sync(self.storage.base / place)


def _bytes(path: Path, most: int) -> bytes | None:
    try:
        return read_file(path, most, path.parent)
    except Refused:
        return None


def _is_marked(work: Path) -> bool:
    """Whether a work folder is the program's: it has the mark, perhaps not yet all of it."""
    said = _bytes(work / _MARK, len(_MARKED))
    return said is not None and _MARKED.startswith(said)


def _object(work: Path) -> str:
    """The object that was being added to; nothing, when that was not yet said to the end."""
    return (_bytes(work / _OBJECT, 1000) or b"").decode("utf-8", "replace")
