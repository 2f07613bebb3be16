"""Looking a stranger's PDF over before it is read: how many pages and objects, what its streams unpack to, its tag tree."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf

from ...limits import DEPOSIT_PDF_OBJECTS, DEPOSIT_PDF_PAGES, DEPOSIT_PDF_UNPACKED, MB

_CHUNK = MB
_PICTURES = ("/DCTDecode", "/JPXDecode")
"""Filters of streams that nobody here unpacks."""


def look_over(data: bytes) -> None:
    """Raises ValueError for a PDF that is made, or broken, so that reading it would have no end."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count = len(pdf.objects)
        if count > DEPOSIT_PDF_OBJECTS:
            raise ValueError(f"{count:,} objects, more than {DEPOSIT_PDF_OBJECTS:,}")
        if len(pdf.pages) > DEPOSIT_PDF_PAGES:
            raise ValueError(f"{len(pdf.pages):,} pages, more than {DEPOSIT_PDF_PAGES:,}")
        left = DEPOSIT_PDF_UNPACKED
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                left -= _unpacked(one, left)
                if left < 0:
                    raise ValueError(f"it unpacks to more than {DEPOSIT_PDF_UNPACKED // MB} MB")
        _tree(pdf)
        if faults := pdf.get_warnings():
            raise ValueError(f"it is damaged: {faults[0]}")


def _unpacked(stream: Any, most: int) -> int:
    """The bytes that a stream comes to, counted no further than just over `most`."""
    raw, named = stream.read_raw_bytes(), stream.get("/Filter")
    filters = [str(one) for one in named] if isinstance(named, pikepdf.Array) else [str(named)] if named is not None else []
    if not filters or filters[0] in _PICTURES:
        return len(raw)
    if filters != ["/FlateDecode"]:
        raise ValueError(f"a stream is packed by {' '.join(filters)[:80]}")
    unpack, size, rest = zlib.decompressobj(), 0, raw
    while rest and not unpack.eof and size <= most:
        size += len(unpack.decompress(rest, _CHUNK))
        rest = unpack.unconsumed_tail
    return size


def _tree(pdf: Any) -> None:
    """The tag tree is one: no element is come to twice, or it has no end."""
    waiting, seen = [pdf.Root.get("/StructTreeRoot")], set[Any]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        if not isinstance(one, pikepdf.Dictionary):
            continue
        if one.is_indirect:
            if one.objgen in seen:
                raise ValueError("its tags lead in a circle")
            seen.add(one.objgen)
        waiting.append(one.get("/K"))
        if len(waiting) > DEPOSIT_PDF_OBJECTS:
            raise ValueError("its tags have no end")
