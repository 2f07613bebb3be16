"""How lines are set: Typst, Vivliostyle, plain WeasyPrint and banmian set the same paragraphs. `python bench/lines.py`.

It prints a table, and writes `lines.png`, `lines.json` and `lines.md` into `bench/out/`.
"""

from __future__ import annotations

from inputs import OUT
from linework.job import hard_paragraphs
from linework.picture import draw
from linework.result import as_json, judged, markdown
from linework.setters import SETTERS


def main() -> None:
    paragraphs = hard_paragraphs()
    results = [judged(setter, paragraphs) for setter in SETTERS]
    (OUT / "lines.md").write_text(markdown(results), encoding="utf-8")
    (OUT / "lines.json").write_text(as_json(results), encoding="utf-8")
    draw(results, OUT / "lines.png")
    print(markdown(results))


if __name__ == "__main__":
    main()
