"""Set phrases and words with one character wrong, and names said in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ...rules.checks import Found, rule
from ...rules.rule import PROOFREADING, WARNING
from ..articles import Article
from ..forms import HAN, TextForm, each
from ..lexicon import HAN_RUN, SURNAMES, Halves, confusables, holds_word, known, name_tagged, sound_alike

_ALONE = frozenset("和在是的不一有对为与及再上两将中把被让从以于就也都还更最很")
"""Words of one character: where one stands, no phrase has a wrong one."""


@rule(
    "R061", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}”: the phrase is {right}", "“{text}”应作“{right}”"),
    hint=("correct the character; what is meant so goes into the paper's list (`[proof] words`)", "请改正；若是有意为之，请列入本报词表（[proof] words）"),
    source="docs/proof.md",
    bad="## 主题\n\n各村因地置宜，发展果树。",
    good="## 主题\n\n各村因地制宜，发展果树。",
)  # fmt: skip
def set_phrases(simplified: Sequence[Article], phrases: Halves, right_words: frozenset[str]) -> Iterator[Found]:
    """A set phrase of four characters with one that only sounds the same, where no word of the list explains it."""
    first, second = phrases
    for article in simplified:
        for number, text in enumerate(article.texts):
            for run in HAN_RUN.finditer(text):
                for at in range(len(run[0]) - 3):
                    near = first.get(run[0][at : at + 2], []) + second.get(run[0][at + 2 : at + 4], [])
                    right = _meant(run[0], at, near) if near else ""
                    if right and run[0][at : at + 4] not in right_words:
                        start = run.start() + at
                        yield article.running[number].found(start, start + 4, right=right)


def _meant(run: str, at: int, near: Sequence[str]) -> str:
    """The phrase that is meant where four characters are none: one character differs, and sounds the same."""
    said = run[at : at + 4]
    if said in near:
        return ""
    for phrase in near:
        wrong = [place for place in range(4) if phrase[place] != said[place]]
        if len(wrong) == 1 and said[wrong[0]] not in _ALONE and sound_alike(phrase[wrong[0]], said[wrong[0]]):
            if known(said) or holds_word(run, at + wrong[0]):
                return ""
            return phrase
    return ""


@cache
def _wrong_words() -> TextForm:
    words = confusables()
    return TextForm("|".join(sorted(words, key=len, reverse=True)), *words)


_ACCOUNT = TextForm(r"帐(?![篷幔房帘中下子内灯观])(?<![蚊营帷纱虎军篷毡棉夜]帐)", "帐")
_UNTIL = TextForm(r"截止(?=\d|目前|今年|去年|昨[天日]|今[天日]|[上本]月)", "截止")


@rule(
    "R062", PROOFREADING, WARNING,
    counts=1,
    says=("“{text}” should be {right}", "“{text}”应作“{right}”"),
    hint=("correct it", "请改正"),
    source="《现代汉语词典》; docs/proof.md",
    bad="## 主题\n\n气侯转暖，湖面开冻。",
    good="## 主题\n\n气候转暖，湖面开冻。",
)  # fmt: skip
def wrong_words(simplified: Sequence[Article], right_words: frozenset[str]) -> Iterator[Found]:
    """Words that are often written wrongly; not where their characters belong to two words (解决|对党)."""
    for article in simplified:
        for number, hit in each(_wrong_words(), article.texts):
            if hit[0] not in right_words and not _two_words(article.texts[number], hit):
                yield article.running[number].found(hit.start(), hit.end(), right=confusables()[hit[0]])
        for form, right in ((_ACCOUNT, "账"), (_UNTIL, "截至")):
            for number, hit in each(form, article.texts):
                yield article.running[number].found(hit.start(), hit.end(), right=right)


def _two_words(text: str, hit: re.Match[str]) -> bool:
    start, end = hit.span()
    before = start > 0 and known(text[start - 1 : start + 1])
    return before and (known(hit[0][1:]) or known(text[end - 1 : end + 1]))


_NAME = re.compile(rf"(?=([{''.join(sorted(SURNAMES))}][{HAN}]{{2}}))")
_WINDOW = 24
"""Characters round a name that the segmenter is shown."""


@rule(
    "R046", PROOFREADING, WARNING,
    counts=2,
    says=("“{text}” is {name} elsewhere in the story", "“{text}”前后文作“{name}”"),
    hint=("ask which of them is right; two persons go into the paper's list (`[proof] names`)", "请核对；若是两个人，请列入本报名表（[proof] names）"),
    source="docs/proof.md",
    bad="## 主题\n\n厂长李建国说，设备已经到厂。李建国介绍，三月投产。李建囯最后说，欢迎参观。",
    good="## 主题\n\n厂长李建国说，设备已经到厂。李建国介绍，三月投产。李建国最后说，欢迎参观。",
)  # fmt: skip
def names(simplified: Sequence[Article], right_words: frozenset[str]) -> Iterator[Found]:
    """A name of three characters that is said twice and more is not said once with one that sounds the same."""
    for article in simplified:
        whole = article.whole
        for at, said, name in _variants(whole):
            apart = said not in right_words and sound_alike(*_difference(said, name))
            if apart and _is_name(whole, name) and not _listed_both(whole, name, said):
                yield _in_article(article, at, name)


def _variants(whole: str) -> Iterator[tuple[int, str, str]]:
    """What is said once, differs in one place from what looks like a name and is said again, and is no other word."""
    places: dict[str, list[int]] = {}
    for hit in _NAME.finditer(whole):
        places.setdefault(hit[1], []).append(hit.start())
    again = [name for name, at in places.items() if len(at) > 1]
    shapes: dict[str, list[str]] = {}
    for name in again:
        for shape in (f"{name[0]}*{name[2]}", f"{name[:2]}*"):
            shapes.setdefault(shape, []).append(name)
    for said in (said for said, at in places.items() if len(at) == 1):
        for name in (*shapes.get(f"{said[0]}*{said[2]}", ()), *shapes.get(f"{said[:2]}*", ())):
            if not _other_words(said, whole[places[said][0] + 3 :][:2]):
                yield places[said][0], said, name


def _other_words(said: str, behind: str) -> bool:
    """Whether its end is a word of the list, alone or with what stands behind it."""
    tails = (said[start:] + behind[:more] for start in (1, 2) for more in (0, 1, 2))
    return any(len(tail) > 1 and known(tail) for tail in tails)


def _difference(said: str, name: str) -> tuple[str, str]:
    """The two characters in which they differ."""
    return next((one, other) for one, other in zip(said, name, strict=True) if one != other)


def _is_name(whole: str, name: str) -> bool:
    """Whether the segmenter takes it for a name in some of its places."""
    places = [hit.start() for hit in re.finditer(name, whole)]
    return any(name_tagged(whole[max(0, at - _WINDOW) : at + _WINDOW], name) for at in places)


def _listed_both(whole: str, *two: str) -> bool:
    """Two of one family, side by side: 李国强、李国墙."""
    return all(re.search(f"[、和与]{name}|{name}[、和与]", whole) for name in two)


def _in_article(article: Article, at: int, name: str) -> Found:
    """A place in the whole of an article as one in its line."""
    for line in article.running:
        if at <= len(line.text):
            return line.found(at, at + len(name), name=name)
        at -= len(line.text) + 1
    raise ValueError("a place outside of the article")
