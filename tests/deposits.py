"""Deposits for tests, made of hand-made parts: everything of a deposit but the work of laying pages out."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from banmian.deposit.facts import DepositFacts
from banmian.deposit.package import Contents, deposit
from banmian.deposit.xml import document, element
from banmian.manuscript.issue_file import IssueFile, read_issue_file
from banmian.manuscript.parse import parse
from banmian.model import Figure, Issue, Page, Placement, page_parts
from banmian.model_json import as_bytes, as_json
from banmian.places import shipped

from . import word_files

NAMES = {
    "mets": "http://www.loc.gov/METS/", "mods": "http://www.loc.gov/mods/v3", "xlink": "http://www.w3.org/1999/xlink",
    "premis": "http://www.loc.gov/premis/v3", "alto": "http://www.loc.gov/standards/alto/ns-v4#",
}  # fmt: skip
ONE = """样报社出版

样报

城市版

2026年1月1日 星期四

国内统一连续出版物号 CN 11-0001

# 要闻

## A01

本版责编：李旭

> 肩题

## 主题在此

> 副题

本报记者 王明

导语一段。

### 小标题一

正文一段 <b>&"。

| 名次 | 队 |
|---|---|
| 1 | 河东 |

### 小标题二

正文又一段。

![灯会夜景](images/a.jpg)

## 另一篇

另一篇的导语。
"""
PICTURE = word_files.picture((30, 42), "JPEG")
TWO = "# 二版\n\n## A02\n\n## 三篇\n\n三篇的导语。\n"


def issue_of(*pages: str) -> Issue:
    """An issue of pages A01.md, A02.md …"""
    return parse({f"A{n:02d}.md": text.encode() for n, text in enumerate(pages, 1)}).issue


def jumped() -> Issue:
    """An issue whose first story goes on, from its second section, on the second page."""
    issue = issue_of(ONE, TWO)
    first, second = issue.pages
    (story, *others) = first.placements
    begins = Placement(story.story, ("kicker", "headline", "lead", "section1"))
    goes_on = Placement(story.story, ("section2", "figure1"))
    return replace(
        issue,
        pages=(
            replace(first, placements=(begins, *others)),
            replace(second, placements=(*second.placements, goes_on)),
        ),
    )


def alto_of(issue: Issue, page: Page) -> bytes:
    """An ALTO that has a block for each text and figure of a page, one below the other; running text in two of them."""
    place = {"HPOS": 100, "WIDTH": 300, "HEIGHT": 40}
    blocks = []
    for name, part in page_parts(issue, page).items():
        if isinstance(part, Figure):
            blocks.append(element("Illustration", {"ID": f"{name}.1", **place, "VPOS": 50 * len(blocks)}))
            continue
        for n in (1, 2) if "-lead-" in name else (1,):
            at = {**place, "VPOS": 50 * len(blocks)}
            line = element("TextLine", at, element("String", {**at, "CONTENT": part.text or "-"}))
            blocks.append(element("TextBlock", {"ID": f"{name}.{n}", **at}, line))
    size = {"WIDTH": 18425, "HEIGHT": 25512}
    whole = element("PrintSpace", {"HPOS": 0, "VPOS": 0, **size}, *blocks)
    layout = element("Layout", {}, element("Page", {"ID": "page", "PHYSICAL_IMG_NR": page.sequence, **size}, whole))
    described = element("Description", {}, "<MeasurementUnit>inch1200</MeasurementUnit>")
    return document(element("alto", {"xmlns": NAMES["alto"], "SCHEMAVERSION": "4.4"}, described, layout))


def facts_of(issue: Issue, settings: str = "") -> DepositFacts:
    """The facts of an issue with some settings."""
    read, noticed = read_issue_file("issue.toml", settings) if settings else (IssueFile(), [])
    assert not noticed
    moment = read.revised or datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return DepositFacts(
        issue,
        "sample-daily",
        read,
        moment.astimezone(datetime.UTC),
        ("banmian", "0.1.0"),
        ("broadsheet", "0" * 64),
        ("Engine", "1.0"),
    )


def contents_of(issue: Issue, sources: Mapping[str, bytes] = {"A01.md": ONE.encode()}) -> Contents:
    """What a deposit of an issue is made of: files that are none, but by their names."""
    pages: dict[str, bytes] = {}
    for page in issue.pages:
        folder = f"pages/{page.sequence:04d}"
        pages |= {
            f"{folder}/archive.pdf": b"%PDF-1.7",
            f"{folder}/page.jpg": PICTURE,
            f"{folder}/alto.xml": alto_of(issue, page),
        }
    press = {page.sequence: (f"press/{page.label}.pdf", b"%PDF-1.6") for page in issue.pages}
    return Contents(b"%PDF-1.7 whole", {"sample.epub": b"PK"}, press, pages, sources, as_bytes(as_json(issue)))


def deposit_of(
    issue: Issue, settings: str = "", sources: Mapping[str, bytes] = {"A01.md": ONE.encode()}
) -> dict[str, bytes]:
    """The files of a deposit of an issue."""
    return deposit(facts_of(issue, settings), contents_of(issue, sources))


def xml(files: Mapping[str, bytes], name: str) -> etree._Element:
    """A document of the payload."""
    return etree.fromstring(files[f"data/{name}"])


class Shipped(etree.Resolver):
    """What a schema includes, from our copies."""

    def resolve(self, url, public, context):
        return self.resolve_filename(str(shipped("schemas") / url.rpartition("/")[2]), context)


def schema(name: str) -> etree.XMLSchema:
    """A shipped schema."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Shipped())
    return etree.XMLSchema(etree.parse(str(shipped("schemas") / name), parser))


def sums(files: Mapping[str, bytes], manifest: str) -> dict[str, str]:
    """The digests of a manifest by path, each compared with its file."""
    algorithm = manifest.rpartition("-")[2].removesuffix(".txt")
    listed = dict(reversed(line.split("  ", 1)) for line in files[manifest].decode().splitlines())
    for path, digest in listed.items():
        plain = path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        assert hashlib.new(algorithm, files[plain]).hexdigest() == digest, path
    return listed
