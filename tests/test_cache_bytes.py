"""No file of a build depends on what the cache holds: empty, full, half full, torn, mixed up, not there, of no use."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from banmian import desk
from banmian.cache_entries import found_in
from banmian.job import Order

from .conftest import SEED_ISSUE
from .helpers import issue, page
from .several_pages import write

TARGETS = "press,screen,epub-replica"
"""Pages in both palettes, page pictures, photographs in all forms."""


@pytest.fixture(scope="module")
def two_pages(tmp_path_factory) -> Path:
    """An issue of two pages: of one that has but one page, no page is kept."""
    return write(tmp_path_factory.mktemp("two") / "issue", 2)


def built(source: Path, out: Path, cache: Path, *options: str) -> dict[str, bytes]:
    """The files of a build, each by its name, made by a process of its own that keeps nothing in memory of another."""
    command = [sys.executable, "-m", "banmian", "build", str(source), "--to", TARGETS, "--out", str(out), *options]
    done = subprocess.run(
        command, env=os.environ | {"BANMIAN_CACHE": str(cache)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def entries(cache: Path) -> list[Path]:
    """The files of the entries, in the order of their names."""
    return sorted(cache / one.name for one in found_in(cache) if one.kind)


def half_of_it_gone(found: list[Path]) -> None:
    for path in found[::2]:
        path.unlink()


def torn(found: list[Path]) -> None:
    for n, path in enumerate(found):
        data = path.read_bytes()
        path.write_bytes((data[: len(data) // 2], data[:-1] + bytes([data[-1] ^ 1]), b"", data)[n % 4])


def mixed_up(found: list[Path]) -> None:
    data = [path.read_bytes() for path in found]
    for path, other in zip(found, [*data[1:], data[0]], strict=True):
        path.write_bytes(other)


def other_things(found: list[Path]) -> None:
    for n, path in enumerate(found):
        path.unlink()
        (path.mkdir, lambda path=path: path.symlink_to(SEED_ISSUE), lambda path=path: os.mkfifo(path))[n % 3]()


def closed(found: list[Path]) -> None:
    for folder in {path.parent for path in found}:
        folder.chmod(0o777)


STATES: dict[str, Callable[[list[Path]], None]] = {
    "full": lambda found: None, "half full": half_of_it_gone, "torn": torn, "mixed up": mixed_up, "other things": other_things,
    "open to all": closed,
}  # fmt: skip


@pytest.fixture(scope="module")
def without(tmp_path_factory, two_pages):
    """The files of a build without a cache."""
    folder = tmp_path_factory.mktemp("without")
    files = built(two_pages, folder / "out", folder / "cache", "--no-cache")
    assert not (folder / "cache").exists()
    return files


@pytest.fixture(scope="module")
def filled(tmp_path_factory, without, two_pages):
    """A folder with a cache that a build has filled, and with the output of that build."""
    folder = tmp_path_factory.mktemp("filled")
    assert built(two_pages, folder / "out", folder / "cache") == without
    assert {path.parent.parent.name for path in entries(folder / "cache")} == {
        "faces",
        "pages",
        "parts",
        "pictures",
        "targets",
    }
    return folder


@pytest.fixture
def cache(tmp_path, filled):
    """A copy of it."""
    return shutil.copytree(filled / "cache", tmp_path / "cache")


@pytest.mark.slow
@pytest.mark.parametrize("lies", [False, True], ids=["a new folder", "over the old files"])
@pytest.mark.parametrize("state", STATES)
def test_bytes_do_not_depend_on_what_the_cache_holds(tmp_path, cache, filled, two_pages, without, state, lies):
    """Nor on whether the files of the earlier build lie where the new ones come to."""
    found = entries(cache)
    if lies:
        shutil.copytree(filled / "out", tmp_path / "again")
    for path in found:
        os.utime(path, (1, 1))
    STATES[state](found)
    assert built(two_pages, tmp_path / "again", cache) == without
    if state == "full":
        assert entries(cache) == found
        kind = "targets" if lies else "pages"
        assert all(path.stat().st_mtime > 1 for path in found if path.parent.parent.name == kind), "not used"
    elif state != "open to all" and not lies:
        assert set(entries(cache)) >= set(found), "what was missing or torn is kept anew"


@pytest.mark.slow
def test_a_build_goes_on_without_its_cache(tmp_path, two_pages, without):
    (tmp_path / "cache").write_text("mine")
    assert built(two_pages, tmp_path / "out", tmp_path / "cache") == without
    assert (tmp_path / "cache").read_text() == "mine"


@pytest.mark.slow
@pytest.mark.parametrize("kept", [True, False])
def test_a_build_in_python_tells_of_a_cache_that_is_of_no_use_and_its_report_does_not(tmp_path, monkeypatch, kept):
    (tmp_path / "cache").write_text("mine")
    monkeypatch.setenv("BANMIAN_CACHE", str(tmp_path / "cache"))
    source = issue(tmp_path / "in", page("## 主题\n\n正文。\n"))
    order = Order(source, ("epub",), out=tmp_path / "out", strict=True, cache=kept)
    result = desk.build(order)
    assert [one.code for one in result.diagnostics if one.code.startswith("S")] == ["S081"] * kept
    assert "S081" not in (result.folder / "report.json").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_fit_uses_the_cache_only_where_that_is_wanted(tmp_path, monkeypatch):
    monkeypatch.setenv("BANMIAN_CACHE", str(tmp_path / "cache"))
    source = issue(tmp_path / "in", page("## 主题\n\n正文。\n"))
    desk.fit(Order(source, cache=False))
    assert not (tmp_path / "cache").exists()
    desk.fit(Order(source))
    assert (tmp_path / "cache").is_dir()
