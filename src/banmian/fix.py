"""`banmian fix`: what of an issue's text files can be mended with certainty, shown as a diff, and written if asked.

Certain are another encoding than UTF-8, private code points of which the character is known, characters that cannot be seen
and belong to nothing, and on pages some of the form (`proof/mending.py`). A file is replaced by a new one in its folder;
what it was first stays beside it as `NAME.orig`.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .diagnostics import Diagnostic, Refused
from .limits import PAGE_FILE_BYTES, SETTINGS_BYTES
from .manuscript.encodings import readings
from .manuscript.folder import SETTINGS_FILE, text_files
from .manuscript.issue_file import IssueFile, read_issue_file
from .manuscript.private_use import PRIVATE
from .manuscript.source import LOST, UNPRINTABLE, decode, lines
from .model import Span
from .proof.mending import mended
from .reading import read_file, shown
from .replacing import Unwritable, beside, permissions, settle
from .rules.words import visible
from .sequences import SEQUENCE

_LINE_ENDS = {"\x0b": "\n", "\x85": "\n", "\u2028": "\n", "\x0c": "\n\n", "\u2029": "\n\n"}
"""What ends a line or a paragraph in other programs (Unicode, 5.8)."""
_KEPT = re.compile(f"{LOST}|[\ufff9-\ufffb]|{PRIVATE.pattern}")
"""What stands for something that is lost or hidden: deleting it would hide the loss."""
_ONE_LINE = re.compile(r"[ \t]*[#>|]")
"""Lines that are one thing up to their end: where they are cut is for a person to say."""


@dataclass(frozen=True)
class Fix:
    """What is certain of one file. `before` and `after`: its text; `data`: its bytes when it was read; `encoding`: theirs.

    `changes`: how often each character or mark was changed, and into what ("" where it is deleted).
    """

    path: Path
    data: bytes
    encoding: str
    before: str
    after: str
    changes: Mapping[tuple[str, str], int]

    @property
    def name(self) -> str:
        """The file's name as it can be printed."""
        return shown(Path(self.path.name))

    @property
    def orig(self) -> Path:
        """Where its first state is kept."""
        return self.path.with_name(f"{self.path.name}.orig")

    @cached_property
    def diff(self) -> list[str]:
        """A unified diff; characters that cannot be seen are written by their numbers."""
        old, new = ([visible(line) for line in lines(text.removesuffix("\n"))] for text in (self.before, self.after))
        names = f"{self.name} ({self.encoding})", f"{self.name} (UTF-8)"
        made = list(difflib.unified_diff(old, new, *names, lineterm=""))
        return made or [f"--- {names[0]}", f"+++ {names[1]}"]


def found(source: Path) -> tuple[list[Fix], list[Diagnostic]]:
    """What can be mended in the text files of an issue, and errors for files that cannot be read as text.

    Raises `Refused` when there is no such issue.
    """
    fixes, noticed = list[Fix](), list[Diagnostic]()
    paths = text_files(source)
    settings = _settings(paths)
    kept, lists = _named(settings), settings.proof.files.values()
    for path in (one for one in paths if one.name not in lists):
        most = SETTINGS_BYTES if path.name == SETTINGS_FILE else PAGE_FILE_BYTES
        try:
            data = read_file(path, most, path.parent)
        except Refused as refused:
            noticed += refused.diagnostics
            continue
        text, about = decode(data, Span(shown(Path(path.name)), 1, 1, 1))
        if text is None:
            noticed += about
        elif (fix := _fix(path, data, text, kept)).after != fix.before or fix.encoding != "UTF-8":
            fixes.append(fix)
    return fixes, noticed


def _settings(paths: Iterable[Path]) -> IssueFile:
    """The settings of the issue; the usual ones where they cannot be read."""
    path = next((one for one in paths if one.name == SETTINGS_FILE), None)
    try:
        text = path and decode(read_file(path, SETTINGS_BYTES, path.parent), Span(SETTINGS_FILE, 1, 1, 1))[0]
    except Refused:
        return IssueFile()
    return read_issue_file(SETTINGS_FILE, text or "")[0]


def _named(settings: IssueFile) -> frozenset[str]:
    """The captions and headlines that issue.toml names letter by letter, and what it waives."""
    stories = (story for page in settings.pages for story in page.stories)
    captions, waived = (one.caption for one in settings.pictures), (one.text for one in settings.proof.waivers)
    return frozenset((*captions, *stories, *waived))


def _fix(path: Path, data: bytes, text: str, kept: frozenset[str] = frozenset()) -> Fix:
    """`text`: what the file reads as, with private characters repaired; each stands where the private one stood. `kept`:
    what issue.toml names.
    """
    (reading, *_) = readings(data)
    changes = Counter((old, new) for old, new in zip(reading.text, text, strict=True) if old != new)
    after = "".join(_cleaned(line, changes) for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text))
    if path.name != SETTINGS_FILE:
        after, more = mended(after, kept)
        changes += more
    return Fix(path, data, reading.encoding.name, reading.text, after, changes)


def _cleaned(line: str, changes: Counter[tuple[str, str]]) -> str:
    """A line without what cannot be seen; what ends a line elsewhere ends it here."""
    if not UNPRINTABLE.search(line):
        return line
    kept = {at for hit in SEQUENCE.finditer(line) for at in range(hit.start() + 1, hit.end())}

    def clean(hit: re.Match[str]) -> str:
        character = hit[0]
        cut = character in _LINE_ENDS
        if hit.start() in kept or _KEPT.match(character) or (cut and _ONE_LINE.match(line)):
            return character
        changes[character, _LINE_ENDS.get(character, "")] += 1
        return _LINE_ENDS.get(character, "")

    return UNPRINTABLE.sub(clean, line)


def write_all(fixes: Iterable[Fix]) -> tuple[list[Fix], list[Diagnostic]]:
    """Write each: those that were written, and why others were not."""
    done, refused = list[Fix](), list[Diagnostic]()
    for fix in fixes:
        try:
            write(fix)
        except Refused as fault:
            refused += fault.diagnostics
        else:
            done.append(fix)
    return done, refused


def write(fix: Fix) -> None:
    """Put the mended file in the place of the one that was read, which stays beside it as `NAME.orig`, if it is the first.

    Raises `Refused`: P077 (it is not what was read), P078 (a link, read-only, or what the system says). Then the file is as
    it was.
    """
    try:
        mode = _mode(fix)
        with beside(fix.path, fix.after.encode(), mode) as new:
            _same(fix)
            with _kept(fix, mode):
                _same(fix)
                new.replace(fix.path)
        settle(fix.path.parent)
    except OSError as fault:
        said = fault.strerror or str(fault)
        raise _refused(fix, said, said) from fault


def _same(fix: Fix) -> None:
    """Whether a file is what was read: an editor may have it open."""
    if read_file(fix.path, max(PAGE_FILE_BYTES, SETTINGS_BYTES)) != fix.data:
        raise Refused([Diagnostic("P077", None, {"name": fix.name})])


def _mode(fix: Fix) -> int:
    """The permissions of a file that may be replaced."""
    if fix.path.is_symlink():
        raise _refused(fix, "it is a link; fix the file that it leads to", "它是链接，请对它所指的文件运行")
    try:
        return permissions(fix.path)
    except Unwritable as fault:
        raise _refused(fix, *fault.what) from fault


@contextmanager
def _kept(fix: Fix, mode: int) -> Iterator[None]:
    """Keep what a file was first; not if it comes to nothing, for then the first is still in its place."""
    made = _keep(fix, mode)
    try:
        yield
    except BaseException:
        if made:
            fix.orig.unlink(missing_ok=True)
        raise


def _keep(fix: Fix, mode: int) -> bool:
    """Whether the first state was kept now. What stands there already is the first, and is never touched."""
    if os.path.lexists(fix.orig):
        if not stat.S_ISREG(fix.orig.lstat().st_mode):
            what = f"{shown(Path(fix.orig.name))} is there and is no ordinary file"
            raise _refused(fix, what, f"{shown(Path(fix.orig.name))} 已存在，而且不是普通文件")
        return False
    with beside(fix.orig, fix.data, mode) as copy:
        try:
            os.link(copy, fix.orig)
        except FileExistsError:
            return False
        except OSError:  # a file system without hard links
            copy.rename(fix.orig)
    return True


def _refused(fix: Fix, what: str, what_zh: str) -> Refused:
    return Refused([Diagnostic("P078", None, {"name": fix.name, "what": what, "what_zh": what_zh})])
