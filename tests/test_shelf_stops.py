"""A delivery that is stopped at any of its operations: the folder is whole, nothing of the user's is lost, the next start
puts it right. docs/shelf.md holds the table that is made here (`--accept` writes it)."""

import errno
import os
import re
from functools import partial
from pathlib import Path

import pytest

from banmian.diagnostics import Refused
from banmian.shelf.disk import Disk
from banmian.shelf.shelf import recover_all

from .conftest import ROOT
from .shelves import NEW, OLD, USERS, WAYS, Stopping, delivered, end, held, in_a_child, with_users_files

KEPT = "archive.kept-"
CHANGED = OLD["archive.pdf"] + b" with a note"


def operations(tmp_path: Path, way: tuple[bool, bool]) -> list[str]:
    """Every operation of a delivery over the user's files, in order."""
    place = tmp_path / "count"
    place.mkdir()
    with_users_files(place)
    disk = Stopping(10_000, end, *way)
    delivered(place, NEW, disk=disk)
    return disk.said


def users_files(place: Path) -> set[bytes]:
    """What of the user's can be found anywhere, under whatever name."""
    everything = {p.read_bytes() for p in (place / "out").rglob("*") if p.is_file()}
    return everything & {*USERS.values(), CHANGED}


def state(folder: Path) -> str:
    """What a reader finds under the folder's name."""
    if not folder.exists():
        return "no folder"
    found = held(folder)
    if all(found.get(name) == data for name, data in NEW.items()):
        return "the new files" if {*USERS, *found} == {*found} else "the new files, the user's come back"
    old = {**OLD, **USERS, "archive.pdf": CHANGED}
    return "the old files" if {n: found.get(n) for n in old} == old else f"a mixture: {sorted(found)}"


def after_the_next_start(place: Path) -> str:
    recover_all(place / "out")
    assert [p.name for p in (place / "out").iterdir()] == ["paper"]
    assert not list((place / "out").rglob(".*"))
    found = state(place / "out" / "paper")
    assert found in ("the old files", "the new files")
    assert users_files(place) == {*USERS.values(), CHANGED}
    return found


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_stop_at_every_operation(tmp_path, way, request):
    """Not at random: the process ends before each operation in turn."""
    rows = []
    every = operations(tmp_path, WAYS[way])
    for number, operation in enumerate([*every, "(the end)"]):
        place = tmp_path / str(number)
        place.mkdir()
        folder = with_users_files(place)
        status = in_a_child(partial(delivered, place, NEW, disk=Stopping(number, end, *WAYS[way])))
        assert status == (9 if operation != "(the end)" else 0)
        now = state(folder)
        assert "mixture" not in now
        assert now != "no folder" or way != "exchange"
        assert users_files(place) == {*USERS.values(), CHANGED}
        rows.append((operation, now, after_the_next_start(place)))
    assert len({row[2] for row in rows}) == 2
    if way == "exchange":
        _documented(rows, request.config.getoption("--accept"))


def _documented(rows: list[tuple[str, str, str]], accept: bool) -> None:
    page = ROOT / "docs" / "shelf.md"
    lines = [
        f"| {n} | `{re.sub(KEPT + '[0-9a-f]+', KEPT + '…', op)}` | {a} | {b} |" for n, (op, a, b) in enumerate(rows, 1)
    ]
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition("<!-- kill table -->\n")
    old, _, tail = rest.partition("<!-- end -->")
    table = "\n".join(
        ["", "| | stopped before | the folder holds | after the next start |", "|---|---|---|---|", *lines, "", ""]
    )
    if accept:
        page.write_text(f"{head}<!-- kill table -->\n{table}<!-- end -->{tail}", encoding="utf-8")
        return
    assert old == table


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_stop_at_every_operation_of_putting_right(tmp_path, way):
    """The next start is stopped too, at each of its operations: the start after that puts it right."""
    for number in range(len(operations(tmp_path, WAYS[way]))):
        for again in range(40):
            place = tmp_path / f"{number}-{again}"
            place.mkdir()
            with_users_files(place)
            in_a_child(partial(delivered, place, NEW, disk=Stopping(number, end, *WAYS[way])))
            status = in_a_child(partial(recover_all, place / "out", Stopping(again, end, *WAYS[way])))
            after_the_next_start(place)
            if status == 0:
                break
        assert again < 39


FAULTS = {errno.ENOSPC: "full", errno.EACCES: "forbidden", errno.EROFS: "read-only", errno.ENOENT: "gone meanwhile"}


@pytest.mark.parametrize(
    "fault", [pytest.param(f, marks=[] if f == errno.ENOSPC else pytest.mark.slow, id=FAULTS[f]) for f in FAULTS]
)
def test_a_disk_that_fails_at_every_operation(tmp_path, fault):
    """A message, never a traceback; the last good files are there, or the new ones."""

    def fail() -> None:
        raise OSError(fault, os.strerror(fault))

    for number, operation in enumerate(operations(tmp_path, WAYS["exchange"])):
        place = tmp_path / str(number)
        place.mkdir()
        folder = with_users_files(place)
        try:
            noticed = delivered(place, NEW, disk=Stopping(number, fail))
        except Refused as refused:
            assert [d.code for d in refused.diagnostics] == ["S004"], operation
            assert state(folder) == "the old files"
        else:
            assert state(folder).startswith("the new files"), (operation, noticed)
        after_the_next_start(place)


@pytest.mark.slow
def test_a_stop_before_the_first_delivery_leaves_nothing(tmp_path):
    """There was no folder before: after a stop there is the whole of it, or none."""
    for number in range(40):
        place = tmp_path / str(number)
        place.mkdir()
        status = in_a_child(partial(delivered, place, NEW, disk=Stopping(number, end)))
        recover_all(place / "out", Disk())
        folder = place / "out" / "paper"
        assert not folder.exists() or held(folder) == NEW
        if status == 0:
            break
    assert 10 < number < 39 and folder.exists()
