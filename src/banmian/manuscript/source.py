"""Reading a manuscript file: bytes to lines, with every fault named by its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic
from ..limits import LINE_CHARACTERS, PAGE_CHARACTERS, PAGE_LINES, QUOTE_DEPTH
from ..model import Span

_QUOTES = re.compile(rf"[ \t]*(?:>[ \t]*){{{QUOTE_DEPTH + 1}}}")

# Control characters, and those that cannot be seen: soft hyphen, zero widths, direction marks, line separators, tags.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ufdd0-\ufdef\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
STRESS = {
    "\ufdd0": ("strong", 1), "\ufdd1": ("strong", -1), "\ufdd2": ("em", 1), "\ufdd3": ("em", -1), "\ufdd4": ("dots", 1),
    "\ufdd5": ("dots", -1),
}  # fmt: skip
"""Signs that open and close stress where a kind of file has no stars for it: no characters (Unicode 16, 23.7), so that no
text has them; one that has is refused."""
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded manuscript file: its display path and its lines without line ends.

    `written`: what the parser is given, if it is not the lines as they are, each with the number of the line that it comes
    from; in it signs of `STRESS` may stand round what is stressed. `pictures`: those that the file brings, by name.
    """

    path: str
    lines: tuple[str, ...]
    written: tuple[tuple[int, str], ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def span(self, line: int, column: int = 1, last: int | None = None) -> Span:
        """A place in this file; lines and columns count from 1."""
        return Span(self.path, line, column, last or line)


def read(path: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """Decode one file (UTF-8 with or without BOM, else GB18030); None when it is not to be parsed.

    A file with a wrong character is parsed all the same, so that its other faults are said as well.
    """
    start = Span(path, 1, 1, 1)
    if not data.strip():
        return None, [Diagnostic("P001", start)]
    text, notes = decode(data, start)
    if text is None:
        return None, notes
    source = Source(path, lines(text))
    found = checked(source)
    return None if found.too_much else source, [*notes, *found.wrong, *found.too_much]


@dataclass(frozen=True)
class Checked:
    """What was found in the lines of a file: characters that are wrong, and what there is too much of to parse it."""

    wrong: list[Diagnostic]
    too_much: list[Diagnostic]


def checked(source: Source) -> Checked:
    """Look at the lines of a file of any kind."""
    length = sum(map(len, source.lines)) + len(source.lines) - 1
    return Checked(_characters(source), [*_sizes(source, length), *_lengths(source), *_depths(source)])


def _sizes(source: Source, length: int) -> list[Diagnostic]:
    noticed = []
    if length > PAGE_CHARACTERS:
        noticed.append(Diagnostic("P007", source.span(1), {"length": length, "limit": PAGE_CHARACTERS}))
    if len(source.lines) > PAGE_LINES:
        noticed.append(Diagnostic("P055", source.span(1), {"length": len(source.lines), "limit": PAGE_LINES}))
    return noticed


def lines(text: str) -> tuple[str, ...]:
    """Lines without their ends, of files of every system."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def decode(data: bytes, start: Span) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file, None when it is none; with a note or an error at `start`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [Diagnostic("P060", start)]
    if b"\x00" in data:
        return None, [Diagnostic("P002", start)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as fault:
        utf8_fault = fault
    try:
        return data.decode("gb18030"), [Diagnostic("P003", start)]
    except UnicodeDecodeError:
        line = data[: utf8_fault.start].count(b"\n") + 1
        return None, [Diagnostic("P002", Span(start.path, line, 1, line))]


def _characters(source: Source) -> list[Diagnostic]:
    """Characters that cannot be printed, and those that ask for what is not printed: variants, joined emoji."""
    return [
        Diagnostic(
            _code(hit[0]),
            source.span(number, hit.start() + 1),
            {"character": f"U+{ord(hit[0]):04X}", "before": line[max(0, hit.start() - 1) : hit.start()]},
        )
        for number, line in enumerate(source.lines, 1)
        for hit in _CONTROL.finditer(line)
    ]


def _code(character: str) -> str:
    if character == "\u200d":
        return "P059"
    return "P058" if _VARIANT.match(character) else "P004"


def _lengths(source: Source) -> list[Diagnostic]:
    return [
        Diagnostic("P005", source.span(number, LINE_CHARACTERS + 1), {"length": len(line), "limit": LINE_CHARACTERS})
        for number, line in enumerate(source.lines, 1)
        if len(line) > LINE_CHARACTERS
    ]


def _depths(source: Source) -> list[Diagnostic]:
    """The parser gives up what stands in more quotes than it likes, without a word."""
    return [
        Diagnostic("P051", source.span(number), {"limit": QUOTE_DEPTH})
        for number, line in enumerate(source.lines, 1)
        if _QUOTES.match(line)
    ]
