"""The index of the words in an archive: one SQLite file that can be thrown away and made again from the store.

`issue` a line an issue, `version` a line a deposit of it, `row` a line an article on a page of its newest version, `word`
the words of those rows. The number of a row begins with its day (day × 4096, downward from page one): the newest first is
a walk from the end, dates are a stretch of it. The table of words is contentless: what it must forget is told to it again.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Refused
from ..limits_finished import INDEX_WAIT_SECONDS, ROWS_A_DAY
from ..reading import parts, shown
from .folding import PIECE, fold, indexed, phrase
from .rows import Damaged, IndexRow, pack, unpack

FORMAT = 1
_OURS = int.from_bytes(b"bman", "big")
"""What says in SQLite's head that a file is an index of this program (application_id)."""
_HEAD, _SQLITE, _OURS_AT = 100, b"SQLite format 3\0", 68
_TABLES = (
    "CREATE TABLE issue (id INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, "
    "slug TEXT NOT NULL, paper TEXT NOT NULL, day INTEGER NOT NULL, head INTEGER NOT NULL, pages INTEGER NOT NULL)",
    "CREATE TABLE version (issue INTEGER NOT NULL, number INTEGER NOT NULL, moment TEXT NOT NULL, digest TEXT NOT NULL, "
    "previous TEXT NOT NULL, previous_digest TEXT NOT NULL, PRIMARY KEY (issue, number)) WITHOUT ROWID",
    "CREATE TABLE row (id INTEGER PRIMARY KEY, issue INTEGER NOT NULL, sequence INTEGER NOT NULL, page TEXT NOT NULL, "
    "head TEXT NOT NULL, packed BLOB NOT NULL)",
    "CREATE INDEX row_issue ON row (issue)",
    "CREATE VIRTUAL TABLE word USING fts5 (head, body, content='', tokenize=\"ascii tokenchars '.,:'''\")",
)
_SAMPLE = 300
"""Rows that are looked for when an index is examined."""
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


@dataclass(frozen=True)
class KeptVersion:
    """A version of an issue: its number, when its deposit was made, its digest, name and digest of the one before."""

    number: int
    moment: str
    digest: str
    previous: str = ""
    previous_digest: str = ""


@dataclass(frozen=True)
class KeptIssue:
    """An issue: where its object lies, names, day, its versions from the first to the newest, pages of that."""

    place: str
    name: str
    slug: str
    paper: str
    day: datetime.date
    versions: tuple[KeptVersion, ...]
    pages: int


class Index:
    """An open index. Raises Refused: A004, A005 (another program holds it, the disk is in the way), A040 (damaged)."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self.connection = path, connection

    @classmethod
    def made(cls, path: Path) -> Index:
        """A new index, in a file that is not there yet. Who puts it in its place has it on the platters first."""
        with told(path):
            made = cls(path, sqlite3.connect(path, isolation_level=None, timeout=INDEX_WAIT_SECONDS))
            made._ready("OFF")
            with made.changing():
                for one in (f"PRAGMA application_id = {_OURS}", f"PRAGMA user_version = {FORMAT}", *_TABLES):
                    made.connection.execute(one)
            return made

    @classmethod
    def opened(cls, path: Path, to_write: bool = False) -> Index:
        """An index that is there. Raises Refused, also for one of another program (A041) or format (A040)."""
        if not is_ours(path):
            raise Refused([Diagnostic("A041", None, {"path": shown(path)})])
        with told(path):
            uri = f"{path.resolve().as_uri()}?mode={'rw' if to_write else 'ro'}"
            made = cls(path, sqlite3.connect(uri, uri=True, isolation_level=None, timeout=INDEX_WAIT_SECONDS))
            made._ready()
            found = {sql for (sql,) in made.connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
            own = {sql for sql in found if not sql.startswith("CREATE TABLE 'word_")}  # FTS5's own tables
            (version,) = made.connection.execute("PRAGMA user_version").fetchone()
            good = own == set(_TABLES) and version == FORMAT
            newest = "SELECT id, packed FROM row ORDER BY id DESC LIMIT 1"  # one is tried: what is not found is not missed
            good = good and all(made._finds(*one) for one in made.connection.execute(newest))
        if not good:
            made.close()
            raise damaged(path)
        return made

    def _ready(self, synchronous: str = "NORMAL") -> None:
        """Nothing in the file's schema may run code; pages are looked over as they are read."""
        said = ("trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY", f"synchronous = {synchronous}")
        for one in said:
            self.connection.execute(f"PRAGMA {one}")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All that is changed inside is changed at once, or nothing."""
        with told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()

    def add(self, issue: KeptIssue, rows: Sequence[IndexRow]) -> None:
        """Put an issue with the rows of its newest version in, in place of what was known of it; inside `changing`."""
        self.remove(issue.place)
        made = self.connection.execute(
            "INSERT INTO issue (place, name, slug, paper, day, head, pages) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (issue.place, issue.name, issue.slug, issue.paper, issue.day.toordinal(), len(issue.versions), issue.pages),
        ).lastrowid
        self.connection.executemany(
            "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)",
            [(made, one.number, one.moment, one.digest, one.previous, one.previous_digest) for one in issue.versions],
        )
        numbered = list(zip(self.free(issue.day, len(rows)), rows, strict=True))
        numbered.reverse()  # upward: pages of the file are filled one after the other, and FTS5 need not begin anew
        packed = ((number, made, row.sequence, row.page, row.head, pack(row.text, row.lines)) for number, row in numbered)
        self.connection.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?)", packed)
        words = ((number, indexed(row.head), indexed(row.text)) for number, row in numbered)
        self.connection.executemany("INSERT INTO word (rowid, head, body) VALUES (?, ?, ?)", words)

    def free(self, day: datetime.date, count: int, apart_from: str = "") -> list[int]:
        """Numbers for so many rows of a day, from the day's end down; `apart_from`: the place of an issue that will go.

        Raises Refused (A017) when the day has no more.
        """
        first = day.toordinal() * ROWS_A_DAY
        known = self.connection.execute(
            "SELECT row.id FROM row JOIN issue ON issue.id = row.issue WHERE row.id BETWEEN ? AND ? AND issue.place != ?",
            (first, first + ROWS_A_DAY - 1, apart_from),
        )
        taken = {number for (number,) in known}
        left = [number for number in range(first + ROWS_A_DAY - 1, first - 1, -1) if number not in taken][:count]
        if len(left) < count:
            raise too_many(day)
        return left

    def remove(self, place: str) -> None:
        """Forget the issue of an object, if it is known; inside `changing`."""
        for (known,) in self.connection.execute("SELECT id FROM issue WHERE place = ?", (place,)).fetchall():
            rows = self.connection.execute(
                "SELECT id, head, packed FROM row WHERE issue = ? ORDER BY id", (known,)
            ).fetchall()
            try:
                gone = [("delete", number, indexed(head), indexed(unpack(packed)[0])) for number, head, packed in rows]
            except Damaged as fault:
                raise damaged(self.path) from fault
            self.connection.executemany("INSERT INTO word (word, rowid, head, body) VALUES (?, ?, ?, ?)", gone)
            for table, column in (("row", "issue"), ("version", "issue"), ("issue", "id")):
                self.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (known,))  # noqa: S608 - names of ours

    def examine(self) -> None:
        """Look through the whole file, and for the words of some hundred rows. Raises Refused (A040)."""
        with told(self.path):
            (said,) = self.connection.execute("PRAGMA quick_check(1)").fetchone()
            every = [number for (number,) in self.connection.execute("SELECT id FROM row")]
            some = [(number, self._packed(number)) for number in every[:: max(1, len(every) // _SAMPLE)]]
            if said != "ok" or not all(self._finds(*one) for one in some):
                raise damaged(self.path)

    def _packed(self, number: int) -> object:
        return self.connection.execute("SELECT packed FROM row WHERE id = ?", (number,)).fetchone()[0]

    def _finds(self, number: int, packed: object) -> bool:
        """Whether a row is found by its first word."""
        wanted = next((made for piece in PIECE.finditer(fold(unpack(packed)[0])) if (made := phrase(piece[0]))), None)
        asked = "SELECT 1 FROM word WHERE word MATCH ? AND rowid = ?"
        return wanted is None or self.connection.execute(asked, (wanted, number)).fetchone() is not None

    def heads(self) -> dict[str, int]:
        """The newest version that is known of each object, by its place."""
        with told(self.path):
            return dict(self.connection.execute("SELECT place, head FROM issue"))

    def issues(self, chosen: Chosen) -> list[KeptIssue]:
        """The issues of a choice, the newest first."""
        where, values = chosen.of_issues()
        with told(self.path):
            columns = "id, place, name, slug, paper, day, pages"
            asked = f"SELECT {columns} FROM issue{where} ORDER BY day DESC, name"  # noqa: S608 - placeholders alone
            found = self.connection.execute(asked, values).fetchall()
            return [self._issue(*line) for line in found]

    def _issue(self, known: int, place: str, name: str, slug: str, paper: str, day: int, pages: int) -> KeptIssue:
        versions = self.connection.execute(
            "SELECT number, moment, digest, previous, previous_digest FROM version WHERE issue = ? ORDER BY number",
            (known,),
        )
        kept = tuple(KeptVersion(int(number), *map(str, texts)) for number, *texts in versions)  # whatever a file holds
        return KeptIssue(str(place), str(name), str(slug), str(paper), datetime.date.fromordinal(day), kept, int(pages))


@dataclass(frozen=True)
class Chosen:
    """Which issues and pages are meant: from a day, to a day, of a paper (its name or short name), a page by its name."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    paper: str | None = None
    page: str | None = None

    def of_issues(self) -> tuple[str, list[int | str]]:
        """A condition on the table of issues, and its values."""
        parts: list[str] = []
        values: list[int | str] = []
        for condition, value in (("day >= ?", self.since), ("day <= ?", self.until)):
            if value is not None:
                parts.append(condition)
                values.append(value.toordinal())
        if self.paper is not None:
            parts.append("(paper = ? OR slug = ?)")
            values += [bindable(self.paper)] * 2
        return (f" WHERE {' AND '.join(parts)}" if parts else ""), values


def bindable(text: str) -> str:
    """A text that SQLite takes: bytes of a terminal that are no text (lone surrogates) are written in hexadecimal."""
    return text.encode("utf-8", "backslashreplace").decode()


def is_ours(path: Path) -> bool:
    """Whether a file says at its head that it is an index of this program, or is empty; there it must be."""
    try:
        head = next(parts(path), b"")[:_HEAD]
    except OSError as fault:
        raise Refused([Diagnostic("S014", None, {"path": shown(path), "fault": fault.strerror or str(fault)})]) from fault
    return not head or (head.startswith(_SQLITE) and head[_OURS_AT : _OURS_AT + 4] == _OURS.to_bytes(4, "big"))


def too_many(day: datetime.date) -> Refused:
    """The refusal of more rows than a day can have."""
    return Refused([Diagnostic("A017", None, {"day": day.isoformat(), "limit": ROWS_A_DAY})])


def damaged(path: Path) -> Refused:
    """The refusal of an index that is not as this program writes it."""
    return Refused([Diagnostic("A040", None, {"path": shown(path)})])


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite says, as a refusal."""
    try:
        yield
    except (sqlite3.Error, Damaged, OverflowError, ValueError, TypeError) as fault:  # values of another kind than written
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            facts = {"path": shown(path), "seconds": f"{INDEX_WAIT_SECONDS:g}"}
            raise Refused([Diagnostic("A003", None, facts)]) from fault
        if code in _DISK:
            raise Refused([Diagnostic("A004", None, {"path": shown(path), "fault": str(fault)})]) from fault
        raise damaged(path) from fault
