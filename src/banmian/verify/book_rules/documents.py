"""The documents of a book: their language, pictures, heads, text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, ERROR, WARNING, Guard
from ..book import XHTML, XML, Book
from ..book_facts import Pages
from ..contrast import StyleReader, drawn

SVG = "{http://www.w3.org/2000/svg}"
WORDS_OF_SVG = "viewBox preserveAspectRatio linearGradient radialGradient clipPath textPath gradientUnits".split()
SHOWN = (
    *(f"{XHTML}{name}" for name in ("img", "video", "audio", "object", "iframe", "canvas")),
    f"{SVG}svg", "{http://www.w3.org/1998/Math/MathML}math",
)  # fmt: skip
"""What a document may show instead of text."""
HAN = "[\u3400-\u9fff\uf900-\ufaff]"


def _languages(root: Any) -> set[str]:
    return {value.lower() for name in ("lang", f"{XML}lang") if (value := root.get(name))}


@rule(
    "B011", BOOK, ERROR, asks=Asks.CLAIM, guards=Guard.STANDARD,
    says=("the document says no language", "文档没有语言"),
    source="WCAG 2.2, 3.1.1; Ace: html-has-lang",
    bad="--- html\n",
    good="--- html\nxml:lang=\"zh\"",
)  # fmt: skip
def language(book: Book, pages: Pages) -> Iterator[Found]:
    """Each document of a book of EPUB 3 says its language."""
    for path, root in pages if book.of_epub_3 else ():
        if not _languages(root):
            yield book.place(path, root), {}


@rule(
    "B081", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("lang and xml:lang of the document differ", "文档的 lang 与 xml:lang 不同"),
    source="HTML, 3.2.6.2; EPUBCheck RSC-005",
    bad="--- html\nlang=\"ja\" xml:lang=\"zh\"",
    good="--- html\nlang=\"ZH\" xml:lang=\"zh\"",
)  # fmt: skip
def two_languages(book: Book, pages: Pages) -> Iterator[Found]:
    """A document that says its language twice says the same, capitals aside."""
    for path, root in pages:
        if len(_languages(root)) > 1:
            yield book.place(path, root), {}


@rule(
    "B021", BOOK, ERROR, asks=Asks.CLAIM, guards=Guard.STANDARD,
    says=("a picture without alternative text", "图片没有替代文字"),
    hint=("alt=\"\" for what only decorates", "纯装饰的写 alt=\"\""),
    source="WCAG 2.2, 1.1.1; HTML, 4.8.3, lets what a program made pass without",
    bad="<p><img src=\"cover.png\"/></p>",
    good="<p><img src=\"cover.png\" alt=\"湖上的船\"/></p>",
)  # fmt: skip
def alternative(book: Book, pages: Pages) -> Iterator[Found]:
    """Every picture has an alternative text or says that it is decoration."""
    for path, root in pages:
        for image in root.iter(f"{XHTML}img"):
            if image.get("alt") is None:
                yield book.place(path, image), {}


@rule(
    "B022", BOOK, WARNING, asks=Asks.ADVICE,
    says=("a head of level {level} follows one of level {before}", "{before} 级标题之后是 {level} 级标题"),
    source="EPUB Accessibility Techniques 1.1, 4.4.2; WCAG 2.2, 1.3.1",
    bad="<h1>要闻</h1><h3>主题</h3>",
    good="<h1>要闻</h1><h2>主题</h2>",
)  # fmt: skip
def heads(book: Book, pages: Pages) -> Iterator[Found]:
    """Heads go down one level at a time."""
    for path, root in pages:
        before = 0
        for element in root.iter(*(f"{XHTML}h{n}" for n in range(1, 7))):
            level = int(element.tag[-1])
            if before and level > before + 1:
                yield book.place(path, element), {"before": before, "level": level}
            before = level


@rule(
    "B023", BOOK, ERROR, asks=Asks.HOUSE,
    says=("a document without text or picture", "文档既没有文字也没有图片"),
    source="house: such a document has lost its text",
    bad="<p> </p>",
    good="<p style=\"background: url(cover.png)\"> </p>",
)  # fmt: skip
def emptiness(book: Book, style_fault: str | None) -> Iterator[Found]:
    """A document of the spine shows something: text, pictures, or what its style sheets draw."""
    for path in book.spine:
        root = book.documents.get(path)
        body = None if root is None else root.find(f"{XHTML}body")
        if body is None or any(True for _ in body.iter(*SHOWN)) or book.shows(body):
            continue
        if style_fault is None and not drawn(StyleReader(book), path, root):
            yield book.place(path, body), {}


@rule(
    "B024", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("SVG does not know {name!r}: capitals were lost", "SVG 没有 {name!r}：大小写丢失"),
    source="EPUB 3.3, 6.2.2; SVG 2, 8.6",
    bad="--- manifest\n<item id=\"s\" href=\"s.svg\" media-type=\"image/svg+xml\"/>\n"
    "--- s.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewbox=\"0 0 1 1\"/>",
    good="--- manifest\n<item id=\"s\" href=\"s.svg\" media-type=\"image/svg+xml\"/>\n"
    "--- s.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>",
)  # fmt: skip
def drawings(book: Book) -> Iterator[Found]:
    """SVG's names keep their capitals: `viewbox` is no `viewBox`."""
    wrong = {word.lower() for word in WORDS_OF_SVG}
    for path, root in book.documents.items():
        for element in root.iter(f"{SVG}*"):
            for name in (element.tag.rpartition("}")[2], *element.attrib):
                if name in wrong:
                    yield book.place(path, element), {"name": name}


@rule(
    "B025", BOOK, WARNING, asks=Asks.HOUSE,
    says=("a line break between two inline elements opens a gap between Han", "行内元素之间的换行会在汉字间留下空隙"),
    source="house",
    bad="<p><b>甲</b>\n<b>乙</b></p>",
    good="<p><b>甲</b><b>乙</b></p>",
)  # fmt: skip
def joints(book: Book, pages: Pages) -> Iterator[Found]:
    """No white space in the source between two inline elements that end and begin with Han."""
    inline = {f"{XHTML}{name}" for name in "b i em strong span ruby a u s".split()}
    for path, root in pages:
        gaps = [
            element for element in root.iter(*inline) if element.tail and "\n" in element.tail and element.tail.isspace()
        ]
        edges = _edges(book, root) if gaps else {}
        for element in gaps:
            after: Any = element.getnext()
            between = after is not None and after.tag in inline
            if between and re.match(HAN, edges[element][1]) and re.match(HAN, edges[after][0]):
                yield book.place(path, element), {}


def _edges(book: Book, root: Any) -> dict[Any, tuple[str, str]]:
    """The first and the last character that each element shows, or empty strings: worked out from the innermost on, so that
    elements within each other cost no more than elements in a row.
    """
    edges: dict[Any, tuple[str, str]] = {}
    for _, element in etree.iterwalk(root):  # an element ends before the one that it is in
        book.steps.spend()
        texts = (element.text, *(text for child in element for text in (*edges[child], child.tail)))
        shown = [text.strip() for text in texts if text and not text.isspace()]
        edges[element] = (shown[0][0], shown[-1][-1]) if shown else ("", "")
    return edges
