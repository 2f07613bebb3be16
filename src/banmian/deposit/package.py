"""A deposit from finished files: its payload in order, described by PREMIS and METS, in a bag or a package after E-ARK."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model_json import as_bytes
from ..places import shipped
from . import bag, eark, iiif, schema_org
from .blocks import PageBlocks, page_blocks
from .facts import DepositFacts
from .mets import PREMIS, mets
from .payload import Payload
from .premis import premis
from .source_names import FOLDER, source_names

ALTO = "alto.xml"


@dataclass(frozen=True)
class Contents:
    """What a deposit is made of, as it came from its makers: the whole issue's PDF; its books by name; the press's file of
    each page by the page's sequence, with its name; the files of pages by their paths; the sources by name; model.json.
    """

    whole: bytes = field(repr=False)
    books: Mapping[str, bytes] = field(repr=False)
    press: Mapping[int, tuple[str, bytes]] = field(repr=False)
    pages: Mapping[str, bytes] = field(repr=False)
    sources: Mapping[str, bytes] = field(repr=False)
    model: bytes = field(repr=False)


def deposit(facts: DepositFacts, contents: Contents) -> dict[str, bytes]:
    """The files of the deposit by their names below its folder."""
    payload = _payload(facts, contents)
    pages = _blocks(facts, payload)
    if facts.settings.archive.base:
        payload.add(iiif.MANIFEST, as_bytes(iiif.manifest(facts, payload, pages)))
        payload.add(schema_org.PATH, as_bytes(schema_org.issue(facts, payload)))
    payload.add(PREMIS, premis(facts, payload))
    payload.add("mets.xml", mets(facts, payload, pages))
    shell = eark.package if facts.settings.archive.shell == "eark" else bag.bag
    return shell(facts, payload)


def digest(files: Mapping[str, bytes]) -> str:
    """The digest of a deposit, whose files are given by their names below its folder: SHA-256 of the one that vouches for
    all others (but a bag's second tag manifest).
    """
    return hashlib.sha256(files[bag.SEAL if bag.SEAL in files else eark.SEAL]).hexdigest()


def _payload(facts: DepositFacts, contents: Contents) -> Payload:
    """Everything but METS and PREMIS, which describe it."""
    payload = Payload()
    payload.add("issue/archive.pdf", contents.whole)
    for name, data in contents.books.items():
        payload.add(f"issue/{name}", data)
    for sequence, (name, data) in contents.press.items():
        payload.add(f"pages/{sequence:04d}/press.pdf", data, name)
    for path, data in contents.pages.items():
        payload.add(path, data)
    for name, path in source_names(contents.sources).items():
        payload.add(path, contents.sources[name], name if path != FOLDER + name else "")
    payload.add("model.json", contents.model)
    for file in sorted(shipped("fonts").glob("LICENSE-*.txt")):
        payload.add(f"licences/{file.name}", file.read_bytes())
    for file in sorted(shipped("schemas").glob("*.xsd")):
        payload.add(f"schemas/{file.name}", file.read_bytes())
    payload.add("schemas/bagit-profile.json", bag.profile(facts))
    return payload


def _blocks(facts: DepositFacts, payload: Payload) -> list[PageBlocks]:
    """The blocks of each page, as its ALTO has them."""
    paths = ((page.sequence, f"pages/{page.sequence:04d}/{ALTO}") for page in facts.issue.pages)
    return [page_blocks(path, number, payload.files[path].data) for number, path in paths if path in payload.files]
