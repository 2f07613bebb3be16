"""The manuscript in a deposit, read again as if it were to be built; and what else must hold its text."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ...diagnostics import Diagnostic, Refused, errors
from ...limits import SETTINGS_BYTES
from ...manuscript.folder import SETTINGS_FILE
from ...manuscript.issue_file import read_issue_file
from ...manuscript.readers import READERS
from ...manuscript.source import decode
from ...model import Issue, Node, Span, page_texts, texts
from .deposit import Deposit, Lacking
from .facts import SOURCE
from .fault import Fault, fault_of

if TYPE_CHECKING:
    from ...manuscript.folder import Bundle
    from ...manuscript.parse import Parsed

IssueReader = Callable[[Path], "tuple[Bundle, Parsed]"]


@dataclass(frozen=True)
class Manuscript:
    """The issue that source/ comes to, None if it cannot be read; what was noticed, at places in the deposit; the names of
    the pictures that its page files have in them.
    """

    issue: Issue | None
    bundle: Bundle | None
    noticed: tuple[Diagnostic, ...]
    brought: frozenset[str] = frozenset()


def manuscript(deposit: Deposit, sources: Mapping[str, str], reader: IssueReader) -> Manuscript:
    """Read the page files and settings of source/ in a folder of their own, with the lists that the settings name; nothing
    else of it is needed for the text.
    """
    with tempfile.TemporaryDirectory(prefix="banmian-verify-") as made:
        folder = Path(made) / "source"
        folder.mkdir()
        lists = _lists(deposit, sources)
        for own, path in sources.items():
            page = is_below(own, 1) and (own == SETTINGS_FILE or PurePosixPath(own).suffix.lower() in READERS)
            if page or (own in lists and is_below(own)):
                (folder / own).parent.mkdir(parents=True, exist_ok=True)
                (folder / own).write_bytes(deposit.data(path))
        try:
            bundle, parsed = reader(folder)
        except Refused as refused:
            return Manuscript(None, None, _placed(deposit, sources, refused.diagnostics, folder))
    noticed = _placed(deposit, sources, parsed.noticed, folder)
    return Manuscript(None if errors(noticed) else parsed.issue, bundle, noticed, frozenset(parsed.pictures))


def _lists(deposit: Deposit, sources: Mapping[str, str]) -> frozenset[str]:
    """The names of the paper's own lists for proofreading, as the settings in source/ have them."""
    path = sources.get(SETTINGS_FILE)
    data = deposit.data(path) if path else b""
    text = decode(data, Span(SETTINGS_FILE, 1, 1, 1))[0] if len(data) <= SETTINGS_BYTES else ""
    settings, _ = read_issue_file(SETTINGS_FILE, text or "")
    return frozenset(settings.proof.files.values())


def is_below(name: str, most: int = 40) -> bool:
    """Whether a name of anybody's leads into a folder, at most so many components deep, and nowhere else."""
    parts = name.split("/")
    return len(parts) <= most and not {"", ".", ".."} & set(parts) and "\0" not in name


def _placed(
    deposit: Deposit, sources: Mapping[str, str], noticed: Iterable[Diagnostic], folder: Path
) -> tuple[Diagnostic, ...]:
    """What was noticed in the copy in `folder`, as said of the deposit."""
    return tuple(
        replace(one, place=in_source(deposit, sources, one.place), facts=_without(one.facts, folder)) for one in noticed
    )


def _without(facts: Mapping[str, object], folder: Path) -> dict[str, object]:
    """Facts without the name of a folder that is gone when they are read."""
    return {key: said.replace(str(folder), folder.name) if isinstance(said, str) else said for key, said in facts.items()}


def in_source(deposit: Deposit, sources: Mapping[str, str], place: Span | None) -> Span:
    """A place of the manuscript as one of the deposit."""
    if place is None:
        return deposit.inside(SOURCE)
    return replace(place, path=deposit.inside(sources.get(place.path, SOURCE + place.path)).path)


def issue(manuscript: Manuscript) -> Issue:
    """The issue. Raises `Lacking` when it cannot be read."""
    if manuscript.issue is None:
        raise Lacking(SOURCE)
    return manuscript.issue


@dataclass(frozen=True)
class Carrier:
    """A file that holds text of the manuscript: its name in the payload, the texts that it must hold, the one that it holds
    (without white space), or why it cannot be read.
    """

    name: str
    wanted: tuple[Node, ...]
    found: str = ""
    fault: Fault = Fault("")  # noqa: RUF009 - a text, as good as a constant


def carriers(deposit: Deposit, issue: Issue, folders: tuple[str, ...]) -> Iterator[Carrier]:
    """Every file with text that is there."""
    whole = tuple(texts(issue))
    for name in deposit.below("issue/"):
        if name.endswith((".pdf", ".epub")):
            yield _carrier(deposit, name, whole)
    for page in issue.pages:
        if (folder := f"{page.sequence:04d}") in folders:
            nodes = tuple(page_texts(issue, page))
            for name in deposit.below(f"pages/{folder}/"):
                if name.endswith((".pdf", ".xml")):
                    yield _carrier(deposit, name, nodes)


def _carrier(deposit: Deposit, name: str, wanted: tuple[Node, ...]) -> Carrier:
    from .readers import text_reader

    try:
        return Carrier(name, wanted, deposit.read(text_reader(name), name))
    except Lacking as fault:
        return Carrier(name, wanted, fault=Fault(f"{fault} is missing", f"缺少 {fault}"))
    except Exception as fault:  # a stranger's PDF, EPUB or XML breaks its reader in many ways: each is told
        return Carrier(name, wanted, fault=fault_of(fault))
