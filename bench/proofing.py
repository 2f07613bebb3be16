"""What proofreading finds in anyone's texts: `python bench/proofing.py FOLDER [--rule R065] [--seeded N]`.

FOLDER holds text files; a line that begins with `#` begins an article and is its head (alone: an article without a head),
every other line that says something is a paragraph. A file named by a day (2026-01-31.md, 20260131.txt) is of that day.
Printed are, for each rule, findings, findings per 10,000 characters and microseconds per character; with --rule all
findings of that rule; with --seeded the share of errors found that are put in, N of each kind (bench/seeding.py). Texts
stay as they are.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from banmian.language import USUAL
from banmian.manuscript.proof_file import ProofLists, ProofSettings
from banmian.model import Paragraph, Span, Text
from banmian.proof.articles import Article, LineKind, ProofLine
from banmian.proof.facts import FACTS
from banmian.rules.checks import Facts, needs
from banmian.rules.registry import checks_of

GIVEN = {"articles", "day", "whose_today", "simplified", "phrases", "right_words", "lists"}
"""Facts that texts alone have: rules that need others (masthead, pages) are not run."""
CHECKS = {code: check for code, check in checks_of("R").items() if GIVEN.issuperset(needs(check.function))}
_PER = 10_000
SAMPLE = Path(__file__).parent.parent / "seeds" / "sample-daily"
"""Read where no folder is named."""


def article(name: str, number: int, head: str, paragraphs: list[str]) -> Article:
    """An article of plain strings."""
    span = Span(name, number, 1, number)
    lines = [ProofLine(Text(head, span), LineKind.HEAD)] if head else []
    return Article(
        f"{name}:{number}", name, (*lines, *(ProofLine(Paragraph(text, (span,)), LineKind.TEXT) for text in paragraphs))
    )


def articles(path: Path) -> Iterator[Article]:
    """The articles of a file."""
    head, paragraphs, start = "", list[str](), 1
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            if paragraphs:
                yield article(path.name, start, head, paragraphs)
            head, paragraphs, start = line.strip("# "), [], number
        elif line.strip():
            paragraphs.append(line.strip())
    if paragraphs:
        yield article(path.name, start, head, paragraphs)


def day_of(path: Path) -> datetime.date | None:
    """The day that a file is named by."""
    hit = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", path.stem)
    return datetime.date(*map(int, hit.groups())) if hit else None


def facts(some: list[Article], day: datetime.date | None) -> Facts:
    """What the rules are given."""
    return Facts(FACTS, articles=some, day=day, language=USUAL, settings=ProofSettings(), lists=ProofLists())


def found(
    some: list[Article], day: datetime.date | None, codes: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, Any], float]]:
    """Each finding with its rule's code and its facts; then, with no facts, what each rule took (seconds of this
    process).
    """
    known = facts(some, day)
    for code in codes:
        check = CHECKS[code]
        given = known.of(needs(check.function))
        began = time.process_time()
        for _, said in check.function(**given):
            yield code, said, 0.0
        yield code, {}, time.process_time() - began


def measure(files: list[Path], rule: str) -> None:
    """Print the table, or all findings of a rule."""
    counts, seconds, size = Counter[str](), defaultdict[str, float](float), 0
    for path in files:
        some = list(articles(path))
        size += sum(len(line.node.text) for one in some for line in one.lines)
        for code, said, took in found(some, day_of(path), {rule: 0} if rule else CHECKS):
            counts[code] += bool(said)
            seconds[code] += took
            if rule and said:
                print(f"{path.name}  {said['before']}【{said['text']}】{said['after']}", *_more(said), sep="  ")
    print(f"{len(files)} files, {size:,} characters")
    for code in seconds:
        name = CHECKS[code].name
        each = f"{counts[code] / size * _PER:8.3f}  {seconds[code] / size * 1e6:6.2f}" if size else ""
        print(f"{code}  {name:20} {counts[code]:6}  {each}")
    print(f"all {sum(counts.values())}, {sum(seconds.values()) / max(1, size) * 1e6:.2f} µs a character")


def _more(said: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name}={value}" for name, value in said.items() if name not in ("before", "text", "after"))


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--smallest", action="store_true", help="the sample issue, one error of each kind")
    parser.add_argument("--rule", default="", choices=["", *CHECKS])
    parser.add_argument("--seeded", type=int, default=0, metavar="N")
    asked = parser.parse_args()
    files = sorted(path for path in asked.folder.rglob("*") if path.suffix in (".md", ".txt") and path.is_file())
    most = 1 if asked.smallest else asked.seeded
    if most:
        from seeding import report

        report([(one, day_of(path)) for path in files for one in articles(path)], most)
    if asked.smallest or not most:
        measure(files, asked.rule)


if __name__ == "__main__":
    sys.exit(main())
