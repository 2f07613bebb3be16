"""Rules of the forms of XML and JSON: well-formed, harmless, as the schemas have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from ...limits_finished import FACT_CHARACTERS
from .damage import Found, damage
from .deposit import Deposit
from .facts import NothingRead
from .fault import Fault
from .markup import METS, MODS, faults

SHOWN = 20
"""Faults of one document that are told."""


@damage(
    "D044",
    says=("this cannot be read: {fault}", "无法读取：{fault_zh}"),
    source="XML 1.0; RFC 8259; docs/verify.md",
    comes=("a file of XML or JSON was cut or edited, or made to break its readers", "XML 或 JSON 被截断、改坏，或是存心让程序出错"),
)  # fmt: skip
def unread(
    deposit: Deposit, trees: Mapping[str, Any], shells: Mapping[str, Any], jsons: Mapping[str, Any]
) -> Iterator[Found]:
    """XML is in UTF-8, without document type and entities; JSON is JSON."""
    yield from ((deposit.inside(name), one.facts) for name, one in trees.items() if isinstance(one, Fault))
    yield from ((deposit.place(name), one.facts) for name, one in shells.items() if isinstance(one, Fault))
    for name, one in jsons.items():
        if isinstance(one, NothingRead):
            yield deposit.inside(name), one.fault.facts


@damage(
    "D045",
    says=("not as the schema has it: {fault}", "不合规范：{fault}"),
    source="ALTO 4.4; METS 1.12.1; MODS 3.7; PREMIS 3.0",
    comes=("METS, MODS, PREMIS or ALTO was edited", "METS、MODS、PREMIS 或 ALTO 被改过"),
)  # fmt: skip
def invalid(deposit: Deposit, trees: Mapping[str, Any], shells: Mapping[str, Any]) -> Iterator[Found]:
    """Every document, and each MODS record in METS, is valid by the schema that was current when the program was made."""
    named = {deposit.payload + name: root for name, root in trees.items()}
    for name, root in {**named, **shells}.items():
        if isinstance(root, str):
            continue
        parts = [root, *(root.iter(f"{MODS}mods") if root.tag == f"{METS}mets" else ())]
        found = (fault for part in parts for fault in faults(part))
        for line, fault in islice(found, SHOWN):
            yield deposit.place(name, line), {"fault": fault[:FACT_CHARACTERS]}
