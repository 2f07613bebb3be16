"""Stars (`*`, `**`, `***`) as rules of the Markdown parser: which stress, which are text, and which could be either.

CommonMark takes a mark for no text: a star between a word and a mark opens or closes on one side only. Beside Han and marks
of full width no blank shows where a word ends, so that there a mark is text too, but for the side that it shuts: no stress
begins with `，` or ends with `（` (`**问：**如何`, `*“诗”*是`, `**5%**以上`).

Where stars are no mark-up to an editor they stay text: inside of figures and Latin words (`138****5678`), between figures
that multiply (`长5米*宽3米*高2米`), behind words with a remark in brackets (`甲*（男）、乙*（女）`), four and more.
Underscores are always text: blanks to be filled in (`（____）`), names of files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import emphasis as stars
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from .annotations import annotation_at

# Written without spaces between words, so that stars in the middle of it are mark-up.
_IDEOGRAPH = re.compile("[\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# A figure, what is said before it and what it measures: 宽3米, (3), 5 cm, 0.8. No day or year: 2022年*12月*举行.
_UNIT = r"(?: ?(?:(?![年月日号时点分秒期届])[^\W\d_]){1,3}|[%％㎡℃°])?"
_FACTOR = rf"(?:[\u3400-\u9fff]{{1,4}})?[(（]?\d[\d.,]{{0,12}}[)）]?{_UNIT}"
_PRODUCT = re.compile(rf"{_FACTOR}(?:\*{_FACTOR})+")  # no possessive quantifiers: Python 3.11.2 goes astray in nested ones
_SHUTS_BEHIND = "，。、；：？！,.;:?!%％‰"
_EXCERPT = 12
"""Characters of a place that are shown."""
_MOST = 20
"""Doubtful stars that are told of one paragraph."""
_LONG = 200
"""Characters: whether brackets end in a longer stress is not looked at."""


def stressing(markdown: MarkdownIt) -> MarkdownIt:
    """A Markdown parser that takes stars as an editor means them."""
    markdown.inline.ruler.at("emphasis", _stars)
    markdown.inline.ruler2.after("emphasis", "doubtful", _doubtful)
    return markdown


def _stars(state: StateInline, silent: bool) -> bool:
    """A run of stars: whether it may open and close. Beside an annotation it does as beside a character."""
    start = state.pos
    if state.src[start] != "*":
        return False
    follows = not state.pending and bool(state.tokens) and state.tokens[-1].type in ("ruby_close", "dots_close")
    if not stars.tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start] if start else "", state.src[state.pos : state.pos + 1]
    opens, closes = _flanks(before or " ", after if state.pos < state.posMax else " ")
    opens = opens or annotation_at(state)
    new = state.delimiters[start - state.pos :]
    certain, _, leads = _products(state.src)
    product = start in certain
    text = product or _is_text(before, after, len(new))
    figure = start in leads or _times(before, after, len(new))
    for at, mark in enumerate(new, start):
        mark.open = (mark.open or opens) and not text and not figure
        mark.close = (mark.close or closes or follows) and not text
        state.tokens[mark.token].meta = {"at": at, "pairs": (mark.open or mark.close) if len(new) == 1 else not text}
    if len(new) == 1:
        _apart(state, "times", after.isdigit() and not product)
        _apart(state, "remark", _is_word(before) and _category(after) in ("Ps", "Pi"))
    return True


@lru_cache(maxsize=512)
def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Whether stars between two characters may open and close because one of these is Han or a mark of full width."""
    beside = _is_wide(before) or _is_wide(after)
    shut = _category(after) in ("Pe", "Pf") or after in _SHUTS_BEHIND
    opened = _category(before) in ("Ps", "Pi")
    return beside and not after.isspace() and not shut, beside and not before.isspace() and not opened


def _is_wide(character: str) -> bool:
    """Whether it is a letter of full width, or a mark that is one in Chinese (Unicode's East Asian Width)."""
    width = unicodedata.east_asian_width(character)
    return width in "WF" or (width == "A" and _category(character)[0] in "PS")


def _category(character: str) -> str:
    return unicodedata.category(character) if character else ""


def _is_word(character: str) -> bool:
    return character.isalnum()


@lru_cache(maxsize=512)
def _is_text(before: str, after: str, length: int) -> bool:
    """Whether stars are text: inside a number or a Latin word, four and more."""
    return length > 3 or (_is_figure(before) and _is_figure(after))


@lru_cache(maxsize=512)
def _times(before: str, after: str, length: int) -> bool:
    """Whether a star behind a figure multiplies: 长3*宽4, (2)*3."""
    return length == 1 and (before.isdigit() or (before in (")", "）") and (after.isdigit() or after in ("(", "（"))))


def _apart(state: StateInline, reading: str, fits: bool) -> None:
    """Two single stars in a row that both read so (甲*（男）、乙*（女）) are no pair; remarks open for no other."""
    mark = state.delimiters[-1]
    state.tokens[mark.token].meta[reading] = fits
    last = state.delimiters[-2] if len(state.delimiters) > 1 else None
    if fits and last and last.length == 1 and state.tokens[last.token].meta.get(reading):
        last.open = mark.close = False
        mark.open = mark.open and reading != "remark"


def _is_figure(character: str) -> bool:
    """A digit or a letter of a script that has words: no ideograph, no kana, no mark."""
    return character.isalnum() and not _IDEOGRAPH.match(character)


@lru_cache(maxsize=4)
def _products(text: str) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """The stars of figures that multiply, which are text, and those that may do so or open a stress (5人*3天*在岗).

    And those before the first figure (共*3人*5天), which open nothing unless another star follows the last.
    """
    certain, doubtful, leads = set[int](), set[int](), set[int]()
    for hit in _PRODUCT.finditer(text):
        found = [star.start() + hit.start() for star in re.finditer(r"\*", hit[0])]
        led, followed = text[max(0, hit.start() - 1) : hit.start()] == "*", text.startswith("*", hit.end())
        (doubtful if followed and not led and len(found) == 1 else certain).update(found)
        if led and not followed:
            leads.add(hit.start() - 1)
    return frozenset(certain), frozenset(doubtful), frozenset(leads)


def _doubtful(state: StateInline) -> None:
    """Say of stars what an editor may mean otherwise: an `annotation_fault` before each of the first."""
    noticed = chain.from_iterable(chain(_either(state, marks), _printed(state, marks)) for marks in _lists(state))
    for at, fault in sorted(islice(noticed, _MOST), key=lambda one: one[0], reverse=True):
        state.tokens.insert(at, fault)


def _lists(state: StateInline) -> Iterator[list[Delimiter]]:
    yield state.delimiters
    yield from (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)


def _either(state: StateInline, marks: list[Delimiter]) -> Iterator[tuple[int, Token]]:
    """Single stars in a pair that may be two of something else: they multiply, or brackets end or begin between them."""
    for mark in marks:
        if mark.end < 0 or mark.length > 1:
            continue
        start, end = (_at(state, one) for one in (mark, marks[mark.end]))
        between = state.src[start + 1 : end]
        if start in _products(state.src)[1] or (len(between) <= _LONG and not _balanced(between)):
            yield mark.token, _fault("P080", state.src[start : end + 1], text=between[:_EXCERPT])


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (_category(character) in ("Ps", "Pi")) - (_category(character) in ("Pe", "Pf"))
        if depth < 0:
            return False
    return depth == 0


def _printed(state: StateInline, marks: list[Delimiter]) -> Iterator[tuple[int, Token]]:
    """Two or three stars that found no partner; a single one where others found theirs."""
    ends = {mark.end for mark in marks}
    single = any(mark.end >= 0 and mark.length == 1 for mark in marks)
    told = -2
    for number, mark in enumerate(marks):
        at, lone = _at(state, mark), mark.end < 0 and number not in ends
        doubtful = state.tokens[mark.token].meta["pairs"] and (single or mark.length > 1)
        if lone and doubtful and at != told + 1:
            yield mark.token, _fault("P081", state.src[at : at + _EXCERPT], stars="*" * mark.length)
        told = at if lone else told


def _at(state: StateInline, mark: Delimiter) -> int:
    at: int = state.tokens[mark.token].meta["at"]
    return at


def _fault(code: str, written: str, **facts: object) -> Token:
    return Token("annotation_fault", "", 0, markup=written, meta={"code": code, "facts": facts})
