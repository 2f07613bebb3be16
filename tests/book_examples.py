"""A small good book that a rule's example is put into: what each part of it is, and how an example replaces it."""

from __future__ import annotations

import re

from .hostile_books import packed, png

PARTS = {
    "html": 'lang="zh" xml:lang="zh"',
    "head": "<title>样报</title>",
    "body": "<p>字</p>",
    "css": "",
    "nav": '<nav epub:type="toc"><ol><li><a href="p.xhtml">一</a></li></ol></nav>'
    '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="p.xhtml">一</a></li></ol></nav>',
    "package": 'xml:lang="zh"',
    "modified": '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>',
    "access": '<meta property="schema:accessMode">textual</meta><meta property="schema:accessModeSufficient">textual</meta>'
    '<meta property="schema:accessibilityFeature">tableOfContents</meta>'
    '<meta property="schema:accessibilityHazard">none</meta><meta property="schema:accessibilitySummary">全是文字。</meta>',
    "metadata": "",
    "cover": '<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>',
    "manifest": "",
    "spine": "",
}
"""Parts by name; an example's part stands instead of the book's, and what it calls otherwise is a file."""
PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {html}>'
    '<head>{head}<link rel="stylesheet" href="c.css"/></head><body>{body}</body></html>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" {package}>'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:isbn:9780000000002</dc:identifier>'
    "<dc:title>样报</dc:title><dc:language>zh</dc:language>{modified}{access}{metadata}</metadata><manifest>"
    '<item id="p" href="p.xhtml" media-type="application/xhtml+xml"/><item id="c" href="c.css" media-type="text/css"/>'
    '<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>{cover}{manifest}</manifest>'
    '<spine><itemref idref="p"/>{spine}</spine></package>'
)
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def parts_of(example: str) -> dict[str, str]:
    """An example's parts by name; what stands before the first `--- NAME` is the body of the document."""
    body, *named = re.split(r"^--- (.+)\n", example + "\n", flags=re.MULTILINE)
    found = {name: text.removesuffix("\n") for name, text in zip(named[::2], named[1::2], strict=True)}
    return ({"body": body.removesuffix("\n")} if body.strip() else {}) | found


def example_book(example: str = "") -> bytes:
    """The small book with an example in it."""
    given = parts_of(example)
    parts = PARTS | {name: text for name, text in given.items() if name in PARTS}
    files: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "a.opf": PACKAGE.format(**parts),
        "p.xhtml": PAGE.format(**parts),
        "n.xhtml": PAGE.format(**parts | {"html": PARTS["html"], "body": parts["nav"]}),
        "c.css": parts["css"],
        "cover.png": png(8, 8),
    }
    return packed(files | {name: text for name, text in given.items() if name not in PARTS})
