"""Large bytes on their way from one process to another: through a file, of which the name alone is sent.

A pipe takes them packed and gives them packed, so that each side would hold them twice.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp

LARGE = 2_000_000
"""Bytes: less goes through the pipe."""

Handed = bytes | Path
"""Bytes, or the file that they wait in."""


def handed(data: bytes, folder: Path) -> Handed:
    """Bytes for another process; as they are where they are few, or the disk has no room."""
    if len(data) < LARGE:
        return data
    try:
        number, name = mkstemp(dir=folder)
        with os.fdopen(number, "wb") as file:
            file.write(data)
    except OSError:
        return data
    return Path(name)


def taken(sent: Handed) -> bytes:
    """The bytes, of which nothing stays behind."""
    if isinstance(sent, bytes):
        return sent
    data = sent.read_bytes()
    sent.unlink()
    return data
