"""The one place where WeasyPrint is imported: what of it this folder uses (docs/engine.md lists its private parts)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

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
    from weasyprint.layout import inline
    from weasyprint.pdf import fonts as pdf_fonts
    from weasyprint.pdf import tags
    from weasyprint.pdf.metadata import DocumentMetadata
    from weasyprint.pdf.stream import Stream as PageStream
    from weasyprint.text.ffi import ffi, fontconfig, pango
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import Layout as Line
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ffi.cdef(
    "FcBool FcConfigSetCurrent(FcConfig *config); PangoAttribute *pango_attr_family_new(const char *family);"
    "PangoAttribute *pango_attr_fallback_new(gboolean enable_fallback);"
)


FacedWord = tuple[int, int, str]
"""Where a word or a phrase begins and ends, in bytes, and the family of its face."""


def asked(faces: FontConfiguration) -> None:
    """Have the process ask these faces: Pango's map for FreeType takes the order in which faces help each other out from
    the process's configuration, the first one, and not from its own (`pango_ft2_font_map_default_substitute`).
    """
    fontconfig.FcConfigSetCurrent(faces._config)


def set_in(layout: Any, words: Iterable[FacedWord], alone: Collection[FacedWord]) -> None:
    """Have Pango set words of a line in a face each. For those `alone` no other face is asked, else an accent that the face
    has only on its letter (é) comes from another.
    """
    known = pango.pango_layout_get_attributes(layout)
    attributes = known if known != ffi.NULL else ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for word in words:
        start, end, family = word
        told = [pango.pango_attr_family_new(family.encode())]
        told += [pango.pango_attr_fallback_new(0)] if word in alone else []
        for attribute in told:
            attribute.start_index, attribute.end_index = start, end
            pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout, attributes)


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
    "get_image_from_uri",
    "inline",
    "pdf_fonts",
    "set_in",
    "tags",
    "weasyprint",
]
