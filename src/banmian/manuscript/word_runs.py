"""The runs of a Word paragraph: what of it is text, and what stands in it that is none: pictures, boxes, notes.

Tracked insertions are text, deletions are not; of a field its result is, its code is not; of what Word keeps twice
(`AlternateContent`) the first that can be read is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .raw.symbols import symbol
from .word_file import WORD
from .word_styles import WordStyles

_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_AROUND = frozenset(
    "hyperlink ins moveTo smartTag sdt sdtContent customXml fldSimple dir bdo AlternateContent Choice".split()
)
"""What may stand round runs and changes nothing in them."""
_GONE = frozenset("del moveFrom".split())
_CHANGING = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|DATE|TIME|TOC|FILENAME|SAVEDATE|PRINTDATE)\b", re.I)
"""Fields whose result is another one in another place or on another day."""
_DRAWN = re.compile(r"\s*(EQ|SYMBOL|ADVANCE|FORMCHECKBOX|FORMDROPDOWN)\b", re.I)
"""Fields that draw their characters and have no result."""
OBJECTS = {
    "chart": ("a chart", "图表"), "diagram": ("a SmartArt graphic", "SmartArt 图形"), "lockedCanvas": ("a drawing", "绘图"),
    "object": ("an embedded object", "嵌入的对象"), "oMath": ("an equation", "公式"),
    "altChunk": ("an inserted file", "插入的文件"), "subDoc": ("a subdocument", "子文档"),
    "textpath": ("WordArt", "艺术字"), "contentPart": ("handwriting", "手写墨迹"),
}  # fmt: skip
"""What holds words that are not read."""
_OF_A_DAY = "dayShort monthShort yearShort dayLong monthLong yearLong pgNum".split()
"""What old files have for a day or the number of a page, without a result that was saved (ISO/IEC 29500-1, 17.3.3)."""
_VERSIONS = frozenset("wps wpg wpc wp14 w14 w15 a14 cx cx1 cx2 cx3 cx4 cx5 cx6 cx7 cx8".split())
"""What a version of `AlternateContent` may require to be read here: shapes, groups, canvases, charts.

Not signs (w16se), ink (wpi) and models (am3d), of which a plain second version says more.
"""


@dataclass(frozen=True)
class StressedText:
    """Some characters of one kind of stress: `strong`, `em` or none; `dots`: with emphasis dots."""

    text: str
    stress: str = ""
    dots: bool = False


@dataclass
class Runs:
    """A paragraph as it is read: its lines, and what stands in it. `shown`: ids of pictures and the text before each."""

    lines: list[list[StressedText]] = field(default_factory=lambda: [[]])
    shown: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """Its lines without anything else."""
        return ["".join(piece.text for piece in line) for line in self.lines]

    @property
    def blank(self) -> bool:
        """Whether no character is in it."""
        return not any(text.strip() for text in self.texts)


Notice = Callable[..., None]
"""`notice(kind, **facts)`: what a person should be told of; `kind` is a word, not a code."""


@dataclass
class RunReader:
    """Reads paragraph after paragraph; a field may go on from one to the next."""

    styles: WordStyles
    notice: Notice
    fields: list[list[str]] = field(default_factory=list)
    """Open fields: each its code, and once its result has begun a second string."""

    @property
    def in_code(self) -> bool:
        """Whether a field has begun of which the result has not: what follows is its code, and is not printed."""
        return any(len(one) == 1 for one in self.fields)

    def read(self, paragraph: Any, into: Runs | None = None) -> Runs:
        """The runs of a paragraph, after those of `into`."""
        runs = into or Runs()
        hidden = self.styles.hidden(paragraph)
        for run in self._runs(paragraph):
            self._run(run, runs, hidden)
        return runs

    def _runs(self, parent: Any) -> Iterator[Any]:
        for child in parent:
            name = local(child)
            if name == "r":
                yield child
            elif name in _GONE:
                self._gone(child)
            elif name in _AROUND:
                if name in ("ins", "moveTo"):
                    self.notice("inserted")
                if unfilled(child):
                    self.notice("unfilled")
                self._simple(child)
                yield from self._runs(chosen(child) if name == "AlternateContent" else child)
            elif name in ("oMath", "oMathPara"):
                self.notice("object", of="oMath")
            elif name in ("subDoc", "contentPart"):
                self.notice("object", of=name)

    def _gone(self, element: Any) -> None:
        if any(one.text for one in element.iter(f"{WORD}delText", f"{WORD}t")):
            self.notice("deleted")

    def _simple(self, element: Any) -> None:
        if local(element) == "fldSimple":
            self._field(element.get(f"{WORD}instr", ""), has_result=any(one.text for one in element.iter(f"{WORD}t")))

    def _field(self, code: str, has_result: bool) -> None:
        if hit := _CHANGING.match(code):
            self.notice("field", code=hit[1].upper())
        elif (hit := _DRAWN.match(code)) and not has_result:
            self.notice("object", of="field", what=f"the field {hit[1].upper()}", what_zh=f"域 {hit[1].upper()}")

    def _run(self, run: Any, runs: Runs, hidden: bool) -> None:
        styles = self.styles
        if (hidden and not styles.shown(run)) or styles.has(run, "vanish"):
            if any(one.text for one in run.iter(f"{WORD}t")):
                self.notice("hidden")
            for one in run.iter(f"{WORD}fldChar", f"{WORD}instrText"):
                self._code(one, local(one))
            return
        stress = "strong" if styles.has(run, "b") else "em" if styles.has(run, "i") else ""
        self._children(run, runs, StressedText("", stress, styles.dotted(run)))
        self._plain(run)

    def _plain(self, run: Any) -> None:
        """What a run looks like that cannot be kept, and changes what its characters say."""
        if not any((one.text or "").strip() for one in run.iter(f"{WORD}t")):
            return
        if self.styles.has(run, "strike", "dstrike"):
            self.notice("struck")
        raised = run.find(f"{WORD}rPr/{WORD}vertAlign")
        if raised is not None and raised.get(f"{WORD}val") in ("superscript", "subscript"):
            self.notice("raised")

    def _children(self, parent: Any, runs: Runs, form: StressedText) -> None:
        for child in parent:
            name = local(child)
            if name == "AlternateContent":
                self._children(chosen(child), runs, form)
            elif name in ("fldChar", "instrText"):
                self._code(child, name)
            elif self.in_code:
                continue
            elif name in _TEXTS:
                text = _TEXTS[name](child)
                # A new page in the midst of a paragraph is a blank between words; between Han there is none.
                last = runs.lines[-1][-1].text if runs.lines[-1] else ""
                turned = name == "br" and text == " " and last[-1:] >= "\u2e80"
                self._text("" if turned else text, runs, form)
            elif name in _OTHERS:
                _OTHERS[name](self, child, runs, form)

    def _text(self, text: str, runs: Runs, form: StressedText) -> None:
        first, *more = text.split("\n")
        runs.lines[-1].append(StressedText(first, form.stress, form.dots))
        runs.lines += [[StressedText(line, form.stress, form.dots)] for line in more]

    def _code(self, element: Any, name: str) -> None:
        """A field: its beginning, its code, where its result begins, its end."""
        kind = element.get(f"{WORD}fldCharType")
        if name == "instrText":
            if self.fields and len(self.fields[-1]) == 1:
                self.fields[-1][0] += element.text or ""
        elif kind == "begin":
            self.fields.append([""])
        elif kind == "separate" and self.fields:
            self.fields[-1].append("")
        elif kind == "end" and self.fields:
            code, *result = self.fields.pop()
            self._field(code, bool(result))

    def _symbol(self, element: Any, runs: Runs, form: StressedText) -> None:
        face, number = element.get(f"{WORD}font", ""), element.get(f"{WORD}char", "")
        character = symbol(face, number)
        if character is None:
            self.notice("object", of="symbol", what=f"the sign {number} of {face}", what_zh=f"{face} 字体的符号 {number}")
        self._text(character or "", runs, form)

    def _ruby(self, element: Any, runs: Runs, form: StressedText) -> None:
        """A reading over its characters, in the dialect's braces if it can stand in them."""
        base, reading = (self._inner(element, name) for name in ("rubyBase", "rt"))
        if not base.strip() or not reading.strip() or re.search(r"[{}|\\*\n]", base + reading):
            self.notice("reading")
            self._text((base + reading).replace("\n", " "), runs, form)
        else:
            self._text(f"{{{base.strip()}|{reading.strip()}}}", runs, form)

    def _inner(self, element: Any, name: str) -> str:
        part = element.find(f"{WORD}{name}")
        inner = Runs()
        for run in self._runs(part) if part is not None else ():
            self._run(run, inner, False)
        return "\n".join(inner.texts)

    def _drawing(self, element: Any, runs: Runs, form: StressedText) -> None:
        """A picture, a text box, or what cannot be read."""
        for one in _drawn(element):
            name = local(one)
            if name == "txbxContent":
                runs.boxes.append(one)
            elif name == "graphicData":
                kind = next((kind for kind in OBJECTS if kind in one.get("uri", "")), None)
                if kind:
                    self.notice("object", of=kind)
            elif name == "textpath" and one.get("string", "").strip():
                self.notice("object", of=name)
            elif name in ("blip", "imagedata"):
                self._picture(one, runs)

    def _picture(self, element: Any, runs: Runs) -> None:
        ident = element.get(_EMBED) or (element.get(_ID) if local(element) == "imagedata" else None)
        if ident:
            runs.shown.append((ident, not runs.blank))
        elif element.get(_LINK):
            self.notice("linked")

    def _note(self, element: Any, runs: Runs, form: StressedText) -> None:
        runs.notes.append((local(element).removesuffix("Reference"), element.get(f"{WORD}id", "")))

    def _comment(self, element: Any, runs: Runs, form: StressedText) -> None:
        self.notice("comment")

    def _object(self, element: Any, runs: Runs, form: StressedText) -> None:
        self.notice("object", of=local(element))

    def _of_a_day(self, element: Any, runs: Runs, form: StressedText) -> None:
        self.notice("object", of="field", what=f"the field {local(element)}", what_zh=f"域 {local(element)}")


_TEXTS: dict[str, Callable[[Any], str]] = {
    "t": lambda one: re.sub(r"[\r\n\t]", " ", one.text or ""), "tab": lambda one: "\t", "ptab": lambda one: "\t",
    "br": lambda one: " " if one.get(f"{WORD}type") in ("page", "column") else "\n", "cr": lambda one: "\n",
    "noBreakHyphen": lambda one: "-",
}  # fmt: skip
"""What each element of a run comes to as text."""
_OTHERS: dict[str, Callable[[RunReader, Any, Runs, StressedText], None]] = {
    "sym": RunReader._symbol, "ruby": RunReader._ruby, "drawing": RunReader._drawing, "pict": RunReader._drawing,
    "footnoteReference": RunReader._note, "endnoteReference": RunReader._note, "commentReference": RunReader._comment,
    "object": RunReader._object, "contentPart": RunReader._object, **dict.fromkeys(_OF_A_DAY, RunReader._of_a_day),
}  # fmt: skip


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def chosen(alternatives: Any) -> Any:
    """Of what Word keeps twice the first that can be read here (ISO/IEC 29500-3, 7.6)."""
    versions = list(alternatives)
    read = (one for one in versions if _VERSIONS.issuperset(one.get("Requires", "").split()))
    return next(read, versions[0] if versions else alternatives)


def unfilled(element: Any) -> bool:
    """Whether this is a content control that shows what to put into it."""
    shows = element.find(f"{WORD}sdtPr/{WORD}showingPlcHdr") if local(element) == "sdt" else None
    return shows is not None and any((one.text or "").strip() for one in element.iter(f"{WORD}t"))


def _drawn(parent: Any) -> Iterator[Any]:
    """The parts of a drawing in their order; what stands in a box is not looked into."""
    for child in chosen(parent) if local(parent) == "AlternateContent" else parent:
        yield child
        if local(child) != "txbxContent":
            yield from _drawn(child)
