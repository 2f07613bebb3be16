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
from ..ledger import Entry, Kind, filled, unmarked
from ..numbering import Numbering, numbering
from ..word_file import WORD, WordFile, opened
from .inline import inline
from .reading import Copy, dialect
from .stretch import Stretch
from .symbols import symbol

_DELETION, _FIELD, _HIDDEN, _SECOND = "deletion", "field code", "hidden text", "second version"
_TYPED = re.compile(r"\s*(?:#{1,6}(?:\s|$)|[>|]|!\[)")
_ENDS_A_STORY = re.compile(r"\s*(?:#{1,2}(?:\s|$)|>)")
_HEADED = re.compile(r"\s*(?:#{1,6}(?:\s|$)|>)")
_BAR = re.compile(r"\s*([|>])")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_NAMED = {"title": "##", "标题": "##", "subtitle": ">", "副标题": ">"}
_OFF = ("0", "false", "off")


@dataclass
class _Styles:
    """What styles.xml says of each style: whether it is a head, one that ends a story, hides; and the list it is in."""

    root: Any | None

    def __post_init__(self) -> None:
        every = self.root.iter(f"{WORD}style") if self.root is not None else ()
        self.known = {(one.get(f"{WORD}type"), one.get(f"{WORD}styleId")): one for one in every}

    def up(self, element: Any, name: str, kind: str) -> Iterator[Any]:
        """The element and the styles that it goes back to."""
        yield element
        named = _at(element, name)
        if named is None and kind == "paragraph":
            usual = (
                one for (of, _), one in self.known.items() if of == kind and one.get(f"{WORD}default") in ("1", "true")
            )
            style, seen = next(usual, None), list[Any]()
        else:
            style, seen = self.known.get((kind, named)), []
        while style is not None and style not in seen:
            seen.append(style)
            yield style
            style = self.known.get((kind, _at(style, "basedOn")))

    def head(self, paragraph: Any) -> str:
        """The mark of the dialect that says what a paragraph's style says, or nothing."""
        for n, one in enumerate(self.up(paragraph, "pPr/pStyle", "paragraph")):
            name = (_at(one, "name") or "").strip().lower() if n else ""
            if hit := _HEADING.fullmatch(name):
                return "#" * min(6, int(hit[1]))
            if name in _NAMED:
                return _NAMED[name]
            if name in ("caption", "题注"):
                return ""
            if (level := _at(one, "pPr/outlineLvl")) is not None:
                return "#" * min(6, int(level) + 1) if level in tuple("012345678") else ""
        return ""

    def hides(self, element: Any, name: str, kind: str) -> bool:
        """Whether its text is hidden."""
        for n, one in enumerate(self.up(element, name, kind)):
            found = _find(one, "rPr/vanish") if n or kind == "character" else None
            if found is not None:
                return found.get(f"{WORD}val", "1") not in _OFF
        return False

    def listed(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level that a paragraph is numbered in."""
        every = list(self.up(paragraph, "pPr/pStyle", "paragraph"))
        number = next((one for one in (_at(each, "pPr/numPr/numId") for each in every) if one), "0")
        level = next((one for one in (_at(each, "pPr/numPr/ilvl") for each in every) if one), "0")
        return (number, int(level) if re.fullmatch("[0-9]{1,6}", level) else 0) if number != "0" else None


@dataclass
class _Unit:
    """Some characters that are read together: `text`, and where each stands in the copy, -1 for a line end that is not in
    it. `prose`: lines of the dialect; `begun`: below the first heading.
    """

    prose: bool
    begun: bool = False
    text: str = ""
    places: list[int] = field(default_factory=list)

    def add(self, text: str, places: Iterable[int]) -> None:
        """More characters."""
        self.text += text
        self.places += places

    def entries(self) -> tuple[list[Entry], int | None]:
        """What stands in it, at the places of the copy, and where its first head begins there."""
        if self.prose:
            found, body = dialect(self.text, begun=self.begun)
        else:
            items = inline(Stretch(self.text, range(len(self.text))).stripped())
            found, body = list(filled(self.text, items)), None
        made = [piece for one in found for piece in self._pieces(one)]
        return made, None if body is None else next((one for one in self.places[body:] if one >= 0), self.places[-1])

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
    """A file while it is copied: `source` grows, what is printed also goes to the last of the `units`."""

    file: WordFile
    styles: _Styles
    numbers: Numbering
    source: str = ""
    units: list[_Unit] = field(default_factory=list)
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
        entries, bodies = list[Entry](), list[int]()
        for unit in self.units:
            found, body = unit.entries()
            entries += found
            bodies += [] if body is None else [body]
        entries += self.aside
        return Copy(self.source, [*entries, *self._between(entries)], min(bodies, default=len(self.source)))

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
        if _find(paragraph, "pPr/rPr/del") is not None:
            self.cut = letters or [("", "")]
            return
        listed = self.styles.listed(paragraph) if _printed(letters).strip() else None
        self._put(self._labelled(listed, letters), self.styles.head(paragraph), self._sign(listed))

    def _sign(self, listed: tuple[str, int] | None) -> str:
        """What the dialect has for the place of an item: blanks by its level, and the sign of a bullet."""
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
        unit = self._unit(first)
        plain = first.strip() and not _TYPED.match(first)
        sign = f"{mark} " if mark else sign if plain else ""
        unit.add(sign, [-1] * len(sign))
        self.begun = self.begun or bool(mark or _HEADED.match(first))
        self._write(letters, unit, one_line=bool(mark))
        self.source += "\n"
        for box in boxes:
            self._blocks(box)
        self.waiting += self._named()

    def _unit(self, text: str) -> _Unit:
        """Where a paragraph goes: to the lines before it, parted by a line that is empty."""
        before = self.units[-1] if self.units else None
        if before is None or not before.prose:
            self.units.append(_Unit(prose=True, begun=self.begun))
        else:
            one, other = _BAR.match(before.text.rpartition("\n")[2]), _BAR.match(text)
            together = one and other and one[1] == other[1]
            before.add("\n" if together else "\n\n", [-1] if together else [-1, -1])
        return self.units[-1]

    def _row(self, row: Any) -> None:
        """A row of a table, its cells each for itself."""
        if _find(row, "trPr/del") is not None:
            self._aside(self._letters(row, _DELETION))
            return
        for cell in _cells(row):
            unit = _Unit(prose=False)
            self.units.append(unit)
            self._cell(cell, unit)
            self.source += "\t"
        self.source += "\n"

    def _cell(self, parent: Any, unit: _Unit) -> None:
        for child in parent:
            if _name(child) != "p":
                for part, mark in _versions(child, ""):
                    if mark:
                        self._aside(self._letters(part, mark))
                    else:
                        self._cell(part, unit)
                continue
            letters = list(self._letters(child, self._hidden(child)))
            letters = self._labelled(self.styles.listed(child) if _printed(letters).strip() else None, letters)
            boxes, self.boxes = self.boxes, []
            self._write([*letters, (" ", "")], unit, one_line=True)
            for box in boxes:
                self._cell(box, unit)
            self.waiting += self._named()

    def _labelled(self, listed: tuple[str, int] | None, letters: Letters) -> Letters:
        """A paragraph with the number that Word shows before it."""
        label = self.numbers.label(*listed) if listed else ""
        return [(f"{label} ", ""), *letters] if label else letters

    def _write(self, letters: Letters, unit: _Unit, one_line: bool) -> None:
        for written, mark in letters:
            text, start = written.replace("\n", " ") if one_line else written, len(self.source)
            self.source += text
            if mark:
                self.aside += _marked(text, start, mark)
            else:
                unit.add(text, range(start, start + len(text)))

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
            root = self.file.root(f"{kind}s")
            found = [one for one in root if one.get(f"{WORD}id") == ident] if root is not None else []
            if found and (kind, ident) not in self.printed:
                self.printed.add((kind, ident))
                self._blocks(found[0])

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
                    yield from self._letters(found, mark) if (found := _find(child, part)) is not None else ()
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
        own = _find(run, "rPr/vanish")
        if own is not None and mark in ("", _HIDDEN):
            return _HIDDEN if own.get(f"{WORD}val", "1") not in _OFF else ""
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
        return _Copying(file, _Styles(file.root("styles")), numbering(file.root("numbering"))).copy()
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
        yield from ((one, mark or (_SECOND if n else "")) for n, one in enumerate(element))
    elif not name.endswith("Pr"):
        yield element, mark or (_DELETION if name in ("del", "moveFrom") else "")


def _cells(parent: Any) -> Iterator[Any]:
    for child in parent:
        if _name(child) == "tc":
            yield child
        elif not _name(child).endswith("Pr"):
            yield from _cells(child)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _find(element: Any, path: str) -> Any | None:
    return element.find("/".join(f"{WORD}{name}" for name in path.split("/")))


def _at(element: Any, path: str) -> str | None:
    found = _find(element, path)
    return None if found is None else found.get(f"{WORD}val")
