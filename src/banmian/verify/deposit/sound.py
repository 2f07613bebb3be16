"""Looking a stranger's PDF over before it is read: how many pages and objects, what its streams unpack to, its tag tree."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf

from ...limits import MB
from ...limits_finished import DEPOSIT_PDF_OBJECTS, DEPOSIT_PDF_PAGES, DEPOSIT_PDF_UNPACKED
from .fault import broken

_CHUNK = MB
_PICTURES = ("/DCTDecode", "/JPXDecode")
"""Filters of streams that nobody here unpacks."""


def look_over(data: bytes) -> None:
    """Raises ValueError for a PDF that is made, or broken, so that reading it would have no end."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count = len(pdf.objects)
        if count > DEPOSIT_PDF_OBJECTS:
            raise broken(
                f"{count:,} objects, more than {DEPOSIT_PDF_OBJECTS:,}",
                f"有 {count:,} 个对象，超过 {DEPOSIT_PDF_OBJECTS:,}",
            )
        if (pages := len(pdf.pages)) > DEPOSIT_PDF_PAGES:
            raise broken(
                f"{pages:,} pages, more than {DEPOSIT_PDF_PAGES:,}", f"有 {pages:,} 页，超过 {DEPOSIT_PDF_PAGES:,}"
            )
        left, most = DEPOSIT_PDF_UNPACKED, DEPOSIT_PDF_UNPACKED // MB
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                left -= _unpacked(one, left)
                if left < 0:
                    raise broken(f"it unpacks to more than {most} MB", f"解开后超过 {most} MB")
        _tree(pdf)
        if faults := pdf.get_warnings():
            raise broken(f"it is damaged: {faults[0]}", f"文件损坏：{faults[0]}")


def _unpacked(stream: Any, most: int) -> int:
    """The bytes that a stream comes to, counted no further than just over `most`."""
    raw, named = stream.read_raw_bytes(), stream.get("/Filter")
    filters = [str(one) for one in named] if isinstance(named, pikepdf.Array) else [str(named)] if named is not None else []
    if not filters or filters[0] in _PICTURES:
        return len(raw)
    if filters != ["/FlateDecode"]:
        raise broken(f"a stream is packed by {' '.join(filters)[:80]}", f"有数据流用 {' '.join(filters)[:80]} 压缩")
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
                raise broken("its tags lead in a circle", "标签互相循环")
            seen.add(one.objgen)
        waiting.append(one.get("/K"))
        if len(waiting) > DEPOSIT_PDF_OBJECTS:
            raise broken("its tags have no end", "标签没有尽头")
