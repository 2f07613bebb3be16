"""Finding layouts: `--layouts DIR`, then `./layouts`, then those that came with the program."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from .diagnostics import Diagnostic, Refused
from .makeup.layouts import Layout, LayoutFault, read_layout
from .places import shipped

FILES = ("layout.toml", "page.css", "*.html")
"""What a layout's folder holds: its manifest, its style sheet, its template and the parts that templates include."""


def search_path(extra: str | Path | None = None) -> list[Path]:
    """The folders that are searched, in order."""
    own = [Path(extra)] if extra else []
    return [*own, Path("layouts"), shipped("layouts")]


def find(name: str, extra: str | Path | None = None) -> Layout:
    """The layout of that name. Raises `Refused`; the message lists the layouts there are."""
    folder = _folder(name, extra)
    if folder is None or _manifest(folder).get("abstract"):
        names = ", ".join(sorted(available(extra)))
        raise Refused([Diagnostic("L001", None, {"name": name, "names": names})])
    return _load(folder.resolve(), name, str(extra or ""))


def _folder(name: str, extra: str | Path | None) -> Path | None:
    return next((p / name for p in search_path(extra) if (p / name / "layout.toml").is_file()), None)


def _manifest(folder: Path) -> dict[str, Any]:
    """A layout's manifest; of one that cannot be read, nothing (using it tells why)."""
    try:
        return tomllib.loads((folder / "layout.toml").read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def available(extra: str | Path | None = None) -> dict[str, Path]:
    """Every layout that can be built with, by name."""
    found: dict[str, Path] = {}
    for place in search_path(extra):
        for manifest in sorted(place.glob("*/layout.toml")) if place.is_dir() else []:
            if not _manifest(manifest.parent).get("abstract"):
                found.setdefault(manifest.parent.name, manifest.parent)
    return found


@lru_cache(maxsize=16)
def _load(folder: Path, name: str, extra: str, heirs: tuple[str, ...] = ()) -> Layout:
    """A layout and its parents; `heirs` are the layouts that extend it."""
    files = {path.name: path.read_bytes() for name in FILES for path in sorted(folder.glob(name)) if path.is_file()}
    try:
        parent = tomllib.loads(files["layout.toml"].decode()).get("extends")
        if parent in (name, *heirs):
            raise ValueError(f"extends = {parent!r} goes in a circle")
        above = _folder(str(parent), extra or None) if parent else None
        if parent and above is None:
            raise ValueError(f"extends = {parent!r}: there is no such layout")
        made = _load(above.resolve(), str(parent), extra, (name, *heirs)) if above else None
        return read_layout(name, files, made, (folder / "layout.toml").as_posix())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as fault:
        raise Refused([Diagnostic("L002", None, {"name": name, "fault": str(fault)})]) from fault
    except LayoutFault as fault:
        raise Refused([fault.diagnostic]) from fault
