"""Small books (at most 100 kB) that are made to keep a checker busy: what each does, how it is made, what must be said of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

Members = dict[str, bytes | str]
MIMETYPE = b"application/epub+zip"
CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
HTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def opf(manifest: str = "", spine: str = "", metadata: str = "") -> str:
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="zh"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'{metadata}</metadata><manifest><item id="p" href="p.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f'<item id="c" href="c.css" media-type="text/css"/>{manifest}</manifest><spine><itemref idref="p"/>{spine}</spine></package>'
    )


def page(body: str = "<p>字</p>", head: str = "", kind: str = "") -> str:
    link = '<link rel="stylesheet" href="c.css"/>'
    return f'{kind}<html {HTML} lang="zh" xml:lang="zh"><head><title>t</title>{link}{head}</head><body>{body}</body></html>'


NAV = page('<nav epub:type="toc"><ol><li><a href="p.xhtml">一</a></li></ol></nav><nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="p.xhtml">一</a></li></ol></nav>')  # fmt: skip


def members(**changed: bytes | str) -> Members:
    """A small book; `changed`: its files, by the letter before the point, and others by `name__suffix`."""
    made: Members = {
        "mimetype": MIMETYPE,
        "META-INF/container.xml": CONTAINER,
        "a.opf": opf(),
        "p.xhtml": page(),
        "n.xhtml": NAV,
        "c.css": "",
    }
    return made | {name.replace("__", "."): data for name, data in changed.items()}


def packed(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as new:
        for name, data in files.items():
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if name == "mimetype" else method, 9)
    return out.getvalue()


def book(**changed: bytes | str) -> bytes:
    return packed(members(**changed))


def changed(data: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    assert old in data and len(old) == len(new)
    return data.replace(old, new, count)


def upon_each_other() -> bytes:
    """Every line of the archive's table points to the same file (Fifield's bomb without its quoting)."""
    data = bytearray(packed(members() | {f"{n}.xhtml": page("字" * 100_000) if n == 0 else "" for n in range(100)}))
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        first = next(info for info in old.infolist() if info.filename == "0.xhtml")
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into(
            "<IIIHH",
            data,
            at + 16,
            first.CRC,
            first.compress_size,
            first.file_size,
            *struct.unpack_from("<HH", data, at + 28),
        )
        struct.pack_into("<I", data, at + 42, first.header_offset)
        at += 4
    return bytes(data)


def lying(size: int) -> bytes:
    """A file that says to be of `size` bytes, and is of 40 MB."""
    data = book(x__bin=bytes(40 << 20))
    return changed(data, struct.pack("<I", 40 << 20), struct.pack("<I", size))


def flagged() -> bytes:
    data = bytearray(book())
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def linked() -> bytes:
    out = io.BytesIO(book())
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("link.xhtml")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def laughs(use: str) -> str:
    """A billion laughs; `use`: where they are let loose."""
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    return page(use.replace("&x;", "&e9;"), kind=f'<!DOCTYPE html [<!ENTITY e0 "哈哈">{entities}]>')


def growing(use: str, entity: str) -> str:
    return page(use, kind=f"<!DOCTYPE html [{entity}]>")


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = bytes(1 + width // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


def many_scans() -> bytes:
    """A progressive JPEG of 16 megapixels whose last scan comes two thousand times."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (4000, 4000)).save(out, "JPEG", progressive=True, quality=5)
    data = out.getvalue()
    at = data.rfind(b"\xff\xda")
    return data[:at] + data[at:-2] * 2000 + b"\xff\xd9"


def woff(size: int, said: int, meta: int = 0) -> bytes:
    """A packed face whose only table has `size` bytes and says to have `said`; `meta`: bytes of words about it."""
    table, words = zlib.compress(bytes(size), 9), zlib.compress(bytes(meta), 9)
    head = struct.pack(">4sIIHHIHHIIIII", b"wOFF", 0x00010000, 0, 1, 0, said, 1, 0, 64 + len(table), len(words), meta, 0, 0)
    return head + struct.pack(">4sIIII", b"maxp", 64, len(table), said, 0) + table + words


def woff2(size: int) -> bytes:
    import brotli

    table = brotli.compress(bytes(size), quality=9)  # as small as at 11, in a thirtieth of the time
    head = struct.pack(">4sIIHHIIHHIIIII", b"wOF2", 0x00010000, 0, 1, 0, size, len(table), 1, 0, 0, 0, 0, 0, 0)
    return head + bytes([4]) + b"\x8f\xff\xff\xff\x7f" + table  # maxp, 4 GB


def sfnt(tables: int) -> bytes:
    """A face whose tables are all the same megabyte."""
    lines = b"".join(struct.pack(">4sIII", struct.pack(">I", n + 0x20202020), 0, 0, 1 << 20) for n in range(tables))
    return struct.pack(">IHHHH", 0x00010000, tables, 0, 0, 0) + lines + bytes(1 << 20)


def faces(*data: bytes) -> bytes:
    manifest = "".join(f'<item id="f{n}" href="f{n}.woff" media-type="font/woff"/>' for n in range(len(data)))
    return packed(members(a__opf=opf(manifest)) | {f"f{n}.woff": one for n, one in enumerate(data)})


def images(kind: str, *data: bytes) -> bytes:
    manifest = "".join(f'<item id="f{n}" href="f{n}.x" media-type="image/{kind}"/>' for n in range(len(data)))
    return packed(members(a__opf=opf(manifest)) | {f"f{n}.x": one for n, one in enumerate(data)})


def styled(css: str, body: str = "<p>字</p>", **more: str) -> bytes:
    return book(c__css=css, p__xhtml=page(body, **more))


def nested(start: str, end: str, depth: int, times: int) -> str:
    return (start * depth + end * depth) * times


RED = "{color:#ddd}"


def everything() -> bytes:
    """Much of what each rule has to look at, together."""
    css = f"p{RED}" * 40_000 + f":not(:has(:has(x))){RED}" + "@media (prefers-color-scheme: dark){p{color:#222}}"
    joints = ("<b>" * 240 + "</b>\n<b/>" * 240) * 200 + ("<b/>\n<b>" * 240 + "</b>" * 240) * 100
    breaks = "".join(
        f'<span id="i{n}" epub:type="pagebreak" title="{n}">' + "</span>" * 240 * (n % 240 == 239) for n in range(12_000)
    )
    lists = '<nav epub:type="toc page-list landmarks">' * 240 + '<a href="p.xhtml"/>' * 150_000 + "</nav>" * 240
    return book(c__css=css, p__xhtml=page(joints + breaks), n__xhtml=page(lists))


DEEP = nested("<a>", "</a>", 200, 1) + nested("<a>", "</a>", 200, 50)
HOSTILE: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    # the archive
    ("a bomb", lambda: book(x__bin=bytes(80 << 20)), "B052"),
    ("a file larger than it says", partial(lying, 10), "B001"),
    ("a file smaller than it says", partial(lying, 41 << 20), "B052"),
    ("a file of four gigabytes, it says", partial(lying, 0xFFFFFFF0), "B051"),
    ("files upon each other", upon_each_other, "B056"),
    ("a locked file", flagged, "B053"),
    ("packed by LZMA", lambda: packed(members(), zipfile.ZIP_LZMA), "B054"),
    ("packed by BZIP2", lambda: packed(members(x__bin=bytes(20 << 20)), zipfile.ZIP_BZIP2), "B054"),
    ("a link", linked, "B055"),
    ("a name with NUL", lambda: changed(packed(members(zzzz="")), b"zzzz", b"z\0.x"), "B006"),
    ("a table of 12,000 files", lambda: book() + b"PK\x01\x02" * 12_000, "B050"),
    # XML
    ("15 million elements", lambda: book(p__xhtml=page("<b/>" * 15_000_000)), "B052"),
    ("a million elements", lambda: book(p__xhtml=page("<b/>" * 1_000_000)), "B058"),
    ("a million elements in UTF-16", lambda: book(p__xhtml=page("<b/>" * 1_000_000).encode("utf-16")), "B058"),
    ("a million attributes", lambda: book(p__xhtml=page("<b c='' d='' e=''/>" * 400_000)), "B059"),
    ("elements within each other", lambda: book(p__xhtml=page(nested("<b>", "</b>", 500_000, 1))), "B058"),
    ("300 elements within each other", lambda: book(p__xhtml=page(nested("<b>", "</b>", 300, 1))), "B060"),
    ("a text of 20 MB", lambda: book(p__xhtml=page("x" * 20_000_000)), "B052"),
    ("a text of 15 MB", lambda: book(p__xhtml=page("x" * 15_000_000)), "B060"),
    ("a billion laughs", lambda: book(p__xhtml=laughs("&x;")), "B060"),
    ("a billion laughs in an attribute", lambda: book(p__xhtml=laughs('<p title="&x;"/>')), "B060"),
    ("a billion laughs in the package", lambda: book(a__opf=laughs("&x;")), "B060"),
    ("laughs that wait", lambda: book(p__xhtml=laughs("<p>字</p>")), "B061"),
    ("a long entity, many times", lambda: book(p__xhtml=growing("&x;" * 10_000, f'<!ENTITY x "{"x" * 10_000}">')), "B060"),
    ("an entity from outside", lambda: book(p__xhtml=growing("&x;", '<!ENTITY x SYSTEM "file:///etc/passwd">')), "B061"),
    ("a part of a DTD from outside", lambda: book(p__xhtml=growing("&y;", '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;')), "B061"),
    ("UTF-7", lambda: book(p__xhtml='<?xml version="1.0" encoding="UTF-7"?>' + page()), "B062"),
    ("UTF-32", lambda: book(p__xhtml=page().encode("utf-32")), "B062"),
    # the package
    ("a file listed 20,000 times", lambda: book(a__opf=opf("".join(f'<item id="i{n}" href="p.xhtml" media-type="application/xhtml+xml"/>' for n in range(20_000))), p__xhtml=page("<b/>" * 400_000)), "B071"),
    ("a spine of 400,000", lambda: book(a__opf=opf(spine='<itemref idref="p"/>' * 400_000)), "B071"),
    ("lists within lists", lambda: book(n__xhtml=page('<nav epub:type="toc page-list landmarks">' * 240 + '<a href="p.xhtml"/>' * 300_000 + "</nav>" * 240)), "B030"),
    ("page breaks within each other", lambda: book(p__xhtml=page("".join(f'<span id="i{n}" epub:type="pagebreak">' + "</span>" * 240 * (n % 240 == 239) for n in range(36_000)))), "B065"),
    ("joints within each other", lambda: book(p__xhtml=page(("<b>" * 240 + "</b>\n<b/>" * 240) * 300 + ("<b/>\n<b>" * 240 + "</b>" * 240) * 300 + "<b>字</b>\n<b>字</b>")), "B025"),
    ("heads that jump", lambda: book(p__xhtml=page("<h1>a</h1><h4>b</h4>" * 100_000)), "B065"),
    # style sheets
    ("500,000 rules", lambda: styled(f"p{RED}" * 500_000), "B063"),
    ("20,000 selectors of 50 parts", lambda: styled(f"{' '.join(['p'] * 50)}{RED}" * 20_000), "B063"),
    ("12,000 selectors of 25 parts", lambda: styled("".join(f"{'p ' * 24}p{n}{RED}" for n in range(12_000))), "B064"),
    ("selectors tried on everything", lambda: styled(f"[x]{RED}" * 20_000, "<p>字</p>" * 20_000), "B064"),
    ("selectors that go back and back", lambda: styled(f"z {'a ' * 20}c{RED}", DEEP.replace("</a>", "<c>字</c></a>", 1)), "B064"),
    ("selectors that look at siblings", lambda: styled(f"{'p ~ ' * 8}b ~ p{RED}", "<p>字</p>" * 5_000), "B064"),
    ("selectors that count siblings", lambda: styled(f"p:nth-last-of-type(7n+1){RED}", "<p>字</p>" * 20_000), "B064"),
    ("selectors that look down", lambda: styled(f":not(:has(:has(:has(x)))){RED}", DEEP), "B064"),
    ("selectors that double", lambda: styled(f"{':nth-child(1 of ' * 12}p{')' * 12}{RED}"), "B064"),
    ("long attributes looked through", lambda: styled(f"[title*=y]{RED}" * 9_000, f"<p title='{'x' * 9_000_000}'>字</p>"), "B064"),
    ("long classes looked down to", lambda: styled(f":has(:has(:has(.y))){RED}", f"<i><b><p class='{'xx ' * 3_000_000}'>字</p></b></i>" + "<p>字</p>" * 300), "B030"),
    ("a style for each element", lambda: styled("", "".join(f'<p style="color:#fff;background:rgb({n} 0 0)">字</p>' for n in range(36_000))), "B064"),
    ("everything at once", everything, "B064"),
    ("long values, many times", lambda: styled("p{color:" + "red " * 200_000 + "}", "<p>字</p>" * 100_000), "B035"),
    ("brackets within brackets", lambda: styled("p{color:" + "(" * 500_000 + "}"), "B063"),
    ("brackets that do not fit", lambda: styled("p{color:" + "(}" * 500_000 + "}"), "B063"),
    ("white space", lambda: styled("p{color:red}" + " " * 900_000 + "@media (prefers-color-scheme: dark){" + "color-scheme: " * 1_000), "B035"),
    ("open comments", lambda: styled("p{color:red}" + "/*" * 400_000), "B035"),
    ("300 sheets of one's own", lambda: packed(members(a__opf=opf("".join(f'<item id="q{n}" href="q{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(300))), c__css=f"p{RED}" * 60_000) | {f"q{n}.xhtml": page(head=f"<style>p{{color:#{n:03x}}}</style>") for n in range(300)}), "B064"),
    # pictures and faces
    ("a picture of 400 megapixels", lambda: images("png", png(20_000, 20_000)), "B026"),
    ("a picture of 100 megapixels", lambda: images("png", png(10_000, 10_000)), "B066"),
    ("many pictures of 40 megapixels", lambda: images("png", *[png(6_400, 6_400)] * 12), "B066"),
    ("a picture of 2,000 scans", lambda: images("jpeg", many_scans()), "B066"),
    ("a face of 90 MB", lambda: faces(woff(90 << 20, 90 << 20)), "B067"),
    ("a face of 90 MB that says 100", lambda: faces(woff(90 << 20, 100)), "B029"),
    ("words about a face of 90 MB", lambda: faces(woff(6, 6, 90 << 20)), "B029"),
    ("many faces", lambda: faces(*[woff(50 << 20, 50 << 20)] * 8), "B067"),
    ("a face of 900 MB in Brotli", lambda: faces(woff2(900 << 20)), "B067"),
    ("tables upon each other", lambda: faces(sfnt(2_000)), "B067"),
)  # fmt: skip
