"""The README keeps its word: its commands are one line each, its Python runs, both languages say the same."""

import re
import subprocess
import sys
from functools import cache

import pytest

from .conftest import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


def blocks(path, language):
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.M | re.S)


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_the_first_two_blocks_are_the_two_commands(path):
    first, second = blocks(path, "sh")[:2]
    assert first == "sh .ci/set-up judge && .venv/bin/banmian build seeds/liaocheng-daily/2022-12-27 --judge\n"
    assert second == "sh .ci/set-up test && .venv/bin/python -m pytest\n"


def test_ci_runs_the_second_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    command = subprocess.run(
        ["bash", "-c", re.search(r"command=\$\((.*)\)", script)[1]], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert command.stdout == blocks(ROOT / "README.md", "sh")[1]


@pytest.mark.slow
@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_the_python_runs(path, tmp_path):
    code = blocks(path, "python")[0]
    assert len([line for line in code.splitlines() if line]) == 5, "the README promises five lines"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "screen.pdf" in done.stdout


@pytest.mark.parametrize("path", [*READMES, *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))):
        assert (path.parent / target).exists(), target


@cache
def anchors(path):
    """What the headings of a page are called in links: in small letters, without marks, hyphens for blanks."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    heads = re.findall(r"^#+ (.+)$|<a id=\"([^\"]+)\"", text, re.M)
    return {name or re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head, name in heads}


@pytest.mark.parametrize("path", [*READMES, *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_to_a_heading(path):
    for target, name in re.findall(
        r"\]\(([^)#:]*\.md)?#([^)]+)\)", re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))
    ):
        assert name in anchors(path.parent / target if target else path), (target, name)
