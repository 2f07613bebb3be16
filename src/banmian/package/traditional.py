"""Simplified to traditional characters, by OpenCC; the number of characters never changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from ..model import Credit, Issue, Paragraph, Span, Text

VARIANTS = {"t": "s2t", "tw": "s2tw", "hk": "s2hk"}
"""OpenCC's configurations: its own standard, Taiwan's forms, Hong Kong's. None of them changes words."""
_QUOTES = re.compile("(?<![A-Za-z])[“”‘’]|[“”‘’](?![A-Za-z])")
_CORNERS = str.maketrans("“”‘’", "「」『』")


@lru_cache(maxsize=4)
def converter(variant: str) -> Callable[[str], str]:
    """A function from simplified to traditional text of the same length.

    Taiwan and Hong Kong quote in 「」 and 『』; an apostrophe between letters stays one.
    """
    import opencc  # loads its dictionaries: for this edition only

    made = opencc.OpenCC(VARIANTS[variant])

    def convert(text: str) -> str:
        whole = made.convert(text)
        whole = whole if len(whole) == len(text) else "".join(made.convert(c)[:1] or c for c in text)
        return whole if variant == "t" else _QUOTES.sub(lambda mark: mark[0].translate(_CORNERS), whole)

    return convert


def converted(issue: Issue, convert: Callable[[str], str]) -> Issue:
    """The issue with every text converted; places, dates and paths stay."""
    made: Issue = _part(issue, convert)
    return made


def _part(part: Any, convert: Callable[[str], str]) -> Any:
    if isinstance(part, Text | Paragraph):
        return replace(part, text=convert(part.text))
    if isinstance(part, Credit):
        names = tuple(map(convert, part.names))
        return Credit(convert(part.role), names, _part(part.source, convert))
    if isinstance(part, tuple):
        return tuple(_part(one, convert) for one in part)
    if is_dataclass(part) and not isinstance(part, Span | type):
        return type(part)(**{f.name: _part(getattr(part, f.name), convert) for f in fields(part)})
    return part
