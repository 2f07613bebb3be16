"""Books: a good one with its documents, sheets and package changed, its container scratched, its members hostile."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from banmian import desk
from banmian.job import Order
from banmian.verify.own_rules import own_rules

from .corpus import mutated, scratched
from .kinds import Fault, Files, Kind
from .oracles import spoken

PAGE = "样报\n\n2026年1月1日\n\n# 要闻\n\n## A01\n\n## 标题\n\n导语在此。\n\n### 小标题\n\n正文{堃|kūn}在**此**。\n"
ELEMENTS = [
    "<p>&nbsp;</p>", "<p>", "</body>", "<svg viewbox='0 0 1 1'/>", "<math/>", "<img/>", "<img src='../../../etc/passwd' alt=''/>", "<a href='#x'/>", "<a href=':::'/>", "<a href='http://[::1'/>",
    "<h6/>", "<h0/>", "<?xml version='1.1'?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;", "<![CDATA[", "<p style='color:#0'/>", "<p style='color:rgb(1,2'/>", "<style>*{color:var(--a)}</style>",
    "<meta property='x'/>", "<meta refines='#nobody' property='role'/>", "<item id='' href='%00' media-type=''/>", "<itemref/>", "<dc:language/>", "<dc:date>0000</dc:date>", "\0", "\ufffe",
    "<x:y/>", "<p xmlns='urn:x'/>", "<link rel='stylesheet' href='%zz'/>", "<b>" * 300, "<i/>" * 3000,
]  # fmt: skip
RULES = ["p{color:#eee}", "@import 'x';", "@media (prefers-color-scheme:dark){", "}", "a:not(:is(b c)) > d ~ e + *{color:red}", "p{color:hsl(1e9,1%,1%)}", "\\", "/*", ":root{--a:var(--a)}", "p{background:url(", "a b " * 60 + "{color:red}", "@charset 'x';", "*{color:inherit;background:currentColor}", "p::before{content:'"]  # fmt: skip


@lru_cache(maxsize=1)
def _good() -> dict[str, bytes]:
    """The members of a book of one small page."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "issue"
        source.mkdir()
        (source / "A01.md").write_text(PAGE, encoding="utf-8")
        (book,) = desk.build(Order(source, ("epub",), out=Path(folder) / "out", jobs=1)).files
    with zipfile.ZipFile(io.BytesIO(book.data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def make(dice: random.Random) -> Files:
    """A changed book."""
    members = dict(_good())
    for _ in range(dice.randint(0, 3)):
        _change(dice, members)
    data = _packed(dice, members)
    return {"book.epub": scratched(dice, data, 4) if dice.random() < 0.3 else data}


def _change(dice: random.Random, members: dict[str, bytes]) -> None:
    name = dice.choice([name for name in members if not name.endswith((".otf", ".ttf"))] * 4 + list(members))
    kind = dice.randrange(7)
    if kind == 0:
        del members[name]
    elif kind == 1:
        members[name] = scratched(dice, members[name])
    elif kind == 2:
        odd = (
            "../a.xhtml",
            "a" * 300,
            "EPUB/%2e%2e/a",
            "/a",
            "a\\b",
            "EPUB/图.xhtml",
            name.upper(),
            "",
            "EPUB/",
            "CON",
            "a:b",
        )
        members[dice.choice(odd)] = members[name]
    elif kind == 3 and name.endswith(".css"):
        members[name] += "\n".join(dice.choices(RULES, k=dice.choice((1, 3, 40)))).encode()
    elif name.endswith((".css", ".xhtml", ".opf", ".ncx", ".xml", "mimetype")):
        text = members[name].decode("utf-8", "replace")
        text = _with_elements(dice, text) if kind > 4 else mutated(dice, text.replace(">", ">\n"))
        members[name] = text.encode(dice.choice(("utf-8",) * 8 + ("utf-16", "gb18030")), "replace")


def _with_elements(dice: random.Random, text: str) -> str:
    places = [at for at, character in enumerate(text) if character in "<>"] or [0]
    for _ in range(dice.randint(1, 3)):
        at = dice.choice(places) + dice.randint(0, 1)
        text = text[:at] + dice.choice(ELEMENTS) + text[at:]
    return text


def _packed(dice: random.Random, members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, data in members.items():
            info = zipfile.ZipInfo(name or "x", (1980, 1, 1, 0, 0, 0))
            info.flag_bits |= dice.choice((0,) * 30 + (1,))
            method = dice.choice((zipfile.ZIP_STORED,) * 9 + (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
            container.writestr(info, data, method)
    return out.getvalue()


def attempt(files: Files, folder: Path) -> Iterator[Fault]:
    """Our own rules; the outside judges have their own makers."""
    for name, data in files.items():
        yield from spoken(own_rules(name, data), {})


KIND = Kind("books", make, attempt, budget=10, batch=500)
