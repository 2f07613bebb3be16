"""A delivery with a unit in it that is stopped at any of its operations: the folder is the last good one to the last byte, or
the new one. docs/shelf.md holds the table that is made here (`--accept` writes it)."""

import errno
import os
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest

from banmian.diagnostics import Refused
from banmian.shelf.shelf import recover_all

from .conftest import ROOT
from .shelves import BAG, NEW_BAG, OLD, UNIT, WAYS, Stopping, delivered, end, held, in_a_child, with_users_files

OTHERS = {"screen.pdf": b"screen two"}
CASES = {
    "is replaced": (False, "yesterday", OTHERS | NEW_BAG), "was edited and one comes": (True, "yesterday", OTHERS | NEW_BAG),
    "stays": (False, "today", OTHERS), "goes": (False, "yesterday", OTHERS), "was edited and none comes": (True, "today", OTHERS),
}  # fmt: skip


def prepared(place: Path, case: str) -> dict[str, bytes]:
    """A folder with a unit and with files of the user's; what it holds."""
    place.mkdir()
    edited, made_from, _ = CASES[case]
    folder = with_users_files(place, OLD | BAG, made_from)
    if edited:
        (folder / UNIT / "notes.txt").write_bytes(b"ask the plant")
        (folder / UNIT / "bagit.txt").write_bytes(b"bag, mended by hand")
        (folder / UNIT / "data" / "mets.xml").unlink()
    return held(folder)


def undisturbed(place: Path, case: str, way: str) -> tuple[dict[str, bytes], list[str]]:
    """What a delivery makes that nothing stops, and its operations."""
    prepared(place, case)
    disk = Stopping(10_000, end, *WAYS[way])
    delivered(place, CASES[case][2], disk=disk)
    return held(place / "out" / "paper"), disk.said


def stopped(place: Path, case: str, way: str, after: int) -> int:
    """A delivery that ends after so many operations; the exit status."""
    return in_a_child(partial(delivered, place, CASES[case][2], disk=Stopping(after, end, *WAYS[way])))


def state(place: Path, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    folder = place / "out" / "paper"
    if not folder.exists():
        return "no folder"
    found = {name: data for name, data in held(folder).items() if name != ".banmian-delivery"}
    assert found in (old, new), sorted(found)
    return "the old" if found == old else "the new"


def after_the_next_start(place: Path, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    recover_all(place / "out")
    assert [path.name for path in (place / "out").iterdir()] == ["paper"] and not list((place / "out").rglob(".*"))
    return state(place, old, new)


@pytest.mark.slow
def test_the_cases_are_what_they_are_called(tmp_path):
    """Else the stops would show nothing."""
    for number, case in enumerate(CASES):
        old = prepared(tmp_path / f"{number}-before", case)
        new = {
            name: data
            for name, data in undisturbed(tmp_path / str(number), case, "exchange")[0].items()
            if "deposit" in name
        }
        old = {name: data for name, data in old.items() if "deposit" in name}
        moved = {name.replace(new_name, UNIT) for name in new if (new_name := "/".join(name.split("/")[:2])) != UNIT}
        here = {name: data for name, data in new.items() if name.startswith(f"{UNIT}/")}
        assert here == {"is replaced": NEW_BAG, "was edited and one comes": NEW_BAG, "goes": {}}.get(case, old)
        assert moved == ({*old} if case == "was edited and one comes" else set())


@pytest.mark.slow
def test_a_stop_at_every_operation_leaves_the_old_unit_or_the_new_one(tmp_path, request):
    lines = []
    for case in CASES:
        for way in WAYS:
            rows = _stops(tmp_path / f"{case}, {way}", case, way)
            lines += [f"| {case} | {way} | {_ranges(rows)} |"]
    _documented(lines, request.config.getoption("--accept"))


def _stops(place: Path, case: str, way: str) -> list[tuple[str, str]]:
    """What the folder holds at each stop, and after the next start."""
    place.mkdir()
    new, every = undisturbed(place / "count", case, way)
    rows = []
    for number in range(len(every) + 1):
        old = prepared(here := place / str(number), case)
        assert stopped(here, case, way, number) == (9 if number < len(every) else 0)
        now = state(here, old, new)
        assert now != "no folder" or way != "exchange"
        rows.append((now, after_the_next_start(here, old, new)))
    return rows


def _ranges(rows: list[tuple[str, str]]) -> str:
    """The stops by what they leave, in order."""
    said, number = [], 1
    for (now, then), some in groupby(rows):
        last = number + len(list(some)) - 1
        said.append(f"{number}–{last} {now}" if now == then else f"{number} {now}, {then} after the next start")
        number = last + 1
    return "; ".join(said)


def _documented(lines: list[str], accept: bool) -> None:
    page = ROOT / "docs" / "shelf.md"
    head, _, rest = page.read_text(encoding="utf-8").partition("<!-- units table -->\n")
    old, _, tail = rest.partition("<!-- end of units -->")
    table = "\n".join(["", "| a unit that | way | stopped before operation |", "|---|---|---|", *lines, "", ""])
    if accept:
        page.write_text(f"{head}<!-- units table -->\n{table}<!-- end of units -->{tail}", encoding="utf-8")
        return
    assert old == table


@pytest.mark.slow
@pytest.mark.parametrize("case", ["is replaced", "was edited and one comes", "stays"])
@pytest.mark.parametrize("way", WAYS)
def test_a_stop_while_a_unit_is_put_right(tmp_path, case, way):
    """The next start is stopped too, at each of its operations: the start after that puts it right. (Of the first stops every
    fourth: the next start does from the first what they leave to it.)
    """
    new, every = undisturbed(tmp_path / "count", case, way)
    changes = next(n for n, said in enumerate(every) if said in ("exchange paper", "rename old"))
    for number in (changes // 2, *range(changes, len(every), 4)):
        for again in range(80):
            old = prepared(place := tmp_path / f"{number}-{again}", case)
            stopped(place, case, way, number)
            status = in_a_child(partial(recover_all, place / "out", Stopping(again, end, *WAYS[way])))
            state(place, old, new)
            after_the_next_start(place, old, new)
            if status == 0:
                break
        assert again < 79


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=[] if case == "was edited and one comes" else pytest.mark.slow) for case in CASES]
)
@pytest.mark.parametrize("way", [pytest.param(way, marks=[] if way == "no links" else pytest.mark.slow) for way in WAYS])
def test_a_disk_that_is_full_at_every_operation(tmp_path, case, way):
    """A message, never a traceback; the old files to the last byte, or the new ones."""

    def fail() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    new, every = undisturbed(tmp_path / "count", case, way)
    for number, operation in enumerate(every):
        old = prepared(place := tmp_path / str(number), case)
        try:
            delivered(place, CASES[case][2], disk=Stopping(number, fail, *WAYS[way]))
        except Refused as refused:
            assert [d.code for d in refused.diagnostics] == ["S004"], operation
            assert after_the_next_start(place, old, new) == "the old"
        else:
            assert after_the_next_start(place, old, new) == "the new"
