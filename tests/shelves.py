"""Deliveries for tests: a folder of an earlier build with the user's own files in it, and disks that stop or fail."""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from banmian.rules.registry import every_rule
from banmian.shelf.disk import Disk
from banmian.shelf.shelf import Output, Shelf

OLD = {"press/A01.pdf": b"press one", "screen.pdf": b"screen one", "archive.pdf": b"archive one"}
NEW = {"screen.pdf": b"screen two", "archive.pdf": b"archive two", "issue.epub": b"epub two"}
USERS = {"signed.txt": b"signed by the editor", "press/colours.txt": b"ask the plant"}
UNIT = "deposit/paper"
"""A folder whose files are one unit, wherever they are among those that are delivered."""
BAG = {f"{UNIT}/bagit.txt": b"bag one", f"{UNIT}/data/mets.xml": b"mets one", f"{UNIT}/data/pages/2.xml": b"page two, one"}
NEW_BAG = {f"{UNIT}/bagit.txt": b"bag two", f"{UNIT}/data/mets.xml": b"mets two", f"{UNIT}/data/model.json": b"two"}
WAYS = {"exchange": (True, True), "two renames": (False, True), "no links": (False, False)}
"""What a file system can do: exchange two names, link."""
OPERATIONS = (
    "open_up", "mkdir", "mkdir_new", "write", "sync", "link", "copy", "like", "rename", "replace", "exchange", "unlink", "rmdir",
)  # fmt: skip


class Unsynced(Disk):
    """Does not wait for the platters: hundreds of deliveries are made here."""

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        with path.open("xb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)

    def sync(self, folder: Path) -> None:
        assert folder.exists()


class Stopping(Unsynced):
    """Does so many operations, then ends the process, as a power cut does: no handler runs."""

    def __init__(self, after: int, act: Callable[[], None], exchanges: bool = True, links: bool = True) -> None:
        self.left, self.act, self.exchanges, self.links = after, act, exchanges, links
        self.said: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        done = super().__getattribute__(name)
        if name not in OPERATIONS:
            return done
        if name == "link" and not self.links:
            done = self.copy
        if name == "exchange" and not self.exchanges:
            return lambda one, other: False

        def counted(*args: Path) -> Any:
            if self.left == 0:
                self.act()
            self.left -= 1
            self.said.append(f"{name} {args[-1].name if name != 'write' else args[0].name}")
            return done(*args)

        return counted


def end() -> None:
    os._exit(9)


def delivered(place: Path, files: dict[str, bytes], made_from: str = "today", disk: Disk | None = None) -> list[Any]:
    """Deliver files into place/out/paper, of an issue in place/issue; what was noticed."""
    (place / "issue").mkdir(exist_ok=True)
    shelf = Shelf(place / "out", "paper", place / "issue", disk or Unsynced())
    made = [
        Output(name, name.partition(".")[0].partition("/")[0], data, made_from, UNIT if name.startswith(f"{UNIT}/") else "")
        for name, data in files.items()
    ]
    return shelf.deliver(made, lambda target: made_from, lambda noticed: Output("report.json", "report", b"{}", ""))


def held(folder: Path) -> dict[str, bytes]:
    """What a folder holds, but for the program's own notes."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name not in ("manifest.json", "report.json")}


def with_users_files(place: Path, files: dict[str, bytes] = OLD, made_from: str = "yesterday") -> Path:
    """A folder of an earlier build, to which an editor has added files and changed one; the folder."""
    delivered(place, files, made_from)
    folder = place / "out" / "paper"
    for name, data in USERS.items():
        (folder / name).write_bytes(data)
    with (folder / "archive.pdf").open("ab") as file:
        file.write(b" with a note")
    return folder


def in_a_child(work: Callable[[], object]) -> int:
    """Run work, which can be pickled, in a process of its own; its exit status."""
    parent = _parent()
    assert parent.stdin and parent.stdout
    pickle.dump(work, parent.stdin)
    parent.stdin.flush()
    return int(parent.stdout.readline())


@cache
def _parent() -> subprocess.Popen[bytes]:
    """A small process whose children are made in a millisecond: one that has run tests takes twenty to be copied and to go."""
    command = [sys.executable, "-c", "from tests.shelves import parent; parent()"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    made = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
    atexit.register(made.communicate)  # it ends when nobody asks any more
    return made


def parent() -> None:
    """Reads work after work, has a child do it and says its exit status, until nobody asks any more."""
    every_rule()  # or each child would read them for itself
    while sys.stdin.buffer.peek(1):
        work = pickle.load(sys.stdin.buffer)  # noqa: S301 - the tests' own
        child = os.fork()
        if child == 0:
            os.dup2(2, 1)
            try:
                work()
            except BaseException:
                os._exit(1)
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
