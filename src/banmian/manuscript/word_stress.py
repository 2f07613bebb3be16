"""Stress of a Word paragraph, written into its line: signs that are no characters open and close it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .source import STRESS
from .word_runs import StressedText

_LEADING = re.compile(r"[ \t\u3000]*(?:[#>|+\-~=]+|\d{1,9}[.)])?[ \t\u3000]*")
"""What may be a mark of the dialect at the start of a line: no sign stands before or in it."""
_WHOLE = re.compile(r"\\.|\]\{\.dot\}|\{[^{}|\\\n]*(?:\|[^{}|\\\n]*)+\}")
"""What a sign would tear: an escape, the end of dots, a reading."""
_SIGNS = {key: sign for sign, key in STRESS.items()}


def stressed(text: str, pieces: Sequence[StressedText], shift: int) -> str:
    """A line with the signs of its pieces, which begin `shift` characters after its start.

    In a line that has stars or a picture, stars alone stress.
    """
    if "*" in text or "![" in text:
        return text
    signs: list[tuple[int, int, str]] = []
    for kind, first, last in _stretches(pieces, shift):
        start, end = max(_out(text, first, -1), _leading(text)), _out(text, last, 1)
        if text[start:end].strip():
            signs += [(start, 1, _SIGNS[kind, 1]), (end, -1, _SIGNS[kind, -1])]
    made, edge = "", 0
    for at, _, sign in sorted(signs, key=lambda one: (one[0], one[1])):
        made += text[edge:at] + sign
        edge = at
    return made + text[edge:]


def _leading(text: str) -> int:
    hit = _LEADING.match(text)
    return hit.end() if hit else 0


def _out(text: str, at: int, way: int) -> int:
    """A place moved out of what must stay whole: to its start or behind its end."""
    for hit in _WHOLE.finditer(text):
        if hit.start() < at < hit.end():
            return hit.start() if way < 0 else hit.end()
    return at


def _stretches(pieces: Sequence[StressedText], shift: int) -> Iterator[tuple[str, int, int]]:
    """Stress as kind, start and end; pieces of one kind that follow each other are one."""
    for kinds in (("strong", "em"), ("dots",)):
        at, begun, open_ = shift, shift, ""
        for piece in [*pieces, StressedText("")]:
            kind = ("dots" if piece.dots else "") if kinds == ("dots",) else piece.stress
            if kind != open_:
                if open_:
                    yield open_, begun, at
                begun, open_ = at, kind
            at += len(piece.text)
