"""A task in a process of its own, with a limit of time and memory. No process of ours outlives the one that started it."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")


def within(task: Callable[[], T], seconds: float, memory: int = 0) -> T | None:
    """What a task comes to, run in a forked process of its own; None when that ends otherwise, or takes longer.

    `memory`: bytes that it may take besides those that it has; 0: as many as there are. Raises what the task raises.
    """
    reader, process = _started(partial(_narrow, task, memory) if memory else task)
    try:
        return _answer(reader) if reader.poll(seconds) else None
    finally:
        process.kill()
        process.join()


def _narrow(task: Callable[[], T], memory: int) -> T:
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) if Path("/proc/self/statm").exists() else 0
    most = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return task()


def _started(task: Callable[[], T]) -> tuple[Connection, BaseProcess]:
    from multiprocessing import get_context

    fork = get_context("fork")
    reader, writer = fork.Pipe(duplex=False)
    process = fork.Process(target=_run, args=(task, writer))
    process.start()
    writer.close()  # the child's is the only one now: when it dies, the reader is told
    return reader, process


def _run(task: Callable[[], object], writer: Connection) -> None:
    """Ctrl-C is the parent's business: it ends its children."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    try:
        writer.send((task(), None))
    except Exception as fault:  # it is raised in the parent
        fault.add_note(traceback.format_exc())
        writer.send((None, fault))


def end_with_parent() -> None:
    """Let this process end when the one that started it does, however that ends: nobody is left who wants to know."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


def _answer(reader: Connection) -> T | None:
    with reader:
        try:
            result, fault = reader.recv()
        except (EOFError, OSError):  # it ended before its answer, or in the middle of it
            return None
    if fault is not None:
        raise fault
    made: T = result
    return made
