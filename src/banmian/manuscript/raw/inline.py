"""The marks within a stretch of running text: first signs of lines, escapes, breaks, readings, dots, pictures, stars."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ..ledger import Entry, EntryGroup, Kind, unmarked
from .galleries import described
from .stars import StarRun, run_of, stressing
from .stretch import Stretch

_TOKEN = re.compile(r"^[^\S\n]*(?P<first>[-*+|])|\\(?:.)?|\{|!\[|\[|\]|\*+", re.S | re.M)
_STARS = re.compile(r"\*+")
_BULLET = re.compile(r"^[^\S\n]*([-*+])\x20+[^\s]", re.M)
_BAR = re.compile(r"^[^\S\n]*(\|)(?:[\t\x20]+([^\s].*)|[\t\x20]*)$", re.M)
_BRACKET = re.compile(r"\\.|\[|\](\{\.dot\})?", re.S)
_READING = re.compile(r"\{[^{}|\\\n]*(?:\|[^{}|\\\n]*)+\}")
_PARTING = re.compile(r"[{|}]")
# A character with what belongs to it: combining marks and variation selectors.
_CHARACTER = re.compile("[^\n][\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
_BLANKS = re.compile(r"[ \t\n]*")
_NO_TITLE = re.compile(r"""[ \t\n]+(?:"\s*"|'\s*'|\(\s*\))[ \t\n]*""")
_DOTTED = "{.dot}"
_NESTED = 20
"""Dots in dots; deeper ones are text."""
_PARENTHESES = 32
"""Round brackets within brackets in a picture's path."""

_PictureEnds = tuple[int, int, int]
"""Where a picture begins, where its caption ends, where it ends."""


def inline(stretch: Stretch) -> list[EntryGroup]:
    """The marks of a stretch; a reading is one item with its text, because its order is not that of the file."""
    return _StretchReading(stretch).read()


@dataclass
class _Bracket:
    """A bracket that may open a picture's caption, and how much was found before it in its range."""

    at: int
    picture: bool
    items: int
    runs: int
    pictures: int


@dataclass
class _Range:
    """A part of a stretch while it is read; what opens in it closes in it. `closed`: where the last annotation ended."""

    limit: int
    level: int = 0
    runs: list[StarRun] = field(default_factory=list)
    pictures: list[_PictureEnds] = field(default_factory=list)
    opened: list[_Bracket] = field(default_factory=list)
    closed: int = -1


@dataclass
class _StretchReading:
    """A stretch while it is read. In a `caption` no picture is looked for: the parser refuses it there."""

    stretch: Stretch
    caption: bool = False
    items: list[EntryGroup] = field(default_factory=list)
    shown: list[_PictureEnds] = field(default_factory=list)

    def read(self) -> list[EntryGroup]:
        """Its marks, not in their order."""
        self.text = self.stretch.text
        self.dotted = _dotted(self.text)
        self.signs = dict(_signs(self.text)) if self.stretch.signed else {}
        self._range(0, _Range(len(self.text)))
        if len(self.shown) > 1:
            for start, end in described(self._unmarked(), self.shown):
                self._describe(start, end)
        return self.items

    def _unmarked(self) -> str:
        """The text with blanks for its marks."""
        at = {place: n for n, place in enumerate(self.stretch.places)}
        text = list(self.text)
        for one in (one for item in self.items for one in item if one.kind is Kind.MARK):
            for place in range(one.start, one.end):
                text[at[place] : at[place] + 1] = " "
        return "".join(text)

    def _range(self, start: int, here: _Range) -> None:
        hit = _TOKEN.search(self.text, start, here.limit) if here.level < _NESTED else None
        while hit:
            hit = _TOKEN.search(self.text, self._token(hit, here), here.limit)
        for picture in here.pictures:
            self._picture(*picture)
        for first, end in stressing(here.runs):
            self._mark(first, end, "stress")

    def _token(self, hit: re.Match[str], here: _Range) -> int:
        """Read a sign that may be mark-up; where to go on."""
        start, at, sign = hit.start(), hit.end(), hit[0][0]
        if hit["first"]:
            start, sign = hit.start("first"), hit["first"]
            if start in self.signs:
                self._mark(start, at, self.signs[start])
                return at
            if sign != "*":
                return at
            run = _STARS.match(self.text, start, here.limit)
            at = run.end() if run else at
        if sign == "\\":
            self._escape(hit)
        elif sign == "*":
            follows, precedes = here.closed == start, self._annotated(at, here.limit)
            here.runs.append(run_of(self.text, start, at, here.limit, follows=follows, precedes=precedes))
        elif sign == "]":
            return self._close(start, here) or at
        elif after := self._reading(start, here.limit) if sign == "{" else self._dots(at - 1, here):
            here.closed = after
            return after
        elif sign != "{":
            here.opened.append(_Bracket(start, sign == "!", len(self.items), len(here.runs), len(here.pictures)))
        return at

    def _close(self, at: int, here: _Range) -> int | None:
        """The end of a picture whose caption ends here. What was found in the caption is forgotten: it is read again."""
        opening = here.opened.pop() if here.opened else None
        wanted = opening and opening.picture and not self.caption
        end = _path(self.text, at + 1, here.limit) if wanted else None
        if opening and end:
            del self.items[opening.items :], here.runs[opening.runs :], here.pictures[opening.pictures :]
            here.pictures.append((opening.at, at, end))
        return end

    def _mark(self, start: int, end: int, mark: str) -> None:
        self.items.append((self.stretch.mark(start, end, mark),))

    def _escape(self, hit: re.Match[str]) -> None:
        if hit[0][1:] == "\n":
            self._mark(hit.start(), hit.start() + 1, "line break")
        elif hit[0][1:] and hit[0][1:] in string.punctuation:
            self._mark(hit.start(), hit.start() + 1, "escape")

    def _annotated(self, at: int, limit: int) -> bool:
        """Whether an annotation stands here."""
        return at in self.dotted or bool(_READING.match(self.text, at, limit))

    def _reading(self, start: int, limit: int) -> int | None:
        """A reading, each character before its own; where it ends."""
        hit = _READING.match(self.text, start, limit)
        if not hit:
            return None
        bars = [one.start() for one in _PARTING.finditer(self.text, start, hit.end())]
        base, *readings = [(one + 1, two) for one, two in pairwise(bars)]
        bases = self._characters(*base) if len(readings) > 1 else [base]
        empty = not all(self.text[one:two].strip() for one, two in (base, *readings))
        if empty or "*" in hit[0] or len(bases) != len(readings):
            return None
        texts = [part for pair in zip(bases, readings, strict=True) for part in pair]
        marks = [self.stretch.mark(bar, bar + 1, "reading") for bar in bars]
        self.items.append((*marks, *(entry for one, two in texts for entry in self._texts(one, two))))
        return hit.end()

    def _characters(self, start: int, end: int) -> list[tuple[int, int]]:
        """The characters of a base: the white space at its edges belongs to the first and the last."""
        base = self.text[start:end]
        lead = start + len(base) - len(base.lstrip())
        edges = [lead + one.start() for one in _CHARACTER.finditer(base.strip())]
        return list(pairwise([start, *edges[1:], end])) if edges else []

    def _texts(self, start: int, end: int) -> Iterator[Entry]:
        """Text and white space of a part of a reading."""
        shift = self.stretch.places[start] - start if start < end else 0
        for one in unmarked(self.text, start, end):
            yield Entry(one.start + shift, one.end + shift, one.kind)

    def _dots(self, start: int, here: _Range) -> int | None:
        """A dotted stretch that begins at a bracket; where it ends."""
        end = self.dotted.get(start, here.limit)
        after = end + 1 + len(_DOTTED)
        if after > here.limit or not self.text[start + 1 : end].strip():
            return None
        self._mark(start, start + 1, "dots")
        self._range(start + 1, _Range(end, here.level + 1))
        self._mark(end, after, "dots")
        return after

    def _describe(self, start: int, end: int) -> None:
        """Words that say what a picture shows: whatever is in them is no text."""
        inner = range(self.stretch.places[start], self.stretch.places[end - 1] + 1)
        self.items = [item for item in self.items if item[0].start not in inner]
        self._mark(start, end, "description")

    def _picture(self, start: int, at: int, end: int) -> None:
        self.shown.append((start, at, end))
        self._mark(start, start + 2, "picture")
        self.items += _StretchReading(self.stretch.cut(start + 2, at), caption=True).read()
        self._mark(at, end, "picture")


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Where lines begin with the sign of an item or of a line of verse; a bar is none beside others of the text."""
    yield from ((hit.start(1), "bullet") for hit in _BULLET.finditer(text))
    for hit in _BAR.finditer(text):
        if "|" not in _READING.sub("", re.sub(r"\\.", "", hit[2] or "")):
            yield hit.start(1), "verse"


def _dotted(text: str) -> dict[int, int]:
    """Where dotted stretches open and close: `[` → its `]`."""
    opened: list[int] = []
    found = {}
    for hit in _BRACKET.finditer(text):
        if hit[0] == "[":
            opened.append(hit.start())
        elif hit[0].startswith("]") and opened:
            start = opened.pop()
            if hit[1]:
                found[start] = hit.start()
    return found


def _path(text: str, at: int, limit: int) -> int | None:
    """Where the path of a picture ends, round brackets included; None where there is none."""
    if at >= limit or text[at] != "(":
        return None
    start = _blanks(text, at + 1, limit)
    end = (_angled if text.startswith("<", start) else _plain)(text, start, limit)
    if end is None:
        return None
    title = _NO_TITLE.match(text, end, limit)
    end = title.end() if title else _blanks(text, end, limit)
    return end + 1 if end < limit and text[end] == ")" else None


def _blanks(text: str, at: int, limit: int) -> int:
    hit = _BLANKS.match(text, at, limit)
    return hit.end() if hit else at


_ANGLED = re.compile(r"<(?:[^<>\n\\]|\\.)*>", re.S)


def _angled(text: str, start: int, limit: int) -> int | None:
    hit = _ANGLED.match(text, start, limit)
    return hit.end() if hit else None


_PATH_SIGN = re.compile(r"[\x00-\x20\x7f()]|\\ |\\.", re.S)


def _plain(text: str, start: int, limit: int) -> int | None:
    """A path without angle brackets, up to a blank or the bracket that closes it."""
    depth, at = 0, start
    while hit := _PATH_SIGN.search(text, at, limit):
        sign = hit[0]
        if sign <= " " or sign in ("\x7f", "\\ ") or (sign == ")" and not depth):
            return hit.start() if not depth else None
        depth += (sign == "(") - (sign == ")")
        if depth > _PARENTHESES:
            return None
        at = hit.end()
    return None
