"""What a change does to the files that are made: `python bench/same_bytes.py [BASE] [--except GLOB]`.

The base commit and the present one build the same issues in two work trees, each with its own modules, layouts and fonts:
the seed, the issue of tests/eight_pages.py, and the seed in every layout of docs/make-ups/ and layouts/. Exits with 1 when
a file or a refusal differs that no `--except` allows. What is not committed is not looked at.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from fnmatch import fnmatch
from itertools import zip_longest
from pathlib import Path

from options import options
from trees import environment, git, told, work_tree

SEED = Path("seeds") / "liaocheng-daily" / "2022-12-27"
LAYOUTS = ("docs/make-ups", "layouts")
WALL = "tests/layouts"
"""Where the layout is that takes the eight pages."""
ALLOWED = ["manifest.json"]
"""The manifest has the digests of the other files and of all that they are made from."""
SECONDS = 600
"""A build that takes longer is ended."""
REFUSED = "(refusal)"
SAME = "same"


@dataclass(frozen=True)
class Case:
    """An issue in a layout ("": its own) of a folder of layouts; no targets: those of the layout."""

    issue: str
    source: Path
    layouts: str
    layout: str
    targets: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.issue} | {self.layouts}/{self.layout}" if self.layout else f"{self.issue} | its own"


@dataclass
class Outcome:
    """What a tree makes of a case: files by their name, and the codes of all errors."""

    files: dict[str, Path] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)

    def add(self, other: Outcome) -> None:
        self.files |= other.files
        self.codes |= other.codes


@dataclass(frozen=True)
class Row:
    """A file of a case and how the two compare."""

    case: str
    file: str
    result: str

    def allowed(self, globs: Sequence[str]) -> bool:
        return self.result.startswith(SAME) or any(fnmatch(self.file, glob) for glob in globs)


def main() -> int:
    parser = options(__doc__, "this commit against itself, a layout that is refused")
    parser.add_argument("base", nargs="?", default="HEAD^", metavar="BASE", help="a revision (default: %(default)s)")
    parser.add_argument("--except", action="append", default=ALLOWED, dest="globs", metavar="GLOB",
                        help="files that may differ, besides manifest.json; may be given again")  # fmt: skip
    parser.add_argument("--jobs", type=int, default=2, help="builds at a time (default: %(default)s)")
    said = parser.parse_args()
    if git("status", "--porcelain", "--untracked-files=no"):
        print("what is not committed is not looked at", file=sys.stderr)
    with ExitStack() as stack:
        trees = [stack.enter_context(work_tree(one)) for one in ("HEAD" if said.smallest else said.base, "HEAD")]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="banmian-same-")))
        cases = list(cases_of(trees, folder))
        cases = [case for case in cases if case.layout == "base"] if said.smallest else cases
        rows = list(compared(cases, trees, folder, said.jobs))
    bad = [row for row in rows if not row.allowed(said.globs)]
    print("\n".join(table(rows, bad)))
    print(f"\n{len(rows)} compared, {sum(not row.result.startswith(SAME) for row in rows)} differ, {len(bad)} not allowed")
    return int(bool(bad))


def cases_of(trees: Sequence[Path], folder: Path) -> Iterator[Case]:
    """Every issue in every layout. The issues are the present tree's for both; the seed names all targets."""
    present = trees[-1]
    seed = present / SEED
    targets = tuple(tomllib.loads((seed / "issue.toml").read_text(encoding="utf-8"))["targets"])
    yield Case("seed", seed, "layouts", "", targets)
    yield Case("eight pages", _eight_pages(present, folder / "eight"), WALL, "wall", targets)
    for layouts in LAYOUTS:
        found = {file.parent.name: file for tree in trees for file in (tree / layouts).glob("*/layout.toml")}
        for name, file in sorted(found.items()):
            reduces = tomllib.loads(file.read_text(encoding="utf-8")).get("reduces")
            yield Case("seed", seed, layouts, name, () if reduces else targets)


def _eight_pages(tree: Path, folder: Path) -> Path:
    program = "import eight_pages, pathlib, sys; eight_pages.write(pathlib.Path(sys.argv[1]))"
    command = (sys.executable, "-c", program, str(folder))
    subprocess.run(command, env=environment(tree, tree / "tests"), cwd=tree, check=True)
    return folder


def compared(cases: Sequence[Case], trees: Sequence[Path], folder: Path, jobs: int) -> Iterator[Row]:
    """Build all and compare, in the order of the cases."""
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        tasks = [
            [pool.submit(made, case, tree, folder / f"{number}-{side}") for side, tree in enumerate(trees)]
            for number, case in enumerate(cases)
        ]
        for number, (case, pair) in enumerate(zip(cases, tasks, strict=True)):
            told(f"{number + 1} of {len(cases)}: {case.name}")
            yield from rows_of(case.name, *(task.result() for task in pair))
    told("")


def made(case: Case, tree: Path, out: Path) -> Outcome:
    """All targets at once; where they are refused together, each alone, so that none hides another."""
    outcome = _build(case, tree, out / "all", case.targets)
    if not outcome.files and len(case.targets) > 1:
        for target in case.targets:
            outcome.add(_build(case, tree, out / target, (target,)))
    return outcome


def _build(case: Case, tree: Path, out: Path, targets: Sequence[str]) -> Outcome:
    out.mkdir(parents=True)
    command = [sys.executable, "-m", "banmian", "build", str(case.source), "--layouts", str(tree / case.layouts)]
    command += ["--layout", case.layout] if case.layout else []
    command += ["--to", ",".join(targets)] if targets else []
    command += ["--out", str(out), "--jobs", "1", "--format", "json"]
    try:
        done = subprocess.run(
            command, env=environment(tree), cwd=out, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        said = json.loads(done.stdout)["diagnostics"]
    except (subprocess.TimeoutExpired, ValueError, KeyError) as fault:
        # None of these is the same as anything: a build says what it did.
        why = f"over {SECONDS} s" if isinstance(fault, subprocess.TimeoutExpired) else (done.stderr or "says nothing")
        return Outcome(codes={f"no answer from {out.parent.name}: {why.strip().splitlines()[-1]}"})
    files = {str(file.relative_to(shelf)): file for shelf in out.iterdir() for file in shelf.rglob("*") if file.is_file()}
    return Outcome(files, {one["code"] for one in said if one["severity"] == "error"})


def rows_of(case: str, base: Outcome, present: Outcome) -> Iterator[Row]:
    """A row for what was refused, if anything was, and for every file of either side."""
    if base.codes or present.codes:
        before, now = (", ".join(sorted(side.codes)) or "nothing" for side in (base, present))
        same = f"{SAME}: {now} in both"
        yield Row(case, REFUSED, same if before == now else f"differs: {before} in the base; {now} now")
    for name in sorted(base.files.keys() | present.files.keys()):
        if name not in base.files or name not in present.files:
            yield Row(case, name, f"only in the {'base' if name in base.files else 'present'}")
        else:
            yield Row(case, name, difference(base.files[name], present.files[name]))


def difference(base: Path, present: Path) -> str:
    """How two files differ: by members of an EPUB, by keys of JSON, by the first byte."""
    before, now = base.read_bytes(), present.read_bytes()
    if before == now:
        return SAME
    byte = next(n for n, (a, b) in enumerate(zip_longest(before, now)) if a != b)
    where = f"differs from byte {byte:,} of {len(before):,}"
    if base.suffix == ".epub":
        return f"{where}: {_list(_differing(_members(base), _members(present)))}"
    if base.suffix == ".json":
        return f"{where}: {_list(_differing(json.loads(before), json.loads(now)))}"
    return where if len(before) == len(now) else f"{where}, now {len(now):,}"


def _members(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _differing(before: object, now: object) -> list[str]:
    if not isinstance(before, dict) or not isinstance(now, dict):
        return []
    return [key for key in {**before, **now} if key not in before or key not in now or before[key] != now[key]]


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or "what it holds is the same, in another order or form"


def table(rows: Sequence[Row], bad: Sequence[Row]) -> Iterator[str]:
    """Markdown; what is not allowed is marked."""
    yield "| issue | layout | file | |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| {row.case} | {row.file} | {'**' + row.result + '**' if row in bad else row.result} |"


if __name__ == "__main__":
    sys.exit(main())
