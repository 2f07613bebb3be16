"""Faces whose glyphs are wider than they are drawn, for what stands in a loose line.

A reader takes white between two glyphs for a space, and not all readers ask what the text is said to be (`ActualText`). So
the white is given to the glyph before it: its face is embedded once more, with greater advances. The drawings are the same.
PDF/A wants the widths of a face and those that its PDF says to agree (ISO 19005-2, 6.2.11.5), so both tables of a face that
have them are changed: `hmtx`, and the CFF's private dictionaries (Adobe technical note 5176).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from hashlib import md5
from itertools import pairwise
from math import ceil
from struct import iter_unpack, pack, pack_into, unpack_from
from typing import Any

STEP = 0.25
"""em: a glyph is made wider by this, or twice, … What is left or too much, readers do not mind."""
_TOP_FONTS, _PRIVATE, _DEFAULT, _NOMINAL = 1236, 18, 20, 21
"""Operators of CFF: the font dictionaries of a CID-keyed font, the private one, the width of glyphs that say none, and what
the others' widths are counted from. Those of two bytes (12 36) are named 1200 + the second.
"""


def steps(white: float, most: float) -> int:
    """How many steps wider a glyph must be so that no more than `most` is left of the white behind it (em)."""
    return max(0, ceil((white - most) / STEP))


def wider_font(stream: Any, font: Any, count: int) -> Any:
    """The engine's font of the same face with wider glyphs. It is the document's, as others are."""
    if not count:
        return font
    letters = md5(f"{font.hash} {count}".encode(), usedforsecurity=False).digest()[:6]
    name = "".join(chr(65 + letter % 26) for letter in letters)
    key = int.from_bytes(name.encode())
    if key not in stream._fonts:
        made = stream._fonts[key] = copy(font)
        made.hash, made.name = name, f"/{name}".encode() + font.name[len(name) + 1 :]
        made.widths, made.to_unicode, made.wider = {}, {}, count
    return stream._fonts[key]


def wider_by(font: Any) -> int:
    """How many steps wider a font's glyphs are than its face's."""
    return int(getattr(font, "wider", 0))


def widened(file: bytes, count: int) -> bytes:
    """A font file as `Face.cut` leaves it, with each glyph wider by some steps."""
    if not count:
        return file
    records = iter_unpack(">4sIII", file[12 : 12 + 16 * unpack_from(">H", file, 4)[0]])
    tables = {tag: file[at : at + length] for tag, _, at, length in records}
    units = round(unpack_from(">H", tables[b"head"], 18)[0] * STEP * count)
    many = unpack_from(">H", tables[b"hhea"], 34)[0]
    longs = b"".join(pack(">Hh", width + units, left) for width, left in iter_unpack(">Hh", tables[b"hmtx"][: 4 * many]))
    tables[b"hmtx"] = longs + tables[b"hmtx"][4 * many :]
    if b"CFF " in tables:
        tables[b"CFF "] = _wider_cff(tables[b"CFF "], units)
    return _file(file[:12], tables)


def _file(head: bytes, tables: dict[bytes, bytes]) -> bytes:
    """A font file (OpenType 1.9, Organization of an OpenType font)."""
    records, body, at = b"", b"", len(head) + 16 * len(tables)
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        records += pack(">4sIII", tag, sum(one for (one,) in iter_unpack(">I", padded)) % 2**32, at + len(body), len(data))
        body += padded
    return head + records + body


def _wider_cff(cff: bytes, units: int) -> bytes:
    """The same font, with private dictionaries behind it that say greater widths. HarfBuzz writes where one stands with
    numbers of three and of five bytes, which hold any.
    """
    made = bytearray(cff)
    top = next(_index(cff, _end(cff, cff[2])))
    known = _entries(cff, *top)
    fonts = _index(cff, known[_TOP_FONTS][0][0]) if _TOP_FONTS in known else iter([top])
    for font in fonts:
        (size, at), (start, _) = _entries(cff, *font)[_PRIVATE]
        said = {_DEFAULT: [(0, 0)], _NOMINAL: [(0, 0)]} | _entries(cff, start, start + size)
        if len(said) > 2 or (cff[at], cff[at + 3]) != (28, 29):
            raise ValueError("a CFF that is written otherwise than HarfBuzz cuts it")
        private = b"".join(pack(">BhB", 28, numbers[0][0] + units, operator) for operator, numbers in said.items())
        pack_into(">BhBi", made, at, 28, len(private), 29, len(made))
        made += private
    return bytes(made)


def _offsets(cff: bytes, at: int) -> list[int]:
    """Where the data of an INDEX begin, each, and where the last end."""
    count, size = unpack_from(">HB", cff, at)
    base = at + 2 + size * (count + 1)
    return [base + int.from_bytes(cff[n : n + size]) for n in range(at + 3, base + 1, size)] if count else [at + 2]


def _index(cff: bytes, at: int) -> Iterator[tuple[int, int]]:
    return pairwise(_offsets(cff, at))


def _end(cff: bytes, at: int) -> int:
    return _offsets(cff, at)[-1]


def _entries(cff: bytes, at: int, end: int) -> dict[int, list[tuple[int, int]]]:
    """A DICT: each operator's numbers, and where they begin."""
    found, numbers = dict[int, list[tuple[int, int]]](), list[tuple[int, int]]()
    while at < end:
        first = cff[at]
        if first > 21:
            value, size = _number(cff, at)
            numbers.append((value, at))
            at += size
            continue
        found[1200 + cff[at + 1] if first == 12 else first] = numbers
        numbers, at = [], at + 1 + (first == 12)
    return found


def _number(cff: bytes, at: int) -> tuple[int, int]:
    """A number of a DICT and how many bytes it has; of a real one, which no width is, the bytes alone."""
    first = cff[at]
    if first == 28:
        return unpack_from(">h", cff, at + 1)[0], 3
    if first == 29:
        return unpack_from(">i", cff, at + 1)[0], 5
    if first == 30:
        return 0, next(n for n in range(1, len(cff) - at) if cff[at + n] & 15 == 15) + 1
    if first < 247:
        return first - 139, 1
    more = cff[at + 1] + 108
    return ((first - 247) * 256 + more, 2) if first < 251 else ((251 - first) * 256 - more, 2)
