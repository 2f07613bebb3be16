"""Press PDFs, anyone's: each rule on a page that breaks it, and none of them on pages that only look so."""

import pytest

from banmian.preflight.judge import PressWish, judged

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


@pytest.mark.slow
@pytest.mark.parametrize("name", [*(name for name, (codes, _, _) in BAD.items() if codes in INK), *GOOD])
def test_ink_is_measured_over_squares(name, needs):
    needs("Ghostscript")
    codes, content, change = BAD[name] if name in BAD else ("", *GOOD[name])
    assert found(pdf(content, change), ink=True)[0] == set(codes.split())
