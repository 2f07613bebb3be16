"""The command line: what a user types, and what comes back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from banmian.cli import main
from banmian.console import cells, describe
from banmian.diagnostics import Diagnostic
from banmian.model import Span

from .conftest import SEED, SEED_ISSUE
from .helpers import issue, page


def run(*arguments: str, env: dict[str, str] | None = None):
    return CliRunner().invoke(main, list(arguments), env={"LC_ALL": "C.UTF-8", **(env or {})})


@pytest.mark.parametrize("command", ["build", "fit", "model", "layouts", "doctor", "new"])
def test_every_command_explains_itself(command):
    done = run(command, "--help")
    assert done.exit_code == 0 and len(done.output) > 150
    if command in ("build", "fit", "model", "new"):
        assert "Example" in done.output


def test_layouts_lists_paper_and_grid():
    done = run("layouts", "--format", "json")
    found = {row["name"]: row for row in json.loads(done.output)}
    assert set(found) == {"broadsheet", "daily-en", "modular", "modular-tabloid", "tabloid", "proof"}
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


@pytest.mark.slow
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
    diagnostic = Diagnostic(
        "R001", Span("a.md", 1, 23, 1), dict.fromkeys(("date", "right", "printed", "fits", "fits_zh"), "")
    )
    shown = describe(diagnostic, "en", {"a.md": [line]}).splitlines()
    assert shown[0].startswith("a.md:1:23: warning R001: ")
    mark = shown[2].index("^") - len("    | ")
    assert mark == cells(line[:22])


@pytest.mark.slow
def test_plain_progress_in_a_log(tmp_path):
    done = run("build", str(SEED), "--to", "screen", "--out", str(tmp_path), "--lang", "en")
    assert done.exit_code == 0
    stages = [line.split(":")[0] for line in done.stderr.splitlines()[:4]]
    assert stages == ["parse", "make up", "render", "deliver"]
    assert "screen.pdf" in done.stdout and "kB" in done.stdout and " s" in done.stdout


def test_json_for_machines(tmp_path):
    done = run("build", str(SEED_ISSUE), "--to", "epub", "--out", str(tmp_path), "--format", "json")
    report = json.loads(done.stdout)
    assert Path(report["folder"], "liaocheng-daily-2022-12-27.epub").exists() and report["files"][0]["target"] == "epub"


def test_model_prints_json_alone_on_its_stream():
    done = run("model", str(SEED))
    assert json.loads(done.stdout)["masthead"]["title"] == "聊城日报"
    assert "P010" in done.stderr


@pytest.mark.slow
def test_fit_shows_the_ladder_and_a_picture_of_the_page():
    done = run("fit", str(SEED_ISSUE))
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "T01" and "comes out even" in done.stdout and "chosen: 10.5 pt, 84 lines, 5 columns" in done.stdout
    picture = [line for line in lines if line.startswith("|")]
    assert len({len(line) for line in picture}) == 1 and len(picture) > 30
    assert all(any(mark in line for line in picture) for mark in "=#%")
    body = [line for line in picture if line.count("=") > 40]
    assert len(body) >= 7  # five columns of text above the second picture


@pytest.mark.slow
def test_fit_speaks_chinese_and_to_machines():
    assert "排满" in run("fit", str(SEED_ISSUE), "--lang", "zh").stdout
    told = json.loads(run("fit", str(SEED_ISSUE), "--layout", "tabloid", "--format", "json").stdout)
    assert told["pages"][0]["page"] == "T01" and told["pages"][0]["tried"][0]["price"] == 0


@pytest.mark.slow
def test_fit_of_too_much_text_shows_how_much_and_fails(tmp_path):
    page = tmp_path / "A01.md"
    page.write_text(
        "样报\n\n# 要闻\n\n## A01\n\n## 主题\n\n### 小标题\n\n" + ("这一段话很长。" * 40 + "\n\n") * 40, encoding="utf-8"
    )
    done = run("fit", str(page))
    assert done.exit_code == 3 and "lines over" in done.stdout and "hint: cut" in done.stderr


def test_nothing_that_a_file_or_a_name_holds_steers_the_terminal(tmp_path, monkeypatch):
    """Escape sequences in a key, in a name, in the line that a message shows."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "A\x1b[31m.md").write_text("# \x1b[2J要闻\n\n##\n", encoding="utf-8")
    (tmp_path / "issue.toml").write_text('"\\u001b[31m" = 1\n', encoding="utf-8")
    for _ in range(2):
        done = CliRunner().invoke(main, ["build", ".", "--lang", "en"])
        assert done.exit_code == 1 and "\x1b" not in done.output and "Traceback" not in done.output
        (tmp_path / "issue.toml").unlink(missing_ok=True)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_any_terminal_shows_any_message(tmp_path, encoding):
    (tmp_path / "甲𬭎.md").write_text("# 要闻 𬭎\n\n##\n", encoding="utf-8")
    for lang in ("zh", "en"):
        done = subprocess.run(
            [sys.executable, "-m", "banmian", "build", "甲𬭎.md", "--lang", lang], cwd=tmp_path, capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        assert done.returncode == 1 and b"P033" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.slow
def test_a_working_folder_that_is_gone_is_a_message(tmp_path):
    code = (
        "import os, sys; os.mkdir('d'); os.chdir('d'); os.rmdir('../d'); from banmian.cli import main; main(sys.argv[1:])"
    )
    for command in (["doctor"], ["build", "x.md"], ["layouts"], ["check", "x.epub"], ["new", "y"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "S042" in done.stderr, "Traceback" in done.stderr) == (5, True, False)


@pytest.mark.slow
def test_a_reader_that_leaves_and_a_key_end_it_quietly(tmp_path):
    """`banmian model … | head -1` and Ctrl-C: no traceback."""
    issue(tmp_path, page("## 主题\n\n导语写完了。\n"))
    command = [sys.executable, "-m", "banmian", "model", "A01.md"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait() == 141 and process.stderr.read() == b""
    code = """
import sys
from banmian import desk
from banmian.cli import main
def interrupted(*asked):
    raise KeyboardInterrupt
desk.read = interrupted
main(["model", "A01.md", "--lang", "en"])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (130, "stopped")


@pytest.mark.slow
def test_what_only_the_system_knows_is_a_message(tmp_path):
    for command in (["new", "a" * 300], ["new", "x/" + "b" * 300]):
        done = run(*command, "--lang", "en")
        assert done.exit_code == 5 and "Traceback" not in done.output and ("S045" in done.output or "S004" in done.output)
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "banmian", "layouts", "--lang", "en"]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 5 and "S045" in done.stderr and "Traceback" not in done.stderr
