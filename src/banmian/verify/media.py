"""Pictures and faces that somebody else made: measured first, opened only within a budget."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zlib
from contextlib import suppress
from typing import Any

from PIL import Image, UnidentifiedImageError

from ..kept import Kept
from ..limits import MB
from ..limits_finished import (
    BOOK_FACE_BYTES,
    BOOK_FACES_BYTES,
    BOOK_FILES,
    BOOK_PICTURE_PIXELS,
    BOOK_PIXELS,
    BOOK_PIXELS_A_BYTE,
)
from ..raster import intolerant

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
"""Pillow's readers that a book's pictures are shown to: no other is needed, and each is a way in."""
DECODED = ("image/jpeg", "image/png")
SCAN = b"\xff\xda"
"""What a scan of a JPEG begins with: a progressive one is gone over once a scan (T.81, B.1.1.3)."""


class TooMuch(Exception):
    """Opening it would cost more than is allowed; carries what is said of that."""

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts


class MediaBudget:
    """What the pictures and faces of one book may still cost."""

    def __init__(self) -> None:
        self.pixels, self.bytes = BOOK_PIXELS, BOOK_FACES_BYTES


def picture(data: bytes, budget: MediaBudget) -> tuple[int, str | None]:
    """The pixels and the media type of a picture that can be decoded.

    Raises `TooMuch`, and for a broken one OSError, SyntaxError, ValueError or DecompressionBombError.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we count ourselves
        try:
            opened = Image.open(io.BytesIO(data), formats=FORMATS)
        except UnidentifiedImageError as fault:  # its own words hold an address in memory
            raise ValueError("neither JPEG nor PNG, GIF or WebP") from fault
    with opened as image:
        pixels, kind = image.width * image.height, Image.MIME.get(image.format or "")
        if kind not in (*DECODED, "image/mpo"):
            return pixels, kind
        cost = pixels * max(1, data.count(SCAN) if kind != "image/png" else 1)
        budget.pixels -= max(0, cost - BOOK_PIXELS_A_BYTE * len(data))
        if pixels > BOOK_PICTURE_PIXELS or budget.pixels < 0:
            facts = {"limit": BOOK_PICTURE_PIXELS // 10**6, "all": BOOK_PIXELS // 10**6}
            raise TooMuch(pixels=f"{cost / 1e6:.1f}", **facts)
        if (wrong := _fault(image, data)) is not None:
            raise ValueError(wrong)
    return pixels, kind


_FAULTS: Kept[bytes, str | None] = Kept(BOOK_FILES)
"""What decoding pictures has come to, by their SHA-256: the editions of an issue have the same ones."""


def _fault(image: Any, data: bytes) -> str | None:
    """What is wrong with a picture that is open; None if it can be decoded. Asked once for each content."""
    key = hashlib.sha256(data).digest()
    with suppress(KeyError):
        return _FAULTS[key]
    try:
        _decode(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        _FAULTS[key] = str(fault)
        return str(fault)
    _FAULTS[key] = None
    return None


def _decode(image: Any) -> None:
    """To the last byte, without tolerance for cut files; a JPEG at an eighth its size."""
    with intolerant():
        if image.format in ("JPEG", "MPO"):
            image.draft(image.mode, (image.width // 8, image.height // 8))
        image.load()


def face_opens(data: bytes, budget: MediaBudget) -> bool:
    """Whether a face can be opened to its last table. Raises `TooMuch` before more is unpacked than may be."""
    most = min(BOOK_FACE_BYTES, budget.bytes)
    try:
        size = _unpacked(data, most)
    except (ValueError, IndexError, struct.error, zlib.error):
        return False
    budget.bytes -= size
    if size > most:
        raise TooMuch(limit=BOOK_FACE_BYTES // MB, all=BOOK_FACES_BYTES // MB)
    return _opens(_plain(data))


def _plain(data: bytes) -> bytes:
    """The face without the words about it that a packed one may carry, packed too: they are of no use here."""
    if data[:4] == b"wOFF":
        return data[:24] + bytes(20) + data[44:]
    return data[:28] + bytes(20) + data[48:] if data[:4] == b"wOF2" else data


def _opens(data: bytes) -> bool:
    from fontTools.ttLib import TTFont  # heavy, and not every book has faces of its own

    try:
        face = TTFont(io.BytesIO(data), lazy=True)
        tables = face.reader.tables
        whole = all(face.reader[table] for table in tables if not getattr(tables[table], "transformed", False))
        return whole and int(face["maxp"].numGlyphs) > 0
    except Exception:  # a broken face breaks its reader in many ways: whichever it was, it did not open
        return False


def _unpacked(data: bytes, most: int) -> int:
    """The bytes that a face's tables have unpacked, counted no further than just over `most`.

    Raises ValueError, IndexError or an error of `struct` or `zlib` for a broken face.
    """
    (count,) = struct.unpack_from(">H", data, 12 if data[:2] == b"wO" else 4)
    if data[:4] == b"wOFF":
        return _woff(data, count, most)
    if data[:4] == b"wOF2":
        return _woff2(data, count, most)
    lengths: list[int] = [struct.unpack_from(">12xI", data, 12 + 16 * number)[0] for number in range(count)]
    return sum(lengths)


def _woff(data: bytes, count: int, most: int) -> int:
    """WOFF 1.0, 4: each table packed by itself; how large it will be is said, and may be a lie."""
    size = 0
    for number in range(count):
        start, packed, unpacked = struct.unpack_from(">4xIII", data, 44 + 20 * number)
        size += int(unpacked)
        if size > most:
            return size
        if packed < unpacked:
            part = zlib.decompressobj().decompress(data[start : start + packed], unpacked + 1)
            if len(part) != unpacked:
                raise ValueError("a table is not as large as it says")
        elif packed != unpacked:
            raise ValueError("a table grows when it is packed")
    return size


def _woff2(data: bytes, count: int, most: int) -> int:
    """WOFF 2.0, 4 and 5: one Brotli stream behind the table of tables."""
    import brotli  # comes with fontTools' part for WOFF

    at = 48
    for _ in range(count):
        flags = data[at]
        at += 5 if flags & 0x3F == 0x3F else 1
        _, at = _base_128(data, at)
        if (flags >> 6 == 0) == (flags & 0x3F in (10, 11)):  # glyf and loca are transformed unless they say not, others if
            _, at = _base_128(data, at)
    (length,) = struct.unpack_from(">I", data, 20)
    unpack, size = brotli.Decompressor(), 0
    try:
        part = unpack.process(data[at : at + length], output_buffer_limit=MB)
        while (size := size + len(part)) <= most and not unpack.is_finished() and part:
            part = unpack.process(b"", output_buffer_limit=MB)
    except brotli.error as fault:
        raise ValueError(str(fault)) from fault
    return size


def _base_128(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to five bytes (WOFF 2.0, 4.1), and where the next one begins."""
    value = 0
    for number in range(5):
        value = value << 7 | data[at + number] & 0x7F
        if data[at + number] < 0x80:
            return value, at + number + 1
    raise ValueError("a number of more than five bytes")
