"""The files of an earlier build that lie in an output folder: found by their digests, and only while they are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..diagnostics import Refused
from ..limits import MANIFEST_BYTES
from ..reading import parts, read_own
from .manifest import NAME, NotOurs, read_manifest


@dataclass(frozen=True)
class Lying:
    """An output folder, which need not be there."""

    folder: Path

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of files by the digests that the manifest has of them; none where there is no manifest of ours."""
        try:
            listed = read_manifest(read_own(self.folder / NAME, MANIFEST_BYTES, self.folder)).files
        except (Refused, NotOurs):
            return {}
        return {file.sha256: name for name, file in listed.items()}

    def of(self, sha256: str) -> bytes | None:
        """The bytes of that digest, if a file has them."""
        return self.file(self.names[sha256], sha256) if sha256 in self.names else None

    def file(self, name: str, sha256: str) -> bytes | None:
        """The bytes of a file, if it lies there and has that digest."""
        try:
            data = b"".join(parts(self.folder / name))
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None
