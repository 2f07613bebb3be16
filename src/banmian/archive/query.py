"""The language of a search: words, "phrases", AND, OR, minus, brackets.

    光伏 并网             both words; `AND` between them says the same
    光伏 OR 风电          either; AND holds closer than OR
    "产业 转型" -招标     a phrase; and a word that must not be there
    (光伏 OR 风电) 并网

A sign may be full width (“…”, （ ）, －). The minus stands before a word, without a blank between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from ..diagnostics import Diagnostic, Refused
from ..limits_finished import QUERY_BRACKETS, QUERY_CHARACTERS, QUERY_WORDS
from ..rules.rule import Both
from .folding import ends_in_one, fold, looser, pattern, phrase

_MARKS = str.maketrans("“”„‟«»「」『』", '"' * 10)
_TOKEN = re.compile(
    r'\s*(?:(?P<minus>-(?=[^\s-]))|(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)(?P<end>"?)|(?P<word>[^\s()"]+))'
)

_NOT_CLOSED: Both = ("a quotation mark is not closed", "引号没有配对")
_NO_OPENING: Both = ("a bracket is closed that was not opened", "多了右括号")
_NO_CLOSING: Both = ("a bracket is not closed", "括号没有配对")
_NO_WORD: Both = ("a word is missing here", "此处缺词")
_NOTHING: Both = ("there is no letter, number or Han in it", "里面没有文字或数字")
_ONLY_MINUS: Both = (
    "only what must not be there is said; a word to search for is missing",
    "只写了要排除的词，没有要查的词",
)
_DEEP: Both = ("too many brackets inside of each other", "括号套得太多层")


@dataclass(frozen=True)
class Query:
    """A query as FTS5 takes it, and what finds its words in a folded text, to mark them.

    `loose`: of a query that is one phrase and ends in a single Han, a quicker one that finds at least its rows (empty: all
    rows are); None for others.
    """

    match: str
    marked: tuple[re.Pattern[str], ...]
    loose: str | None = None


@dataclass
class _QueryReader:
    """Goes through a query once. `text`: folded, as long as what was written."""

    said: str
    text: str
    at: int = 0
    depth: int = 0
    marked: list[re.Pattern[str]] = field(default_factory=list)
    words: int = 0
    phrase: str = ""

    def look(self) -> re.Match[str] | None:
        """The next token, or None at the end."""
        return _TOKEN.match(self.text, self.at) if self.text[self.at :].strip() else None

    def wrong(self, what: Both, at: int) -> NoReturn:
        """Refuse the query: what is wrong at a place."""
        shown = f"{self.said[max(0, at - 12) : at]} ⟶ {self.said[at : at + 12]}".strip()
        raise Refused([Diagnostic("A030", None, {"column": at + 1, "shown": shown, "why": what[0], "why_zh": what[1]})])


def parse(text: str) -> Query:
    """Read a query. Raises Refused (A030, A031), with the place that cannot be read."""
    if len(text) > QUERY_CHARACTERS:
        raise Refused([Diagnostic("A031", None, {"limit": QUERY_CHARACTERS, "words": QUERY_WORDS})])
    folded = fold(text.translate(_MARKS)).translate(_MARKS)
    reader = _QueryReader(text, re.sub(r"[^\S ]", " ", folded))
    match = _either(reader)
    if (left := reader.look()) is not None:  # only a bracket ends it before its end
        reader.wrong(_NO_OPENING, _start(left))
    alone = len(reader.marked) == reader.words == 1 and ends_in_one(reader.phrase)
    return Query(match, tuple(reader.marked), looser(reader.phrase) if alone else None)


def _either(reader: _QueryReader) -> str:
    parts = [_all(reader)]
    while (token := reader.look()) and token["word"] == "or" and _is_capital(reader, token):
        reader.at = token.end()
        parts.append(_all(reader))
    return parts[0] if len(parts) == 1 else "(" + " OR ".join(parts) + ")"


def _all(reader: _QueryReader) -> str:
    wanted: list[str] = []
    unwanted: list[str] = []
    began, joined = reader.at, False
    while (token := reader.look()) and not token["close"]:
        capital = _is_capital(reader, token)
        if token["word"] == "or" and capital:
            break
        if token["word"] == "and" and capital:
            if joined or not (wanted or unwanted):
                reader.wrong(_NO_WORD, _start(token))
            reader.at, joined = token.end(), True
            continue
        (unwanted if token["minus"] else wanted).append(_one(reader, token))
        joined = False
    if joined or not (wanted or unwanted):
        reader.wrong(_NO_WORD, _start(token) if token else len(reader.said))
    if not wanted:
        reader.wrong(_ONLY_MINUS, began)
    return _joined(wanted, unwanted)


def _joined(wanted: Sequence[str], unwanted: Sequence[str]) -> str:
    made = wanted[0] if len(wanted) == 1 else "(" + " AND ".join(wanted) + ")"
    for one in unwanted:
        made = f"({made} NOT {one})"
    return made


def _start(token: re.Match[str]) -> int:
    """Where a token begins, behind the blanks before it."""
    return token.end() - len(token[0].lstrip())


def _is_capital(reader: _QueryReader, token: re.Match[str]) -> bool:
    """Whether a word is written in capitals, which makes it an operator."""
    return bool(token["word"]) and reader.said[token.start("word") : token.end("word")].isupper()


def _one(reader: _QueryReader, token: re.Match[str]) -> str:
    """A word, a phrase or a bracket, whether it is wanted or not."""
    if token["minus"]:
        reader.at, marked = token.end(), len(reader.marked)
        following = reader.look()
        if following is None or following["close"]:
            reader.wrong(_NO_WORD, token.end())
        made = _one(reader, following)
        del reader.marked[marked:]  # it is not there
        return made
    if token["open"]:
        return _bracket(reader, token)
    name = "word" if token["word"] is not None else "phrase"
    if name == "phrase" and not token["end"]:
        reader.wrong(_NOT_CLOSED, token.start("phrase") - 1)
    return _words(reader, token, name)


def _bracket(reader: _QueryReader, token: re.Match[str]) -> str:
    reader.at, reader.depth = token.end(), reader.depth + 1
    if reader.depth > QUERY_BRACKETS:
        reader.wrong(_DEEP, token.start("open"))
    made = _either(reader)
    end = reader.look()
    if end is None:
        reader.wrong(_NO_CLOSING, token.start("open"))
    reader.at, reader.depth = end.end(), reader.depth - 1
    return made


def _words(reader: _QueryReader, token: re.Match[str], name: str) -> str:
    """A word or phrase as FTS5 takes it."""
    reader.at = token.end()
    made = phrase(token[name])
    if not made:
        reader.wrong(_NOTHING, token.start(name))
    reader.words, reader.phrase = reader.words + 1, token[name]
    if reader.words > QUERY_WORDS:
        raise Refused([Diagnostic("A031", None, {"limit": QUERY_CHARACTERS, "words": QUERY_WORDS})])
    reader.marked.append(pattern(token[name]))
    return made
