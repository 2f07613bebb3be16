"""The mark-up of the dialect by name, and what each looks like; docs/manuscript.md tells of each."""

from __future__ import annotations

import re

MARKS = {
    "byte order mark": re.compile("\ufeff"),
    "heading": re.compile("#+"),
    "quote": re.compile(">"),
    "bullet": re.compile(r"[-*+]"),
    "label": re.compile(r"\{[^{}|\\]*\}"),
    "rule": re.compile(r"([-*_])(?:[ \t]*\1){2,}"),
    "verse": re.compile(r"\|"),
    "table bar": re.compile(r"\|"),
    "table rule": re.compile(r"[-:|][-:| \t]*"),
    "table width": re.compile(r"\{[^{}|\n]{1,20}\}"),
    "stress": re.compile(r"\*{1,3}"),
    "escape": re.compile(r"\\"),
    "line break": re.compile(r"\\"),
    "waiver": re.compile(r"%%[ \t].*[:：].*"),
    "reading": re.compile(r"[{|}]"),
    "dots": re.compile(r"\[|\]\{\.dot\}"),
    "picture": re.compile(r"!\[|\]\(.*\)", re.S),
    "description": re.compile(r".+", re.S),
    "repeated masthead": re.compile(r"\S+"),
    "deletion": re.compile(r"\S+"),
    "field code": re.compile(r"\S+"),
    "hidden text": re.compile(r"\S+"),
    "second version": re.compile(r"\S+"),
}
"""What is printed nowhere. All else that is not white space is text."""
