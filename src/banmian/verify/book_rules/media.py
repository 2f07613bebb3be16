"""Pictures, faces and voices: whether they can be opened, are what they are called, and come in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, ERROR, WARNING, Guard
from ..book import OPS, Book
from ..book_facts import Opened

Spoken = Mapping[str, tuple[tuple[str, Any], ...]]
MOST_PIXELS, MOST_BYTES = 4_000_000, 1_500_000
"""Of a picture: what Kobo's and Standard Ebooks' rules allow."""
CAMERA = ("image/mpo", "image/jpeg")
"""A camera's JPEG of several pictures is a JPEG."""
SMIL = (
    '--- manifest\n<item id="o" href="o.smil" media-type="application/smil+xml"/>\n--- o.smil\n'
    '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0"><body>\n'
)
PAR = '<par{}><text src="p.xhtml#{}"/><audio src="o.mp3"/></par>\n'
END = "</body></smil>"
TWO = '<p id="a">字</p><p id="b">字</p>\n'
BREAK = '<p id="a" role="doc-pagebreak" aria-label="A01">字</p>\n'


@rule(
    "B026", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("the picture cannot be decoded: {fault}", "图片不能解码：{fault}"),
    source="EPUB 3.3, 5.6.2; EPUBCheck PKG-021",
    bad="--- cover.png\nno picture at all",
    good="<p>字</p>",
)  # fmt: skip
def undecoded(book: Book, pictures: tuple[Opened, ...]) -> Iterator[Found]:
    """Pictures can be decoded to the last byte."""
    for one in pictures:
        if one.fault:
            yield book.place(one.item.path), {"fault": one.fault}


@rule(
    "B027", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("declared as {declared}, the picture is {found}", "声明为 {declared}，实为 {found}"),
    source="EPUB 3.3, 5.6.2; EPUBCheck OPF-029",
    bad="--- cover\n<item id=\"cover\" href=\"cover.png\" media-type=\"image/jpeg\" properties=\"cover-image\"/>",
    good="--- cover\n<item id=\"cover\" href=\"cover.png\" media-type=\"image/png\" properties=\"cover-image\"/>",
)  # fmt: skip
def miscalled(book: Book, pictures: tuple[Opened, ...]) -> Iterator[Found]:
    """Pictures are of the kind that the manifest says."""
    for one in pictures:
        declared = one.item.media_type
        if one.kind and one.kind != declared and (one.kind, declared) != CAMERA:
            yield book.place(one.item.path), {"declared": declared, "found": one.kind}


@rule(
    "B028", BOOK, WARNING, asks=Asks.HOUSE,
    says=("a picture of {pixels} megapixels, {bytes} MB; at most 4 and 1.5", "图片 {pixels} 百万像素、{bytes} MB，上限为 4 和 1.5"),
    source="house: the rules of Kobo and of Standard Ebooks",
    comes=("A picture of the book has more pixels or bytes than readers on paper-like screens show.", "书里有图片超过电子纸阅读器能显示的像素或字节。"),
)  # fmt: skip
def large(book: Book, pictures: tuple[Opened, ...]) -> Iterator[Found]:
    """Pictures are not too large for a device."""
    for one in pictures:
        size = len(book.members[one.item.path])
        if one.pixels > MOST_PIXELS or (one.pixels and size > MOST_BYTES):
            yield book.place(one.item.path), {"pixels": f"{one.pixels / 1e6:.1f}", "bytes": f"{size / 1e6:.1f}"}


@rule(
    "B066", BOOK, WARNING, asks=Asks.READING, guards=Guard.LIMIT,
    says=("a picture that costs {pixels} megapixels was not decoded: at most {limit} each, {all} in all", "图片要解 {pixels} 百万像素，没有解码：每幅最多 {limit}，共 {all}"),
    source="docs/limits.md",
    comes=("A picture has more pixels than any page can print, or unpacks to far more than its bytes let one expect.", "图片的像素超过任何版面能印的，或解码后远大于它的字节数。"),
)  # fmt: skip
def costly_picture(book: Book, pictures: tuple[Opened, ...]) -> Iterator[Found]:
    """Pictures can be decoded within the limits."""
    for one in pictures:
        if one.too_much:
            yield book.place(one.item.path), dict(one.too_much)


@rule(
    "B029", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("the face cannot be opened", "字体打不开"),
    source="EPUB 3.3, 5.6.2",
    bad="--- manifest\n<item id=\"f\" href=\"f.otf\" media-type=\"font/otf\"/>\n--- f.otf\nno face at all",
    good="<p>字</p>",
)  # fmt: skip
def closed_face(book: Book, faces: tuple[Opened, ...]) -> Iterator[Found]:
    """Faces can be opened to the last table, packed ones too."""
    for one in faces:
        if one.fault:
            yield book.place(one.item.path), {}


@rule(
    "B067", BOOK, ERROR, asks=Asks.READING, hostile=True, guards=Guard.LIMIT,
    says=("the face was not opened: unpacked at most {limit} MB each, {all} MB in all", "字体没有打开：解压后每个最多 {limit} MB，共 {all} MB"),
    source="docs/limits.md",
    comes=("A face unpacks to more than any face needs.", "字体解压后大得不合常理。"),
)  # fmt: skip
def costly_face(book: Book, faces: tuple[Opened, ...]) -> Iterator[Found]:
    """Faces can be opened within the limits."""
    for one in faces:
        if one.too_much:
            yield book.place(one.item.path), dict(one.too_much)


@rule(
    "B082", BOOK, WARNING, asks=Asks.ADVICE,
    says=("the overlay reads {target} after {before}, which comes later in the text", "有声叠加先读 {before} 后读 {target}，正文的次序正相反"),
    source="EPUB Accessibility 1.1, 3.4.2.3.2; EPUBCheck MED-015",
    bad=TWO + SMIL + PAR.format("", "b") + PAR.format("", "a") + END,
    good=TWO + SMIL + PAR.format("", "a") + PAR.format("", "b") + END,
)  # fmt: skip
def voice(book: Book, spoken: Spoken, reading_order: Mapping[str, int]) -> Iterator[Found]:
    """A media overlay reads the text in its order."""
    for path, texts in spoken.items():
        known = [(target, element) for target, element in texts if target in reading_order]
        for (before, _), (target, element) in pairwise(known):
            if reading_order[target] < reading_order[before]:
                yield book.place(path, element), {"target": target, "before": before}


@rule(
    "B083", BOOK, WARNING, asks=Asks.CLAIM, guards=Guard.STANDARD,
    says=("the overlay reads out the page break {target} and does not call it one (pagebreak)", "有声叠加读出分页 {target}，却没有标明是分页（pagebreak）"),
    source="EPUB Accessibility 1.1, 3.4.1.3.3; Ace: epub-pagelist-mediaoverlays",
    bad=BREAK + SMIL + PAR.format("", "a") + END,
    good=BREAK + SMIL + PAR.format(' epub:type="pagebreak"', "a") + END,
)  # fmt: skip
def voiced_page(book: Book, spoken: Spoken, page_breaks: Mapping[str, Any]) -> Iterator[Found]:
    """Page numbers that are read out can be skipped: the overlay says what they are."""
    for path, texts in spoken.items():
        for target, element in texts if page_breaks else ():
            around = (element, element.getparent())
            named = any("pagebreak" in (one.get(f"{OPS}type") or "").split() for one in around if one is not None)
            if target in page_breaks and not named:
                yield book.place(path, element), {"target": target}
