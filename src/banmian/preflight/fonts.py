"""What a press check needs of a font: how codes are cut, how wide they are, what they say, whether it is embedded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from .budget import read_bytes
from .names import label

LOST = "\ufffd"
MOST_CODES = 70_000
CMAP_BYTES = 8 << 20
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*(?:\[(.*?)\]|<(\w+)>)", re.S)
_LEGACY = ("GB", "B5", "ET", "HK", "CNS", "83", "90", "Add", "EUC", "KSC", "Ext", "78")
"""How the names of character maps begin that mix codes of one byte and of two; widths and places are guesses there."""
_USUAL_ROOM = (0.88, -0.12)


class PdfFont:
    """A font of a PDF. Raises what broken objects raise."""

    def __init__(self, obj: Any) -> None:
        self.obj = obj
        self.kind = label(obj.get("/Subtype", Name("/?")))
        self.name = label(obj.get("/BaseFont", obj.get("/Name", Name("/?"))))
        self.type3, self.composite = self.kind == "Type3", self.kind == "Type0"
        self.leaf = obj.DescendantFonts[0] if self.composite else obj
        self.descriptor = self.leaf.get("/FontDescriptor", Dictionary())
        self.embedded = self.type3 or any(key in self.descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        self.encoding = _encoding(obj.get("/Encoding"))
        mode = obj.Encoding.get("/WMode", 0) if isinstance(obj.get("/Encoding"), Stream) else 0
        self.vertical = self.composite and (self.encoding.endswith("-V") or int(mode) == 1)
        self.ascent, self.descent = self._room()

    def _room(self) -> tuple[float, float]:
        """Above and below the baseline, in em."""
        if self.type3:
            box, scale = [float(v) for v in self.obj.get("/FontBBox", [0, 0, 0, 0])], abs(float(self.obj.FontMatrix[3]))
            return (box[3] * scale, box[1] * scale) if box[3] > box[1] else _USUAL_ROOM
        above = float(self.descriptor.get("/Ascent", 880)) / 1000
        below = float(self.descriptor.get("/Descent", -120)) / 1000
        return (above, below) if 0.3 <= above - below <= 1.2 else _USUAL_ROOM

    @cached_property
    def default(self) -> float:
        """The width of codes that have none of their own, in em."""
        if self.vertical:
            return 1.0
        if self.composite:
            return float(self.leaf.get("/DW", 1000)) / 1000
        return float(self.descriptor.get("/MissingWidth", 0 if self.type3 else 500)) / 1000

    @cached_property
    def widths(self) -> dict[int, float]:
        """The widths of codes, in em."""
        if self.vertical:
            return {}
        if self.composite:
            return dict(_cid_widths(self.leaf.get("/W", Array())))
        first = int(self.obj.get("/FirstChar", 0))
        unit = abs(float(self.obj.FontMatrix[0])) if self.type3 else 0.001
        return {first + n: float(width) * unit for n, width in enumerate(self.obj.get("/Widths", Array()))}

    @cached_property
    def unicode(self) -> dict[int, str]:
        """What codes say, as far as the font tells."""
        told = self.obj.get("/ToUnicode")
        return _told(read_bytes(told, CMAP_BYTES)) if isinstance(told, Stream) else {}

    @cached_property
    def _glyphs(self) -> dict[int, str]:
        """Names of a Type 3 font's glyphs by code."""
        named, code = dict[int, str](), 0
        differences = self.obj.Encoding.get("/Differences", []) if isinstance(self.obj.get("/Encoding"), Dictionary) else []
        for item in differences:
            if isinstance(item, Name):
                named[code], code = f"/{label(item)}", code + 1
            else:
                code = int(item)
        return named

    def split(self, data: bytes) -> list[tuple[int, int]]:
        """The codes of a string, each with its length in bytes."""
        if not self.composite:
            return [(byte, 1) for byte in data]
        legacy = self.encoding in ("H", "V") or self.encoding.startswith(_LEGACY)
        if not legacy:
            return [(int.from_bytes(data[n : n + 2], "big"), 2) for n in range(0, len(data) - 1, 2)]
        made, place = [], 0
        while place < len(data):
            length = 2 if data[place] >= 0x81 or self.encoding in ("H", "V") else 1
            made.append((int.from_bytes(data[place : place + length], "big"), length))
            place += length
        return made

    def width(self, code: int) -> float:
        """The advance of a code, in em."""
        return self.widths.get(code, self.default)

    def decode(self, codes: Sequence[int]) -> str:
        """What some codes say; U+FFFD for those of which nothing is told."""
        if self.unicode:
            return "".join(self.unicode.get(code, LOST) for code in codes)
        return "".join(chr(code) if 32 <= code < 127 and not self.composite else LOST for code in codes)

    def procedure(self, code: int) -> Any:
        """What draws a code of a Type 3 font; None for nothing."""
        return self.obj.get("/CharProcs", Dictionary()).get(self._glyphs.get(code, "/?"))


def _encoding(said: Any) -> str:
    if isinstance(said, Name):
        return label(said)
    if isinstance(said, Stream):
        return label(said.get("/CMapName", Name("/?")))
    return "" if said is None else "custom"


def _cid_widths(array: Any) -> Iterator[tuple[int, float]]:
    """The W array of a CID font (ISO 32000-1, 9.7.4.3)."""
    items, place = list(array), 0
    while place < len(items):
        first = int(items[place])
        if isinstance(items[place + 1], Array):
            yield from ((first + n, float(width) / 1000) for n, width in enumerate(items[place + 1]))
            place += 2
        else:
            last = min(int(items[place + 1]), first + MOST_CODES)
            yield from ((code, float(items[place + 2]) / 1000) for code in range(first, last + 1))
            place += 3


def _told(data: bytes) -> dict[int, str]:
    """A ToUnicode map (9.10.3). Raises ValueError for one of more codes than there are characters."""
    made: dict[int, str] = {}
    for body in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        codes = _HEX.findall(body)
        made |= {int(code, 16): _text(text) for code, text in zip(codes[::2], codes[1::2], strict=False)}
    for body in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        for first, last, many, one in _RANGE.findall(body):
            start, stop = int(first, 16), int(last, 16)
            if stop - start + len(made) > MOST_CODES:
                raise ValueError("a ToUnicode map of too many codes")
            texts = [_text(text) for text in _HEX.findall(many)] if many else _following(_text(one), stop - start + 1)
            made |= dict(zip(range(start, stop + 1), texts, strict=False))
    return made


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _following(text: str, count: int) -> list[str]:
    return [text[:-1] + chr(min(ord(text[-1]) + n, 0x10FFFF)) for n in range(count)] if text else []
