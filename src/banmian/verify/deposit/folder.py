"""The files of a deposit's folder, listed at once and read one by one: no link is followed, nothing but files is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ...diagnostics import Diagnostic, Refused
from ...limits_finished import DEPOSIT_DEPTH, DEPOSIT_FILE_BYTES, DEPOSIT_FILES
from ...reading import Listed, listed, read_file, shown
from .fault import Fault


class Folder(Mapping[str, bytes]):
    """Files by name below a folder. `odd`: what else lies there, by name, each with what it is.

    Raises `Refused` when the folder cannot be listed: S014; D079, when there is too much in it. Reading a file may, too.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.odd: dict[str, Fault] = {}
        self._names: dict[str, None] = {}
        self._folders = 0
        try:
            for one in listed(root, DEPOSIT_FILES):
                self._take(one)
        except OSError as fault:
            facts = {"path": shown(root), "fault": fault.strerror or str(fault)}
            raise Refused([Diagnostic("S014", None, facts)]) from fault

    def _take(self, one: Listed) -> None:
        """Folders and what is none are counted apart: a deposit has as many files as it may, wherever they lie."""
        self._folders += one.is_folder
        files = len(self._names) + len(self.odd) + (not one.is_folder)
        if max(files, self._folders) > DEPOSIT_FILES or one.name.count("/") > DEPOSIT_DEPTH:
            facts = {"path": shown(self.root), "files": DEPOSIT_FILES, "depth": DEPOSIT_DEPTH}
            raise Refused([Diagnostic("D079", None, facts)])
        if one.is_file:
            self._names[one.name] = None
        elif one.fault:
            self.odd[one.name] = Fault(one.fault)
        elif not one.is_folder:
            self.odd[one.name] = Fault("a link", "是链接") if one.is_link else Fault("no file", "不是文件")

    def __getitem__(self, name: str) -> bytes:
        """Raises KeyError and `Refused`."""
        if name not in self._names:
            raise KeyError(name)
        return read_file(self.root / name, DEPOSIT_FILE_BYTES, self.root)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
