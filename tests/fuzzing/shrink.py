"""Making an input smaller while it shows the same symptom: files go, then lines, then halves of lines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from .kinds import Files

SECONDS = 8.0
"""For one finding."""
LONG = 64
"""Pieces of a line that are tried at most."""

Shows = Callable[[Files], bool]


def shrunk(files: Files, shows: Shows, seconds: float = SECONDS) -> Files:
    """The smallest input that was found in that time. `shows`: whether an input still has the symptom."""
    end = time.monotonic() + seconds
    smaller = True
    while smaller:
        smaller = False
        for candidate in _candidates(files):
            if time.monotonic() > end:
                return files
            if shows(candidate):
                files, smaller = candidate, True
                break
    return files


def _candidates(files: Files) -> Iterator[Files]:
    """Smaller inputs, the smallest first."""
    for name in files:
        if len(files) > 1:
            yield {other: data for other, data in files.items() if other != name}
    for name, data in files.items():
        lines = data.split(b"\n")
        for kept in _without(lines):
            yield {**files, name: b"\n".join(kept)}
    for name, data in files.items():
        lines = data.split(b"\n")
        for number, line in enumerate(lines):
            for part in _halves(line):
                yield {**files, name: b"\n".join([*lines[:number], part, *lines[number + 1 :]])}


def _without(lines: list[bytes]) -> Iterator[list[bytes]]:
    """Lists that lack a half, a quarter … a single line."""
    size = len(lines) // 2
    while size:
        for start in range(0, len(lines), size):
            yield lines[:start] + lines[start + size :]
        size //= 2


def _halves(line: bytes) -> Iterator[bytes]:
    """A line cut to one of its halves, between characters where it is text."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        yield from (line[: len(line) // 2], line[len(line) // 2 :]) if len(line) > 1 else ()
        return
    size = len(text) // 2
    while size:
        for start in range(0, len(text), size):
            yield (text[:start] + text[start + size :]).encode()
        size //= 2
        if len(text) > LONG * max(size, 1):
            return
