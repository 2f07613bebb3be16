"""Processes that are measured: one that runs once, one that is watched with its children, one that is kept and asked."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from family import Family
from inputs import OUT, ROOT


class Failed(Exception):
    """A program that did not do its work; says what it said."""


@dataclass(frozen=True)
class Sample:
    """One measurement. Seconds; `peak` in MB (10^6 bytes), 0 when it is known only at the end; `parts`: CPU seconds."""

    cpu: float
    wall: float
    peak: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)


def environment(cache: Path = OUT / "cache", tree: Path = ROOT) -> dict[str, str]:
    """The environment without what would change fonts, dates or Python's start; `banmian` is that of a tree.

    `cache`: where it keeps what it may need again, never in the user's own.
    """
    unwanted = ("FONTCONFIG_", "SOURCE_DATE_EPOCH", "PYTHON", "TYPST_", "BANMIAN_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return {**kept, "PYTHONPATH": str(tree / "src"), "BANMIAN_CACHE": str(cache)}


def _reaped(process: subprocess.Popen[Any]) -> tuple[float, float]:
    """Wait for a process: CPU seconds of it and all it waited for, peak of the largest of them in MB."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def run(
    command: Sequence[str], folder: Path, log: Path, known: Mapping[str, str] | None = None, watched: bool = False
) -> Sample:  # fmt: skip
    """Run a command once, as a process of its own. Raises `Failed`.

    `known`: its environment. `peak` is that of the largest of the processes; watched, of all of them together, where the
    system tells (`family.py`) and it is more.
    """
    with log.open("w+b") as words:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=known or environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=words,
        )  # fmt: skip
        with Family(process.pid) if watched else nullcontext() as family:
            cpu, peak = _reaped(process)
            wall = time.perf_counter() - began
    if process.returncode:
        raise Failed(_last_line(log))
    if family:
        cpu, peak = max(cpu, family.cpu), max(family.peak / 1e6, peak)
    return Sample(cpu, wall, peak)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "no message"


class Worker:
    """A process that is kept. It gets a page's number a line, and answers with a line of JSON."""

    def __init__(self, command: Sequence[str], folder: Path, log: Path, known: Mapping[str, str]) -> None:
        self.log, self.peak = log, 0.0
        with log.open("wb") as words:
            self.process = subprocess.Popen(
                command, cwd=folder, env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words,
                text=True, encoding="utf-8",
            )  # fmt: skip

    def ask(self, number: int) -> Sample:
        """Have one page made. Raises `Failed`."""
        assert self.process.stdin and self.process.stdout  # noqa: S101 - both were opened as pipes
        try:
            self.process.stdin.write(f"{number}\n")
            self.process.stdin.flush()
        except BrokenPipeError as fault:
            raise Failed(_last_line(self.log)) from fault
        answer = self.process.stdout.readline()
        if not answer:
            raise Failed(_last_line(self.log))
        return Sample(**json.loads(answer))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        """End the process and note its peak."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        _, self.peak = _reaped(self.process)
