"""A deposit that somebody hands in: listed without following a link, and read once, by the digests that it says of itself.

A bag (RFC 8493) speaks by its manifests, an E-ARK package by its METS files. Nothing else is taken.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Diagnostic, Refused
from ..limits import MB
from ..limits_finished import (
    DEPOSIT_BYTES,
    DEPOSIT_DEPTH,
    DEPOSIT_FILE_BYTES,
    DEPOSIT_FILES,
    DEPOSIT_MARKUP_BYTES,
    DEPOSIT_NAME_BYTES,
)
from ..reading import Listed, NotOrdinary, folded, listed, parts, read_file, shown
from ..verify.deposit.markup import METS, XLINK
from ..verify.deposit.witness import href, manifest
from .xml import Unreadable, root_of

BAG, PACKAGE = "bagit.txt", "METS.xml"
"""The file by which a bag, or an E-ARK package, is known."""
_MANIFEST = re.compile("(tag)?manifest-(sha512|sha256)[.]txt")
_NAMES: Mapping[str, str] = {"SHA-512": "sha512", "SHA-256": "sha256"}


@dataclass(frozen=True)
class Incoming:
    """A deposit: its folder, the size of each file by name, and the digests that it says of itself by name and algorithm;
    `roots`: the names of files that nothing in it vouches for, and that all else hangs on.
    """

    folder: Path
    sizes: Mapping[str, int]
    said: Mapping[str, Mapping[str, str]]
    roots: frozenset[str] = field(default_factory=frozenset)

    @property
    def payload(self) -> str:
        """What stands before the names of the issue's own files, as `pages/0001/alto.xml`."""
        inside = sorted(name for name in self.sizes if name.endswith("pages/0001/alto.xml"))
        return inside[0].removesuffix("pages/0001/alto.xml") if inside else ""

    def read(self, name: str) -> bytes:
        """A small file, checked by its digests. Raises Refused."""
        if self.sizes.get(name, 0) > DEPOSIT_MARKUP_BYTES:
            raise self.refused("A013", name=name, limit=f"{DEPOSIT_MARKUP_BYTES // MB} MB")
        return b"".join(self.poured(name))

    def poured(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, part by part. Raises Refused at its end when its digests are not as they are said to be."""
        said = self.said.get(name, {})
        running = {algorithm: hashlib.new(algorithm) for algorithm in said}
        size = 0
        for part in _parts(self.folder / name, self):
            size += len(part)
            for one in running.values():
                one.update(part)
            yield part
        wrong = [algorithm for algorithm, one in running.items() if one.hexdigest() != said[algorithm]]
        if wrong or size != self.sizes[name]:
            raise self.damaged(name, "its bytes are not those that the deposit vouches for", "内容与存档包所记的摘要不符")

    def digest(self, name: str) -> str:
        """The SHA-512 of a file: as it is said, or else of its bytes."""
        if said := self.said.get(name, {}).get("sha512"):
            return said
        made = hashlib.sha512()
        for part in self.poured(name):
            made.update(part)
        return made.hexdigest()

    def refused(self, code: str, **facts: object) -> Refused:
        """The refusal of this deposit."""
        told = {
            key: shown(Path(value)) if key == "name" else value for key, value in facts.items() if isinstance(value, str)
        }
        return Refused([Diagnostic(code, None, {"path": shown(self.folder), **facts, **told})])

    def damaged(self, name: str, why: str, why_zh: str) -> Refused:
        """The refusal of a deposit that is not as it says."""
        return self.refused("A011", name=name, why=why, why_zh=why_zh)


def incoming(folder: Path) -> Incoming:
    """Look a deposit over: its files and what it says of them. Raises Refused (A010–A014)."""
    bare = Incoming(folder, {}, {})
    if not folder.is_dir():
        raise bare.refused("A010", why="there is no such folder", why_zh="没有这个文件夹")
    if not any(os.path.lexists(folder / name) for name in (BAG, PACKAGE)):  # before all that may lie there is listed
        raise bare.refused("A010", why=f"it has neither {BAG} nor {PACKAGE}", why_zh=f"里面既没有 {BAG}，也没有 {PACKAGE}")
    try:
        sizes = dict(_sizes(folder, bare))
    except OSError as fault:
        facts = {"path": shown(folder), "fault": fault.strerror or str(fault)}
        raise Refused([Diagnostic("S014", None, facts)]) from fault
    bare = Incoming(folder, sizes, {})
    made = _bag(bare) if BAG in sizes else _package(bare)
    _complete(made)
    return made


def _sizes(folder: Path, bare: Incoming) -> Iterator[tuple[str, int]]:
    """Names and sizes of the files. Raises Refused for links, pipes and the like, for names that no archive keeps, and for
    more than the limits.
    """
    total = 0
    for number, one in enumerate(listed(folder, DEPOSIT_FILES), 1):
        total += one.size
        _within(bare, one, number, total)
        if one.fault:
            raise OSError(one.fault)
        if one.is_file:
            yield one.name, one.size
        elif not one.is_folder:
            raise bare.refused("A012", name=one.name)


def _within(bare: Incoming, one: Listed, count: int, total: int) -> None:
    limits = (
        (count, DEPOSIT_FILES, f"{DEPOSIT_FILES:,}"), (total, DEPOSIT_BYTES, f"{DEPOSIT_BYTES // MB:,} MB"),
        (one.name.count("/"), DEPOSIT_DEPTH, f"{DEPOSIT_DEPTH} folders inside of each other"),
        (one.size, DEPOSIT_FILE_BYTES, f"{DEPOSIT_FILE_BYTES // MB:,} MB"),
        (len(os.fsencode(one.name)), DEPOSIT_NAME_BYTES, f"{DEPOSIT_NAME_BYTES:,} bytes of a name"),
    )  # fmt: skip
    for found, most, limit in limits:
        if found > most:
            raise bare.refused("A013", name=one.name, limit=limit)
    if not one.name.isprintable():
        raise bare.refused("A012", name=one.name)


def _parts(path: Path, of: Incoming) -> Iterator[bytes]:
    """An ordinary file's bytes; what the name stands for is looked at when it is open."""
    try:
        yield from parts(path)
    except NotOrdinary as fault:
        raise of.refused("A012", name=str(path.relative_to(of.folder))) from fault
    except OSError as fault:
        facts = {"path": shown(path), "fault": fault.strerror or str(fault)}
        raise Refused([Diagnostic("S014", None, facts)]) from fault


def _bag(bare: Incoming) -> Incoming:
    """What a bag's manifests say. A tag manifest is vouched for by nothing; its own digest is the deposit's."""
    said: dict[str, dict[str, str]] = {}
    for name in (name for name in bare.sizes if _MANIFEST.fullmatch(name)):
        for path, algorithm, digest in _lines(bare, name):
            inside = path.startswith("data/")
            if inside == name.startswith("tag") or said.setdefault(path, {}).setdefault(algorithm, digest) != digest:
                raise bare.damaged(path, f"{name} says of it what it cannot", f"{name} 里对它的记录不成立")
    roots = frozenset(name for name in bare.sizes if name.startswith("tagmanifest-"))
    return Incoming(bare.folder, bare.sizes, said, roots)


def _lines(bare: Incoming, name: str) -> Iterator[tuple[str, str, str]]:
    """The lines of a manifest: a file's name, the algorithm, the digest. Raises Refused for what is none."""
    data = read_file(bare.folder / name, DEPOSIT_MARKUP_BYTES, bare.folder)
    said = manifest(name, "sha512" if "sha512" in name else "sha256", data).entries
    for _, line in said.bad:
        raise bare.damaged(
            name, f"a line that is none of a manifest's: {line[:40]!r}", f"清单里不该有的一行：{line[:40]!r}"
        )
    for path in said.again:
        raise bare.damaged(name, f"{path[:40]!r} stands in it twice", f"{path[:40]!r} 列了两次")
    yield from ((path, one.algorithm, one.digest) for path, one in said.files.items())


def _package(bare: Incoming) -> Incoming:
    """What the METS files of an E-ARK package say, each of the files below its own folder."""
    said: dict[str, dict[str, str]] = {}
    for name in sorted(name for name in bare.sizes if name.rpartition("/")[2] == PACKAGE):
        above = name.removesuffix(PACKAGE)
        try:
            root = root_of(read_file(bare.folder / name, DEPOSIT_MARKUP_BYTES, bare.folder))
        except Unreadable as fault:
            raise bare.damaged(name, f"it cannot be read: {fault}", f"无法读取：{fault}") from fault
        for one in root.iter(f"{METS}file", f"{METS}mdRef"):
            link = one if one.get(f"{XLINK}href") is not None else one.find(f"{METS}FLocat")
            algorithm = _NAMES.get(one.get("CHECKSUMTYPE", ""))
            if link is not None and algorithm:
                said.setdefault(above + href(link), {})[algorithm] = one.get("CHECKSUM", "").lower()
    return Incoming(bare.folder, bare.sizes, said, frozenset({PACKAGE}))


def _complete(made: Incoming) -> None:
    """Raise Refused unless every file is vouched for, and everything that is vouched for is there."""
    for name in sorted(set(made.said) - set(made.sizes)):
        raise made.damaged(name, "the deposit names it, and it is not there", "存档包列有此文件，但找不到")
    for name in sorted(set(made.sizes) - set(made.said) - made.roots):
        raise made.damaged(name, "nothing in the deposit vouches for it", "存档包里没有它的摘要")
    if not made.roots:
        raise made.refused("A010", why="it has no tagmanifest-sha512.txt", why_zh="没有 tagmanifest-sha512.txt")
    _apart(made, made.sizes)


def _apart(made: Incoming, names: Iterable[str]) -> None:
    """Raise Refused for names that are the same on many a disk."""
    seen: dict[str, str] = {}
    for name in names:
        if seen.setdefault(folded(name), name) != name:
            raise made.refused("A012", name=name)
