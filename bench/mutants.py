"""What the quick tests see: `python bench/mutants.py [--seed N] [--only PACKAGE]` changes the source and lets them run.

Mutants of four packages, chosen by a seed, each one small change of a classical kind (`mutation.py`), written into a work
tree in a temporary folder. Known equivalents stand in `equivalent.toml` and are told apart. Exits with 1 when the tests
fail without a mutant, or a package stays below its quota.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from mutation import Mutant, of_package
from options import options
from quick_tests import Ending, Suite
from trees import ROOT, git, told, work_tree

QUOTAS = {"composer": 85, "makeup": 85, "manuscript": 80, "verify": 80}
"""The packages under `src/banmian`, and the least of their mutants, in per cent, that the quick tests must kill."""
EQUIVALENT = ROOT / "bench" / "equivalent.toml"
PATIENCE = 4
"""A run may take so many times what the tests take without a mutant."""


@dataclass(frozen=True)
class Chosen:
    """A mutant, its package and number, and why no test can kill it ("": it is to be killed)."""

    package: str
    number: int
    mutant: Mutant
    equivalent: str

    def line(self, fate: str) -> str:
        one = self.mutant
        return f"{self.package} {self.number:2}  {one.path}:{one.line}  {one.change}  {fate}"


def main() -> int:
    parser = options(__doc__, "one mutant of each package is named, none is run")
    parser.add_argument("--seed", type=int, default=12, help="of the choice (default: %(default)s)")
    parser.add_argument("--count", type=int, default=60, help="mutants in all, as many a package (default: %(default)s)")
    parser.add_argument("--only", action="append", choices=QUOTAS, metavar="PACKAGE", help="may be given again")
    parser.add_argument("--number", type=int, action="append", metavar="N", help="only this of each package; the same")
    parser.add_argument("--base", default="HEAD", metavar="REVISION", help="what is changed (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time (default: %(default)s)")
    said = parser.parse_args()
    if git("status", "--porcelain"):
        print("what is not committed is not looked at", file=sys.stderr)
    packages = said.only or list(QUOTAS)
    each = 1 if said.smallest else max(1, said.count // len(QUOTAS))
    with ExitStack() as stack:
        trees = [stack.enter_context(work_tree(said.base)) for _ in range(1 if said.smallest else max(1, said.jobs))]
        picked = [one for package in packages for one in chosen(trees[0], package, said.seed, each)]
        picked = [one for one in picked if not said.number or one.number in said.number]
        if said.smallest:
            print("\n".join(one.line("not run") for one in picked))
            return 0
        suites = [Suite(tree) for tree in trees]
        before = suites[0].baseline()
        print(f"without a mutant: {before.test or 'all pass'}, {before.seconds:.0f} s", flush=True)
        if before.killed:
            return 1
        fates = list(_run_all(picked, suites, before.seconds * PATIENCE))
    print("\n".join(table(fates)))
    return int(any(missed(fates, package) for package in packages))


def chosen(tree: Path, package: str, seed: int, count: int) -> Iterator[Chosen]:
    """`count` mutants of a package; the same seed and source choose the same, whatever else is asked for."""
    known = {(one["file"], one["code"], one["change"]): one["why"] for one in equivalents()}
    found = of_package(tree, package)
    picked = random.Random(f"{seed} {package}").sample(range(len(found)), min(count, len(found)))  # noqa: S311 - no secret
    for number, place in enumerate(sorted(picked), 1):
        one = found[place]
        yield Chosen(package, number, one, known.get((one.path, one.code, one.change), ""))


def equivalents() -> list[dict[str, str]]:
    """The changes that are known to change nothing that can be seen: file, line of code, change, why."""
    return list(tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", []))


def _run_all(picked: Sequence[Chosen], suites: Sequence[Suite], limit: float) -> Iterator[tuple[Chosen, Ending | None]]:
    """Each mutant with its end, in order; None for a known equivalent, which is not run."""
    free: SimpleQueue[Suite] = SimpleQueue()
    for suite in suites:
        suite.seconds = suites[0].seconds
        free.put(suite)

    def run(one: Chosen) -> Ending | None:
        if one.equivalent:
            return None
        suite = free.get()
        try:
            return _run(one.mutant, suite, limit)
        finally:
            free.put(suite)

    with ThreadPoolExecutor(len(suites)) as pool:
        for number, (one, ending) in enumerate(zip(picked, pool.map(run, picked), strict=True), 1):
            told("")
            print(one.line(_fate(one, ending)), flush=True)
            told(f"{number} of {len(picked)}")
            yield one, ending
    told("")


def _run(mutant: Mutant, suite: Suite, limit: float) -> Ending:
    file = suite.tree / mutant.path
    source = file.read_bytes()
    file.write_bytes(mutant.applied(source))
    try:
        return suite.run(mutant.path, limit)
    finally:
        file.write_bytes(source)


def _fate(one: Chosen, ending: Ending | None) -> str:
    if ending is None:
        return f"equivalent: {one.equivalent}"
    how = "killed by time in" if ending.by_time else "killed by"
    return f"{how} {ending.test} ({ending.seconds:.0f} s)" if ending.killed else f"SURVIVED ({ending.seconds:.0f} s)"


def _counts(fates: Sequence[tuple[Chosen, Ending | None]], package: str) -> tuple[int, int, int]:
    """Killed, survived, known equivalents."""
    ends = [ending for one, ending in fates if one.package == package]
    killed = sum(ending is not None and ending.killed for ending in ends)
    apart = ends.count(None)
    return killed, len(ends) - killed - apart, apart


def missed(fates: Sequence[tuple[Chosen, Ending | None]], package: str) -> bool:
    """Whether a package stays below its quota. Equivalents do not count."""
    killed, survived, _ = _counts(fates, package)
    return killed * 100 < QUOTAS[package] * (killed + survived)


def table(fates: Sequence[tuple[Chosen, Ending | None]]) -> Iterator[str]:
    """Markdown."""
    yield "\n| package | killed | survived | known equivalents | killed, % | quota, % | |"
    yield "|---|---:|---:|---:|---:|---:|---|"
    for package in dict.fromkeys(one.package for one, _ in fates):
        killed, survived, apart = _counts(fates, package)
        share = 100 * killed / max(1, killed + survived)
        verdict = "missed" if missed(fates, package) else "reached"
        yield f"| {package} | {killed} | {survived} | {apart} | {share:.0f} | {QUOTAS[package]} | {verdict} |"


if __name__ == "__main__":
    sys.exit(main())
