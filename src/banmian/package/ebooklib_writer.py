"""EbookLib as packager: its container, manifest and spine; never its calls that parse or rewrite what we give it.

EbookLib 0.20 re-parses chapters as HTML and loses text, stamps local time and writes straight onto its target. So every
item goes in as raw bytes, the package file is finished by us, and the archive has fixed times and order.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from ebooklib import epub
from lxml import etree

_OPF = "http://www.idpf.org/2007/opf"
_XML = "http://www.w3.org/XML/1998/namespace"
_ZIPS_BEGIN, _ZIPS_END = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""The earliest and the latest time that a zip can say."""
_STORED = (".jpg", ".png")
"""Deflated already."""


class Raw(epub.EpubItem):  # type: ignore[misc]  # EbookLib is not typed
    """An item whose bytes go into the book untouched. XHTML must be well formed (raises etree.XMLSyntaxError)."""

    def __init__(self, name: str, media_type: str, data: bytes, properties: tuple[str, ...] = (), uid: str = "") -> None:
        own = uid or name.replace("/", "-").replace(".", "-")
        super().__init__(uid=own, file_name=name, media_type=media_type, content=data)
        self.properties = list(properties)
        self.reference: tuple[str, ...] = ()  # properties of its place in the spine, which EbookLib cannot express
        if media_type.endswith("+xml"):
            etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


class _SteadyZip(zipfile.ZipFile):
    """A zip whose bytes depend on its content only."""

    def __init__(self, target: io.BytesIO, stamp: tuple[int, ...]) -> None:
        super().__init__(target, "w")
        self.stamp = stamp

    def writestr(self, name: Any, data: Any, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        name = getattr(name, "filename", name)
        if name in self.NameToInfo:
            raise ValueError(f"two files named {name}")
        info = zipfile.ZipInfo(name, self.stamp)  # type: ignore[arg-type]
        info.create_system, info.external_attr = 3, 0o100644 << 16
        stored = name == "mimetype" or name.endswith(_STORED)
        super().writestr(info, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, 9)


class _BookWriter(epub.EpubWriter):  # type: ignore[misc]  # EbookLib is not typed
    """The two methods of EbookLib's writer that cannot be left to it."""

    def write(self) -> None:
        """Write into memory, the mimetype first."""
        self.target = io.BytesIO()
        with _SteadyZip(self.target, self.options["stamp"]) as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        """Finish the package document: language, properties of spine entries, no attributes of EPUB 2."""
        # EbookLib sets xmlns as a plain attribute and declares a prefix for the same namespace; parse it afresh.
        text = etree.tostring(root).replace(f' xmlns:opf="{_OPF}"'.encode(), b"")
        root = etree.fromstring(text, etree.XMLParser(remove_blank_text=True))
        root.set(f"{{{_XML}}}lang", self.book.language)
        for element in root.iter(f"{{{_OPF}}}meta"):
            if element.get("name") == "generator":
                element.set("content", self.options["generator"])
        spine = root.find(f"{{{_OPF}}}spine")
        items = {item.id: item for item in self.book.items}
        for reference in spine:
            reference.attrib.pop("linear", None)
            if properties := items[reference.get("idref")].reference:
                reference.set("properties", " ".join(properties))
        etree.cleanup_namespaces(root, keep_ns_prefixes=["dc"])
        data = etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True)
        self.out.writestr(f"{self.book.FOLDER_NAME}/content.opf", data)


def write_book(book: epub.EpubBook, modified: datetime.datetime, generator: str, direction: str) -> bytes:
    """The bytes of a book. `modified` must be aware (UTC); `direction` of its pages: ltr or rtl."""
    book.set_direction(direction)
    options = {
        "mtime": modified, "stamp": min(max(modified.timetuple()[:6], _ZIPS_BEGIN), _ZIPS_END), "generator": generator,
        "epub2_guide": True, "epub3_pages": False, "epub3_landmark": False,
    }  # fmt: skip
    writer = _BookWriter("unused", book, options)
    writer.process()
    writer.write()
    return bytes(writer.target.getvalue())
