"""The editions of an issue of eight odd pages: no character lost, the same bytes anywhere, nothing for judges to say."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from banmian import desk
from banmian.job import Order
from banmian.package.traditional import converted
from banmian.verify.book_text import epub_text, fixed_text
from banmian.verify.conservation import model_text
from banmian.verify.judges import judge_books

from .conftest import ROOT, EightPages
from .eight_pages import EDITIONS, LAYOUTS
from .helpers import edition

pytestmark = pytest.mark.slow
DC, XHTML = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/xhtml}"


def named(name: str) -> str:
    """The file of an edition."""
    return f"sample-2026-01-01{name.removeprefix('epub')}.epub"


@pytest.mark.parametrize("name", EDITIONS)
def test_no_character_is_lost(name, eight_pages: EightPages):
    _, parsed = desk.read(eight_pages.folder)
    issue = converted(parsed.issue, edition(name).convert)
    data = eight_pages.books[named(name)]
    assert epub_text(data) == model_text(issue) and len(model_text(issue)) == len(parsed.manuscript) > 60_000
    assert name != "epub-replica" or fixed_text(data) == model_text(issue)


def test_epubcheck_and_ace_have_nothing_to_say(eight_pages: EightPages, tmp_path, needs):
    needs("EPUBCheck")
    needs("Ace")
    paths = {}
    for name, data in eight_pages.books.items():
        paths[name] = tmp_path / name
        paths[name].write_bytes(data)
    verdicts = judge_books(paths, full=True)
    assert len(verdicts) == 2 * len(paths) == 8 and {(v.state, v.faults) for v in verdicts} == {("passed", ())}


def test_each_edition_says_what_it_is(eight_pages: EightPages):
    """Four identifiers; the converted one says so in its description and on its first page, and has no simplified face."""
    packages, fronts, faces = {}, {}, {}
    for name in EDITIONS:
        with zipfile.ZipFile(io.BytesIO(eight_pages.books[named(name)])) as book:
            packages[name] = ElementTree.fromstring(book.read("EPUB/content.opf"))
            fronts[name] = book.read("EPUB/page-a01.xhtml").decode()
            faces[name] = [member for member in book.namelist() if member.endswith(".otf")]
    assert len({package.findtext(f".//{DC}identifier") for package in packages.values()}) == 4
    said = {name: package.findtext(f".//{DC}description") or "" for name, package in packages.items()}
    assert [name for name, text in said.items() if "OpenCC" in text] == ["epub-hant"]
    assert [name for name, text in fronts.items() if "OpenCC" in text] == ["epub-hant"]
    assert {name: len(names) for name, names in faces.items()} == dict.fromkeys(EDITIONS, 2) | {"epub-hant": 0}


def rectangles(page, query: str) -> list[tuple[str, float, float, float, float]]:
    """Where the children of links stand: (href, left, top, right, foot) in px."""
    found = []
    for link in page.iterfind(query):
        for span in link:
            left, top, width, height = (float(value) for value in re.findall(r":([-\d.]+)px", span.get("style"))[:4])
            found.append((link.get("href"), left, top, left + width, top + height))
    return found


def test_every_headline_lies_in_the_zones_of_its_own_article_and_zones_do_not_overlap(eight_pages: EightPages):
    """Three and four articles a page; the headline's own link names the article that the zone must lead to."""
    with zipfile.ZipFile(io.BytesIO(eight_pages.books["sample-2026-01-01-replica.epub"])) as book:
        for number in range(1, 9):
            page = ElementTree.fromstring(book.read(f"EPUB/page-a{number:02d}-replica.xhtml"))
            zones = rectangles(page, f".//{XHTML}a[@class='zone']")
            heads = page.findall(f".//{XHTML}article//{XHTML}a")
            assert heads and len({head.get("href") for head in heads}) == len(heads)
            for head in heads:
                words = "".join(
                    ElementTree.fromstring(book.read(f"EPUB/{head.get('href')}")).find(f".//{XHTML}h1").itertext()
                )
                assert "".join(head.itertext()).split() == words.split()
                for span in head:
                    left, top = (float(value) for value in re.findall(r":([-\d.]+)px", span.get("style"))[:2])
                    inside = {
                        href for href, x, y, right, foot in zones if x - 1 <= left <= right and y - 1 <= top + 1 <= foot
                    }
                    assert inside == {head.get("href")}
            for (_, *a), (_, *b) in combinations(zones, 2):
                assert a[2] <= b[0] + 0.1 or b[2] <= a[0] + 0.1 or a[3] <= b[1] + 0.1 or b[3] <= a[1] + 0.1


def test_a_page_that_no_paper_holds_goes_into_the_books_all_the_same(eight_pages: EightPages, tmp_path, needs):
    """60,000 characters on a broadsheet: a warning names the page, the replica has the other seven."""
    needs("EPUBCheck")
    result = desk.build(Order(eight_pages.folder, EDITIONS, out=tmp_path, judge=True))
    assert [(d.facts["page"], d.facts["fault"]) for d in result.diagnostics if d.code == "M020"] == [("A08", "M056")]
    assert {(v.state, v.faults) for v in result.verdicts} == {("passed", ())}
    data = next(file.data for file in result.files if file.target == "epub-replica")
    assert epub_text(data) == desk.read(eight_pages.folder)[1].manuscript
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        nav = ElementTree.fromstring(book.read("EPUB/nav.xhtml"))
    (pages,) = (n for n in nav.iter(f"{XHTML}nav") if n.get("id") == "page-list")
    wanted = [f"page-a{n:02d}-replica.xhtml#page-a{n:02d}" for n in range(1, 8)] + ["page-a08.xhtml#page-a08"]
    assert [a.get("href") for a in pages.iter(f"{XHTML}a")] == wanted


def hashes(books: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in books.items()}


ELSEWHERE = """
import sys, time
time.time = lambda: 4e9  # a day in 2096
time.localtime = lambda seconds=None: time.gmtime(4e9 if seconds is None else seconds)
sys.path.insert(0, {root!r})
import json
from pathlib import Path
from tests.eight_pages import build
from tests.test_editions import hashes
print(json.dumps(hashes(build(Path({folder!r}), Path({out!r})))))
"""


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_the_same_bytes_on_another_day_in_another_zone(zone, eight_pages: EightPages, tmp_path):
    code = ELSEWHERE.format(root=str(ROOT), folder=str(eight_pages.folder), out=str(tmp_path))
    env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == hashes(eight_pages.books)


def other_python() -> str | None:
    """A Python of another version than this one's that is at hand, newer than 3.10."""
    found = [shutil.which(f"python3.{minor}") for minor in range(11, 16)]
    for path in [*found, *map(str, sorted(Path.home().glob(".pyenv/versions/*/bin/python3")))]:
        command = [path, "-c", "import sys, venv; print(sys.version_info[1])"]
        done = subprocess.run(command, capture_output=True, text=True, check=False) if path else None
        if done and not done.returncode and int(done.stdout) > 10 and int(done.stdout) != sys.version_info[1]:
            return path
    return None


def test_the_same_bytes_by_another_python(eight_pages: EightPages, tmp_path):
    """No fault in CI where no other Python is at hand: Debian has one."""
    python = other_python()
    if python is None:
        pytest.skip("no Python of another version is at hand")
    subprocess.run([python, "-m", "venv", str(tmp_path / "venv")], check=True)
    own = str(tmp_path / "venv" / "bin" / "python")
    # the same versions of everything else, so that only the language differs
    freeze = [sys.executable, "-m", "pip", "freeze", "--exclude-editable"]
    kept = subprocess.run(freeze, capture_output=True, text=True, check=True).stdout
    (tmp_path / "kept.txt").write_text("".join(line + "\n" for line in kept.splitlines() if "==" in line))
    pip = [own, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", str(tmp_path / "kept.txt"), str(ROOT)], check=True)
    command = [own, "-m", "banmian", "build", str(eight_pages.folder), "--to", ",".join(EDITIONS), "--layout", "wall"]
    command += ["--layouts", str(LAYOUTS), "--out", str(tmp_path / "out")]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    assert hashes({path.name: path.read_bytes() for path in tmp_path.glob("out/*/*.epub")}) == hashes(eight_pages.books)
