"""Work that makes many objects and drops them all at its end goes on without the collector of cycles."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOCK = threading.Lock()
_AT_WORK: list[bool] = []
"""One for each that is at work, in any thread: whether the collector was on when it began."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Do something without the collector. It is the process's: it comes back when the last one is done that began so."""
    with _LOCK:
        _AT_WORK.append(_AT_WORK[0] if _AT_WORK else gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            was_on = _AT_WORK.pop()
            if was_on and not _AT_WORK:
                gc.enable()
