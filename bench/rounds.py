"""Rounds of runs, interleaved A B A B…, so that what disturbs the machine disturbs every contender alike."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from contenders import Contender
from inputs import OUT
from processes import Failed, Sample, Worker, environment, run

Told = Callable[[str], None]


@dataclass(frozen=True)
class Effort:
    """How much is done: rounds, and what is made first and not counted (cold runs, warm pages); warm pages a round."""

    rounds: int
    warm_up_runs: int = 1
    warm_up_pages: int = 2
    pages_a_round: int = 3

    @property
    def pages(self) -> int:
        """How many different pages the warm rounds need."""
        return self.warm_up_pages + self.rounds * self.pages_a_round


SMALLEST = Effort(rounds=1, warm_up_runs=0, warm_up_pages=0, pages_a_round=1)


@dataclass
class Row:
    """A contender and its samples, one for each round (cold) or page (warm); `missing`: why there are none."""

    contender: Contender
    samples: list[Sample] = field(default_factory=list)
    missing: str = ""
    peak: float = 0.0

    def median(self, of: Callable[[Sample], float]) -> float:
        return statistics.median(map(of, self.samples))

    def ratio(self, other: Row) -> float | None:
        """The median of the ratios of CPU time, sample by sample; None when one of the two was not measured."""
        if self.missing or other.missing:
            return None
        return statistics.median(a.cpu / b.cpu for a, b in zip(self.samples, other.samples, strict=True))


def cold_rounds(contenders: Sequence[Contender], effort: Effort, told: Told) -> list[Row]:
    """Every contender as a process of its own, once a round; the rounds before the first are not counted."""
    rows = [Row(contender, missing=contender.missing) for contender in contenders]
    for number in range(1 - effort.warm_up_runs, effort.rounds + 1):
        told(f"cold, round {number} of {effort.rounds}" if number > 0 else "cold, warm-up")
        for row in rows:
            sample = _tried(row, partial(_cold, row.contender, number + effort.warm_up_runs - 1, _log(row)))
            if sample and number > 0:
                row.samples.append(sample)
    for row in rows:
        row.peak = max((sample.peak for sample in row.samples), default=0.0)
    return rows


def _cold(contender: Contender, page: int, log: Path) -> Sample:
    if contender.fresh:
        shutil.rmtree(contender.cache, ignore_errors=True)
    return run(contender.at(page), contender.folder, log, _environment(contender))


def _environment(contender: Contender) -> dict[str, str]:
    return environment(contender.cache, contender.tree)


def warm_rounds(contenders: Sequence[Contender], effort: Effort, told: Told) -> list[Row]:
    """Every contender in one process that is kept; each page is another one, the same for all of them."""
    rows = [Row(contender, missing=contender.missing) for contender in contenders]
    workers: dict[str, Worker] = {}
    with ExitStack() as stack:
        for row in rows:
            if not row.missing:
                worker = Worker(row.contender.command, row.contender.folder, _log(row), _environment(row.contender))
                workers[row.contender.key] = stack.enter_context(worker)
        for page in range(effort.pages):
            _page(rows, workers, page, effort.warm_up_pages, told)
    for row in rows:
        row.peak = workers[row.contender.key].peak if row.contender.key in workers else 0.0
    return rows


def _page(rows: Sequence[Row], workers: dict[str, Worker], page: int, warm_up: int, told: Told) -> None:
    done = page - warm_up
    told("warm, warm-up" if done < 0 else f"warm, page {done + 1}")
    for row in rows:
        worker = workers.get(row.contender.key)
        sample = _tried(row, partial(worker.ask, page)) if worker else None
        if sample and done >= 0:
            row.samples.append(sample)


def _tried(row: Row, measure: Callable[[], Sample]) -> Sample | None:
    """A sample, or None and the reason in `missing`."""
    if row.missing:
        return None
    try:
        return measure()
    except Failed as fault:
        row.missing = f"a run that succeeds ({fault})"
        return None


def _log(row: Row) -> Path:
    return OUT / f"{row.contender.key.replace(' ', '-')}.log"
