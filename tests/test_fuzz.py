"""The fuzzer finds what is planted, makes it small and keeps it; a minute of it over the whole program finds nothing."""

import os
import signal
import subprocess
import sys
import time

import pytest

from banmian.diagnostics import Diagnostic, Refused
from banmian.manuscript.parse import parse

from . import fuzz
from .conftest import ROOT
from .fuzzing import builds, manuscripts, oracles
from .fuzzing.kinds import Fault, Kind, write
from .fuzzing.runner import made, run
from .fuzzing.shrink import shrunk
from .helpers import some

LINES = {"a.md": "\n".join(f"第{n}行" for n in range(30)).encode(), "b.md": b"more"}


def planted(attempt, budget=5.0):
    return Kind("planted", lambda dice: {**LINES, "c.md": str(dice.randrange(100)).encode()}, attempt, budget, batch=50)


def quiet(files, folder):
    return []


def fails(files, folder):
    if "第17行" in files.get("a.md", b"").decode():
        raise KeyError("第17行")
    return []


def refuses(files, folder):
    raise Refused([Diagnostic("S001", None, {"path": "a"})])


def refuses_badly(files, folder):
    raise Refused([Diagnostic("S001", None, {})])


def spins(files, folder):
    while True:
        pass


def idles(files, folder):
    began = time.process_time()
    while time.process_time() - began < 0.15:
        pass
    return []


def dies(files, folder):
    if files["c.md"] == b"7":
        os.kill(os.getpid(), signal.SIGKILL)
    return []


@pytest.mark.slow
@pytest.mark.parametrize("attempt", [quiet, refuses])
def test_a_good_try_is_no_finding(attempt):
    tally = run(planted(attempt), 1, 20, None, 1)
    assert (tally.tries, tally.failed) == (20, [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("attempt", "symptom", "budget"),
    some(
        [
            (fails, "KeyError", 5),
            (refuses_badly, "KeyError in diagnostics.py:message", 5),
            (spins, "hangs", 0.05),
            (idles, "slow", 0.1),
            (lambda files, folder: [Fault("lost")], "lost", 5),
        ],
        3,
    ),
)
def test_what_is_planted_is_found(attempt, symptom, budget):
    tally = run(planted(attempt, budget), 1, 2, None, 1)
    assert list(tally.examples) == [symptom]
    assert len(tally.failed) == 2


@pytest.mark.slow
def test_a_try_that_kills_its_process_is_found_and_the_others_are_still_tried():
    tally = run(planted(dies), 1, 300, None, 2)
    deadly = [number for number in range(300) if made(planted(dies), 1, number)["c.md"] == b"7"]
    assert deadly and sorted(finding.number for finding in tally.failed) == deadly
    assert {finding.fault.symptom for finding in tally.failed} == {"the process died"} and tally.tries == 300


def test_a_finding_is_made_small():
    assert shrunk(LINES, lambda files: "第17行" in files.get("a.md", b"").decode()) == {"a.md": "第17行".encode()}


@pytest.mark.slow
def test_findings_are_kept_and_may_be_tried_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fuzz, "KINDS", {"planted": planted(fails)})
    assert fuzz.main(["--count", "3", "--keep", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "3 tries, 1 findings"
    assert (tmp_path / "planted-1-0" / "input" / "a.md").read_text(encoding="utf-8") == "第17行"
    assert fuzz.main(["--replay", str(tmp_path / "planted-1-0")]) == 1
    monkeypatch.setattr(fuzz, "KINDS", {"planted": planted(quiet)})
    assert fuzz.main(["--replay", str(tmp_path / "planted-1-0")]) == 0
    assert fuzz.main(["--seconds", "0.1"]) == 0


@pytest.mark.parametrize("name", [name for name in fuzz.KINDS if name != "books"])  # whose good book takes a build
def test_the_same_seed_gives_the_same_inputs(name):
    kind = fuzz.KINDS[name]
    assert [made(kind, 3, n) for n in range(5)] == [made(kind, 3, n) for n in range(5)]
    assert made(kind, 3, 0) != made(kind, 4, 0)


PAGE = "样报\n\n# 要闻\n\n## A01\n\n## 标题\n\n正文说甲，又说乙。\n"


def conserved(text, parsed):
    return [fault.symptom for fault in oracles.conserved({"A01.md": text.encode()}, parse({"A01.md": parsed.encode()}))]


@pytest.mark.parametrize(
    ("text", "symptoms"),
    [
        (PAGE, []),
        (PAGE.replace("乙", "乙丙"), ["lost Han"]),
        (PAGE.replace("又说乙", "又说乙乙"), ["lost Han"]),
        (PAGE.replace("说甲，又说乙", "说乙，又说甲"), ["Han in another order"]),
        (PAGE.replace("说甲", "说𠮷"), ["lost Han"]),
    ],
)
def test_each_han_of_the_file_is_looked_for(text, symptoms):
    assert conserved(text, PAGE) == symptoms


def test_the_path_of_a_picture_is_no_text():
    text = PAGE + "\n![图说](图/一.jpg)\n"
    assert conserved(text, text) == []
    assert conserved(text.replace("图/一", "图/二"), text) == []
    assert conserved(text.replace("图说", "图说明"), text) == ["lost Han"]


def test_a_reading_behind_each_of_its_characters_is_in_order():
    text = PAGE.replace("说甲", "说{孟堃|孟|n}")
    assert conserved(text, text) == []


def test_a_changed_disk_is_seen(tmp_path):
    write({"a/b.txt": b"1", "c": b"\0link a", "d": b"\0pipe", "e": b"\0folder"}, tmp_path)
    before = oracles.snapshot(tmp_path)
    assert oracles.changed(before, oracles.snapshot(tmp_path)) == []
    (tmp_path / "a" / "b.txt").write_bytes(b"2")
    (tmp_path / "new").mkdir()
    (tmp_path / "e").rmdir()
    assert oracles.changed(before, oracles.snapshot(tmp_path)) == ["a/b.txt", "e", "new"]


@pytest.mark.slow
def test_a_few_manuscripts_are_conserved_and_spoken():
    tally = run(manuscripts.KIND, 1, 100, None, 1)
    assert tally.tries == 100
    assert tally.examples == {}


def test_every_kind_is_run():
    folder = ROOT / "tests" / "fuzzing"
    modules = {path.stem for path in folder.glob("*.py") if "\nKIND = " in path.read_text(encoding="utf-8")}
    assert modules == set(fuzz.KINDS)
    assert fuzz.KINDS["builds"] is builds.KIND


@pytest.mark.slow
def test_a_minute_finds_nothing():
    command = [sys.executable, "tests/fuzz.py", "--seconds", "60", "--seed", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
