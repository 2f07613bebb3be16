"""Making a deposit again from its own source/, at the moment that it says, and comparing bytes."""

from __future__ import annotations

import datetime
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import __version__, desk
from .deposit.facts import MIXED
from .diagnostics import Diagnostic, Refused, errors
from .job import Order
from .limits_finished import FACT_CHARACTERS
from .manuscript.folder import Bundle
from .preflight.plants import find, names
from .rules.checks import Facts
from .rules.rule import Both
from .shelf.manifest import is_component
from .verify.deposit.deposit import Deposit, Lacking
from .verify.deposit.facts import PREMIS_FILE
from .verify.deposit.groups import REBUILD
from .verify.deposit.look import Looked
from .verify.deposit.manuscript import is_below
from .verify.deposit.markup import PREMIS, tree

SHOWN = 5
"""Files that are named in one finding."""
_FOLLOW = [
    re.compile(one)
    for one in (r".*premis\.xml", r".*(mets|METS)\.xml", r"bag-info\.txt", r"manifest-.*", r"tagmanifest-.*")
]
"""Files that are others as soon as any file is, or one that stands before them here."""


_LAYOUT = re.compile(r"in the layout ([^;]+(?:; full face [^;]+)*)")
_PLANT = re.compile(r"; for the plant ([^;]+)")


class _NotMade(Exception):
    """Why a deposit cannot be made again, in both languages."""


def again(deposit: Deposit, known: Facts) -> Looked:
    """Build from source/ into a folder that goes, and compare every file. What cannot be built again is not checked."""
    try:
        files = _made(deposit, known)
        return Looked(REBUILD, tuple(compared(deposit, known, files)))
    except _NotMade as fault:
        why: Both = fault.args
    except Exception as fault:  # a stranger's source may hold what no build foresees
        told = f"{type(fault).__name__}: {fault}"[:FACT_CHARACTERS]
        why = f"the build broke down ({told})", f"重做时出错（{told}）"
    return Looked(REBUILD, (Diagnostic("D064", None, {"why": why[0], "why_zh": why[1]}),), (why[0],))


def compared(deposit: Deposit, known: Facts, files: Mapping[str, bytes]) -> list[Diagnostic]:
    """What is otherwise. Raises `_NotMade` where other faces, or another layout, would make it otherwise anyway."""
    others = [name for name in files if name in deposit.files and _differs(deposit, name, files[name])]
    first = min(map(_rank, others), default=0)
    told = [name for name in others if _rank(name) == first]
    now = _made_with(tree(files[deposit.payload + PREMIS_FILE]))
    if told and not first and now != (then := _made_with(known["trees"].get(PREMIS_FILE))):
        raise _NotMade(f"it was made with {then}, this is {now}", f"它用 {then} 做成，这里是 {now}")
    found = [
        ("D062", told),
        ("D063", sorted(set(files) - set(deposit.files))),
        ("D072", sorted(set(deposit.files) - set(files))),
    ]
    return [_finding(deposit, code, names) for code, names in found if names]


def _rank(name: str) -> int:
    """How many kinds of files a file follows from."""
    return next((n for n, one in enumerate(_FOLLOW, 1) if one.fullmatch(name)), 0)


def _made_with(premis: Any) -> str:
    """The layout and faces that pages were made up with, as PREMIS says."""
    return _told(premis, _LAYOUT)[:200] or "?"


def _told(premis: Any, pattern: re.Pattern[str]) -> str:
    """What PREMIS says of how a deposit was made; nothing where it does not."""
    details = [one.text or "" for one in premis.iter(f"{PREMIS}eventDetail")] if hasattr(premis, "iter") else []
    return next((hit[1] for one in details if (hit := pattern.search(one))), "")


def _plant(known: Facts, source: Path) -> str | None:
    """The plant that was ordered: a shipped one by its name, or a file of the deposit's sources, none from elsewhere."""
    plant = _told(known["trees"].get(PREMIS_FILE), _PLANT)
    if not plant or plant in names():
        return plant or None
    if plant not in known["sources"]:
        raise _NotMade(f"the plant {plant[:40]!r} is not among its sources", f"source/ 里没有印刷厂 {plant[:40]!r}")
    try:
        find(plant, source)  # below the sources, with its profile
    except Refused as refused:
        raise _refused(refused.diagnostics) from refused
    return str(source / plant)


def _both_ways(one: set[str], other: set[str]) -> tuple[tuple[set[str], set[str]], ...]:
    return (one, other), (other, one)


def _finding(deposit: Deposit, code: str, names: list[str]) -> Diagnostic:
    more = f" (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
    return Diagnostic(code, deposit.place(names[0]), {"files": ", ".join(names[:SHOWN]) + more})


def _differs(deposit: Deposit, name: str, data: bytes) -> bool:
    try:
        return deposit.files[name] != data
    except Refused:
        return True


def _made(deposit: Deposit, known: Facts) -> Mapping[str, bytes]:
    """The files of the same deposit, made now. Raises `_NotMade`."""
    bundle, moment = _can_be_made(deposit, known)
    with tempfile.TemporaryDirectory(prefix="banmian-rebuild-") as folder:
        source = _laid_out(deposit, known, bundle, Path(folder))
        layout = _made_with(known["trees"].get(PREMIS_FILE)).split(",")[0]
        own = layout in ("?", bundle.settings.layout) or MIXED in layout
        order = Order(
            source, ("deposit",), None if own else layout, out=Path(folder) / "out", moment=moment, cache=False,
            plant=_plant(known, source),
        )  # fmt: skip
        try:
            result = desk.build(order)
        except Refused as refused:
            raise _refused(refused.diagnostics) from refused
        made = {one.name: one.data for one in result.files if one.target == "deposit"}
        if not made:
            raise _refused(result.diagnostics)
    return {name.split("/", 2)[2]: data for name, data in made.items()}


def _can_be_made(deposit: Deposit, known: Facts) -> tuple[Bundle, datetime.datetime]:
    try:
        bundle, said = known["manuscript"].bundle, known["moment"]
    except Lacking as fault:
        raise _NotMade(f"{fault} is missing", f"缺少 {fault}") from fault
    version = known["version"]
    if bundle is None:
        raise _NotMade("its manuscript cannot be read", "稿件无法读取")
    if version != __version__:
        raise _NotMade(
            f"it was made by version {version}, this is {__version__}", f"它由 {version} 版做成，这里是 {__version__} 版"
        )
    try:
        moment = datetime.datetime.fromisoformat(said).astimezone(datetime.UTC)
    except (ValueError, OverflowError) as fault:
        raise _NotMade(f"{said[:40]!r} is no moment", f"{said[:40]!r} 不是时间") from fault
    return bundle, moment


def _laid_out(deposit: Deposit, known: Facts, bundle: Bundle, folder: Path) -> Path:
    """Put the files of source/ where the paper's name comes out as it did."""
    day = known["manuscript"].issue.masthead.date if known["manuscript"].issue else None
    try:
        identifier = known["mets"].get("OBJID") or ""
    except Lacking:
        identifier = ""
    slug = bundle.settings.slug or identifier.removesuffix(f"-{day.isoformat()}" if day else "")
    if not is_component(slug):
        raise _NotMade(f"{slug[:40]!r} is no name of a paper", f"{slug[:40]!r} 不是报名")
    source = folder / "source" / slug / (day.isoformat() if day else "2000-01-01")
    for own, path in known["sources"].items():
        if not is_below(own):
            raise _NotMade(f"{own[:80]!r} is no name of a file", f"{own[:80]!r} 不是文件名")
        (source / own).parent.mkdir(parents=True, exist_ok=True)
        (source / own).write_bytes(deposit.data(path))
    return source


def _refused(noticed: list[Diagnostic]) -> _NotMade:
    codes = ", ".join(dict.fromkeys(one.code for one in errors(noticed))) or "-"
    return _NotMade(f"the build was refused ({codes})", f"重做被拒（{codes}）")
