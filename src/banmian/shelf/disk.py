"""The operations of deliveries and of the archive on the disk, one method each: tests stop the program at every one."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_EXCHANGE = 2
"""Flag of Linux's renameat2 (RENAME_EXCHANGE) and of macOS's renamex_np (RENAME_SWAP)."""
_AT_HERE = -100
"""AT_FDCWD: a relative path is one of the working folder."""
_IMPOSSIBLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a kernel or a file system says that cannot exchange two names."""


class Busy(Exception):
    """Another program holds the folder and does not let go."""


class Disk:
    """What changes the disk. Every method raises OSError as the system does."""

    def mkdir(self, path: Path) -> None:
        """Make a folder, and those above it that are missing."""
        missing = [path]
        while not missing[-1].exists() and missing[-1] != missing[-1].parent:
            missing.append(missing[-1].parent)
        for folder in reversed(missing):  # not `parents=True`, which calls itself for each of a thousand folders
            folder.mkdir(exist_ok=True)

    def mkdir_new(self, path: Path) -> None:
        """Make a folder that must not be there."""
        path.mkdir()

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        """Write a new file to the last byte; what comes in parts is written as it comes."""
        with path.open("xb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())

    def sync(self, folder: Path) -> None:
        """Have the names in a folder on the platters, as `write` has what is in a file."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def link(self, old: Path, new: Path) -> None:
        """Give a file a second name, or copy it where the file system or its owner forbids that."""
        try:
            os.link(old, new, follow_symlinks=False)
        except (OSError, NotImplementedError):
            self.copy(old, new)

    def copy(self, old: Path, new: Path) -> None:
        """Copy a file, or a link as the link that it is; whole or not at all."""
        try:
            shutil.copy2(old, new, follow_symlinks=False)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise

    def like(self, old: Path, new: Path) -> None:
        """Let a folder be read and written by those who could before; a file system without such rights keeps its own."""
        with suppress(OSError):
            shutil.copystat(old, new)

    def open_up(self, path: Path) -> None:
        """Let a folder's owner read and change it: a folder that is to be moved must be."""
        path.chmod(path.stat().st_mode | 0o700)

    def rename(self, old: Path, new: Path) -> None:
        """Move a file or folder to a free name (or a folder to that of an empty one)."""
        old.rename(new)

    def replace(self, old: Path, new: Path) -> None:
        """Move a file to the name of another one, which is gone then: both are the program's."""
        old.replace(new)

    def exchange(self, one: Path, other: Path) -> bool:
        """Let two folders change their names at once. False where that is not known."""
        call = _exchange_call()
        if call is None:
            return False
        if call(one, other) == 0:
            return True
        fault = ctypes.get_errno()
        if fault in _IMPOSSIBLE:
            return False
        raise OSError(fault, os.strerror(fault), str(other))

    def unlink(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def rmdir(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()


def _exchange_call() -> Callable[[Path, Path], int] | None:
    """The system's way to exchange two names, from the C library; None where it has none."""
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        return lambda one, other: libc.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE)
    if hasattr(libc, "renameat2"):
        return lambda one, other: libc.renameat2(_AT_HERE, os.fsencode(one), _AT_HERE, os.fsencode(other), _EXCHANGE)
    return None


@contextmanager
def held(folder: Path, patience: float) -> Iterator[None]:
    """Hold a folder against other deliveries into it; wait for them so many seconds. Raises Busy, OSError.

    The lock is the system's and ends with the process, however that ends.
    """
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as fault:
                if time.monotonic() > until:
                    raise Busy from fault
                time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)
