"""What the command line shows: progress, diagnostics, tables. On a terminal with rich, in a log as plain lines."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from .diagnostics import Diagnostic, Refused, Severity
from .job import Result, Told
from .manuscript.readers import lines_of, reader_of
from .reading import read_file, shown
from .rules.words import LEVELS

if TYPE_CHECKING:
    from .verify.check import Checked

STAGES = {
    "parse": ("parse", "解析"), "make up": ("make up", "拼版"), "render": ("render", "出版面"),
    "check": ("check", "检查"), "judge": ("judge", "送检"), "deliver": ("deliver", "交付"),
}  # fmt: skip
STATES = {"passed": "通过", "failed": "未通过", "not checked": "未检查"}
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What steers a terminal or ends a line."""


def cells(text: str) -> int:
    """The width of a text on a terminal: a Chinese character is two cells wide."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def describe(diagnostic: Diagnostic, lang: str, lines: dict[str, list[str]], folder: Path = Path()) -> str:
    """A diagnostic as lines: place, severity, code, message; the line with a mark under the place; the hint.

    `folder`: where the issue's files lie; a place names them below it, and a terminal wants a path that it can open.
    """
    name = LEVELS[diagnostic.severity][lang == "zh"]
    at = diagnostic.place
    place = f"{_nearby(folder / at.path)}:{at.line}:{at.column}: " if at else ""
    made = [f"{place}{name} {diagnostic.code}: {diagnostic.message(lang)}"]
    made += _excerpt(diagnostic, lines)
    hint = diagnostic.hint(lang)
    if hint:
        made.append(f"    {'建议' if lang == 'zh' else 'hint'}: {hint}")
    return "\n".join(map(printable, made))


def printable(line: str) -> str:
    """A line that does to a terminal nothing but print, whatever a name, a key or a file holds."""
    return _STEERING.sub(lambda hit: f"\\x{ord(hit[0]):02x}", line)


def _excerpt(diagnostic: Diagnostic, lines: dict[str, list[str]]) -> list[str]:
    place = diagnostic.place
    if place is None or diagnostic.severity is Severity.NOTE or not 0 < place.line <= len(lines.get(place.path, [])):
        return []
    line = lines[place.path][place.line - 1].expandtabs(4)
    if not line.strip():
        return []
    before = lines[place.path][place.line - 1][: place.column - 1].expandtabs(4)
    start = max(0, len(before) - 24)
    shown = line[start : start + 36]
    return [f"    | {shown}", f"    | {' ' * cells(before[start:])}^"]


def _nearby(path: Path) -> str:
    """A path as it is shorter to read: below the working folder where it lies there."""
    try:
        return shown(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):  # elsewhere; the working folder is gone; a circle of links
        return shown(path)


def source_lines(diagnostics: list[Diagnostic], folder: Path) -> dict[str, list[str]]:
    """The lines of the files that diagnostics point into, as far as they can be read; parted as the parser parts them."""
    found: dict[str, list[str]] = {}
    for path in {d.place.path for d in diagnostics if d.place}:
        try:
            found[path] = list(lines_of(path, read_file(folder / path, reader_of(path).most)))
        except Refused:
            continue  # the message stands without its line
    return found


def show_diagnostics(diagnostics: list[Diagnostic], lang: str, stream: IO[str], folder: Path = Path()) -> None:
    """All diagnostics, errors first, and a count. `folder`: that of the issue they are about."""
    order = list(Severity)
    lines = source_lines(diagnostics, folder)
    for diagnostic in sorted(diagnostics, key=lambda d: order.index(d.severity)):
        print(describe(diagnostic, lang, lines, folder), file=stream)
    if diagnostics:
        counts = ", ".join(
            f"{n} {LEVELS[severity][lang == 'zh']}{'s' if n > 1 and lang == 'en' else ''}"
            for severity in order
            if (n := sum(d.severity is severity for d in diagnostics))
        )
        print(counts, file=stream)


class Progress:
    """Tells of the stages: a moving line on a terminal, plain lines in a log."""

    def __init__(self, lang: str, stream: IO[str]) -> None:
        self.lang, self.stream, self.status = lang, stream, None
        if stream.isatty():
            from rich.console import Console

            self.status = Console(file=stream).status("")
            self.status.start()

    def __call__(self, stage: str, what: str) -> None:
        text = printable(f"{STAGES[stage][self.lang == 'zh']}: {what}")
        if self.status:
            self.status.update(text)
        else:
            print(text, file=self.stream, flush=True)

    def stop(self) -> None:
        """Clear the moving line."""
        if self.status:
            self.status.stop()


@contextmanager
def progress(lang: str, style: str, stream: IO[str]) -> Iterator[Told]:
    """What is told of the stages while they last: shown, or kept to itself when the answer is for machines."""
    if style == "json":
        yield lambda stage, what: None
        return
    shown = Progress(lang, stream)
    try:
        yield shown
    finally:
        shown.stop()


def table(head: list[str], rows: list[list[str]]) -> str:
    """Columns that line up, Chinese or not."""
    widths = [max(cells(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [
        "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))
        for row in [head, *rows]
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def show_result(result: Result, lang: str) -> None:
    """The table at the end: file, size, time, and what the judges said; what is missing, with the codes of the errors."""
    zh = lang == "zh"
    head = ["文件", "大小", "用时", "检查"] if zh else ["file", "size", "time", "checked"]
    rows = []
    for one in result.files:
        said = [f"{v.judge}: {_state(v.state, lang)}" for v in result.verdicts if v.file == one.name]
        text = ["字符守恒" if zh else "text conserved"] if one.holds_text else []
        rows.append([one.name, f"{len(one.data) / 1000:,.0f} kB", f"{one.seconds:.2f} s", "; ".join([*text, *said])])
    rows += [[name, "未出" if zh else "missing", "", ", ".join(codes)] for name, codes in result.missing.items()]
    print(table(head, rows))
    print(f"{'已放在' if zh else 'in'} {result.folder}/  ({result.seconds:.2f} s)")


def _state(state: str, lang: str) -> str:
    """What a judge says, in a language."""
    return STATES[state] if lang == "zh" else state


def show_checked(checked: Sequence[Checked], lang: str) -> None:
    """What was found in each file, then a table of who looked at it and what became of it."""
    show_diagnostics([one for file in checked for one in file.noticed], lang, sys.stderr)
    judges = list(dict.fromkeys(v.judge for file in checked for v in (file.own, *file.verdicts)))
    rows = []
    for file in checked:
        said = {v.judge: v.state for v in (file.own, *file.verdicts)}
        shown = [said.get(judge, "not checked") for judge in judges]  # a file that is no book is shown to no judge
        rows.append([file.name, *(_state(state, lang) for state in shown)])
    print(table(["文件" if lang == "zh" else "file", *judges], rows))


def print_json(value: object) -> None:
    """For machines."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")
