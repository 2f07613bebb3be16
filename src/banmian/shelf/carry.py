"""What is the user's in an output folder: carried over into the new one, and never removed before it is there."""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from pathlib import Path, PurePosixPath

from ..reading import folded
from .disk import Disk
from .manifest import NAME, Manifest

HolderOf = Callable[[str], Path | None]
"""What has a name already in the new folder, if anything has."""


@dataclass(frozen=True)
class Occupant:
    """A file, a link or an empty folder in an output folder: its path, its name below it, the name that it wants now."""

    path: Path
    name: str
    wanted: str

    @property
    def is_folder(self) -> bool:
        """Whether it is an empty folder."""
        return is_folder_itself(self.path)


@dataclass(frozen=True)
class TakenNames:
    """What new files take: their names, those of their folders, and the folders among these that are units; all so that
    they compare equal where a file system takes them for the same.

    `kept`: the folders in the old one that are the user's as a whole, each with the name that it gets in the new one.
    """

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    kept: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def by(cls, files: Mapping[str, str], kept: Mapping[str, str]) -> TakenNames:
        """What files take; `files`: the unit of each by its name, "" for none."""
        paths = [PurePosixPath(name) for name in (*files, NAME)]
        folders = {str(parent) for path in paths for parent in path.parents if parent.name}
        units = {unit for unit in files.values() if unit}
        return cls(_folded(map(str, paths)), _folded(folders), _folded(units), kept)

    def holds(self, name: str) -> bool:
        """Whether a new file or folder has the name."""
        return folded(name) in self.files or folded(name) in self.folders

    def keeps(self, name: str) -> bool:
        """Whether something in the old folder is in one that is the user's as a whole."""
        return bool(self.kept) and any(folder in self.kept for folder in leading(name))

    def folder(self, name: str, own: str) -> str:
        """The name that a folder `name` wants in the new one; `own`: what it is, unless it must make room."""
        if name in self.kept:
            return self.kept[name]
        return f"{own}.kept-folder" if folded(own) in self.files or folded(own) in self.units else own


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, names))


def leading(name: str) -> Iterator[str]:
    """The folders above something, from the outermost, and itself."""
    return accumulate(name.split("/"), "{}/{}".format)


def folders_of(old: Path, taken: TakenNames, disk: Disk) -> Iterator[Occupant]:
    """A folder and those below it, each before what it holds; links are not followed.

    One whose name a new file or unit takes wants another. One that its owner may not open or change is opened up to the
    owner.
    """
    waiting = [Occupant(old, "", "")]
    while waiting:
        here = waiting.pop()
        if not os.access(here.path, os.R_OK | os.W_OK | os.X_OK):
            disk.open_up(here.path)
        yield here
        below = sorted(entry.name for entry in os.scandir(here.path) if entry.is_dir(follow_symlinks=False))
        for name in reversed(below):
            full = join(here.name, name)
            waiting.append(Occupant(here.path / name, full, taken.folder(full, join(here.wanted, name))))


def walk(old: Path, taken: TakenNames, disk: Disk) -> Iterator[Occupant]:
    """The files, links and empty folders of a folder and those below it, in the order of their names."""
    for here in folders_of(old, taken, disk):
        entries = sorted(os.scandir(here.path), key=lambda entry: entry.name)
        if not entries and here.name:
            yield here
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield Occupant(here.path / entry.name, join(here.name, entry.name), join(here.wanted, entry.name))


def join(folder: str, name: str) -> str:
    """The name of something in a folder; "" is the output folder."""
    return f"{folder}/{name}" if folder else name


def is_ours(found: Occupant, listed: Manifest) -> bool:
    """Whether the program made it and nobody has changed it since."""
    if found.is_folder:
        return any(name.startswith(f"{found.name}/") for name in listed.files)
    if found.name == NAME:
        return True
    file = listed.files.get(found.name)
    if file is None or not _is_regular(found.path) or found.path.lstat().st_size != file.size:
        return False
    return digest_of(found.path) == file.sha256


def places(found: list[Occupant], taken: TakenNames) -> dict[str, Occupant]:
    """The name that each thing of the user's gets in a new folder which holds nothing but new files."""
    made: dict[str, Occupant] = {}
    by_key: dict[str, tuple[str, Occupant]] = {}

    def held(one: Occupant, name: str) -> Path | None:
        placed, there = by_key.get(folded(name), ("", None))
        return None if there is None or _side_by_side(one, name, there, placed) else there.path

    for one in found:
        name, there = _place(one, taken, partial(held, one))
        if not there:
            made[name] = one
            by_key[folded(name)] = name, one
    return made


def _side_by_side(one: Occupant, name: str, other: Occupant, placed: str) -> bool:
    """Whether the names differ in capitals and lay side by side before: where they do, they can again."""
    return name != placed and (name, placed) == (one.wanted, other.wanted) and _moved(one) == _moved(other)


def _moved(found: Occupant) -> tuple[list[str], list[str]]:
    """The folder that makes room, of those above something, and the name that it wants; nothing where none does."""
    old, new = found.name.split("/"), found.wanted.split("/")
    while old and new and old[-1] == new[-1]:
        old.pop()
        new.pop()
    return old, new


def carry(
    placed: Mapping[str, Occupant], stays: Container[str], old: Path, new: Path, taken: TakenNames, disk: Disk
) -> None:
    """Put what stays of an old folder into the new one as well, and give folders the rights that they had.

    `stays`: what of it is the program's. Raises OSError for such a file of which neither a link nor a copy can be made; one
    of the user's is moved by `settle`.
    """
    for name, found in placed.items():
        disk.mkdir((new / name).parent)
        try:
            (disk.mkdir if found.is_folder else partial(disk.link, found.path))(new / name)
        except OSError:
            if name in stays:
                raise
    for folder in reversed([*folders_of(old, taken, disk)][1:]):
        if is_folder_itself(new / folder.wanted):
            disk.like(folder.path, new / folder.wanted)


def settle(old: Path, new: Path, listed: Manifest, taken: TakenNames, disk: Disk) -> None:
    """Take an old folder down: what is in the new one or was the program's goes, all else moves into the new one.

    `listed`: the old folder's manifest, which goes last, so that this can be done again after a stop.
    """
    for found in [one for one in walk(old, taken, disk) if one.name != NAME]:
        goes = (_is_linked(found, new) or is_ours(found, listed)) and not taken.keeps(found.name)
        if not goes:
            name, goes = _place(found, taken, lambda name: new / name if os.path.lexists(new / name) else None)
        if goes:
            (disk.rmdir if found.is_folder else disk.unlink)(found.path)
        else:
            disk.mkdir((new / name).parent)
            disk.rename(found.path, new / name)
    for folder in reversed([*folders_of(old, taken, disk)][1:]):
        disk.rmdir(folder.path)
    if os.path.lexists(old / NAME):
        disk.unlink(old / NAME)
    disk.rmdir(old)


def _is_linked(found: Occupant, new: Path) -> bool:
    """Whether a file of an old folder is in the new one under its name, as the very same file: nothing is lost with it."""
    there = new / found.name
    return not found.is_folder and os.path.lexists(there) and os.path.samestat(found.path.lstat(), there.lstat())


def _place(found: Occupant, taken: TakenNames, held: HolderOf) -> tuple[str, bool]:
    """The name that something of the user's gets in the new folder, and whether it is there already."""
    wanted = _through_folders(found.wanted, held)
    for name in (wanted, *_other_names(wanted, found.path)):
        if name == wanted and taken.holds(name):
            continue
        there = held(name)
        if there is None:
            return name, False
        if _same(found.path, there):
            return name, True
    raise FileExistsError(
        errno.EEXIST, os.strerror(errno.EEXIST), found.name
    )  # a pipe or a socket, and again one of its name


def _through_folders(name: str, held: HolderOf) -> str:
    """A name that leads through folders only: a link in its place would lead out, a file nowhere."""
    *above, last = name.split("/")
    parts: list[str] = []
    for part in above:
        while (there := held("/".join([*parts, part]))) is not None and not is_folder_itself(there):
            part += ".kept-folder"  # noqa: PLW2901 - as often as the name is taken
        parts.append(part)
    return "/".join([*parts, last])


def _other_names(name: str, path: Path) -> Iterator[str]:
    """NAME.kept-<8 of its SHA-256>.EXT, longer where that is taken."""
    own, digest = PurePosixPath(name), digest_of(path)
    for length in (8, 16, 64):
        yield str(own.with_name(f"{own.stem}.kept-{digest[:length]}{own.suffix}"))


def _same(one: Path, other: Path) -> bool:
    """Whether two names stand for the same file, or for two with the same content."""
    if os.path.samestat(one.lstat(), other.lstat()) or (is_folder_itself(one) and is_folder_itself(other)):
        return True
    if one.is_symlink() and other.is_symlink():
        return one.readlink() == other.readlink()
    return _is_regular(one) and _is_regular(other) and filecmp.cmp(one, other, shallow=False)


def is_folder_itself(path: Path) -> bool:
    """Whether a name stands for a folder, and not for a link to one."""
    return os.path.lexists(path) and stat.S_ISDIR(path.lstat().st_mode)


def _is_regular(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, of a link's words, of the name of anything else."""
    if _is_regular(path):
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256(os.fsencode(path.readlink() if path.is_symlink() else path.name)).hexdigest()
