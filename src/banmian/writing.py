"""Writing what a command was asked for beside a build: a new file, never over one that is there."""

from __future__ import annotations

from pathlib import Path

from .diagnostics import Diagnostic, Refused


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there. Raises `Refused` (S116) for one that is."""
    try:
        with path.open("xb") as out:
            out.write(data)
    except FileExistsError as fault:
        raise Refused([Diagnostic("S116", None, {"path": str(path)})]) from fault
