"""Reading text back from a finished EPUB, in the order of its spine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .book import XHTML, read


def epub_text(data: bytes) -> str:
    """The text of an EPUB's spine without white space; what is marked as generated does not count."""
    return "".join("".join(_texts(body)) for body in _bodies(data))


def fixed_text(data: bytes) -> str:
    """The text that stands over the pictures of an EPUB's fixed pages, in order, without white space."""
    found = (e for body in _bodies(data) for e in body.iter(f"{XHTML}div") if "overlay" in (e.get("class") or ""))
    return "".join("".join("".join(element.itertext()).split()) for element in found)


def _bodies(data: bytes) -> Iterator[Any]:
    """The bodies of the spine's documents."""
    book, _ = read("book", data)
    documents = (book.documents.get(path) for path in book.spine) if book else ()
    for document in documents:
        body = None if document is None else document.find(f"{XHTML}body")
        if body is not None:
            yield body


def _texts(element: Any) -> Iterator[str]:
    if "generated" in (element.get("class") or "").split():
        return
    yield "".join((element.text or "").split())
    for child in element:
        yield from _texts(child)
        yield "".join((child.tail or "").split())
