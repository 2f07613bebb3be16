"""Where the shipped files are: in the wheel beside the modules, in a checkout at its top."""

from __future__ import annotations

from pathlib import Path


def package() -> Path:
    """The folder of this program's modules."""
    return Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The folder `name` (`fonts`, `layouts`, `profiles`) that came with the program."""
    inside = package() / name
    return inside if inside.is_dir() else package().parent.parent / name
