"""`[archive]` of issue.toml: what a deposit says and holds."""

import pytest

from banmian.manuscript.issue_file import ArchiveSettings, read_issue_file

DIGEST = "0123456789abcdef" * 4


def read(line: str):
    return read_issue_file("issue.toml", f"[archive]\n{line}\n")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("organisation", "聊城日报社"), ("identifier", "CN 37-0048"), ("ppi", 300), ("picture", "png"), ("glyphs", False),
        ("rights", "© 2022 聊城日报社"), ("shell", "eark"), ("base", "https://archive.example:8443/a/b"),
        ("previous", f"a-2026-01-01 sha256:{DIGEST}"),
    ],
)  # fmt: skip
def test_a_setting_is_taken_as_it_is_written(key, value):
    written = str(value).lower() if isinstance(value, bool) else repr(value)
    settings, noticed = read(f"{key} = {written}")
    assert not noticed
    assert settings.archive == ArchiveSettings(**{key: value}) != ArchiveSettings()


@pytest.mark.parametrize(
    "line",
    [
        "ppi = 71", "ppi = 601", "ppi = 200.5", "ppi = true", "picture = 'tiff'", "glyphs = 1", "glyphs = 'true'", "shell = 'zip'",
        "base = 'http://archive.example'", "base = 'https://archive.example/'", "base = 'https://archive.example/?a=b'",
        "base = 'https://a b'", "organisation = ''", "organisation = ' a'", 'rights = "a\\nb"', f"identifier = '{'a' * 201}'",
        "previous = 'a-2026-01-01'", f"previous = 'a sha256:{DIGEST.upper()}'", f"previous = 'a b sha256:{DIGEST}'",
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_what_can(line):
    settings, noticed = read(line)
    assert [(one.code, one.place.line) for one in noticed] == [("I003", 2)]
    assert settings.archive == ArchiveSettings()
