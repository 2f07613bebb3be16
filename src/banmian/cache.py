"""What was worked out once and is dear to work out again, kept in a folder of the user's: bytes by kind and key.

Entries are data, never code: they are given back as bytes, and whoever asked reads them as a stranger's. Each is checked by
its hash at each read; what is torn is thrown away. No build fails for its cache, and no file of a build depends on what it
holds. docs/cache.md says what is in it.
"""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from shutil import rmtree
from sysconfig import get_path
from tempfile import mkdtemp
from typing import Any

from .cache_entries import KEY, KIND, add, discard, opened
from .cache_folder import make, place, size
from .diagnostics import Diagnostic, Refused
from .limits_finished import CACHE_BYTES, CACHE_ENTRY_BYTES
from .places import package

_MARK = b"banmian1"
_HEAD = len(_MARK) + hashlib.sha256().digest_size
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True)
class Cache:
    """A folder of entries, and how many bytes it may hold. A plain value: any process may open the same one."""

    folder: Path
    most: int = CACHE_BYTES

    def get(self, kind: str, key: str) -> bytes | None:
        """What is kept under a key; None where there is nothing, or what cannot be read or is torn (then it is removed)."""
        with suppress(OSError), opened(self.folder, *_fan(kind, key)) as fan:
            data = _read(fan, kind, key)
            if data is None:
                discard(fan, f"{key}.entry")
            return data
        return None

    def holds(self, kind: str, key: str) -> bool:
        """Whether there is something under a key, which counts as used; `get` says whether it is whole."""
        with suppress(OSError), opened(self.folder, *_fan(kind, key)) as fan:
            os.utime(f"{key}.entry", dir_fd=fan, follow_symlinks=False)
            return True
        return False

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep bytes under a key, whole or not at all. What cannot be kept (a full disk, no rights, too much) is not."""
        whole = len(data) + _HEAD
        if whole > min(CACHE_ENTRY_BYTES, self.most // 4):
            return
        with suppress(OSError), opened(self.folder, *_fan(kind, key), make=True) as fan:
            add(self.folder, whole, self.most)
            new = f"{key}.{os.getpid()}-{os.urandom(4).hex()}.new"
            try:
                with os.fdopen(os.open(new, _NEW, 0o600, dir_fd=fan), "wb") as file:
                    file.writelines((_head(kind, key, data), data))
                _put_in_place(fan, new, f"{key}.entry")
            except BaseException:
                with suppress(OSError):
                    discard(fan, new)
                raise

    def once(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under a key, or else what `make` gives, which is kept then."""
        if (found := self.get(kind, key)) is None:
            self.put(kind, key, found := make())
        return found


def _fan(kind: str, key: str) -> tuple[str, str]:
    """The folders of an entry. Raises ValueError for what is no kind or no key: a fault of the program."""
    if not KIND.fullmatch(kind) or not KEY.fullmatch(key):
        raise ValueError(f"no kind and key of a cache: {kind!r}, {key!r}")
    return kind, key[:2]


def _head(kind: str, key: str, data: bytes) -> bytes:
    """What stands before an entry's bytes: the mark of the format, and the SHA-256 of kind, key and bytes."""
    hashed = hashlib.sha256(f"{kind} {key} ".encode())
    hashed.update(data)
    return _MARK + hashed.digest()


def _put_in_place(fan: int, new: str, name: str) -> None:
    """Give a file its name; a folder that has it is removed, as what is no entry is where one is looked for."""
    try:
        os.rename(new, name, src_dir_fd=fan, dst_dir_fd=fan)
    except IsADirectoryError:
        discard(fan, name)
        os.rename(new, name, src_dir_fd=fan, dst_dir_fd=fan)


def _read(fan: int, kind: str, key: str) -> bytes | None:
    """The bytes of an entry, whose time is set to now: it was used. None where they are not what was kept, or it is no
    ordinary file. Raises FileNotFoundError, and OSError where it cannot be read.
    """
    try:
        descriptor = os.open(f"{key}.entry", _READ, dir_fd=fan)
    except OSError as fault:
        if fault.errno in (errno.ELOOP, errno.ENXIO):  # a link; a socket
            return None
        raise
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_size > CACHE_ENTRY_BYTES:
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        head, data = file.read(_HEAD), file.readall()
        if head != _head(kind, key, data):
            return None
        with suppress(OSError):
            os.utime(descriptor)
        return data


def usual() -> Cache:
    """The user's: `$BANMIAN_CACHE`, else where the system keeps caches; made if it is missing.

    Raises `Refused` with one warning (S080–S086) where that folder is of no use.
    """
    folder, most = place(), size()
    make(folder)
    return Cache(folder, most)


@contextmanager
def temporary() -> Iterator[Cache]:
    """One of a build's own, removed at its end; where not even that can be made, one that keeps nothing."""
    try:
        folder = Path(mkdtemp(prefix="banmian-"))
    except OSError:
        yield Cache(Path(os.devnull))
        return
    maker = os.getpid()
    try:
        yield Cache(folder)
    finally:
        if os.getpid() == maker:  # not at the end of a process that was forked from it
            rmtree(folder, ignore_errors=True)


@contextmanager
def at_hand(kept: bool = True) -> Iterator[tuple[Cache, list[Diagnostic]]]:
    """The cache of a build and what there is to say of it: the user's; where that is of no use or not wanted, one of the
    build's own. What there is to say is the machine's, not the issue's: it is no part of a report, and refuses nothing.
    """
    found, noticed = None, list[Diagnostic]()
    try:
        found = usual() if kept else None
    except Refused as refused:
        noticed = refused.diagnostics
    with nullcontext(found) if found else temporary() as one:
        yield one, noticed


def key_of(*parts: object) -> str:
    """The key of values: texts, bytes, numbers, paths, days, moments, members of enumerations; tuples, frozen dataclasses,
    dicts (in any order) of them. Values that differ, also in type, have other keys. Raises TypeError for any other, which
    may change.
    """
    return hashlib.sha256(_encoded(parts)).hexdigest()


def _encoded(value: object) -> bytes:
    """A value as bytes: its type, the length of what follows, and that."""
    name, body = _named(value)
    return b"%s %d:%s" % (name.encode(), len(body), body)


def _named(value: Any) -> tuple[str, bytes]:
    """The name of a value's type, and its content as bytes."""
    for plain, (name, body) in _PLAIN.items():
        if isinstance(value, plain) and not isinstance(value, Enum):
            return name, body(value)
    kind = type(value)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(value, Enum):
        return name, value.name.encode()
    if is_dataclass(kind) and getattr(kind, "__dataclass_params__").frozen:  # noqa: B009 - typeshed does not know it
        return name, _encoded(tuple((field.name, getattr(value, field.name)) for field in fields(value)))
    raise TypeError(f"{name} is no part of a key")


_PLAIN: dict[type, tuple[str, Callable[[Any], bytes]]] = {
    str: ("str", lambda text: text.encode("utf-8", "surrogatepass")),
    bytes: ("bytes", bytes),
    type(None): ("None", lambda _: b""),
    bool: ("bool", lambda value: b"%d" % value),  # before int, which it is, too
    int: ("int", lambda value: b"%d" % value),
    float: ("float", lambda value: value.hex().encode()),
    Path: ("path", os.fsencode),
    datetime.datetime: ("moment", lambda value: value.isoformat().encode()),  # before date, which it is, too
    datetime.date: ("date", lambda value: value.isoformat().encode()),
    tuple: ("tuple", lambda values: b"".join(map(_encoded, values))),
    dict: ("dict", lambda values: b"".join(sorted(map(_encoded, values.items())))),
}


@cache
def program() -> str:
    """A digest of this program as it is installed, with the packages beside it by name and version: what it made before one
    of them was changed is not taken for its work of today.

    Names, sizes and times of its files (modules, style sheets of books, schemas): to read them all would take as long as to
    make up a page. Besides the time of the content that of its entry on the disk, as all files of a wheel may bear the same
    day.
    """
    return key_of(sys.version, _packages(), tuple(sorted(_installed(package()))))


def _packages() -> tuple[str, ...]:
    """The names of what is installed, each with its version."""
    with suppress(OSError):
        return tuple(sorted(one.name for one in Path(get_path("purelib")).iterdir() if one.suffix == ".dist-info"))
    return ()


def _installed(folder: Path | str) -> Iterator[tuple[str, int, int, int]]:
    """Name, size and times of each file below a folder, but for what Python makes of modules."""
    with os.scandir(folder) as listed:
        for one in listed:
            if one.is_dir():
                yield from _installed(one.path) if one.name != "__pycache__" else ()
            else:
                said = one.stat()
                yield one.path, said.st_size, said.st_mtime_ns, said.st_ctime_ns
