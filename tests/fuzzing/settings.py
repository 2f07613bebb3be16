"""Settings: `issue.toml` with wrong keys, types, numbers, control characters and nesting."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from banmian import desk

from .corpus import mutated, phrase, scratched
from .kinds import LINK, PIPE, Fault, Files, Kind, write
from .oracles import spoken

PAGE = "样报\n\n2026年1月1日\n\n# 要闻\n\n## A01\n\n## 标题\n\n正文在此。\n\n图说\n".encode()
GOOD = """\
layout = "broadsheet"
targets = ["press", "epub"]

[paper]
slug = "sample-daily"
number = 12
revised = 2026-01-02T08:30:00+08:00

[[pictures]]
caption = "图说"
image = "images/a.jpg"
alt = "一张图"

[press]
bleed = 3
profile = "a.icc"
condition = "CGATS TR 002"
registry = "http://www.color.org"

[epub]
hant = "tw"
hant_words = { "皇后" = "皇后" }
conforms_to = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
certified_by = "某社"
credential = "甲级"
certified_on = "2026-01-31"

[archive]
organisation = "某社"
identifier = "CN 37-0048"
ppi = 200
picture = "jpeg"
glyphs = true
rights = "某社"
shell = "bag"
base = "https://archive.example"
previous = "a-2026-01-01 sha256:0000000000000000000000000000000000000000000000000000000000000000"
"""
VALUES = [
    "0", "-1", "1.5", "1e400", "nan", "-inf", "9" * 5000, "0x" + "f" * 4000, "true", '""', "''", '"a\\u0000b"', '"\\u0085"', '"\\ud800"',
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00", "2026-02-30", "2026-01-01", "25:00:00",
    "[]", "[[]]", "{}", "[" * 50 + "]" * 50, "[" * 3000 + "]" * 3000, "{a=" * 400 + "1" + "}" * 400, '"../a"', '"/etc/passwd"', '"a\\\\b"',
    '"' + "x" * 70_000 + '"', '"' + "图" * 300 + '"', '["press", "press"]', '["nothing"]', '[["press"]]', '{ "ab" = "c" }', '{ "a" = 1 }', '"\\t"', '"%s{}{0}"', "'''\n图\n'''",
]  # fmt: skip
KEYS = [
    "layout",
    "targets",
    "paper",
    "paper.slug",
    "pictures",
    "press",
    "press.bleed",
    "epub.hant_words",
    "epub",
    "archive.ppi",
    "archive",
    "a.b.c",
    '""',
    '"{x}"',
    "[paper]",
    "[[paper]]",
    "[pictures]",
    "[[pictures.x]]",
    "[epub.hant_words]",
]


def make(dice: random.Random) -> Files:
    """Good settings with changes, or with one thing that is none of the file's."""
    odd = dice.random()
    data = _changed(dice).encode(dice.choice(("utf-8",) * 9 + ("utf-8-sig", "utf-16", "gb18030")), "replace")
    if odd < 0.1:
        data = scratched(dice, data)
    elif odd < 0.12:
        data = dice.choice((PIPE, LINK + b"issue.toml", LINK + b"/dev/zero", LINK + b"../../x", b"\0folder"))
    return {"A01.md": PAGE, "issue.toml": data}


def _changed(dice: random.Random) -> str:
    lines = GOOD.split("\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        key = lines[at].partition(" = ")[0]
        kind = dice.randrange(5)
        if kind == 0:
            lines[at] = f"{key or 'layout'} = {dice.choice(VALUES)}"
        elif kind == 1:
            lines.insert(at, f"{dice.choice(KEYS)} = {dice.choice(VALUES)}")
        elif kind == 2:
            lines.insert(at, dice.choice(KEYS))
        elif kind == 3:
            lines[at] = f'{key} = "{phrase(dice, 3)}"'
        else:
            lines = mutated(dice, "\n".join(lines), 2).split("\n")
    return "\n".join(lines)


def attempt(files: Files, folder: Path) -> Iterator[Fault]:
    """Read the issue as every command does, and ask for its moment."""
    write(files, folder)
    bundle, parsed = desk.read(folder)
    yield from spoken(parsed.noticed, {})
    desk.moment(bundle, parsed).isoformat()


KIND = Kind("settings", make, attempt, budget=2, batch=5_000)
