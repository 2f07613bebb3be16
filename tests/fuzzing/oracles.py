"""What must hold whatever comes in: of diagnostics, of the manuscript's characters, of the files on the disk."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from banmian.console import describe
from banmian.diagnostics import Diagnostic, errors
from banmian.manuscript.parse import Parsed
from banmian.manuscript.raw.marks import MARKS
from banmian.model import Issue, texts
from banmian.verify.conservation import model_text
from banmian.verify.raw import compared

from .kinds import Fault, Files

HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PATH = re.compile(r"(!\[[^\n]*?\]\()\s*(?:<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)")
"""A picture's path, for what looks like a picture. What is none keeps its characters in the model, which may have more."""
_MOVED = re.compile(r"!\[|\{[^{}\n]*\|[^{}\n]*\||\{[^{}|\n]*\}[ \t\u3000]*(?:[\r\n]|$)")
"""A file without it has no picture, whose path would be in the way, no reading that stands behind each character, no label."""
_UNPRINTED = re.compile(r"(?:\{[^{}|\n]*\}[ \t\u3000]*)+#*[ \t]*(?=[\r\n]|$)")
"""What may be a headline's label or a table's width: printed nowhere then."""
_DESCRIBED = re.compile(r"!\[[^\]\n]*\]")
"""Of several pictures with one caption the brackets may describe them, and are printed nowhere then."""


def spoken(noticed: Iterable[Diagnostic], files: Mapping[str, list[str]]) -> Iterator[Fault]:
    """A diagnostic of each code can be shown in both languages and as JSON, and its place is one. `files`: lines by name."""
    for diagnostic in {one.code: one for one in noticed}.values():
        for lang in ("en", "zh"):
            if not describe(diagnostic, lang, dict(files)).strip() or not diagnostic.message(lang):
                yield Fault(f"{diagnostic.code} says nothing", lang)
            json.dumps(diagnostic.as_json(lang), default=str).encode()
        place = diagnostic.place
        if place and not (1 <= place.line <= place.last_line and place.column >= 1):
            yield Fault(f"{diagnostic.code} stands nowhere", str(place))
        if place and place.path in files and place.line > max(1, len(files[place.path])):
            yield Fault(f"{diagnostic.code} stands behind the end", str(place))


def conserved(files: Files, parsed: Parsed) -> Iterator[Fault]:
    """The model is what the ledgers say, and every Han of the raw files is in it, in order where nothing moves it.

    With errors nothing is promised.
    """
    if errors(parsed.noticed):
        return
    if model_text(parsed.issue) != parsed.manuscript:
        yield Fault("the model is not the manuscript", f"{parsed.manuscript!r}\n{model_text(parsed.issue)!r}")
    for fault in compared(parsed.ledgers, MARKS, parsed.issue):
        yield Fault(f"a ledger says {fault.code}", f"{fault.place} {fault.facts}")
    raw = _raw(files)
    if raw is None:
        return
    if len(_DESCRIBED.findall(raw)) > 1:
        raw = _DESCRIBED.sub("![]", raw)
    wanted, found = Counter(HAN.findall(_UNPRINTED.sub("", _PATH.sub(r"\1", raw)))), Counter(_everything(parsed.issue))
    if lost := wanted - found:
        yield Fault("lost Han", "".join(sorted(lost.elements())))
    elif not _MOVED.search(raw) and HAN.findall(raw) != HAN.findall(model_text(parsed.issue)):
        yield Fault("Han in another order", f"{HAN.findall(raw)}\n{HAN.findall(model_text(parsed.issue))}")


def _raw(files: Files) -> str | None:
    """The text of the pages; of later ones from the first heading on, since a masthead is printed once."""
    made = []
    for data in files.values():
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None  # which of the other encodings it is in is a guess, and not this oracle's
        heading = re.search(r"(?:^|[\r\n])[ \t]{0,3}#", text) if made else None
        made.append(text[heading.start() :] if heading else text)
    return "\n".join(made)


def _everything(issue: Issue) -> Iterator[str]:
    """Every Han that the model holds, in whatever part."""
    for node in texts(issue):
        yield from HAN.findall(node.text)
    for figure in (figure for page in issue.pages for figure in page.figures):
        yield from HAN.findall(figure.image or "")


Snapshot = dict[str, str]


def snapshot(folder: Path) -> Snapshot:
    """Everything below a folder: a file by its bytes, a link by its goal, anything else by its mode."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if path.is_symlink():
            said = f"link {os.readlink(path)}"  # noqa: PTH115 - the goal may be no name
        elif path.is_file():
            said = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            said = f"mode {status.st_mode:o}"
        found[os.fsencode(path.relative_to(folder)).decode("utf-8", "backslashreplace")] = said
    return found


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Names that came, went or became another."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
