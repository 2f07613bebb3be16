"""The table of targets: an output format is a row here and a small module."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """`palette`: colours of the layout. `variant`: what the engine writes. `file`: name, {page} for one file a page.

    `promises`: what the file claims; `flavours`: the veraPDF profiles that judge it ("0": every one it claims).
    """

    name: str
    palette: str
    variant: str
    file: str
    promises: tuple[str, ...]
    flavour: str = ""


TARGETS = {
    "press": Target("press", "cmyk", "pdf/x-4", "press/{page}.pdf", ("PDF/X-4",)),
    "screen": Target("screen", "rgb", "pdf/ua-1", "screen.pdf", ("PDF/UA-1",), "ua1"),
    "archive": Target("archive", "rgb", "pdf/a-2a", "archive.pdf", ("PDF/A-2a", "PDF/UA-1"), "0"),
    "epub": Target("epub", "rgb", "", "issue.epub", ("EPUB 3.3",)),
    "epub-replica": Target("epub-replica", "rgb", "", "issue-replica.epub", ("EPUB 3.3",)),
    "epub-vertical": Target("epub-vertical", "rgb", "", "issue-vertical.epub", ("EPUB 3.3",)),
    "epub-hant": Target("epub-hant", "rgb", "", "issue-hant.epub", ("EPUB 3.3",)),
}
