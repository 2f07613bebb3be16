"""Simplified to traditional characters, by OpenCC; the number of characters never changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from ..model import Credit, Issue, Paragraph, Text
from ..rebuilding import rebuilt

VARIANTS = {"t": "s2t", "tw": "s2tw", "hk": "s2hk"}
"""OpenCC's configurations: its own standard, Taiwan's forms, Hong Kong's. None of them changes words."""
_QUOTES = re.compile("(?<![A-Za-z])[“”‘’]|[“”‘’](?![A-Za-z])")
_CORNERS = str.maketrans("“”‘’", "「」『』")


Words = tuple[tuple[str, str], ...]
"""Words and what becomes of them, as long as they are."""

KEPT: Words = (("新征程", "新征程"),)
"""What OpenCC gets wrong and newspapers print every day (it makes 新徵程 of it)."""
SURNAMES = "于余范岳后郁党种朴涂游干丑咸"
"""Surnames that are the same in both scripts, while the word of that character is not."""


@lru_cache(maxsize=4)
def converter(variant: str, words: Words = ()) -> Callable[[str], str]:
    """A function from simplified to traditional text of the same length; `words` go before OpenCC's dictionaries.

    Taiwan and Hong Kong quote in 「」 and 『』; an apostrophe between letters stays one.
    """
    import opencc  # loads its dictionaries: for this edition only

    made = opencc.OpenCC(VARIANTS[variant])
    known = dict([*KEPT, *words])
    edges = re.compile(f"({'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})")

    def plain(text: str) -> str:
        whole = made.convert(text)
        return whole if len(whole) == len(text) else "".join(made.convert(c)[:1] or c for c in text)

    def convert(text: str) -> str:
        whole = "".join(known.get(part) or plain(part) for part in edges.split(text))
        return whole if variant == "t" else _QUOTES.sub(lambda mark: mark[0].translate(_CORNERS), whole)

    return convert


def names(issue: Issue, variant: str) -> Words:
    """The people of the credits: a surname stays one (于 is no 於), in the credits and wherever the text names them."""
    convert = converter(variant)
    people = dict.fromkeys(name for page in issue.pages for credit in page.credits for name in credit.names)
    return tuple((name, name[0] + convert(name[1:])) for name in people if name[:1] in SURNAMES and len(name) > 1)


def converted(issue: Issue, convert: Callable[[str], str]) -> Issue:
    """The issue with every text converted; places, dates and paths stay."""
    made: Issue = rebuilt(issue, partial(_part, convert=convert))
    return made


def _part(part: Any, convert: Callable[[str], str]) -> Any:
    if isinstance(part, Text | Paragraph):
        return replace(part, text=convert(part.text))
    if isinstance(part, Credit):
        return Credit(convert(part.role), tuple(map(convert, part.names)), _part(part.source, convert))
    return None
