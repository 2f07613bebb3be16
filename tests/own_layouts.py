"""Layouts of a designer's own for tests, and what they are refused with."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from banmian import layout_folders
from banmian.diagnostics import Refused
from banmian.makeup.layouts import Layout
from banmian.model import Issue
from banmian.render.template import render_page

from .conftest import ROOT, compose
from .helpers import issue, page, parsed

BROADSHEET = (ROOT / "layouts" / "broadsheet" / "page.html").read_text(encoding="utf-8")
COLUMNS = """
extends = "base"
[paper]
width = 270
height = 390
[type_area]
left = 15
top = 15
width = 240
height = 360
[grid]
size = 10.5
lines = 60
columns = 3
[ladder.size]
floor = 9
ceiling = 13
step = 0.5
"""
"""The layout.toml of a layout of three columns that stands on the base alone."""
SMALL = "## 标题在此\n\n导语一段。\n\n### 小标题\n\n正文一段文字。\n"


def write(folder: Path, toml: str = 'extends = "broadsheet"\n', name: str = "own", **files: str | bytes) -> Path:
    """A folder of layouts with one; `page_css="…"` becomes its page.css."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    for file, text in {"layout.toml": toml, **files}.items():
        path = folder / name / file.replace("_", ".")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def find(folder: Path) -> Layout:
    """The layout `own` of a folder of layouts."""
    return layout_folders.find("own", folder)


def html(folder: Path, template: str) -> str:
    """The page that a template gives for a small issue, without the engine."""
    whole, layout = _small(), find(write(folder / "layouts", page_html=template))
    one = whole.pages[0]
    return render_page(whole, one, layout, layout.base, {}, "")


@lru_cache(maxsize=1)
def _small() -> Issue:
    return parsed(page(SMALL)).issue


def made_up(folder: Path, **files: str | bytes) -> None:
    """Make a small issue up in a layout."""
    compose(issue(folder / "issue", page(SMALL)), "own", write(folder / "layouts", **files))


def below(more: str) -> str:
    """The broadsheet's template with something more at its end."""
    return BROADSHEET.replace("</body>", f"{more}\n</body>")


def refusal(work: Callable[[], object]) -> list[tuple[str, str]]:
    """(code, FILE:LINE) of what is refused; [] when nothing is. Every message must be printable in both languages."""
    try:
        work()
    except Refused as refused:
        found = [d for d in refused.diagnostics if d.severity.value == "error"]
        assert all(d.message(lang) and isinstance(d.hint(lang), str) for d in found for lang in ("en", "zh"))
        return [(d.code, f"{Path(d.place.path).name}:{d.place.line}" if d.place else "") for d in found]
    return []
