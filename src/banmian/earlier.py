"""Targets that were made before: while all that they are made from is the same, so are their files on the shelf.

The cache has, by the digest of all that a target is made from and of this program, the names and digests of its files, and
what was noticed when they were made and read back. The bytes are those that lie on the shelf, if they still are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .cache import Cache, key_of, program
from .diagnostics import Diagnostic, Severity
from .engine.version import libraries
from .frozen import Codec, Torn
from .job import Made
from .model import Span
from .reading import parts

KIND = "targets"
"""Of entries of the cache."""


@dataclass(frozen=True)
class MadeFile:
    """A file that was made: its name, SHA-256, whether it holds text, the folder that is one unit with it."""

    name: str
    sha256: str
    holds_text: bool
    unit: str


@dataclass(frozen=True)
class MadeTarget:
    """What a target came to: its files, and what was noticed."""

    files: tuple[MadeFile, ...]
    noticed: tuple[Diagnostic, ...]


CODEC = Codec(MadeTarget, (MadeTarget, MadeFile, Diagnostic, Severity, Span))


@dataclass(frozen=True)
class Earlier:
    """Earlier builds of an issue. `folder`: where their files lie; `made_from`: the digest of all that a target's files are
    made from, "" where nothing of it may be used again.
    """

    cache: Cache
    folder: Path
    made_from: Callable[[str], str]

    def found(self, target: str) -> tuple[list[Made], list[Diagnostic]] | None:
        """The files of a target with what was noticed, if they were made from the same and lie there unchanged."""
        entry = self.cache.get(KIND, self._key(target)) if self.made_from(target) else None
        try:
            known = CODEC.decoded(entry) if entry else None
        except Torn:
            return None
        if known is None:
            return None
        made = [self._unchanged(target, file) for file in known.files]
        good = [one for one in made if one]
        return (good, list(known.noticed)) if len(good) == len(made) else None

    def keep(self, target: str, made: Sequence[Made], noticed: Iterable[Diagnostic]) -> None:
        """Remember what a target came to: it is good, and will be delivered."""
        if self.made_from(target):
            files = tuple(MadeFile(one.name, _sha256(one.data), one.holds_text, one.unit) for one in made)
            self.cache.put(KIND, self._key(target), CODEC.encoded(MadeTarget(files, tuple(noticed))))

    def _key(self, target: str) -> str:
        return key_of(program(), libraries(), CODEC.form, target, self.made_from(target))

    def _unchanged(self, target: str, file: MadeFile) -> Made | None:
        try:
            data = b"".join(parts(self.folder / file.name))
        except OSError:
            return None
        same = _sha256(data) == file.sha256
        return Made(target, file.name, data, 0.0, file.holds_text, file.unit) if same else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
