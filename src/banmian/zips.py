"""A zip of anyone, unpacked in memory and counted while it is, since an archive may lie about what is in it."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .limits import MB

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, OSError, RuntimeError, EOFError, ValueError, MemoryError)
"""What Python's reader of zips raises for broken, locked and exotic ones."""
ENTRY = b"PK\x01\x02"
"""What each file's line in the archive's table begins with (APPNOTE 6.3, 4.3.12)."""
LINE = 30
"""Bytes before the name of a file in the archive (APPNOTE 6.3, 4.3.7)."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two ways of packing that books (OCF 3.3, 4.3) and Word files (ISO/IEC 29500-2, annex B) may use."""
CHUNK = MB
"""Bytes that are unpacked at a time."""
Members = dict[str, bytes]


@dataclass(frozen=True)
class Room:
    """What an archive may come to: files, bytes of them together, and how many times its size once that is more than
    `packing_from` bytes.
    """

    files: int
    unpacked: int
    packing: int
    packing_from: int


class Unpackable(ValueError):
    """An archive that is not unpacked. `why`: `broken`, `files` (too many), `unpacked` (too much), `bomb`, `locked`,
    `method` (packed otherwise), `link`, `overlap` (files upon each other). `member`: of which file, or nothing.
    """

    def __init__(self, why: str, member: str = "", **facts: object) -> None:
        super().__init__(why)
        self.why, self.member, self.facts = why, member, facts


def unpack(data: bytes, room: Room) -> tuple[list[zipfile.ZipInfo], Members]:
    """The lines of an archive's table, and its files by name. Nothing is written anywhere, archives inside stay packed.

    Raises `Unpackable` alone.
    """
    count = data.count(ENTRY)  # the table's own count may lie, and reading the table takes memory for each line
    if count > room.files:
        raise Unpackable("files", count=count, limit=room.files)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if fault := next(_faults(infos, room), None):
                raise fault
            return infos, _contents(archive, infos, len(data), room)
    except Unpackable:
        raise
    except BROKEN_ZIP as fault:
        raise Unpackable("broken", fault=str(fault) or type(fault).__name__) from fault


def _faults(infos: list[zipfile.ZipInfo], room: Room) -> Iterator[Unpackable]:
    """What the table itself gives away, before anything is unpacked."""
    for info in infos:
        name = info.filename
        if info.flag_bits & 0x41:
            yield Unpackable("locked", name, path=name)
        if info.compress_type not in METHODS:
            yield Unpackable("method", name, path=name, method=info.compress_type)
        if stat.S_ISLNK(info.external_attr >> 16):
            yield Unpackable("link", name, path=name)
    by_place = sorted(infos, key=lambda info: info.header_offset)
    for one, after in pairwise(by_place):
        if one.header_offset + LINE + len(one.orig_filename) + one.compress_size > after.header_offset:
            yield Unpackable("overlap", path=one.filename, other=after.filename)
    if sum(info.file_size for info in infos) > room.unpacked:
        yield Unpackable("unpacked", limit=room.unpacked // MB)


def _contents(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], size: int, room: Room) -> Members:
    most = max(room.packing_from, min(room.unpacked, room.packing * size))
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
                    raise Unpackable("bomb", limit=most // MB, size=f"{size / 1000:.0f}")
                parts.append(part)
        members[info.filename] = b"".join(parts)
        if len(members[info.filename]) != info.file_size:
            raise ValueError(f"{info.filename!r} is shorter than the archive says")
    return members
