"""What broke the program once, each as small as it was found: a message now, with its code, and nobody's file is touched."""

import hashlib
import io
import json
import os
import resource
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from .conftest import ROOT

HEAD = "聊城日报\n\n2022年12月27日 星期二\n\n# 本地\n\n## T01\n\n"
STORY = "## 今天有新闻\n\n这里是正文，讲今天的事。\n"
PICTURE = '[[pictures]]\ncaption = "城区风光"\nimage = "%s"\n'
PROFILE = (ROOT / "src/banmian/profiles/newsprint-snap-tac240.icc").read_bytes()


def page(text: str = HEAD + STORY, settings: str = "", name: str = "T01.md", **files: bytes) -> Callable[[Path], None]:
    """Writes a page, its settings, other files (`a__jpg` for a.jpg)."""

    def write(folder: Path) -> None:
        (folder / name).write_text(text, encoding="utf-8")
        if settings:
            (folder / "issue.toml").write_text(settings, encoding="utf-8")
        for other, data in files.items():
            (folder / other.replace("__", ".")).write_bytes(data)

    return write


def pictured(name: str, data: bytes) -> Callable[[Path], None]:
    return page(HEAD + "城区风光\n\n" + STORY, PICTURE % name, **{name.replace(".", "__"): data})


NAMEPLATE = '{% include "nameplate.html" %}'
"""Stands in the body of every page."""


def layout(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Writes a page and a stranger's layout L/L: the broadsheet with one change."""

    def write(folder: Path) -> None:
        page()(folder)
        shutil.copytree(ROOT / "layouts" / "broadsheet", folder / "L" / "L")
        text = (folder / "L" / "L" / file).read_text(encoding="utf-8")
        assert old in text
        (folder / "L" / "L" / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return write


def jpeg(mode: str = "RGB", size: tuple[int, int] = (60, 40), profile: bytes | None = None) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, "JPEG", icc_profile=profile)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of 99.9 megapixels, 16 bit, RGBA, in less than a megabyte."""
    width, height = 9990, 10_000

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, row = zlib.compressobj(9), bytes(1 + width * 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def book(css: str, body: str = "<p>字</p>") -> bytes:
    """A small book whose style sheet is the attack."""
    document = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh" lang="zh"><head><title>t</title>'
        f'<link rel="stylesheet" href="s.css"/></head><body>{body}</body></html>'
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i" xml:lang="zh">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>t</dc:title>'
        '<dc:language>zh</dc:language></metadata><manifest><item id="d" href="d.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="c" href="s.css" media-type="text/css"/></manifest><spine><itemref idref="d"/></spine></package>'
    )
    container = (
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in {
            "META-INF/container.xml": container,
            "p.opf": package,
            "d.xhtml": document,
            "s.css": css,
        }.items():
            archive.writestr(name, text)
    return out.getvalue()


SCREEN = ["--to", "screen", "--out", "OUT"]
ALL = ["--to", "press,screen,archive,epub", "--out", "OUT"]
FOREIGN = ["--layouts", "L", "--layout", "L", *SCREEN]
UNDATED = (HEAD + STORY).replace("2022年12月27日 星期二\n\n", "")
CASES: dict[str, tuple[Callable[[Path], None], list[str], int, str]] = {
    "books-alone-many-pictures": (
        page(HEAD + "## 头\n\n文。\n\n" + "".join(f"图{n}\n\n又文{n}。\n\n" for n in range(500))),
        ["build", "T01.md", "--to", "epub", "--out", "OUT"], 0, "M020"),
    "check-css-big": (page(x__epub=book("a{color:red}" * 500_000)), ["check", "x.epub"], 4, "B063"),
    "check-css-sel": (page(x__epub=book("".join(f"{'a ' * 50}.x{n}{{color:red}}" for n in range(20_000)),
        "<p><b>字</b></p>" * 400)), ["check", "x.epub"], 4, "B063"),
    "cmyk-picture-archive": (pictured("cmyk.jpg", jpeg("CMYK")), ["build", "T01.md", "--to", "archive", "--out", "OUT"], 0, ""),
    "credit-spaces": (page(HEAD + ("责编：甲" + "\u3000" * 19_600 + "，a\n\n") * 3 + STORY), ["model", "T01.md"], 1, "P031"),
    "credits-unreadable": (page(HEAD + "责编：李旭 王博\n" * 120 + "\n" + STORY), ["build", "T01.md", *SCREEN], 3, "M025"),
    "css-url-file": (layout("page.css", "body {", "body { background: url(file:///etc/passwd);"), ["build", "T01.md", *FOREIGN], 3, "L0"),
    "data-columns-word": (layout("page.html", "columns=columns", 'columns="abc"'), ["build", "T01.md", *FOREIGN], 3, "L0"),
    "endless-source": (page(), ["model", "/dev/zero"], 5, "S012"),
    "endless-book": (page(), ["check", "/dev/zero"], 4, "S012"),
    "epoch-huge": (page(), ["build", "T01.md", *SCREEN], 5, "S007"),
    "hant-words-control": (page(settings='targets = ["epub-hant"]\n[epub.hant_words]\n"正文" = "\\u0001<"\n'),
        ["build", ".", "--out", "../OUT"], 1, "I003"),
    "icc-cmyk-in-rgb": (pictured("a.jpg", jpeg(profile=PROFILE)), ["build", "T01.md", *ALL], 4, "R01"),
    "jpeg-wide": (pictured("wide.jpg", jpeg(size=(65_000, 1))), ["build", "T01.md", *ALL], 0, ""),
    "layout-runs-python": (layout("page.html", NAMEPLATE, '<p>{{ cycler.__init__.__globals__.os.popen("touch ran").read() }}</p>'),
        ["build", "T01.md", *FOREIGN], 3, "L0"),
    "page-name-circled": (page(name="①.md"), ["model", "."], 0, ""),
    "picture-in-cut-paragraph": (page(HEAD + "## 今天有新闻\n\n今年谋划确定了重点推进建设项目165个，\n\n![城区风光](a.jpg)\n\n其中实施类项目96个，已全部开工。\n",
        a__jpg=jpeg()), ["build", "T01.md", *SCREEN], 0, ""),
    "picture-in-headline": (page(HEAD + "## 今天有新闻![城区风光](a.jpg)\n\n第一段。\n", a__jpg=jpeg()), ["build", "T01.md", *SCREEN], 1, "P039"),
    "picture-name-long": (page(HEAD + f"![城区风光]({'a' * 300}.jpg)\n\n" + STORY), ["build", "T01.md", *SCREEN], 5, "S014"),
    "png-99-megapixels": (pictured("a.png", b"later"), ["build", "T01.md", *ALL], 1, "R011"),
    "profile-garbage": (page(settings='[press]\nprofile = "x.icc"\n', x__icc=b"0123456789"),
        ["build", "T01.md", "--to", "press", "--out", "OUT"], 1, "I02"),
    "quotes-20-deep": (page("## 头\n" + ">" * 20 + "丢失的字\n"), ["model", "T01.md"], 1, "P0"),
    "rare-character-in-credit": (page(HEAD + "本版责编：李囍\n\n" + STORY), ["build", "T01.md", *SCREEN], 0, ""),
    "stars-between-digits": (page(HEAD + "## 今天有新闻\n\n箱子长60*40*30厘米，2*3*4=24。\n"), ["model", "T01.md"], 0, "60*40*30厘米，2*3*4=24"),
    "table-extra-cell": (page(HEAD + "## 今天有新闻\n\n| 项目 | 投资 |\n|---|---|\n| 光伏 | 9.6亿元 | 已完工 |\n\n第一段。\n"),
        ["model", "T01.md"], 1, "P0"),
    "template-division": (layout("page.html", NAMEPLATE, "{{ 1/0 }}"), ["build", "T01.md", *FOREIGN], 3, "L0"),
    "toml-long-number": (page(settings="[paper]\nnumber = " + "9" * 5000 + "\n"), ["model", "."], 1, "I0"),
    "year-0001": (page(HEAD.replace("2022年12月27日 星期二", "0001年01月01日") + STORY), ["build", "T01.md", *SCREEN], 1, "P0"),
}  # fmt: skip
HEAVY = {"png-99-megapixels", "check-css-big", "check-css-sel", "books-alone-many-pictures"}
"""Slow to make or to refuse; each in a process of its own, under 10 s and 1 GB."""


def digests(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def run(folder: Path, command: list[str], **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "banmian", *command, "--lang", "en"],
        cwd=folder, capture_output=True, text=True, check=False, preexec_fn=limited, env=os.environ | env,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_case(name, tmp_path, needs):
    write, command, status, code = CASES[name]
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder)
    if name == "png-99-megapixels":
        (folder / "a.png").write_bytes(bomb())
    if name == "rare-character-in-credit":
        needs("full faces")
    before = digests(folder)
    env = {"SOURCE_DATE_EPOCH": "99999999999999999"} if name == "epoch-huge" else {}
    done = run(folder, command, **env)
    assert "Traceback" not in done.stderr, done.stderr
    assert (done.returncode, code in done.stdout + done.stderr) == (status, True), done.stdout[-500:] + done.stderr
    assert {path: digest for path, digest in digests(folder).items() if path in before} == before
    assert not (folder / "ran").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HEAVY))
def test_a_heavy_case_is_answered_under_ten_seconds_and_a_gigabyte(name, tmp_path):
    write, command, *_ = CASES[name]
    write(tmp_path)
    if name == "png-99-megapixels":
        (tmp_path / "a.png").write_bytes(bomb())
    code = (
        "import json, resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'banmian', *sys.argv[1:]], capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=tmp_path, capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(done.stdout)
    assert seconds < 10 and megabytes < 1024, (seconds, megabytes)


@pytest.mark.slow
def test_a_page_that_leads_out_or_may_not_be_read_says_so(tmp_path):
    page()(tmp_path)
    (tmp_path / "T02.md").symlink_to("/etc/os-release")
    done = run(tmp_path, ["model", "."])
    assert done.returncode == 5 and "S011" in done.stderr and "PRETTY_NAME" not in done.stderr + done.stdout


@pytest.mark.slow
def test_a_kill_between_two_renames_is_put_right_also_by_a_build_that_is_refused(tmp_path):
    """A system that cannot exchange two names: the process dies when the folder has none."""
    page()(tmp_path)
    assert run(tmp_path, ["build", "T01.md", *SCREEN]).returncode == 0
    good = digests(tmp_path / "OUT")
    (tmp_path / "T01.md").write_text(HEAD + STORY.replace("今天", "昨天"), encoding="utf-8")
    code = (
        "import os, sys, banmian\nfrom pathlib import Path\nfrom banmian.shelf.disk import Disk\n"
        "Disk.exchange = lambda self, one, other: False\n"
        "rename = Disk.rename\n"
        "Disk.rename = lambda self, old, new: (rename(self, old, new), os._exit(9) if new.name == 'old' else None)\n"
        "banmian.build('T01.md', to=['screen'], out='OUT', jobs=1)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 9
    assert not (tmp_path / "OUT" / "T01-2022-12-27").exists()
    (tmp_path / "T01.md").write_text("", encoding="utf-8")
    assert run(tmp_path, ["build", "T01.md", *SCREEN]).returncode == 1
    assert digests(tmp_path / "OUT") == good


@pytest.mark.slow
def test_the_source_folder_and_a_signed_file_stay(tmp_path):
    (tmp_path / "mypaper").mkdir()
    page(UNDATED, notes__txt=b"mine")(tmp_path / "mypaper")
    before = digests(tmp_path)
    done = run(tmp_path, ["build", "mypaper", "--to", "screen", "--out", "."])
    assert (done.returncode, digests(tmp_path)) == (5, before) and "S021" in done.stderr
    page()(tmp_path / "mypaper")
    assert run(tmp_path, ["build", "mypaper", *SCREEN]).returncode == 0
    signed = tmp_path / "OUT" / "mypaper-2022-12-27" / "signed.txt"
    signed.write_text("seen", encoding="utf-8")
    page((HEAD + STORY).replace("今天有", "昨天有"))(tmp_path / "mypaper")
    assert run(tmp_path, ["build", "mypaper", *SCREEN]).returncode == 0
    assert signed.read_text(encoding="utf-8") == "seen"
