"""What finishers share: the objects of a PDF before it is written (pydyf)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


def objects_by_reference(pdf: Any) -> dict[bytes, Any]:
    """Every object by its reference."""
    return {obj.reference: obj for obj in pdf.objects}


def pages(pdf: Any) -> Iterator[Any]:
    """The page dictionaries, in order."""
    return (obj for obj in pdf.objects if isinstance(obj, dict) and obj.get("Type") == "/Page")


def rewrite_xmp(pdf: Any, change: Callable[[bytes], bytes]) -> None:
    """Put the document's XMP through a function."""
    stream = objects_by_reference(pdf)[pdf.catalog["Metadata"]]
    xmp = b"\n".join(part if isinstance(part, bytes) else part.data for part in stream.stream)
    stream.stream = [change(xmp)]
