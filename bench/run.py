"""The benchmark: our cold build and warm page against plain WeasyPrint and Typst.

`python bench/run.py [--rounds N] [--base TREE]`

Exits with 1 when a row of ours was asked for and could not be measured.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import contenders
from inputs import OUT, prepare
from options import options
from report import Report
from rounds import SMALLEST, Effort, cold_rounds, warm_rounds

LEAST_ROUNDS = 5


def main() -> int:
    parser = options(__doc__, "one cold run and one warm page of ours, no peers")
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help="rounds after the warm-up (default: %(default)s)")
    parser.add_argument("--only", action="append", metavar="KEY", help='a row, as "warm banmian"; may be given again')
    parser.add_argument("--base", type=Path, metavar="TREE", help="a work tree of another commit, measured beside this one")
    said = parser.parse_args()
    base = said.base and said.base.resolve()
    effort = SMALLEST if said.smallest else Effort(max(1, said.rounds))
    inputs = prepare(effort.pages)
    rows = {"cold": contenders.cold(inputs, base), "warm": contenders.warm(inputs, base)}
    keys = _keys(parser, said, [*rows["cold"], *rows["warm"]])
    cold = cold_rounds(contenders.chosen(rows["cold"], keys), effort, _told)
    warm = warm_rounds(contenders.chosen(rows["warm"], keys), effort, _told)
    _told("")
    report = Report(cold, warm, effort.rounds)
    (OUT / "table.md").write_text(report.markdown(), encoding="utf-8")
    (OUT / "table.json").write_text(report.json(), encoding="utf-8")
    print(report.markdown())
    return int(any(row.missing and row.contender.ours and row.contender.key in keys for row in (*cold, *warm)))


def _keys(parser: argparse.ArgumentParser, said: argparse.Namespace, every: list[contenders.Contender]) -> list[str]:
    """The rows that are measured."""
    known = [one.key for one in every]
    if unknown := set(said.only or ()) - set(known):
        parser.error(f"no row {', '.join(unknown)}; there are {', '.join(known)}")
    return said.only or [one.key for one in every if one.ours or not said.smallest]


def _told(what: str) -> None:
    """Show how far it is, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
