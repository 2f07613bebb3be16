"""Greedy against least badness: `python bench/breaking.py` sets real text both ways and counts what a reader sees.

The text: the seed's running paragraphs in every measure from 13 to 24 characters, in the four styles of marks.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import pairwise

from banmian import desk, fonts
from banmian.composer.breaking import Measure
from banmian.composer.house import STYLES, House
from banmian.composer.lines import SetLine
from banmian.composer.setting import set_paragraph
from banmian.model import Paragraph, texts
from inputs import SEED
from options import options

MEASURES = range(13, 25)
VISIBLE = 0.1
"""em: a gap that is stretched by more catches the eye beside its neighbours."""


def paragraphs() -> list[Paragraph]:
    """The seed's running text."""
    _, parsed = desk.read(SEED)
    return [node for node in texts(parsed.issue) if isinstance(node, Paragraph)]


def row(breaking: str, style: str, nodes: list[Paragraph], measures: Sequence[int]) -> dict[str, float]:
    """Both edges flush, all measures (in characters): sums over all paragraphs."""
    chains, house = {"": fonts.font_set("").chains["Banmian Song"]}, House(breaking=breaking, marks=style)
    began = time.process_time()
    done = [set_paragraph(node, chains, Measure(width, 2), house) for width in measures for node in nodes]
    seconds = time.process_time() - began
    full = [line for lines in done for line in lines[:-1]]
    return {
        "lines": sum(map(len, done)),
        "over 0.1 em": sum(line.stretch > VISIBLE for line in full),
        "loose": sum(line.loose for line in full),
        "widest gap": max(line.stretch for line in full),
        "badness": sum((line.stretch / 0.25) ** 3 for line in full),
        "uneven": sum(_uneven(lines) for lines in done),
        "ms": seconds * 1000 / len(measures),
    }


def _uneven(lines: list[SetLine]) -> float:
    """Steps of the gaps from line to line: what makes a column look patchy."""
    return sum(abs(a.stretch - b.stretch) for a, b in pairwise(lines[:-1]))


def table(measures: Sequence[int], styles: Sequence[str]) -> Iterator[str]:
    """Markdown."""
    nodes = paragraphs()
    row("best", styles[0], nodes, measures)  # the glyphs are looked up once
    found = [
        (f"{breaking}, {style}", row(breaking, style, nodes, measures))
        for style in styles
        for breaking in ("greedy", "best")
    ]
    heads = list(found[0][1])
    yield "| | " + " | ".join(heads) + " |"
    yield "|---|" + "---:|" * len(heads)
    for name, values in found:
        yield (
            f"| {name} | "
            + " | ".join(f"{value:.0f}" if value >= 50 else f"{value:.3g}" for value in values.values())
            + " |"
        )


def main() -> None:
    smallest = options(__doc__, "one measure, one style of marks").parse_args().smallest
    print("\n".join(table(MEASURES[-1:], ("kaiming",)) if smallest else table(MEASURES, tuple(STYLES))))


if __name__ == "__main__":
    main()
