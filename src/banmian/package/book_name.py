"""What the file of a book is called: for shelves and stores, on which many issues lie side by side."""

from __future__ import annotations

import re

from ..diagnostics import Diagnostic, Refused
from ..model import Masthead
from ..shelf.manifest import is_component

FIELD = re.compile(r"([-_ .]*)\{([a-z]+)\}")
"""A field of a pattern, with what parts it from what stands before it."""


def book_name(pattern: str, slug: str, masthead: Masthead, suffix: str) -> str:
    """The name of a book's file by a pattern of issue.toml, an edition's suffix before its ending.

    A field that the issue has nothing for (an undated one has no day) goes with what parts it from the one before. Raises
    `Refused` (I010) for a name that no file can have everywhere.
    """
    known = _known(slug, masthead)

    def filled(hit: re.Match[str]) -> str:
        return hit[1] + value if (value := known[hit[2]]) else ""

    stem = FIELD.sub(filled, pattern.removesuffix(".epub")).strip("-_ .")
    name = f"{stem}{suffix}.epub"
    if not stem or not is_component(name):
        at = masthead.title.span if masthead.title and "{title}" in pattern else None
        raise Refused([Diagnostic("I010", at, {"name": name[:100], "pattern": pattern})])
    return name


def _known(slug: str, masthead: Masthead) -> dict[str, str]:
    """The fields of a pattern by name (`settings_keys.KEYS` lists them)."""
    date = masthead.date.isoformat() if masthead.date else ""
    year, month, day = date.split("-") if date else ("", "", "")
    title = re.sub(r'[\s/\\:*?"<>|]+', " ", masthead.title.text).strip(" .") if masthead.title else ""
    return {"paper": slug, "title": title or slug, "date": date, "year": year, "month": month, "day": day}
