"""A page's ALTO as rows of the index: an article a row, in reading order, with the place of each character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..limits_finished import ROW_CHARACTERS
from .rows import IndexLine, IndexRow
from .xml import Unreadable, number, root_of

_UNIT = "inch1200"


@dataclass
class _Growing:
    """A row that is being read."""

    head: str
    text: str = ""
    lines: list[IndexLine] = field(default_factory=list)
    last: str = ""

    def add(self, block: Any, readings: frozenset[str]) -> None:
        """Add a block; a new text begins a new paragraph, one that goes on in the next column goes on."""
        name = block.get("ID", "").rpartition(".")[0]
        for at, line in enumerate(block.iterfind("{*}TextLine")):
            text, begins = _line(line, readings, _runs_down(line, block))
            if not text:
                continue
            if self.text and (at == 0 and (not name or name != self.last)):
                self.text += "\n"
            self.lines.append(IndexLine(len(self.text), _box(line), _runs_down(line, block), begins))
            self.text += text
            if len(self.text) > ROW_CHARACTERS:
                raise Unreadable(f"an article of more than {ROW_CHARACTERS:,} characters")
            self.last = name


def rows_of(data: bytes) -> list[IndexRow]:
    """The rows of a page. Raises Unreadable for what is no ALTO of ours."""
    root = root_of(data)
    page = root.find("{*}Layout/{*}Page")
    if page is None or root.findtext("{*}Description/{*}MeasurementUnit", "").strip() != _UNIT:
        raise Unreadable(f"no page measured in {_UNIT}")
    articles = {one.get("ID"): one.get("LABEL", "") for one in root.iterfind("{*}Tags/{*}StructureTag")}
    readings = frozenset(one.get("ID", "") for one in root.iterfind("{*}Tags/*") if one.get("TYPE") == "ruby")
    rows: dict[str, _Growing] = {}
    for block in page.iter("{*}TextBlock"):
        article = next((tag for tag in block.get("TAGREFS", "").split() if tag in articles), "")
        rows.setdefault(article, _Growing(articles.get(article, ""))).add(block, readings)
    name, sequence = page.get("PRINTED_IMG_NR", ""), number(page, "PHYSICAL_IMG_NR")
    return [IndexRow(name, sequence, one.head, one.text, tuple(one.lines)) for one in rows.values() if one.text]


def _runs_down(line: Any, block: Any) -> bool:
    return bool((line.get("BASEDIRECTION") or block.get("BASEDIRECTION")) == "ttb")


def _box(element: Any) -> tuple[int, int, int, int]:
    x, y, width, height = (number(element, name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, width, height


def _line(line: Any, readings: frozenset[str], down: bool) -> tuple[str, tuple[int, ...]]:
    """A line's text, and where each of its characters begins; readings of characters and printed hyphens are left out."""
    text: list[str] = []
    begins: list[int] = []
    for one in line.iterchildren("{*}String", "{*}SP"):
        if readings.intersection(one.get("TAGREFS", "").split()):
            continue
        said = one.get("CONTENT", "") if one.tag.endswith("String") else " "
        text.append(said)
        begins += _begins(one, said, down)
    return "".join(text), tuple(begins)


def _begins(string: Any, said: str, down: bool) -> Iterable[int]:
    """Where the characters of a String begin: at its Glyphs, where it has one for each, else in equal steps."""
    glyphs = list(string.iterchildren("{*}Glyph"))
    if glyphs and len(glyphs) == len(said):
        return [number(glyph, "VPOS" if down else "HPOS") for glyph in glyphs]
    x, y, width, height = _box(string) if said.strip() or string.get("HEIGHT") else _blank(string)
    start, size = (y, height) if down else (x, width)
    return [start + round(size * n / len(said)) for n in range(len(said))]


def _blank(blank: Any) -> tuple[int, int, int, int]:
    """The box of a blank, which need not have a height (ALTO 4.4, SPType)."""
    return number(blank, "HPOS"), number(blank, "VPOS"), number(blank, "WIDTH"), 0


def all_rows(pages: Iterable[tuple[str, bytes]]) -> Iterator[IndexRow]:
    """The rows of pages, given by name and bytes. Raises Unreadable, with the name of the file that is none."""
    for name, data in pages:
        try:
            yield from rows_of(data)
        except Unreadable as fault:
            raise Unreadable(f"{name}: {fault}") from fault
