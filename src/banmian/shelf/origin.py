"""What a file was made from, as one digest: while it is the same, the file is still today's."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def digest(parts: Mapping[str, bytes]) -> str:
    """SHA-256 over named parts, in the order of their names; neither names nor parts can run into each other."""
    whole = hashlib.sha256()
    for name, data in sorted(parts.items()):
        for piece in (name.encode("utf-8", "surrogatepass"), data):
            whole.update(hashlib.sha256(piece).digest())
    return whole.hexdigest()
