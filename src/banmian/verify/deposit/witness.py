"""Who says what the files of a deposit are: manifests of the bag, METS, PREMIS. Each is read, none is believed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from .markup import METS, PREMIS, XLINK

LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(.+)")
"""A line of a manifest (RFC 8493, 2.1.3)."""
LENGTHS = {"sha256": 64, "sha512": 128}
"""Digits of a digest."""
WAYS_OUT = re.compile(r"^[/~\\]|^[A-Za-z]:|\\|(^|/)\.\.?(/|$)|//|/$")
"""Names that lead out of the bag, or that no two systems read alike (RFC 8493, 5.1 and 6.1.3)."""


@dataclass(frozen=True, slots=True)
class Print:
    """A file's size in bytes and its digests, in hexadecimal."""

    size: int
    sha512: str
    sha256: str


def print_of(data: bytes) -> Print:
    """Size and digests of a file."""
    return Print(len(data), hashlib.sha512(data).hexdigest(), hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Testimony:
    """What somebody says of a file: digest with its algorithm (both empty: none that we know), size in bytes if it is said."""

    algorithm: str
    digest: str
    size: int | None = None

    def fits(self, one: Print) -> bool:
        """Whether a file is as it is said to be."""
        alike = not self.algorithm or getattr(one, self.algorithm) == self.digest
        return alike and self.size in (None, one.size)


@dataclass(frozen=True)
class Entries:
    """What is said of files by name, the names that are said twice, and lines that say nothing: number and reason."""

    files: Mapping[str, Testimony]
    again: tuple[str, ...] = ()
    bad: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class BagManifest:
    """A manifest of a bag."""

    name: str
    entries: Entries = field(default_factory=lambda: Entries({}))


@dataclass(frozen=True)
class Witness:
    """Who speaks, what is said, and the files that must be spoken of."""

    name: str
    said: Entries
    covers: frozenset[str]


def manifest(name: str, algorithm: str, data: bytes) -> BagManifest:
    """Read a manifest, whatever it holds."""
    files: dict[str, Testimony] = {}
    again, bad = [], []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return BagManifest(name, Entries({}, (), ((1, "not in UTF-8"),)))
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line:
            continue
        parts = LINE.fullmatch(line)
        path = re.sub("%(0A|0D|25)", lambda hit: unquote(hit[0]), parts[2], flags=re.I) if parts else ""
        if not parts or len(parts[1]) != LENGTHS[algorithm] or WAYS_OUT.search(path):
            bad.append((number, line[:160]))
        elif path in files:
            again.append(path)
        else:
            files[path] = Testimony(algorithm, parts[1].lower())
    return BagManifest(name, Entries(files, tuple(again), tuple(bad)))


def _gathered(found: list[tuple[str, Testimony]]) -> Entries:
    files: dict[str, Testimony] = {}
    again = [name for name, said in found if files.setdefault(name, said) is not said]
    return Entries(files, tuple(dict.fromkeys(again)))


def href(element: Any) -> str:
    """Where a METS element links: a name below the folder of METS."""
    return unquote(element.get(f"{XLINK}href") or "")


def _said(algorithm: str | None, digest: str | None, size: str | None) -> Testimony:
    known = {"SHA-512": "sha512", "SHA-256": "sha256"}.get(algorithm or "", "")
    number = int(size) if size and size.isascii() and size.isdigit() and len(size) < 19 else None
    return Testimony(known, (digest or "").strip().lower() if known else "", number)


def of_mets(root: Any, folder: str) -> Entries:
    """What METS says of files: those of the file section, and the records that it links. `folder`: where it lies."""
    found = []
    for one in root.iter(f"{METS}file", f"{METS}mdRef"):
        link = one if one.tag == f"{METS}mdRef" else one.find(f"{METS}FLocat")
        if link is not None:
            said = _said(one.get("CHECKSUMTYPE"), one.get("CHECKSUM"), one.get("SIZE"))
            found.append((folder + href(link), said))
    return _gathered(found)


def of_premis(root: Any, folder: str) -> Entries:
    """What PREMIS says of files, those with a size or a digest, SHA-512 before others. `folder`: where it lies."""
    found = []
    for one in root.iter(f"{PREMIS}object"):
        name, text = one.findtext(f"{PREMIS}objectIdentifier/{PREMIS}objectIdentifierValue") or "", _text(one)
        digests = {
            f.findtext(f"{PREMIS}messageDigestAlgorithm") or "": f.findtext(f"{PREMIS}messageDigest")
            for f in one.iter(f"{PREMIS}fixity")
        }
        algorithm = next((known for known in ("SHA-512", "SHA-256") if known in digests), None)
        if digests or text("size"):
            found.append((folder + name, _said(algorithm, digests.get(algorithm or ""), text("size"))))
    return _gathered(found)


def _text(element: Any) -> Callable[[str], str | None]:
    def text(name: str) -> str | None:
        found: str | None = element.findtext(f".//{PREMIS}{name}")
        return found

    return text
