"""The editions of the book: what a switch changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from ..language import USUAL, Language
from ..words import bracketed, sentence, word
from .traditional import Words, converter
from .upright import upright


def _same(text: str) -> str:
    return text


@dataclass(frozen=True)
class Edition:
    """`name`: in the identifier; `issue`: the language of the issue, `language` that of the book (BCP 47), `direction` of
    its pages, what its title says, style sheets.

    `inline`: a text as XHTML; `convert`: a text in the edition's script, if it has another than the issue; `replica`: a
    fixed page before each page's parts.
    """

    name: str
    issue: Language = USUAL
    direction: str = "ltr"
    says: str = ""
    styles: tuple[str, ...] = ("book.css",)
    inline: Callable[[str], str] = escape
    convert: Callable[[str], str] = _same
    replica: bool = False
    notice: str = ""
    converted: str = ""

    @property
    def sheets(self) -> tuple[str, ...]:
        """Its style sheets, with that of a book in letters."""
        return self.styles if self.issue.chinese else (*self.styles, "english.css")

    @property
    def language(self) -> str:
        """The book's."""
        return self.converted or self.issue.tag

    def word(self, simplified: str) -> str:
        """A word of the program, by its simplified form."""
        return self.convert(word(simplified, self.issue))

    def behind(self, simplified: str) -> str:
        """The word in brackets, behind a name."""
        return self.convert(bracketed(simplified, self.issue))

    def sentence(self, *simplified: str) -> str:
        """Words of the program as one sentence."""
        return self.convert(sentence([word(one, self.issue) for one in simplified], self.issue))


def replica(name: str, issue: Language = USUAL) -> Edition:
    """The edition with the printed pages."""
    return Edition(name, issue, says="版面本", replica=True)


def vertical(name: str, issue: Language = USUAL) -> Edition:
    """The edition in vertical lines."""
    return Edition(name, issue, direction="rtl", says="竖排本", styles=("book.css", "vertical.css"), inline=upright)


_TAGS = {"t": "zh-Hant", "tw": Language.TAIWAN.tag, "hk": Language.HONG_KONG.tag}


@lru_cache(maxsize=4)
def traditional(name: str, variant: str = "t", words: Words = ()) -> Edition:
    """The edition in traditional characters. `variant`: which forms (t: OpenCC's own, those of no region, tw, hk); `words`:
    see `converter`.
    """
    said = "本书的繁体字由简体字稿用 OpenCC 自动转换，未经人工校对"
    convert = converter(variant, words)
    return Edition(name, says="繁体本", convert=convert, notice=said, converted=_TAGS[variant])
