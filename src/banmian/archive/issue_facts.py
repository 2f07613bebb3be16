"""What an archive must know of a deposit: which issue it is, from when, corrected or not, and what came before it."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from ..shelf.manifest import is_component
from .incoming import PACKAGE
from .xml import Unreadable, root_of

_METS, _MODS = "{http://www.loc.gov/METS/}", "{http://www.loc.gov/mods/v3}"
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PREVIOUS = re.compile("([^ ]+) sha256:([0-9a-f]{64})")
DIGEST_OF = ("tagmanifest-sha512.txt", PACKAGE)
"""The file whose SHA-256 is the deposit's digest: it vouches for all others."""


@dataclass(frozen=True)
class IssueFacts:
    """`name`: <paper>-<date>; `paper`: its name as it is printed; `moment`: when the deposit was made or the issue
    corrected (RFC 3339); `revised`: whether the deposit says that it is a correction; `digest`: its SHA-256; `previous`:
    name and digest of the deposit before it, or two empty texts.
    """

    name: str
    paper: str
    day: datetime.date
    moment: str
    revised: bool
    digest: str
    previous: tuple[str, str]

    @property
    def slug(self) -> str:
        """The paper's short name, which the names of its issues begin with."""
        return self.name.removesuffix(f"-{self.day.isoformat()}")


def issue_facts(payload: str, names: set[str], read: Callable[[str], bytes]) -> IssueFacts:
    """The facts of a deposit whose files are `names`; `payload` stands before those of the issue itself.

    Raises Unreadable with what cannot be known.
    """
    root = root_of(read(f"{payload}mets.xml") if f"{payload}mets.xml" in names else _missing("mets.xml"))
    name, moment = root.get("OBJID", ""), _moment(root)
    if root.tag != f"{_METS}mets" or not is_component(name):
        raise Unreadable(f"mets.xml: OBJID={name[:40]!r}")
    info = _info(read("bag-info.txt")) if "bag-info.txt" in names else {}
    before = _PREVIOUS.fullmatch(info.get("previous-deposit", ""))
    digested = next((one for one in DIGEST_OF if one in names), None) or _missing("tagmanifest-sha512.txt")
    return IssueFacts(
        name, root.get("LABEL", "") or name, _day(root), moment, _is_revised(root, info, moment),
        hashlib.sha256(read(str(digested))).hexdigest(), (before[1], before[2]) if before else ("", ""),
    )  # fmt: skip


def _missing(name: str) -> bytes:
    raise Unreadable(f"{name} is missing")


def _moment(root: object) -> str:
    header = root.find(f"{_METS}metsHdr")  # type: ignore[attr-defined]  # lxml ships no types
    said = "" if header is None else str(header.get("CREATEDATE", ""))
    if not _STAMP.fullmatch(said):
        raise Unreadable(f"mets.xml: CREATEDATE={said[:40]!r}")
    return said


def _day(root: object) -> datetime.date:
    said = str(root.findtext(f".//{_MODS}originInfo/{_MODS}dateIssued", ""))  # type: ignore[attr-defined]  # the same
    try:
        return datetime.date.fromisoformat(said)
    except ValueError as fault:
        raise Unreadable(f"mets.xml: dateIssued={said[:40]!r}") from fault


def _is_revised(root: object, info: dict[str, str], moment: str) -> bool:
    """Whether the deposit says so: in its name among all (bag-info), or in METS."""
    return info.get("external-identifier", "").endswith(f" revised {moment}")


def _info(data: bytes) -> dict[str, str]:
    """The lines of bag-info by label in small letters; a line that begins with white space goes on (RFC 8493, 2.2.2)."""
    try:
        text = re.sub(r"\r?\n[ \t]+", " ", data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise Unreadable("bag-info.txt is not in UTF-8") from fault
    pairs = (line.partition(":") for line in text.splitlines())
    return {label.strip().lower(): value.strip() for label, _, value in pairs}
