"""A stretch of running text: the characters that are read together, and where each stands in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..ledger import Entry, Kind


@dataclass(frozen=True)
class Stretch:
    """A paragraph, a head or a cell, without the marks at the edges of its lines; `places[n]` is where `text[n]` stands.

    `signed`: a paragraph whose lines may begin with the signs of items and of verse.
    """

    text: str
    places: Sequence[int]
    signed: bool = False

    def cut(self, start: int, end: int) -> Stretch:
        """A part of it."""
        return Stretch(self.text[start:end], self.places[start:end])

    def stripped(self) -> Stretch:
        """Without the white space at its edges."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def mark(self, start: int, end: int, name: str) -> Entry:
        """The entry of a mark in it."""
        return Entry(self.places[start], self.places[end - 1] + 1, Kind.MARK, name)


def joined(parts: Sequence[Stretch]) -> Stretch:
    """Lines of a paragraph as one stretch."""
    places: list[int] = []
    for number, part in enumerate(parts):
        places += [places[-1] + 1] if number else []
        places += part.places
    return Stretch("\n".join(part.text for part in parts), places)
