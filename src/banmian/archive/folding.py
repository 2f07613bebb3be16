"""What counts as the same word, and the tokens of a text: pairs of Han, words, numbers.

A text is folded character by character, so that places stay: traditional to simplified (OpenCC), full width to half
(NFKC), capitals to small, letters without their accents. FTS5's own tokenizers find no word of two Han in a sentence;
so each pair of neighbouring Han is a token, and the last of a run alone, too: a phrase of pairs finds longer words, a
prefix any single Han. Blanks between Han part nothing: heads are set with them, and lines are broken anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

_HAN = "々〇\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han and kana: what is written without blanks between words."""
_LETTER = f"[^\\W_{_HAN}]"
_BLANK = "[ \u00a0\u3000\t]"
PIECE = re.compile(f"([{_HAN}](?:{_BLANK}*[{_HAN}])*)|([0-9]+(?:[.,:][0-9]+)+|{_LETTER}+(?:'{_LETTER}+)*)")
"""A run of Han (with the blanks in it), or a number or word."""
_BLANKS = re.compile(_BLANK)


@cache
def _converter() -> Any:
    import opencc  # loads its dictionaries: for a search or an index only

    return opencc.OpenCC("t2s")


class _FoldTable(dict[int, str]):
    """What each character becomes, worked out when it is first met; `str.translate` asks."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(chr(code))
        return made


_TABLE = _FoldTable()


def _folded(character: str) -> str:
    if "\ud800" <= character <= "\udfff":  # a byte that is no text, which OpenCC does not take
        return character
    plain = unicodedata.normalize("NFKC", character).replace("’", "'")
    bare, *marks = list(unicodedata.normalize("NFD", plain))
    if marks and all(unicodedata.combining(mark) for mark in marks):
        plain = bare
    plain = (plain if plain.isascii() else _converter().convert(plain)).lower()
    return plain if len(plain) == 1 and (plain.isprintable() or plain == character) else character


def fold(text: str) -> str:
    """A text as it is compared: as many characters, each at its place."""
    return text.translate(_TABLE)


def _run(piece: str) -> list[tuple[int, str]]:
    """The Han of a run, each with its place in it."""
    return [(place, character) for place, character in enumerate(piece) if not _BLANKS.match(character)]


def tokens(folded: str) -> Iterator[str]:
    """The tokens of a folded text, in order."""
    for hit in PIECE.finditer(folded):
        if hit[1]:
            run = [character for _, character in _run(hit[1])]
            yield from (one + other for one, other in pairwise(run))
            yield run[-1]
        else:
            yield hit[2]


def indexed(text: str) -> str:
    """A text as the index's table takes it: its tokens with blanks between."""
    return " ".join(tokens(fold(text)))


def phrase(folded: str) -> str:
    """The phrase of FTS5 that finds a folded text; empty where it holds no word.

    In a run that goes on in the text the last Han is part of a pair; so that token is left out at the end of a phrase,
    and where it is all that there is, it is the beginning of a token.
    """
    found = list(PIECE.finditer(folded))
    if not found:
        return ""
    wanted, single = list(tokens(folded)), ends_in_one(folded)
    if found[-1][1] and not single:
        wanted.pop()
    quoted = '"' + " ".join(wanted) + '"'
    return f"{quoted}*" if single else quoted


def ends_in_one(folded: str) -> bool:
    """Whether the last piece of a phrase is a single Han: to find it, FTS5 gathers all tokens that begin with it first."""
    *_, last = PIECE.finditer(folded)
    return last[1] is not None and len(_run(last[1])) == 1


def looser(folded: str) -> str:
    """The phrase without its last piece, which finds at least the rows of the whole; empty where nothing is left."""
    *_, last = PIECE.finditer(folded)
    wanted = list(tokens(folded[: last.start()]))
    return '"' + " ".join(wanted) + '"' if wanted else ""


def pattern(folded: str) -> re.Pattern[str]:
    """What finds the places of a phrase in a folded text, as the index finds its row."""
    parts = []
    for hit in PIECE.finditer(folded):
        if hit[1]:
            parts.append(f"{_BLANK}*".join(re.escape(character) for _, character in _run(hit[1])))
        else:
            parts.append(f"(?<!{_LETTER}){re.escape(hit[2])}(?!{_LETTER})")
    return re.compile(r"[^\w]*?".join(parts))
