"""Verifying a deposit or a build folder, ours or moved elsewhere: what is looked at, by whom, and what that came to."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import desk
from .diagnostics import Diagnostic, Exit, Refused, errors
from .job import Told
from .reading import shown
from .rebuilt import again
from .verify.build_folder import look_at_build
from .verify.deposit.deposit import Deposit
from .verify.deposit.folder import Folder
from .verify.deposit.groups import JUDGES, REBUILD
from .verify.deposit.look import Looked, look_at
from .verify.judges import judge
from .verify.verdict import Verdict

ANCHOR = "tagmanifest-sha512.txt"
"""The file whose SHA-256 is the digest of a deposit: it vouches for everything but the other tag manifest."""


@dataclass(frozen=True)
class Wish:
    """What is wanted besides the checks: a rebuild, a digest that it must have, who must have looked, outside judges."""

    rebuild: bool = False
    digest: str = ""
    require: tuple[str, ...] = ()
    judges: bool = True


@dataclass
class Verified:
    """A deposit or folder that was looked at. `kind`: `deposit` or `build`; `digest`: of a deposit, in hexadecimal."""

    name: str
    kind: str
    looked: list[Looked]
    digest: str = ""
    more: list[Diagnostic] = field(default_factory=list)

    @property
    def noticed(self) -> list[Diagnostic]:
        """Everything that was found."""
        return [*(one for looked in self.looked for one in looked.found), *self.more]

    @property
    def exit(self) -> Exit:
        """Damaged, whatever else; else what a required check that did not look ends with."""
        ends = [one.rule.ends_with for one in errors(self.noticed)]
        return Exit.DONE if not ends else min(ends)

    def as_json(self, lang: str) -> dict[str, Any]:
        """For machines."""
        return {
            "path": self.name, "kind": self.kind, "good": not errors(self.noticed), "digest": self.digest,
            "checks": {one.group: one.state for one in self.looked},
            "diagnostics": [one.as_json(lang) for one in self.noticed],
        }  # fmt: skip


def verify(path: Path, wish: Wish, told: Told) -> list[Verified]:
    """Look at everything at a path. Raises `Refused` when there is nothing to look at, or it cannot be read."""
    if not os.path.lexists(path):
        raise Refused([Diagnostic("S010", None, {"path": shown(path)})])
    files = Folder(path)
    kind = kind_of(files)
    if kind == "deposit":
        made = [verify_deposit(Deposit(files, odd=files.odd), wish, told, shown(path))]
    elif kind == "build":
        made = _build(path, files, wish, told)
    else:
        raise Refused([Diagnostic("D076", None, {"path": shown(path)})])
    _anchored(made, wish.digest)
    return made


def kind_of(files: Sequence[str] | Folder) -> str:
    """What a folder is by the names in it: `deposit`, `build`, or nothing that is known here."""
    names = set(files)
    tags = {"bagit.txt", "bag-info.txt", ANCHOR, "manifest-sha512.txt", "data/mets.xml"}
    if names & tags or ("METS.xml" in names and any(name.startswith("representations/") for name in names)):
        return "deposit"
    return "build" if names & {"manifest.json", "report.json"} else ""


def _build(path: Path, files: Folder, wish: Wish, told: Told) -> list[Verified]:
    """The folder itself, then each deposit in it."""
    told("check", shown(path))
    inside = sorted(
        {"/".join(name.split("/")[:2]) for name in files if name.startswith("deposit/") and name.count("/") > 1}
    )
    made = [Verified(shown(path), "build", look_at_build(files))]
    for name in inside:
        own = Folder(path / name)
        made.append(verify_deposit(Deposit(own, f"{name}/", own.odd), wish, told, shown(path / name)))
    return made


def verify_deposit(deposit: Deposit, wish: Wish, told: Told, name: str) -> Verified:
    """Look at a deposit: by all rules, by the judges that are at hand, and by making it again."""
    told("check", name)
    looked, known = look_at(deposit, desk.read)
    made = Verified(name, "deposit", looked, digest_of(deposit))
    if wish.judges:
        looked += _judged(deposit, told)
    if wish.rebuild or REBUILD in wish.require:
        told("render", name)
        looked.append(again(deposit, known))
    made.more += required(looked, wish.require)
    return made


def digest_of(deposit: Deposit) -> str:
    """The digest of a deposit; nothing where what it is made of cannot be read."""
    try:
        return hashlib.sha256(deposit.files[ANCHOR if deposit.is_bag else "METS.xml"]).hexdigest()
    except (KeyError, Refused):
        return ""


def _anchored(made: Sequence[Verified], wanted: str) -> None:
    """The digest that somebody kept is that of one of the deposits; else the last of them is told what it has."""
    deposits = [one for one in made if one.kind == "deposit"]
    if wanted and wanted.lower() not in {one.digest for one in deposits}:
        last = (deposits or list(made))[-1]
        last.more.append(Diagnostic("D066", None, {"found": last.digest or "-", "wanted": wanted[:64]}))


def _judged(deposit: Deposit, told: Told) -> list[Looked]:
    """Show PDFs and books to the judges that are there."""
    names = [name for name in deposit.below() if name.endswith(("archive.pdf", ".epub")) and not name.startswith("source/")]
    files = {deposit.place(deposit.payload + name).path: deposit.data(name) for name in names}
    told("judge", ", ".join(files))
    verdicts = judge(files, {name: "0" for name in files if name.endswith(".pdf")})
    return [_of_judge(name, word, verdicts) for name, word in JUDGES.items()]


def _of_judge(name: str, word: str, verdicts: Sequence[Verdict]) -> Looked:
    own = [one for one in verdicts if one.judge.startswith(word)]
    found = tuple(said for one in own for said in one.diagnostics())
    lacking = () if own and all(one.state != "not checked" for one in own) else (word,)
    return Looked(name, found, lacking)


def required(looked: Sequence[Looked], names: Sequence[str]) -> list[Diagnostic]:
    """What had to look and has not."""
    states = {one.group: one for one in looked}
    missing = [name for name in names if name not in states or states[name].state == "not checked"]
    why = {name: ", ".join(states[name].lacking) if name in states else "-" for name in missing}
    return [Diagnostic("D065", None, {"name": name, "why": why[name], "why_zh": why[name]}) for name in missing]
