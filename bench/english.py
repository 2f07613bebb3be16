"""How English is set: `python bench/english.py` sets the English texts of docs/ in narrow columns, and counts what is seen.

Word spaces are measured between the ink's cells: from the end of a word's last advance to the next word's start.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, pstdev

from banmian import desk
from banmian.composer.breaking import Measure
from banmian.composer.faces import Chain, Face
from banmian.composer.house import House
from banmian.composer.lines import SetLine
from banmian.composer.setting import set_paragraph
from banmian.fonts import latin_face
from banmian.model import Paragraph, texts
from inputs import ROOT
from options import options

DOCS = ROOT / "docs"
SOURCES = (DOCS / "english" / "issue", DOCS / "pages" / "english.txt")
MEASURES = (9, 11, 13, 15, 17, 19, 22)
"""em: 9 is a column for Han; 17 is a column of six on a broadsheet."""
WIDE = 0.6
"""em: a word space that is seen as a hole, more than twice the usual one."""


def paragraphs(source: Path) -> list[Paragraph]:
    """The running text of an issue."""
    _, parsed = desk.read(source)
    return [node for node in texts(parsed.issue) if isinstance(node, Paragraph)]


def spaces(line: SetLine) -> list[float]:
    """The widths of the spaces between the words of a line (em)."""
    found, glyphs = [], line.glyphs
    for n, glyph in enumerate(glyphs[:-1]):
        if glyph.text == " " and n:
            before = line.places[n - 1] + glyphs[n - 1].advance
            found.append(line.places[n + 1] - before)
    return found


def hyphened(line: SetLine) -> bool:
    """Whether a line ends in a hyphen, its own or the word's."""
    return line.glyphs[-1].text in ("\u00ad", "-")


def row(face: Face, nodes: Sequence[Paragraph], width: float) -> dict[str, float]:
    """What is seen in one measure."""
    chains, house = {"": Chain((face,))}, House(language="en_US")
    began = time.process_time()
    done = [set_paragraph(node, chains, Measure(width, 1), house) for node in nodes]
    seconds = time.process_time() - began
    full = [line for lines in done for line in lines[:-1]]
    every = [space for line in full if not line.short for space in spaces(line)]
    return {
        "full lines": len(full),
        "hyphens": sum(map(hyphened, full)),
        "in ladders": sum(_ladders(lines) for lines in done),
        "half words at the end": sum(_half_word(lines) for lines in done),
        "ragged": sum(line.short for line in full),
        "loose": sum(line.loose for line in full),
        "mean space": fmean(every),
        "sd": pstdev(every),
        f"over {WIDE}": 100 * sum(space > WIDE for space in every) / len(every),
        "ms": 1000 * seconds,
    }  # fmt: skip


def _ladders(lines: Sequence[SetLine]) -> int:
    """Lines that are the third or a later one in a row to end in a hyphen."""
    run, found = 0, 0
    for line in lines:
        run = run + 1 if hyphened(line) else 0
        found += run > 2
    return found


def _half_word(lines: Sequence[SetLine]) -> bool:
    """Whether half a word stands alone in the last line."""
    return len(lines) > 1 and lines[-2].glyphs[-1].text == "\u00ad" and " " not in lines[-1].text


def table(measures: Sequence[float]) -> Iterator[str]:
    """Markdown."""
    nodes, face = [node for source in SOURCES for node in paragraphs(source)], latin_face("Banmian News")
    found = [(width, row(face, nodes, width)) for width in measures]
    yield "| em | " + " | ".join(found[0][1]) + " |"
    yield "|---:|" + "---:|" * len(found[0][1])
    for width, values in found:
        yield (
            f"| {width} | "
            + " | ".join(f"{v:.3f}" if v < 1 and v else f"{v:.3g}" if v < 10 else f"{v:.0f}" for v in values.values())
            + " |"
        )


def main() -> None:
    smallest = options(__doc__, "one measure").parse_args().smallest
    print("\n".join(table(MEASURES[-1:] if smallest else MEASURES)))


if __name__ == "__main__":
    main()
