"""How lines are set: Typst, Vivliostyle, plain WeasyPrint and banmian set the same paragraphs. `python bench/lines.py`.

It prints a table, and writes `lines.png`, `lines.json` and `lines.md` into `bench/out/`. Exits with 1 when our own row
is missing.
"""

from __future__ import annotations

import sys

from inputs import OUT
from linework.job import hard_paragraphs
from linework.picture import draw
from linework.result import as_json, judged, markdown
from linework.setters import SETTERS
from options import options


def main() -> int:
    smallest = options(__doc__, "ours alone").parse_args().smallest
    paragraphs = hard_paragraphs()
    results = [judged(setter, paragraphs) for setter in SETTERS if not smallest or setter.ours]
    (OUT / "lines.md").write_text(markdown(results), encoding="utf-8")
    (OUT / "lines.json").write_text(as_json(results), encoding="utf-8")
    draw(results, OUT / "lines.png")
    print(markdown(results))
    ours = [result for result in results if result.name in {setter.name for setter in SETTERS if setter.ours}]
    return int(any(result.missing for result in ours))


if __name__ == "__main__":
    sys.exit(main())
