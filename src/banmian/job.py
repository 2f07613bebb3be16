"""One job: what is ordered, what is made, what comes of it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostic
from .rules.levels import Levels

if TYPE_CHECKING:
    from .verify.judges import Verdict

Files = Mapping[str, bytes]
"""Finished files by their names below the issue's folder."""

Told = Callable[[str, str], None]
"""Told of each stage as it begins: its name, and what it works on."""


def quiet(stage: str, what: str) -> None:
    """Nobody is told."""


def names_of(to: str | Iterable[str]) -> tuple[str, ...]:
    """The names of targets in a text or in several, with commas between them; what is neither is one name, of no target."""
    texts = to if isinstance(to, Iterable) and not isinstance(to, str | bytes) else [to]
    return tuple(name.strip() for text in texts for name in str(text).split(",") if name.strip())


@dataclass(frozen=True)
class Order:
    """What is wanted: source, targets (None: those of issue.toml), layout (None: issue.toml's), where to, how.

    `strict`: a warning refuses as an error does. `draft`: what is final (press, archive) is made as a draft, also while
    pictures are missing. `moment`: what files are dated with (aware, UTC), None for the issue's own. `cache`: whether what
    is worked out is kept for other builds (docs/cache.md). `plant`: who prints (None: issue.toml's).
    """

    source: Path
    to: tuple[str, ...] | None = None
    layout: str | None = None
    layouts: Path | None = None
    out: Path = Path("build")
    jobs: int | None = None
    judge: bool = False
    strict: bool = False
    draft: bool = False
    moment: datetime.datetime | None = None
    cache: bool = True
    plant: str | None = None


@dataclass(frozen=True)
class Made:
    """A finished file: its target, name below the issue's folder, bytes, seconds; whether it holds text, which was compared
    with the manuscript's; the folder that is one unit with it, "" for none; whether the target's own checks refuse it:
    it is delivered under another name, to be looked at; the SHA-256 of its bytes, where that is known.
    """

    target: str
    name: str
    data: bytes
    seconds: float
    holds_text: bool = True
    unit: str = ""
    rejected: bool = False
    digest: str = ""

    @cached_property
    def sha256(self) -> str:
        """That of its bytes, worked out once."""
        return self.digest or hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Seal:
    """What vouches for a unit of files: its folder below the issue's, the digest (SHA-256) of its own list of digests, what
    it was made without, and why.
    """

    folder: str
    digest: str
    without: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The unit's name and digest, as the next one's settings take it (`[archive] previous`)."""
        return f"{self.folder.rpartition('/')[2]} sha256:{self.digest}"


@dataclass
class Result:
    """What a build gives: folder, files, everything noticed, rungs, the judges' verdicts, the rules' levels, seconds.

    `plans`: of pages of many stories, by label, as `plan_facts.facts_of` says them.
    `missing`: the targets that were asked for and could not be made, each with the codes of the errors that stopped it;
    `seals`: of the units among the files.
    """

    folder: Path
    files: list[Made]
    diagnostics: list[Diagnostic]
    rungs: dict[str, str] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    seconds: float = 0.0
    missing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seals: list[Seal] = field(default_factory=list)
    plans: dict[str, dict[str, Any]] = field(default_factory=dict)
