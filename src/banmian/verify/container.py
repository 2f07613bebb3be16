"""The archive that a book is: why one is not unpacked, as diagnostics of books."""

from __future__ import annotations

import zipfile

from ..diagnostics import Diagnostic, Refused
from ..limits_finished import BOOK_FILES, BOOK_PACKING, BOOK_PACKING_FROM, BOOK_UNPACKED_BYTES
from ..model import Span
from ..zips import Members, Room, Unpackable
from ..zips import unpack as unpacked

__all__ = ["Members", "unpack"]

ROOM = Room(BOOK_FILES, BOOK_UNPACKED_BYTES, BOOK_PACKING, BOOK_PACKING_FROM)
RULES = {
    "broken": "B001", "files": "B050", "unpacked": "B051", "bomb": "B052", "locked": "B053", "method": "B054",
    "link": "B055", "overlap": "B056",
}  # fmt: skip


def unpack(name: str, data: bytes) -> tuple[list[zipfile.ZipInfo], Members]:
    """The lines of a book's table, and its files by name.

    Raises `Refused`: B001 (broken), B050 (too many files), B051 (too much), B052 (a bomb), B053 (locked), B054 (packed
    otherwise), B055 (a link), B056 (files upon each other).
    """
    try:
        return unpacked(data, ROOM)
    except Unpackable as fault:
        place = Span(f"{name}/{fault.member}" if fault.member else name, 1, 1, 1)
        raise Refused([Diagnostic(RULES[fault.why], place, fault.facts)]) from fault
