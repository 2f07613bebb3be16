"""Patterns that are compiled when a text holds a word without which they cannot fit: most of them never are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

HAN = "\u3400-\u9fff"
"""Han, for a class of a pattern."""


class TextForm:
    """A pattern. Where `words` are given, a text that holds none of them is not looked through."""

    def __init__(self, pattern: str, *words: str) -> None:
        self._pattern, self._words = pattern, words

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._pattern)

    def all(self, text: str) -> Iterable[re.Match[str]]:
        """Each place where it fits, from left to right."""
        if self._words and not any(word in text for word in self._words):
            return ()
        return self.compiled.finditer(text)


def clause(text: str, at: int, ends: str = "。；！？") -> int:
    """Where the clause begins that holds the character `at`: behind the last of the marks `ends`."""
    return max(text.rfind(mark, 0, at) for mark in ends) + 1


def clause_end(text: str, at: int, ends: str = "。；！？") -> int:
    """Where the clause ends: the next of the marks `ends`, or the text's end."""
    return min((found for mark in ends if (found := text.find(mark, at)) >= 0), default=len(text))


def each(form: TextForm, texts: Iterable[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Each hit in several texts, with the number of its text."""
    for number, text in enumerate(texts):
        for hit in form.all(text):
            yield number, hit
