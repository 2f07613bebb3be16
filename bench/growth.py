"""How make-up grows with the text, and a build with its pages: `python bench/growth.py [--photographs] [--base TREE]`.

Make-up: the sections of the seed's page, repeated; CPU milliseconds of `make_up` alone (frames, setting, copy-fit), the
median of several runs. Builds: issues of 1, 4, 16 and 64 pages to all seven usual targets, nothing kept of earlier ones;
seconds and memory of all processes, a page, and for each page more than the row above has.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from inputs import OUT, SEED
from many_pages import PHOTOGRAPHS, TINY_ONES, USUAL, ManyPages, every
from options import options
from places import Place, places
from processes import Failed, Sample
from report import table
from trees import told
from worker import Clock, watched

TIMES = (1, 2, 5, 10)
ROUNDS = 9
PAGES = (1, 4, 16, 64)
FURTHER = 1.3
"""Linear: a page more costs at most so many times as much at the end as between the first rows."""


def main() -> int:
    said = _said()
    gc.set_threshold(200_000, 50, 50)  # as the command line does
    if said.only != "builds":
        heads = ("text", "characters", "ms", "ms per 1,000 characters")
        print(table(heads, _made_up((1,), 1) if said.smallest else _made_up(TIMES, ROUNDS)) + "\n")
    if said.only != "makeup":
        try:
            return _builds(said)
        except Failed as fault:
            print(f"a build failed: {fault}", file=sys.stderr)
            return 1
    return 0


def _said() -> argparse.Namespace:
    parser = options(__doc__, "the seed's text as it is, once; one page to the screen")
    parser.add_argument("--only", choices=("makeup", "builds"), help="one of the two tables (default: both)")
    parser.add_argument("--photographs", action="store_true", help="of 8.6 and 2.7 megapixels, not small pictures")
    parser.add_argument("--pages", type=int, nargs="+", default=PAGES, help="(default: 1 4 16 64)")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time (default: %(default)s)")
    parser.add_argument("--to", default=",".join(USUAL), help="targets (default: %(default)s)")
    parser.add_argument("--base", type=Path, metavar="TREE", help="a work tree of another commit, measured beside this one")
    said = parser.parse_args()
    if said.smallest:
        said.pages, said.to = (1,), "screen"
    return said


def _made_up(all_times: Sequence[int], rounds: int) -> Iterator[tuple[str, ...]]:
    from banmian import desk
    from banmian.job import Order

    text = (SEED / "T01.md").read_text(encoding="utf-8")
    start, end = text.index("### 项目建设"), text.index("壮丽篇章！") + len("壮丽篇章！")
    clock = Clock()
    with watched(clock):
        for times in all_times:
            made = "\n\n".join([text[start:end]] * times)
            folder = OUT / "growth" / "makeup"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(SEED, folder, ignore=shutil.ignore_patterns("*.py"))
            (folder / "T01.md").write_text(text[:start] + made + text[end:], encoding="utf-8")
            spent = []
            for _ in range(1 + rounds):
                clock.cpu.clear()
                desk.fit(Order(folder))
                spent.append(clock.cpu["makeup"] * 1000)
            took = statistics.median(spent[1:])  # the first loads what is loaded once
            yield f"{times} ×", f"{len(made):,}", f"{took:.1f}", f"{took / len(made) * 1000:.1f}"


def _builds(said: argparse.Namespace) -> int:
    arguments = ("--to", said.to, "--jobs", str(said.jobs))
    found: dict[Place, list[tuple[int, Sample]]] = {place: [] for place in places("growth", said.base)}
    for issue in every(tuple(said.pages), PHOTOGRAPHS if said.photographs else TINY_ONES):
        for place, rows in found.items():
            told(f"{issue.count} pages, {place.tree.name}")
            rows.append((issue.count, _built(place, issue, arguments)))
    told("")
    heads = ("pages", "CPU", "a page", "a page more", "wall", "peak MB", "a page more")
    for place, rows in found.items():
        print(f"{place.tree.name}\n\n{table(heads, _lines(rows))}\n")
        if len(rows) > 2:
            print(f"linear: {_verdict(rows)}\n")
    return 0


def _built(place: Place, issue: ManyPages, arguments: Sequence[str]) -> Sample:
    place.begin(issue)
    sample = place.build(arguments)
    shutil.rmtree(place.folder)
    return sample


def _lines(rows: Sequence[tuple[int, Sample]]) -> Iterator[tuple[str, ...]]:
    for before, (count, sample) in zip((None, *rows), rows, strict=False):
        more = _more(before, (count, sample)) if before else None
        seconds, memory = (f"{more[0]:.2f} s", f"{more[1]:.1f}") if more else ("", "")
        each = f"{sample.cpu / count:.2f} s"
        yield str(count), f"{sample.cpu:.1f} s", each, seconds, f"{sample.wall:.1f} s", f"{sample.peak:.0f}", memory


def _more(one: tuple[int, Sample], other: tuple[int, Sample]) -> tuple[float, float]:
    """CPU seconds and MB for each page that the other has more."""
    pages = other[0] - one[0]
    return (other[1].cpu - one[1].cpu) / pages, (other[1].peak - one[1].peak) / pages


def _verdict(rows: Sequence[tuple[int, Sample]]) -> str:
    first, last = _more(rows[0], rows[1]), _more(rows[-2], rows[-1])
    said = []
    for what, then, now in zip(("time", "memory"), first, last, strict=True):
        reached = now <= FURTHER * max(then, 0)
        said.append(f"{what} {'yes' if reached else 'no'} ({now / then:.2f} × as much a page more)" if then > 0 else what)
    return ", ".join(said)


if __name__ == "__main__":
    sys.exit(main())
