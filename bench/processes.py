"""Processes that are measured: one that runs once, and one that is kept and asked page by page."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SOURCE = Path(__file__).resolve().parent.parent / "src"


class Failed(Exception):
    """A program that did not do its work; says what it said."""


@dataclass(frozen=True)
class Sample:
    """One measurement. Seconds; `peak` in MB (10^6 bytes), 0 when it is known only at the end; `parts`: CPU seconds."""

    cpu: float
    wall: float
    peak: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)


def environment() -> dict[str, str]:
    """The environment without what would change fonts, dates or Python's start; `banmian` is that of this tree."""
    unwanted = ("FONTCONFIG_", "SOURCE_DATE_EPOCH", "PYTHON", "TYPST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return {**kept, "PYTHONPATH": str(SOURCE)}


def _reaped(process: subprocess.Popen[Any]) -> tuple[float, float]:
    """Wait for a process: CPU seconds of it and all it waited for, peak of the largest of them in MB."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def run(command: Sequence[str], folder: Path, log: Path) -> Sample:
    """Run a command once, as a process of its own. Raises `Failed`."""
    with log.open("w+b") as words:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words
        )
        cpu, peak = _reaped(process)
        wall = time.perf_counter() - began
    if process.returncode:
        raise Failed(_last_line(log))
    return Sample(cpu, wall, peak)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "no message"


class Worker:
    """A process that is kept. It gets a page's number a line, and answers with a line of JSON."""

    def __init__(self, command: Sequence[str], folder: Path, log: Path) -> None:
        self.log, self.peak = log, 0.0
        with log.open("wb") as words:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words,
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
