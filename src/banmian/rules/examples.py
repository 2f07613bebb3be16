"""Examples of rules as files: how the text beside a rule is read.

A line `--- NAME` begins a file, as in a text case. Without one the text is the subject's usual file. A manuscript without
a subject (`# …`) stands in a page whose masthead and subject are right; a file that says `(a picture)` is one.
"""

from __future__ import annotations

import re

from .rule import Rule

PICTURE = "(a picture)"
_USUAL = {"P": "A01.md", "R": "A01.md", "M": "A01.md", "I": "issue.toml", "L": "layout.toml"}
_HEAD = "样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n"
_SUBJECT = "# 要闻\n\n## A01\n\n"


def files(rule: Rule, text: str) -> dict[str, str]:
    """The files of an example by name, a piece of a manuscript in its page."""
    parts = re.split(r"^--- (.+)\n", text, flags=re.M)
    found = dict(zip(parts[1::2], parts[2::2], strict=True)) if len(parts) > 1 else {_USUAL[rule.subject.letter]: text}
    return {name: whole(content) if name.endswith(".md") else content for name, content in found.items()}


def whole(manuscript: str) -> str:
    """A piece of a manuscript in a page."""
    return manuscript if re.search(r"^# ", manuscript, re.M) else _HEAD + _SUBJECT + manuscript
