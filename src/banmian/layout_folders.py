"""Finding layouts: `--layouts DIR`, then the user's own folder, then those that came with the program; and reading them.

A layout is data from anyone. Its folder is read as it stands: ordinary files, no links, nothing outside of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .diagnostics import Diagnostic, Refused
from .layout_faces import faces_named, families
from .limits import (
    FACE_BYTES,
    LAYOUT_BYTES,
    LAYOUT_FILE_BYTES,
    LAYOUT_FILES,
    LAYOUT_FOLDERS,
    LAYOUT_PARENTS,
    LAYOUT_TEXT_BYTES,
    LAYOUT_TEXTS_BYTES,
    MB,
    SETTINGS_BYTES,
)
from .makeup.layout_file import LayoutManifest, make_layout
from .makeup.layout_keys import NAME
from .makeup.layouts import Layout, LayoutFile
from .model import Span
from .places import shipped
from .reading import is_there, read_file, shown, tell_listed
from .toml import loads

VARIABLE = "BANMIAN_LAYOUTS"
"""Names the user's own folder of layouts; `layouts/` in the configuration folder otherwise."""
MOST = {
    "layout.toml": SETTINGS_BYTES, "manifest.toml": SETTINGS_BYTES, ".html": LAYOUT_TEXT_BYTES, ".css": LAYOUT_TEXT_BYTES,
    **dict.fromkeys((".svg", ".png", ".jpg", ".jpeg"), LAYOUT_FILE_BYTES), **dict.fromkeys((".otf", ".ttf"), FACE_BYTES),
}  # fmt: skip
"""What is read of a layout's folder, by name or ending, and how large it may be."""
_TEXTS = (".toml", ".html", ".css", ".svg")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
HERE = "./layouts/"
"""How an issue names a layout of its own: `layout = "./layouts/NAME"`."""


def search_path(extra: str | Path | None = None) -> list[Path]:
    """The folders that are searched, in order. Raises `Refused` when the variable names none."""
    own = [Path(extra)] if extra else []
    return [*own, _users(), shipped("layouts")]


def _users() -> Path:
    """The user's own folder of layouts, which need not be there unless the variable names it."""
    if named := os.environ.get(VARIABLE):
        if not Path(named).is_dir():
            raise Refused([Diagnostic("L020", None, {"variable": VARIABLE, "path": shown(Path(named))})])
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("banmian", appauthor=False) / "layouts"


def find(name: str, extra: str | Path | None = None, issue: Path | None = None) -> Layout:
    """The layout of that name. `issue`: the issue's folder, in which only `./layouts/NAME` is looked up.

    Raises `Refused`; the message lists the layouts there are.
    """
    folder = _in_issue(name, issue) if name.startswith(HERE) and issue else _folder(name, extra)
    if folder is None:
        raise Refused([_unknown(name, extra, issue)])
    layout = _read(folder, name, extra)
    if LayoutManifest.of(layout.manifest).data.get("abstract"):
        raise Refused([_unknown(name, extra, issue)])
    return layout


def _unknown(name: str, extra: str | Path | None, issue: Path | None) -> Diagnostic:
    """There is no such layout; perhaps one stands where nothing is searched unasked."""
    facts = {"name": shown(Path(name)), "names": ", ".join(sorted(available(extra)))}
    if re.fullmatch(NAME, name):
        if issue and (issue / "layouts" / name / "layout.toml").is_file():
            return Diagnostic("L021", None, facts)
        if (Path("layouts") / name / "layout.toml").is_file():
            return Diagnostic("L011", None, facts)
    return Diagnostic("L001", None, facts)


def _in_issue(name: str, issue: Path) -> Path:
    """The folder of a layout that the issue brings: one of its own, not a link to elsewhere."""
    folder = issue / "layouts" / name.removeprefix(HERE)
    if not re.fullmatch(NAME, name.removeprefix(HERE)) or not folder.resolve().is_relative_to(issue.resolve()):
        raise Refused([Diagnostic("L025", Span("issue.toml", 1, 1, 1), {"name": name})])
    read_file(folder / "layout.toml", SETTINGS_BYTES, issue, Span("issue.toml", 1, 1, 1))
    return folder


def _folder(name: str, extra: str | Path | None) -> Path | None:
    if not re.fullmatch(NAME, name):
        return None
    return next((p / name for p in search_path(extra) if is_there(p / name / "layout.toml")), None)


def available(extra: str | Path | None = None) -> dict[str, Path]:
    """Every layout that can be built with, by name."""
    found: dict[str, Path] = {}
    for place in search_path(extra):
        for manifest in sorted(place.glob("*/layout.toml")) if place.is_dir() else []:
            if re.fullmatch(NAME, manifest.parent.name) and not _abstract(manifest):
                found.setdefault(manifest.parent.name, manifest.parent)
    return found


def listed(extra: str | Path | None = None) -> tuple[list[Layout], list[Diagnostic]]:
    """The layouts that can be read, in the order of their names, and what is wrong with the others."""
    layouts: list[Layout] = []
    noticed: list[Diagnostic] = []
    for name in sorted(available(extra)):
        try:
            layouts.append(find(name, extra))
        except Refused as refused:
            noticed += refused.diagnostics
    return layouts, noticed


def _abstract(manifest: Path) -> bool:
    """Whether a manifest says so; of one that cannot be read, no (using it tells why)."""
    try:
        return bool(loads(read_file(manifest, SETTINGS_BYTES).decode("utf-8-sig")).get("abstract"))
    except (Refused, ValueError, RecursionError, OverflowError):
        return False


def _read(folder: Path, name: str, extra: str | Path | None) -> Layout:
    """A layout with its parents, read anew each time: what a designer has changed is seen."""
    names, files = [name], _files(folder, name, {})
    manifests: list[LayoutManifest] = []
    while True:
        manifests.insert(0, LayoutManifest.of(files[f"{names[0]}/layout.toml"]))
        parent = manifests[0].data.get("extends")
        if parent is None:
            return make_layout(names, files, manifests, families(files))
        above = _folder(parent, extra)
        facts = {"name": parent, "chain": " → ".join([*reversed(names), parent])}
        if above is None or parent in names or len(names) > LAYOUT_PARENTS:
            code = "L015" if above is None else "L016"
            facts |= {"names": ", ".join(sorted(available(extra))), "limit": str(LAYOUT_PARENTS)}
            raise Refused([Diagnostic(code, manifests[0].place(("extends",)), facts)])
        names.insert(0, parent)
        files = _files(above, parent, files) | files


def _files(folder: Path, layout: str, below: Mapping[str, LayoutFile]) -> dict[str, LayoutFile]:
    """The files of a layout's folder, by `LAYOUT/FILE`. `below`: those of the layouts that extend it, which count too."""
    home = folder.resolve()
    made: dict[str, LayoutFile] = {}
    tell_listed(home, _names)
    found = [path for path in _paths(home) if _most(path)]
    if len(found) > LAYOUT_FILES:
        raise Refused([Diagnostic("L022", _at(folder), {"limit": LAYOUT_FILES})])
    for path in sorted(found, key=_is_face):  # the manifest of the faces before them
        name = f"{layout}/{path.relative_to(home).as_posix()}"
        if _is_face(path) and name not in faces_named(made):
            continue
        made[name] = LayoutFile(path.as_posix(), read_file(path, _most(path), home, _at(path)))
        if path.suffix.lower() in _TEXTS:
            _check_text(made[name])
        _check_sums([*below.values(), *made.values()], path)
    if f"{layout}/layout.toml" not in made:  # there is something of that name, but no file: say so
        read_file(home / "layout.toml", SETTINGS_BYTES, home, _at(home / "layout.toml"))
    return made


def _names(home: Path) -> list[str]:
    """The files of a layout, by names below its folder."""
    return [path.relative_to(home).as_posix() for path in _paths(home) if _most(path)]


def _most(path: Path) -> int:
    """How large a file may be; 0 for one that is none of a layout's."""
    return MOST.get(path.name) or MOST.get(path.suffix.lower()) or 0


def _is_face(path: Path) -> bool:
    return path.suffix.lower() in (".otf", ".ttf")


def _check_sums(files: Sequence[LayoutFile], path: Path) -> None:
    """Raises `Refused` at the file that is too much."""
    texts = sum(len(file.data) for file in files if file.path.lower().endswith((".html", ".css")))
    sizes = sum(len(file.data) for file in files)
    limits = (texts, LAYOUT_TEXTS_BYTES, "templates and style sheets"), (sizes, LAYOUT_BYTES, "files")
    for size, most, what in limits:
        if size > most:
            raise Refused([Diagnostic("L060", _at(path), {"what": what, "limit": f"{most / MB:g} MB"})])


def _paths(home: Path) -> Iterator[Path]:
    """What stands in a folder, in the order of names. Raises `Refused` for a link to a folder and for too many inside of
    each other; a link to a file that leads out is found when it is read.
    """
    for place, folders, names in os.walk(home):
        folders.sort()
        depth = len(Path(place).relative_to(home).parts)
        for folder in folders:
            path = Path(place) / folder
            if path.is_symlink():
                raise Refused([Diagnostic("L023", _at(path), {"path": shown(path)})])
            if depth >= LAYOUT_FOLDERS:
                raise Refused([Diagnostic("L029", _at(path), {"limit": LAYOUT_FOLDERS})])
        yield from (Path(place) / name for name in sorted(names))


def _at(path: Path) -> Span:
    return Span(shown(path), 1, 1, 1)


def _check_text(file: LayoutFile) -> None:
    """Raises `Refused` for what is not text in UTF-8, and for control characters."""
    try:
        text = file.text
    except UnicodeDecodeError as fault:
        line = file.data[: fault.start].count(b"\n") + 1
        raise Refused([Diagnostic("L030", Span(file.path, line, 1, line), {})]) from fault
    if hit := _CONTROL.search(text):
        line = text[: hit.start()].count("\n") + 1
        column = hit.start() - text.rfind("\n", 0, hit.start())
        facts = {"character": f"U+{ord(hit[0]):04X}"}
        raise Refused([Diagnostic("L031", Span(file.path, line, column, line), facts)])
