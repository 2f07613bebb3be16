"""Phrases of Latin words: a name stands in one face, though only one of its words has a letter that the face lacks.

Antonín Dvořák: the Song has the first word and lacks the ř of the second; both are set in the Latin face that goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from .classes import HAN, LETTERS
from .faces import Chain, Face
from .held import TITLES
from .runs import TOKEN

_HAN, _RARE = re.compile(f"[{HAN}]"), re.compile(f"(?![A-Za-z])[{LETTERS}]")
"""`_RARE`: a letter that a face which sets Latin may lack."""
_JOINT = re.compile(" (?:& )?|[-‐‑'’]")
"""What joins the words of a phrase."""
_SHORTENED, _BEHIND = re.compile(rf"[{LETTERS}]\.|{TITLES}"), re.compile(r"\.[-‐‑ ]?")
"""An initial or a title with its full stop, and what joins it to the word behind (A. Dvořák, J.-P. Rameau)."""
_COUNTS = re.compile(rf" ?[{HAN}]")
"""Behind a figure: it belongs to the Chinese text."""

_LatinRun = Sequence[re.Match[str]]


def phrases(text: str, chain: Chain) -> list[tuple[int, int, Face]]:
    """Where in a text phrases begin and end that a Latin face of the chain sets, and that face. Of a text without Han all
    is one phrase.
    """
    if not _RARE.search(text):  # as in almost every text
        return []
    plain = _plain(chain)
    if face := _throughout(text, chain, plain):
        return [(0, len(text), face)]
    found = (one for words in _runs(text) for one in _parts(words, chain, plain))
    return [(words[0].start(), _end(words[-1], text), face) for words, face in found]


def throughout(text: str, chain: Chain) -> Chain:
    """The chain for all of a text: led by a Latin face, where it has no Han and a word with a letter that the chain's own
    face lacks.
    """
    face = _throughout(text, chain, _plain(chain)) if _RARE.search(text) else None
    return chain.led_by(face) if face else chain


def _plain(chain: Chain) -> Face:
    """The face of a chain that sets Latin."""
    return next((face for face in chain.faces if face.has("A")), chain.faces[0])


def _throughout(text: str, chain: Chain, plain: Face) -> Face | None:
    if not _is_han_face(plain) or _HAN.search(text):
        return None
    return _face_of([hit for hit in TOKEN.finditer(text) if hit.lastgroup == "word"], chain, plain)


def _is_han_face(face: Face) -> bool:
    return face.has("字")


def _runs(text: str) -> Iterator[_LatinRun]:
    """Words that are joined, with the figures between and behind them."""
    run: list[re.Match[str]] = []
    for hit in TOKEN.finditer(text):
        if hit.lastgroup not in ("word", "number"):
            continue
        if run and not _joined(run[-1][0], text[run[-1].end() : hit.start()]):
            yield run
            run = []
        if run or hit.lastgroup == "word":
            run.append(hit)
        if hit.lastgroup == "number" and (not hit[0].isdecimal() or _COUNTS.match(text, hit.end())):
            yield run[:-1]
            run = []
    yield run


def _end(word: re.Match[str], text: str) -> int:
    """Where a phrase ends: behind the full stop of an initial."""
    return word.end() + (bool(_SHORTENED.fullmatch(f"{word[0]}.")) and text.startswith(".", word.end()))


def _joined(word: str, between: str) -> bool:
    shortened = _SHORTENED.fullmatch(f"{word}.") and _BEHIND.fullmatch(between)
    return bool(shortened or _JOINT.fullmatch(between))


def _parts(words: _LatinRun, chain: Chain, plain: Face) -> Iterator[tuple[_LatinRun, Face]]:
    """The parts of a run that a Latin face has, as far as one of their words needs it."""
    if face := _face_of(words, chain, plain):
        for had, part in groupby(words, lambda word: face.sets(word[0])):
            whole = list(part)
            if had and _needing(whole, plain):
                yield whole, face


def _needing(words: _LatinRun, plain: Face) -> Collection[str]:
    return [word[0] for word in words if not plain.sets(word[0])]


def _face_of(words: _LatinRun, chain: Chain, plain: Face) -> Face | None:
    """The first Latin face that has all letters of the words that need one."""
    needing = _needing(words, plain)
    latin = (face for face in chain.faces if not _is_han_face(face))
    return next((face for face in latin if all(map(face.sets, needing))), None) if needing else None
