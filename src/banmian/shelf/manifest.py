"""`manifest.json`: what the program made in an output folder. Only what it lists, unchanged since, may be touched."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class File:
    """A file that the program made: its name below the folder, target, size in bytes, SHA-256, the digest of what it was
    made from, and the folder above it that is one unit, "" for none.
    """

    name: str
    target: str
    size: int
    sha256: str
    made_from: str
    unit: str = ""

    def as_json(self) -> dict[str, Any]:
        """Its entry in the list."""
        return {key: said for key, said in asdict(self).items() if (key, said) != ("unit", "")}


@dataclass(frozen=True)
class Manifest:
    """The files of a folder by name."""

    files: Mapping[str, File] = field(default_factory=dict)

    @property
    def units(self) -> Mapping[str, str]:
        """The unit of each file by its name, "" for none."""
        return {name: file.unit for name, file in self.files.items()}

    def as_bytes(self) -> bytes:
        """JSON in the order of names. `seal` is the digest of the rest: who edits the list by hand breaks it."""
        files = [file.as_json() for _, file in sorted(self.files.items())]
        said = {"made_by": "banmian", "format": FORMAT, "files": files}
        return (json.dumps(said | {"seal": _seal(said)}, ensure_ascii=False, indent=2) + "\n").encode()


class NotOurs(Exception):
    """A manifest that this program has not written as it stands."""


def file_of(name: str, target: str, data: bytes, made_from: str, unit: str = "", sha256: str = "") -> File:
    """A finished file as a manifest lists it. `sha256`: that of its bytes, where it is known."""
    return File(name, target, len(data), sha256 or hashlib.sha256(data).hexdigest(), made_from, unit)


def manifest_of(files: Iterable[File]) -> Manifest:
    """The manifest of finished files."""
    return Manifest({file.name: file for file in files})


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest. Raises NotOurs for one that is broken, edited, of another format or names what it may not."""
    try:
        said = json.loads(data)
        seal = said.pop("seal")
        files = [File(**entry) for entry in said["files"]]
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as fault:  # it may hold anything
        raise NotOurs(str(fault)) from fault
    if said.get("format") != FORMAT or seal != _seal(said):
        raise NotOurs("the seal is broken")
    if not all(_is_sound(file) for file in files):
        raise NotOurs("it names a file outside of its folder, or what is no digest")
    return Manifest({file.name: file for file in files})


def _is_sound(file: File) -> bool:
    """Whether each field of an entry holds what it is there for."""
    texts = (file.name, file.target, file.sha256, file.made_from, file.unit)
    if not all(isinstance(text, str) for text in texts) or not isinstance(file.size, int):
        return False
    digests = re.fullmatch("[0-9a-f]{64}", file.sha256) and re.fullmatch("[0-9a-z]{0,64}", file.made_from)
    is_above = not file.unit or file.name.startswith(f"{file.unit}/")
    return is_plain(file.name) and is_component(file.target) and digests is not None and is_above


def _seal(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def is_plain(name: str) -> bool:
    """Whether a name leads from a folder to a file in it or below, and nowhere else, on any file system."""
    return "\\" not in name and all(is_component(part) for part in name.split("/"))


def is_component(name: str) -> bool:
    """Whether a name is that of one ordinary file or folder: no path, nothing hidden, nothing that cannot be printed."""
    fits = 0 < len(name.encode("utf-8", "surrogatepass")) <= 200
    return (
        fits and name.isprintable() and not (set(name) & set('/\\:*?"<>|')) and name[0] not in ". " and name[-1] not in ". "
    )
