"""The planner of pages of many stories, how good and how fast: `python bench/plan.py` prints docs/planner.md's tables.

Random pages of the seed's sentences (`newsroom.py`), the same each time; no engine. Time is CPU, beside the make-up of the
seed's page in the same process.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from banmian import desk
from banmian.cache import Cache
from banmian.job import Order
from banmian.makeup.make_up import make_up
from banmian.makeup.page_plan import PagePlan
from banmian.makeup.plan.judge import SERIOUS
from banmian.makeup.plan.plan_page import plan_page
from banmian.makeup.plan.sketch import plain
from banmian.render.session import Session
from banmian.workshop import Workshop
from inputs import SEED
from newsroom import Piece, Sentences, full_page, kept, random_page, stone_of_pieces
from options import options

BANDS = ((0.0, 0.75), (0.75, 0.85), (0.85, 1.15), (1.15, 1.25), (1.25, 9.0))
PAGES, EDITED, TIMED = 150, 24, 3
"""Random pages; those of them in which each story in turn gets a sentence more; pages of each number of modules."""
CROWDED, MORE, TOO_FULL = 80, 1.3, 1.15
"""Random pages with so many times as much text; of them those from this load on are looked at, too."""


@dataclass(frozen=True)
class Row:
    """A planned page: its modules, whether every column ends on the last line but for rows blank at stories' ends."""

    number: int
    modules: int
    plan: PagePlan
    even: bool
    blank: int
    milliseconds: float
    short_heads: int


def crowded(sentences: Sentences) -> Iterator[Row]:
    """Pages that hold too much for the usual type."""
    rows = (planned(random_page(sentences, number, MORE), number) for number in range(PAGES, PAGES + CROWDED))
    return (row for row in rows if row.plan.load >= TOO_FULL)


def planned(pieces: Sequence[Piece], number: int, sketch: str = "") -> Row:
    """A page planned: everything is measured anew, but for the glyphs of the faces."""
    stone, shell = stone_of_pieces(pieces)
    began = time.process_time()
    fit = plan_page(stone, shell, kept(sketch) if sketch else None)
    spent = time.process_time() - began
    plan = fit.rung.plan or PagePlan(())
    loose = [filled.flow for filled in fit.filled]
    even = not (plan.white or plan.over) and not any(flow.over or flow.white or flow.free > 1 for flow in loose)
    short = sum(fault.rule == "head_short" for fault in plan.faults)
    return Row(number, len(pieces), plan, even, sum(flow.free for flow in loose), 1000 * spent, short)


def of_pages(rows: Sequence[Row]) -> Iterator[str]:
    """Even pages by load."""
    yield "| load | pages | even | and no row blank | median price | serious faults | heads short |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for low, high in BANDS:
        band = [row for row in rows if low <= row.plan.load < high]
        even = [row for row in band if row.even]
        price = statistics.median(row.plan.price for row in even) if even else 0
        faults = sum(fault.rule in SERIOUS for row in even for fault in row.plan.faults)
        full, short = sum(not row.blank for row in even), sum(row.short_heads for row in even)
        yield f"| {low:g} to {high:g} | {len(band)} | {len(even)} | {full} | {price:.0f} | {faults} | {short} |"


def of_edits(sentences: Sentences, rows: Sequence[Row], count: int) -> Iterator[str]:
    """One sentence more: does the dissection stay, free and with the last sketch kept?"""
    tried = free = held = even = 0
    for row in [row for row in rows if row.even and not row.plan.white][:count]:
        pieces = random_page(sentences, row.number)
        for n, piece in enumerate(pieces):
            edited = [*pieces[:n], piece.longer(), *pieces[n + 1 :]]
            anew, after = planned(edited, row.number), planned(edited, row.number, row.plan.sketch)
            tried += 1
            free += plain(anew.plan.sketch) == plain(row.plan.sketch)
            held += plain(after.plan.sketch) == plain(row.plan.sketch)
            even += after.even
    yield "| one sentence more | edits | dissection stays | even |"
    yield "|---|---:|---:|---:|"
    yield f"| free | {tried} | {free} | |"
    yield f"| last sketch kept | {tried} | {held} | {even} |"


def of_time(sentences: Sentences, count: int, largest: int) -> Iterator[str]:
    """CPU by the number of modules, in times of the seed's make-up too: the best of three, taken in turns."""
    seed = SeedPage()
    yield "| modules | pages | median ms | seed's make-up, ms | times that, median | most |"
    yield "|---|---:|---:|---:|---:|---:|"
    for low, high in ((4, 8), (9, 12)):
        found, seeds = list[float](), list[float]()
        for modules in range(low, min(high, largest) + 1):
            for number in range(count):
                pieces = full_page(sentences, number, modules)
                rounds = [(planned(pieces, number).milliseconds, seed.milliseconds()) for _ in range(3)]
                found.append(min(page for page, _ in rounds))
                seeds.append(min(own for _, own in rounds))
        if found:
            middle, own, most = statistics.median(found), statistics.median(seeds), max(found)
            yield f"| {low} to {high} | {len(found)} | {middle:.0f} | {own:.0f} | {middle / own:.1f} | {most / own:.1f} |"


class SeedPage:
    """The seed's page, made up anew each time with a stone of its own."""

    def __init__(self) -> None:
        bundle, parsed = desk.read(SEED)
        shop = Workshop.open(
            Order(SEED, ("press",)), bundle, parsed, desk.moment(bundle, parsed), Session(Cache(Path(os.devnull)))
        )
        self.issue, self.page, self.chains = parsed.issue, parsed.issue.pages[0], shop.fonts.chains
        self.shell, self.layout = shop.renderer.shell(self.page), shop.layouts.of(self.page)

    def milliseconds(self) -> float:
        """CPU of its make-up."""
        began = time.process_time()
        make_up(self.issue, self.page, self.shell, self.layout, self.chains)
        return 1000 * (time.process_time() - began)


def main() -> None:
    smallest = options(__doc__, "three pages").parse_args().smallest
    sentences = Sentences()
    rows = [planned(random_page(sentences, number), number) for number in range(3 if smallest else PAGES)]
    more = () if smallest else crowded(sentences)
    print("\n".join([*of_pages([*rows, *more]), ""]))
    print("\n".join([*of_edits(sentences, rows, 1 if smallest else EDITED), ""]))
    print("\n".join(of_time(sentences, 1 if smallest else TIMED, 5 if smallest else 12)))


if __name__ == "__main__":
    main()
