"""docs/issue-toml.md and its Chinese twin: every setting is there, and the example is one that can be read."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from banmian.manuscript.issue_file import BookSettings, read_issue_file
from banmian.manuscript.settings_keys import BOOK_FIELDS, KEYS
from banmian.targets.table import table

from .conftest import ROOT

DOCS = [ROOT / "docs" / "issue-toml.md", ROOT / "docs" / "zh" / "issue-toml.md"]


def examples(path) -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.M | re.S)


def keys(data: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in data.items():
        entries = value if isinstance(value, list) and value and isinstance(value[0], dict) else [value]
        for entry in entries:
            if isinstance(entry, dict) and f"{prefix}{name}" not in KEYS:
                yield from keys(entry, f"{prefix}{name}.")
            else:
                yield f"{prefix}{name}"


@pytest.mark.parametrize("path", DOCS, ids=["en", "zh"])
def test_every_setting_is_in_the_example_and_the_example_is_right(path):
    settings, rules = examples(path)
    assert set(keys(tomllib.loads(settings))) == set(KEYS)
    for text in (settings, rules):
        assert read_issue_file("issue.toml", text)[1] == []


def test_both_languages_show_the_same():
    """Values, rules and codes; only words differ."""
    english, chinese = ([tomllib.loads(text) for text in examples(path)] for path in DOCS)
    english[0]["epub"].pop("certified_by"), chinese[0]["epub"].pop("certified_by")
    assert english[0] == chinese[0] and set(english[1]["rules"]) == set(chinese[1]["rules"])
    codes = [set(re.findall(r"\b[A-Z]\d{3}\b", path.read_text(encoding="utf-8"))) for path in DOCS]
    assert codes[0] == codes[1]


@pytest.mark.parametrize("path", DOCS, ids=["en", "zh"])
def test_what_may_be_chosen_is_named(path):
    text = path.read_text(encoding="utf-8")
    assert all(field in text for field in re.findall(r"\{\w+\}", BOOK_FIELDS)) and BookSettings().name in text
    assert all(name in text for name in table().names)
