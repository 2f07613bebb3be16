"""How long a whole issue takes: 16 pages with two photographs each, to all seven usual targets, by the command line.

`python bench/issue.py [--rounds N] [--jobs N] [--base TREE]`

Each round builds it with nothing kept of earlier builds, again unchanged, and with a word of one page changed; a base takes
turns with this tree. Exits with 1 when a build failed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from family import SEEN
from inputs import OUT
from many_pages import PHOTOGRAPHS, TINY_ONES, USUAL, ManyPages, write
from options import options
from places import Place, places
from processes import Failed, Sample
from report import Target, machine, table
from trees import told

STATES = ("nothing kept", "unchanged again", "a word of one page changed")
MOST_SECONDS = dict(zip(STATES, (14, 3, 4), strict=True))
MOST_MB = 700
"""Targets, with two free cores."""

Of = Callable[[Sample], float]


@dataclass
class Row:
    """A place and its samples, by state: one a round."""

    place: Place
    samples: dict[str, list[Sample]] = field(default_factory=lambda: {state: [] for state in STATES})

    def median(self, state: str, of: Of) -> float:
        return statistics.median(map(of, self.samples[state]))

    def ratio(self, other: Row, state: str, of: Of) -> float:
        """The median of the ratios of runs side by side."""
        return statistics.median(of(a) / of(b) for a, b in zip(self.samples[state], other.samples[state], strict=True))


def main() -> int:
    said = _said()
    issue = write(OUT / "issue" / "written", said.pages, TINY_ONES if said.tiny else PHOTOGRAPHS)
    arguments = ("--to", said.to, *(("--jobs", str(said.jobs)) if said.jobs else ()))
    rows = [Row(place) for place in places("issue", said.base)]
    try:
        for number in range(1, said.rounds + 1):
            _round(rows, issue, arguments, f"round {number} of {said.rounds}")
    except Failed as fault:
        print(f"a build failed: {fault}", file=sys.stderr)
        return 1
    finally:
        told("")
    shown = "\n\n".join(_report(rows, said))
    (OUT / "issue.md").write_text(shown + "\n", encoding="utf-8")
    (OUT / "issue.json").write_text(json.dumps([_as_json(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    print(shown)
    return 0


def _said() -> argparse.Namespace:
    parser = options(__doc__, "one page with small pictures, to the screen")
    parser.add_argument("--rounds", type=int, default=3, help="(default: %(default)s)")
    parser.add_argument("--pages", type=int, default=16, help="pages of the issue (default: %(default)s)")
    parser.add_argument("--jobs", type=int, help="processes at a time (default: one a core)")
    parser.add_argument("--to", default=",".join(USUAL), help="targets (default: %(default)s)")
    parser.add_argument("--tiny", action="store_true", help="small pictures, not photographs")
    parser.add_argument("--base", type=Path, metavar="TREE", help="a work tree of another commit, measured beside this one")
    said = parser.parse_args()
    if said.smallest:
        said.rounds, said.pages, said.to, said.tiny = 1, 1, "screen", True
    return said


def _round(rows: Sequence[Row], issue: ManyPages, arguments: Sequence[str], which: str) -> None:
    for row in rows:
        row.place.begin(issue)
    for state in STATES:
        for row in rows:
            told(f"{which}: {state}, {row.place.tree.name}")
            if state == STATES[2]:
                ManyPages(row.place.issue, issue.count).change_a_word()
            row.samples[state].append(row.place.build(arguments))


def _report(rows: Sequence[Row], said: argparse.Namespace) -> Iterator[str]:
    here, *base = rows
    facts = machine() | {"rounds": said.rounds, "jobs": said.jobs or os.cpu_count(), "pages": said.pages, "to": said.to}
    yield ", ".join(f"{name} {value}" for name, value in facts.items())
    heads = ("", "wall", "CPU", f"peak MB ({'PSS' if SEEN else 'largest process'})", "files", "MB")
    yield table((*heads, *("wall ÷ base", "CPU ÷ base")[: 2 * len(base)]), _lines(here, base))
    if not said.tiny:
        yield table(("target", "limit", "measured", ""), [one.cells() for one in _targets(here)])


def _lines(here: Row, base: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    for row in (here, *base):
        files = [path.stat().st_size for path in row.place.results.rglob("*") if path.is_file()]
        for state in STATES:
            wall, cpu, peak = (row.median(state, of) for of in (_wall, _cpu, _peak))
            what = state if row is here else f"{state}: {row.place.tree}"
            ratios = [f"{here.ratio(one, state, of):.2f}" if row is here else "" for one in base for of in (_wall, _cpu)]
            yield what, f"{wall:.2f} s", f"{cpu:.2f} s", f"{peak:.0f}", str(len(files)), f"{sum(files) / 1e6:.0f}", *ratios


def _wall(sample: Sample) -> float:
    return sample.wall


def _cpu(sample: Sample) -> float:
    return sample.cpu


def _peak(sample: Sample) -> float:
    return sample.peak


def _targets(here: Row) -> list[Target]:
    peak = max(here.median(state, _peak) for state in STATES)
    walls = [Target(f"{state}, wall", most, here.median(state, _wall), "s", False) for state, most in MOST_SECONDS.items()]
    return [*walls, Target("peak memory", MOST_MB, peak, "MB")]


def _as_json(row: Row) -> dict[str, object]:
    samples = {state: [asdict(one) for one in some] for state, some in row.samples.items()}
    return {"tree": str(row.place.tree), "samples": samples}


if __name__ == "__main__":
    sys.exit(main())
