"""Whatever an editor does in an output folder, between deliveries of whatever: nothing that the editor wrote is ever lost."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .shelves import UNIT, delivered, held

NAMES = ["screen.pdf", "press/A01.pdf", "press/a01.PDF", "press", "notes.txt", "screen.pdf/x.txt", "sub/deep/y.txt",
         "report.json", "screen.kept-00000000.pdf", f"{UNIT}/notes.txt", f"{UNIT}/data/Mets.XML", "deposit", UNIT,
         "Deposit/Paper/x.txt", f"{UNIT}.kept-folder/x.txt"]  # fmt: skip
OURS = ["screen.pdf", "press/A01.pdf", "archive.pdf"]
BAG_FILES = [f"{UNIT}/bagit.txt", f"{UNIT}/data/mets.xml", f"{UNIT}/data/2.xml"]

writes = st.tuples(st.just("write"), st.sampled_from(NAMES), st.integers(0, 3))
notes = st.tuples(st.just("note"), st.sampled_from([*OURS, *BAG_FILES]), st.integers(0, 3))
removals = st.tuples(st.just("remove"), st.sampled_from(BAG_FILES), st.just(0))
loose = st.sets(st.sampled_from(OURS), min_size=1)
bags = st.sets(st.sampled_from(BAG_FILES), min_size=1)
deliveries = st.tuples(st.just("deliver"), loose | bags | st.builds(set.union, loose, bags), st.integers(0, 2))


def written(folder: Path, name: str, data: bytes, more: bool) -> tuple[bytes, bytes | None] | None:
    """The editor writes a file, or adds to one: what it holds now, and what the editor wrote over. None where that cannot be."""
    path = folder / name
    if more and not path.is_file():
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.is_file() else None
        path.write_bytes((before or b"") + data if more else data)
    except OSError:  # a file where a folder should be, or a folder where a file should be: the editor is told so
        return None
    return path.read_bytes(), before


def unit(folder: Path) -> dict[str, bytes]:
    """What is in the unit's folder."""
    return {name: data for name, data in held(folder).items() if name.startswith(f"{UNIT}/")}


def of_a_bag(names: set[str], value: int) -> dict[str, bytes]:
    return {name: b"%s from %d" % (name.encode(), value) for name in names}


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.lists(writes | notes | removals | deliveries, min_size=2, max_size=12))
def test_nothing_that_the_user_wrote_is_lost(steps):
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        delivered(place, {"screen.pdf": b"first"}, "0")
        folder, users, by_hand = place / "out" / "paper", list[bytes](), False
        for number, (kind, what, value) in enumerate(steps):
            if kind == "deliver":
                before, bag = unit(folder), of_a_bag(what & {*BAG_FILES}, value)
                delivered(place, of_a_bag(what, value), str(value))
                assert unit(folder) == bag if bag else unit(folder) in ({}, before), "a unit is new or old, and whole"
                emptied = not bag and (folder / UNIT).is_dir() and not [*(folder / UNIT).iterdir()]
                assert not emptied or by_hand, "no empty folder of a unit is left, but one that the editor has emptied"
                by_hand = False if bag else by_hand
            elif kind == "remove":
                path = folder / what
                users = [data for data in users if not path.is_file() or data != path.read_bytes()]
                by_hand = by_hand or path.is_file()
                path.unlink() if path.is_file() else None
            elif done := written(folder, what, b"<users %d %d>" % (value, number), kind == "note"):
                users = [data for data in users if data != done[1]] + [done[0]]
            found = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
            assert all(data in found for data in users)
        assert [path.name for path in (place / "out").iterdir()] == ["paper"]
