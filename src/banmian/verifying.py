"""Verifying a deposit or a build folder, ours or moved elsewhere: what is looked at, by whom, and what that came to."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import desk
from .deposit.formats import format_of
from .diagnostics import Diagnostic, Exit, Refused, errors
from .job import Told
from .reading import shown
from .rebuilt import again
from .verify.build_folder import look_at_build
from .verify.deposit.deposit import EARK, Deposit
from .verify.deposit.folder import Folder
from .verify.deposit.groups import JUDGES, REBUILD, USUAL
from .verify.deposit.look import Looked, look_at
from .verify.deposit.markup import tree
from .verify.judges import judge
from .verify.verdict import Verdict

ANCHOR = "tagmanifest-sha512.txt"
"""The file whose SHA-256 is the digest of a deposit: it vouches for everything but the other tag manifest."""


@dataclass(frozen=True)
class Wish:
    """What is wanted besides the checks: a rebuild, a digest that it must have, who must have looked, outside judges."""

    rebuild: bool = False
    digest: str | None = None
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
    if not os.path.isdir(path):  # noqa: PTH112 - never raises
        raise Refused([Diagnostic("D076", None, {"path": shown(path)})])
    files = Folder(path)
    kind = kind_of(files)
    if kind == "deposit":
        made = [verify_deposit(Deposit(files, odd=files.odd), wish, told, shown(path))]
    else:
        told("check", shown(path))
        built = [Verified(shown(path), kind, look_at_build(files))] if kind else []
        made = [*built, *(_inside(path, name, wish, told) for name in deposits_in(files))]
    if not made:
        raise Refused([Diagnostic("D076", None, {"path": shown(path)})])
    _anchored(made, wish.digest)
    return made


def kind_of(names: Iterable[str]) -> str:
    """What a folder is by the names in it: `deposit`, `build`, or nothing that is known here."""
    found = {name if name in _TELLING else name[: len(EARK)] for name in names}
    if found & {*_TELLING[2:], EARK}:
        return "deposit"
    return "build" if found & {*_TELLING[:2]} else ""


_TELLING = (
    "manifest.json", "report.json", "bagit.txt", "bag-info.txt", ANCHOR, "manifest-sha512.txt", "data/mets.xml",
    "data/premis.xml", "data/model.json",
)  # fmt: skip
"""Names that tell what a folder is: the first two a build, the others a deposit."""


def deposits_in(files: Iterable[str]) -> list[str]:
    """The folders in a folder, or below its `deposit/`, that are deposits."""
    below: dict[str, list[str]] = {}
    for name in files:
        above, slash, own = name.removeprefix("deposit/").partition("/")
        if slash:
            below.setdefault(f"deposit/{above}" if name.startswith("deposit/") else above, []).append(own)
    return sorted(folder for folder, names in below.items() if kind_of(names) == "deposit")


def _inside(path: Path, name: str, wish: Wish, told: Told) -> Verified:
    own = Folder(path / name)
    return verify_deposit(Deposit(own, f"{name}/", own.odd), wish, told, shown(path / name))


def verify_deposit(deposit: Deposit, wish: Wish, told: Told, name: str) -> Verified:
    """Look at a deposit: by all rules, by the judges that are at hand, and by making it again."""
    told("check", name)
    looked, known = look_at(deposit, desk.read)
    made = Verified(name, "deposit", looked, digest_of(deposit))
    looked += _judged(deposit, wish, told)
    if wish.rebuild or REBUILD in wish.require:
        told("render", name)
        looked.append(again(deposit, known))
    made.more += required(looked, wish.require)
    return made


def digest_of(deposit: Deposit) -> str:
    """The digest of a deposit; nothing where what it is made of cannot be read."""
    seal = deposit.around(ANCHOR if deposit.is_bag else "METS.xml")
    return "" if seal is None else hashlib.sha256(seal).hexdigest()


def _anchored(made: Sequence[Verified], kept: str | None) -> None:
    """The digest that somebody kept is that of one of the deposits; else the last of them is told what it has.

    `kept`: as a build prints it, with or without the deposit's name; nothing at all is no digest, and no deposit has it.
    """
    if kept is None:
        return
    wanted = kept.strip().rpartition(" ")[2].removeprefix("sha256:").lower()
    deposits = [one for one in made if one.kind == "deposit"]
    if not wanted or wanted not in {one.digest for one in deposits}:
        last = (deposits or list(made))[-1]
        last.more.append(Diagnostic("D066", None, {"found": last.digest or "-", "wanted": wanted[:64] or "-"}))


def _judged(deposit: Deposit, wish: Wish, told: Told) -> list[Looked]:
    """Show a deposit to the judges that are there."""
    words = {name: word for name, word in JUDGES.items() if name in wish.require or (wish.judges and name in USUAL)}
    if not words:
        return []
    prefix = deposit.above or f"{_called(deposit)}/"
    files = {prefix + name: data for name in deposit.files if (data := deposit.around(name)) is not None}
    made = [prefix + deposit.payload + name for name in deposit.below() if not name.startswith(_AS_IT_CAME)]
    own = {name: files[name] for name in made if name in files}
    told("judge", ", ".join(words.values()))
    archived = {name: format_of(name, data).puid for name, data in own.items()}
    flavours = {name: "0" for name in own if name.endswith("archive.pdf")}
    verdicts = judge(files, flavours, archived, set(words.values()))
    return [_of_judge(name, word, verdicts) for name, word in words.items()]


_AS_IT_CAME = ("source/", "licences/", "schemas/")
"""Folders whose files no judge is asked about: they are as good as they came."""


def _called(deposit: Deposit) -> str:
    """What the deposit's folder is called in messages of judges; that of an E-ARK package must be its name."""
    if deposit.is_bag:
        return "deposit"
    try:
        return tree(deposit.around("METS.xml") or b"").get("OBJID") or "deposit"
    except ValueError:
        return "deposit"


def _of_judge(name: str, word: str, verdicts: Sequence[Verdict]) -> Looked:
    """What a judge says; nothing where it has no business (commons-ip2 with a bag)."""
    own = [one for one in verdicts if one.judge.startswith(word)]
    found = tuple(said for one in own for said in one.diagnostics())
    return Looked(name, found, (word,) if any(one.state == "not checked" for one in own) or not own else ())


def required(looked: Sequence[Looked], names: Sequence[str]) -> list[Diagnostic]:
    """What had to look and has not."""
    states = {one.group: one for one in looked}
    missing = [name for name in names if name not in states or states[name].state == "not checked"]
    why = {name: ", ".join(states[name].lacking) if name in states else "-" for name in missing}
    return [Diagnostic("D065", None, {"name": name, "why": why[name], "why_zh": why[name]}) for name in missing]
