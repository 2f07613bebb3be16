"""The one place where WeasyPrint is imported: what of it this folder uses (docs/engine.md lists its private parts)."""

from __future__ import annotations

from .light_import import without_unused

with without_unused():
    import weasyprint
    import weasyprint.document
    import weasyprint.layout
    from weasyprint import CSS, DEFAULT_OPTIONS, HTML
    from weasyprint.css import ColorProfile
    from weasyprint.document import Document, Page
    from weasyprint.formatting_structure import boxes
    from weasyprint.images import get_image_from_uri
    from weasyprint.pdf import fonts as pdf_fonts
    from weasyprint.pdf import tags
    from weasyprint.pdf.metadata import DocumentMetadata
    from weasyprint.pdf.stream import Stream as PageStream
    from weasyprint.text.ffi import ffi, fontconfig, pango
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import Layout as Line
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ffi.cdef("FcBool FcConfigSetCurrent(FcConfig *config);")


def asked(faces: FontConfiguration) -> None:
    """Have the process ask these faces: Pango's map for FreeType takes the order in which faces help each other out from
    the process's configuration, the first one, and not from its own (`pango_ft2_font_map_default_substitute`).
    """
    fontconfig.FcConfigSetCurrent(faces._config)


__all__ = [
    "CSS",
    "DEFAULT_OPTIONS",
    "HTML",
    "ColorProfile",
    "Document",
    "DocumentMetadata",
    "FatalURLFetchingError",
    "FontConfiguration",
    "Line",
    "Page",
    "PageStream",
    "URLFetcher",
    "URLFetcherResponse",
    "asked",
    "boxes",
    "ffi",
    "get_image_from_uri",
    "pango",
    "pdf_fonts",
    "tags",
    "weasyprint",
]
