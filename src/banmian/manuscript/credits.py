"""Credits (责编：李旭): who did what. A line may hold several; a name may have blanks in it.

The sources of a line's credits are its text, cut between them: nothing is left out or put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..model import Credit, Text
from ..scripts import compiled
from .lines import TextLine
from .people import COMPOUND, one_name

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_ROLE = rf"(?:[^：:，。；;|｜/／\s]{{2,10}}|[{_HAN}](?:[ \u3000]{{1,4}}[{_HAN}]){{1,3}})"
_ENGLISH = r"[A-Z][A-Za-z]*(?:[ -](?:[A-Z][A-Za-z]*|and|by|of|for|&)){1,4}"
_LABEL = compiled(rf"(?:(?<=[\s，,；;、|｜/／])|^)(?P<role>{_ENGLISH}|{_ROLE})\s?[：:]")
_NAMES = compiled("[^。；！？：:]*[^。；！？：:\\s]")
_ENDS = " \t\u3000、，,；;|｜/／"
# What people do for a page, as it is written without a colon: 编辑 王明, 责编/李旭.
_DONE = (
    "责任编辑|本版责编|本版编辑|值班编辑|值班主任|值班总编|责编|编辑|主编|副主编|执行主编|总编|总编辑|美术编辑|本版美编|美编|版式设计|版式|设计|组版|制版|排版|图编|图片编辑|责校|视觉|视觉编辑|视觉设计|视觉总监|美术设计|首席编辑|值班编委|值班编审|执行编辑|组稿|出品|总监制|总策划"
    "|本版校对|责任校对|校对|审读|审校|检校|终审|统筹|策划|监制|制图|摄影|记者|见习记者|通讯员"
)
_BARE = compiled(rf"(?P<role>(?:本[版刊期])?(?:{_DONE}))(?:[ \u3000]?[/／|｜][ \u3000]?|[ \u3000]+)")
_WORK = compiled(_DONE)
_TITLE = compiled(
    rf"(?:本[报刊台网社]|[{_HAN}]{{2,4}}[报社])?(?:首席|见习|特约|实习|全媒体|融媒体)?(?:记者|通讯员|实习生|评论员)"
)
"""What somebody is, before a name: nobody's name."""
_NAMED = compiled(rf"[{_HAN}]{{2,4}}|[{_HAN}](?:[ \u3000]{{1,4}}[{_HAN}]){{1,2}}|[{_HAN}]+(?:[·•・‧][{_HAN}]+)+")
# What stands as a credit and names nobody.
_NOBODY = compiled(
    r"电话|热线|邮箱|邮编|信箱|微信|微博|QQ|网址|地址|传真|投稿|二维码|公众号|E-?mail|Phone|Tel|Fax|Web|Address", re.I
)
_DOTS = compiled(" ?([·•・‧∙⋅]) ?")
_PARTED = compiled(
    r" ?[、，；;/／|｜] ?|,(?! ?(?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|Esq)\b) ?| [&＆] |(?<=[A-Za-z.])&(?=[A-Z])| (?:and|及) "
)


def credits_of(line: TextLine) -> list[Credit]:
    """The credits of a line; none for what is no line of credits."""
    labels = list(_LABEL.finditer(line.text))
    if not labels or line.text[: labels[0].start()].strip():
        return _bare(line)
    edges = [*(hit.start() for hit in labels[1:]), len(line.text)]
    found = [(hit, line.text[hit.end() : edge]) for hit, edge in zip(labels, edges, strict=True)]
    if not all(names.strip(_ENDS) and _NAMES.fullmatch(names.strip(_ENDS)) for _, names in found):
        return []
    if any("，" in names.strip(_ENDS) and not (_WORK.search(hit["role"]) and _are_names(names)) for hit, names in found):
        return []
    return [_credit(line, hit, hit.start(), edge) for hit, edge in zip(labels, edges, strict=True)]


def _bare(line: TextLine) -> list[Credit]:
    """Credits without a colon: only known roles, and behind each of them nothing but names."""
    labels = [hit for hit in _BARE.finditer(line.text) if not hit.start() or line.text[hit.start() - 1].isspace()]
    if not labels or labels[0].start():
        return []
    edges = [*(hit.start() for hit in labels[1:]), len(line.text)]
    named = [list(names_of(line.text[hit.end() : edge])) for hit, edge in zip(labels, edges, strict=True)]
    if not all(names and all(map(one_name, names)) for names in named):
        return []
    return [_credit(line, hit, hit.start(), edge) for hit, edge in zip(labels, edges, strict=True)]


def of_work(line: TextLine) -> bool:
    """Whether a line is credits of known work wherever it stands (责任编辑：王明)."""
    found = credits_of(line)
    return bool(found) and all(_WORK.search(one.role) for one in found)


def nearly(text: str) -> bool:
    """Whether a line begins as credits do and is none: it is nobody's caption."""
    return bool(re.match(rf"[□■●◆▲]?\s*(?:{_BARE.pattern}|(?:Edited|Designed|Compiled) by )", text))


def _are_names(text: str) -> bool:
    """Whether a text is Chinese names and nothing else."""
    found = list(names_of(text))
    return bool(found) and all(_NAMED.fullmatch(name) for name in found)


def _credit(line: TextLine, label: re.Match[str], start: int, end: int) -> Credit:
    source = line.text[start:end].rstrip()
    role = re.sub(r"(?<![A-Za-z])\s|\s(?![A-Za-z&])", "", label["role"])
    names = () if _NOBODY.search(role) else tuple(names_of(line.text[label.end() : end]))
    return Credit(role, names, Text(source, replace(line.span, column=line.span.column + start)))


def names_of(text: str) -> Iterator[str]:
    """The names of a list. Blanks part Chinese names, but not their characters (王　明), nor the words of other names."""
    plain = re.sub(r" (?=[（(])", "", re.sub(r"\s+", " ", text.strip(_ENDS)))
    for part in _PARTED.split(_DOTS.sub(r"\1", plain)):
        yield from _joined([word for word in part.split() if not _TITLE.fullmatch(word)])


def _joined(words: list[str]) -> Iterator[str]:
    """Words as names."""
    at = 0
    while at < len(words):
        taken = _length(words, at)
        yield ("" if _is_han(words[at]) else " ").join(words[at : at + taken])
        at += taken


def _length(words: list[str], at: int) -> int:
    """How many of the words from here on are one name."""
    rest = words[at:]
    if not _is_han(rest[0]):
        return next((n for n, word in enumerate(rest) if not _is_latin(word)), len(rest)) if _is_latin(rest[0]) else 1
    singles = next((n for n, word in enumerate(rest) if len(word) > 1 or not _is_han(word)), len(rest))
    behind = rest[singles] if singles < len(rest) else ""
    if singles > 1:
        return 3 if singles == 3 else 2
    if singles == 1:
        return 2 if 1 < len(behind) <= 2 and _is_han(behind) else 1
    return 2 if rest[0] in COMPOUND and len(rest) > 1 and _is_han(rest[1]) and len(rest[1]) <= 2 else 1


def _is_han(word: str) -> bool:
    return re.fullmatch(f"[{_HAN}]+", word) is not None


def _is_latin(word: str) -> bool:
    return re.match("[A-Za-z\u00c0-\u024f]", word) is not None
