"""How fast ten years of a daily are searched, and how long an issue takes to add: `python bench/archive.py`.

3,650 issues of 8 pages go through the index's own interface: shuffled clauses of the seed, a tenth of them noise of its
characters, so that pairs are many. Then a deposit, built from the seed, is added under 50 dates to an archive without
issues, and to one with all those. About a gigabyte is written below the bench's folder, and removed again.
"""

from __future__ import annotations

import datetime
import hashlib
import random
import re
import resource
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from banmian import desk
from banmian.archive.index import Chosen, Index, KeptIssue, KeptVersion
from banmian.archive.query import parse
from banmian.archive.rows import IndexLine, IndexRow
from banmian.archive.search import count, search
from banmian.archive.storage import place_of
from banmian.archive.store import Archive
from banmian.job import Order
from inputs import OUT, SEED
from options import options
from report import Target

ISSUES, PAGES, ARTICLES, CHARACTERS = 3650, 8, 6, 800
FIRST = datetime.date(2012, 1, 1)
RARE = "磺胺嘧啶"
"""Stands in one article alone."""
QUERIES = (
    "光伏", "光伏发电", RARE, "嘧", "项目", "光", "东昌府区 光伏 -项目",
    '"产业转型" OR 锚固', "產業轉型", "2.2亿", "项目 建设 发展 经济",
)  # fmt: skip
ROUNDS = 7


@dataclass
class Words:
    """Makes articles from the clauses of the seed."""

    clauses: list[str]
    characters: str
    chance: random.Random

    @classmethod
    def of_seed(cls) -> Words:
        text = re.sub(r"[#>*\[\]()!_|-]", "", (SEED / "T01.md").read_text(encoding="utf-8"))
        clauses = re.findall(r"[^。！？\n，、]{4,}[。！？，、]?", text)
        characters = "".join(c for c in text if "\u4e00" <= c <= "\u9fff")
        return cls(clauses, characters, random.Random(1))  # noqa: S311 - no secret

    def article(self, page: int, number: int) -> IndexRow:
        made, chance = "", self.chance
        while len(made) < CHARACTERS:
            noise = chance.random() < 0.1
            made += "".join(chance.choices(self.characters, k=12)) + "，" if noise else chance.choice(self.clauses)
        return IndexRow(f"A{page:02d}", page, made[:14], made, tuple(_lines(made, 1000 + 3000 * number)))

    def issue(self) -> list[IndexRow]:
        return [self.article(page, number) for page in range(1, PAGES + 1) for number in range(ARTICLES)]


def _lines(text: str, x: int) -> Iterator[IndexLine]:
    for n, start in enumerate(range(0, len(text), 17)):
        begins = tuple(x + 175 * i for i in range(min(17, len(text) - start)))
        yield IndexLine(start, (x, 1200 + 280 * n, 2975, 175), False, begins)


def peak() -> float:
    """MB of the largest resident size so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def filled(index: Index, issues: int) -> tuple[list[float], float]:
    """Put issues in; seconds of each, and MB of memory when a tenth was in."""
    words, seconds, early = Words.of_seed(), [], 0.0
    for n in range(issues):
        rows = words.issue()
        if n == issues // 2:
            text = rows[5].text[:200] + RARE + rows[5].text[200:]
            rows[5] = IndexRow(rows[5].page, rows[5].sequence, rows[5].head, text, tuple(_lines(text, 1000)))
        day = FIRST + datetime.timedelta(n)
        name = f"bench-{day}"
        began = time.perf_counter()
        with index.changing():
            index.add(KeptIssue(place_of(name), name, "bench", "聊城日报", day, (KeptVersion(1, "", ""),), PAGES), rows)
        seconds.append(time.perf_counter() - began)
        if n == issues // 10:
            early = peak()
    return seconds, early


def asked(work: Callable[[], object]) -> float:
    """Milliseconds, the median of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def queries(index: Index) -> float:
    """Print the times of the queries; the longest of those newest first."""
    print("| query | articles | first 20, newest first, ms | by rank, ms | to count, ms | one month, page A03, ms |")
    print("|---|---:|---:|---:|---:|---:|")
    month = Chosen(datetime.date(2013, 1, 1), datetime.date(2013, 1, 31), "聊城日报", "A03")
    longest = 0.0
    for text in QUERIES:
        query = parse(text)
        newest = asked(lambda query=query: _first(index, query, Chosen(), False))
        ranked = asked(lambda query=query: _first(index, query, Chosen(), True))
        counted = asked(lambda query=query: count(index, query, Chosen()))
        chosen = asked(lambda query=query: _first(index, query, month, False))
        print(
            f"| {text} | {count(index, query, Chosen()):,} | {newest:.1f} | {ranked:.1f} | {counted:.1f} | {chosen:.1f} |"
        )
        longest = max(longest, newest)
    return longest


def _first(index: Index, query: object, chosen: Chosen, by_rank: bool) -> None:
    """The first 20 with snippets and rectangles, and not how many there are."""
    search(index, query, chosen, 20, by_rank, counted=False)  # type: ignore[arg-type]  # a lambda's default


def deposit(folder: Path) -> dict[str, bytes]:
    """The files of a deposit of the seed, built."""
    desk.build(Order(SEED, ("deposit",), out=folder))
    root = next(folder.glob("*/deposit/*"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def dated(files: dict[str, bytes], day: datetime.date, to: Path) -> Path:
    """The same deposit of another day, its manifests made again."""
    mets = files["data/mets.xml"].replace(b"2022-12-27", day.isoformat().encode())
    made = {**files, "data/mets.xml": mets}
    for kind in ("sha512", "sha256"):
        payload = {name: data for name, data in made.items() if name.startswith("data/")}
        made[f"manifest-{kind}.txt"] = _sums(kind, payload)
    for kind in ("sha512", "sha256"):
        tags = {name: data for name, data in made.items() if not name.startswith(("data/", "tagmanifest"))}
        made[f"tagmanifest-{kind}.txt"] = _sums(kind, tags)
    for name, data in made.items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(data)
    return to


def _sums(kind: str, files: dict[str, bytes]) -> bytes:
    return "".join(f"{hashlib.new(kind, data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()


def added(archive: Archive, files: dict[str, bytes], first: datetime.date, number: int, place: Path) -> tuple[float, float]:
    """Add deposits of so many days; the median of seconds, and of those that hashing takes."""
    spent, hashed = [], []
    for n in range(number):
        folder = dated(files, first + datetime.timedelta(n), place / "one")
        began = time.perf_counter()
        for data in files.values():
            hashlib.sha512(data).digest(), hashlib.sha256(data).digest()
        hashed.append(time.perf_counter() - began)
        began = time.perf_counter()
        archive.add(folder)
        spent.append(time.perf_counter() - began)
        shutil.rmtree(folder)
    return statistics.median(spent), statistics.median(hashed)


def stand_ins(archive: Archive, issues: int) -> None:
    """The folders of objects, as many as the index knows: their heads are looked over at each start."""
    for n in range(issues):
        (archive.storage.base / place_of(f"bench-{FIRST + datetime.timedelta(n)}") / "v1").mkdir(parents=True)


def main() -> None:
    smallest = options(__doc__, "four issues, two deposits").parse_args().smallest
    issues, deposits = (4, 2) if smallest else (ISSUES, 50)
    place = OUT / "archive"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        _measure(issues, deposits, place)
    finally:
        shutil.rmtree(place)


def _measure(issues: int, deposits: int, place: Path) -> None:
    files = deposit(place / "build")
    archive = Archive(place / "library")
    empty, hashing = added(archive, files, FIRST - datetime.timedelta(100), deposits, place)
    index = Index.opened(archive.index_file, to_write=True)
    before = peak()
    seconds, early = filled(index, issues)
    size = archive.index_file.stat().st_size / 1e6
    print(f"{issues:,} issues, {issues * PAGES:,} pages: {size:.0f} MB, {size * 1000 / issues / PAGES:.1f} kB a page;")
    tenth = max(1, issues // 10)
    print(f"an issue {statistics.mean(seconds[:tenth]):.3f} s at first, {statistics.mean(seconds[-tenth:]):.3f} s at last;")
    print(f"memory {before:.0f} MB before, {early:.0f} MB with a tenth, {peak():.0f} MB with all.\n")
    longest = queries(index)
    print(f"\nMemory after the queries: {peak():.0f} MB.")
    index.close()
    stand_ins(archive, issues)
    opening = asked(lambda: archive.search(RARE, Chosen(), 20))
    full, hashing = added(archive, files, FIRST - datetime.timedelta(500), deposits, place)
    targets = (
        Target("a query, newest first, the longest", 50, longest, "ms"),
        Target("memory with all ÷ with a tenth", 1.2, peak() / early if early else None, ""),
        Target("the index", 1200, size, "MB"),
        Target("an add at no issue, beyond hashing", 1, empty - hashing, "s"),
        Target(f"an add at {issues:,} issues, beyond hashing", 1, full - hashing, "s"),
    )
    print(f"An archive is opened, its heads looked over and a word found in {opening:.0f} ms.")
    print(f"A deposit of {sum(map(len, files.values())) / 1e6:.1f} MB takes {hashing:.2f} s to hash twice.\n")
    print("| target | limit | measured | |\n|---|---|---|---|")
    print("\n".join(f"| {' | '.join(one.cells())} |" for one in targets))


if __name__ == "__main__":
    main()
