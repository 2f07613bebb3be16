"""An archive: deposits are taken in and handed out, its index kept at their heads, its words found.

ARCHIVE/ocfl/          the store, which other programs can read (storage.py)
ARCHIVE/index.sqlite   the index, which can be made again (index.py)
ARCHIVE/work/          only while something is written, or after a stop (work.py)
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Diagnostic, Refused
from ..job import Told, quiet
from ..limits_finished import ARCHIVE_SECONDS, ROWS_A_DAY
from ..reading import shown
from ..shelf.carry import is_folder_itself
from ..shelf.disk import Busy, Disk, held
from ..shelf.shelf import IMPOSSIBLE
from .handing_out import export, object_of
from .incoming import Incoming, incoming
from .index import Chosen, Index, KeptIssue, is_ours, too_many
from .inventory import BadInventory, Inventory, Version, state_of
from .issue_facts import IssueFacts, issue_facts
from .objects import described, pages_of
from .page_rows import all_rows
from .query import parse
from .search import Hits, search
from .storage import Storage, place_of
from .work import INDEX, WORK, somebodys
from .writer import ArchiveWriter
from .xml import Unreadable


@dataclass(frozen=True)
class Added:
    """What became of a deposit: the folder that it came in, the issue, its version, and whether that is new."""

    folder: Path
    name: str
    version: int
    is_new: bool
    digest: str


@dataclass
class Archive:
    """The archive in a folder. What it cannot do it says by `Refused`.

    Who writes holds it; a reader does not wait for that, but where the index is behind the store.
    """

    folder: Path
    disk: Disk = field(default_factory=Disk)

    @property
    def storage(self) -> Storage:
        """The store."""
        return Storage(self.folder / "ocfl")

    @property
    def index_file(self) -> Path:
        """The index."""
        return self.folder / INDEX

    @property
    def _writer(self) -> ArchiveWriter:
        return ArchiveWriter(self.folder, self.disk)

    def check(self) -> bool:
        """Whether there is an archive; no, where one can be made. Raises Refused for a folder of somebody else's."""
        with self.told():
            if not os.path.lexists(self.folder):
                return False
            if not self.folder.is_dir() or not self._writer.work.is_free():
                raise self._refused("A002")
            if os.path.lexists(self.storage.base):
                if not is_folder_itself(self.storage.base) or not self.storage.is_ours():
                    raise self._refused("A006")
                return True
            if any(entry.name != WORK for entry in os.scandir(self.folder)):
                raise self._refused("A002")
            return False

    def _refused(self, code: str, **facts: object) -> Refused:
        return Refused([Diagnostic(code, None, {"path": shown(self.folder), **facts})])

    @contextmanager
    def told(self, at: Path | None = None) -> Iterator[None]:
        """What the system says, as a refusal. `at`: where something is done outside of the archive."""
        try:
            yield
        except Busy as fault:
            raise self._refused("A003", seconds=f"{ARCHIVE_SECONDS:g}") from fault
        except IMPOSSIBLE as fault:
            said = getattr(fault, "strerror", None) or str(fault)
            raise self._refused("A004", path=shown(at or self.folder), fault=said) from fault

    @contextmanager
    def writing(self, to_make: bool = False) -> Iterator[ArchiveWriter]:
        """The archive, held; what a stop left behind is put right first, and after a fault.

        `to_make`: make one, where none is. Raises Refused for what is somebody's and lies in the work folder (A007).
        """
        there = self.check()
        if not there and not to_make:
            raise self._refused("A001")
        with self.told():
            self.disk.mkdir(self.folder)
            with held(self.folder, ARCHIVE_SECONDS):
                writer = self._writer
                if strangers := writer.recovered():
                    raise somebodys(strangers)
                writer.work.begin()
                try:
                    if not self.check():
                        writer.make_root()
                    yield writer
                finally:
                    writer.work.end()  # what is somebody's is named by the next start

    @contextmanager
    def reading(self) -> Iterator[tuple[Index, list[Diagnostic]]]:
        """The index, brought up to the store where it is not; what is to be told of that. Raises Refused."""
        self.must_be()
        noticed: list[Diagnostic] = []
        index = Index.opened(self.index_file) if os.path.lexists(self.index_file) else None
        if index is None or (behind := self._behind(index)):
            try:
                noticed = self.caught_up()
            except Refused:
                if index is None:
                    raise
                noticed = [Diagnostic("A042", None, {"count": len(behind)})]
            if index is not None:
                index.close()
            index = Index.opened(self.index_file)
        try:
            yield index, noticed
        finally:
            index.close()

    def issues(self, chosen: Chosen) -> tuple[list[KeptIssue], list[Diagnostic]]:
        """The issues of a choice, the newest first, and what is to be told of the index. Raises Refused."""
        with self.reading() as (index, noticed):
            return index.issues(chosen), noticed

    def search(self, query: str, chosen: Chosen, limit: int, by_rank: bool = False) -> tuple[Hits, list[Diagnostic]]:
        """Find words, the newest first or by rank, and what is to be told of the index. Raises Refused."""
        parsed = parse(query)
        with self.reading() as (index, noticed):
            return search(index, parsed, chosen, limit, by_rank), noticed

    def must_be(self) -> None:
        """Raise Refused where there is no archive; put right what a stop left behind."""
        if not self.check():
            raise self._refused("A001")
        self._put_right()

    def _put_right(self) -> None:
        """What a stop left behind is put right by whoever comes first; who may not write, or comes in between, reads."""
        if not os.path.lexists(self.folder / WORK):
            return
        try:
            with held(self.folder, 0):
                self._writer.recovered()
        except (Busy, OSError):
            return

    def _behind(self, index: Index) -> list[str]:
        """The places of objects whose newest version is not the one that the index knows."""
        with self.told():
            known, storage = index.heads(), self.storage
            there = set(storage.places())
            changed = {place for place, head in known.items() if place in there and not storage.is_head(place, head)}
        return sorted((there - set(known)) | changed | (set(known) - there))

    def caught_up(self) -> list[Diagnostic]:
        """Bring the index up to the store; what is to be told of objects that are damaged."""
        with self.writing():
            return self._catch_up(quiet)

    def _catch_up(self, told: Told) -> list[Diagnostic]:
        if not os.path.lexists(self.index_file):
            return self._make_index(told)[1]
        index = Index.opened(self.index_file, to_write=True)
        try:
            return self._index_all(index, self._behind(index), told)
        finally:
            index.close()

    def _index_all(self, index: Index, places: Sequence[str], told: Told) -> list[Diagnostic]:
        """Tell the index of objects; what is told of those that are damaged, which it does not learn of."""
        step, noticed = max(1, len(places) // 100), list[Diagnostic]()
        for number, place in enumerate(places, 1):
            if number % step == 0:
                told("index", f"{number}/{len(places)}")
            try:
                known = described(self.storage, place) if is_folder_itself(self.storage.base / place) else None
            except Refused as refused:
                noticed += refused.diagnostics
                continue
            with index.changing():
                if known:
                    index.add(*known)
                else:
                    index.remove(place)
        return noticed

    def reindex(self, told: Told = quiet) -> tuple[int, list[Diagnostic]]:
        """Make the index again from the store; how many issues are in it, and what is told of damaged ones, which are not.

        The old one goes when the new one is whole. Raises Refused.
        """
        if os.path.lexists(self.index_file) and not is_ours(self.index_file):
            raise Refused([Diagnostic("A041", None, {"path": shown(self.index_file)})])
        with self.writing():
            return self._make_index(told)

    def _make_index(self, told: Told) -> tuple[int, list[Diagnostic]]:
        new = self.folder / WORK / INDEX
        index = Index.made(new)
        try:
            noticed = self._index_all(index, list(self.storage.places()), told)
            count = len(index.heads())
        finally:
            index.close()
        self.disk.sync(new)
        self.disk.replace(new, self.index_file)
        return count, noticed

    def add(self, folder: Path, new_version: bool = False) -> Added:
        """Take a deposit in. Raises Refused; then the archive is as it was. `new_version`: also one that changes an issue
        and does not say that it is a correction.
        """
        self.check()
        deposit = incoming(folder)
        try:
            facts = issue_facts(deposit.payload, set(deposit.sizes), deposit.read)
            rows = len(list(all_rows((name, deposit.read(name)) for name in pages_of(deposit.sizes))))
        except Unreadable as fault:
            raise deposit.refused("A014", why=str(fault)) from fault
        with self.writing(to_make=True) as writer:
            return self._add(writer, deposit, facts, rows, new_version)

    def _add(self, writer: ArchiveWriter, deposit: Incoming, facts: IssueFacts, rows: int, new_version: bool) -> Added:
        before = self._before(facts.name)
        state = state_of({name: deposit.digest(name) for name in deposit.sizes})
        version = Version(facts.moment, f"deposit sha256:{facts.digest}", state)
        known = next((n for n in range(1, before.head + 1) if before.version(n).state == state), 0) if before else 0
        if before and not known:
            self._may_change(before, facts, new_version)
        if known:
            for name in deposit.sizes:  # what is here is whole; whether what was handed in is, too, its owner is told
                for _ in deposit.poured(name):
                    pass
            return Added(deposit.folder, facts.name, known, False, facts.digest)
        self._has_room(facts, rows)
        staged = writer.stage(facts.name, before, version, deposit.poured)
        writer.commit(staged)
        self._catch_up(quiet)
        return Added(deposit.folder, facts.name, staged.inventory.head, True, facts.digest)

    def _before(self, name: str) -> Inventory | None:
        """What is known of an issue already. Raises Refused for an object that is damaged."""
        place = place_of(name)
        if not is_folder_itself(self.storage.base / place):
            return None
        try:
            return self.storage.inventory(place)
        except BadInventory as fault:
            raise Refused([Diagnostic("A045", None, {"name": name, "why": str(fault)})]) from fault

    def _may_change(self, before: Inventory, facts: IssueFacts, new_version: bool) -> None:
        """Raise Refused for a deposit that is neither a later correction nor wanted anyway."""
        newest = before.version(before.head).created
        if not new_version and not (facts.revised and facts.moment > newest):
            raise Refused([Diagnostic("A015", None, {"name": facts.name, "version": f"v{before.head}", "moment": newest})])

    def _has_room(self, facts: IssueFacts, rows: int) -> None:
        """Raise Refused for more rows than the index can take; before the commit, not after it."""
        if rows > ROWS_A_DAY:
            raise too_many(facts.day)
        if os.path.lexists(self.index_file):
            index = Index.opened(self.index_file)
            try:
                index.free(facts.day, rows, place_of(facts.name))
            finally:
                index.close()

    def export(self, name: str, number: int | None, to: Path) -> int:
        """Write the deposit of an issue to a free name, as it came; which version. Raises Refused."""
        self.must_be()
        with self.told():
            inventory = object_of(self.storage, name)
            wanted = inventory.head if number is None else number
        with self.told(to):
            export(self.storage, name, inventory, wanted, to, self.disk)
        return wanted
