"""Our own rules for a book: above all what no outside judge finds. Each is a function in the list at the foot."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from PIL import Image

from ..diagnostics import Diagnostic
from ..limits import BOOK_BYTES_AN_ELEMENT, BOOK_ELEMENTS_ANYWAY, FACT_CHARACTERS, RULE_FINDINGS, RULE_STEPS
from ..model import Span
from .book import DC, OPF, XHTML, XML, Book, Item, read
from .budget import Spent, Steps
from .contrast import contrast
from .media import Budget, TooMuch, face_opens, picture
from .relators import RELATORS
from .styles import style_fault

Rule = Callable[[Book], Iterator[Diagnostic]]
FACES = (".otf", ".ttf", ".woff", ".woff2")
LONGEST_NAME = 255
"""Bytes: what file systems take (OCF 3.3, 4.1.3)."""
MOST_PIXELS, MOST_BYTES = 4_000_000, 1_500_000
"""Of a picture: what Kobo's and Standard Ebooks' rules allow."""
WORDS_OF_SVG = "viewBox preserveAspectRatio linearGradient radialGradient clipPath textPath gradientUnits".split()
ACCESS = "accessMode accessibilityFeature accessibilityHazard accessibilitySummary accessModeSufficient".split()
"""Properties of schema.org."""
SHOWN = (
    *(f"{XHTML}{name}" for name in ("img", "video", "audio", "object", "iframe", "canvas")),
    "{http://www.w3.org/2000/svg}svg", "{http://www.w3.org/1998/Math/MathML}math",
)  # fmt: skip
"""What a document may show instead of text."""
HAN = "[\u3400-\u9fff\uf900-\ufaff]"


def mimetype(book: Book) -> Iterator[Diagnostic]:
    """First, stored, without an extra field (OCF 3.3, 4.3)."""
    first = book.infos[0] if book.infos else None
    good = first and first.filename == "mimetype" and not (first.compress_type or first.extra or first.header_offset)
    if not good or book.members["mimetype"] != b"application/epub+zip":
        yield Diagnostic("B005", book.place("mimetype"))


def names(book: Book) -> Iterator[Diagnostic]:
    """Names that leave the book, are too long, or differ in case only."""
    for name in dict.fromkeys(info.orig_filename for info in book.infos):
        if name.startswith("/") or ".." in name.split("/") or any(c in "\\:" or ord(c) < 32 for c in name):
            yield Diagnostic("B006", book.place(name), {"path": name})
        if len(name.rpartition("/")[2].encode()) > LONGEST_NAME:
            yield Diagnostic("B007", book.place(name), {"path": name[:60]})
    for name, count in Counter(info.filename.casefold() for info in book.infos).items():
        if count > 1:
            yield Diagnostic("B008", book.place(name), {"path": name})


def strays(book: Book) -> Iterator[Diagnostic]:
    """Every file but the container's own is in the manifest (EPUB 3.3, 5.6.2)."""
    linked = {book.target(book.package_path, e.get("href") or "") for e in book.package.iter(f"{OPF}link")}
    listed = {item.path for item in book.items.values()} | linked | {book.package_path, "mimetype"}
    for name in book.members:
        if name not in listed and not name.startswith("META-INF/"):
            yield Diagnostic("B009", book.place(name), {"path": name})


def languages(book: Book) -> Iterator[Diagnostic]:
    """The package and each document say their language (Ace: epub-lang; WCAG 3.1.1)."""
    if book.of_epub_3 and not book.package.get(f"{XML}lang"):
        yield Diagnostic("B010", book.place(book.package_path, book.package))
    for path, root in book.pages():
        said = {value for name in ("lang", f"{XML}lang") if (value := root.get(name))}
        if len(said) > 1 or (book.of_epub_3 and not said):
            yield Diagnostic("B011", book.place(path, root))


def prefixes(book: Book) -> Iterator[Diagnostic]:
    """Readers that do not know namespaces find no `<opf:meta>`."""
    if any(element.prefix for element in book.package.iter(f"{OPF}*")):
        yield Diagnostic("B012", book.place(book.package_path, book.package))


def access(book: Book) -> Iterator[Diagnostic]:
    """What a book must and should say of its accessibility (EPUB A11y 1.1, 2)."""
    for name in ACCESS if book.of_epub_3 else ():
        if not book.metas(f"schema:{name}"):
            yield Diagnostic("B013", book.place(book.package_path), {"name": f"schema:{name}"})
    if book.metas("dcterms:conformsTo") and not book.metas("a11y:certifiedBy"):
        yield Diagnostic("B014", book.place(book.package_path, book.metas("dcterms:conformsTo")[0]))


def positions(book: Book) -> Iterator[Diagnostic]:
    """`group-position` is a number, or numbers with dots (EPUB 3.3, D.3.6)."""
    for meta in book.metas("group-position"):
        if not re.fullmatch(r"\d+(\.\d+)*", (meta.text or "").strip()):
            yield Diagnostic("B015", book.place(book.package_path, meta), {"value": meta.text})


def modified(book: Book, now: datetime.datetime | None = None) -> Iterator[Diagnostic]:
    """`dcterms:modified` once, in UTC, not in the future (EPUB 3.3, 5.5.3.2.4). Without `now` any day is good."""
    found = [meta for meta in book.metas("dcterms:modified") if not meta.get("refines")]
    if not (found or book.of_epub_3):
        return
    text, form = " ".join((meta.text or "").strip() for meta in found), "%Y-%m-%dT%H:%M:%SZ"
    try:
        moment = datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC)
        if moment.strftime(form) != text.zfill(20):
            raise ValueError("not in full")
    except ValueError:
        yield Diagnostic("B016", book.place(book.package_path), {"value": text})
        return
    if now and moment > now + datetime.timedelta(days=1):
        yield Diagnostic("B017", book.place(book.package_path, found[0]), {"value": text})


def print_pages(book: Book) -> Iterator[Diagnostic]:
    """Page breaks, the page list and the print edition that it counts belong together (EPUB A11y 1.1, 3.2)."""
    breaks = {
        f"{path}#{e.get('id')}": (path, e)
        for path, root in book.pages()
        for e in root.iter()
        if book.typed(e, "pagebreak") or e.get("role") == "doc-pagebreak"
    }
    lists = book.nav is not None and any(book.typed(nav, "page-list") for nav in book.nav.iter(f"{XHTML}nav"))
    listed = {book.target(book.nav_path, a.get("href") or "") for a in book.links("page-list")}
    if (breaks or lists) and not (book.metas("pageBreakSource") or book.metas("source-of")):
        yield Diagnostic("B018", book.place(book.package_path))
    for target in (target for target in breaks if target not in listed):
        yield Diagnostic("B019", book.place(*breaks[target]), {"target": target})
    for path, element in breaks.values():
        if not (element.get("aria-label") or element.get("title") or _shows(book, element)):
            yield Diagnostic("B020", book.place(path, element))


def alternatives(book: Book) -> Iterator[Diagnostic]:
    """Every picture has an alternative text or says that it is decoration (WCAG 1.1.1)."""
    for path, root in book.pages():
        for image in root.iter(f"{XHTML}img"):
            if image.get("alt") is None:
                yield Diagnostic("B021", book.place(path, image))


def heads(book: Book) -> Iterator[Diagnostic]:
    """Heads go down one level at a time (WCAG 1.3.1)."""
    for path, root in book.pages():
        before = 0
        for element in root.iter(*(f"{XHTML}h{n}" for n in range(1, 7))):
            level = int(element.tag[-1])
            if before and level > before + 1:
                yield Diagnostic("B022", book.place(path, element), {"before": before, "level": level})
            before = level


def emptiness(book: Book) -> Iterator[Diagnostic]:
    """A document of the spine that shows nothing has lost its text."""
    for path in book.spine:
        root = book.documents.get(path)
        body = None if root is None else root.find(f"{XHTML}body")
        if body is None:
            continue
        shown = any(True for _ in body.iter(*SHOWN))
        if not shown and not _shows(book, body):
            yield Diagnostic("B023", book.place(path, body))


def drawings(book: Book) -> Iterator[Diagnostic]:
    """SVG's names keep their capitals: `viewbox` is no `viewBox`."""
    wrong = {word.lower() for word in WORDS_OF_SVG}
    for path, root in book.documents.items():
        for element in root.iter("{http://www.w3.org/2000/svg}*"):
            for name in (element.tag.rpartition("}")[2], *element.attrib):
                if name in wrong:
                    yield Diagnostic("B024", book.place(path, element), {"name": name})


def joints(book: Book) -> Iterator[Diagnostic]:
    """White space in the source between two inline elements opens a gap between Han."""
    inline = {f"{XHTML}{name}" for name in "b i em strong span ruby a u s".split()}
    for path, root in book.pages():
        for element in root.iter(*inline):
            after: Any = element.getnext()
            gap = element.tail is not None and "\n" in element.tail and not element.tail.strip()
            if gap and after is not None and after.tag in inline:
                before = next((text for text in reversed(list(book.texts(element))) if text.strip()), "").strip()
                behind = next((text for text in book.texts(after) if text.strip()), "").strip()
                if re.match(HAN, before[-1:]) and re.match(HAN, behind[:1]):
                    yield Diagnostic("B025", book.place(path, element))


def _shows(book: Book, element: Any) -> bool:
    """Whether an element holds more than white space."""
    return any(text.strip() for text in book.texts(element))


def pictures(book: Book) -> Iterator[Diagnostic]:
    """Pictures that can be decoded, are what they say, and are not too large for a device."""
    budget = Budget()
    for item in _readable(book):
        if item.media_type not in ("image/jpeg", "image/png", "image/gif", "image/webp"):
            continue
        data = book.members[item.path]
        try:
            pixels, kind = picture(data, budget, book.place(item.path))
        except TooMuch as fault:
            yield fault.diagnostic
            continue
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
            yield Diagnostic("B026", book.place(item.path), {"fault": str(fault)})
            continue
        if kind != item.media_type and (kind, item.media_type) != ("image/mpo", "image/jpeg"):  # a camera's JPEG
            yield Diagnostic("B027", book.place(item.path), {"declared": item.media_type, "found": kind})
        if pixels > MOST_PIXELS or len(data) > MOST_BYTES:
            yield Diagnostic(
                "B028", book.place(item.path), {"pixels": f"{pixels / 1e6:.1f}", "bytes": f"{len(data) / 1e6:.1f}"}
            )


def typefaces(book: Book) -> Iterator[Diagnostic]:
    """Faces that a program for faces can open to the last table, packed ones too."""
    budget = Budget()
    for item in _readable(book):
        kind = item.media_type.startswith(("font/", "application/font", "application/vnd.ms-opentype"))
        if not (kind or item.path.lower().endswith(FACES)):
            continue
        try:
            if not face_opens(book.members[item.path], budget, book.place(item.path)):
                yield Diagnostic("B029", book.place(item.path))
        except TooMuch as fault:
            yield fault.diagnostic


def styles(book: Book) -> Iterator[Diagnostic]:
    """Style sheets that are made to keep a reader busy."""
    if fault := style_fault(book):
        yield Diagnostic("B063", book.place(book.package_path), {"fault": fault})


def _readable(book: Book) -> Iterator[Item]:
    """The items that are there and not locked, each file once."""
    by_path = {item.path: item for item in reversed(book.items.values())}
    return (item for path, item in reversed(by_path.items()) if path in book.members and path not in book.encrypted)


def contents(book: Book) -> Iterator[Diagnostic]:
    """A cover, contents that lead to every document of the spine, and a landmark where the text begins."""
    if book.of_epub_3 and not any("cover-image" in item.properties for item in book.items.values()):
        yield Diagnostic("B030", book.place(book.package_path))
    if book.nav is None:
        return
    if not any(book.typed(a, "bodymatter") for a in book.nav.iter(f"{XHTML}a")):
        yield Diagnostic("B031", book.place(book.package_path))
    links = book.links("toc", "landmarks")
    linked = {book.target(book.nav_path, a.get("href") or "").partition("#")[0] for a in links} | {book.nav_path}
    for path in book.spine:
        if path not in linked:
            yield Diagnostic("B032", book.place(path), {"path": path})


def people(book: Book) -> Iterator[Diagnostic]:
    """A role is a code of the MARC list, and no entry of Dublin Core is empty."""
    for meta in book.metas("role"):
        if meta.get("scheme") == "marc:relators" and (meta.text or "").strip() not in RELATORS:
            yield Diagnostic("B033", book.place(book.package_path, meta), {"value": meta.text})
    for element in book.package.iter(f"{DC}*"):
        if not (element.text or "").strip():
            yield Diagnostic("B034", book.place(book.package_path, element), {"name": element.tag.rpartition("}")[2]})


RULES: tuple[Rule, ...] = (
    mimetype, names, strays, languages, prefixes, access, positions, print_pages, alternatives, heads, emptiness, drawings,
    joints, pictures, typefaces, contents, people, styles, contrast,
)  # fmt: skip


def dense(book: Book, size: int) -> Iterator[Diagnostic]:
    """A small file of very many elements is made to keep somebody busy. `size`: of the file, in bytes."""
    allowed = max(BOOK_ELEMENTS_ANYWAY, size // BOOK_BYTES_AN_ELEMENT)
    if book.taken.elements > allowed:
        yield Diagnostic("B072", book.place(book.package_path), {"found": book.taken.elements, "limit": allowed})


def own_rules(name: str, data: bytes, now: datetime.datetime | None = None) -> list[Diagnostic]:
    """Everything that our rules find in an EPUB."""
    try:
        book, found = read(name, data)
    except Exception as fault:  # what no reader foresees must not take the other files of the call with it
        book, found = None, [_broken_down("read", fault, Span(name, 1, 1, 1))]
    if book is not None and book.package is not None:
        found += dense(book, len(data))
        found += _looked("modified", lambda book: modified(book, now), book)
        for rule in RULES:
            if rule is not contrast or not any(one.code == "B063" for one in found):
                found += _looked(rule.__name__, rule, book)
    return [_tamed(one) for one in found]


def _looked(name: str, rule: Rule, book: Book) -> list[Diagnostic]:
    """What a rule finds. A rule that breaks down, or has done all that it may, says so: it has not looked."""
    book.steps = Steps()
    found: list[Diagnostic] = []
    place = book.place(book.package_path)
    try:
        found += islice(rule(book), RULE_FINDINGS + 1)
    except Spent:
        found.append(Diagnostic("B064", place, {"rule": name, "limit": RULE_STEPS}))
    except Exception as fault:  # anyone's book may hold what no rule foresees, MemoryError and RecursionError among it
        return [_broken_down(name, fault, place)]
    if len(found) > RULE_FINDINGS:
        found[RULE_FINDINGS:] = [Diagnostic("B065", place, {"rule": name, "limit": RULE_FINDINGS})]
    return found


def _broken_down(name: str, fault: Exception, place: Span) -> Diagnostic:
    return Diagnostic("B036", place, {"rule": name, "fault": f"{type(fault).__name__}: {fault}"})


def _tamed(found: Diagnostic) -> Diagnostic:
    """A finding whose words from the book are short, and hold nothing that a terminal would obey."""
    facts = {name: _shown(value) if isinstance(value, str) else value for name, value in found.facts.items()}
    return replace(found, place=found.place and replace(found.place, path=_shown(found.place.path)), facts=facts)


def _shown(text: str) -> str:
    short = text if len(text) <= FACT_CHARACTERS else f"{text[: FACT_CHARACTERS - 1]}…"
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in short)
