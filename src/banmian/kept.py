"""What was used last, kept in memory: so many things at most."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(OrderedDict[K, V]):
    """A dict that forgets what was not used for the longest time."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def __getitem__(self, key: K) -> V:
        self.move_to_end(key)
        return super().__getitem__(key)

    def find(self, key: K) -> V | None:
        """What is kept by a key; that is use, too (`get` of a dict does not ask here)."""
        try:
            return self[key]
        except KeyError:
            return None

    def __setitem__(self, key: K, value: V) -> None:
        super().__setitem__(key, value)
        while len(self) > self.most:
            self.popitem(last=False)
