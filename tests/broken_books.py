"""Books broken on purpose, each by one small change to a good one: what is broken, how, who must find it, under which code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from fontTools.ttLib import TTFont

from .conftest import SEED_STORY

OPF, NAV, FRONT, ARTICLE = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/page-t01.xhtml", f"EPUB/{SEED_STORY}.xhtml"
CSS, COVER, FACE = "EPUB/book.css", "EPUB/cover.jpg", "EPUB/fonts/song.otf"
Members = dict[str, bytes]
Change = Callable[[Members], None]


def swap(name: str, old: str, new: str) -> Change:
    """Replace a text that must be there, once."""

    def change(members: Members) -> None:
        assert old.encode() in members[name], (name, old)
        members[name] = members[name].replace(old.encode(), new.encode(), 1)

    return change


def put(name: str, data: bytes) -> Change:
    return lambda members: members.__setitem__(name, data)


def drop(name: str) -> Change:
    return lambda members: members.pop(name) and None


def without(name: str, start: str, end: str) -> Change:
    """Cut everything from a text up to another."""

    def change(members: Members) -> None:
        head, _, rest = members[name].partition(start.encode())
        assert rest, (name, start)
        members[name] = head + rest.partition(end.encode())[2]

    return change


def every(*changes: Change) -> Change:
    def change(members: Members) -> None:
        for one in changes:
            one(members)

    return change


def woff(face: bytes) -> bytes:
    """A face, packed."""
    font = TTFont(io.BytesIO(face))
    font.flavor, out = "woff", io.BytesIO()
    font.save(out)
    return out.getvalue()


OURS, EPUBCHECK = "banmian", "EPUBCheck"
BROKEN: tuple[tuple[str, Change, str, str], ...] = (
    ("no alternative text", without(ARTICLE, ' alt="', '"'), OURS, "B021"),
    ("no language on the package", swap(OPF, ' xml:lang="zh-Hans">', ">"), OURS, "B010"),
    ("no language on a document", swap(FRONT, ' lang="zh-Hans" xml:lang="zh-Hans"', ""), OURS, "B011"),
    ("two languages on a document", swap(FRONT, ' lang="zh-Hans"', ' lang="ja"'), OURS, "B081"),
    ("modified twice", swap(OPF, "</metadata>", '<meta property="dcterms:modified">2022-12-27T00:00:00Z</meta></metadata>'), OURS, "B016"),
    ("modified not in full", swap(OPF, ">2022-12-27T00:00:00Z<", ">2022-12-27T0:0:0Z<"), OURS, "B016"),
    ("a face cut short", lambda m: m.update({FACE: m[FACE][: len(m[FACE]) // 10]}), OURS, "B029"),
    ("a faint colour in a sheet with an escaped name", every(lambda m: m.update({"EPUB/my style.css": b"p { color: #eee }"}), swap(OPF, "</manifest>", '<item href="my%20style.css" id="mine" media-type="text/css"/></manifest>'), swap(FRONT, "</head>", '<link rel="stylesheet" type="text/css" href="my%20style.css"/></head>')), OURS, "B035"),
    ("no accessibility metadata", without(OPF, '<meta property="schema:accessibilityHazard">', "</meta>"), OURS, "B013"),
    ("heads that skip a level", lambda m: m.update({ARTICLE: m[ARTICLE].replace(b"<h2", b"<h3").replace(b"</h2", b"</h3")}), OURS, "B022"),
    ("no print edition named", every(without(OPF, '<meta property="pageBreakSource">', "</meta>"), without(OPF, '<meta property="source-of"', "</meta>")), OURS, "B018"),
    ("a corrupt face", put(FACE, b"OTTO" + b"\0" * 200), OURS, "B029"),
    ("a position that is no number", swap(OPF, ">20220361<", ">two<"), OURS, "B015"),
    ("lower-case viewBox", swap(ARTICLE, "</article>", '<svg xmlns="http://www.w3.org/2000/svg" viewbox="0 0 1 1"></svg></article>'), OURS, "B024"),
    ("a name that leaves the book", put("../../../etc/passwd.xhtml", b"x"), OURS, "B006"),
    ("an undeclared file", put("EPUB/notes.txt", b"x"), OURS, "B009"),
    ("modified in 2099", swap(OPF, ">2022-12-27T00:00:00Z<", ">2099-01-01T00:00:00Z<"), OURS, "B017"),
    ("modified malformed", swap(OPF, ">2022-12-27T00:00:00Z<", ">yesterday<"), OURS, "B016"),
    ("a relator that is none", swap(OPF, ">ccp<", ">conceptor<"), OURS, "B033"),
    ("a relator of three letters that is none", swap(OPF, ">ccp<", ">zzz<"), OURS, "B033"),
    ("text too faint by day", lambda m: m.update({CSS: m[CSS] + b"p.lead { color: #999 }"}), OURS, "B035"),
    ("text too faint by night", lambda m: m.update({CSS: m[CSS] + b"html { color-scheme: light dark } @media (prefers-color-scheme:dark) { h2 { color: #333 } }"}), OURS, "B035"),
    ("faint text in a style attribute", swap(ARTICLE, '<p class="lead">', '<p class="lead" style="background: #777; color: gray">'), OURS, "B035"),
    ("a packed face cut short", every(lambda m: m.update({"EPUB/fonts/song.woff": woff(m.pop(FACE))[:9000]}), swap(OPF, 'href="fonts/song.otf"', 'href="fonts/song.woff"')), OURS, "B029"),
    ("a file name of 300 bytes", put("EPUB/" + "a" * 300 + ".txt", b"x"), OURS, "B007"),
    ("a name that leaves its folder", put("EPUB/../evil.xhtml", b"x"), OURS, "B006"),
    ("lost chapter text", put(ARTICLE, b'<html xmlns="http://www.w3.org/1999/xhtml" lang="zh" xml:lang="zh"><head><title>t</title></head><body/></html>'), OURS, "B023"),
    ("prefixed package elements", lambda m: m.update({OPF: m[OPF].replace(b"<meta ", b'<opf:meta xmlns:opf="http://www.idpf.org/2007/opf" ').replace(b"</meta>", b"</opf:meta>").replace(b'<opf:meta xmlns:opf="http://www.idpf.org/2007/opf" name="generator" content="banmian"/>', b"")}), OURS, "B012"),
    ("torn inline elements", swap(ARTICLE, "</article>", "<p><b>甲</b>\n<b>乙</b></p></article>"), OURS, "B025"),
    ("a picture cut short", lambda m: m.update({COVER: m[COVER][:5000]}), OURS, "B026"),
    ("a picture of another kind", swap(OPF, 'id="cover-jpg" media-type="image/jpeg"', 'id="cover-jpg" media-type="image/png"'), OURS, "B027"),
    ("a claim without a certifier", swap(OPF, "</metadata>", '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta></metadata>'), OURS, "B014"),
    ("a page break that is not listed", swap(NAV, "#page-t01", "#contents"), OURS, "B019"),
    ("a page break without a label", without(FRONT, ' aria-label="T01', '"'), OURS, "B020"),
    ("no cover", swap(OPF, ' properties="cover-image"', ""), OURS, "B030"),
    ("no start of the text", swap(NAV, 'epub:type="bodymatter"', 'epub:type="backmatter"'), OURS, "B031"),
    ("contents that miss an article", lambda m: m.update({NAV: m[NAV].replace(b"page-t01-card.xhtml", b"page-t01.xhtml")}), OURS, "B032"),
    ("an empty publisher", swap(OPF, "<dc:publisher>聊城日报社<", "<dc:publisher><"), OURS, "B034"),
    ("two names that differ in case", put("EPUB/PAGE-T01.xhtml", b"x"), OURS, "B008"),
    ("an unclosed tag", swap(ARTICLE, "</article>", ""), OURS, "B004"),
    ("an empty document", put(ARTICLE, b""), OURS, "B004"),
    ("no package named", swap("META-INF/container.xml", "content.opf", "other.opf"), OURS, "B002"),
    ("no container", drop("META-INF/container.xml"), OURS, "B003"),
    ("an unknown property of the package", swap(OPF, "</metadata>", '<meta property="sparkle">1</meta></metadata>'), EPUBCHECK, "OPF-027"),
    ("a role that article may not have", swap(ARTICLE, "<article>", '<article role="doc-chapter">'), EPUBCHECK, "RSC-005"),
    ("an id twice", swap(ARTICLE, 'section-2"', 'section-1"'), EPUBCHECK, "RSC-005"),
    ("a link to nowhere", swap(ARTICLE, "</article>", '<p><a href="nowhere.xhtml">x</a></p></article>'), EPUBCHECK, "RSC-007"),
    ("a fragment that is not there", swap(NAV, "-section-3", "-section-9"), EPUBCHECK, "RSC-012"),
    ("a script without its property", swap(ARTICLE, "</article>", "<script>1</script></article>"), EPUBCHECK, "OPF-014"),
    ("a picture from elsewhere", swap(ARTICLE, "</article>", '<p><img src="https://example.org/a.jpg" alt="a"/></p></article>'), EPUBCHECK, "RSC-006"),
    ("a malformed language", swap(OPF, "<dc:language>zh-Hans<", "<dc:language>zh_Hans_x1<"), EPUBCHECK, "OPF-092"),
    ("an item that is not there", drop("EPUB/toc.ncx"), EPUBCHECK, "RSC-001"),
    ("a spine entry without an item", swap(OPF, 'itemref idref="cover-xhtml"', 'itemref idref="nobody"'), EPUBCHECK, "OPF-049"),
    ("a picture of a kind that readers need not know", every(put("EPUB/images/a.avif", b"\0\0\0\x1cftypavif"), swap(OPF, "</manifest>", '<item href="images/a.avif" id="avif" media-type="image/avif"/></manifest>'), swap(ARTICLE, "</article>", '<p><img src="images/a.avif" alt="a"/></p></article>')), EPUBCHECK, "RSC-032"),
    ("a cover that nothing leads to", every(swap(OPF, 'idref="cover-xhtml"', 'idref="cover-xhtml" linear="no"'), swap(NAV, 'href="cover.xhtml"', 'href="page-t01.xhtml"'), swap(OPF, 'href="cover.xhtml"/>\n    <reference type="toc"', 'href="page-t01.xhtml"/>\n    <reference type="toc"')), EPUBCHECK, "OPF-096"),
    ("an address that is none", swap(ARTICLE, "</article>", '<p><a href="https:/x/y">x</a></p></article>'), EPUBCHECK, "RSC-020"),
    ("contents out of the order of the spine", swap(NAV, f'{SEED_STORY}.xhtml#{SEED_STORY}-section-1', 'page-t01.xhtml#contents'), EPUBCHECK, "NAV-011"),
    ("an entity that XML does not know", swap(ARTICLE, "</article>", "<p>&nbsp;</p></article>"), OURS, "B004"),
    ("a bare ampersand", swap(ARTICLE, "</article>", "<p>A & B</p></article>"), OURS, "B004"),
    ("an item twice", swap(OPF, "</manifest>", '<item href="book.css" id="again" media-type="text/css"/></manifest>'), EPUBCHECK, "OPF-074"),
)  # fmt: skip


def broken(good: bytes, change: Change) -> bytes:
    """The book with a change."""
    with zipfile.ZipFile(io.BytesIO(good)) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    change(members)
    return packed(members)


def packed(members: Members, compressed: bool = False) -> bytes:
    """A container, the mimetype first; `compressed`: the mimetype too, which it must not be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in members.items():
            new.writestr(name, data, zipfile.ZIP_DEFLATED if compressed and name == "mimetype" else zipfile.ZIP_STORED)
    return out.getvalue()
