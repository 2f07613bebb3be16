"""What is read of a deposit's XML: the tree as `verify` reads it, and whole numbers; or why it is no use."""

from __future__ import annotations

import math
from typing import Any

from ..verify.deposit.markup import tree


class Unreadable(Exception):
    """A file of a deposit that is not what it should be; says why, in a few words."""


def root_of(data: bytes) -> Any:
    """The root of a document. Raises Unreadable."""
    try:
        return tree(data)
    except ValueError as fault:
        raise Unreadable(str(fault)) from fault


def number(element: Any, name: str) -> int:
    """A whole number, or the nearest, that an attribute holds. Raises Unreadable."""
    said = element.get(name, "")
    try:
        value = float(said)
    except ValueError as fault:
        raise Unreadable(f"{name}={said[:20]!r}") from fault
    if not math.isfinite(value) or abs(value) >= 1 << 31:
        raise Unreadable(f"{name}={said[:20]!r}")
    return round(value)
