"""Every program of the bench runs on its smallest input, and its table has figures for us."""

import io
import runpy
import sys

import pytest

from .conftest import ROOT

BENCH = ROOT / "bench"
OURS = ("banmian", "our page")
PROGRAMS = {
    "books": ["--smallest"],
    "breaking": ["--smallest"],
    "growth": ["--smallest"],
    "lines": ["--smallest"],
    "run": ["--smallest", "--only", "model", "--only", "warm banmian"],
    "worker": ["banmian-new"],
}
"""Each program with its arguments; the worker gets a folder and a page's number too."""
ROWS = {
    "books": "| epub-replica | ",
    "breaking": "| best, kaiming | ",
    "growth": "| 1 × | ",
    "lines": "| banmian ",
    "run": "– frames, setting, copy-fit ",
    "worker": '"makeup": ',
}
"""What stands in the output only when something was measured."""


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


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name != "worker"])
def test_it_measures_us(run, name):
    code, said = run(name, *PROGRAMS[name])
    assert code == 0, said
    assert ROWS[name] in said, said


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


def test_an_unknown_row_is_refused(run):
    assert run("run", "--smallest", "--only", "warm nobody")[0] == 2
