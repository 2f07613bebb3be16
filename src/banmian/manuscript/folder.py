"""Finding the files of an issue on disk: a folder of pages, or one page file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Refused
from ..limits import PAGE_FILE_BYTES, SETTINGS_BYTES
from ..model import Span
from ..reading import read_file
from .issue_file import IssueFile, read_issue_file

PAGE_TYPES = (".md", ".txt")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_PAGES = re.compile(r"^(readme|licen[sc]e|notes?)\b", re.I)


@dataclass(frozen=True)
class Bundle:
    """The files of an issue: pages by name below its folder, settings, the folder, the paper's name."""

    pages: dict[str, bytes]
    settings: IssueFile
    folder: Path
    slug: str


def collect(source: Path) -> Bundle:
    """Read an issue's files. Raises `Refused` when there is nothing to read or `issue.toml` is wrong."""
    if not source.exists():
        raise Refused([Diagnostic("S001", None, {"path": str(source)})])
    folder = source if source.is_dir() else source.parent
    settings = _settings(folder)
    paths = _pages(source) if source.is_dir() else [source]
    if not paths:
        raise Refused([Diagnostic("S003", None, {"path": str(source), "types": ", ".join(PAGE_TYPES)})])
    pages = {path.name: read_file(path, PAGE_FILE_BYTES, folder) for path in paths}
    return Bundle(pages, settings, folder, settings.slug or _slug(source.resolve()))


def _settings(folder: Path) -> IssueFile:
    path = folder / "issue.toml"
    if not (path.is_symlink() or path.exists()):
        return IssueFile()
    try:
        text = read_file(path, SETTINGS_BYTES, folder).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused([Diagnostic("I001", Span(path.name, 1, 1, 1), {"fault": str(fault)})]) from fault
    settings, noticed = read_issue_file(path.name, text)
    if noticed:
        raise Refused(noticed)
    return settings


def _pages(folder: Path) -> list[Path]:
    found = (p for p in folder.iterdir() if p.suffix.lower() in PAGE_TYPES and p.is_file())
    return sorted((p for p in found if not _NOT_PAGES.match(p.name)), key=lambda p: _natural(p.stem))


def _natural(stem: str) -> list[tuple[int, str]]:
    """T2 before T10."""
    return [(int(part), "") if part.isdigit() else (0, part.lower()) for part in re.split(r"(\d+)", stem)]


def _slug(source: Path) -> str:
    """`paper.slug` was not given: the name above a folder named by a day, else the file's (or folder's) own."""
    folder = source if source.is_dir() else source.parent
    if _DAY.fullmatch(folder.name) and folder.parent.name:
        return folder.parent.name
    return source.stem if source.is_file() else source.name
