"""Words, set phrases, sounds and forms of characters: what is looked up, each loaded when it is first asked for.

The words are those of rjieba; the tables in `data/` are made by docs/make_proof_data.py.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import cache

from ..places import shipped
from .forms import HAN

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤岳"
)
"""The hundred and twenty surnames that nine people in ten have."""


def known(text: str) -> bool:
    """Whether a text is a word of the list."""
    import rjieba  # loads its dictionary, a tenth of a second: only when a pair or a phrase asks

    return bool(rjieba.has_word(text))


def cut(text: str) -> list[str]:
    """A text as words."""
    import rjieba

    return list(rjieba.cut(text))


def tagged(text: str) -> list[tuple[str, str]]:
    """A text as words, each with its part of speech (`nr`: the name of a person)."""
    import rjieba

    return list(rjieba.tag(text))


def holds_word(text: str, at: int, lengths: Iterable[int] = (2, 3, 4)) -> bool:
    """Whether some word of the list, of one of these lengths, holds the character at `at`."""
    starts = ((start, length) for length in lengths for start in range(max(0, at - length + 1), at + 1))
    return any(start + length <= len(text) and known(text[start : start + length]) for start, length in starts)


def name_tagged(text: str, name: str) -> bool:
    """Whether the segmenter takes it for the name of a person in that text."""
    return (name, "nr") in tagged(text)


def _data(name: str) -> bytes:
    return (shipped("proof/data") / name).read_bytes()


@cache
def _syllables() -> tuple[str, ...]:
    return tuple(gzip.decompress(_data("sounds.txt.gz")).decode().split("\n"))


@cache
def sound_alike(one: str, other: str) -> bool:
    """Whether two characters have a reading in common, tones aside."""
    return any(one in line and other in line for line in _syllables())


@cache
def traditional() -> frozenset[str]:
    """Characters that a simplified text has not."""
    return frozenset(_data("traditional.txt").decode().strip())


Halves = tuple[dict[str, list[str]], dict[str, list[str]]]
"""Set phrases by their first and by their second half."""


@cache
def _by_halves() -> Halves:
    """All set phrases: an index, because a search through all of them took longer than all other rules together."""
    every = gzip.decompress(_data("phrases.txt.gz")).decode()
    first: dict[str, list[str]] = {}
    second: dict[str, list[str]] = {}
    for at in range(0, len(every), 4):
        phrase = every[at : at + 4]
        first.setdefault(phrase[:2], []).append(phrase)
        second.setdefault(phrase[2:], []).append(phrase)
    return first, second


def near_phrases(texts: Iterable[str]) -> Halves:
    """Set phrases of which a half stands in one of the texts: one wrong character leaves one half whole."""
    first, second = _by_halves()
    there = {text[at : at + 2] for text in texts for at in range(len(text) - 1)}
    return {half: first[half] for half in there & first.keys()}, {half: second[half] for half in there & second.keys()}


HAN_RUN = re.compile(f"[{HAN}]{{4,}}")
"""Han without a mark between them."""


@cache
def confusables() -> dict[str, str]:
    """Wrong strings and what they should be."""
    return dict(line.split() for line in _data("confusables.txt").decode().splitlines())
