"""The editions of the book: what a switch changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from .traditional import Words, converter
from .upright import upright


def _same(text: str) -> str:
    return text


@dataclass(frozen=True)
class Edition:
    """`name`: in the identifier; `language` (BCP 47), `direction` of its pages, what its title says, style sheets.

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


def replica(name: str) -> Edition:
    """The edition with the printed pages."""
    return Edition(name, says="版面本", replica=True)


def vertical(name: str) -> Edition:
    """The edition in vertical lines."""
    return Edition(name, direction="rtl", says="竖排本", styles=("book.css", "vertical.css"), inline=upright)


@lru_cache(maxsize=4)
def traditional(name: str, variant: str = "t", words: Words = ()) -> Edition:
    """The edition in traditional characters. `variant`: which forms (t: OpenCC's own, tw, hk); `words`: see `converter`."""
    said = "本书的繁体字由简体字稿用 OpenCC 自动转换，未经人工校对"
    return Edition(name, "zh-Hant", says="繁体本", convert=converter(variant, words), notice=said)
