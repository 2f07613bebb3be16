"""XML that somebody else wrote, as a tree: counted before it is read, nothing fetched, no entity put in its place."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ..diagnostics import Diagnostic
from ..limits import MB
from ..limits_finished import BOOK_ATTRIBUTES, BOOK_ELEMENTS, BOOK_ENTITY_CHARACTERS, BOOK_MARKUP_BYTES
from ..model import Span

UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"<\0\0\0", b"\0\0\0<")
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""Encodings of XML by its first bytes (XML 1.0, appendix F)."""
PLAIN = ("utf-8", "utf8", "us-ascii", "ascii")
DECLARED = re.compile(rb"""[^<]{0,9}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([^"'>]{0,99})""")
SWOLLEN = (
    etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NAME_TOO_LONG, etree.ErrorTypes.ERR_ENTITY_LOOP,
    etree.ErrorTypes.ERR_ENTITY_IS_EXTERNAL, etree.ErrorTypes.ERR_NO_MEMORY,
)  # fmt: skip
"""What the parser says of XML that is made to break parsers: over 256 elements within each other, texts of over 10 MB,
names of over 50 kB, entities that grow or turn in a circle (libxml2's own limits)."""
NESTED = re.compile(r"&(?!#|(?:amp|lt|gt|quot|apos);)")
USED = re.compile(rb"&([^;&<\s]+);")


@dataclass
class MarkupSoFar:
    """What the documents of a book have come to so far."""

    size: int = 0
    elements: int = 0
    attributes: int = 0

    def add(self, data: bytes) -> tuple[str, int] | None:
        """Count a document in UTF-8; the code and the limit that it went over, if it did.

        Each element has its `<`, each attribute its `=`: the counts are never too small, and hardly ever too large.
        """
        self.size += len(data)
        self.elements += data.count(b"<") - data.count(b"</")
        self.attributes += data.count(b"=")
        if self.size > BOOK_MARKUP_BYTES:
            return "B057", BOOK_MARKUP_BYTES // MB
        if self.elements > BOOK_ELEMENTS:
            return "B058", BOOK_ELEMENTS
        return ("B059", BOOK_ATTRIBUTES) if self.attributes > BOOK_ATTRIBUTES else None


def parsed(data: bytes, taken: MarkupSoFar, place: Span) -> Any:
    """A document's root, or the diagnostic that says why there is none."""
    try:
        plain = _in_utf_8(data)
    except (UnicodeError, LookupError) as fault:
        return Diagnostic("B004", place, {"fault": str(fault)})
    if isinstance(plain, str):
        return Diagnostic("B062", place, {"name": plain})
    if over := taken.add(plain):
        return Diagnostic(over[0], place, {"limit": over[1]})
    try:
        root = etree.fromstring(plain, _parser())
    except etree.XMLSyntaxError as fault:
        return Diagnostic("B060" if fault.code in SWOLLEN else "B004", place, {"fault": str(fault)})
    return Diagnostic("B061", place) if _grows(root, plain) else root


def _parser() -> Any:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, dtd_validation=False,
        attribute_defaults=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _in_utf_8(data: bytes) -> bytes | str:
    """The same document in UTF-8, or the name of an encoding that a book may not use (EPUB 3.3, 3.2)."""
    if data.startswith(UTF_32):
        return "UTF-32"
    for start, name in UTF_16.items():
        if data.startswith(start):
            return data.decode(name).encode("utf-8")
    declared = DECLARED.match(data)
    said = declared[1].decode("ascii", "backslashreplace").strip() if declared else "utf-8"
    return data if said.lower() in PLAIN else said


def _grows(root: Any, data: bytes) -> bool:
    """Whether the entities of a document lead outside, hold each other, or come to too much text."""
    kind = root.getroottree().docinfo.internalDTD
    entities = {} if kind is None else {one.name: one.content for one in kind.iterentities()}
    if not entities:
        return False
    if any(text is None or NESTED.search(text) for text in entities.values()):
        return True
    if data.count(b"&") > BOOK_ENTITY_CHARACTERS:
        return True
    used = Counter(match[1] for match in USED.finditer(data))
    return sum(count * len(entities.get(name.decode("utf-8", "replace"), "")) for name, count in used.items()) > (
        BOOK_ENTITY_CHARACTERS
    )
