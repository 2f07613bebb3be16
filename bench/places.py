"""Where a tree's program builds an issue by the command line: its own copy of it, its output, what it keeps."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inputs import OUT, ROOT
from many_pages import ManyPages
from processes import Sample, environment, run


@dataclass(frozen=True)
class Place:
    """A tree, and the folder where it works."""

    tree: Path
    folder: Path

    @property
    def issue(self) -> Path:
        """The copy of the issue."""
        return self.folder / "issue"

    @property
    def results(self) -> Path:
        """What was built."""
        return self.folder / "results"

    def begin(self, issue: ManyPages) -> None:
        """Have the issue as it was written, and nothing else."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(issue.folder, self.issue)

    def build(self, arguments: Sequence[str]) -> Sample:
        """Build once, and watch all processes. Raises `Failed`."""
        command = (sys.executable, "-m", "banmian", "build", "issue", *arguments, "--out", "results")
        known = environment(self.folder / "cache", self.tree)
        return run(command, self.folder, self.folder / "log.txt", known, watched=True)


def places(program: str, base: Path | None) -> list[Place]:
    """The place of this tree, and that of a base, where one is named."""
    trees = {"here": ROOT, **({"base": base.resolve()} if base else {})}
    return [Place(tree, OUT / program / name) for name, tree in trees.items()]
