"""Whatever an editor does in an output folder, between deliveries of whatever: nothing that the editor wrote is ever lost."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from .shelves import delivered

NAMES = ["screen.pdf", "press/A01.pdf", "press/a01.PDF", "press", "notes.txt", "screen.pdf/x.txt", "sub/deep/y.txt",
         "report.json", "screen.kept-00000000.pdf"]  # fmt: skip
OURS = ["screen.pdf", "press/A01.pdf", "archive.pdf"]

writes = st.tuples(st.just("write"), st.sampled_from(NAMES), st.integers(0, 3))
notes = st.tuples(st.just("note"), st.sampled_from(OURS), st.integers(0, 3))
deliveries = st.tuples(st.just("deliver"), st.sets(st.sampled_from(OURS), min_size=1), st.integers(0, 2))


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


@settings(max_examples=15, deadline=None)
@given(st.lists(writes | notes | deliveries, min_size=2, max_size=12))
def test_nothing_that_the_user_wrote_is_lost(steps):
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        delivered(place, {"screen.pdf": b"first"}, "0")
        folder, users = place / "out" / "paper", list[bytes]()
        for number, (kind, what, value) in enumerate(steps):
            if kind == "deliver":
                delivered(place, {name: b"%s from %d" % (name.encode(), value) for name in what}, str(value))
            elif done := written(folder, what, b"<users %d %d>" % (value, number), kind == "note"):
                users = [data for data in users if data != done[1]] + [done[0]]
            found = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
            assert all(data in found for data in users)
        assert [path.name for path in (place / "out").iterdir()] == ["paper"]
