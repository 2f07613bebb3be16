"""Reading text and glyphs back from a stranger's files, each looked over for what would take too long first."""

from __future__ import annotations

from collections.abc import Callable

from ..alto_text import alto_text
from ..book import read as read_book
from ..book_text import epub_text
from ..readback import Shown, pdf_text, shown
from .fault import broken
from .sound import look_over


def text_reader(name: str) -> Callable[[bytes], str]:
    """What reads the text of a file of a deposit, by how its name ends."""
    return {"pdf": text_of_pdf, "epub": text_of_epub, "xml": alto_text}[name.rpartition(".")[2]]


def text_of_pdf(data: bytes) -> str:
    """The text of a PDF in the order of its tags. Raises ValueError, and whatever pikepdf does."""
    look_over(data)
    return pdf_text(data)


def glyphs_of_pdf(data: bytes) -> list[Shown]:
    """Every glyph of a PDF. Raises as `text_of_pdf`."""
    look_over(data)
    return shown(data)


def text_of_epub(data: bytes) -> str:
    """The text of a book. Raises ValueError for one that cannot be opened."""
    book, noticed = read_book("book", data)
    if book is None or book.package is None or not book.spine:
        raise broken(*(noticed[0].message(lang) for lang in ("en", "zh"))) if noticed else broken("no book", "不是电子书")
    return epub_text(data)
