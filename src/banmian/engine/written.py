"""A finished PDF as bytes: those of the engine's writer, with each object's worked out once.

The engine's asks for those of every object twice: for the object, and for the PDF's identifier, a digest of them all. Each
time a stream is deflated and a picture's file read, and all of the PDF lies in memory once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import accumulate
from math import ceil, log
from typing import Any, BinaryIO

import pydyf
from pydyf import Stream

_WRITE = pydyf.PDF.write


def written(
    pdf: pydyf.PDF, output: BinaryIO, version: Any = b"1.7", identifier: Any = False, compress: bool = False
) -> None:  # fmt: skip
    """What `pydyf.PDF.write` does; where objects are not packed, by itself."""
    version = pydyf._to_bytes(version or b"1.7")
    if not compress or version < b"1.5":
        _WRITE(pdf, output, version, identifier, compress)
        return
    if pdf.info:
        pdf.add_object(pdf.info)
    output.write(b"%%PDF-%s\n%%\xf0\x9f\x96\xa4\n" % version)
    digest = hashlib.md5(usedforsecurity=False) if identifier else None
    pdf.add_object(objects := _object_stream(_plain(pdf, output, digest)))
    _put(objects, _counted(objects, digest), output)
    name = _identifier(identifier, digest.digest().hex().encode()) if digest else None
    pdf.add_object(table := _table(pdf, objects.number, output.tell(), name))
    _put(table, table.data, output)
    output.write(b"startxref\n%d\n%%%%EOF\n" % table.offset)


def _plain(pdf: pydyf.PDF, output: BinaryIO, digest: Any) -> dict[int, bytes]:
    """Write the objects that are not packed; the bytes of the others, by number."""
    packed: dict[int, bytes] = {}
    for one in pdf.objects:
        if one.free == "f":
            continue
        data = _counted(one, digest)
        if one.compressible:
            packed[one.number] = data
        else:
            _put(one, data, output)
    return packed


def _counted(one: Any, digest: Any) -> bytes:
    """The bytes of an object, which have a part in the PDF's digest, where it has one."""
    data: bytes = one.data
    if digest:
        digest.update(data)
    return data


def _put(one: Any, data: bytes, output: BinaryIO) -> None:
    """Write an object."""
    one.offset = output.tell()
    output.write(b"%d %d obj\n" % (one.number, one.generation))
    output.write(data)
    output.write(b"\nendobj\n")


def _object_stream(packed: Mapping[int, bytes]) -> Any:
    """The stream of packed objects (ISO 32000-2, 7.5.7): numbers and places, then the objects."""
    ends = [0, *accumulate(len(data) + 1 for data in packed.values())]
    head = " ".join(f"{number} {at}" for number, at in zip(packed, ends, strict=False))
    extra = {"Type": "/ObjStm", "N": len(packed), "First": len(head) + 1}
    return Stream([head, *packed.values()], extra, compress=True)


def _identifier(said: Any, digest: bytes) -> Any:
    return pydyf.Array(pydyf.String(one).data for one in (digest if said is True else pydyf._to_bytes(said), digest))


def _table(pdf: pydyf.PDF, stream: int, at: int, identifier: Any) -> Any:
    """The stream of cross-references (7.5.8), which begins at `at`; `stream`: the number of that of packed objects."""
    rows, packed = list[tuple[int, int, int]](), 0
    for one in pdf.objects:
        rows.append((2, stream, packed) if one.compressible else (int(bool(one.number)), one.offset, one.generation))
        packed += one.compressible
    rows.append((1, at, 0))
    most = max(packed, *(one.generation for one in pdf.objects))
    widths = 1, ceil(log(at + 1, 256)), ceil(log(most + 1, 256))
    cells = b"".join(value.to_bytes(width, "big") for row in rows for width, value in zip(widths, row, strict=True))
    extra = {
        "Type": "/XRef", "Index": pydyf.Array((0, len(rows))), "W": pydyf.Array(widths), "Size": len(rows),
        "Root": pdf.catalog.reference, **({"Info": pdf.info.reference} if pdf.info else {}),
        **({"ID": identifier} if identifier else {}),
    }  # fmt: skip
    return Stream([cells], extra, compress=True)
