"""A process and all that it starts, looked at while it runs: memory that they take together, CPU that they spend."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_EVERY, _SHARE = 0.05, 25
"""Seconds between two looks, and how many times as long as a look takes: a peak that is shorter may be missed."""
_TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")
SEEN = (PROC / "self" / "smaps_rollup").exists()
"""Whether the system tells of memory that processes share (Linux)."""


class Family:
    """Looks on in a thread of its own. `peak`: bytes (PSS: what several processes share is counted once), 0 where the
    system does not tell; `cpu`: seconds of all that were seen, also of those that nobody waits for.
    """

    def __init__(self, pid: int) -> None:
        self.pid, self.peak = pid, 0
        self._spent: dict[tuple[int, int], float] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    @property
    def cpu(self) -> float:
        return sum(self._spent.values())

    def __enter__(self) -> Self:
        if SEEN:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._ended.set()
        if SEEN:
            self._thread.join()

    def _look_on(self) -> None:
        pause = _EVERY
        while not self._ended.wait(pause):
            began = time.perf_counter()
            self.peak = max(self.peak, sum(map(_memory, self._members())))
            pause = max(_EVERY, _SHARE * (time.perf_counter() - began))

    def _members(self) -> list[int]:
        """Those alive; what each has spent is noted."""
        parents: dict[int, int] = {}
        for entry in PROC.iterdir():
            if entry.name.isdigit() and (said := _stat(int(entry.name))):
                parents[int(entry.name)] = int(said[1])
        found = [self.pid]
        for one in found:  # it grows meanwhile
            found += [pid for pid, parent in parents.items() if parent == one]
        for pid in found:
            if said := _stat(pid):
                self._spent[pid, int(said[19])] = (int(said[11]) + int(said[12])) / _TICKS
        return found


def _stat(pid: int) -> list[str]:
    """The fields of proc_pid_stat(5) from the third on; none of a process that is gone."""
    with suppress(OSError):
        return (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return []


def _memory(pid: int) -> int:
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
