"""Names of PDF as text: spot colours of old programs are named in GBK, which `str` of a name cannot read."""

from __future__ import annotations

import re
from typing import Any

_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")


def label(name: Any) -> str:
    """A name without its slash, whatever it is written in."""
    raw = _CODED.sub(lambda hit: bytes.fromhex(hit[1].decode()), name.unparse()[1:])
    for encoding in ("utf-8", "gb18030"):
        try:
            return str(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return str(raw.decode("latin-1"))


def slashed(name: Any) -> str:
    """A name as pikepdf's dictionaries take it for a key."""
    return f"/{label(name)}"
