"""A deposit as anybody may hand it in: its files by name, read when they are asked for, and what was read from them."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, takewhile
from pathlib import Path
from typing import TypeVar

from ...diagnostics import Refused
from ...model import Span
from ...reading import shown
from .fault import Fault

T = TypeVar("T")
BAG, EARK = "data/", "representations/rep1/data/"
"""Where the files of an issue lie, below a bag and below an E-ARK package."""


class Lacking(Exception):
    """What a rule would look at is not there, or cannot be read; some other rule says so."""


@dataclass
class Deposit:
    """`files` by their names below its folder; reading one may raise `Refused`. `above`: what messages say before a name.

    `odd`: names below the folder that are no ordinary files (links, pipes), or that nobody could read. `kept`: what was read
    from files before, by reader and digest: who looks at many deposits that are alike gives the same one to all.
    """

    files: Mapping[str, bytes]
    above: str = ""
    odd: Mapping[str, Fault] = field(default_factory=dict)
    kept: dict[tuple[str, str], object] = field(default_factory=dict)

    @cached_property
    def payload(self) -> str:
        """The folder of the issue's files, with a slash behind it."""
        return EARK if any(name.startswith(EARK) for name in self.files) and "bagit.txt" not in self.files else BAG

    @property
    def is_bag(self) -> bool:
        """Whether it is a bag, or what is left of one."""
        return self.payload == BAG

    def below(self, folder: str = "") -> list[str]:
        """The names of the issue's files in a folder of the payload, without the payload's own; in order."""
        names = self._names
        at = bisect_left(names, folder)
        return list(takewhile(lambda name: name.startswith(folder), islice(names, at, None)))

    @cached_property
    def _names(self) -> list[str]:
        start = self.payload
        return sorted(name.removeprefix(start) for name in self.files if name.startswith(start))

    def around(self, name: str) -> bytes | None:
        """A file of the deposit, wherever it lies; None for one that is missing, or that cannot be read."""
        try:
            return self.files[name]
        except (KeyError, Refused):
            return None

    def data(self, name: str) -> bytes:
        """A file of the payload. Raises `Lacking`."""
        try:
            return self.files[self.payload + name]
        except (KeyError, Refused) as fault:
            raise Lacking(name) from fault

    def read(self, reader: Callable[[bytes], T], name: str) -> T:
        """What a reader makes of a file of the payload, once; what it raises, it raises each time. Raises `Lacking`."""
        data = self.data(name)
        key = f"{reader.__module__}.{reader.__qualname__}", hashlib.sha256(data).hexdigest()
        if key not in self.kept:
            try:
                self.kept[key] = reader(data)
            except Exception as fault:  # whatever a stranger's file does to its reader: it is told by who asks
                self.kept[key] = fault
        found = self.kept[key]
        if isinstance(found, Exception):
            raise found
        return found  # type: ignore[return-value]  # kept by reader

    def place(self, name: str, line: int = 1) -> Span:
        """A place in a file of the deposit."""
        return Span(self.above + shown(Path(name)), line, 1, line)

    def inside(self, name: str, line: int = 1) -> Span:
        """A place in a file of the payload."""
        return self.place(self.payload + name, line)
