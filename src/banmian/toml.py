"""TOML of anyone: `tomllib` after a look at what it cannot bear, keys of thousands of parts and brackets without end."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from .limits import TOML_BRACKETS, TOML_DOTS, TOML_PARTS

_QUOTED = re.compile(
    r'#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*""""{0,2}|\'\'\'(?:[^\']|\'(?!\'\'))*\'\'\'\'{0,2}'
    r'|"(?:[^"\\\n]|\\[^\n])*"|\'[^\'\n]*+\'',
    re.DOTALL,
)
"""Comments and strings, as TOML 1.0 ends them. No possessive groups: Python before 3.11.5 matches them wrongly."""
_MARKS = re.compile(r"[.,=\n\[\]{}]")


def loads(text: str) -> dict[str, Any]:
    """What a text in TOML says. Raises ValueError, with the line where one is known, and as `tomllib` does RecursionError
    and OverflowError.
    """
    parts = dots = brackets = 0
    bare = _QUOTED.sub(lambda hit: "\n" * hit[0].count("\n"), text)
    for hit in _MARKS.finditer(bare):
        mark = hit[0]
        parts = parts + 1 if mark == "." else 0
        dots += mark == "."
        brackets += (mark in "[{") - (mark in "]}")
        for count, most, what in (
            (parts + 1, TOML_PARTS, "parts of a key"),
            (dots, TOML_DOTS, "dots"),
            (brackets, TOML_BRACKETS, "open brackets"),
        ):
            if count > most:
                line = bare.count("\n", 0, hit.start()) + 1
                raise ValueError(f"more than {most} {what} (at line {line}, column 1)")
    return tomllib.loads(text)


def said(value: object) -> object:
    """A wrong value as a message can show it, however large it is."""
    try:
        text = repr(value)
    except ValueError:  # a whole number of thousands of digits is not printed
        return "a number of thousands of digits"
    return value if len(text) <= 60 else f"{text[:60]}…"
