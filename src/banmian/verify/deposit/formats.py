"""Rules of formats: every file is what its name and its record say, by the signatures of PRONOM."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from ...deposit.formats import FORMATS, Format, format_of
from .damage import Found, damage
from .deposit import Deposit, Lacking
from .facts import METS_FILE, PREMIS_FILE
from .markup import METS, PREMIS
from .witness import href

OWN = {"press.pdf": "PDF/X-4", "archive.pdf": "PDF/A-2a", "alto.xml": "ALTO 4", METS_FILE: "METS", PREMIS_FILE: "PREMIS 3"}
"""What the files are that are called so everywhere but in source/."""


@damage(
    "D074",
    says=("a format tool takes this for {found}, and not for {claimed}", "格式识别工具会认作 {found}，而不是 {claimed}"),
    source="PRONOM, signature file 109",
    comes=("a file was put in the place of another one, or PREMIS or METS was edited", "文件被换成另一种，或 PREMIS、METS 被改"),
)  # fmt: skip
def other_format(deposit: Deposit, trees: Mapping[str, Any]) -> Iterator[Found]:
    """Press and archive PDFs, ALTO, METS and PREMIS are that; all else is what PREMIS and METS call it."""
    claims = _claims(trees)
    for name in deposit.below():
        try:
            data = deposit.data(name)
        except Lacking:  # D035 says why
            continue
        fault = next((claim for claim, formats in _of(name, claims) if not any(one.fits(data) for one in formats)), None)
        if fault:
            yield deposit.inside(name), {"claimed": fault, "found": format_of(name, data).name}


Claims = dict[str, set[tuple[str, str]]]
"""Of files by name: a field of `Format`, and what it must be."""


def _claims(trees: Mapping[str, Any]) -> Claims:
    found: Claims = {}
    for root in (trees.get(name) for name in (METS_FILE, PREMIS_FILE)):
        if root is None or isinstance(root, str):
            continue
        for one in root.iter(f"{METS}file"):
            if (link := one.find(f"{METS}FLocat")) is not None and one.get("MIMETYPE"):
                found.setdefault(href(link), set()).add(("mime", one.get("MIMETYPE")))
        for one in root.iter(f"{PREMIS}object"):
            name = one.findtext(f"{PREMIS}objectIdentifier/{PREMIS}objectIdentifierValue") or ""
            keys = {key.text or "" for key in one.iter(f"{PREMIS}formatRegistryKey")}
            found.setdefault(name, set()).update(("puid", key) for key in keys)
    return found


def _of(name: str, claims: Claims) -> Iterator[tuple[str, list[Format]]]:
    """What a file is called, each with the formats that it may be then; of a name that our table has not, nothing is asked."""
    own = None if name.startswith("source/") else OWN.get(PurePosixPath(name).name)
    if own:
        yield own, [one for one in FORMATS if one.name == own]
    ending = PurePosixPath(name).suffix.lower()
    for field, value in sorted(claims.get(name, ())):
        known = [one for one in FORMATS if getattr(one, field) == value]
        if known:
            yield value, [one for one in known if ending in one.endings]
