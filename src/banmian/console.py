"""What the command line shows: progress, diagnostics, tables. On a terminal with rich, in a log as plain lines."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING

from .diagnostics import Diagnostic, Refused, Severity
from .job import Made, Result, Told, quiet
from .manuscript.readers import lines_of, reader_of
from .reading import read_file, shown
from .rules.words import LEVELS
from .verify.deposit.groups import WORDS

if TYPE_CHECKING:
    from .fix import Fix
    from .verify.check import Checked
    from .verifying import Verified

STAGES = {
    "parse": ("parse", "解析"), "make up": ("make up", "拼版"), "render": ("render", "出版面"),
    "check": ("check", "检查"), "judge": ("judge", "送检"), "deliver": ("deliver", "交付"),
    "add": ("add", "入库"), "index": ("index", "编索引"),
}  # fmt: skip
STATES = {"passed": "通过", "failed": "未通过", "not checked": "未检查"}
ONE_BY_ONE = 5
"""So many messages of one kind are shown for a file; the others are counted."""
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


def source_lines(diagnostics: list[Diagnostic], folder: Path, within: Path | None = None) -> dict[str, list[str]]:
    """The lines of the files that diagnostics point into, as far as they can be read; parted as the parser parts them.

    `within`: where a stranger's files lie, out of which no link leads to a line that is shown.
    """
    found: dict[str, list[str]] = {}
    for path in {d.place.path for d in diagnostics if d.place}:
        try:
            found[path] = list(lines_of(path, read_file(folder / path, reader_of(path).most, within)))
        except Refused:
            continue  # the message stands without its line
    return found


def show_diagnostics(
    diagnostics: list[Diagnostic], lang: str, stream: IO[str], folder: Path = Path(), within: Path | None = None
) -> None:
    """All diagnostics, errors first, those of one kind in one file summed up from the sixth on, and a count of all.

    `folder`: that of the issue they are about; `within`: as for `source_lines`.
    """
    order = list(Severity)
    lines = source_lines(diagnostics, folder, within)
    for kind in _kinds(sorted(diagnostics, key=lambda d: order.index(d.severity))):
        for diagnostic in kind[:ONE_BY_ONE]:
            print(describe(diagnostic, lang, lines, folder), file=stream)
        if len(kind) > ONE_BY_ONE:
            print(printable(_more(kind, lang)), file=stream)
    if diagnostics:
        counts = ", ".join(
            f"{n} {LEVELS[severity][lang == 'zh']}{'s' if n > 1 and lang == 'en' else ''}"
            for severity in order
            if (n := sum(d.severity is severity for d in diagnostics))
        )
        print(counts, file=stream)


def _kinds(diagnostics: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """Diagnostics of one rule and level in one file together, where the first of them stands; one without a place alone."""
    kinds: dict[object, list[Diagnostic]] = {}
    for number, one in enumerate(diagnostics):
        key = (one.code, one.severity, one.place.path) if one.place else number
        kinds.setdefault(key, []).append(one)
    return list(kinds.values())


def _more(kind: Sequence[Diagnostic], lang: str) -> str:
    """How many of a kind are not shown."""
    code, count, path = kind[0].code, len(kind) - ONE_BY_ONE, kind[0].place.path if kind[0].place else ""
    if lang == "zh":
        return f"……{path} 里还有 {count} 处 {code}（--format json 全部列出）"
    return f"… and {count} more of {code} in {path} (--format json lists all)"


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
        yield quiet
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
    for name, parts in _parcels(result.files):
        names = {one.name for one in parts}
        said = [f"{v.judge}: {_state(v.state, lang)}" for v in result.verdicts if v.file in names]
        text = ["字符守恒" if zh else "text conserved"] if any(one.holds_text for one in parts) else []
        size, seconds = sum(len(one.data) for one in parts), sum(one.seconds for one in parts)
        rows.append([name, f"{size / 1000:,.0f} kB", f"{seconds:.2f} s", "; ".join(dict.fromkeys([*text, *said]))])
    rows += [[name, "未出" if zh else "missing", "", ", ".join(codes)] for name, codes in result.missing.items()]
    print(table(head, rows))
    for seal in result.seals:
        print(f"{'存档包的摘要：' if zh else 'digest of the deposit: '}{seal.line}")
    print(f"{'已放在' if zh else 'in'} {result.folder}/  ({result.seconds:.2f} s)")


def _parcels(files: Sequence[Made]) -> Iterator[tuple[str, list[Made]]]:
    """What is listed in a line, by its name: a file, or a unit, whose files stand side by side."""
    for unit, some in groupby(files, key=lambda one: one.unit):
        if unit:
            parts = list(some)
            yield f"{unit}/ ({len(parts)})", parts
        else:
            yield from ((one.name, [one]) for one in some)


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


def show_verified(verified: Sequence[Verified], path: Path, lang: str) -> None:
    """What was found, then for each deposit or folder who looked at what and what became of it, and its digest."""
    zh = lang == "zh"
    show_diagnostics([one for part in verified for one in part.noticed], lang, sys.stderr, path, path)
    for part in verified:
        head = ["检查", "结果", "缺少"] if zh else ["check", "state", "lacking"]
        rows = [[WORDS[one.group][zh], _state(one.state, lang), ", ".join(one.lacking)] for one in part.looked]
        print(f"{part.name}\n{table(head, rows)}")
        if part.kind == "deposit":
            print(f"{'存档包摘要' if zh else 'deposit digest'}: {part.digest or '-'}")


def show_fixes(fixes: Sequence[Fix], written: bool, lang: str) -> None:
    """Each file: what is changed in it, in one line, and its diff; once written, where its first state is kept."""
    zh = lang == "zh"
    for fix in fixes:
        print(printable(f"# {fix.name}: {('；' if zh else '; ').join(_changes(fix, zh))}"))
        kept = f"# {'已改；原件存为' if zh else 'written; what it was first is kept as'} {shown(Path(fix.orig.name))}"
        print("\n".join(map(printable, [kept] if written else fix.diff)))
    if not fixes:
        print("没有可以确定改正的" if zh else "nothing that can be mended with certainty")


def _changes(fix: Fix, zh: bool) -> Iterator[str]:
    if fix.encoding != "UTF-8":
        read = next((line.strip()[:24] for line in fix.before.splitlines() if not line.isascii()), "")
        yield f"{fix.encoding} → UTF-8{f'（“{read}”）' if zh else f' (“{read}”)'}"
    for (old, new), count in fix.changes.items():
        words = (f"→ {new}",) * 2 if new.strip("\n") else ("改为换行", "ends the line") if new else ("删除", "deleted")
        times = f"，{count} 处" if zh else f", {count} times" if count > 1 else ""
        name = f"“{old}”" if old.isprintable() else f"U+{ord(old):04X}"
        yield f"{name} {words[not zh]}{times}"


def print_json(value: object) -> None:
    """For machines."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")
