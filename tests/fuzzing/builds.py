"""Whole builds: odd issues to some targets into odd folders; what is not the build's own stays as it was."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from banmian import desk
from banmian.diagnostics import Refused
from banmian.job import Order, Result

from . import manuscripts, pictures, settings
from .kinds import FOLDER, LINK, PIPE, Fault, Files, Kind, write
from .oracles import Snapshot, changed, snapshot, spoken

TARGETS = ("press", "screen", "archive", "archive-pages", "epub", "epub-replica", "epub-vertical", "epub-hant", "deposit")
PAGE_NAMES = ("..md", "①.md", "notes.md", "A 01.TXT", ".hidden.md", "图.md", "a" * 240 + ".md", "-rf.md", "A\udcff.md")
OUTS = ("out", "out", "out", "out/deep/er", "issue", "issue/out", ".", "issue/build", "used")
"""Where to, below the try's folder: also where the issue is, above it, inside it, and where files of the user's lie."""
EPOCHS = ("",) * 30 + ("0", "1", "4102444800", "99999999999", "-1", "x", "253402300800")
LAYOUTS = (None, None, "tabloid", "proof")


def make(dice: random.Random) -> Files:
    """An issue, what is ordered, and what lies where it is to go."""
    files = {}
    for number in range(1, dice.choice((2, 2, 2, 3))):
        text = manuscripts.grammatical(dice, number, odd=dice.random() < 0.15)
        name = dice.choice(PAGE_NAMES) if number == 1 and dice.random() < 0.15 else f"A{number:02d}.md"
        files[f"issue/{name}"] = text.encode("utf-8", "replace")
    if dice.random() < 0.04:
        files["issue/A09.md"] = dice.choice((PIPE, LINK + b"A09.md", LINK + b"/dev/zero", LINK + b"/etc/passwd", FOLDER))
    if dice.random() < 0.1:
        files["issue/issue.toml"] = settings.make(dice)["issue.toml"]
    if dice.random() < 0.5:
        _, data = pictures.picture(dice)
        files |= {"issue/a.jpg": data, "issue/图 一.jpg": data}
    out = dice.choice(OUTS)
    files["issue/notes of mine.txt"] = b"mine"
    files |= {f"used/{name}/signed.txt": b"signed" for name in ("issue", "issue-2026-01-01", "sample-daily")}
    to = dice.sample(TARGETS, dice.choice((1, 1, 2, 3)))
    order = {"out": out, "to": to, "layout": dice.choice(LAYOUTS), "epoch": dice.choice(EPOCHS)}
    if order["layout"] == "proof" and dice.random() < 0.9:
        order["to"] = ["screen"]
    order |= {"times": dice.choice((1, 1, 2)), "draft": dice.random() < 0.3}
    files["order.json"] = json.dumps(order).encode()
    return files


def attempt(files: Files, folder: Path) -> Iterator[Fault]:
    """Build, once or twice in a row, and look at the whole folder before and after."""
    write(files, folder)
    said = {"out": "out", "to": ["screen"], "layout": None, "epoch": "", "times": 1, "draft": False}
    try:
        said |= json.loads(files.get("order.json", b"{}"))
    except ValueError:  # the input is being made smaller
        return
    order = Order(
        folder / "issue", tuple(said["to"]), said["layout"], out=folder / said["out"], jobs=1, draft=said["draft"]
    )
    with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": said["epoch"]} if said["epoch"] else {}):
        for _ in range(said["times"]):
            yield from _built(order, folder)


def _built(order: Order, folder: Path) -> Iterator[Fault]:
    before = snapshot(folder)
    try:
        result = desk.build(order)
    except Refused as refused:
        if names := changed(before, snapshot(folder)):
            yield Fault("a refused build changed the disk", "\n".join(names))
        yield from spoken(refused.diagnostics, {})
        return
    yield from spoken(result.diagnostics, {})
    yield from _delivered(result)
    yield from _untouched(result, folder, before)


def _delivered(result: Result) -> Iterator[Fault]:
    """What the report names lies in the folder, and is as long as it says."""
    if not (result.folder / "report.json").is_file() or not (result.folder / "model.json").is_file():
        yield Fault("a build delivered no report", str(result.folder))
        return
    for one in json.loads((result.folder / "report.json").read_text(encoding="utf-8"))["files"]:
        path = result.folder / one["file"]
        if not path.is_file() or path.stat().st_size != one["bytes"]:
            yield Fault("a file of the report is not there", one["file"])


def _untouched(result: Result, folder: Path, before: Snapshot) -> Iterator[Fault]:
    """What was there stays as it was, but for what this build made; what is new lies in its folder."""
    made = result.folder.relative_to(folder)
    own = {str(made / name) for name in ("model.json", "report.json", *(one.name for one in result.files))}
    after = snapshot(folder)
    for name in changed(before, after):
        is_folder = before.get(name, after.get(name, "")).startswith("mode 4")
        if name in before and name not in after:
            yield Fault("something of the user's is gone", name)
        elif name in before and not is_folder and name not in own:
            yield Fault("a file of the user's changed", name)
        elif name not in before and made not in (Path(name), *Path(name).parents) and Path(name) not in made.parents:
            yield Fault("a build left something beside its folder", name)


KIND = Kind("builds", make, attempt, budget=30, batch=200)
