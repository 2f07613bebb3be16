"""Delivery: files are made beside their place and change places with the old ones at once; docs/shelf.md tells how.

build/<paper>-<date>/             the folder, whole at any moment
build/.<paper>-<date>.banmian/    only while something is delivered, or after a stop: new/ and old/
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Refused
from ..limits import DELIVERY_SECONDS, MANIFEST_BYTES
from ..reading import folded, read_own, shown
from .carry import TakenNames, carry, folders_of, is_folder_itself, settle, walk
from .disk import Busy, Disk, held
from .manifest import NAME, Manifest, NotOurs, file_of, is_component, manifest_of, read_manifest
from .plan import Still, planned

IMPOSSIBLE = (OSError, RuntimeError, ValueError)
"""What is raised for places that cannot be: by the system, for a circle of links, for a NUL in a name."""

_WORK = ".banmian"
_MARK, _MARKED = ".banmian-delivery", b"banmian is making this folder\n"
"""A file in a folder that is being made, and what it holds: a folder without it was in use."""
_JOURNAL = "journal.json"
"""In the work folder, written before the first file of the new one: the names of all that are put into it, and pairs: a
folder of the user's that is kept whole, and the name that it gets."""


@dataclass(frozen=True)
class Output:
    """A file to deliver: its name below the folder, target, bytes, the digest of what it was made from, the folder above
    it that is one unit, "" for none, and the SHA-256 of its bytes, where it is known.
    """

    name: str
    target: str
    data: bytes
    made_from: str
    unit: str = ""
    sha256: str = ""


@dataclass
class Shelf:
    """The place of one issue's files: the folder `name` below `out`. `source`: what the issue is read from."""

    out: Path
    name: str
    source: Path
    disk: Disk = field(default_factory=Disk)

    @property
    def folder(self) -> Path:
        """Where the files go, as the user named it."""
        return self.out / self.name

    @property
    def _work(self) -> Path:
        return self.out / f".{self.name}{_WORK}"

    def check(self) -> Manifest:
        """What the program made there before; nothing, where nothing is.

        Raises `Refused` for a folder that it may not touch. S020: not ours; S021: the source, above it or inside it;
        S022: no name for a folder; S025: the manifest was edited.
        """
        if not is_component(self.name):
            raise Refused([Diagnostic("S022", None, {"name": shown(Path(self.name))})])
        try:
            self._apart_from_source()
            return self._listed(self.folder)
        except IMPOSSIBLE as fault:
            raise self._failed(fault) from fault

    def _apart_from_source(self) -> None:
        """Compared by what the system says is the same, whatever way leads there and however it is spelled."""
        folder, issue = self.folder.resolve(), (self.source if self.source.is_dir() else self.source.parent).resolve()
        inside = [folder, *folder.parents] if self.source.is_dir() else [folder]
        if any(_is_same(folder, one) for one in (issue, *issue.parents)) or any(_is_same(one, issue) for one in inside):
            raise Refused([Diagnostic("S021", None, {"path": shown(self.folder)})])

    def _listed(self, folder: Path) -> Manifest:
        if not os.path.lexists(folder):
            return Manifest()
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise Refused([Diagnostic("S020", None, {"path": shown(folder)})])
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        if not any(folder.iterdir()):
            return Manifest()
        if not os.path.lexists(folder / NAME):
            raise Refused([Diagnostic("S020", None, {"path": shown(folder)})])
        try:
            return read_manifest(read_own(folder / NAME, MANIFEST_BYTES, folder))
        except NotOurs as fault:
            raise Refused([Diagnostic("S025", None, {"path": shown(folder / NAME)})]) from fault

    def deliver(
        self,
        made: Sequence[Output],
        made_from: Still,
        report: Callable[[list[Diagnostic]], Output],
        failed: Set[str] = frozenset(),
    ) -> list[Diagnostic]:
        """Put files into the folder at once; what became of those that were there.

        `report`: the last file, which tells what became of the others. `failed`: the targets that were to be made and could
        not be. Raises `Refused`; then what was there before is there as it was.
        """
        try:
            self.disk.mkdir(self.out)
            with held(self.out, DELIVERY_SECONDS):
                recover(self.out, self.name, self.disk)
                listed = self.check()
                try:
                    noticed, staged = self._stage(listed, made, made_from, report, failed)
                    if staged:
                        self._swap()
                except BaseException:
                    self._tidy()
                    raise
                return [*noticed, *(self._tidy() if staged else [])]
        except Busy as fault:
            raise Refused(
                [Diagnostic("S026", None, {"path": shown(self.out), "seconds": f"{DELIVERY_SECONDS:g}"})]
            ) from fault
        except IMPOSSIBLE as fault:
            raise self._failed(fault) from fault

    def _failed(self, fault: Exception) -> Refused:
        facts = {"path": shown(self.folder), "fault": getattr(fault, "strerror", None) or str(fault)}
        return Refused([Diagnostic("S004", None, facts)])

    def _stage(
        self,
        listed: Manifest,
        made: Sequence[Output],
        made_from: Still,
        report: Callable[[list[Diagnostic]], Output],
        failed: Set[str],
    ) -> tuple[list[Diagnostic], bool]:
        """Make the new folder beside the old one, complete; or none, where the old one is already what it would be."""
        new = self._work / "new"
        units = {one.name: one.unit for one in (*made, report([]))}
        plan = planned(self.folder, listed, units, made_from, failed, self.disk)
        last = report(plan.noticed)
        every = (*made, last)
        files = manifest_of(
            file_of(one.name, one.target, one.data, one.made_from, one.unit, one.sha256) for one in every
        ).files
        wanted = Manifest({**plan.stays, **files})
        if plan.is_done(listed, wanted):
            return plan.noticed, False
        self._begin(new, [*units, *plan.placed, *plan.taken.kept.items()])
        lying = {listed.files[name].sha256: self.folder / name for name in plan.ours & listed.files.keys()}
        for one in every:
            self._write(new, one, lying.get(files[one.name].sha256))
        self.disk.write(new / NAME, wanted.as_bytes())
        if self.folder.exists():
            carry(plan.placed, plan.stays, self.folder, new, plan.taken, self.disk)
            self.disk.like(self.folder, new)
        return plan.noticed, True

    def _begin(self, new: Path, names: Sequence[str | tuple[str, str]]) -> None:
        """Make the work folder, and write down what will be put into the new one before anything is."""
        if os.path.lexists(self.folder / _MARK):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.folder / _MARK))
        self.disk.mkdir(self._work)
        self.disk.mkdir_new(new)
        self.disk.write(self._work / _JOURNAL, json.dumps([*names, NAME]).encode("utf-8", "surrogatepass"))
        self.disk.write(new / _MARK, _MARKED)

    def _write(self, new: Path, one: Output, lying: Path | None) -> None:
        """Put a file into the new folder. `lying`: one of the old folder that has the same bytes, and is only linked."""
        self.disk.mkdir((new / one.name).parent)
        if lying:
            self.disk.link(lying, new / one.name)
        else:
            self.disk.write(new / one.name, one.data)

    def _swap(self) -> None:
        """Let the new folder take the old one's place."""
        new, old = self._work / "new", self._work / "old"
        if not self.folder.exists():
            self.disk.rename(new, self.folder)
        elif not self.disk.exchange(new, self.folder):
            self.disk.rename(self.folder, old)
            self.disk.rename(new, self.folder)

    def _tidy(self) -> list[Diagnostic]:
        """Take the old folder down, or after a fault the new one; what cannot be done waits for the next start."""
        try:
            recover(self.out, self.name, self.disk)
        except OSError as fault:
            facts = {"path": shown(self._work), "fault": fault.strerror or str(fault)}
            return [Diagnostic("S027", None, facts)]
        return []


def recover_all(out: Path, disk: Disk | None = None) -> list[Diagnostic]:
    """Finish or undo every delivery into a place that was stopped; one that is under way is left alone."""
    noticed = []
    try:
        found = (
            [path.name[1 : -len(_WORK)] for path in out.glob(f".*{_WORK}") if is_folder_itself(path)]
            if out.is_dir()
            else []
        )
        names = [name for name in found if is_component(name)]
        for name in names:
            with held(out, 0):
                recover(out, name, disk or Disk())
            noticed.append(Diagnostic("S028", None, {"name": shown(Path(name))}))
    except Busy:
        return noticed
    except IMPOSSIBLE as fault:
        facts = {"path": shown(out), "fault": getattr(fault, "strerror", None) or str(fault)}
        return [*noticed, Diagnostic("S027", None, facts)]
    return noticed


def recover(out: Path, name: str, disk: Disk) -> None:
    """Finish or undo a delivery that was stopped. The place must be held. Raises OSError.

    A new folder that is not in use yet is taken down; of an old one that is out of use, what is the user's comes back.
    """
    folder, work = out / name, out / f".{name}{_WORK}"
    if not is_component(name) or not is_folder_itself(work):
        return
    new, old = work / "new", work / "old"
    if is_folder_itself(old) and not os.path.lexists(folder):
        disk.rename(old, folder)
    if is_folder_itself(new) and _mark_in(new) is not None:
        _take_down(new, {name for name in _journal(work) if isinstance(name, str)}, disk)
    elif is_folder_itself(folder) and _mark_in(folder) == _MARKED:
        disk.unlink(folder / _MARK)
    for left in (one for one in (old, new) if is_folder_itself(one)):
        if not any(left.iterdir()):
            disk.rmdir(left)
        elif not os.path.lexists(folder):
            disk.rename(left, folder)
        elif is_folder_itself(folder):
            settle(left, folder, _manifest(left), TakenNames.by(_manifest(folder).units, _kept(work)), disk)
    if os.path.lexists(work / _JOURNAL):
        disk.unlink(work / _JOURNAL)
    disk.rmdir(work)


def _take_down(new: Path, names: Set[str], disk: Disk) -> None:
    """Remove from a new folder that nobody has used what was put into it; anything else stays, and is the user's.

    The mark goes last, so that this can be done again after a stop.
    """
    for found in [one for one in walk(new, TakenNames(), disk) if one.name in names]:
        (disk.rmdir if found.is_folder else disk.unlink)(found.path)
    for folder in reversed([*folders_of(new, TakenNames(), disk)][1:]):
        if not any(folder.path.iterdir()):
            disk.rmdir(folder.path)
    disk.unlink(new / _MARK)


def _journal(work: Path) -> list[Any]:
    """What the journal lists, which may be anything; nothing, where it cannot be read."""
    try:
        said = json.loads(read_own(work / _JOURNAL, MANIFEST_BYTES, work))
    except (Refused, ValueError, RecursionError):
        return []
    return said if isinstance(said, list) else []


def _kept(work: Path) -> dict[str, str]:
    """The folders that are kept whole, with the names that they get."""
    pairs = [one for one in _journal(work) if isinstance(one, list) and len(one) == len(("old", "new"))]
    return {old: new for old, new in pairs if _is_below(old) and _is_below(new)}


def _is_below(name: object) -> bool:
    """Whether it is a name that leads from a folder to something below it."""
    return isinstance(name, str) and not {"", ".", ".."} & set(name.split("/"))


def _mark_in(folder: Path) -> bytes | None:
    """The mark of a folder that is being made, perhaps not yet all of it; None where there is none, or another file."""
    try:
        said = read_own(folder / _MARK, len(_MARKED), folder)
    except Refused:
        return None
    return said if _MARKED.startswith(said) else None


def _manifest(folder: Path) -> Manifest:
    """The files that a folder's manifest lists; of one that cannot be trusted, none: all is then the user's."""
    try:
        return read_manifest(read_own(folder / NAME, MANIFEST_BYTES, folder))
    except (NotOurs, Refused):
        return Manifest()


def _is_same(one: Path, other: Path) -> bool:
    """Whether two real paths lead to the same; a file system of sticks may number one folder twice under two spellings."""
    if folded(str(one)) == folded(str(other)):
        return True
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet
        return False
