"""Words of a text, for whoever searches it: by dictionary, marks alone, what is one to a reader whole."""

from __future__ import annotations

from itertools import accumulate, chain, pairwise

from ..composer.runs import TOKEN
from ..sequences import SEQUENCE

_KEPT = ("word", "whole")
"""Tokens of the composer that the dictionary (made for Han) cuts: words with accents and apostrophes, marks of two."""


def words(text: str) -> list[str]:
    """A text cut into words, marks, and white space."""
    return [text[start:end] for start, end in pairwise((0, *sorted(_ends(text))))]


def _ends(text: str) -> set[int]:
    import rjieba  # loads its dictionary

    ends = set(accumulate(map(len, rjieba.cut(text))))
    tokens = (hit for hit in TOKEN.finditer(text) if hit.lastgroup in _KEPT)
    kept = chain(tokens, SEQUENCE.finditer(text))
    return ends - {at for hit in kept for at in range(hit.start() + 1, hit.end())}
