"""docs/rules/ and docs/zh/rules/ say what the rules say (`--accept` writes them), and every exit code has its line."""

import pytest

from banmian.rules.pages import FOLDERS, main, pages
from banmian.rules.registry import every_rule
from banmian.rules.rule import Exit
from banmian.rules.words import EXITS

from .conftest import ROOT

DOCS = ROOT / "docs"


def test_the_pages_are_fresh(request):
    if request.config.getoption("--accept"):
        main(DOCS)
    made = pages()
    assert {name: (DOCS / name).read_text(encoding="utf-8") for name in made} == made
    there = {str(path.relative_to(DOCS)) for folder in FOLDERS.values() for path in (DOCS / folder).iterdir()}
    assert there == set(made)


@pytest.mark.slow
def test_every_rule_has_an_anchor_and_a_line_in_both_languages():
    made = pages()
    for folder in FOLDERS.values():
        whole = "".join(text for name, text in made.items() if name.startswith(f"{folder}/"))
        for rule in every_rule():
            assert whole.count(f"\n## {rule.code}\n") == 1
            assert whole.count(f"#{rule.code.lower()})") == 1


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_every_exit_code_is_in_the_table(folder):
    assert list(EXITS) == list(Exit)
    text = (DOCS / folder / "index.md").read_text(encoding="utf-8")
    assert [code for code in Exit if f"\n| {code.value} | " not in text] == []
