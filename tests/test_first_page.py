"""docs/zh/first-page.md keeps its word: its commands, done one after the other in an empty folder, say what it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from .conftest import ROOT

PAGE = ROOT / "docs" / "zh" / "first-page.md"
BLOCK = re.compile(r"^```(sh|text|toml)\n(.*?)^```$", re.M | re.S)


def said(command: str) -> str:
    """What a command says on a terminal, in the order in which it comes."""
    whole = [sys.executable, "-u", "-m", "banmian", *command.removeprefix("banmian ").split()]
    env = {**os.environ, "BANMIAN_LANG": "zh", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(whole, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=True)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def plain(text: str) -> str:
    """An output without sizes and times."""
    return re.sub(r" +", " ", re.sub(r"-{2,}", "--", re.sub(r"\d[\d,.]* (kB|s)\b", r"… \1", text)))


def with_pictures(folder: Path, toml: str) -> None:
    with (folder / "issue.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{toml}")
    for name in re.findall(r'^image = "(.*)"$', toml, flags=re.M):
        Image.new("RGB", (1600, 900), "gray").save(folder / name)


@pytest.mark.slow
def test_a_night_desk_can_follow_it(tmp_path, monkeypatch, request):
    monkeypatch.chdir(tmp_path)
    page, last = PAGE.read_text(encoding="utf-8"), ""

    def followed(block: re.Match[str]) -> str:
        nonlocal last
        kind, text = block.groups()
        if kind == "sh":
            last = said(text.strip())
        elif kind == "toml":
            with_pictures(tmp_path / "2026-01-01", text)
        elif plain(text) != plain(last):
            return f"```text\n{last}```"
        return block[0]

    found = BLOCK.sub(followed, page)
    if request.config.getoption("--accept"):
        PAGE.write_text(found, encoding="utf-8")
    assert found == PAGE.read_text(encoding="utf-8")
    assert {p.name for p in (tmp_path / "build").rglob("*.pdf")} == {"A01.pdf", "screen.pdf", "archive.pdf"}


def test_it_shows_what_every_command_says():
    kinds = [block[1] for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]
    assert kinds == ["sh", "text", "sh", "text", "sh", "text", "toml", "sh", "text"]
    assert all(block[2].strip() for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")))
