"""What an archive must know of a deposit: which issue it is, from when, corrected or not, and what came before it."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..shelf.manifest import is_component
from ..verify.deposit.markup import METS, MODS
from .incoming import PACKAGE
from .xml import Unreadable, root_of

_FILE = "mets.xml"
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
    root = root_of(read(f"{payload}{_FILE}") if f"{payload}{_FILE}" in names else _missing(_FILE))
    header, name = root.find(f"{METS}metsHdr"), root.get("OBJID", "")
    if root.tag != f"{METS}mets" or header is None or not is_component(name):
        raise Unreadable(f"{_FILE}: OBJID={name[:40]!r}")
    host = f".//{MODS}relatedItem[@type='host']/{MODS}titleInfo/{MODS}title"
    digested = next((one for one in DIGEST_OF if one in names), None) or _missing(DIGEST_OF[0])
    return IssueFacts(
        name, root.findtext(host) or name, _day(root), _moment(header), header.get("RECORDSTATUS") == "revised",
        hashlib.sha256(read(str(digested))).hexdigest(), _previous(header),
    )  # fmt: skip


def _missing(name: str) -> bytes:
    raise Unreadable(f"{name} is missing")


def _moment(header: Any) -> str:
    said = str(header.get("CREATEDATE", ""))
    try:
        datetime.datetime.fromisoformat(said if _STAMP.fullmatch(said) else "")
    except ValueError as fault:
        raise Unreadable(f"{_FILE}: CREATEDATE={said[:40]!r}") from fault
    return said


def _day(root: Any) -> datetime.date:
    said = str(root.findtext(f".//{MODS}originInfo/{MODS}dateIssued", ""))
    if not said:
        raise Unreadable(f"{_FILE} says no day (dateIssued), by which an archive keeps its issues")
    try:
        return datetime.date.fromisoformat(said)
    except ValueError as fault:
        raise Unreadable(f"{_FILE}: dateIssued={said[:40]!r}") from fault


def _previous(header: Any) -> tuple[str, str]:
    said = header.findtext(f"{METS}altRecordID[@TYPE='Previous-Deposit']", "")
    hit = _PREVIOUS.fullmatch(said)
    return (hit[1], hit[2]) if hit else ("", "")
