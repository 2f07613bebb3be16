"""From the files of an issue to its model. Files come in as bytes by path; no disk is touched here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..diagnostics import Diagnostic
from ..limits import MASTHEAD_LINES
from ..model import Figure, Issue, Masthead, Page
from ..names import named, slug
from ..rebuilding import rebuilt
from . import languages
from .blocks import blocks, tokens
from .bullets import bullets
from .dialect import read_page
from .issue_file import IssueFile, PictureFor
from .ledger import Ledger
from .lines import not_set
from .masthead import read_masthead, repeated
from .numbers import pages_of
from .page_entries import doubtful
from .pasted import pasted
from .proof_file import Waiver
from .raw.reading import ledgers
from .readers import copyist, reader_of
from .tables import with_widths
from .waivers import waivers_of


@dataclass(frozen=True)
class Parsed:
    """An issue, what was noticed, and the ledgers of its pages, which nothing that made the issue had a hand in.

    `pictures`: those that page files bring, by the names that figures give them; `waivers`: what they say is right as it
    is.
    """

    issue: Issue
    noticed: list[Diagnostic]
    ledgers: tuple[Ledger, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    @cached_property
    def manuscript(self) -> str:
        """The text of the manuscript, without mark-up and white space: what the model and each file are compared with."""
        return "".join(ledger.text for ledger in self.ledgers)


@dataclass(frozen=True)
class _PageFile:
    """One parsed page file; not `whole` when it could not be read to its end."""

    masthead: Masthead
    page: Page
    noticed: list[Diagnostic]
    whole: bool = True
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()


def parse(files: Mapping[str, bytes], settings: IssueFile | None = None) -> Parsed:
    """Parse page files (display path → bytes), in page order. With an error in `noticed`, the issue is incomplete."""
    settings = settings or IssueFile()
    captions = frozenset(picture.caption for picture in settings.pictures)
    sheets = [_sheet(path, data, n, captions) for n, (path, data) in enumerate(files.items(), 1)]
    noticed = [d for sheet in sheets for d in sheet.noticed]
    if not sheets:
        return Parsed(Issue(Masthead(), ()), noticed)
    first = sheets[0]
    for sheet in sheets[1:]:
        noticed += repeated(first.masthead, sheet.masthead)
    pages, unused = _with_pictures([sheet.page for sheet in sheets], settings.pictures)
    noticed += [Diagnostic("I005", p.place, {"caption": p.caption, "image": p.image}) for p in unused]
    noticed += [*_numbers(pages), *_counted(first.masthead, pages)]
    brought = {name: data for sheet in sheets for name, data in sheet.pictures.items()}
    issue = named(Issue(first.masthead, tuple(pages)))
    issue = replace(issue, language=settings.language or languages.language_of(issue))
    noticed += [*doubtful(settings, issue.pages), *languages.noticed(issue)]
    waivers = tuple(waiver for sheet in sheets for waiver in sheet.waivers)
    return Parsed(issue, noticed, tuple(_ledgers(files, sheets)), brought, waivers)


def _ledgers(files: Mapping[str, bytes], sheets: Sequence[_PageFile]) -> Iterator[Ledger]:
    """A ledger of each file; of one that could not be read to its end one without an entry, which nothing lets pass."""
    whole = {sheet.page.path: files[sheet.page.path] for sheet in sheets if sheet.whole}
    read = {one.path: one for one in ledgers(whole, copyist)}
    for path, data in files.items():
        yield read.get(path) or Ledger(path, data.decode("latin-1"), ())


def _sheet(path: str, data: bytes, sequence: int, captions: frozenset[str]) -> _PageFile:
    source, noticed = reader_of(path).read(path, data)
    if source is None:
        return _PageFile(Masthead(), Page(path, sequence), noticed, whole=False)
    every = list(with_widths(source, list(blocks(source, tokens(source)))))
    split = next((n for n, block in enumerate(every) if block.kind in ("heading", "quote")), len(every))
    noticed += [fault for block in every for line in block.lines for fault in line.faults]
    noticed += [*pasted(source), *bullets(source)]
    above = [line for block in every[:split] for line in block.lines]
    noticed += not_set(above)
    lines = [line for line in above if line.text]
    if len(lines) > MASTHEAD_LINES:
        fault = Diagnostic("P056", lines[MASTHEAD_LINES].span, {"length": len(lines), "limit": MASTHEAD_LINES})
        return _PageFile(Masthead(), Page(path, sequence), [*noticed, fault], whole=False)
    noticed += [
        Diagnostic("P030", line.span, {"kind": "picture", "text": picture.caption or picture.path})
        for line in above for picture in line.pictures
    ]  # fmt: skip
    masthead, about_masthead = read_masthead(lines)
    page, about_page = read_page(source, every[split:], sequence, captions)
    waivers, about_waivers = waivers_of(source)
    noticed += [*about_masthead, *about_page, *about_waivers]
    return _PageFile(masthead, page, noticed, pictures=source.pictures, waivers=waivers)


def _with_pictures(pages: list[Page], pictures: tuple[PictureFor, ...]) -> tuple[list[Page], list[PictureFor]]:
    """Give each caption the pictures that `issue.toml` names for it; a caption that is there twice has them in turn."""
    images: dict[str, list[str]] = {}
    for one in pictures:
        images.setdefault(one.caption, []).append(one.image)
    captions = Counter(f.caption.text for page in pages for f in page.figures if f.caption)
    seen: Counter[str] = Counter()

    def pictured(part: object) -> Figure | None:
        if not isinstance(part, Figure) or part.image or not part.caption:
            return None
        text = part.caption.text
        named = images.get(text, [])
        if captions[text] > 1:  # the first entry is the first one's, the last that of all that are left
            named = named[seen[text] :][:1] or named[-1:]
        seen[text] += 1
        return _shown(part, named)

    unused = [p for p in pictures if p.caption not in captions]
    return [rebuilt(page, pictured) for page in pages], unused


def _counted(masthead: Masthead, pages: list[Page]) -> Iterator[Diagnostic]:
    """Whether there are as many pages as the masthead says. A page alone may be one of many, a count with a remark many."""
    said = masthead.count_text
    count = sum(pages_of(page.label) for page in pages)
    if (
        said
        and masthead.page_count
        and len(pages) > 1
        and count != masthead.page_count
        and not re.search("[（(+＋]", said.text)
    ):
        yield Diagnostic("P084", said.span, {"said": masthead.page_count, "count": count})


def _shown(figure: Figure, images: Sequence[str]) -> Figure:
    """A figure of the pictures that issue.toml names for its caption."""
    first, *others = [replace(figure, image=image) for image in images] or [figure]
    return replace(first, beside=tuple(replace(one, caption=None, beside=()) for one in others))


def _numbers(pages: list[Page]) -> list[Diagnostic]:
    """Two pages of one number cannot both be printed."""
    seen: dict[str, Page] = {}
    noticed = []
    for page in pages:
        key = slug(page.label) if page.number else page.label  # 第3版 and 3 are one number
        if key in seen:
            span = page.number.span if page.number else None
            noticed.append(Diagnostic("P024", span, {"number": "".join(page.label.split()), "other": seen[key].path}))
        seen[key] = page
    return noticed
