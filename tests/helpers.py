"""Manuscripts for tests."""

from __future__ import annotations

from pathlib import Path

from banmian.manuscript.parse import Parsed, parse
from banmian.verify.conservation import model_text

HEAD = "样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n"


def page(body: str, head: str = HEAD) -> str:
    """A page: masthead, subject, number and the body."""
    return f"{head}# 要闻\n\n## A01\n\n{body}"


def parsed(text: str | bytes, name: str = "A01.md") -> Parsed:
    """Parse one page."""
    return parse({name: text.encode() if isinstance(text, str) else text})


def codes(result: Parsed) -> list[str]:
    """The codes of what was noticed, in order."""
    return [d.code for d in result.noticed]


def conserved(result: Parsed) -> bool:
    """Whether the model holds the manuscript's text."""
    return model_text(result.issue) == result.manuscript


def issue(folder: Path, text: str, settings: str = "", name: str = "A01.md") -> Path:
    """Write an issue folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    if settings:
        (folder / "issue.toml").write_text(settings, encoding="utf-8")
    return folder
