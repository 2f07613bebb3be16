"""Finding the files of an issue on disk: a folder of pages, or one page file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from ..diagnostics import Diagnostic, Refused, errors
from ..limits import FOLDER_ENTRIES, ISSUE_PAGES, PROOF_LIST_BYTES, SETTINGS_BYTES
from ..model import Span
from ..reading import folded, is_there, read_file, shown, tell_listed
from .issue_file import IssueFile, read_issue_file
from .passed_over import passed_over
from .proof_file import NO_LISTS, ProofLists, read_lists
from .readers import OLD, READERS, is_text, reader_of
from .source import decode

SETTINGS_FILE = "issue.toml"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_PAGES = re.compile(r"^(readme|licen[sc]e|notes?)\b|^\.|^~\$", re.I)


@dataclass(frozen=True)
class Bundle:
    """The files of an issue: pages by name below its folder, settings, the folder, the paper's name.

    `beside`: what else was read to know them, as it came: `issue.toml`, where there is one, and the files of `lists`, the
    paper's own for proofreading.
    """

    pages: dict[str, bytes]
    settings: IssueFile
    folder: Path
    slug: str
    noticed: tuple[Diagnostic, ...] = ()
    beside: Mapping[str, bytes] = field(default_factory=dict)
    lists: ProofLists = NO_LISTS


def collect(source: Path) -> Bundle:
    """Read an issue's files. Raises `Refused` when there is nothing to read, too much of it, or `issue.toml` is wrong."""
    paths, noticed, folder = _found(source)
    beside = _beside(folder)
    settings, about_settings = _settings(beside)
    settings = replace(settings, whole=source.is_dir())
    listed = settings.proof.files
    pages = dict(_read([path for path in paths if path.name not in listed.values()], folder))
    slug = settings.slug or _slug(source.resolve())
    beside |= {path: read_file(folder / path, PROOF_LIST_BYTES, folder) for path in listed.values()}
    lists, about_lists = read_lists(listed, beside)
    return Bundle(pages, settings, folder, slug, (*about_settings, *about_lists, *noticed), beside, lists)


def text_files(source: Path) -> list[Path]:
    """The pages of an issue that are plain text, and its settings, as files. Raises `Refused` as `collect` does."""
    paths, _, folder = _found(source)
    settings = folder / SETTINGS_FILE
    return [*filter(is_text, paths), *([settings] if os.path.lexists(settings) else [])]


def _found(source: Path) -> tuple[list[Path], list[Diagnostic], Path]:
    """The page files of an issue, a note on what is none, the folder. Raises `Refused` when there are none."""
    try:
        is_folder = source.is_dir()
        if not is_there(source):
            raise Refused([Diagnostic("S001", None, {"path": shown(source)})])
        folder = source if is_folder else source.parent
        paths, noticed = _pages(source) if is_folder else ([source], [])
    except (OSError, ValueError) as fault:  # a name that is too long, a folder that may not be read, a NUL in a name
        facts = {"path": shown(source), "fault": getattr(fault, "strerror", None) or str(fault)}
        raise Refused([Diagnostic("S014", None, facts)]) from fault
    if not paths:
        raise Refused([Diagnostic("S003", None, {"path": shown(source), "types": ", ".join(READERS)}), *noticed])
    return paths, noticed, folder


def _read(paths: Sequence[Path], folder: Path) -> Iterator[tuple[str, bytes]]:
    """The pages by their names as they can be printed."""
    left: dict[int, int] = {}
    for path in paths:
        reader = reader_of(path.name)
        most = left.setdefault(reader.altogether, reader.altogether)
        data = read_file(path, min(reader.most, most), folder)
        left[reader.altogether] -= len(data)
        yield shown(Path(path.name)), data


def _beside(folder: Path) -> dict[str, bytes]:
    path = folder / SETTINGS_FILE
    return {path.name: read_file(path, SETTINGS_BYTES, folder)} if is_there(path) else {}


def _settings(beside: Mapping[str, bytes]) -> tuple[IssueFile, list[Diagnostic]]:
    if SETTINGS_FILE not in beside:
        return IssueFile(), []
    text, about_text = decode(beside[SETTINGS_FILE], Span(SETTINGS_FILE, 1, 1, 1))
    if text is None:
        raise Refused(about_text)
    settings, noticed = read_issue_file(SETTINGS_FILE, text)
    if errors(noticed):
        raise Refused([*about_text, *noticed])
    return settings, [*about_text, *noticed]


def _pages(folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    """The page files of a folder, in order, and a note on what is not taken for a page.

    What is named like a page and cannot be read is among them, and says so when it is read.
    """
    tell_listed(folder, _page_names)
    entries = _entries(folder)
    if len(entries) > FOLDER_ENTRIES:
        raise Refused([Diagnostic("S040", None, {"path": shown(folder), "limit": FOLDER_ENTRIES})])
    pages = _pages_among(entries)
    if len(pages) > ISSUE_PAGES:
        raise Refused([Diagnostic("S041", None, {"path": shown(folder), "found": len(pages), "limit": ISSUE_PAGES})])
    _apart(pages)
    return sorted(pages, key=lambda p: (_natural(p.stem), p.name)), list(passed_over(entries, pages))


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, one more than there may be at the most."""
    return list(islice(folder.iterdir(), FOLDER_ENTRIES + 1))


def _pages_among(entries: Sequence[Path]) -> list[Path]:
    """What is named like a page and is no folder. An old file is none where the same page is there in a new one."""
    named = [p for p in entries if p.suffix.lower() in (*READERS, *OLD) and (p.is_symlink() or not p.is_dir())]
    again = {p.stem for p in named if p.suffix.lower() in READERS}
    return [p for p in named if not _NOT_PAGES.match(p.name) and not (p.suffix.lower() in OLD and p.stem in again)]


def _page_names(folder: Path) -> list[str]:
    """The names of the pages in a folder."""
    return sorted(path.name for path in _pages_among(_entries(folder)))


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
