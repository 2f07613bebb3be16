"""What a file is, as format tools tell it: by the first 64 KiB of its bytes, nothing inflated.

The patterns are those of PRONOM, the format registry of the UK National Archives, as its signature file 109 has them (FIDO
reads the same); what PRONOM asks of a file's end is left out. A format without a pattern is stated by its ending, as the
registry does: JSON, or text whose words say nothing of what it is. 64 KiB is how far DROID looks when nobody tells it more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from ..diagnostics import Diagnostic

WINDOW = 1 << 16
"""Bytes of a file that are looked at."""


@dataclass(frozen=True)
class Format:
    """One format: what PREMIS calls it, its media type, PRONOM's id ("": it has none), the endings of its files, and what
    must all be found in such a file's first bytes.
    """

    name: str
    mime: str
    puid: str
    endings: tuple[str, ...]
    patterns: tuple[bytes, ...] = ()

    @cached_property
    def _compiled(self) -> list[re.Pattern[bytes]]:
        return [re.compile(one, re.DOTALL) for one in self.patterns]

    def fits(self, data: bytes) -> bool:
        """Whether a file's first bytes are those of the format."""
        return all(one.search(data, 0, WINDOW) for one in self._compiled)


_PDF, _JPEG, _PNG, _TIFF = ("application/pdf", "image/jpeg", "image/png", "image/tiff")
_JPEG_ENDINGS = (".jpg", ".jpeg")
_TEXT = "text/plain"
_ANY_PDF = rb"\A.{0,144}%PDF-1\.[0-7]"
_PDFA_SPACE = rb"xmlns:pdfaid=[\"']http://www\.aiim\.org/pdfa/ns/id"
_PART = rb"pdfaid:part(?:=[\"']|>)2(?:[\"']|</pdfaid:part>)"
_LEVEL = rb"pdfaid:conformance(?:=[\"']|>)A(?:[\"']|</pdfaid:conformance>)"
_PDFA = b"%s.*(?:%s.{0,120}%s|%s.{0,120}%s)" % (_PDFA_SPACE, _PART, _LEVEL, _LEVEL, _PART)
_XML = rb"\A.{0,3}<\?xml version=[\"']1\.0[\"']"
_IHDR = rb"\A\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def _exif(version: bytes) -> bytes:
    """A JPEG whose EXIF says that it is of a version, in either order of bytes."""
    here = rb"MM\x00\*.*\x90\x00\x00\x07\x00\x00\x00\x04%s|II\*\x00.*\x00\x90\x07\x00\x04\x00\x00\x00%s" % (
        version,
        version,
    )
    return rb"\A\xff\xd8\xff\xe1.{2}Exif\x00\x00(?:%s)" % here


FORMATS = (
    Format("PDF/A-2a", _PDF, "fmt/476", (".pdf",), (_ANY_PDF, _PDFA)),
    Format("PDF/X-4", _PDF, "fmt/488", (".pdf",), (
        rb"\A%PDF-1\.[0-7]", rb"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
    )),
    Format("PDF 1.7", _PDF, "fmt/276", (".pdf",), (rb"\A.{0,1}%PDF-1\.7",)),
    Format("PDF 1.6", _PDF, "fmt/20", (".pdf",), (rb"\A%PDF-1\.6",)),
    Format("EPUB 3.3", "application/epub+zip", "fmt/483", (".epub",), (
        rb"\APK\x03\x04.{26}mimetypeapplication/epub\+zip",
    )),
    Format("JFIF 1.01", _JPEG, "fmt/43", _JPEG_ENDINGS, (rb"\A\xff\xd8\xff\xe0.{2}JFIF\x00\x01\x01[\x00-\x02]",)),
    Format("JFIF 1.02", _JPEG, "fmt/44", _JPEG_ENDINGS, (rb"\A\xff\xd8\xff\xe0.{2}JFIF\x00\x01\x02[\x00-\x02]",)),
    Format("JFIF 1.00", _JPEG, "fmt/42", _JPEG_ENDINGS, (rb"\A\xff\xd8\xff\xe0.{2}JFIF\x00\x01\x00[\x00-\x02]",)),
    Format("Exif 2.3", _JPEG, "fmt/1507", _JPEG_ENDINGS, (_exif(b"023[0-9]"),)),
    Format("Exif 2.2.1", _JPEG, "fmt/645", _JPEG_ENDINGS, (_exif(b"0221"),)),
    Format("Exif 2.2", _JPEG, "x-fmt/391", _JPEG_ENDINGS, (_exif(b"0220"),)),
    Format("Exif 2.1", _JPEG, "x-fmt/390", _JPEG_ENDINGS, (_exif(b"0210"),)),
    Format("Exif 2.0", _JPEG, "x-fmt/398", _JPEG_ENDINGS, (_exif(b"0200"),)),
    Format("JPEG", _JPEG, "fmt/41", _JPEG_ENDINGS, (rb"\A\xff\xd8\xff",)),
    Format("PNG 1.2", _PNG, "fmt/13", (".png",), (_IHDR + b".*iTXt",)),
    Format("PNG 1.1", _PNG, "fmt/12", (".png",), (_IHDR + b".*(?:iCCP|sPLT|sRGB)",)),
    Format("PNG 1.0", _PNG, "fmt/11", (".png",), (_IHDR,)),
    Format("TIFF", _TIFF, "fmt/353", (".tif", ".tiff"), (rb"\A(?:II\*\x00|MM\x00\*)",)),
    Format("WebP, lossy", "image/webp", "fmt/566", (".webp",), (rb"\ARIFF.{4}WEBPVP8 ",)),
    Format("WebP, lossless", "image/webp", "fmt/567", (".webp",), (rb"\ARIFF.{4}WEBPVP8L",)),
    Format("WebP, extended", "image/webp", "fmt/568", (".webp",), (rb"\ARIFF.{4}WEBPVP8X",)),
    Format("SVG 1.1", "image/svg+xml", "fmt/92", (".svg",), (rb"\A<\?xml version=\"1\.0\".*<svg.*version=\"1\.1\"",)),
    Format("SVG 1.0", "image/svg+xml", "fmt/91", (".svg",), (rb"\A<\?xml version=\"1\.0\".*<svg",)),
    Format("SVG", "image/svg+xml", "", (".svg",)),
    Format("ALTO 4", "text/xml", "fmt/101", (".xml",), (_XML, rb"<alto\s[^>]*http://www\.loc\.gov/standards/alto/ns-v4#")),
    Format("METS", "text/xml", "fmt/101", (".xml",), (_XML, rb"<(?:\w+:)?mets\s[^>]*http://www\.loc\.gov/METS/")),
    Format("PREMIS 3", "text/xml", "fmt/101", (".xml",), (
        _XML, rb"<(?:\w+:)?premis\s[^>]*http://www\.loc\.gov/premis/v3",
    )),
    Format("XML 1.0", "text/xml", "fmt/101", (".xml",), (_XML,)),
    Format("XML Schema", "text/xml", "x-fmt/280", (".xsd",), (_XML,)),
    Format("JSON", "application/json", "fmt/817", (".json",)),
    Format("JSON-LD", "application/ld+json", "fmt/880", (".jsonld",)),
    Format("Markdown", "text/markdown", "fmt/1149", (".md", ".markdown")),
    Format(
        "Office Open XML document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "fmt/412",
        (".docx",), (rb"\APK\x03\x04",),
    ),
    Format("plain text", _TEXT, "x-fmt/111", (".txt",)),
    Format("TOML", _TEXT, "", (".toml",)),
    Format("HTML 5", "text/html", "fmt/471", (".html",), (rb"\A.{0,1024}<!(?:DOCTYPE|doctype).{0,4}(?:HTML|html)>",)),
    Format("HTML", "text/html", "fmt/96", (".html",)),
    Format("CSS", "text/css", "x-fmt/224", (".css",)),
    Format("ICC profile", "application/vnd.iccprofile", "", (".icc", ".icm")),
    Format("OpenType", "font/otf", "fmt/520", (".otf",), (rb"\AOTTO.{8,40}CFF ",)),
    Format("TrueType", "font/ttf", "x-fmt/453", (".ttf",), (rb"\A\x00\x01\x00\x00",)),
)  # fmt: skip
"""Of one ending, the narrower first. PRONOM knows no TOML, no ICC profile, and of ALTO, METS and PREMIS that they are XML:
their patterns are ours.
"""

UNKNOWN = Format("unknown", "application/octet-stream", "", ())


def format_of(path: str, data: bytes) -> Format:
    """The format of a file, by its ending and its first bytes."""
    ending = PurePosixPath(path).suffix.lower()
    return next((one for one in FORMATS if ending in one.endings and one.fits(data)), UNKNOWN)


def unrecognised(path: str, data: bytes, claims: Collection[str]) -> Iterator[Diagnostic]:
    """A V020 for a file that is none of the formats that are claimed for files of its ending. `claims`: their names; names
    that are not in the table are of no account.
    """
    ending = PurePosixPath(path).suffix.lower()
    claimed = [one for one in FORMATS if one.name in claims and ending in one.endings]
    if claimed and not any(one.fits(data) for one in claimed):
        named = " / ".join(f"{one.name} ({one.puid})" for one in claimed)
        yield Diagnostic("V020", None, {"where": path, "claimed": named, "found": format_of(path, data).name})
