"""The benchmark: our cold build and warm page against plain WeasyPrint and Typst. `python bench/run.py [--rounds N]`."""

from __future__ import annotations

import argparse
import sys

import contenders
from inputs import OUT, prepare
from report import Report
from rounds import cold_rounds, pages_for, warm_rounds

LEAST_ROUNDS = 5


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help="rounds after the warm-up (default: %(default)s)")
    rounds = max(1, options.parse_args().rounds)
    inputs = prepare(pages_for(rounds))
    cold = cold_rounds(contenders.cold(inputs), rounds, _told)
    warm = warm_rounds(contenders.warm(inputs), rounds, _told)
    _told("")
    report = Report(cold, warm, rounds)
    (OUT / "table.md").write_text(report.markdown(), encoding="utf-8")
    (OUT / "table.json").write_text(report.json(), encoding="utf-8")
    print(report.markdown())


def _told(what: str) -> None:
    """Show how far it is, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
