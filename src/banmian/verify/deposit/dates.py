"""Rules of days and names: every file speaks of the day that the masthead prints, and all were made at one moment."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from ...model import Issue
from .damage import Found, damage
from .deposit import Deposit, Lacking
from .facts import METS_FILE, PREMIS_FILE, SHELL, info
from .manuscript import in_source
from .markup import ALTO, METS, MODS, PREMIS, XSI

DAY = r"\d{4}-\d\d-\d\d"
INSIDE = re.compile(rf"(?<![^\s-]){DAY}(?!\S)")
"""A day among other words, or at the end of a deposit's name."""
OPF_DATE = re.compile(rb"<dc:date[^>]{0,99}>\s{0,9}([0-9T:+.Z-]{1,40})")

DateSaid = tuple[str, str, str]
"""The file, what in it says a date, and the date."""


def days(deposit: Deposit, trees: Mapping[str, Any], jsons: Mapping[str, Any]) -> tuple[DateSaid, ...]:
    """Everything but the manuscript that says the issue's day."""
    return (*_days_of_mets(trees), *_days_of_info(deposit), *_days_of_json(jsons), *_days_of_book(deposit))


def _days_of_mets(trees: Mapping[str, Any]) -> Iterator[DateSaid]:
    root = trees.get(METS_FILE)
    if root is not None and not isinstance(root, str):
        yield from ((METS_FILE, "dateIssued", (one.text or "").strip()) for one in root.iter(f"{MODS}dateIssued"))
        if hit := re.search(f"{DAY}$", root.get("OBJID") or ""):
            yield METS_FILE, "OBJID", hit[0]
        elif root.get("OBJID"):
            yield METS_FILE, "OBJID", root.get("OBJID")


def _days_of_info(deposit: Deposit) -> Iterator[DateSaid]:
    try:
        lines = info(deposit)
    except Lacking:
        return
    for label, value in lines:
        if label in ("External-Identifier", "Internal-Sender-Identifier") and (hit := INSIDE.search(value)):
            yield "bag-info.txt", label, hit[0]


def _days_of_json(jsons: Mapping[str, Any]) -> Iterator[DateSaid]:
    for name, key in (("iiif/manifest.json", "navDate"), ("iiif/issue.jsonld", "datePublished")):
        value = jsons.get(name)
        if isinstance(value, dict) and isinstance(value.get(key), str):
            yield name, key, value[key][:10]


def _days_of_book(deposit: Deposit) -> Iterator[DateSaid]:
    for name in deposit.below("issue/"):
        if name.endswith(".epub") and (said := deposit.read(_date_of_book, name)):
            yield name, "dc:date", said[:10]


def _date_of_book(data: bytes) -> str:
    """The date that a book's package says; nothing for a book that cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            package = next(one for one in book.infolist() if one.filename.endswith(".opf"))
            with book.open(package) as file:
                hit = OPF_DATE.search(file.read(1 << 20))
    except Exception:  # whatever is wrong with a book, D047 says
        return ""
    return hit[1].decode("ascii") if hit else ""


@damage(
    "D056",
    says=("{where}: {found}; the masthead prints {wanted}", "{where}：{found}；报头印的是 {wanted}"),
    source="docs/archive.md",
    comes=("a date was edited in METS, in bag-info, in IIIF, in the book, or in the manuscript", "METS、bag-info、IIIF、电子书或稿件里的日期被改"),
)  # fmt: skip
def other_day(deposit: Deposit, sources: Mapping[str, str], days: tuple[DateSaid, ...], issue: Issue) -> Iterator[Found]:
    """Whoever says the issue's day says that of the masthead. Where all others agree, the masthead is the odd one."""
    head = issue.masthead
    if head.date is None:
        return
    if not days:
        raise Lacking(METS_FILE)
    wanted = head.date.isoformat()
    others = {found for _, _, found in days}
    if len(others) == 1 and wanted not in others and len(days) > 1:
        place = in_source(deposit, sources, head.date_text.span if head.date_text else None)
        yield place, {"where": _where(days), "found": others.pop(), "wanted": wanted}
        return
    for name, what, found in days:
        if found != wanted:
            yield _place(deposit, name), {"where": what, "found": found[:60], "wanted": wanted}


def _where(days: tuple[DateSaid, ...]) -> str:
    return ", ".join(dict.fromkeys(f"{name} ({what})" for name, what, _ in days))


def _place(deposit: Deposit, name: str) -> Any:
    return deposit.place(name) if name in deposit.files else deposit.inside(name)


def called(deposit: Deposit, trees: Mapping[str, Any], shells: Mapping[str, Any]) -> tuple[DateSaid, ...]:
    """Everything that says what the deposit is called, METS first; then what the issue is called."""
    found: list[DateSaid] = []
    mets, premis = (trees.get(name) for name in (METS_FILE, PREMIS_FILE))
    if mets is not None and not isinstance(mets, str):
        found += [(METS_FILE, "OBJID", mets.get("OBJID") or ""), (METS_FILE, "LABEL", mets.get("LABEL") or "")]
        found += [(METS_FILE, "identifier", (mets.findtext(_ISSUE) or ""))]
    if premis is not None and not isinstance(premis, str):
        entity = (one for one in premis.iter(f"{PREMIS}object") if "intellectual" in (one.get(f"{XSI}type") or ""))
        value = f"{PREMIS}objectIdentifier/{PREMIS}objectIdentifierValue"
        found += [(PREMIS_FILE, "object", one.findtext(value) or "") for one in entity]
    with suppress(Lacking):
        known = dict(info(deposit))
        labels = ("Internal-Sender-Identifier", "External-Description")
        found += [("bag-info.txt", label, known[label]) for label in labels if label in known]
    if (shell := shells.get(SHELL)) is not None and not isinstance(shell, str):
        found.append((SHELL, "OBJID", shell.get("OBJID") or ""))
    return tuple(found)


_ISSUE = f"{METS}dmdSec//{MODS}mods/{MODS}identifier[@type='local']"
"""The deposit's name in the MODS of the issue, which is the first."""


@damage(
    "D073",
    says=("{where} says {found}, METS says {wanted}", "{where} 写的是 {found}，METS 写的是 {wanted}"),
    source="docs/archive.md",
    comes=("a name was edited in METS, PREMIS or bag-info", "METS、PREMIS 或 bag-info 里的名称被改"),
)  # fmt: skip
def other_name(deposit: Deposit, called: tuple[DateSaid, ...]) -> Iterator[Found]:
    """The deposit, and the issue in it, is called one thing in METS, PREMIS and bag-info."""
    said = {what: found for name, what, found in called if name == METS_FILE}
    for name, what, found in called:
        wanted = said.get("LABEL" if what in ("LABEL", "External-Description") else "OBJID", found)
        if " ".join(found.split()) != " ".join(wanted.split()):
            yield _place(deposit, name), {"where": what, "found": found[:60], "wanted": wanted[:60]}


def moments(
    deposit: Deposit, trees: Mapping[str, Any], shells: Mapping[str, Any], altos: Mapping[str, Any]
) -> tuple[DateSaid, ...]:
    """Everything that says when the deposit was made."""
    found: list[DateSaid] = []
    premis = trees.get(PREMIS_FILE)
    for name, root in {METS_FILE: trees.get(METS_FILE, ""), **shells}.items():
        if not isinstance(root, str):
            found += [(name, key, one.get(key)) for one in root.iter(f"{METS}*") for key in MADE if one.get(key)]
    if premis is not None and not isinstance(premis, str):
        found += [(PREMIS_FILE, "eventDateTime", one.text or "") for one in premis.iter(f"{PREMIS}eventDateTime")]
    for folder, root in altos.items():
        found += [
            (f"pages/{folder}/alto.xml", "processingDateTime", one.text or "")
            for one in root.iter(f"{ALTO}processingDateTime")
        ]
    with suppress(Lacking):  # no bag, or one that lacks it: others say so
        found += [("bag-info.txt", label, value) for label, value in info(deposit) if label == "Bagging-Date"]
    return tuple(found)


@damage(
    "D057",
    says=("{where} is {found}; everything else here was made on {wanted}", "{where} 是 {found}；这里其余各处都是 {wanted}"),
    source="docs/archive.md: all times in a deposit are the issue's moment",
    comes=("a time was edited in METS, PREMIS, ALTO or bag-info", "METS、PREMIS、ALTO 或 bag-info 里的时间被改"),
)  # fmt: skip
def other_moment(deposit: Deposit, moments: tuple[DateSaid, ...]) -> Iterator[Found]:
    """All times of a deposit are one; where bag-info says a day, its day."""
    whole = Counter(said for _, _, said in moments if len(said) > 10)
    if not whole:
        raise Lacking(METS_FILE)
    wanted = whole.most_common(1)[0][0]
    for name, what, found in dict.fromkeys(moments):
        if found != (wanted if len(found) > 10 else wanted[:10]):
            yield _place(deposit, name), {"where": what, "found": found[:60], "wanted": wanted}


MADE = ("CREATEDATE", "LASTMODDATE", "CREATED")
"""Attributes of METS that say when something was made."""


def moment(moments: tuple[DateSaid, ...]) -> str:
    """When the deposit says that it was made. Raises `Lacking`."""
    whole = Counter(said for _, _, said in moments if len(said) > 10)
    if not whole:
        raise Lacking(METS_FILE)
    return whole.most_common(1)[0][0]
