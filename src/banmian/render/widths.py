"""How wide words of the furniture are, about, and where a line of them that is too long is cut in two."""

from __future__ import annotations

from ..composer.sense import Parting, leans, partings
from .seals import edges

_PRICES = {Parting.NOTHING: 0.0, Parting.LEANING: 2.0, Parting.LONG_WORD: 4.0, Parting.WORD: 24.0}
"""em of unevenness that an end of a line is worth by what it parts."""


def em(text: str) -> float:
    """About how wide a text is, in em: a design may size type by it (`--em` in the macros)."""
    return max(1.0, sum(0.95 if c in "MWmw@%" else 0.72 if c.isupper() else 0.58 if c < "\u2000" else 1.0 for c in text))


def halves(text: str, most: float) -> list[str]:
    """A text in one line of at most so many em, or else in two: as long as each other, as far as words and marks allow."""
    if em(text) <= most:
        return [text]
    before = partings(text)
    cuts = [(_price(text, at, before[at - 1]), at) for at in edges(text)]
    return [text[: min(cuts)[1]].rstrip(), text[min(cuts)[1] :].lstrip()] if cuts else [text]


def _price(text: str, at: int, parted: Parting) -> float:
    first, second = text[:at].rstrip(), text[at:].lstrip()
    spaced = len(first) + len(second) < len(text)
    return abs(em(first) - em(second)) + (4.0 * leans(first) if spaced else _PRICES[parted])
