"""What is set: three paragraphs of the seed, one measure."""

from __future__ import annotations

from pathlib import Path

from inputs import OUT, SEED

SIZE, LEADING, CHARACTERS = 10.5, 16.5, 17
"""Type size and leading in pt, and the measure in characters."""
PAPER = (216.0, 948.0)
MARGIN = 18.0
"""Paper and left margin of every contender, in pt."""
RESULTS = OUT / "lines"
_SIGNS = ("技改专项贷", "4012", "DCMM")


def hard_paragraphs(manuscript: Path = SEED / "T01.md") -> list[str]:
    """Paragraphs with quotes side by side, numbers with units and Latin, in the manuscript's order."""
    lines = manuscript.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if any(sign in line for sign in _SIGNS)]
