"""An OCFL object's inventory: which version holds which files, and where their bytes are (OCFL 1.1, 3.5).

Read, it is whole: digests are SHA-512, versions run from v1 to the head, paths stay inside, each digest of a state is in
the manifest. So nothing that follows need look again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

NAME, SIDECAR = "inventory.json", "inventory.json.sha512"
TYPE = "https://ocfl.io/1.1/spec/#inventory"
_KEYS = {"id", "type", "digestAlgorithm", "head", "manifest", "versions"}
_DIGEST = re.compile("[0-9a-f]{128}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_CONTENT = re.compile(r"v([1-9][0-9]{0,8})/content/(.+)", re.DOTALL)

USER = {"name": "banmian", "address": "urn:x-banmian:archive"}
"""Who is said to have made a version. An address should be there (OCFL 1.1, 3.5.3.1)."""

VersionState = Mapping[str, tuple[str, ...]]
"""The digest of each content, and the names of the files that hold it."""


class BadInventory(Exception):
    """An inventory that is none; says why, in a few words."""


@dataclass(frozen=True)
class Version:
    """A version: when its deposit was made (RFC 3339), what it is said to be, its files."""

    created: str
    message: str
    state: VersionState
    user: Any = field(default_factory=USER.copy)

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each file, by its name."""
        return {name: digest for digest, names in self.state.items() for name in names}


@dataclass(frozen=True)
class Inventory:
    """An object: its id, where each content is kept (below its folder), its versions from the first to the last."""

    id: str
    manifest: VersionState
    versions: tuple[Version, ...]

    @property
    def head(self) -> int:
        """The number of the newest version."""
        return len(self.versions)

    def version(self, number: int) -> Version:
        """A version by its number, from 1 to `head`."""
        return self.versions[number - 1]

    def files(self, number: int) -> dict[str, str]:
        """The files of a version: the path of its content below the object's folder, by name."""
        return {name: self.manifest[digest][0] for name, digest in sorted(self.version(number).digests.items())}

    def paths_of(self, number: int) -> list[str]:
        """The paths of the contents that came with a version, below the object's folder."""
        return [path for paths in self.manifest.values() for path in paths if path.startswith(f"v{number}/")]

    def with_version(self, version: Version) -> Inventory:
        """The inventory with one version more; content that is there already is not kept twice."""
        folder = f"v{self.head + 1}/content"
        new = {digest: (f"{folder}/{names[0]}",) for digest, names in version.state.items() if digest not in self.manifest}
        return Inventory(self.id, {**self.manifest, **new}, (*self.versions, version))

    def as_bytes(self) -> bytes:
        """JSON in a fixed order."""
        versions = {
            f"v{number}": {
                "created": one.created,
                "message": one.message,
                "state": {digest: list(names) for digest, names in one.state.items()},
                "user": one.user,
            }
            for number, one in enumerate(self.versions, 1)
        }
        said = {
            "digestAlgorithm": "sha512", "head": f"v{self.head}", "id": self.id, "type": TYPE, "versions": versions,
            "manifest": {digest: list(paths) for digest, paths in self.manifest.items()},
        }  # fmt: skip
        return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def sidecar(data: bytes) -> bytes:
    """The file beside an inventory that holds its digest."""
    return f"{hashlib.sha512(data).hexdigest()} {NAME}\n".encode()


def state_of(digests: Mapping[str, str]) -> VersionState:
    """The state of files, from the digest of each: in the order of names."""
    made: dict[str, tuple[str, ...]] = {}
    for name, digest in sorted(digests.items()):
        made[digest] = (*made.get(digest, ()), name)
    return made


def read_inventory(data: bytes, digest: bytes) -> Inventory:
    """Read an inventory and the file beside it. Raises BadInventory."""
    if digest.split() != sidecar(data).split():
        raise BadInventory("its digest does not agree with it")
    try:
        said = json.loads(data, object_pairs_hook=_once)
        made = Inventory(_text(said["id"]), _state(said["manifest"]), tuple(_versions(said)))
        kind, algorithm = said["type"], said["digestAlgorithm"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise BadInventory(f"it cannot be read ({type(fault).__name__}: {str(fault)[:60]})") from fault
    if kind != TYPE or algorithm != "sha512" or set(said) != _KEYS:
        raise BadInventory("it is of another kind than this program writes")
    _agrees(made)
    return made


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key twice")
    return made


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("no text")
    return value


def _state(said: Mapping[str, Any]) -> VersionState:
    if not all(_DIGEST.fullmatch(digest) and isinstance(names, list) and names for digest, names in said.items()):
        raise ValueError("no digest with names")
    return {digest: tuple(map(_text, names)) for digest, names in said.items()}


def _versions(said: Mapping[str, Any]) -> Iterable[Version]:
    names = [f"v{number}" for number in range(1, len(said["versions"]) + 1)]
    if sorted(said["versions"]) != sorted(names) or not names or said["head"] != names[-1]:
        raise ValueError("versions with gaps")
    for name in names:
        one = said["versions"][name]
        if not _TIME.fullmatch(one["created"]):
            raise ValueError("no time")
        yield Version(one["created"], str(one.get("message", "")), _state(one["state"]), one.get("user", USER))


def _agrees(made: Inventory) -> None:
    """Raise BadInventory for paths that lead elsewhere, and for states and manifest that do not belong together."""
    for version in made.versions:
        _apart(name for names in version.state.values() for name in names)
        if not set(version.state) <= set(made.manifest):
            raise BadInventory("a file without content")
    _apart(path for paths in made.manifest.values() for path in paths)
    if set(made.manifest) != {digest for version in made.versions for digest in version.state}:
        raise BadInventory("content that no version has")
    for path in (path for paths in made.manifest.values() for path in paths):
        hit = _CONTENT.fullmatch(path)
        if hit is None or int(hit[1]) > made.head:
            raise BadInventory(f"content elsewhere: {path[:60]!r}")


def _apart(paths: Iterable[str]) -> None:
    """Raise BadInventory unless all paths are inside, and none is another's or its folder."""
    every = list(paths)
    files = set(every)
    if len(files) != len(every):
        raise BadInventory("a path twice")
    for path in every:
        parts = path.split("/")
        if any(part in ("", ".", "..") or "\0" in part for part in parts):
            raise BadInventory(f"a path that leads elsewhere: {path[:60]!r}")
        if any("/".join(parts[:n]) in files for n in range(1, len(parts))):
            raise BadInventory(f"a file that is a folder: {path[:60]!r}")
