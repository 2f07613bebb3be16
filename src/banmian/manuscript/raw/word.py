"""A Word file read a second time: every character of its text part and its notes, in the order of the XML.

Nothing of python-docx is asked. What Word keeps but does not print (deletions, codes of fields, hidden text, the second of
two versions) is entered as mark-up; what is left is read by the dialect's marks, as any page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ...diagnostics import Refused
from ..ledger import Entry, Kind, unmarked
from ..numbering import Numbering, numbering
from ..word_file import WORD, WordFile, opened
from .reading import Copy, dialect
from .symbols import symbol
from .word_styles import OFF, RawWordStyles, find

_DELETION, _FIELD, _HIDDEN, _SECOND = "deletion", "field code", "hidden text", "second version"
_TYPED = re.compile(r"\s*(?:#{1,6}(?:\s|$)|[>|]|!\[)")
_ENDS_A_STORY = re.compile(r"\s*(?:#{1,2}(?:\s|$)|>)")
_HEADED = re.compile(r"\s*(?:#{1,6}(?:\s|$)|>)")
_BAR = re.compile(r"\s*([|>])")
_KNOWN = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "w15", "a14", "cx"})
"""What the first version of what is kept twice may need: else the next one that needs nothing more is printed."""


@dataclass
class _Printed:
    """What is printed, as lines of the dialect: `text`, and where each character stands in the copy, -1 for a mark that
    stands for a style, a table or a line end.
    """

    text: str = ""
    places: list[int] = field(default_factory=list)

    def add(self, text: str, places: Iterable[int]) -> None:
        """More characters."""
        self.text += text
        self.places += places

    def mark(self, text: str) -> None:
        """What is nowhere in the copy."""
        self.add(text, [-1] * len(text))

    def entries(self) -> tuple[list[Entry], int | None]:
        """What stands in it, at the places of the copy, and where the first head begins there."""
        found, body = dialect(self.text)
        made = [piece for one in found for piece in self._pieces(one)]
        return made, None if body is None else next((one for one in self.places[body:] if one >= 0), None)

    def _pieces(self, entry: Entry) -> Iterator[Entry]:
        """An entry in as many as it is torn into by what is not printed."""
        begun = last = -1
        for place in [*self.places[entry.start : entry.end], -1]:
            if begun >= 0 and place != last + 1:
                yield Entry(begun, last + 1, entry.kind, entry.mark)
                begun = -1
            if begun < 0:
                begun = place
            last = place


Letters = list[tuple[str, str]]
"""Characters, and what they are where they are not printed."""


@dataclass
class _Copying:
    """A file while it is copied: `source` grows, what is printed also goes to `lines`."""

    file: WordFile
    styles: RawWordStyles
    numbers: Numbering
    source: str = ""
    lines: _Printed = field(default_factory=_Printed)
    head: bool = False
    aside: list[Entry] = field(default_factory=list)
    codes: list[bool] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    printed: set[tuple[str, str]] = field(default_factory=set)
    names: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    cut: Letters = field(default_factory=list)
    begun: bool = False

    def copy(self) -> Copy:
        """The whole of it."""
        self._blocks(self.file.xml(self.file.main))
        if self.cut:
            self._put([], "")
        self._notes()
        entries, body = self.lines.entries()
        entries = [*entries, *self.aside]
        return Copy(self.source, [*entries, *self._between(entries)], len(self.source) if body is None else body)

    def _between(self, entries: list[Entry]) -> Iterator[Entry]:
        """White space that this copy has put between cells and paragraphs."""
        edge = 0
        for start, end in [*sorted((one.start, one.end) for one in entries), (len(self.source), len(self.source))]:
            yield from (one for one in unmarked(self.source, edge, start) if one.kind is Kind.SPACE)
            edge = max(edge, end)

    def _blocks(self, parent: Any) -> None:
        """Paragraphs and tables, whatever stands round them."""
        for child in parent:
            name = _name(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "tr":
                self._row(child)
            else:
                for part, mark in _versions(child, ""):
                    if mark:
                        self._aside(self._letters(part, mark))
                    else:
                        self._blocks(part)

    def _paragraph(self, paragraph: Any) -> None:
        letters = [*self.cut, *self._letters(paragraph, self._hidden(paragraph))]
        self.cut = []
        if find(paragraph, "pPr/rPr/del") is not None or _large(paragraph):
            self.cut = letters or [("", "")]
            return
        listed = self.styles.listed(paragraph) if _printed(letters).strip() else None
        self._put(self._labelled(listed, letters), self.styles.head(paragraph), self._sign(listed))

    def _sign(self, listed: tuple[str, int] | None) -> str:
        """What the dialect has for the place of an item: blanks by its level, and the sign of a bullet (`_put` has another
        before a text of hyphens, which would be a rule).
        """
        if listed is None or not self.begun or not self.numbers.known(*listed):
            return ""
        return "  " * listed[1] + ("- " if self.numbers.bulleted(*listed) else "")

    def _put(self, letters: Letters, mark: str, sign: str = "") -> None:
        """A paragraph, the boxes at it, and before it the notes of a story that it ends."""
        letters, boxes, self.cut, self.boxes = [*self.cut, *letters], self.boxes, [], []
        text = _printed(letters)
        first = text.partition("\n")[0]
        mark = "" if not text.strip() or _TYPED.match(first) else mark
        if mark in ("#", "##", ">") or _ENDS_A_STORY.match(first):
            self._notes()
        self._begin(first)
        plain = first.strip() and not _TYPED.match(first)
        bullet = sign.replace("-", "*") if set("".join(first.split())) == {"-"} and first.count("-") < 3 else sign
        sign = f"{mark} " if mark else bullet if plain else ""
        self.lines.mark(sign)
        self.begun = self.begun or bool(mark or _HEADED.match(first))
        self._write(letters, one_line=bool(mark))
        self.source += "\n"
        for box in boxes:
            self._blocks(box)
        self.waiting += self._named()

    def _begin(self, first: str) -> None:
        """A paragraph is parted from the lines before it by one that is empty, unless it belongs to them."""
        one, other = _BAR.match(self.lines.text.rpartition("\n")[2]), _BAR.match(first)
        self.lines.mark("\n" if one and other and one[1] == other[1] else "\n\n")

    def _table(self, table: Any) -> None:
        self.lines.mark("\n\n")
        self.head = True
        self._blocks(table)
        self.lines.mark("\n")

    def _row(self, row: Any) -> None:
        """A row of a table, between bars; below the first one stands what makes a table of it."""
        if find(row, "trPr/del") is not None:
            self._aside(self._letters(row, _DELETION))
            return
        cells = list(_cells(row))
        for cell in cells:
            self.lines.mark("| ")
            self._cell(cell)
            self.source += "\t"
        self.lines.mark("|\n" + ("|" + "---|" * len(cells) + "\n" if self.head else ""))
        self.head = False
        self.source += "\n"

    def _cell(self, parent: Any) -> None:
        for child in parent:
            if _name(child) != "p":
                for part, mark in _versions(child, ""):
                    if mark:
                        self._aside(self._letters(part, mark))
                    else:
                        self._cell(part)
                continue
            letters = list(self._letters(child, self._hidden(child)))
            letters = self._labelled(self.styles.listed(child) if _printed(letters).strip() else None, letters)
            boxes, self.boxes = self.boxes, []
            self._write([*letters, (" ", "")], one_line=True, cell=True)
            for box in boxes:
                self._cell(box)
            self.waiting += self._named()

    def _labelled(self, listed: tuple[str, int] | None, letters: Letters) -> Letters:
        """A paragraph with the number that Word shows before it."""
        label = self.numbers.label(*listed) if listed else ""
        return [(f"{label} ", ""), *letters] if label else letters

    def _write(self, letters: Letters, one_line: bool, cell: bool = False) -> None:
        """Copy characters; a bar in a cell is none of its bars, tabs part no cells."""
        for written, mark in letters:
            text, start = written.replace("\n", " ") if one_line else written, len(self.source)
            self.source += text
            if mark:
                self.aside += _marked(text, start, mark)
            else:
                for at, character in enumerate(text, start):
                    if cell and character == "|":
                        self.lines.mark("\\")
                    elif character == "\n":  # a break by hand, as two blanks are in the dialect
                        self.lines.mark("  ")
                    self.lines.add(" " if cell and character == "\t" else character, (at,))

    def _aside(self, letters: Iterable[tuple[str, str]]) -> None:
        for text, mark in letters:
            self.aside += _marked(text, len(self.source), mark)
            self.source += text

    def _named(self) -> list[tuple[str, str]]:
        named, self.names = self.names, []
        return named

    def _notes(self) -> None:
        """Notes that the text has named, each once."""
        waiting, self.waiting = self.waiting, []
        for kind, ident in waiting:
            note = self.file.note(kind, ident)
            if note is not None and (kind, ident) not in self.printed:
                self.printed.add((kind, ident))
                self._blocks(note)

    def _hidden(self, paragraph: Any) -> str:
        return _HIDDEN if self.styles.hides(paragraph, "pPr/pStyle", "paragraph") else ""

    def _letters(self, parent: Any, mark: str) -> Iterator[tuple[str, str]]:
        """The characters of an element, with what they are where they are not printed."""
        for child in parent:
            name = _name(child)
            if name == "r":
                yield from self._letters(child, self._of_run(child, mark))
            elif name == "ruby":
                for part in ("rubyBase", "rt"):
                    yield from self._letters(found, mark) if (found := find(child, part)) is not None else ()
            elif name == "fldChar" and mark in ("", _HIDDEN):
                self._turn(child)
            elif name in _CHARACTERS and (name == "t" or child.tag.startswith(WORD)):
                own = _FIELD if "instr" in name.lower() or any(self.codes) else _DELETION if name == "delText" else ""
                yield _CHARACTERS[name](child), mark or own
            elif not name.endswith("Pr"):
                yield from self._others(child, name, mark)

    def _others(self, child: Any, name: str, mark: str) -> Iterator[tuple[str, str]]:
        printed = not mark and not any(self.codes)
        if name == "txbxContent" and printed:
            self.boxes.append(child)
        elif name in ("footnoteReference", "endnoteReference") and printed:
            self.names.append((name.removesuffix("Reference"), child.get(f"{WORD}id", "")))
        else:
            for part, how in _versions(child, mark):
                yield from self._letters(part, how)

    def _of_run(self, run: Any, mark: str) -> str:
        """What a run is that stands in something of that kind."""
        own = find(run, "rPr/vanish")
        if own is not None and mark in ("", _HIDDEN):
            return _HIDDEN if own.get(f"{WORD}val", "1") not in OFF else ""
        return mark or (_HIDDEN if self.styles.hides(run, "rPr/rStyle", "character") else "")

    def _turn(self, element: Any) -> None:
        """A field begins (with its code), goes on with its result, or ends."""
        kind = element.get(f"{WORD}fldCharType")
        if kind == "begin":
            self.codes.append(True)
        elif self.codes and kind == "separate":
            self.codes[-1] = False
        elif self.codes and kind == "end":
            self.codes.pop()


def _one_line(element: Any) -> str:
    return re.sub(r"[\r\n\t]", " ", element.text or "")


_CHARACTERS: dict[str, Callable[[Any], str]] = {
    "t": _one_line, "delText": _one_line, "instrText": _one_line, "delInstrText": _one_line,
    "tab": lambda one: "\t", "ptab": lambda one: "\t",
    "br": lambda one: " " if one.get(f"{WORD}type") in ("page", "column") else "\n", "cr": lambda one: "\n",
    "noBreakHyphen": lambda one: "-",
    "sym": lambda one: symbol(one.get(f"{WORD}font", ""), one.get(f"{WORD}char", "")) or "",
}  # fmt: skip


def copy(path: str, data: bytes) -> Copy:
    """A Word file; without any character for one that cannot be opened."""
    try:
        file = opened(path, data)
        return _Copying(file, RawWordStyles(file.root("styles")), numbering(file.root("numbering"))).copy()
    except Refused:
        return Copy(data.decode("latin-1"), (), 0)


def _printed(letters: Letters) -> str:
    return "".join(text for text, mark in letters if not mark)


def _marked(text: str, start: int, mark: str) -> Iterator[Entry]:
    """Entries of what is not printed: white space stays white space."""
    for one in re.finditer(r"\s+|\S+", text):
        kind = Kind.SPACE if one[0].isspace() else Kind.MARK
        yield Entry(start + one.start(), start + one.end(), kind, mark if kind is Kind.MARK else "")


def _versions(element: Any, mark: str) -> Iterator[tuple[Any, str]]:
    """An element with what its characters are; of what is kept twice each for itself."""
    name = _name(element)
    if name == "AlternateContent":
        taken = next((n for n, one in enumerate(element) if _needs(one) <= _KNOWN), 0)
        yield from ((one, mark or ("" if n == taken else _SECOND)) for n, one in enumerate(element))
    elif not name.endswith("Pr"):
        yield element, mark or (_DELETION if name in ("del", "moveFrom") else "")


def _needs(version: Any) -> set[str]:
    """What a program must know to read a version; kinds of charts are one."""
    return {re.sub(r"^cx\d$", "cx", one) for one in version.get("Requires", "").split()}


def _large(paragraph: Any) -> bool:
    """A large initial: the paragraph that it begins is the next one."""
    frame = find(paragraph, "pPr/framePr")
    return frame is not None and frame.get(f"{WORD}dropCap", "none") != "none"


def _cells(parent: Any) -> Iterator[Any]:
    for child in parent:
        if _name(child) == "tc":
            yield child
        elif not _name(child).endswith("Pr"):
            yield from _cells(child)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
