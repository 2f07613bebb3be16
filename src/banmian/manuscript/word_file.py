"""A Word file as a package: opened within limits, its parts by what they are to it, its XML without entities.

Both readings of a Word file begin here, and nothing here knows what is text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from ..diagnostics import Diagnostic, Refused
from ..limits import MB, WORD_FILES, WORD_PACKING, WORD_PACKING_FROM, WORD_PART_BYTES, WORD_UNPACKED_BYTES
from ..model import Span
from ..zips import Members, Room, Unpackable, unpack

ROOM = Room(WORD_FILES, WORD_UNPACKED_BYTES, WORD_PACKING, WORD_PACKING_FROM)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAIN = "officeDocument"
_OLE = b"\xd0\xcf\x11\xe0"
"""What files begin with that are older than .docx, or locked by a password (MS-CFB, 2.2)."""
_WHY = {
    "broken": ("the file is damaged", "文件已损坏"),
    "locked": ("a part of it is locked", "里面有加密的部分"),
    "method": ("a part of it is packed in an unusual way", "里面有用特殊方法压缩的部分"),
    "link": ("it holds a link", "里面有链接文件"),
    "overlap": ("its parts lie upon each other", "里面各部分互相重叠"),
    "old": ("it is of an older kind, or locked by a password", "是旧格式文件，或加了密码"),
    "other": ("it is no Word file", "不是 Word 文件"),
    "strict": ("it was saved as “Strict Open XML”", "存成了“Strict Open XML”格式"),
    "macros": ("it is a file with macros", "是带宏的文件"),
    "xml": ("the XML in it is broken", "里面的 XML 有错误"),
    "dtd": ("the XML in it declares entities", "里面的 XML 声明了实体"),
}
_TOO_MUCH = {
    "files": ("files in it", "里面的文件数", WORD_FILES),
    "unpacked": ("MB when it is unpacked", "解开后的兆字节数", WORD_UNPACKED_BYTES // MB),
    "bomb": ("MB when it is unpacked", "解开后的兆字节数", WORD_PACKING_FROM // MB),
}


@dataclass(frozen=True)
class Relation:
    """What a part says of another one: the last word of its kind (`image`), and where it is; `outside`: in no part."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True)
class WordFile:
    """An opened file: its display path, its members by name, and the name of its text."""

    path: str
    members: Members
    main: str
    _related: dict[str, dict[str, Relation]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _notes: dict[str, dict[str | None, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part names, by id; its list is read once."""
        if part not in self._related:
            self._related[part] = _relations(self.path, self.members, part)
        return self._related[part]

    def broken(self) -> Diagnostic:
        """That its XML is of no use."""
        return _no(self.path, "xml").diagnostics[0]

    def parts(self, kind: str) -> Iterator[str]:
        """The parts of one kind that the text names, and that there are."""
        found = (one.target for one in self.relations(self.main).values() if one.kind == kind and not one.outside)
        return (target for target in found if target in self.members)

    def xml(self, part: str) -> Any:
        """The root of a part. Raises `Refused` for one that is broken, too large, or declares entities."""
        return _xml(self.path, part, self.members)

    def root(self, kind: str) -> Any | None:
        """The root of the first part of a kind, if there is one."""
        return next((self.xml(part) for part in self.parts(kind)), None)

    def note(self, kind: str, ident: str) -> Any | None:
        """The note (`footnote`, `endnote`) of a number: the first, if there are several. A kind's part is read once."""
        if kind not in self._notes:
            root = self.root(f"{kind}s")
            self._notes[kind] = {one.get(f"{WORD}id"): one for one in reversed(root)} if root is not None else {}
        return self._notes[kind].get(ident)


def opened(path: str, data: bytes) -> WordFile:
    """A Word file. Raises `Refused`: P090 (it cannot be opened), P091 (more of something than a limit allows)."""
    if data.startswith(_OLE):
        raise _no(path, "old")
    if not data.startswith(b"PK"):
        raise _no(path, "other")
    members = _members(path, data)
    relations = _relations(path, members, "").values()
    main = next((one.target for one in relations if one.kind == MAIN and one.target in members), None)
    if main is None:
        raise _no(path, "other")
    root = _xml(path, main, members)
    if root.tag != f"{WORD}document" or root.find(f"{WORD}body") is None:
        raise _no(path, "strict" if "purl.oclc.org" in root.tag else "other")
    if b"macroEnabled" in members.get("[Content_Types].xml", b""):
        raise _no(path, "macros")
    return WordFile(path, members, main)


def _members(path: str, data: bytes) -> Members:
    try:
        return unpack(data, ROOM)[1]
    except Unpackable as fault:
        if fault.why not in _TOO_MUCH:
            raise _no(path, fault.why) from fault
        what, what_zh, limit = _TOO_MUCH[fault.why]
        raise Refused([_beyond(path, what, what_zh, fault.facts.get("limit", limit))]) from fault


def _beyond(path: str, what: str, what_zh: str, limit: object) -> Diagnostic:
    return Diagnostic("P091", Span(path, 1, 1, 1), {"what": what, "what_zh": what_zh, "limit": limit})


def _no(path: str, why: str) -> Refused:
    what, what_zh = _WHY[why]
    return Refused([Diagnostic("P090", Span(path, 1, 1, 1), {"what": what, "what_zh": what_zh})])


def _relations(path: str, members: Members, part: str) -> dict[str, Relation]:
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in members:
        return {}
    found = {}
    for one in _xml(path, listed, members).iter(f"{RELATIONSHIPS}Relationship"):
        target = unquote(one.get("Target", ""))
        inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        outside = one.get("TargetMode") == "External"
        found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], target if outside else inside, outside)
    return found


def _xml(path: str, part: str, members: Members) -> Any:
    from lxml import etree

    if len(members[part]) > WORD_PART_BYTES:
        raise Refused([_beyond(path, f"MB in {part}", f"{part} 的兆字节数", WORD_PART_BYTES // MB)])
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(members[part], parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise _no(path, "xml") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise _no(path, "dtd")
    return root
