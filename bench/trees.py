"""Commits of this repository in work trees of their own, in a temporary folder that is removed after."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def work_tree(revision: str) -> Iterator[Path]:
    """A commit checked out. Ends the program with git's words when there is no such commit."""
    commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    with tempfile.TemporaryDirectory(prefix="banmian-tree-") as folder:
        tree = Path(folder) / "tree"
        git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            git("worktree", "remove", "--force", str(tree))


def git(*arguments: str) -> str:
    """What git says, without the last line's end. Ends the program when git fails."""
    done = subprocess.run(("git", "-C", str(ROOT), *arguments), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"git {' '.join(arguments)}: {done.stderr.strip() or 'no such commit'}")
    return done.stdout.strip()


def environment(tree: Path, *more: Path) -> dict[str, str]:
    """For a program that is to use a tree's modules, layouts and fonts; nothing in it depends on place or day."""
    path = os.pathsep.join(map(str, (tree / "src", *more)))
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SOURCE_DATE_EPOCH"))}
    return known | {"PYTHONPATH": path, "TZ": "UTC"}


def told(what: str) -> None:
    """Show how far it is, on one line of a terminal; "" takes the line away."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)
