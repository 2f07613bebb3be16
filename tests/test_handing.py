"""Large bytes from process to process: through a file, of which nothing stays behind."""

import pickle
import tempfile

import pytest

from banmian import desk
from banmian.handing import LARGE, handed, taken
from banmian.job import Order

from .several_pages import write


def test_large_bytes_wait_in_a_file_that_goes_when_they_are_taken(tmp_path):
    data = bytes(range(256)) * (LARGE // 256 + 1)
    sent = handed(data, tmp_path)
    assert len(pickle.dumps(sent)) < 1000
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [data]
    assert taken(sent) == data
    assert not list(tmp_path.iterdir())


def test_few_bytes_and_those_that_the_disk_has_no_room_for_are_sent_as_they_are(tmp_path):
    few, many = b"few", bytes(LARGE)
    assert taken(handed(few, tmp_path)) == few
    assert not list(tmp_path.iterdir())
    assert taken(handed(many, tmp_path / "is not there")) == many


@pytest.mark.slow
def test_a_build_in_several_processes_gives_the_same_and_leaves_nothing_behind(tmp_path, monkeypatch):
    issue, room = write(tmp_path / "issue", 2), tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    monkeypatch.setattr("banmian.handing.LARGE", 1000)
    there, here = (
        {
            one.name: one.data
            for one in desk.build(Order(issue, to=("screen", "epub"), out=tmp_path / f"{jobs}", jobs=jobs)).files
        }
        for jobs in (2, 1)
    )
    assert there == here and len(there) == 2
    assert not list(room.iterdir())
