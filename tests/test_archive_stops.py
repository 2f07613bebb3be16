"""An add that is stopped at any of its operations leaves a store that is sound, and the next start puts the rest right."""

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from banmian.archive.examination import examine
from banmian.archive.index import Chosen
from banmian.archive.storage import ROOT_FILES, place_of
from banmian.archive.store import Archive
from banmian.diagnostics import Refused
from banmian.shelf.disk import Disk

from .archives import archive, files, held, written
from .shelves import Stopping, Unsynced, end, in_a_child
from .test_archive import CORRECTED, FIRST, SECOND

KINDS = ("the first issue", "a second issue", "a second version", "a new index")
"""What is stopped."""
COMMITS = ("rename ocfl", "rename v2", *(f"rename {place_of(name).partition('/')[0]}" for name in (FIRST, SECOND)))
"""The renames that put something in its place; the first issue makes the storage root, too."""


def worked(place: Path, deposit: Path | None, disk: Disk) -> None:
    """A deposit is added to an archive; without one its index is made anew."""
    made = Archive(place, disk)
    made.add(deposit) if deposit else made.reindex()


@pytest.fixture
def prepared(tmp_path):
    """Makes a place of each kind: its archive as it is before, and the work that is stopped."""
    first, second = written(tmp_path / "first", files()), written(tmp_path / "second", files("2026-01-02"))
    corrected = written(tmp_path / "corrected", files(**CORRECTED))
    deposits = {"the first issue": first, "a second issue": second, "a second version": corrected}
    archive(tmp_path / "one").add(first)

    def make(place: Path, kind: str):
        if kind != "the first issue":
            shutil.copytree(tmp_path / "one", place)

        return partial(worked, place, deposits.get(kind))

    return make


def operations(prepared, place: Path, kind: str) -> list[str]:
    disk = Stopping(10_000, end)
    prepared(place, kind)(disk)
    return disk.said


def faults(made: Archive) -> list[str]:
    return [one.message() for one in examine(made, [], True, lambda stage, what: None).noticed]


def answers(made: Archive) -> tuple:
    return made.search("光伏 OR 更正", Chosen(), 20)[0], made.issues(Chosen())[0]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_stop_at_every_operation(prepared, tmp_path, kind):
    """The process ends before each operation in turn: a reader finds the old state or the new one, and so does the next add."""
    whole, seen = tmp_path / "whole", set()
    every = operations(prepared, whole, kind)
    old = dict(ROOT_FILES) if kind == "the first issue" else held(tmp_path / "one" / "ocfl")
    for number in range(len(every) + 1):
        place = tmp_path / str(number)
        work = prepared(place, kind)
        assert in_a_child(partial(work, Stopping(number, end))) == (9 if number < len(every) else 0)
        made = archive(place)
        if made.check():
            seen.add(len(answers(made)[1]))  # a reader comes first, and puts right what was left
            assert faults(made) == []
            assert held(place / "ocfl") in (old, held(whole / "ocfl")), every[number : number + 1]
        work(archive(place).disk)
        assert held(place / "ocfl") == held(whole / "ocfl"), every[number : number + 1]
        assert answers(made) == answers(archive(whole)) and not (place / "work").exists()
    assert seen and len(every) > 20 - 15 * (kind == "a new index")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_stop_of_putting_right_at_every_operation(prepared, tmp_path, kind):
    whole = tmp_path / "whole"
    every = operations(prepared, whole, kind)
    commits = [n + 1 for n, said in enumerate(every) if said in COMMITS or said.startswith("replace")]
    for number in sorted({3, len(every) // 2, *commits}):
        for again in range(0, 60, 3):
            place = tmp_path / f"{number}-{again}"
            work = prepared(place, kind)
            in_a_child(partial(work, Stopping(number, end)))
            status = in_a_child(partial(started_with, place, Stopping(again, end)))
            started(archive(place))
            assert not (place / "work").exists() and faults(archive(place)) == []
            if status == 0:
                break
        work(archive(place).disk)
        assert held(place / "ocfl") == held(whole / "ocfl")


def started(made: Archive) -> None:
    """What whoever writes does first, and last."""
    with made.writing(to_make=True):
        pass


def started_with(place: Path, disk: Disk) -> None:
    started(Archive(place, disk))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", [errno.ENOSPC, pytest.param(errno.EACCES, marks=pytest.mark.slow)])
def test_a_disk_that_fails_at_every_operation(prepared, tmp_path, kind, fault, request):
    """A message, never a traceback; a full disk, in the quick tests, at each twentieth operation."""

    def fail() -> None:
        raise OSError(fault, os.strerror(fault))

    whole = tmp_path / "whole"
    every = operations(prepared, whole, kind)
    for number in range(0, len(every), 20 if fault == errno.ENOSPC else 1):
        place = tmp_path / str(number)
        work = prepared(place, kind)
        try:
            work(Stopping(number, fail))
        except Refused as refused:
            assert [one.code for one in refused.diagnostics] == ["A004"], every[number]
        work(archive(place).disk)
        assert held(place / "ocfl") == held(whole / "ocfl") and faults(archive(place)) == [], every[number]


@pytest.mark.slow
def test_a_stop_between_commit_and_copies_is_read_rightly(prepared, tmp_path):
    """The newest version's own inventory is believed; the copy at the object's top is made so by the next start."""
    kind = "a second version"
    every = operations(prepared, tmp_path / "whole", kind)
    commit = max(n for n, said in enumerate(every) if said == "rename v2")
    place = tmp_path / "place"
    work = prepared(place, kind)
    in_a_child(partial(work, Stopping(commit + 1, end)))
    top = next((place / "ocfl").glob("*/*/inventory.json"))
    assert b'"head": "v1"' in top.read_bytes()
    made = archive(place)
    assert [one.name for one in made.search("更正", Chosen(), 20)[0].hits] == [FIRST]
    assert b'"head": "v2"' in top.read_bytes() and faults(made) == []


def saved(work: Path) -> dict[Path, bytes]:
    """What somebody saves in everything that a stop left: a file in each folder, and another text over one that is whole."""
    folders = [path for path in [work, *sorted(work.rglob("*"))] if path.is_dir()]
    mine = {folder / "mine.txt": b"mine, in " + folder.name.encode() for folder in folders}
    whole = sorted(path for tree in ("new", "root") for path in (work / tree).rglob("*") if path.is_file())
    mine |= dict.fromkeys(whole[:1], b"mine, and not what was there")
    for path, data in mine.items():
        path.write_bytes(data)
    return mine


def stays(place: Path, work: Callable[[Disk], None]) -> dict[Path, bytes]:
    """After a stop somebody saves files in what it left: the next start refuses, names one, and takes only its own down."""
    mine = saved(place / "work")
    for _ in range(2):  # the start after that says the same
        with pytest.raises(Refused) as refused:
            work(archive(place).disk)
        assert {path: path.read_bytes() for path in mine if path.exists()} == mine
        assert [one.code for one in refused.value.diagnostics] == ["A007"]
        assert str(next(iter(mine))) in refused.value.diagnostics[0].message()
    assert {path for path in (place / "work").rglob("*") if path.is_file()} == {*mine, place / "work" / ".banmian-archive"}
    return mine


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_what_somebody_saved_after_a_stop_at_any_operation_stays(prepared, tmp_path, kind):
    whole = tmp_path / "whole"
    for number in range(len(operations(prepared, whole, kind))):
        place = tmp_path / str(number)
        work = prepared(place, kind)
        in_a_child(partial(work, Stopping(number, end)))
        if (place / "work" / ".banmian-archive").exists():
            for path in stays(place, work):
                path.unlink()
            while empty := [one for one in (place / "work").rglob("*") if one.is_dir() and not any(one.iterdir())]:
                for folder in empty:  # of folders, whoever made them, only empty ones are left, which their owner moves
                    folder.rmdir()
        work(archive(place).disk)
        assert held(place / "ocfl") == held(whole / "ocfl") and not (place / "work").exists()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS[:3])
def test_what_somebody_saved_after_a_stop_stays(prepared, tmp_path, kind):
    """Before the commit, all contents are there. Meanwhile, what was archived before can be read."""
    every = operations(prepared, tmp_path / "whole", kind)
    commit = max(n for n, said in enumerate(every) if said in COMMITS)
    place = tmp_path / "place"
    work = prepared(place, kind)
    in_a_child(partial(work, Stopping(commit, end)))
    assert len(stays(place, work)) > 4
    if kind != "the first issue":
        assert [one.name for one in archive(place).search("光伏", Chosen(), 20)[0].hits] == [FIRST]


class Tearing(Stopping):
    """Its last write writes half of the file, then the process ends."""

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        if self.left == 0:
            whole = data if isinstance(data, bytes) else b"".join(data)
            path.write_bytes(whole[: len(whole) // 2])
            end()
        super().write(path, data)


@pytest.mark.parametrize(
    ("kind", "step"), [("a second version", 9), *(pytest.param(kind, 1, marks=pytest.mark.slow) for kind in KINDS[:3])]
)
def test_a_file_that_was_written_by_half_goes(prepared, tmp_path, kind, step):
    """A stop in the middle of a write: what is torn is the program's, and nobody is asked. The quick test tries each ninth."""
    whole = tmp_path / "whole"
    every = operations(prepared, whole, kind)
    writes = [n for n, said in enumerate(every) if said.startswith("write ")]
    assert len(writes) > 5
    for number in writes[::step]:
        place = tmp_path / str(number)
        work = prepared(place, kind)
        assert in_a_child(partial(work, Tearing(number + 1, end))) == 9
        work(archive(place).disk)
        assert held(place / "ocfl") == held(whole / "ocfl") and not (place / "work").exists(), every[number]


class Saving(Unsynced):
    """Somebody saves a file in the tree that is being made, right before it gets its name."""

    def sync(self, folder: Path) -> None:
        if folder.name in ("new", "root"):
            (folder / "mine.txt").write_bytes(b"mine")
        super().sync(folder)


@pytest.mark.parametrize("kind", KINDS[:3])
def test_what_somebody_saves_meanwhile_does_not_get_into_the_store(prepared, tmp_path, kind):
    place = tmp_path / "place"
    work = prepared(place, kind)
    before = held(place / "ocfl") if place.exists() else {}
    with pytest.raises(Refused) as refused:
        work(Saving())
    assert [one.code for one in refused.value.diagnostics] == ["A007"]
    assert held(place / "ocfl") == before
    assert [path.read_bytes() for path in place.rglob("mine.txt")] == [b"mine"]


def test_a_file_of_somebodys_in_the_work_folder_stays(prepared, tmp_path):
    place = tmp_path / "place"
    work = prepared(place, "a second issue")
    in_a_child(partial(work, Stopping(8, end)))
    stays(place, work)
