"""The files of a deposit: what each is, how large, its digests, what it was called before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .formats import Format, format_of


@dataclass(frozen=True)
class PayloadFile:
    """A file by its path in the payload. `original`: what it was called where it came from, if that was something else."""

    path: str
    data: bytes = field(repr=False)
    original: str = ""

    @cached_property
    def sha512(self) -> str:
        """In hexadecimal."""
        return hashlib.sha512(self.data).hexdigest()

    @cached_property
    def sha256(self) -> str:
        """In hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)

    @cached_property
    def kind(self) -> Format:
        """What a format tool takes it for."""
        return format_of(self.path, self.data)


@dataclass
class Payload:
    """Files in the order of their paths, each with an id that is good in XML."""

    files: dict[str, PayloadFile] = field(default_factory=dict)

    def add(self, path: str, data: bytes, original: str = "") -> None:
        """Put a file in. A path that is there already is a fault of the program: ValueError."""
        if path in self.files:
            raise ValueError(path)
        self.files[path] = PayloadFile(path, data, original)

    def __iter__(self) -> Iterator[PayloadFile]:
        return iter(sorted(self.files.values(), key=lambda file: file.path))

    def below(self, folder: str) -> list[PayloadFile]:
        """The files of a folder."""
        return [file for file in self if file.path.startswith(f"{folder}/")]

    @property
    def ids(self) -> Mapping[str, str]:
        """The id of each file in METS, by path."""
        return {file.path: f"file-{number:04d}" for number, file in enumerate(self, 1)}
