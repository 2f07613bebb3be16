"""The judges of books: one run of EPUBCheck for many, Ace for full checks; what is missing says so."""

import io
import zipfile

import pytest

from banmian.verify import book_judges
from banmian.verify.judges import judge_books

from .conftest import Built


def torn(data: bytes) -> bytes:
    """The book with a tag left open in its first article."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, content.replace(b"</article>", b"") if "story-" in info.filename else content)
    return out.getvalue()


@pytest.fixture
def shelf(seed: Built, tmp_path):
    good = seed.data("epub")
    paths = {"good": tmp_path / "1.epub", "torn": tmp_path / "2.epub", "again": tmp_path / "报纸.epub"}
    for name, path in paths.items():
        path.write_bytes(torn(good) if name == "torn" else good)
    return paths


@pytest.mark.slow
def test_many_books_in_one_jvm(shelf, needs, monkeypatch):
    """In a plain locale, one of them with a Chinese name."""
    needs("EPUBCheck")
    monkeypatch.setenv("LC_ALL", "C")
    runs = []
    run = book_judges.run
    monkeypatch.setattr(book_judges, "run", lambda command, **more: runs.append(command) or run(command, **more))
    found = {verdict.file: verdict for verdict in judge_books(shelf)}
    assert len(runs) == 1 and {name: v.state for name, v in found.items()} == {
        "good": "passed",
        "torn": "failed",
        "again": "passed",
    }
    assert found["torn"].faults[0].startswith("RSC-016")


def of_no_language(data: bytes) -> bytes:
    """The book with a package that does not say its language."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(
                info, content.replace(b' xml:lang="zh-Hans">', b">") if info.filename.endswith(".opf") else content
            )
    return out.getvalue()


@pytest.mark.slow
def test_epubcheck_and_ace_have_nothing_to_say_of_the_seeds_editions_and_ace_finds_what_is_wrong(
    seed: Built, tmp_path, needs
):
    needs("EPUBCheck")
    needs("Ace")
    paths = {one.name: tmp_path / one.name for one in seed.result.files if one.target.startswith("epub")}
    for name, path in paths.items():
        path.write_bytes(seed.data(name))
    (wrong := tmp_path / "wrong.epub").write_bytes(of_no_language(seed.data("epub")))
    *found, of_wrong = judge_books(paths | {"wrong": wrong}, full=True)
    said = [(v.judge, v.state, v.faults) for v in found if v.file != "wrong"]
    assert len(paths) == 4 and said == [("EPUBCheck", "passed", ())] * 4 + [("Ace", "passed", ())] * 4
    assert (of_wrong.judge, of_wrong.file, of_wrong.state) == ("Ace", "wrong", "failed")
    assert any(fault.startswith("epub-lang") for fault in of_wrong.faults)


@pytest.mark.slow
def test_missing_judges_are_named_states(shelf, monkeypatch):
    monkeypatch.setattr(book_judges, "epubcheck_jar", lambda: None)
    monkeypatch.setattr(book_judges, "ace_command", list)
    states = {(v.judge, v.state) for v in judge_books(shelf, full=True)}
    assert states == {("EPUBCheck", "not checked"), ("Ace", "not checked")}


@pytest.mark.slow
def test_a_judge_that_breaks_down_is_no_pass(shelf, monkeypatch, tmp_path, needs):
    needs("java")
    monkeypatch.setattr(book_judges, "epubcheck_jar", lambda: tmp_path / "nothing.jar")
    assert {v.state for v in judge_books(shelf)} == {"failed"}


def test_a_judge_that_hangs_is_no_pass(monkeypatch):
    done = book_judges.run(["sleep", "5"], timeout=0.1)
    assert done.returncode and done.stderr == "timed out after 0.1 s"
