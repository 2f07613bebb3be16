"""The archive that a book is: unpacked in memory, and counted while it is, since an archive may lie about what is in it."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics import Diagnostic, Refused
from ..limits import BOOK_FILES, BOOK_PACKING, BOOK_PACKING_FROM, BOOK_UNPACKED_BYTES, MB
from ..model import Span

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, OSError, RuntimeError, EOFError, ValueError, MemoryError)
"""What Python's reader of zips raises for broken, locked and exotic ones."""
ENTRY = b"PK\x01\x02"
"""What each file's line in the archive's table begins with (APPNOTE 6.3, 4.3.12)."""
LINE = 30
"""Bytes before the name of a file in the archive (APPNOTE 6.3, 4.3.7)."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two ways of packing that a book may use (OCF 3.3, 4.3)."""
CHUNK = MB
"""Bytes that are unpacked at a time."""
Members = dict[str, bytes]


def unpack(name: str, data: bytes) -> tuple[list[zipfile.ZipInfo], Members]:
    """The lines of an archive's table, and its files by name. Nothing is written anywhere, archives inside stay packed.

    Raises `Refused`: B001 (broken), B050 (too many files), B051 (too much), B052 (a bomb), B053 (locked), B054 (packed
    otherwise), B055 (a link), B056 (files upon each other).
    """
    place = Span(name, 1, 1, 1)
    count = data.count(ENTRY)  # the table's own count may lie, and reading the table takes memory for each line
    if count > BOOK_FILES:
        raise Refused([Diagnostic("B050", place, {"count": count, "limit": BOOK_FILES})])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if fault := next(_faults(name, infos), None):
                raise Refused([fault])
            return infos, _contents(archive, infos, len(data), place)
    except BROKEN_ZIP as fault:
        raise Refused([Diagnostic("B001", place, {"fault": str(fault) or type(fault).__name__})]) from fault


def _faults(name: str, infos: list[zipfile.ZipInfo]) -> Iterator[Diagnostic]:
    """What the table itself gives away, before anything is unpacked."""
    place = Span(name, 1, 1, 1)
    for info in infos:
        there = Span(f"{name}/{info.filename}", 1, 1, 1)
        if info.flag_bits & 0x41:
            yield Diagnostic("B053", there, {"path": info.filename})
        if info.compress_type not in METHODS:
            yield Diagnostic("B054", there, {"path": info.filename, "method": info.compress_type})
        if stat.S_ISLNK(info.external_attr >> 16):
            yield Diagnostic("B055", there, {"path": info.filename})
    by_place = sorted(infos, key=lambda info: info.header_offset)
    for one, after in pairwise(by_place):
        if one.header_offset + LINE + len(one.orig_filename) + one.compress_size > after.header_offset:
            yield Diagnostic("B056", place, {"path": one.filename, "other": after.filename})
    if sum(info.file_size for info in infos) > BOOK_UNPACKED_BYTES:
        yield Diagnostic("B051", place, {"limit": BOOK_UNPACKED_BYTES // MB})


def _contents(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], size: int, place: Span) -> Members:
    most = max(BOOK_PACKING_FROM, min(BOOK_UNPACKED_BYTES, BOOK_PACKING * size))
    members: Members = {}
    left = most
    for info in infos:
        if info.is_dir():
            continue
        with archive.open(info) as file:
            parts = []
            while part := file.read(min(CHUNK, left + 1)):
                left -= len(part)
                if left < 0:
                    raise Refused([Diagnostic("B052", place, {"limit": most // MB, "size": f"{size / 1000:.0f}"})])
                parts.append(part)
        members[info.filename] = b"".join(parts)
        if len(members[info.filename]) != info.file_size:
            raise ValueError(f"{info.filename!r} is shorter than the archive says")
    return members
