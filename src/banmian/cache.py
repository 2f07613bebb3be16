"""What was worked out once and is dear to work out again, kept in a folder of the user's: bytes by kind and key.

Entries are data, never code: they are given back as bytes, and whoever asked reads them as a stranger's. Each is checked by
its hash at each read; what is torn is thrown away. No build fails for its cache, and no file of a build depends on what it
holds. docs/cache.md says what is in it.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .limits import CACHE_BYTES, CACHE_ENTRY_BYTES
from .places import package

KIND = re.compile("[a-z]{1,20}")
KEY = re.compile("[0-9a-f]{64}")
_MARK = b"banmian1"
_HEAD = len(_MARK) + hashlib.sha256().digest_size
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True)
class Cache:
    """A folder of entries, and how many bytes it may hold. A plain value: any process may open the same one."""

    folder: Path
    most: int = CACHE_BYTES

    def get(self, kind: str, key: str) -> bytes | None:
        """What is kept under a key; None where there is nothing, or what cannot be read or is torn (then it is removed)."""
        with suppress(OSError), self._fan(kind, key) as fan:
            if (whole := _read(f"{key}.entry", fan)) is not None:
                data = whole[_HEAD:]
                if whole[:_HEAD] == _head(kind, key, data):
                    return data
            os.unlink(f"{key}.entry", dir_fd=fan)
        return None

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep bytes under a key, whole or not at all. What cannot be kept (a full disk, no rights) is not."""
        if len(data) > min(CACHE_ENTRY_BYTES, self.most):
            return
        new = f"{key}.{os.getpid()}-{os.urandom(4).hex()}.new"
        with suppress(OSError), self._fan(kind, key, make=True) as fan:
            try:
                with os.fdopen(os.open(new, _NEW, 0o600, dir_fd=fan), "wb") as file:
                    file.writelines((_head(kind, key, data), data))
                os.rename(new, f"{key}.entry", src_dir_fd=fan, dst_dir_fd=fan)
            except BaseException:
                os.unlink(new, dir_fd=fan)
                raise

    def once(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under a key, or else what `make` gives, which is kept then."""
        if (found := self.get(kind, key)) is None:
            self.put(kind, key, found := make())
        return found

    @contextmanager
    def _fan(self, kind: str, key: str, make: bool = False) -> Iterator[int]:
        """The open folder of a key's entry: no link is followed on the way to it. Raises OSError."""
        if not KIND.fullmatch(kind) or not KEY.fullmatch(key):
            raise ValueError(f"no kind and key of a cache: {kind!r}, {key!r}")
        opened = [os.open(self.folder, _FOLDER)]
        try:
            for name in (kind, key[:2]):
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(name, 0o700, dir_fd=opened[-1])
                opened.append(os.open(name, _FOLDER, dir_fd=opened[-1]))
            yield opened[-1]
        finally:
            for one in opened:
                os.close(one)


def _head(kind: str, key: str, data: bytes) -> bytes:
    """What stands before an entry's bytes: the mark of the format, and the SHA-256 of kind, key and bytes."""
    hashed = hashlib.sha256(f"{kind} {key} ".encode())
    hashed.update(data)
    return _MARK + hashed.digest()


def _read(name: str, folder: int) -> bytes | None:
    """The bytes of an ordinary file, whose time is set to now: it was used; None for what is none. Raises OSError."""
    descriptor = os.open(name, _READ, dir_fd=folder)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_size > CACHE_ENTRY_BYTES + _HEAD:
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        with suppress(OSError):
            os.utime(descriptor)
        return file.read()


def usual() -> Cache:
    """The user's: `$BANMIAN_CACHE`, else where the system keeps caches."""
    from platformdirs import user_cache_path

    folder = Path(os.environ.get("BANMIAN_CACHE") or user_cache_path("banmian", appauthor=False))
    with suppress(OSError):
        folder.mkdir(0o700, parents=True, exist_ok=True)
    return Cache(folder.absolute())


@contextmanager
def temporary() -> Iterator[Cache]:
    """One of a build's own, removed at its end."""
    with TemporaryDirectory(prefix="banmian-", ignore_cleanup_errors=True) as folder:
        yield Cache(Path(folder))


def key_of(*parts: object) -> str:
    """The key of values: texts, bytes, numbers, paths, days, moments, members of enumerations; tuples, frozen dataclasses,
    dicts (in any order) of them. Values that differ, also in type, have other keys. Raises TypeError for any other, which may change.
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
    """A digest of this program as it is installed: what it made before it was changed is not taken for its work of today.

    Names, sizes and times of its modules: to read them all would take as long as to make up a page. Besides the time of the
    content that of its entry on the disk, as all files of a wheel may bear the same day.
    """
    found = sorted((str(path), path.stat()) for path in package().rglob("*.py"))
    return key_of(sys.version, tuple((name, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for name, s in found))
