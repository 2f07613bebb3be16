"""The lines of a page: marks at their edges, and stretches of running text between them.

Headings, quotes, rules and pipe tables open blocks as in CommonMark and its tables; code, HTML, setext heads and
definitions are text; items are lines of a paragraph. A line that is indented by four columns or more goes on with the
paragraph above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from ..ledger import Entry, Kind
from .stretch import Stretch, joined

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|$)")
_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
_CLOSING = re.compile(r"(?<=[ \t])(#+)[ \t]*$")
_HEADLINE = 2
"""The level of the headings that may have labels."""
_LABEL = re.compile(r"\{[^{}|\\]*\}$")
_BULLET = re.compile(r"[-*+][ \t]+(?=\S)")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}(?=[ \t]*$)")
_SECOND_ROW = re.compile(r"(?!-[ \t]|.$)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_BAR = re.compile(r"(\\?)\|")
_WAIVER = re.compile(r"[ \t]*(%%[ \t]+R\d\d\d[ \t]+[^:： \t][^:：]*[:：][ \t]*[^ \t](?:.*[^ \t])?)[ \t]*$", re.A)
"""A rule, the marked text, a colon, the reason."""
_WIDTH = re.compile(r"\{\s*(?:(?:[2-9]|1[0-9]|[二两兩三四五六七八九])\s*(?:[栏欄]|columns?)|[破通][栏欄]|full)\s*\}")
_DEEP = 4
"""Columns; so far in, a line goes on with the paragraph above it, whatever it begins with."""


class _Tip(Enum):
    """What the lines so far have left open."""

    NOTHING = 0
    PROSE = 1
    TABLE = 2


@dataclass
class _Cursor:
    """A line and how far it is read: `at` its next character, which stands in `column` (tabs go to the next fourth)."""

    start: int
    text: str
    at: int = 0
    column: int = 0

    @property
    def first(self) -> int:
        """Where the next character stands that is neither blank nor tab."""
        return len(self.text) - len(self.text[self.at :].lstrip(" \t"))

    @property
    def indent(self) -> int:
        """Columns up to there."""
        column = self.column
        for character in self.text[self.at : self.first]:
            column += 4 - column % 4 if character == "\t" else 1
        return column - self.column

    @property
    def blank(self) -> bool:
        """Whether nothing is left."""
        return self.first == len(self.text)

    @property
    def quotes(self) -> bool:
        """Whether a quote sign comes next."""
        return self.text.startswith(">", self.first)

    @property
    def begins(self) -> bool:
        """Whether what is left is a heading or a rule."""
        return bool(_HEADING.match(self.text, self.first) or _RULE.match(self.text, self.first))

    def step(self) -> int:
        """Go behind the quote sign and the blank that belongs to it; where it stands in the file."""
        sign, self.column = self.first, self.column + self.indent + 1
        self.at = sign + 1
        following = self.text[self.at : self.at + 1]
        if following in (" ", "\t"):
            self.column += 1
            self.at += following == " " or self.column % 4 == 0
        return self.start + sign

    def rest(self, start: int, end: int | None = None) -> Stretch:
        """A part of the line."""
        end = len(self.text) if end is None else end
        return Stretch(self.text[start:end], range(self.start + start, self.start + end))


@dataclass
class Lines:
    """What the lines of a file come to: marks, stretches, and where the first heading or quote begins (`body`)."""

    source: str
    marks: list[Entry] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    body: int | None = None
    _tip: _Tip = _Tip.NOTHING
    _depth: int = 0
    _prose: list[Stretch] = field(default_factory=list)

    def read(self) -> None:
        """Read all of them."""
        lines = [(hit.start(), self._unwaived(hit.start(), hit[1])) for hit in _LINE.finditer(self.source)]
        second = False
        for number, (start, text) in enumerate(lines):
            if second:
                second = False
                continue
            if self._depth == 0 and self._tip is not _Tip.TABLE and _says_width(text) and _rows_follow(lines[number + 1 :]):
                self._end()
                self._mark(start + text.index("{"), len(text.strip()), "table width")
                continue
            following = lines[number + 1] if number + 1 < len(lines) else (len(self.source), "")
            second = self._line(_Cursor(start, text), _Cursor(*following))
        self._end()

    def _unwaived(self, start: int, text: str) -> str:
        """A line; where it says that a finding is right as it is, an empty one."""
        waiver = _WAIVER.match(text) if "%%" in text else None
        if not waiver:
            return text
        self._mark(start + waiver.start(1), len(waiver[1]), "waiver")
        return ""

    def _line(self, line: _Cursor, following: _Cursor) -> bool:
        """Read one line; whether the one that follows is the second row of a table and was read with it."""
        matched = 0
        while matched < self._depth and line.quotes:
            self._mark(line.step(), 1, "quote")
            matched += 1
        prose = self._tip is _Tip.PROSE
        if line.blank:
            self._end()
            self._depth = matched
        elif matched < self._depth and not (prose and not line.begins):
            self._end()
            self._depth = matched
            return self._block(line, following)
        elif prose and (matched < self._depth or line.indent >= _DEEP):
            self._paragraph(line)
        elif self._tip is _Tip.TABLE and not (line.quotes or line.begins) and line.text.strip():
            self._row(line)
        else:
            return self._block(line, following)
        return False

    def _block(self, line: _Cursor, following: _Cursor) -> bool:
        """What a line opens, or a paragraph that goes on."""
        if self._tip is _Tip.TABLE:
            self._end()
        while not (table := self._depth == 0 and _opens_table(line, following)) and line.quotes:
            self._end()
            self._begin(line)
            self._mark(line.step(), 1, "quote")
            self._depth += 1
        if table:
            self._table(line, following)
        elif line.blank:
            self._end()
        elif rule := _RULE.match(line.text, line.first):
            self._end()
            self._mark(line.start + rule.start(), len(rule[0]), "rule")
        elif heading := _HEADING.match(line.text, line.first):
            self._heading(line, heading)
        else:
            self._paragraph(line)
        return table

    def _paragraph(self, line: _Cursor) -> None:
        self._tip = _Tip.PROSE
        start = line.at
        if self._depth and (bullet := _BULLET.match(line.text, line.first)):
            self._mark(line.start + line.first, 1, "bullet")
            start = bullet.end()
        self._prose.append(line.rest(start))

    def _heading(self, line: _Cursor, hit: re.Match[str]) -> None:
        self._end()
        self._begin(line)
        self._mark(line.start + hit.start(), len(hit[1]), "heading")
        closing = _CLOSING.search(line.text, hit.end())
        if closing:
            self._mark(line.start + closing.start(1), len(closing[1]), "heading")
        head = line.rest(hit.end(), closing.start() if closing else None).stripped()
        self.stretches.append(self._without_labels(head) if len(hit[1]) == _HEADLINE else head)

    def _without_labels(self, head: Stretch) -> Stretch:
        """A headline without the braces at its end; a backslash before them makes text of them, as dots in brackets are."""
        while label := _LABEL.search(head.text):
            before = head.text[: label.start()]
            escapes = len(before) - len(before.rstrip("\\"))
            if escapes % 2 or (before.endswith("]") and label[0] == "{.dot}"):
                break
            self._mark(head.places[label.start()], len(label[0]), "label")
            head = head.cut(0, label.start()).stripped()
        return head

    def _table(self, line: _Cursor, following: _Cursor) -> None:
        self._end()
        self._tip = _Tip.TABLE
        self._row(line)
        second = following.rest(0).stripped()
        self._mark(second.places[0], len(second.text), "table rule")

    def _row(self, line: _Cursor) -> None:
        """Bars part cells, but not behind a backslash, which then is one of theirs."""
        row = line.rest(line.at).stripped()
        text, places = "", list[int]()
        edge = 0
        for hit in _BAR.finditer(row.text):
            text += row.text[edge : hit.start()]
            places += row.places[edge : hit.start()]
            if hit[1]:
                self._mark(row.places[hit.start()], 1, "escape")
                text += "|"
                places.append(row.places[hit.end() - 1])
            else:
                self._mark(row.places[hit.start()], 1, "table bar")
                self.stretches.append(Stretch(text, places).stripped())
                text, places = "", []
            edge = hit.end()
        self.stretches.append(Stretch(text + row.text[edge:], [*places, *row.places[edge:]]).stripped())

    def _end(self) -> None:
        """Nothing is open any more."""
        if self._prose:
            signed = self.body is not None and not self._depth
            self.stretches.append(replace(joined(self._prose).stripped(), signed=signed))
        self._tip, self._prose = _Tip.NOTHING, []

    def _begin(self, line: _Cursor) -> None:
        self.body = line.start if self.body is None else self.body

    def _mark(self, start: int, length: int, mark: str) -> None:
        self.marks.append(Entry(start, start + length, Kind.MARK, mark))


def _says_width(text: str) -> bool:
    """Whether a line says how many columns the table below it takes."""
    return bool(_WIDTH.fullmatch(text.strip()))


def _rows_follow(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether the next lines that are not blank are two rows of a table: with bars, or with as many tabs in each."""
    begins = next((n for n, (_, text) in enumerate(lines) if text.strip(" \t")), len(lines))
    rows = [_Cursor(*one) for one in lines[begins : begins + 2]]
    if len(rows) < 2 or rows[0].begins or rows[0].quotes:
        return False
    tabs = [row.text.strip(" \u3000").count("\t") for row in rows]
    prose = not (rows[1].begins or rows[1].quotes or rows[1].blank)
    return _opens_table(*rows) or (prose and tabs[0] == tabs[1] > 0)


def _opens_table(line: _Cursor, following: _Cursor) -> bool:
    """A row with bars and below it one of hyphens, with as many cells."""
    first, second = line.text[line.at :].strip(), following.text.strip(" \t")
    return "|" in first and bool(_SECOND_ROW.match(second)) and _cells(first) == _cells(second)


def _cells(row: str) -> int:
    bars = [hit.end() for hit in _BAR.finditer(row) if not hit[1]]
    return len(bars) + 1 - (bars[:1] == [1]) - (bars[-1:] == [len(row)])
