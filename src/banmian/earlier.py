"""Targets that were made before: while all that they are made from is the same, so are their files on the shelf.

The cache has, by the digest of all that a target is made from and of this program, the names and digests of its files, and
what was noticed when they were made and read back. The bytes are those that lie on the shelf, if they still are the same.
Where that is so of every target, no page is needed again: by the same digests, the cache has what they came to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .cache import Cache, key_of, program
from .diagnostics import Diagnostic, Severity
from .engine.version import libraries
from .frozen import Codec, Torn
from .job import Made
from .model import Span
from .shelf.lying import Lying

KIND = "targets"
"""Of entries of the cache."""


@dataclass(frozen=True)
class MadeFile:
    """A file that was made: its name, SHA-256, size (bytes), whether it holds text, the folder that is one unit with it."""

    name: str
    sha256: str
    size: int
    holds_text: bool
    unit: str


@dataclass(frozen=True)
class MadeTarget:
    """What a target came to: its files, and what was noticed."""

    files: tuple[MadeFile, ...]
    noticed: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class MadeUp:
    """What the pages of an issue came to: of each its rung, of the planned ones their plans as machines are told of them,
    by label; and what was noticed while they were made up.
    """

    rungs: dict[str, str]
    plans: dict[str, dict[str, Any]]
    noticed: tuple[Diagnostic, ...]


CODEC = Codec(MadeTarget, (MadeFile, Diagnostic, Severity, Span))
PAGES_CODEC = Codec(MadeUp, (Diagnostic, Severity, Span))


@dataclass(frozen=True)
class Earlier:
    """Earlier builds of an issue. `lying`: their files; `made_from`: the digest of all that a target's files, and what is
    noticed in them, depend on; "" where nothing of it may be used again.
    """

    cache: Cache
    lying: Lying
    made_from: Callable[[str], str]

    def known(self, targets: Iterable[str]) -> dict[str, tuple[list[Made], list[Diagnostic]]]:
        """What can be taken as it is, by target."""
        return {target: found for target in targets if (found := self.found(target))}

    def found(self, target: str) -> tuple[list[Made], list[Diagnostic]] | None:
        """The files of a target with what was noticed, if they were made from the same and lie there unchanged."""
        entry = self.cache.get(KIND, self._key(target)) if self.made_from(target) else None
        try:
            known = CODEC.decoded(entry) if entry else None
        except Torn:
            return None
        if known is None:
            return None
        found = [(file, self.lying.file(file.name, file.sha256, file.size)) for file in known.files]
        made = [_lying(target, one, data) for one, data in found if data is not None]
        return (made, list(known.noticed)) if len(made) == len(found) else None

    def keep(self, target: str, made: Sequence[Made], noticed: Iterable[Diagnostic]) -> None:
        """Remember what a target came to: it is good, and will be delivered."""
        if self.made_from(target):
            files = tuple(_listed(one) for one in made)
            self.cache.put(KIND, self._key(target), CODEC.encoded(MadeTarget(files, tuple(noticed))))

    def made_up(self, targets: Iterable[str], layouts: Iterable[str]) -> MadeUp | None:
        """What the pages came to when they were made up for the same targets, from the same. `layouts`: the paths of
        theirs, which what is noticed may name.
        """
        key = self._pages_key(targets, layouts)
        entry = self.cache.get(KIND, key) if key else None
        try:
            return PAGES_CODEC.decoded(entry) if entry else None
        except Torn:
            return None

    def keep_made_up(self, targets: Iterable[str], layouts: Iterable[str], pages: MadeUp) -> None:
        """Remember what the pages came to: each of them could be made up."""
        if key := self._pages_key(targets, layouts):
            self.cache.put(KIND, key, PAGES_CODEC.encoded(pages))

    def _key(self, target: str) -> str:
        return key_of(program(), libraries(), CODEC.form, target, self.made_from(target))

    def _pages_key(self, targets: Iterable[str], layouts: Iterable[str]) -> str:
        """The key of what the pages came to; empty where nothing of one of the targets may be used again."""
        origins = {target: self.made_from(target) for target in targets}
        return key_of(program(), libraries(), PAGES_CODEC.form, origins, tuple(layouts)) if all(origins.values()) else ""


def _lying(target: str, one: MadeFile, data: bytes) -> Made:
    return Made(target, one.name, data, 0.0, one.holds_text, one.unit, digest=one.sha256)


def _listed(one: Made) -> MadeFile:
    return MadeFile(one.name, one.sha256, len(one.data), one.holds_text, one.unit)
