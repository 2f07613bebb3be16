"""A folder of finished files, looked at again: against its manifest, and the texts of its files against each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from ..diagnostics import Diagnostic, Refused
from ..model import Span
from ..shelf.manifest import NAME, Manifest, NotOurs, read_manifest
from .conservation import CONTEXT, common
from .deposit.fault import fault_of, refused_for
from .deposit.look import Looked
from .deposit.readers import text_reader

_OTHER_SCRIPT = ("epub-hant",)
"""Targets whose text is the manuscript's in other characters."""


def look_at_build(files: Mapping[str, bytes]) -> list[Looked]:
    """What is found in a folder of finished files; its deposits are looked at by themselves."""
    try:
        manifest = read_manifest(files[NAME])
    except (KeyError, NotOurs, Refused) as fault:
        found = Diagnostic("D070", _at(NAME), {"fault": (str(fault) or type(fault).__name__)[:200]})
        return [Looked("fixity", (found,)), Looked("texts", lacking=(NAME,))]
    return [Looked("fixity", tuple(_fixity(files, manifest))), Looked("texts", tuple(_texts(files, manifest)))]


def _at(name: str) -> Span:
    return Span(name, 1, 1, 1)


def _fixity(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Diagnostic]:
    for name, said in manifest.files.items():
        if name not in files:
            yield Diagnostic("D067", _at(name))
            continue
        try:
            good = hashlib.sha256(files[name]).hexdigest() == said.sha256
        except Refused as refused:
            yield Diagnostic("D035", _at(name), refused_for(refused).facts)
            continue
        if not good:
            yield Diagnostic("D068", _at(name))
    for name in files:
        if name not in manifest.files and name != NAME:
            yield Diagnostic("D069", _at(name))


def _texts(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Diagnostic]:
    """Files of the whole issue hold one text; those of the press together hold the same characters."""
    found: dict[str, str] = {}
    for name, said in manifest.files.items():
        whole = name.endswith((".pdf", ".epub")) and "/" not in name and said.target not in _OTHER_SCRIPT
        if whole and name in files and ".draft." not in name:
            try:
                found[name] = text_reader(name)(files[name])
            except Exception as fault:  # a stranger's file breaks its reader in many ways
                yield Diagnostic("D047", _at(name), fault_of(fault).facts)
    yield from _unlike(found)


def _unlike(found: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Those that do not say what most of them say."""
    if not found:
        return
    texts = list(found.values())
    most = max(texts, key=texts.count)
    other = next(name for name, text in found.items() if text == most)
    for name, text in found.items():
        if text != most:
            at = common(most, text)
            facts = {"other": other, "wanted": most[at : at + CONTEXT], "found": text[at : at + CONTEXT]}
            yield Diagnostic("D071", _at(name), facts)
