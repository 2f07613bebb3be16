"""The files of a deposit's folder, listed at once and read one by one: no link is followed, nothing but files is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...diagnostics import Diagnostic, Refused
from ...limits import DEPOSIT_DEPTH, DEPOSIT_FILE_BYTES, DEPOSIT_FILES
from ...reading import read_file, shown
from .fault import Fault


class Folder(Mapping[str, bytes]):
    """Files by name below a folder. `odd`: what else lies there, by name, each with what it is.

    Raises `Refused` when the folder cannot be listed: S014; D079, when there is too much in it. Reading a file may, too.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.odd: dict[str, Fault] = {}
        self._names: dict[str, None] = {}
        try:
            self._list(root, "", 0)
        except OSError as fault:
            facts = {"path": shown(root), "fault": fault.strerror or str(fault)}
            raise Refused([Diagnostic("S014", None, facts)]) from fault

    def _list(self, folder: Path, above: str, depth: int) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                self._take(entry, above + entry.name, depth)

    def _take(self, entry: os.DirEntry[str], name: str, depth: int) -> None:
        kind = entry.stat(follow_symlinks=False).st_mode
        if len(self._names) + len(self.odd) >= DEPOSIT_FILES or depth > DEPOSIT_DEPTH:
            facts = {"path": shown(self.root), "files": DEPOSIT_FILES, "depth": DEPOSIT_DEPTH}
            raise Refused([Diagnostic("D079", None, facts)])
        if stat.S_ISREG(kind):
            self._names[name] = None
        elif stat.S_ISDIR(kind):
            try:
                self._list(Path(entry.path), f"{name}/", depth + 1)
            except OSError as fault:
                self.odd[name] = Fault(fault.strerror or str(fault))
        else:
            self.odd[name] = Fault("a link", "是链接") if stat.S_ISLNK(kind) else Fault("no file", "不是文件")

    def __getitem__(self, name: str) -> bytes:
        """Raises KeyError and `Refused`."""
        if name not in self._names:
            raise KeyError(name)
        return read_file(self.root / name, DEPOSIT_FILE_BYTES, self.root)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
