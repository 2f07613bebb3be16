"""The wall before the outside judges: pages are paired by number, and a judge that fails or hangs is named and ended."""

import os
import time
from pathlib import Path

import pikepdf
import pytest

from banmian.verify import judges
from banmian.verify.book_judges import run
from banmian.verify.judges import second_renderer


def pdf(folder, pages):
    """A PDF whose pages show their numbers as rows of blots: no two of them are alike."""
    made = pikepdf.new()
    for number in range(1, pages + 1):
        page = made.add_blank_page(page_size=(200, 60))
        blots = (f"{12 + 22 * bit} 12 18 36 re f" for bit in range(8) if number >> bit & 1)
        page.contents_add(made.make_stream("\n".join(blots).encode()))
    made.save(folder / "pages.pdf")
    return folder / "pages.pdf"


@pytest.fixture
def both(needs):
    needs("Poppler")
    needs("MuPDF")


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Put a script in the place of a renderer."""

    def put(name, script):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return put


@pytest.mark.parametrize("pages", [1, 9, 10, 12, 101])
def test_pages_are_paired_by_number(both, tmp_path, pages):
    """One renderer pads the numbers in its file names, the other does not."""
    assert second_renderer("a.pdf", pdf(tmp_path, pages)).state == "passed"


def test_a_page_that_looks_different_is_named(both, tmp_path, monkeypatch):
    """MuPDF is shown another file, whose pages 11 and 12 are in the other order."""
    file = pdf(tmp_path, 12)
    with pikepdf.open(file) as made:
        made.pages.append(made.pages[10])
        del made.pages[10]
        made.save(tmp_path / "other.pdf")
    command = [part.replace("{pdf}", str(tmp_path / "other.pdf")) for part in judges.RENDERERS["MuPDF"]]
    monkeypatch.setattr(judges, "RENDERERS", {**judges.RENDERERS, "MuPDF": command})
    faults = second_renderer("a.pdf", file).faults
    assert [fault.partition(":")[0] for fault in faults] == ["page 11", "page 12"]


def test_a_page_that_one_of_them_drops_is_a_fault(both, tmp_path, monkeypatch):
    command = (*judges.RENDERERS["MuPDF"], "1-11")
    monkeypatch.setattr(judges, "RENDERERS", {**judges.RENDERERS, "MuPDF": command})
    verdict = second_renderer("a.pdf", pdf(tmp_path, 12))
    assert verdict.state == "failed" and verdict.faults == ("Poppler shows 12 pages, MuPDF 11",)


def test_a_renderer_that_shows_nothing_is_a_fault(both, tmp_path, stand_in):
    stand_in("mutool", "exit 0")
    assert second_renderer("a.pdf", pdf(tmp_path, 2)).faults == ("Poppler shows 2 pages, MuPDF 0",)


@pytest.mark.parametrize(
    ("name", "renderer", "script", "words"),
    [
        ("mutool", "MuPDF", "echo 'a warning' >&2; echo 'no memory' >&2; exit 3", "ended with 3: no memory"),
        ("pdftoppm", "Poppler", "exit 1", "ended with 1: no message"),
        ("mutool", "MuPDF", "kill -9 $$", "ended with -9: no message"),
        ("pdftoppm", "Poppler", r"printf '\377\n' >&2; exit 2", "ended with 2: \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_renderer_that_fails_is_named(both, tmp_path, stand_in, name, renderer, script, words):
    stand_in(name, script)
    assert second_renderer("a.pdf", pdf(tmp_path, 1)).faults == (f"{renderer} {words}",)


@pytest.mark.slow
def test_a_renderer_that_hangs_is_named_and_ended(both, tmp_path, stand_in, monkeypatch):
    monkeypatch.setattr(judges, "RENDERER_SECONDS", 0.2)
    stand_in("mutool", f"sleep 60 & echo $! > {tmp_path}/child; wait")
    assert second_renderer("a.pdf", pdf(tmp_path, 1)).faults == ("MuPDF timed out after 0.2 s",)
    assert not alive(int((tmp_path / "child").read_text()))


def test_a_renderer_that_is_quick_enough_is_not_ended(both, tmp_path, monkeypatch):
    monkeypatch.setattr(judges, "RENDERER_SECONDS", 30)
    assert second_renderer("a.pdf", pdf(tmp_path, 1)).state == "passed"


@pytest.mark.slow
def test_a_judge_takes_what_it_started_with_it(tmp_path):
    """Also a child that holds on to the judge's output."""
    began = time.monotonic()
    done = run(["sh", "-c", f"sleep 60 & echo $! > {tmp_path}/child; wait"], timeout=0.2)
    assert (done.returncode, done.stderr) == (124, "timed out after 0.2 s")
    assert time.monotonic() - began < 10 and not alive(int((tmp_path / "child").read_text()))


def test_an_interrupted_judge_is_ended(tmp_path, monkeypatch):
    import subprocess

    def interrupted(process, timeout):
        while not (tmp_path / "child").exists() or not (tmp_path / "child").read_text():
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(["sh", "-c", f"sleep 60 & echo $! > {tmp_path}/child; wait"])
    assert not alive(int((tmp_path / "child").read_text()))


def test_files_of_one_name_keep_their_own_verdicts(tmp_path, monkeypatch):
    """veraPDF's report names files by their paths: A01.pdf of two folders are two files."""
    for folder in ("press", "archive"):
        (tmp_path / folder).mkdir()
    paths = {f"{folder}/A01.pdf": tmp_path / folder / "A01.pdf" for folder in ("press", "archive")}
    report = f"""{{"report": {{"jobs": [
      {{"itemDetails": {{"name": "{paths["press/A01.pdf"]}"}}, "validationResult": []}},
      {{"itemDetails": {{"name": "{paths["archive/A01.pdf"]}"}},
        "validationResult": [{{"profileName": "PDF/A-2a", "details": {{"ruleSummaries": []}}}}]}}]}}}}"""
    monkeypatch.setattr(judges, "verapdf_jars", lambda: [tmp_path])
    monkeypatch.setattr(judges, "has_java", lambda: True)
    monkeypatch.setattr(judges, "run", lambda command, **more: run(["printf", "%s", report]))
    verdicts = judges._verapdf("2a", paths)
    assert [(verdict.file, verdict.state) for verdict in verdicts] == [
        ("press/A01.pdf", "failed"),
        ("archive/A01.pdf", "passed"),
    ]


def alive(process):
    """Whether a process runs; one that ended and was not waited for does not."""
    for _ in range(100):
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except (FileNotFoundError, ProcessLookupError):
            return False
        time.sleep(0.02)
    return True
