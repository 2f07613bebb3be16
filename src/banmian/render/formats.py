"""Format strings of templates: whether one asks for a width that is too large, comes from a value, or for parts of values.

Read from left to right once, as Python reads them, so that a long one takes no longer than its length.
"""

from __future__ import annotations

import re

_FIELD = re.compile(r"\{([^{}]*+)(?=(\{?))")
_DIGITS = re.compile(r"\d{4}")
_PARENTHESIS = re.compile(r"[()]")
_WIDTHS = re.compile(r"[-#0 +]*+(\*|\d*+)(?:\.(\*|\d*+))?[hlL]?")
"""What stands between `%` or its key and the letter of a conversion (Python's `printf`-style formatting)."""


def wide_braces(pattern: str) -> bool:
    """For `str.format`: a width of four digits, a field within a field, a part of a value."""
    for hit in _FIELD.finditer(pattern):
        name, _, spec = hit[1].partition(":")
        if _DIGITS.search(spec) or (hit[1] and hit[2]) or re.search(r"[.\[]", name.partition("!")[0]):
            return True
    return False


def wide_percent(pattern: str) -> bool:
    """For `%`: a width or precision of four digits, or one that comes from a value; a key that does not end."""
    at = pattern.find("%") + 1
    while at:
        if pattern.startswith("(", at) and not (at := _after_key(pattern, at)):
            return True
        hit = _WIDTHS.match(pattern, at)
        if hit and any(one == "*" or len(one or "") > 3 for one in hit.groups()):
            return True
        at = pattern.find("%", (hit.end() if hit else at) + 1) + 1
    return False


def _after_key(pattern: str, at: int) -> int:
    """Where a key ends that begins at a parenthesis, which may hold others; 0 if it does not."""
    depth = 0
    for hit in _PARENTHESIS.finditer(pattern, at):
        depth += 1 if hit[0] == "(" else -1
        if not depth:
            return hit.end()
    return 0
