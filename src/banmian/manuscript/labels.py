r"""Words in braces at a headline's end (栏题, place, weight): for whoever plans the page, printed nowhere.

`## 主题 {评论 东昌时评}{右}`: one or several pairs of braces, in each one or several words. `\{` prints a brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from ..model import KINDS_OF_STORY
from ..scripts import simplified

WORDS: Mapping[str, tuple[str, ...]] = {
    "comment": ("评论", "comment"),
    "briefs": ("简讯", "briefs"),
    "photo": ("图片新闻", "photo"),
    "double": ("双头条", "double"),
    "right": ("右", "right"),
    "foot": ("底", "foot"),
    "must": ("必登", "must"),
}
"""What each label is called in the model, and how it is written. Beside them stand numbers: `{2}`, `{4栏}`."""
MOST = {"rank": 9, "columns": 12}
"""The largest number of each label that has one; the least is 1."""
_ONE_OF = (KINDS_OF_STORY, ("rank", "double"), ("columns",))
"""Labels of which a story has one; 双头条 is a rank, the first."""
_MEANT = {spelling: name for name, spellings in WORDS.items() for spelling in spellings}
_NUMBERS = (("rank", re.compile(r"(\d{1,2})")), ("columns", re.compile(r"(\d{1,2}) ?(?:栏|columns?)")))
_APART = re.compile(r"(?!(?<=\d) columns?\b)[\s,，、;；]+", re.I)
_BRACES = re.compile(r"\{([^{}|\\]*)\}$")
_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\$")


class WrittenLabel(NamedTuple):
    """A label as the model has it (`comment:东昌时评`, `columns:4`), and as it is written between braces."""

    meant: str
    written: str


def known(word: str = "") -> str:
    """All that may be written, for a message; what is likest to a word comes first."""
    spellings = [*_MEANT, "2", "4栏", "4 columns"]
    held = [one for one in spellings if word and len(one) > 1 and (one in word or word in one)]
    first = [*get_close_matches(word.casefold(), spellings, 3, 0.5), *held]
    return ", ".join(dict.fromkeys([*first, *spellings]))


def read(written: str) -> tuple[list[WrittenLabel], list[str]]:
    """What one pair of braces says, and unknown words."""
    found: list[WrittenLabel] = []
    unknown: list[str] = []
    name: list[str] = []
    for word in _APART.split(written.strip()):
        meant = _meaning(word)
        if meant:
            found.append(WrittenLabel(meant, word))
        elif found and found[0].meant in KINDS_OF_STORY:
            name.append(word)
        else:
            unknown.append(word)
    if name:
        found[0] = WrittenLabel(f"{found[0].meant}:{' '.join(name)}", " ".join([found[0].written, *name]))
    return found, unknown


class LabelDoubt(NamedTuple):
    """A label that is left out: it cannot stand beside another one, or its number is out of range (`beside` is none)."""

    label: WrittenLabel
    beside: WrittenLabel | None = None


def settled(found: Sequence[WrittenLabel]) -> tuple[list[str], list[LabelDoubt]]:
    """The labels of a headline without those that come twice or contradict one before them, and without impossible numbers.

    双头条 beside the rank 1 says the same.
    """
    kept: list[WrittenLabel] = []
    doubts: list[LabelDoubt] = []
    for number, label in enumerate(found):
        if label.meant in (one.meant for one in found[:number]):
            continue
        name, _, value = label.meant.partition(":")
        before = next((one for one in kept if _excludes(one.meant, name)), None)
        if name in MOST and not 1 <= int(value) <= MOST[name]:
            doubts.append(LabelDoubt(label))
        elif before and {label.meant, before.meant} != {"double", "rank:1"}:
            doubts.append(LabelDoubt(label, before))
        else:
            kept.append(label)
    return [one.meant for one in kept], doubts


def _excludes(label: str, name: str) -> bool:
    """Whether a label leaves no room for one of a name."""
    return any({label.partition(":")[0], name} <= {*group} for group in _ONE_OF)


def shown(label: str) -> tuple[str, str]:
    """A label as it may be written, in English and in Chinese."""
    name, _, value = label.partition(":")
    if name in MOST:
        return (value, value) if name == "rank" else (f"{value} columns", f"{value}栏")
    chinese, english = WORDS[name]
    return (f"{english} {value}".strip(), f"{chinese} {value}".strip())


def full_width(headline: str) -> str:
    """The words of a pair of full-width braces at a headline's end, if they are labels."""
    hit = re.search(r"｛([^｛｝]*)｝$", headline)
    return hit[1] if hit and read(hit[1])[0] and not read(hit[1])[1] else ""


def _meaning(word: str) -> str:
    """The label that a word stands for, in either script, or nothing."""
    word = simplified(word)
    for name, pattern in _NUMBERS:
        if hit := pattern.fullmatch(word.casefold()):
            return f"{name}:{int(hit[1])}"
    return _MEANT.get(word) or _MEANT.get(word.casefold(), "")


def labelled(markdown: MarkdownIt) -> MarkdownIt:
    """A Markdown parser that takes labels off headlines (`##`); its `inline` token keeps them in `meta`."""
    markdown.core.ruler.before("inline", "labels", _take)
    return markdown


def _take(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and opening.tag == "h2":
            braces = list(_off(inline.content))
            rest = inline.content[: braces[-1][0]].rstrip() if braces else inline.content
            inline.content, inline.meta = rest, {**inline.meta, "labels": tuple(text for _, text in reversed(braces))}


def _off(text: str) -> Iterator[tuple[int, str]]:
    """The pairs of braces at a text's end, the last one first: where each begins, and what is in it."""
    while hit := _BRACES.search(text):
        before = text[: hit.start()]
        if _ESCAPED.search(before) or (before.endswith("]") and hit[1] == ".dot"):
            return
        yield hit.start(), hit[1]
        text = before.rstrip()
