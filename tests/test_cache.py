"""What is kept between builds: given back whole or not at all, whatever lies in its folder, whoever else is at work there."""

import contextlib
import datetime
import os
import pickle
import resource
import signal
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import cache as caches
from banmian import cache_entries
from banmian.cache import Cache, key_of, program, temporary
from banmian.cache_entries import cleared, found_in
from banmian.makeup.boxes import Box

ONE, OTHER = key_of(1), key_of(2)


@pytest.fixture
def cache(tmp_path):
    (tmp_path / "kept").mkdir(mode=0o700)
    return Cache(tmp_path / "kept")


def entry(cache: Cache, kind: str = "pages", key: str = ONE) -> Path:
    """Where an entry lies."""
    return cache.folder / kind / key[:2] / f"{key}.entry"


def held(cache: Cache) -> int:
    """What all entries take on the disk."""
    return sum(one.size for one in found_in(cache.folder))


def test_what_is_kept_comes_back(cache):
    assert cache.get("pages", ONE) is None
    for data in (b"", b"\0" * 10, "版面".encode()):
        cache.put("pages", ONE, data)
        assert pickle.loads(pickle.dumps(cache)).get("pages", ONE) == data  # noqa: S301 - our own, as tasks bring it
    assert cache.get("faces", ONE) is None and cache.get("pages", OTHER) is None


def test_what_is_asked_for_is_used(cache):
    """Asking whether there is something reads nothing, and makes it the entry that was used last."""
    assert not cache.holds("pages", ONE)
    cache.put("pages", ONE, b"x")
    os.utime(entry(cache), (1, 1))
    assert cache.holds("pages", ONE) and entry(cache).stat().st_mtime > 1
    assert not cache.holds("faces", ONE) and not cache.holds("pages", OTHER)


def test_what_is_kept_is_made_once(cache):
    made = []

    def make() -> bytes:
        made.append(1)
        return b"made"

    assert [cache.once("pages", ONE, make) for _ in range(3)] == [b"made"] * 3
    assert len(made) == 1


def test_an_entry_may_go_to_its_limit(cache, monkeypatch):
    monkeypatch.setattr(caches, "CACHE_ENTRY_BYTES", caches._HEAD + 8)
    cache.put("pages", ONE, b"12345678")
    cache.put("pages", OTHER, b"123456789")
    assert cache.get("pages", ONE) == b"12345678"
    assert cache.get("pages", OTHER) is None
    Cache(cache.folder, 3 * (caches._HEAD + 8)).put("pages", OTHER, b"12345678")
    assert cache.get("pages", OTHER) is None


def test_folders_and_files_are_the_users_alone(cache):
    cache.put("pages", ONE, b"x")
    assert {path.stat().st_mode & 0o777 for path in cache.folder.rglob("*")} == {0o700, 0o600}


@pytest.mark.parametrize(
    ("kind", "key"), [("Pages", ONE), ("..", ONE), ("", ONE), ("pages", "../x"), ("pages", ONE[1:]), ("a/b", ONE)]
)
def test_no_name_leads_out_of_the_folder(cache, kind, key):
    for use in (lambda: cache.get(kind, key), lambda: cache.put(kind, key, b"")):
        with pytest.raises(ValueError, match="no kind and key"):
            use()


TEARS: dict[str, Callable[[bytes, int], bytes]] = {
    "truncated": lambda whole, n: whole[: n % len(whole)],
    "a flipped bit": lambda whole, n: whole[: (n // 8) % len(whole)] + bytes([whole[(n // 8) % len(whole)] ^ 1 << n % 8]) + whole[(n // 8) % len(whole) + 1 :],
    "something behind it": lambda whole, n: whole + bytes(n % 5 + 1),
    "something before it": lambda whole, n: bytes(n % 5 + 1) + whole,
    "zeros": lambda whole, _: bytes(len(whole)),
    "others' words": lambda _, n: b"%d" % n,
}  # fmt: skip


@pytest.mark.parametrize("tear", TEARS.values(), ids=list(TEARS))
@settings(max_examples=12)
@given(data=st.binary(max_size=60), n=st.integers(0, 1000))
def test_a_torn_entry_is_thrown_away_and_made_anew(tear, data, n):
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        cache.put("pages", ONE, data)
        cache.put("pages", OTHER, data)
        entry(cache).write_bytes(tear(entry(cache).read_bytes(), n))
        assert cache.get("pages", ONE) is None
        assert not entry(cache).exists()
        assert cache.once("pages", ONE, lambda: b"anew") == cache.get("pages", ONE) == b"anew"
        assert cache.get("pages", OTHER) == data


def test_an_entry_in_the_place_of_another_is_torn(cache):
    for kind, key in (("pages", ONE), ("pages", OTHER), ("faces", ONE)):
        cache.put(kind, key, b"same")
    for kind, key in (("pages", OTHER), ("faces", ONE)):
        entry(cache, kind, key).write_bytes(entry(cache).read_bytes())
        assert cache.get(kind, key) is None
    assert cache.get("pages", ONE) == b"same"


def test_an_entry_that_has_grown_over_its_limit_is_not_read(cache, monkeypatch):
    cache.put("pages", ONE, bytes(100))
    monkeypatch.setattr(caches, "CACHE_ENTRY_BYTES", 99)
    assert cache.get("pages", ONE) is None and not entry(cache).exists()


def socket_at(path: Path) -> None:
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as one:  # the name of a socket may not be long
        one.bind(path.name)


THINGS: dict[str, Callable[[Path, Path], object]] = {
    "a link": lambda path, outside: path.symlink_to(outside / "file"),
    "a link to an entry": lambda path, outside: path.symlink_to(outside / "entry"),
    "a link to a folder": lambda path, outside: path.symlink_to(outside),
    "a dangling link": lambda path, outside: path.symlink_to(outside / "none"),
    "a pipe": lambda path, _: os.mkfifo(path),
    "a socket": lambda path, _: socket_at(path),
    "an empty folder": lambda path, _: path.mkdir(),
}


@pytest.fixture
def outside(tmp_path, cache):
    """A folder of the user's, with a file and what is an entry of the cache."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").write_text("mine")
    cache.put("pages", ONE, b"true")
    entry(cache).rename(tmp_path / "outside" / "entry")
    return tmp_path / "outside"


def untouched(outside: Path) -> bool:
    return sorted(path.name for path in outside.iterdir()) == ["entry", "file"] and (outside / "file").read_text() == "mine"


@pytest.mark.parametrize("put", THINGS.values(), ids=list(THINGS))
def test_what_is_no_file_in_an_entrys_place_is_thrown_away(cache, outside, put):
    put(entry(cache), outside)
    assert cache.get("pages", ONE) is None
    assert not os.path.lexists(entry(cache)) and untouched(outside)
    assert cache.once("pages", ONE, lambda: b"anew") == cache.get("pages", ONE) == b"anew"


@pytest.mark.parametrize("put", THINGS.values(), ids=list(THINGS))
def test_what_is_no_file_gives_way_to_an_entry_that_was_not_looked_for(cache, outside, put):
    """Nothing was kept over an empty folder."""
    put(entry(cache), outside)
    cache.put("pages", ONE, b"anew")
    assert cache.get("pages", ONE) == b"anew" and untouched(outside)


def test_a_folder_with_something_in_it_stays(cache, outside):
    entry(cache).mkdir()
    (entry(cache) / "mine").write_text("mine")
    assert cache.once("pages", ONE, lambda: b"made") == b"made"
    assert cache.get("pages", ONE) is None
    _, others = cleared(cache.folder)
    assert (entry(cache) / "mine").read_text() == "mine"
    assert others == [str(entry(cache).relative_to(cache.folder))]


@pytest.mark.parametrize("above", ["pages", f"pages/{ONE[:2]}"])
def test_no_folder_is_gone_into_through_a_link(cache, outside, above):
    """What lies behind the link has the very names of a cache."""
    cache.put("pages", ONE, b"true")
    other = cache.folder.parent / "other"
    (cache.folder / above).rename(other)
    (cache.folder / above).symlink_to(other)
    before = sorted(other.rglob("*"))
    assert cache.get("pages", ONE) is None
    cache.put("pages", ONE, b"anew")
    assert cleared(cache.folder) == ([], [above])
    assert sorted(other.rglob("*")) == before and (cache.folder / above).is_symlink()


def test_a_folder_that_others_can_write_is_not_gone_into(cache):
    cache.put("pages", ONE, b"true")
    (cache.folder / "pages").chmod(0o777)
    assert cache.get("pages", ONE) is None
    cache.folder.chmod(0o770)
    cache.put("faces", ONE, b"x")
    assert not (cache.folder / "faces").exists()


THEIRS = [
    "notes.txt", "pages/notes.txt", "pages/00/notes.txt", "Pictures/holiday.jpg", "pages/deep/x", f"pages/{ONE[:2]}/x.entry",
    f"pages/{OTHER[:2]}/{ONE}.entry", f"pages/{ONE[:2]}/{ONE}.entry.bak", f"pages/{ONE[:2]}/{ONE}.new", f"{ONE}.entry", ".added.old",
    f"pages/{ONE[:2]}/{ONE.upper()}.entry", f"pages/{ONE[:2]}/{ONE}.entry\n",
]  # fmt: skip


def put_theirs(cache: Cache) -> None:
    for name in THEIRS:
        (cache.folder / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        (cache.folder / name).write_text(name)


def test_what_is_not_ours_stays_and_is_named(cache):
    put_theirs(cache)
    cache.put("pages", ONE, b"x")
    cache.put("faces", OTHER, b"x")
    gone, others = cleared(cache.folder)
    assert {one.name for one in gone} == {f"pages/{ONE[:2]}/{ONE}.entry", f"faces/{OTHER[:2]}/{OTHER}.entry"}
    assert [(cache.folder / name).read_text() for name in THEIRS] == THEIRS
    assert {name for name in THEIRS if not any(name.startswith(other) for other in others)} == set()
    assert not (cache.folder / "faces").exists()


@pytest.mark.slow
def test_the_cache_goes_to_its_limit(cache, monkeypatch):
    """What was used last is still there, what is not the cache's stays, and not every put looks through it."""
    looked = []
    monkeypatch.setattr(cache_entries, "found_in", lambda folder: looked.append(1) or found_in(folder))
    small = Cache(cache.folder, 64 * 4096)
    put_theirs(small)
    for n in range(160):
        small.put("pages", key_of(n), bytes(4000))
        os.utime(entry(small, key=key_of(n)), (n, n))
        assert n % 3 or held(small) <= small.most
        assert small.get("faces" if n % 2 else "pages", key_of(0)) == (None if n % 2 else bytes(4000))
    assert held(small) > small.most // 2
    assert small.get("pages", key_of(159)) and not small.get("pages", key_of(80))
    assert len(looked) <= 160 // (64 // 16) + 1
    assert [(cache.folder / name).read_text() for name in THEIRS] == THEIRS


def test_a_limit_that_was_lowered_is_kept_to(cache):
    for n in range(100):
        cache.put("pages", key_of(n), bytes(4000))
    small = Cache(cache.folder, 32 * 4096)
    for n in range(100, 104):
        small.put("pages", key_of(n), bytes(4000))
    assert held(cache) <= small.most


def test_what_cannot_be_written_is_not_kept_and_leaves_nothing(cache):
    """As on a full disk: the system refuses the write in its middle."""
    cache.put("faces", OTHER, b"x")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
        assert cache.once("pages", ONE, lambda: bytes(5000)) == bytes(5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert cache.get("pages", ONE) is None
    assert [one.name for one in found_in(cache.folder)] == [f"faces/{OTHER[:2]}/{OTHER}.entry"]


@pytest.mark.parametrize("put", [value for name, value in THINGS.items() if name != "a link to an entry"])
def test_the_note_of_what_came_in_is_nothing_but_a_file(cache, outside, put):
    (cache.folder / ".added").unlink()
    put(cache.folder / ".added", outside)
    assert cache.once("pages", ONE, lambda: b"made") == b"made"
    cleared(cache.folder)
    assert cache.once("pages", ONE, lambda: b"made") == cache.get("pages", ONE) == b"made"
    assert untouched(outside)


def test_a_put_that_is_interrupted_leaves_nothing(cache, monkeypatch):
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        cache.put("pages", ONE, b"x")
    assert list(found_in(cache.folder)) == []


def test_what_a_killed_process_left_goes_later(cache, monkeypatch):
    child = os.fork()
    if not child:
        os.rename = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
        cache.put("pages", ONE, b"half")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    (left,) = found_in(cache.folder)
    assert left.name.endswith(".new") and cache.get("pages", ONE) is None
    tidy = Cache(cache.folder, 0)
    cache_entries._tidied(tidy.folder, 0)
    assert list(found_in(cache.folder)) == [left]  # it may still be written
    os.utime(cache.folder / left.name, (1, 1))
    cache_entries._tidied(tidy.folder, 1 << 30)
    assert list(found_in(cache.folder)) == []


@pytest.mark.slow
def test_many_at_once_see_whole_entries_or_none(cache):
    """Some put the same keys, some read them, one clears, and the limit is reached."""
    small = Cache(cache.folder, 64 * 4096)
    whole = {key_of(n): bytes([n]) * 3000 for n in range(30)}

    def put(_: int) -> None:
        for key, data in whole.items():
            small.put("pages", key, data)

    def read(_: int) -> set[bool]:
        return {(found := small.get("pages", key)) is None or found == data for key, data in whole.items()}

    def clear(_: int) -> None:
        cleared(small.folder)

    with ThreadPoolExecutor(8) as pool:
        done = [pool.submit((put, read, put, read, clear)[n % 5], n) for n in range(60)]
        assert {said for one in done for said in one.result() or ()} == {True}
    assert not any(one.name.endswith(".new") for one in found_in(cache.folder))
    put(0)
    assert read(0) == {True} and small.get("pages", key_of(29)) == whole[key_of(29)]


@dataclass(frozen=True)
class Some:
    a: object
    b: object = ()


@dataclass
class Loose:
    a: int = 1


class Way(Enum):
    UP = 1
    DOWN = 2


DIFFERENT = [
    (), (None,), (True,), (1,), (1.0,), (-0.0,), (0.0,), ("1",), (b"1",), (Path("1"),), ((1,),), ("a", "b"), ("ab",), (("a", "b"),), ("a", ("b",)),
    (Some(1),), (Some(1, 2),), (Some((1, 2)),), (Box(1, 2, 3, 4),), ({"a": 1},), ({"a": 1, "b": 2},), (Way.UP,), (Way.DOWN,), (datetime.date(2026, 1, 1),), (datetime.datetime(2026, 1, 1),),
    (datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),), ("UP",), ("\ud800",),
]  # fmt: skip


def test_values_that_differ_have_other_keys():
    assert len({key_of(*one) for one in DIFFERENT}) == len(DIFFERENT)


def test_a_key_is_the_same_in_each_process_and_however_a_dict_is_filled():
    assert key_of("版", 1, Path("a")) == "3162f16106f0f46c05d3d1d79413342e376d9ae6bc76696c0a75e93b331466ed"
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})


@pytest.mark.parametrize("value", [object(), [1], {1}, Loose(), Some(Loose()), Box, len])
def test_what_may_change_is_no_part_of_a_key(value):
    with pytest.raises(TypeError, match="no part of a key"):
        key_of(value)


@pytest.mark.slow
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
        lambda one: st.tuples(one, one),
    ),
    st.data(),
)
def test_keys_are_equal_where_values_and_types_are(value, data):
    other = data.draw(st.sampled_from([value, (value,), (value, value), str(value)]))
    assert (key_of(value) == key_of(other)) == (repr(value) == repr(other) and type(value) is type(other))


def test_the_program_is_another_one_when_a_module_is(tmp_path, monkeypatch):
    module = tmp_path / "deep" / "module.py"
    module.parent.mkdir()
    module.write_text("a = 1")
    monkeypatch.setattr(caches, "package", lambda: tmp_path)
    found = set()
    for text, day in (("a = 1", 1), ("a = 2", 1), ("a = 2", 2), ("a = 10", 2)):
        module.write_text(text)  # the second differs in the time of its entry alone, as a file of a wheel may
        os.utime(module, (day, day))
        program.cache_clear()
        found.add(program())
    for path in ("book.css", "__pycache__/module.pyc"):  # what Python has made of a module does not count
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("a")
        program.cache_clear()
        found.add(program())
    program.cache_clear()
    assert len(found) == 5


def test_a_temporary_one_leaves_nothing():
    with temporary() as cache:
        assert cache.once("pages", ONE, lambda: b"x") == cache.get("pages", ONE) == b"x"
    assert not cache.folder.exists()
    cache.put("pages", ONE, b"x")
    assert cache.get("pages", ONE) is None and not cache.folder.exists()


def test_a_forked_process_does_not_take_it_away():
    own = temporary()
    cache = own.__enter__()
    child = os.fork()
    if not child:
        own.__exit__(None, None, None)
        os._exit(0)
    os.waitpid(child, 0)
    assert cache.folder.is_dir()
    own.__exit__(None, None, None)
    assert not cache.folder.exists()
