"""Pictures in lines one below another with text right below them: their brackets describe them, and are no text.

That is so where there are several pictures, unless the text below is a remark in round brackets, as a photographer's name:
then it goes on with what the last bracket says; or rows parted by tabs, which are a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_REMARK = ("（", "("), ("）", ")")


def described(text: str, pictures: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of a paragraph that describe pictures. `pictures`: where each begins, its bracket closes, it ends."""
    gallery: list[tuple[int, int, int]] = []
    edge = 0
    for one in [*sorted(pictures), (len(text), 0, len(text))]:
        between = text[edge : one[0]].strip()
        if between or one[0] == len(text):
            remark = between and between[0] in _REMARK[0] and between[-1] in _REMARK[1]
            if len(gallery) > 1 and between and not remark and not _rows(between):
                yield from ((start + 2, at) for start, at, _ in gallery if at > start + 2)
            gallery = []
        gallery.append(one)
        edge = one[2]


def _rows(text: str) -> bool:
    """Whether a text begins with two lines that have as many tabs."""
    first, *others = (line.count("\t") for line in text.splitlines())
    return first > 0 and others[:1] == [first]
