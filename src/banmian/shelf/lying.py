"""The files of an earlier build that lie in an output folder: found by their digests, and only while they are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..diagnostics import Refused
from ..limits import MANIFEST_BYTES
from ..reading import of_size, read_own
from .manifest import NAME, File, NotOurs, read_manifest


@dataclass(frozen=True)
class Lying:
    """An output folder, which need not be there."""

    folder: Path

    @cached_property
    def listed(self) -> Mapping[str, File]:
        """What the manifest lists, by digest; nothing where there is no manifest of ours."""
        try:
            listed = read_manifest(read_own(self.folder / NAME, MANIFEST_BYTES, self.folder)).files
        except (Refused, NotOurs):
            return {}
        return {file.sha256: file for file in listed.values()}

    def of(self, sha256: str) -> bytes | None:
        """The bytes of that digest, if a file has them."""
        known = self.listed.get(sha256)
        return self.file(known.name, sha256, known.size) if known else None

    def file(self, name: str, sha256: str, size: int) -> bytes | None:
        """The bytes of a file, if it lies there and has that digest and size. Of another size nothing is read."""
        try:
            data = of_size(self.folder / name, size)
        except OSError:
            return None
        return data if data is not None and hashlib.sha256(data).hexdigest() == sha256 else None
