"""Every program of the bench runs on its smallest input, and its table has figures for us."""

import io
import runpy
import sys
import zipfile

import pytest

from .conftest import ROOT

BENCH = ROOT / "bench"
OURS = ("banmian", "our page")
PROGRAMS = {
    "archive": ["--smallest"],
    "books": ["--smallest"],
    "breaking": ["--smallest"],
    "english": ["--smallest"],
    "growth": ["--smallest"],
    "issue": ["--smallest"],
    "lines": ["--smallest"],
    "mutants": ["--smallest"],
    "plan": ["--smallest"],
    "press_files": ["--smallest"],
    "proofing": ["--smallest"],
    "run": ["--smallest", "--only", "model", "--only", "warm banmian"],
    "same_bytes": ["--smallest"],
    "worker": ["banmian-new"],
}
"""Each program with its arguments; the worker gets a folder and a page's number too."""
ROWS = {
    "archive": "| 光伏发电 | ",
    "books": "| epub-replica | ",
    "breaking": "| best, kaiming | ",
    "english": "| 22 | ",
    "growth": "| 1     | ",
    "issue": "| a word of one page changed | ",
    "lines": "| banmian ",
    "plan": "| last sketch kept | ",
    "mutants": "verify  1  src/banmian/verify/",
    "press_files": "X053      1",
    "proofing": "R065  doubled ",
    "run": "– frames, setting, copy-fit ",
    "same_bytes": "| seed | layouts/base | (refusal) | same: L",
    "worker": '"makeup": ',
}
"""What stands in the output only when something was measured."""
TREES = {"mutants", "same_bytes"}
"""Those that start programs in git work trees: seconds, and git's own copy of the repository."""


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run a program in this process, which has the faces at hand; it writes below `tmp_path`."""

    monkeypatch.setenv("BANMIAN_BENCH_OUT", str(tmp_path))
    for module, loaded in list(sys.modules.items()):
        if (getattr(loaded, "__file__", None) or "").startswith(f"{BENCH}/"):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.syspath_prepend(str(BENCH))

    def program(name: str, *arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        try:
            runpy.run_path(str(BENCH / f"{name}.py"), run_name="__main__")
        except SystemExit as end:
            return int(end.code or 0), capsys.readouterr().out
        return 0, capsys.readouterr().out

    return program


def programs() -> set[str]:
    found = (path for path in BENCH.glob("*.py") if "__main__" in path.read_text(encoding="utf-8"))
    return {path.stem for path in found}


def test_every_program_is_known_here():
    assert programs() == set(PROGRAMS) == set(ROWS)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PROGRAMS if name not in TREES | {"worker"}])
def test_it_measures_us(run, name):
    code, said = run(name, *PROGRAMS[name])
    assert code == 0, said
    assert ROWS[name] in said, said


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(TREES))
def test_it_works_in_trees_of_its_own(run, needs, name):
    needs("git")
    test_it_measures_us(run, name)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["banmian", "banmian-new"])
def test_the_worker_answers(run, monkeypatch, tmp_path, kind):
    monkeypatch.setattr(sys, "stdin", io.StringIO("0\n"))
    page = tmp_path / "00"
    page.mkdir()
    (page / "A01.md").write_text("样报\n\n# 要闻\n\n## A01\n\n## 标题\n\n" + "正文在此。" * 40, encoding="utf-8")
    code, said = run("worker", kind, str(tmp_path))
    assert code == 0 and ROWS["worker"] in said


@pytest.mark.slow
def test_every_row_of_ours_is_measured(run):
    code, said = run("run", "--smallest")
    rows = [line for line in said.splitlines() if line.startswith("|") and any(name in line for name in OURS)]
    assert code == 0 and len(rows) >= 4
    assert not [row for row in rows if "not measured" in row]


def test_a_row_of_ours_that_cannot_be_measured_is_an_error(run, tmp_path, monkeypatch):
    """The table says why, and the program fails: as when its worker calls what is no longer there."""
    broken = tmp_path / "worker.py"
    broken.write_text("raise TypeError('an old signature')", encoding="utf-8")
    import contenders

    monkeypatch.setattr(contenders, "WORKER", broken)
    code, said = run("run", "--smallest", "--only", "warm banmian")
    assert code == 1
    assert "not measured: a run that succeeds (TypeError: an old signature)" in said


def _files(folder, **files: bytes):
    folder.mkdir()
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return {path.name: path for path in folder.iterdir()}


def _book(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, text in members.items():
            book.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def test_what_differs_is_named(run, tmp_path):
    """By its members, its keys, its first byte; the exceptions allow what they match and nothing else."""
    import same_bytes

    before = _files(
        tmp_path / "a", a_pdf=b"%PDF-1", b_json=b'{"x": 1, "y": 2}', c_epub=_book(a="1", b="2"), d_pdf=b"", e_pdf=b"="
    )
    now = _files(
        tmp_path / "b", a_pdf=b"%PDF-2", b_json=b'{"x": 1, "y": 3}', c_epub=_book(a="1", b="3"), f_pdf=b"", e_pdf=b"="
    )
    rows = list(same_bytes.rows_of("seed", same_bytes.Outcome(before, {"M001"}), same_bytes.Outcome(now, {"M002"})))
    results = {row.file: row.result for row in rows}
    assert results["a.pdf"] == "differs from byte 5 of 6"
    assert results["b.json"].endswith(": y") and results["c.epub"].endswith(": b")
    assert (results["d.pdf"], results["f.pdf"]) == ("only in the base", "only in the present")
    assert results["(refusal)"] == "differs: M001 in the base; M002 now"
    assert [row.file for row in rows if not row.allowed(["*.json", "*.epub"])] == ["(refusal)", "a.pdf", "d.pdf", "f.pdf"]


SOURCE = '''"""1 < 2"""
__all__ = ["a"]
LIMIT: int = 3


def first(words: "list[str]", most: int = 5, whole: bool = False) -> "str | None":
    """Of 7."""
    assert len(words) > 1
    for n, word in enumerate(words[1:]):
        if word and not whole or n >= most:
            continue
        print(f"{n + 1} of {LIMIT}")
        return min(word, "x" + word)
'''
CHANGES = """
3 default: 3 → 4
6 default: 5 → 6
6 default: False → True
9 slice: 1 → 1 + 1
10 and/or: word and not whole → (word or not whole)
10 and/or: word and not whole or n >= most → ((word and (not whole)) and n >= most)
10 compare: n >= most → (n < most)
10 compare: n >= most → (n > most)
10 condition: word and not whole or n >= most → (not (word and (not whole) or n >= most))
10 not: not whole → (whole)
11 continue: continue → break
13 min/max: min → max
13 return: return min(word, "x" + word) → return None
"""


def test_mutants_are_of_the_classical_kinds(run):
    """Texts, annotations, assertions and messages are left as they are; each mutant differs from its source."""
    import mutation

    source = SOURCE.encode()
    found = mutation.mutants("a.py", source)
    assert sorted(f"{one.line} {one.change}" for one in found) == sorted(CHANGES.strip().splitlines())
    assert len({one.applied(source) for one in found} | {source}) == len(found) + 1


@pytest.mark.slow
def test_known_equivalents_are_still_there(run):
    import mutants
    import mutation

    for one in mutants.equivalents():
        found = mutation.mutants(one["file"], (ROOT / one["file"]).read_bytes())
        assert (one["code"], one["change"]) in {(mutant.code, mutant.change) for mutant in found}, one
        assert one["why"]


def test_what_ended_a_run_is_named(run):
    """The test that failed; the one that was running when time ended it; nothing when all passed."""
    import quick_tests

    said = "tests/test_a.py::test_b[x y] PASSED\ntests/test_a.py::test_c \n"
    assert quick_tests._failed(said, True, 0) == ""
    assert quick_tests._failed(said, False, -9) == "tests/test_a.py::test_c"
    assert (
        quick_tests._failed(said + "FAILED tests/test_a.py::test_c[p q] - assert 1", True, 1)
        == "tests/test_a.py::test_c[p q]"
    )
    assert quick_tests._failed("", True, 4) == "pytest, which ends with 4"


def test_an_unknown_row_is_refused(run):
    assert run("run", "--smallest", "--only", "warm nobody")[0] == 2
