"""A Word file becomes a page in the dialect: what its styles say is written in the dialect's marks, its text as it is.

So what is typed in the dialect is read as it would be in a text file. A line of the page is a paragraph, a line of one that
is broken by hand, or a row of a table; places count them from 1.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ..diagnostics import Diagnostic, Refused
from ..limits import WORD_CELLS
from .credits import of_work
from .lines import TextLine
from .numbering import Numbering, numbering
from .roles import Place, is_byline
from .source import Source, checked
from .word_file import WORD, WordFile, opened
from .word_notices import Notices
from .word_runs import OBJECTS, RunReader, Runs, chosen, local, unfilled
from .word_stress import stressed
from .word_styles import WordStyles, document

_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
_DASHES = re.compile(r"\s*-(?:\s*-)?\s*")
"""One or two hyphens: behind a bullet that is one, too, the dialect would take all for a rule."""
_MARKED = re.compile(r"\s*(?:#{1,6}(?=\s|$)|>|\||!\[)")
"""What is typed in the dialect: it counts before the style."""
_HEADED = re.compile(r"\s*(?:#{1,2}(?=\s|$)|>)")
"""What ends a story."""
_OPENS = re.compile(r"\s*(?:#{1,6}(?=\s|$)|>)")
"""What ends the masthead."""
_TOGETHER = re.compile(r"\s*([|>]|!\[\]\()")
"""Paragraphs that begin with the same of these belong together, as lines do in a text file."""
_CAPTION = re.compile(
    r"图[\s：:为]|[▲△▼▽↑←→]|.*[（(][^（()）]{1,14}(?:摄|图|供图|提供|绘|制图)[）)]\s*$|.*\s\S{1,8}\s?摄\s*$|Photo\b"
)
"""A paragraph that is a picture's caption by what it says, if it stands right below one."""
_CLOSING = "。！？；：…”’）》」』】〕.!?;:\"')，、,"
_HEADLIKE = 20
"""Characters: a bold paragraph as short as this may be meant for a head."""


def read(path: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """A Word file as a page; None when it is not to be parsed, with what is to be told of it."""
    try:
        page = _WordPage(file := opened(path, data), WordStyles(file, document(file)), numbering(file.root("numbering")))
        page.read()
    except Refused as refused:
        return None, refused.diagnostics
    source = page.source()
    noticed = list(page.notices.diagnostics())
    if not any(line.strip() for line in source.lines) and not source.pictures:
        return None, [*noticed, Diagnostic("P001", source.span(1))]
    found = checked(source)
    return None if found.too_much else source, [*noticed, *found.wrong, *found.too_much]


@dataclass
class _WordPage:
    """A page while it is written. `lines`: as they are told of, `written`: as the parser gets them."""

    file: WordFile
    styles: WordStyles
    numbers: Numbering
    lines: list[str] = field(default_factory=list)
    written: list[tuple[int, str]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    printed: set[tuple[str, str]] = field(default_factory=set)
    cut: Runs | None = None
    cells: int = 0
    unended: int = 0
    """The line where a field begins that has not ended yet."""
    begun: int = 0
    """The line of the first heading."""
    headlike: dict[int, str] = field(default_factory=dict)
    """Short paragraphs in bold, by their lines."""

    def __post_init__(self) -> None:
        self.notices = Notices(self.file.path, self)
        self.reader = RunReader(self.styles, self.notices.notice)

    @property
    def number(self) -> int:
        """The number of the line that comes next."""
        return len(self.lines) + 1

    def source(self) -> Source:
        """The page."""
        return Source(self.file.path, tuple(self.lines), tuple(self.written), self.pictures)

    def read(self) -> None:
        """Read the text, then the notes that are left."""
        self._blocks(self.styles.document.element.body)
        self._end()
        self._notes()
        self.notices.parts(self.file)

    def _runs(self, paragraph: Any, into: Runs | None = None) -> Runs:
        runs = self.reader.read(paragraph, into)
        self.unended = (self.unended or self.number) if self.reader.in_code else 0
        return runs

    def _blocks(self, parent: Any) -> None:
        for child in parent:
            name = local(child)
            if unfilled(child):
                self.notices.notice("unfilled")
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "AlternateContent":
                self._blocks(chosen(child))
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                self._blocks(child)
            elif name in ("del", "moveFrom"):
                self.notices.notice("deleted")
            elif name in OBJECTS or name == "oMathPara":
                self.notices.notice("object", of=name.removesuffix("Para"))

    def _paragraph(self, paragraph: Any) -> None:
        """One whose mark is deleted goes on with the next one, and so does a large initial, which is one of its own."""
        runs = self._runs(paragraph, self.cut)
        self.cut = None
        if paragraph.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None or _initial(paragraph):
            self.cut = runs
            return
        listed = None if runs.blank else self.styles.listed(paragraph)
        self._put(runs, self.styles.role(paragraph), self._label(listed), self._sign(listed))

    def _end(self) -> None:
        if self.cut:
            self._put(self.cut, "", "", "")
            self.cut = None
        if self.unended:
            self.notices.unended(self.unended)
        self.notices.headlike({line: text for line, text in self.headlike.items() if line >= self.begun})

    def _sign(self, listed: tuple[str, int] | None) -> str:
        """How the dialect has an item: further in by its level, a bullet as `-`; above the first heading it has none."""
        if listed is None or not self.begun or not self.numbers.known(*listed):
            return ""
        return "  " * listed[1] + ("- " if self.numbers.bulleted(*listed) else "")

    def _label(self, listed: tuple[str, int] | None) -> str:
        """The number that Word shows before a paragraph."""
        if listed is None:
            return ""
        label = self.numbers.label(*listed)
        if label is None:
            self.notices.notice("numbered")
        return label or ""

    def _put(self, runs: Runs, role: str, label: str, sign: str) -> None:
        """A paragraph, its pictures, the boxes at it."""
        texts = runs.texts
        texts[0] = _labelled(label, texts[0])
        if texts[0].strip() and not _MARKED.match(texts[0]) and role in ("", "caption"):
            texts[0] = (sign.replace("-", "*") if _DASHES.fullmatch(texts[0]) else sign) + texts[0]
        mark = "" if role == "caption" or runs.blank or _MARKED.match(texts[0]) else role
        if mark in ("#", "##", ">") or _HEADED.match(texts[0]):
            self._notes()
        for ident, after in runs.shown:
            if not after:
                self._picture(ident)
        self.begun = self.begun or (self.number if mark or _OPENS.match(texts[0]) else 0)
        if not (self._is_caption(texts, role, mark) or (runs.blank and runs.shown)):
            self._text(runs, texts, mark)
        for ident, after in runs.shown:
            if after:
                self._picture(ident)
        self.lines += self._told(texts, mark)
        for box in runs.boxes:
            self.notices.notice("box")
            self._blocks(box)
        self._remember(runs)

    def _told(self, texts: list[str], mark: str) -> list[str]:
        """The lines of a paragraph; a head is one line, whatever it was broken into."""
        if mark:
            return [f"{mark} {' '.join(texts).strip()}", *[""] * (len(texts) - 1)]
        return texts

    def _remember(self, runs: Runs) -> None:
        for note in runs.notes:
            self.notices.notice("note")
            self.waiting.append(note)

    def _text(self, runs: Runs, texts: list[str], mark: str) -> None:
        number = self.number
        if mark:
            self._write(number, f"{mark} {' '.join(texts).strip()}")
        else:
            self._write(number, stressed(texts[0], runs.lines[0], len(texts[0]) - _length(runs.lines[0])), texts, 0)
            for n, line in enumerate(texts[1:], 1):
                self.written.append((number + n, _broken(stressed(line, runs.lines[n], 0), texts, n)))
            self._headlike(runs)

    def _write(self, number: int, text: str, texts: list[str] | None = None, n: int = 0) -> None:
        """A line that begins a paragraph, after a blank one unless it belongs to the one before it."""
        before = self.written[-1][1] if self.written else ""
        one, other = _TOGETHER.match(before), _TOGETHER.match(text)
        if not (one and other and one[1] == other[1]):
            self.written.append((max(1, number - 1), ""))
        self.written.append((number, _broken(text, texts, n) if texts else text))

    def _headlike(self, runs: Runs) -> None:
        """A short paragraph in bold may be meant for a head; it is not taken for one."""
        text = "".join(runs.texts).strip()
        pieces = [piece for line in runs.lines for piece in line if piece.text.strip()]
        short = len(runs.lines) == 1 and 0 < len(text) <= _HEADLIKE and text[-1] not in _CLOSING
        known = is_byline(text, Place(below_head=True, at_end=True)) or of_work(TextLine(text, Source("", ()).span(1)))
        if short and not known and all(piece.stress == "strong" for piece in pieces):
            self.headlike[self.number] = text

    def _picture(self, ident: str) -> None:
        """A picture that the file brings, in a line of its own; its caption may follow."""
        relation = self.file.relations(self.file.main).get(ident)
        if relation is None or relation.outside or relation.target not in self.file.members:
            self.notices.notice("linked")
            return
        name = f"{self.file.path}/{posixpath.basename(relation.target)}"
        if posixpath.splitext(name)[1].lower() not in _PICTURES:
            kind = posixpath.splitext(name)[1] or "?"
            self.notices.notice("object", of="picture", what=f"a picture of the kind {kind}", what_zh=f"{kind} 格式的图片")
            return
        if self.pictures.get(name, data := self.file.members[relation.target]) != data:
            name = f"{self.file.path}/{relation.target}"
        self.pictures[name] = data
        self._write(self.number, f"![]({quote(name, safe='/')})")

    def _is_caption(self, texts: list[str], role: str, mark: str) -> bool:
        """Whether a paragraph goes into the brackets of the picture right before it."""
        at = next((n for n in range(len(self.written) - 1, -1, -1) if self.written[n][1]), -1)
        before = self.written[at] if at >= 0 else (0, "")
        caption = " ".join(texts).strip()
        fits = before[1].startswith("![](") and caption and not mark and not re.search(r"[\[\]{}|\\*!#>]", caption)
        if not fits or self.number - before[0] > 2 or not (role == "caption" or _CAPTION.match(caption)):
            return False
        if at and self.written[at - 1][1].startswith("![]("):  # of all of them
            self.written = [*self.written[: at + 1], (self.number, caption)]
        else:
            self.written[at] = (before[0], f"![{caption}{before[1][2:]}")
        return True

    def _notes(self) -> None:
        """Footnotes and endnotes that the text has named, as paragraphs, each once."""
        waiting, self.waiting = self.waiting, []
        for kind, ident in waiting:
            note = self.file.note(kind, ident)
            if note is not None and (kind, ident) not in self.printed:
                self.printed.add((kind, ident))
                self._blocks(note)

    def _table(self, table: Any) -> None:
        rows = [list(self._cells(row)) for row in self._rows(table)]
        width = max((len(row) for row in rows), default=0)
        if not any(cell.strip() for row in rows for cell in row):
            self.lines += [""] * len(rows)  # a frame for pictures, or an empty form: nothing to print
            return
        self.headlike.pop(self.number - 1, None)  # the title of the table
        for n, row in enumerate(rows):
            text = _row([*row, *[""] * (width - len(row))])
            if n == 0:
                self.written.append((max(1, self.number - 1), ""))
            self.written.append((self.number, text))
            self.lines.append(text)
            if n == 0:
                self.written.append((self.number - 1, "|" + "---|" * width))
        self.written.append((max(1, self.number - 1), ""))

    def _rows(self, table: Any) -> Iterator[Any]:
        for row in _inside(table, "tr"):
            if row.find(f"{WORD}trPr/{WORD}del") is None:
                yield row
            else:
                self.notices.notice("deleted")

    def _cells(self, row: Any) -> Iterator[str]:
        for cell in _inside(row, "tc"):
            wide = _wide(cell)
            merged = cell.find(f"{WORD}tcPr/{WORD}vMerge")
            self.cells += max(1, wide)
            if self.cells > WORD_CELLS:
                facts = {"what": "cells of tables", "what_zh": "表格单元格数", "limit": WORD_CELLS}
                raise Refused([Diagnostic("P091", Source(self.file.path, ()).span(self.number), facts)])
            if wide > 1 or merged is not None:
                self.notices.notice("merged")
            yield " ".join(self._of_cell(cell))
            yield from [""] * (wide - 1)

    def _of_cell(self, parent: Any) -> Iterator[str]:
        """The paragraphs of a cell, those of tables and boxes in it among them."""
        for paragraph in _inside(parent, "p", "tbl", "tr", "tc"):
            if local(paragraph) != "p":
                yield from self._of_cell(paragraph)
                continue
            runs = self._runs(paragraph)
            label = self._label(None if runs.blank else self.styles.listed(paragraph))
            yield _labelled(label, " ".join(text.strip() for text in runs.texts)).replace("\t", " ")
            for _ in runs.shown:
                self.notices.notice("object", of="cell", what="a picture in a table", what_zh="表格里的图片")
            for box in runs.boxes:
                self.notices.notice("box")
                yield from self._of_cell(box)
            self._remember(runs)


def _inside(parent: Any, *names: str) -> Iterator[Any]:
    """The children of some names, through what may stand round them."""
    for child in parent:
        name = local(child)
        if name in names:
            yield child
        elif name == "AlternateContent":
            yield from _inside(chosen(child), *names)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(child, *names)


def _initial(paragraph: Any) -> bool:
    """Whether this is the large initial of the next paragraph."""
    frame = paragraph.find(f"{WORD}pPr/{WORD}framePr")
    return frame is not None and frame.get(f"{WORD}dropCap") in ("drop", "margin")


def _wide(cell: Any) -> int:
    """How many columns a cell takes."""
    found = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    said = "" if found is None else found.get(f"{WORD}val", "")
    return min(int(said[:9]), WORD_CELLS + 1) if said.isascii() and said.isdigit() else 1


def _row(cells: list[str]) -> str:
    """A row of a pipe table; a bar of a cell's text is none of its bars."""
    return "| " + " | ".join(cell.strip().replace("|", r"\|") for cell in cells) + " |"


def _labelled(label: str, text: str) -> str:
    gap = " " if label and label[-1].isascii() and text[:1].strip() else ""
    return label + gap + text


def _length(line: list[Any]) -> int:
    return sum(len(piece.text) for piece in line)


def _broken(text: str, texts: list[str], n: int) -> str:
    """A line that a break ends, and that is not the last one."""
    return f"{text}  " if n + 1 < len(texts) and text.strip() else text
