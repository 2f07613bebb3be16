"""Printing plants: what each prints and asks for. Shipped ones by name, or a file of one's own (docs/press.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Refused
from ..limits import PROFILE_BYTES, SETTINGS_BYTES
from ..places import shipped
from ..reading import read_file, shown
from .demands import Demands, from_table, read_table

OWN: Mapping[str, Any] = {
    "title": dict, "profile": str, "condition": str, "registry": str, "ppi": (int, float), "sharpen": bool, "name": str,
    "marks": bool,
}  # fmt: skip
"""Keys that a plant has besides those of demands, and the kinds of their values."""


@dataclass(frozen=True)
class Plant:
    """A plant. `demands`: what its pages are judged by; `profile`: the name of its ICC file, and the bytes, None for the
    shipped newsprint; `ppi`: pictures are made no finer; `sharpen`: whether they are sharpened for newsprint; `file`: the
    pattern of its files' names; `marks`: whether it wants any around the page; `files`: those that it was read from, by
    their names as seen from its own; none for a shipped one.
    """

    name: str
    demands: Demands
    title: Mapping[str, str] = field(default_factory=dict)
    profile: tuple[str, bytes] | None = None
    condition: str = "CGATS TR 002"
    registry: str = "http://www.color.org"
    ppi: float = 240
    sharpen: bool = False
    file: str = ""
    marks: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def names() -> list[str]:
    """The shipped plants."""
    return sorted(path.stem for path in shipped("plants").glob("*.toml"))


def find(name: str, folder: Path | None = None) -> Plant:
    """A plant by its name, or by the path of its file, which may lie in `folder` alone if that is given.

    Raises `Refused`: S117 (there is none), S115 (a wrong key), and what cannot be read.
    """
    if name in names():
        return _plant(name, read_table(shipped("plants") / f"{name}.toml"), shipped("plants"), None)
    if not name.endswith(".toml"):
        facts = {"what": "plant", "what_zh": "印刷厂", "name": name[:60], "known": ", ".join(names())}
        raise Refused([Diagnostic("S117", None, facts)])
    path = (folder or Path()) / name
    made = _plant(shown(Path(name)), read_table(path, folder), path.parent, folder)
    profile = dict([made.profile] if made.profile else ())
    return replace(made, files={path.name: read_file(path, SETTINGS_BYTES, folder), **profile})


def _plant(name: str, table: Mapping[str, Any], folder: Path, within: Path | None) -> Plant:
    own = {key: value for key, value in table.items() if key in OWN}
    if wrong := [key for key, value in own.items() if not isinstance(value, OWN[key]) or (value is True and key == "ppi")]:
        raise Refused([Diagnostic("S115", None, {"path": name, "key": wrong[0], "allowed": ", ".join(OWN)})])
    demands = from_table({key: value for key, value in table.items() if key not in own}, name, tuple(OWN))
    profile = own.pop("profile", None)
    if profile is not None:
        own["profile"] = (profile, read_file(folder / profile, PROFILE_BYTES, within))
    return Plant(name, demands, file=own.pop("name", ""), **own)
