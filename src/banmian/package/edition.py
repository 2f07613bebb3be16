"""The editions of the book: what a switch changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from ..manuscript.issue_file import BookSettings
from ..model import Issue
from .traditional import Words, converter, names
from .upright import upright


def _same(text: str) -> str:
    return text


@dataclass(frozen=True)
class Edition:
    """`language` (BCP 47), `direction` of its pages, what its title says of it, style sheets.

    `inline`: a text as XHTML; `convert`: a text in the edition's script; `replica`: a fixed page before each page's parts.
    """

    name: str
    language: str = "zh-Hans"
    direction: str = "ltr"
    says: str = ""
    styles: tuple[str, ...] = ("book.css",)
    inline: Callable[[str], str] = escape
    convert: Callable[[str], str] = _same
    replica: bool = False
    notice: str = ""


def edition_of(target: str, issue: Issue, settings: BookSettings) -> Edition:
    """The edition of an issue: traditional characters by its settings, its people's surnames kept."""
    if target != "epub-hant":
        return edition(target)
    return edition(target, settings.hant, (*names(issue, settings.hant), *settings.hant_words.items()))


@lru_cache(maxsize=4)
def edition(target: str, variant: str = "t", words: Words = ()) -> Edition:
    """The edition of a target. `variant`: which traditional forms (t: OpenCC's own, tw, hk); `words`: see `converter`."""
    if target == "epub-vertical":
        return Edition(target, direction="rtl", says="竖排本", styles=("book.css", "vertical.css"), inline=upright)
    if target == "epub-hant":
        said = "本书的繁体字由简体字稿用 OpenCC 自动转换，未经人工校对"
        return Edition(target, "zh-Hant", says="繁体本", convert=converter(variant, words), notice=said)
    return Edition(target, says="版面本" if target == "epub-replica" else "", replica=target == "epub-replica")
