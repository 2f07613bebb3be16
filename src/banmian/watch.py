"""An issue that is built again whenever what was read of it has changed (docs/watch.md).

What is watched is what the last build has read, sought in vain or listed (`Reads`): nobody has to say which files matter,
and an editor's copies, the output folder and `.git` do not. The system's word that something was written (`woken`) is a
hint to look again; what counts is what is found then, by digest. So no save is lost, whenever it comes, and none is seen
twice.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from . import desk
from .diagnostics import Diagnostic, Exit, Refused
from .job import Order, Result, Told, quiet
from .reading import Names, heard_by, parts

if TYPE_CHECKING:
    from .render.session import Session

QUIET, QUIET_ROUNDS = 0.05, 40
"""A save is over when two looks so many seconds apart find the same; after so many of them it is built anyhow."""
LOOK = 2.0
"""Seconds after which is looked again though the system has said nothing: of some disks in the network it does not."""
POLL = 0.5
"""Seconds between looks where the system says nothing at all."""

Stamp = tuple[int, int, int, int] | None
"""What is said of a file without reading it: number, bytes, times (ns) of content and entry; None: there is none."""
NO_FILE = 0, 0, 0, 0
Changed = Mapping[Path, object]
"""What is not as it was read, with what is there now."""
Waits = Callable[[], Generator[None, None, None]]
"""Gives something each time that it is worth while to look."""
Telling = Callable[[], AbstractContextManager[Told]]


def _to_nobody() -> AbstractContextManager[Told]:
    return nullcontext(quiet)


def stamp(path: Path) -> Stamp:
    """What a path leads to, now."""
    try:
        found = path.stat()
    except (OSError, ValueError, RuntimeError):  # ValueError: a NUL in the name; RuntimeError: a circle of links
        return None
    if not S_ISREG(found.st_mode):
        return NO_FILE  # what is put into a folder leaves it the same folder
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@dataclass(frozen=True)
class AsRead:
    """A file as it was read: its stamp from before, its digest; None for one that was not there or not read."""

    stamp: Stamp
    digest: bytes | None = None


@dataclass
class Reads:
    """What a build has read: files by path, folders with what mattered in them. A `reading.Listener`.

    `known`: files as they were read before, which need no new digest.
    """

    files: dict[Path, AsRead] = field(default_factory=dict)
    folders: dict[Path, tuple[Names, tuple[str, ...] | None]] = field(default_factory=dict)
    known: dict[Path, AsRead] = field(default_factory=dict)

    def begin(self) -> None:
        """Another build begins, which may read other files."""
        self.known, self.files, self.folders = self.files, {}, {}

    def sought(self, path: Path) -> None:
        self.files.setdefault(path, AsRead(stamp(path)))

    def read(self, path: Path, data: bytes) -> None:
        seen = self.files[path]
        if seen.digest is None:
            before = self.known.get(path)
            same = before is not None and before.stamp == seen.stamp and before.digest
            self.files[path] = AsRead(seen.stamp, same or hashlib.sha256(data).digest())

    def listed(self, folder: Path, names: Names) -> None:
        self.folders[folder] = names, _listed(folder, names)

    def look(self) -> Changed:
        """What has changed since it was read. A file that was written anew with the same content has not."""
        found: dict[Path, object] = {}
        for path, seen in self.files.items():
            now = stamp(path)
            if now != seen.stamp and self._is_other(path, seen, now):
                found[path] = now
        for folder, (names, before) in self.folders.items():
            after = _listed(folder, names)
            if after != before:
                for name in {*(before or ())} ^ {*(after or ())}:
                    found.setdefault(folder / name, after)
        return found

    def _is_other(self, path: Path, seen: AsRead, now: Stamp) -> bool:
        """Whether a file of another stamp is another file; if not, that stamp is known from now on."""
        if seen.digest is None or seen.stamp is None or now is None or now[1] != seen.stamp[1]:
            return True
        if _digest(path) != seen.digest:
            return True
        self.files[path] = AsRead(now, seen.digest)
        return False

    def places(self) -> set[Path]:
        """The folders in which a change would be seen: those of the files, also behind links, or the nearest above."""
        near = {path.parent for path in self.files} | set(self.folders)
        real = {Path(os.path.realpath(path)).parent for path in self.files}
        return {_nearest(place) for place in near | real}


def _listed(folder: Path, names: Names) -> tuple[str, ...] | None:
    """What matters in a folder; None where it cannot be listed, or the build would refuse to."""
    with suppress(OSError, Refused):
        return tuple(names(folder))
    return None


def _digest(path: Path) -> bytes | None:
    made = hashlib.sha256()
    try:
        for part in parts(path.resolve()):
            made.update(part)
    except (OSError, RuntimeError):  # gone meanwhile
        return None
    return made.digest()


def _nearest(place: Path) -> Path:
    """A folder, or where it is not there the nearest above it that is."""
    return next(one for one in (place, *place.absolute().parents) if one.is_dir())


@dataclass(frozen=True)
class Built:
    """What came of a build: the files that had changed (none at the first), seconds; the result, or why there is none."""

    changed: tuple[Path, ...]
    seconds: float
    result: Result | None
    noticed: tuple[Diagnostic, ...]


def watch(
    order: Order, session: Session, poll: bool = False, tell: Telling = _to_nobody,
    said: Callable[[Sequence[Diagnostic]], None] | None = None,
) -> Iterator[Built]:  # fmt: skip
    """Build now, and again whenever something of it has changed; this has no end.

    `poll`: ask the system for no word of changes. `tell`: opens what is told of the stages of one build; `said`: told once
    that the system gives no word (S090). Raises `Refused` for what no
    save mends: targets that there are not, an issue that was never there.
    """
    reads, heard = Reads(), _once(said)

    def build(paths: Iterable[Path]) -> Built:
        return _built(order, session, reads, _named(paths), tell)

    def waits() -> Generator[None, None, None]:
        return _ticks() if poll else woken(reads.places(), heard)

    return rounds(build, changes(reads.look, waits), os.path.lexists(order.source))


def rounds(
    build: Callable[[Iterable[Path]], Built], changed: Iterable[Iterable[Path]], there: bool = True
) -> Iterator[Built]:
    """Build, then once for each change. The first build's fault ends it if no change can mend it."""
    first = build(())
    if first.result is None and (not there or Refused([*first.noticed]).exit is Exit.USAGE):
        raise Refused([*first.noticed])
    yield first
    for paths in changed:
        yield build(paths)


def _named(paths: Iterable[Path]) -> tuple[Path, ...]:
    """What has changed, by name; of a folder that came or went not also what is in it."""
    found = set(paths)
    return tuple(sorted(path for path in found if not found.intersection(path.parents)))


def _built(order: Order, session: Session, reads: Reads, changed: tuple[Path, ...], tell: Telling) -> Built:
    """One build. What it refuses, and what the system refuses it, is a value: the next save may mend it."""
    began = time.perf_counter()
    reads.begin()
    result, noticed = None, list[Diagnostic]()
    try:
        with tell() as told, heard_by(reads):
            result = desk.build(order, told, session)
        noticed = result.diagnostics
    except Refused as refused:
        noticed = refused.diagnostics
    except OSError as fault:  # a full disk
        noticed = [Diagnostic("S045", None, {"fault": str(fault)[:200]})]
    return Built(changed, time.perf_counter() - began, result, tuple(noticed))


def changes(look: Callable[[], Changed], waits: Waits, pause: Callable[[float], None] = time.sleep) -> Iterator[Changed]:
    """What has changed, as often as something has. Whoever asks for the next has built anew what this one says.

    It looks before it waits: what was saved during a build is found. It waits for nothing during a build, so that no thread
    of the system's is alive when processes are forked.
    """
    while True:
        found = _settled(look, pause)
        if not found:
            with closing(waits()) as hints:
                found = next((one for _ in hints if (one := _settled(look, pause))), {})
        if found:
            yield found


def _settled(look: Callable[[], Changed], pause: Callable[[float], None]) -> Changed:
    """What has changed, when nobody writes any more: an editor's save is several steps, several saves may be one."""
    found = look()
    for _ in range(QUIET_ROUNDS if found else 0):
        pause(QUIET)
        before, found = found, look()
        if found == before:
            break
    return found


def woken(places: Iterable[Path], said: Callable[[Diagnostic], None]) -> Generator[None, None, None]:
    """Gives something when the system says that something in some folders was written, and every `LOOK` seconds; where the
    system says nothing of the kind, every `POLL` seconds.
    """
    import watchfiles  # a tenth of a second

    try:
        rounds_ = watchfiles.watch(
            *places, watch_filter=None, step=int(QUIET * 1000), debounce=int(POLL * 1000), rust_timeout=int(LOOK * 1000),
            yield_on_timeout=True, recursive=False, force_polling=False, ignore_permission_denied=True,
        )  # fmt: skip
        with closing(rounds_) as hints:
            for _ in hints:
                yield
    except FileNotFoundError:  # a folder that is gone meanwhile: that is a change, and no fault of the system's
        pass
    except (OSError, RuntimeError) as fault:  # no inotify, or no more of it; RuntimeError: what watchfiles has no name for
        said(Diagnostic("S090", None, {"fault": str(fault)[:200], "seconds": f"{POLL:g}"}))
    yield from _ticks()


def _ticks() -> Generator[None, None, None]:
    while True:
        time.sleep(POLL)
        yield


def _once(said: Callable[[Sequence[Diagnostic]], None] | None) -> Callable[[Diagnostic], None]:
    """Says the same only once."""
    known: list[Diagnostic] = []

    def say(one: Diagnostic) -> None:
        if one not in known and said:
            known.append(one)
            said([one])

    return say
