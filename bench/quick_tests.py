"""The quick tests in a tree of their own: which run first, how long they may take, and what ended them."""

from __future__ import annotations

import os
import re
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from trees import environment

LEFT_OUT = {"tests/test_architecture.py", "tests/test_bench.py"}
"""The first reads the source, so it could tell a mutant by its looks; the second holds this bench."""
SILENCE = 60
"""Seconds: a test that takes longer than this hangs (the longest takes three)."""
MEMORY = 8 * 2**30
"""Bytes of address space a process of the tests may have: a mutant that fills the memory is killed, not the machine."""
PYTEST = "-m|pytest|-m|not slow|-x|-v|--tb=no|-rfE|-p|no:cacheprovider|-n|0|--hypothesis-profile=ci".split("|")
"""Hypothesis's own profile `ci`: the same examples each time, none kept."""


@dataclass(frozen=True)
class Ending:
    """How a run ended: the test that failed ("": none), whether time ended it, seconds."""

    test: str
    by_time: bool
    seconds: float

    @property
    def killed(self) -> bool:
        return bool(self.test)


class Suite:
    """The quick tests of a tree. `run` needs the seconds of each file, which `baseline` measures."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        files = (file.relative_to(tree).as_posix() for file in sorted((tree / "tests").glob("test_*.py")))
        self.files = [file for file in files if file not in LEFT_OUT]
        self.texts = {file: (tree / file).read_text(encoding="utf-8") for file in self.files}
        self.seconds: dict[str, float] = {}
        # With the digest of the source in them, not its time: two mutants of a file may be written in one second.
        compiled = ("-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src")
        subprocess.run((sys.executable, *compiled), cwd=tree, check=True)

    def baseline(self) -> Ending:
        """All of them on the tree as it is; they must pass."""
        report = self.tree / "junit.xml"
        ending = self._pytest(self.files, 1800, "--junitxml", str(report), "-o", "junit_family=xunit1")
        if not ending.killed:
            for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest's own report
                file = case.get("file") or ""
                self.seconds[file] = self.seconds.get(file, 0.0) + float(case.get("time") or 0)
        report.unlink(missing_ok=True)
        return ending

    def run(self, path: str, limit: float) -> Ending:
        """All of them, those near a module of the source first."""
        return self._pytest(self.ordered(path), limit)

    def ordered(self, path: str) -> list[str]:
        """First the files that name the module, then those that name its package; among them the shortest first."""
        package, module = Path(path).parent.name, Path(path).stem
        near = re.compile(rf"\b{package}(?:\.{module}\b| import [^\n]*\b{module}\b)")

        def place(file: str) -> tuple[int, float]:
            text = self.texts[file]
            distance = 0 if near.search(text) else 1 if f"banmian.{package}" in text else 2
            return distance, self.seconds.get(file, 0.0)

        return sorted(self.files, key=place)

    def _pytest(self, files: Sequence[str], limit: float, *more: str) -> Ending:
        temporary = self.tree.parent / "tmp"
        temporary.mkdir(exist_ok=True)
        own = environment(self.tree) | {"TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
        own.pop("CI", None)  # a judge that is missing is a skip, here too
        own.pop("TZ")  # the tests are run as always
        command = [sys.executable, *PYTEST, f"--basetemp={temporary / 'pytest'}", *more, *files]
        began = time.monotonic()
        with subprocess.Popen(
            command, env=own, cwd=self.tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:  # fmt: skip
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
            try:
                said, in_time = _read(process, limit)
            finally:
                _kill(process)
        return Ending(_failed(said, in_time, process.returncode), not in_time, time.monotonic() - began)


def _read(process: subprocess.Popen[bytes], limit: float) -> tuple[str, bool]:
    """All that it says, and whether it came to its end in time and without long silence."""
    assert process.stdout is not None  # noqa: S101 - a pipe
    said, ends = b"", time.monotonic() + limit
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while selector.select(max(0.0, min(SILENCE, ends - time.monotonic()))):
            got = os.read(process.stdout.fileno(), 65536)
            if not got:
                return said.decode(errors="replace"), _ends(process)
            said += got
    return said.decode(errors="replace"), False


def _ends(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ends soon, now that it has said all."""
    try:
        process.wait(SILENCE)
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """It and all that it started and left behind."""
    with suppress(ProcessLookupError):  # all have ended by themselves
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failed(said: str, in_time: bool, code: int | None) -> str:
    """The test that failed; where none did, the last that was begun."""
    if in_time and code == 0:
        return ""
    named = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", said, re.MULTILINE)
    begun = re.findall(r"^(tests/\S+::\S+)", said, re.MULTILINE)
    return str(named[0] if named else begun[-1] if begun else f"pytest, which ends with {code}")
