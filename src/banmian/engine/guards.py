"""Running engine code on what strangers wrote: what it complains of, breaks at or would never end with is a message.

What the engine keeps for the process is put in place for the time of a call and taken away after it.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ..diagnostics import Diagnostic, Refused
from .blame import Blame
from .hard_work import check_nesting
from .tag_tree import OWN_TAGS
from .weasy import FatalURLFetchingError, pdf_fonts, tags, weasyprint

MOST_COMPLAINTS = 20
"""Complaints that are shown at a time."""


class _Log(logging.Handler):
    """Keeps what the engine complains about: an ERROR or WARNING of the engine is never passed over."""

    def __init__(self, said: Callable[[str], Diagnostic]) -> None:
        super().__init__(logging.WARNING)
        self.said, self.records = said, list[Diagnostic]()

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.records) < MOST_COMPLAINTS:
            self.records.append(self.said(record.getMessage()))


@contextmanager
def watched(said: Callable[[str], Diagnostic]) -> Iterator[None]:
    """Run engine code; raise `Refused` when it logged anything. `said` makes a diagnostic of a complaint."""
    log = _Log(said)
    weasyprint.LOGGER.addHandler(log)
    weasyprint.LOGGER.propagate = False
    try:
        yield
    finally:
        weasyprint.LOGGER.removeHandler(log)
    if log.records:
        raise Refused(log.records)


ALONE = threading.RLock()
"""What the engine keeps for the whole process (log, deflate of its writer, tags, collector of cycles, fontconfig) is
changed while it runs for one of ours: one thread at a time. No process is forked while another thread is in there.
"""
os.register_at_fork(before=ALONE.acquire, after_in_parent=ALONE.release, after_in_child=ALONE.release)


class _TooManyPages(Exception):
    """The furniture runs over one page."""


@contextmanager
def on_one_page() -> Iterator[None]:
    """Let the engine make two pages at most: a box as high as a tower would make millions."""
    make = weasyprint.layout.make_all_pages

    def some(*args: Any) -> Iterator[Any]:
        for number, page in enumerate(make(*args)):
            if number == 2:
                raise _TooManyPages
            yield page

    weasyprint.layout.make_all_pages = some
    try:
        yield
    finally:
        weasyprint.layout.make_all_pages = make


@contextmanager
def looked_at(blame: Blame) -> Iterator[None]:
    """Look at the boxes that the engine has made before it lays them out."""
    lay_out = weasyprint.document.layout_document

    def looked_at(html: Any, root: Any, *args: Any) -> Any:
        check_nesting(root, blame)
        return lay_out(html, root, *args)

    weasyprint.document.layout_document = looked_at
    try:
        yield
    finally:
        weasyprint.document.layout_document = lay_out


@contextmanager
def blamed(blame: Blame) -> Iterator[None]:
    """Run engine code on what a designer wrote: whatever breaks it is a message with the designer's file."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except _TooManyPages:
        raise Refused([Diagnostic("E002", blame.start(), {"pages": "3+"})]) from None
    except FatalURLFetchingError as fault:
        if isinstance(fault.__cause__, Refused | MemoryError):  # of the file, not of its name
            raise fault.__cause__ from None
        url = str(fault.__cause__ or fault).rpartition(": ")[2]
        raise Refused([Diagnostic("L038", blame.text((url,)), {"url": url, "names": "…"})]) from fault
    except Exception as fault:  # the engine raises anything at odd styles: divisions by zero, wrong types, any depth
        said = f"{type(fault).__name__}: {fault}"[:200]
        raise Refused([Diagnostic("L042", blame.start(), {"fault": said})]) from fault


@contextmanager
def with_own_tags() -> Iterator[None]:
    """Let the tag builder know our own elements."""
    known = tags._get_pdf_tag
    tags._get_pdf_tag = lambda tag: OWN_TAGS.get(tag) or known(tag)
    try:
        yield
    finally:
        tags._get_pdf_tag = known


@contextmanager
def copied_once(copies: dict[Any, bytes], known: Iterable[bytes]) -> Iterator[None]:
    """Let the engine copy a font file out of HarfBuzz once instead of for every PDF. Of one that is `known` no copy stays.

    `copies`: by HarfBuzz's faces, which it holds: the address of a face that is gone could become another one's.
    """
    copy = pdf_fonts.get_hb_object_data

    def once(face: Any, *of_a_glyph: Any) -> Any:
        if of_a_glyph:
            return copy(face, *of_a_glyph)
        if face not in copies:
            data = copy(face)
            copies[face] = next((file for file in known if file == data), data)
        return copies[face]

    pdf_fonts.get_hb_object_data = once
    try:
        yield
    finally:
        pdf_fonts.get_hb_object_data = copy
