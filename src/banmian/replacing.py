"""A file of the user's is written whole or not at all: a new file beside it, on the disk, which then takes its name."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from .rules.rule import Both

NEW_FILE = 0o666
"""The permissions of a file that there was not, before the system takes off its own."""


class Unwritable(Exception):
    """A file that is not to be replaced. Carries why, in both languages."""

    def __init__(self, what: Both) -> None:
        super().__init__(what[0])
        self.what = what


def permissions(path: Path) -> int:
    """The permissions of a file that may be replaced. Raises `Unwritable` for a link, no file, a read-only one."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise Unwritable(("it is a link", "它是链接"))
    if not stat.S_ISREG(mode):
        raise Unwritable(("it is no ordinary file", "不是普通文件"))
    if not mode & 0o222 or not os.access(path, os.W_OK):
        raise Unwritable(("it is read-only", "文件是只读的"))
    return stat.S_IMODE(mode)


@contextmanager
def beside(path: Path, data: bytes, mode: int | None = None) -> Iterator[Path]:
    """A new file in the same folder, written to the disk; gone afterwards, if it has not been given another name.

    `mode`: its permissions; those of a new file where nothing is said.
    """
    handle, new = _opened(path.parent, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            new.chmod(mode)
        yield new
    finally:
        new.unlink(missing_ok=True)


def _opened(folder: Path, mode: int | None) -> tuple[int, Path]:
    """A file of a name of its own: for nobody else until it has its permissions, or with those that the system gives."""
    if mode is not None:
        handle, name = tempfile.mkstemp(prefix=".banmian-", dir=folder)
        return handle, Path(name)
    new = folder / f".banmian-{token_hex(8)}"
    return os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, NEW_FILE), new


def settle(folder: Path) -> None:
    """What stands in a folder is on the disk; where the system cannot say so, it is left to it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
