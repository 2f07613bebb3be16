"""Tasks in processes of their own. One that is killed takes no other with it."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")


def in_processes(tasks: Sequence[Callable[[], T]], jobs: int) -> list[T | None]:
    """Run tasks in forked processes, which inherit all that was loaded and laid out; so many at a time.

    None stands for the result of a task whose process was killed. What a task raises is raised here.
    """
    from multiprocessing.connection import Connection, wait

    done: list[T | None] = [None] * len(tasks)
    waiting = list(range(len(tasks)))
    running: dict[Connection, tuple[int, BaseProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                number = waiting.pop(0)
                reader, process = _started(tasks[number])
                running[reader] = number, process
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)  # noqa: S101 - nothing else was asked for
                number, process = running.pop(ready)
                done[number] = _answer(ready)
                process.join()
    finally:
        for _, process in running.values():
            process.terminate()
            process.join()
    return done


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
    try:
        writer.send((task(), None))
    except Exception as fault:  # it is raised in the parent
        fault.add_note(traceback.format_exc())
        writer.send((None, fault))


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
