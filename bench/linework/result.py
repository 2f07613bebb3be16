"""What was found for each contender, as a Markdown table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from processes import Failed

from .faults import KINDS, Fault, faults, full, pairs, uneven, widest
from .grey import STEPS, over, spread
from .reader import Line, Unreadable, read
from .setters import Setter


@dataclass(frozen=True)
class Result:
    """A contender's lines and their faults, or what is missing."""

    name: str
    version: str = ""
    missing: str = ""
    pdf: Path | None = None
    lines: Sequence[Line] = ()
    faults: Sequence[Fault] = field(default_factory=tuple)

    @property
    def title(self) -> str:
        return f"{self.name} {self.version}".strip()

    def count(self, kind: str) -> int:
        return sum(fault.kind == kind for fault in self.faults)

    def numbers(self) -> dict[str, float]:
        """Every count and measure, by its name in the JSON."""
        return {
            "lines": len(self.lines),
            "full_lines": len(full(self.lines)),
            **{kind: self.count(kind) for kind in KINDS},
            "pairs": pairs(self.lines),
            "widest_gap_em": round(widest(self.lines, border=False), 3),
            "widest_gap_han_latin_em": round(widest(self.lines, border=True), 3),
            "uneven_sides_em": round(uneven(self.lines), 3),
            **{f"pitch_over_{step:.2f}": round(share, 3) for step, share in zip(STEPS, over(self.lines), strict=True)},
            "pitch_spread_em": round(spread(self.lines), 4),
        }


def judged(setter: Setter, paragraphs: Sequence[str]) -> Result:
    """Have the paragraphs set, read the PDF back and judge it."""
    missing = setter.missing()
    if missing:
        return Result(setter.name, missing=missing)
    version = setter.version()
    try:
        pdf = setter.pdf(paragraphs)
        lines = read(pdf, paragraphs)
    except (Failed, Unreadable) as fault:
        return Result(setter.name, version, missing=f"a run that succeeds ({fault})")
    return Result(setter.name, version, pdf=pdf, lines=lines, faults=faults(lines))


_HEAD = (
    "set by", "full lines", "forbidden start / end", "split runs", "uncompressed pairs", "mark not ½ em at line end",
    "ragged lines", "loose lines", "孤字", "widest gap, em", "Han to Latin, em", "its sides uneven, em",
    f"Han pitch over {' / '.join(f'{step:.2f}' for step in STEPS)} em", "its sd, em",
)  # fmt: skip


def markdown(results: Sequence[Result]) -> str:
    """The table: a row each; one that is not there says so."""
    rows = [_HEAD, ("---",) * len(_HEAD), *(_cells(result) for result in results)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


def _cells(result: Result) -> tuple[str, ...]:
    if result.missing:
        return (result.title, f"not there: {result.missing}", *[""] * (len(_HEAD) - 2))
    found = result.numbers()
    return (
        result.title, f"{found['full_lines']}", f"{found['start']} / {found['end']}", f"{found['split']}",
        f"{found['pair']} of {found['pairs']}", f"{found['wide_end']}", f"{found['ragged']}", f"{found['loose']}",
        f"{found['single']}", f"{found['widest_gap_em']:.2f}", f"{found['widest_gap_han_latin_em']:.2f}",
        f"{found['uneven_sides_em']:.2f}",
        " / ".join(f"{100 * found[f'pitch_over_{step:.2f}']:.0f}" for step in STEPS) + " %",
        f"{found['pitch_spread_em']:.3f}",
    )  # fmt: skip


def as_json(results: Sequence[Result]) -> str:
    """Every contender with its numbers, its faults and the text of its lines."""
    return json.dumps([_record(result) for result in results], ensure_ascii=False, indent=1) + "\n"


def _record(result: Result) -> dict[str, Any]:
    known: dict[str, Any] = {"name": result.name, "version": result.version}
    if result.missing:
        return {**known, "missing": result.missing}
    found = [{**asdict(fault), "places": [_rounded(asdict(place)) for place in fault.places]} for fault in result.faults]
    return {**known, "numbers": result.numbers(), "faults": found, "lines": [line.text for line in result.lines]}


def _rounded(record: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in record.items()}
