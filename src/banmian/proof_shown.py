"""`banmian proof` on a terminal, for machines, and as GitHub's annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .console import printable
from .diagnostics import Diagnostic, Severity
from .proof.proofreading import Proofed
from .reading import shown
from .rules.registry import of_letter
from .rules.words import LEVELS
from .rules.words import source as source_of

_SHOWN = 20
"""So many findings of one rule in a file are shown to people; machines get all."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
"""What GitHub calls our levels."""


def chosen(done: Proofed, select: Sequence[str], ignore: Sequence[str]) -> Proofed:
    """What somebody asks for: codes, or how they begin; nothing said is all."""
    wanted, unwanted = dict.fromkeys(of_codes(select), True), dict.fromkeys(of_codes(ignore), True)

    def asked_for(one: Diagnostic) -> bool:
        return (not select or wanted.get(one.code, False)) and not unwanted.get(one.code, False)

    kept = [one for one in done.found if asked_for(one)]
    return Proofed(kept, [(one, waiver) for one, waiver in done.waived if asked_for(one)])


def of_codes(codes: Sequence[str]) -> list[str]:
    """The codes of rules that begin so."""
    return [code for said in codes for code in of_letter(said[:1].upper()) if code.startswith(said.upper())]


def as_json(done: Proofed, lang: str) -> dict[str, Any]:
    """Findings and what is waived, each with the source of its rule."""
    return {
        "diagnostics": [_one(d, lang) for d in done.found],
        "waived": [_one(d, lang) | {"why": waiver.why} for d, waiver in done.waived],
    }


def _one(diagnostic: Diagnostic, lang: str) -> dict[str, Any]:
    return diagnostic.as_json(lang) | {"source": source_of(diagnostic.rule, lang)}


def lines(done: Proofed, lang: str, folder: Path) -> Iterator[str]:
    """For people: place, level, code and words; the marked text in its sentence; the hint; where the rule comes from."""
    zh = lang == "zh"
    kinds = Counter((one.code, one.place and one.place.path) for one in done.found)
    seen = Counter[object]()
    for one in done.found:
        at, kind = one.place, (one.code, one.place and one.place.path)
        seen[kind] += 1
        if seen[kind] > _SHOWN:
            continue
        place = f"{shown(folder / at.path)}:{at.line}:{at.column}: " if at else ""
        yield printable(f"{place}{LEVELS[one.severity][zh]} {one.code}: {one.message(lang)}")
        if marked := marked_text(one):
            yield printable(f"    | {marked}")
        if hint := one.hint(lang):
            yield printable(f"    {'建议' if zh else 'hint'}: {hint}")
        yield printable(f"    {'依据' if zh else 'source'}: {source_of(one.rule, lang)}")
        if seen[kind] == _SHOWN < kinds[kind]:
            more = kinds[kind] - _SHOWN
            yield f"    …… {one.code} 还有 {more} 处" if zh else f"    … and {more} more of {one.code}"
    yield summary(done, lang)


def marked_text(one: Diagnostic) -> str:
    """The marked text with what stands round it; nothing where the finding is of a whole page or more."""
    if "before" not in one.facts:
        return ""
    before, text, after = (one.facts[name] for name in ("before", "text", "after"))
    return f"…{before}【{text}】{after}…"


def summary(done: Proofed, lang: str) -> str:
    """How much was found: never that a text has passed."""
    zh = lang == "zh"
    counts = {severity: sum(one.severity is severity for one in done.found) for severity in Severity}
    names = [
        f"{LEVELS[one][zh]} {count}" if zh else f"{count} {_LEVELS_EN[one][count != 1]}"
        for one, count in counts.items()
        if count
    ]
    waived = [f"豁免 {len(done.waived)}" if zh else f"{len(done.waived)} waived"] if done.waived else []
    said = ("，" if zh else ", ").join([*names, *waived])
    return (f"发现：{said}" if zh else f"found: {said}") if said else ("没有发现" if zh else "nothing found")


_LEVELS_EN = {one: (one.value, f"{one.value}s") for one in Severity}


def github(done: Proofed, lang: str, folder: Path) -> Iterator[str]:
    """GitHub's commands, a line for each finding."""
    for one in done.found:
        at = one.place
        place = {"file": shown(folder / at.path), "line": at.line, "col": at.column} if at else {}
        facts = ",".join(
            f"{name}={_escaped(str(value), more=True)}" for name, value in {**place, "title": one.code}.items()
        )
        yield f"::{_LEVELS[one.severity]} {facts}::{_escaped(one.message(lang))}"


def _escaped(text: str, *, more: bool = False) -> str:
    """As GitHub wants it: data and, with `more`, properties."""
    pairs = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), *(((":", "%3A"), (",", "%2C")) if more else ()))
    for sign, code in pairs:
        text = text.replace(sign, code)
    return text
