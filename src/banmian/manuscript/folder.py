"""Finding the files of an issue on disk: a folder of pages, or one page file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..diagnostics import Diagnostic, Refused, errors
from ..limits import FOLDER_ENTRIES, ISSUE_PAGES, SETTINGS_BYTES
from ..model import Span
from ..reading import folded, read_file, shown
from .issue_file import IssueFile, read_issue_file
from .readers import OLD, READERS, reader_of

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_PAGES = re.compile(r"^(readme|licen[sc]e|notes?)\b|^\.|^~\$", re.I)


@dataclass(frozen=True)
class Bundle:
    """The files of an issue: pages by name below its folder, settings, the folder, the paper's name."""

    pages: dict[str, bytes]
    settings: IssueFile
    folder: Path
    slug: str
    noticed: tuple[Diagnostic, ...] = ()


def collect(source: Path) -> Bundle:
    """Read an issue's files. Raises `Refused` when there is nothing to read, too much of it, or `issue.toml` is wrong."""
    try:
        is_folder, is_there = source.is_dir(), os.path.lexists(source)
        if not is_there:
            raise Refused([Diagnostic("S001", None, {"path": shown(source)})])
        folder = source if is_folder else source.parent
        paths, noticed = _pages(source) if is_folder else ([source], ())
    except (OSError, ValueError) as fault:  # a name that is too long, a folder that may not be read, a NUL in a name
        facts = {"path": shown(source), "fault": getattr(fault, "strerror", None) or str(fault)}
        raise Refused([Diagnostic("S014", None, facts)]) from fault
    if not paths:
        raise Refused([Diagnostic("S003", None, {"path": shown(source), "types": ", ".join(READERS)}), *noticed])
    settings, about_settings = _settings(folder)
    pages = dict(_read(paths, folder))
    slug = settings.slug or _slug(source.resolve())
    return Bundle(pages, settings, folder, slug, (*about_settings, *noticed))


def _read(paths: Sequence[Path], folder: Path) -> Iterator[tuple[str, bytes]]:
    """The pages by their names as they can be printed."""
    left: dict[int, int] = {}
    for path in paths:
        reader = reader_of(path.name)
        most = left.setdefault(reader.altogether, reader.altogether)
        data = read_file(path, min(reader.most, most), folder)
        left[reader.altogether] -= len(data)
        yield shown(Path(path.name)), data


def _settings(folder: Path) -> tuple[IssueFile, list[Diagnostic]]:
    path = folder / "issue.toml"
    if not (path.is_symlink() or path.exists()):
        return IssueFile(), []
    try:
        text = read_file(path, SETTINGS_BYTES, folder).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(
            [Diagnostic("I001", Span(path.name, 1, 1, 1), {"fault": f"not UTF-8 at byte {fault.start}"})]
        ) from fault
    settings, noticed = read_issue_file(path.name, text)
    if errors(noticed):
        raise Refused(noticed)
    return settings, noticed


def _pages(folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    """The page files of a folder, in order, and a note on what is not taken for a page.

    What is named like a page and cannot be read is among them, and says so when it is read.
    """
    entries = list(islice(folder.iterdir(), FOLDER_ENTRIES + 1))
    if len(entries) > FOLDER_ENTRIES:
        raise Refused([Diagnostic("S040", None, {"path": shown(folder), "limit": FOLDER_ENTRIES})])
    named = [p for p in entries if p.suffix.lower() in (*READERS, *OLD) and (p.is_symlink() or not p.is_dir())]
    again = {p.stem for p in named if p.suffix.lower() in READERS}
    pages = [p for p in named if not _NOT_PAGES.match(p.name) and not (p.suffix.lower() in OLD and p.stem in again)]
    others = sorted(shown(Path(p.name)) for p in named if p not in pages)
    if len(pages) > ISSUE_PAGES:
        raise Refused([Diagnostic("S041", None, {"path": shown(folder), "found": len(pages), "limit": ISSUE_PAGES})])
    _apart(pages)
    noticed = [Diagnostic("P057", None, {"names": ", ".join(others[:8])})] if others else []
    return sorted(pages, key=lambda p: (_natural(p.stem), p.name)), noticed


def _apart(pages: Sequence[Path]) -> None:
    """Raises `Refused` for two names that are one elsewhere: one page would be gone there."""
    seen: dict[str, Path] = {}
    for page in sorted(pages):
        other = seen.setdefault(folded(page.name), page)
        if other != page:
            raise Refused([Diagnostic("S043", None, {"one": shown(Path(other.name)), "other": shown(Path(page.name))})])


def _natural(stem: str) -> list[tuple[int, str]]:
    """T2 before T10; of the digits of other scripts (①, ٣) nothing is read."""
    parts = re.split(r"([0-9]+)", stem)
    return [(int(part[-18:]), part) if part.isdigit() and part.isascii() else (0, part.lower()) for part in parts]


def _slug(source: Path) -> str:
    """`paper.slug` was not given: the name above a folder named by a day, else the file's (or folder's) own."""
    folder = source if source.is_dir() else source.parent
    if _DAY.fullmatch(folder.name) and folder.parent.name:
        return folder.parent.name
    return source.stem if source.is_file() else source.name
