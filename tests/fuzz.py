"""Hostile inputs: `python tests/fuzz.py --seconds 60 --seed 1`, or `--count 1000000 --only manuscripts --jobs 2`.

Nothing but `Refused` may be raised, nothing may hang, no character may be lost, no file may be touched that is not the
build's own. Exits with 1 when something was found; `--keep DIR` saves each input, made small, and `--replay DIR` tries one
again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.fuzzing import books, builds, layouts, manuscripts, pictures, settings
from tests.fuzzing.kinds import Files, Kind
from tests.fuzzing.runner import Finding, Tally, faults, run

KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND for module in (manuscripts, settings, layouts, pictures, books, builds)
}


def main(arguments: list[str] | None = None) -> int:
    """Run, print the table, keep what was found."""
    said = _options().parse_args(arguments)
    if said.replay:
        return _replay(said.replay)
    names = said.only or list(KINDS)
    seconds = None if said.count else (said.seconds or 60.0) / len(names)
    tallies = {}
    for name in names:
        tallies[name] = run(KINDS[name], said.seed, said.count, seconds, said.jobs, said.first)
        for symptom, findings in tallies[name].examples.items():
            print(f"{name} {', '.join(str(one.number) for one in findings)}: {symptom}", flush=True)
            for finding in findings if said.keep else ():
                _keep(finding, said.keep, said.seed)
    print("\n".join(_table(tallies)))
    found = sum(len(tally.examples) for tally in tallies.values())
    print(f"{sum(tally.tries for tally in tallies.values()):,} tries, {found} findings")
    return int(found > 0)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, help="of all kinds together (default: 60)")
    parser.add_argument("--count", type=int, help="tries of each kind, instead of seconds")
    parser.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first try")
    parser.add_argument("--only", action="append", choices=list(KINDS), help="this kind; may be given again")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time (default: %(default)s)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="save each input that shows a fault here")
    parser.add_argument("--replay", type=Path, metavar="DIR", help="try an input that was saved")
    return parser


def _table(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "| kind | tries | a second | tries with a fault | findings |\n|---|---:|---:|---:|---:|"
    for name, tally in tallies.items():
        speed = tally.tries / tally.seconds if tally.seconds else 0
        yield f"| {name} | {tally.tries:,} | {speed:.1f} | {len(tally.failed):,} | {len(tally.examples)} |"


def _keep(finding: Finding, folder: Path, seed: int) -> None:
    """The input's files as they are, and beside them what they show."""
    own = folder / f"{finding.kind}-{seed}-{finding.number}"
    if own.exists():
        return
    (own / "input").mkdir(parents=True)
    for name, data in finding.files.items():
        (own / "input" / name).parent.mkdir(parents=True, exist_ok=True)
        (own / "input" / name).write_bytes(data)
    again = f"python tests/fuzz.py --only {finding.kind} --seed {seed} --first {finding.number} --count 1"
    words = f"{finding.fault.symptom}\n{again}\n\n{finding.fault.detail}\n"
    (own / "what.txt").write_text(words, encoding="utf-8", errors="backslashreplace")


def _replay(folder: Path) -> int:
    """Try a saved input, whose folder begins with the name of its kind."""
    below = folder / "input"
    files: Files = {str(path.relative_to(below)): path.read_bytes() for path in sorted(below.rglob("*")) if path.is_file()}
    with tempfile.TemporaryDirectory(prefix="banmian-fuzz-") as room:
        found = faults(KINDS[folder.resolve().name.partition("-")[0]], files, Path(room))
    for fault in found:
        print(f"{fault.symptom}\n{fault.detail}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
