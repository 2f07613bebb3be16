"""What the files of an issue are called in a deposit: as before, where every file system and every judge takes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from posixpath import splitext

from ..reading import folded

FOLDER = "source/"
MOST = 200
"""Bytes of one component that file systems and archives can hold, whatever they add to it."""
_NO_NAMES = set('\\:*?"<>|%=')
"""What some file system has no names with; `%`, which bagit-python does not read as RFC 8493 has it; and our own sign."""


def source_names(names: Iterable[str]) -> dict[str, str]:
    """For each name of a file below the issue's folder its path in the deposit; no two differ in capitals alone.

    A sign that cannot stand in a name is written by its bytes, `?` as =3F; a name that is too long is cut, and it, or one
    that another comes to, has a few digits of its own.
    """
    made: dict[str, str] = {}
    taken = set[str]()
    for name in sorted(names):
        path = "/".join(map(_component, name.split("/")))
        if folded(path) in taken:
            stem, suffix = splitext(path)
            path = f"{stem}~{_digits(name)}{suffix}"
        taken.add(folded(path))
        made[name] = FOLDER + path
    return made


def _component(name: str) -> str:
    last = len(name) - 1
    plain = "".join(_said(c) if _is_odd(c) or (c in ". " and n in (0, last)) else c for n, c in enumerate(name))
    if len(plain.encode()) <= MOST:
        return plain
    stem, suffix = splitext(plain)
    ending = suffix if len(suffix.encode()) < len(".markdown") else ""
    return f"{stem.encode()[: MOST // 2].decode(errors='ignore')}~{_digits(name)}{ending}"


def _is_odd(sign: str) -> bool:
    return sign in _NO_NAMES or not sign.isprintable()


def _said(sign: str) -> str:
    return "".join(f"={byte:02X}" for byte in sign.encode())


def _digits(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]
