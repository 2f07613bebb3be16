"""The command line: what a user types, and what comes back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from banmian.cli import main
from banmian.console import cells, describe
from banmian.diagnostics import Diagnostic
from banmian.model import Span

from .conftest import SEED, SEED_ISSUE


def run(*arguments: str, env: dict[str, str] | None = None):
    return CliRunner().invoke(main, list(arguments), env={"LC_ALL": "C.UTF-8", **(env or {})})


@pytest.mark.parametrize("command", ["build", "model", "layouts", "doctor", "new"])
def test_every_command_explains_itself(command):
    done = run(command, "--help")
    assert done.exit_code == 0 and len(done.output) > 150
    if command in ("build", "model", "new"):
        assert "Example" in done.output


def test_layouts_lists_paper_and_grid():
    done = run("layouts", "--format", "json")
    found = {row["name"]: row for row in json.loads(done.output)}
    assert set(found) == {"broadsheet", "tabloid", "proof"}
    assert found["broadsheet"]["paper"] == "390 x 540" and found["broadsheet"]["grid"].startswith(
        "5 x 17 characters, 84 lines"
    )
    assert found["tabloid"]["paper"] == "270 x 390"


def test_doctor_names_the_mending_command(monkeypatch):
    from banmian import doctor

    assert run("doctor").exit_code == 0
    needs = (doctor._Need("Pango", lambda: False, True, ("building", "出版"), "apt-get install libpango-1.0-0"),)
    monkeypatch.setattr(doctor, "NEEDS", needs)
    done = run("doctor", "--lang", "zh")
    assert done.exit_code == 5 and "apt-get install libpango-1.0-0" in done.output and "缺" in done.output


def test_new_makes_an_issue_that_builds(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("new", "daily/2026-01-01").exit_code == 0
    done = run("build", "daily/2026-01-01", "--to", "screen", "--format", "json")
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["folder"] == "build/sample-daily-2026-01-01"
    assert [d["code"] for d in report["diagnostics"] if d["severity"] == "error"] == []
    again = run("new", "daily/2026-01-01", "--lang", "zh")
    assert again.exit_code == 5 and "不是空的" in again.stderr


def test_the_language_follows_the_locale():
    assert "找不到" in run("model", "nothing.md", env={"LC_ALL": "zh_CN.UTF-8"}).stderr
    assert "there is no" in run("model", "nothing.md", env={"LC_ALL": "de_DE.UTF-8"}).stderr


def test_a_mark_stands_under_its_character():
    """A Chinese character is two cells wide."""
    line = "中共聊城市委机关报 2022年12月27日 星期一"
    diagnostic = Diagnostic("R001", Span("a.md", 1, 23, 1), {"date": "2022-12-27", "right": "星期二", "printed": "星期一"})
    shown = describe(diagnostic, "en", {"a.md": [line]}).splitlines()
    assert shown[0].startswith("a.md:1:23: warning R001: ")
    mark = shown[2].index("^") - len("    | ")
    assert mark == cells(line[:22])


def test_plain_progress_in_a_log(tmp_path):
    done = run("build", str(SEED), "--to", "screen", "--out", str(tmp_path), "--lang", "en")
    assert done.exit_code == 0
    stages = [line.split(":")[0] for line in done.stderr.splitlines()[:4]]
    assert stages == ["parse", "make up", "render", "deliver"]
    assert "screen.pdf" in done.stdout and "kB" in done.stdout and " s" in done.stdout


def test_json_for_machines(tmp_path):
    done = run("build", str(SEED_ISSUE), "--to", "epub", "--out", str(tmp_path), "--format", "json")
    report = json.loads(done.stdout)
    assert Path(report["folder"], "issue.epub").exists() and report["files"][0]["target"] == "epub"


def test_model_prints_json_alone_on_its_stream():
    done = run("model", str(SEED))
    assert json.loads(done.stdout)["masthead"]["title"] == "聊城日报"
    assert "P010" in done.stderr
