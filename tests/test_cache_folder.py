"""The folder of the cache: where it is, when it is of no use, and what `banmian cache` says of it."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from banmian import desk, doctor
from banmian.cache import Cache, at_hand, key_of, usual
from banmian.cache_folder import PLACE, SIZE, fault_of, place, size
from banmian.cli import main
from banmian.cli_cache import KINDS
from banmian.diagnostics import Diagnostic, Refused, errors
from banmian.limits import MB
from banmian.limits_finished import CACHE_BYTES
from banmian.rules.cache import RULES

from .conftest import ROOT
from .helpers import codes_of

ONE = key_of(1)


def run(*arguments: str, **env: str):
    return CliRunner().invoke(main, list(arguments), env={"LC_ALL": "C.UTF-8", **env})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the cache is to be."""
    monkeypatch.setenv("BANMIAN_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_the_users_cache_is_where_it_is_said_to_be(folder, monkeypatch, tmp_path):
    assert usual() == Cache(folder, CACHE_BYTES)
    monkeypatch.setenv("BANMIAN_CACHE", str(tmp_path / "a" / "b"))
    assert usual().folder == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    monkeypatch.setenv("BANMIAN_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert place().name == "banmian" and tmp_path in place().parents
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BANMIAN_CACHE", "here")
    assert place() == tmp_path / "here"


def test_backups_pass_it_over_but_no_folder_that_was_there(folder):
    usual()
    assert (folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    (folder / "CACHEDIR.TAG").unlink()
    usual()
    assert not (folder / "CACHEDIR.TAG").exists()


@pytest.mark.parametrize(("said", "most"), [("500MB", 500 * MB), ("3 gb", 3072 * MB), ("", CACHE_BYTES), ("0MB", 0)])
def test_its_size_is_set(folder, monkeypatch, said, most):
    monkeypatch.setenv("BANMIAN_CACHE_SIZE", said)
    assert size() == usual().most == most


def test_a_cache_of_no_size_keeps_nothing(folder, monkeypatch):
    monkeypatch.setenv("BANMIAN_CACHE_SIZE", "0MB")
    assert usual().once("pages", ONE, lambda: b"made") == b"made"
    assert usual().get("pages", ONE) is None


def disk(folder: Path, monkeypatch: pytest.MonkeyPatch, **said: int) -> None:
    """A disk of which the system says other things."""
    folder.mkdir(mode=0o700)
    usual_ = {"f_flag": 0, "f_bavail": 10**9, "f_frsize": 4096}
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(**usual_ | said))


def linked(folder: Path, _: pytest.MonkeyPatch) -> None:
    (folder.parent / "elsewhere").mkdir()
    folder.symlink_to(folder.parent / "elsewhere")


def anothers(folder: Path, patch: pytest.MonkeyPatch) -> None:
    if os.geteuid():
        patch.setenv("BANMIAN_CACHE", "/")
    else:
        folder.mkdir(mode=0o700)
        os.chown(folder, 1, 1)


def below_a_file(folder: Path, patch: pytest.MonkeyPatch) -> None:
    folder.write_text("mine")
    patch.setenv("BANMIAN_CACHE", str(folder / "kept"))


def not_made(folder: Path, patch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    patch.setattr(Path, "mkdir", refused)


NO_USE: dict[str, tuple[str, Callable[[Path, pytest.MonkeyPatch], object]]] = {
    "a link": ("S080", linked),
    "a dangling link": ("S080", lambda folder, _: folder.symlink_to("nowhere")),
    "a file": ("S081", lambda folder, _: folder.write_text("mine")),
    "a pipe": ("S081", lambda folder, _: os.mkfifo(folder)),
    "another's": ("S082", anothers),
    "of all": ("S083", lambda folder, _: (folder.mkdir(), folder.chmod(0o1777))),
    "of a group": ("S083", lambda folder, _: (folder.mkdir(), folder.chmod(0o770))),
    "below a file": ("S084", below_a_file),
    "not allowed": ("S084", not_made),
    "a name too long": ("S084", lambda _, patch: patch.setenv("BANMIAN_CACHE", "/" + "x" * 300)),
    "a read-only disk": ("S085", lambda folder, patch: disk(folder, patch, f_flag=os.ST_RDONLY)),
    "a full disk": ("S085", lambda folder, patch: disk(folder, patch, f_bavail=1)),
    "no rights": ("S085", lambda folder, patch: (folder.mkdir(0o700), patch.setattr(os, "access", lambda *_: False))),
    "a size that is none": ("S086", lambda _, patch: patch.setenv("BANMIAN_CACHE_SIZE", "2")),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_USE)
def test_a_folder_that_is_of_no_use_is_told_and_stops_nothing(folder, monkeypatch, name):
    code, put = NO_USE[name]
    put(folder, monkeypatch)
    before = sorted(folder.parent.rglob("*"))
    with at_hand() as (cache, noticed):
        assert codes_of(noticed) == [code] and errors(noticed) == []
        assert all(noticed[0].message(lang) for lang in ("en", "zh"))
        assert cache.folder not in (folder, place())
        assert cache.once("pages", ONE, lambda: b"made") == cache.get("pages", ONE) == b"made"
    assert not cache.folder.exists()
    assert sorted(folder.parent.rglob("*")) == before


def test_where_nothing_can_be_kept_at_all_nothing_is(folder, monkeypatch):
    folder.write_text("mine")
    monkeypatch.setattr("banmian.cache.mkdtemp", lambda **_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with at_hand() as (cache, noticed):
        assert codes_of(noticed) == ["S081"]
        assert cache.once("pages", ONE, lambda: b"made") == b"made"
        assert cache.get("pages", ONE) is None


def test_what_is_not_wanted_is_not_made(folder):
    with at_hand(kept=False) as (cache, noticed):
        assert noticed == [] and cache.once("pages", ONE, lambda: b"x") == cache.get("pages", ONE)
    assert not folder.exists() and not cache.folder.exists()


def test_what_a_build_refuses_goes_through(folder):
    with pytest.raises(Refused) as refused, at_hand() as (cache, _):
        assert cache == usual()
        raise Refused([])
    assert refused.value.diagnostics == []


def filled(folder: Path) -> None:
    cache = usual()
    for n in range(3):
        cache.put("pages", key_of(n), bytes(5000))
    cache.put("pictures", ONE, bytes(3 * MB))


def test_banmian_cache_says_what_is_held(folder):
    filled(folder)
    told = json.loads(run("cache", "--format", "json").stdout)
    assert told == {
        "folder": str(folder), "limit": CACHE_BYTES, "entries": 4, "bytes": 6 * 4096 + 3 * MB + 4096,
        "kinds": {"pages": {"entries": 3, "bytes": 6 * 4096}, "pictures": {"entries": 1, "bytes": 3 * MB + 4096}},
        "diagnostics": [],
    }  # fmt: skip
    assert run("cache").stdout.splitlines() == [
        str(folder), "", "kind      entries  size", "--------  -------  ------------------", "pages     3        0.1 MB",
        "pictures  1        3.0 MB", "all       4        3.0 MB of 2,048 MB",
    ]  # fmt: skip
    chinese = run("cache", "--lang", "zh").stdout
    assert "图片" in chinese and "合计" in chinese and "上限 2,048 MB" in chinese


def test_banmian_cache_makes_no_folder(folder):
    assert run("cache").exit_code == 0 and run("cache", "clear").exit_code == 0
    assert not folder.exists()


def test_banmian_cache_clear_says_what_was_freed_and_leaves_what_is_not_ours(folder):
    filled(folder)
    for n in range(7):
        (folder / f"note {n}.txt").write_text("mine")
    assert json.loads(run("cache", "--format", "json").stdout)["diagnostics"][0]["code"] == "S087"
    done = run("cache", "clear")
    assert done.exit_code == 0 and done.stdout.startswith("4 entries removed, 3.0 MB freed\n")
    assert "S087" in done.output and "note 4.txt, … (7)" in done.output and "note 5.txt" not in done.output
    assert sorted(path.name for path in folder.iterdir()) == ["CACHEDIR.TAG", *(f"note {n}.txt" for n in range(7))]
    again = json.loads(run("cache", "clear", "--format", "json").stdout)
    assert again["freed"] == {"kinds": {}, "entries": 0, "bytes": 0}


def test_a_name_in_the_folder_cannot_disturb_the_terminal(folder):
    folder.mkdir(mode=0o700)
    (folder / "a\x1b[31mb\nc").write_text("")
    assert "a\\x1b[31mb\\nc" in run("cache").output


def test_banmian_cache_follows_no_link(folder, monkeypatch):
    linked(folder, monkeypatch)
    cache = Cache(folder.parent / "elsewhere")
    cache.put("pages", ONE, b"x")
    assert "S080" in run("cache").output and run("cache").exit_code == 0
    done = run("cache", "clear", "--lang", "zh")
    assert done.exit_code == 5 and "S080" in done.output and "链接" in done.output
    assert cache.get("pages", ONE) == b"x"


def test_a_size_that_is_none_is_told(folder):
    done = run("cache", BANMIAN_CACHE_SIZE="much")
    assert done.exit_code == 0 and "S086" in done.output and "2,048 MB" in done.output


def test_doctor_tells_of_the_cache(folder):
    (found,) = [one for one in doctor.examine() if one.name == "cache"]
    assert found.found and not found.needed and str(folder) in found.purpose[0] and not folder.exists()
    folder.write_text("mine")
    (found,) = [one for one in doctor.examine() if one.name == "cache"]
    assert not found.found and "no folder" in found.purpose[0] and "BANMIAN_CACHE" in found.mend


def test_a_folder_is_looked_at_as_it_is_now(folder):
    assert fault_of(folder) is None
    folder.mkdir(mode=0o700)
    assert fault_of(folder) is None
    folder.chmod(0o777)
    assert codes_of([fault_of(folder)]) == ["S083"]


@pytest.mark.parametrize("name", ["cache.md", "zh/cache.md"])
def test_the_docs_tell_of_every_kind_and_code(name):
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"| `{kind}` |" not in text] == []
    assert [rule.code for rule in RULES if rule.code not in text] == []
    assert [word for word in (PLACE, SIZE, "--no-cache", "banmian cache clear") if word not in text] == []


@pytest.mark.parametrize(
    ("command", "given", "cached"), [(c, g, not g) for c in ("build", "fit") for g in ([], ["--no-cache"])]
)
def test_no_cache_goes_into_the_order(tmp_path, monkeypatch, command, given, cached):
    ordered = []

    def stopped(order, *_: object):
        ordered.append(order)
        raise Refused([Diagnostic("S042")])

    monkeypatch.setattr(desk, command, stopped)
    run(command, str(tmp_path), *given)
    assert [order.cache for order in ordered] == [cached]
