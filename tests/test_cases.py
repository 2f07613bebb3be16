"""Text cases: a manuscript, a command and what it says, in one file that anyone can write (tests/cases/README.md)."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from banmian.cli import main

CASES = sorted((Path(__file__).parent / "cases").glob("*.case"))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_case(case, request, tmp_path, monkeypatch):
    text = case.read_text(encoding="utf-8")
    given = text.partition("--- stdout\n")[0]
    head, *parts = re.split(r"^--- (.+)\n", given, flags=re.M)
    command = head.strip().removeprefix("$ banmian ").split()
    monkeypatch.chdir(tmp_path)
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        _write(name, content)
    done = CliRunner().invoke(main, command, env={"LC_ALL": "C.UTF-8"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    found = f"{given}--- stdout\n{_ended(done.stdout)}--- stderr\n{_ended(done.stderr)}--- exit {done.exit_code}\n"
    if request.config.getoption("--accept"):
        case.write_text(found, encoding="utf-8")
    assert found == case.read_text(encoding="utf-8")


def _write(name: str, content: str) -> None:
    """A file of the case; `NAME as CODEC` is in that encoding, and `\\xNN` in it is a byte."""
    path, _, codec = name.partition(" as ")
    data = content.encode(codec or "utf-8")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(
        re.sub(rb"\\x([0-9a-f]{2})", lambda hit: bytes.fromhex(hit[1].decode()), data) if codec else data
    )


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"
