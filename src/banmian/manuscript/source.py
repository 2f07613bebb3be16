"""Reading a manuscript file: bytes to lines, with every fault named by its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic
from ..limits import LINE_CHARACTERS, PAGE_CHARACTERS, PAGE_LINES, QUOTE_DEPTH
from ..model import Span
from ..sequences import SEQUENCE
from .encodings import GB18030, UTF_8, Decoded, readings
from .lookalikes import FORMS, usual_for
from .plausible import traditional
from .private_use import PRIVATE, meant

_QUOTES = re.compile(rf"[ \t]*(?:>[ \t]*){{{QUOTE_DEPTH + 1}}}")

LOST = "\ufffd"
"""What stands where a program could not read a character."""
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    f"\ufdd0-\ufdef\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef]|{LOST}|{PRIVATE.pattern}"
)
"""Control characters, and those that cannot be seen: soft hyphen, zero widths, direction marks, line separators, tags,
selectors; a character that is lost, and those for private use."""
STRESS = {
    "\ufdd0": ("strong", 1), "\ufdd1": ("strong", -1), "\ufdd2": ("em", 1), "\ufdd3": ("em", -1), "\ufdd4": ("dots", 1),
    "\ufdd5": ("dots", -1),
}  # fmt: skip
"""Signs that open and close stress where a kind of file has no stars for it: no characters (Unicode 16, 23.7), so that no
text has them; one that has is refused."""
_VARIANT = re.compile("[^\\s][\U000e0100-\U000e01ef]")
_SHOWN = 24
"""Characters of a line that a message shows."""


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
    """Decode one file; None when it is not to be parsed.

    A file with a wrong character is parsed all the same, so that its other faults are said as well.
    """
    start = Span(path, 1, 1, 1)
    text, notes = decode(data, start)
    if text is None:
        return None, notes
    if not text.strip():
        return None, [Diagnostic("P001", start)]
    source = Source(path, lines(text))
    found = checked(source)
    return None if found.too_much else source, [*notes, *found.wrong, *found.too_much]


@dataclass(frozen=True)
class SourceFaults:
    """What was found in the lines of a file: characters that are wrong, and what there is too much of to parse it."""

    wrong: list[Diagnostic]
    too_much: list[Diagnostic]


def checked(source: Source) -> SourceFaults:
    """Look at the lines of a file of any kind."""
    length = sum(map(len, source.lines)) + len(source.lines) - 1
    return SourceFaults(_characters(source), [*_sizes(source, length), *_lengths(source), *_depths(source)])


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
    """The text of a file without its byte order mark, None when it is none; with what is to be said of its encoding.

    Characters that stand in private use for others are those others: what reads the file has no other text of it.
    """
    found = readings(data)
    if not found:
        return None, [Diagnostic("P002", start)]
    first, *rivals = found
    if rivals:
        return None, [Diagnostic("P071", start, _both(first, rivals[0]))]
    if not first.encoding.taken:
        return None, [Diagnostic("P060", start, {"encoding": first.encoding.name})]
    at = first.broken[0] if first.broken else first.text.find("\0")
    if at >= 0:
        line = len(lines(first.text[:at]))
        code = "P070" if first.broken else "P002"
        return None, [Diagnostic(code, Span(start.path, line, 1, line), {"encoding": first.encoding.name})]
    text, repairs = _repaired(first, start.path)
    told = [] if first.encoding is UTF_8 else [Diagnostic("P003", start, {"encoding": first.encoding.name})]
    return text, [*told, *repairs]


def _both(one: Decoded, other: Decoded) -> dict[str, str]:
    """What two readings of a file are, where they differ first."""
    pairs = zip(one.text.splitlines(), other.text.splitlines(), strict=False)
    lines = next(((a.strip(), b.strip()) for a, b in pairs if a != b), (one.text, other.text))
    return {
        "one": one.encoding.name, "one_text": lines[0][:_SHOWN],
        "other": other.encoding.name, "other_text": lines[1][:_SHOWN],
    }  # fmt: skip


def _repaired(reading: Decoded, path: str) -> tuple[str, list[Diagnostic]]:
    """A text with the characters that private ones stand for, and a note on each, at its first place."""
    if not PRIVATE.search(reading.text):
        return reading.text, []
    hong_kong = reading.encoding is not GB18030 and traditional(reading.text)
    found = dict.fromkeys(hit[0] for hit in PRIVATE.finditer(reading.text))
    known = {one: new for one in found if (new := meant(one, hong_kong))}
    notes = []
    for old, new in known.items():
        before = lines(reading.text[: reading.text.index(old)])
        facts = {"old": f"U+{ord(old):04X}", "new": new, "code": f"U+{ord(new):04X}", "count": reading.text.count(old)}
        notes.append(Diagnostic("P072", Span(path, len(before), len(before[-1]) + 1, len(before)), facts))
    return reading.text.translate({ord(old): new for old, new in known.items()}), notes


def _characters(source: Source) -> list[Diagnostic]:
    """Characters that cannot be printed, that somebody has lost, or that look like others: of these the first of a kind."""
    found = [fault for number, line in enumerate(source.lines, 1) for fault in _unprintable(source, number, line)]
    text = "\n".join(source.lines)
    for kind in dict.fromkeys(hit[0] for hit in _VARIANT.finditer(text)):
        facts = {"character": f"U+{ord(kind[1]):04X}", "base": kind[0], "count": text.count(kind)}
        found.append(Diagnostic("P058", _place(source, text, kind), facts))
    for kind in dict.fromkeys(FORMS.findall(text)):
        if usual := usual_for(kind):
            facts = {"character": kind, "code": f"U+{ord(kind):04X}", "usual": usual, "count": text.count(kind)}
            found.append(Diagnostic("P075", _place(source, text, kind), facts))
    return found


def _place(source: Source, text: str, wanted: str) -> Span:
    """Where something stands first."""
    before = text[: text.index(wanted)]
    return source.span(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _unprintable(source: Source, number: int, line: str) -> Iterator[Diagnostic]:
    if not UNPRINTABLE.search(line):
        return
    joined = {at for hit in SEQUENCE.finditer(line) for at in range(hit.start() + 1, hit.end())}
    for hit in UNPRINTABLE.finditer(line):
        if hit.start() not in joined:
            code = "P073" if PRIVATE.match(hit[0]) else "P074" if hit[0] == LOST else "P004"
            yield Diagnostic(code, source.span(number, hit.start() + 1), {"character": f"U+{ord(hit[0]):04X}"})


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
