"""Writing: files are made beside their place and moved there together; a failed build leaves the last good one whole."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .diagnostics import Diagnostic, Refused


def as_bytes(value: Any) -> bytes:
    """JSON as it is written everywhere: UTF-8, two spaces, a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def deliver(folder: Path, files: Mapping[str, bytes], replaced: Iterable[str]) -> None:
    """Put files into a folder at once. `replaced`: patterns of old files that do not come along.

    When the model has changed, no old file comes along: it would be of another manuscript.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as fault:
        raise Refused([Diagnostic("S004", None, {"path": str(folder), "fault": fault.strerror})]) from fault
    try:
        for name, data in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(data)
        if _same(folder / "model.json", files.get("model.json")):
            _carry_over(folder, made, tuple(replaced))
        made.chmod(0o755)
        _swap(folder, made)
    except OSError as fault:
        raise Refused([Diagnostic("S004", None, {"path": str(folder), "fault": fault.strerror})]) from fault
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _same(old: Path, new: bytes | None) -> bool:
    return old.is_file() and old.read_bytes() == new


def _carry_over(old: Path, made: Path, replaced: tuple[str, ...]) -> None:
    """What this build did not make stays."""
    for path in old.rglob("*") if old.is_dir() else ():
        name = path.relative_to(old)
        if path.is_file() and not (made / name).exists() and not any(name.match(pattern) for pattern in replaced):
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            os.link(path, made / name)


def _swap(folder: Path, made: Path) -> None:
    if not folder.exists():
        made.rename(folder)
        return
    aside = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    made.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
