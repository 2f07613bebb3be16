"""What the files of an issue are called in a deposit: as before, where every file system can hold that name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from posixpath import splitext
from urllib.parse import quote

from ..reading import folded

MOST = 120
"""Bytes of one component: what zips, sticks and long paths of Windows can hold."""
_NO_NAMES = set('\\:*?"<>|%')


def source_names(names: Iterable[str]) -> dict[str, str]:
    """For each name of a file below the issue's folder its path in the deposit, below source/; no two differ in case alone.

    What some file system cannot hold is written as in addresses (`?` is %3F); a name too long is cut, and one that another
    comes to has a few digits of its own.
    """
    made: dict[str, str] = {}
    taken = set[str]()
    for name in sorted(names):
        path = "/".join(map(_component, name.split("/")))
        if folded(path) in taken:
            stem, suffix = splitext(path)
            path = f"{stem}~{_digits(name)}{suffix}"
        taken.add(folded(path))
        made[name] = f"source/{path}"
    return made


def _component(name: str) -> str:
    plain = "".join(c if c.isprintable() and c not in _NO_NAMES else quote(c, safe="") for c in name)
    if plain[0] in ". ":
        plain = f"%{ord(plain[0]):02X}{plain[1:]}"
    if plain[-1] in ". ":
        plain = f"{plain[:-1]}%{ord(plain[-1]):02X}"
    if len(plain.encode()) <= MOST:
        return plain
    stem, suffix = splitext(plain)
    suffix = suffix.encode()[:20].decode(errors="ignore")
    return f"{stem.encode()[:80].decode(errors='ignore')}~{_digits(name)}{suffix}"


def _digits(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
