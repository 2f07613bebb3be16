"""What was found in checked files, as SARIF 2.1.0 (OASIS): for services that show findings beside files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostic

if TYPE_CHECKING:
    from .verify.check import Checked

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(checked: Sequence[Checked], version: str, lang: str) -> dict[str, Any]:
    """One run over some files."""
    every = [(file.name, one) for file in checked for one in file.noticed]
    codes = sorted({one.code for _, one in every})
    driver = {"name": "banmian", "version": version, "rules": list(_rules(codes, lang))}
    results = [_result(name, one, codes.index(one.code), lang) for name, one in every]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rules(codes: Sequence[str], lang: str) -> Iterator[dict[str, Any]]:
    from .rules.registry import rule_of
    from .rules.words import template

    for code in codes:
        rule = rule_of(code)
        made: dict[str, Any] = {"id": code, "shortDescription": {"text": template(rule.says[lang == "zh"])}}
        made["defaultConfiguration"] = {"level": rule.level.value}
        yield made


def _result(name: str, one: Diagnostic, index: int, lang: str) -> dict[str, Any]:
    where: dict[str, Any] = {"artifactLocation": {"uri": one.place.path if one.place else name}}
    if one.place and "mm" not in one.facts:
        where["region"] = {"startLine": one.place.line, "startColumn": one.place.column}
    return {
        "ruleId": one.code, "ruleIndex": index, "level": one.severity.value, "message": {"text": one.message(lang)},
        "locations": [{"physicalLocation": where}], "properties": one.facts,
    }  # fmt: skip
