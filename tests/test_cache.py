"""What is kept between builds: given back whole or not at all, whatever lies in its folder."""

import os
import pickle
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import cache as caches
from banmian.cache import Cache, key_of, program, temporary, usual
from banmian.makeup.composition import Box

ONE, OTHER = key_of(1), key_of(2)


@pytest.fixture
def cache(tmp_path):
    (tmp_path / "kept").mkdir(mode=0o700)
    return Cache(tmp_path / "kept")


def entry(cache: Cache, kind: str = "pages", key: str = ONE) -> Path:
    """Where an entry lies."""
    return cache.folder / kind / key[:2] / f"{key}.entry"


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
    monkeypatch.setattr(caches, "CACHE_ENTRY_BYTES", 8)
    cache.put("pages", ONE, b"12345678")
    cache.put("pages", OTHER, b"123456789")
    assert cache.get("pages", ONE) == b"12345678"
    assert cache.get("pages", OTHER) is None
    Cache(cache.folder, 4).put("pages", OTHER, b"12345")
    assert cache.get("pages", OTHER) is None


def test_folders_and_files_are_the_users_alone(cache):
    cache.put("pages", ONE, b"x")
    assert {path.stat().st_mode & 0o777 for path in cache.folder.rglob("*")} == {0o700, 0o600}


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
    (Some(1),), (Some(1, 2),), (Some((1, 2)),), (Box(1, 2, 3, 4),), ({"a": 1},), ({"a": 1, "b": 2},), (Way.UP,), (Way.DOWN,), ("UP",), ("\ud800",),
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
    program.cache_clear()
    assert len(found) == 4


def test_the_users_cache_is_where_it_is_said_to_be(monkeypatch, tmp_path):
    monkeypatch.setenv("BANMIAN_CACHE", str(tmp_path / "a" / "b"))
    assert usual().folder == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_a_temporary_one_leaves_nothing():
    with temporary() as cache:
        assert cache.once("pages", ONE, lambda: b"x") == cache.get("pages", ONE) == b"x"
    assert not cache.folder.exists()
    cache.put("pages", ONE, b"x")
    assert cache.get("pages", ONE) is None and not cache.folder.exists()
