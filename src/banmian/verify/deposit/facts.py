"""What the rules of deposits are given: facts about one, each worked out once. Parameters are facts, too.

Given are `deposit`, and `reader`, which reads the manuscript of a folder (`desk.read`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...diagnostics import Refused
from .deposit import Deposit, Lacking
from .fault import Fault, fault_of, refused_for
from .markup import PREMIS, tree, values
from .witness import BagManifest, Entries, Print, Testimony, Witness, manifest, of_mets, of_premis, print_of

SOURCE = "source/"
SHELL = "METS.xml"
METS_FILE, PREMIS_FILE, MODEL_FILE = "mets.xml", "premis.xml", "model.json"
ALGORITHMS = ("sha512", "sha256")
MANIFESTS = {f"{kind}-{algorithm}.txt": algorithm for kind in ("manifest", "tagmanifest") for algorithm in ALGORITHMS}
"""The manifests that a bag of ours has."""


def prints(deposit: Deposit) -> dict[str, Print | Fault]:
    """Size and digests of every file, or why it could not be read."""
    found: dict[str, Print | Fault] = {}
    for name in sorted(deposit.files):
        try:
            found[name] = print_of(deposit.files[name])
        except Refused as refused:
            found[name] = refused_for(refused)
    return found


def manifests(deposit: Deposit) -> Iterator[BagManifest]:
    """The manifests of a bag that are there."""
    for name, algorithm in MANIFESTS.items():
        if deposit.is_bag and name in deposit.files:
            try:
                yield manifest(name, algorithm, deposit.files[name])
            except Refused:  # `prints` says so
                continue


def witnesses(
    deposit: Deposit, prints: Mapping[str, Print | Fault], manifests: tuple[BagManifest, ...], trees: Trees, shells: Trees
) -> Iterator[Witness]:
    """Everybody who says what is in the files: manifests, METS, PREMIS."""
    tags = {f"tagmanifest-{algorithm}.txt" for algorithm in ALGORITHMS}
    inside = {name for name in deposit.files if name.startswith(deposit.payload)}
    for one in manifests:
        covers = set(deposit.files) - inside - tags if one.name in tags else inside
        yield Witness(one.name, one.entries, frozenset(covers))
    mets, premis = (deposit.payload + name for name in (METS_FILE, PREMIS_FILE))
    if (root := trees.get(METS_FILE)) is not None and not isinstance(root, str):
        yield Witness(METS_FILE, of_mets(root, deposit.payload), frozenset(inside - {mets}))
    if (root := trees.get(PREMIS_FILE)) is not None and not isinstance(root, str):
        yield Witness(PREMIS_FILE, of_premis(root, deposit.payload), frozenset(inside - {mets, premis}))
    for name, one in shells.items():
        if not isinstance(one, str):
            folder = name.removesuffix(SHELL)
            below = {other for other in deposit.files if other.startswith(folder)} - {name}
            covers = below if folder else {other for other in below if not other.startswith("representations/")}
            yield Witness(name, of_mets(one, folder), frozenset(covers))
    if not deposit.is_bag:
        copies = {name: prints.get(deposit.payload + own) for name in deposit.files if (own := _copied(name, deposit))}
        said = {name: Testimony("sha512", one.sha512) for name, one in copies.items() if isinstance(one, Print)}
        yield Witness(deposit.payload, Entries(said), frozenset())


def _copied(name: str, deposit: Deposit) -> str:
    """The file of the payload that a file of an E-ARK package is a copy of; "" for none."""
    own = name.removeprefix(deposit.payload.removesuffix("data/"))
    if name.startswith(deposit.payload):
        return ""
    return PREMIS_FILE if own == f"metadata/preservation/{PREMIS_FILE}" else own if own.startswith("schemas/") else ""


Trees = Mapping[str, Any]
"""Documents by name: the root of each, or why there is none."""


def trees(deposit: Deposit) -> Trees:
    """The documents of the payload that are ours to read."""
    own = [name for name in deposit.below() if name.endswith(".xml") and not name.startswith(("source/", "schemas/"))]
    return {name: _made(tree, name, deposit) for name in own}


def shells(deposit: Deposit) -> Trees:
    """The METS of an E-ARK package, that of its root and that of the representation, by their names."""
    names = [] if deposit.is_bag else [SHELL, deposit.payload.removesuffix("data/") + SHELL]
    return {name: _read(deposit, name) for name in names if name in deposit.files}


def _read(deposit: Deposit, name: str) -> Any:
    try:
        return tree(deposit.files[name])
    except ValueError as fault:
        return fault_of(fault)
    except Refused as refused:
        return refused_for(refused)


def jsons(deposit: Deposit) -> Mapping[str, Any]:
    """What the JSON files of the payload hold; for one that holds nothing, why, as a `NothingRead`."""
    own = [name for name in deposit.below() if name.endswith((".json", ".jsonld")) and not name.startswith("source/")]
    found = {name: _made(values, name, deposit) for name in own}
    return {name: NothingRead(value) if isinstance(value, Fault) else value for name, value in found.items()}


@dataclass(frozen=True)
class NothingRead:
    """Why a file holds nothing that can be read."""

    fault: Fault


UNREAD = Fault("it cannot be opened", "打不开")


def _made(reader: Any, name: str, deposit: Deposit) -> Any:
    try:
        made = deposit.read(reader, name)
    except ValueError as fault:
        return fault_of(fault)
    except Lacking:
        return UNREAD
    return Fault("a word", "只是一个词") if isinstance(made, str) else made


def mets(trees: Trees) -> Any:
    """The root of METS. Raises `Lacking`."""
    return _tree(trees, METS_FILE)


def premis(trees: Trees) -> Any:
    """The root of PREMIS. Raises `Lacking`."""
    return _tree(trees, PREMIS_FILE)


def _tree(trees: Trees, name: str) -> Any:
    if name not in trees or isinstance(trees[name], str):
        raise Lacking(name)
    return trees[name]


def version(trees: Trees) -> str:
    """The version of the program that PREMIS says made the deposit; "?" where it says none."""
    root = trees.get(PREMIS_FILE, "")
    agents = () if isinstance(root, str) else root.iter(f"{PREMIS}agent")
    versions = [one.findtext(f"{PREMIS}agentVersion") for one in agents if one.findtext(f"{PREMIS}agentName") == "banmian"]
    return str(versions[0])[:40] if versions else "?"


def sources(deposit: Deposit, trees: Trees) -> dict[str, str]:
    """The files that the build read: their paths in the payload by the names that they had below the issue's folder.

    What some file system cannot hold is called otherwise in a deposit; PREMIS has the name that it had.
    """
    known: dict[str, str] = {}
    if (root := trees.get(PREMIS_FILE)) is not None and not isinstance(root, str):
        for one in root.iter(f"{PREMIS}object"):
            path = one.findtext(f"{PREMIS}objectIdentifier/{PREMIS}objectIdentifierValue") or ""
            known[path] = one.findtext(f"{PREMIS}originalName") or ""
    return {known.get(path) or path.removeprefix(SOURCE): path for path in deposit.below(SOURCE)}


def folders(deposit: Deposit) -> tuple[str, ...]:
    """The folders of pages, by their numbers."""
    parts = (name.split("/") for name in deposit.below("pages/"))
    return tuple(dict.fromkeys(part[1] for part in parts if len(part) == 3 and part[1].isascii() and part[1].isdigit()))


def altos(trees: Trees, folders: tuple[str, ...]) -> Mapping[str, Any]:
    """The pages' ALTO by the page's folder, of those that can be read."""
    found = {folder: trees.get(f"pages/{folder}/alto.xml") for folder in folders}
    return {folder: root for folder, root in found.items() if root is not None and not isinstance(root, str)}


def info(deposit: Deposit) -> tuple[tuple[str, str], ...]:
    """The lines of bag-info: label and value; a line that goes on begins with white space (RFC 8493, 2.2.2).

    Raises `Lacking`.
    """
    try:
        text = deposit.files["bag-info.txt"].decode("utf-8")
    except (KeyError, Refused, UnicodeError) as fault:
        raise Lacking("bag-info.txt") from fault
    found: list[tuple[str, str]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        label, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and found:
            found[-1] = found[-1][0], f"{found[-1][1]} {line.strip()}"
        elif line:
            found.append((label.strip() if colon else "", value.strip() if colon else line))
    return tuple(found)
