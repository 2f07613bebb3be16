"""Files that the program writes where the user says, and writes over only while they are as it wrote them.

The last line of such a file is a comment with the digest of all that stands above it: what does not fit that is somebody
else's, or was changed, and stays.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from .diagnostics import Diagnostic, Refused
from .limits import PICTURE_BYTES
from .reading import read_file, shown
from .replacing import Unwritable, beside, permissions, settle


def signed(body: bytes, command: str) -> bytes:
    """A file with its last line; `command`: which of ours made it."""
    return body + f"<!-- made by banmian {command}, sha256:{hashlib.sha256(body).hexdigest()} -->\n".encode()


def is_signed(data: bytes, command: str) -> bool:
    """Whether a file is as that command wrote it."""
    hit = re.search(rf"<!-- made by banmian {command}, sha256:([0-9a-f]{{64}}) -->\n\Z".encode(), data)
    return hit is not None and hashlib.sha256(data[: hit.start()]).hexdigest().encode() == hit[1]


def check_signed(path: Path, command: str, code: str) -> None:
    """Raises `Refused` with that code where something else than a file of ours stands already."""
    if not os.path.lexists(path):
        return
    try:
        permissions(path)
        if is_signed(read_file(path, PICTURE_BYTES, path.parent), command):
            return
    except (Unwritable, Refused):
        pass  # a link, a folder, larger than any of ours: whatever it is, it stays
    raise Refused([Diagnostic(code, None, {"name": shown(path)})])


def write_signed(path: Path, data: bytes, command: str, code: str) -> None:
    """Put a file where none is, or in the place of one of ours. Raises `Refused` as `check_signed` does, and OSError."""
    check_signed(path, command, code)
    mode = permissions(path) if path.exists() else None
    with beside(path, data, mode) as new:
        check_signed(path, command, code)
        new.replace(path)
    settle(path.parent)
