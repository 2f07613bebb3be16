"""The sketch of a page's plan as an editor writes it: `1 / (2 / 7) | (3 / 4 | 5)`. Only whether it can be read.

`/` is below, `|` beside and binds closer, brackets group; a number is a story; `:5` behind a number or a bracket is a
width in basic columns. What it comes to on a page, make-up says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rules.rule import Both

_PART = re.compile(
    r"(?P<story>[0-9]+)(?P<wide>:[0-9]*)?|(?P<opens>\()|(?P<closes>\))(?P<broad>:[0-9]*)?|(?P<joins>[|/])|(?P<stray>.)"
)
_WIDTH = re.compile(r":0*[1-9][0-9]?")


def fault_of(sketch: str, stories: int) -> Both | None:
    """What is wrong with a sketch, in both languages; nothing for one that can be read, or that is empty.

    `stories`: how many its entry lists; 0 where the sketch counts those of the page.
    """
    return next(_faults(sketch, stories), None) if sketch.strip() else None


def _faults(sketch: str, stories: int) -> Iterator[Both]:
    """The faults in the order that they are met."""
    brackets, whole, seen = 0, False, set[int]()
    for part in (hit for hit in _PART.finditer(sketch) if hit[0] != " "):
        at = part.start() + 1
        if part["stray"] or (not whole and (part["joins"] or part["closes"])):
            yield f"nothing stands before the sign {at}, {part[0]}", f"第 {at} 个字符“{part[0]}”之前缺一篇稿件"
        if (part["story"] or part["opens"]) and whole:
            yield f"no / or | stands before the sign {at}, {part[0]}", f"第 {at} 个字符“{part[0]}”之前缺 / 或 |"
        if (wide := part["wide"] or part["broad"]) and not _WIDTH.fullmatch(wide):
            yield f"{wide} is no width: write :1 to :99", f"“{wide}”不是栏宽，请写 :1 到 :99"
        if part["story"]:
            yield from _of_story(int(part["story"][:6]), stories, seen)
        brackets += bool(part["opens"]) - bool(part["closes"])
        if brackets < 0:
            yield f"the bracket at sign {at} closes nothing", f"第 {at} 个字符的括号没有对应的左括号"
        whole = bool(part["story"] or part["closes"])
    if not whole:
        yield "nothing stands at its end", "末尾缺一篇稿件"
    if brackets > 0:
        yield "a bracket is not closed", "括号没有关上"


def _of_story(number: int, stories: int, seen: set[int]) -> Iterator[Both]:
    """What is wrong with the number of a story; it is one of `seen` afterwards."""
    if number in seen:
        yield f"story {number} stands in it twice", f"第 {number} 篇出现了两次"
    if stories and number > stories:
        yield f"there is no story {number}: `stories` has {stories}", f"没有第 {number} 篇：stories 只列了 {stories} 篇"
    seen.add(number)
