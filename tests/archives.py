"""Small deposits for tests of the archive: a bag with METS and ALTO as a build makes them, in milliseconds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from banmian.archive.store import Archive

from .shelves import Unsynced

EM = 200
"""Width and height of a character, in 1/1200 inch."""
Article = tuple[str, Sequence[Sequence[str]]]
"""A headline, and the texts below it, each of some lines."""
USUAL: tuple[Article, ...] = (
    (
        "光伏项目并网发电",
        [["聊城市东昌府区光伏项目", "昨日并网发电，装机容量2.2亿", "千瓦时。"], ["产业 转型升级，创新活力", "不断增强。"]],
    ),
    ("新年音乐会", [["音乐会在文化中心举行，", "Beethoven 的第九交响曲。"]]),
)


def alto(sequence: int, label: str, articles: Sequence[Article], down: bool = False) -> bytes:
    """A page's ALTO: each line at its place, a String for each two characters, a Glyph for each character."""
    tags = "".join(f'<StructureTag ID="story-{n}" TYPE="article" LABEL={quoteattr(a[0])}/>' for n, a in enumerate(articles))
    blocks, row = [], 1
    for n, (head, texts) in enumerate(articles):
        for t, lines in enumerate([[head], *texts]):
            shown = []
            for line in lines:
                shown.append(_line(line, EM * 5, EM * row, down))
                row += 1
            blocks.append(
                f'<TextBlock ID="s{sequence}-{n}-{t}.1" TAGREFS="role-body story-{n}">{"".join(shown)}</TextBlock>'
            )
    blocks.append(
        f'<TextBlock ID="folio-{sequence}.1" TAGREFS="role-folio">{_line(f"第{label}版", 0, 0, False)}</TextBlock>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">'
        f"<Description><MeasurementUnit>inch1200</MeasurementUnit></Description><Tags>{tags}"
        '<RoleTag ID="role-reading" TYPE="ruby" LABEL="reading"/></Tags><Layout>'
        f'<Page ID="page" PHYSICAL_IMG_NR="{sequence}" PRINTED_IMG_NR="{label}" WIDTH="9000" HEIGHT="9000"><PrintSpace>'
        f"{''.join(blocks)}</PrintSpace></Page></Layout></alto>\n"
    ).encode()


def _line(text: str, x: int, y: int, down: bool) -> str:
    size = len(text) * EM
    box = f'HPOS="{x}" VPOS="{y}" WIDTH="{EM if down else size}" HEIGHT="{size if down else EM}"'
    made = []
    for at in range(0, len(text), 2):
        part = text[at : at + 2]
        places = [(x, y + (at + n) * EM) if down else (x + (at + n) * EM, y) for n in range(len(part))]
        glyphs = "".join(
            f'<Glyph HPOS="{px}" VPOS="{py}" WIDTH="{EM}" HEIGHT="{EM}" CONTENT={quoteattr(c)}/>'
            for (px, py), c in zip(places, part, strict=True)
        )
        px, py = places[0]
        made.append(
            f'<String HPOS="{px}" VPOS="{py}" WIDTH="{EM}" HEIGHT="{EM}" CONTENT={quoteattr(part)}>{glyphs}</String>'
        )
    reading = '<String HPOS="0" VPOS="0" WIDTH="9" HEIGHT="9" CONTENT="dúyīn" TAGREFS="role-reading"/>'
    return f"<TextLine {box}{' BASEDIRECTION=' + quoteattr('ttb') if down else ''}>{''.join(made)}{reading}</TextLine>"


def mets(name: str, paper: str, day: str, moment: str, revised: bool = False, previous: str = "") -> bytes:
    """The little of METS that an archive reads."""
    status = ' RECORDSTATUS="revised"' if revised else ""
    before = f'<mets:altRecordID TYPE="Previous-Deposit">{previous}</mets:altRecordID>' if previous else ""
    host = f'<mods:relatedItem type="host"><mods:titleInfo><mods:title>{escape(paper)}</mods:title></mods:titleInfo></mods:relatedItem>'
    return (
        f'<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" OBJID="{name}" LABEL="{name}">'
        f'<mets:metsHdr CREATEDATE="{moment}"{status}>{before}</mets:metsHdr><mets:dmdSec ID="dmd-issue"><mets:mdWrap MDTYPE="MODS"><mets:xmlData><mods:mods>'
        f"<mods:originInfo><mods:dateIssued>{escape(day)}</mods:dateIssued></mods:originInfo>{host}</mods:mods></mets:xmlData>"
        "</mets:mdWrap></mets:dmdSec></mets:mets>"
    ).encode()


def files(
    day: str = "2026-01-01", slug: str = "sample", paper: str = "样报", articles: Sequence[Article] = USUAL, revised: str = "",
    previous: str = "", pages: int = 2, more: Mapping[str, bytes] = {},
) -> dict[str, bytes]:  # fmt: skip
    """The files of a deposit by name. `revised`: the moment of a correction; `more`: further files of the payload."""
    name, moment = f"{slug}-{day}", revised or f"{day}T00:00:00Z"
    payload = {
        "mets.xml": mets(name, paper, day, moment, bool(revised), previous),
        "issue/archive.pdf": b"%PDF of all",
        **more,
    }
    for n in range(1, pages + 1):
        own = articles if n == 1 else ((f"第{n}版的标题", [[f"这是第{n}版的正文。"]]),)
        payload |= {f"pages/{n:04d}/alto.xml": alto(n, f"A{n:02d}", own), f"pages/{n:04d}/page.jpg": b"picture %d" % n}
    return bag({f"data/{name}": data for name, data in payload.items()})


def bag(payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """A bag with its four manifests."""
    tags = {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}
    tags["bag-info.txt"] = "Source-Organization: 样报社\nExternal-Identifier: CN 00-0000\n".encode()
    for kind in ("sha512", "sha256"):
        tags[f"manifest-{kind}.txt"] = sums(kind, payload)
    seals = {f"tagmanifest-{kind}.txt": sums(kind, tags) for kind in ("sha512", "sha256")}
    return {**tags, **seals, **payload}


def sums(kind: str, files: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.new(kind, data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return "".join(lines).encode()


def written(folder: Path, made: Mapping[str, bytes]) -> Path:
    """A deposit's folder."""
    for name, data in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def digest(made: Mapping[str, bytes]) -> str:
    """A deposit's digest."""
    return hashlib.sha256(made["tagmanifest-sha512.txt"]).hexdigest()


def archive(folder: Path) -> Archive:
    """An archive that does not wait for the platters."""
    return Archive(folder, Unsynced())


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
