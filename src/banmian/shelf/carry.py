"""What is the user's in an output folder: carried over into the new one, and never removed before it is there."""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from .disk import Disk
from .manifest import NAME, Manifest

Kept = tuple[str, str]
"""A file of the user that had to make room: its name, and the name that it has now."""


@dataclass(frozen=True)
class Found:
    """A file, a link or an empty folder in an output folder: its path, its name below it, the name that it wants now."""

    path: Path
    name: str
    wanted: str

    @property
    def is_folder(self) -> bool:
        """Whether it is an empty folder."""
        return stat.S_ISDIR(self.path.lstat().st_mode)


def taken_by(names: Set[str]) -> frozenset[str]:
    """The names of new files and their folders, so that they compare equal where a file system takes them for the same."""
    paths = [PurePosixPath(name) for name in (*names, NAME)]
    folders = {str(parent) for path in paths for parent in path.parents if parent.name}
    return frozenset(key(name) for name in {*map(str, paths), *folders})


def key(name: str) -> str:
    """Capitals and composed characters are the same name on a stick, a Mac and many a server."""
    return unicodedata.normalize("NFC", name).casefold()


def walk(old: Path, taken: Set[str]) -> Iterator[Found]:
    """What lies in a folder, deepest last; links are not followed. A folder whose name a new file takes wants another."""
    wanted = {old: ""}
    for place, folders, files in os.walk(old):
        here = Path(place)
        if not folders and not files and here != old:
            yield Found(here, here.relative_to(old).as_posix(), wanted[here])
        folders.sort()  # the same order on every file system
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted((*files, *links)):
            yield Found(here / name, (here / name).relative_to(old).as_posix(), _join(wanted[here], name))
        for name in (one for one in folders if one not in links):
            own = _join(wanted[here], name)
            wanted[here / name] = f"{own}.kept-folder" if _is_file(own, taken) else own


def _is_file(name: str, taken: Set[str]) -> bool:
    """Whether a new file (not a folder of new files) has the name."""
    return key(name) in taken and not any(other.startswith(f"{key(name)}/") for other in taken)


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def is_ours(found: Found, listed: Manifest) -> bool:
    """Whether the program made it and nobody has changed it since."""
    if found.is_folder:
        return any(name.startswith(f"{found.name}/") for name in listed.files)
    if found.name == NAME:
        return True
    file = listed.files.get(found.name)
    if file is None or not _is_regular(found.path) or found.path.lstat().st_size != file.size:
        return False
    return _digest(found.path) == file.sha256


def carry(old: Path, new: Path, taken: Set[str], goes: Set[str], disk: Disk) -> list[Kept]:
    """Put what stays of an old folder into the new one as well. `goes`: what the program made and does not need now."""
    kept = []
    for found in walk(old, taken):
        if found.name in goes:
            continue
        name, there = _place(found, new, taken)
        if not there:
            disk.mkdir((new / name).parent)
            with suppress(OSError):  # neither a link nor a copy can be made of it: `settle` moves it
                (disk.mkdir if found.is_folder else partial(disk.link, found.path))(new / name)
        if name != found.name:
            kept.append((found.name, name))
    return kept


def settle(old: Path, new: Path, listed: Manifest, taken: Set[str], disk: Disk) -> None:
    """Take an old folder down: what is in the new one or was the program's goes, all else moves into the new one.

    `listed`: the old folder's manifest, which goes last, so that this can be done again after a stop.
    """
    for found in [one for one in walk(old, taken) if one.name != NAME]:
        name, there = _place(found, new, taken)
        if there or is_ours(found, listed):
            (disk.rmdir if found.is_folder else disk.unlink)(found.path)
        else:
            disk.mkdir((new / name).parent)
            disk.rename(found.path, new / name)
    for place, folders, _ in os.walk(old, topdown=False):
        for folder in folders:
            disk.rmdir(Path(place) / folder)
    if os.path.lexists(old / NAME):
        disk.unlink(old / NAME)
    disk.rmdir(old)


def _place(found: Found, new: Path, taken: Set[str]) -> tuple[str, bool]:
    """The name that something of the user's has in the new folder, and whether it is there already."""
    for name in (found.wanted, *_other_names(found.wanted, found.path)):
        if name == found.wanted and key(name) in taken:
            continue
        if not os.path.lexists(new / name):
            return name, False
        if _same(found.path, new / name):
            return name, True
    raise FileExistsError(
        errno.EEXIST, os.strerror(errno.EEXIST), found.name
    )  # a pipe or a socket, and again one of its name


def _other_names(name: str, path: Path) -> Iterator[str]:
    """NAME.kept-<8 of its SHA-256>.EXT, longer where that is taken."""
    own, digest = PurePosixPath(name), _digest(path)
    for length in (8, 16, 64):
        yield str(own.with_name(f"{own.stem}.kept-{digest[:length]}{own.suffix}"))


def _same(one: Path, other: Path) -> bool:
    """Whether two names stand for the same file, or for two with the same content."""
    if os.path.samestat(one.lstat(), other.lstat()) or (one.is_dir() and other.is_dir()):
        return True
    if one.is_symlink() and other.is_symlink():
        return one.readlink() == other.readlink()
    return _is_regular(one) and _is_regular(other) and filecmp.cmp(one, other, shallow=False)


def _is_regular(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _digest(path: Path) -> str:
    """SHA-256 of a file's bytes, of a link's words, of the name of anything else."""
    if _is_regular(path):
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256(os.fsencode(path.readlink() if path.is_symlink() else path.name)).hexdigest()
