"""Which stories of a page with too much could be left out: the fewest, of least weight, without which it comes out even."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ...rules.rule import Both
from .news import News

FULL, MOST_LOAD = 1.0, 1.35
"""Load that a page holds, and over which it need not be tried whether it comes out even."""
MOST_TRIED = 6
"""Pages that are planned to see whether they come out even."""


@dataclass(frozen=True)
class LeftOut:
    """Stories that are to be left out; `even`: whether the page was planned without them and comes out even. None that are
    even: it does without its sketch.
    """

    stories: Sequence[News] = ()
    even: bool = False

    def said(self, called: Callable[[News], str]) -> Both:
        """What to do, in both languages."""
        named = "、".join(f"《{called(one)}》" for one in self.stories)
        if self.even and not self.stories:
            return "draw it otherwise, without the sketch it comes out even", "请改画草图（不用草图就排得下）"
        if self.even:
            return f"leave out {named}, then it comes out even", f"请撤下{named}，就排得下"
        if named:
            return f"leave out about as much as {named}", f"请撤下大约{named}这么多"
        return "shorten what stands there", "请删短稿件"


def left_out(every: Sequence[News], sizes: Mapping[int, int], room: int, even: Callable[[Sequence[News]], bool]) -> LeftOut:
    """What is to be left out, never a story that must stand. `sizes`: what each story takes, by its number in the order, of
    the `room`; `even`: whether the page comes out without some.
    """
    light = sorted((n for n in sizes if not every[n].must and every[n].story), key=lambda n: (-every[n].rank, -n))
    able = (some for some in _sets(light) if sum(sizes.values()) - sum(sizes[n] for n in some) <= room * MOST_LOAD)
    for some in islice((one for one in able if len(one) < len(every)), MOST_TRIED):
        stories = [every[n] for n in some]
        if even(stories):
            return LeftOut(stories, True)
    return LeftOut([every[n] for n in _about(light, sizes, room)] if len(every) > 1 else ())


def _sets(light: Sequence[int]) -> Iterator[Sequence[int]]:
    """The sets of stories that are tried: the lightest, the next alone, then the lightest two, three, …"""
    yield from ([n] for n in light[:2])
    yield from (light[:count] for count in range(2, len(light) + 1))


def _about(light: Sequence[int], sizes: Mapping[int, int], room: int) -> Sequence[int]:
    """The lightest stories without which what is left is no more than the page holds."""
    left = sum(sizes.values())
    for count, n in enumerate(light):
        if count and (left <= room * FULL or count == len(sizes) - 1):
            return light[:count]
        left -= sizes[n]
    return light
