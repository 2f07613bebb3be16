"""The entries of a cache on the disk: what bears their names, what they take, which go when there are too many.

`<kind>/<first two of the key>/<key>.entry`; beside it, while it is written, `<key>.<process>-<chance>.new`. A file, a link
or a pipe of such a name is the cache's; whatever else lies there is somebody's, is never removed and never gone into. Each
folder is opened by its name in the one above, so that no link is followed.
"""

from __future__ import annotations

import fcntl
import os
import re
import stat
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

KIND = re.compile("[a-z]{1,20}")
KEY = re.compile("[0-9a-f]{64}")
_FAN = re.compile("[0-9a-f]{2}")
_ENTRY = re.compile(r"([0-9a-f]{64})\.entry")
_NEW = re.compile(r"([0-9a-f]{64})\.[0-9]+-[0-9a-f]{8}\.new")
TALLY, TAG = ".added", "CACHEDIR.TAG"

BLOCK = 4096
"""What a file takes at least, and in whole numbers (bytes)."""
_STALE = 3600
"""Seconds after which a file that is being written is no longer: its process was killed."""
_SHARE = 16
"""How many times the cache is looked through while as much comes in as it may hold. One share stays free for what comes in
between, and one more for processes that add at once."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TALLY = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class InCache:
    """What lies in a cache: its kind ("" where it is none of ours), name below the folder, bytes on the disk, when it was
    used last (ns); whether it is an entry, or one that is being written.
    """

    kind: str
    name: str
    size: int = 0
    used: int = 0
    whole: bool = False


def taken(size: int) -> int:
    """What a file of a size takes on the disk."""
    return max(1, -(-size // BLOCK)) * BLOCK


@contextmanager
def opened(folder: Path, *names: str, make: bool = False) -> Iterator[int]:
    """A folder of a cache, opened through those above it, each of which is one and the user's alone. Raises OSError."""
    descriptors: list[int] = []
    try:
        descriptors.append(_open(folder, None))
        for name in names:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(name, 0o700, dir_fd=descriptors[-1])
            descriptors.append(_open(name, descriptors[-1]))
        yield descriptors[-1]
    finally:
        for one in descriptors:
            os.close(one)


def _open(name: str | Path, above: int | None) -> int:
    descriptor = os.open(name, _FOLDER, dir_fd=above)
    if is_foreign(os.fstat(descriptor)):
        os.close(descriptor)
        raise PermissionError(f"{name} belongs to others, or they can write there")
    return descriptor


def is_foreign(found: os.stat_result) -> bool:
    """Whether something belongs to somebody else, or others can write it."""
    return found.st_uid != os.geteuid() or bool(found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def found_in(folder: Path) -> Iterator[InCache]:
    """Everything in a cache; of what is not ours the name alone. What goes meanwhile, or cannot be read, is not there."""
    for kind, is_folder in _listed(folder):
        if not is_folder or not KIND.fullmatch(kind):
            if is_folder or kind not in (TALLY, TAG):
                yield InCache("", kind)
            continue
        for fan, is_fan in _listed(folder, kind):
            if not is_fan or not _FAN.fullmatch(fan):
                yield InCache("", f"{kind}/{fan}")
            else:
                yield from _fan(folder, kind, fan)


def _listed(folder: Path, *names: str) -> list[tuple[str, bool]]:
    """The names in a folder in their order, each with whether it is a folder itself."""
    with suppress(OSError), opened(folder, *names) as at, os.scandir(at) as listed:
        return sorted((one.name, one.is_dir(follow_symlinks=False)) for one in listed)
    return []


def _fan(folder: Path, kind: str, fan: str) -> Iterator[InCache]:
    """What lies in a folder of entries."""
    with suppress(OSError), opened(folder, kind, fan) as at, os.scandir(at) as listed:
        for one in listed:
            name = f"{kind}/{fan}/{one.name}"
            entry, new = _ENTRY.fullmatch(one.name), _NEW.fullmatch(one.name)
            if not (match := entry or new) or match[1][:2] != fan or one.is_dir(follow_symlinks=False):
                yield InCache("", name)
                continue
            with suppress(FileNotFoundError):
                said = one.stat(follow_symlinks=False)
                yield InCache(kind, name, taken(said.st_size), said.st_mtime_ns, bool(entry))


def discard(folder: int, name: str) -> None:
    """Remove what bears a name of ours: a file, a link, a pipe, an empty folder. Raises OSError where that cannot be."""
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        os.rmdir(name, dir_fd=folder)


def removed(folder: Path, found: Iterable[InCache]) -> Iterator[InCache]:
    """Remove what is ours, as far as that can be: what is gone by this."""
    for above, some in groupby(sorted(found, key=lambda one: one.name), lambda one: one.name.rpartition("/")[0]):
        with suppress(OSError), opened(folder, *above.split("/")) as at:
            for one in some:
                with suppress(OSError):
                    discard(at, one.name.rpartition("/")[2])
                    yield one


def cleared(folder: Path) -> tuple[list[InCache], list[str]]:
    """Remove all entries, and folders of ours that are empty then: what went, and the names of what is somebody else's."""
    everything = list(found_in(folder))
    gone = list(removed(folder, (one for one in everything if one.kind)))
    for kind, is_folder in _listed(folder):
        if is_folder and KIND.fullmatch(kind):
            for fan, _ in _listed(folder, kind):
                if _FAN.fullmatch(fan):
                    _remove_folder(folder, kind, fan)
            _remove_folder(folder, kind)
    with suppress(OSError), opened(folder) as at:
        discard(at, TALLY)
    return gone, [one.name for one in everything if not one.kind]


def _remove_folder(folder: Path, *names: str) -> None:
    """Remove a folder if it is empty."""
    with suppress(OSError), opened(folder, *names[:-1]) as at:
        os.rmdir(names[-1], dir_fd=at)


def add(folder: Path, size: int, most: int) -> None:
    """Note that a file of a size comes in, and look through the cache when a share of it has come in since the last time.

    The note is a byte for each block at the end of one file: processes that add at once need no word with each other, and a
    build need not look at what is there. Raises OSError.
    """
    with opened(folder) as at:
        tally = os.open(TALLY, _TALLY, 0o600, dir_fd=at)
    try:
        if not stat.S_ISREG(os.fstat(tally).st_mode):
            raise PermissionError(f"{TALLY} is no ordinary file")
        os.write(tally, b"." * (taken(size) // BLOCK))
        if os.fstat(tally).st_size * BLOCK > most // _SHARE:
            with suppress(BlockingIOError):  # who comes second need not
                fcntl.flock(tally, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _tidied(folder, most - 2 * (most // _SHARE) - taken(size))
                os.truncate(tally, 0)
    finally:
        os.close(tally)


def _tidied(folder: Path, most: int) -> None:
    """Remove what was not used for the longest time until so many bytes are left, and what killed processes left behind."""
    everything = sorted((one for one in found_in(folder) if one.kind), key=lambda one: one.used)
    stale = time.time_ns() - _STALE * 10**9
    held = sum(one.size for one in everything)
    going = list[InCache]()
    for one in everything:
        if held > most if one.whole else one.used < stale:
            going.append(one)
            held -= one.size
    deque(removed(folder, going), maxlen=0)
