"""Reading a file that somebody else wrote: an ordinary file, inside its folder, within a limit; nothing else is opened.

Manuscripts, settings, pictures, profiles, layouts, faces and books all come in through here, and what lies in a folder is
listed here. Whoever wants to know what a piece of work has read listens at this door (`heard_by`).
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import Protocol

from .diagnostics import Diagnostic, Refused
from .limits import MB
from .model import Span

_SAFELY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe does not wait for its other end, a terminal does not become ours."""


class NotThere(Refused):
    """There is no such file."""


Names = Callable[[Path], Sequence[str]]
"""What matters of what lies in a folder, by names below it."""


class Listener(Protocol):
    """Told of what is read in its thread: that a file is sought, what was in it, that a folder is listed and what of it
    matters.
    """

    def sought(self, path: Path) -> None: ...
    def read(self, path: Path, data: bytes) -> None: ...
    def listed(self, folder: Path, names: Names) -> None: ...


_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """While it lasts, a listener is told of what this thread reads."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def is_there(path: Path) -> bool:
    """Whether there is anything of that name, be it a link to nothing."""
    if listener := _LISTENER.get():
        listener.sought(path)
    return os.path.lexists(path)


def tell_listed(folder: Path, names: Names) -> None:
    """Let the listener know that a folder is listed now."""
    if listener := _LISTENER.get():
        listener.listed(folder, names)


def read_file(path: Path, most: int, within: Path | None = None, place: Span | None = None) -> bytes:
    """The bytes of an ordinary file of at most `most` bytes; of one below `within` also behind links, if it is given.

    Raises `Refused` with one diagnostic at `place`: S010 (not there; then it is `NotThere`), S011 (leads out of the
    folder), S012 (no ordinary file), S013 (too large), S014 (anything else that the system says).
    """
    listener = _LISTENER.get()
    if listener is None:
        return read_own(path, most, within, place)
    listener.sought(path)
    data = read_own(path, most, within, place)
    listener.read(path, data)
    return data


def read_own(path: Path, most: int, within: Path | None = None, place: Span | None = None) -> bytes:
    """The same of a file that the program has made itself, and of which no listener is told."""
    try:
        real = path.resolve(strict=True)
        if within is not None and not real.is_relative_to(within.resolve()):
            raise _refused("S011", place, path, folder=str(within))
        return _read(real, path, most, place)
    except FileNotFoundError as fault:
        raise NotThere(_said("S010", place, path)) from fault
    except (OSError, ValueError, RuntimeError) as fault:  # ValueError: a NUL in the name; RuntimeError: a circle of links
        raise _refused("S014", place, path, fault=getattr(fault, "strerror", None) or str(fault)) from fault


def _read(real: Path, path: Path, most: int, place: Span | None) -> bytes:
    """Open, look at what was opened, and only then read: what a name stands for may change in between."""
    descriptor = os.open(real, _SAFELY)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise _refused("S012", place, path)
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(most + 1) if found.st_size <= most else b""
        if max(found.st_size, len(data)) > most:
            raise _refused("S013", place, path, size=_megabytes(max(found.st_size, len(data))), limit=_megabytes(most))
        return data


class NotOrdinary(OSError):
    """A pipe, a folder, a device: no ordinary file."""


def parts(path: Path) -> Iterator[bytes]:
    """The bytes of an ordinary file of any size, part by part; its name is no link. Raises OSError."""
    with _ordinary(path) as file:
        while part := file.read(MB):
            yield part


def of_size(path: Path, size: int) -> bytes | None:
    """The bytes of an ordinary file that has so many; None of another. Its name is no link. Raises OSError."""
    with _ordinary(path) as file:
        data = file.read(size + 1) if os.fstat(file.fileno()).st_size == size else None
    return data if data is not None and len(data) == size else None


def _ordinary(path: Path) -> BufferedReader:
    file = os.fdopen(os.open(path, _SAFELY | os.O_NOFOLLOW), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotOrdinary(f"{shown(path)} is no ordinary file")
    return file


@dataclass(frozen=True, slots=True)
class Listed:
    """What lies below a folder: its name from there, its mode and size in bytes (a link's own), what is in it if that is a
    folder; `fault`: why that cannot be listed.
    """

    name: str
    mode: int
    size: int
    inside: Sequence[os.DirEntry[str]] = ()
    fault: str = ""

    @property
    def is_file(self) -> bool:
        """An ordinary one."""
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        """And no link to one."""
        return stat.S_ISDIR(self.mode)

    @property
    def is_link(self) -> bool:
        """To whatever, or to nothing."""
        return stat.S_ISLNK(self.mode)


def listed(folder: Path, most: int | None = None) -> Iterator[Listed]:
    """Everything below a folder by its names, each folder before what is in it; no link is followed. Raises OSError.

    Whoever sets limits asks for one more than `most` at the most: no more is read of a folder's own list.
    """
    rows = [iter(_entries(folder, most))]
    while rows:
        if (entry := next(rows[-1], None)) is None:
            rows.pop()
        else:
            yield (found := _one(entry, folder, most))
            rows.append(iter(found.inside))


def _one(entry: os.DirEntry[str], folder: Path, most: int | None) -> Listed:
    status = entry.stat(follow_symlinks=False)
    name = Path(entry.path).relative_to(folder).as_posix()
    try:
        inside = _entries(Path(entry.path), most) if stat.S_ISDIR(status.st_mode) else []
    except OSError as fault:
        return Listed(name, status.st_mode, status.st_size, fault=fault.strerror or str(fault))
    return Listed(name, status.st_mode, status.st_size, inside)


def _entries(folder: Path, most: int | None) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted(islice(found, None if most is None else most + 1), key=lambda entry: entry.name)


def _refused(code: str, place: Span | None, path: Path, **facts: str) -> Refused:
    return Refused(_said(code, place, path, **facts))


def _said(code: str, place: Span | None, path: Path, **facts: str) -> list[Diagnostic]:
    return [Diagnostic(code, place, {"path": shown(path), **facts})]


def _megabytes(size: int) -> str:
    return f"{size / MB:.3g}"


def shown(path: Path) -> str:
    """A file's name as one line of text: bytes that are no UTF-8 and what cannot be printed are written in hexadecimal."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def folded(name: str) -> str:
    """What a name comes to on a stick, a Mac and many a server: there capitals and composed characters are the same."""
    return unicodedata.normalize("NFC", name).casefold()
