"""A rule as a value: code, subject, level, what it says and advises in both languages, its source, a bad and a good example."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

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


@dataclass(frozen=True)
class Subject:
    """What a rule is about: the letter of its codes, its name, the exit code of its errors."""

    letter: str
    name: Both
    exit: Exit


MANUSCRIPT = Subject("P", ("manuscript", "稿件"), Exit.MANUSCRIPT)
SETTINGS = Subject("I", ("issue.toml", "issue.toml"), Exit.MANUSCRIPT)
PROOFREADING = Subject("R", ("proofreading", "校对"), Exit.MANUSCRIPT)
LAYOUT = Subject("L", ("layout", "版式"), Exit.MAKE_UP)
MAKE_UP = Subject("M", ("make-up", "拼版"), Exit.MAKE_UP)
ENGINE = Subject("E", ("engine", "排版引擎"), Exit.OUTPUT)
CONSERVATION = Subject("V", ("conservation and judges", "字符守恒与送检"), Exit.OUTPUT)
BOOK = Subject("B", ("books", "电子书"), Exit.OUTPUT)
MACHINE = Subject("S", ("machine", "机器与文件"), Exit.MACHINE)
PRESS = Subject("X", ("press PDF", "印刷 PDF"), Exit.OUTPUT)
DEPOSIT = Subject("D", ("deposit", "存档包"), Exit.OUTPUT)
ARCHIVE = Subject("A", ("archive", "长期保存"), Exit.OUTPUT)
PLAN = Subject("T", ("page plans and advertisements", "版面计划与广告"), Exit.MAKE_UP)

SUBJECTS = (
    MANUSCRIPT, SETTINGS, PROOFREADING, LAYOUT, MAKE_UP, ENGINE, CONSERVATION, BOOK, MACHINE, PRESS, DEPOSIT, ARCHIVE, PLAN,
)  # fmt: skip
"""All of them; X, D, A and T have no rule yet, and no other subject may take these letters."""


@dataclass(frozen=True)
class Rule:
    """One rule. `says` and `hint` hold {names} that a diagnostic's facts fill in."""

    code: str
    subject: Subject
    level: Severity
    says: Both
    hint: Both = ("", "")
