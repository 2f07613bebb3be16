"""A reading of its own: each character of a page file is in the model, in order, or is mark-up that a rule here names.

The parser is not asked, so that what it drops is not missing on both sides. Mark-up is: `#` and `>` that open a line and
`#` that close a head; a line of `---`, `***` or `___`; the bars and the second row of a table; the backslash before a mark
or at the end of a line; `![` and `](path)` of a picture; the braces and bars of a reading; `[` and `]{.dot}`; stars that
stand in pairs and not inside of a figure or a Latin word. White space does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..model import Issue, Page, Span, page_texts, texts
from .conservation import bare

MOST = 5
"""Places that are named of one page; one fault often shifts what follows."""

_OPENING = re.compile(r"[ \t]*(?:>[ \t]*)*(?:#{1,6}(?=[ \t]|$))?")
_HEAD = re.compile(r"[ \t]*(?:>[ \t]*)*#{1,6}(?=[ \t]|$)")
_CLOSING = re.compile(r"(?<=[ \t])#+[ \t]*$")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]*)+")
_DEEP = re.compile(r"(?: {4}| {0,3}\t)")
"""So far in, a line goes on with the paragraph above it, whatever it begins with."""
_RULE = re.compile(r"[ \t]*(?:>[ \t]*)*([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_SECOND_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EDGE = "\x1f"
"""White space that no file may hold: where a cell ends, which brackets do not cross."""
_SCAN = re.compile(r"\n[ \t]*\n|\x1f|\\.|!?\[|\](\{\.dot\}|(?=\())?", re.S)
_READING = re.compile(r"(?<!\\)\{[^{}|\\\n]*(?:\|[^{}|\\\n]*)++\}")
_CHARACTER = re.compile("[^\n][\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
_NAME = r"(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+\))*+"
_TARGET = re.compile(rf"\]\(\s*+(?:<[^<>\n]*+>|{_NAME})\s*+\)")
_MAYBE = re.compile(r"\*|\\(?=\n)")
_LATIN = re.compile(r"[0-9A-Za-z]")


def lost(text: str, issue: Issue, path: str | None = None) -> list[Diagnostic]:
    """What a page file holds and the model does not, or the model and not the file: errors P053 at their lines.

    `text`: the decoded file; `path`: which page of the issue it is (its first one otherwise). For a page that was parsed
    without errors: what is refused is in no model.
    """
    page = next((page for page in issue.pages if path in (None, page.path)), None)
    if page is None:
        return []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _Reading(text, "".join(bare(node.text) for node in page_texts(issue, page)))
    if page.sequence > 1:
        found.skip(_masthead(text, issue))
    found.read()
    return [*found.diagnostics(page)][:MOST]


class _Reading:
    """A file beside the text of the model: what is in both goes on, what is mark-up is passed over, the rest is lost."""

    def __init__(self, text: str, wanted: str) -> None:
        self.text, self.wanted, self.at = text, wanted, 0
        blank, self.pieces = _marks(text)
        self.bare = blank
        self.start, self.stars, self.lost = 0, list[int](), list[int]()

    def skip(self, end: int) -> None:
        """Begin behind what was looked at already."""
        self.start = end

    def read(self) -> None:
        at = self.start
        for start, end in self.pieces:
            if start >= at:
                self._literal(at, start)
                self._piece(start, end)
                at = end
        self._literal(at, len(self.bare))

    def _literal(self, start: int, end: int) -> None:
        segment = "".join(self.bare[start:end].split())
        if self.wanted.startswith(segment, self.at):
            self.at += len(segment)
            return
        for place in range(start, end):
            if self.bare[place].isspace():
                continue
            if self.wanted.startswith(self.bare[place], self.at):
                self.at += 1
            else:
                self.lost.append(place)

    def _piece(self, start: int, end: int) -> None:
        """Mark-up, unless the model has it as text."""
        piece = "".join(self.bare[start:end].split())
        if self.wanted.startswith(piece, self.at):
            self.at += len(piece)
        elif piece == "*":
            inside = _LATIN.match(self.text[start - 1 : start]) and _LATIN.match(self.text[end : end + 1])
            (self.lost if inside else self.stars).append(start)

    def diagnostics(self, page: Page) -> Iterator[Diagnostic]:
        places = self.lost + (self.stars[-1:] if len(self.stars) % 2 else [])
        for line, column, characters in _by_line(self.text, sorted(places)):
            yield Diagnostic("P053", Span(page.path, line, column, line), {"text": characters})
        if not places and self.at < len(self.wanted):
            span = Span(page.path, 1, 1, 1)
            yield Diagnostic("P053", span, {"text": self.wanted[self.at : self.at + 12]})


def _by_line(text: str, places: list[int]) -> Iterator[tuple[int, int, str]]:
    """Line, column and characters of what was lost, one for each line."""
    line, begin = 1, 0
    while places:
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        here = [place for place in places if place < end]
        if here:
            yield line, here[0] - begin + 1, "".join(text[place] for place in here[:40])
            places = places[len(here) :]
        line, begin = line + 1, end + 1


def _marks(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with all certain mark-up made blank, and where what may be some stands (stars, pictures, line ends)."""
    blank = _inline("\n".join(_line_marks(text.split("\n"))))
    pieces = [hit.span() for hit in _MAYBE.finditer(blank[0])]
    return blank[0], sorted(pieces + blank[1])


def _line_marks(lines: list[str]) -> Iterator[str]:
    """Lines without what makes them heads, quotes, rules and rows."""
    reading = _Lines()
    for number, line in enumerate(lines):
        yield reading.line(line, lines[number + 1] if number + 1 < len(lines) else "")


@dataclass
class _Lines:
    """What the lines so far have opened: a table (its `second` row is next; all of it `quoted`), a paragraph of a quote."""

    table: bool = False
    second: bool = False
    quoted: bool = False
    prose: bool = False
    prose_quoted: bool = False

    def line(self, line: str, following: str) -> str:
        """The next line without its marks."""
        quote = bool(_QUOTE.match(line))
        self.table = self.table and (self.second or not _ends_table(line, self.quoted))
        lazy = self.prose and self.prose_quoted and not quote
        opens = not self.table and not lazy and _opens_table(line, following)
        rule, deep = not opens and bool(_RULE.match(line)), self.prose and bool(_DEEP.match(line))
        if opens:
            self.quoted = bool(_QUOTE.match(following))
        if self.second or (rule and not deep):
            made = " " * len(line)
        elif self.table or opens:
            made = _row(line, self.quoted)
        else:
            made = line if deep else _opened(line)
        prose = (bool(made.strip()) and not (self.table or opens or rule or _HEAD.match(line))) or deep
        self.prose_quoted = quote or (self.prose and self.prose_quoted)
        self.table, self.second, self.prose = self.table or opens, opens, prose
        return made


def _row(line: str, quoted: bool) -> str:
    quote = _QUOTE.match(line) if quoted else None
    return _BAR.sub(_EDGE, _blanked(line, *quote.span()) if quote else line)


def _ends_table(line: str, quoted: bool) -> bool:
    """An empty line, or one that begins a block; in a quote also a line that is outside of it."""
    quote = _QUOTE.match(line)
    rest = line[quote.end() :] if quote else line
    return not rest.strip() or quoted != bool(quote) or bool(_HEAD.match(rest) or _RULE.match(rest))


def _opened(line: str) -> str:
    """A line without the marks that open it and, a head's, those that close it."""
    closing = _CLOSING.search(line) if _HEAD.match(line) else None
    line = _blanked(line, *closing.span()) if closing else line
    opening = _OPENING.match(line)
    return _blanked(line, *opening.span()) if opening else line


def _opens_table(first: str, second: str) -> bool:
    """A row with bars and below it one of hyphens, with as many cells."""
    if _QUOTE.match(first) and (quote := _QUOTE.match(second)):
        second = second[quote.end() :]
        first = _QUOTE.sub("", first, count=1)
    first, second = first.strip(), second.strip()
    shape = len(second) > 1 and "|" in first and _SECOND_ROW.match(second)
    return bool(shape) and _cells(first) == _cells(second)


def _cells(row: str) -> int:
    bars = [hit.start() for hit in _BAR.finditer(row)]
    return len(row) > 1 and len(bars) + 1 - (bars[:1] == [0]) - (bars[-1:] == [len(row) - 1])


def _blanked(line: str, start: int, end: int) -> str:
    return line[:start] + " " * (end - start) + line[end:]


def _inline(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Escapes, readings and dots made blank; the places of the parts of pictures."""
    gone, pictures = _brackets(text)
    text = _READING.sub(_read_out, text)
    characters = list(text)
    for start, end in gone:
        characters[start:end] = " " * (end - start)
    text = "".join(characters)
    return _ESCAPE.sub(lambda hit: " " + hit[1], text), pictures


def _read_out(hit: re.Match[str]) -> str:
    """A reading as the model has it: each character before its own."""
    base, *readings = (part.strip() for part in hit[0][1:-1].split("|"))
    characters = _CHARACTER.findall(base) if len(readings) > 1 else [base]
    if len(characters) != len(readings):
        return hit[0]
    return "".join(map("".join, zip(characters, readings, strict=True))).ljust(len(hit[0]))


def _brackets(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The brackets of dots, and the parts of pictures."""
    opened: list[tuple[int, int]] = []
    dots, pictures = [], []
    for hit in _SCAN.finditer(text):
        if hit[0] in ("[", "!["):
            opened.append(hit.span())
        elif hit[0][0] in "\n\x1f":
            opened = []
        elif hit[0].startswith("]") and opened:
            start, end = opened.pop()
            if hit[1]:
                dots += [(end - 1, end), hit.span()]
            elif end - start == 2 and (target := _TARGET.match(text, hit.start())):
                pictures += [(start, end), target.span()]
    return dots, pictures


def _masthead(text: str, issue: Issue) -> int:
    """Where a later page's first head begins. What stands above it is in the issue's masthead, or was refused."""
    known, at = "".join(bare(node.text) for node in texts(issue.masthead)), 0
    for line in text.split("\n"):
        plain = _RULE.match(line) is None and _SECOND_ROW.match(line) is None
        words = re.sub(r"[*\\|]", " ", line).split() if plain else []
        if _HEAD.match(line) or _QUOTE.match(line) or not all(word in known for word in words):
            return at
        at += len(line) + 1
    return at
