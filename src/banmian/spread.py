"""How work is spread: a function of a module over tasks that can be sent to another process, here or in several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Spread(Protocol):
    """Calls a function for each task; the results in their order, None for a task whose process was killed."""

    def __call__(self, work: Callable[[T], R], tasks: Sequence[T], /) -> Sequence[R | None]:
        """Raises what a task raises."""


def here(work: Callable[[T], R], tasks: Sequence[T], /) -> Sequence[R | None]:
    """One after the other, in this process."""
    return list(map(work, tasks))
