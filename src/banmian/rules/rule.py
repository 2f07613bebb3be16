"""A rule as a value: code, subject, level, what it says and advises in both languages, its source, what breaks and keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any

Both = tuple[str, str]
"""The same in English and in Chinese."""


class Severity(Enum):
    """How much it matters: an error stops what it is about, before anything is replaced."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


ERROR, WARNING, NOTE = Severity


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    MANUSCRIPT = 1
    USAGE = 2
    MAKE_UP = 3
    OUTPUT = 4
    MACHINE = 5
    STOPPED = 130
    UNREAD = 141


class Scope(Enum):
    """What an error stops: everything; the targets that show print pages; those that are final, but for their drafts; the
    target that it belongs to.
    """

    ALL = "all"
    PAGES = "pages"
    FINAL = "final"
    TARGET = "target"


@dataclass(frozen=True)
class Subject:
    """What a rule is about: the letter of its codes, its name; the exit code of its errors, and what they stop."""

    letter: str
    name: Both
    exit: Exit
    scope: Scope = Scope.ALL


MANUSCRIPT = Subject("P", ("manuscript", "稿件"), Exit.MANUSCRIPT)
SETTINGS = Subject("I", ("issue.toml", "issue.toml"), Exit.MANUSCRIPT)
PROOFREADING = Subject("R", ("proofreading", "校对"), Exit.MANUSCRIPT)
LAYOUT = Subject("L", ("layout", "版式"), Exit.MAKE_UP)
MAKE_UP = Subject("M", ("make-up", "拼版"), Exit.MAKE_UP, Scope.PAGES)
ENGINE = Subject("E", ("engine", "排版引擎"), Exit.OUTPUT, Scope.PAGES)
CONSERVATION = Subject("V", ("conservation and judges", "字符守恒与送检"), Exit.OUTPUT)
BOOK = Subject("B", ("books", "电子书"), Exit.OUTPUT, Scope.TARGET)
MACHINE = Subject("S", ("machine", "机器与文件"), Exit.MACHINE)
PRESS = Subject("X", ("press PDF", "印刷 PDF"), Exit.OUTPUT, Scope.TARGET)
DEPOSIT = Subject("D", ("deposit", "存档包"), Exit.OUTPUT, Scope.TARGET)
ARCHIVE = Subject("A", ("archive", "长期保存"), Exit.OUTPUT, Scope.TARGET)
PLAN = Subject("T", ("page plans and advertisements", "版面计划与广告"), Exit.MAKE_UP)

SUBJECTS = (
    MANUSCRIPT, SETTINGS, PROOFREADING, LAYOUT, MAKE_UP, ENGINE, CONSERVATION, BOOK, MACHINE, PRESS, DEPOSIT, ARCHIVE, PLAN,
)  # fmt: skip
"""All of them; X and T have no rule yet, and no other subject may take these letters."""


class Guard(Enum):
    """What a rule guards. Such a rule can be made stricter, never milder."""

    TEXT = ("every character of the manuscript, once and in order", "稿件的每一个字，不多不少，次序不变")
    GLYPHS = ("a glyph for each character", "每个字都有字形")
    STANDARD = ("a standard that the file claims to keep", "文件声明遵守的标准")
    PICTURES = ("that no frame of a missing picture is printed or archived", "缺图的框不付印、不存档")
    DEPOSIT = ("that a deposit is what it was when it was made", "存档包一直是做成时的样子")
    FOLDER = ("the output folder and your own files in it", "输出文件夹和您放在里面的文件")
    LIMIT = ("a limit of what is read and done", "读取和处理的上限")
    SAFETY = (
        "that nothing of the machine is opened, and no stranger's code is run",
        "不打开本机的其他东西，不运行外来的代码",
    )
    WORK = ("the work itself: after this there is nothing to go on with", "工作本身：有此毛病便无法继续")


@dataclass(frozen=True)
class Rule:
    """One rule. `says` and `hint` hold {names} that a diagnostic's facts fill in.

    `source`: where it comes from: a standard and its section, a page of docs/, or "house". `bad` brings the rule, `good` is
    the same mended; in them a line `--- NAME` begins a file, and without one they are the usual file of the subject (see
    `examples.py`). Where none can be shown, `comes` says how it comes about. `guards`: what it guards, or None.
    `scope`: what its errors stop; `exit`: their exit code. Those of the subject, where nothing is said. `counts`: errors that
    one finding of it is by the annex of 2020 (《报纸编校差错率计算方法》), 0 where the annex is not known to count it.
    """

    code: str
    subject: Subject
    level: Severity
    says: Both
    hint: Both = ("", "")
    source: str = ""
    bad: str = ""
    good: str = ""
    comes: Both = ("", "")
    guards: Guard | None = None
    scope: Scope | None = None
    exit: Exit | None = None
    counts: float = 0

    @property
    def stops(self) -> Scope:
        """What an error of this rule stops."""
        return self.scope or self.subject.scope

    @property
    def ends_with(self) -> Exit:
        """The exit code, when an error of this rule is the first one."""
        return self.subject.exit if self.exit is None else self.exit

    @property
    def spoils(self) -> bool:
        """Whether what breaks it is of no use to any other target either, which is made from it."""
        return True

    @property
    def asked_by(self) -> Both:
        """Who asks for it, where a subject tells them apart."""
        return ("", "")


@dataclass(frozen=True)
class Check:
    """A rule with the function that finds what breaks it (`checks.py`)."""

    rule: Rule
    function: Callable[..., Any]

    @property
    def name(self) -> str:
        """What the function is called."""
        return self.function.__name__
