"""Reading text back from a finished PDF, in the order of its tag tree."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

import pikepdf

from .own_content import Codes, own_text

_OPERATORS = "BDC BMC EMC Tf TJ Tj Tm Td"


@dataclass(frozen=True, slots=True)
class Shown:
    """One glyph as shown: page index, marked-content id (None for an artifact), text, x and baseline in pt, size."""

    page: int
    mcid: int | None
    text: str
    x: float
    y: float
    size: float


def pdf_text(data: bytes) -> str:
    """The text of a PDF in the order of its tag tree, without white space and hyphens at line ends (U+00AD)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = [_marked_text(page) for page in pdf.pages]
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        order = list(_leaves(pdf.Root.StructTreeRoot, numbers, 0))
    text = "".join("".join(content[page].get(mcid, "").split()) for page, mcid in order)
    return text.replace("\u00ad", "")


def untagged_text(data: bytes) -> list[str]:
    """What the pages show as artifacts."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [_marked_text(page).get(None, "") for page in pdf.pages]


def _marked_text(page: Any) -> dict[int | None, str]:
    """Text by marked-content id: quickly if the page is written as we write, else operator by operator."""
    fonts = {name[1:]: _to_unicode(font) for name, font in page.Resources.Font.items()} if "/Font" in page.Resources else {}
    own = own_text(page.Contents.read_bytes(), fonts) if isinstance(page.Contents, pikepdf.Stream) else None
    return _read(page, fonts) if own is None else own


def _read(page: Any, fonts: Mapping[str, Codes]) -> dict[int | None, str]:
    """Text by marked-content id of a page that anyone may have written."""
    found: dict[int | None, list[str]] = {}
    unicode = Codes()
    stack: list[_Marked] = [_Marked()]
    for operands, operator in _commands(page, _OPERATORS):
        if operator in ("BDC", "BMC"):
            stack.append(_marked(operands, stack[-1]))
            found.setdefault(stack[-1].mcid, []).append(stack[-1].written)
        elif operator == "EMC":
            stack.pop()
        elif operator == "Tf":
            unicode = fonts[str(operands[0])[1:]]
        elif operator in ("TJ", "Tj") and not stack[-1].replaced:
            target = found.setdefault(stack[-1].mcid, [])
            target += _decoded(operands[0], unicode)
    return {mcid: "".join(parts) for mcid, parts in found.items()}


@dataclass(slots=True)
class _Marked:
    """A marked sequence: its id, or that of the one around it; the text that stands for what it shows, if it says one."""

    mcid: int | None = None
    written: str = ""
    replaced: bool = False


def _marked(operands: Any, around: _Marked) -> _Marked:
    inner = operands[1] if len(operands) > 1 else None
    known: Any = inner if isinstance(inner, pikepdf.Dictionary) else {}
    mcid = int(known["/MCID"]) if "/MCID" in known else around.mcid
    return _Marked(mcid, str(known.get("/ActualText", "")), around.replaced or "/ActualText" in known)


def _commands(page: Any, operators: str) -> Iterator[tuple[Any, str]]:
    """The operators of a page with their operands."""
    for command in pikepdf.parse_content_stream(page, operators):
        yield command.operands, str(command.operator)


def _decoded(operand: Any, unicode: Codes) -> Iterator[str]:
    for item in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(item, pikepdf.String):
            codes = bytes(item)
            yield "".join(unicode[codes[n] << 8 | codes[n + 1]] for n in range(0, len(codes), 2))


def _to_unicode(font: Any) -> Codes:
    """The ToUnicode map of a font as the engine writes it: two-byte codes, `beginbfchar` only."""
    pairs = re.findall("<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes().decode("latin-1"))
    return Codes((int(code, 16), _character(text)) for code, text in pairs)


def _character(text: str) -> str:
    """What a number in hexadecimal digits stands for: mostly one character, the quick way; d… may be half of a pair."""
    return chr(int(text, 16)) if len(text) == 4 and text[0] != "d" else bytes.fromhex(text).decode("utf-16-be")


def _leaves(node: Any, numbers: dict[Any, int], page: int) -> Iterator[tuple[int, int]]:
    """(page index, marked-content id) in the order of the tree."""
    if "/Pg" in node:
        page = numbers[node.Pg.objgen]
    kids = node.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _leaves(kid, numbers, page)
        else:
            yield page, int(kid)


def shown(data: bytes) -> list[Shown]:
    """Every glyph of a PDF with its place, x and y in pt from the page's lower left corner."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [glyph for number, page in enumerate(pdf.pages) for glyph in _Glyphs(number, page).run()]


class _Glyphs:
    """A text state machine for the operators that the engine and the painter write."""

    def __init__(self, number: int, page: Any) -> None:
        self.number, self.page = number, page
        fonts = page.Resources.Font.items()
        self.fonts = {name: (_to_unicode(font), _widths(font)) for name, font in fonts}
        self.stack = [_Marked()]
        self.matrices = [pikepdf.Matrix()]
        self.line, self.size = pikepdf.Matrix(), 0.0
        self.unicode = Codes()
        self.widths: dict[int, float] = {}
        self.together: list[Shown] = []
        """Glyphs that a text stands for, until all are there."""

    def run(self) -> Iterator[Shown]:
        for operands, operator in _commands(self.page, ""):
            if operator in ("TJ", "Tj"):
                glyphs = self.show(operands[0])
                if self.stack[-1].replaced:
                    self.together += glyphs
                else:
                    yield from glyphs
                continue
            said = self.stack[-1]
            self.step(operator, operands)
            if self.together and not self.stack[-1].replaced:
                yield from _shared(self.together, said.written)
                self.together = []

    def step(self, name: str, operands: Any) -> None:
        if name == "q":
            self.matrices.append(self.matrices[-1])
        elif name == "Q":
            self.matrices.pop()
        elif name == "cm":
            self.matrices[-1] = pikepdf.Matrix(*operands) @ self.matrices[-1]
        elif name == "Tm":
            self.line = pikepdf.Matrix(*operands)
        elif name == "Tf":
            self.unicode, self.widths = self.fonts[str(operands[0])]
            self.size = float(operands[1])
        elif name in ("BDC", "BMC"):
            self.stack.append(_marked(operands, self.stack[-1]))
        elif name == "EMC":
            self.stack.pop()

    def show(self, operand: Any) -> Iterator[Shown]:
        at = 0.0
        for item in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if not isinstance(item, pikepdf.String):
                at -= float(item) / 1000 * self.size
                continue
            codes = bytes(item)
            for n in range(0, len(codes), 2):
                code = codes[n] << 8 | codes[n + 1]
                matrix = pikepdf.Matrix(1, 0, 0, 1, at, 0) @ self.line @ self.matrices[-1]
                marked = self.stack[-1]
                size = self.size * hypot(self.line.c, self.line.d) * abs(self.matrices[-1].d)
                yield Shown(self.number, marked.mcid, self.unicode[code], matrix.e, matrix.f, size)
                at += self.widths.get(code, 1000) / 1000 * self.size


def _shared(glyphs: Sequence[Shown], said: str) -> list[Shown]:
    """Glyphs with the parts of the text that stands for them: each its own, with what is said before the next one's; the
    first all of it, if it says something else.
    """
    starts, at = list[int](), 0
    for glyph in glyphs:
        start = said.find(glyph.text, at)
        if start < 0 or (not starts and start):
            return [replace(one, text="" if n else said) for n, one in enumerate(glyphs)]
        starts.append(start)
        at = start + len(glyph.text)
    ends = [*starts[1:], len(said)]
    return [replace(one, text=said[start:end]) for one, start, end in zip(glyphs, starts, ends, strict=True)]


def _widths(font: Any) -> dict[int, float]:
    """The W array of a CID font."""
    widths: dict[int, float] = {}
    array = list(font.DescendantFonts[0].get("/W", []))
    while array:
        first, second = int(array.pop(0)), array.pop(0)
        if isinstance(second, pikepdf.Array):
            widths |= {first + n: float(w) for n, w in enumerate(second)}
        else:
            width = float(array.pop(0))
            widths |= dict.fromkeys(range(first, int(second) + 1), width)
    return widths
