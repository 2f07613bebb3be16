"""What the styles of a Word file say of its paragraphs and runs, asked through python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..diagnostics import Refused
from .word_file import WORD, WordFile

if TYPE_CHECKING:
    from docx.document import Document

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.I)
_TITLE, _SUBTITLE, _CAPTION = ("title", "标题", "標題"), ("subtitle", "副标题", "副標題"), ("caption", "题注", "標號")
_RAISED = (KeyError, ValueError, AttributeError, TypeError)
"""What the library raises for XML of another shape."""
_OFF = ("0", "false", "off", "none")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_PARTS = {"styles": "styles", "numbering": "numbering"}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(file: WordFile) -> Document:
    """The file in python-docx: its text, styles and lists, and no other part, whatever else it names.

    Other parts may be missing, lie outside or be endless; the library would open them all.
    """
    import docx

    try:
        return docx.Document(io.BytesIO(_light(file)))
    except _RAISED as fault:
        raise Refused([file.broken()]) from fault


def _light(file: WordFile) -> bytes:
    """A package of the three parts, under names of ours."""
    parts = {name: part for name in _PARTS for part in list(file.parts(name))[:1]}
    for name, part in parts.items():
        if file.xml(part).tag != f"{WORD}{name}":  # looked at: no entities, not too large
            raise Refused([file.broken()])
    types = "".join(_override(f"/word/{name}.xml", name) for name in parts) + _override(
        "/word/document.xml", "document.main"
    )
    said = "".join(_relation(n, name, f"{name}.xml") for n, name in enumerate(parts))
    packed = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{_RELS}{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{_relation(0, 'officeDocument', 'word/document.xml')}</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in packed.items():
            made.writestr(name, text)
        for name, part in {**parts, "document": file.main}.items():
            made.writestr(f"word/{name}.xml", file.members[part])
    return out.getvalue()


_RELS = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'


def _override(part: str, name: str) -> str:
    return f'<Override PartName="{part}" ContentType="{_TYPE.format(name)}"/>'


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


@dataclass
class WordStyles:
    """The styles of a document, each looked up once."""

    file: WordFile
    document: Document
    _chains: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def role(self, paragraph: Any) -> str:
        """What a paragraph is by its style: `#` to `######`, `>` of a subtitle, `caption`, or nothing.

        A level of the outline that the paragraph has of its own counts before its style.
        """
        own = paragraph.find(f"{WORD}pPr/{WORD}outlineLvl")
        if own is not None:
            return _level(own)
        for style in self._of(paragraph, "pPr", "pStyle"):
            name = (_said(style.element, "name") or "").strip().lower()
            if hit := _HEADING.fullmatch(name):
                return "#" * min(6, int(hit[1]))
            for names, role in ((_TITLE, "##"), (_SUBTITLE, ">"), (_CAPTION, "caption")):
                if name in names:
                    return role
            outline = style.element.find(f"{WORD}pPr/{WORD}outlineLvl")
            if outline is not None:
                return _level(outline)
        return ""

    def listed(self, paragraph: Any) -> tuple[str, int] | None:
        """The list that a paragraph is numbered in, and its level there."""
        properties = [paragraph.find(f"{WORD}pPr/{WORD}numPr")]
        properties += [style.element.find(f"{WORD}pPr/{WORD}numPr") for style in self._of(paragraph, "pPr", "pStyle")]
        number = level = None
        for one in properties:
            if one is not None:
                number = number or _said(one, "numId")
                level = level or _said(one, "ilvl")
        if number in (None, "", "0"):
            return None
        return str(number), _figure(level)

    def has(self, run: Any, *names: str) -> bool:
        """Whether a run is bold (`b`), hidden (`vanish`) and so on, of its own or by a style of characters."""
        own = run.find(f"{WORD}rPr")
        said = [_on(own, name) for name in names]
        for style in self._of(run, "rPr", "rStyle"):
            said += [_on(style.element.find(f"{WORD}rPr"), name) for name in names]
        return next((one for one in said if one is not None), False)

    def hidden(self, paragraph: Any) -> bool:
        """Whether the style of a paragraph hides its text."""
        said = (_on(style.element.find(f"{WORD}rPr"), "vanish") for style in self._of(paragraph, "pPr", "pStyle"))
        return next((one for one in said if one is not None), False)

    def shown(self, run: Any) -> bool:
        """Whether a run says of its own that it is not hidden."""
        return _on(run.find(f"{WORD}rPr"), "vanish") is False

    def dotted(self, run: Any) -> bool:
        """Whether dots stand at its characters."""
        mark = run.find(f"{WORD}rPr/{WORD}em")
        return mark is not None and mark.get(f"{WORD}val") not in ("none", None)

    def _of(self, element: Any, properties: str, name: str) -> list[Any]:
        """The style that an element names, and those that it is based on."""
        named = element.find(f"{WORD}{properties}/{WORD}{name}")
        ident = "" if named is None else named.get(f"{WORD}val", "")
        key = (name, ident)
        if key not in self._chains:
            try:
                self._chains[key] = list(_chain(self.document.styles, ident, name == "pStyle"))
            except _RAISED as fault:
                raise Refused([self.file.broken()]) from fault
        return self._chains[key]


def _chain(styles: Any, ident: str, paragraph: bool) -> Iterator[Any]:
    from docx.enum.style import WD_STYLE_TYPE

    if not ident and not paragraph:
        return
    kind = WD_STYLE_TYPE.PARAGRAPH if paragraph else WD_STYLE_TYPE.CHARACTER
    style, seen = styles.get_by_id(ident or None, kind), set[str]()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _level(outline: Any) -> str:
    value = outline.get(f"{WORD}val", "9")
    return "#" * min(6, int(value) + 1) if value in tuple("012345678") else ""


def _said(parent: Any, name: str) -> str | None:
    found = parent.find(f"{WORD}{name}")
    return None if found is None else found.get(f"{WORD}val")


def _figure(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _on(properties: Any, name: str) -> bool | None:
    """A property that is on or off; None where nothing is said of it."""
    found = None if properties is None else properties.find(f"{WORD}{name}")
    return None if found is None else found.get(f"{WORD}val", "1").lower() not in _OFF
