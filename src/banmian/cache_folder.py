"""Where the cache of the user is, whether its folder is of use, and how much it may hold."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

from .cache_entries import TAG, is_foreign
from .diagnostics import Diagnostic, Refused
from .limits import MB
from .limits_finished import CACHE_BYTES
from .reading import shown

PLACE, SIZE = "BANMIAN_CACHE", "BANMIAN_CACHE_SIZE"
_UNITS = {"MB": MB, "GB": 1024 * MB}
_TAGGED = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n# What banmian keeps between builds. It may be deleted at any time.\n"
)
"""So that backups pass it over: bford.info/cachedir."""


_ROOM = 16 * MB
"""A disk that has less left is full (bytes)."""


def place() -> Path:
    """`$BANMIAN_CACHE`, else where the system keeps caches of users."""
    if said := os.environ.get(PLACE):
        return Path(said).absolute()
    from platformdirs import user_cache_path

    return user_cache_path("banmian", appauthor=False)


def size() -> int:
    """How many bytes it may hold: `$BANMIAN_CACHE_SIZE`, as 500MB or 10GB, else 2 GB. Raises `Refused` (S086)."""
    if not (said := os.environ.get(SIZE)):
        return CACHE_BYTES
    if not (found := re.fullmatch(r"([0-9]{1,6}) ?(MB|GB)", said.strip().upper())):
        raise Refused([Diagnostic("S086", None, {"value": said[:40]})])
    return int(found[1]) * _UNITS[found[2]]


def fault_of(folder: Path) -> Diagnostic | None:
    """Why a folder is of no use as a cache; None where it is of use, or is not there yet."""
    try:
        found = folder.lstat()
        wrong = {
            "S080": stat.S_ISLNK(found.st_mode),
            "S081": not stat.S_ISDIR(found.st_mode),
            "S082": found.st_uid != os.geteuid(),
            "S083": is_foreign(found),
        }
        if codes := [code for code, is_so in wrong.items() if is_so]:
            return _said(codes[0], folder)
        why = _closed(folder)
    except FileNotFoundError:
        return None
    except OSError as fault:
        return _cannot_be_made(folder, fault)
    return _said("S085", folder, fault=os.strerror(why)) if why else None


def _closed(folder: Path) -> int:
    """Why nothing can be written into a folder, as the system numbers it; 0 where something can. Nothing is tried out, so
    that nothing is left behind. Raises OSError.
    """
    disk = os.statvfs(folder)
    if disk.f_flag & os.ST_RDONLY:
        return errno.EROFS
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return errno.EACCES
    return errno.ENOSPC if disk.f_bavail * disk.f_frsize < _ROOM else 0


def make(folder: Path) -> None:
    """Make the folder where there is none, the user's alone. Raises `Refused` with one warning: S080 (it is a link), S081
    (no folder), S082 (another's), S083 (others can write there), S084 (it cannot be made), S085 (nothing can be written).
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(0o700)
        (folder / TAG).write_bytes(_TAGGED)  # not in a folder that was there: it may be one of the user's files
    except FileExistsError:
        pass
    except OSError as fault:
        raise Refused([_cannot_be_made(folder, fault)]) from fault
    if wrong := fault_of(folder):  # what was there, or what somebody has made meanwhile
        raise Refused([wrong])


def _cannot_be_made(folder: Path, fault: OSError) -> Diagnostic:
    return _said("S084", folder, fault=fault.strerror or str(fault))


def _said(code: str, folder: Path, **facts: str) -> Diagnostic:
    return Diagnostic(code, None, {"path": shown(folder), **facts})
