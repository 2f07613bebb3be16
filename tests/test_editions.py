"""The editions of an issue of eight pages: no character lost, the same bytes anywhere, nothing for EPUBCheck to say."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from banmian import pictures
from banmian.manuscript.folder import collect
from banmian.package.edition import edition
from banmian.package.traditional import converted
from banmian.verify.conservation import model_text
from banmian.verify.judges import judge_books
from banmian.verify.readback import epub_text

from .conftest import ROOT, Built
from .eight_pages import read, write
from .helpers import book

EDITIONS = ("epub", "epub-vertical", "epub-hant")


def books(folder: Path, page_pdf: bytes) -> dict[str, bytes]:
    """Every edition of the issue in a folder."""
    parsed = read(folder)
    alts = {p.image: p.alt for p in collect(folder).settings.pictures}
    found, _ = pictures.load(folder, parsed.issue, alts)
    return {name: book(parsed.issue, page_pdf, name, found) for name in EDITIONS}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("eight") / "issue")


@pytest.fixture(scope="module")
def made(folder, seed: Built):
    return books(folder, seed.data("screen.pdf"))


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITIONS)
def test_no_character_is_lost(name, made, folder):
    issue = converted(read(folder).issue, edition(name).convert)
    assert epub_text(made[name]) == model_text(issue) and len(model_text(issue)) == len(read(folder).manuscript) > 60_000


@pytest.mark.slow
def test_epubcheck_and_ace_have_nothing_to_say(made, tmp_path, needs):
    needs("EPUBCheck")
    needs("Ace")
    paths = {}
    for name, data in made.items():
        paths[name] = tmp_path / f"{name}.epub"
        paths[name].write_bytes(data)
    verdicts = judge_books(paths, full=True)
    assert len(verdicts) == 2 * len(paths) and {(v.state, v.faults) for v in verdicts} == {("passed", ())}


ELSEWHERE = """
import sys, time
time.time = lambda: 4e9  # a day in 2096
time.localtime = lambda seconds=None: time.gmtime(4e9 if seconds is None else seconds)
sys.path.insert(0, {root!r})
import hashlib
from pathlib import Path
from tests.test_editions import books
for name, data in books(Path({folder!r}), Path({pdf!r}).read_bytes()).items():
    print(name, hashlib.sha256(data).hexdigest())
"""


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_the_same_bytes_on_another_day_in_another_zone(zone, made, folder, seed: Built, tmp_path):
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(seed.data("screen.pdf"))
    code = ELSEWHERE.format(root=str(ROOT), folder=str(folder), pdf=str(pdf))
    env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert dict(line.split() for line in done.stdout.splitlines()) == {
        name: hashlib.sha256(data).hexdigest() for name, data in made.items()
    }
