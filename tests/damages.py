"""Forty ways and more to damage a deposit, and a forger who makes its lists right again."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pikepdf
from lxml import etree
from PIL import Image, ImageChops, ImageDraw

Files = dict[str, bytes]
METS, PREMIS = "data/mets.xml", "data/premis.xml"
M, P, X = "{http://www.loc.gov/METS/}", "{http://www.loc.gov/premis/v3}", "{http://www.w3.org/1999/xlink}"
ALTO, PRESS, PAGE, ARCHIVE = (f"data/pages/0001/{name}" for name in ("alto.xml", "press.pdf", "page.jpg", "archive.pdf"))
WHOLE, MODEL = "data/issue/archive.pdf", "data/model.json"
IIIF, LINKED = "data/iiif/manifest.json", "data/iiif/issue.jsonld"


def other(name: str) -> str:
    """The same file of the second page."""
    return name.replace("0001", "0002")


# The forger -----------------------------------------------------------------------------------------------------------


def renew(files: Files, level: int) -> None:
    """0: nothing; 1: the manifests of the bag; 2: METS and PREMIS before them."""
    if level >= 2:
        _renew_records(files)
    if level >= 1:
        _renew_bag(files)


def _renew_records(files: Files) -> None:
    if (premis := _tree(files.get(PREMIS, b""))) is not None:
        _renew_premis(files, premis)
        _written(files, PREMIS, premis)
    if (mets := _tree(files.get(METS, b""))) is not None:
        _renew_mets(files, mets)
        _written(files, METS, mets)


def _renew_premis(files: Files, premis) -> None:
    known = {one.findtext(f".//{P}objectIdentifierValue"): one for one in premis.iter(f"{P}object")}
    paths = [path for path in known if known[path].find(f".//{P}size") is not None]
    for path in paths:
        if f"data/{path}" not in files:
            known[path].getparent().remove(known[path])
        else:
            _told(known[path], files[f"data/{path}"])
    for path in _described(files) - set(paths) - {"premis.xml"}:
        one = etree.fromstring(etree.tostring(known[paths[0]]))
        one.find(f".//{P}objectIdentifierValue").text = path
        _told(one, files[f"data/{path}"])
        known[paths[0]].addnext(one)


def _renew_mets(files: Files, mets) -> None:
    listed = {unquote(one.find(f"{M}FLocat").get(f"{X}href")): one for one in mets.iter(f"{M}file")}
    for path, one in listed.items():
        if f"data/{path}" in files:
            _fixed(one, files[f"data/{path}"])
            continue
        for link in [link for link in mets.iter(f"{M}fptr", f"{M}area") if link.get("FILEID") == one.get("ID")]:
            link.getparent().remove(link)
        one.getparent().remove(one)
    for number, path in enumerate(sorted(_described(files) - set(listed) - {"premis.xml"})):
        first = next(iter(listed.values()))
        one = etree.fromstring(etree.tostring(first))
        one.set("ID", f"forged-{number}")
        one.find(f"{M}FLocat").set(f"{X}href", path)
        _fixed(one, files[f"data/{path}"])
        first.addnext(one)
    for one in mets.iter(f"{M}mdRef"):
        if PREMIS in files:
            _fixed(one, files[PREMIS])


def _tree(data: bytes):
    try:
        return etree.fromstring(data)
    except etree.XMLSyntaxError:
        return None


def _written(files: Files, name: str, root) -> None:
    made = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    if etree.tostring(etree.fromstring(files[name])) != etree.tostring(root):
        files[name] = made


def _described(files: Files) -> set[str]:
    return {name.removeprefix("data/") for name in files if name.startswith("data/")} - {"mets.xml"}


def _told(one, data: bytes) -> None:
    for fixity in one.iter(f"{P}fixity"):
        name = {"SHA-512": "sha512", "SHA-256": "sha256"}[fixity.findtext(f"{P}messageDigestAlgorithm")]
        before = fixity.find(f"{P}messageDigest").text
        fixity.find(f"{P}messageDigest").text = found = hashlib.new(name, data).hexdigest()
        if before != found:
            one.find(f".//{P}size").text = str(len(data))


def _fixed(one, data: bytes) -> None:
    if one.get("CHECKSUM") != hashlib.sha512(data).hexdigest():
        one.set("SIZE", str(len(data)))
        one.set("CHECKSUM", hashlib.sha512(data).hexdigest())


def _renew_bag(files: Files) -> None:
    inside = sorted(name for name in files if name.startswith("data/"))
    if "bag-info.txt" in files:
        oxum = f"{sum(len(files[name]) for name in inside)}.{len(inside)}"
        same = dict(line.split(": ", 1) for line in files["bag-info.txt"].decode().splitlines())
        if same["Payload-Oxum"] != FORGED:
            files["bag-info.txt"] = re.sub(rb"Payload-Oxum: .*", f"Payload-Oxum: {oxum}".encode(), files["bag-info.txt"])
    for name in ("sha512", "sha256"):
        if f"manifest-{name}.txt" in files and b"../" not in files[f"manifest-{name}.txt"]:
            files[f"manifest-{name}.txt"] = _sums(files, inside, name)
    for name in ("sha512", "sha256"):
        if f"tagmanifest-{name}.txt" in files:
            tags = sorted(one for one in files if one not in inside and not one.startswith("tagmanifest"))
            files[f"tagmanifest-{name}.txt"] = _sums(files, tags, name)


def _sums(files: Files, names: list[str], algorithm: str) -> bytes:
    return "".join(f"{hashlib.new(algorithm, files[name]).hexdigest()}  {name}\n" for name in names).encode()


# The damage -----------------------------------------------------------------------------------------------------------

FORGED = "1234567.89"
FROM, TO = "城隍庙街", "城隍庙巷"
"""An edit of the manuscript's text."""


@dataclass(frozen=True)
class Damage:
    """`act` damages the files. `code`, `at`: the finding by which it is told when everything was renewed, and the file that
    the finding is at, or names. `before`: the code while nothing is renewed.
    """

    what: str
    act: Callable[[Files], None]
    code: str
    at: str
    before: str = "D032"


def sub(name: str, old: str, new: str) -> Callable[[Files], None]:
    """Another text in a file."""

    def act(files: Files) -> None:
        assert old.encode() in files[name], (name, old)
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return act


def swap(one: str) -> Callable[[Files], None]:
    def act(files: Files) -> None:
        files[one], files[other(one)] = files[other(one)], files[one]

    return act


def drop(*names: str) -> Callable[[Files], None]:
    def act(files: Files) -> None:
        for name in names:
            del files[name]

    return act


def put(name: str, data: bytes) -> Callable[[Files], None]:
    return lambda files: files.update({name: data})


def cut(name: str, size: int) -> Callable[[Files], None]:
    return lambda files: files.update({name: files[name][:-size]})


def epub_of(files: Files) -> str:
    return next(name for name in files if name.endswith(".epub"))


def _edit_book(files: Files) -> None:
    name, out = epub_of(files), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files[name])) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, data.replace(FROM.encode(), TO.encode()) if info.filename.endswith("xhtml") else data)
    files[name] = out.getvalue()


def _cut_book(files: Files) -> None:
    files[epub_of(files)] = files[epub_of(files)][:-999]


def _date_of_book(files: Files) -> None:
    name, out = epub_of(files), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files[name])) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, re.sub(rb"(<dc:date[^>]*>)\d{4}", rb"\g<1>2020", data))
    files[name] = out.getvalue()


def _flip_photograph(files: Files, name: str = WHOLE) -> None:
    """A bit of a photograph inside a PDF."""
    photograph = files["data/source/images/nuanqi.jpg"]
    at = files[name].index(photograph) + len(photograph) // 2
    files[name] = files[name][:at] + bytes([files[name][at] ^ 1]) + files[name][at + 1 :]


def _flip_picture(files: Files) -> None:
    """A bit of a page picture, one by which it is shown otherwise: not every one is."""
    whole = files[PAGE]
    made = (whole[:at] + bytes([whole[at] ^ 16]) + whole[at + 1 :] for at in range(len(whole) // 8, len(whole), 997))
    files[PAGE] = next(one for one in made if _far(whole, one))


def _far(whole: bytes, other: bytes) -> bool:
    """Whether two pictures are shown clearly otherwise."""
    with Image.open(io.BytesIO(whole)) as one, Image.open(io.BytesIO(other)) as two:
        differs = ImageChops.difference(one.convert("L"), two.convert("L"))
    return sum(differs.histogram()[64:]) * 20 > differs.width * differs.height


def _paint(files: Files) -> None:
    with Image.open(io.BytesIO(files[PAGE])) as image:
        image.load()
        made, info = image.copy(), image.info
    wide, high = made.size
    ImageDraw.Draw(made).rectangle((wide // 2, high // 2, wide // 2 + 30, high // 2 + 30), fill="white")
    ImageDraw.Draw(made).rectangle((wide // 2 + 6, high // 2 + 6, wide // 2 + 24, high // 2 + 24), fill="black")
    out = io.BytesIO()
    made.save(out, "JPEG", quality=85, dpi=info["dpi"])
    files[PAGE] = out.getvalue()


def _tiny(files: Files) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    files[PAGE] = out.getvalue()


def _mirror(files: Files) -> None:
    name, out = "data/source/images/nuanqi.jpg", io.BytesIO()
    with Image.open(io.BytesIO(files[name])) as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(out, "JPEG", quality=90)
    files[name] = out.getvalue()


def _edit_pdf(name: str) -> Callable[[Files], None]:
    """What a character of a PDF is said to be: it is shown as before, and read back otherwise."""

    def act(files: Files) -> None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(files[name])) as pdf:
            for one in pdf.objects:
                if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                    said = one.ToUnicode.read_bytes()
                    one.ToUnicode.write(said.replace(b"<968d>", b"<5e99>").replace(b"<968D>", b"<5E99>"))
            pdf.save(out)
        assert out.getvalue() != files[name]
        files[name] = out.getvalue()

    return act


def _swap_lines(files: Files) -> None:
    text = files[ALTO].decode()
    lines = [hit[0] for hit in re.finditer(r"<TextLine .*?</TextLine>", text, re.S)]
    block = next(hit[0] for hit in re.finditer(r"<TextBlock .*?</TextBlock>", text, re.S) if hit[0].count("<TextLine ") > 3)
    one, two = [line for line in lines if line in block][1:3]
    files[ALTO] = text.replace(one, "@@").replace(two, one).replace("@@", two).encode()


def _move_block(files: Files) -> None:
    def moved(hit: re.Match[str]) -> str:
        return re.sub(r'HPOS="(\d+)"', lambda one: f'HPOS="{int(one[1]) + 240}"', hit[0])

    text = files[other(ALTO)].decode()
    files[other(ALTO)] = re.sub(
        r"<TextBlock (?:(?!<TextBlock).)*?小镇.*?</TextBlock>", moved, text, count=1, flags=re.S
    ).encode()
    if files[other(ALTO)] == text.encode():
        hits = list(re.finditer(r"<TextBlock .*?</TextBlock>", text, re.S))
        hit = hits[len(hits) // 2]
        files[other(ALTO)] = (text[: hit.start()] + moved(hit) + text[hit.end() :]).encode()


def _edit_string(files: Files) -> None:
    text = files[ALTO].decode()
    files[ALTO] = re.sub('CONTENT="(水仙)"', 'CONTENT="水山"', text, count=1).encode()
    assert files[ALTO] != text.encode()


def _edit_glyph(files: Files) -> None:
    text = files[ALTO].decode()
    files[ALTO] = re.sub('(<Glyph [^>]*CONTENT=")仙(")', r"\g<1>山\2", text, count=1).encode()
    assert files[ALTO] != text.encode()


def _area(files: Files) -> None:
    """Two areas of the physical map change places."""
    text = files[METS].decode()
    start = text.index('TYPE="PHYSICAL"')
    first, second, *_ = dict.fromkeys(re.findall(r'BEGIN="[^"]+"', text[start:]))
    rest = text[start:].replace(first, "@@", 1).replace(second, first, 1).replace("@@", second, 1)
    files[METS] = (text[:start] + rest).encode()


def _first(name: str, pattern: str, new: str) -> Callable[[Files], None]:
    """The first hit of a pattern is something else."""

    def act(files: Files) -> None:
        before = files[name].decode()
        files[name] = re.sub(pattern, new, before, count=1, flags=re.S).encode()
        assert files[name] != before.encode(), pattern

    return act


def _twice(files: Files) -> None:
    text = files[METS].decode()
    hit = re.search(r'<mets:file ID="[^"]+".*?</mets:file>', text, re.S)
    files[METS] = text.replace(hit[0], hit[0] + re.sub('ID="[^"]+"', 'ID="again"', hit[0], count=1)).encode()


def _page_gone(files: Files) -> None:
    for name in [one for one in files if one.startswith("data/pages/0002/")]:
        del files[name]


def _press_as_archive(files: Files) -> None:
    files[ARCHIVE] = files[PRESS]


def _way_out(files: Files) -> None:
    files["manifest-sha256.txt"] += b"0" * 64 + b"  ../../etc/passwd\n"


BOMB = (
    b'<!DOCTYPE alto [<!ENTITY a "xxxxxxxxxx">'
    + b"".join(
        f'<!ENTITY a{n} "{"&a" + (str(n - 1) if n else "") + ";"}{"&a" + (str(n - 1) if n else "") + ";"}">'.encode()
        for n in range(40)
    )
    + b"]><alto>&a39;</alto>"
)

S1, S2 = "data/source/A01.md", "data/source/A02.md"
DAMAGES = [
    Damage("a bit of a photograph in the PDF", _flip_photograph, "D061", "source/images/nuanqi.jpg"),
    Damage("a bit of a photograph in a page's PDF", lambda f: _flip_photograph(f, ARCHIVE), "D061", "source/images/nuanqi.jpg"),
    Damage("a bit of a page picture", _flip_picture, "D059", PAGE),
    Damage("the book cut", _cut_book, "D047", ".epub"),
    Damage("the archive PDF cut", cut(WHOLE, 5000), "D047", WHOLE),
    Damage("the press PDF emptied", put(PRESS, b""), "D047", PRESS),
    Damage("a page picture removed", drop(other(PAGE)), "D042", other(PAGE), "D030"),
    Damage("a page removed", _page_gone, "D077", "pages/0002", "D030"),
    Damage("a photograph of the source removed", drop("data/source/images/nuanqi.jpg"), "D075", S1, "D030"),
    Damage("a file added", put("data/issue/extra.txt", b"x"), "D043", "data/issue/extra.txt", "D031"),
    Damage("a file added to the bag itself", put("fetch.txt", b"x"), "D043", "fetch.txt", "D031"),
    Damage("a file renamed", lambda f: f.update({"data/pages/0001/press2.pdf": f.pop(PRESS)}), "D042", PRESS, "D030"),
    Damage("a name twice but for capitals", lambda f: f.update({"data/source/a01.MD": f[S1]}), "D036", "data/source/a01.MD", "D031"),
    Damage("two ALTO files exchanged", swap(ALTO), "D048", ALTO, "D033"),
    Damage("two press pages exchanged", swap(PRESS), "D048", PRESS, "D033"),
    Damage("two archive pages exchanged", swap(ARCHIVE), "D048", ARCHIVE, "D033"),
    Damage("two page pictures exchanged", swap(PAGE), "D059", PAGE, "D033"),
    Damage("the press PDF in place of the archive's", _press_as_archive, "D074", ARCHIVE, "D033"),
    Damage("the manuscript edited", sub(S1, FROM, TO), "D050", f"{S1}:30"),
    Damage("the second page's manuscript cut", cut(S2, 598), "D050", S2),
    Damage("a String of ALTO edited", _edit_string, "D049", f"{S1}:30"),
    Damage("a Glyph of ALTO edited", _edit_glyph, "D052", ALTO),
    Damage("two lines of ALTO exchanged", _swap_lines, "D049", S1),
    Damage("a block of ALTO moved by 5 mm", _move_block, "D058", other(ALTO)),
    Damage("model.json edited", sub(MODEL, FROM, TO), "D051", f"{S1}:30"),
    Damage("model.json no UTF-8", lambda f: f.update({MODEL: f[MODEL].replace(FROM.encode(), b"\xff\xfe")}), "D044", MODEL),
    Damage("model.json too deep", put(MODEL, b"[" * 200_000), "D044", MODEL),
    Damage("the book's text edited", _edit_book, "D049", f"{S1}:30"),
    Damage("the book's date changed", _date_of_book, "D056", ".epub"),
    Damage("the text of the press PDF edited", _edit_pdf(PRESS), "D049", f"{S1}:30"),
    Damage("the text of the archive PDF edited", _edit_pdf(WHOLE), "D049", f"{S1}:30"),
    Damage("a page picture painted over", _paint, "D059", PAGE),
    Damage("a page picture of eight pixels", _tiny, "D059", PAGE),
    Damage("a photograph of the source mirrored", _mirror, "D061", "source/images/nuanqi.jpg"),
    Damage("the date in MODS", _first(METS, r"(<mods:dateIssued[^>]*>)\d{4}", r"\g<1>2025"), "D056", METS),
    Damage("the date of the masthead", sub(S1, "11月27日　", "11月28日　"), "D056", f"{S1}:5"),
    Damage("the date of bagging", sub("bag-info.txt", "Bagging-Date: 2026", "Bagging-Date: 2027"), "D057", "bag-info.txt"),
    Damage("the time of an event", _first(PREMIS, r"(eventDateTime>)\d{4}", r"\g<1>2025"), "D057", PREMIS),
    Damage("the name of the deposit", _first(METS, 'OBJID="hewan', 'OBJID="hawen'), "D073", ":"),
    Damage("an area of METS", _area, "D054", METS),
    Damage("a link of METS", _first(METS, 'DMDID="dmd-story', 'DMDID="dmd-storey'), "D053", METS),
    Damage("a file described twice", _twice, "D034", "data/"),
    Damage("the label of an article", _first(METS, 'LABEL="三百条', 'LABEL="三千条'), "D055", METS),
    Damage("a title of MODS", _first(METS, "<mods:title>三百条", "<mods:title>三千条"), "D055", METS),
    Damage("a size in PREMIS", _first(PREMIS, r"(issue/archive\.pdf</.*?<premis:size>)\d", r"\g<1>77"), "D032", "data/issue/archive.pdf"),
    Damage("an article's place in IIIF", _first(IIIF, "(#xywh=)", r"\g<1>1"), "D054", IIIF),
    Damage("a canvas of IIIF", _first(IIIF, '("height": )', r"\g<1>1"), "D054", IIIF),
    Damage("a headline in IIIF", _first(IIIF, "三百条老巷", "三千条老巷"), "D055", IIIF),
    Damage("the day in IIIF", _first(IIIF, '("navDate": ")2026', r"\g<1>2025"), "D056", IIIF),
    Damage("the day in JSON-LD", _first(LINKED, '("datePublished": ")2026', r"\g<1>2025"), "D056", LINKED),
    Damage("ALTO against its schema", _first(ALTO, "<TextLine ", '<TextLine COLOUR="red" '), "D045", ALTO),
    Damage("ALTO a bomb", put(ALTO, BOMB), "D044", ALTO),
    Damage("METS empty", put(METS, b""), "D044", METS),
    Damage("PREMIS no XML", put(PREMIS, b"\x00\x01"), "D044", PREMIS),
    Damage("a manifest removed", drop("manifest-sha512.txt"), "D037", "manifest-sha512.txt", "D037"),
    Damage("bag-info removed", drop("bag-info.txt"), "D042", "bag-info.txt", "D030"),
    Damage("bagit.txt of another version", sub("bagit.txt", "1.0", "0.9"), "D039", "bagit.txt"),
    Damage("the oxum", _first("bag-info.txt", "Payload-Oxum: .*?\n", f"Payload-Oxum: {FORGED}\n"), "D041", "bag-info.txt"),
    Damage("a manifest that leads out", _way_out, "D038", "manifest-sha256.txt"),
]  # fmt: skip
ONLY_MADE_AGAIN = [
    Damage("an event of PREMIS", _first(PREMIS, "eventOutcome>success", "eventOutcome>failure"), "D062", PREMIS),
    Damage("a licence", lambda f: f.update({name: f[name] + b"\n" for name in f if "LICENSE-noto" in name}), "D062", "LICENSE-noto"),
    Damage("a place of a letter in ALTO", _first(ALTO, r'(<Glyph HPOS=")\d+("[^>]*CONTENT="，")', r"\g<1>1\2"), "D062", ALTO),
]  # fmt: skip
"""What nothing inside tells when all lists were made right again, but that the same source makes other bytes."""


def damaged(good: Files, damage: Damage, level: int) -> Files:
    """The files of a deposit with a damage, as the forger leaves them."""
    files = dict(good)
    damage.act(files)
    renew(files, level)
    return files


def told(found: Iterator, code: str, at: str) -> bool:
    """Whether one of some findings has a code and names a place."""
    return any(
        one.code == code and (at in str(one.place) or any(at in str(value) for value in one.facts.values()))
        for one in found
    )
