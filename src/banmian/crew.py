"""A crew: tasks spread over processes, or over whatever an executor of `concurrent.futures` reaches.

No more tasks are out than there are workers, so that a worker that is killed (memory ran out) leaves few suspects. Each of
them is tried once more, alone: then it is known which one it was, and the others lose nothing.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from .processes import end_with_parent

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

Executors = Callable[[int, Callable[..., None], tuple[Any, ...]], Executor]
"""Opens an executor of so many workers, each of which first calls a function with some arguments."""

_HERE = threading.local()
"""What the tasks of this worker stand on."""


def processes(
    jobs: int, begin: Callable[..., None], given: tuple[Any, ...], method: str | None = None
) -> ProcessPoolExecutor:  # fmt: skip
    """So many processes. `method`: how they are started; usually forked where that is safe, so that they inherit all that
    was loaded, else spawned.
    """
    usual = "fork" if sys.platform.startswith(("linux", "freebsd")) else "spawn"
    context = multiprocessing.get_context(method or usual)
    return ProcessPoolExecutor(jobs, context, _begin_process, (begin, given))


spawned: Executors = partial(processes, method="spawn")
"""Processes that inherit nothing: what they need is sent to them."""


@dataclass(frozen=True)
class Crew:
    """So many workers at a time. One works here, in this process."""

    jobs: int = 1
    executors: Executors = processes

    def spread(self, work: Callable[[S, T], R], tasks: Sequence[T], state: S) -> list[R | None]:
        """What a function makes of each task, given what all tasks stand on: `state` is sent once to each worker.

        None stands for a task whose worker was killed, twice. What a task raises is raised here. `work` is a function of a
        module; tasks and results travel between processes, `state` too where they are not forked.
        """
        if self.jobs == 1 or len(tasks) < 2:
            return [work(state, task) for task in tasks]
        done: dict[int, R | None] = {}
        left = list(range(len(tasks)))
        while left:
            made, suspects = self._round(work, tasks, left, state)
            suspects = suspects if made or suspects else left[:1]  # of workers that cannot even begin
            for number in suspects:  # alone: if this one is killed again, it was this one
                again, _ = self._round(work, tasks, [number], state)
                made |= again or {number: None}
            done |= made
            left = [number for number in left if number not in done]
        return [done[number] for number in range(len(tasks))]

    def each(self, work: Callable[[T], R], tasks: Sequence[T], /) -> Sequence[R | None]:
        """The same of a function that stands on nothing but its task: a `Spread`."""
        return self.spread(_of_task, tasks, work)

    def _round(
        self, work: Callable[[S, T], R], tasks: Sequence[T], numbers: Sequence[int], state: S
    ) -> tuple[dict[int, R | None], list[int]]:
        """What came of tasks until all were done or a worker was killed; the tasks that were out then."""
        made: dict[int, R | None] = {}
        waiting = list(reversed(numbers))
        out: dict[Future[R], int] = {}
        jobs = min(self.jobs, len(numbers))
        executor = self.executors(jobs, _begin, (state,))
        try:
            while waiting or out:
                while waiting and len(out) < jobs:
                    number = waiting.pop()
                    out[executor.submit(_run, work, tasks[number])] = number
                for future in wait(out, return_when=FIRST_COMPLETED).done:
                    made[out[future]] = future.result()
                    del out[future]
        except BrokenExecutor:
            return made, [number for future, number in out.items() if _broken(future)]
        finally:
            executor.shutdown(wait=True, cancel_futures=True)
        return made, []


def _of_task(work: Callable[[T], R], task: T) -> R:
    return work(task)


def _broken(future: Future[Any]) -> bool:
    """Whether a task had no answer: some may have ended in the same moment, and are done again by themselves."""
    return not future.done() or isinstance(future.exception(), BrokenExecutor)


def _begin(state: object) -> None:
    _HERE.state = state


def _run(work: Callable[[Any, T], R], task: T) -> R:
    gc.collect()  # of the task before
    try:
        return work(_HERE.state, task)
    except Exception as fault:  # it is raised in the parent, which has no trace of it
        fault.add_note(traceback.format_exc())
        raise


def _begin_process(begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    """In a new process: Ctrl-C ends it without a word (the parent says what is to be said), and it outlives no parent. What
    it has from that is never collected: looking through it would only take time, and a copy of what they share.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as behind `nohup` and `&`
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with_parent()
    gc.freeze()
    begin(*given)
