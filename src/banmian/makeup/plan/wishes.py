"""Widths that editors gave to stories (`{4栏}`) where no page has them all: as few as need be are taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from .news import News

FEW = 3
"""Widths that are taken back one by one; where that is not enough, all are."""


def taken_back(every: Sequence[News], never: Collection[int], comes_out: Callable[[Collection[int]], bool]) -> list[int]:
    """The stories that have another width than editors gave them, without which a page comes out: those that can have no
    such width (`never`), then those of least weight; of these the weightier have theirs again if they can. `comes_out`:
    whether a page comes out without the widths of some stories.
    """
    said = [n for n, one in enumerate(every) if one.columns]
    light = sorted((n for n in said if n not in never), key=lambda n: (-every[n].rank, -n))
    firsts = [light[:count] for count in range(0 if never else 1, min(len(light), FEW + 1))]
    taken = next((own for own in firsts if comes_out([*never, *own])), None)
    if taken is None:
        return said
    for n in reversed(taken[:-1]):
        fewer = [one for one in taken if one != n]
        if comes_out([*never, *fewer]):
            taken = fewer
    return [*never, *taken]
