"""What kinds of files a deposit holds: media type, format as PREMIS names it, PRONOM's id for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Kind:
    """`puid`: the id in PRONOM's registry, nothing where it knows none."""

    mime: str
    name: str
    puid: str = ""


_OWN = {
    "press.pdf": Kind("application/pdf", "PDF/X-4", "fmt/488"),
    "archive.pdf": Kind("application/pdf", "PDF/A-2a", "fmt/476"),
    "alto.xml": Kind("text/xml", "ALTO 4.4", "fmt/101"),
    "mets.xml": Kind("text/xml", "METS 1.12.1", "fmt/101"),
    "premis.xml": Kind("text/xml", "PREMIS 3.0", "fmt/101"),
}
_KINDS = {
    ".pdf": Kind("application/pdf", "PDF"),
    ".epub": Kind("application/epub+zip", "EPUB 3.3", "fmt/483"),
    ".xml": Kind("text/xml", "XML 1.0", "fmt/101"),
    ".xsd": Kind("text/xml", "XML Schema", "x-fmt/280"),
    ".json": Kind("application/json", "JSON", "fmt/817"),
    ".jsonld": Kind("application/ld+json", "JSON-LD", "fmt/880"),
    ".jpg": Kind("image/jpeg", "JPEG"),
    ".jpeg": Kind("image/jpeg", "JPEG"),
    ".png": Kind("image/png", "PNG"),
    ".tif": Kind("image/tiff", "TIFF", "fmt/353"),
    ".tiff": Kind("image/tiff", "TIFF", "fmt/353"),
    ".webp": Kind("image/webp", "WebP"),
    ".svg": Kind("image/svg+xml", "SVG"),
    ".md": Kind("text/markdown", "Markdown", "fmt/1149"),
    ".docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Office Open XML", "fmt/412"),
    ".txt": Kind("text/plain", "plain text", "x-fmt/111"),
    ".toml": Kind("text/plain", "TOML"),
    ".html": Kind("text/html", "HTML"),
    ".css": Kind("text/css", "CSS", "x-fmt/224"),
    ".icc": Kind("application/vnd.iccprofile", "ICC profile"),
    ".icm": Kind("application/vnd.iccprofile", "ICC profile"),
    ".otf": Kind("font/otf", "OpenType", "fmt/520"),
    ".ttf": Kind("font/ttf", "TrueType", "x-fmt/453"),
}
_OTHER = Kind("application/octet-stream", "unknown")


def kind_of(path: str, data: bytes) -> Kind:
    """By its name, which is ours, and of a source file by its ending."""
    name = PurePosixPath(path)
    own = None if name.parts[0] == "source" else _OWN.get(name.name)
    return own or _KINDS.get(name.suffix.lower(), _OTHER)
