"""Layouts: a manifest, a template and a sheet with wrong values, missing areas, faults of the template language, odd CSS."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from banmian import desk
from banmian.job import Order

from .corpus import ROOT, mutated, scratched
from .kinds import LINK, Fault, Files, Kind, write
from .oracles import spoken

PAGE = "样报社出版\n\n样报\n\n2026年1月1日\n\n# 要闻\n\n## A01\n\n图说\n\n## 标题在此\n\n导语在此。\n\n### 小标题\n\n正文在此。\n\n第二图\n".encode()
VALUES = ["0", "-1", "1e-9", "1e9", "1e400", "nan", "inf", "true", '""', '"x"', "[]", "{}", "9" * 400, "2026-01-01", '{ en = 1 }', '"broadsheet"', '"fuzzed"', '"../x"']  # fmt: skip
TEMPLATES = [
    "{{ 1/0 }}", "{{ nothing.at.all }}", "{% for n in range(10**9) %}x{% endfor %}", "{% include 'nowhere.html' %}", "{% include '../base/macros.html' %}", "{% extends 'page.html' %}", "{{", "{% if", "{% raw %}",
    "{{ ''.__class__.__mro__ }}", "{{ page.articles[99].headline }}", "{{ 'x' * 10**8 }}", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "<script>1</script>", "<p data-at='x'>y</p>", "<div data-depth='x'></div>",
    "<div id='body'></div>", "<div data-obstacle=''>x</div>", "<img src='file:///etc/passwd'>", "<img src='http://127.0.0.1:9/x'>", "<link rel=stylesheet href='x.css'>", "<svg><use href='#x'/></svg>", "<table>" * 200, "<object data='x'>", "\0", "&#0;", "<p>多余的字</p>",
]  # fmt: skip
SHEETS = [
    "@import url(http://127.0.0.1:9/a.css);", "@font-face{font-family:x;src:url(file:///etc/passwd)}", "body{background:url(data:image/png;base64,AAAA)}", "*{display:none}", "*{position:fixed}", ".area{width:0}", ".area{height:-1mm}", "p{font-size:0}", "p{font-size:1e9pt}", "p{line-height:0}",
    "*{font-family:nothing}", "@page{size:0 0}", "@page{size:1e6mm 1e6mm}", "*{break-before:page}", "*{transform:rotate(45deg)}", "body{columns:3}", "*{float:left}", "div{content:counter(x)}", "*{width:calc(1/0*1mm)}", ":root{--line:0}", ":root{--line:var(--line)}", "}}}{{{", "*{color:device-cmyk(9 9 9 9)}", "*{letter-spacing:-99em}",
]  # fmt: skip
AREAS = ["data-columns", "data-gap", "data-flow", "data-depth", "data-at", "data-obstacle", "data-fill"]
ODD = ["-1", "0", "1e9", "x", "", "a1.headline a1.headline", "a99.sections", "f0", "1.5", "99999"]
NAME = "fuzzed"


@lru_cache(maxsize=1)
def _shipped() -> tuple[dict[str, str], ...]:
    """The shipped layouts as texts; each may stand alone as `fuzzed` beside those it extends."""
    folders = (ROOT / "layouts" / "broadsheet", ROOT / "layouts" / "tabloid", ROOT / "tests" / "layouts" / "wall")
    return tuple({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())} for folder in folders)


def make(dice: random.Random) -> Files:
    """A shipped layout with changes."""
    texts = dict(dice.choice(_shipped()))
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(list(texts))
        texts[name] = _changed(dice, name, texts[name])
    made = {f"layouts/{NAME}/{name}": text.encode("utf-8", "replace") for name, text in texts.items()}
    name = dice.choice(list(made))
    odd = dice.random()
    if odd < 0.05:
        made[name] = dice.choice((LINK + b"/etc/passwd", LINK + b"/dev/zero", b"", b"\xff\xfe", b"\0folder"))
    elif odd < 0.1:
        made[name] = scratched(dice, made[name])
    return {**made, "issue/A01.md": PAGE}


def _changed(dice: random.Random, name: str, text: str) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    if dice.random() < 0.2:
        return mutated(dice, text, 2)
    if name.endswith(".toml"):
        places = [n for n, line in enumerate(lines) if " = " in line]
        at = dice.choice(places or [0])
        lines[at] = f"{lines[at].partition(' = ')[0]} = {dice.choice(VALUES)}"
    elif name.endswith(".css"):
        lines.insert(at, dice.choice(SHEETS))
    elif dice.random() < 0.5:
        lines.insert(at, dice.choice(TEMPLATES))
    else:
        lines.insert(at, f'<div class="area" {dice.choice(AREAS)}="{dice.choice(ODD)}" id="x"><p class="body">字</p></div>')
    return "\n".join(lines)


def attempt(files: Files, folder: Path) -> Iterator[Fault]:
    """Build a page for the screen in the layout."""
    write(files, folder)
    order = Order(folder / "issue", ("screen",), layout=NAME, layouts=folder / "layouts", out=folder / "out", jobs=1)
    result = desk.build(order)
    yield from spoken(result.diagnostics, {})


KIND = Kind("layouts", make, attempt, budget=8, batch=100)
