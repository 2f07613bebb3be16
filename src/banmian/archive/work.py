"""The work folder of an archive: what is written there before a rename puts it in its place, and what a stop leaves of it.

    work/.banmian-archive   the mark: the program made this folder
    work/journal.json       the names of all files that are put into the trees below, each with its SHA-512
    work/part               the file that is being written: it gets its place when it is whole
    work/object             the object that is being added to
    work/new/, work/root/   the trees: a version with what lies above it, or an empty storage root
    work/inventory.json …   an object's own copy of its newest inventory, before it takes the old one's place
    work/index.sqlite       an index that is being made again

Only what is said here is taken down, and in the trees only a file that the journal names and that holds what it says.
Anything else is somebody's: it stays where it is, and the archive is not written to before its owner has moved it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Refused
from ..limits_finished import INVENTORY_BYTES
from ..reading import parts, read_file, shown
from ..shelf.carry import Occupant, TakenNames, folders_of, is_folder_itself, leading, walk
from ..shelf.disk import Disk
from .inventory import NAME, SIDECAR

WORK, INDEX = "work", "index.sqlite"
_MARK, _MARKED = ".banmian-archive", b"banmian is at work in this archive\n"
_JOURNAL, _PART, _OBJECT = "journal.json", "part", "object"
_FILES = (NAME, SIDECAR, _OBJECT, _PART, INDEX, f"{INDEX}-journal")
"""Files of the program's that may lie in the work folder beside mark and journal."""
_NAMED = 5
"""So many strangers are named in a message."""


@dataclass(frozen=True)
class Work:
    """The work folder at a path; the archive must be held. Every method raises OSError as the system does."""

    path: Path
    disk: Disk

    def is_free(self) -> bool:
        """Whether there is no work folder, or one that the program made."""
        if not os.path.lexists(self.path):
            return True
        return is_folder_itself(self.path) and (self._is_marked() or not any(self.path.iterdir()))

    def _is_marked(self) -> bool:
        """Whether it has the mark, perhaps not yet all of it."""
        said = bytes_of(self.path / _MARK, len(_MARKED))
        return said is not None and _MARKED.startswith(said)

    def begin(self) -> None:
        """Make the folder."""
        self.disk.mkdir_new(self.path)
        self.disk.write(self.path / _MARK, _MARKED)

    def say_object(self, place: str) -> None:
        """Note which object is added to."""
        self.disk.write(self.path / _OBJECT, place.encode())

    def object(self) -> str:
        """The object that was being added to; nothing, when that was not yet said to the end."""
        return (bytes_of(self.path / _OBJECT, 1000) or b"").decode("utf-8", "replace")

    def announce(self, files: Mapping[str, str]) -> None:
        """Write down what will be put: the SHA-512 of each file by its name below the folder. Before the first of them."""
        if os.path.lexists(self.path / _JOURNAL):
            self.disk.unlink(self.path / _JOURNAL)
        self.disk.write(self.path / _JOURNAL, json.dumps(files).encode())
        self.disk.sync(self.path)

    def put(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write a file that was announced; under its name it is whole."""
        target = self.path / name
        self.disk.mkdir(target.parent)
        self.disk.write(self.path / _PART, data)
        if os.path.lexists(target):
            raise FileExistsError(f"{name} is there already")
        self.disk.rename(self.path / _PART, target)

    def sync(self, tree: str) -> None:
        """Have the names in a tree on the platters."""
        for above, _, _ in os.walk(self.path / tree, topdown=False):
            self.disk.sync(Path(above))

    def strangers_in(self, tree: str) -> list[Path]:
        """What lies in a tree and was not announced."""
        known = self._announced()
        return [one.path for one in walk(self.path / tree, TakenNames(), self.disk) if f"{tree}/{one.name}" not in known]

    def end(self) -> list[Path]:
        """Take the folder down, but for what is somebody's, which is returned.

        The mark goes last and the journal before it, so that this can be done again after a stop.
        """
        announced = self._announced()
        folders = {above for name in announced for above in leading(name)}
        for found in [*walk(self.path, TakenNames(), self.disk)]:
            if not found.is_folder and self._is_ours(found, announced):
                self.disk.unlink(found.path)
        for folder in reversed([*folders_of(self.path, TakenNames(), self.disk)][1:]):
            if folder.name in folders and not any(folder.path.iterdir()):
                self.disk.rmdir(folder.path)
        strangers = [one.path for one in walk(self.path, TakenNames(), self.disk) if one.name not in (_MARK, _JOURNAL)]
        for name in (_JOURNAL,) if strangers else (_JOURNAL, _MARK):
            if os.path.lexists(self.path / name):
                self.disk.unlink(self.path / name)
        if not strangers:
            self.disk.rmdir(self.path)
        return strangers

    def _is_ours(self, found: Occupant, announced: Mapping[str, str]) -> bool:
        return found.name in _FILES or (found.name in announced and _holds(found.path, announced[found.name]))

    def _announced(self) -> dict[str, str]:
        """What the journal says; nothing, where it cannot be read: then nothing was put yet."""
        try:
            said = json.loads(bytes_of(self.path / _JOURNAL, INVENTORY_BYTES) or b"{}")
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}


def somebodys(paths: Sequence[Path]) -> Refused:
    """The refusal to go on over what is somebody's."""
    named = ", ".join(map(shown, paths[:_NAMED])) + (" …" if len(paths) > _NAMED else "")
    return Refused([Diagnostic("A007", None, {"path": named})])


def bytes_of(path: Path, most: int) -> bytes | None:
    """The bytes of a file, or None where there is none that can be read."""
    try:
        return read_file(path, most, path.parent)
    except Refused:
        return None


def _holds(path: Path, digest: str) -> bool:
    """Whether a file, which is no link, holds what was put there. One that cannot be read is somebody's."""
    made = hashlib.sha512()
    try:
        for part in parts(path):
            made.update(part)
    except OSError:
        return False
    return made.hexdigest() == digest
