"""Press PDFs, anyone's: each rule on a page that breaks it, and none of them on pages that only look so."""

import re
from collections import Counter

import pytest

from banmian.preflight.judge import PressWish, judged

from .conftest import ROOT
from .press_pdfs import BAD, GOOD, pdf

INK = ("X026", "X047")
"""Rules that need Ghostscript."""


def found(data, ink=False, demands=None):
    """The codes that a file brings, without notes."""
    said = judged("page.pdf", data, PressWish(demands, ink)).found
    return {one.code for one in said if one.severity.value != "note"}, said


@pytest.mark.parametrize("name", [name for name, (codes, _, _) in BAD.items() if codes not in INK])
def test_a_broken_rule_is_found_and_no_other(name):
    codes, content, change = BAD[name]
    assert found(pdf(content, change))[0] == set(codes.split())


@pytest.mark.parametrize("name", GOOD)
def test_a_good_page_is_good(name):
    assert found(pdf(*GOOD[name])) == (set(), ())


TABLES = [ROOT / "docs" / "press.md", ROOT / "docs" / "zh" / "press.md"]


def rows():
    """Each rule with the number of files that break it, of those it is found in, and of good and other files it is raised in."""
    files, caught, false = Counter(), Counter(), Counter()
    for codes, content, change in (*BAD.values(), *(("", *one) for one in GOOD.values())):
        told, wanted = found(pdf(content, change), ink=codes in INK)[0], set(codes.split())
        files.update(wanted)
        caught.update(wanted & told)
        false.update(told - wanted)
    return [
        f"| [{code}](rules/press-pdf.md#{code.lower()}) | {files[code]} | {caught[code]} | {false[code]} |"
        for code in sorted(files)
    ]


@pytest.mark.slow
def test_the_docs_say_how_good_the_rules_are(request, needs):
    needs("Ghostscript")
    made = "\n".join(rows())
    assert all(row.endswith("| 0 |") and row.split(" | ")[1] == row.split(" | ")[2] for row in made.split("\n"))
    for path in TABLES:
        text = path.read_text(encoding="utf-8")
        head, bar, rest = text.partition("|---|---|---|---|\n| [X0" if "| [X0" in text else "|---|---|---|---|\n{rows}")
        counts = re.sub(
            r"(?m)^\d+( 个小文件| small files)(.*?)\d+( 个看似| look)", rf"{len(BAD)}\1\g<2>{len(GOOD)}\3", head
        )
        counts = counts.replace("{count}", str(len(BAD))).replace("{good}", str(len(GOOD)))
        fresh = f"{counts}|---|---|---|---|\n{made}\n\n{rest.partition(chr(10) * 2)[2]}"
        if request.config.getoption("--accept"):
            path.write_text(fresh, encoding="utf-8")
        assert bar and path.read_text(encoding="utf-8") == fresh


@pytest.mark.slow
@pytest.mark.parametrize("name", [*(name for name, (codes, _, _) in BAD.items() if codes in INK), *GOOD])
def test_ink_is_measured_over_squares(name, needs):
    needs("Ghostscript")
    codes, content, change = BAD[name] if name in BAD else ("", *GOOD[name])
    assert found(pdf(content, change), ink=True)[0] == set(codes.split())
