"""The editions of an issue of eight odd pages: no character lost, the same bytes anywhere, nothing for judges to say."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from banmian import desk
from banmian.package.edition import edition
from banmian.package.traditional import converted
from banmian.verify.conservation import model_text
from banmian.verify.judges import judge_books
from banmian.verify.readback import epub_text, fixed_text

from .conftest import ROOT, EightPages
from .eight_pages import EDITIONS, LAYOUTS

pytestmark = pytest.mark.slow


def named(name: str) -> str:
    """The file of an edition."""
    return f"{name.replace('epub', 'issue')}.epub"


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
