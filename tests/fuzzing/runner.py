"""Running tries: in batches, each a process of its own with bounded memory and time, so that one that dies is a finding.

Try number n of a kind depends on nothing but the seed, the kind and n.
"""

from __future__ import annotations

import faulthandler
import itertools
import multiprocessing
import os
import random
import resource
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType

import banmian.workshop  # noqa: F401 - the engine is loaded once, before processes are forked
from banmian.diagnostics import Refused

from .kinds import Fault, Files, Kind, raised
from .oracles import spoken
from .shrink import shrunk

MEMORY = 4 << 30
"""Bytes of address space for a batch: a bomb is a MemoryError, not a machine that swaps."""
STOPPED = 4
"""Budgets after which a try is stopped."""
DEAD = 120
"""Seconds in which a try must end at all: then the process dies with a trace of where it stood."""

_NUMBERS = itertools.count()
EXAMPLES = 3
"""Inputs of one symptom that are made small and kept; the others are counted."""


class Hang(BaseException):
    """A try that used up several times its budget."""


@dataclass(frozen=True)
class Finding:
    """A fault, the number of the try that showed it, and the smallest input that still does."""

    kind: str
    number: int
    fault: Fault
    files: Files


@dataclass
class Tally:
    """What came of tries: how many, the seconds that they took, one finding for each that failed."""

    tries: int = 0
    seconds: float = 0.0
    failed: list[Finding] = field(default_factory=list)

    @property
    def examples(self) -> dict[str, list[Finding]]:
        """The first few findings of each symptom."""
        found: dict[str, list[Finding]] = {}
        for one in sorted(self.failed, key=lambda one: one.number):
            found.setdefault(one.fault.symptom, []).append(one)
        return {symptom: some[:EXAMPLES] for symptom, some in found.items()}


def made(kind: Kind, seed: int, number: int) -> Files:
    """The input of a try."""
    return kind.make(random.Random(f"{seed}:{kind.name}:{number}"))  # noqa: S311 - the same dice each time


def faults(kind: Kind, files: Files, room: Path) -> list[Fault]:
    """Try an input; what went wrong. `room`: a folder in which one may be made for it."""
    folder = room / f"{os.getpid()}-{next(_NUMBERS)}"  # never the same twice: layouts are kept by their folder's name
    folder.mkdir()
    began = time.process_time()
    try:
        found = list(_tried(kind, files, folder))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _cleared(folder)
    spent = time.process_time() - began
    if spent > kind.budget and not found:
        found.append(Fault("slow", f"{spent:.1f} s of CPU, at most {kind.budget:g}"))
    return found


def _tried(kind: Kind, files: Files, folder: Path) -> Iterator[Fault]:
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, STOPPED * kind.budget)
    try:
        yield from kind.attempt(files, folder)
    except Refused as refused:
        if not refused.diagnostics:
            yield Fault("refused without a word")
        yield from spoken(refused.diagnostics, {})
    except Hang as fault:
        yield Fault(raised(fault).symptom.replace("Hang", "hangs"), raised(fault).detail)
    except KeyboardInterrupt:
        raise
    except BaseException as fault:  # whatever it is, it is what is looked for; some of the engine's are no Exception
        yield raised(fault)


def _cleared(folder: Path) -> None:
    """Remove a try's folder, whatever modes are in it."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Hang


def _batch(kind: Kind, seed: int, numbers: range, end: float, room: Path, told: Connection) -> None:
    """In a process of its own: tell each try's number before it begins, and what it showed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    tempfile.tempdir = str(room)
    seen: Counter[str] = Counter()
    for number in numbers:
        if time.monotonic() > end:
            break
        told.send(number)
        faulthandler.dump_traceback_later(DEAD, exit=True, file=2)
        files = made(kind, seed, number)
        for fault in faults(kind, files, room)[:1]:
            seen[fault.symptom] += 1
            finding = Finding(kind.name, number, fault, files)
            told.send(_least(kind, finding, room) if seen[fault.symptom] <= EXAMPLES else finding)
    faulthandler.cancel_dump_traceback_later()
    told.send(None)
    told.close()
    os._exit(0)  # what the parent had open is the parent's


def _least(kind: Kind, finding: Finding, room: Path) -> Finding:
    """The finding with a smaller input; one that is slow stays as it is, for each look at it would cost as much."""
    symptom = finding.fault.symptom
    if symptom.startswith(("slow", "hangs")):
        return finding

    def alike(files: Files) -> list[Fault]:
        return [one for one in faults(kind, files, room) if one.symptom == symptom]

    files = shrunk(finding.files, lambda less: bool(alike(less)))
    return replace(finding, files=files, fault=(alike(files) or [finding.fault])[0])


@dataclass
class _Running:
    """A batch: its process, its numbers, the number it is at, and whether it has come to its end."""

    process: multiprocessing.Process
    answers: Connection
    numbers: range
    at: int
    done: bool = False


def run(kind: Kind, seed: int, count: int | None, seconds: float | None, jobs: int, first: int = 0) -> Tally:
    """Try `count` inputs, or for so many seconds, in so many processes at a time."""
    began = time.monotonic()
    end = began + seconds if seconds else float("inf")
    waiting, running, tally = _batches(kind, count, jobs, first), list[_Running](), Tally()
    with tempfile.TemporaryDirectory(prefix="banmian-fuzz-") as room:
        numbers: range | None = next(waiting)
        while running or numbers:
            while numbers and len(running) < jobs:
                running.append(_started(kind, seed, numbers, end, Path(room)))
                numbers = next(waiting, None) if time.monotonic() < end else None
            for one in [one for one in running if _ended(one, tally)]:
                running.remove(one)
                if not one.done:
                    tally.failed.append(_death(kind, seed, one))
                    waiting = itertools.chain([range(one.at + 1, one.numbers.stop)], waiting)
                numbers = numbers or (next(waiting, None) if time.monotonic() < end else None)
    tally.seconds = time.monotonic() - began
    return tally


def _batches(kind: Kind, count: int | None, jobs: int, first: int) -> Iterator[range]:
    """The numbers of each batch, without end when there is no count."""
    size = min(kind.batch, -(-count // jobs)) if count else kind.batch
    for start in itertools.count(first, size) if count is None else range(first, first + count, size):
        yield range(start, start + size if count is None else min(start + size, first + count))


def _started(kind: Kind, seed: int, numbers: range, end: float, room: Path) -> _Running:
    context = multiprocessing.get_context("fork")
    answers, told = context.Pipe(duplex=False)
    process = context.Process(target=_batch, args=(kind, seed, numbers, end, room, told))
    process.start()
    told.close()
    return _Running(process, answers, numbers, numbers.start)


def _ended(one: _Running, tally: Tally) -> bool:
    """Take what a batch has told; whether it has ended."""
    wait([one.answers], timeout=0.2)
    try:
        while one.answers.poll():
            said = one.answers.recv()
            if isinstance(said, Finding):
                tally.failed.append(said)
            elif said is None:
                one.done = True
            else:
                one.at = said
                tally.tries += 1
    except EOFError:
        one.process.join()
        return True
    return False


def _death(kind: Kind, seed: int, one: _Running) -> Finding:
    """A batch whose process ended by itself: the last try that it told of was too much for it."""
    fault = Fault("the process died", f"exit status {one.process.exitcode}")
    return Finding(kind.name, one.at, fault, made(kind, seed, one.at))
