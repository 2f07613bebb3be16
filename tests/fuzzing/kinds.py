"""What a kind of hostile input is: how one is made from dice, how it is tried, and what may go wrong."""

from __future__ import annotations

import os
import random
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

Files = dict[str, bytes]
"""An input: files by name below its folder. Some contents stand for what is no ordinary file (see `write`)."""

LINK, PIPE, FOLDER = b"\0link ", b"\0pipe", b"\0folder"
"""Contents that stand for a link (its goal follows), a named pipe, an empty folder."""


@dataclass(frozen=True)
class Fault:
    """What went wrong: a symptom, the same for the same fault, and what there is to say of this one."""

    symptom: str
    detail: str = ""


Try = Callable[[Files, Path], Iterable[Fault]]
"""Tries an input in an empty folder; may raise anything."""


@dataclass(frozen=True)
class Kind:
    """`budget`: CPU seconds for one try. `batch`: tries of one process, so that what it keeps does not grow."""

    name: str
    make: Callable[[random.Random], Files]
    attempt: Try
    budget: float
    batch: int


def write(files: Files, folder: Path) -> None:
    """Put an input on the disk."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data.startswith(LINK):
            path.symlink_to(data.removeprefix(LINK).decode())
        elif data == PIPE:
            os.mkfifo(path)
        elif data == FOLDER:
            path.mkdir()
        else:
            path.write_bytes(data)


def raised(fault: BaseException) -> Fault:
    """An exception as a fault: its type and the innermost function of the program that it came through."""
    frames = [frame for frame in traceback.extract_tb(fault.__traceback__) if "banmian" in Path(frame.filename).parts]
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].name}" if frames else ""
    return Fault(f"{type(fault).__name__}{where}", "".join(traceback.format_exception(fault)))
