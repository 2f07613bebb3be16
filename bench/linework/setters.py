"""Who sets: each turns the paragraphs into a PDF with its best settings for Chinese, or says what is missing to do so.

Vivliostyle needs Node and Chromium (Debian: `chromium`), and in `bench/out/vivliostyle`:

    PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix bench/out/vivliostyle @vivliostyle/cli
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

from contenders import needs, needs_fonts
from inputs import OUT, ROOT
from processes import run

from .job import RESULTS

PEERS = ROOT / "bench" / "peers"
VIVLIOSTYLE = OUT / "vivliostyle" / "node_modules" / "@vivliostyle" / "cli"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PAGE = """\
<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>lines</title>
<link rel="stylesheet" href="lines.css"></head>
<body>
{}
</body></html>
"""
_TYPST = "import typst, sys; typst.compile('lines.typ', output=sys.argv[1])"


@dataclass(frozen=True)
class Setter:
    """A contender: its name, what is missing to run it ("": nothing), its version, and the paragraphs as its PDF."""

    name: str
    missing: Callable[[], str]
    version: Callable[[], str]
    pdf: Callable[[Sequence[str]], Path]
    ours: bool = False


def _typst(paragraphs: Sequence[str]) -> Path:
    folder = _folder("typst", "lines.typ")
    (folder / "paragraphs.json").write_text(json.dumps(paragraphs, ensure_ascii=False), encoding="utf-8")
    return _made(folder, [sys.executable, "-c", _TYPST, "lines.pdf"])


def _weasyprint(paragraphs: Sequence[str]) -> Path:
    folder = _html("weasyprint", paragraphs)
    return _made(folder, [sys.executable, "-m", "weasyprint", "-q", "lines.html", "lines.pdf"])


def _vivliostyle(paragraphs: Sequence[str]) -> Path:
    folder = _html("vivliostyle", paragraphs)
    command = ["node", str(_program()), "build", "-d", "lines.html", "-o", "lines.pdf", "--executable-browser", _browser()]
    return _made(folder, command)


def _banmian(paragraphs: Sequence[str]) -> Path:
    """Through the product: `banmian build` of a manuscript of one page, with the layout of `bench/lines_layout`."""
    folder = _folder("banmian")
    text = "\n\n".join(["## L01", "## 三段", *paragraphs]) + "\n"
    (folder / "lines.md").write_text(text, encoding="utf-8")
    layouts = str(ROOT / "bench" / "lines_layout")
    options = ["--to", "screen", "--layouts", layouts, "--layout", "lines", "--out", "."]
    return _made(folder, [sys.executable, "-m", "banmian", "build", "lines.md", *options], "lines/screen.pdf")


def _folder(name: str, *inputs: str) -> Path:
    """An empty folder for a contender, with files of the peers in it."""
    folder = RESULTS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in inputs:
        shutil.copy(PEERS / file, folder)
    return folder


def _html(name: str, paragraphs: Sequence[str]) -> Path:
    folder = _folder(name, "lines.css")
    body = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)
    (folder / "lines.html").write_text(_PAGE.format(body), encoding="utf-8")
    return folder


def _made(folder: Path, command: Sequence[str], pdf: str = "lines.pdf") -> Path:
    """Run a program that makes a PDF. Raises `processes.Failed`."""
    run(command, folder, folder / "log.txt")
    return folder / pdf


def _program() -> Path:
    """The command of Vivliostyle, as its package names it."""
    package = json.loads((VIVLIOSTYLE / "package.json").read_text(encoding="utf-8"))
    named = package["bin"]
    return VIVLIOSTYLE / (named if isinstance(named, str) else named["vivliostyle"])


def _browser() -> str:
    return next((found for found in map(shutil.which, _BROWSERS) if found), "")


def _without_vivliostyle() -> str:
    if not shutil.which("node"):
        return "Node"
    if not VIVLIOSTYLE.is_dir():
        return "@vivliostyle/cli (npm, into bench/out/vivliostyle)"
    return "" if _browser() else "Chromium"


def _vivliostyle_version() -> str:
    said = subprocess.run([_browser(), "--version"], capture_output=True, text=True, check=False).stdout
    browser = re.search(r"\d+", said)
    package = json.loads((VIVLIOSTYLE / "package.json").read_text(encoding="utf-8"))
    return f"{package['version']} (Chromium {browser[0] if browser else '?'})"


SETTERS = (
    Setter("Typst", lambda: needs_fonts("typst"), lambda: version("typst"), _typst),
    Setter("Vivliostyle", _without_vivliostyle, _vivliostyle_version, _vivliostyle),
    Setter("plain WeasyPrint", lambda: needs_fonts("weasyprint"), lambda: version("weasyprint"), _weasyprint),
    Setter("banmian", lambda: needs("banmian"), lambda: version("banmian"), _banmian, ours=True),
)
