"""`banmian new`: a small issue that builds, to start from. Its files lie in `starters/`, a folder for each kind."""

from __future__ import annotations

import json
from pathlib import Path

from .diagnostics import Diagnostic, Refused
from .places import package
from .targets.table import table

PAGE, DAILY = "page", "daily"
"""Kinds of issue: one page of one story; two pages of nine stories, with a comment, briefs and picture news."""


def start(folder: Path, kind: str = PAGE) -> list[Path]:
    """Write an issue of a kind into a folder, and `images/` beside it. Raises `Refused` when the folder is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused([Diagnostic("S005", None, {"path": str(folder)})])
    made = []
    try:
        (folder / "images").mkdir(parents=True, exist_ok=True)
        for given in sorted((package() / "starters" / kind).iterdir()):
            text = given.read_text(encoding="utf-8").replace("{targets}", json.dumps(table().usual))
            path = folder / given.name
            path.write_text(text, encoding="utf-8")
            made.append(path)
    except OSError as fault:
        raise Refused([Diagnostic("S004", None, {"path": str(folder), "fault": fault.strerror})]) from fault
    return made
