"""The sketch of a page's plan as an editor writes it: `1 / (2 / 7) | (3 / 4 | 5)`. Only whether it can be read.

`/` is below, `|` beside and binds closer, brackets group; a number is a story, `card` the name card, `photo` pictures
without a story; `:5` behind one of these or a bracket is a width in basic columns. What it comes to, make-up says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..limits import SKETCH_BRACKETS
from ..rules.rule import Both

_PART = re.compile(
    r"(?P<story>[0-9]+|card|photo)(?P<wide>: ?[0-9]*)?|(?P<opens>\()|(?P<closes>\))(?P<broad>: ?[0-9]*)?"
    r"|(?P<joins>[|/])|(?P<stray>.)"
)
_WIDTH = re.compile(r": ?(?!0?0$)[0-9]{1,2}")


def fault_of(sketch: str, stories: int) -> Both | None:
    """What is wrong with a sketch, in both languages; nothing for one that can be read, or that is empty.

    `stories`: how many its entry lists; 0 where the sketch counts those of the page.
    """
    return next(_faults(sketch, stories), None) if sketch.strip() else None


def _faults(sketch: str, stories: int) -> Iterator[Both]:
    """The faults in the order that they are met."""
    brackets, whole, seen = 0, False, set[str]()
    for part in (hit for hit in _PART.finditer(sketch) if hit[0] != " "):
        at = part.start() + 1
        if part["stray"] or (not whole and (part["joins"] or part["closes"])):
            yield f"nothing stands before the sign {at}, {part[0]}", f"第 {at} 个字符“{part[0]}”之前缺一篇稿件"
        if (part["story"] or part["opens"]) and whole:
            yield f"no / or | stands before the sign {at}, {part[0]}", f"第 {at} 个字符“{part[0]}”之前缺 / 或 |"
        if (wide := part["wide"] or part["broad"]) and not _WIDTH.fullmatch(wide):
            yield f"{wide} is no width: write :1 to :99", f"“{wide}”不是栏宽，请写 :1 到 :99"
        if part["story"]:
            yield from _of_story(part["story"], stories, seen)
        brackets += bool(part["opens"]) - bool(part["closes"])
        if brackets < 0:
            yield f"the bracket at sign {at} closes nothing", f"第 {at} 个字符的括号没有对应的左括号"
        if brackets > SKETCH_BRACKETS:
            yield (
                f"more than {SKETCH_BRACKETS} brackets are open at sign {at}",
                f"第 {at} 个字符处打开的括号超过 {SKETCH_BRACKETS} 层",
            )
        whole = bool(part["story"] or part["closes"])
    if not whole:
        yield "nothing stands at its end", "末尾缺一篇稿件"
    if brackets > 0:
        yield "a bracket is not closed", "括号没有关上"


def _of_story(written: str, stories: int, seen: set[str]) -> Iterator[Both]:
    """What is wrong with a story of a sketch; it is one of `seen` afterwards."""
    name = written.lstrip("0") or "0"
    if name in seen:
        yield f"{name} stands in it twice", f"{name} 出现了两次"
    most = stories or 9999
    if name.isdigit() and not (name != "0" and len(name) < 5 and int(name) <= most):
        short = (
            f"`stories` has {stories}, write its headline at the end of it",
            f"stories 只列了 {stories} 篇，请把它的主题写在末尾",
        )
        has = short if stories else ("they count from 1", "从 1 起")
        yield f"there is no story {name[:9]}: {has[0]}", f"没有第 {name[:9]} 篇：{has[1]}"
    seen.add(name)
