"""Hanging labels: the label of an item stands before its text, whose lines all begin at one place (`Measure.rest`).

Labels are flush right, so that 9. and 10. end at one place; what is too wide pushes its own line's text to the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .breaking import Measure
from .clusters import Cluster
from .row import Tab

GAP, LEAST_GAP = 0.5, 0.25
"""em between a label and its text; where the label is too wide for that."""
SIGN = 1.0
"""em: the room of a drawn sign, which stands in its middle."""


@dataclass(frozen=True, slots=True)
class Hang:
    """How an item begins: its measure with the first line's indent, where its text begins, the middle of its sign (em)."""

    measure: Measure
    tab: Tab | None = None
    sign: float | None = None


def hanging(clusters: Sequence[Cluster], measure: Measure) -> Hang:
    """Where label and text of an item stand. The label never begins before `Measure.indent`."""
    if not measure.hung:
        start = max(measure.indent, measure.rest - SIGN - GAP)
        return Hang(replace(measure, indent=max(measure.rest, start + SIGN)), sign=start + SIGN / 2)
    end, counted = 0, 0
    while end < len(clusters) and counted < measure.hung:
        counted += len(clusters[end].text)
        end += 1
    text = next((n for n in range(end, len(clusters)) if clusters[n].left != "space"), len(clusters))
    if text == len(clusters):
        return Hang(measure)
    wide = sum(cluster.width for cluster in clusters[:end])
    start = max(measure.indent, measure.rest - GAP - wide)
    begin = max(measure.rest, start + wide + LEAST_GAP)
    return Hang(replace(measure, indent=start), (text, begin - start))
