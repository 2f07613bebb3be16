"""XML of a deposit, read with care: bounded, nothing fetched, no entities."""

from __future__ import annotations

import math
from typing import Any


class Unreadable(Exception):
    """A file of a deposit that is not what it should be; says why, in a few words."""


def root_of(data: bytes) -> Any:
    """The root of a document. Raises Unreadable; a document type is one reason, as only entities need it."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(str(fault)) from fault
    if root.getroottree().docinfo.doctype:
        raise Unreadable("a document type")
    return root


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
