"""The table: medians, ratios to the peers, and the targets with what was reached."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from rounds import Row

PEERS = {"weasyprint": "÷ WeasyPrint", "typst": "÷ Typst", "base": "÷ base"}
HEAD = ("what", "CPU", "wall", "peak MB")
PARTS = {
    "open": "open: fonts, pictures, layout",
    "layout": "furniture",
    "makeup": "frames, setting, copy-fit",
    "write": "render and write",
    "readback": "read-back, comparison",
    "read": "beside it: parse, proof",
    "deliver": "beside it: delivery",
    "": "beside it: the rest of the build",
}


@dataclass(frozen=True)
class Target:
    """A target: what, the limit, what was measured (None: not measured), a unit."""

    what: str
    limit: float
    found: float | None
    unit: str
    strict: bool = True

    @property
    def verdict(self) -> str:
        if self.found is None:
            return "not measured"
        reached = self.found < self.limit or (not self.strict and self.found == self.limit)
        return "reached" if reached else "missed"

    def cells(self) -> tuple[str, ...]:
        found = "–" if self.found is None else f"{self.found:.3g} {self.unit}".strip()
        sign = "<" if self.strict else "≤"
        return self.what, f"{sign} {self.limit:g} {self.unit}".strip(), found, self.verdict


@dataclass(frozen=True)
class Report:
    """All rows by key."""

    cold: Sequence[Row]
    warm: Sequence[Row]
    rounds: int

    def row(self, key: str) -> Row:
        return next(row for row in (*self.cold, *self.warm) if row.contender.key == key)

    @property
    def peers(self) -> dict[str, str]:
        """Those that ours is measured against: the base, where there is one."""
        return {name: head for name, head in PEERS.items() if any(r.contender.key == f"cold {name}" for r in self.cold)}

    def targets(self) -> list[Target]:
        """What we set out to reach; results, not tests."""
        ours, cold, model = self.row("warm banmian"), self.row("cold banmian"), self.row("model")
        makeup = None if ours.missing else ours.median(lambda s: s.parts["makeup"]) * 1000
        wall = None if model.missing else model.median(lambda s: s.wall)
        return [
            Target("warm page ÷ plain WeasyPrint, CPU", 0.35, ours.ratio(self.row("warm weasyprint")), "", strict=False),
            Target("cold ÷ plain WeasyPrint, CPU", 0.85, cold.ratio(self.row("cold weasyprint")), "", strict=False),
            Target("warm page ÷ Typst, CPU", 3.1, ours.ratio(self.row("warm typst")), "", strict=False),
            Target("cold ÷ Typst, CPU", 2.0, cold.ratio(self.row("cold typst")), "", strict=False),
            Target("frames, setting, copy-fit, CPU", 30, makeup, "ms"),
            Target("peak memory, cold build", 200, cold.peak or None, "MB"),
            Target("`banmian model`, wall", 0.25, wall, "s"),
        ]

    def markdown(self) -> str:
        """The whole report."""
        facts, head = machine(), (*HEAD, *self.peers.values())
        about = ", ".join(f"{name} {value}" for name, value in facts.items())
        parts = [
            f"{self.rounds} rounds, medians. {about}.",
            "Cold: a process of its own\n\n" + table(head, self._rows(self.cold, "cold", 1, "s")),
            "Warm: second and later pages of one process\n\n" + table(head, self._rows(self.warm, "warm", 1000, "ms")),
            "Targets\n\n" + table(("target", "limit", "measured", ""), [t.cells() for t in self.targets()]),
        ]
        return "\n\n".join(parts) + "\n"

    def _rows(self, rows: Sequence[Row], kind: str, scale: int, unit: str) -> Iterator[tuple[str, ...]]:
        for row in rows:
            if row.missing:
                yield row.contender.what, f"not measured: {row.missing}", "", "", *("" for _ in self.peers)
                continue
            cpu, wall = row.median(lambda s: s.cpu) * scale, row.median(lambda s: s.wall) * scale
            ratios = (row.ratio(self.row(f"{kind} {peer}")) for peer in self.peers)
            cells = ("–" if ratio is None else f"{ratio:.2f}" for ratio in ratios)
            yield row.contender.what, _number(cpu, unit), _number(wall, unit), f"{row.peak:.0f}", *cells
            for name in PARTS if "open" in row.samples[0].parts else ():
                part = row.median(lambda s, name=name: s.parts[name]) * scale
                yield f"– {PARTS[name]}", _number(part, unit), "", "", *("" for _ in self.peers)

    def as_json(self) -> dict[str, Any]:
        """The same for programs, with every sample."""
        return {
            "machine": machine(),
            "rounds": self.rounds,
            "rows": [_row_json(row) for row in (*self.cold, *self.warm)],
            "targets": [{**vars(t), "verdict": t.verdict} for t in self.targets()],
        }

    def json(self) -> str:
        return json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n"


def machine() -> dict[str, str]:
    """What the numbers were measured with."""
    facts = {"cores": str(os.cpu_count()), "Python": platform.python_version()}
    for package in ("weasyprint", "typst"):
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            facts[package] = "missing"
    return facts | {"load": f"{os.getloadavg()[0]:.1f}"}


def _row_json(row: Row) -> dict[str, Any]:
    samples = [vars(sample) for sample in row.samples]
    return {"key": row.contender.key, "missing": row.missing, "peak": row.peak, "samples": samples}


def _number(value: float, unit: str) -> str:
    return f"{value:.2f} s" if unit == "s" else f"{value:.1f} ms"


def table(head: Sequence[str], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table whose columns also line up in a terminal."""
    lines = [tuple(head), *rows]
    short = [line for line in lines if not line[1].startswith("not measured")]
    widths = [max(len(line[n]) for line in (short if n else lines)) for n in range(len(head))]
    rule = "|".join("-" * (width + 2) for width in widths)
    padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    shown = ["| " + " | ".join(cells) + " |" for cells in padded]
    return "\n".join([shown[0], f"|{rule}|", *shown[1:]])
