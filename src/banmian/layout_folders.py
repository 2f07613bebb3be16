"""Finding layouts: `--layouts DIR`, then `./layouts`, then those that came with the program."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from .diagnostics import Diagnostic, Refused
from .makeup.layouts import Layout, LayoutFault, read_layout
from .places import shipped

FILES = ("layout.toml", "page.html", "page.css", "macros.html")


def search_path(extra: str | Path | None = None) -> list[Path]:
    """The folders that are searched, in order."""
    own = [Path(extra)] if extra else []
    return [*own, Path("layouts"), shipped("layouts")]


def find(name: str, extra: str | Path | None = None) -> Layout:
    """The layout of that name. Raises `Refused`; the message lists the layouts there are."""
    folder = next((p / name for p in search_path(extra) if (p / name / "layout.toml").is_file()), None)
    if folder is None:
        names = ", ".join(sorted(available(extra)))
        raise Refused([Diagnostic("L001", None, {"name": name, "names": names})])
    return _load(folder.resolve(), name, str(extra or ""))


def available(extra: str | Path | None = None) -> dict[str, Path]:
    """Every layout that can be built with, by name."""
    found: dict[str, Path] = {}
    for place in search_path(extra):
        for manifest in sorted(place.glob("*/layout.toml")) if place.is_dir() else []:
            if not tomllib.loads(manifest.read_text(encoding="utf-8")).get("abstract"):
                found.setdefault(manifest.parent.name, manifest.parent)
    return found


@lru_cache(maxsize=16)
def _load(folder: Path, name: str, extra: str) -> Layout:
    files = {f: (folder / f).read_bytes() for f in FILES if (folder / f).is_file()}
    manifest = (folder / "layout.toml").as_posix()
    try:
        parent_name = tomllib.loads(files["layout.toml"].decode()).get("extends")
        parent = find(parent_name, extra or None) if parent_name else None
        return read_layout(name, files, parent, manifest)
    except tomllib.TOMLDecodeError as fault:
        raise Refused([Diagnostic("L002", None, {"name": name, "fault": str(fault)})]) from fault
    except LayoutFault as fault:
        raise Refused([fault.diagnostic]) from fault
